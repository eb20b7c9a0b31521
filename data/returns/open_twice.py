"""Children whose spell is open twice in one return: asked about, since no cell says that the first has ended."""

from __future__ import annotations

import pyarrow.compute as pc

from data.returns.problems import CELLS_LISTED, Problem, counted, rows_in_words
from data.returns.staged_sheet import StagedSheet

_NAMED = 3


def open_twice(staged: StagedSheet) -> list[Problem]:
    """The question that a list of spells raises where a child stands in it with two or more open ones; else none."""
    layout = staged.match.layout
    if layout.merging != "spells" or not {"child_id", layout.ends} <= staged.columns_known:
        return []
    still_open = staged.used.filter(pc.is_null(staged.used.column(layout.ends or "")))
    children = still_open.column("child_id")
    counts = pc.value_counts(children)
    twice = counts.field("values").filter(pc.greater(counts.field("counts"), 1))
    if not len(twice):
        return []
    rows = sorted(still_open.column("excel_row").filter(pc.is_in(children, value_set=twice)).to_pylist())
    named = ", ".join(sorted(twice.to_pylist())[:_NAMED]) + (" …" if len(twice) > _NAMED else "")
    sheet, end = staged.report.name, layout.by_column[layout.ends or ""].header
    sentence = (
        f"Sheet “{sheet}” ({layout.short_title}), {rows_in_words(rows)}: {counted(len(twice), 'child', 'children')} "
        f"({named}) {'is' if len(twice) == 1 else 'are'} listed as open twice. Each child is counted once where children "
        f"are counted, and neither row is taken to have ended. Fill in “{end}” where one has, or take out the row that is "
        "not meant, and upload again; or go on."
    )
    what = f"{counted(len(twice), 'child', 'children')} open twice"
    return [
        Problem(
            sheet,
            rows[0],
            end,
            what,
            "one open row a child",
            sentence,
            "ask",
            tuple(rows[:CELLS_LISTED]),
            kind="open twice",
        )
    ]
