"""Which days the loaded returns cover, list by list: what tells zero from not supplied."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from data.lists.supply import ListSupply, Span, united
from data.measures.declaration import Measure, columns_needed
from data.periods import Period, add_months

Status = Literal["ok", "partial", "hardly", "not supplied"]
HARDLY = 0.1
"""A period of which less than this share of days is covered counts as not supplied, whatever rows fall into it."""


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
