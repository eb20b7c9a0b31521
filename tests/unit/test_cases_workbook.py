"""A table as an Excel workbook: a real table in which dates are dates, numbers numbers, and a text whatever it is a text."""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
import warnings
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from data import safe_workbook
from data.safe_text import cell_text
from data.safe_workbook import workbook_file

ROOT = Path(__file__).parents[2]


def read(content: bytes) -> Worksheet:
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert len(book.worksheets) == 1
    return book.worksheets[0]


def column(sheet: Worksheet, number: int = 1) -> list[tuple[object, str]]:
    """The values below the header, each with its cell's type."""
    return [(cell.value, cell.data_type) for cell in next(sheet.iter_cols(number, number, 2))]


@pytest.fixture(autouse=True)
def no_warnings() -> None:
    """What XlsxWriter leaves out, it warns of."""
    warnings.simplefilter("error")


CASES = pd.DataFrame(
    {
        "Child Unique ID": ["00123", "9" * 18, "=1+1"],
        "Date of Contact": pd.to_datetime(["2022-12-31", None, "2022-10-01"]),
        "Contact received": pd.to_datetime(["2022-12-31 09:30", "2022-12-30 00:00", None]),
        "Number": pd.array([3, None, -1], dtype="Int64"),
        "Share": [0.5, np.nan, 2.0],
        "Team": ["North", None, "http://example.org"],
    }
)


def test_the_sheet_is_one_table_that_can_be_filtered_printed_and_scrolled() -> None:
    sheet = read(workbook_file(CASES, "Contacts: Q3 2022/23"))
    assert sheet.title == "Contacts  Q3 2022 23"
    (table,) = sheet.tables.values()
    assert (table.ref, table.autoFilter.ref, table.headerRowCount) == ("A1:F4", "A1:F4", 1)
    assert [heading.name for heading in table.tableColumns] == list(CASES.columns)
    assert [cell.value for cell in sheet[1]] == list(CASES.columns)
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A2", "$1:$1")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)


def test_each_column_has_its_type() -> None:
    sheet = read(workbook_file(CASES))
    assert column(sheet, 1) == [("00123", "s"), ("9" * 18, "s"), ("=1+1", "s")]
    assert column(sheet, 2) == [(datetime(2022, 12, 31), "d"), (None, "n"), (datetime(2022, 10, 1), "d")]
    assert column(sheet, 3) == [
        (datetime(2022, 12, 31, 9, 30), "d"),
        (datetime(2022, 12, 30), "d"),
        (None, "n"),
    ]
    assert column(sheet, 4) == [(3, "n"), (None, "n"), (-1, "n")]
    assert column(sheet, 5) == [(0.5, "n"), (None, "n"), (2, "n")]
    assert column(sheet, 6) == [("North", "s"), (None, "n"), ("http://example.org", "s")]
    assert [sheet.cell(2, number).number_format for number in (1, 2, 3)] == [
        "@",
        "dd/mm/yyyy",
        "dd/mm/yyyy hh:mm",
    ]
    assert sheet["F4"].hyperlink is None


def test_columns_are_as_wide_as_what_they_hold() -> None:
    long = pd.DataFrame(
        {
            "A": ["x" * 30],
            "Was the child offered a Return Interview after their last missing episode (Y/N)?": ["No"],
            "Notes": ["y" * 500],
        }
    )
    sheet = read(workbook_file(long))
    widths = [sheet.column_dimensions[letter].width for letter in "ABC"]
    assert 30 < widths[0] < 34 and 25 < widths[1] < 35 and 55 < widths[2] < 65
    assert sheet.row_dimensions[1].height == 15 * 3 and sheet["B1"].alignment.wrap_text


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        '=HYPERLINK("http://x")',
        "{=SUM(A1)}",
        "+44 20",
        "-5",
        "@sum(a1)",
        "'quoted",
        "007",
        "1E5",
        "_x0041_",
        "31/12/2022",
    ],
)
def test_a_text_stays_as_it_is(text: str) -> None:
    frame = pd.DataFrame({text: [text, text * 300]})
    sheet = read(workbook_file(frame))
    assert [kind for _, kind in column(sheet)] == ["s", "s"]
    assert sheet["A2"].value == text and sheet["A1"].value == text
    assert sheet["A2"].number_format == "@" and sheet["A3"].quotePrefix


def test_what_a_workbook_cannot_hold_is_left_out() -> None:
    texts = ["a\x00b\x07c", "lone \ud800 surrogate", "tab\tand\nline", "x" * 40_000, "😀" * 20_000, ""]
    sheet = read(workbook_file(pd.DataFrame({"Te\x01xt\nof it": pd.Series(texts, dtype=object)})))
    held = [value for value, _ in column(sheet)]
    assert held[:3] == ["abc", "lone  surrogate", "tab\tand\nline"]
    assert (len(str(held[3])), len(str(held[4]).encode("utf-16-le")) // 2) == (32_767, 32_766)
    assert sheet["A1"].value == "Text of it"


def test_a_text_is_cut_between_signs() -> None:
    assert cell_text("😀" * 20_000) == "😀" * 16_383
    assert cell_text("x" + "😀" * 16_383) == "x" + "😀" * 16_383
    assert cell_text("x" * 32_768) == "x" * 32_767


def test_other_values_are_numbers_dates_or_texts() -> None:
    values = [
        pd.NaT,
        True,
        Decimal("1.5"),
        10**15,
        np.int64(7),
        float("inf"),
        date(2022, 12, 31),
        None,
        date(1850, 1, 2),
    ]
    sheet = read(workbook_file(pd.DataFrame({"Any": pd.Series(values, dtype=object)})))
    assert [value for value, _ in column(sheet)] == [
        None,
        "True",
        1.5,
        str(10**15),
        7,
        "inf",
        datetime(2022, 12, 31),
        None,
        "02/01/1850",
    ]


@pytest.mark.parametrize("columns", [[], ["Child Unique ID", "Team"]])
def test_an_empty_table_is_a_workbook_too(columns: list[str]) -> None:
    sheet = read(workbook_file(pd.DataFrame(columns=columns)))
    assert [cell.value for cell in sheet[1]][: len(columns)] == columns
    assert [table.ref for table in sheet.tables.values()] == (["A1:B2"] if columns else [])


def test_headers_that_excel_would_refuse_are_told_apart() -> None:
    frame = pd.DataFrame([[1, 2, 3, 4, 5]], columns=["Age", "AGE", "", "h" * 300, "h" * 300])
    headers = [cell.value for cell in read(workbook_file(frame))[1]]
    assert headers[:3] == ["Age", "AGE 2", "Column"]
    assert all(len(str(header)) <= 255 for header in headers)
    assert len({str(header).lower() for header in headers}) == 5


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("[Q3]: a/b", "Q3   a b"),
        ("x" * 40, "x" * 31),
        ("'quoted'", "quoted"),
        ("", "Cases"),
        ("History", "Cases"),
    ],
)
def test_a_sheet_has_a_name_that_excel_takes(name: str, title: str) -> None:
    assert read(workbook_file(CASES, name)).title == title


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safe_workbook, "MOST_ROWS", 2)
    with pytest.raises(ValueError, match=r"^3 rows are more than an Excel sheet holds \(2\)\.$"):
        workbook_file(CASES)


def test_nothing_of_it_is_written_to_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a temporary file")

    for name in ("mkstemp", "mkdtemp", "TemporaryFile", "NamedTemporaryFile", "SpooledTemporaryFile"):
        monkeypatch.setattr(tempfile, name, refuse)
    assert workbook_file(CASES)


def test_the_writer_is_loaded_when_something_is_written() -> None:
    script = "import sys, data.safe_workbook, data.store; sys.exit('xlsxwriter' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False).returncode == 0
