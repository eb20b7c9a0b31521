"""A measure's quarters in a row, and how they went in words."""

from __future__ import annotations

from components.words.numbers import plain
from data.measures import Measure

Trend = tuple[tuple[str, float | None], ...]
"""Periods, oldest first, each with its value, None where there is none to draw."""


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
