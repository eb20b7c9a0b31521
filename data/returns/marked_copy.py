"""A copy of an uploaded workbook with its problem cells marked and commented, and every problem listed on a sheet."""

from __future__ import annotations

import io
from zipfile import BadZipFile

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from data.returns.invisible import visible
from data.returns.layouts import alphanumerics
from data.returns.opening import open_workbook
from data.returns.problems import LoadReport, Problem, SheetReport
from data.returns.recognition import clean
from data.safe_text import runs, write_text

PROBLEMS = "Problems found"
_FILLS = {
    "stop": PatternFill("solid", fgColor="F4B6A6"),
    "ask": PatternFill("solid", fgColor="FFE08A"),
    "note": PatternFill("solid", fgColor="CFE3F5"),
}
_AUTHOR = "Scrutiny Explorer"
_OPENPYXL_CANNOT = (
    InvalidFileException,
    BadZipFile,
    AttributeError,
    KeyError,
    IndexError,
    OSError,
    TypeError,
    ValueError,
)
"""What openpyxl raises for legacy workbooks and for ones that only more forgiving readers open."""


def marked_copy(file_name: str, content: bytes, report: LoadReport) -> bytes:
    """The workbook with problem cells filled (red stop, yellow ask, blue note) and commented; .xls comes back as .xlsx."""
    book = _open(file_name, content)
    sheets = {visible(name): book[name] for name in book.sheetnames} | {
        name: book[name] for name in book.sheetnames
    }
    for problem in report.problems:
        account, sheet = _account(report, problem), sheets.get(problem.sheet)
        if account is not None and isinstance(sheet, Worksheet):
            _mark(sheet, account, problem)
    _list_problems(book, report)
    copy = io.BytesIO()
    book.save(copy)
    return copy.getvalue()


def _account(report: LoadReport, problem: Problem) -> SheetReport | None:
    """The account of the list that a problem is of: of several on its sheet, the one with the column whose headers are nearest above."""
    accounts = [account for account in report.sheets if account.name == problem.sheet]
    has_column = [
        account for account in accounts if problem.column is None or problem.column in account.columns
    ]
    above = [
        account
        for account in has_column or accounts
        if account.header_row and problem.row and account.header_row <= problem.row
    ]
    return (
        max(above, key=lambda account: account.header_row or 0)
        if above
        else next(iter(has_column or accounts), None)
    )


def _open(file_name: str, content: bytes) -> Workbook:
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), keep_vba=file_name.lower().endswith(".xlsm"))
        _keep_texts(book)
        return book
    except _OPENPYXL_CANNOT:
        book = openpyxl.Workbook()
        book.remove(book.worksheets[0])
        for read in open_workbook(file_name, content):
            sheet = book.create_sheet(read.name[:31])
            for number, column in enumerate(read.cells.columns, start=1):
                for row, text in enumerate(column.to_pylist(), start=1):
                    if text is not None:
                        write_text(sheet.cell(row, number), text)
        return book


def _keep_texts(book: Workbook) -> None:
    """Let the workbook's own texts stay texts where they would run if they were typed; its own formulas stay what they are."""
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if (
                    isinstance(cell, Cell)
                    and cell.data_type != "f"
                    and isinstance(cell.value, str)
                    and runs(cell.value)
                ):
                    write_text(cell, cell.value)


def _mark(sheet: Worksheet, account: SheetReport, problem: Problem) -> None:
    column = _column_of(sheet, account, problem.column)
    for row in problem.rows or ((problem.row,) if problem.row else ()):
        cell = sheet.cell(row, column)
        if cell.__class__.__name__ == "MergedCell":
            continue
        cell.fill = _FILLS[problem.severity]
        said = f"{cell.comment.text}\n\n" if cell.comment else ""
        if problem.message not in said:
            cell.comment = Comment(f"{said}{problem.message}", _AUTHOR, height=150, width=360)


def _column_of(sheet: Worksheet, account: SheetReport, header: str | None) -> int:
    """The number of the column with that header, 1 where the problem is of a whole row or the column is not there."""
    if header is None or account.header_row is None:
        return min(account.positions.values(), default=0) + 1
    on_sheet = account.columns.get(header, header)
    if (position := account.positions.get(on_sheet)) is not None:
        return position + 1
    wanted = alphanumerics(on_sheet)
    for cell in sheet[account.header_row]:
        if alphanumerics(clean(cell.value)) == wanted:
            return int(cell.column)
    return 1


def _list_problems(book: Workbook, report: LoadReport) -> None:
    name = PROBLEMS
    while name in book.sheetnames:
        name += " again"
    sheet = book.create_sheet(name[:31], 0)
    sheet.append(["Severity", "Sheet", "Row", "Column", "Found", "Expected", "What to do"])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row, problem in enumerate(report.problems, start=2):
        values = (
            problem.severity,
            problem.sheet,
            problem.row,
            problem.column,
            problem.found,
            problem.expected,
            problem.message,
        )
        for column, value in enumerate(values, start=1):
            cell = sheet.cell(row, column)
            if isinstance(value, str):
                write_text(cell, value)
            else:
                cell.value = value
        sheet.cell(row, 1).fill = _FILLS[problem.severity]
    for letter, width in zip("ABCDEFG", (10, 22, 8, 34, 34, 34, 110), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
