"""A return triangle: a row a cohort, a column a quarter later, the share that came back; blank where it is not known yet."""

from __future__ import annotations

import altair as alt
import pandas as pd

from components.charts.family import blank, family, rows
from components.charts.layers import layered
from components.charts.theme import INK
from components.figures.figure import Picture
from data.in_words import plain

_ROW, _FRAME = 30, 70
_PALEST, _DARKEST = "#eef3f7", "#7fa3c4"
"""Between colours on which ink can be read."""


@family
def triangle() -> alt.LayerChart:
    """A cell a cohort and quarter later, darker the more came back, with its value."""
    axis = alt.Axis(orient="top", labelAngle=0, domain=False, ticks=False, labelOverlap=False)
    x = alt.X("later:O", title=blank("title"), axis=axis, sort=blank("laters"))
    y = alt.Y(
        "name:N",
        title=None,
        sort=blank("cohorts"),
        axis=alt.Axis(domain=False, ticks=False, labelLimit=220, labelOverlap=False),
    )
    scale = alt.Scale(domain=blank("span"), range=[_PALEST, _DARKEST])
    colour = alt.Color("percent:Q", title="Per cent", legend=None, scale=scale)
    tooltip = [
        alt.Tooltip("name:N", title="Cohort"),
        alt.Tooltip("later:O", title="Quarters later"),
        alt.Tooltip("words:N", title="Came back"),
    ]
    cells = alt.Chart(rows("cells"))
    return layered(
        cells.mark_rect(stroke="white", strokeWidth=2).encode(x=x, y=y, color=colour, tooltip=tooltip),
        cells.mark_text(fontSize=12, color=INK).encode(x=x, y=y, text="label:N"),
        height=blank("height"),
    )


def triangle_picture(back: pd.DataFrame, title: str, alt_text: str) -> Picture:
    """The rows of ``data.cohorts.came_back``, as a triangle; ``title`` says what the columns are."""
    known = back.dropna(subset=["percent"])
    most = max(float(known["percent"].max()) if len(known) else 0.0, 1.0)
    names = {
        row["cohort"]: f"{row['cohort']}: {plain(float(row['members']), 'number')}"
        for row in back.drop_duplicates("cohort").to_dict("records")
    }
    cells = tuple(
        {
            "name": names[row["cohort"]],
            "later": row["later"],
            "percent": row["percent"],
            "label": f"{row['percent']:.0f}%" if row["percent"] >= 1 or row["percent"] == 0 else "<1%",
            "words": f"{plain(float(row['returned']), 'number')} ({plain(row['percent'], 'percent')})",
        }
        for row in known.to_dict("records")
    )
    values = {
        "title": title,
        "laters": sorted({int(later) for later in back["later"]}),
        "cohorts": list(names.values()),
        "span": [0, most],
        "height": _ROW * len(names) + _FRAME,
    }
    return Picture("triangle", {"cells": cells}, values, alt_text)
