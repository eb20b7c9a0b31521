"""A measure's periods as plain lists, to be judged: what is not whole is taken out, and quarters are made of months."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from data.periods import period_containing
from data.series import Series

MONTHS_OF_A_QUARTER = 3


@dataclass(frozen=True)
class Points:
    """Consecutive periods, oldest first; NaN where a figure is not supplied or not whole, or has no such number."""

    labels: list[str]
    ends: list[date]
    values: list[float]
    numerators: list[float]
    denominators: list[float]

    @property
    def whole(self) -> int:
        """How many have a value."""
        return sum(not math.isnan(value) for value in self.values)

    def to_newest_whole(self) -> Points:
        """The same without the periods after the newest that is whole."""
        last = max(
            (position + 1 for position, value in enumerate(self.values) if not math.isnan(value)), default=0
        )
        return self._between(0, last)

    def mean_numerator(self, newest: int) -> float:
        """The mean of the numbers counted in the newest periods, NaN where none states any."""
        return _mean(self.numerators[-newest:])

    def mean_base(self, newest: int) -> float:
        """The mean of the numbers that the newest periods' percentages are of, NaN where none states any."""
        return _mean(self.denominators[-newest:])

    def _between(self, first: int, last: int) -> Points:
        return replace(self, **{name: getattr(self, name)[first:last] for name in self.__dataclass_fields__})

    def by_quarter(self) -> Points:
        """A percentage's quarters out of its months; a quarter that lacks a whole month is a gap."""
        quarters = Points([], [], [], [], [])
        positions = range(len(self.labels))
        for quarter, months in groupby(
            positions, lambda position: period_containing(self.ends[position], "quarter")
        ):
            held = list(months)
            whole = len(held) == MONTHS_OF_A_QUARTER
            numerator = sum(self.numerators[month] for month in held) if whole else math.nan
            denominator = sum(self.denominators[month] for month in held) if whole else math.nan
            quarters.labels.append(quarter.label)
            quarters.ends.append(quarter.end)
            quarters.values.append(100 * numerator / denominator if denominator > 0 else math.nan)
            quarters.numerators.append(numerator)
            quarters.denominators.append(denominator)
        return quarters.to_newest_whole()


def points(series: Series) -> Points:
    """A measure's whole periods, to the newest whole one; what is not whole is not known."""
    figures = [
        [_number(getattr(point, name)) if point.status == "ok" else math.nan for point in series]
        for name in ("value", "numerator", "denominator")
    ]
    return Points(
        [point.period for point in series], [point.end for point in series], *figures
    ).to_newest_whole()


def _number(figure: float | None) -> float:
    return math.nan if figure is None else float(figure)


def _mean(figures: list[float]) -> float:
    known = [figure for figure in figures if not math.isnan(figure)]
    return sum(known) / len(known) if known else math.nan
