"""Several returns over time as one reading of each list, as SQL (the rules are those of the design, section 3).

Every query reads ``usable_<list>`` (the rows that merging may go by), ``returns`` (return_id, reporting_date, reading_order:
by reporting date, then by when it was loaded) and ``return_lists`` (which return supplied which list, and since when).
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


def _rows(layout: Layout) -> str:
    names = ", ".join(f"{same_child('listed', 'returns')} as child_id" if name == "child_id" else f"listed.{name}"
                      for name, _ in table_columns(layout))  # fmt: skip
    return (f"select listed.return_id, listed.sheet, listed.excel_row, {names}, listed.other_columns, returns.reporting_date, "
            f"returns.reading_order from usable_{layout.name} as listed "
            "join returns on returns.return_id = listed.return_id where listed.left_out_because is null")  # fmt: skip


def _rows_of_each_date(layout: Layout) -> str:
    """The rows of what is told once a date: of two returns of one date the one that stands speaks alone."""
    return (f"{_rows(layout)} and not exists (select 1 from return_lists as resent where resent.list = '{layout.name}' "
            "and resent.reporting_date = returns.reporting_date and resent.reading_order > returns.reading_order)")  # fmt: skip


def same_child(row: str, its_return: str) -> str:
    """SQL for a row's child id: without leading zeros where the session tells children apart so."""
    plain = f"coalesce(nullif(ltrim({row}.child_id, '0'), ''), '0')"
    return f"case when {its_return}.ids_without_zeros then {plain} else {row}.child_id end"


def listed_columns(layout: Layout) -> str:
    """SQL for the columns of a returned list named ``listed``, beside ``returns``, with children told apart as in the merged tables."""
    return f"listed.* replace ({same_child('listed', 'returns')} as child_id)" if "child_id" in layout.by_column else "listed.*"


def window_date(layout: Layout, reporting_date: str = "reporting_date") -> str:
    """The date that says whether a later return's window must hold a row: its end, or while open the reporting date."""
    return f"coalesce({layout.ends}, {reporting_date})" if layout.ends else f"cast({layout.event} as date)"


def _events(layout: Layout) -> str:
    """A later return replaces all rows of a key, and withdraws what its window should hold but does not."""
    return f"""
with listed as ({_rows(layout)}),
newest as (
    select *, max(reading_order) over (partition by {", ".join(layout.key)}) as newest_reading from listed
)
select * exclude (newest_reading) from newest
where reading_order = newest_reading
  and not exists (
      select 1 from return_lists as later
      where later.list = '{layout.name}' and later.reading_order > newest.reading_order
        and {window_date(layout)} between later.window_from and later.reporting_date
  )
"""


def _spells(layout: Layout) -> str:
    """One row a spell. A later start ends an open spell on an unknown date between the returns, marked estimated.

    A spell that a later return puts earlier is restated, not kept twice; a child gone without an end date is taken to
    have ceased by that return, marked estimated.
    """
    start, end = layout.starts, layout.ends
    return f"""
with listed as ({_rows_of_each_date(layout)}),
restated as (
    select earlier.return_id, earlier.sheet, earlier.excel_row from listed as earlier
    join listed as later on later.child_id = earlier.child_id and later.reading_order > earlier.reading_order
        and later.{start} < earlier.{start}
),
spells as (
    select * from listed
    where not exists (
        select 1 from restated where restated.return_id = listed.return_id and restated.sheet = listed.sheet
            and restated.excel_row = listed.excel_row
    )
    qualify row_number() over (partition by child_id, {start} order by reading_order desc, excel_row) = 1
),
followed as (
    select *,
        lead({start}) over (partition by child_id order by {start} nulls first, reading_order) as next_start,
        (select min(later.reporting_date) from return_lists as later
         where later.list = '{layout.name}' and later.reading_order > spells.reading_order) as next_reporting_date
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
    where none is given, the first day it was reported.
    """
    start, end = layout.starts, layout.ends
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
            and (spell.{start} <= listed.{start} or (spell.{start} is null and listed.{start} is null))
        join return_lists as supplied on supplied.return_id = listed.return_id and supplied.list = '{layout.name}'
        qualify row_number() over (partition by listed.return_id, listed.sheet, listed.excel_row order by spell.{start} desc) = 1
    ) as named
    qualify row_number() over (partition by child_id, spell_start, reporting_date order by reading_order desc, excel_row) = 1
) as owned
window spell as (partition by child_id, spell_start order by reporting_date)
"""
