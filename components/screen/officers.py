"""What a publication copy shows in place of pages and parts of pages on which children can be told apart."""

from __future__ import annotations

import streamlit as st

from components.screen.text import quiet

ONLY_OFFICERS = "Only officers see the children."
AS_WRITTEN = "is as somebody wrote it and may tell of few children: it is left out of the publication copy. Officers see it."


def show_officers_page(title: str) -> None:
    """The page's title, and why it is empty."""
    st.title(title)
    st.info(f"{ONLY_OFFICERS} Switch off “Publication copy” in the sidebar to open this page.")


def say_left_out(what: str) -> None:
    """Why a text of a page is left out: 'Commentary'."""
    quiet(f"{what} {AS_WRITTEN}")
