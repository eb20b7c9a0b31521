"""Figures that are no longer what was first reported: kept for the session once worked out, and said beside the figure."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.session.store import session_store
from data.as_reported import NotRead
from data.in_words import plain
from data.measures import MEASURES, Measure
from data.restated import (
    already_restated,
    is_restated_known,
    quarters_compared,
    restated,
    restated_lately,
)
from data.store import Store

_TOO_MUCH = "too much to read as reported"

_DRAWN_AGAIN = "drawn again as restated"
"""For which returns a page was drawn again: what is kept of them may be let go of by the next drawing, which would never end."""

_AT_WORK = "Reading each quarter as its own return gave it"


def restated_figures(store: Store) -> pd.DataFrame:
    """Every figure that is no longer what was first reported, with progress shown where it has to be worked out."""
    if is_restated_known(store):
        return restated(store)
    bar = st.progress(0.0, text=f"{_AT_WORK} …")
    figures = restated(store, progress=partial(_step, bar))
    bar.empty()
    return figures


def finish_restated() -> None:
    """After a panel page is drawn, work out which of its latest quarters say something else than they first did, and draw it again.

    It stops where the reader goes on: what is worked out of a quarter is kept.
    """
    store = session_store()
    if (
        already_restated(store) is not None
        or not quarters_compared(store)
        or st.session_state.get(_TOO_MUCH) == store.shelf.version
    ):
        return
    bar = st.progress(0.0, text=f"{_AT_WORK} …")
    try:
        figures = restated_lately(store, partial(_step, bar))
    except NotRead:
        st.session_state[_TOO_MUCH] = store.shelf.version
        return
    finally:
        bar.empty()
    drawn_again = store.shelf.version, store.basis(MEASURES)
    if len(figures) and st.session_state.get(_DRAWN_AGAIN) != drawn_again:
        st.session_state[_DRAWN_AGAIN] = drawn_again
        st.rerun()


def _step(bar: DeltaGenerator, done: int, of: int) -> None:
    bar.progress(done / of, text=f"{_AT_WORK}: {done + 1} of {of} …")


def changed_values(rows: pd.DataFrame, measure: Measure) -> list[tuple[str, str, str]]:
    """Period, value as first reported and value as known now, as shown; a change too small to be seen is left out."""
    values = [
        (str(row["period"]), plain(row["reported"], measure.unit), plain(row["known"], measure.unit))
        for _, row in rows.iterrows()
    ]
    return [value for value in values if value[1] != value[2]]
