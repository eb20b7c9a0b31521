"""Change or chance: whether a month lies within what is usual for its series.

XmR limits (mean ± 2.66 × mean moving range) and the four rules of NHS England's Making Data Count: a point outside the
limits, seven in a row on one side of the mean, seven in a row rising or falling, two of three in the outer third on one
side. For monthly flows and percentages; not for stocks, rolling or year-to-date series, whose months overlap.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

FEWEST_MONTHS, ENOUGH_MONTHS = 12, 24
"""Below the first there are no limits, below the second they are trial limits."""

RUN = 7
_SPREAD = 2.66
_YEAR = 12


@dataclass(frozen=True)
class Month:
    """A month judged: what is usual for it, and what makes it unusual, if anything does.

    ``signal`` is above, below, run above, run below, rising, falling, near upper, near lower or None.
    """

    label: str
    value: float
    centre: float
    lower: float
    upper: float
    signal: str | None


@dataclass(frozen=True)
class UsualRange:
    """The months judged, oldest first, without those that could not be.

    ``is_trial`` where fewer than 24 months make the limits; ``same_months`` where each month was judged against the same
    month of earlier years.
    """

    months: tuple[Month, ...]
    months_used: int
    is_trial: bool
    same_months: bool

    @property
    def latest(self) -> Month:
        """The newest month."""
        return self.months[-1]

    @property
    def is_unusual(self) -> bool:
        """Whether the newest month shows more than chance."""
        return self.latest.signal is not None


def usual_range(
    labels: Sequence[str], values: Sequence[float], *, seasonal: bool = False, most: float = math.inf
) -> UsualRange | None:
    """Judge consecutive months, oldest first; NaN where a month is not supplied. None with fewer than 12 of them.

    ``seasonal`` judges against the same months of earlier years where the newest month has two; ``most`` is the greatest
    value there can be (100 for a percentage). The last 24 months make ordinary limits.
    """
    if seasonal and (judged := _against_same_months(labels, values, most)) is not None:
        return judged
    labels, values = labels[-ENOUGH_MONTHS:], values[-ENOUGH_MONTHS:]
    known = [value for value in values if not math.isnan(value)]
    if len(known) < FEWEST_MONTHS or math.isnan(values[-1]):
        return None
    moves = [abs(now - then) for then, now in pairwise(values) if not math.isnan(now - then)]
    centre, spread = _mean(known), _SPREAD * _mean(moves)
    return UsualRange(_judge(labels, values, [centre] * len(values), spread, most), len(known), len(known) < ENOUGH_MONTHS, False)


def judge_series(months: pd.DataFrame, *, seasonal: bool, percent: bool) -> UsualRange | None:
    """Judge the answer of ``Store.measure`` for one measure by month, up to its newest whole month; partial months are gaps."""
    values = months["value"].where(months["status"] == "ok")
    whole = values.notna().to_numpy().nonzero()[0]
    last = int(whole[-1]) + 1 if len(whole) else 0
    return usual_range(months["period"].tolist()[:last], values.tolist()[:last], seasonal=seasonal,
                       most=100.0 if percent else math.inf) if last else None  # fmt: skip


def _against_same_months(labels: Sequence[str], values: Sequence[float], most: float) -> UsualRange | None:
    """Each month against the mean of the same month in the years before, where there are two or more."""
    centres = []
    for position in range(len(values)):
        before = [values[back] for back in range(position - _YEAR, -1, -_YEAR) if not math.isnan(values[back])]
        centres.append(_mean(before) if len(before) > 1 else math.nan)
    moves = [abs(now - then) for then, now in zip(values, values[_YEAR:], strict=False) if not math.isnan(now - then)]
    if not values or math.isnan(values[-1]) or math.isnan(centres[-1]) or len(moves) < FEWEST_MONTHS:
        return None
    known = sum(not math.isnan(value) for value in values)
    return UsualRange(_judge(labels, values, centres, _SPREAD * _mean(moves), most), known, False, True)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _judge(labels: Sequence[str], values: Sequence[float], centres: Sequence[float], spread: float, most: float) -> tuple[Month, ...]:
    judged = []
    for position, (label, value, centre) in enumerate(zip(labels, values, centres, strict=True)):
        if math.isnan(value) or math.isnan(centre):
            continue
        distances = [v - c for v, c in zip(values[: position + 1], centres[: position + 1], strict=True)]
        judged.append(Month(label, value, centre, max(0.0, centre - spread), min(most, centre + spread),
                            _signal(distances, list(values[: position + 1]), spread)))  # fmt: skip
    return tuple(judged)


def _signal(distances: list[float], values: list[float], spread: float) -> str | None:
    """What the newest of some months shows, by its distances from what is usual and by the values themselves."""
    newest = distances[-1]
    if abs(newest) > spread:
        return "above" if newest > 0 else "below"
    run = distances[-RUN:]
    if len(run) == RUN and (all(d > 0 for d in run) or all(d < 0 for d in run)):
        return "run above" if newest > 0 else "run below"
    steps = [now - then for then, now in pairwise(values[-RUN:])]
    if len(steps) == RUN - 1 and (all(s > 0 for s in steps) or all(s < 0 for s in steps)):
        return "rising" if steps[-1] > 0 else "falling"
    outer = [d for d in distances[-3:] if abs(d) > spread * 2 / 3 and d * newest > 0]
    if abs(newest) > spread * 2 / 3 and len(outer) > 1 and len(distances) > 2:
        return "near upper" if newest > 0 else "near lower"
    return None
