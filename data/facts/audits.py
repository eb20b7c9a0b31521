"""Audit grades by practice domain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from data.as_reported import AS_KNOWN_NOW, ReadAs
from data.facts.reading import read
from data.store import Questions


@dataclass(frozen=True, slots=True)
class GradeShare:
    """A grade's share of a practice domain's audits, percent 0 to 100; ``number`` is None where only the share is stated."""

    domain: str
    grade: str
    percent: float
    number: float | None


def audit_grades(store: Questions, ending: date, reading: ReadAs = AS_KNOWN_NOW) -> tuple[GradeShare, ...]:
    """The grades given in the quarter ending then, by practice domain, Overall first. Raises NotRead.

    From numbers where they are given, from percentages otherwise; what is left of 100% is the grade 'Not given'.
    """
    rows = read(
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
    return tuple(
        GradeShare(str(domain), str(grade), float(percent), None if number != number else float(number))
        for domain, grade, percent, number in rows.itertuples(index=False)
    )
