"""A measure's whole quarters one after the other, and what a line of them shows in words."""

from __future__ import annotations

from data.in_words import plain
from data.measures import Measure
from data.series import Series, is_like

Trend = tuple[tuple[str, float | None], ...]
"""Periods, oldest first, each with its value, None where there is none to draw."""


def whole_trend(series: Series) -> Trend:
    """The quarters from the first to the last that is whole and counted as the latest is; the others among them are gaps."""
    points = [
        (point.period, point.value if point.status == "ok" and is_like(point, series[-1]) else None)
        for point in series
    ]
    held = [position for position, (_, value) in enumerate(points) if value is not None]
    return tuple(points[held[0] : held[-1] + 1]) if held else ()


def trend_words(measure: Measure, trend: Trend) -> str:
    """What the line shows: '9 quarters to Q3 2022/23: from 1,416 to 1,369, lowest 1,301 (Q2 2021/22), highest 1,480 (Q4 2020/21).'"""
    held = [(period, value) for period, value in trend if value is not None]
    if len(held) < 2:
        return ""
    lowest, highest = (choose(held, key=lambda pair: pair[1]) for choose in (min, max))
    first, last, low, high = (plain(value, measure.unit) for _, value in (held[0], held[-1], lowest, highest))
    return (
        f"{len(held)} quarters, {held[0][0]} to {held[-1][0]}: from {first} to {last}, lowest {low} ({lowest[0]}), "
        f"highest {high} ({highest[0]})."
    )
