"""The return triangle: of each quarter's cohort, how many came back by how many quarters later."""

from __future__ import annotations

import pandas as pd

from data.cohorts.declaration import Cohort
from data.cohorts.known import is_covered, quarters_covered, spans_of
from data.cohorts.members import followed
from data.periods import add_months, period_containing
from data.store import Questions

_MONTHS = 3
_NAMES = ("cohort", "members", "later", "returned", "percent")
_QUERY = """, dated as (
        select cast(date_trunc('quarter', day) as date) as began_in, cast(date_trunc('quarter', again_on) as date) as back_in
        from members
    )
    select began_in, back_in, count(*) as number from dated group by began_in, back_in order by began_in, back_in"""
"""The calendar's quarters begin in the same months as those of the financial year."""


def came_back(store: Questions, cohort: Cohort) -> pd.DataFrame:
    """One row a quarter's cohort and quarter later, oldest first, for every quarter whose beginnings the returns tell wholly.

    Columns: ``cohort`` (the label of its quarter), ``members``, ``later`` (quarters after that of the cohort, 0 for itself),
    ``returned`` (members who had come back by that quarter's end) and ``percent`` of the members. Both are NA of a quarter
    that has not ended, or up to which the returns do not tell; ``percent`` also where there are no members.
    """
    quarters = quarters_covered(store, cohort)
    if not quarters:
        return _typed([])
    spans = spans_of(store, cohort.layout)
    counted = store.table(followed(cohort, _QUERY), [quarters[0].start, quarters[-1].end])
    numbers = {
        (began.date(), None if pd.isna(back) else back.date()): int(number)
        for began, back, number in counted.itertuples(index=False)
    }
    columns = (quarters[-1].end.year - quarters[0].end.year) * 4 + (
        quarters[-1].end.month - quarters[0].end.month
    ) // _MONTHS
    rows: list[dict[str, object]] = []
    for quarter in quarters:
        size = sum(number for (began, _), number in numbers.items() if began == quarter.start)
        returned = 0
        for later in range(columns + 1):
            back = period_containing(add_months(quarter.start, _MONTHS * later), "quarter")
            returned += numbers.get((quarter.start, back.start), 0)
            is_known = is_covered(spans, quarter.start, back.end)
            rows.append(
                {
                    "cohort": quarter.label,
                    "members": size,
                    "later": later,
                    "returned": returned if is_known else None,
                    "percent": 100 * returned / size if is_known and size else None,
                }
            )
    return _typed(rows)


def _typed(rows: list[dict[str, object]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(_NAMES))
    return frame.astype(
        {"cohort": str, "members": "Int64", "later": "int64", "returned": "Int64", "percent": "float64"}
    )
