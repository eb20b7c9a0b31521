"""Everything that can be taken away: made when its button is pressed, under a name that any computer can keep."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from pathlib import PurePath

import pandas as pd
import streamlit as st

from data.safe_text import csv_file
from data.safe_workbook import workbook_file

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = "application/zip"
_CSV = "text/csv"
_DOWNLOAD = ":material/download:"

_LONGEST_STEM = 120
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|]')
_INVISIBLE = {"Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"}
"""Kinds of characters that are not seen in a name, or that turn what follows around."""

_KEPT_BY_WINDOWS = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def download_table(label: str, table: Callable[[], pd.DataFrame], name: str, key: str) -> None:
    """Offer a table as a CSV file in which no text is a formula and every number a number; ``name`` is without its ending."""
    download_file(label, lambda: csv_file(table()), f"{name}.csv", _CSV, key)


def download_workbook(label: str, table: Callable[[], pd.DataFrame], name: str, key: str) -> None:
    """Offer a table as an Excel workbook with a real table in it; ``name`` is without its ending, and the file's title."""
    download_file(label, lambda: workbook_file(table(), name), f"{name}.xlsx", WORKBOOK, key)


def download_file(
    label: str, content: Callable[[], bytes], name: str, mime: str, key: str, icon: str = _DOWNLOAD
) -> None:
    """Offer a file; ``content`` makes its bytes on the click, and the page is not drawn again for it."""
    st.download_button(label, content, file_name(name), mime, key=key, on_click="ignore", icon=icon)


def file_name(name: str) -> str:
    """The name as every system can keep it: 'referrals, team North/East.csv' is 'referrals, team North East.csv'."""
    path = PurePath(_NOT_IN_NAMES.sub(" ", name))
    stem, ending = (_in_one_line(part) for part in (path.stem, path.suffix))
    if _KEPT_BY_WINDOWS.fullmatch(stem):
        stem = f"_{stem}"
    return f"{stem[:_LONGEST_STEM].strip(' .') or 'download'}{ending}"


def _in_one_line(text: str) -> str:
    seen = "".join(" " if unicodedata.category(letter) in _INVISIBLE else letter for letter in text)
    return " ".join(seen.split())
