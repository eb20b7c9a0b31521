"""What of the figures a publication copy hides: small numbers of children, and what would give them away.

All that can be shown is laid out as cells at once, whatever page shows it, and one pattern says which of them are hidden. A
figure whose cell is hidden, or in no pattern, has no number left before anything is said or drawn of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from data.disclosure_cells import Place, Within, places_of, small_cells, where_of
from data.disclosure_sums import sums_of
from data.series import FIGURES, HIDDEN, Point, Series, points_of
from data.suppression import Cell, hidden_cells


@dataclass(frozen=True)
class Table:
    """Some series, broken down ``by`` these dimensions, within further conditions."""

    series: Iterable[Series]
    by: tuple[str, ...] = ()
    within: Within = ()


@dataclass(frozen=True)
class Pattern:
    """The cells that were looked at together, and which of them are hidden, both by name.

    ``fewest`` is the least number of children but 0 that is shown.
    """

    fewest: int
    looked_at: frozenset[Cell] = field(default=frozenset(), repr=False)
    hidden: frozenset[Cell] = frozenset()

    def applied(self, series: Series, by: tuple[str, ...] = (), within: Within = ()) -> Series:
        """A series without the numbers that are hidden; what was never looked at is hidden too."""
        return tuple(hidden_point(point) if self._hides(point, by, within) else point for point in series)

    def applied_to(self, answer: pd.DataFrame, by: tuple[str, ...] = (), within: Within = ()) -> pd.DataFrame:
        """An answer of ``Store.measure`` without the numbers that are hidden, which have the status HIDDEN."""
        hides = [self._hides(point, by, within) for point in points_of(answer)]
        shown = answer.copy()
        shown.loc[hides, list(FIGURES)] = float("nan")
        shown.loc[hides, "status"] = HIDDEN
        return shown

    def is_shown(self, number: float) -> bool:
        """Whether a number of children that no cell holds may be told."""
        return not 0 < abs(number) < self.fewest

    def of_nothing(self) -> Pattern:
        """The pattern of what was not looked at: no number of children is shown."""
        return Pattern(self.fewest)

    def _hides(self, point: Point, by: tuple[str, ...], within: Within) -> bool:
        cells = [place.cell for place in places_of(point, where_of(point, by, within))]
        return any(cell in self.hidden or cell not in self.looked_at for cell in cells)


@dataclass(frozen=True)
class Cells:
    """All cells that some tables show, by name, and which of them are small."""

    places: Mapping[Cell, Place]
    small: frozenset[Cell]

    @property
    def numbers(self) -> dict[Cell, float]:
        """The numbers of those that stand in any sum."""
        return {cell: place.number for cell, place in self.places.items() if place.number is not None}


def cells_of(tables: Iterable[Table], fewest: int) -> Cells:
    """What some tables show; ``fewest`` is the least number of children but 0 that is not small."""
    places: dict[Cell, Place] = {}
    small: set[Cell] = set()
    for table in tables:
        for series in table.series:
            for point in series:
                shown = places_of(point, where_of(point, table.by, table.within))
                for place in shown:
                    places.setdefault(place.cell, place)
                small.update(small_cells(point, shown, fewest))
    return Cells(places, frozenset(small))


def pattern_of(tables: Iterable[Table], fewest: int, before: Collection[Cell] = ()) -> Pattern:
    """The pattern of all that may be shown; ``fewest`` is the least number of children but 0 that is.

    ``before`` are the cells hidden in what was published before: they stay so.
    """
    cells = cells_of(tables, fewest)
    places, first = cells.places, cells.small.union(before)
    secondary = hidden_cells(
        cells.numbers,
        sums_of(places),
        first,
        lambda cell: places[cell].order,
        lambda cell: places[cell].publication,
    )
    return Pattern(fewest, frozenset(places), secondary | first)


def hidden_point(point: Point) -> Point:
    """The point without its numbers."""
    return replace(point, numerator=None, denominator=None, value=None, status=HIDDEN)
