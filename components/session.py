"""What a session holds: its store, kept in session state and nowhere else."""

from __future__ import annotations

import sys

import streamlit as st
from starlette.formparsers import MultiPartParser

from data.returns.opening import FILE_LIMIT_MB, READERS
from data.sample import EXAMPLE_COUNTY, opener, returns_in
from data.store import Store

DEMONSTRATION_FLAG = "--demonstration"
STORE, DEMONSTRATION, REPORTS = "store", "demonstration", "load_reports"
DEFAULT_COUNCIL = 885


def keep_uploads_in_memory() -> None:
    """Let Starlette keep any upload that is allowed in memory: beyond 1 MB it would write a temporary file."""
    MultiPartParser.spool_max_size = (FILE_LIMIT_MB + 10) * 1024 * 1024


def session_store() -> Store:
    """This session's store, made at its first use."""
    if STORE not in st.session_state:
        st.session_state[STORE] = Store(DEFAULT_COUNCIL)
        READERS.start_ahead()
    store: Store = st.session_state[STORE]
    return store


def forget_returns() -> None:
    """Close the database and forget everything read of any return, uploads and reports included."""
    session_store().forget()
    for key in [name for name in st.session_state if name != STORE]:
        del st.session_state[key]


def load_demonstration(folder: str) -> None:
    """Replace what is loaded by a demonstration's returns, with progress shown."""
    store = session_store()
    store.forget()
    files = [(name, content, None) for name, content in returns_in(folder)]
    bar = st.progress(0.0, text="Reading the demonstration returns …")

    def step(done: int, _: str) -> None:
        bar.progress(done / len(files), text=f"Reading workbook {done + 1} of {len(files)} …")

    reports = store.load_all(files, step, opener(folder))
    bar.empty()
    st.session_state[REPORTS] = reports
    st.session_state[DEMONSTRATION] = folder


def load_demonstration_if_asked() -> None:
    """On a session's first run, load the Example county where the app was started with ``--demonstration``."""
    if DEMONSTRATION_FLAG in sys.argv and "started" not in st.session_state:
        st.session_state["started"] = True
        load_demonstration(EXAMPLE_COUNTY)
