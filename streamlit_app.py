"""Scrutiny Explorer: the frame of every page."""

import streamlit as st

import components.begin  # noqa: F401  (first: it starts readers while the rest is imported)
from components.frame import show_sidebar
from components.session import finish_demonstration, keep_uploads_in_memory, load_demonstration_if_asked

keep_uploads_in_memory()
st.set_page_config(page_title="Scrutiny Explorer", page_icon="🔎", layout="wide", initial_sidebar_state=250)

page = st.navigation(
    {
        "Panel": [
            st.Page("pages/panel/overview.py", title="Overview", default=True),
            st.Page("pages/panel/family_front_door.py", title="Family Front Door"),
            st.Page("pages/panel/risk_factors.py", title="Risk factors"),
            st.Page("pages/panel/quality_of_practice.py", title="Quality of practice"),
        ],
        "Returns": [st.Page("pages/returns/upload.py", title="Upload")],
        "About": [st.Page("pages/about/definitions.py", title="Definitions")],
    },
    position="top",
)
load_demonstration_if_asked()
show_sidebar()
page.run()
finish_demonstration()
