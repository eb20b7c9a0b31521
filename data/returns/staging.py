"""One sheet from text to typed rows: staged in a table of its own, with its account and its problems."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from data.returns.codes import CODE_SETS
from data.returns.councils import WITHHELD
from data.returns.hidden_and_uncalculated import (
    HIDDEN_ROW,
    problems_of_formulas,
    problems_of_hidden,
    uncalculated_rows,
)
from data.returns.layouts import Column, Layout
from data.returns.opening import Sheet
from data.returns.problems import CELLS_LISTED, Problem, SheetReport, counted, rows_in_words
from data.returns.readings import MeasureNames, SheetTexts
from data.returns.recognition import Match, recognise
from data.returns.reshaping import reshape
from data.returns.spoiled_ids import SPOILED
from data.returns.typing import READING_KINDS, UNREAD, fallible, insert_sql, stored_columns, table_columns
from data.returns.value_problems import conflict_in_words, value_problems

_UNUSABLE_SHARE = 0.5
_LEAST_SWAPPED = 0.2
_FEWEST_ROWS_TO_JUDGE = 3
TOLD_APART = frozenset({SPOILED, *WITHHELD})
"""Reasons for leaving rows out that have a question of their own."""

REPEATED_SHEET = "exact duplicate of a row on another sheet"
_DAYS_BEFORE_BIRTH = 280

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


@dataclass
class StagedSheet:
    """A recognised sheet, typed; ``columns_known`` are those whose values can be relied on.

    ``rows`` has every row, left-out ones with their reason in ``left_out_because``; ``used`` those that are used.
    """

    match: Match
    rows: pa.Table
    report: SheetReport
    problems: list[Problem]
    columns_known: set[str]

    @property
    def used(self) -> pa.Table:
        """The rows that are used."""
        return (
            self.rows.filter(pc.is_null(self.rows.column("left_out_because")))
            if self.report.rows_left_out
            else self.rows
        )


def recognise_sheet(sheet: Sheet, reporting_date: date | None) -> tuple[pa.Table, Match] | None:
    """The sheet's records as text columns c0 … with ``excel_row``, and what they are; None where not recognised."""
    if reshaped := reshape(sheet.cells, reporting_date):
        cells, match = reshaped
        index = cells.column_names.index("excel_row")
        below = pc.add(cells.column("excel_row"), pa.scalar(sheet.first_row, pa.int32()))
        return cells.set_column(index, "excel_row", below), replace(
            match, header_row=match.header_row + sheet.first_row, reshaped=True
        )
    found = recognise(sheet.name, sheet.cells)
    if found is None:
        return None
    match = replace(found, header_row=found.header_row + sheet.first_row)
    cells = sheet.cells.slice(found.header_row + 1)
    first = match.header_row + 2
    numbers = pa.array(range(first, first + cells.num_rows), pa.int32())
    return cells.append_column("excel_row", numbers), match


def stage(sheet: Sheet, texts: SheetTexts, reporting_date: date | None, names: MeasureNames) -> StagedSheet:
    """Type a recognised sheet and say what is used, left out and not understood."""
    match = texts.match
    report = SheetReport(
        sheet.name,
        match.layout.name,
        extra_columns=tuple(match.extra),
        header_row=match.header_row + 1,
        columns={match.layout.by_column[name].header: text for name, text in match.headers.items()},
        hidden=sheet.hidden,
        part=sheet.part,
        positions={}
        if match.reshaped
        else {text: match.columns[name] for name, text in match.headers.items()} | match.extra,
    )
    staged = StagedSheet(match, texts.typed(reporting_date, names), report, [], set(match.columns))
    left_out = _account(staged)
    staged.problems += _problems_of_columns(sheet, match)
    staged.problems += value_problems(report, staged.rows, texts)
    if report.rows_used:
        staged.problems += _problems_of_cells(staged, uncalculated_rows(sheet, match))
        staged.problems += _implausible_columns(staged)
    staged.problems += left_out
    staged.problems += _excel_errors(sheet, match)
    staged.problems += problems_of_formulas(sheet, match) + problems_of_hidden(
        sheet, staged.rows, report, match
    )
    if report.rows_used:
        staged.problems += _keys_that_differ(staged, texts)
    return staged


def insert(cursor: duckdb.DuckDBPyConnection, staged: Iterable[tuple[int, StagedSheet]]) -> None:
    """Add staged sheets' rows, those left out with their reason, to the returned rows of their layouts.

    Each sheet comes with the id of its return.
    """
    by_layout: dict[str, list[pa.Table]] = {}
    layouts: dict[str, Layout] = {}
    for return_id, one in staged:
        layout, rows = one.match.layout, one.rows
        rows = rows.append_column("return_id", pa.repeat(pa.scalar(return_id, pa.int32()), rows.num_rows))
        rows = rows.append_column("sheet", pa.repeat(pa.scalar(one.report.name), rows.num_rows))
        layouts[layout.name] = layout
        by_layout.setdefault(layout.name, []).append(rows.select(stored_columns(layout)))
    for name, tables in by_layout.items():
        cursor.register("incoming", pa.concat_tables(tables))
        try:
            cursor.execute(insert_sql(layouts[name]))
        finally:
            cursor.unregister("incoming")


def leave_out_repeats(staged: StagedSheet, earlier: list[StagedSheet]) -> None:
    """Leave out rows equal in every column to one of an earlier sheet of the same list in the workbook."""
    if not earlier:
        return
    names = [name for name, _ in table_columns(staged.match.layout)]
    held = {tuple(row.values()) for one in earlier for row in one.used.select(names).to_pylist()}
    reasons = staged.rows.column("left_out_because").to_pylist()
    repeated = [
        reason is None and tuple(row.values()) in held
        for reason, row in zip(reasons, staged.rows.select(names).to_pylist(), strict=True)
    ]
    if any(repeated):
        reasons = [
            REPEATED_SHEET if again else reason for reason, again in zip(reasons, repeated, strict=True)
        ]
        index = staged.rows.column_names.index("left_out_because")
        staged.rows = staged.rows.set_column(index, "left_out_because", pa.array(reasons, pa.string()))
        staged.report.rows_left_out = {}
        known = {problem.found for problem in staged.problems}
        staged.problems += [problem for problem in _account(staged) if problem.found not in known]


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


def _account(staged: StagedSheet) -> list[Problem]:
    """Fill in the sheet's account; a problem for each reason that rows were left out."""
    report, reasons = staged.report, staged.rows.column("left_out_because")
    report.rows_read = len(reasons)
    report.rows_used = reasons.null_count
    problems = []
    for reason, (count, rows) in _rows_by_value(staged.rows, "left_out_because").items():
        report.rows_left_out[reason] = count
        if reason in TOLD_APART:
            continue
        problems.append(
            Problem(
                report.name,
                rows[0],
                None,
                reason,
                "a record",
                f"Sheet “{report.name}”: {counted(count, 'row')} left out ({reason}): {rows_in_words(rows, count)}. {_next_step(reason)}",
                "ask" if reason.startswith("no ") else "note",
                tuple(rows),
                kind="without ids" if reason.startswith("no ") else "rows left out",
            )
        )
    return problems


def _next_step(reason: str) -> str:
    """What to do about rows left out for a reason."""
    if reason.startswith("no "):
        return "They count in no figure: if they are records, give each its id in the workbook and upload it again."
    if reason == "blank row":
        return "None of their cells is filled."
    if reason.startswith("exact duplicate"):
        return "Each is counted once: if two events are meant, let the workbook tell them apart and upload it again."
    if reason == HIDDEN_ROW:
        return "They were left out because you said so; the answer can be changed before the file is used."
    return "If one is a record, fill in its id and its other columns and upload it again."


def _rows_by_value(table: pa.Table, column: str) -> dict[str, tuple[int, list[int]]]:
    """For each value of a text column, commonest first: how many rows, and the first of their Excel rows."""
    if table.column(column).null_count == table.num_rows:
        return {}
    found = table.select([column, "excel_row"]).filter(pc.is_valid(table.column(column)))
    rows: dict[str, list[int]] = {}
    for value, row in zip(
        found.column(column).to_pylist(), found.column("excel_row").to_pylist(), strict=True
    ):
        rows.setdefault(value, []).append(row)
    commonest = sorted(rows.items(), key=lambda item: (-len(item[1]), item[1][0]))
    return {value: (len(listed), listed[:CELLS_LISTED]) for value, listed in commonest}


def _problems_of_columns(sheet: Sheet, match: Match) -> list[Problem]:
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


def _problems_of_cells(staged: StagedSheet, told: Mapping[str, set[int]]) -> list[Problem]:
    """Cells that could not be read, by value, and required cells that are empty, by column; but for those ``told`` otherwise."""
    used, problems = staged.used, []
    for column in staged.match.layout.columns:
        if column.name not in staged.match.columns or column.kind == "id":
            continue
        filled = used.num_rows - used.column(column.name).null_count
        unread = used.num_rows - used.column(f"{column.name}{UNREAD}").null_count if fallible(column) else 0
        if unread:
            problems += _unread_values(staged, column, _rows_by_value(used, f"{column.name}{UNREAD}"))
            both = filled if column.kind in READING_KINDS else filled + unread
            judged = staged.match.layout.merging != "facts" and (
                unread >= _FEWEST_ROWS_TO_JUDGE or unread == both
            )
            if judged and unread >= _UNUSABLE_SHARE * both:
                problems.append(
                    _unusable(
                        staged, column, f"{unread:,} of its {counted(both, 'filled cell')} cannot be read"
                    )
                )
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
            problems += [_empty_cells(staged, column, len(listed), listed)] if listed else []
            if count == used.num_rows and not column.optional:
                staged.columns_known.discard(column.name)
    return problems


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


def _unusable(staged: StagedSheet, column: Column, why: str) -> Problem:
    """Stop relying on a column: its typed values are emptied, so that no figure is made of them."""
    if column.name in staged.columns_known:
        index = staged.rows.column_names.index(column.name)
        emptied = pa.nulls(staged.rows.num_rows, staged.rows.schema.field(index).type)
        staged.rows = staged.rows.set_column(index, column.name, emptied)
        staged.columns_known.discard(column.name)
    sheet = staged.report.name
    or_say = " or say on the Upload page which codes are meant" if column.codes else ""
    return Problem(
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


def _implausible_columns(staged: StagedSheet) -> list[Problem]:
    """Columns that hold another column's kind of value: birth dates for events, ends before starts."""
    layout, known, problems = staged.match.layout, staged.columns_known, []
    used, event = staged.used, layout.event or layout.starts
    if event in known and "born_on" in known and layout.by_column[event].kind == "date":
        happened, born = used.column(event), used.column("born_on")
        unborn = pc.less(
            pc.cast(happened, pa.int32()), pc.subtract(pc.cast(born, pa.int32()), _DAYS_BEFORE_BIRTH)
        )
        both, before = _share(pc.or_(pc.equal(happened, born), unborn))
        if both >= _FEWEST_ROWS_TO_JUDGE and before > _UNUSABLE_SHARE * both:
            header = layout.by_column[event].header
            why = f"in {before:,} of {counted(both, 'row')} it lies on or before the date of birth, so it looks like birth dates"
            problems.append(_unusable(staged, layout.by_column[event], why))
            problems.append(
                _unusable(staged, layout.by_column["born_on"], f"it looks swapped with “{header}”")
            )
    for first, last in ((event, layout.ends), *layout.in_order):
        if first in known and last in known:
            told_by_checks = layout.number is not None and last != layout.ends
            problems += _out_of_order(
                staged, layout.by_column[first or ""], layout.by_column[last or ""], told_by_checks
            )
    return problems + _does_not_add_up(staged)


def _out_of_order(staged: StagedSheet, start: Column, end: Column, told_by_checks: bool) -> list[Problem]:
    """Ends before starts: a swap of the columns where most rows show it, listed rows otherwise.

    Pairs whose single rows are ``told_by_checks`` are often of the same day: most of those that differ must show a swap.
    """
    used = staged.used
    wrong = pc.less(used.column(end.name), used.column(start.name))
    both, before = _share(wrong)
    if not before:
        return []
    judged = both
    if told_by_checks:
        judged = (
            _share(pc.not_equal(used.column(end.name), used.column(start.name)))[1]
            if before > _LEAST_SWAPPED * both
            else 2 * before
        )
    if both >= _FEWEST_ROWS_TO_JUDGE and before > _UNUSABLE_SHARE * judged:
        why = f"in {before:,} of {counted(both, 'row')} “{end.header}” lies before “{start.header}”: the two look swapped"
        return [_unusable(staged, column, why) for column in (start, end)]
    if told_by_checks:
        return []
    rows, sheet = used.filter(pc.fill_null(wrong, False)).column("excel_row").to_pylist(), staged.report.name
    return [
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


def _does_not_add_up(staged: StagedSheet) -> list[Problem]:
    """Rows whose parts do not make the whole that the sheet states beside them."""
    layout, known = staged.match.layout, set(staged.columns_known)
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


HALF_A_TENTH = 0.05
"""How far full-time equivalents may miss their total by rounding."""


def _share(holds: pa.ChunkedArray) -> tuple[int, int]:
    """Of how many rows a comparison can be made, and of how many it holds."""
    return len(holds) - holds.null_count, pc.sum(holds).as_py() or 0


def _excel_errors(sheet: Sheet, match: Match) -> list[Problem]:
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


def _keys_that_differ(staged: StagedSheet, texts: SheetTexts) -> list[Problem]:
    """Rows of one workbook that share a natural key but differ, and which of them are used."""
    layout = staged.match.layout
    is_figures = layout.name == "figures"
    key = [name for name in layout.key if name in staged.match.columns]
    if not is_figures and (not staged.columns_known.issuperset(layout.key) or layout.merging == "facts"):
        return []
    used = staged.rows.column("left_out_because").combine_chunks().is_null().to_numpy(zero_copy_only=False)
    repeated = texts.repeated([staged.match.columns[name] for name in key], used)
    rows = staged.rows.column("excel_row").to_numpy()[repeated].tolist()
    if not rows:
        return []
    sheet = staged.report.name
    words = " + ".join(layout.by_column[name].header for name in key)
    kept = "All were kept and counted; remove those that repeat an event"
    if is_figures:
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
            "ask" if is_figures or layout.merging == "spells" else "note",
            tuple(rows[:CELLS_LISTED]),
            kind="shared key",
        )
    ]
