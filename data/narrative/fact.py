"""What a text is set against and what is said of its numbers, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Role = Literal["level", "number", "of", "change", "per cent change", "target", "published", "rank"]
"""What a fact is: a figure, how many of what number a share is, a difference, what is aimed at or others have, and a place."""

VerdictWord = Literal["agrees", "differs", "wrong way", "does not add up", "cannot be checked"]


OWN = "The council"
"""The area of what is published of the council itself, which need not be what its returns make."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A number that a figure states.

    ``unit`` is number, percent, rate, average, days, points or rank; ``name`` says what it is, ``shown`` its value. ``start``
    and ``end`` are the period's days; ``is_now`` where that is the newest; ``since`` is the last day of what a change is set
    against; ``of`` the number that a count is a part of, or how many are ranked; ``group`` the part of the measure, ``area``
    whose it is, '' for the council's whole.
    """

    measure: str
    value: float
    unit: str
    role: Role
    name: str
    shown: str
    start: date
    end: date
    is_now: bool = True
    since: date | None = None
    of: float | None = None
    group: str = ""
    area: str = ""

    @property
    def words(self) -> str:
        """'Referrals, Q3 2022/23: 651'."""
        return f"{self.name}: {self.shown}"

    @property
    def is_of_region(self) -> bool:
        """Whether it is of a region: of neither England, nor the neighbours, nor the council itself."""
        return bool(self.area) and self.area not in ("England", "Statistical neighbours", OWN)

    @property
    def is_of_a_month(self) -> bool:
        """Whether it is of one month, or of a day on which no quarter ends: such a figure is meant only where the month is said."""
        return self.role in ("level", "number", "of") and (
            self.end.month % 3 != 0
            if self.start == self.end
            else (self.start.year, self.start.month) == (self.end.year, self.end.month)
        )


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said of one number: where it stands in the text, as written, in which sentence, and what it was set against.

    ``number`` is the number as it is written, or the words of a direction, a comparison or a place that is stated without one.
    """

    start: int
    end: int
    number: str
    verdict: VerdictWord
    compared: str
    sentence: str
