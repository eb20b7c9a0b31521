"""Charts laid over each other, and labels set apart."""

from __future__ import annotations

from itertools import pairwise
from typing import cast

import altair as alt


def layered(*charts: alt.Chart | alt.LayerChart, **properties: object) -> alt.LayerChart:
    """Charts drawn over each other; ``properties`` of the whole may be blanks, which ``LayerChart.properties`` refuses."""
    return cast(alt.LayerChart, alt.layer(*charts, **properties))


_LETTER = 7.5
"""How many pixels of a label a letter takes at most, on average."""


def within_width(share: float, label: str) -> str:
    """Where a centred label stands at a share of the plot's width, as an expression: moved as far as it would not fit in."""
    half = round(_LETTER * len(label) / 2, 1)
    return f"clamp({round(share, 4)} * width, {half}, width - {half})"


def apart(heights: list[float], least: float) -> list[float]:
    """Label heights moved as little as needed to be ``least`` apart, in the order they were."""
    order = sorted(range(len(heights)), key=heights.__getitem__)
    placed = list(heights)
    for _ in range(40):
        for lower, upper in pairwise(order):
            lacking = least - (placed[upper] - placed[lower])
            if lacking > 1e-9:
                placed[lower] -= lacking / 2
                placed[upper] += lacking / 2
    return placed
