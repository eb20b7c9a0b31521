"""Headline tiles: a measure's value, and its change on what its sentence compares it with first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from components.figures.answers import Answers
from components.words.sentences import movements
from data.in_words import plain
from data.measures import MEASURES, Section


@dataclass(frozen=True)
class Tile:
    """A headline: ``change`` in words, '' where there is nothing to compare with; ``is_change`` unless it is about the same."""

    measure: str
    title: str
    value: str
    change: str
    is_change: bool
    better: Literal["higher", "lower", "neither"]
    means: str


def headlines_of(section: Section) -> list[str]:
    """The section's headline measures in their order."""
    shown = dict.fromkeys(figure.measure for figure in section.figures)
    return [name for name in shown if MEASURES[name].headline]


def tiles_of(measures: Iterable[str], answers: Answers) -> tuple[Tile, ...]:
    """The headlines that have a value."""
    return tuple(
        _tile(name, answers) for name in measures if answers.of(name) and answers.latest(name).is_known
    )


def _tile(name: str, answers: Answers) -> Tile:
    measure, series = MEASURES[name], answers.of(name)
    moved = next(iter(movements(measure, series)), None)
    partial = " (partial)" if series[-1].status == "partial" else ""
    return Tile(
        name,
        measure.short or measure.title,
        plain(series[-1].value, measure.unit) + partial,
        moved.tile if moved else "",
        moved is not None and moved.is_a_change,
        measure.better,
        measure.means,
    )
