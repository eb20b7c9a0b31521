"""A flow's quarters side by side, a line a year, to show the season."""

from __future__ import annotations

from dataclasses import replace

import altair as alt

from components.charts.family import blank, family, rows
from components.charts.layers import layered
from components.charts.periods import (
    HEIGHT,
    honest_ticks,
    partial_rows,
    period_rows,
    value_axis,
    value_y,
    whole_rows,
    with_key,
)
from components.charts.series import like_latest, quarters_content, statements_of
from components.charts.theme import BLUE, CATEGORIES, PALE_BLUE, TONE
from components.figures.answers import Answers
from components.figures.figure import Picture
from components.figures.kind import Content, Kind
from components.figures.values import alternative, series_table
from data.measures import MEASURES, Shown
from data.series import known

FEWEST = 5
"""The fewest quarters with a value of which a season can be seen."""


@family
def season(has_partial: bool) -> alt.LayerChart:
    """A line a year over the four quarters; a partial quarter is a hollow point that no line leads to."""
    x = alt.X(
        "quarter:N",
        sort=["Q1", "Q2", "Q3", "Q4"],
        title="Quarter of the financial year",
        axis=alt.Axis(labelAngle=0),
    )
    y = value_y()
    scale = alt.Scale(domain=blank("years"), range=blank("colours"))
    legend = alt.Legend(
        orient="top", direction="horizontal", title=None, symbolType="stroke", symbolStrokeWidth=3, offset=4
    )
    colour = alt.Color("year:N", legend=legend, scale=scale)
    tooltip = [alt.Tooltip("period:N", title="Period"), alt.Tooltip("label:N", title=blank("title"))]
    whole = alt.Chart(rows("whole"))
    lines = whole.mark_line(strokeWidth=2.5).encode(x=x, y=y, color=colour)
    points = whole.mark_point(filled=True, size=60, opacity=1).encode(x=x, y=y, color=colour, tooltip=tooltip)
    hollow = alt.Chart(rows("partial")).mark_point(size=60, opacity=1)
    drawn = layered(
        lines,
        points,
        *((hollow.encode(x=x, y=y, color=colour, tooltip=tooltip),) if has_partial else ()),
    )
    return with_key(drawn.properties(height=HEIGHT), has_partial, "hollow")


def _make(shown: Shown, answers: Answers) -> Content:
    measure = MEASURES[shown.measure]
    statements = statements_of(shown, answers)
    series = like_latest(answers.of(measure.id))
    held = known(series)
    if len(held) < FEWEST:
        return replace(quarters_content(shown, answers), sentences=statements)
    shown_rows = [
        row | {"quarter": str(row["period"])[:2], "year": str(row["period"])[3:]}
        for row in period_rows(measure, held)
    ]
    years = sorted({str(row["year"]) for row in shown_rows})
    tones = [PALE_BLUE, TONE, BLUE][-len(years) :] if len(years) <= 3 else CATEGORIES[: len(years)]
    tables = {"whole": tuple(whole_rows(shown_rows)), "partial": tuple(partial_rows(shown_rows))}
    axis = value_axis(honest_ticks(measure.unit, [row["value"] for row in shown_rows]), measure)
    values = {"years": years, "colours": tones, "title": measure.title, **axis}
    alt_text = alternative(measure, answers, statements)
    picture = Picture("season", tables, values, alt_text, (bool(tables["partial"]),))
    return Content(statements, picture, series_table(measure, series, answers))


def _title(shown: Shown) -> str:
    return f"{MEASURES[shown.measure].title}, by quarter of the year"


SEASON = Kind("season", _make, title=_title)
