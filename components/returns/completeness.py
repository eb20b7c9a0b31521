"""How full the columns of a return are, list by list."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.screen.tables import plain_table
from components.screen.text import escaped
from data.in_words import plain
from data.returns.problems import counted


def show_completeness(filled: pd.DataFrame) -> None:
    """Each list's columns, one click away; ``filled`` has a row a column, as ``data.findings.rules.completeness`` gives them."""
    st.header("How full the columns are", anchor=False)
    for title, columns in filled.groupby("list", sort=False):
        gaps = int((columns["gaps"] > 0).sum())
        gaps_in_words = f"{counted(gaps, 'column')} with gaps" if gaps else "no gaps"
        with st.expander(
            f"{escaped(str(title))}: {counted(int(columns['rows'].iloc[0]), 'row')}, {gaps_in_words}"
        ):
            plain_table(completeness_table(columns), f"How full the columns of {title} are")


def completeness_table(columns: pd.DataFrame) -> pd.DataFrame:
    """One list's columns as people read them; a gap is an empty cell where the form asks for a value in every row."""
    there = columns["in_return"]
    return pd.DataFrame(
        {
            "Column": columns["column"],
            "Filled": [
                f"{filled:,}" if held else "not in the return"
                for held, filled in zip(there, columns["filled"], strict=True)
            ],
            "Share": [
                _share(percent) if held else ""
                for held, percent in zip(there, columns["percent"], strict=True)
            ],
            "Gaps": [
                f"{gaps:,}" if gaps else "" if must else "may be blank"
                for must, gaps in zip(columns["must_be_filled"], columns["gaps"], strict=True)
            ],
        }
    )


def _share(percent: float) -> str:
    """A percentage that reads 100 only where nothing is missing."""
    words = plain(percent, "percent")
    return "under 100%" if percent < 100 and words == plain(100.0, "percent").replace("%", ".0%") else words
