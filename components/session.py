"""What a session holds: its store, kept in session state and nowhere else."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date

import streamlit as st
from starlette.formparsers import MultiPartParser

from components.asking import DEFAULT_COUNCIL
from data.findings.answers import Answers
from data.findings.rules.accepting import Acceptances
from data.kept_session import Said
from data.measures import MEASURES
from data.measures.family_front_door import TRIO_RULES
from data.returns import LoadReport
from data.returns.opening import FILE_LIMIT_MB, READERS
from data.returns.problems import ReturnRefused
from data.returns_folder import folder_named, read_folder
from data.sample import DEMONSTRATION_FLAG, EXAMPLE_COUNTY, opener, returns_in
from data.store import Opener, Store
from data.use_log import UseLog

STORE, DEMONSTRATION = "store", "demonstration"
ACCEPTED, ANSWERS, LOG = "accepted checks", "arrival answers", "use log"
MIXED = "demonstration mixed"
"""Set where the analyst has said that returns of their own are to be added to a demonstration."""

SHOW_NEWEST = "show the newest quarter"
"""Set when returns have been taken into use: the pages then begin with the newest quarter."""

NOT_USED = "not used of the folder"
"""What of the folder of returns could not be used, in sentences."""

_STARTED, _UNFINISHED = "started", "demonstration unfinished"
_READING_FOLDER = "Reading the folder of returns …"
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


def use_log() -> UseLog:
    """What was done with returns in this session and those it was opened from."""
    log: UseLog = st.session_state.setdefault(LOG, UseLog())
    return log


def said() -> Said:
    """Everything that was said of the returns, as it is kept with them."""
    store = session_store()
    return Said(
        accepted_checks().reasons,
        arrival_answers().as_kept(),
        store.remembered_as_kept(),
        dict(store.stated),
        use_log().as_kept(),
        store.trio_rule,
    )


def take_over(kept: Said) -> None:
    """Take over what was said in a saved session; it must be known before its returns are read."""
    store = session_store()
    accepted_checks().add(kept.accepted)
    arrival_answers().add_kept(kept.answers)
    store.remembered.add_kept(kept.remembered)
    for measure, reason in kept.stated.items():
        if measure in MEASURES and measure not in store.stated:
            store.use_stated(measure, reason)
    use_log().add_kept(kept.log)
    if kept.trio_rule in TRIO_RULES:
        store.trio_rule = kept.trio_rule


def forget_returns() -> None:
    """Close the database and forget everything read of any return, uploads and reports included."""
    session_store().forget()
    for key in [name for name in st.session_state if name not in (STORE, _STARTED)]:
        del st.session_state[key]


def set_demonstration_aside() -> None:
    """Forget the demonstration and what was said of it; what is in the uploader stays."""
    session_store().forget()
    for key in [
        name
        for name in st.session_state
        if str(name) in (DEMONSTRATION, MIXED, ACCEPTED, ANSWERS, LOG, _UNFINISHED)
    ]:
        del st.session_state[key]


def load_demonstration(folder: str, newest: int | None = None) -> None:
    """Replace what is loaded by a demonstration's returns, or its ``newest`` ones, with progress shown."""
    session_store().forget()
    st.session_state.pop(MIXED, None)
    st.session_state[DEMONSTRATION] = folder
    _load_of(folder, returns_in(folder)[-newest:] if newest else returns_in(folder))


def _load_of(folder: str, returns: list[tuple[str, bytes]]) -> None:
    _load(
        [(name, content, None) for name, content in returns],
        "Reading the demonstration returns …",
        opener(folder),
    )


def _load(
    files: Sequence[tuple[str, bytes, date | None]],
    words: str,
    opened_by: Opener | None = None,
    as_listed: bool = False,
) -> list[LoadReport]:
    """Load returns with progress shown."""
    bar = st.progress(0.0, text=words)

    def step(done: int, _: str) -> None:
        bar.progress(done / len(files), text=f"Reading workbook {done + 1} of {len(files)} …")

    reports = session_store().load_all(files, step, opened_by, as_listed)
    bar.empty()
    return reports


def load_folder_if_named() -> None:
    """On a session's first run, load the folder of returns that the settings name, unless a demonstration was asked for."""
    folder = folder_named()
    if folder is None or _STARTED in st.session_state:
        return
    st.session_state[_STARTED] = True
    read = read_folder(folder)
    for kept in read.sessions:
        take_over(kept.said)
    try:
        reports = [
            report for kept in read.sessions for report in _load(kept.files, _READING_FOLDER, as_listed=True)
        ]
        reports += _load(read.files, _READING_FOLDER) if read.files else []
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
