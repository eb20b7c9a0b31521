"""What is in use: each return with what was read of it and answered, what was used when, and what is remembered."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from components.returns.account import KINDS, account_table, problem_table
from components.screen.downloads import download_table
from components.screen.tables import plain_table, searched_table
from components.screen.text import quiet
from components.session.store import session_store
from data.in_words import day
from data.lists.loaded_return import LoadedReturn, version_of
from data.returns.problems import counted
from data.store import Store


def version_words(loaded: LoadedReturn, store: Store) -> str:
    """'Annex A of Q3 2022/23, version 2, data to 31 December 2022'."""
    kind = KINDS[loaded.report.kind or "panel"]
    return f"{kind} of {loaded.quarter.label}, version {version_of(loaded, store.returns)}, data to {day(loaded.reporting_date)}"


def show_in_use(store: Store) -> None:
    """The returns in use, the newest first, each one click away."""
    if not store.returns:
        return
    st.header("In use", anchor=False)
    for loaded in sorted(store.returns, key=lambda loaded: loaded.order, reverse=True):
        replaced = version_of(loaded, store.returns) < sum(
            other.report.kind == loaded.report.kind and other.quarter == loaded.quarter
            for other in store.returns
        )
        with st.expander(
            f"{version_words(loaded, store)}{'; a later version stands where they differ' if replaced else ''}"
        ):
            st.text(loaded.report.file_name)
            if answers := session_store().notes.answers.of(loaded.fingerprint):
                plain_table(
                    pd.DataFrame(
                        {
                            "Asked about": [answer.about for answer in answers.values()],
                            "Answered before use": [answer.words for answer in answers.values()],
                        }
                    ),
                    "Answers given before use",
                )
            plain_table(account_table(loaded.report), "What was read of each sheet")
            if loaded.report.problems:
                searched_table(problem_table(loaded.report), "Problems found")
                download_table(
                    "Download these problems",
                    partial(problem_table, loaded.report),
                    "problems",
                    key=f"problems in use {loaded.id}",
                )
    _show_log()
    _show_remembered(store)


def _show_log() -> None:
    """What was done with returns and when, in this session and those it was opened from."""
    entries = session_store().notes.log.entries
    if not entries:
        return
    with st.expander(f"What was used when: {counted(len(entries), 'entry', 'entries')}"):
        plain_table(
            pd.DataFrame(
                {
                    "When": [entry.when for entry in entries],
                    "What": [entry.what for entry in entries],
                    "File": [entry.file_name for entry in entries],
                    "As": [entry.version for entry in entries],
                    "SHA-256": [entry.fingerprint[:12] for entry in entries],
                }
            ),
            "What was done with returns and when",
        )


def _show_remembered(store: Store) -> None:
    """What was said once of the council's own files, and a way to take it back."""
    kept = store.remembered.in_words
    if not kept:
        return
    with st.expander(f"What is remembered of your files: {counted(len(kept), 'thing')}"):
        plain_table(
            pd.DataFrame({"Where": [where for where, _ in kept], "Read as": [read for _, read in kept]}),
            "What is remembered of the council's own files",
        )
        quiet("Returns in use stay as they were read; what is forgotten is asked again of the next ones.")
        if st.button("Forget what is remembered", key="forget remembered", icon=":material/delete:"):
            store.remembered.clear()
            st.rerun()
