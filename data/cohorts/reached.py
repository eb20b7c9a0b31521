"""How many of a cohort reached what, and by when."""

from __future__ import annotations

import pandas as pd

from data.cohorts.declaration import AGAIN, Cohort
from data.cohorts.known import is_covered, spans_of
from data.cohorts.members import followed, values_of
from data.periods import Period, add_months
from data.store import Questions

WITHIN_MONTHS = (1, 3, 6, 12)
"""So many months after a member's own beginning; the same day number counts."""


def reached(store: Questions, cohort: Cohort, period: Period) -> pd.DataFrame:
    """One row a step that the members of a period's cohort may come to, coming back the last.

    Columns: ``step``, ``title``, ``within_1_months`` … ``within_12_months`` (members who had reached it so long after they
    began; NA until that is known of all of them), ``by_now`` (by the data's date; NA where its list is not supplied since
    the period began) and ``members``, the whole cohort.
    """
    within = ", ".join(
        f"count(*) filter (where reached.day <= members.day + interval {months} month) as within_{months}_months"
        for months in WITHIN_MONTHS
    )
    query = f"""select step, {within}, count(*) as by_now from reached join members on members.member = reached.member
        group by step order by step"""
    rows = store.table(followed(cohort, query), values_of(period))
    counted = {str(row["step"]): row for row in rows.to_dict("records")}
    size = members_of(store, cohort, period)
    known_to = {f"within_{months}_months": add_months(period.end, months) for months in WITHIN_MONTHS}
    known_to["by_now"] = period.end
    told = []
    for step in (*(one.id for one in cohort.steps), AGAIN):
        spans, counts = spans_of(store, cohort.layout_of(step)), counted.get(step, {})
        numbers = {
            name: int(counts.get(name, 0)) if is_covered(spans, period.start, last) else None
            for name, last in known_to.items()
        }
        told.append({"step": step, "title": cohort.title_of(step)} | numbers | {"members": size})
    frame = pd.DataFrame(told)
    return frame.astype({name: pd.Int64Dtype() for name in (*known_to, "members")})


def members_of(store: Questions, cohort: Cohort, period: Period) -> int:
    """How many members a period's cohort has."""
    return int(
        store.table(followed(cohort, "select count(*) as n from members"), values_of(period))["n"].iloc[0]
    )
