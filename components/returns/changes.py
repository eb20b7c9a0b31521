"""The changes page: what a return did to each list, which past figures it restated, and how far back the history reaches."""

from __future__ import annotations

import streamlit as st

from components.returns.list_changes import show_lists
from components.returns.reach import show_reach
from components.returns.restated_figures import show_restated_figures
from components.screen.heading import heading
from components.session.store import session_store
from data.changes import ListChanges, changes_of, returns_to_compare
from data.in_words import day
from data.lists.loaded_return import LoadedReturn
from data.store import Store

_CHANGES = "changes"


def show_changes() -> None:
    """Draw the page."""
    store = session_store()
    if not heading("Changes", store):
        return
    listed = {returned.id: returned for returned in returns_to_compare(store)}
    chosen = st.selectbox(
        "Return", list(listed), format_func=lambda name: _named(listed[name]), key="changed return"
    )
    show_lists(_changes(store, listed[chosen]), listed[chosen])
    figures = st.container()
    show_reach(store)
    with figures:
        show_restated_figures(store)


def _named(returned: LoadedReturn) -> str:
    kind = "Annex A" if returned.report.kind == "annex_a" else "Panel return"
    return f"{kind}, data to {day(returned.reporting_date)}: {returned.report.file_name}"


def _changes(store: Store, chosen: LoadedReturn) -> list[ListChanges]:
    """What the return did, worked out once while it stays chosen and the returns stay the same."""
    key = (
        chosen.id,
        tuple((returned.id, returned.fingerprint, returned.reporting_date) for returned in store.returns),
    )
    kept: tuple[object, list[ListChanges]] | None = st.session_state.get(_CHANGES)
    if kept is None or kept[0] != key:
        with st.spinner("Comparing …"):
            kept = st.session_state[_CHANGES] = (key, changes_of(store, chosen))
    return kept[1]
