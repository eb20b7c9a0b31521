"""Scrutiny Explorer: the frame of every page."""

import streamlit as st

import components.begin  # noqa: F401  (first: it starts readers while the rest is imported)
from components.frame import show_sidebar
from components.pages import CHANGES, CHECKS, OVERVIEW, PANEL_PAGES, UPLOAD
from components.restated import finish_restated
from components.session import (
    finish_demonstration,
    keep_uploads_in_memory,
    load_demonstration_if_asked,
    load_folder_if_named,
)

keep_uploads_in_memory()
st.set_page_config(page_title="Scrutiny Explorer", page_icon="🔎", layout="wide", initial_sidebar_state=250)

page = st.navigation(
    {
        "Panel": [
            st.Page(OVERVIEW, title="Overview", default=True),
            *(st.Page(one.file, title=one.section) for one in PANEL_PAGES),
        ],
        "Explore": [st.Page("pages/explore/compare.py", title="Compare")],
        "Returns": [
            st.Page(UPLOAD, title="Upload"),
            st.Page(CHECKS, title="Checks"),
            st.Page(CHANGES, title="Changes"),
        ],
        "About": [st.Page("pages/about/definitions.py", title="Definitions")],
    },
    position="top",
)
load_demonstration_if_asked()
load_folder_if_named()
show_sidebar()
page.run()
finish_demonstration()
if page.title in {"Overview", *(one.section for one in PANEL_PAGES)}:
    finish_restated()
