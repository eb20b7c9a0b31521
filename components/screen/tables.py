"""Tables of text that comes from a sheet: st.table reads its cells as Markdown, so they are escaped first."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.screen.text import escaped


def plain_table(frame: pd.DataFrame, alt: str) -> None:
    """A table to read, every cell shown as it is written."""
    shown = pd.DataFrame(
        {escaped(str(name)): [escaped(str(value)) for value in frame[name]] for name in frame.columns}
    )
    st.table(shown, hide_index=True, border="horizontal", alt=alt)


def searched_table(frame: pd.DataFrame, alt: str) -> None:
    """A table to search and sort, for more rows than are read.

    Its own download is off (``client.disableDataExport``), since it would write formulas; offer ``download_table`` beside it.
    """
    st.dataframe(frame, hide_index=True, alt=alt, placeholder="")
