"""Distributions: ordered bars with their values, last year's mark beside them."""

from __future__ import annotations

import textwrap

import altair as alt
import pandas as pd

from components.charts import layered
from components.charts.theme import BLUE, INK, ORANGE
from components.words.numbers import plain
from data.measures import Measure


def ordered_bars(measure: Measure, rows: pd.DataFrame) -> alt.LayerChart:
    """Each part of a whole as a bar with its value; a tick shows the same quarter last year.

    ``rows`` have group, value and before (NaN where not known), in the order to be drawn.
    """
    shown = rows.copy()
    shown["label"] = [plain(value, measure.unit) for value in shown["value"]]
    shown["earlier"] = [plain(value, measure.unit) for value in shown["before"]]
    shown["name"] = ["\n".join(textwrap.wrap(str(name), 36)) for name in shown["group"]]
    shown["edge"] = shown[["value", "before"]].max(axis=1)
    axis = alt.Axis(
        labelLimit=290, labelOverlap=False, ticks=False, domain=False, labelExpr="split(datum.label, '\\n')"
    )
    y = alt.Y("name:N", sort=shown["name"].tolist(), title=None, axis=axis)
    title = {"percent": "Per cent"}.get(measure.unit, "Number")
    x = alt.X(
        "value:Q",
        title=title,
        axis=alt.Axis(tickCount=4),
        scale=alt.Scale(domain=[0, float(shown["edge"].max()) * 1.15 or 1]),
    )
    bars = (
        alt.Chart(shown)
        .mark_bar(color=BLUE, height={"band": 0.65})
        .encode(
            x=x,
            y=y,
            tooltip=[
                alt.Tooltip("group:N", title="Part"),
                alt.Tooltip("label:N", title="Latest"),
                alt.Tooltip("earlier:N", title="Same time last year"),
            ],
        )
    )
    text = alt.Chart(shown).mark_text(align="left", dx=6, color=INK).encode(x="edge:Q", y=y, text="label:N")
    layers: list[alt.Chart] = [bars]
    if shown["before"].notna().any():
        layers.append(
            alt.Chart(shown).mark_tick(color=ORANGE, thickness=3, size=18).encode(x="before:Q", y=y)
        )
    return layered(*layers, text).properties(height=38 * len(shown) + 80)
