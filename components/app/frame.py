"""The frame of every page: its settings, the menu as a table of contents, the sidebar, and the page itself."""

from pathlib import Path

import streamlit as st

from components.app.sidebar import PACK_FILTERS, PANEL_FILTERS, RETURNS_FILTERS, show_sidebar
from components.screen.officers import show_officers_page
from components.screen.pages import (
    CHANGES,
    CHECKS,
    COMPARE,
    DEFINITIONS,
    EXPLORE,
    JOURNEYS,
    OVERVIEW,
    PACK,
    PRESENT,
    SETTINGS,
    SQL,
    UPLOAD,
    WORKLISTS,
    section_page,
)
from components.session.filters import is_publication
from components.session.restated import finish_restated
from components.session.store import begin_session, say_if_folder_changed, session_store
from data.measures import SECTIONS
from data.store.database import MEMORY_LIMIT, OutOfMemory

st.set_page_config(page_title="Scrutiny Explorer", page_icon="🔎", layout="wide", initial_sidebar_state=270)
for styles in ("print.css", "narrow.css"):
    st.html(Path(__file__).parents[1] / "screen" / styles)

panel = [
    st.Page(OVERVIEW, title="Overview", default=True),
    *(st.Page(section_page(section), title=section.title) for section in SECTIONS.values()),
]
present = st.Page(PRESENT, title="Present", visibility="hidden")
pack = st.Page(PACK, title="Pack")
returns = [
    st.Page(UPLOAD, title="Upload"),
    st.Page(CHECKS, title="Checks"),
    st.Page(CHANGES, title="Changes"),
    pack,
    st.Page(SETTINGS, title="Settings"),
]
journeys, worklists, sql = (
    st.Page(JOURNEYS, title="Journeys"),
    st.Page(WORKLISTS, title="Worklists"),
    st.Page(SQL, title="SQL"),
)
officers = [journeys, worklists, sql, *returns[:3]]
page = st.navigation(
    {
        "Panel": [*panel, present],
        "Explore": [
            st.Page(EXPLORE, title="Measures"),
            journeys,
            worklists,
            sql,
            st.Page(COMPARE, title="Compare"),
        ],
        "Returns": returns,
        "About": [st.Page(DEFINITIONS, title="Definitions")],
    },
    position="top",
)
begin_session()
if page == pack:
    show_sidebar(PACK_FILTERS)
else:
    show_sidebar(PANEL_FILTERS if page in (*panel, present) else RETURNS_FILTERS if page in returns else ())
if page != present:
    say_if_folder_changed()
try:
    if page in officers and session_store().returns and is_publication():
        show_officers_page(page.title)
    else:
        page.run()
except OutOfMemory:
    st.error(
        f"What this page asks needs more memory than one session may use ({MEMORY_LIMIT}). Nothing was changed: forget "
        "returns that are not needed, or look at another page."
    )
if page in panel and not is_publication():
    finish_restated()
