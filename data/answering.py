"""Figures asked of the merged tables: names checked against the declarations, one statement built, answered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import pandas as pd
import pyarrow as pa

from data.arrow import as_frame
from data.comparators.population import population_for
from data.lists.calendar import FIRST as FIRST_DAY
from data.lists.loaded_return import LoadedReturn
from data.lists.views import DISPLAY_ORDER, VIEWS
from data.measures import MEASURES, Estimate, Measure
from data.measures.builder import Counted, Question, build
from data.measures.coverage import Coverage, coverage_of, derived_status, needs, spans_for
from data.measures.family_front_door import TRIO_RULES
from data.periods import GRAINS, Grain, Period

Query = Callable[[str, dict[str, object]], pa.Table]
"""Answers a statement and its values by an Arrow table."""

ORIGINS = ("derived", "reported", "estimated")
MEASURES_AT_ONCE = 40
"""How many measures one statement asks: planning a longer one takes more time and memory than it saves."""


class Wanted(NamedTuple):
    """A question as it is put: one measure's id or several, and what ``Store.measure`` says of the rest."""

    ids: str | Iterable[str]
    grain: Grain = "quarter"
    periods: int = 8
    by: str | None = None
    where: Mapping[str, str | Sequence[str]] | None = None
    origin: str | None = None

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

    def of(self, ids: Iterable[str], spans: Iterable[Period]) -> Asked:
        """The same question of some of its measures over some of its spans."""
        return replace(self, ids=tuple(ids), spans=tuple(spans))

    @property
    def reads(self) -> list[str]:
        """The SQL, tables and columns that its measures are worked out of."""
        counted = [
            one for name in self.ids for one in (MEASURES[name], MEASURES[name].estimate) if one is not None
        ]
        return [" ".join(filter(None, (one.rows, one.numerator, one.denominator))) for one in counted]


def answer(query: Query, returns: Sequence[LoadedReturn], asked: Asked) -> pd.DataFrame:
    """The figures from the merged tables that these returns have made; ``query`` answers a statement over them."""
    ids = sorted(asked.ids) if len(asked.ids) > MEASURES_AT_ONCE else list(asked.ids)
    parts = [
        _question(returns, asked, [MEASURES[name] for name in ids[first : first + MEASURES_AT_ONCE]])
        for first in range(0, len(ids), MEASURES_AT_ONCE)
    ]
    answers = [as_frame(query(*build(part))) for part in parts]
    return answers[0] if len(answers) == 1 else pd.concat(answers, ignore_index=True)


def _question(returns: Sequence[LoadedReturn], asked: Asked, measures: list[Measure]) -> Question:
    newest = max((one.reporting_date for one in returns), default=FIRST_DAY)
    rule = TRIO_RULES[asked.basis.trio_rule][0]
    listed = [supply for one in returns for supply in one.supplies]
    supplies = [supply for supply in listed if supply.can_be_merged]
    supply: dict[tuple[str, str, int], str] = {}
    dimensions = [*([asked.by] if asked.by else []), *(name for name, _ in asked.where)]
    for measure in measures:
        ways: dict[str, Measure | Estimate] = {"derived": measure} if measure.rows else {}
        if measure.estimate is not None:
            ways["estimated"] = measure.estimate
        for kind, counted in ways.items():
            needed = needs(counted, rule, [measure.dimension(name) for name, _ in asked.where])
            coverage = coverage_of(
                counted, needed, [measure.dimension(name) for name in dimensions], supplies
            )
            of_lists = Coverage(spans_for({(name, "") for name, _ in needed}, listed))
            for position, period in enumerate(asked.spans):
                as_at = min(period.end, newest)
                status = derived_status(counted, period, as_at, coverage)
                if (
                    status == "not supplied"
                    and derived_status(counted, period, as_at, of_lists) != "not supplied"
                ):
                    status = "hardly"
                supply[measure.id, kind, position] = status
    periods = [
        Counted(period, min(period.end, newest), newest, population_for(asked.basis.la_code, period.end))
        for period in asked.spans
    ]
    origins = ORIGINS if asked.origin is None else (asked.origin,)
    return Question(
        measures,
        periods,
        asked.by,
        dict(asked.where),
        origins,
        supply,
        rule,
        asked.basis.stated,
        asked.without_estimated_ends,
    )


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
    values_held: Callable[[str], set[str]],
    categories_stated: Callable[[str], set[str]],
) -> None:
    """Raise ValueError, naming what is allowed, for a name that is not known.

    ``values_held`` gives a dimension's values in any table, ``categories_stated`` those that panel returns state of a measure.
    """
    if not ids:
        raise ValueError(f"Name at least one measure. Allowed: {', '.join(MEASURES)}.")
    known("measure", ids, MEASURES)
    known("grain", [wanted.grain], GRAINS)
    known("origin", [] if wanted.origin is None else [wanted.origin], ORIGINS)
    if wanted.periods < 1:
        raise ValueError(f"periods must be 1 or more, not {wanted.periods}.")
    dimensions = {"category"} | {name for view in VIEWS.values() for name in view.dimensions}
    dimensions |= {measure.category for measure in MEASURES.values() if measure.category}
    known("dimension", [*where, *([] if wanted.by is None else [wanted.by])], dimensions)
    for name, values in where.items():
        allowed: set[str] = set()
        for measure in (MEASURES[one] for one in ids):
            dimension = measure.dimension(name)
            if any(dimension in view.dimensions for view in measure.views):
                allowed |= set(DISPLAY_ORDER.get(dimension, ())) or values_held(dimension)
            if measure.category == dimension:
                allowed |= categories_stated(measure.id)
        if allowed:
            known(f"value of {name}", values, allowed)


def known(what: str, names: Iterable[str], allowed: Iterable[str]) -> None:
    """Raise ValueError, naming what is allowed, for a name that is not among it."""
    allowed = list(allowed)
    for name in names:
        if name not in allowed:
            raise ValueError(f"{name!r} is not a {what}. Allowed: {', '.join(sorted(allowed))}.")
