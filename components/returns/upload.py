"""The upload page: check first, without touching what is loaded; then use the returns, or not."""

from __future__ import annotations

from functools import partial

import streamlit as st

from components.returns.checked_files import show_checked
from components.returns.in_use import show_in_use
from components.returns.kept_session import show_open, show_save
from components.returns.previews import let_go_of_others
from components.returns.severity import REFUSED
from components.returns.using import offer_undo, say_used, upload_round, use
from components.screen.downloads import WORKBOOK, download_file
from components.screen.text import escaped
from components.session.store import DEMONSTRATION, MIXED, NOT_USED, session_store, set_demonstration_aside
from data.measures import MEASURES
from data.notes.kept_session import is_kept_session
from data.returns.problems import counted
from data.returns.template import blank_panel_return


def show_upload() -> None:
    """Draw the page."""
    store = session_store()
    st.title("Upload returns")
    st.markdown(
        "Drop in this quarter's workbooks, Annex A, the panel return or both, several at once (.xlsx, .xlsm or .xls; macros are "
        "never run). They are checked first; what is loaded stays as it is until you use them. A saved session is opened "
        "here too."
    )
    place_for_used = st.container()
    offer_undo(store)
    for words in st.session_state.get(NOT_USED, []):
        st.warning(escaped(words), icon=REFUSED)
    uploaded = st.file_uploader("Workbooks", accept_multiple_files=True, key=f"upload {upload_round()}")
    files = [(file.name, file.getvalue()) for file in uploaded]
    let_go_of_others(store, files)
    with place_for_used:
        say_used(len(files))
    sessions = [file for file in files if is_kept_session(file[1])]
    workbooks = [file for file in files if file not in sessions]
    if files and not _demonstration_settled():
        return
    waiting = show_open(store, sessions, partial(use, store, left=len(files) if workbooks else 0))
    if waiting and workbooks:
        st.info(
            f"Use the saved session first. The {counted(len(workbooks), 'workbook')} beside it will then be checked against its "
            "returns."
        )
    elif workbooks:
        show_checked(store, workbooks)
    download_file(
        "Download the blank panel return",
        lambda: blank_panel_return(measure.title for measure in MEASURES.values()),
        "panel return template.xlsx",
        WORKBOOK,
        key="blank panel return",
    )
    show_in_use(store)
    show_save(store)


def _demonstration_settled() -> bool:
    """Whether returns of one's own can be checked: while a demonstration is loaded, it is asked what is to become of it."""
    if DEMONSTRATION not in st.session_state or MIXED in st.session_state:
        return True
    st.warning(
        "A demonstration is loaded. Returns of your own are not checked against invented ones unless you say so."
    )
    with st.container(horizontal=True):
        if st.button(
            "Set the demonstration aside",
            type="primary",
            key="demonstration aside",
            icon=":material/move_up:",
        ):
            set_demonstration_aside()
            st.rerun()
        if st.button("Add to the demonstration", key="demonstration mixed in", icon=":material/add:"):
            st.session_state[MIXED] = True
            st.rerun()
    return False
