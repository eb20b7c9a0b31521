"""Figures asked of the merged tables: names checked against the declarations, one statement built, answered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

import pandas as pd
import pyarrow as pa

from data.arrow import as_frame
from data.comparators.population import population_for
from data.lists.calendar import FIRST as FIRST_DAY
from data.lists.dimensions import DIMENSIONS
from data.lists.loaded_return import LoadedReturn
from data.measures import MEASURES, Measure
from data.measures.absence import nothing_supplied
from data.measures.builder import build
from data.measures.coverage import Supplied, supply_by_period
from data.measures.question import Question, Way, can_be_counted
from data.periods import GRAINS, Grain, Period

Query = Callable[[str, dict[str, object]], pa.Table]
"""Answers a statement and its values by an Arrow table."""

ORIGINS = ("derived", "reported", "estimated")


class Wanted(NamedTuple):
    """A question as it is put: one measure's id or several, and what ``Store.measure`` says of the rest.

    ``across`` is a second dimension to break down by: a group is then both dimensions' with PAIR between them.
    """

    ids: str | Iterable[str]
    grain: Grain = "quarter"
    periods: int = 8
    by: str | None = None
    where: Mapping[str, str | Sequence[str]] | None = None
    origin: str | None = None
    across: str | None = None

    @property
    def without_estimated_ends(self) -> bool:
        """Whether ends whose date no return gives are left out of the count."""
        return isinstance(self, WithoutEstimatedEnds)


class WithoutEstimatedEnds(Wanted):
    """The same question of ends on dates that a return gives."""

    __slots__ = ()


@dataclass(frozen=True)
class Basis:
    """What figures depend on besides the returns: whose population, the trio's rule, and the measures stated rather than counted."""

    la_code: int | None
    trio_rule: str
    stated: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Asked:
    """A question whose names are known, over spans of days."""

    ids: tuple[str, ...]
    spans: tuple[Period, ...]
    by: str | None
    where: tuple[tuple[str, tuple[str, ...]], ...]
    origin: str | None
    basis: Basis
    without_estimated_ends: bool = False
    across: str | None = None

    @property
    def split(self) -> tuple[str, ...]:
        """The dimensions that it is broken down by: none, one or two."""
        return tuple(name for name in (self.by, self.across) if name)

    def of(self, ids: Iterable[str], spans: Iterable[Period]) -> Asked:
        """The same question of some of its measures over some of its spans."""
        return replace(self, ids=tuple(ids), spans=tuple(spans))

    @property
    def reads(self) -> list[str]:
        """The tables that its measures are counted from."""
        return list(dict.fromkeys(view.name for name in self.ids for view in MEASURES[name].views))


def answer(query: Query, returns: Sequence[LoadedReturn], asked: Asked) -> pd.DataFrame:
    """The figures from the merged tables that these returns have made; ``query`` answers a statement over them."""
    question = question_of(returns, asked)
    can_be_answered = question.ways or question.stateable
    rows = as_frame(query(*build(question)) if can_be_answered else nothing_supplied(question))
    rows.insert(list(rows.columns).index("group"), "dimension", asked.by)
    return rows


def question_of(returns: Sequence[LoadedReturn], asked: Asked) -> Question:
    """A question with the ways to count that these returns supply."""
    newest = max((returned.reporting_date for returned in returns), default=FIRST_DAY)
    measures = [MEASURES[name] for name in asked.ids]
    return Question(
        measures,
        asked.spans,
        newest,
        [population_for(asked.basis.la_code, period.end) for period in asked.spans],
        asked.split,
        dict(asked.where),
        _ways(returns, asked, measures, newest),
        bool(returns) and asked.origin in (None, "reported"),
        asked.basis.stated,
        asked.basis.trio_rule,
        asked.without_estimated_ends,
    )


def _ways(
    returns: Sequence[LoadedReturn], asked: Asked, measures: Sequence[Measure], newest: date
) -> list[Way]:
    """The ways to count the measures that the returns supply for some period, as far as the question allows them."""
    supplied = Supplied(supply for returned in returns for supply in returned.supplies)
    held = {sheet.list for returned in returns for sheet in returned.report.sheets}
    filters = [name for name, _ in asked.where]
    ways = []
    for measure in measures:
        for origin, counting in measure.countings.items():
            if (
                asked.origin not in (None, origin)
                or counting.view.layout.name not in held
                or not can_be_counted(measure, counting, asked.split, filters)
            ):
                continue
            filtered = tuple(measure.dimension(name) for name in filters)
            split = tuple(map(measure.dimension, asked.split))
            supply = supply_by_period(counting, filtered, split, supplied, asked.spans, newest)
            if any(supply):
                ways.append(Way(measure, origin, counting, tuple(supply)))
    return ways


def as_conditions(where: Mapping[str, str | Sequence[str]] | None) -> dict[str, tuple[str, ...]]:
    """A filter as dimension to values. Raises ValueError where one is not a value or a list of them."""
    return {name: _as_values(name, value) for name, value in (where or {}).items()}


def _as_values(name: str, value: object) -> tuple[str, ...]:
    given = list(value) if isinstance(value, Iterable) and not isinstance(value, str) else [value]
    values = tuple(one for one in given if isinstance(one, str))
    if not values or len(values) < len(given):
        raise ValueError(
            f"The filter on {name!r} takes one value or a list of values as displayed, not {value!r}."
        )
    return values


def check_names(
    wanted: Wanted,
    ids: Sequence[str],
    where: Mapping[str, Sequence[str]],
    values_of: Callable[[str, str], frozenset[str]],
) -> None:
    """Raise ValueError, naming what is allowed, for a name that is not known.

    ``values_of`` gives the values that a measure's dimension can be asked for.
    """
    if not ids:
        raise ValueError(f"Name at least one measure. Allowed: {', '.join(MEASURES)}.")
    known("measure", ids, MEASURES)
    known("grain", [wanted.grain], GRAINS)
    known("origin", [] if wanted.origin is None else [wanted.origin], ORIGINS)
    if wanted.periods < 1:
        raise ValueError(f"periods must be 1 or more, not {wanted.periods}.")
    split = [name for name in (wanted.by, wanted.across) if name is not None]
    known("dimension", [*where, *split], ["category", *DIMENSIONS])
    for name, values in where.items():
        allowed: set[str] = set()
        for measure in (MEASURES[one] for one in ids):
            allowed |= values_of(measure.id, measure.dimension(name))
        if allowed:
            known(f"value of {name}", values, allowed)


def known(what: str, names: Iterable[str], allowed: Iterable[str]) -> None:
    """Raise ValueError, naming what is allowed, for a name that is not among it."""
    allowed = list(allowed)
    for name in names:
        if name not in allowed:
            raise ValueError(f"{name!r} is not a {what}. Allowed: {', '.join(sorted(allowed))}.")
