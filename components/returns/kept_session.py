"""Saving the session as one file, and opening such a file again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from components.figures.chosen import filter_words
from components.returns.severity import REFUSED
from components.screen.downloads import ZIP, download_file
from components.screen.tables import plain_table
from components.screen.text import escaped, quiet
from components.session.filters import chosen_part, show_part
from data.in_words import day
from data.notes.kept_session import (
    SHORTEST_PASSWORD,
    Kept,
    KeptSession,
    needs_password,
    open_session,
    refuse_password,
    refuse_to_save,
    save,
)
from data.returns.problems import ReturnRefused, counted
from data.store import Store
from data.store.return_file import fingerprint_of

_LOCKED, _OPEN = "Locked with a password", "Without a password"


def show_save(store: Store) -> None:
    """Offer what is loaded as one file."""
    if not store.returns:
        return
    st.header("Keep this session", anchor=False)
    st.markdown(
        "All returns in use and everything that was said of them, in one file. Drop it in here next quarter, together with "
        "the new returns, and everything is as it was. It holds children's records: keep it where the returns are "
        "kept."
    )
    try:
        refuse_to_save(store.originals)
    except ReturnRefused as refused:
        st.warning(escaped(str(refused)))
        return
    how = st.radio("How to keep it", [_LOCKED, _OPEN], horizontal=True, key="how to keep it")
    password = _new_password() if how == _LOCKED else None
    if how == _LOCKED and password is None:
        return
    notes = replace(store.notes.as_kept(store.returns), part=chosen_part())
    download_file(
        f"Save this session ({counted(len(store.returns), 'return')}, {'locked' if password else 'not locked'})",
        lambda: save(store.originals, password, notes),
        f"scrutiny session {store.reporting_date}{' locked' if password else ''}.zip",
        ZIP,
        key="save session",
        icon=":material/save:",
    )


def _new_password() -> str | None:
    """The password once it is given and long enough: a form, so that half of one is never used."""
    with st.form("new password", border=False):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            password = st.text_input(
                f"Password, at least {SHORTEST_PASSWORD} characters; nobody can open the file without it",
                type="password",
                key="new password text",
            )
            st.form_submit_button("Lock with this password", icon=":material/lock:", key="lock")
        if not password:
            return None
        try:
            refuse_password(password)
        except ReturnRefused as refused:
            st.error(escaped(str(refused)))
            return None
    return password


def show_open(
    store: Store, sessions: Sequence[tuple[str, bytes]], use: Callable[[Sequence[Kept]], None]
) -> bool:
    """Saved sessions as they were dropped in: what each holds, and a button that takes it into use; whether one waits for that."""
    waiting = False
    in_use = {returned.fingerprint for returned in store.returns}
    for name, content in sessions:
        key = fingerprint_of(content)[:12]
        with st.container(border=True):
            st.subheader("Saved session", anchor=False)
            st.text(name)
            locked = needs_password(content)
            password = _given_password(key) if locked else None
            if locked and not password:
                waiting = True
                continue
            try:
                kept = open_session(name, content, password)
            except ReturnRefused as refused:
                st.error(escaped(str(refused)), icon=REFUSED)
                continue
            if all(fingerprint_of(workbook) in in_use for _, workbook, _ in kept.files):
                quiet("Its returns are in use.")
                continue
            waiting = True
            _show_contents(kept)
            if st.button(
                f"Use {counted(len(kept.files), 'return')} of this session",
                type="primary",
                key=f"use session {key}",
                icon=":material/check:",
            ):
                store.notes.add_kept(kept.said)
                show_part(kept.said.part)
                use(kept.files)
    return waiting


def _given_password(key: str) -> str | None:
    with st.form(f"password {key}", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        password = st.text_input("Password it was saved with", type="password", key=f"password text {key}")
        st.form_submit_button("Unlock", icon=":material/lock_open:", key=f"unlock {key}")
    return password or None


def _show_contents(kept: KeptSession) -> None:
    plain_table(
        pd.DataFrame(
            {
                "Return": [name for name, _, _ in kept.files],
                "Data to": [day(until) for _, _, until in kept.files],
            }
        ),
        "Returns in the saved session",
    )
    reasons, answers = (
        sum(map(len, by_return.values())) for by_return in (kept.said.accepted, kept.said.answers)
    )
    counts = (
        (reasons, "reason for accepting what a check found", "reasons for accepting what checks found"),
        (answers, "answer given before a return was used", "answers given before returns were used"),
        (len(kept.said.stated), "measure whose stated figures stand", "measures whose stated figures stand"),
        (
            sum(map(len, kept.said.remembered.values())),
            "thing remembered of the council's own files",
            "things remembered of the council's own files",
        ),
        (
            sum(map(len, kept.said.commentaries.values())),
            "commentary typed beside the figures",
            "commentaries typed beside the figures",
        ),
        (len(kept.said.settings), "setting of the council's", "settings of the council's"),
    )
    if listed := [counted(number, singular, plural) for number, singular, plural in counts if number]:
        st.markdown(f"With {'; '.join(listed)}.")
    if kept.said.part:
        part = filter_words({name: [value] for name, value in kept.said.part.items()})
        quiet(f"The pages showed {part} when it was saved.")
