"""The question in the address: read from it, and put there by every button, so that Back and a pasted link give the same view."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from components.figures.question import LA_CODE, Question, address_of, is_of_address, read_address
from components.session.filters import COUNCIL
from data.comparators.authorities import councils
from data.store import Store

_LINKED = "question that a link asked"


def read_link(store: Store) -> tuple[Question | None, tuple[str, ...]]:
    """The question that the address asks, and what of it is not known. Call it only where returns are loaded."""
    newest = store.reporting_date
    assert newest is not None
    _take_council(store)
    named = {name: st.query_params.get_all(name) for name in st.query_params}
    return read_address(named, newest, store.values_of)


def go_to(store: Store, question: Question | None) -> None:
    """Put a question into the address, None for no question: one step of the browser's history."""
    kept = {name: st.query_params.get_all(name) for name in st.query_params if not is_of_address(name)}
    st.query_params.from_dict(kept | ({} if question is None else parameters_of(store, question)))


def parameters_of(store: Store, question: Question) -> dict[str, list[str]]:
    """What a link to a question holds: never a child's id, for it names nothing but measures, periods and groups."""
    return address_of(question) | {LA_CODE: [str(store.la_code)]}


def link_to(store: Store, question: Question) -> str:
    """The whole link, as it is copied."""
    base = (st.context.url or "").split("?")[0]
    return f"{base}?{urlencode(parameters_of(store, question), doseq=True)}"


def remember_link() -> None:
    """Keep what a link asked while there are no returns to answer it, for when there are."""
    asked = {name: st.query_params.get_all(name) for name in st.query_params if is_of_address(name)}
    if asked:
        st.session_state[_LINKED] = asked


def take_remembered_link() -> None:
    """Ask what a link asked before there were returns, once, where nothing else is asked."""
    asked = st.session_state.pop(_LINKED, None)
    if asked and not any(is_of_address(name) for name in st.query_params):
        st.query_params.update(asked)


def _take_council(store: Store) -> None:
    named = st.query_params.get(LA_CODE, "")
    if named.isdigit() and int(named) in councils() and int(named) != store.la_code:
        store.la_code = int(named)
        st.session_state[COUNCIL] = store.la_code
