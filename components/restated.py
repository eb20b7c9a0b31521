"""Figures that are no longer what was first reported: kept for the session once worked out, and said beside the figure."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.asking import PageData
from components.words import plain
from data.measures import Measure
from data.restated import restated
from data.store import Store

_RESTATED = "restated"
_AT_WORK = "Reading each quarter as its own return gave it"
QUARTERS_SAID = 4
"""How many of a block's latest quarters are said to have been restated."""


def restated_figures(store: Store) -> pd.DataFrame:
    """Every figure that is no longer what was first reported, worked out once while the returns stay the same."""
    found = already_restated(store)
    if found is None:
        bar = st.progress(0.0, text=f"{_AT_WORK} …")

        def step(done: int, of: int) -> None:
            bar.progress(done / of, text=f"{_AT_WORK}: {done + 1} of {of} …")

        found = restated(store, progress=step)
        bar.empty()
        st.session_state[_RESTATED] = (_returns(store), found)
    return found


def already_restated(store: Store) -> pd.DataFrame | None:
    """The restated figures if they have been worked out for the returns in use."""
    kept: tuple[object, pd.DataFrame] | None = st.session_state.get(_RESTATED)
    return kept[1] if kept is not None and kept[0] == _returns(store) else None


def _returns(store: Store) -> object:
    return tuple((one.id, one.fingerprint, one.reporting_date) for one in store.returns), store.la_code, store.trio_rule


def restated_words(measure: Measure, data: PageData) -> str:
    """'As first reported: 4,216 for Q2 2022/23, now 4,253.', empty where nothing is known to have changed."""
    latest = data.series(measure.id)["period"].tolist()[-QUARTERS_SAID:]
    rows = data.restated[(data.restated["measure"] == measure.id) & data.restated["period"].isin(latest)]
    said = [f"{first} for {period}, now {now}" for period, first, now in changed_values(rows.sort_values("period_end"), measure)]
    return f"As first reported: {'; '.join(said)}." if said else ""


def changed_values(rows: pd.DataFrame, measure: Measure) -> list[tuple[str, str, str]]:
    """Period, value as first reported and value as known now, as shown; a change too small to be seen is left out."""
    values = [(str(row["period"]), plain(row["reported"], measure.unit), plain(row["known"], measure.unit)) for _, row in rows.iterrows()]
    return [one for one in values if one[1] != one[2]]
