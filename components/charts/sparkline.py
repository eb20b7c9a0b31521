"""A small line of a measure's quarters as SVG written by hand, without axes or words: for a cell of a table, on screen and in print."""

from __future__ import annotations

from collections.abc import Sequence

from components.charts.periods import LEAST_SPAN
from components.charts.theme import BLUE
from components.figures.trend import Trend

WIDTH, HEIGHT = 124, 28
"""Its size in pixels."""

LEAST_SHARE = 0.3
"""The least part of the highest value that a line of other than percentages spans, so that small moves do not look like large ones."""

_MARGIN = 4.0


def sparkline(unit: str, trend: Trend) -> str:
    """The line, its newest value as a dot; it breaks where a period has no value. '' where fewer than two have one."""
    values = [value for _, value in trend]
    if sum(value is not None for value in values) < 2:
        return ""
    places = _places(unit, values)
    lines = "".join(
        f'<polyline points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in run)}" fill="none" stroke="{BLUE}" stroke-width="2" '
        'stroke-linecap="round" stroke-linejoin="round"/>'
        for run in _runs(places)
        if len(run) > 1
    )
    alone = "".join(_dot(run[0], 2.0) for run in _runs(places) if len(run) == 1)
    newest = _dot(places[-1], 3.5) if places[-1] is not None else ""
    size = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{lines}{alone}{newest}</svg>'


def _places(unit: str, values: Sequence[float | None]) -> list[tuple[float, float] | None]:
    """Where each value lies, from the left and from the top."""
    held = [value for value in values if value is not None]
    low, high = min(held), max(held)
    least = LEAST_SPAN if unit == "percent" else LEAST_SHARE * max(abs(low), abs(high))
    span = max(high - low, least) or 1.0
    bottom = (low + high - span) / 2
    step = (WIDTH - 2 * _MARGIN) / max(1, len(values) - 1)
    drawn = HEIGHT - 2 * _MARGIN
    return [
        None
        if value is None
        else (_MARGIN + step * position, HEIGHT - _MARGIN - (value - bottom) / span * drawn)
        for position, value in enumerate(values)
    ]


def _runs(places: Sequence[tuple[float, float] | None]) -> list[list[tuple[float, float]]]:
    """The places that follow each other without a gap."""
    runs: list[list[tuple[float, float]]] = [[]]
    for place in places:
        if place is None:
            runs.append([])
        else:
            runs[-1].append(place)
    return [run for run in runs if run]


def _dot(place: tuple[float, float], radius: float) -> str:
    return f'<circle cx="{place[0]:.1f}" cy="{place[1]:.1f}" r="{radius}" fill="{BLUE}"/>'
