"""Figures that the panel return states, whichever sheet carries them, as one table ``reported_figures``."""

from __future__ import annotations

_COLUMNS = (
    "measure, category, period_start, period_end, is_at_a_date, numerator, denominator, value, rank, note, sheet, "
    "sheet_row, reporting_date, reading_order"
)

FIGURES = """
select figures.measure, figures.category, figures.period_start, figures.period_end, figures.period_grain is null as is_at_a_date,
    case when catalogue.unit = 'number' then coalesce(figures.numerator, figures.value) else figures.numerator end as numerator,
    figures.denominator, case when catalogue.unit = 'number' then null else figures.value end as value, figures.rank,
    figures.note, 'Figures' as sheet, figures.excel_row as sheet_row, figures.reporting_date, figures.reading_order
from figures join measure_book as catalogue on catalogue.id = figures.measure
where figures.period_end is not null
"""

FEEDBACK = """
select 'families_heard', source, period_start, period_end, period_grain is null, families, null, null, null, null, 'Feedback',
    excel_row, reporting_date, reading_order
from feedback where period_end is not null
"""

TRIO = """
select 'trio_of_harm', null, period_start, period_end, period_grain is null, null, null, percent, null, factor, 'Risk factors',
    excel_row, reporting_date, reading_order
from risk_factors where relates_to = 'trio' and period_end is not null
"""

GRADES = """
with given as (
    select * replace (case when lower(practice_domain) = 'overall' then 'Overall' else practice_domain end as practice_domain),
        count(*) filter (where number is null) over (
            partition by period_start, period_end, lower(practice_domain)) = 0 as all_in_numbers
    from audit_grades where period_end is not null and grade is not null and practice_domain is not null
),
counted as (
    select period_start, period_end, period_grain, practice_domain, grade,
        case when bool_and(all_in_numbers) then sum(number) end as number,
        case when not bool_and(all_in_numbers) and count(*) = 1 then max(percent) end as percent, min(excel_row) as sheet_row,
        max(reporting_date) as reporting_date, max(reading_order) as reading_order
    from given group by period_start, period_end, period_grain, practice_domain, grade
)
select *, sum(number) over (partition by period_start, period_end, practice_domain) as audits from counted
"""
"""One row a period, practice domain and grade.

A domain given wholly in numbers is counted, teams added up; otherwise its percentages stand, which are never added up.
"""


def _grade_measure(measure: str, grades: str) -> str:
    """A share of audits: from numbers over all grades' numbers, else from percentages where each grade gives one."""
    asked = f"grade in ({grades})"
    many = grades.count("'") // 2
    return f"""
select '{measure}', case when practice_domain = 'Overall' then null else practice_domain end, period_start, period_end,
    period_grain is null, case when max(audits) is not null then coalesce(sum(number) filter (where {asked}), 0) end,
    max(audits), case when max(audits) is null and count(percent) filter (where {asked}) = {many}
                      then sum(percent) filter (where {asked}) end, null, null, 'Audit grades', min(sheet_row),
    max(reporting_date), max(reading_order)
from grades_by_domain group by practice_domain, period_start, period_end, period_grain
having max(audits) is not null or count(percent) filter (where {asked}) = {many}
"""


GRADE_MEASURES = {
    "audits_outstanding": "'Outstanding'",
    "audits_good": "'Good'",
    "audits_good_or_better": "'Good', 'Outstanding'",
    "audits_requires_improvement": "'Requires improvement'",
    "audits_inadequate": "'Inadequate'",
    "audits_good_or_requires_improvement": "'Good', 'Requires improvement'",
}

AUDITED = """
select 'children_audited', null, period_start, period_end, period_grain is null, max(audits), null, null, null, null,
    'Audit grades', min(sheet_row), max(reporting_date), max(reading_order)
from grades_by_domain where practice_domain = 'Overall' and audits is not null
and not exists (select 1 from figures where measure = 'children_audited' and figures.period_end = grades_by_domain.period_end)
group by period_start, period_end, period_grain
"""


def reported_queries() -> dict[str, str]:
    """The queries of ``grades_by_domain`` and ``reported_figures``, worked out of the merged sheets."""
    parts = [FIGURES, FEEDBACK, TRIO, AUDITED, *(_grade_measure(*item) for item in GRADE_MEASURES.items())]
    figures = f"select * from ({' union all '.join(parts)}) as stated({_COLUMNS})"
    return {"grades_by_domain": GRADES, "reported_figures": figures}
