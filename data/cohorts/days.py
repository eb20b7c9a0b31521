"""The days between the steps of a cohort: how long half of the members, and nine in ten, took; by team."""

from __future__ import annotations

import pandas as pd

from data.cohorts.declaration import START, Cohort
from data.cohorts.members import followed, values_of
from data.periods import Period
from data.store import Questions

ALL_TEAMS = "All teams"


def days_between(store: Questions, cohort: Cohort, period: Period) -> pd.DataFrame:
    """One row a span between two steps and team, the whole cohort first; of members who reached both, in calendar days.

    Columns: ``earlier`` and ``later`` (the steps' titles), ``team`` (of the beginning, ALL_TEAMS for the whole cohort),
    ``number`` of members, ``median`` and ``percentile_90`` (between ranks in proportion). A span that nobody has
    completed has no row.
    """
    pairs = ", ".join(
        f"({place}, '{first}', '{second}')" for place, (first, second) in enumerate(cohort.spans)
    )
    query = f""", dated as (
        select member, step, day from reached union all select member, '{START}', day from members
    ),
    spans as (
        select pairs.place, earlier, later, members.team, date_diff('day', before.day, after.day) as days
        from (values {pairs}) as pairs(place, earlier, later)
        join dated as before on before.step = pairs.earlier
        join dated as after on after.step = pairs.later and after.member = before.member and after.day >= before.day
        join members on members.member = before.member
    )
    select place, earlier, later, coalesce(team, '{ALL_TEAMS}') as team, count(*) as number, median(days) as median,
        quantile_cont(days, 0.9) as percentile_90
    from spans group by grouping sets ((place, earlier, later), (place, earlier, later, team))
    order by place, grouping(team) desc, team"""
    rows = store.table(followed(cohort, query), values_of(period)).drop(columns="place")
    return rows.assign(
        earlier=[cohort.title_of(step) for step in rows["earlier"]],
        later=[cohort.title_of(step) for step in rows["later"]],
    )
