"""A section's commentary, and the actions that were promised."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.figures.chosen import Filters
from components.panel.publishing import ask_of_return
from components.publishable import WrittenWords, written_words
from components.screen.officers import say_left_out
from components.screen.tables import plain_table
from components.words.actions import actions_table
from data.store import Store


def show_commentary(section: str, store: Store, chosen: Filters) -> None:
    """The section's commentary, before the charts, with its actions as a table and the panel's questions.

    It is written of the whole council: where a part is chosen it is folded away and says so. The publication copy shows what
    somebody said that may be published.
    """
    words = written_words(store, section, chosen.ending)
    printed = words.as_printed(chosen.is_publication)
    if chosen.is_publication and words.is_some_left_out:
        say_left_out("Commentary")
    if printed.texts or len(printed.actions) or printed.typed.questions:
        with st.expander("Commentary on the whole council") if chosen.where else st.container(border=True):
            if not chosen.where:
                st.subheader("Commentary", anchor=False)
            _show(printed, section, store, chosen)
            if words.returned_texts and not chosen.is_publication:
                ask_of_return(store, words, chosen)


def _show(words: WrittenWords, section: str, store: Store, chosen: Filters) -> None:
    for text in words.texts:
        st.text(text)
    if len(words.actions):
        show_actions(words.actions, store, chosen, f"Actions for {section}")
    if words.typed.questions:
        st.subheader("Questions from the panel", anchor=False)
        for question in words.typed.questions:
            st.text(question)


def show_actions(actions: pd.DataFrame, store: Store, chosen: Filters, alt: str) -> None:
    """Actions as a table whose column of actions is wide enough to read."""
    as_at = min(chosen.ending, store.reporting_date or chosen.ending)
    table = actions_table(actions, as_at)
    place = list(table.columns).index("Action") + 1
    with st.container(key="actions"):
        st.html(
            f"<style>.st-key-actions {{ table {{ font-size: 0.88rem; }} td:nth-child({place}) {{ width: 36%; }} "
            "td:last-child { width: 22%; } }</style>"
        )
        plain_table(table, alt)
