"""The checks page: what each rule found in a return, how full its columns are, and which figures to look at."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from components.returns.checked_figures import show_disagreements, show_moved
from components.returns.completeness import show_completeness
from components.returns.rules import show_not_run, show_quiet_rules, show_rules, show_summary
from components.screen.pages import UPLOAD
from components.screen.text import quiet
from components.session.store import session_store
from data.findings.rules.completeness import completeness
from data.findings.rules.running import Checked, returns_to_check, run_rules
from data.in_words import day
from data.lists.loaded_return import LoadedReturn
from data.store import Store

_CHECKED = "checked"


def show_checks() -> None:
    """Draw the page."""
    store = session_store()
    st.title("Checks")
    listed = returns_to_check(store)
    if not listed:
        st.info("No Annex A return is loaded in this session. The checks read one.")
        st.page_link(UPLOAD, label="Upload returns", icon=":material/upload_file:")
        return
    names = {loaded.id: loaded for loaded in listed}
    chosen = st.selectbox(
        "Return",
        list(names),
        format_func=lambda name: f"Annex A, data to {day(names[name].reporting_date)}",
        key="checked return",
    )
    checked, filled = _checked(store, names[chosen])
    quiet(checked.annex_a.report.file_name)
    accepted = session_store().notes.accepted
    reasons = accepted.of(checked.annex_a.fingerprint)
    show_summary(checked, reasons)
    show_rules(checked, accepted)
    show_quiet_rules(checked)
    show_not_run(checked)
    show_completeness(filled)
    show_moved(store)
    show_disagreements(store)


def _checked(store: Store, annex_a: LoadedReturn) -> tuple[Checked, pd.DataFrame]:
    """The findings and how full the columns are, worked out once while the return stays chosen."""
    key = (annex_a.id, annex_a.fingerprint, annex_a.reporting_date, date.today())
    kept = st.session_state.get(_CHECKED)
    if kept is None or kept[0] != key:
        with st.spinner("Checking …"):
            checked = run_rules(store, annex_a)
            assert checked is not None
            kept = st.session_state[_CHECKED] = (key, checked, completeness(store, annex_a))
    return kept[1], kept[2]
