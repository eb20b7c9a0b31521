"""The facts that a measure's series states: each period's value and numbers, and how the newest changed on those before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from data.in_words import change, day, plain, when
from data.measures import Measure
from data.narrative.fact import Fact, Role
from data.periods import Grain, add_months, month_end
from data.series import Point, Series, can_be_compared


def facts_of_series(
    measure: Measure, grain: Grain, group: str, series: Series, newest: date, as_at: date
) -> Iterator[Fact]:
    """The facts of one series, oldest first; ``group`` is '' for the whole.

    ``newest`` is the last day of the newest period of that grain, ``as_at`` the newest day of the data in it. A month is never
    the newest: it is meant only where it is named.
    """
    known = [point for point in series if point.is_known]
    if not known or (measure.is_split and measure.unit == "percent" and not group):
        return  # all of the parts are 100% whatever the figures
    title = f"{measure.title}, {group}" if group else measure.title
    of = _Series(measure, grain, title, group)
    for point in known:
        is_now = point.end == newest and grain != "month"
        yield from of.point(point, is_now, as_at if is_now else None)
    latest = known[-1]
    if latest.end != newest or grain == "month":
        return
    for then in known[:-1]:
        if then.end in _compared_with(measure, grain, newest) and can_be_compared(then, latest):
            yield from of.changes(latest, then)


@dataclass(frozen=True)
class _Series:
    measure: Measure
    grain: Grain
    title: str
    group: str

    def point(self, point: Point, is_now: bool, as_at: date | None) -> Iterator[Fact]:
        assert point.value is not None
        name = f"{self.title} {when(self.measure, point, self.grain, as_at)}"
        start, unit = self._start(point), self.measure.unit

        def fact(value: float, unit: str, role: Role, shown: str, words: str = name) -> Fact:
            of = point.denominator if role == "number" else None
            return Fact(
                self.measure.id,
                value,
                unit,
                role,
                words,
                shown,
                start,
                point.end,
                is_now,
                of=of,
                group=self.group,
            )

        yield fact(point.value, unit, "level", plain(point.value, unit))
        base = "" if point.denominator is None else plain(point.denominator, "number")
        if unit == "percent" and point.numerator is not None:
            shown = plain(point.numerator, "number")
            if point.denominator is not None:
                yield fact(point.denominator, "number", "of", base, f"{name}, of how many")
                shown = f"{shown} of {base}"
            yield fact(point.numerator, "number", "number", shown)
        elif self.group and point.denominator is not None:
            yield fact(point.value, "number", "number", f"{plain(point.value, 'number')} of {base}")

    def changes(self, now: Point, then: Point) -> Iterator[Fact]:
        assert now.value is not None and then.value is not None
        since = day(then.end) if self.measure.at_a_date else then.period
        unit, size = self.measure.unit, round(now.value - then.value, 9)

        def fact(value: float, unit: str, role: Role, shown: str) -> Fact:
            return Fact(
                self.measure.id,
                value,
                unit,
                role,
                f"{self.title} on {since}",
                shown,
                self._start(now),
                now.end,
                since=then.end,
                group=self.group,
            )

        moved = change(now.value, then.value, unit)
        yield fact(size, "points" if unit == "percent" else unit, "change", moved)
        if then.value:
            share = 100 * size / then.value
            words = f"{'up' if size > 0 else 'down'} {abs(share):.1f}%" if size else moved
            shown = f"{moved}, which is {words} on what it was" if unit == "percent" and size else words
            yield fact(share, "percent", "per cent change", shown)

    def _start(self, point: Point) -> date:
        return point.end if self.measure.at_a_date else point.start


def _compared_with(measure: Measure, grain: Grain, newest: date) -> set[date]:
    """The days of what a figure may be said to have changed on: a year before, the quarter before, and 31 March for stocks."""
    first = newest.replace(day=1)
    days = {month_end(add_months(first, -12))}
    if grain == "quarter":
        days.add(month_end(add_months(first, -3)))
    if measure.at_a_date:
        days.add(date(newest.year if newest.month > 3 else newest.year - 1, 3, 31))
    return days
