"""How full each column of a return is."""

from __future__ import annotations

import pandas as pd

from data.lists.loaded_return import LoadedReturn
from data.returns.annex_a import ANNEX_A
from data.returns.layouts import Column, Layout
from data.returns.typing import fallible
from data.store import Questions


def completeness(store: Questions, annex_a: LoadedReturn) -> pd.DataFrame:
    """One row a column of the lists that a return supplies, in the form's order.

    Columns: list, column, in_return (whether the sheet has it), must_be_filled (the form asks for a value in every row),
    rows (those used), filled (a value or a text that could not be read), percent (0 to 100, unrounded) and gaps (empty cells
    where a value is asked for).
    """
    headers: dict[str, set[str]] = {}
    for sheet in annex_a.report.sheets:
        if sheet.list and sheet.rows_used:
            headers.setdefault(sheet.list, set()).update(sheet.columns)
    filled = [
        column
        for layout in ANNEX_A
        if layout.name in headers
        for column in _of_list(store, annex_a, layout, headers[layout.name])
    ]
    answer = pd.DataFrame(filled, columns=["list", "column", "in_return", "must_be_filled", "rows", "filled"])
    answer["percent"] = 100 * answer["filled"] / answer["rows"]
    answer["gaps"] = (answer["rows"] - answer["filled"]).where(answer["must_be_filled"], 0).astype("int64")
    return answer


def _of_list(
    store: Questions, annex_a: LoadedReturn, layout: Layout, headers: set[str]
) -> list[tuple[str, str, bool, bool, int, int]]:
    counts = ", ".join(f"count({_filled(column)}) as {column.name}" for column in layout.columns)
    counted = store.table(
        f"select count(*) as rows_used, {counts} from returned_{layout.name} "
        "where return_id = ? and left_out_because is null",
        [annex_a.id],
    ).iloc[0]
    return [
        (
            layout.title,
            column.header,
            column.header in headers,
            not column.blank,
            int(counted["rows_used"]),
            int(counted[column.name]),
        )
        for column in layout.columns
    ]


def _filled(column: Column) -> str:
    return (
        f"coalesce(cast({column.name} as varchar), unread['{column.name}'])"
        if fallible(column)
        else column.name
    )
