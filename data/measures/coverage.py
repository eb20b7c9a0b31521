"""Which days the loaded returns cover, list by list: what tells zero from not supplied."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple

from data.lists.supply import ListSupply, Span, certain_spans, united
from data.lists.view import LASTING
from data.measures.columns import columns_needed
from data.measures.declaration import Counting
from data.periods import Period, add_months

Status = Literal["ok", "partial", "hardly", "not supplied"]
HARDLY = 0.1
"""A period of which less than this share of days is covered, or whose list lacks a column that is needed, is *hardly* supplied.

It counts as not supplied, whatever rows fall into it.
"""


class Supplied:
    """What returns supply list by list; the days worked out of it are kept, for many measures need the same columns."""

    def __init__(self, supplies: Iterable[ListSupply]) -> None:
        self._listed: dict[str, list[tuple[ListSupply, Span]]] = {}
        for supply in supplies:
            self._listed.setdefault(supply.list, []).append((supply, supply.span))
        self._days: dict[tuple[str, str, bool], list[Span]] = {}

    def usable(self, name: str, columns: Collection[str] = ()) -> list[tuple[ListSupply, Span]]:
        """Those of a list that figures are made of and in which these columns can be relied on, with the days each covers."""
        return [
            (supply, span)
            for supply, span in self._listed.get(name, ())
            if supply.can_be_merged and supply.columns_known.issuperset(columns)
        ]

    def withholds_rows(self, name: str) -> bool:
        """Whether records of a list are in no figure, as their ids cannot be known."""
        return any(supply.withholds_rows for supply, _ in self._listed.get(name, ()) if supply.can_be_merged)

    def days(self, needed: Iterable[tuple[str, str]], *, whole: bool = False) -> list[Span]:
        """The days for which every needed (list, column) is supplied, with ``whole`` by returns that withhold no rows.

        With an empty column, those for which a return holds the list at all, usable or not.
        """
        result: list[Span] | None = None
        for name, column in needed:
            spans = self._days_of(name, column, whole)
            result = spans if result is None else _common(result, spans)
        return united(result or [])

    def _days_of(self, name: str, column: str, whole: bool) -> list[Span]:
        key = (name, column, whole)
        if key not in self._days:
            held = self.usable(name, (column,)) if column else self._listed.get(name, ())
            self._days[key] = united(
                [
                    span
                    for supply, span in held
                    if supply.covers_from <= span[1] and not (whole and supply.withholds_rows)
                ]
            )
        return self._days[key]


def _common(these: list[Span], others: list[Span]) -> list[Span]:
    met = [(max(a, c), min(b, d)) for a, b in these for c, d in others]
    return [(start, end) for start, end in met if start <= end]


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


class PeriodSupply(NamedTuple):
    """How far a period's figure is supplied.

    ``partial where listed`` is a flow of days that no return covers: a lower bound where rows are dated in them, else not
    supplied. From ``settled_from`` on, no event may have been open that returns have not since told of, or the figure is
    partial; None where that does not matter.
    """

    status: Literal["ok", "partial", "partial where listed"]
    settled_from: date | None = None


def supply_by_period(
    counting: Counting,
    filtered: tuple[str, ...],
    split: tuple[str, ...],
    supplied: Supplied,
    periods: Sequence[Period],
    newest: date,
) -> list[PeriodSupply | None]:
    """How far each period's figure is supplied by returns with data to ``newest``, None where it is not.

    ``filtered`` and ``split`` are the dimensions of the counting's view that are filtered by and broken down by.
    """
    needed = counting.needs(filtered)
    coverage = coverage_of(counting, needed, (*split, *filtered), supplied)
    of_lists = Coverage(supplied.days({(name, "") for name, _ in needed}))
    return [
        _period_supply(counting, period, min(period.end, newest), coverage, of_lists) for period in periods
    ]


def _period_supply(
    counting: Counting, period: Period, as_at: date, coverage: Coverage, of_lists: Coverage
) -> PeriodSupply | None:
    status = derived_status(counting, period, as_at, coverage)
    if status == "ok":
        return PeriodSupply(status, _settled_from(counting, period, as_at))
    if status == "partial":
        return PeriodSupply(status)
    if (
        status == "hardly"
        or counting.kind == "stock"
        or derived_status(counting, period, as_at, of_lists) != "not supplied"
    ):
        return None
    return PeriodSupply("partial where listed")


def _settled_from(counting: Counting, period: Period, as_at: date) -> date | None:
    layout = counting.view.layout
    if layout.merging != "events" or layout.ends is None:
        return None
    if counting.kind == "stock":
        return as_at + timedelta(days=1)
    return first_day(counting, period) if counting.dated == layout.ends else None


def derived_status(counting: Counting, period: Period, as_at: date, coverage: Coverage) -> Status:
    """Whether the days a measure needs for a period are covered wholly, in part, hardly or not at all."""
    status = _status_of_days(counting, period, as_at, coverage)
    if status != "ok" or coverage.certain is None:
        return status
    if counting.kind == "stock":
        is_certain = any(start <= as_at <= end for start, end in coverage.certain)
    else:
        first = first_day(counting, period)
        is_certain = any(start <= first and period.end <= end for start, end in coverage.certain)
    return "ok" if is_certain else "partial"


def first_day(counting: Counting, period: Period) -> date:
    """The first day that a flow or a window counts for a period."""
    if counting.window_months is None:
        return period.start
    return add_months(period.end + timedelta(days=1), -counting.window_months)


def _status_of_days(counting: Counting, period: Period, as_at: date, coverage: Coverage) -> Status:
    spans, snapshots = coverage.covered, coverage.snapshots
    if counting.kind == "stock":
        before = timedelta(days=1) if _knows_the_day_before(counting) else timedelta()
        known = any(start - before <= as_at <= end for start, end in spans)
        if not known:
            return "not supplied"
        if snapshots is not None and not any(start <= as_at <= end for start, end in snapshots):
            return "not supplied" if counting.only_at_reporting_date else "partial"
        if counting.needs_history and not _reach_back(spans, period.end, counting.needs_history):
            return "partial"
        return "ok" if any(period.end <= end for _, end in spans) else "partial"
    first = first_day(counting, period)
    covered = _days_in(spans, first, period.end)
    if covered <= 0:
        return "not supplied"
    is_whole = covered == (period.end - first).days + 1
    if counting.needs_history:
        base = period.end + timedelta(days=1) if counting.window_months else period.start
        since = add_months(base, -counting.needs_history)
        if not any(start <= since and end >= min(as_at, period.end) for start, end in spans):
            is_told = coverage.told is None or _days_in(coverage.told, first, period.end) >= covered
            is_whole, covered = False, covered if is_told else 0
    if is_whole:
        return "ok"
    return "partial" if covered >= HARDLY * ((period.end - first).days + 1) else "hardly"


def _days_in(spans: list[Span], first: date, last: date) -> int:
    """How many of the days from ``first`` to ``last`` lie in spans that do not overlap."""
    return sum(
        (min(end, last) - max(start, first)).days + 1
        for start, end in spans
        if start <= last and first <= end
    )


def _reach_back(spans: list[Span], day: date, months: int) -> bool:
    return any(start <= add_months(day, -months) + timedelta(days=1) and day <= end for start, end in spans)


def _knows_the_day_before(counting: Counting) -> bool:
    """Whether what was open when the window began is in the list: so for spells and events, not for facts of their day."""
    return counting.view.layout.merging in ("spells", "events")


def coverage_of(
    counting: Counting, needed: Collection[tuple[str, str]], dimensions: Sequence[str], supplied: Supplied
) -> Coverage:
    """What returns cover of a counting that needs these (list, column) pairs."""
    covered = supplied.days(needed)
    if counting.followed_for_days:
        followed = timedelta(days=counting.followed_for_days)
        covered = [(start, end - followed) for start, end in covered if start <= end - followed]
    layout = counting.view.layout
    columns = {column for name, column in needed if name == layout.name}
    certain = told = None
    if layout.merging != "events" or (layout.ends or layout.leads_to) in columns:
        usable = [supply for supply, _ in supplied.usable(layout.name, columns)]
        certain = certain_spans(layout, usable, counting.kind == "stock")
    if any(supplied.withholds_rows(name) for name, _ in needed):
        certain = _common(certain if certain is not None else covered, supplied.days(needed, whole=True))
    if counting.history_told_by is not None:
        told = supplied.days({(layout.name, counting.history_told_by)})
    return Coverage(covered, certain, _snapshots_read(counting, dimensions, needed, supplied), told)


def _snapshots_read(
    counting: Counting,
    dimensions: Sequence[str],
    needed: Collection[tuple[str, str]],
    supplied: Supplied,
) -> list[Span] | None:
    """The days whose changing attributes were reported, where a count at a date reads any; None where it does not."""
    view = counting.view
    if not view.as_reported:
        return None
    asked = columns_needed(view.name, *(view.dimensions.get(name) for name in dimensions)).union(needed)
    attributes = {column for name, column in asked if name == view.layout.name and column not in LASTING}
    if not attributes:
        return None
    return [
        (supply.reporting_date, span[1]) for supply, span in supplied.usable(view.layout.name, attributes)
    ]
