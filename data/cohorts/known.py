"""How far the returns tell of a cohort: what has not happened yet, or was never supplied, is not known and never zero."""

from __future__ import annotations

from datetime import date

from data.cohorts.declaration import Cohort
from data.lists.supply import Span, united
from data.periods import Period, add_months, period_containing
from data.returns.layouts import Layout
from data.store import Questions


def spans_of(store: Questions, layout: Layout) -> list[Span]:
    """The days of which the returns tell, of a list; of a list told once a date, from its first return to its last."""
    rows = store.table(
        "select from_date, to_date from covered where list = ? order by from_date", [layout.name]
    )
    spans = [(first.date(), last.date()) for first, last in rows.itertuples(index=False)]
    if layout.merging == "snapshots" and spans:
        return [(spans[0][0], spans[-1][1])]
    return united(spans)


def is_covered(spans: list[Span], first: date, last: date) -> bool:
    """Whether one of the spans has every day from one to another."""
    return any(start <= first and last <= end for start, end in spans)


def quarters_covered(store: Questions, cohort: Cohort) -> list[Period]:
    """The quarters whose beginnings the returns tell wholly, oldest first."""
    quarters = []
    for start, end in spans_of(store, cohort.layout):
        quarter = period_containing(start, "quarter")
        while quarter.start <= end:
            if start <= quarter.start and quarter.end <= end:
                quarters.append(quarter)
            quarter = period_containing(add_months(quarter.start, 3), "quarter")
    return quarters
