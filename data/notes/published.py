"""What went out: the figures of each pack that was recorded as published, which stay as they are in later packs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from data.periods import GRAINS, Grain
from data.series import Point

Within = tuple[tuple[str, str], ...]
SeriesKey = tuple[str, Grain, str, Within, str]
"""What a series is of: measure, grain, dimension ('' for none), further conditions, group."""

_EMPTY = "-"
"""What stands in a file for a number that is not known."""


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """A period's figure as it went out; ``status`` is hidden where a publication copy did not show it."""

    value: float | None
    numerator: float | None
    denominator: float | None
    status: str

    @classmethod
    def of(cls, point: Point) -> PublishedFigure:
        """What was printed of a period."""
        return cls(point.value, point.numerator, point.denominator, point.status)


Figures = dict[SeriesKey, dict[str, PublishedFigure]]
"""Figures as they went out, by series and period."""


@dataclass(frozen=True)
class Publication:
    """A pack that went out: of which quarter, on which day, which copy, with the figures that no earlier one of its kind had."""

    quarter: str
    quarter_end: date
    published_on: date
    is_publication_copy: bool
    figures: Figures = field(default_factory=dict, repr=False)


@dataclass
class Publications:
    """All packs that went out, in the order in which they did; kept with the session.

    A file holds a county's first at some 200 kB and each further quarter's at some 40 kB: an earlier figure is held once.
    """

    listed: list[Publication] = field(default_factory=list)

    def record(self, publication: Publication) -> None:
        """Keep a pack as published. One of the same quarter and copy is replaced: its figures were still of their own quarter."""
        self.listed = [one for one in self.listed if not _is_of_same(one, publication)]
        before = _together(self._earlier(publication.quarter_end, publication.is_publication_copy))
        new = {
            key: fresh
            for key, periods in publication.figures.items()
            if (fresh := {name: one for name, one in periods.items() if name not in before.get(key, {})})
        }
        self.listed.append(replace(publication, figures=new))

    def before(self, quarter_end: date, is_publication_copy: bool) -> Figures:
        """The figures that went out with a number in packs of quarters before one that ends then, as the first gave each.

        In a publication copy those of its kind stand; in an internal copy those of its own kind, and where it gave none those of
        publication copies.
        """
        earlier = self._earlier(quarter_end, is_publication_copy)
        if not is_publication_copy:
            earlier += self._earlier(quarter_end, is_publication_copy=True)
        return _together(earlier, with_number=True)

    def key(self, quarter_end: date) -> tuple[object, ...]:
        """What tells the publications before a quarter from others; empty where there is none."""
        return tuple(
            (one.quarter, one.published_on, one.is_publication_copy, len(one.figures))
            for one in self.listed
            if one.quarter_end < quarter_end
        )

    def _earlier(self, quarter_end: date, is_publication_copy: bool) -> list[Publication]:
        """The packs of one kind of the quarters before, the earliest quarter first."""
        earlier = (one for one in self.listed if one.quarter_end < quarter_end)
        own = (one for one in earlier if one.is_publication_copy == is_publication_copy)
        return sorted(own, key=lambda one: one.quarter_end)

    def as_kept(self) -> list[dict[str, Any]]:
        """All in a form that a file can hold: a series as one text of its periods."""
        return [
            {
                "quarter": one.quarter,
                "quarter_end": one.quarter_end.isoformat(),
                "published_on": one.published_on.isoformat(),
                "is_publication_copy": one.is_publication_copy,
                "figures": [[*_key_as_kept(key), _as_text(periods)] for key, periods in one.figures.items()],
            }
            for one in self.listed
        ]

    def add_kept(self, kept: Sequence[Mapping[str, Any]]) -> None:
        """Take over what a file holds; a pack of the same quarter and copy that was recorded here stands.

        Raises ValueError, KeyError or TypeError, with nothing taken over, for what was never written so.
        """
        read = [_read(one) for one in kept]
        self.listed = [
            one for one in read if not any(_is_of_same(one, own) for own in self.listed)
        ] + self.listed


def _together(packs: Iterable[Publication], with_number: bool = False) -> Figures:
    """The figures of several packs, each as the first gave it."""
    found: Figures = {}
    for pack in packs:
        for key, periods in pack.figures.items():
            held = found.setdefault(key, {})
            for name, one in periods.items():
                if not (with_number and one.value is None):
                    held.setdefault(name, one)
    return found


def _is_of_same(one: Publication, other: Publication) -> bool:
    return (one.quarter, one.is_publication_copy) == (other.quarter, other.is_publication_copy)


def _key_as_kept(key: SeriesKey) -> list[Any]:
    measure, grain, by, within, group = key
    return [measure, grain, by, [list(condition) for condition in within], group]


def _as_text(periods: Mapping[str, PublishedFigure]) -> str:
    """'Q3 2022/23|882|-|-|ok;…': a line for a series, as a file with a line for each number would be five times as long."""
    return ";".join(
        "|".join([name, *(map(_number, (one.value, one.numerator, one.denominator))), one.status])
        for name, one in periods.items()
    )


def _number(number: float | None) -> str:
    return _EMPTY if number is None else str(int(number)) if number == int(number) else repr(float(number))


def _read(kept: Mapping[str, Any]) -> Publication:
    figures: Figures = {}
    for measure, named, by, within, group, text in kept["figures"]:
        grain = GRAINS[GRAINS.index(named)]
        conditions = tuple((str(name), str(value)) for name, value in within)
        figures[str(measure), grain, str(by), conditions, str(group)] = _periods(text)
    return Publication(
        str(kept["quarter"]),
        date.fromisoformat(kept["quarter_end"]),
        date.fromisoformat(kept["published_on"]),
        bool(kept["is_publication_copy"]),
        figures,
    )


def _periods(text: str) -> dict[str, PublishedFigure]:
    found = {}
    for part in text.split(";"):
        name, *numbers, status = part.split("|")
        value, numerator, denominator = (None if one == _EMPTY else float(one) for one in numbers)
        found[name] = PublishedFigure(value, numerator, denominator, status)
    return found
