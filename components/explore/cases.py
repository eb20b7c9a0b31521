"""The cases behind a figure, on the Explore page: asked when opened, searched, sorted, and taken away as a workbook."""

from __future__ import annotations

from typing import get_args

import streamlit as st

from components.explore.answered import Answered
from components.explore.journeys import open_child
from components.figures.chosen import filter_words
from components.figures.question import Question
from components.screen.downloads import download_workbook
from components.screen.tables import chosen_row, searched_table
from components.screen.text import quiet
from data.cases import adds_up, titles
from data.in_words import plain
from data.measures import Measure
from data.measures.scans import Part
from data.series import Point
from data.store import Store

_CHILD = "child_id"
_COUNTED, _ALL = "Those counted", "All that the share is of"
_PARTS: dict[str, Part] = dict(zip((_COUNTED, _ALL), get_args(Part), strict=True))


def show_cases(store: Store, question: Question, answered: Answered) -> None:
    """The cases behind the answer, closed at first; why there are none where no list's rows stand behind it."""
    newest, measure = answered.newest, question.declared
    if newest is None or newest.numerator is None:
        return
    if newest.origin == "reported" or not measure.countings:
        quiet("The panel return states this figure: no rows of a list stand behind it.")
        return
    if not newest.numerator and not newest.denominator:
        return
    box = st.expander(_heading(measure, newest), key="explore cases", on_change="rerun")
    if box.open:
        with box:
            _show_rows(store, question)


def _heading(measure: Measure, newest: Point) -> str:
    """'The 3,549 contacts behind this', 'The 94 of 491 referrals behind this', 'The rows that add up to 231.5'."""
    counting = measure.first_counting
    assert counting is not None
    if adds_up(counting, "numerator"):
        return f"The {cases_noun(measure)} that add up to {plain(newest.numerator, 'number')}"
    number = plain(newest.numerator, "number")
    if has_denominator(measure):
        number = f"{number} of {plain(newest.denominator, 'number')}"
    return f"The {number} {cases_noun(measure)} behind this"


def has_denominator(measure: Measure) -> bool:
    """Whether rows of a list stand under the figure too: not under a number or a rate."""
    return measure.unit not in ("number", "rate")


def cases_noun(measure: Measure) -> str:
    """What a measure's cases are called, many of them."""
    counting = measure.first_counting
    assert counting is not None
    if measure.counts_children:
        return "children"
    return counting.view.cases


def _show_rows(store: Store, question: Question) -> None:
    measure, part = question.declared, _PARTS[_COUNTED]
    if has_denominator(measure):
        chosen = st.segmented_control("Rows", list(_PARTS), key="cases part", default=_COUNTED, required=True)
        part = _PARTS[chosen or _COUNTED]
    rows = store.cases(
        measure.id, question.ending, question.grain, question.conditions, part, reading=question.reading
    )
    named = rows.rename(columns=titles(measure, rows.columns))
    first = "longest open first" if measure.kind == "stock" else "newest first"
    quiet(
        f"{len(rows):,} {'row' if len(rows) == 1 else 'rows'}, {first}. Children's records: for officers only."
    )
    alt = f"The cases behind {measure.title}"
    if _CHILD in rows.columns:
        quiet("Choose a row to see the child's journey.")
        row = chosen_row(named, alt, "cases chosen")
        if row is not None:
            open_child(str(rows[_CHILD].iloc[row]))
    else:
        searched_table(named, alt)
    words = ", ".join(filter(None, (filter_words(question.conditions), question.period.label)))
    download_workbook(
        "Download these records as an Excel workbook",
        lambda: named,
        f"children's records, {measure.title}, {words}, {part}",
        key="download cases",
    )
