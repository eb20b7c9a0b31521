"""Answers as plain series: a measure's periods, oldest first, for each group."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

HIDDEN = "hidden"
"""The status of a figure that a publication copy does not show."""


@dataclass(frozen=True, slots=True)
class Point:
    """A measure's figure of one period and group.

    ``numerator``, ``denominator`` and ``value`` (percent 0 to 100, unrounded) are None where they are not known; ``status`` is
    ok, partial, not supplied, not applicable or, in a publication copy, hidden; ``origin`` derived, estimated or reported.
    """

    measure: str
    period: str
    start: date
    end: date
    group: str
    numerator: float | None
    denominator: float | None
    value: float | None
    status: str
    origin: str

    @property
    def is_known(self) -> bool:
        """Whether there is a value."""
        return self.value is not None

    @property
    def is_hidden(self) -> bool:
        """Whether there is a value that a publication copy does not show."""
        return self.status == HIDDEN

    @property
    def is_share_of_nothing(self) -> bool:
        """Whether there is no value because there was nothing to take a share of: 0 of 0."""
        return self.status == "not applicable" and self.denominator == 0

    @property
    def counted(self) -> float:
        """How many it counts: of a share or mean its numerator, where only a value is stated that; 0 where neither is known."""
        return (self.value if self.numerator is None else self.numerator) or 0.0

    @property
    def is_estimate(self) -> bool:
        """Whether it is estimated rather than counted or stated."""
        return self.origin == "estimated"


Series = tuple[Point, ...]
"""A measure's periods of one grain, oldest first, of one group."""

FIGURES = ("numerator", "denominator", "value")
"""The columns of an answer that hold its numbers."""


def points_of(answer: pd.DataFrame) -> list[Point]:
    """The rows of an answer of ``Store.measure``, in its order."""
    texts = [answer[name].tolist() for name in ("measure", "period", "group", "status", "origin")]
    days = (
        [answer[name].dt.date.tolist() for name in ("period_start", "period_end")]
        if len(answer)
        else [[], []]
    )
    figures = [[None if value != value else value for value in answer[name].tolist()] for name in FIGURES]
    return [
        Point(measure, period, start, end, group, numerator, denominator, value, status, origin)
        for measure, period, group, status, origin, start, end, numerator, denominator, value in zip(
            *texts, *days, *figures, strict=True
        )
    ]


def series_of(answer: pd.DataFrame) -> dict[tuple[str, str], Series]:
    """An answer of ``Store.measure`` as its series by measure and group, in the answer's order."""
    found: dict[tuple[str, str], list[Point]] = {}
    for point in points_of(answer):
        found.setdefault((point.measure, point.group), []).append(point)
    return {key: tuple(series) for key, series in found.items()}


def known(series: Series) -> list[Point]:
    """The periods that have a value."""
    return [point for point in series if point.value is not None]


def is_like(point: Point, latest: Point) -> bool:
    """Whether a period may stand beside the latest: an estimate is never set against a count."""
    return point.is_estimate == latest.is_estimate


def can_be_compared(point: Point, latest: Point) -> bool:
    """Whether the latest can be compared with a period: both are whole, and counted alike."""
    return point.status == latest.status == "ok" and is_like(point, latest)
