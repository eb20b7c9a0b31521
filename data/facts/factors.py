"""The factors identified at the end of assessment: the rank table over its periods, and the trio's share of each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

import pandas as pd

from data.answering import Wanted
from data.as_reported import AS_KNOWN_NOW, ReadAs
from data.disclosure import Pattern
from data.facts.rows import factor_periods_held
from data.measures.rank_table import rank_periods
from data.periods import read_period
from data.series import Point, Series, series_of
from data.store import Questions

PERIODS, MOST_COMMON = 3, 10
"""How many periods the rank table has, and how many of the latest one's factors the pack prints."""


@dataclass(frozen=True, slots=True)
class FactorRank:
    """A factor in a period: ``percent`` of assessments (0 to 100); ``rank`` is None for Other and none identified.

    ``numerator`` and ``denominator`` are None where the panel return states the share alone (``origin`` reported);
    ``is_hidden`` where a publication copy shows none of it.
    """

    relates_to: str
    factor: str
    period: str
    rank: int | None
    percent: float | None
    numerator: float | None
    denominator: float | None
    origin: str
    is_hidden: bool = False

    @property
    def name(self) -> str:
        """Whom it relates to and what it is: 'Child: Self-Harm'."""
        return f"{self.relates_to}: {self.factor}"


@dataclass(frozen=True)
class FactorsHeld:
    """The rank table over its periods, the latest period's ranks first, and the trio's share of each period.

    ``periods`` are labels, oldest first, and ``trio`` is in their order; ``partly`` are those that the records cover only in
    part; ``rule`` is the one by which the trio is counted, a key of TRIO_RULES, ``has_records`` whether there are records to
    count it in.
    """

    table: tuple[FactorRank, ...]
    periods: tuple[str, ...]
    trio: Series
    partly: frozenset[str]
    rule: str
    has_records: bool

    @property
    def latest(self) -> str:
        """The latest period with any factor. Raises ValueError where there is none."""
        held = {rank.period for rank in self.table}
        return max((label for label in self.periods if label in held), key=self.periods.index)

    @property
    def before_latest(self) -> str:
        """The period before the latest with any factor; '' where that is the table's first."""
        place = self.periods.index(self.latest)
        return self.periods[place - 1] if place else ""

    @property
    def most_common(self) -> tuple[FactorRank, ...]:
        """The latest period's ranked factors that the pack prints, in their order."""
        ranked = [rank for rank in self.table if rank.period == self.latest and rank.rank is not None]
        return tuple(ranked[:MOST_COMMON])

    @property
    def is_empty(self) -> bool:
        """Whether no factor is held in any of the periods."""
        return not self.table


def factors_held(store: Questions, ending: date, reading: ReadAs = AS_KNOWN_NOW) -> FactorsHeld:
    """What is held of the factors, to a quarter's end, in a reading. Raises NotRead."""
    trio: list[Point] = []
    partly: list[str] = []
    periods = rank_periods(ending, PERIODS)
    for grain, of_grain in groupby(periods, lambda period: period.grain):
        spans = list(of_grain)
        assert grain is not None
        questions = [
            Wanted("trio_of_harm", grain, len(spans)),
            Wanted("assessment_factors", grain, len(spans), origin="derived"),
        ]
        shares, counted = store.measures(questions, ending=spans[-1].end, reading=reading)
        for points in series_of(shares).values():
            trio += points
        partly += counted.loc[counted["status"] == "partial", "period"].tolist()
    return FactorsHeld(
        _ranks(store.rank_table(PERIODS, ending=ending, reading=reading)),
        tuple(period.label for period in periods),
        tuple(trio),
        frozenset(partly),
        store.basis(["trio_of_harm"]).trio_rule,
        factor_periods_held(store) > 0,
    )


def published(held: FactorsHeld, pattern: Pattern) -> FactorsHeld:
    """The rank table and the trio as a publication copy has them: a factor whose number is hidden has no share.

    It has no place either, and the others are ranked without it, those hidden last by their names: where it stood would say
    between which shares it lies.
    """
    shown: list[FactorRank] = []
    for _, of_period in groupby(held.table, lambda rank: rank.period):
        hidden = []
        places: list[int] = []
        for rank in of_period:
            if pattern.applied((point_of(rank),), ("category",))[0].is_hidden:
                hidden.append(rank)
                continue
            if rank.rank is not None:
                places.append(rank.rank)
            before = 1 + sum(place < rank.rank for place in places) if rank.rank is not None else None
            shown.append(replace(rank, rank=before))
        shown += [
            replace(rank, rank=None, percent=None, numerator=None, denominator=None, is_hidden=True)
            for rank in sorted(hidden, key=lambda rank: rank.name)
        ]
    return replace(held, table=tuple(shown), trio=pattern.applied(held.trio))


def point_of(rank: FactorRank) -> Point:
    """A row of the rank table as a figure of its measure."""
    period = read_period(rank.period)
    assert period is not None
    return Point(
        "assessment_factors",
        rank.period,
        period.start,
        period.end,
        rank.name,
        rank.numerator,
        rank.denominator,
        rank.percent,
        "ok",
        rank.origin,
    )


def _ranks(table: pd.DataFrame) -> tuple[FactorRank, ...]:
    names = ("relates_to", "factor", "period", "rank", "percent", "numerator", "denominator", "origin")
    columns = [table[name].astype(object).where(table[name].notna(), None).tolist() for name in names]
    return tuple(FactorRank(*values) for values in zip(*columns, strict=True))
