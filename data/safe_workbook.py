"""A table as an Excel workbook, made in memory: one sheet with one Excel table, in which a text stays a text."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from numbers import Real
from typing import TYPE_CHECKING, Any

import pandas as pd

from data.safe_text import cell_text

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_575
"""What an Excel sheet holds beside the header."""

_A4 = 9
_LONGEST_HEADER, _LONGEST_SHEET_NAME, _LONGEST_AS_TEXT_FORMAT, _MOST_DIGITS = 255, 31, 255, 15
_NARROWEST, _WIDEST, _FILTER_BUTTON, _LINE = 8, 60, 3, 15
_FIRST_DAY = datetime(1900, 3, 1)
"""Excel counts a 29 February 1900: earlier days are not those it shows."""

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_FORMATS = {
    "text": {"num_format": "@"},
    "long text": {"quote_prefix": True},
    "day": {"num_format": "dd/mm/yyyy", "align": "left"},
    "moment": {"num_format": "dd/mm/yyyy hh:mm", "align": "left"},
    "header": {"bold": True, "text_wrap": True, "valign": "top"},
}
"""A cell of Text format stays a text when it is typed in again, but shows no more than 255 signs."""


def workbook_file(table: pd.DataFrame, name: str = "Cases") -> bytes:
    """The bytes of an .xlsx with a table on a sheet of this name, its headers those of the frame.

    Dates are dates, numbers numbers, and everything else is text. Raises ValueError for more rows than a sheet holds.
    """
    import xlsxwriter

    if len(table) > MOST_ROWS:
        raise ValueError(f"{len(table):,} rows are more than an Excel sheet holds ({MOST_ROWS:,}).")
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, _OPTIONS) as book:
        sheet = book.add_worksheet(sheet_name(name))
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&A&RPage &P of &N")
        if len(table.columns):
            _write(book, sheet, table)
    return content.getvalue()


def _write(book: Workbook, sheet: Worksheet, table: pd.DataFrame) -> None:
    from xlsxwriter.utility import xl_range

    formats = {name: book.add_format(properties) for name, properties in _FORMATS.items()}
    headers = table_headers(table.columns)
    last_row, last_column = max(len(table), 1), len(headers) - 1
    lines = 1
    for column, header in enumerate(headers):
        values = [_cell(value) for value in table.iloc[:, column]]
        has_times = any(isinstance(value, datetime) and value.time() != time() for value in values)
        longest = 0
        for row, value in enumerate(values, start=1):
            longest = max(longest, _put(sheet, row, column, value, has_times, formats))
        width = _width(header, longest)
        lines = max(lines, -(-len(header) // (width - _FILTER_BUTTON)))
        sheet.set_column(column, column, width)
    sheet.add_table(
        0,
        0,
        last_row,
        last_column,
        {
            "name": "Cases",
            "style": "Table Style Light 1",
            "columns": [{"header": header, "header_format": formats["header"]} for header in headers],
        },
    )
    sheet.set_row(0, _LINE * lines)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.ignore_errors({"number_stored_as_text": xl_range(0, 0, last_row, last_column)})


def _cell(value: Any) -> str | float | datetime | None:
    """A value as the cell holds it; None for an empty one."""
    if isinstance(value, str):
        return cell_text(value)
    if pd.isna(value):
        return None
    if isinstance(value, date):
        moment = datetime.combine(value, time()) if not isinstance(value, datetime) else value
        plain = moment.replace(tzinfo=None)
        return plain if plain >= _FIRST_DAY else f"{plain:%d/%m/%Y}"
    if isinstance(value, (Real, Decimal)) and not isinstance(value, bool) and abs(value) < 10**_MOST_DIGITS:
        return value if isinstance(value, int) else float(value)
    return cell_text(str(value))


def _put(
    sheet: Worksheet,
    row: int,
    column: int,
    value: str | float | datetime | None,
    has_times: bool,
    formats: dict[str, Any],
) -> int:
    """Write a cell; how many signs it shows."""
    if value is None:
        return 0
    if isinstance(value, datetime):
        sheet.write_datetime(row, column, value, formats["moment" if has_times else "day"])
        return 16 if has_times else 10
    if isinstance(value, str):
        is_long = len(value) > _LONGEST_AS_TEXT_FORMAT
        sheet.write_string(row, column, value, formats["long text" if is_long else "text"])
        return len(value)
    sheet.write_number(row, column, value)
    return len(f"{value:g}")


def _width(header: str, longest: int) -> int:
    """So wide that the longest value and each word of the header fit, and the header on three lines."""
    word = max(map(len, header.split() or [""]))
    wanted = max(longest + 1, word + _FILTER_BUTTON, -(-len(header) // 3) + _FILTER_BUTTON)
    return min(max(wanted, _NARROWEST), _WIDEST)


def table_headers(names: Iterable[object]) -> list[str]:
    """The headers on one line each, none empty and no two alike whatever their case, as an Excel table needs them."""
    headers: list[str] = []
    taken: set[str] = set()
    for name in names:
        plain = " ".join(cell_text(str(name)).split())[: _LONGEST_HEADER - 8] or "Column"
        header, number = plain, 1
        while header.lower() in taken:
            number += 1
            header = f"{plain} {number}"
        taken.add(header.lower())
        headers.append(header)
    return headers


def sheet_name(name: str) -> str:
    """The name as a sheet may have it: without the signs that Excel refuses, and no longer than it allows."""
    plain = re.sub(r"[\[\]:*?/\\]", " ", cell_text(name))[:_LONGEST_SHEET_NAME].strip(" '")
    return plain if plain and plain.lower() != "history" else "Cases"
