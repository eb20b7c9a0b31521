"""The cells that published figures are made of, and which of them are small.

A count is one cell wherever it is shown: as a number, as a rate, as what a percentage is of. A percentage is two, those counted
and all the others, that add up to its base.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from data.measures import MEASURES, Counting, Measure
from data.measures.absence import ALL, PAIR
from data.measures.declaration import CHILDREN
from data.measures.sections import quality_of_practice, workforce
from data.series import Point
from data.suppression import Cell

Where = frozenset[tuple[str, str]]
"""The conditions that tell a part from the whole: dimension and value."""

Within = tuple[tuple[str, str], ...]
"""Conditions that a question is asked within: dimension and value, as they are asked."""

FEWEST_OF_A_SHARE = 10
"""No percentage of fewer is published: each of its few moves it too far."""

_STAFF = frozenset({"workforce", "workforce_posts"})
_NOT_SHOWN, _PART, _LONGER, _MONTH, _QUARTER, _STOCK = range(6)
"""How readily a cell is hidden for the sake of another of the same period: the first before the last."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cell stands: what is counted, when, of which part; ``number`` is None where it is in no sum.

    ``start`` is None of what is counted on a day. ``level`` says how readily it is hidden for another's sake.
    """

    name: str
    start: date | None
    end: date
    where: Where
    number: float | None
    level: int

    @property
    def cell(self) -> Cell:
        """Its name among all cells, in a form that a file can hold."""
        span = f"{self.start}/{self.end}" if self.start else f"{self.end}"
        return "|".join([self.name, span, *(f"{name}={value}" for name, value in sorted(self.where))])

    @property
    def order(self) -> tuple[float, ...]:
        """Parts before wholes, the newest first, and small before large."""
        return (self.level, -self.end.toordinal(), abs(self.number or 0.0))

    @property
    def publication(self) -> int:
        """The quarterly publication that is the first to hold it: quarters in their order."""
        return self.end.year * 4 + (self.end.month - 1) // 3


def is_of_children(measure: Measure) -> bool:
    """Whether it counts children, or what was done for them, and not posts, staff or audits."""
    if measure.section == quality_of_practice.SECTION:
        return False
    if measure.section != workforce.SECTION:
        return True
    return bool(measure.countings) and not any(
        counting.rows in _STAFF for counting in measure.countings.values()
    )


def where_of(point: Point, by: tuple[str, ...], within: Within) -> Where:
    """What tells a figure from the whole: its group of each dimension, and the conditions it is asked within."""
    measure = MEASURES[point.measure]
    groups = point.group.split(PAIR) if by and point.group != ALL else ()
    named = [*zip(by, groups, strict=False), *within]
    return frozenset((measure.dimension(name), value) for name, value in named)


def places_of(point: Point, where: Where) -> tuple[Place, ...]:
    """The cells that a figure shows; none of what is no count of children, or has no number at all."""
    measure = MEASURES[point.measure]
    if not is_of_children(measure):
        return ()
    start = None if measure.at_a_date or measure.kind == "window" else point.start
    counted, of = _numbers(measure, point)

    def place(name: str, number: float | None, where: Where = where, is_shown: bool = True) -> Place:
        return Place(name, start, point.end, where, number, _level(measure, point, where, is_shown))

    names = names_of(measure)
    if measure.unit in ("number", "rate"):
        return (place(names.counted, counted),) if counted is not None else ()
    base_where = where if not measure.of_all else without_category(where, measure)
    base = () if of is None else (place(names.of, of, base_where),)
    if measure.unit != "percent" or counted is None:
        return base
    others = () if of is None else (place(names.others, of - counted, is_shown=False),)
    share = () if of is None else (place(names.share, None),)
    return (place(names.counted, counted), *others, *base, *share)


def small_cells(point: Point, places: tuple[Place, ...], fewest: int) -> Iterator[Cell]:
    """Those of a figure's cells that are hidden for their own smallness: children, all the others, a base, a share of few.

    What only begins less what ends is no number of children.
    """
    measure = MEASURES[point.measure]
    if measure.is_net_change:
        return
    names = names_of(measure)
    _, of = _numbers(measure, point)
    for place in places:
        if (place.number is not None and 0 < place.number < fewest) or (
            place.name == names.share and of and of < max(FEWEST_OF_A_SHARE, fewest)
        ):
            yield place.cell


@dataclass(frozen=True)
class Names:
    """The names of a measure's cells: what it counts, what it is a share of, the others of that, and the share itself."""

    measure: str
    counted: str
    of: str

    @cached_property
    def others(self) -> str:
        """Those that its base has besides."""
        return f"{self.measure}: the others"

    @cached_property
    def share(self) -> str:
        """The percentage."""
        return f"{self.measure}: the share"


@cache
def names_of(measure: Measure) -> Names:
    """The names of its cells: a count has the same whatever measure uses it."""
    counting = measure.first_counting
    if counting is None:
        return Names(measure.id, measure.id, f"{measure.id}: of")
    of = counting.denominator
    return Names(
        measure.id,
        _first_of(_signature(counting, counting.numerator), measure.id),
        _first_of(_signature(counting, of or ""), f"{measure.id}: of"),
    )


def _first_of(signature: tuple[object, ...], name: str) -> str:
    """The first of the catalogue that counts the same, under any name."""
    return _counts().get(signature, name)


@cache
def _counts() -> dict[tuple[object, ...], str]:
    """What can be counted, each under the measure that is that number, or else the first that uses it."""
    names: dict[tuple[object, ...], str] = {}
    for measure in sorted(MEASURES.values(), key=lambda measure: measure.unit != "number"):
        counting = measure.first_counting
        if counting is not None:
            names.setdefault(_signature(counting, counting.numerator), measure.id)
            names.setdefault(_signature(counting, counting.denominator or ""), f"{measure.id}: of")
    return names


def _signature(counting: Counting, sql: str) -> tuple[object, ...]:
    """What tells a count from others. Children and their rows are one: they are so nearly alike that each tells the other."""
    counted = sql.replace(CHILDREN, "count(*)")
    window = counting.window_months, counting.followed_for_days
    return counting.rows, counting.dated, counting.opened, counting.closed, counted, window


def _numbers(measure: Measure, point: Point) -> tuple[float | None, float | None]:
    """How many are counted of how many; what is not stated of the two is worked out of the value and the other."""
    counted, of = point.numerator, point.denominator
    if measure.unit == "number":
        return point.value if counted is None else counted, None
    each = 100 if measure.unit == "percent" else 10_000
    if measure.unit not in ("percent", "rate") or point.value is None:
        return counted, of
    if counted is None and of is not None:
        counted = float(round(of * point.value / each))
    if of is None and counted and point.value:
        of = float(round(each * counted / point.value))
    return counted, of


def without_category(where: Where, measure: Measure) -> Where:
    """The conditions without the measure's own category: parts of all have one base."""
    return frozenset(
        (name, value) for name, value in where if name != (measure.category and measure.dimension("category"))
    )


def _level(measure: Measure, point: Point, where: Where, is_shown: bool) -> int:
    if not is_shown or measure.is_net_change:
        return _NOT_SHOWN
    if where:
        return _PART
    if measure.at_a_date:
        return _STOCK
    days = (point.end - point.start).days
    return _MONTH if days < 35 else _QUARTER if days < 95 else _LONGER
