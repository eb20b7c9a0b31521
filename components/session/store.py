"""What a session holds: its store, kept in session state and nowhere else."""

from __future__ import annotations

from concurrent.futures import Future

import streamlit as st

from components.figures.chosen import DEFAULT_COUNCIL
from components.session.clearing import clear_this_session
from components.session.shared import SHARED, starts_with_demonstration
from data.returns_folder import folder_named
from data.sample import EXAMPLE_COUNTY
from data.shared_returns import Shared
from data.store import Store

STORE, DEMONSTRATION = "store", "demonstration"
MIXED = "demonstration mixed"
"""Set where the analyst has said that returns of their own are to be added to a demonstration."""

SHOW_NEWEST = "show the newest quarter"
"""Set when returns have been taken into use: the pages then begin with the newest quarter."""

NOT_USED = "not used of the folder"
"""What of the folder of returns could not be used, in sentences."""

_STARTED, _FOLDER = "started", "folder read"


def session_store() -> Store:
    """This session's store, made at its first use."""
    if STORE not in st.session_state:
        st.session_state[STORE] = Store(DEFAULT_COUNCIL)
    store: Store = st.session_state[STORE]
    return store


def forget_returns() -> None:
    """Close the database and forget everything read of any return: uploads, reports, and what pages keep of their widgets."""
    store = session_store()
    store.forget()
    clear_this_session()
    st.session_state[STORE], st.session_state[_STARTED] = store, True


def set_demonstration_aside() -> None:
    """Forget the demonstration and what was said of it; what is in the uploader stays."""
    session_store().forget()
    for key in [name for name in st.session_state if str(name) in (DEMONSTRATION, MIXED)]:
        del st.session_state[key]


def show_demonstration(folder: str) -> None:
    """Replace what is in use by a demonstration's returns, which every session of this server shares."""
    _begin_with(SHARED.demonstration(folder), "Reading the demonstration returns …")
    st.session_state.pop(MIXED, None)
    st.session_state[DEMONSTRATION] = folder


def begin_session() -> None:
    """On a session's first run, take up the demonstration that the app was started with, or the folder that its settings name."""
    if _STARTED in st.session_state:
        return
    st.session_state[_STARTED] = True
    if starts_with_demonstration():
        show_demonstration(EXAMPLE_COUNTY)
    elif (folder := folder_named()) is not None:
        _take_folder(SHARED.folder(folder))


def say_if_folder_changed() -> None:
    """Tell a session that began with the folder of returns when it holds others now, and offer them."""
    folder, read = folder_named(), st.session_state.get(_FOLDER)
    if folder is None or read is None:
        return
    newest = SHARED.newest(folder)
    if newest is read:
        return
    if not newest.done():
        st.info(
            "The folder of returns has changed since this session began; what it holds now is being read."
        )
        return
    own = session_store().shelf is not read.result().shelf
    st.info(
        "The folder of returns has changed since this session began."
        + (" Taking up what it holds now forgets what was added and said in this session." if own else "")
    )
    if st.button("Take up what it holds now", key="take up folder", icon=":material/refresh:"):
        forget_returns()
        _take_folder(newest)
        st.rerun()


def _take_folder(reading: Future[Shared]) -> None:
    shared = _begin_with(reading, "Reading the folder of returns …")
    for kept in shared.said:
        session_store().notes.add_kept(kept)
    st.session_state[NOT_USED] = list(shared.refused)
    st.session_state[_FOLDER] = reading


def _begin_with(reading: Future[Shared], words: str) -> Shared:
    """Take up what is shared, waiting with words where it is still being read."""
    if not reading.done():
        with st.spinner(words):
            reading.result()
    shared = reading.result()
    session_store().begin_with(shared.shelf)
    return shared
