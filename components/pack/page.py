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
from components.pack.recording import record
from components.pack.written import pages_of
from components.publishable import MAY_BE_PUBLISHED, telling_of, written_words
from components.screen.downloads import WORKBOOK, download_file
from components.screen.heading import heading
from components.screen.text import escaped, quiet
from components.session.filters import filters, is_publication
from components.session.store import session_store
from data.as_reported import NotRead
from data.facts.loaded import data_as_at, prepared_by
from data.in_words import day
from data.notes.written import mark_of
from data.periods import period_containing
from data.returns.problems import counted
from data.store import Store

ORDER, PREPARING = "pack order", "pack being prepared"
"""What the session holds of the page: the sections in the order chosen, and the pack that is being prepared or is ready."""

COUNCIL_NAME, PREPARED_BY, ANNEX = "pack council", "pack prepared by", "pack annex"
COPY, DRAFTS = "pack copy", "pack drafts"
PUBLICATION, INTERNAL = "Publication copy", "Internal copy"
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
    _say_published(store)
    if chosen.where:
        quiet("A pack is of the whole council: the service or team that is chosen is left aside.")
    st.header("What goes into it", anchor=False)
    is_publication_copy = _choose_copy()
    sections = _choose_sections()
    wanted = _choose_words(store)
    whole = Filters(
        chosen.ending,
        model=chosen.model,
        published_year=chosen.published_year,
        reading=chosen.reading,
        provisional=chosen.provisional,
    )
    _show_preparing(store, sections, whole, wanted, is_publication_copy)


@cache
def _start_ahead() -> None:
    """Start what converts charts behind the first page that may need it, once for the server."""
    threading.Thread(target=start_converter, daemon=True).start()


def _say_published(store: Store) -> None:
    """The packs that were recorded as published, whose figures stay."""
    listed = [
        f"{one.quarter} ({'publication' if one.is_publication_copy else 'internal'} copy, {day(one.published_on)})"
        for one in store.notes.published.listed
    ]
    if listed:
        quiet(
            f"Recorded as published: {', '.join(listed)}. Their figures stay in later packs, with what they were revised to."
        )


def _choose_copy() -> bool:
    """Whether it is the publication copy: the only one while the pages show what may be published."""
    copies = {PUBLICATION: "Small numbers of children hidden", INTERNAL: "Every number; not for publication"}
    only = is_publication()
    chosen = st.radio(
        "Which copy",
        [PUBLICATION] if only else list(copies),
        captions=[copies[PUBLICATION]] if only else list(copies.values()),
        horizontal=True,
        key=COPY,
        persist_state="session",
        help="Only the publication copy can be made while “Publication copy” is switched on in the sidebar."
        if only
        else None,
    )
    return chosen != INTERNAL


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
        help="Without it a section has its page alone: headlines, commentary and up to four charts.",
    )
    drafts = st.checkbox(
        "Draft a commentary from the figures where nothing is written",
        True,
        key=DRAFTS,
        persist_state="session",
        help="It says that it is drafted.",
    )
    return Wanted(council.strip(), by.strip(), has_annex=annex, has_drafts=drafts)


def _show_preparing(
    store: Store, sections: Sequence[str], chosen: Filters, wanted: Wanted, is_publication_copy: bool
) -> None:
    """The button, how far the pack is, and its downloads once it is ready."""
    said = mark_of([repr(store.notes.commentaries.as_kept()), repr(store.notes.settings.as_kept())])
    published = store.notes.published.key(chosen.ending)
    key = (store.shelf.version, tuple(sections), chosen.key, wanted, is_publication_copy, said, published)
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
        make = partial(report, store, sections, is_publication_copy, chosen=chosen, wanted=wanted)
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
    if pack.cover.is_publication_copy:
        _say_texts(store, pack)
    _offer_recording(store, pack)


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
    charts = counted(len(pack.narrow_pictures) + len(pack.wide_pictures), "chart")
    st.success(f"The pack is ready: {counted(len(pack.sections), 'section')}, {charts}.")
    if cover.marking:
        still = " and provisional" if is_provisional and cover.provisional else ""
        st.info(f"It is marked “{cover.marking}”{still}: it holds small numbers as they are.")
    stem = f"{cover.council} scrutiny pack {cover.quarter}, {cover.copy_words}".lower()
    with st.container(horizontal=True):
        for title, ending, mime, write in _FORMS:
            download_file(title, partial(write, pack), f"{stem}.{ending}", mime, key=f"pack as {title}")


def _say_texts(store: Store, pack: Report) -> None:
    """Whose texts are left out and how they come in, and which numbers of those that are in must be looked at."""
    if pack.left_out:
        st.info(
            f"What is written of {', '.join(pack.left_out)} is left out. To include it, tick “{MAY_BE_PUBLISHED}” beside the "
            "text on the section's page, in the internal view."
        )
    for title in pages_of(section.title for section in pack.sections):
        texts = written_words(store, title, pack.chosen.ending).published_texts
        telling = telling_of(store, title, texts, pack.chosen) if texts else []
        if telling:
            named = "; ".join(f"“{escaped(one.number)}” ({escaped(one.why)})" for one in telling)
            st.warning(f"Look at the text of {title} before it goes out: {named}.")


def _offer_recording(store: Store, pack: Report) -> None:
    """A button that keeps the pack's figures as published, and that it was pressed."""
    quarter, copy = pack.cover.quarter, pack.cover.copy_words.lower()
    is_recorded = any(
        (one.quarter, one.is_publication_copy) == (quarter, pack.cover.is_publication_copy)
        for one in store.notes.published.listed
    )
    st.button(
        "Record as published",
        key="record as published",
        icon=":material/inventory:",
        on_click=record,
        args=(store, pack),
        help="Its figures and what it hides are kept with the session: later packs show them as they went out.",
    )
    if is_recorded:
        st.success(
            f"{quarter} is recorded as published ({copy}). Save the session under “Upload” to keep it; recording again replaces it."
        )
