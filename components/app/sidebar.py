"""The sidebar of every page: what is loaded, the filters, and how to forget it all."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from components.figures.chosen import DEFAULT_COUNCIL
from components.screen.text import quiet
from components.session.filters import (
    ALL_SERVICES,
    ALL_TEAMS,
    COUNCIL,
    FURTHEST_BACK,
    MODEL,
    PUBLICATION,
    PUBLISHED_YEAR,
    QUARTER,
    READING,
    SERVICE,
    TEAM,
    is_publication,
    published_years,
)
from components.session.store import DEMONSTRATION, MIXED, SHOW_NEWEST, forget_returns, session_store
from components.words.published import MODEL_NAMES
from data.as_reported import AS_KNOWN_NOW, AS_REPORTED, READINGS, ReadAs
from data.comparators.authorities import councils
from data.comparators.reference import MODELS
from data.facts.loaded import services, teams
from data.in_words import day
from data.lists.dimensions import DIMENSIONS
from data.periods import last_periods
from data.sample import EXAMPLE_COUNTY
from data.store import Store

READING_NAMES: dict[ReadAs, str] = {AS_KNOWN_NOW: "As known now", AS_REPORTED: "As reported"}
BY_QUARTER = "The year before"
_DEMONSTRATION_WORDS = {
    True: "Demonstration: Example county. Every child and figure is invented.",
    False: "Demonstration: the December 2022 pack, as published.",
}
_MIXED_WORDS = " Returns of your own are added to it."


def show_sidebar(filters: Sequence[Callable[[Store], None]]) -> None:
    """Draw the sidebar with the filters that the page in view uses.

    What is chosen in one that is not drawn is kept in the session and comes back with it: Streamlit does so for a widget
    bound to the address, and takes it out of the address meanwhile.
    """
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
        _choose_copy(store)
        for choose in filters:
            if not (is_publication() and choose in _OF_OFFICERS):
                choose(store)
        loaded = sorted(
            store.returns,
            key=lambda returned: (returned.reporting_date, returned.report.kind or ""),
            reverse=True,
        )
        with st.expander(f"Loaded: {len(loaded)} {'return' if len(loaded) == 1 else 'returns'}"):
            for returned in loaded:
                kind = "Annex A" if returned.report.kind == "annex_a" else "Panel return"
                st.text(f"{kind}, data to {day(returned.reporting_date)}")
        with st.popover("Forget these returns", icon=":material/delete:"):
            st.markdown(
                "All returns and everything said of them are forgotten; nothing is kept unless you have saved the session."
            )
            st.button("Forget them now", on_click=forget_returns, icon=":material/delete:", key="forget")
        quiet("Returns stay in this session's memory only.")


def _choose_copy(store: Store) -> None:
    """The switch between what officers see and what may be published."""
    st.toggle("Publication copy", key=PUBLICATION, bind="query-params")
    if is_publication():
        fewest = store.notes.settings.fewest_published
        quiet(
            f"Fewer than {fewest} children, and what would tell such a number, are hidden alike. It is of the whole council as "
            "known now: a part of it, or a figure before its correction, could tell of one child."
        )


def choose_quarter(store: Store) -> None:
    """The quarter shown: the newest when returns have been taken into use, until another is chosen."""
    newest = store.reporting_date
    if newest is None:
        return
    quarters = [period.label for period in reversed(last_periods(newest, "quarter", FURTHEST_BACK))]
    if st.session_state.pop(SHOW_NEWEST, False):
        st.session_state[QUARTER] = quarters[0]
    st.selectbox("Quarter", quarters, key=QUARTER, bind="query-params")


def choose_part(store: Store) -> None:
    """The part of the council shown: a service, where the returns group their teams, and a team."""
    if mapped := services(store):
        st.selectbox(
            DIMENSIONS["service"].title,
            [ALL_SERVICES, *mapped],
            key=SERVICE,
            bind="query-params",
            help="As the Teams sheet of the panel return groups the teams.",
        )
    else:
        st.session_state.pop(SERVICE, None)
    st.selectbox(
        DIMENSIONS["team"].title,
        [ALL_TEAMS, *teams(store)],
        key=TEAM,
        bind="query-params",
        help="Figures from lists that record no team cannot be filtered and say so.",
    )


def choose_reading(_store: Store) -> None:
    """The reading of several returns: as known now, or as each quarter's own return gave it."""
    st.radio(
        "Reading",
        READINGS,
        format_func=lambda name: READING_NAMES[name],
        key=READING,
        bind="query-params",
        help="As known now: every return loaded, late rows and corrections included. As reported: each quarter as its own return "
        "gave it when it came.",
    )


def choose_council(store: Store) -> None:
    """Whose population rates are worked out with, and whose published figures stand beside."""
    names = councils()
    codes = list(names)
    chosen = st.selectbox(
        "Council",
        codes,
        index=codes.index(store.la_code or DEFAULT_COUNCIL),
        format_func=names.__getitem__,
        key=COUNCIL,
        bind="query-params",
        help="Whose population and published figures are used.",
    )
    store.la_code = chosen


def choose_comparators(_store: Store) -> None:
    """What stands beside the council's published figures: the model of its neighbours and the year."""
    st.selectbox(
        "Statistical neighbours by",
        MODELS,
        format_func=lambda name: f"{MODEL_NAMES[name]} model",
        key=MODEL,
        bind="query-params",
    )
    st.selectbox(
        "Compare with",
        [BY_QUARTER, *published_years().values()],
        key=PUBLISHED_YEAR,
        bind="query-params",
        help="The last published year that ended before the quarter began, or another.",
    )


_OF_OFFICERS = (choose_part, choose_reading)
"""What cannot be chosen of a publication copy."""

PANEL_FILTERS = (choose_quarter, choose_part, choose_reading, choose_council, choose_comparators)
PACK_FILTERS = (choose_quarter, choose_reading, choose_council, choose_comparators)
"""A pack is of the whole council."""

RETURNS_FILTERS = (choose_council,)
"""Returns are tried, checked and compared as a whole; only their rates depend on anything chosen."""
