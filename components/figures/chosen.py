"""What is chosen of the figures: the quarter, the part of the council, the reading and the comparators, as a value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from data.as_reported import AS_KNOWN_NOW, ReadAs
from data.lists.dimensions import DIMENSIONS
from data.periods import period_containing

DEFAULT_COUNCIL = 885
"""The council whose published figures stand beside until another is chosen: Worcestershire."""


@dataclass(frozen=True)
class Filters:
    """What is chosen: the quarter's end, conditions, neighbour model, a published year if one is chosen, and reading.

    ``provisional`` is the quarter whose figures will still move; ``is_publication`` where small numbers of children, and what
    would tell them, are hidden; ``as_published`` where figures of earlier quarters stay as they went out.
    """

    ending: date
    where: Mapping[str, Sequence[str]] = field(default_factory=dict)
    model: str = "2021"
    published_year: int | None = None
    reading: ReadAs = AS_KNOWN_NOW
    provisional: str | None = None
    is_publication: bool = False
    as_published: bool = False

    @property
    def words(self) -> str:
        """What is chosen of the council: 'team North', 'service Safeguarding, team North', '' for the whole of it."""
        return filter_words(self.where)

    @property
    def is_provisional(self) -> bool:
        """Whether the quarter shown is the one whose figures will still move."""
        return self.provisional == period_containing(self.ending, "quarter").label

    @property
    def key(self) -> tuple[object, ...]:
        """What tells it from other choices."""
        conditions = tuple((name, tuple(values)) for name, values in self.where.items())
        comparators = self.model, self.published_year
        copy = self.is_publication, self.as_published
        return self.ending, conditions, comparators, self.reading, self.provisional, *copy


def filter_words(where: Mapping[str, Sequence[str]]) -> str:
    """The conditions of a filter as titles, files and alternatives name them: 'service Safeguarding, team North'."""
    return ", ".join(f"{DIMENSIONS[name].words} {' or '.join(values)}" for name, values in where.items())
