"""One sheet from text to typed rows: recognised, typed, and said what is used, left out and not understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.returns.cell_problems import excel_errors, problems_of_cells, problems_of_columns
from data.returns.councils import WITHHELD
from data.returns.equal_rows import row_keys
from data.returns.hidden_and_uncalculated import (
    HIDDEN_ROW,
    problems_of_formulas,
    problems_of_hidden,
    uncalculated_rows,
)
from data.returns.implausible import implausible_columns, keys_that_differ
from data.returns.opening import Sheet
from data.returns.problems import Problem, SheetReport, counted, rows_in_words
from data.returns.readings import MeasureNames, SheetTexts
from data.returns.recognition import HEADER_ROWS_SEARCHED, Match, first_rows, recognise
from data.returns.reshaping import reshape
from data.returns.spoiled_ids import SPOILED
from data.returns.staged_sheet import StagedSheet, rows_by_value
from data.returns.typing import stored_schema, table_columns
from data.returns.value_problems import value_problems

TOLD_APART = frozenset({SPOILED, *WITHHELD})
"""Reasons for leaving rows out that have a question of their own."""

REPEATED_SHEET = "exact duplicate of a row on another sheet"


def recognise_sheet(sheet: Sheet, reporting_date: date | None) -> tuple[pa.Table, Match] | None:
    """The sheet's records as text columns c0 … with ``excel_row``, and what they are; None where not recognised."""
    rows = first_rows(sheet.cells, HEADER_ROWS_SEARCHED + 1)
    if reshaped := reshape(sheet.cells, rows, reporting_date):
        cells, of_reshaped = reshaped
        index = cells.column_names.index("excel_row")
        below = pc.add(cells.column("excel_row"), pa.scalar(sheet.first_row, pa.int32()))
        return cells.set_column(index, "excel_row", below), replace(
            of_reshaped, header_row=of_reshaped.header_row + sheet.first_row, reshaped=True
        )
    match = recognise(sheet.name, sheet.cells, rows[:HEADER_ROWS_SEARCHED])
    if match is None:
        return None
    cells = sheet.cells.slice(match.header_row + 1)
    match = replace(match, header_row=match.header_row + sheet.first_row)
    first = match.header_row + 2
    numbers = pa.array(np.arange(first, first + cells.num_rows, dtype=np.int32))
    return cells.append_column("excel_row", numbers), match


def stage(
    sheet: Sheet,
    texts: SheetTexts,
    reporting_date: date | None,
    names: MeasureNames,
    earlier: Sequence[StagedSheet] = (),
) -> StagedSheet:
    """Type a recognised sheet and say what is used, left out and not understood.

    Rows equal in every column to one of an ``earlier`` sheet of the same list are left out.
    """
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
    rows = texts.typed(reporting_date, names)
    staged = StagedSheet(match, rows, report, (), frozenset(match.columns))
    staged = staged.left_out(rows.column("left_out_because"))
    left_out = _rows_left_out(staged)
    staged = staged.with_problems(
        [*problems_of_columns(sheet, match), *value_problems(staged.report, staged.rows, texts)]
    )
    if staged.report.rows_used:
        staged = implausible_columns(problems_of_cells(staged, uncalculated_rows(sheet, match)))
    staged = staged.with_problems(
        [
            *left_out,
            *excel_errors(sheet, match),
            *problems_of_formulas(sheet, match),
            *problems_of_hidden(sheet, staged.rows, staged.report, match),
        ]
    )
    if staged.report.rows_used:
        staged = staged.with_problems(keys_that_differ(staged, texts))
    return _without_repeats(staged, earlier) if earlier else staged


def rows_to_store(sheet: StagedSheet, return_id: int) -> pa.Table:
    """A sheet's rows, those left out with their reason, with the columns of its layout's table of returned rows."""
    rows = sheet.rows.append_column(
        "return_id", pa.repeat(pa.scalar(return_id, pa.int32()), sheet.rows.num_rows)
    )
    rows = rows.append_column("sheet", pa.repeat(pa.scalar(sheet.report.name), sheet.rows.num_rows))
    schema = stored_schema(sheet.match.layout)
    return rows.select(schema.names).cast(schema)


def _without_repeats(staged: StagedSheet, earlier: Sequence[StagedSheet]) -> StagedSheet:
    """The sheet with rows left out that equal, in every column, one used of an earlier sheet."""
    names = [name for name, _ in table_columns(staged.match.layout)]
    held = pa.concat_tables([sheet.used.select(names) for sheet in earlier])
    both = pa.concat_tables([held, staged.rows.select(names)]).combine_chunks()
    encoded = [column.combine_chunks().dictionary_encode() for column in both.columns]
    keys = row_keys((len(column.dictionary), column.indices) for column in encoded)
    assert keys is not None
    is_held = np.isin(keys[held.num_rows :], keys[: held.num_rows])
    reasons = staged.rows.column("left_out_because")
    repeated = pc.and_(pc.is_null(reasons), pa.array(is_held))
    if not pc.any(repeated).as_py():
        return staged
    staged = staged.left_out(pc.if_else(repeated, REPEATED_SHEET, reasons))
    told = {problem.found for problem in staged.problems}
    return staged.with_problems(problem for problem in _rows_left_out(staged) if problem.found not in told)


def _rows_left_out(staged: StagedSheet) -> list[Problem]:
    """A problem for each reason that rows were left out."""
    name, problems = staged.report.name, []
    for reason, (count, rows) in rows_by_value(staged.rows, "left_out_because").items():
        if reason in TOLD_APART:
            continue
        problems.append(
            Problem(
                name,
                rows[0],
                None,
                reason,
                "a record",
                f"Sheet “{name}”: {counted(count, 'row')} left out ({reason}): {rows_in_words(rows, count)}. {_next_step(reason)}",
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
