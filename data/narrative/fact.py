"""What a text is set against and what is said of its numbers, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Role = Literal["level", "number", "of", "change", "per cent change", "target", "published"]
"""What a fact is: a figure, how many of what number a share is, a difference, and what others have or is aimed at."""

VerdictWord = Literal["agrees", "differs", "wrong way", "does not add up", "cannot be checked"]


@dataclass(frozen=True, slots=True)
class Fact:
    """A number that a figure states.

    ``unit`` is number, percent, rate, average, days or points; ``name`` says what it is, ``shown`` its value. ``start`` and
    ``end`` are the period's days; ``is_now`` where that is the newest; ``since`` is the last day of what a change is set
    against; ``of`` the number that a count is a part of; ``group`` the part of the measure, ``area`` whose it is, '' for the
    council's whole.
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


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said of one number: where it stands in the text, as written, in which sentence, and what it was set against.

    ``number`` is '' for a direction that is stated without one.
    """

    start: int
    end: int
    number: str
    verdict: VerdictWord
    compared: str
    sentence: str
