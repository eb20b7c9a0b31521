"""A section's page: heading, headline tiles, commentary, and the figures of the topic in view."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby
from typing import Literal

import streamlit as st

from components.asking import reasons_of
from components.drawn import drawn_of
from components.figures.chosen import Filters
from components.figures.figure import Figure
from components.figures.kind import key_of
from components.figures.question import LA_CODE, Question, address_of, conditions_of
from components.figures.tiles import Tile
from components.panel.commentary import show_commentary
from components.panel.trio_rule import show_trio_rule, take_trio_rule
from components.panel.written import show_written
from components.screen.figure import show_figure
from components.screen.heading import in_reading, panel_heading
from components.screen.pages import EXPLORE
from components.screen.text import quiet
from components.session.filters import filters
from components.session.store import session_store
from data.measures import MEASURES, SECTIONS, Section, Topic
from data.returns.problems import counted
from data.store import Store

TOPIC, FIGURE = "topic", "figure"
"""The address's names for the topic in view and for a figure that a link leads to."""

ALL_TOPICS = "All topics"
_COLOUR: dict[str, Literal["normal", "inverse", "off"]] = {
    "higher": "normal",
    "lower": "inverse",
    "neither": "off",
}
_SETTINGS: dict[str, Callable[[Store], None]] = {"trio_of_harm": show_trio_rule}
"""What can be set of a measure where its figure stands."""


def show_section(title: str) -> None:
    """Draw the page of the section with this title."""
    section, store = SECTIONS[title], session_store()
    if not panel_heading(section.heading, store):
        return
    take_trio_rule(store)
    chosen = filters(store)
    target = _linked_figure(section)
    topics = _topics_in_view(section)
    drawn = in_reading(chosen, lambda read: drawn_of(store, section, topics, read))
    if chosen.is_provisional:
        st.badge(f"{chosen.provisional} is provisional", icon=":material/hourglass_empty:", color="gray")
    _show_tiles(drawn.tiles)
    show_commentary(section.title, store, chosen)
    if not chosen.is_publication:
        show_written(section.title, store, chosen)
    if len(section.topics) > 1:
        names = [*(topic.title for topic in section.topics), ALL_TOPICS]
        st.pills("Topic", names, key=TOPIC, required=True, bind="query-params")
    for name, figures in drawn.topics:
        if len(drawn.topics) > 1:
            st.header(name, anchor=False)
        _show_topic(figures, store, chosen)
    if target:
        _scroll_to(target)


def _linked_figure(section: Section) -> str:
    """The key of the figure that a link leads to, whose topic comes into view; '' where there is none or a topic was chosen since.

    It stays in the address, so that the browser's Back leads to where the link was.
    """
    wanted = st.query_params.get(FIGURE, "")
    if st.session_state.get(TOPIC) in (*(topic.title for topic in section.topics), ALL_TOPICS):
        return ""
    for topic in section.topics:
        if wanted in [key_of(shown) for shown in topic.figures]:
            st.session_state[TOPIC] = topic.title
            return wanted
    return ""


def _topics_in_view(section: Section) -> Sequence[Topic]:
    """The topic chosen or named by the address, else the first; all of them where that is asked for."""
    titles = [topic.title for topic in section.topics]
    if st.session_state.get(TOPIC) not in (*titles, ALL_TOPICS):
        named = st.query_params.get(TOPIC)
        st.session_state[TOPIC] = named if named in (*titles, ALL_TOPICS) else titles[0]
    if st.session_state[TOPIC] == ALL_TOPICS:
        return section.topics
    return [section.topics[titles.index(st.session_state[TOPIC])]]


def _show_tiles(tiles: Sequence[Tile]) -> None:
    if not tiles:
        return
    with st.grid(min_column_width=220):
        for tile in tiles:
            st.metric(
                tile.title,
                tile.value,
                border=True,
                help=tile.means,
                delta=tile.change or None,
                delta_color=_COLOUR[tile.better] if tile.is_change else "off",
                delta_arrow="auto" if tile.is_change else "off",
            )


def _show_topic(figures: Sequence[Figure], store: Store, chosen: Filters) -> None:
    """A topic's figures, and at its end those that the returns do not give, each with why."""
    settings = {name: partial(show, store) for name, show in _SETTINGS.items()}
    shown = [figure for figure in figures if not figure.why_absent or "published only" in figure.states]
    for needs_width, side_by_side in groupby(shown, lambda figure: figure.is_table):
        with st.container() if needs_width else st.grid(min_column_width=430):
            for figure in side_by_side:
                reasons = reasons_of(store, MEASURES[figure.measure], chosen)
                explore = partial(_offer_exploring, figure, store, chosen)
                show_figure(figure.with_reasons(reasons), settings.get(figure.measure), explore)
    absent: dict[tuple[str, str], Figure] = {}
    for figure in figures:
        if figure.why_absent:
            absent.setdefault((figure.measure, figure.why_absent), figure)
    if absent:
        with st.container(border=True):
            lead = "Not shown" if chosen.where else "Without a local figure"
            st.subheader(f"{lead}: {counted(len(absent), 'figure')}", anchor=False)
            for figure in absent.values():
                quiet(f"{figure.title}: {figure.why_absent}")


def _offer_exploring(figure: Figure, store: Store, chosen: Filters) -> None:
    """A button that asks the figure's measure, as it is shown, on the Explore page."""
    question = Question(
        figure.measure, "quarter", chosen.ending, conditions_of(chosen), figure.by, reading=chosen.reading
    )
    if st.button("Explore this", key=f"explore {figure.key}", icon=":material/query_stats:", type="tertiary"):
        st.switch_page(EXPLORE, query_params=address_of(question) | {LA_CODE: [str(store.la_code)]})


def _scroll_to(key: str) -> None:
    """Bring the figure that a link leads to into view."""
    wanted = json.dumps(key)
    st.html(
        f"<script>setTimeout(() => document.getElementById({wanted})?.scrollIntoView(), 400)</script>",
        unsafe_allow_javascript=True,
    )
