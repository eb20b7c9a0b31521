"""Change or chance: whether a month lies within what is usual for its series.

XmR limits (mean ± 2.66 × mean moving range, ranges above 3.27 × their mean left out once) and the four rules of NHS England's
Making Data Count: a point outside the limits, seven in a row on one side of the mean, seven in a row rising or falling, two
of three in the outer third on one side. For monthly flows and percentages; not for stocks, rolling or year-to-date series,
whose months overlap, nor for counts with a mean below one. A flow with a season has limits of each month's own
(``data/seasons.py``) from three whole earlier years on; before that a month is set beside the same month last year, no more.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from data.points import MONTHS_OF_A_QUARTER, Points, points
from data.seasons import YEAR, Limits, limits_of_the_season
from data.series import Series

FEWEST_MONTHS, ENOUGH_MONTHS = 12, 24
"""Below the first there are no limits, below the second they are trial limits; quarters alike, where they are judged."""

YEARS_OF_A_SEASON = 3
"""The whole years before a month that its season is known from."""

RUN = 7
LEAST_MEAN = 1.0
"""A count that averages less has no usual range: most months are 0, and any other looks unusual."""

LEAST_BASE = 50
"""A percentage of fewer a month is judged by quarter: one child moves it by more than two points."""

MARKED_BY_CHANCE = 0.02
"""The share of newest months, of series where nothing changed, that limits and rules together mark: measured by a test."""

_SPREAD, _SCREEN = 2.66, 3.27
_RUN_OF_A_SEASON = 1 / 3
"""How far to the limit a run must lie on average where a season is allowed for: its level and factors are themselves estimates."""


@dataclass(frozen=True)
class Month:
    """A month (or quarter) judged: what is usual for it, and what makes it unusual, if anything does.

    ``signal`` is above, below, run above, run below, rising, falling, near upper, near lower or None; ``in_a_row`` how
    many months, this one the last, a run or trend has lasted.
    """

    label: str
    value: float
    centre: float
    lower: float
    upper: float
    signal: str | None
    in_a_row: int = 1

    @property
    def is_within(self) -> bool:
        """Whether it lies within its limits, whatever the rules say of it."""
        return self.lower <= self.value <= self.upper


@dataclass(frozen=True)
class Comparison:
    """The newest month beside the same month last year: all that can be said of a season before three earlier years are held."""

    label: str
    value: float
    earlier_label: str
    earlier: float


@dataclass(frozen=True)
class UsualRange:
    """The months judged, oldest first, without those that could not be.

    ``is_trial`` where fewer than 24 months make the limits; ``same_months`` where each month has limits of its own, from
    ``years`` whole years before the newest; ``by_quarter`` where quarters were judged in place of months. With a
    ``comparison`` there is no range, and no months.
    """

    months: tuple[Month, ...]
    months_used: int
    is_trial: bool
    same_months: bool
    years: int = 0
    by_quarter: bool = False
    comparison: Comparison | None = None

    @property
    def latest(self) -> Month:
        """The newest month; there is none beside a comparison."""
        return self.months[-1]

    @property
    def has_range(self) -> bool:
        """Whether there are limits to lie within."""
        return bool(self.months)

    @property
    def is_unusual(self) -> bool:
        """Whether the newest month shows more than chance."""
        return self.has_range and self.latest.signal is not None


def usual_range(
    labels: Sequence[str],
    values: Sequence[float],
    *,
    seasonal: bool = False,
    most: float = math.inf,
    least: float = 0.0,
) -> UsualRange | None:
    """Judge consecutive months, oldest first; NaN where a month is not supplied. None where they are too few or too rare.

    ``seasonal`` gives each month limits of its own from the whole years before it, or a comparison where there are fewer
    than three; ``most`` and ``least`` are the greatest and least value there can be (100 for a percentage; minus infinity
    for a net change, and for any series that holds a value below ``least``). The last 24 months make ordinary limits.
    """
    if not values or math.isnan(values[-1]):
        return None
    known = [value for value in values if not math.isnan(value)]
    least = least if min(known) >= least else -math.inf
    if seasonal:
        return _by_season(labels, values, least, most)
    labels, values = labels[-ENOUGH_MONTHS:], values[-ENOUGH_MONTHS:]
    known = [value for value in values if not math.isnan(value)]
    if len(known) < FEWEST_MONTHS or (
        math.isinf(most) and _mean([abs(value) for value in known]) < LEAST_MEAN
    ):
        return None
    centre, width = _mean(known), _SPREAD * mean_moving_range(values)
    limits: list[Limits | None] = [Limits(centre, width, 1.0)] * len(values)
    return UsualRange(
        _judge(labels, values, limits, least, most), len(known), len(known) < ENOUGH_MONTHS, False
    )


def months_to_ask(*, seasonal: bool, percent: bool) -> int:
    """How many months to ask the store for: 24 judged, with the three years before them, or as many quarters."""
    if seasonal:
        return ENOUGH_MONTHS + YEARS_OF_A_SEASON * YEAR
    return ENOUGH_MONTHS * MONTHS_OF_A_QUARTER if percent else ENOUGH_MONTHS


def judge_series(
    months: Series, *, seasonal: bool, percent: bool, can_be_negative: bool = False
) -> UsualRange | None:
    """Judge a measure's months, up to its newest whole month; partial months are gaps.

    A percentage of fewer than 50 a month is judged by whole quarters.
    """
    return judge_points(points(months), seasonal=seasonal, percent=percent, can_be_negative=can_be_negative)


def judge_points(
    months: Points, *, seasonal: bool, percent: bool, can_be_negative: bool = False
) -> UsualRange | None:
    """Judge a measure's months as ``judge_series`` does."""
    by_quarter = percent and is_of_few(months)
    judged_by = months.by_quarter() if by_quarter else months
    if percent and judged_by.mean_numerator(ENOUGH_MONTHS) < LEAST_MEAN:
        return None
    judged = usual_range(
        judged_by.labels,
        judged_by.values,
        seasonal=seasonal and not by_quarter,
        most=100.0 if percent else math.inf,
        least=-math.inf if can_be_negative else 0.0,
    )
    return replace(judged, by_quarter=by_quarter) if judged is not None else None


def is_of_few(months: Points) -> bool:
    """Whether a percentage is of fewer than 50 a month, by the last 24 whole months; not where a return states it alone."""
    return months.mean_base(ENOUGH_MONTHS) < LEAST_BASE


def places_to_show(month: Month, places: int) -> int:
    """The decimals with which a month and its limits are shown, at least ``places``: more where rounding hides a limit crossed."""
    if month.is_within:
        return places
    crossed = month.upper if month.value > month.upper else month.lower
    while places < 3 and _half_up(month.value, places) == _half_up(crossed, places):
        places += 1
    return places


def _half_up(value: float, places: int) -> int:
    return math.floor(value * pow(10.0, places) + 0.5)


def mean_moving_range(values: Sequence[float]) -> float:
    """The mean of the moves from one month to the next, without those above 3.27 times their mean; 0 where there are none."""
    moves = [abs(now - then) for then, now in pairwise(values) if not math.isnan(now - then)]
    mean = _mean(moves)
    return _mean([move for move in moves if move <= _SCREEN * mean])


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _by_season(
    labels: Sequence[str], values: Sequence[float], least: float, most: float
) -> UsualRange | None:
    """Each month of the last two years judged by its own season, or the newest beside the same month last year."""
    first = max(0, len(values) - ENOUGH_MONTHS)
    seasons = [
        limits_of_the_season(values[:position], YEARS_OF_A_SEASON, _limit_width)
        for position in range(first, len(values))
    ]
    known = sum(not math.isnan(value) for value in values)
    newest = seasons[-1]
    if newest is not None:
        limits = [
            season.limits if season and season.limits.centre >= LEAST_MEAN else None for season in seasons
        ]
        if limits[-1] is None:
            return None
        months = _judge(labels[first:], values[first:], limits, least, most, _RUN_OF_A_SEASON)
        return UsualRange(months, known, False, True, years=newest.years)
    if len(values) <= YEAR or math.isnan(values[-1 - YEAR]):
        return None
    comparison = Comparison(labels[-1], values[-1], labels[-1 - YEAR], values[-1 - YEAR])
    return UsualRange((), known, False, False, comparison=comparison)


def _limit_width(values: Sequence[float]) -> float:
    return _SPREAD * mean_moving_range(values)


def _judge(
    labels: Sequence[str],
    values: Sequence[float],
    limits: Sequence[Limits | None],
    least: float,
    most: float,
    run_reaches: float = 0.0,
) -> tuple[Month, ...]:
    """Months with their limits and signals, each by what was known when it was the newest; those without limits left out."""
    reached = [
        math.nan if limit is None else limit.reached_by(value)
        for value, limit in zip(values, limits, strict=True)
    ]
    levels = [
        math.nan if limit is None else value / limit.factor
        for value, limit in zip(values, limits, strict=True)
    ]
    judged = []
    for position, (label, value, limit) in enumerate(zip(labels, values, limits, strict=True)):
        if limit is None or math.isnan(value):
            continue
        signal, in_a_row = _signal(reached[: position + 1], levels[: position + 1], run_reaches)
        lower, upper = max(least, limit.centre - limit.width), min(most, limit.centre + limit.width)
        judged.append(Month(label, value, limit.centre, lower, upper, signal, in_a_row))
    return tuple(judged)


def _signal(reached: list[float], levels: list[float], run_reaches: float) -> tuple[str | None, int]:
    """What the newest of some months shows, and for how many months in a row.

    ``reached`` is how far to its limit each month lies (1 or -1 is on it), ``levels`` their values without the season.
    """
    newest = reached[-1]
    if abs(newest) > 1:
        return ("above" if newest > 0 else "below"), 1
    run = _in_a_row([distance * newest > 0 for distance in reached])
    if run >= RUN and abs(_mean(reached[-run:])) >= run_reaches:
        return ("run above" if newest > 0 else "run below"), run
    steps = [now - then for then, now in pairwise(levels)]
    moved = 1 + _in_a_row([step * steps[-1] > 0 for step in steps])
    if moved >= RUN:
        return ("rising" if steps[-1] > 0 else "falling"), moved
    outer = [distance for distance in reached[-3:] if abs(distance) > 2 / 3 and distance * newest > 0]
    if abs(newest) > 2 / 3 and len(outer) > 1 and len(reached) > 2:
        return ("near upper" if newest > 0 else "near lower"), len(outer)
    return None, 1


def _in_a_row(holds: Sequence[bool]) -> int:
    """How many at the end hold in a row."""
    count = 0
    for true in reversed(holds):
        if not true:
            break
        count += 1
    return count
