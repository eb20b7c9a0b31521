"""A percentage, rate or stock over time as a line, with published values beside it."""

from __future__ import annotations

import altair as alt

from components.charts.family import blank, family, rows
from components.charts.layers import apart, layered
from components.charts.periods import (
    HEIGHT,
    PARTIAL,
    ROLLING,
    gap_layers,
    honest_range,
    known_rows,
    odd_layers,
    odd_rows,
    partial_rows,
    period_axis,
    period_rows,
    target_layers,
    target_rows,
    usual_layers,
    usual_rows,
    value_title,
    value_tooltip,
    whole_rows,
    with_key,
)
from components.charts.theme import BLUE, INK
from components.figures.figure import Picture
from components.figures.published import ReferenceLine
from data.measures import Measure
from data.series import Series
from data.variation import UsualRange

_LABEL_HEIGHT = 0.1
"""A label's height as a share of the plot's, so that labels of close values are set apart."""


@family
def line(
    has_usual: bool, has_odd: bool, has_gaps: bool, has_target: bool, has_partial: bool, has_beside: bool
) -> alt.LayerChart:
    """A line whose axis need not start at zero; a gap stays a gap, a partial period is a hollow point that no line leads to."""
    x = period_axis()
    scale = alt.Scale(domain=blank("span"), nice=not has_beside)
    y = alt.Y("value:Q", title=blank("value_title"), axis=alt.Axis(tickCount=5), scale=scale)
    track = alt.Chart(rows("track")).mark_line(color=BLUE, strokeWidth=2, invalid="break-paths-show-domains")
    text = alt.Chart(rows("labels")).mark_text(dy=-13).encode(x=x, y=y, text="label:N")
    whole = alt.Chart(rows("whole")).mark_point(size=60, filled=True, opacity=1, color=BLUE)
    hollow = alt.Chart(rows("partial")).mark_point(
        size=60, filled=False, color=BLUE, strokeWidth=1.5, opacity=1
    )
    drawn = layered(
        *(usual_layers(x) if has_usual else ()),
        *(_beside_layers() if has_beside else ()),
        track.encode(x=x, y=y),
        whole.encode(x=x, y=y, tooltip=value_tooltip()),
        *((hollow.encode(x=x, y=y, tooltip=value_tooltip()),) if has_partial else ()),
        text,
        *(odd_layers(x, y) if has_odd else ()),
        *(gap_layers(x) if has_gaps else ()),
        *(target_layers() if has_target else ()),
    )
    return with_key(drawn.properties(height=HEIGHT), has_partial, "hollow")


def _beside_layers() -> list[alt.Chart]:
    """Published values as dashed lines, each with its label at the right, moved apart where they would overlap.

    They bring the axis' span with them: it is what sets the labels apart, and a chart without a local value takes it from them.
    """
    colour = alt.Color(
        "label:N",
        title="Published",
        legend=None,
        scale=alt.Scale(domain=blank("beside_names"), range=blank("beside_colours")),
    )
    scale = alt.Scale(domain=blank("span"), nice=False)
    base = alt.Chart(rows("beside"))
    rules = base.mark_rule(strokeDash=[5, 4], strokeWidth=1.5).encode(
        y=alt.Y("value:Q", title="", scale=scale),
        color=colour,
        tooltip=[alt.Tooltip("label:N", title="Published")],
    )
    words = base.mark_text(align="left", dx=6, fontSize=12, color=INK).encode(
        y=alt.Y("place:Q", title="", scale=scale), x=alt.value("width"), text=alt.Text("label:N")
    )
    return [rules, words]


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
    limits = [limit for month in usual.months for limit in (month.lower, month.upper)] if usual else []
    values = [*(row["value"] for row in shown), *limits, *(reference.value for reference in beside)]
    span = honest_range(measure.unit, values, target)
    places = apart([reference.value for reference in beside], (span[1] - span[0]) * _LABEL_HEIGHT)
    named = whole_rows(shown) or known_rows(shown)
    tables = {
        "track": [row for row in shown if row["state"] != PARTIAL],
        "whole": whole_rows(shown),
        "partial": partial_rows(shown),
        "labels": [named[0], named[-1]] if len(named) > 1 else named,
        "usual": usual_rows(usual, order),
        "beside": [
            {"value": reference.value, "label": reference.label, "place": place}
            for reference, place in zip(beside, places, strict=True)
        ],
        "odd": odd_rows(usual, shown),
        "gaps": [row for row in shown if row["value"] is None],
        "target": target_rows(measure, target),
    }
    is_rolling = any(point.period.startswith(ROLLING) for point in series)
    has = ("usual", "odd", "gaps", "target", "partial", "beside")
    return Picture(
        "line",
        {name: tuple(table) for name, table in tables.items()},
        {
            "order": order,
            "period_title": ROLLING.strip() if is_rolling else None,
            "title": measure.title,
            "value_title": value_title(measure),
            "span": span,
            "beside_names": [reference.label for reference in beside],
            "beside_colours": [reference.colour for reference in beside],
        },
        alt_text,
        tuple(bool(tables[name]) for name in has),
    )
