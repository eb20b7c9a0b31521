"""What is said of a sheet's columns and cells: headers that are missing or guessed, and cells that are empty or not understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pyarrow.compute as pc

from data.returns.codes import CODE_SETS
from data.returns.layouts import Column
from data.returns.opening import Sheet
from data.returns.problems import CELLS_LISTED, Problem, counted, rows_in_words
from data.returns.recognition import Match
from data.returns.staged_sheet import StagedSheet, rows_by_value
from data.returns.typing import READING_KINDS, UNREAD, fallible
from data.returns.value_problems import conflict_in_words

UNUSABLE_SHARE = 0.5
"""A column is not used where more of it than that cannot be right."""

FEWEST_ROWS_TO_JUDGE = 3

_EXPECTED = {
    "date": "a date, as 31/12/2022",
    "date and time": "a date and time, as 31/12/2022 14:30",
    "whole number": "a whole number",
    "number": "a number",
    "percent": "a percentage, as 36% or 36",
    "value": "a number or percentage",
    "period": "a period, as Q3 2022/23, Dec 2022 or 2022/23",
    "measure": "a measure's title or id, as listed on the definitions page",
    "factors": "CIN census factor codes, as 1A;3B",
}


def scale_problem(sheet: Sheet, column: Column) -> Problem:
    """The question a column raises that mixes fractions and percentages."""
    return Problem(
        sheet.name,
        None,
        column.header,
        "fractions and percentages",
        "one scale for the whole column",
        f"Sheet “{sheet.name}”, column “{column.header}” mixes numbers below 1 with numbers above 1. They were read as "
        "percentages; write the small ones as percentages too if they were meant as fractions.",
        "ask",
        kind="mixed scale",
    )


def problems_of_columns(sheet: Sheet, match: Match) -> list[Problem]:
    """Columns of the form that the sheet lacks, headers that were matched by likeness, and headers that came twice."""
    layout, problems = match.layout, []
    for column in layout.columns:
        if column.name in match.columns or column.optional:
            continue
        stops = column is layout.identifier
        spare = (
            f" Columns on the sheet that were not recognised: {', '.join(match.extra)}."
            if match.extra
            else ""
        )
        what = (
            "no row of this sheet can be used"
            if stops
            else "figures that need it will show “not supplied”, not zero"
        )
        problems.append(
            Problem(
                sheet.name,
                match.header_row + 1,
                column.header,
                "no such column",
                f"a column headed “{column.header}”",
                f"Sheet “{sheet.name}” ({layout.short_title}) has no column “{column.header}”: {what}.{spare} If it is there "
                "under another name, rename its header and upload again.",
                "stop" if stops else "ask",
                kind="no such column",
            )
        )
    for name in match.guessed:
        column = layout.by_column[name]
        problems.append(
            Problem(
                sheet.name,
                match.header_row + 1,
                column.header,
                match.headers[name],
                column.header,
                f"Sheet “{sheet.name}”: the column headed “{match.headers[name]}” was read as “{column.header}”. Rename it if "
                "that is wrong.",
                "note",
                kind="guessed column",
            )
        )
    for header in match.repeated:
        problems.append(
            Problem(
                sheet.name,
                match.header_row + 1,
                header,
                "the same header twice",
                "one column of that name",
                f"Sheet “{sheet.name}” has two columns headed “{header}”; the first was read. Remove the one that is not meant.",
                "ask",
                kind="repeated header",
            )
        )
    return problems


def problems_of_cells(staged: StagedSheet, told: Mapping[str, set[int]]) -> StagedSheet:
    """The sheet with its cells that could not be read, by value, and required cells that are empty, by column.

    Cells ``told`` otherwise are left aside; a column of which too many cannot be read is emptied.
    """
    used = staged.used
    for column in staged.match.layout.columns:
        if column.name not in staged.match.columns or column.kind == "id":
            continue
        filled = used.num_rows - used.column(column.name).null_count
        unread = used.num_rows - used.column(f"{column.name}{UNREAD}").null_count if fallible(column) else 0
        if unread:
            values = rows_by_value(used, f"{column.name}{UNREAD}")
            staged = staged.with_problems(_unread_values(staged, column, values))
            both = filled if column.kind in READING_KINDS else filled + unread
            judged = staged.match.layout.merging != "facts" and (
                unread >= FEWEST_ROWS_TO_JUDGE or unread == both
            )
            if judged and unread >= UNUSABLE_SHARE * both:
                why = f"{unread:,} of its {counted(both, 'filled cell')} cannot be read"
                staged = unusable(staged, column, why)
        empty = pc.is_null(used.column(column.name))
        if unread:
            empty = pc.and_(empty, pc.is_null(used.column(f"{column.name}{UNREAD}")))
        count = pc.sum(empty).as_py() or 0
        if count and not column.blank:
            listed = [
                row
                for row in used.filter(empty).column("excel_row").to_pylist()
                if row not in told.get(column.name, ())
            ]
            if listed:
                staged = staged.with_problems([_empty_cells(staged, column, len(listed), listed)])
            if count == used.num_rows and not column.optional:
                staged = replace(staged, columns_known=staged.columns_known - {column.name})
    return staged


def _empty_cells(staged: StagedSheet, column: Column, count: int, rows: list[int]) -> Problem:
    sheet = staged.report.name
    return Problem(
        sheet,
        rows[0],
        column.header,
        "empty",
        _expected(column) if fallible(column) else "a value",
        f"Sheet “{sheet}”, column “{column.header}” is empty in {rows_in_words(rows, count)}; the form asks for a value in "
        "every row. Fill it in where it is known.",
        "note",
        tuple(rows[:CELLS_LISTED]),
        kind="empty cells",
    )


def _expected(column: Column) -> str:
    return CODE_SETS[column.codes].expected if column.codes else _EXPECTED[column.kind]


def _unread_values(
    staged: StagedSheet, column: Column, values: dict[str, tuple[int, list[int]]]
) -> list[Problem]:
    sheet, problems, listed = staged.report.name, [], 0
    counts = [count for count, _ in values.values()]
    for position, (found, (count, rows)) in enumerate(values.items()):
        if listed >= CELLS_LISTED:
            rest = sum(counts[position:])
            problems.append(
                Problem(
                    sheet,
                    None,
                    column.header,
                    counted(rest, "more cell"),
                    _expected(column),
                    f"Sheet “{sheet}”, column “{column.header}”: {counted(rest, 'more cell')} could not be read.",
                    "ask",
                    kind="unread value",
                )
            )
            break
        listed += len(rows)
        kept = {
            "code": "kept as written and counted as “not a known code”",
            "factors": "only what could be read of it was kept",
        }.get(column.kind, "left blank")
        why = f"is not {_expected(column) if column.kind != 'code' else 'a code of the form'}"
        problems.append(
            Problem(
                sheet,
                rows[0],
                column.header,
                found,
                _expected(column),
                f"Sheet “{sheet}”, column “{column.header}”, {rows_in_words(rows, count)}: “{_short(found)}” "
                f"{conflict_in_words(column, found) or why}; {kept}. Correct it in the workbook.",
                "ask",
                tuple(rows),
                kind="unread value",
            )
        )
    return problems


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:77]}…"


def unusable(staged: StagedSheet, column: Column, why: str) -> StagedSheet:
    """The sheet with a column that cannot be relied on: its typed values are emptied, so that no figure is made of them."""
    sheet = staged.report.name
    or_say = " or say on the Upload page which codes are meant" if column.codes else ""
    problem = Problem(
        sheet,
        None,
        column.header,
        why,
        _expected(column) if fallible(column) else "a value",
        f"Sheet “{sheet}”, column “{column.header}” was not used: {why}. Figures that need it show “not supplied”, not zero. "
        f"Check that the column holds what its header says, and upload again{or_say}.",
        "stop",
        kind="unusable column",
    )
    return staged.without_values(column.name).with_problems([problem])


def excel_errors(sheet: Sheet, match: Match) -> list[Problem]:
    """The question that cells raise which show an Excel error, by column."""
    problems = []
    names = {index: name for name, index in match.columns.items()}
    by_column: dict[str, list[int]] = {}
    for row, column in sheet.errors:
        if column in names and match.header_row < row < sheet.first_row + sheet.cells.num_rows:
            by_column.setdefault(names[column], []).append(row + 1)
    for name, rows in by_column.items():
        header = match.layout.by_column[name].header
        problems.append(
            Problem(
                sheet.name,
                rows[0],
                header,
                "an Excel error",
                "a value",
                f"Sheet “{sheet.name}”, column “{header}” shows an Excel error (as #DIV/0! or #REF!) in "
                f"{rows_in_words(rows)}; read as empty. Mend the formula and upload again.",
                "ask",
                tuple(rows[:CELLS_LISTED]),
                kind="excel error",
            )
        )
    return problems
