"""The Journeys page: one child's path through the lists, and cohorts followed to the data's date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from components.charts.timeline import timeline_picture
from components.explore.journey_cohort import cohort_figures
from components.explore.journey_words import KEY, LIMITS, journey_sentence, journey_table
from components.screen.downloads import download_workbook
from components.screen.figure import show_figure, show_picture
from components.screen.heading import heading
from components.screen.pages import JOURNEYS
from components.screen.tables import plain_table
from components.screen.text import escaped, quiet
from components.session.store import session_store
from data.cohorts import COHORTS, Cohort, quarters_covered
from data.journey_steps import STEPS
from data.journeys import ids_but_for_zeros, journey
from data.periods import Period
from data.store import Store

CHILD = "journey child"
"""The child in view, in the session's state alone: an id never stands in the address."""

KIND, QUARTER = "cohort", "cohort_quarter"
"""The cohort chosen, in the session's state and in the address."""

_LANES = [step.title for step in STEPS]
_FOLLOWED = 4
"""How many quarters the cohort shown first can be followed for, where the returns go back so far."""


def open_child(child_id: str) -> None:
    """Show a child's journey: from a row of a case list or a worklist. The page in view is left."""
    st.session_state[CHILD] = child_id
    st.switch_page(JOURNEYS, query_params={})


def show_journeys() -> None:
    """Draw the page."""
    store = session_store()
    if not heading("Journeys: children's records", store):
        return
    last = store.reporting_date
    assert last is not None
    quiet(
        "This page shows records of single children. It is for those who work with them, and never for publication."
    )
    with st.container(border=True):
        st.subheader("One child's journey", anchor=False)
        _show_child(store, last)
    st.header("A cohort, followed to the data's date", anchor=False)
    _show_cohort(store, last)


def _show_child(store: Store, last: date) -> None:
    typed = st.text_input(
        "Child Unique ID",
        key=CHILD,
        autocomplete="off",
        placeholder="As the council's lists write it",
        help="Compared as written, leading zeros included. It is kept in this session only and never stands in the address.",
        width=360,
    )
    child = (typed or "").strip()
    if not child:
        quiet("Type an id, or open a child from a row of the cases or a worklist.")
        return
    path = journey(store, child)
    if path.empty:
        st.info(f"No list of the returns loaded holds a child with the id {escaped(child)}.")
        _offer(ids_but_for_zeros(store, child))
        return
    words = journey_sentence(path, last)
    st.markdown(escaped(words))
    show_picture(timeline_picture(path, _LANES, last, f"The journey of one child. {words}"))
    quiet(KEY)
    table = journey_table(path)
    plain_table(table, "The journey of one child as a table")
    quiet(LIMITS)
    download_workbook(
        "Download this child's records",
        lambda: table,
        "children's records, journey of one child",
        key="download journey",
    )


def _offer(ids: Sequence[str]) -> None:
    """Ids that differ in leading zeros alone, each to be shown by a click."""
    if not ids:
        return
    quiet("Held with other leading zeros:")
    with st.container(horizontal=True):
        for place, child in enumerate(ids):
            st.button(
                escaped(child),
                key=f"journey of like id {place}",
                on_click=_take_child,
                args=(child,),
                type="tertiary",
            )


def _take_child(child: str) -> None:
    st.session_state[CHILD] = child


def _show_cohort(store: Store, last: date) -> None:
    with st.container(border=True), st.grid(min_column_width=220):
        kind = st.selectbox(
            "Cohort",
            list(COHORTS),
            format_func=lambda name: COHORTS[name].title,
            key=KIND,
            bind="query-params",
        )
        cohort = COHORTS[kind]
        period = _choose_quarter(quarters_covered(store, cohort), cohort)
    if period is None:
        st.info(
            f"The returns loaded cover no whole quarter of {cohort.layout.title}, so no cohort can be followed."
        )
        return
    quiet(cohort.limits)
    what, back, days, taken = cohort_figures(store, cohort, period, last)
    for figure in (what, back, days, taken):
        show_figure(figure)


def _choose_quarter(quarters: Sequence[Period], cohort: Cohort) -> Period | None:
    """The quarter chosen. It has no default, so that a link always names it, whatever is loaded later."""
    if not quarters:
        return None
    by_label = {quarter.label: quarter for quarter in reversed(quarters)}
    first = quarters[max(len(quarters) - 1 - _FOLLOWED, 0)].label
    if QUARTER not in st.session_state and QUARTER not in st.query_params:
        st.query_params[QUARTER] = first
    elif st.session_state.get(QUARTER, first) not in (*by_label, None):
        st.session_state[QUARTER] = first
    chosen = st.selectbox(
        "Quarter in which they began",
        list(by_label),
        index=None,
        key=QUARTER,
        bind="query-params",
        placeholder=first,
        help=f"Quarters whose {cohort.noun[1]} the returns loaded cover wholly.",
    )
    return by_label[chosen or first]
