"""Which days the loaded returns cover, list by list: what tells zero from not supplied."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from data.lists.calendar import is_working_day
from data.measures.declaration import Measure, columns_needed
from data.periods import Period, add_months, month_end

Status = Literal["ok", "partial", "hardly", "not supplied"]
Span = tuple[date, date]

HARDLY = 0.1
"""A period of which less than this share of days is covered counts as not supplied, whatever rows fall into it."""

SOLID_MONTH = 0.25
"""A month before the six-month window counts as covered while it holds this share of the window's monthly average."""


@dataclass(frozen=True)
class ListSupply:
    """What one return supplies of one list: the days covered, and the columns that can be relied on."""

    list: str
    covers_from: date
    window_from: date
    reporting_date: date
    columns_known: frozenset[str] = field(default_factory=frozenset)

    @property
    def span(self) -> Span:
        """The days covered: to the reporting date, or to its month's end where only days off are left of the month."""
        last = self.reporting_date
        while last < month_end(self.reporting_date) and not is_working_day(last + timedelta(days=1)):
            last += timedelta(days=1)
        return self.covers_from, last


def solid_start(window_from: date, months: dict[date, int]) -> date:
    """How far before ``window_from`` the rows go without thinning out: ``months`` has the rows by first of month."""
    inside = [rows for month, rows in months.items() if month >= window_from.replace(day=1)]
    enough = max(1.0, SOLID_MONTH * sum(inside) / max(len(inside), 1))
    start = window_from
    while months.get(add_months(start.replace(day=1), -1), 0) >= enough:
        start = add_months(start.replace(day=1), -1)
    return start


def united(spans: list[Span]) -> list[Span]:
    """Spans joined where they overlap or touch, in order."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1] + timedelta(days=1):
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _common(one: list[Span], other: list[Span]) -> list[Span]:
    met = [(max(a, c), min(b, d)) for a, b in one for c, d in other]
    return [(start, end) for start, end in met if start <= end]


def spans_for(needed: set[tuple[str, str]], supplies: list[ListSupply]) -> list[Span]:
    """The days for which every needed (list, column) is supplied."""
    result: list[Span] | None = None
    for name, column in sorted(needed):
        spans = united([s.span for s in supplies if s.list == name and column in s.columns_known and s.covers_from <= s.span[1]])
        result = spans if result is None else _common(result, spans)
    return united(result or [])


def derived_status(measure: Measure, period: Period, as_at: date, spans: list[Span]) -> Status:
    """Whether the days a measure needs for a period are covered wholly, in part, hardly or not at all."""
    if measure.kind == "stock":
        known = any(start - timedelta(days=1) <= as_at <= end for start, end in spans)
        complete = any(period.end <= end for _, end in spans)
        return ("ok" if complete else "partial") if known else "not supplied"
    first = add_months(period.end + timedelta(days=1), -measure.window_months) if measure.window_months else period.start
    counted = sum((min(end, period.end) - max(start, first)).days + 1 for start, end in spans
                  if start <= period.end and end >= first)  # fmt: skip
    if counted <= 0:
        return "not supplied"
    if counted < (period.end - first).days + 1:
        return "partial" if counted >= HARDLY * ((period.end - first).days + 1) else "hardly"
    if measure.needs_history:
        base = period.end + timedelta(days=1) if measure.window_months else period.start
        history_from = add_months(base, -measure.needs_history)
        if not any(start <= history_from and end >= period.end for start, end in spans):
            return "partial"
    return "ok"


def measure_needs(measure: Measure, trio_rule: str) -> set[tuple[str, str]]:
    """The (list, column) pairs a derived measure is made of."""
    assert measure.rows is not None
    numerator = measure.numerator.replace("{trio_rule}", trio_rule)
    return columns_needed(measure.rows, measure.dated, measure.opened, measure.closed, numerator, measure.denominator)
