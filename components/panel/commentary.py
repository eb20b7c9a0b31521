"""A section's commentary, and the actions that were promised."""

from __future__ import annotations

import re
from datetime import date

import pandas as pd
import streamlit as st

from components.figures.chosen import Filters
from components.screen.officers import say_left_out
from components.screen.tables import plain_table
from components.words.numbers import day
from data.facts.commentary import commentary
from data.store import Store

_DONE = re.compile(
    r"\b(complete|completed|done|closed|finished|achieved|met|ended|withdrawn|cancelled)\b", re.IGNORECASE
)
_NOT_QUITE = re.compile(r"\b(not|nearly|partly|part|to be)\b", re.IGNORECASE)


def show_commentary(section: str, store: Store, chosen: Filters) -> None:
    """The section's commentary, before the charts, with its actions as a table.

    It is written of the whole council: where a part is chosen it is folded away and says so.
    """
    rows = commentary(store, section, chosen.ending)
    if rows.empty:
        return
    if chosen.is_publication:
        say_left_out("Commentary")
        return
    with st.expander("Commentary on the whole council") if chosen.where else st.container(border=True):
        if not chosen.where:
            st.subheader("Commentary", anchor=False)
        for text in rows["text"]:
            st.text(text)
        actions = rows[rows["action"].notna()]
        if not actions.empty:
            show_actions(
                actions.drop(columns="section", errors="ignore"), store, chosen, f"Actions for {section}"
            )


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


def actions_table(actions: pd.DataFrame, as_at: date) -> pd.DataFrame:
    """Actions as people read them; one that is past its due date on the data's date, and not done, says so in its status."""
    table = actions.assign(
        due=[value.strftime("%d/%m/%Y") if pd.notna(value) else "" for value in actions["due"]],
        status=[
            status_words(status, due, as_at)
            for status, due in zip(actions["status"], actions["due"], strict=True)
        ],
        officer=actions["officer"].fillna(""),
    )
    named = [name for name in ("section", "action", "officer", "due", "status") if name in table]
    return table[named].rename(columns=str.capitalize)


def status_words(status: str | None, due: pd.Timestamp | None, as_at: date) -> str:
    """An action's status: 'Under way; past its due date on 31 December 2022'."""
    shown = "" if status is None or pd.isna(status) else str(status)
    is_done = _DONE.search(shown) and not _NOT_QUITE.search(shown)
    if due is None or pd.isna(due) or pd.Timestamp(due).date() >= as_at or is_done:
        return shown
    late = f"past its due date on {day(as_at)}"
    return f"{shown}; {late}" if shown else f"{late[0].upper()}{late[1:]}"
