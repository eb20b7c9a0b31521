"""Audit grades by practice domain."""

from __future__ import annotations

from datetime import date

import pandas as pd

from data.as_reported import AS_KNOWN_NOW, ReadAs
from data.facts.reading import read
from data.store import Questions


def audit_grades(store: Questions, ending: date, reading: ReadAs = AS_KNOWN_NOW) -> pd.DataFrame:
    """Shares of audit grades by practice domain for the quarter ending then: practice_domain, grade, percent, number.

    From numbers where they are given, from percentages otherwise; what is left of 100% is the grade 'Not given'.
    """
    return read(
        store,
        ending,
        reading,
        """
        with given as (
            select practice_domain, grade, sum(number) as number,
                coalesce(100.0 * sum(number) / nullif(max(audits), 0), max(percent)) as percent
            from grades_by_domain where period_end = ? group by practice_domain, grade
        ),
        gaps as (
            select practice_domain, 'Not given' as grade, cast(null as double) as number, 100 - sum(percent) as percent
            from given group by practice_domain having sum(percent) < 99.5
        )
        select practice_domain, grade, percent, number
        from (select practice_domain, grade, percent, number from given where percent is not null
              union all select practice_domain, grade, percent, number from gaps)
        order by case when practice_domain = 'Overall' then 0 else 1 end, practice_domain, grade
        """,
        [ending],
    )
