"""Finding a measure on the Explore page: one box over all of them, and the whole list by section."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import streamlit as st

from components.screen.choice_table import ROWS_FIRST, Choice, choice_table
from components.screen.text import escaped, quiet
from components.words.numbers import better
from data.measures import MEASURES, Measure
from data.measures.finding import find_measures
from data.returns.problems import counted

_KEY = "find a measure"
_FOUND_FIRST = 12
Ask = Callable[[str], None]
"""Asks of the measure with an id."""


def show_search(ask: Ask) -> bool:
    """The search box and what it finds; whether anything is looked for."""
    text = st.text_input(
        "Find a measure",
        key=_KEY,
        placeholder="As you say it: re-referrals, CLA, ICPC, caseload, plans over 15 months …",
    )
    if not text.strip():
        return False
    found = find_measures(text)
    if not found:
        st.info(
            f"No measure is found by “{escaped(text)}”. Try another word, or clear the box to see them all."
        )
        return True
    quiet(f"{counted(len(found), 'measure')} found, the nearest first.")
    _show_choices(f"Measures found by {text}", found, "found", ask, _FOUND_FIRST)
    return True


def show_all_measures(ask: Ask) -> None:
    """The headline measures, and every measure by section, each section closed."""
    st.subheader("Often asked", anchor=False)
    headlines = [measure for measure in MEASURES.values() if measure.headline]
    _show_choices("Headline measures", headlines, "headline measures", ask)
    st.subheader("All measures", anchor=False)
    by_section: dict[str, list[Measure]] = {}
    for measure in MEASURES.values():
        by_section.setdefault(measure.section, []).append(measure)
    for section, measures in by_section.items():
        box = st.expander(
            f"{section}: {counted(len(measures), 'measure')}", key=f"all {section}", on_change="rerun"
        )
        if box.open:
            with box:
                _show_choices(section, measures, f"all of {section}", ask)


def _show_choices(
    caption: str, measures: Iterable[Measure], key: str, ask: Ask, first: int = ROWS_FIRST
) -> None:
    def chosen(measure: str) -> None:
        st.session_state[_KEY] = ""
        ask(measure)

    choices = [
        Choice(measure.id, measure.title, (f"{measure.means} {better(measure).capitalize()}.",))
        for measure in measures
    ]
    choice_table(caption, ("Measure", "What it counts"), choices, key, chosen, first, are_texts=True)
