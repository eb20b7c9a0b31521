"""A section's commentary drafted from its figures, as the copy that is chosen gives them."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from components.asking import ask, basis_of
from components.figures.answers import Answers
from components.figures.chosen import Filters
from components.figures.draft import draft_of
from components.figures.headlines import asked_of
from components.figures.moves import is_more_than_chance
from components.figures.tiles import headlines_of
from components.words.sentences import movements
from data.drivers import behind
from data.measures import MEASURES, SECTIONS, Measure
from data.store import Store


def drafted(store: Store, section: str, chosen: Filters) -> tuple[str, ...]:
    """The sentences drafted of a section's headline measures, worked out once for a shelf of returns. Raises NotRead."""
    names = tuple(headlines_of(SECTIONS[section]))

    def make() -> tuple[str, ...]:
        answers = ask(store, asked_of(names), chosen)
        measures = [MEASURES[name] for name in names]
        sentences = draft_of(measures, answers, changes_behind(store, measures, answers))
        return tuple(sentence.text for sentence in sentences)

    return store.kept((drafted, section, basis_of(store, names, chosen)), make)


def changes_behind(store: Store, measures: Iterable[Measure], answers: Answers) -> dict[str, pd.DataFrame]:
    """What is behind those changes on last year that are more than chance; nothing in a publication copy, which breaks none down so."""
    found = dict[str, pd.DataFrame]()
    if answers.chosen.is_publication:
        return found
    for measure in measures:
        series = answers.of(measure.id)
        moves = movements(measure, series) if series and series[-1].is_known else []
        if moves and moves[0].is_of_last_year and is_more_than_chance(moves[0]):
            ends = moves[0].now.end, moves[0].then.end
            found[measure.id] = behind(store, measure.id, *ends, reading=answers.chosen.reading)
    return found
