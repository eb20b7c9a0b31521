"""A bump chart: how ranks moved from period to period."""

from __future__ import annotations

import altair as alt
import pandas as pd

from components.charts import layered
from components.charts.theme import BLUE, CATEGORIES, INK

_PALE = "#b9c4ce"


def bump(rows: pd.DataFrame, highlighted: list[str]) -> alt.LayerChart:
    """``rows``: name, period, rank, percent_shown, in period order. The highlighted names in colour, all labelled at the end."""
    periods = rows["period"].drop_duplicates().tolist()
    deepest = int(rows["rank"].max())
    x = alt.X(
        "period:N",
        sort=periods,
        title=None,
        axis=alt.Axis(labelAngle=0, orient="top", ticks=False, domain=False),
        scale=alt.Scale(padding=0.6),
    )
    y = alt.Y(
        "rank:Q",
        title="Rank (1 is most common)",
        scale=alt.Scale(domain=[deepest + 0.5, 0.5], nice=False),
        axis=alt.Axis(values=list(range(1, deepest + 1)), format="d", grid=False),
    )
    others = [name for name in rows["name"].unique() if name not in highlighted]
    colour = alt.Color(
        "name:N",
        title="Factor",
        legend=None,
        scale=alt.Scale(
            domain=[*highlighted, *others],
            range=[*([BLUE, *CATEGORIES[1:]][: len(highlighted)]), *[_PALE] * len(others)],
        ),
    )
    base = alt.Chart(rows).encode(x=x, y=y)
    lines = base.mark_line(interpolate="monotone", strokeWidth=3).encode(color=colour)
    points = base.mark_circle(size=420, opacity=1).encode(
        color=colour,
        tooltip=[
            alt.Tooltip("name:N", title="Factor"),
            alt.Tooltip("period:N", title="Period"),
            alt.Tooltip("rank:Q", title="Rank"),
            alt.Tooltip("percent_shown:N", title="Share of assessments"),
        ],
    )
    pale = alt.FieldOneOfPredicate(field="name", oneOf=others)
    numbers = base.mark_text(fontSize=12, fontWeight="bold").encode(
        text="rank:Q", color=alt.when(pale).then(alt.value(INK)).otherwise(alt.value("white"))
    )
    ends = (
        rows[rows["period"] == periods[-1]]
        .groupby("rank", as_index=False)["name"]
        .agg(" / ".join)
        .assign(period=periods[-1])
    )
    names = alt.Chart(ends).mark_text(align="left", dx=16, color=INK).encode(x=x, y=y, text="name:N")
    return layered(lines, points, numbers, names).properties(
        height=max(260, 34 * deepest), padding={"right": 10}
    )
