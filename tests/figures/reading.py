"""The figures of a section as its page shows them, and everything that they say, list and draw in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from unittest.mock import patch

from components.asking import ask
from components.charts import family
from components.charts.kinds import topic_figures
from components.figures.chosen import Filters
from components.figures.figure import Figure, Picture
from data.measures import SECTIONS
from data.store import Store
from tests.figures.by_hand import DECEMBER

_VALID: set[tuple[object, ...]] = set()


def section_figures(store: Store, title: str, chosen: Filters | None = None) -> tuple[Figure, ...]:
    """All figures of a section, topic by topic, of the last quarter of 2022 unless something else is chosen."""
    section = SECTIONS[title]
    answers = ask(store, section.figures, chosen or Filters(DECEMBER))
    return tuple(figure for topic in section.topics for figure in topic_figures(topic.figures, answers))


def lines(figures: Iterable[Figure]) -> list[str]:
    """What figures say, one sentence, row or chart's alternative a line; of one that is not shown why, as on the page."""
    found = []
    for figure in figures:
        if figure.why_absent:
            found.append(f"{figure.title}: {figure.why_absent}")
            if "published only" not in figure.states:
                continue
        found += [sentence.text for sentence in figure.sentences]
        found += [figure.picture.alt] if figure.picture else []
        found += [f"{heading}. {words}" for heading, words in figure.definition]
        for table in (*([figure.table] if figure.table else []), *figure.more):
            found += [table.lead, " ".join(table.columns), *(" ".join(row) for row in table.cells)]
    return [line for line in found if line]


def said(figures: Iterable[Figure]) -> str:
    """What figures say, a line each."""
    return "\n".join(lines(figures))


def reference_labels(figure: Figure) -> set[str]:
    """The published values drawn as lines in a figure's chart, by the labels that its key has for them."""
    assert figure.picture is not None
    drawn = {str(row["label"]) for row in figure.picture.rows["levels"]}
    key = figure.picture.values["key_names"]
    assert isinstance(key, list) and drawn <= set(key)
    return {label for label in drawn if not label.startswith("Target")}


def titled(figures: Iterable[Figure], title: str) -> Figure:
    """The figure with this title."""
    return next(figure for figure in figures if figure.title == title)


def drawn(picture: Picture) -> dict[str, Any]:
    """A picture's specification; the first of each shape with values of these types is held against the schema, which is slow."""
    types = tuple((name, type(value)) for name, value in picture.values.items())
    shape = (picture.family, picture.shape, types)
    with patch.object(family, "VALIDATE", shape not in _VALID):
        made = family.specification(picture)
    _VALID.add(shape)
    return made
