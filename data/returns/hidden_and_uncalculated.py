"""What Excel shows otherwise than the file holds it: hidden sheets, rows and columns, and formulas that were never calculated."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.returns.layouts import Layout
from data.returns.opening import Sheet
from data.returns.problems import Problem, SheetReport, counted, rows_in_words
from data.returns.recognition import Match

ROWS_LISTED = 1_000
HIDDEN_SHEET, HIDDEN_ROW = "hidden sheet, not counted", "hidden row"
UNCALCULATED = "formulas without a stored result"
HIDDEN_SHEET_FOUND, HIDDEN_ROWS_FOUND = "a hidden sheet", "hidden rows"


def rows_within(runs: Sequence[tuple[int, int]], numbers: np.ndarray) -> np.ndarray:
    """Which of the numbers (from 0) lie in one of the runs, first to last, which are in order."""
    if not runs:
        return np.zeros(len(numbers), dtype=bool)
    starts, ends = np.array(runs).T
    place = np.searchsorted(starts, numbers, side="right") - 1
    inside: np.ndarray = (place >= 0) & (numbers <= ends[place])
    return inside


def uncalculated_rows(sheet: Sheet, match: Match) -> dict[str, set[int]]:
    """By column of the list, the Excel rows of its records in which a formula has no stored result."""
    names = {} if match.reshaped else {index: name for name, index in match.columns.items()}
    last = sheet.first_row + sheet.cells.num_rows
    by_column: dict[str, set[int]] = {}
    for row, column in sheet.uncalculated:
        if column in names and match.header_row < row < last:
            by_column.setdefault(names[column], set()).add(row + 1)
    return by_column


def problems_of_formulas(sheet: Sheet, match: Match) -> list[Problem]:
    """The question that cells raise whose formula was never calculated, by column."""
    problems = []
    for name, numbers in uncalculated_rows(sheet, match).items():
        header, rows = match.layout.by_column[name].header, sorted(numbers)
        problems.append(
            Problem(
                sheet.name,
                rows[0],
                header,
                UNCALCULATED,
                "a value",
                f"Sheet “{sheet.name}”, column “{header}”, {rows_in_words(rows)}: "
                f"{counted(len(rows), 'cell')} with a formula whose result is "
                "not stored in the file, read as empty and so missing from the figures. Open the "
                "workbook in Excel, let it calculate, save it "
                "and upload it again.",
                "ask",
                tuple(rows[:ROWS_LISTED]),
                kind="uncalculated",
            )
        )
    if match.reshaped and sheet.uncalculated:
        rows = sorted({row + 1 for row, _ in sheet.uncalculated})
        problems.append(
            Problem(
                sheet.name,
                rows[0],
                None,
                UNCALCULATED,
                "a value",
                f"Sheet “{sheet.name}”, {rows_in_words(rows)}: formulas whose result is not stored in "
                "the file, read as empty and so missing "
                "from the figures. Open the workbook in Excel, let it calculate, save it and upload "
                "it again.",
                "ask",
                tuple(rows[:ROWS_LISTED]),
                kind="uncalculated",
            )
        )
    return problems


def hidden_records(sheet: Sheet, rows: pa.Table) -> list[int]:
    """The Excel rows of records that are hidden, whether they are used or left out for that."""
    if not sheet.hidden_rows:
        return []
    reasons, numbers = rows.column("left_out_because"), rows.column("excel_row").to_numpy()
    is_record = pc.or_(pc.is_null(reasons), pc.equal(pc.fill_null(reasons, ""), HIDDEN_ROW)).to_numpy()
    return sorted(set(numbers[is_record & rows_within(sheet.hidden_rows, numbers - 1)].tolist()))


def problems_of_hidden(sheet: Sheet, rows: pa.Table, report: SheetReport, match: Match) -> list[Problem]:
    """What is said of a recognised sheet whose own rows, columns or self are hidden in Excel.

    ``rows`` are all of its rows.
    """
    title, problems = match.layout.short_title, []
    if sheet.hidden and report.rows_used:
        problems.append(
            Problem(
                sheet.name,
                None,
                None,
                HIDDEN_SHEET_FOUND,
                "a sheet that can be seen",
                f"Sheet “{sheet.name}” ({title}) is {sheet.hidden} in Excel. Its "
                f"{counted(report.rows_used, 'row')} are counted: say whether "
                "they belong to the return, or delete the sheet and upload again.",
                "ask",
                kind="hidden sheet",
            )
        )
    if hidden := hidden_records(sheet, rows):
        what_is_done = (
            "They are left out, because you said so: if they belong to the return, say that they are "
            "to be counted"
            if sheet.counts_hidden_rows is False
            else "They are counted: say whether they belong to the return"
        )
        where = "stands in a row that is" if len(hidden) == 1 else "stand in rows that are"
        problems.append(
            Problem(
                sheet.name,
                hidden[0],
                None,
                HIDDEN_ROWS_FOUND,
                "rows that can be seen",
                f"Sheet “{sheet.name}” ({title}): {counted(len(hidden), 'record')} {where} hidden in "
                f"Excel (by a filter or by hand): {rows_in_words(hidden)}. {what_is_done}, or show or "
                "delete them and upload again.",
                "ask",
                tuple(hidden[:ROWS_LISTED]),
                kind="hidden rows",
            )
        )
    columns = {
        name: index
        for name, index in match.columns.items()
        if not match.reshaped and _is_within(index, sheet.hidden_columns)
    }
    for name in columns:
        header = match.layout.by_column[name].header
        problems.append(
            Problem(
                sheet.name,
                match.header_row + 1,
                header,
                "a hidden column",
                "a column that can be seen",
                f"Sheet “{sheet.name}” ({title}): the column “{match.headers[name]}”, read as "
                f"“{header}”, is hidden in Excel. It is used: if "
                "another column is meant, delete this one and upload again.",
                "ask",
                kind="hidden column",
            )
        )
    return problems


def _is_within(index: int, runs: Iterable[tuple[int, int]]) -> bool:
    return any(first <= index <= last for first, last in runs)


def not_counted(sheet: Sheet, layout: Layout, rows: int, first: str | None) -> tuple[SheetReport, Problem]:
    """The account of a hidden sheet that is not counted, and the question it raises.

    ``first`` is the sheet that holds its list.
    """
    report = SheetReport(
        sheet.name, None, rows, 0, {HIDDEN_SHEET: rows} if rows else {}, hidden=sheet.hidden, part=sheet.part
    )
    beside = f" beside sheet “{first}”, which holds that list too" if first else ""
    why = "you said so" if sheet.is_counted is False else "it may be an older copy"
    return report, Problem(
        sheet.name,
        None,
        None,
        HIDDEN_SHEET_FOUND,
        "a sheet that can be seen",
        f"Sheet “{sheet.name}” is {sheet.hidden} in Excel and holds {counted(rows, 'row')} of "
        f"{layout.short_title}{beside}. They are not "
        f"counted, because {why}. Say that they are to be counted before the file is used, or show "
        "the sheet in Excel and upload again.",
        "note" if sheet.is_counted is False else "ask",
        kind="hidden sheet",
    )
