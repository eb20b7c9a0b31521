"""What is chosen of the figures: the quarter, the part of the council, the reading and the comparators, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.as_reported import AS_KNOWN_NOW, ReadAs
from data.lists.dimensions import DIMENSIONS

DEFAULT_COUNCIL = 885
"""The council whose published figures stand beside until another is chosen: Worcestershire."""


@dataclass(frozen=True)
class Filters:
    """What is chosen: the quarter's end, conditions, neighbour model, a published year if one is chosen, and reading.

    ``restated`` is what is known of restated figures already, ``provisional`` the quarter whose figures will still move.
    """

    ending: date
    where: dict[str, list[str]]
    model: str = "2021"
    published_year: int | None = None
    reading: ReadAs = AS_KNOWN_NOW
    restated: pd.DataFrame | None = None
    provisional: str | None = None

    @property
    def words(self) -> str:
        """What is chosen of the council: 'team North', 'service Safeguarding, team North', '' for the whole of it."""
        return filter_words(self.where)


def filter_words(where: dict[str, list[str]]) -> str:
    """The conditions of a filter as titles, files and alternatives name them: 'service Safeguarding, team North'."""
    return ", ".join(f"{DIMENSIONS[name].words} {' or '.join(values)}" for name, values in where.items())
