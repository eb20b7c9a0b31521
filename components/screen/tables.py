"""Tables of text that comes from a sheet: st.table reads its cells as Markdown, so they are escaped first."""

from __future__ import annotations

from typing import Any

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
    plain_table(frame_of(table), f"{table.title} as a table")


def frame_of(table: Table) -> pd.DataFrame:
    """A figure's table as it is shown."""
    return pd.DataFrame(list(table.cells), columns=list(table.columns))


def raw_frame_of(table: Table) -> pd.DataFrame:
    """A figure's table with the values behind what is shown: numbers unrounded."""
    return pd.DataFrame(list(table.raw or table.cells), columns=list(table.columns))


def searched_table(frame: pd.DataFrame, alt: str) -> None:
    """A table to search and sort, for more rows than are read.

    Its own download is off (``client.disableDataExport``), since it would write formulas; offer ``download_table`` beside it.
    """
    st.dataframe(frame, hide_index=True, alt=alt, placeholder="", column_config=_dates(frame))


def chosen_row(frame: pd.DataFrame, alt: str, key: str) -> int | None:
    """A table to search and sort of which one row can be chosen: its place in the frame, None for none."""
    chosen: Any = st.dataframe(
        frame,
        hide_index=True,
        alt=alt,
        placeholder="",
        column_config=_dates(frame),
        key=key,
        on_select="rerun",
        selection_mode="single-row",
    )
    rows = chosen["selection"]["rows"]
    return int(rows[0]) if rows else None


def _dates(frame: pd.DataFrame) -> dict[str, Any]:
    """How columns of dates are shown: days as days, times to the minute."""
    shown: dict[str, Any] = {}
    for name in frame.select_dtypes("datetime"):
        days = frame[name].dropna()
        is_day = bool((days == days.dt.normalize()).all())
        shown[str(name)] = (
            st.column_config.DateColumn(format="DD/MM/YYYY")
            if is_day
            else st.column_config.DatetimeColumn(format="DD/MM/YYYY HH:mm")
        )
    return shown
