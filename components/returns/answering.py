"""One finding of a return on arrival: what it means, the rows behind it, and the answer that it needs."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.returns.severity import badge
from components.screen.downloads import download_table
from components.screen.tables import plain_table
from components.screen.text import escaped, quiet
from components.session.store import session_store
from data.findings.finding import Choice, Finding
from data.notes.answers import LONGEST_REASON, is_answer
from data.returns.problems import counted
from data.store import Store

ROWS_READ = 50


def show_finding(store: Store, finding: Finding, fingerprint: str) -> bool:
    """One finding with its choices; whether it has the answer it needs."""
    key = f"{fingerprint[:12]} {finding.id}"
    with st.container(border=True):
        badge(finding, _state(finding, fingerprint))
        st.markdown(f"**{escaped(finding.kind.title)}.** {escaped(finding.sentence)}")
        _show_rows_to_look_at(finding, key)
        if not finding.choices:
            return finding.severity == "note"
        choice = _chosen(finding, key)
        if choice is None:
            return False
        reason = ""
        if choice.needs_reason:
            reason = (
                st.text_input(
                    "Reason, kept and shown with the return", key=f"reason {key}", max_chars=LONGEST_REASON
                )
                or ""
            )
        settled = is_answer(choice, reason)
        if settled:
            session_store().notes.answers.give(fingerprint, finding, choice, reason)
        else:
            session_store().notes.answers.take_back(fingerprint, finding)
            if choice.keeps_out:
                quiet("The file stays out: take it off the list above.")
            elif choice.needs_reason:
                st.error(
                    "Give a reason, with a word or a number in it: it is printed under the figures it bears on."
                )
        if _remembered(store, finding, choice if settled else None):
            st.rerun()
        return settled


def _state(finding: Finding, fingerprint: str) -> str:
    """What a finding means for the use of its file."""
    if finding.stops_use:
        return "the file cannot be used as it is"
    if finding.cannot_be_right:
        return "the file can be used; correct the rows"
    if finding.severity == "note":
        return "to know"
    if finding.is_settled_by_default:
        return "stays as it is unless you say otherwise"
    return (
        "answered"
        if finding.id in session_store().notes.answers.of(fingerprint)
        else "needs an answer before the file is used"
    )


def _show_rows_to_look_at(finding: Finding, key: str) -> None:
    """The rows behind a finding, the first of them to read and all to download."""
    rows = finding.rows
    if rows is None or rows.empty:
        return
    with st.expander(f"See the {counted(len(rows), 'row')}"):
        table = pd.DataFrame(
            {
                "Sheet": rows["sheet"],
                "Row": [f"{row:,}" for row in rows["row"]],
                "Child Unique ID": rows["child_id"],
                "Why": rows["why"],
            }
        )
        if len(rows) > ROWS_READ:
            quiet(f"The first {ROWS_READ} of {len(rows):,}; the download has all.")
        plain_table(table.head(ROWS_READ), f"Rows behind: {finding.about}")
        download_table(
            f"Download {counted(len(rows), 'row')}", lambda: table, "rows to look at", key=f"rows {key}"
        )


def _remembered(store: Store, finding: Finding, choice: Choice | None) -> bool:
    """Keep what the choice says and take back what another said before; whether the return is to be read otherwise now."""
    version = store.remembered.version
    for other in finding.choices:
        if other is not choice:
            store.remembered.forget(other.remembers)
    if choice is not None:
        store.remembered.remember(choice.remembers)
    return store.remembered.version != version


def _chosen(finding: Finding, key: str) -> Choice | None:
    """The choice taken; of many, as which code is meant, from a list."""
    index = 0 if finding.is_settled_by_default else None
    words = {choice.words: choice for choice in finding.choices}
    if len(words) > 5:
        taken = st.selectbox("What to do", list(words), index=index, key=f"choice {key}")
    else:
        taken = st.radio("What to do", list(words), index=index, key=f"choice {key}")
    return words.get(taken or "")
