"""Questions that are kept: asked again by one press, and saved with the session."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from components.explore.link import parameters_of
from components.figures.chosen import filter_words
from components.figures.question import Question, read_address
from components.screen.choice_table import Choice, choice_table
from components.screen.text import escaped
from data.as_reported import AS_REPORTED
from data.lists.dimensions import DIMENSIONS
from data.store import Store

Go = Callable[[Question | None], None]


def question_words(question: Question) -> str:
    """A question's name: 'Referrals, team North, by source, Q3 2022/23'."""
    parts = [question.declared.title, filter_words(question.conditions)]
    parts += [f"by {DIMENSIONS[name].words}" for name in (question.by, question.then) if name]
    parts.append(question.period.label)
    parts += ["as reported"] if question.reading == AS_REPORTED else []
    return ", ".join(part for part in parts if part)


def show_keep(store: Store, question: Question) -> None:
    """Keep the question in view, or let go of it where it is kept."""
    words, kept = question_words(question), store.notes.questions
    if words in kept:
        st.button("No longer keep", key="keep", icon=":material/star:", on_click=_let_go, args=(store, words))
        return

    def keep() -> None:
        kept[words] = parameters_of(store, question)
        st.toast("Kept. It is on the Explore page, and in the session when you save it (Upload).")

    st.button("Keep this question", key="keep", icon=":material/star_border:", on_click=keep)


def show_kept(store: Store, go: Go) -> None:
    """The questions that are kept, to be asked again."""
    kept, newest = store.notes.questions, store.reporting_date
    if not kept or newest is None:
        return
    st.subheader("Kept questions", anchor=False)

    def chosen(words: str) -> None:
        question, _ = read_address(kept[words], newest, store.values_of)
        if question is not None:
            go(question)

    choices = [Choice(words, words, ()) for words in kept]
    choice_table("Kept questions", ("Question",), choices, "kept questions", chosen)
    with st.popover("Let go of kept questions", icon=":material/delete:"):
        for place, words in enumerate(list(kept)):
            st.button(
                escaped(words),
                key=f"let go {place}",
                icon=":material/close:",
                on_click=_let_go,
                args=(store, words),
            )


def _let_go(store: Store, words: str) -> None:
    store.notes.questions.pop(words, None)
