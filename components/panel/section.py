"""The shape every panel page has: heading, how far the data go, commentary, headline tiles, figures."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Literal, TypeVar

import pandas as pd
import streamlit as st

from components.figures.chosen import Filters, filter_words
from components.panel.asking import Block, PageData, ask
from components.panel.beside import has_local_value, show_absent
from components.panel.figure import only_published, show_figure
from components.screen.pages import OVERVIEW, PAGE_OF, UPLOAD
from components.screen.tables import plain_table
from components.screen.text import quiet
from components.session.filters import chosen_where, filters, unsettled_quarter
from components.session.store import DEMONSTRATION, session_store
from components.words.numbers import day, plain
from components.words.sentences import movements
from data.as_reported import AS_KNOWN_NOW, AS_REPORTED, NotRead
from data.facts.commentary import commentary
from data.facts.loaded import data_as_at
from data.history import MONTHS_OF_USE, is_out_of_date
from data.measures import MEASURES
from data.periods import period_containing
from data.store import Store

_COLOUR: dict[str, Literal["normal", "inverse", "off"]] = {
    "higher": "normal",
    "lower": "inverse",
    "neither": "off",
}
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


def asked(store: Store, blocks: list[Block], chosen: Filters) -> PageData:
    """What the blocks show, in the reading chosen."""
    return in_reading(chosen, lambda read: ask(store, blocks, read))


def in_reading(chosen: Filters, asks: Callable[[Filters], Answer]) -> Answer:
    """What is asked in the reading chosen, with a line that says so where it is not the one of today.

    Where the session's memory does not allow it, the page says so and shows what is known now.
    """
    if chosen.reading == AS_REPORTED:
        try:
            with st.spinner("Reading each quarter as its own return gave it …"):
                answer = asks(chosen)
        except NotRead as why:
            st.warning(f"{why} Shown as known now.")
        else:
            quiet(
                "Shown as reported: each quarter, with its months and parts, as its own return gave it when it came; one without a "
                "return of its own is not supplied."
            )
            return answer
    return asks(replace(chosen, reading=AS_KNOWN_NOW))


def show_commentary(section: str, store: Store, chosen: Filters) -> None:
    """The section's commentary, before the charts, with its actions as a table.

    It is written of the whole council: where a part is chosen it is folded away and says so.
    """
    said = commentary(store, section, chosen.ending)
    if said.empty:
        return
    with st.expander("Commentary on the whole council") if chosen.where else st.container(border=True):
        if not chosen.where:
            st.subheader("Commentary", anchor=False)
        for text in said["text"]:
            st.text(text)
        actions = said[said["action"].notna()]
        if not actions.empty:
            as_at = min(chosen.ending, store.reporting_date or chosen.ending)
            plain_table(
                actions_table(actions, as_at).drop(columns="Section", errors="ignore"),
                f"Actions for {section}",
            )


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


_DONE = re.compile(
    r"\b(complete|completed|done|closed|finished|achieved|met|ended|withdrawn|cancelled)\b", re.IGNORECASE
)
_NOT_QUITE = re.compile(r"\b(not|nearly|partly|part|to be)\b", re.IGNORECASE)


def status_words(status: str | None, due: pd.Timestamp | None, as_at: date) -> str:
    """An action's status: 'Under way; past its due date on 31 December 2022'."""
    shown = "" if status is None or pd.isna(status) else str(status)
    is_done = _DONE.search(shown) and not _NOT_QUITE.search(shown)
    if due is None or pd.isna(due) or pd.Timestamp(due).date() >= as_at or is_done:
        return shown
    late = f"past its due date on {day(as_at)}"
    return f"{shown}; {late}" if shown else f"{late[0].upper()}{late[1:]}"


def show_tiles(ids: list[str], data: PageData) -> None:
    """Headline values with their change on what their sentence compares them with first, coloured where a direction is better."""
    if data.provisional == period_containing(data.ending, "quarter").label:
        st.badge(f"{data.provisional} is provisional", icon=":material/hourglass_empty:", color="gray")
    with st.grid(min_column_width=270):
        for name in ids:
            measure = MEASURES[name]
            rows = data.quarters[data.quarters["measure"] == name]
            latest = rows.iloc[-1]
            if pd.isna(latest["value"]):
                continue
            moved = next(iter(movements(measure, rows)), None)
            changed = moved is not None and moved.is_a_change
            marked = " (partial)" if latest["status"] == "partial" else ""
            st.metric(
                measure.short or measure.title,
                plain(latest["value"], measure.unit) + marked,
                border=True,
                help=measure.means,
                delta=moved.tile if moved else None,
                delta_color=_COLOUR[measure.better] if changed else "off",
                delta_arrow="auto" if changed else "off",
            )


def show_section(section: str, blocks: list[Block]) -> None:
    """A whole panel page of figure blocks in the order given."""
    store = session_store()
    if not panel_heading(PAGE_OF[section].heading, store):
        return
    chosen = filters(store)
    data = asked(store, blocks, chosen)
    show_tiles(
        [name for name in dict.fromkeys(block.measure for block in blocks) if MEASURES[name].headline], data
    )
    show_commentary(section, store, chosen)
    show_blocks(blocks, data)


def show_blocks(blocks: list[Block], data: PageData) -> None:
    """Figure blocks in their order, and at the end those without a local figure, with why.

    One with published figures alone is shown with those once, however many blocks it has.
    """
    local = [block for block in blocks if has_local_value(block, data)]
    shown, published = [], set[str]()
    for block in blocks:
        if block in local:
            shown.append(block)
        elif block.measure not in published and only_published(block, data):
            published.add(block.measure)
            shown.append(block)
    with st.grid(min_column_width=430):
        for block in shown:
            show_figure(block, data)
    show_absent([block for block in blocks if block not in local], data)
