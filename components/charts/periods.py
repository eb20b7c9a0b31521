"""What charts over time share: their periods as rows, the axis of periods, partial and missing ones, the usual range, the target."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import altair as alt

from components.charts.family import blank, rows
from components.charts.theme import BAND, GREY, INK, ORANGE
from components.words.numbers import none_words, plain
from data.measures import Measure
from data.series import Point
from data.variation import UsualRange

HEIGHT = 230
PARTIAL = "partial"
PARTIAL_KEY = {
    "hollow": "Hollow: partial, the returns loaded cover only part of what it needs",
    "pale": "Pale: partial, the returns loaded cover only part of what it needs",
}
LEAST_SPAN = 20.0
"""The fewest points that a percentage's axis spans, so that small moves do not look like large ones."""
ROLLING = "12 months to "
Row = Mapping[str, object]

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


def value_title(measure: Measure) -> str:
    """What the value axis shows, in the measure's own words."""
    return {"percent": "Per cent", "rate": "Per 10,000 children", "average": "Average"}.get(
        measure.unit, "Number"
    )


def period_rows(measure: Measure, series: Iterable[Point]) -> list[dict[str, Any]]:
    """A row a period: period, value (None where not known), label, state, and what stands in a gap."""
    return [
        {
            "period": point.period.removeprefix(ROLLING),
            "value": point.value,
            "label": plain(point.value, measure.unit),
            "state": {"ok": "complete", "partial": PARTIAL}.get(point.status, "not supplied"),
            "gap": none_words(measure) if point.is_share_of_nothing else "not supplied",
        }
        for point in series
    ]


def known_rows(shown: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows that have a value."""
    return [row for row in shown if row["value"] is not None]


def whole_rows(shown: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows that have a value and are not partial."""
    return [row for row in known_rows(shown) if row["state"] != PARTIAL]


def partial_rows(shown: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The partial rows that have a value."""
    return [row for row in known_rows(shown) if row["state"] == PARTIAL]


def period_axis() -> alt.X:
    """Periods in their order, the year under the month or quarter."""
    axis = alt.Axis(
        labelAngle=0, labelOverlap="greedy", labelSeparation=6, labelExpr="split(datum.label, ' ')"
    )
    return alt.X("period:N", sort=blank("order"), title=blank("period_title"), axis=axis)


def value_tooltip(*more: alt.Tooltip) -> list[alt.Tooltip]:
    """What is said of a period where the pointer is."""
    return [
        alt.Tooltip("period:N", title="Period"),
        alt.Tooltip("label:N", title=blank("title")),
        alt.Tooltip("state:N", title="Data"),
        *more,
    ]


def gap_layers(x: alt.X) -> list[alt.Chart]:
    """Words where a period has no value."""
    mark = alt.Chart(rows("gaps")).mark_text(angle=270, align="left", dx=6, color=GREY, fontSize=11)
    return [mark.encode(x=x, y=alt.value("height"), text="gap:N")]


def usual_layers(x: alt.X) -> list[alt.Chart]:
    """The usual range as a pale band with its middle as a dashed line."""
    base = alt.Chart(rows("usual"))
    band = base.mark_area(color=BAND, opacity=0.6).encode(x=x, y=alt.Y("lower:Q", title=""), y2="upper:Q")
    middle = base.mark_line(color=GREY, strokeDash=[3, 3], strokeWidth=1).encode(
        x=x, y=alt.Y("centre:Q", title="")
    )
    return [band, middle]


def usual_rows(usual: UsualRange | None, order: Iterable[str]) -> list[dict[str, Any]]:
    """The limits of the periods drawn; none where they are fewer than two."""
    held = set(order)
    found = [
        {"period": month.label, "lower": month.lower, "centre": month.centre, "upper": month.upper}
        for month in (usual.months if usual else ())
        if month.label in held
    ]
    return found if len(found) > 1 else []


def odd_layers(x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Months that are more than chance, marked by a shape and not by colour alone."""
    tooltip = [
        alt.Tooltip("period:N", title="More than chance"),
        alt.Tooltip("label:N", title="Value"),
        alt.Tooltip("signal:N", title="How"),
    ]
    mark = alt.Chart(rows("odd")).mark_point(
        shape="diamond", size=110, filled=True, color=ORANGE, stroke=INK, strokeWidth=1, opacity=1
    )
    return [mark.encode(x=x, y=y, tooltip=tooltip)]


def odd_rows(usual: UsualRange | None, shown: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The periods drawn that are more than chance, with how."""
    odd = {month.label: SIGNAL_NAMES[month.signal] for month in usual.months if month.signal} if usual else {}
    return [row | {"signal": odd[row["period"]]} for row in known_rows(shown) if row["period"] in odd]


def target_layers() -> list[alt.Chart]:
    """The target as a labelled dashed line."""
    base = alt.Chart(rows("target"))
    rule = base.mark_rule(color=ORANGE, strokeDash=[6, 4], strokeWidth=2).encode(y="value:Q")
    words = base.mark_text(align="left", dy=12, color=INK).encode(
        y="value:Q", x=alt.value(120), text="label:N"
    )
    return [rule, words]


def target_rows(measure: Measure, target: float | None) -> list[dict[str, Any]]:
    """The target's value and label; none where there is none."""
    if target is None:
        return []
    return [{"value": target, "label": f"Target {plain(target, measure.unit)}"}]


def with_key(chart: alt.LayerChart, has_partial: bool, mark: str) -> alt.LayerChart:
    """The chart with what its marks of partial periods mean above it, where it has any."""
    if not has_partial:
        return chart
    title = alt.Title(PARTIAL_KEY[mark], anchor="start", fontSize=12, fontWeight="normal")
    return chart.properties(title=title)


def honest_range(unit: str, values: Iterable[float | None], target: float | None = None) -> list[float]:
    """The value axis: from zero for counts and rates; for percentages at least 20 points wide, from zero where it is near."""
    held = [float(value) for value in (*values, target) if value is not None]
    low, high = min(held, default=0.0), max(held, default=1.0)
    if unit != "percent":
        return [0.0, high * 1.12 or 1.0]
    middle, half = (low + high) / 2, max((high - low) * 0.65, LEAST_SPAN / 2)
    bottom = 0.0 if low < LEAST_SPAN else max(0.0, min(middle - half, 100 - 2 * half))
    return [bottom, min(100.0, max(middle + half, bottom + 2 * half, high * 1.08))]
