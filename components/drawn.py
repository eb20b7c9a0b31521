"""What pages and the pack draw of the returns, worked out once for a shelf and what is chosen: a section, and the overview."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from components.asking import ask, basis_of
from components.charts.kinds import topic_figures
from components.figures.chosen import Filters
from components.figures.figure import Figure
from components.figures.headlines import HEADLINES, Overview, asked_of, overview_of
from components.figures.remarks import published_words
from components.figures.tiles import Tile, headlines_of, tiles_of
from data.facts.stated import targets
from data.measures import MEASURES, Section, Shown, Topic
from data.store import Store


@dataclass(frozen=True)
class Drawn:
    """What is drawn of a section: the tiles, and the figures of some of its topics.

    ``revised`` says of each figure that stays as published what it was revised to since.
    """

    tiles: tuple[Tile, ...]
    topics: tuple[tuple[str, tuple[Figure, ...]], ...]
    revised: tuple[str, ...] = ()


def drawn_of(store: Store, section: Section, topics: Sequence[Topic], chosen: Filters) -> Drawn:
    """A section's tiles and the figures of these topics. Raises NotRead."""
    figures = [shown for topic in topics for shown in topic.figures]
    headlines = headlines_of(section)

    def make() -> Drawn:
        answers = ask(store, figures, chosen, headlines)
        made = tuple((topic.title, topic_figures(topic.figures, answers)) for topic in topics)
        revised = (
            f"{MEASURES[name].title}: {'; '.join(map(published_words, changes))}."
            for name, changes in answers.revised.items()
        )
        return Drawn(tiles_of(headlines, answers), made, tuple(revised))

    names = tuple(topic.title for topic in topics)
    measures = [*headlines, *(name for shown in figures for name in shown.measures)]
    return store.kept((Drawn, section.title, names, basis_of(store, measures, chosen)), make)


def overview_for(store: Store, chosen: Filters) -> Overview:
    """The overview: the headline measures, and those that have a target. Raises NotRead."""
    asked = asked_for_overview(store, chosen)
    measures = [shown.measure for shown in asked]
    return store.kept(
        (Overview, basis_of(store, measures, chosen)),
        lambda: overview_of(ask(store, asked, chosen)),
    )


def asked_for_overview(store: Store, chosen: Filters) -> list[Shown]:
    """What is asked for the overview."""
    return asked_of(dict.fromkeys([*HEADLINES, *targets(store, chosen.ending)]))
