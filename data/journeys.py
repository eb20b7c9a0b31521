"""One child's path through the lists: what happened and how long it lasted, in the order of the days."""

from __future__ import annotations

from calendar import isleap
from datetime import date

import pandas as pd

from data.as_reported import AS_KNOWN_NOW, ReadAs
from data.facts.reading import read
from data.journey_steps import STEPS, Step
from data.lists.view import age_in_years
from data.store import Questions

_FAR_OFF = date(9999, 12, 31)

_ASKED = """
    select case when (select coalesce(bool_or(ids_without_zeros), false) from returns)
                then coalesce(nullif(ltrim(typed, '0'), ''), '0') else typed end as child_id, as_at
    from (select trim(cast(? as varchar)) as typed, least((select max(reporting_date) from returns), cast(? as date)) as as_at)"""
"""The child asked for, by the id as the merged lists hold it, and the day at which the journey ends."""


def journey(
    store: Questions, child_id: str, reading: ReadAs = AS_KNOWN_NOW, ending: date | None = None
) -> pd.DataFrame:
    """One row an event or span of one child, in order, to the data's date or to ``ending`` where that is earlier.

    Columns: ``step`` (what it is), ``from`` and ``to`` (days; an event has the same in both, ``to`` is NaT of what is open
    at that date and ``from`` where no list gives the start), ``list`` ('List 7'), ``detail`` (in words), ``age`` (completed
    years on the first day, -1 before birth, NA where no birth date is given), ``days`` (from the first day of the step
    before; NA of the first), ``end_is_estimated`` and ``born_on`` (the child's, the same in every row, NaT where not given).
    Ids are compared as text; of an id that no list holds there are no rows. ``reading`` as reported reads the returns that
    had come by the quarter of ``ending`` (the newest unless given). Raises NotRead.
    """
    newest = ending or store.reporting_date
    if newest is None:
        newest, reading = _FAR_OFF, AS_KNOWN_NOW
    return read(store, newest, reading, _SQL, [child_id, newest]).astype(
        {"age": "Int64", "days": "Int64", "end_is_estimated": bool}
    )


def ids_but_for_zeros(store: Questions, child_id: str) -> list[str]:
    """The ids held that differ from this one in leading zeros alone, which a spreadsheet takes away; it is not among them."""
    ids = " union ".join(f"select child_id from {step.table}" for step in STEPS)
    rows = store.table(
        f"select child_id from ({ids}) where ltrim(child_id, '0') = ltrim(trim(cast(? as varchar)), '0') "
        "and child_id <> trim(cast(? as varchar)) order by child_id",
        [child_id, child_id],
    )
    return [str(held) for held in rows["child_id"]]


def birthdays(born: date, first: date, last: date) -> list[tuple[date, int]]:
    """The birthdays from one day to another, each with the age reached; one of 29 February is on 1 March in a common year."""
    is_leap_day = (born.month, born.day) == (2, 29)
    years = range(max(first.year, born.year), last.year + 1)
    days = [
        date(year, 3, 1) if is_leap_day and not isleap(year) else born.replace(year=year) for year in years
    ]
    return [(day, day.year - born.year) for day in days if first <= day <= last]


def _rows_of(step: Step) -> str:
    list_number = f"'List {step.number}'"
    return (
        f"select '{step.title}' as step, {step.place} as place, {list_number} as list, '{step.table}' as held_in, taken.* "
        f"from ({step.sql}) as taken"
    )


_SQL = f"""
with asked as ({_ASKED}),
found as ({" union all ".join(map(_rows_of, STEPS))}),
told as (select list as held_in, max(covered_to) as told_to from return_lists group by list),
born as (select arg_max(born_on, reading_order) as born_on from found where born_on is not null),
dated as (
    select found.*, asked.as_at, told.told_to, coalesce(born.born_on, found.born_on) as birthday,
        case when found.ended_on <= asked.as_at then found.ended_on end as ended_by_then
    from found cross join asked cross join born left join told on told.held_in = found.held_in
    where found.began_on <= asked.as_at or (found.began_on is null and coalesce(found.ended_on, asked.as_at) <= asked.as_at)
)
select step, began_on as "from", ended_by_then as "to", list,
    concat_ws('; ', nullif(detail, ''),
        case when began_on is null then 'start not recorded' end,
        case when ended_by_then is not null and end_is_estimated then 'end estimated: between two returns' end,
        case when ended_on > as_at then 'end dated ' || strftime(ended_on, '%-d %B %Y') end,
        case when ended_by_then is null and told_to < as_at
             then 'open when last listed, on ' || strftime(told_to, '%-d %B %Y') end) as detail,
    case when began_on < birthday or (birthday is null and age_stated = -1) then -1
         else {age_in_years("birthday", "began_on")} end as age,
    date_diff('day', lag(began_on) over in_order, began_on) as days,
    end_is_estimated and ended_by_then is not null as end_is_estimated, birthday as born_on
from dated
window in_order as (order by coalesce(began_on, ended_on, as_at), place, ended_on, detail)
order by coalesce(began_on, ended_on, as_at), place, ended_on, detail
"""
