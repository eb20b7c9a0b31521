"""Figures that are no longer what was first reported: kept for the session once worked out, and said beside the figure."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.asking import PageData
from components.session import DEMONSTRATION, session_store
from components.words import plain
from data.as_reported import NotRead
from data.measures import MEASURES, Measure
from data.periods import period_containing
from data.restated import quarters_compared, restated
from data.restatement_reasons import because
from data.store import Store

_COUNTS = [name for name, measure in MEASURES.items() if measure.unit != "rate"]
"""The measures looked at unasked: a rate moves with the count that it is made of."""

_RESTATED, _LATEST, _OPENED = "restated", "restated lately", "opened with"
_AT_WORK = "Reading each quarter as its own return gave it"
QUARTERS_SAID = 4
"""How many of a block's latest quarters are said to have been restated."""


def restated_figures(store: Store) -> pd.DataFrame:
    """Every figure that is no longer what was first reported, worked out once while the returns stay the same."""
    kept = st.session_state.get(_RESTATED)
    found = kept[1] if kept is not None and kept[0] == _returns(store) else None
    if found is None:
        bar = st.progress(0.0, text=f"{_AT_WORK} …")

        def step(done: int, of: int) -> None:
            bar.progress(done / of, text=f"{_AT_WORK}: {done + 1} of {of} …")

        found = restated(store, progress=step)
        bar.empty()
        st.session_state[_RESTATED] = (_returns(store), found)
    return found


def finish_restated() -> None:
    """After a panel page is drawn, work out which of its latest quarters say something else than they first did, and draw it again.

    It stops where the reader goes on: what is worked out of a quarter is kept. A demonstration's opening page is not kept
    waiting for it.
    """
    store = session_store()
    if already_restated(store) is not None or not quarters_compared(store):
        return
    if DEMONSTRATION in st.session_state and st.session_state.get(_OPENED) != _returns(store):
        st.session_state[_OPENED] = _returns(store)
        return
    bar = st.progress(0.0, text=f"{_AT_WORK} …")

    def step(done: int, of: int) -> None:
        bar.progress(done / of, text=f"{_AT_WORK}: {done + 1} of {of} …")

    try:
        found = restated(store, _COUNTS, step, QUARTERS_SAID - 1)
    except NotRead:
        found = restated(store, ids=[])
    bar.empty()
    st.session_state[_LATEST] = (_returns(store), found)
    if len(found):
        st.rerun()


def already_restated(store: Store) -> pd.DataFrame | None:
    """The restated figures, of the latest quarters at least, if they have been worked out for the returns in use."""
    for name in (_RESTATED, _LATEST):
        kept: tuple[object, pd.DataFrame] | None = st.session_state.get(name)
        if kept is not None and kept[0] == _returns(store):
            return kept[1]
    return None


def _returns(store: Store) -> object:
    returns = tuple((one.id, one.fingerprint, one.reporting_date) for one in store.returns)
    return returns, store.la_code, store.trio_rule, tuple(sorted(store.stated))


def restated_words(measure: Measure, data: PageData) -> str:
    """'As first reported: 4,216 for Q2 2022/23, now 4,253 (37 rows of List 1 came late).'; empty where nothing has changed."""
    latest = data.series(measure.id)["period"].tolist()[-QUARTERS_SAID:]
    rows = data.restated[
        (data.restated["measure"] == measure.id) & data.restated["period"].isin(latest)
    ].sort_values("period_end")
    said = []
    for place in range(len(rows)):
        row = rows.iloc[[place]]
        for period, first, now in changed_values(row, measure):
            quarter = period_containing(row["period_end"].iloc[0].date(), "quarter")
            why = because(data.store, measure, quarter, float(row["known"].iloc[0] - row["reported"].iloc[0]))
            said.append(f"{first} for {period}, now {now}{f' ({why})' if why else ''}")
    return f"As first reported: {'; '.join(said)}." if said else ""


def changed_values(rows: pd.DataFrame, measure: Measure) -> list[tuple[str, str, str]]:
    """Period, value as first reported and value as known now, as shown; a change too small to be seen is left out."""
    values = [
        (str(row["period"]), plain(row["reported"], measure.unit), plain(row["known"], measure.unit))
        for _, row in rows.iterrows()
    ]
    return [one for one in values if one[1] != one[2]]
