"""A copy of an uploaded workbook with its problem cells marked and commented, and every problem listed on a sheet."""

from __future__ import annotations

import io
from zipfile import BadZipFile

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from data.returns.layouts import alphanumerics
from data.returns.opening import open_workbook
from data.returns.problems import LoadReport, Problem, SheetReport
from data.returns.recognition import clean

PROBLEMS = "Problems found"
_FILLS = {"stop": PatternFill("solid", fgColor="F4B6A6"), "ask": PatternFill("solid", fgColor="FFE08A"),
          "note": PatternFill("solid", fgColor="CFE3F5")}  # fmt: skip
_AUTHOR = "Scrutiny Explorer"
_OPENPYXL_CANNOT = (InvalidFileException, BadZipFile, AttributeError, KeyError, IndexError, OSError, TypeError, ValueError)
"""What openpyxl raises for legacy workbooks and for ones that only more forgiving readers open."""


def marked_copy(file_name: str, content: bytes, report: LoadReport) -> bytes:
    """The workbook with problem cells filled (red stop, yellow ask, blue note) and commented; .xls comes back as .xlsx."""
    book = _open(file_name, content)
    accounts = {sheet.name: sheet for sheet in report.sheets}
    for problem in report.problems:
        if problem.sheet in book.sheetnames and problem.sheet in accounts:
            sheet = book[problem.sheet]
            if isinstance(sheet, Worksheet):
                _mark(sheet, accounts[problem.sheet], problem)
    _list_problems(book, report)
    copy = io.BytesIO()
    book.save(copy)
    return copy.getvalue()


def _open(file_name: str, content: bytes) -> Workbook:
    try:
        return openpyxl.load_workbook(io.BytesIO(content), keep_vba=file_name.lower().endswith(".xlsm"))
    except _OPENPYXL_CANNOT:
        book = openpyxl.Workbook()
        book.remove(book.worksheets[0])
        for read in open_workbook(file_name, content):
            sheet = book.create_sheet(read.name[:31])
            for row in zip(*(column.to_pylist() for column in read.cells.columns), strict=True):
                sheet.append(row)
        return book


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
        return 1
    wanted = alphanumerics(account.columns.get(header, header))
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
        values = (problem.severity, problem.sheet, problem.row, problem.column, problem.found, problem.expected, problem.message)
        for column, value in enumerate(values, start=1):
            cell = sheet.cell(row, column, value)
            if isinstance(value, str):
                cell.data_type = "s"
        sheet.cell(row, 1).fill = _FILLS[problem.severity]
    for letter, width in zip("ABCDEFG", (10, 22, 8, 34, 34, 34, 110), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
