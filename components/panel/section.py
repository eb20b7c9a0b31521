"""The shape every panel page has: heading, how far the data go, commentary, headline tiles, figures."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Literal, TypeVar

import pandas as pd
import streamlit as st

from components.panel.asking import DEFAULT_COUNCIL, Block, Filters, PageData, ask, filter_words
from components.panel.beside import has_local_value, show_absent
from components.panel.figure import only_published, show_figure
from components.panel.restated import already_restated
from components.screen.pages import OVERVIEW, PAGE_OF, UPLOAD
from components.screen.tables import plain_table
from components.screen.text import quiet
from components.session.store import DEMONSTRATION, SHOW_NEWEST, session_store
from components.words.numbers import day, plain
from components.words.published import MODEL_NAMES
from components.words.sentences import movements
from data.as_reported import AS_KNOWN_NOW, AS_REPORTED, READINGS, NotRead, ReadAs
from data.comparators.authorities import councils
from data.comparators.reference import MODELS, years_published
from data.comparators.years import year_label
from data.facts.commentary import commentary
from data.facts.loaded import data_as_at, services, teams
from data.findings.arriving.whole_file import AS_PROVISIONAL, EARLY_RUN
from data.history import MONTHS_OF_USE, Provisional, is_out_of_date, provisional
from data.lists.dimensions import DIMENSIONS
from data.measures import MEASURES
from data.periods import last_periods, period_containing
from data.store import Store

COUNCIL, MODEL, PUBLISHED_YEAR, READING = "council", "model", "published", "reading"
READING_NAMES: dict[ReadAs, str] = {AS_KNOWN_NOW: "As known now", AS_REPORTED: "As reported"}
BY_QUARTER = "The year before"
ALL_TEAMS, ALL_SERVICES = "All teams", "All services"
_COLOUR: dict[str, Literal["normal", "inverse", "off"]] = {
    "higher": "normal",
    "lower": "inverse",
    "neither": "off",
}
FURTHEST_BACK = 8
Answer = TypeVar("Answer")


def sidebar_filters(store: Store) -> None:
    """The filters, bound to the address so that a link restores them; drawn once a page by the frame."""
    newest = store.reporting_date
    if newest is None:
        return
    quarters = [period.label for period in reversed(last_periods(newest, "quarter", FURTHEST_BACK))]
    if st.session_state.pop(SHOW_NEWEST, False):
        st.session_state["quarter"] = quarters[0]
    st.selectbox("Quarter", quarters, key="quarter", bind="query-params")
    if mapped := services(store):
        st.selectbox(
            DIMENSIONS["service"].title,
            [ALL_SERVICES, *mapped],
            key="service",
            bind="query-params",
            help="As the Teams sheet of the panel return groups the teams.",
        )
    st.selectbox(
        DIMENSIONS["team"].title,
        [ALL_TEAMS, *teams(store)],
        key="team",
        bind="query-params",
        help="Figures from lists that record no team cannot be filtered and say so.",
    )
    st.radio(
        "Reading",
        READINGS,
        format_func=lambda name: READING_NAMES[name],
        key=READING,
        bind="query-params",
        help="As known now: every return loaded, late rows and corrections included. As reported: each quarter as its own return "
        "gave it when it came.",
    )


def filters(store: Store) -> Filters:
    """The quarter's end, the conditions and the reading chosen."""
    newest = store.reporting_date
    assert newest is not None
    ends = {period.label: period.end for period in last_periods(newest, "quarter", FURTHEST_BACK)}
    ending = ends.get(st.session_state.get("quarter", ""), period_containing(newest, "quarter").end)
    year = {label: year for year, label in published_years().items()}.get(
        st.session_state.get(PUBLISHED_YEAR, "")
    )
    unsettled = unsettled_quarter(store)
    return Filters(
        ending,
        chosen_where(),
        st.session_state.get(MODEL) or MODELS[0],
        year,
        st.session_state.get(READING) or AS_KNOWN_NOW,
        already_restated(store),
        unsettled.quarter.label if unsettled else None,
    )


def unsettled_quarter(store: Store) -> Provisional | None:
    """The newest quarter where its figures will still move: by its dates, or because a return of it was used as provisional."""
    as_at = data_as_at(store)
    if as_at is None:
        return None
    quarter = period_containing(as_at.data_to, "quarter")
    answers = [
        session_store().notes.answers.of(one.fingerprint).get(EARLY_RUN.id)
        for one in store.returns
        if one.quarter == quarter
    ]
    said = next((one.about for one in answers if one is not None and one.choice == AS_PROVISIONAL), None)
    return provisional(as_at) or (
        Provisional(quarter, f"it was used as an early run ({said})") if said else None
    )


def published_years() -> dict[int, str]:
    """The years that can be compared with, newest first."""
    return {year: year_label(year) for year in years_published()}


def sidebar_comparators(store: Store) -> None:
    """Whose published figures stand beside: the council, the neighbour model and the year, bound to the address."""
    names = councils()
    codes = list(names)
    chosen = st.selectbox(
        "Council",
        codes,
        index=codes.index(store.la_code or DEFAULT_COUNCIL),
        format_func=names.__getitem__,
        key=COUNCIL,
        bind="query-params",
        help="Whose population and published figures are used.",
    )
    store.la_code = chosen
    st.selectbox(
        "Statistical neighbours by",
        MODELS,
        format_func=lambda name: f"{MODEL_NAMES[name]} model",
        key=MODEL,
        bind="query-params",
    )
    st.selectbox(
        "Compare with",
        [BY_QUARTER, *published_years().values()],
        key=PUBLISHED_YEAR,
        bind="query-params",
        help="The last published year that ended before the quarter began, or another.",
    )


def chosen_where() -> dict[str, list[str]]:
    """The conditions that the sidebar's filters put: dimension to values."""
    chosen = {
        "service": st.session_state.get("service", ALL_SERVICES),
        "team": st.session_state.get("team", ALL_TEAMS),
    }
    return {name: [value] for name, value in chosen.items() if value not in (None, ALL_TEAMS, ALL_SERVICES)}


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
