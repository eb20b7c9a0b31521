"""The opening page: with nothing loaded, how to begin; otherwise the headlines, what is unusual, what moved, targets and actions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import streamlit as st

from components.asking import ask, basis_of
from components.drawn import overview_for
from components.figures.chosen import Filters
from components.figures.headlines import Overview, asked_of
from components.figures.kind import key_of
from components.figures.moves import Moves, moves_of
from components.figures.question import CHANGE, SHOW, Question, address_of, conditions_of
from components.figures.targets import met_words, targets_table
from components.figures.unusual import Unusual, unusual_of
from components.panel.commentary import show_actions
from components.panel.overview_table import show_overview_table
from components.panel.present import SCREEN
from components.panel.section import FIGURE
from components.publishable import last_actions
from components.screen.heading import in_reading, panel_heading
from components.screen.officers import say_left_out
from components.screen.pages import EXPLORE, PRESENT, UPLOAD, page_of, section_page
from components.screen.tables import show_table
from components.screen.text import escaped, quiet
from components.session.filters import filters
from components.session.store import session_store, show_demonstration
from data.measures import MEASURES, SECTIONS
from data.sample import DECEMBER_2022_PACK, EXAMPLE_COUNTY
from data.store import Store

_WHOLE_CATALOGUE = tuple(
    measure for measure in MEASURES.values() if not measure.is_split and measure.unit != "rate"
)
_NAMES = tuple(measure.id for measure in _WHOLE_CATALOGUE)


@dataclass(frozen=True)
class StandsOut:
    """What stands out of the whole catalogue."""

    unusual: Unusual
    moves: Moves


def show_overview() -> None:
    """Draw the opening page."""
    store = session_store()
    if not store.returns:
        _show_beginning()
        return
    panel_heading("Overview", store)
    chosen = filters(store)
    overview = in_reading(chosen, partial(overview_for, store))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{escaped(overview.lead)}**")
        if st.button("Present", icon=":material/slideshow:"):
            st.switch_page(PRESENT, query_params={SCREEN: "1"})
    show_overview_table(overview)
    for note in (*overview.notes, overview.not_shown):
        if note:
            quiet(note)
    is_known = store.is_kept(_stands_out(store, chosen))
    _show_when_opened(
        "More than chance this month", "unusual", partial(_show_unusual, store, chosen), is_known
    )
    _show_when_opened("What changed most", "moved", partial(_show_moves, store, chosen), is_known)
    _show_when_opened("All targets", "targets", partial(_show_targets, overview, chosen), is_open=False)
    _show_actions(store, chosen)
    st.header("The pack's sections", anchor=False)
    with st.grid(min_column_width=260):
        for section in SECTIONS.values():
            st.page_link(section_page(section), label=section.title, icon=":material/arrow_forward:")


def stands_out_for(store: Store, chosen: Filters) -> StandsOut:
    """What stands out of all that can be asked, worked out once for a shelf of returns and what is chosen. Raises NotRead."""

    def make() -> StandsOut:
        answers = ask(store, asked_of(_NAMES), chosen)
        return StandsOut(unusual_of(_WHOLE_CATALOGUE, answers), moves_of(_WHOLE_CATALOGUE, answers))

    return store.kept(_stands_out(store, chosen), make)


def _stands_out(store: Store, chosen: Filters) -> object:
    return StandsOut, basis_of(store, _NAMES, chosen)


def _show_when_opened(heading: str, key: str, show: Callable[[], None], is_open: bool) -> None:
    """What is worked out and drawn only when its heading is opened; ``is_open`` where it stands open from the first."""
    box = st.expander(heading, is_open, key=f"overview {key}", on_change="rerun")
    if box.open:
        with box:
            show()


def _show_unusual(store: Store, chosen: Filters) -> None:
    """The monthly series whose newest month is more than chance."""
    unusual = in_reading(chosen, partial(stands_out_for, store), says_so=False).unusual
    quiet(unusual.lead)
    for row in unusual.rows:
        st.page_link(
            page_of(row.section),
            label=escaped(row.title),
            icon=":material/arrow_forward:",
            query_params={FIGURE: key_of(row.shown)},
        )
        st.markdown(escaped(row.words))
    if unusual.without:
        quiet(unusual.without)


def _show_moves(store: Store, chosen: Filters) -> None:
    """What changed most on what it is first compared with, as far as it is more than chance."""
    moves = in_reading(chosen, partial(stands_out_for, store), says_so=False).moves
    quiet(moves.lead)
    for lead, lines in moves.groups:
        quiet(lead)
        for measure, words in lines:
            question = Question(
                measure, "quarter", chosen.ending, conditions_of(chosen), reading=chosen.reading
            )
            st.page_link(
                EXPLORE,
                label=escaped(words),
                icon=":material/arrow_forward:",
                query_params=address_of(question) | {SHOW: [CHANGE]},
                help="What is behind it",
            )


def _show_targets(overview: Overview, chosen: Filters) -> None:
    """Every target held, met or missed."""
    if chosen.where:
        st.markdown("Targets are set for the whole council: choose all services and all teams to see them.")
    elif not overview.targets:
        st.markdown("No targets are held. They come from the panel return's Targets sheet.")
    else:
        st.markdown(f"{met_words(overview.targets)}.")
        show_table(targets_table(overview.targets))


def _show_actions(store: Store, chosen: Filters) -> None:
    """What was promised in the quarter before."""
    st.header(
        "Last quarter's actions, of the whole council" if chosen.where else "Last quarter's actions",
        anchor="actions",
    )
    promised = last_actions(store, SECTIONS, replace(chosen, is_publication=False))
    if promised.empty:
        st.markdown("No action of the quarter before is known, from a panel return or typed.")
        return
    printed = last_actions(store, SECTIONS, chosen) if chosen.is_publication else promised
    if len(printed) < len(promised):
        say_left_out("What is said of each action" if printed.empty else "What is said of the other actions")
    if len(printed):
        show_actions(printed, store, chosen, "Last quarter's actions")


def _show_beginning() -> None:
    st.title("Scrutiny Explorer")
    st.markdown(
        "Drop in this quarter's Excel returns and look at the scrutiny panel's pack: charts, the risk-factor rank table, "
        "audit grades and commentary. **Nothing leaves this computer:** returns stay in this session's memory and are never "
        "written to disk."
    )
    with st.grid(min_column_width=260):
        with st.container(border=True, height="stretch"):
            st.subheader("Your own returns", anchor=False)
            st.markdown("Ofsted's Annex A workbook, the panel return, or both; several quarters at once.")
            st.page_link(UPLOAD, label="Upload returns", icon=":material/upload_file:")
        with st.container(border=True, height="stretch"):
            st.subheader("Example county", anchor=False)
            st.markdown(
                "Eight quarters of made-up Annex A and panel returns to December 2022, sized like a county."
            )
            county = st.button("Try it with made-up data", type="primary", key="example county")
        with st.container(border=True, height="stretch"):
            st.subheader("December 2022 pack", anchor=False)
            st.markdown(
                "Every figure, the rank table and the commentary of a pack that a real panel received."
            )
            pack = st.button("Open the December 2022 pack", key="december pack")
    if county or pack:
        show_demonstration(EXAMPLE_COUNTY if county else DECEMBER_2022_PACK)
        st.rerun()
