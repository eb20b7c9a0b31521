"""Answers made by hand, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from components.figures.answers import WHOLE, Answers, Asked, Facts
from components.figures.chosen import Filters
from data.periods import Grain, add_months, month_end, period_containing
from data.series import Point, Series

DECEMBER = date(2022, 12, 31)
_MONTHS: dict[Grain, int] = {"month": 1, "quarter": 3, "year_to_date": 12, "rolling_12_months": 3, "year": 12}


def point(
    measure: str,
    value: float | None,
    end: date = DECEMBER,
    group: str = WHOLE,
    grain: Grain = "quarter",
    *,
    of: float | None = None,
    numerator: float | None = None,
    status: str = "",
    origin: str = "derived",
) -> Point:
    """A period's value; where it is a share, of ``of``, whose numerator follows from it."""
    period = period_containing(end, grain)
    if numerator is None and value is not None:
        numerator = value if of is None else value * of / 100
    state = status or ("not supplied" if value is None else "ok")
    return Point(measure, period.label, period.start, end, group, numerator, of, value, state, origin)


def series(measure: str, *values: float | None, group: str = WHOLE, grain: Grain = "quarter") -> Series:
    """Periods in a row, the newest at the end of December 2022."""
    ends = [
        month_end(add_months(DECEMBER.replace(day=1), -_MONTHS[grain] * back))
        for back in reversed(range(len(values)))
    ]
    return tuple(point(measure, value, end, group, grain) for value, end in zip(values, ends, strict=True))


def answers(
    asked: Mapping[Asked, Mapping[str, Series]],
    *,
    where: Mapping[str, list[str]] | None = None,
    facts: Mapping[str, Facts] | None = None,
    tables: Mapping[str, object] | None = None,
) -> Answers:
    """The answers to some questions, each by its groups."""
    held = {(one.measure, one.grain, one.by, one.within): groups for one, groups in asked.items()}
    chosen = Filters(DECEMBER, where or {})
    return Answers(chosen, DECEMBER, "Worcestershire", series=held, facts=facts or {}, tables=tables or {})
