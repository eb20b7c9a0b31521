"""Which days the loaded returns cover, list by list: what tells zero from not supplied."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from data.lists.supply import ListSupply, Span, certain_spans, united
from data.lists.view import LASTING
from data.measures.declaration import Estimate, Measure, columns_needed
from data.periods import Period, add_months

Status = Literal["ok", "partial", "hardly", "not supplied"]
HARDLY = 0.1
"""A period of which less than this share of days is covered, or whose list lacks a column that is needed, is *hardly* supplied.

It counts as not supplied, whatever rows fall into it.
"""


def _common(one: list[Span], other: list[Span]) -> list[Span]:
    met = [(max(a, c), min(b, d)) for a, b in one for c, d in other]
    return [(start, end) for start, end in met if start <= end]


def spans_for(needed: set[tuple[str, str]], supplies: list[ListSupply]) -> list[Span]:
    """The days for which every needed (list, column) is supplied; with an empty column, any of the list."""
    result: list[Span] | None = None
    for name, column in sorted(needed):
        spans = united(
            [
                s.span
                for s in supplies
                if s.list == name and (not column or column in s.columns_known) and s.covers_from <= s.span[1]
            ]
        )
        result = spans if result is None else _common(result, spans)
    return united(result or [])


@dataclass(frozen=True)
class Coverage:
    """The days that returns cover of what a measure is made of.

    ``covered`` are those of every list and column it needs. ``certain`` are the days for which nothing is missing that
    the returns could not list, None where each covered day is: on others the figure is partial, a lower bound.
    ``snapshots`` are the days for which its changing attributes were reported, None where it reads none: on other days a
    stock by them is partial, or not supplied where they look back from the day of the extract. ``told`` are the days for
    which a column tells what history would, None where there is no such column: without either, nothing is supplied.
    """

    covered: list[Span]
    certain: list[Span] | None = None
    snapshots: list[Span] | None = None
    told: list[Span] | None = None


def derived_status(counted: Measure | Estimate, period: Period, as_at: date, coverage: Coverage) -> Status:
    """Whether the days a measure needs for a period are covered wholly, in part, hardly or not at all."""
    status = _status_of_days(counted, period, as_at, coverage)
    if status != "ok" or coverage.certain is None:
        return status
    if counted.kind == "stock":
        is_certain = any(start <= as_at <= end for start, end in coverage.certain)
    else:
        is_certain = any(
            start <= _first_day(counted, period) and period.end <= end for start, end in coverage.certain
        )
    return "ok" if is_certain else "partial"


def _first_day(counted: Measure | Estimate, period: Period) -> date:
    """The first day that a flow counts for a period."""
    return (
        add_months(period.end + timedelta(days=1), -counted.window_months)
        if counted.window_months
        else period.start
    )


def _status_of_days(counted: Measure | Estimate, period: Period, as_at: date, coverage: Coverage) -> Status:
    spans, snapshots = coverage.covered, coverage.snapshots
    if counted.kind == "stock":
        before = timedelta(days=1) if _knows_the_day_before(counted) else timedelta()
        known = any(start - before <= as_at <= end for start, end in spans)
        if not known:
            return "not supplied"
        if snapshots is not None and not any(start <= as_at <= end for start, end in snapshots):
            return "not supplied" if counted.only_at_reporting_date else "partial"
        if counted.needs_history and not _reach_back(spans, period.end, counted.needs_history):
            return "partial"
        return "ok" if any(period.end <= end for _, end in spans) else "partial"
    first = _first_day(counted, period)
    covered = _days_in(spans, first, period.end)
    if covered <= 0:
        return "not supplied"
    is_whole = covered == (period.end - first).days + 1
    if counted.needs_history:
        base = period.end + timedelta(days=1) if counted.window_months else period.start
        since = add_months(base, -counted.needs_history)
        if not any(start <= since and end >= min(as_at, period.end) for start, end in spans):
            is_told = coverage.told is None or _days_in(coverage.told, first, period.end) >= covered
            is_whole, covered = False, covered if is_told else 0
    if is_whole:
        return "ok"
    return "partial" if covered >= HARDLY * ((period.end - first).days + 1) else "hardly"


def _days_in(spans: list[Span], first: date, last: date) -> int:
    """How many of the days from ``first`` to ``last`` lie in spans that do not overlap."""
    return sum(max((min(end, last) - max(start, first)).days + 1, 0) for start, end in spans)


def _reach_back(spans: list[Span], day: date, months: int) -> bool:
    return any(start <= add_months(day, -months) + timedelta(days=1) and day <= end for start, end in spans)


def _knows_the_day_before(counted: Measure | Estimate) -> bool:
    """Whether what was open when the window began is in the list: so for spells and events, not for facts of their day."""
    return counted.view is not None and counted.view.layout.merging in ("spells", "events")


def needs(counted: Measure | Estimate, trio_rule: str, where: Collection[str] = ()) -> set[tuple[str, str]]:
    """The (list, column) pairs a figure is made of, those that a filter's dimensions ``where`` are read from included."""
    assert counted.rows is not None and counted.view is not None
    numerator = counted.numerator.replace("{trio_rule}", trio_rule)
    chosen = [counted.view.dimensions.get(name) for name in where]
    return columns_needed(
        counted.rows, counted.dated, counted.opened, counted.closed, numerator, counted.denominator, *chosen
    )


def coverage_of(
    counted: Measure | Estimate,
    needed: set[tuple[str, str]],
    dimensions: list[str],
    supplies: list[ListSupply],
) -> Coverage:
    """What the supplies cover of a measure, or an estimate of it, that needs these (list, column) pairs."""
    covered = spans_for(needed, supplies)
    if counted.followed_for_days:
        followed = timedelta(days=counted.followed_for_days)
        covered = [(start, end - followed) for start, end in covered if start <= end - followed]
    layout = counted.view.layout if counted.view else None
    certain = told = None
    if layout is not None:
        columns = {column for name, column in needed if name == layout.name}
        supplied = [
            one for one in supplies if one.list == layout.name and columns - {""} <= one.columns_known
        ]
        reads_ends = layout.merging != "events" or (layout.ends or layout.leads_to) in columns
        certain = certain_spans(layout, supplied, counted.kind == "stock") if reads_ends else None
        if any(one.withholds_rows for one in supplies if one.list in {name for name, _ in needed}):
            whole = spans_for(needed, [one for one in supplies if not one.withholds_rows])
            certain = _common(certain if certain is not None else covered, whole)
        if counted.history_told_by is not None:
            told = spans_for({(layout.name, counted.history_told_by)}, supplies)
    return Coverage(covered, certain, _snapshots_read(counted, dimensions, needed, supplies), told)


def _snapshots_read(
    counted: Measure | Estimate,
    dimensions: list[str],
    needed: set[tuple[str, str]],
    supplies: list[ListSupply],
) -> list[Span] | None:
    """The days whose changing attributes were reported, where a count at a date reads any; None where it does not."""
    view = counted.view
    if view is None or not view.as_reported:
        return None
    asked = needed | columns_needed(view.name, *(view.dimensions.get(name) for name in dimensions))
    attributes = {column for name, column in asked if name == view.layout.name and column not in LASTING}
    if not attributes:
        return None
    return [
        (s.reporting_date, s.span[1])
        for s in supplies
        if s.list == view.layout.name and attributes <= s.columns_known
    ]
