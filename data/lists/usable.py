"""The rows of a list that merging may go by: a return that lacks a column does not blank what earlier returns said in it.

Where a later return has no column for, say, the end of a period of care, the ends that earlier returns gave stay; where it
has no date to tell rows by, its rows are left out of the merged list.
"""

from __future__ import annotations

from collections.abc import Mapping

from data.returns.layouts import Layout
from data.returns.typing import table_columns

Known = Mapping[int, frozenset[str]]
"""For each return (its id) that supplies a list, the columns of it that can be relied on."""


def told_apart_by(layout: Layout) -> tuple[str, str] | None:
    """The child and the date by which a list's rows are found again in another return, None where it is not merged so."""
    return (layout.key[0], layout.key[1]) if layout.merging in ("events", "spells") else None


def can_be_merged(layout: Layout, columns_known: frozenset[str]) -> bool:
    """Whether a return's rows of a list can be found again in another return."""
    return set(told_apart_by(layout) or ()) <= columns_known


def usable_query(layout: Layout, known: Known) -> str:
    """The query of the view ``usable_<list>`` of the rows that merging goes by."""
    told_by = told_apart_by(layout)
    if told_by is None:
        return f"select * from returned_{layout.name}"
    left_out = [number for number, columns in known.items() if not can_be_merged(layout, columns)]
    merged = {number: columns for number, columns in known.items() if number not in left_out}
    names = [name for name, _ in table_columns(layout) if name not in told_by]
    owners = {name: _column_of(layout, name) for name in names}
    lacking = {
        name: [number for number, columns in merged.items() if owners[name] not in columns] for name in names
    }
    filled = {name: numbers for name, numbers in lacking.items() if numbers and len(numbers) < len(merged)}
    rows = f"select * from returned_{layout.name}" + (
        f" where return_id not in ({_numbers(left_out)})" if left_out else ""
    )
    if not filled:
        return rows
    child, day = told_by
    filled_in = ", ".join(
        f"case when return_id in ({_numbers(numbers)}) then (last_value(case when return_id not in ({_numbers(numbers)}) "
        f"then {{'value': {name}}} end ignore nulls) over earlier).value else {name} end as {name}"
        for name, numbers in filled.items()
    )
    return f"""
select * exclude (nth, reading_order) replace ({filled_in}) from (
    select listed.*, returns.reading_order,
        row_number() over (partition by listed.return_id, {child}, {day} order by sheet, excel_row) as nth
    from ({rows}) as listed join returns on returns.return_id = listed.return_id
    where left_out_because is null
)
window earlier as (partition by {child}, {day}, nth order by reading_order rows between unbounded preceding and 1 preceding)
"""


def _column_of(layout: Layout, name: str) -> str:
    """The sheet's column that a stored one comes from: a period has its start and end beside it."""
    return (
        name
        if name in layout.by_column
        else next((column for column in layout.by_column if name.startswith(f"{column}_")), name)
    )


def _numbers(numbers: list[int]) -> str:
    return ", ".join(map(str, sorted(numbers)))
