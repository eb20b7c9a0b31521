"""Audit grades as bars of 100%, with labels, what is not given left blank and said."""

from __future__ import annotations

import altair as alt
import pandas as pd

from components.charts import layered
from components.charts.theme import GRADE_COLOURS, INK
from components.words.numbers import plain
from data.facts.values import GRADES, NOT_GIVEN

_ORDER = [*GRADES, NOT_GIVEN]


def stacked_grades(rows: pd.DataFrame) -> alt.LayerChart:
    """``rows``: practice_domain, grade, percent. One bar a domain, Overall first, the grades in their order."""
    shown = rows.copy()
    shown["position"] = shown["grade"].map({grade: n for n, grade in enumerate(_ORDER)})
    shown = shown.sort_values(["practice_domain", "position"])
    shown["label"] = [plain(value, "percent") for value in shown["percent"]]
    shown["words"] = [
        f"{NOT_GIVEN.lower()} {label}" if grade == NOT_GIVEN else label if value >= 4 else ""
        for grade, label, value in zip(shown["grade"], shown["label"], shown["percent"], strict=True)
    ]
    shown["end"] = shown.groupby("practice_domain")["percent"].cumsum()
    shown["start"] = shown["end"] - shown["percent"]
    shown["middle"] = (shown["start"] + shown["end"]) / 2
    domains = shown["practice_domain"].drop_duplicates().tolist()
    good = shown[shown["grade"] == "Good"].set_index("practice_domain")["percent"]
    domains.sort(key=lambda name: (name != "Overall", -good.get(name, 0)))
    y = alt.Y(
        "practice_domain:N",
        sort=domains,
        title=None,
        axis=alt.Axis(labelLimit=260, ticks=False, domain=False),
    )
    x = alt.X(
        "start:Q", title="Per cent of audits", scale=alt.Scale(domain=[0, 100]), axis=alt.Axis(tickCount=5)
    )
    present = [grade for grade in _ORDER if grade in set(shown["grade"])]
    colour = alt.Color(
        "grade:N",
        title="Grade",
        sort=present,
        scale=alt.Scale(domain=present, range=[GRADE_COLOURS[grade] for grade in present]),
        legend=alt.Legend(orient="top", direction="horizontal", symbolStrokeColor=INK, symbolStrokeWidth=0.5),
    )
    bars = (
        alt.Chart(shown)
        .mark_bar(stroke=INK, strokeWidth=0.4, height={"band": 0.7})
        .encode(
            x=x,
            x2="end:Q",
            y=y,
            color=colour,
            tooltip=[
                alt.Tooltip("practice_domain:N", title="Practice domain"),
                alt.Tooltip("grade:N", title="Grade"),
                alt.Tooltip("label:N", title="Share of audits"),
            ],
        )
    )
    dark = (alt.datum.grade == "Outstanding") | (alt.datum.grade == "Inadequate")
    text = (
        alt.Chart(shown)
        .mark_text()
        .encode(
            x="middle:Q",
            y=y,
            text="words:N",
            color=alt.when(dark).then(alt.value("white")).otherwise(alt.value(INK)),
        )
    )
    return layered(bars, text).properties(height=44 * len(domains) + 110)
