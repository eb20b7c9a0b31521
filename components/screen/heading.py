"""The heading of a page: what it is about, how far the data go, and in which reading they are shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TypeVar

import streamlit as st

from components.figures.chosen import Filters, filter_words
from components.newest_quarter import unsettled_quarter
from components.screen.pages import OVERVIEW, UPLOAD
from components.screen.text import quiet
from components.session.filters import chosen_where
from components.session.store import DEMONSTRATION
from data.as_reported import AS_KNOWN_NOW, AS_REPORTED, NotRead
from data.facts.loaded import data_as_at
from data.history import MONTHS_OF_USE, is_out_of_date
from data.in_words import day
from data.store import Store

Answer = TypeVar("Answer")


def panel_heading(title: str, store: Store) -> bool:
    """The heading of a page whose figures the filters narrow down, with what they leave: 'Family Front Door: team North'."""
    chosen = filter_words(chosen_where()) if store.returns else ""
    return heading(f"{title}: {chosen}" if chosen else title, store)


def heading(title: str, store: Store) -> bool:
    """The page's heading and how far the data go; False, with what to do, where nothing is loaded."""
    st.title(title)
    as_at = data_as_at(store)
    if as_at is None:
        st.info(
            "No returns are loaded in this session. This page needs them: a link restores filters, not data."
        )
        st.page_link(UPLOAD, label="Upload returns", icon=":material/upload_file:")
        st.page_link(OVERVIEW, label="Or open a demonstration", icon=":material/play_circle:")
        return False
    saved = f", workbook saved on {day(as_at.saved_on)}" if as_at.saved_on else ""
    run = (
        f"extract run on {day(as_at.extract_run_on)}"
        if as_at.extract_run_on
        else f"date of the extract not stated{saved}"
    )
    whose = f"{as_at.authority}: data" if as_at.authority else "Data"
    unsettled = unsettled_quarter(store)
    still = f" {unsettled.quarter.label} is provisional: {unsettled.why}." if unsettled else ""
    quiet(f"{whose} to {day(as_at.data_to)}; {run}.{still}")
    if DEMONSTRATION not in st.session_state and is_out_of_date(as_at.data_to, date.today()):
        st.warning(
            f"These data end on {day(as_at.data_to)}, more than {MONTHS_OF_USE} months ago. A newer quarter's return should be out: "
            "load it before this is used as the latest."
        )
    return True


def in_reading(chosen: Filters, asks: Callable[[Filters], Answer], says_so: bool = True) -> Answer:
    """What is asked in the reading chosen, with a line that says so (once a page) where it is not the one of today.

    Where the session's memory does not allow it, the page says so and shows what is known now.
    """
    if chosen.reading == AS_REPORTED:
        try:
            with st.spinner("Reading each quarter as its own return gave it …"):
                answer = asks(chosen)
        except NotRead as why:
            st.warning(f"{why} Shown as known now.")
        else:
            if says_so:
                quiet(
                    "Shown as reported: each quarter, with its months and parts, as its own return gave it when it came; one "
                    "without a return of its own is not supplied."
                )
            return answer
    return asks(replace(chosen, reading=AS_KNOWN_NOW))
