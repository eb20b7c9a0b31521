"""A cohort's members and what each has come to, as the relations that every table of a cohort begins with."""

from __future__ import annotations

from datetime import date

from data.cohorts.declaration import AGAIN, Cohort
from data.periods import Period

STILL_OPEN, CLOSED, STOPPED, NOTHING = "Still open", "Closed", "No further action", "No step recorded"
"""How a path ends at the data's date where the child has not come back."""

_FIRST_LAST = "cast(? as date) as first_day, cast(? as date) as last_day"


def followed(cohort: Cohort, query: str) -> str:
    """A statement over ``members`` and ``reached``; its values are those of ``values_of``, then the query's own.

    ``members`` has one row a member: member (a number), child_id, day, team, stopped, again_on (the child's next beginning
    on a later day), is_open (at the data's date) and ended (how its path ends). ``reached`` has one row a member and step:
    member, step, place (in the order declared), name, on_path and day. ``asked`` has the data's date as ``as_at``.
    """
    steps = " union all ".join(
        f"""select member, '{step.id}' as step, {place} as place, {str(step.on_path).lower()} as on_path,
            arg_min(name, taken.day) as name, min(taken.day) as day
        from started join ({step.sql}) as taken on taken.child_id = started.child_id and taken.begun >= started.day
            and (started.again_on is null or taken.begun < started.again_on)
        cross join asked where taken.day between started.day and as_at group by member"""
        for place, step in enumerate(cohort.steps, start=1)
    )
    return f"""
with asked as (select {_FIRST_LAST}, (select max(reporting_date) from returns) as as_at),
beginnings as (
    select taken.*, row_number() over (order by child_id, day, team) as member,
        min(day) over (partition by child_id order by day range between interval 1 day following and unbounded following) as again_on
    from ({cohort.starts}) as taken, asked where day <= as_at
),
started as (
    select beginnings.* from beginnings, asked where day between first_day and last_day
),
open_now as ({cohort.open_now}),
steps_taken as ({steps}),
reached as (
    select * from steps_taken
    union all select member, '{AGAIN}', {len(cohort.steps) + 1}, false, '{cohort.again}', again_on from started
    where again_on is not null
),
members as (
    select started.*, open_now.child_id is not null as is_open,
        case when again_on is not null then '{cohort.again}' when open_now.child_id is not null then '{STILL_OPEN}'
             when exists (select 1 from steps_taken where steps_taken.member = started.member) then '{CLOSED}'
             when stopped then '{STOPPED}' else '{NOTHING}' end as ended
    from started left join open_now on open_now.child_id = started.child_id
)
{query}"""


def values_of(period: Period) -> list[date]:
    """The values of a statement about the members who began in a period."""
    return [period.start, period.end]
