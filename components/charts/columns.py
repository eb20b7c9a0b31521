"""A count over time as columns from zero."""

from __future__ import annotations

import altair as alt

from components.charts.family import blank, family, rows
from components.charts.layers import layered
from components.charts.periods import (
    PARTIAL,
    gap_layers,
    gap_rows,
    honest_ticks,
    key_values,
    known_rows,
    label_layers,
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
    has_usual: bool, has_odd: bool, has_gaps: bool, has_levels: bool, has_partial: bool
) -> alt.LayerChart:
    """Columns, the newest dark and labelled; partial periods pale; the usual range behind."""
    x = period_axis()
    y = value_y()
    colour = (
        alt.when(alt.datum.state == PARTIAL)
        .then(alt.value(PALE_BLUE))
        .when(alt.datum.is_newest)
        .then(alt.value(BLUE))
        .otherwise(alt.value(TONE))
    )
    bars = alt.Chart(rows("columns")).mark_bar().encode(x=x, y=y, tooltip=value_tooltip(), color=colour)
    drawn = layered(
        *(usual_layers(x) if has_usual else ()),
        bars,
        *(level_layers() if has_levels else ()),
        *(odd_layers(x) if has_odd else ()),
        *(gap_layers(x) if has_gaps else ()),
        *label_layers(x),
        height=blank("height"),
    )
    return with_key(drawn, has_partial, "pale")


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
    band, levels = usual_rows(usual, order), level_rows(measure, target)
    axis = value_axis(
        honest_ticks(
            measure.unit, [*(row["value"] for row in held), *(row["upper"] for row in band), target]
        ),
        measure,
    )
    labelled = held if len(order) <= MOST_LABELLED else held[-1:]
    tables = {
        "columns": [row | {"is_newest": row["period"] == order[-1]} for row in held],
        "labels": [row | {"align": "center", "dy": -9 - (8 if band else 0), "dx": 0} for row in labelled],
        "usual": band,
        "odd": odd_rows(usual, shown),
        "gaps": gap_rows(shown),
        "levels": levels,
    }
    return Picture(
        "columns",
        {name: tuple(table) for name, table in tables.items()},
        {
            "order": order,
            "period_title": period_axis_title(series),
            "title": measure.title,
            **axis,
            **key_values(levels, band),
        },
        alt_text,
        (*(bool(tables[name]) for name in ("usual", "odd", "gaps", "levels")), bool(partial_rows(shown))),
    )
