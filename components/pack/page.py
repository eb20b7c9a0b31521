"""The Pack page: what goes into it, in which order, and the pack itself as Word, PDF and Excel."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import cache, partial

import streamlit as st

from components.figures.chosen import Filters
from components.newest_quarter import unsettled_quarter
from components.pack import excel, pdf, word
from components.pack.charts import start_converter
from components.pack.making import Wanted, report, section_names
from components.pack.model import Report
from components.pack.preparing import Preparing
from components.screen.downloads import WORKBOOK, download_file
from components.screen.heading import heading
from components.screen.text import escaped, quiet
from components.session.filters import filters
from components.session.store import session_store
from data.as_reported import NotRead
from data.facts.loaded import data_as_at, prepared_by
from data.periods import period_containing
from data.returns.problems import counted
from data.store import Store

ORDER, PREPARING = "pack order", "pack being prepared"
"""What the session holds of the page: the sections in the order chosen, and the pack that is being prepared or is ready."""

COUNCIL_NAME, PREPARED_BY, ANNEX = "pack council", "pack prepared by", "pack annex"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FORMS: tuple[tuple[str, str, str, Callable[[Report], bytes]], ...] = (
    ("Word", "docx", _WORD, word.write),
    ("PDF", "pdf", "application/pdf", pdf.write),
    ("Excel", "xlsx", WORKBOOK, excel.write),
)
_LOOK_AGAIN = 0.2
"""Seconds between two looks at how far a pack is."""


def show_pack() -> None:
    """Draw the page."""
    store = session_store()
    if not heading("The pack", store):
        return
    _start_ahead()
    chosen = filters(store)
    quarter = period_containing(chosen.ending, "quarter")
    st.markdown(
        f"The panel's pack of **{quarter.label}** as a Word document to edit, a PDF to send and an Excel workbook of its numbers. "
        "All three say what the pages say."
    )
    if chosen.where:
        quiet("A pack is of the whole council: the service or team that is chosen is left aside.")
    st.header("What goes into it", anchor=False)
    sections = _choose_sections()
    wanted = _choose_words(store)
    whole = Filters(
        chosen.ending,
        model=chosen.model,
        published_year=chosen.published_year,
        reading=chosen.reading,
        provisional=chosen.provisional,
    )
    _show_preparing(store, sections, whole, wanted)


@cache
def _start_ahead() -> None:
    """Start what converts charts behind the first page that may need it, once for the server."""
    threading.Thread(target=start_converter, daemon=True).start()


def _choose_sections() -> list[str]:
    """The sections that go in, in their order; each can be left out and moved."""
    order: list[str] = st.session_state.setdefault(ORDER, list(section_names()))
    for place, name in enumerate(order):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.checkbox(name, value=True, key=f"pack section {name}", persist_state="session")
            st.space("stretch")
            for words, icon, by in (("up", "arrow_upward", -1), ("down", "arrow_downward", 1)):
                st.button(
                    f"Move {words}",
                    key=f"pack {words} {name}",
                    icon=f":material/{icon}:",
                    type="tertiary",
                    disabled=not 0 <= place + by < len(order),
                    on_click=_move,
                    args=(name, by),
                    help=f"{name} {words}",
                )
    return [name for name in order if st.session_state[f"pack section {name}"]]


def _move(name: str, by: int) -> None:
    order: list[str] = st.session_state[ORDER]
    place = order.index(name)
    order.insert(place + by, order.pop(place))


def _choose_words(store: Store) -> Wanted:
    """What the cover says, filled in from the returns, and whether there is an annex."""
    as_at = data_as_at(store)
    council = st.text_input(
        "Council",
        as_at.authority or "" if as_at else "",
        key=COUNCIL_NAME,
        max_chars=100,
        persist_state="session",
    )
    by = st.text_input(
        "Prepared by", prepared_by(store), key=PREPARED_BY, max_chars=100, persist_state="session"
    )
    annex = st.checkbox(
        "With an annex of all further figures",
        True,
        key=ANNEX,
        persist_state="session",
        help="Without it a section has its headline measures and up to six charts.",
    )
    return Wanted(council.strip(), by.strip(), has_annex=annex)


def _show_preparing(store: Store, sections: Sequence[str], chosen: Filters, wanted: Wanted) -> None:
    """The button, how far the pack is, and its downloads once it is ready."""
    key = (store.shelf.version, tuple(sections), chosen.key, wanted)
    ready: Preparing | None = st.session_state.get(PREPARING)
    if ready is not None and ready.key != key:
        ready = None
    if st.button(
        "Prepare the pack",
        type="primary",
        icon=":material/description:",
        key="prepare pack",
        disabled=not sections,
        help=None if sections else "Choose a section at least.",
    ):
        make = partial(report, store, sections, chosen=chosen, wanted=wanted)
        ready = st.session_state[PREPARING] = Preparing(key, make)
    if ready is None:
        return
    _wait(ready.made, ready)
    try:
        pack = ready.made.result()
    except NotRead as why:
        st.warning(f"{escaped(str(why))} Choose the reading as known now.")
        return
    _offer(pack, unsettled_quarter(store) is not None)


def _wait(made: Future[Report], preparing: Preparing) -> None:
    """Show how far it is until it is ready; whoever leaves the page and comes back finds it further on."""
    if made.done():
        return
    bar = st.progress(0.0, preparing.words)
    while not made.done():
        bar.progress(preparing.share, preparing.words)
        time.sleep(_LOOK_AGAIN)
    bar.empty()


def _offer(pack: Report, is_provisional: bool) -> None:
    cover = pack.cover
    charts = counted(len(pack.pictures), "chart")
    st.success(f"The pack is ready: {counted(len(pack.sections), 'section')}, {charts}.")
    if cover.marking:
        still = " and provisional" if is_provisional and cover.provisional else ""
        st.info(f"It is marked “{cover.marking}”{still}: it holds small numbers as they are.")
    stem = f"{cover.council} scrutiny pack {cover.quarter}, {cover.marking or 'publication copy'}".lower()
    with st.container(horizontal=True):
        for title, ending, mime, write in _FORMS:
            download_file(title, partial(write, pack), f"{stem}.{ending}", mime, key=f"pack as {title}")
