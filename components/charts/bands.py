"""Counts in bands: age by sex, a funnel, ratings within categories, posts month by month, a measure spread over teams."""

from __future__ import annotations

import textwrap

import altair as alt
import pandas as pd

from components.charts import layered
from components.charts.theme import BLUE, INK, ORANGE, RATING_COLOURS, STAFFING_COLOURS, TEAL
from components.words.numbers import plain

_TOP = alt.Legend(
    orient="top", direction="horizontal", columns=2, symbolStrokeColor=INK, symbolStrokeWidth=0.5
)


def pyramid(rows: pd.DataFrame, order: tuple[str, ...]) -> alt.LayerChart:
    """``rows``: group (age band), sex, value. Males to the left, females to the right, the oldest on top."""
    shown = rows[["group", "sex", "value"]].copy()
    shown["label"] = [plain(value, "number") for value in shown["value"]]
    shown["drawn"] = shown["value"].where(shown["sex"] == "Female", -shown["value"])
    reach = float(shown["value"].max() or 1) * 1.25
    bands = [name for name in reversed(order) if name in set(shown["group"])]
    y = alt.Y("group:N", sort=bands, title="Age", axis=alt.Axis(ticks=False, domain=False))
    x = alt.X(
        "drawn:Q",
        title="Children",
        scale=alt.Scale(domain=[-reach, reach]),
        axis=alt.Axis(tickCount=6, labelExpr="format(abs(datum.value), ',d')"),
    )
    base = alt.Chart(shown)
    bars = base.mark_bar(height={"band": 0.75}).encode(
        x=x,
        y=y,
        color=alt.Color(
            "sex:N",
            title="Sex",
            sort=["Male", "Female"],
            scale=alt.Scale(domain=["Male", "Female"], range=[BLUE, TEAL]),
            legend=_TOP,
        ),
        tooltip=[
            alt.Tooltip("group:N", title="Age"),
            alt.Tooltip("sex:N", title="Sex"),
            alt.Tooltip("label:N", title="Children"),
        ],
    )
    left = (
        base.transform_filter(alt.datum.drawn < 0)
        .mark_text(align="right", dx=-5)
        .encode(x=x, y=y, text="label:N")
    )
    right = base.transform_filter(alt.datum.drawn >= 0).transform_filter(alt.datum.sex == "Female")
    return layered(
        bars, left, right.mark_text(align="left", dx=5).encode(x=x, y=y, text="label:N")
    ).properties(height=36 * len(bands) + 90)


def funnel(rows: pd.DataFrame) -> alt.LayerChart:
    """``rows``: stage, count, share. One bar a stage from zero, in the order given, its count and share written beside it."""
    shown = rows.copy()
    shown["label"] = [
        f"{plain(count, 'number')}{f' ({share})' if share else ''}"
        for count, share in zip(shown["count"], shown["share"], strict=True)
    ]
    order = shown["stage"].tolist()
    y = alt.Y("stage:N", sort=order, title=None, axis=alt.Axis(labelLimit=200, ticks=False, domain=False))
    x = alt.X(
        "count:Q",
        title="Episodes",
        scale=alt.Scale(domain=[0, float(shown["count"].max() or 1) * 1.9]),
        axis=alt.Axis(tickCount=4),
    )
    bars = (
        alt.Chart(shown)
        .mark_bar(color=BLUE, height={"band": 0.7})
        .encode(
            x=x,
            y=y,
            tooltip=[alt.Tooltip("stage:N", title="Stage"), alt.Tooltip("label:N", title="Episodes")],
        )
    )
    text = alt.Chart(shown).mark_text(align="left", dx=6, color=INK).encode(x=x, y=y, text="label:N")
    return layered(bars, text).properties(height=46 * len(shown) + 50)


def stacked_bars(rows: pd.DataFrame, groups: list[str], ratings: tuple[str, ...]) -> alt.LayerChart:
    """``rows``: group, part (a rating), value. One bar a group, its ratings in order, each with its letter and number."""
    shown = rows[rows["value"] > 0][["group", "part", "value"]].copy()
    shown["position"] = shown["part"].map(list(ratings).index)
    shown = shown.sort_values(["group", "position"])
    shown["end"] = shown.groupby("group")["value"].cumsum()
    shown["start"] = shown["end"] - shown["value"]
    shown["middle"] = (shown["start"] + shown["end"]) / 2
    shown["name"] = ["\n".join(textwrap.wrap(str(name), 26)) for name in shown["group"]]
    least = 0.06 * float(shown["end"].max() or 1)
    shown["label"] = [
        f"{part[0]} {value:,.0f}" if value >= least else ""
        for part, value in zip(shown["part"], shown["value"], strict=True)
    ]
    names = ["\n".join(textwrap.wrap(str(name), 26)) for name in groups]
    y = alt.Y(
        "name:N",
        sort=names,
        title=None,
        axis=alt.Axis(
            labelLimit=260,
            labelOverlap=False,
            ticks=False,
            domain=False,
            labelExpr="split(datum.label, '\\n')",
        ),
    )
    colour = alt.Color(
        "part:N",
        title="Rating",
        sort=list(ratings),
        legend=_TOP,
        scale=alt.Scale(domain=list(ratings), range=[RATING_COLOURS[name] for name in ratings]),
    )
    bars = (
        alt.Chart(shown)
        .mark_bar(stroke=INK, strokeWidth=0.4, height={"band": 0.7})
        .encode(
            x=alt.X("start:Q", title="Children", axis=alt.Axis(tickCount=5)),
            x2="end:Q",
            y=y,
            color=colour,
            tooltip=[
                alt.Tooltip("group:N", title="Category of risk"),
                alt.Tooltip("part:N", title="Rating"),
                alt.Tooltip("value:Q", title="Children"),
            ],
        )
    )
    dark = alt.datum.part == "Red"
    text = (
        alt.Chart(shown)
        .mark_text()
        .encode(
            x="middle:Q",
            y=y,
            text="label:N",
            color=alt.when(dark).then(alt.value("white")).otherwise(alt.value(INK)),
        )
    )
    return layered(bars, text).properties(height=44 * len(groups) + 90)


def stacked_months(rows: pd.DataFrame, order: tuple[str, ...]) -> alt.LayerChart:
    """``rows``: period, part, value. A column a month from zero, its parts stacked in order, the latest month's written beside."""
    shown = rows[["period", "part", "value"]].copy()
    shown["position"] = shown["part"].map(list(order).index)
    months = shown["period"].drop_duplicates().tolist()
    shown = shown.sort_values("position")
    shown["end"] = shown.groupby("period")["value"].cumsum()
    shown["start"] = shown["end"] - shown["value"]
    shown["middle"] = (shown["start"] + shown["end"]) / 2
    shown["label"] = [plain(value, "average") for value in shown["value"]]
    x = alt.X(
        "period:N",
        sort=months,
        title=None,
        axis=alt.Axis(labelAngle=0, labelOverlap="greedy", labelExpr="split(datum.label, ' ')"),
    )
    colour = alt.Color(
        "part:N",
        title=None,
        sort=list(order),
        legend=_TOP,
        scale=alt.Scale(domain=list(order), range=[STAFFING_COLOURS[name] for name in order]),
    )
    y = alt.Y("start:Q", title="Full-time equivalents", axis=alt.Axis(tickCount=5))
    bars = (
        alt.Chart(shown)
        .mark_bar(stroke=INK, strokeWidth=0.3)
        .encode(
            x=x,
            y=y,
            y2="end:Q",
            color=colour,
            tooltip=[
                alt.Tooltip("period:N", title="Month"),
                alt.Tooltip("part:N", title="Posts"),
                alt.Tooltip("label:N", title="Full-time equivalents"),
            ],
        )
    )
    latest = shown[(shown["period"] == months[-1]) & (shown["value"] > 0.03 * float(shown["end"].max()))]
    text = alt.Chart(latest).mark_text(align="left", dx=12).encode(x=x, y="middle:Q", text="label:N")
    return layered(bars, text).properties(height=320, padding={"right": 10})


def spread(rows: pd.DataFrame, whole: float, title: str) -> alt.LayerChart:
    """``rows``: group, value. A dot a group, highest first, and the whole as a labelled dashed line."""
    shown = rows[["group", "value"]].copy()
    shown["label"] = [plain(value, "average") for value in shown["value"]]
    y = alt.Y(
        "group:N",
        sort=shown["group"].tolist(),
        title=None,
        axis=alt.Axis(labelLimit=240, ticks=False, domain=False, grid=True),
    )
    reach = float(shown["value"].max()) * 1.2
    x = alt.X(
        "value:Q", title=title, axis=alt.Axis(tickCount=5, grid=False), scale=alt.Scale(domain=[0, reach])
    )
    dots = (
        alt.Chart(shown)
        .mark_circle(size=130, color=BLUE, opacity=1)
        .encode(x=x, y=y, tooltip=[alt.Tooltip("group:N", title="Team"), alt.Tooltip("label:N", title=title)])
    )
    text = alt.Chart(shown).mark_text(align="left", dx=11).encode(x=x, y=y, text="label:N")
    line = pd.DataFrame({"value": [whole], "label": [f"All {plain(whole, 'average')}"]})
    rule = alt.Chart(line).mark_rule(color=ORANGE, strokeDash=[6, 4], strokeWidth=2).encode(x="value:Q")
    words = (
        alt.Chart(line)
        .mark_text(align="right", dx=-5, color=INK)
        .encode(x="value:Q", y=alt.value(6), text="label:N")
    )
    return layered(rule, dots, text, words).properties(height=30 * len(shown) + 60)
