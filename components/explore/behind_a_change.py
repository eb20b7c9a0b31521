"""What is behind the change on the same time last year, group by group, on the Explore page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from components.figures.chosen import Filters
from components.figures.drivers import driver_sentences, driver_table
from components.figures.figure import Sentence, Table
from components.figures.question import Question
from components.screen.downloads import download_table
from components.screen.figure import show_sentences
from components.screen.heading import in_reading
from components.screen.tables import frame_of, searched_table
from components.screen.text import quiet
from data.drivers import behind, why_not_split
from data.store import Store


@dataclass(frozen=True)
class Behind:
    """What a change came from in sentences and in a table, or why it cannot be told."""

    sentences: tuple[Sentence, ...] = ()
    table: Table | None = None
    why_not: str = ""


def show_behind(store: Store, question: Question, unchosen: Filters) -> None:
    """Draw what a question's change on last year came from."""
    told = in_reading(
        question.filters(unchosen), lambda read: behind_of(store, question.read(read.reading)), says_so=False
    )
    if told.why_not:
        quiet(told.why_not)
        return
    show_sentences(told.sentences)
    if told.table is not None:
        searched_table(frame_of(told.table), told.table.title)
        download_table(
            "Download this table",
            partial(frame_of, told.table),
            f"{question.measure}, behind the change",
            "behind",
        )
    quiet(
        "These are the groups in which the change is found, not its reasons. A group is named where it moved by more than chance "
        "would and by six cases or more."
    )


def behind_of(store: Store, question: Question) -> Behind:
    """What is behind a question's change, worked out once for a shelf of returns. Raises NotRead."""
    key = Behind, question, store.basis([question.measure])
    return store.kept(key, lambda: _made(store, question))


def _made(store: Store, question: Question) -> Behind:
    measure, earlier = question.declared, question.a_year_before()
    periods = question.measure, question.ending, earlier.ending, question.grain
    if why_not := why_not_split(store, *periods, where=question.conditions, reading=question.reading):
        return Behind(why_not=why_not)
    frame = behind(store, *periods, where=question.conditions, reading=question.reading)
    if frame.empty:
        return Behind(why_not="Nothing is recorded by which this measure could be broken down.")
    table = driver_table(measure, frame, earlier.period.label, question.period.label)
    return Behind(driver_sentences(measure, frame), table)
