"""A percentage, rate or stock over time as a line, with published values beside it."""

from __future__ import annotations

from typing import cast

import altair as alt

from components.charts.family import blank, family, rows
from components.charts.layers import layered
from components.charts.periods import (
    PARTIAL,
    Row,
    gap_layers,
    gap_rows,
    honest_ticks,
    key_values,
    known_rows,
    label_layers,
    label_row,
    level_layers,
    level_rows,
    odd_layers,
    odd_rows,
    partial_rows,
    period_axis,
    period_axis_title,
    period_rows,
    usual_layers,
    usual_rows,
    value_axis,
    value_tooltip,
    value_y,
    whole_rows,
    with_key,
)
from components.charts.theme import BLUE
from components.figures.figure import Picture
from components.figures.published import ReferenceLine
from data.measures import Measure
from data.series import Series
from data.variation import UsualRange

LEAST_APART = 0.25
"""How far apart two written values must be, as a share of the chart's width."""


@family
def line(
    has_usual: bool, has_odd: bool, has_gaps: bool, has_levels: bool, has_partial: bool
) -> alt.LayerChart:
    """A line whose axis need not start at zero; a gap stays a gap, a partial period is a hollow point that no line leads to."""
    x = period_axis()
    y = value_y()
    track = alt.Chart(rows("track")).mark_line(color=BLUE, strokeWidth=2, invalid="break-paths-show-domains")
    whole = alt.Chart(rows("whole")).mark_point(size=60, filled=True, opacity=1, color=BLUE)
    hollow = alt.Chart(rows("partial")).mark_point(
        size=60, filled=False, color=BLUE, strokeWidth=1.5, opacity=1
    )
    drawn = layered(
        *(usual_layers(x) if has_usual else ()),
        *(level_layers() if has_levels else ()),
        track.encode(x=x, y=y),
        whole.encode(x=x, y=y, tooltip=value_tooltip()),
        *((hollow.encode(x=x, y=y, tooltip=value_tooltip()),) if has_partial else ()),
        *(odd_layers(x) if has_odd else ()),
        *(gap_layers(x) if has_gaps else ()),
        *label_layers(x),
        height=blank("height"),
    )
    return with_key(drawn, has_partial, "hollow")


def line_picture(
    measure: Measure,
    series: Series,
    alt_text: str,
    target: float | None = None,
    usual: UsualRange | None = None,
    beside: tuple[ReferenceLine, ...] = (),
) -> Picture:
    """A measure's periods as a line; without any value the published lines stand alone."""
    shown = period_rows(measure, series)
    order = [str(row["period"]) for row in shown]
    band, levels = usual_rows(usual, order), level_rows(measure, target, beside)
    limits = [limit for row in band for limit in (row["lower"], row["upper"])]
    values = [*(row["value"] for row in shown), *limits, *(row["value"] for row in levels)]
    axis = value_axis(honest_ticks(measure.unit, values), measure)
    tables = {
        "track": [row for row in shown if row["state"] != PARTIAL],
        "whole": whole_rows(shown),
        "partial": partial_rows(shown),
        "labels": _ends(whole_rows(shown) or known_rows(shown), order, cast(list[float], axis["span"])),
        "usual": band,
        "levels": levels,
        "odd": odd_rows(usual, shown),
        "gaps": gap_rows(shown),
    }
    return Picture(
        "line",
        {name: tuple(table) for name, table in tables.items()},
        {
            "order": order,
            "period_title": period_axis_title(series),
            "title": measure.title,
            **axis,
            **key_values(levels, band),
        },
        alt_text,
        tuple(bool(tables[name]) for name in ("usual", "odd", "gaps", "levels", "partial")),
    )


def _ends(named: list[Row], order: list[str], span: list[float]) -> list[Row]:
    """The first and the newest value to be written, at the edges of the plot towards its middle."""
    if not named:
        return []
    newest = label_row(named[-1], "right" if named[-1]["period"] == order[-1] else "center", span)
    places = [order.index(row["period"]) for row in (named[0], named[-1])]
    if places[1] - places[0] < LEAST_APART * len(order):
        return [newest]
    return [label_row(named[0], "left" if named[0]["period"] == order[0] else "center", span), newest]
