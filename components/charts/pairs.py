"""Two flows against each other: starts beside ends with the net, steps down over steps up."""

from __future__ import annotations

import altair as alt
import pandas as pd

from components.charts import layered
from components.charts.series import with_key
from components.charts.theme import BLUE, GREY, INK, ORANGE, TEAL
from components.words.numbers import plain

HEIGHT = 260


def _periods(order: list[str]) -> alt.X:
    axis = alt.Axis(labelAngle=0, labelOverlap="greedy", labelExpr="split(datum.label, ' ')")
    return alt.X("period:N", sort=order, title=None, axis=axis)


def _long(rows: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    long = rows.rename_axis("period").reset_index().melt("period", list(names), "part", "value")
    long["part"] = long["part"].map(names)
    long["label"] = [plain(value, "number") for value in long["value"]]
    long["state"] = long["period"].map(rows["is_partial"].map({True: "partial", False: "complete"}))
    return long


_PALE_WHERE_PARTIAL = alt.when(alt.datum.state == "partial").then(alt.value(0.45)).otherwise(alt.value(1))


def paired_bars(rows: pd.DataFrame, started: str, ended: str) -> alt.LayerChart:
    """``rows`` by period have started, ended, net and is_partial: bars side by side from zero, the net written above each pair."""
    order = rows.index.tolist()
    long = _long(rows, {"started": started, "ended": ended})
    domain = [started, ended]
    y = alt.Y(
        "value:Q",
        title="Number",
        axis=alt.Axis(tickCount=5, format=",d"),
        scale=alt.Scale(zero=True, domainMin=0),
    )
    bars = (
        alt.Chart(long)
        .mark_bar()
        .encode(
            x=_periods(order),
            y=y,
            xOffset=alt.XOffset("part:N", sort=domain),
            color=alt.Color(
                "part:N",
                title=None,
                sort=domain,
                scale=alt.Scale(domain=domain, range=[BLUE, ORANGE]),
                legend=alt.Legend(orient="top", direction="horizontal"),
            ),
            tooltip=[
                alt.Tooltip("period:N", title="Period"),
                alt.Tooltip("part:N", title="What"),
                alt.Tooltip("label:N", title="Number"),
                alt.Tooltip("state:N", title="Data"),
            ],
            opacity=_PALE_WHERE_PARTIAL,
        )
    )
    top = rows[["started", "ended"]].max(axis=1)
    signed = [f"{value:+,.0f}".replace("-", "−") if value else "0" for value in rows["net"]]
    above = pd.DataFrame({"period": order, "value": top.to_numpy(), "net": signed})
    text = (
        alt.Chart(above)
        .mark_text(dy=-9, color=INK, fontWeight="bold")
        .encode(x=_periods(order), y=y, text=alt.Text("net:N"))
    )
    return with_key(layered(bars, text).properties(height=HEIGHT), bool(rows["is_partial"].any()), "pale")


def over_and_under(rows: pd.DataFrame, down: str, up: str) -> alt.LayerChart:
    """``rows`` by period have down, up and is_partial: the first drawn above a line, the second below it, both labelled."""
    order = rows.index.tolist()
    long = _long(rows, {"down": down, "up": up})
    long["drawn"] = long["value"].where(long["part"] == down, -long["value"])
    reach = float(long["value"].max() or 1) * 1.25
    y = alt.Y(
        "drawn:Q",
        title="Children",
        scale=alt.Scale(domain=[-reach, reach]),
        axis=alt.Axis(tickCount=5, labelExpr="format(abs(datum.value), ',d')"),
    )
    base = alt.Chart(long)
    colour = alt.Color(
        "part:N",
        title=None,
        sort=[down, up],
        scale=alt.Scale(domain=[down, up], range=[TEAL, ORANGE]),
        legend=alt.Legend(orient="top", direction="horizontal"),
    )
    bars = base.mark_bar(width={"band": 0.6}).encode(
        x=_periods(order),
        y=y,
        color=colour,
        tooltip=[
            alt.Tooltip("period:N", title="Period"),
            alt.Tooltip("part:N", title="What"),
            alt.Tooltip("label:N", title="Children"),
            alt.Tooltip("state:N", title="Data"),
        ],
        opacity=_PALE_WHERE_PARTIAL,
    )
    over = (
        base.transform_filter(alt.datum.drawn >= 0)
        .mark_text(dy=-9)
        .encode(x=_periods(order), y=y, text="label:N")
    )
    under = (
        base.transform_filter(alt.datum.drawn < 0)
        .mark_text(dy=10)
        .encode(x=_periods(order), y=y, text="label:N")
    )
    line = alt.Chart(pd.DataFrame({"drawn": [0]})).mark_rule(color=GREY).encode(y=y)
    return with_key(
        layered(bars, line, over, under).properties(height=HEIGHT), bool(rows["is_partial"].any()), "pale"
    )
