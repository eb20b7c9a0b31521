"""Taking returns into use, saying what was used, and taking the last use back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import streamlit as st

from components.returns.in_use import version_words
from components.returns.previews import forget_previews
from components.returns.trial import TRIAL
from components.screen.pages import CHANGES, CHECKS, OVERVIEW
from components.screen.text import escaped
from components.session.clearing import clear_uploads
from components.session.store import SHOW_NEWEST, session_store
from data.in_words import day
from data.notes.use_log import TAKEN_OUT, USED
from data.store import Store

_ROUND, _USED, _UNDO = "upload round", "just used", "can be undone"


def upload_round() -> int:
    """How often the uploader was emptied, which is part of its key: a new one begins without files."""
    rounds: int = st.session_state.get(_ROUND, 0)
    return rounds


def use(store: Store, files: Sequence[tuple[str, bytes, date | None]], left: int = 0) -> None:
    """Take returns into use; those of a date that is in use already stand over it, since that was asked and answered.

    ``left`` is how many files stay in the uploader.
    """
    reports = store.load_all(files, as_listed=True)
    used = [report for report in reports if report.accepted and not report.already_loaded]
    words = (
        [
            f"In use now: {len(used)} {'return' if len(used) == 1 else 'returns'}, data to {day(store.reporting_date)}."
        ]
        if used and store.reporting_date
        else []
    )
    words += [
        problem.message
        for report in reports
        if not report.accepted or report.already_loaded
        for problem in report.problems[:1]
    ]
    forget_previews()
    st.session_state.pop(TRIAL, None)
    if not left:
        clear_uploads()
        st.session_state[_ROUND] = upload_round() + 1
    st.session_state[_USED] = (left, words)
    if used:
        st.session_state[SHOW_NEWEST] = True
        st.toast("Done. The pages show the newest quarter.", icon=":material/check:")
    st.session_state[_UNDO] = [loaded.id for loaded in store.last_used] if used else []
    for loaded in store.last_used if used else ():
        session_store().notes.log.add(
            USED, loaded.report.file_name, loaded.fingerprint, version_words(loaded, store), datetime.now()
        )
    st.rerun()


def say_used(uploaded: int) -> None:
    """What was taken into use last and where to go on, for as long as nothing else is dropped in."""
    left, sentences = st.session_state.get(_USED, (0, []))
    if not sentences or left != uploaded:
        return
    for words in sentences:
        st.success(escaped(words))
    with st.container(horizontal=True):
        for file, label in ((CHANGES, "What they changed"), (CHECKS, "Checks"), (OVERVIEW, "Overview")):
            st.page_link(file, label=label, icon=":material/arrow_forward:")


def offer_undo(store: Store) -> None:
    """Take the last use back, for as long as it is the last thing that was done."""
    last = store.last_used
    if not last or [loaded.id for loaded in last] != st.session_state.get(_UNDO):
        return
    what = f"“{last[0].report.file_name}”" if len(last) == 1 else f"these {len(last)} returns"
    if st.button(f"Undo: take {escaped(what)} out again", key="undo", icon=":material/undo:"):
        for loaded in last:
            session_store().notes.log.add(
                TAKEN_OUT,
                loaded.report.file_name,
                loaded.fingerprint,
                version_words(loaded, store),
                datetime.now(),
            )
        store.undo()
        st.session_state[_UNDO] = []
        st.session_state[_USED] = (0, [f"Taken out again: {what}. Everything is as it was before."])
        st.rerun()
