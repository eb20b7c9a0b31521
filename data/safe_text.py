"""Text of a return written again, so that no program runs it: in CSV and in Excel a text stays a text."""

from __future__ import annotations

import re

import pandas as pd
from openpyxl.cell.cell import Cell

_RUNS = re.compile(r"[\s\x00]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
"""How a text begins that a spreadsheet would run, or split off from what is before it."""

_NUMBER = re.compile(r"[+-]?(\d[\d,]*(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s?%?")
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_CELL = 32_767
"""What Excel takes, in UTF-16 code units: a sign outside the basic plane is two."""


def runs(text: str) -> bool:
    """Whether a spreadsheet would run a text that is typed, or take it apart; a number it would not."""
    return bool(_RUNS.match(text)) and not _NUMBER.fullmatch(text)


def safe_text(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet that opens the CSV would run it; numbers stay numbers."""
    return f"'{text}" if runs(text) else text


def csv_file(table: pd.DataFrame) -> bytes:
    """A table as a CSV file that Excel opens with its letters right and none of its texts, headers included, run as a formula."""
    safe = table.map(lambda value: safe_text(value) if isinstance(value, str) else value)
    safe.columns = pd.Index([safe_text(str(name)) for name in safe.columns])
    return safe.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig", "replace")


def storable(text: str) -> str:
    """The text without the signs that an Office file cannot hold."""
    return _ILLEGAL.sub("", text)


def cell_text(text: str) -> str:
    """What a workbook can hold of a text: all but signs that it refuses and what is longer than a cell may be."""
    held = storable(text)[:_LONGEST_CELL]
    if 2 * len(held) <= _LONGEST_CELL:
        return held
    return held.encode("utf-16-le")[: 2 * _LONGEST_CELL].decode("utf-16-le", "ignore")


def write_text(cell: Cell, text: str) -> None:
    """Write a text into an Excel cell as text, whatever it begins with; what a workbook cannot hold is left out."""
    cell.value = cell_text(text)
    cell.data_type = "s"
    if _RUNS.match(text):
        cell.quotePrefix = True
