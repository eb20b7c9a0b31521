"""The sidebar of every page: what is loaded, the filters, and how to forget it all."""

from __future__ import annotations

import streamlit as st

from components.panel.section import sidebar_comparators, sidebar_filters
from components.screen.text import quiet
from components.session.store import DEMONSTRATION, MIXED, forget_returns, session_store
from components.words.numbers import day
from data.sample import EXAMPLE_COUNTY

_DEMONSTRATION_WORDS = {
    True: "Demonstration: Example county. Every child and figure is invented.",
    False: "Demonstration: the December 2022 pack, as published.",
}
_MIXED_WORDS = " Returns of your own are added to it."


def show_sidebar() -> None:
    """Draw the sidebar."""
    store = session_store()
    with st.sidebar:
        st.markdown("**Scrutiny Explorer**")
        if not store.returns:
            quiet(
                "No returns are loaded. What you load stays in this session's memory: nothing is written to disk or sent "
                "anywhere."
            )
            return
        if demonstration := st.session_state.get(DEMONSTRATION):
            st.warning(
                _DEMONSTRATION_WORDS[demonstration == EXAMPLE_COUNTY]
                + (_MIXED_WORDS if MIXED in st.session_state else "")
            )
        sidebar_filters(store)
        sidebar_comparators(store)
        loaded = sorted(
            store.returns, key=lambda one: (one.reporting_date, one.report.kind or ""), reverse=True
        )
        with st.expander(f"Loaded: {len(loaded)} {'return' if len(loaded) == 1 else 'returns'}"):
            for one in loaded:
                kind = "Annex A" if one.report.kind == "annex_a" else "Panel return"
                st.text(f"{kind}, data to {day(one.reporting_date)}")
        with st.popover("Forget these returns", icon=":material/delete:"):
            st.markdown(
                "All returns and everything said of them are forgotten; nothing is kept unless you have saved the session."
            )
            st.button("Forget them now", on_click=forget_returns, icon=":material/delete:", key="forget")
        quiet("Returns stay in this session's memory only.")
