"""Columns of a sheet that cannot all be right: ends before starts, births for events, parts without their sum, keys told twice."""

from __future__ import annotations

from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from data.returns.cell_problems import FEWEST_ROWS_TO_JUDGE, UNUSABLE_SHARE, unusable
from data.returns.layouts import Column
from data.returns.problems import CELLS_LISTED, Problem, counted, rows_in_words
from data.returns.readings import SheetTexts
from data.returns.staged_sheet import StagedSheet

HALF_A_TENTH = 0.05
"""How far full-time equivalents may miss their total by rounding."""

_LEAST_SWAPPED = 0.2
_DAYS_BEFORE_BIRTH = 280


def implausible_columns(staged: StagedSheet) -> StagedSheet:
    """The sheet without columns that hold another's kind of value: birth dates for events, ends before starts."""
    layout, used = staged.match.layout, staged.used
    event = layout.event or layout.starts
    if {event, "born_on"} <= staged.columns_known and layout.by_column[event or ""].kind == "date":
        happened, born = used.column(event or ""), used.column("born_on")
        unborn = pc.less(
            pc.cast(happened, pa.int32()), pc.subtract(pc.cast(born, pa.int32()), _DAYS_BEFORE_BIRTH)
        )
        both, before = _share(pc.or_(pc.equal(happened, born), unborn))
        if both >= FEWEST_ROWS_TO_JUDGE and before > UNUSABLE_SHARE * both:
            header = layout.by_column[event or ""].header
            why = f"in {before:,} of {counted(both, 'row')} it lies on or before the date of birth, so it looks like birth dates"
            staged = unusable(staged, layout.by_column[event or ""], why)
            staged = unusable(staged, layout.by_column["born_on"], f"it looks swapped with “{header}”")
    for first, last in ((event, layout.ends), *layout.in_order):
        if {first, last} <= staged.columns_known:
            told_by_checks = layout.number is not None and last != layout.ends
            start, end = layout.by_column[first or ""], layout.by_column[last or ""]
            staged = _in_order(staged, start, end, told_by_checks)
    return staged.with_problems(_does_not_add_up(staged))


def _in_order(staged: StagedSheet, start: Column, end: Column, told_by_checks: bool) -> StagedSheet:
    """The sheet with its ends before starts: a swap of the columns where most rows show it, listed rows otherwise.

    Pairs whose single rows are ``told_by_checks`` are often of the same day: most of those that differ must show a swap.
    """
    used = staged.used
    wrong = pc.less(used.column(end.name), used.column(start.name))
    both, before = _share(wrong)
    if not before:
        return staged
    judged = both
    if told_by_checks:
        judged = (
            _share(pc.not_equal(used.column(end.name), used.column(start.name)))[1]
            if before > _LEAST_SWAPPED * both
            else 2 * before
        )
    if both >= FEWEST_ROWS_TO_JUDGE and before > UNUSABLE_SHARE * judged:
        why = f"in {before:,} of {counted(both, 'row')} “{end.header}” lies before “{start.header}”: the two look swapped"
        return unusable(unusable(staged, start, why), end, why)
    if told_by_checks:
        return staged
    rows, sheet = used.filter(pc.fill_null(wrong, False)).column("excel_row").to_pylist(), staged.report.name
    return staged.with_problems(
        [
            Problem(
                sheet,
                rows[0],
                end.header,
                f"before “{start.header}”",
                f"a date on or after “{start.header}”",
                f"Sheet “{sheet}”, {rows_in_words(rows)}: “{end.header}” lies before “{start.header}”. Kept, but not counted as done in "
                "time. Correct the dates.",
                "stop",
                tuple(rows[:CELLS_LISTED]),
                kind="out of order",
            )
        ]
    )


def _does_not_add_up(staged: StagedSheet) -> list[Problem]:
    """Rows whose parts do not make the whole that the sheet states beside them."""
    layout, known = staged.match.layout, staged.columns_known
    if layout.adds_up is None or not known.issuperset((*layout.adds_up[0], layout.adds_up[1])):
        return []
    used, (parts, whole) = staged.used, layout.adds_up
    total = reduce(pc.add, (used.column(name) for name in parts))
    wrong = pc.greater(pc.abs(pc.subtract(total, used.column(whole))), HALF_A_TENTH)
    rows, sheet = used.filter(pc.fill_null(wrong, False)).column("excel_row").to_pylist(), staged.report.name
    if not rows:
        return []
    words = " + ".join(layout.by_column[name].header for name in parts)
    return [
        Problem(
            sheet,
            rows[0],
            layout.by_column[whole].header,
            "another total",
            f"the sum of {words}",
            f"Sheet “{sheet}”, {rows_in_words(rows)}: {words} do not make “{layout.by_column[whole].header}”. All were used as they are. "
            "Correct the row.",
            "ask",
            tuple(rows[:CELLS_LISTED]),
            kind="another total",
        )
    ]


def _share(holds: pa.ChunkedArray) -> tuple[int, int]:
    """Of how many rows a comparison can be made, and of how many it holds."""
    return len(holds) - holds.null_count, pc.sum(holds).as_py() or 0


def keys_that_differ(staged: StagedSheet, texts: SheetTexts) -> list[Problem]:
    """Rows of one workbook that share a natural key but differ, and which of them are used."""
    layout = staged.match.layout
    key = [name for name in layout.key if name in staged.match.columns]
    if not layout.one_row_a_key and (
        not staged.columns_known.issuperset(layout.key) or layout.merging == "facts"
    ):
        return []
    used = staged.rows.column("left_out_because").combine_chunks().is_null().to_numpy(zero_copy_only=False)
    repeated = texts.repeated([staged.match.columns[name] for name in key], used)
    rows = staged.rows.column("excel_row").to_numpy()[repeated].tolist()
    if not rows:
        return []
    sheet = staged.report.name
    words = " + ".join(layout.by_column[name].header for name in key)
    kept = "All were kept and counted; remove those that repeat an event"
    if layout.one_row_a_key:
        kept = "The first of each was used; remove the others"
    elif layout.merging == "spells":
        kept = "Of each start the row still open was used, or the one that ended last; remove the others"
    return [
        Problem(
            sheet,
            rows[0],
            None,
            f"{counted(len(rows), 'row')} with the key of an earlier row",
            f"one row for each {words}",
            f"Sheet “{sheet}”: {counted(len(rows), 'row')} share {words} with an earlier row but differ elsewhere: "
            f"{rows_in_words(rows)}. {kept}.",
            "ask" if layout.one_row_a_key or layout.merging == "spells" else "note",
            tuple(rows[:CELLS_LISTED]),
            kind="shared key",
        )
    ]
