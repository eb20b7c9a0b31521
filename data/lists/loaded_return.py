"""A return that is in use: what was read of it, the lists it supplies, and its place in reading order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from data.lists.supply import ListSupply
from data.periods import Period, period_containing
from data.returns.problems import LoadReport
from data.returns.remembering import Entry

PLACES = 1 << 40
"""More places than the returns of one date can need."""

_PLACES_APART = 1 << 20


@dataclass(frozen=True)
class LoadedReturn:
    """A return that is in use.

    ``place`` is its place among the returns of its date: where two say different things of a row, the one that comes
    later stands. ``read_with`` is what was remembered of the council's headers and codes when it was read.
    """

    id: int
    fingerprint: str
    report: LoadReport
    supplies: tuple[ListSupply, ...]
    place: int = 0
    read_with: frozenset[Entry] = frozenset()

    @property
    def reporting_date(self) -> date:
        """The last day its data cover."""
        assert self.report.reporting_date is not None
        return self.report.reporting_date

    @property
    def order(self) -> int:
        """Its place in reading order: by reporting date, then among the returns of that date."""
        return self.reporting_date.toordinal() * PLACES + self.place

    @property
    def quarter(self) -> Period:
        """The quarter that its data go to."""
        return period_containing(self.reporting_date, "quarter")


def in_place(loaded: LoadedReturn, returns: Iterable[LoadedReturn], after_all: bool) -> LoadedReturn:
    """A return put into its place among those of its kind and date: after all of them, or by when each was made.

    Where the workbooks do not say when they were made, the one loaded later comes later.
    """
    same = sorted(
        (
            other
            for other in returns
            if (other.report.kind, other.reporting_date) == (loaded.report.kind, loaded.reporting_date)
        ),
        key=lambda other: other.order,
    )
    first_later = next(
        (n for n, other in enumerate(same) if not after_all and loaded.report.was_made_before(other.report)),
        None,
    )
    last = max(loaded.id * _PLACES_APART, *(other.place + 1 for other in same), 0)
    if first_later is None:
        return replace(loaded, place=last)
    before = same[first_later - 1].place if first_later else 0
    return replace(loaded, place=(before + same[first_later].place) // 2)


def version_of(loaded: LoadedReturn, returns: Iterable[LoadedReturn]) -> int:
    """Which version of its quarter's return it is: 1 for the first in reading order, the last is the one that stands."""
    return sum(
        other.report.kind == loaded.report.kind
        and other.quarter == loaded.quarter
        and other.order <= loaded.order
        for other in returns
    )
