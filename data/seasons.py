"""The season of a monthly count: what each month's share of its year says is usual for the next such month."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

YEAR = 12
_MOST_YEARS = 5
"""Older years tell nothing of today's practice."""


class Limits(NamedTuple):
    """What is usual for a month: the middle, how far the limits are from it, and its share of an average month."""

    centre: float
    width: float
    factor: float

    def reached_by(self, value: float) -> float:
        """How far to the limit a value lies: 0 on the middle, 1 on the upper limit, -1 on the lower one."""
        distance = value - self.centre
        if self.width > 0 or not distance or math.isnan(distance):
            return distance / self.width if self.width > 0 else distance
        return math.copysign(math.inf, distance)


class Season(NamedTuple):
    """What the years before a month say of it, and how many whole years they are."""

    limits: Limits
    years: int


def limits_of_the_season(
    before: Sequence[float], fewest: int, width: Callable[[Sequence[float]], float]
) -> Season | None:
    """What is usual for the month after those in ``before``, from the whole years just before it; None with fewer than ``fewest``.

    A month's factor is its share of an average month of its year, averaged over the k years. The limits are XmR limits
    (``width`` gives their distance from the middle) of the months before, set free of their season.

    Two details keep them from marking months by chance. An earlier month is set free of its season by the factor that
    the *other* years give it, as the month to come is: by a factor it helped to make, every earlier month would lie too
    close. And as a count varies with the square root of its size, distances are divided by that root: else a slack
    month's limits are too narrow and a busy one's too wide.
    """
    years = _whole_years(before)
    if len(years) < fewest:
        return None
    k = len(years)
    level = sum(map(sum, years)) / (k * YEAR)
    shares = [[YEAR * value / sum(year) for value in year] for year in years]
    totals = [sum(year[month] for year in shares) for month in range(YEAR)]
    distances = []
    for year, of_year in zip(years, shares, strict=True):
        for month, (value, share) in enumerate(zip(year, of_year, strict=True)):
            usual = level * (totals[month] - share) / (k - 1)
            distances.append((value - usual) / math.sqrt(max(usual, 1.0)))
    centre = level * totals[0] / k
    reach = width(distances) * _widened(k) * math.sqrt(max(centre, 1.0))
    return Season(Limits(centre, reach, totals[0] / k), k)


def _widened(k: int) -> float:
    """How much wider limits are for a month whose factor is an average of k years than those of the distances from k - 1.

    √(1 + 1/k) for the factor of the month to come, in place of the √(1 + 1/(k - 1)) that is in the distances already,
    and 1 + 1/k² because so few years tell the spread itself only roughly.
    """
    return math.sqrt(1 + 1 / k) / math.sqrt(1 + 1 / (k - 1)) * (1 + 1 / k**2)


def _whole_years(before: Sequence[float]) -> list[list[float]]:
    """The years that end where ``before`` ends, oldest first: those with a count in every month, and not of nothing at all."""
    years = []
    for end in range(len(before), YEAR - 1, -YEAR):
        year = [float(value) for value in before[end - YEAR : end]]
        if not any(math.isnan(value) or value < 0 for value in year) and sum(year) > 0:
            years.append(year)
        if len(years) == _MOST_YEARS:
            break
    return years[::-1]
