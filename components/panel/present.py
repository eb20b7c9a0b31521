"""Present: the quarter on a projector, the overview and then a section a screen, in large type and moved by keys."""

from __future__ import annotations

from functools import partial
from html import escape
from pathlib import Path
from urllib.parse import quote

import streamlit as st

from components.charts.family import specification
from components.charts.periods import OVER_TIME
from components.charts.sparkline import sparkline
from components.drawn import Drawn, drawn_of, overview_for
from components.figures.chosen import DEFAULT_COUNCIL, Filters
from components.figures.figure import Figure
from components.figures.headlines import HEADLINES, HeadlineRow, Overview
from components.screen.figure import show_picture
from components.screen.heading import heading, in_reading
from components.screen.pages import OVERVIEW
from components.screen.tables import frame_of, plain_table
from components.session.filters import filters
from components.session.store import session_store
from data.as_reported import AS_REPORTED
from data.comparators.authorities import councils
from data.facts.loaded import data_as_at
from data.measures import SECTIONS
from data.periods import period_containing
from data.store import Store

SCREEN = "screen"
"""The address's name for the screen in view."""

SCREENS = ("Overview", *SECTIONS)
HEIGHT = 571
"""How high a screen is before it is enlarged to the window; present.css and present.js know it, and its width."""


MOST_COLUMNS, MOST_WORDS, MOST_ROWS = 2, 4, 12
"""How many columns there is room for in type this large, how many figures in words in one, and how many rows of a table."""

LOW, HIGH = 300, 500
"""How high a chart may be at most under tiles, and without."""

_HERE = Path(__file__).parent
_bar = st.components.v2.component(
    "present_bar",
    html='<nav aria-label="Screens"><button type="button">Previous</button><p></p><button type="button">Next</button>'
    '<button type="button">Leave</button></nav>',
    css=(_HERE / "present_bar.css").read_text(),
    js=(_HERE / "present.js").read_text(),
)


def show_present() -> None:
    """Draw the screen that the address names, and work out the next one behind it."""
    store = session_store()
    if not store.returns:
        heading("Present", store)
        return
    st.html(_HERE / "present.css")
    chosen, place = filters(store), _place()
    with st.container(key="present", height=HEIGHT, border=False, gap=None):
        _show_heading(SCREENS[place], store, chosen)
        with st.container(key="screen", height="stretch", gap="small"):
            if place:
                _show_section(in_reading(chosen, partial(_drawn, store, SCREENS[place]), says_so=False))
            else:
                _show_headlines(in_reading(chosen, partial(overview_for, store), says_so=False))
        pressed = _bar(
            data={SCREEN: place + 1, "of": len(SCREENS)},
            key="present bar",
            on_screen_change=_go,
            on_leave_change=lambda: None,
        )
    if pressed.leave:
        st.switch_page(OVERVIEW, query_params={})
    if place + 1 < len(SCREENS):
        in_reading(chosen, partial(_drawn, store, SCREENS[place + 1]), says_so=False)


def _place() -> int:
    """Which screen the address names, from 0; the first where it names none."""
    named = st.query_params.get(SCREEN, "1")
    return min(int(named), len(SCREENS)) - 1 if named.isdecimal() and int(named) else 0


def _go() -> None:
    """Put the screen that was gone to into the address: one step of the browser's history."""
    st.query_params[SCREEN] = str(st.session_state["present bar"][SCREEN])


def _drawn(store: Store, title: str, chosen: Filters) -> Drawn:
    return drawn_of(store, SECTIONS[title], SECTIONS[title].topics, chosen)


def _show_heading(title: str, store: Store, chosen: Filters) -> None:
    """What the screen is of, and of whom, when and for whom it is."""
    as_at, quarter = data_as_at(store), period_containing(chosen.ending, "quarter")
    council = (as_at and as_at.authority) or councils()[store.la_code or DEFAULT_COUNCIL]
    facts = (
        council,
        chosen.words,
        f"{quarter.label}, {quarter.in_words}",
        "as reported" if chosen.reading == AS_REPORTED else "",
        "Provisional" if chosen.is_provisional else "",
    )
    marking = "Publication copy" if chosen.is_publication else "Not for publication"
    said = escape(" · ".join(filter(None, facts)))
    st.html(f"<header><h1>{escape(title)}</h1><p>{said} · <strong>{marking}</strong></p></header>")


def _show_headlines(overview: Overview) -> None:
    st.html(
        f"<p>{escape(overview.lead)} Changes: on last year unless said.</p>"
        f'<ul class="headlines">{"".join(map(_headline, overview.rows))}</ul>'
    )


def _headline(row: HeadlineRow) -> str:
    """A headline measure's number, how it stands, its two years, its change on last year and its target; why it has none."""
    if row.badge is None:
        return _card(row.name, "–", ("", row.why_absent))
    line = sparkline(row.unit, row.trend)
    source = f"data:image/svg+xml,{quote(line)}"
    image = f'<img alt="{escape(row.trend_words)}" src="{source}">' if line else ""
    target = f"Target {row.target.target}: {row.target.result.lower()}" if row.target else ""
    said = "; ".join((*row.marks, *row.changes[:1]))
    return _card(row.name, row.value, (row.badge.tone, row.badge.word), ("", said), ("", target), image=image)


def _card(name: str, value: str, *lines: tuple[str, str], image: str = "") -> str:
    """A card of a list: each line with the class that it is drawn by. Every text is escaped."""
    said = "".join(f'<span class="{kind}">{escape(text)}</span>' for kind, text in lines if text)
    return f"<li><span>{escape(name)}</span><div><strong>{escape(value)}</strong>{image}</div>{said}</li>"


def _show_section(drawn: Drawn) -> None:
    """A section's headline tiles above its figures, or beside the first where that needs the whole height."""
    columns = columns_of(drawn)
    cards = "".join(_card(tile.title, tile.value, ("", tile.change)) for tile in drawn.tiles)
    tiles = f'<ul class="tiles">{cards}</ul>' if cards else ""
    is_tall = len(columns) > 1 and _height(columns[0][0]) > LOW
    if tiles and not is_tall:
        st.html(tiles)
    if not columns and not tiles:
        absent = dict.fromkeys(figure.why_absent for _, figures in drawn.topics for figure in figures)
        st.html("".join(f"<p>{escape(why)}</p>" for why in absent if why))
    with st.container(horizontal=True, height="stretch", gap="medium"):
        for place, figures in enumerate(columns):
            with st.container(height="stretch", gap="xsmall"):
                if is_tall and tiles and place:
                    st.html(tiles)
                for figure in figures:
                    _show_figure(figure)


def _show_figure(figure: Figure) -> None:
    """A figure with what it says first and of its values, and, smaller, with what it must be read with."""
    first = figure.sentences[: 2 if figure.is_table else 1]
    large = [one for one in figure.sentences if one in first or one.kind == "value"]
    small = [one for one in figure.sentences if one.kind == "caution" and one not in large]
    said = "".join(f"<p>{escape(one.text)}</p>" for one in large)
    cautions = f'<p class="small">{escape(" ".join(one.text for one in small))}</p>' if small else ""
    st.html(f"<h2>{escape(figure.title)}</h2>{said}{cautions}")
    if figure.picture is not None:
        is_low = 0 < _height(figure) <= LOW
        show_picture(figure.picture, height="content" if is_low else "stretch")
    elif figure.is_table and figure.table is not None:
        plain_table(frame_of(figure.table)[:MOST_ROWS], f"{figure.title} as a table")


def columns_of(drawn: Drawn) -> list[tuple[Figure, ...]]:
    """The figures that there is room for, in at most two columns; one that needs the whole height stands in the first.

    Charts of the overview's headlines come first, then of the section's, each measure once; a table stands alone. Beside one
    chart stand figures that are words; what only others publish stands where the returns give no more.
    """
    tiles = [tile.measure for tile in drawn.tiles]
    every = [figure for _, figures in drawn.topics for figure in figures]
    every.sort(key=lambda one: (bool(one.why_absent), one.measure not in HEADLINES, one.measure not in tiles))
    shown = {
        figure.measure: figure
        for figure in reversed(every)
        if (figure.picture or figure.is_table) and _height(figure) <= HIGH
    }
    first = next((figure for figure in every if figure.measure in shown), None)
    if first is not None and shown[first.measure].is_table:
        return [(shown[first.measure],)]
    charts = [shown[name] for name in dict.fromkeys(one.measure for one in every) if name in shown]
    tall = [figure for figure in charts[:MOST_COLUMNS] if _height(figure) > LOW][:1]
    charts = [*tall, *(figure for figure in charts if _height(figure) <= LOW and not figure.is_table)]
    words = tuple(
        figure
        for figure in every
        if not figure.why_absent and figure.sentences and figure.measure not in {*shown, *tiles}
    )
    local = [(figure,) for figure in charts if not figure.why_absent]
    published = [(figure,) for figure in charts if figure.why_absent]
    return [*local, *([words[:MOST_WORDS]] if words else []), *published][:MOST_COLUMNS]


def _height(figure: Figure) -> float:
    """How high a figure's chart has to be: 0 where it may be as low as there is room for."""
    if figure.picture is None or figure.picture.family in OVER_TIME:
        return 0
    return float(specification(figure.picture)["height"])
