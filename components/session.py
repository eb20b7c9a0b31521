"""What a session holds: its store, kept in session state and nowhere else."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date

import streamlit as st
from starlette.formparsers import MultiPartParser

from components.asking import DEFAULT_COUNCIL
from data.arrival.findings import Answers
from data.checks.accepting import Acceptances
from data.returns import LoadReport
from data.returns.opening import FILE_LIMIT_MB, READERS
from data.returns.problems import ReturnRefused
from data.returns_folder import folder_named, read_folder
from data.sample import DEMONSTRATION_FLAG, EXAMPLE_COUNTY, opener, returns_in
from data.store import Opener, Store

STORE, DEMONSTRATION = "store", "demonstration"
ACCEPTED, ANSWERS = "accepted checks", "arrival answers"
NOT_USED = "not used of the folder"
"""What of the folder of returns could not be used, in sentences."""

_STARTED, _UNFINISHED = "started", "demonstration unfinished"
NEWEST_FIRST = 4
"""How many of the demonstration's returns are loaded before the first page is drawn: two quarters."""


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


def accepted_checks() -> Acceptances:
    """What was accepted in this session of what the checks found."""
    accepted: Acceptances = st.session_state.setdefault(ACCEPTED, Acceptances())
    return accepted


def arrival_answers() -> Answers:
    """What was answered in this session to what was asked of returns before they were used."""
    answers: Answers = st.session_state.setdefault(ANSWERS, Answers())
    return answers


def forget_returns() -> None:
    """Close the database and forget everything read of any return, uploads and reports included."""
    session_store().forget()
    for key in [name for name in st.session_state if name not in (STORE, _STARTED)]:
        del st.session_state[key]


def load_demonstration(folder: str, newest: int | None = None) -> None:
    """Replace what is loaded by a demonstration's returns, or its ``newest`` ones, with progress shown."""
    session_store().forget()
    st.session_state[DEMONSTRATION] = folder
    _load_of(folder, returns_in(folder)[-newest:] if newest else returns_in(folder))


def _load_of(folder: str, returns: list[tuple[str, bytes]]) -> None:
    _load([(name, content, None) for name, content in returns], "Reading the demonstration returns …", opener(folder))


def _load(files: Sequence[tuple[str, bytes, date | None]], words: str, opened_by: Opener | None = None) -> list[LoadReport]:
    """Load returns with progress shown."""
    bar = st.progress(0.0, text=words)

    def step(done: int, _: str) -> None:
        bar.progress(done / len(files), text=f"Reading workbook {done + 1} of {len(files)} …")

    reports = session_store().load_all(files, step, opened_by)
    bar.empty()
    return reports


def load_folder_if_named() -> None:
    """On a session's first run, load the folder of returns that the settings name, unless a demonstration was asked for."""
    folder = folder_named()
    if folder is None or _STARTED in st.session_state:
        return
    st.session_state[_STARTED] = True
    read = read_folder(folder)
    for reasons in read.accepted:
        accepted_checks().add(reasons)
    try:
        reports = _load(read.files, "Reading the folder of returns …")
    except ReturnRefused as refused:
        read.refused.append(str(refused))
    else:
        read.refused += [report.problems[0].message for report in reports if not report.accepted]
    st.session_state[NOT_USED] = read.refused


def load_demonstration_if_asked() -> None:
    """On a session's first run, load the Example county where the app was started with ``--demonstration``.

    Its newest returns come first, so that a page can be read while ``finish_demonstration`` loads the rest.
    """
    if DEMONSTRATION_FLAG in sys.argv and _STARTED not in st.session_state:
        load_demonstration(EXAMPLE_COUNTY, NEWEST_FIRST)
        st.session_state[_STARTED] = True
        st.session_state[_UNFINISHED] = True


def finish_demonstration() -> None:
    """Load what is left of the demonstration after the page is drawn, then draw it again with the whole history."""
    if st.session_state.get(_UNFINISHED):
        _load_of(EXAMPLE_COUNTY, returns_in(EXAMPLE_COUNTY)[:-NEWEST_FIRST])
        st.session_state[_UNFINISHED] = False
        st.rerun()
