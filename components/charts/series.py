"""Series over time: counts as columns from zero, rates and percentages as lines with honest axes."""

from __future__ import annotations

import altair as alt
import pandas as pd

from components.charts import ReferenceLine, apart, layered
from components.charts.theme import BAND, BLUE, GREY, INK, ORANGE, PALE_BLUE
from components.words.numbers import are_shares_of_nothing, none_words, plain
from data.measures import Measure
from data.variation import UsualRange

HEIGHT = 230


def value_title(measure: Measure) -> str:
    """What the value axis shows, in the measure's own words."""
    return {"percent": "Per cent", "rate": "Per 10,000 children", "average": "Average"}.get(
        measure.unit, "Number"
    )


_ROLLING = "12 months to "


def _prepared(measure: Measure, rows: pd.DataFrame) -> pd.DataFrame:
    shown = rows[["period", "period_end", "value", "status"]].copy()
    shown["period"] = shown["period"].str.removeprefix(_ROLLING)
    shown["label"] = [plain(value, measure.unit) for value in shown["value"]]
    shown["state"] = shown["status"].map({"ok": "complete", "partial": PARTIAL}).fillna("not supplied")
    shown["whole"] = shown["value"].where(shown["state"] != PARTIAL)
    shown["gap"] = are_shares_of_nothing(rows).map({True: none_words(measure), False: "not supplied"})
    return shown


PARTIAL = "partial"
PARTIAL_KEY = {
    "hollow": "Hollow: partial, the returns loaded cover only part of what it needs",
    "pale": "Pale: partial, the returns loaded cover only part of what it needs",
}


def with_key(chart: alt.LayerChart, is_partial: bool, mark: str) -> alt.LayerChart:
    """The chart with what its marks of partial periods mean above it, where it has any."""
    if not is_partial:
        return chart
    title = alt.Title(PARTIAL_KEY[mark], anchor="start", fontSize=12, fontWeight="normal")
    return chart.properties(title=title)


def _points(
    shown: pd.DataFrame, x: alt.X, y: alt.Y, tooltip: list[alt.Tooltip], size: int = 60
) -> list[alt.Chart]:
    """Points filled where the period is whole and hollow where it is partial."""
    known = shown[shown["value"].notna()]
    whole, partial = known[known["state"] != PARTIAL], known[known["state"] == PARTIAL]
    layers = [
        alt.Chart(whole)
        .mark_point(size=size, filled=True, opacity=1, color=BLUE)
        .encode(x=x, y=y, tooltip=tooltip)
    ]
    if not partial.empty:
        hollow = alt.Chart(partial).mark_point(
            size=size, filled=False, color=BLUE, strokeWidth=1.5, opacity=1
        )
        layers.append(hollow.encode(x=x, y=y, tooltip=tooltip))
    return layers


def columns(
    measure: Measure, rows: pd.DataFrame, target: float | None = None, usual: UsualRange | None = None
) -> alt.LayerChart:
    """A count over time as columns from zero, the latest dark and labelled; partial periods pale; the usual range behind."""
    shown = _prepared(measure, rows)
    order = shown["period"].tolist()
    latest = order[-1]
    x = _periods(order)
    y = alt.Y(
        "value:Q",
        title=value_title(measure),
        axis=alt.Axis(tickCount=5, format=",d"),
        scale=alt.Scale(zero=True),
    )
    base = alt.Chart(shown[shown["value"].notna()])
    tooltip = [
        alt.Tooltip("period:N", title="Period"),
        alt.Tooltip("label:N", title=measure.title),
        alt.Tooltip("state:N", title="Data"),
    ]
    bars = base.mark_bar().encode(
        x=x,
        y=y,
        tooltip=tooltip,
        color=alt.when(alt.datum.state == "partial")
        .then(alt.value(PALE_BLUE))
        .when(alt.datum.period == latest)
        .then(alt.value(BLUE))
        .otherwise(alt.value("#5b86b0")),
    )
    labelled = shown[shown["value"].notna()] if len(order) <= 9 else shown[shown["value"].notna()].tail(1)
    text = alt.Chart(labelled).mark_text(dy=-13 if usual else -8).encode(x=x, y=y, text="label:N")
    drawn = layered(*_usual(usual, shown, x), bars, text, *_odd(usual, shown, x, y), *_gaps(shown, x))
    return with_key(_with_target(drawn, target, measure), bool((shown["state"] == PARTIAL).any()), "pale")


def line(
    measure: Measure,
    rows: pd.DataFrame,
    target: float | None = None,
    usual: UsualRange | None = None,
    beside: tuple[ReferenceLine, ...] = (),
) -> alt.LayerChart:
    """A percentage, rate or stock over time as a line; its axis need not start at zero, a gap stays a gap.

    A partial period is a hollow point that no line leads to. Without any value the published lines stand alone.
    """
    shown = _prepared(measure, rows)
    order = shown["period"].tolist()
    x = _periods(order, _ROLLING.strip() if rows["period"].str.startswith(_ROLLING).any() else None)
    limits = [limit for month in usual.months for limit in (month.lower, month.upper)] if usual else []
    others = pd.Series([*limits, *(one.value for one in beside)], dtype=float)
    span = honest_range(measure, pd.concat([shown["value"], others]), target)
    scale = alt.Scale(domain=span, nice=not beside)
    y = alt.Y("value:Q", title=value_title(measure), axis=alt.Axis(tickCount=5), scale=scale)
    tooltip = [
        alt.Tooltip("period:N", title="Period"),
        alt.Tooltip("label:N", title=measure.title),
        alt.Tooltip("state:N", title="Data"),
    ]
    track = alt.Chart(shown[shown["state"] != PARTIAL]).mark_line(
        color=BLUE, strokeWidth=2, invalid="break-paths-show-domains"
    )
    track = track.encode(x=x, y=y)
    named = shown[shown["whole"].notna()] if shown["whole"].notna().any() else shown[shown["value"].notna()]
    text = (
        alt.Chart(named.iloc[[0, -1]] if len(named) > 1 else named)
        .mark_text(dy=-13)
        .encode(x=x, y=y, text="label:N")
    )
    drawn = layered(
        *_usual(usual, shown, x),
        *_references(beside, span),
        track,
        *_points(shown, x, y, tooltip),
        text,
        *_odd(usual, shown, x, y),
        *_gaps(shown, x),
    )
    return with_key(_with_target(drawn, target, measure), bool((shown["state"] == PARTIAL).any()), "hollow")


_LABEL_HEIGHT = 0.1
"""A label's height as a share of the plot's, so that labels of close values are set apart."""


def _references(lines: tuple[ReferenceLine, ...], span: list[float]) -> list[alt.Chart]:
    """Published values as dashed lines, each with its label at the right, moved apart where they would overlap.

    They bring the axis' span with them: it is what sets the labels apart, and a chart without a local value takes it from them.
    """
    if not lines:
        return []
    places = apart([line.value for line in lines], (span[1] - span[0]) * _LABEL_HEIGHT)
    rows = pd.DataFrame(
        {"value": [line.value for line in lines], "label": [line.label for line in lines], "place": places}
    )
    names, colours = [line.label for line in lines], [line.colour for line in lines]
    colour = alt.Color(
        "label:N", title="Published", legend=None, scale=alt.Scale(domain=names, range=colours)
    )
    scale = alt.Scale(domain=span, nice=False)
    y = alt.Y("value:Q", title="", scale=scale)
    rules = (
        alt.Chart(rows)
        .mark_rule(strokeDash=[5, 4], strokeWidth=1.5)
        .encode(y=y, color=colour, tooltip=[alt.Tooltip("label:N", title="Published")])
    )
    words = (
        alt.Chart(rows)
        .mark_text(align="left", dx=6, fontSize=12, color=INK)
        .encode(y=alt.Y("place:Q", title="", scale=scale), x=alt.value("width"), text=alt.Text("label:N"))
    )
    return [rules, words]


LEAST_SPAN = 20.0
"""The fewest points that a percentage's axis spans, so that small moves do not look like large ones."""


def honest_range(measure: Measure, values: pd.Series, target: float | None) -> list[float]:
    """The value axis: from zero for counts and rates; for percentages at least 20 points wide, from zero where it is near."""
    known = [float(value) for value in values.dropna()] + ([target] if target is not None else [])
    low, high = min(known, default=0.0), max(known, default=1.0)
    if measure.unit != "percent":
        return [0.0, high * 1.12 or 1.0]
    middle, half = (low + high) / 2, max((high - low) * 0.65, LEAST_SPAN / 2)
    bottom = 0.0 if low < LEAST_SPAN else max(0.0, min(middle - half, 100 - 2 * half))
    return [bottom, min(100.0, max(middle + half, bottom + 2 * half, high * 1.08))]


def _periods(order: list[str], title: str | None = None) -> alt.X:
    axis = alt.Axis(labelAngle=0, labelOverlap="greedy", labelExpr="split(datum.label, ' ')")
    return alt.X("period:N", sort=order, title=title, axis=axis)


def _gaps(shown: pd.DataFrame, x: alt.X) -> list[alt.Chart]:
    missing = shown[shown["value"].isna()]
    if missing.empty:
        return []
    mark = alt.Chart(missing).mark_text(angle=270, align="left", dx=6, color=GREY, fontSize=11)
    return [mark.encode(x=x, y=alt.value("height"), text="gap:N")]


def _usual(usual: UsualRange | None, shown: pd.DataFrame, x: alt.X) -> list[alt.Chart]:
    """The usual range as a pale band with its middle as a dashed line."""
    if usual is None:
        return []
    held = set(shown["period"])
    rows = pd.DataFrame(
        [(m.label, m.lower, m.centre, m.upper) for m in usual.months if m.label in held],
        columns=["period", "lower", "centre", "upper"],
    )
    if len(rows) < 2:
        return []
    base = alt.Chart(rows)
    band = base.mark_area(color=BAND, opacity=0.6).encode(x=x, y=alt.Y("lower:Q", title=""), y2="upper:Q")
    middle = base.mark_line(color=GREY, strokeDash=[3, 3], strokeWidth=1).encode(
        x=x, y=alt.Y("centre:Q", title="")
    )
    return [band, middle]


SIGNAL_NAMES = {
    "above": "above its usual range",
    "below": "below its usual range",
    "run above": "in a run above what is usual",
    "run below": "in a run below what is usual",
    "rising": "rising month after month",
    "falling": "falling month after month",
    "near upper": "close to the upper limit, not for the first time",
    "near lower": "close to the lower limit, not for the first time",
}


def _odd(usual: UsualRange | None, shown: pd.DataFrame, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Months that are more than chance, marked by a shape and not by colour alone."""
    odd = {month.label: SIGNAL_NAMES[month.signal] for month in usual.months if month.signal} if usual else {}
    rows = shown[shown["period"].isin(odd) & shown["value"].notna()].assign(
        signal=lambda held: held["period"].map(odd)
    )
    if rows.empty:
        return []
    tooltip = [
        alt.Tooltip("period:N", title="More than chance"),
        alt.Tooltip("label:N", title="Value"),
        alt.Tooltip("signal:N", title="How"),
    ]
    return [
        alt.Chart(rows)
        .mark_point(
            shape="diamond", size=110, filled=True, color=ORANGE, stroke=INK, strokeWidth=1, opacity=1
        )
        .encode(x=x, y=y, tooltip=tooltip)
    ]


def _with_target(chart: alt.LayerChart, target: float | None, measure: Measure) -> alt.LayerChart:
    if target is None:
        return chart.properties(height=HEIGHT)
    frame = pd.DataFrame({"value": [target], "label": [f"Target {plain(target, measure.unit)}"]})
    rule = alt.Chart(frame).mark_rule(color=ORANGE, strokeDash=[6, 4], strokeWidth=2).encode(y="value:Q")
    words = (
        alt.Chart(frame)
        .mark_text(align="left", dy=12, color=INK)
        .encode(y="value:Q", x=alt.value(120), text="label:N")
    )
    return layered(chart, rule, words).properties(height=HEIGHT)


def by_quarter_of_year(measure: Measure, rows: pd.DataFrame) -> alt.LayerChart:
    """A flow's quarters side by side, a line a year, to show the season."""
    shown = _prepared(measure, rows)
    shown["quarter"] = shown["period"].str.slice(0, 2)
    shown["year"] = shown["period"].str.slice(3)
    years = sorted(shown["year"].unique())
    colours = [PALE_BLUE, "#5b86b0", BLUE][-len(years) :] if len(years) <= 3 else None
    shown = shown[shown["value"].notna()]
    x = alt.X(
        "quarter:N",
        sort=["Q1", "Q2", "Q3", "Q4"],
        title="Quarter of the financial year",
        axis=alt.Axis(labelAngle=0),
    )
    y = alt.Y(
        "value:Q",
        title=value_title(measure),
        scale=alt.Scale(zero=True),
        axis=alt.Axis(tickCount=5, format=",d"),
    )
    colour = alt.Color(
        "year:N",
        title="Year",
        legend=None,
        scale=alt.Scale(domain=years, range=colours) if colours else alt.Scale(domain=years),
    )
    is_partial = shown["state"] == PARTIAL
    lines = alt.Chart(shown[~is_partial]).mark_line(strokeWidth=2.5).encode(x=x, y=y, color=colour)
    tooltip = [alt.Tooltip("period:N", title="Period"), alt.Tooltip("label:N", title=measure.title)]
    points = (
        alt.Chart(shown[~is_partial])
        .mark_point(filled=True, size=60, opacity=1)
        .encode(x=x, y=y, color=colour, tooltip=tooltip)
    )
    hollow = (
        alt.Chart(shown[is_partial])
        .mark_point(size=60, opacity=1)
        .encode(x=x, y=y, color=colour, tooltip=tooltip)
    )
    ends = shown.sort_values("quarter").groupby("year", as_index=False).tail(1)
    text = alt.Chart(ends).mark_text(align="left", dx=9).encode(x=x, y=y, text="year:N")
    drawn = layered(lines, points, *([hollow] if is_partial.any() else []), text).properties(height=HEIGHT)
    return with_key(drawn, bool(is_partial.any()), "hollow")


def whole_values(rows: pd.DataFrame) -> pd.Series:
    """The values of whole periods alone: a partial one would be read as a fall or a rise."""
    return rows["value"].where(rows["status"] == "ok")


def sparkline(measure: Measure, rows: pd.DataFrame) -> alt.LayerChart:
    """A small line of the whole quarters, first and last labelled, for an overview; partial ones are left out."""
    shown = _prepared(measure, _known_span(rows.assign(value=whole_values(rows))))
    order = shown["period"].tolist()
    known = shown[shown["value"].notna()]
    x = alt.X(
        "period:N",
        sort=order,
        title=None,
        axis=alt.Axis(labelAngle=0, values=[order[0], order[-1]], ticks=False, domain=False),
        scale=alt.Scale(padding=0.3),
    )
    y = alt.Y(
        "value:Q",
        title=value_title(measure),
        axis=None,
        scale=alt.Scale(domain=honest_range(measure, known["value"], None)),
    )
    tooltip = [alt.Tooltip("period:N", title="Period"), alt.Tooltip("label:N", title=measure.title)]
    track = (
        alt.Chart(shown)
        .mark_line(color=BLUE, strokeWidth=2, invalid="break-paths-show-domains")
        .encode(x=x, y=y)
    )
    points = (
        alt.Chart(known)
        .mark_point(filled=True, size=36, color=BLUE, opacity=1)
        .encode(x=x, y=y, tooltip=tooltip)
    )
    ends = known.iloc[[0, -1]] if len(known) > 1 else known
    text = alt.Chart(ends).mark_text(dy=-11).encode(x=x, y=y, text="label:N")
    return layered(track, points, text).properties(height=110)


def _known_span(rows: pd.DataFrame) -> pd.DataFrame:
    known = rows["value"].notna().to_numpy().nonzero()[0]
    return rows.iloc[known[0] : known[-1] + 1] if len(known) else rows
