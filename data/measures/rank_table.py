"""The risk-factor rank table: reported as written for its own periods, counted from record-level factors for others."""

from __future__ import annotations

from datetime import date

from data.periods import Period, last_periods, period_containing

RANK_TABLE = """
with periods as (select * from (values {periods}) as t(ord, label, period_start, period_end)),
written as (
    select periods.ord, periods.label, factors.relates_to, factors.factor, factors.rank, factors.percent
    from risk_factors as factors join periods
        on factors.period_start = periods.period_start and factors.period_end = periods.period_end
    where factors.relates_to <> 'trio'
),
counted as (
    select periods.ord, periods.label, book.relates_to, book.label as factor, rows.is_ranked,
        count(distinct rows.assessment) as numerator
    from periods
    join assessment_factors as rows
        on rows.authorised_on between periods.period_start and periods.period_end
    join (select distinct factor, relates_to, label from factor_book) as book on book.factor = rows.factor
    where periods.ord not in (select ord from written)
    group by periods.ord, periods.label, book.relates_to, book.label, rows.is_ranked
),
assessed as (
    select periods.ord, count(distinct rows.assessment) as denominator
    from periods join assessment_factors as rows
        on rows.authorised_on between periods.period_start and periods.period_end
    group by periods.ord
),
either as (
    select ord, label, relates_to, factor, rank, percent, cast(null as double) as numerator,
        cast(null as double) as denominator, 'reported' as origin
    from written
    union all
    select counted.ord, counted.label, relates_to, factor,
        case when is_ranked then rank() over (partition by counted.ord, is_ranked order by numerator desc) end,
        100.0 * numerator / denominator, numerator, denominator, 'derived'
    from counted join assessed on assessed.ord = counted.ord
)
select relates_to, factor, label as period, cast(rank as integer) as rank, percent, numerator, denominator, origin
from either order by ord desc, rank nulls last, factor, relates_to
"""


def rank_periods(reporting_date: date, count: int) -> list[Period]:
    """The table's periods, oldest first: the year to date (at a year's end the year) and the full years before it."""
    to_date = period_containing(reporting_date, "year_to_date")
    year = period_containing(reporting_date, "year")
    latest = year if to_date.end == year.end else to_date
    return [*last_periods(year.start, "year", count)[:-1], latest]


def rank_table_sql(periods: list[Period]) -> str:
    """The statement for these periods."""
    rows = [f"({n}, '{p.label}', date '{p.start}', date '{p.end}')" for n, p in enumerate(periods)]
    return RANK_TABLE.format(periods=", ".join(rows))
