"""Tables of text that comes from a sheet: st.table reads its cells as Markdown, so they are escaped first."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.figures.figure import Table
from components.screen.text import escaped, quiet


def plain_table(frame: pd.DataFrame, alt: str) -> None:
    """A table to read, every cell shown as it is written."""
    shown = pd.DataFrame(
        {escaped(str(name)): [escaped(str(value)) for value in frame[name]] for name in frame.columns}
    )
    st.table(shown, hide_index=True, border="horizontal", alt=alt)


def show_table(table: Table) -> None:
    """A figure's table, with the sentence that leads it."""
    if table.lead:
        quiet(table.lead)
    rows = [dict(zip(table.columns, cells, strict=True)) for cells in table.cells]
    plain_table(pd.DataFrame(rows, columns=list(table.columns)), f"{table.title} as a table")
