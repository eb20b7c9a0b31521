"""What is asked of a text before a publication copy prints it, and what its author is told of its numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import streamlit as st

from components.figures.chosen import Filters
from components.publishable import MAY_BE_PUBLISHED, WrittenWords, telling_of
from components.screen.text import escaped
from data.facts.commentary import return_mark
from data.periods import period_containing
from data.store import Store


def ask_of_return(store: Store, words: WrittenWords, chosen: Filters) -> None:
    """Ask whether the return's commentary, as it stands, may be published."""
    quarter = period_containing(chosen.ending, "quarter").label
    ticked = st.checkbox(
        MAY_BE_PUBLISHED,
        words.is_returned_published,
        key=f"publish return {words.section} {quarter}",
        help="With its actions. A publication copy prints nothing that is not ticked; another text of a later return is asked again.",
    )
    if ticked != words.is_returned_published:
        mark = return_mark(words.returned) if ticked else ""
        store.notes.commentaries.write(words.section, quarter, replace(words.typed, return_published=mark))
    if ticked:
        show_telling(store, words.section, words.returned_texts, chosen)


def show_telling(store: Store, section: str, texts: Iterable[str], chosen: Filters) -> None:
    """Name the numbers of a text that may tell of few children, or that the publication copy hides."""
    telling = telling_of(store, section, texts, chosen)
    if telling:
        named = "; ".join(f"“{escaped(one.number)}” ({escaped(one.why)})" for one in telling)
        st.warning(f"Look at these before it is published: {named}.", icon=":material/visibility_off:")
