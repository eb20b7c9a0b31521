"""Writing the demonstration workbooks, byte for byte the same each time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import xlsxwriter

Row = Sequence[object]


def write_workbook(path: Path, sheets: dict[str, list[Row]], comment: str) -> None:
    """Write rows as they are: dates as Excel dates, text as text (never as formulas), None as an empty cell."""
    book = xlsxwriter.Workbook(
        str(path), {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    book.set_properties({"title": path.stem, "comments": comment, "created": datetime(2023, 1, 9)})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    bold = book.add_format({"bold": True})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if value is None:
                    continue
                if isinstance(value, datetime):
                    sheet.write_datetime(number, column, value, moment)
                elif isinstance(value, date):
                    sheet.write_datetime(number, column, datetime(value.year, value.month, value.day), day)
                elif isinstance(value, str):
                    sheet.write_string(number, column, value, bold if number == 0 else None)
                else:
                    sheet.write_number(number, column, float(str(value)))
        sheet.set_column(0, 40, 18)
    book.close()
