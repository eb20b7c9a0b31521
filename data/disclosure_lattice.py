"""What a publication copy may show: the measures over each span of time, by each dimension that a section's figures have.

It is laid out from the catalogue and the sections' figures alone. What stands nowhere in it is not looked at for small numbers,
and so never published.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import pandas as pd

from data.answering import Wanted, as_conditions
from data.disclosure import Pattern, Table
from data.disclosure_cells import Within
from data.judgement import judged_monthly, months_wanted
from data.lists.dimensions import DIMENSIONS
from data.measures import MEASURES, SECTIONS, Measure, Shown
from data.measures.section import natural_chart
from data.periods import GRAINS, Grain
from data.series import series_of

QUARTERS_TO_CHOOSE = 8
"""How many quarters can be chosen, the newest included: each has its own periods before it."""

_SHOWN: dict[Grain, int] = {
    "month": 24,
    "quarter": 9,
    "year_to_date": 13,
    "year": 5,
    "rolling_12_months": 9,
}
"""How many periods of a span any figure shows, years to date and rolling ones by their quarters."""

_BY_MONTH = frozenset({"months", "season"})
_BY_PARTS = frozenset({"parts", "groups", "heat", "rated", "spread", "due", "ranks", "bump", "trio"})
_BY_FACTOR = frozenset({"ranks", "bump", "trio"})
_TRIO = "trio_of_harm"
_RATE, _AGES, _RATED = "rate", "pyramid", "rated"


@dataclass(frozen=True, slots=True)
class Laid:
    """Some periods of a measure over a span of time, by dimensions and within conditions, as they may be published."""

    measure: str
    grain: Grain
    periods: int
    by: tuple[str, ...] = ()
    within: Within = ()


@cache
def lattice() -> tuple[Laid, ...]:
    """All that may be published, each measure of a shape once, with as many periods as any figure shows."""
    most: dict[tuple[str, Grain, tuple[str, ...], Within], int] = {}
    for laid in _laid():
        place = laid.measure, laid.grain, laid.by, laid.within
        most[place] = max(laid.periods, most.get(place, 0))
    return tuple(
        Laid(measure, grain, periods, by, within) for (measure, grain, by, within), periods in most.items()
    )


def _laid() -> Iterator[Laid]:
    for measure in MEASURES.values():
        yield from _of_the_whole(measure)
    for section in SECTIONS.values():
        for shown in section.figures:
            yield from _of_a_figure(shown)


def _of_the_whole(measure: Measure) -> Iterator[Laid]:
    """A measure as a whole: its quarters, and its months where they are judged."""
    yield _spans(measure, "quarter")
    for wanted in months_wanted(judged_monthly([measure])):
        if not wanted.without_estimated_ends:
            yield Laid(measure.id, "month", wanted.periods + 3 * (QUARTERS_TO_CHOOSE - 1))


def _of_a_figure(shown: Shown) -> Iterator[Laid]:
    """What a figure shows besides its measures' quarters."""
    measure = MEASURES[shown.measure]
    chart = shown.chart or natural_chart(measure)
    for name in shown.measures:
        yield _spans(MEASURES[name], shown.grain)
    if chart in _BY_MONTH:
        yield _spans(measure, "month")
    if chart == _RATE and measure.kind == "flow":
        yield _spans(measure, "rolling_12_months")
    by = measure.dimension(shown.by)
    if chart in _BY_PARTS and by in measure.dimensions:
        yield _spans(measure, shown.grain, (by,))
        if chart in _BY_FACTOR:
            yield _spans(measure, "year_to_date", (by,))
            yield _spans(MEASURES[_TRIO], "year_to_date")
    if shown.across:
        across = measure.dimension(shown.across)
        yield _spans(measure, shown.grain, (across,))
        yield _spans(measure, shown.grain, (by, across))
    if chart == _AGES:
        for sex in DIMENSIONS["sex"].coded_values:
            yield _spans(measure, shown.grain, ("age_band",), (("sex", sex),))
    if chart == _RATED:
        for rating in DIMENSIONS["rating"].values:
            yield _spans(measure, shown.grain, (by,), (("rating", rating),))


def _spans(measure: Measure, grain: Grain, by: tuple[str, ...] = (), within: Within = ()) -> Laid:
    per_quarter = 3 if grain == "month" else 1
    return Laid(measure.id, grain, _SHOWN[grain] + per_quarter * (QUARTERS_TO_CHOOSE - 1), by, within)


def published_dimensions(measure: Measure) -> tuple[str, ...]:
    """The dimensions by which a measure is published: by no other is it looked at."""
    shown = {laid.by[0] for laid in _within_nothing(measure) if len(laid.by) == 1}
    return tuple(name for name in measure.dimensions if name in shown)


def published_grains(measure: Measure, by: str = "") -> tuple[Grain, ...]:
    """The spans of time over which a measure is published, as a whole or by a dimension."""
    split = (measure.dimension(by),) if by else ()
    shown = {laid.grain for laid in _within_nothing(measure) if laid.by == split}
    return tuple(grain for grain in GRAINS if grain in shown)


def _within_nothing(measure: Measure) -> Iterator[Laid]:
    return (laid for laid in lattice() if laid.measure == measure.id and not laid.within)


def published(answer: pd.DataFrame, wanted: Wanted, pattern: Pattern) -> pd.DataFrame:
    """The answer to a question without the numbers that a pattern hides.

    Of another origin than the best, without ends on estimated dates and of several values together nothing was looked at.
    """
    was_looked_at = wanted.origin is None and not wanted.without_estimated_ends
    by = tuple(name for name in (wanted.by, wanted.across) if name)
    within = tuple((name, " or ".join(values)) for name, values in as_conditions(wanted.where).items())
    return (pattern if was_looked_at else pattern.of_nothing()).applied_to(answer, by, within)


Ask = Callable[[Sequence[Wanted], date], list[pd.DataFrame]]
"""Answers questions to the quarter that ends on a day."""


def tables_of(ask: Ask, ending: date) -> Iterator[Table]:
    """The whole lattice asked, to the quarter's end that is given, in as few statements as can answer it."""
    batches: dict[object, list[Laid]] = {}
    for laid in lattice():
        batches.setdefault((laid.grain, _as_asked(laid), laid.within), []).append(laid)
    wanted = [_wanted(batch) for batch in batches.values()]
    for batch, answer in zip(batches.values(), ask(wanted, ending), strict=True):
        periods = {laid.measure: laid.periods for laid in batch}
        held = [points[-periods[measure] :] for (measure, _), points in series_of(answer).items()]
        yield Table(held, _as_asked(batch[0]), batch[0].within)


def _as_asked(laid: Laid) -> tuple[str, ...]:
    """Its dimensions, a measure's own category by that word: measures with different ones are asked together."""
    own = MEASURES[laid.measure].category
    return tuple("category" if name == own else name for name in laid.by)


def _wanted(batch: Sequence[Laid]) -> Wanted:
    first, by = batch[0], (*_as_asked(batch[0]), None, None)
    return Wanted(
        [laid.measure for laid in batch],
        first.grain,
        max(laid.periods for laid in batch),
        by=by[0],
        where={name: [value] for name, value in first.within},
        across=by[1],
    )
