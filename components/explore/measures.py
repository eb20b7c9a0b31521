"""The Explore page: a measure found, asked, narrowed, broken down, and followed to the cases behind it. Every state is a link."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st

from components.explore.answered import Answered, answer_to
from components.explore.behind_a_change import show_behind
from components.explore.cases import show_cases
from components.explore.kept_questions import question_words, show_keep, show_kept
from components.explore.leaderboards import FIRST, Leaderboard, explored_dimensions, leaderboards_of
from components.explore.link import go_to, link_to, read_link, remember_link, take_remembered_link
from components.explore.periods import show_periods
from components.explore.profile import show_profile
from components.explore.search import show_all_measures, show_search
from components.figures.chosen import Filters
from components.figures.question import CHANGE, SHOW, Question, first_question, spans_of
from components.newest_quarter import unchosen_filters
from components.screen.choice_table import choice_table
from components.screen.downloads import download_table, download_workbook
from components.screen.figure import show_figure
from components.screen.heading import heading, in_reading
from components.screen.officers import ONLY_OFFICERS
from components.screen.tables import frame_of, raw_frame_of
from components.screen.text import escaped, quiet
from components.session.filters import is_publication
from components.session.store import session_store
from data.as_reported import AS_KNOWN_NOW, AS_REPORTED
from data.disclosure_lattice import published_dimensions, published_grains
from data.lists.dimensions import DIMENSIONS
from data.store import Store

Go = Callable[[Question | None], None]
"""Asks another question, or none."""


def show_explore() -> None:
    """Draw the page."""
    store = session_store()
    if not heading("Explore measures", store):
        remember_link()
        return
    take_remembered_link()
    go = partial(go_to, store)
    question, not_known = read_link(store)
    for sentence in not_known:
        st.warning(escaped(sentence))

    def ask_first(measure: str) -> None:
        newest = store.reporting_date
        assert newest is not None
        go(first_question(measure, newest))

    is_searching = show_search(ask_first)
    if is_searching:
        return
    if question is None:
        show_kept(store, go)
        show_all_measures(ask_first)
        return
    _show_answer(store, question, go)


def _show_answer(store: Store, question: Question, go: Go) -> None:
    unchosen = unchosen_filters(store, is_publication=is_publication())
    if unchosen.is_publication:
        _show_published(store, question.for_publication, unchosen, go)
        return
    answered = in_reading(
        question.filters(unchosen), lambda read: answer_to(store, question.read(read.reading), unchosen)
    )
    _show_sentence(question, answered, unchosen)
    show_periods(store, question, go, spans_of(question.declared))
    with st.container(horizontal=True, gap="small"):
        _show_chips(question, go)
        st.space("stretch")
        _show_actions(store, question, answered, go)
    figure = answered.figure
    show_figure(replace(figure, sentences=figure.sentences[1:]) if not figure.why_absent else figure)
    dimensions = explored_dimensions(question.declared)
    if not dimensions:
        quiet("Nothing is recorded that this measure could be broken down by.")
    _show_leaderboards(store, question, dimensions[:FIRST], answered, go)
    if rest := dimensions[FIRST:]:
        named = ", ".join(DIMENSIONS[name].words for name in rest)
        _when_opened(
            f"{len(rest)} more ways to break it down: {named}",
            "more dimensions",
            partial(_show_leaderboards, store, question, rest, answered, go),
        )
    is_open = st.query_params.get(SHOW) == CHANGE
    _when_opened(
        "What is behind the change on last year",
        "behind",
        partial(show_behind, store, question, unchosen),
        is_open,
    )
    _when_opened("Profile", "profile", partial(show_profile, store, question, unchosen))
    show_cases(store, question, answered)


def _show_published(store: Store, question: Question, unchosen: Filters, go: Go) -> None:
    """The answer as far as it may be published: by the dimensions of the panel's pages alone, and without the children."""
    answered = answer_to(store, question, unchosen)
    _show_sentence(question, answered, unchosen)
    show_periods(store, question, go, published_grains(question.declared, *question.splits[:1]))
    offered = [name for name in published_dimensions(question.declared) if name != question.by]
    with st.container(horizontal=True, gap="small"):
        _show_chips(question, go)
        for name in offered:
            st.button(
                f"By {DIMENSIONS[name].words}",
                key=f"by {name}",
                icon=":material/stacked_line_chart:",
                on_click=go,
                args=(replace(question, by=name),),
            )
        st.space("stretch")
        _show_downloads(question, answered)
    figure = answered.figure
    show_figure(replace(figure, sentences=figure.sentences[1:]) if not figure.why_absent else figure)
    quiet(
        "The publication copy is broken down as the panel's pages are, and only by what was looked at together with them: "
        f"narrower questions could tell of one child. {ONLY_OFFICERS}"
    )


def _show_sentence(question: Question, answered: Answered, unchosen: Filters) -> None:
    """The answer in a sentence, before anything else."""
    figure = answered.figure
    words = figure.why_absent or (figure.sentences[0].text if figure.sentences else "")
    told = " ".join(words.split())
    title = question.declared.title
    st.subheader(escaped(told if told.startswith(title) else f"{title}: {told}"), anchor=False)
    provisional = (
        f" {unchosen.provisional} is provisional." if question.filters(unchosen).is_provisional else ""
    )
    quiet(f"{question.declared.means}{provisional}")


def _show_chips(question: Question, go: Go) -> None:
    """What is chosen, each to be taken away by pressing it."""
    for name, values in question.where:
        words = f"{DIMENSIONS[name].title}: {' or '.join(values)}"
        _chip(words, question.without(name), go, f"chip {name}")
    for name in (question.by, question.then):
        if name:
            _chip(f"By {DIMENSIONS[name].words}", question.broken_down(name), go, f"chip by {name}")
    if question.reading == AS_REPORTED:
        _chip("As reported", question.read(AS_KNOWN_NOW), go, "chip reading")


def _chip(words: str, without: Question, go: Go, key: str) -> None:
    st.button(
        escaped(words),
        key=key,
        icon=":material/close:",
        icon_position="right",
        on_click=go,
        args=(without,),
        help="Take this away",
    )


def _show_actions(store: Store, question: Question, answered: Answered, go: Go) -> None:
    newest = store.reporting_date
    assert newest is not None
    if question.reading == AS_KNOWN_NOW:
        st.button(
            "As reported",
            key="as reported",
            icon=":material/history:",
            on_click=go,
            args=(question.read(AS_REPORTED),),
            help="Each quarter as its own return gave it when it came, without late rows and corrections",
        )
    with st.popover("Copy link", icon=":material/link:"):
        quiet("The link holds the question and no returns: who opens it needs the same returns loaded.")
        st.code(link_to(store, question), language=None, wrap_lines=True)
    show_keep(store, question)
    _show_downloads(question, answered)
    st.button(
        "Reset",
        key="reset",
        icon=":material/restart_alt:",
        on_click=go,
        args=(first_question(question.measure, newest),),
        help="Ask of the whole council and the newest quarter again",
    )


def _show_downloads(question: Question, answered: Answered) -> None:
    if (table := answered.figure.table) is not None:
        name = question_words(question)
        with st.popover("Download", icon=":material/download:"):
            download_workbook("Excel", partial(raw_frame_of, table), name, key="download as workbook")
            download_table("CSV", partial(frame_of, table), name, key="download as text")


def _show_leaderboards(
    store: Store, question: Question, dimensions: list[str], answered: Answered, go: Go
) -> None:
    if not dimensions:
        return
    boards = in_reading(
        question.filters(unchosen_filters(store)),
        lambda read: leaderboards_of(store, question.read(read.reading), dimensions, answered.newest),
        says_so=False,
    )
    with st.grid(min_column_width=430):
        for board in boards:
            with st.container(border=True, height="stretch"):
                _show_leaderboard(question, board, go)


def _show_leaderboard(question: Question, board: Leaderboard, go: Go) -> None:
    st.subheader(f"By {DIMENSIONS[board.dimension].words}", anchor=False)
    if not board.rows:
        quiet("None in the period, nor a year before.")
        return
    choice_table(
        f"{question.declared.title} by {DIMENSIONS[board.dimension].words}",
        board.columns,
        board.rows,
        f"board {board.dimension}",
        lambda value: go(question.toggled(board.dimension, value)),
    )
    if board.note:
        quiet(board.note)
    is_by = board.dimension in question.splits
    words = f"Break down by {DIMENSIONS[board.dimension].words}"
    if question.by and not is_by:
        words += f" within {DIMENSIONS[question.by].words}"
    if not is_by:
        st.button(
            words,
            key=f"by {board.dimension}",
            icon=":material/stacked_line_chart:",
            type="tertiary",
            on_click=go,
            args=(question.broken_down(board.dimension),),
        )


def _when_opened(words: str, key: str, show: Callable[[], None], is_open: bool = False) -> None:
    """What is asked and drawn only when its heading is opened."""
    box = st.expander(words, is_open, key=f"explore {key}", on_change="rerun")
    if box.open:
        with box:
            show()
