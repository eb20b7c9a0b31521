"""Several returns over time as one reading of each list, as SQL (the rules are those of the design, section 3).

Every query reads ``returned_<list>`` (all rows of all returns), ``returns`` (return_id, reporting_date, reading_order:
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
            return _rows(layout)
    return _facts(layout)


def _rows(layout: Layout) -> str:
    names = ", ".join(f"listed.{name}" for name, _ in table_columns(layout))
    return (f"select listed.return_id, listed.sheet, listed.excel_row, {names}, listed.other_columns, returns.reporting_date, "
            f"returns.reading_order from returned_{layout.name} as listed "
            "join returns on returns.return_id = listed.return_id where listed.left_out_because is null")  # fmt: skip


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
with listed as ({_rows(layout)}),
restated as (
    select earlier.return_id, earlier.excel_row from listed as earlier
    join listed as later on later.child_id = earlier.child_id and later.reading_order > earlier.reading_order
        and later.{start} < earlier.{start}
),
spells as (
    select * from listed
    where not exists (
        select 1 from restated where restated.return_id = listed.return_id and restated.excel_row = listed.excel_row
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
