"""A measure's parts: each one's latest value with that of a year before, their order, and why they may add up to more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from components.words.numbers import value_or_status
from data.in_words import plain
from data.lists.dimensions import DIMENSIONS
from data.measures import Measure
from data.measures.absence import NOT_ON_LIST
from data.periods import add_months, month_end
from data.series import HIDDEN, Point, Series


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a measure: its latest period, which has a value, and the same time last year where that may stand beside it."""

    latest: Point
    year_ago: Point | None = None

    @property
    def name(self) -> str:
        """What the part is called."""
        return self.latest.group

    @property
    def value(self) -> float:
        """Its latest value."""
        assert self.latest.value is not None
        return self.latest.value

    @property
    def before(self) -> float | None:
        """Its value the same time last year."""
        return None if self.year_ago is None else self.year_ago.value

    def before_words(self, unit: str) -> str:
        """Its value the same time last year as shown, that it is hidden, or that there is none."""
        return plain(None, unit) if self.year_ago is None else value_or_status(self.year_ago, unit)


def recorded(groups: Mapping[str, Series]) -> dict[str, Series]:
    """The groups that are told apart, without those of rows on which a list has nothing to tell them by."""
    return {name: series for name, series in groups.items() if name != NOT_ON_LIST}


def latest_parts(measure: Measure, groups: Mapping[str, Series], ending: date) -> list[Part]:
    """The parts that have a value in the period to a day; for surveys and the like each part's latest value."""
    each_its_latest = measure.kind == "reported" and measure.at_a_date and measure.never_totalled
    year_ago = month_end(add_months(ending.replace(day=1), -12))
    parts = []
    for series in recorded(groups).values():
        known = [point for point in series if point.is_known]
        latest = known[-1:] if each_its_latest else [point for point in known if point.end == ending]
        before = [point for point in series if point.end == year_ago and point.status in ("ok", HIDDEN)]
        parts += [Part(point, before[0] if before else None) for point in latest]
    if any(part.latest.status == "ok" for part in parts):
        return parts
    return [Part(part.latest) for part in parts]


def largest_first(parts: Iterable[Part]) -> list[Part]:
    """The parts by their value."""
    return sorted(parts, key=lambda part: -part.value)


def in_order(dimension: str, parts: Sequence[Part]) -> list[Part]:
    """The parts in the order of their dimension, or the largest first."""
    declared = DIMENSIONS[dimension]
    if declared.values:
        return sorted(parts, key=lambda part: declared.place(part.name))
    return sorted(parts, key=lambda part: (-part.value, part.name))


def overlap_words(measure: Measure, dimension: str, parts: Iterable[Point], whole: float | None) -> str:
    """A sentence where children stand in more than one part, so that the parts add up to more than the children; else ''.

    ``whole`` is how many children there are, ``dimension`` what they are told apart by.
    """
    points = list(parts)
    added = sum(point.numerator for point in points if point.numerator is not None)
    is_stated = any(point.origin == "reported" for point in points)
    if not measure.counts_children or is_stated or whole is None or added <= whole:
        return ""
    parts_add_up_to, children = plain(added, "number"), plain(whole, "number")
    declared = DIMENSIONS[dimension]
    if not declared.overlaps:
        return f" The parts add up to {parts_add_up_to}, the children are {children}: rows of a child differ in {declared.words}."
    return (
        " The parts overlap, as a child can stand in more than one: "
        f"they add up to {parts_add_up_to}, the children are {children}."
    )
