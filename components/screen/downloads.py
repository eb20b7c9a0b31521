"""Tables to take away."""

from __future__ import annotations

import re

import pandas as pd
import streamlit as st

from components.figures.figure import Table
from data.safe_text import csv_file


def offer_table(table: Table, stem: str, shown_for: str, key: str) -> None:
    """A button that makes the table a CSV file when it is pressed; where a part is chosen a first column and the name say so."""
    taken = table.with_first("Shown for", shown_for) if shown_for else table
    name = f"{stem}, {shown_for}" if shown_for else stem
    st.download_button(
        "Download this table",
        lambda: csv_file(pd.DataFrame(taken.cells, columns=list(taken.columns))),
        file_name(name),
        "text/csv",
        key=f"download {key}",
        on_click="ignore",
    )


def file_name(stem: str) -> str:
    """'referrals.csv', 'referrals, team North.csv': without what no system takes in a name."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]', " ", stem) + ".csv"
