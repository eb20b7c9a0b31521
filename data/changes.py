"""What a return added, changed, restated or withdrew against the reading of the returns before it, list by list."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from data.lists.loaded_return import LoadedReturn
from data.lists.merging import listed_columns, merged_sql
from data.returns.layouts import Column, Layout
from data.returns.recognition import LAYOUTS
from data.store import Questions

NEW, LATE, CHANGED, UNCHANGED, WITHDRAWN = "new", "late", "changed", "unchanged", "withdrawn"
ENDED, CORRECTED, ESTIMATED, GONE = (
    "ended",
    "start corrected",
    "ended on an estimated date",
    "gone without an end",
)
CLOSED, UNFOLLOWED = "closed on a day not known", "open when last listed"
LEFT = "no longer listed"
KINDS = (
    LATE,
    CORRECTED,
    WITHDRAWN,
    GONE,
    ESTIMATED,
    CLOSED,
    UNFOLLOWED,
    LEFT,
    CHANGED,
    ENDED,
    NEW,
    UNCHANGED,
)
"""What can have become of a row, the most telling first."""

GROWS_BY_ITSELF = "age_stated"
"""A column whose change is no correction: a child has had a birthday."""


@dataclass(frozen=True)
class ListChanges:
    """What a return did to one list.

    ``rows`` has one row each that is not unchanged: what (of KINDS), data_to (of the return that holds it), sheet, row
    (of Excel), child_id, about, changes ('Header: from → to'). ``counts`` has how many of each kind; ``is_first`` where
    no earlier return supplied the list, so that there is nothing to compare with.
    """

    layout: Layout
    counts: dict[str, int]
    rows: pd.DataFrame
    is_first: bool = False


def returns_to_compare(store: Questions) -> list[LoadedReturn]:
    """The returns in use, the newest first, those of children before those of figures."""
    return sorted(
        store.returns,
        key=lambda one: (one.reporting_date, one.report.kind == "annex_a", one.order),
        reverse=True,
    )


def changes_of(store: Questions, chosen: LoadedReturn) -> list[ListChanges]:
    """What a return did to each list that it supplies, in the order of the form."""
    supplied = {supply.list for supply in chosen.supplies}
    supplied |= {sheet.list for sheet in chosen.report.sheets if sheet.list and sheet.rows_used}
    return [
        _changes(store, layout, chosen)
        for layout in LAYOUTS
        if layout.name in supplied and not layout.describes_the_return
    ]


def counts_of(store: Questions, layout: Layout, chosen: LoadedReturn) -> dict[str, int]:
    """How many rows of each kind a return added to, changed in or took out of a list; none where it is the first."""
    sql = _comparison(store, layout, chosen)
    if sql is None:
        return {}
    rows = store.table(f"{sql} select what, count(*) as n from compared group by what order by what")
    return {str(what): int(number) for what, number in rows.to_numpy().tolist()}


def _comparison(store: Questions, layout: Layout, chosen: LoadedReturn) -> str | None:
    """The SQL of ``compared``, every row with what became of it; None where no earlier return has the list."""
    order = int(
        store.table("select reading_order from returns where return_id = ?", [chosen.id])[
            "reading_order"
        ].iloc[0]
    )
    before = store.table(
        f"select max(reading_order) as reading_order from returned_{layout.name} join returns using (return_id) "
        "where reading_order < ? and left_out_because is null",
        [order],
    )["reading_order"].iloc[0]
    if pd.isna(before):
        return None
    compare = {"spells": _spells, "snapshots": _snapshots}.get(layout.merging, _by_key)
    return f"with {_later(layout, chosen.id)}, {compare(layout, order, int(before))}"


def _changes(store: Questions, layout: Layout, chosen: LoadedReturn) -> ListChanges:
    sql = _comparison(store, layout, chosen)
    if sql is None:
        held = store.table(
            f"select count(*) as n from returned_{layout.name} where return_id = ? and left_out_because is null",
            [chosen.id],
        )
        return ListChanges(layout, {NEW: int(held["n"].iloc[0])}, pd.DataFrame(), is_first=True)
    found = store.table(f"{sql} select what, count(*) as n from compared group by what order by what")
    rows = store.table(
        f"{sql} select what, data_to, sheet, excel_row as row, child_id, about, changes from compared "
        f"where what <> '{UNCHANGED}' order by data_to desc, sheet, excel_row"
    )
    in_order = pd.Categorical(rows["what"], KINDS, ordered=True)
    rows = (
        rows.assign(what=in_order).sort_values("what", kind="stable", ignore_index=True).astype({"what": str})
    )
    return ListChanges(layout, {str(what): int(n) for what, n in found.to_numpy().tolist()}, rows)


def _later(layout: Layout, return_id: int) -> str:
    """The rows of the return itself, with its reporting date."""
    return (
        f"later as (select {listed_columns(layout)}, returns.reporting_date from usable_{layout.name} as listed "
        "join returns using (return_id) "
        f"where listed.return_id = {return_id} and listed.left_out_because is null)"
    )


def _data_to(order: int) -> str:
    """The reporting date of the return at a place in reading order."""
    return f"(select reporting_date from main.returns where reading_order = {order})"


def reading_up_to(layout: Layout, order: int) -> str:
    """The list as the returns up to a place in reading order have it."""
    so_far = f"where reading_order <= {order}"
    return (
        f"(with returns as (select * from main.returns {so_far}), return_lists as (select * from main.return_lists {so_far}) "
        f"select * from ({merged_sql(layout)}))"
    )


def pairing_key(layout: Layout) -> tuple[str, ...]:
    """The columns by which a row is found again in another return's reading: of events, not by their source."""
    key = layout.row_key or layout.key
    if layout.merging == "events":
        return tuple(name for name in key if layout.by_column[name].kind != "code")
    return key


def _by_key(layout: Layout, order: int, before: int) -> str:
    """Events and facts: paired by key, and by their order where several rows share it.

    An event whose source is another now has changed; it did not come late. What is withdrawn, or no longer open, is what
    the reading with this return has otherwise than the one before it.
    """
    key = pairing_key(layout)
    columns = ", ".join(column.name for column in layout.columns)
    numbered = f"row_number() over (partition by {', '.join(key)} order by {columns}) as nth"
    pairs = " and ".join(f"older.{name} is not distinct from newer.{name}" for name in key)
    same = f"{pairs} and older.nth = newer.nth"
    late = f"cast(newer.{layout.event} as date) <= {_data_to(before)}" if layout.event else "false"
    older_row = f"""older.reporting_date, older.sheet, older.excel_row, {_child(layout, "older")},
        {_about(layout, key, "older")}, null, {_event_day(layout, "older")}"""
    return f"""
earlier as (select *, {numbered} from {reading_up_to(layout, order - 1)}),
known as (select *, {numbered} from {reading_up_to(layout, order)}),
numbered as (select *, {numbered} from later),
compared as (
    select case when older.sheet is null then case when {late} then '{LATE}' else '{NEW}' end
                when {_differs(layout)} then '{CHANGED}' else '{UNCHANGED}' end as what,
        newer.reporting_date as data_to, newer.sheet, newer.excel_row, {_child(layout, "newer")}, {_about(layout, key, "newer")},
        case when older.sheet is not null then {_told(layout)} end as changes, {_event_day(layout, "newer")} as began
    from numbered as newer left join earlier as older on {same}
    union all
    select '{WITHDRAWN}', {older_row} from earlier as older where not exists (select 1 from known as newer where {same})
    {_no_longer_open(layout, older_row, same, order) if layout.merging == "events" and layout.ends else ""}
)"""


def _no_longer_open(layout: Layout, older_row: str, same: str, order: int) -> str:
    """Events that were open before this return and are not in it: closed by it, or of before what it selects."""
    return f"""
    union all
    select case when newer.closed_by is not null then '{CLOSED}' else '{UNFOLLOWED}' end, {older_row}
    from earlier as older join known as newer on {same}
    where older.open_until is null and newer.{layout.ends} is null and newer.reading_order < {order}
        and older.last_listed < {_data_to(order)}
        and (newer.closed_by is not null or older.reading_order = {_last_before(layout, order)})
"""


def _last_before(layout: Layout, order: int) -> str:
    """The place in reading order of the last return of a list before another."""
    return f"(select max(reading_order) from main.return_lists where list = '{layout.name}' and reading_order < {order})"


def _event_day(layout: Layout, row: str) -> str:
    """SQL for the day of a row's event, null where it has none."""
    return f"cast({row}.{layout.event} as date)" if layout.event else "cast(null as date)"


def _snapshots(layout: Layout, order: int, before: int) -> str:
    """Snapshots: this return's rows against those of the return before it."""
    return f"""
earlier as (
    select * from {reading_up_to(layout, order - 1)} where reading_order = {before}
    qualify row_number() over (partition by child_id order by excel_row) = 1
),
compared as (
    select case when older.sheet is null then '{NEW}' when {_differs(layout)} then '{CHANGED}' else '{UNCHANGED}' end as what,
        newer.reporting_date as data_to, newer.sheet, newer.excel_row, newer.child_id, {_about(layout, layout.key, "newer")},
        case when older.sheet is not null then {_told(layout)} end as changes
    from later as newer left join earlier as older on older.child_id = newer.child_id
    union all
    select '{LEFT}', older.reporting_date, older.sheet, older.excel_row, older.child_id, {_about(layout, layout.key, "older")}, null
    from earlier as older where not exists (select 1 from later as newer where newer.child_id = older.child_id)
)"""


def _spells(layout: Layout, order: int, before: int) -> str:
    """Spells: new, ended, start corrected, ended between the returns on a day that none gives, gone, or withdrawn from its date."""
    start, end = layout.starts, layout.ends
    day = f"strftime(known.{end}, '%d/%m/%Y')"
    start_words = f"'{_header(layout, start)}: ' || strftime(moved.was, '%d/%m/%Y') || ' → ' || strftime(newer.{start}, '%d/%m/%Y')"
    return f"""
earlier as (select * from {reading_up_to(layout, order - 1)}),
known as (select * from {reading_up_to(layout, order)}),
moved as (
    select older.child_id, max(older.{start}) as was from earlier as older
    where older.{start} is not null and not exists (
        select 1 from known where known.child_id = older.child_id and known.{start} is not distinct from older.{start}
    )
    group by older.child_id
),
before as (
    select *, case when end_is_estimated then null else {end} end as stated_end from earlier
),
compared as (
    select case
            when older.child_id is null and moved.was <> newer.{start} then '{CORRECTED}'
            when older.child_id is null then case when newer.{start} <= {_data_to(before)} then '{LATE}' else '{NEW}' end
            when older.stated_end is null and newer.{end} is not null then '{ENDED}'
            when {_differs(layout, "stated_end")} then '{CHANGED}' else '{UNCHANGED}' end as what,
        newer.reporting_date as data_to, newer.sheet, newer.excel_row, newer.child_id, {_about(layout, layout.key, "newer")},
        case when older.child_id is not null then {_told(layout, "stated_end")}
             when moved.was <> newer.{start} then {start_words} end as changes
    from later as newer
    left join before as older on older.child_id = newer.child_id and older.{start} is not distinct from newer.{start}
    left join moved on moved.child_id = newer.child_id
    union all
    select case when exists (select 1 from later where later.child_id = older.child_id) then '{ESTIMATED}' else '{GONE}' end,
        older.reporting_date, older.sheet, older.excel_row, older.child_id, {_about(layout, layout.key, "older")},
        'taken to have ended on ' || {day}
    from earlier as older join known on known.child_id = older.child_id and known.{start} is not distinct from older.{start}
    where older.{end} is null and known.end_is_estimated
    union all
    select '{WITHDRAWN}', older.reporting_date, older.sheet, older.excel_row, older.child_id, {_about(layout, layout.key, "older")}, null
    from earlier as older
    where not exists (select 1 from known where known.child_id = older.child_id and known.{start} is not distinct from older.{start})
        and not exists (
            select 1 from later where later.child_id = older.child_id and not exists (
                select 1 from before where before.child_id = later.child_id
                    and before.{start} is not distinct from later.{start}
            )
        )
)"""


def _compared(layout: Layout) -> list[Column]:
    return [column for column in layout.columns if column.name != GROWS_BY_ITSELF]


def _differs(layout: Layout, end: str | None = None) -> str:
    """SQL for whether any column of the newer row differs; ``end`` names the older spell's end as a return stated it."""
    parts = [
        f"older.{_older(layout, column, end)} is distinct from newer.{column.name}"
        for column in _compared(layout)
    ]
    return f"({' or '.join(parts)})"


def _told(layout: Layout, end: str | None = None) -> str:
    """SQL for what differs, in words."""
    parts = []
    for column in _compared(layout):
        older, newer = f"older.{_older(layout, column, end)}", f"newer.{column.name}"
        words = (
            f"'{_header(layout, column.name)}: ' || {_cell(column, older)} || ' → ' || {_cell(column, newer)}"
        )
        parts.append(f"case when {older} is distinct from {newer} then {words} end")
    return f"nullif(concat_ws('; ', {', '.join(parts)}), '')"


def _older(layout: Layout, column: Column, end: str | None) -> str:
    return end if end and column.name == layout.ends else column.name


def _cell(column: Column, name: str) -> str:
    """SQL for a cell as it is read."""
    shown = {
        "date": f"strftime({name}, '%d/%m/%Y')",
        "date and time": f"strftime({name}, '%d/%m/%Y %H:%M')",
    }.get(column.kind, f"cast({name} as varchar)")
    return f"coalesce({shown}, 'empty')"


def _child(layout: Layout, row: str) -> str:
    held = (
        "child_id"
        if "child_id" in layout.by_column
        else layout.identifier.name
        if layout.identifier
        else None
    )
    return f"cast({f'{row}.{held}' if held else 'null'} as varchar) as child_id"


def _about(layout: Layout, key: tuple[str, ...], row: str) -> str:
    """SQL for what a row is about besides the child."""
    told = [
        _cell(layout.by_column[name], f"{row}.{name}") for name in key if layout.by_column[name].kind != "id"
    ]
    return f"concat_ws(', ', {', '.join(told)}) as about" if told else "'' as about"


def _header(layout: Layout, name: str | None) -> str:
    return layout.by_column[name or ""].header.replace("'", "''")
