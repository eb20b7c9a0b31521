"""The frame of every page: its settings, the menu as a table of contents, the sidebar, and the page itself."""

import streamlit as st

from components.app.sidebar import show_sidebar
from components.panel.restated import finish_restated
from components.screen.pages import CHANGES, CHECKS, COMPARE, DEFINITIONS, OVERVIEW, PANEL_PAGES, UPLOAD
from components.session.store import begin_session, say_if_folder_changed
from data.store.database import MEMORY_LIMIT, OutOfMemory

st.set_page_config(page_title="Scrutiny Explorer", page_icon="🔎", layout="wide", initial_sidebar_state=250)

page = st.navigation(
    {
        "Panel": [
            st.Page(OVERVIEW, title="Overview", default=True),
            *(st.Page(one.file, title=one.section) for one in PANEL_PAGES),
        ],
        "Explore": [st.Page(COMPARE, title="Compare")],
        "Returns": [
            st.Page(UPLOAD, title="Upload"),
            st.Page(CHECKS, title="Checks"),
            st.Page(CHANGES, title="Changes"),
        ],
        "About": [st.Page(DEFINITIONS, title="Definitions")],
    },
    position="top",
)
begin_session()
show_sidebar()
say_if_folder_changed()
try:
    page.run()
except OutOfMemory:
    st.error(
        f"What this page asks needs more memory than one session may use ({MEMORY_LIMIT}). Nothing was changed: forget "
        "returns that are not needed, or look at another page."
    )
if page.title in {"Overview", *(one.section for one in PANEL_PAGES)}:
    finish_restated()
