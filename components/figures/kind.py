"""A kind of figure: what it asks, what it is called, and how it is made of the answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from components.figures.answers import Answers, Asked
from components.figures.chosen import Filters
from components.figures.figure import Picture, Sentence, State, Table
from data.disclosure import Pattern
from data.measures import MEASURES, Shown
from data.measures.section import natural_chart
from data.store import Questions


@dataclass(frozen=True)
class Content:
    """What a kind of figure makes of the answers: each part absent where there is nothing to say.

    ``is_table`` where its table stands in a chart's place; ``definition`` are headed sentences in place of the measure's own;
    ``why_absent`` says why there is nothing at all to show.
    """

    sentences: tuple[Sentence, ...] = ()
    picture: Picture | None = None
    table: Table | None = None
    more: tuple[Table, ...] = ()
    states: frozenset[State] = frozenset()
    is_table: bool = False
    definition: tuple[tuple[str, str], ...] = ()
    why_absent: str = ""


def _nothing_more(_: Shown) -> Iterable[Asked]:
    return ()


def _as_read(read: Any, _: Pattern) -> object:
    return read


def _own_title(shown: Shown) -> str:
    return MEASURES[shown.measure].title


@dataclass(frozen=True)
class Kind:
    """A kind of figure, by the name that a section gives it; a new one is a module with its entry in ``components.charts``.

    ``make`` makes its content of the answers; ``asks`` are its questions besides the quarters of its measures; ``title`` its
    heading; ``reads`` asks for what no measure answers (a list, a rank table), which ``Answers.tables`` holds by the kind's name:
    what several kinds share is read once, and ``published`` takes out of it what a publication copy hides.
    ``says_itself`` where it tells of its own what it lacks;
    ``stands_beside_published`` where it is drawn of published figures alone when the returns give none.
    """

    name: str
    make: Callable[[Shown, Answers], Content]
    asks: Callable[[Shown], Iterable[Asked]] = _nothing_more
    title: Callable[[Shown], str] = _own_title
    reads: Callable[[Questions, Filters], object] | None = None
    published: Callable[[Any, Pattern], object] = _as_read
    says_itself: bool = False
    stands_beside_published: bool = False


def kind_name(shown: Shown) -> str:
    """How a figure is drawn: as its section says, or as is natural to its measure."""
    return shown.chart or natural_chart(MEASURES[shown.measure])


def key_of(shown: Shown) -> str:
    """What tells a figure from its section's others, and links to it: 'referrals-months-category'."""
    return f"{shown.measure} {kind_name(shown)} {shown.by}".replace(" ", "-")
