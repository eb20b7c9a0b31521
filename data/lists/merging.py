"""Several returns over time as one reading of each list, as SQL (the rules are those of the design, section 3).

Every query reads ``usable_<list>`` (the rows that merging may go by), ``returns`` (return_id, reporting_date, reading_order:
by reporting date, then by when it was loaded) and ``return_lists`` (which return supplied which list, since when, and
whether what is absent from it is gone: not where rows of it are withheld).
"""

from __future__ import annotations

from data.returns.layouts import Layout
from data.returns.typing import table_columns


def merged_sql(layout: Layout) -> str:
    """The query that gives a list's rows as known now, with ``reporting_date`` and ``reading_order`` of their return."""
    match layout.merging:
        case "events":
            return _events(layout)
        case "spells":
            return _spells(layout)
        case "snapshots":
            return _rows_of_each_date(layout)
    return _facts(layout)


def sql_of_one_return(layout: Layout) -> str:
    """The query that gives the same rows where one return alone has the list: nothing replaces, withdraws or ends any of them."""
    rows = _rows(layout)
    start, end = layout.starts, layout.ends
    if layout.merging == "spells":
        return f"""
with listed as not materialized ({rows}),
again as (
    select sheet, excel_row from listed
    qualify row_number() over (partition by child_id, {start} order by {end} desc nulls first, excel_row) > 1
)
select * exclude ({end}), {end}, false as end_is_estimated from listed
where not exists (select 1 from again where again.sheet = listed.sheet and again.excel_row = listed.excel_row)
"""
    if layout.merging == "events" and end:
        return f"""
with listed as ({rows})
select listed.*, cast(null as date) as closed_by, coalesce({end}, cast(null as date)) as open_until,
    supplied.covered_to as last_listed
from listed
join return_lists as supplied on supplied.return_id = listed.return_id and supplied.list = '{layout.name}'
"""
    return rows


def _rows(layout: Layout) -> str:
    names = ", ".join(
        f"{same_child('listed', 'returns')} as child_id" if name == "child_id" else f"listed.{name}"
        for name, _ in table_columns(layout)
    )
    return (
        f"select listed.return_id, listed.sheet, listed.excel_row, {names}, listed.other_columns, returns.reporting_date, "
        f"returns.reading_order from usable_{layout.name} as listed "
        "join returns on returns.return_id = listed.return_id where listed.left_out_because is null"
    )


def _rows_of_each_date(layout: Layout) -> str:
    """The rows of what is told once a date: of two returns of one date the one that stands speaks alone."""
    return (
        f"{_rows(layout)} and not exists (select 1 from return_lists as resent where resent.list = '{layout.name}' "
        "and resent.reporting_date = returns.reporting_date and resent.reading_order > returns.reading_order)"
    )


def same_child(row: str, its_return: str) -> str:
    """SQL for a row's child id: without leading zeros where the session tells children apart so."""
    plain = f"coalesce(nullif(ltrim({row}.child_id, '0'), ''), '0')"
    return f"case when {its_return}.ids_without_zeros then {plain} else {row}.child_id end"


def listed_columns(layout: Layout) -> str:
    """SQL for the columns of a returned list named ``listed``, beside ``returns``, with children told apart as in the merged tables."""
    return (
        f"listed.* replace ({same_child('listed', 'returns')} as child_id)"
        if "child_id" in layout.by_column
        else "listed.*"
    )


def _events(layout: Layout) -> str:
    """A later return replaces all rows of a key, and withdraws what it should hold but does not."""
    return _events_that_end(layout) if layout.ends else _events_of_a_day(layout)


def _newest(layout: Layout) -> str:
    """The SQL of ``current``: of each key the rows of the last return that lists it."""
    key = ", ".join(layout.key)
    same_key = " and ".join(f"newest.{column} is not distinct from listed.{column}" for column in layout.key)
    return f"""listed as ({_rows(layout)}),
newest as (select {key}, max(reading_order) as newest_reading from listed group by {key}),
current as (
    select listed.* from listed join newest on {same_key} and newest.newest_reading = listed.reading_order
)"""


def _events_of_a_day(layout: Layout) -> str:
    return f"""
with {_newest(layout)}
select * from current
where not exists (
    select 1 from return_lists as later
    where later.list = '{layout.name}' and later.reading_order > current.reading_order and later.tells_absence
        and cast({layout.event} as date) between later.window_from and later.reporting_date
)
"""


def _events_that_end(layout: Layout) -> str:
    """Events with a start and an end, of which returns list what ended, or what began, in their window.

    What ended and should be listed is withdrawn. What was open and should be listed, were it open still, is no longer
    open by the return's date (``closed_by``), or by the day before its window where what ended in that is listed: it
    ended on a day that no return gives. So is, in a return of the same
    date, what the one before it had open by mistake. ``open_until`` is the end or that date; ``last_listed`` the last day
    for which the row was told.
    """
    began, ended = layout.event, layout.ends
    in_window = f"{began} between later.window_from and later.reporting_date"
    return f"""
with {_newest(layout)},
absent as (
    select current.return_id, current.sheet, current.excel_row,
        bool_or(case when {ended} is null then later.reporting_date = current.reporting_date
                     when later.selects_by_end then {ended} between later.window_from and later.reporting_date
                     else {in_window} end) as is_withdrawn,
        min(case when later.selects_by_end and later.window_from - 1 > current.reporting_date then later.window_from - 1
                 else later.reporting_date end) as closed_by
    from current join return_lists as later on later.list = '{layout.name}' and later.reading_order > current.reading_order
        and later.tells_absence
    where {ended} is not null or later.lists_open or {in_window}
    group by current.return_id, current.sheet, current.excel_row
)
select current.*, case when {ended} is null then absent.closed_by end as closed_by,
    coalesce({ended}, absent.closed_by) as open_until, supplied.covered_to as last_listed
from current
join return_lists as supplied on supplied.return_id = current.return_id and supplied.list = '{layout.name}'
left join absent on absent.return_id = current.return_id and absent.sheet = current.sheet
    and absent.excel_row = current.excel_row
where not coalesce(absent.is_withdrawn, false)
"""


def _spells(layout: Layout) -> str:
    """One row a spell. A later start ends an open spell on an unknown date between the returns, marked estimated.

    A spell that a later return puts earlier is restated, not kept twice; so is one that it puts later, to a day on which
    the child's spell was open already in the return before, or with the same end. A child gone without an end date is
    taken to have ceased by that return, marked estimated. Two open spells of a child in one return both stay open: no cell
    says that one ended.
    """
    start, end = layout.starts, layout.ends
    return f"""
with listed as ({_rows_of_each_date(layout)}),
restated as (
    select earlier.return_id, earlier.sheet, earlier.excel_row from listed as earlier
    join listed as later on later.child_id = earlier.child_id and later.reading_order > earlier.reading_order
        and later.{start} < earlier.{start}
),
told as (
    select * from listed
    where not exists (
        select 1 from restated where restated.return_id = listed.return_id and restated.sheet = listed.sheet
            and restated.excel_row = listed.excel_row
    )
    qualify row_number() over (
        partition by child_id, {start} order by reading_order desc, {end} desc nulls first, excel_row
    ) = 1
),
spells as (
    select * from told
    where not exists (
        select 1 from told as later where later.child_id = told.child_id and later.reading_order > told.reading_order
            and later.{start} > told.{start} and later.{start} <= told.reporting_date
            and (told.{end} is null or told.{end} > told.reporting_date or told.{end} = later.{end})
    )
),
followed as (
    select *,
        (select min(next.{start}) from spells as next
         where next.child_id = spells.child_id and next.reading_order > spells.reading_order
            and (next.{start} > spells.{start} or spells.{start} is null)) as next_start,
        (select min(later.reporting_date) from return_lists as later
         where later.list = '{layout.name}' and later.reading_order > spells.reading_order
            and later.tells_absence) as next_reporting_date
    from spells
)
select * exclude ({end}, next_start, next_reporting_date),
    coalesce({end}, case when next_start is not null then least(next_start, coalesce(next_reporting_date, next_start))
                         else next_reporting_date end) as {end},
    {end} is null and coalesce(next_start, next_reporting_date) is not null as end_is_estimated
from followed
"""


def _facts(layout: Layout) -> str:
    return f"""
with listed as ({_rows(layout)})
select * from listed
qualify rank() over (partition by {", ".join(layout.key)} order by reading_order desc) = 1
"""


def as_reported_sql(layout: Layout) -> str:
    """The query that gives each spell as each return reported it, true of the days up to which that return covers.

    The days before a spell's first report are those of the first, the days after its last report those of the last.
    ``started_on``, ``ceased_on`` and ``end_is_estimated`` are the spell's as known now; ``open_from`` is its start or,
    where none is given, the first day it was reported. A row whose start was corrected later is told of the spell that
    the child had on the day up to which the row tells.
    """
    start, end = layout.starts, layout.ends
    tells_to = f"coalesce(least(listed.{end}, listed.reporting_date), listed.reporting_date)"
    return f"""
select owned.* exclude (covered_to, {start}, {end}, spell_start, spell_end), spell_start as {start}, spell_end as {end},
    coalesce(spell_start, min(reporting_date) over (partition by child_id, spell_start)) as open_from,
    coalesce(lag(covered_to) over spell + 1, date '1900-01-01') as reported_from,
    case when lead(covered_to) over spell is null then date '2100-12-31' else covered_to end as reported_to
from (
    select named.* from (
        select listed.*, spell.{start} as spell_start, spell.{end} as spell_end, spell.end_is_estimated, supplied.covered_to
        from ({_rows_of_each_date(layout)}) as listed
        join {layout.name} as spell on spell.child_id = listed.child_id
            and (spell.{start} <= greatest(listed.{start}, {tells_to}) or (spell.{start} is null and listed.{start} is null))
        join return_lists as supplied on supplied.return_id = listed.return_id and supplied.list = '{layout.name}'
        qualify row_number() over (
            partition by listed.return_id, listed.sheet, listed.excel_row
            order by spell.{start} is not distinct from listed.{start} desc, spell.{start} desc
        ) = 1
    ) as named
    qualify row_number() over (
        partition by child_id, spell_start, reporting_date order by reading_order desc, {end} desc nulls first, excel_row
    ) = 1
) as owned
window spell as (partition by child_id, spell_start order by reporting_date)
"""
