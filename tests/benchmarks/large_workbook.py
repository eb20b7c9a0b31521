"""An Annex A workbook of 11 lists and 96,000 rows of invented records, or a multiple of them."""

from __future__ import annotations

import io
import random
from datetime import date, timedelta

import xlsxwriter

from data.returns.annex_a import ANNEX_A
from data.returns.codes import CODE_SETS

ROWS = dict(
    zip(
        range(1, 12),
        (30_000, 9_000, 12_000, 14_000, 8_000, 12_000, 3_000, 4_000, 2_500, 700, 800),
        strict=True,
    )
)
"""Rows by list number: ROWS_IN_ALL of them."""

ROWS_IN_ALL = sum(ROWS.values())


def large_workbook(times: int = 1) -> bytes:
    """The workbook's bytes: title row, headers on row 2, real dates, text ids with leading zeros.

    ``times`` as many rows as a county has, of as many children: tenfold it just stays within what a return may have.
    """
    chance = random.Random(96)
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    day_format = book.add_format({"num_format": "dd/mm/yyyy"})
    for layout in ANNEX_A:
        assert layout.number is not None
        sheet = book.add_worksheet(f"List_{layout.number}")
        sheet.write(0, 0, layout.title)
        sheet.write_row(1, 0, [column.header for column in layout.columns])
        for row in range(2, times * ROWS[layout.number] + 2):
            event = date(2022, 12, 31) - timedelta(days=chance.randrange(180))
            for position, column in enumerate(layout.columns):
                if column.kind == "id":
                    sheet.write_string(row, position, f"{chance.randrange(1, 40_000):08d}")
                elif column.kind == "date":
                    blank = column.blank and chance.random() < 0.3
                    day = (
                        event - timedelta(days=chance.randrange(3000, 6000))
                        if column.name == "born_on"
                        else event
                    )
                    if not blank:
                        late = (
                            timedelta(days=chance.randrange(60))
                            if column.name == layout.ends
                            else timedelta()
                        )
                        sheet.write_datetime(row, position, day + late, day_format)
                elif column.kind == "code":
                    sheet.write_string(row, position, chance.choice(CODE_SETS[column.codes or ""].codes).code)
                elif column.kind == "whole number":
                    sheet.write_number(row, position, chance.randrange(17))
                else:
                    sheet.write_string(row, position, f"Team {chance.randrange(40)}")
    book.close()
    return content.getvalue()
