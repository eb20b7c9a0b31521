"""A count over time as columns from zero."""

from __future__ import annotations

import altair as alt

from components.charts.family import blank, family, rows
from components.charts.layers import layered
from components.charts.periods import (
    HEIGHT,
    gap_layers,
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
    with_key,
)
from components.charts.theme import BLUE, PALE_BLUE, TONE
from components.figures.figure import Picture
from data.measures import Measure
from data.series import Series
from data.variation import UsualRange

MOST_LABELLED = 9
"""Up to so many columns each has its value written above it, else only the newest."""


@family
def columns(
    has_usual: bool, has_odd: bool, has_gaps: bool, has_target: bool, has_partial: bool
) -> alt.LayerChart:
    """Columns, the newest dark and labelled; partial periods pale; the usual range behind."""
    x = period_axis()
    axis = alt.Axis(tickCount=5, format=",d")
    y = alt.Y("value:Q", title=blank("value_title"), axis=axis, scale=alt.Scale(zero=True))
    colour = (
        alt.when(alt.datum.state == "partial")
        .then(alt.value(PALE_BLUE))
        .when(alt.datum.is_newest)
        .then(alt.value(BLUE))
        .otherwise(alt.value(TONE))
    )
    bars = alt.Chart(rows("columns")).mark_bar().encode(x=x, y=y, tooltip=value_tooltip(), color=colour)
    text = alt.Chart(rows("labels")).mark_text(dy=-13 if has_usual else -8).encode(x=x, y=y, text="label:N")
    drawn = layered(
        *(usual_layers(x) if has_usual else ()),
        bars,
        text,
        *(odd_layers(x, y) if has_odd else ()),
        *(gap_layers(x) if has_gaps else ()),
        *(target_layers() if has_target else ()),
    )
    return with_key(drawn.properties(height=HEIGHT), has_partial, "pale")


def column_picture(
    measure: Measure,
    series: Series,
    alt_text: str,
    target: float | None = None,
    usual: UsualRange | None = None,
) -> Picture:
    """A measure's periods as columns."""
    shown = period_rows(measure, series)
    order = [str(row["period"]) for row in shown]
    held = known_rows(shown)
    tables = {
        "columns": [row | {"is_newest": row["period"] == order[-1]} for row in held],
        "labels": held if len(order) <= MOST_LABELLED else held[-1:],
        "usual": usual_rows(usual, order),
        "odd": odd_rows(usual, shown),
        "gaps": [row for row in shown if row["value"] is None],
        "target": target_rows(measure, target),
    }
    return Picture(
        "columns",
        {name: tuple(table) for name, table in tables.items() if table},
        {"order": order, "period_title": None, "title": measure.title, "value_title": value_title(measure)},
        alt_text,
        (*(bool(tables[name]) for name in ("usual", "odd", "gaps", "target")), bool(partial_rows(shown))),
    )
