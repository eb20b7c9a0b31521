"""What charts over time share: their periods as rows, the axis of periods, partial and missing ones, the usual range, the target."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

import altair as alt

from components.charts.family import blank, rows
from components.charts.theme import AREA_COLOURS, BAND, GREY, INK, MIDDLE, ORANGE
from components.charts.ticks import ticks, ticks_between
from components.figures.published import ReferenceLine
from components.words.numbers import none_words, value_or_status
from data.in_words import plain
from data.measures import Measure
from data.series import HIDDEN, Point
from data.variation import UsualRange

HEIGHT = 250
OVER_TIME = ("line", "columns", "season", "paired_bars", "over_and_under")
"""The families whose plot may be as low as there is room for; others are as high as they have rows."""

PARTIAL = "partial"
PARTIAL_KEY = {
    "hollow": "Hollow: partial, the returns loaded cover only part of what it needs",
    "pale": "Pale: partial, the returns loaded cover only part of what it needs",
}
LEAST_SPAN = 20.0
"""The fewest points that a percentage's axis spans, so that small moves do not look like large ones."""
ROLLING = "12 months to "
HEADROOM, NEAR_TOP = 1.08, 0.86
USUAL = "Usual range and its middle"
DASH = [5, 4]
KEY_ROW, LONGEST_OF_TWO = 18, 30
"""How high a row of the key is, and how long its longest entry may be where two stand side by side."""

Row = dict[str, Any]

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


_TO_DATE = re.compile(r" YTD to (Q\d)$")


def on_axis(period: str) -> str:
    """A period's label on an axis whose title says the rest: 'Dec 2022' of '12 months to Dec 2022', '2022/23' of its year to date."""
    return _TO_DATE.sub("", period.removeprefix(ROLLING))


def period_axis_title(series: Iterable[Point]) -> str | None:
    """What the labels of the axis of periods leave out: '12 months to', 'Year to date, to Q3'; None where they say it all."""
    labels = [point.period for point in series]
    if any(label.startswith(ROLLING) for label in labels):
        return ROLLING.strip()
    to_date = next((found[1] for label in labels if (found := _TO_DATE.search(label))), None)
    return f"Year to date, to {to_date}" if to_date else None


def value_title(measure: Measure) -> str:
    """What the value axis shows, in the measure's own words."""
    return {"percent": "Per cent", "rate": "Per 10,000 children", "average": "Average"}.get(
        measure.unit, "Number"
    )


def period_rows(measure: Measure, series: Iterable[Point]) -> list[dict[str, Any]]:
    """A row a period: period, value (None where not known), label, state, and what stands in a gap."""
    return [
        {
            "period": on_axis(point.period),
            "value": point.value,
            "label": value_or_status(point, measure.unit),
            "state": {"ok": "complete", "partial": PARTIAL, HIDDEN: HIDDEN}.get(point.status, "not supplied"),
            "gap": none_words(measure) if point.is_share_of_nothing else value_or_status(point, measure.unit),
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


def value_y(field: str = "value") -> alt.Y:
    """The value axis, which every layer of a chart has alike: a layer without it would bring its own range and ticks."""
    return alt.Y(
        f"{field}:Q",
        title=blank("value_title"),
        axis=alt.Axis(values=blank("ticks"), labelOverlap=False, format=",~f"),
        scale=alt.Scale(domain=blank("span"), nice=False),
    )


def value_tooltip(*more: alt.Tooltip) -> list[alt.Tooltip]:
    """What is said of a period where the pointer is."""
    return [
        alt.Tooltip("period:N", title="Period"),
        alt.Tooltip("label:N", title=blank("title")),
        alt.Tooltip("state:N", title="Data"),
        *more,
    ]


def gap_layers(x: alt.X) -> list[alt.Chart]:
    """Words where periods have no value, once for as many as follow each other."""
    base = alt.Chart(rows("gaps"))
    place: Any = {"angle": 270, "align": "left", "dx": 6, "fontSize": 11}
    edge = base.mark_text(stroke="white", strokeWidth=4, opacity=0.9, **place)
    text = base.mark_text(color=GREY, **place)
    return [mark.encode(x=x, y=alt.value("height"), text="gap:N") for mark in (edge, text)]


def gap_rows(shown: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The middle of each run of periods without a value, for the same reason."""
    middles = []
    for _, run in groupby(shown, lambda row: (row["value"] is None, row["gap"])):
        periods = list(run)
        if periods[0]["value"] is None:
            middles.append(periods[len(periods) // 2])
    return middles


def usual_layers(x: alt.X) -> list[alt.Chart]:
    """The usual range as a pale band with its middle as a dashed line, which the key names."""
    base = alt.Chart(rows("usual"))
    band = base.mark_area(color=BAND, opacity=0.6).encode(x=x, y=value_y("lower"), y2="upper:Q")
    middle = base.mark_line(strokeDash=DASH, strokeWidth=1).encode(
        x=x, y=value_y("centre"), color=key_colour()
    )
    return [band, middle]


def usual_rows(usual: UsualRange | None, order: Iterable[str]) -> list[dict[str, Any]]:
    """The limits of the periods drawn; none where they are fewer than two."""
    held = set(order)
    limits = [
        {
            "period": month.label,
            "lower": month.lower,
            "centre": month.centre,
            "upper": month.upper,
            "label": USUAL,
        }
        for month in (usual.months if usual else ())
        if month.label in held
    ]
    return limits if len(limits) > 1 else []


def level_layers() -> list[alt.Chart]:
    """The target and published values as dashed lines, which the key names."""
    rule = alt.Chart(rows("levels")).mark_rule(strokeDash=DASH, strokeWidth=2)
    tooltip = [alt.Tooltip("label:N", title="Beside")]
    return [rule.encode(y=value_y(), color=key_colour(), tooltip=tooltip)]


def level_rows(
    measure: Measure, target: float | None, beside: Iterable[ReferenceLine] = ()
) -> list[dict[str, Any]]:
    """The target's and the published values with their labels and colours."""
    levels = [
        {"value": line.value, "label": line.label, "colour": AREA_COLOURS[line.area]} for line in beside
    ]
    if target is not None:
        words = f"Target {plain(target, measure.unit)}"
        levels.append({"value": target, "label": words, "colour": ORANGE})
    return levels


def key_colour() -> alt.Color:
    """The colour of a line by its name, with a key above the chart, where no line can run through a word."""
    legend = alt.Legend(
        orient="top",
        direction="horizontal",
        title=None,
        columns=blank("key_columns"),
        symbolType="stroke",
        symbolDash=DASH,
        symbolStrokeWidth=2,
        symbolSize=250,
        labelLimit=0,
        labelFontSize=12,
        rowPadding=2,
        columnPadding=12,
        offset=4,
    )
    return alt.Color(
        "label:N",
        sort=None,
        legend=legend,
        scale=alt.Scale(domain=blank("key_names"), range=blank("key_colours")),
    )


def key_values(levels: list[dict[str, Any]], usual: list[dict[str, Any]]) -> dict[str, object]:
    """What fills the blanks of a key and how high the chart then is."""
    entries = [(str(row["label"]), row["colour"]) for row in levels] + ([(USUAL, MIDDLE)] if usual else [])
    names = [name for name, _ in entries]
    columns = 2 if max((len(name) for name in names), default=0) <= LONGEST_OF_TWO else 1
    return {
        "key_names": names,
        "key_colours": [colour for _, colour in entries],
        "key_columns": columns,
        "height": HEIGHT + KEY_ROW * -(-len(names) // columns),
    }


def label_layers(x: alt.X) -> list[alt.Chart]:
    """Values written at points, with a pale edge that keeps them clear of what they cross."""
    base = alt.Chart(rows("labels"))
    place: Any = {name: alt.ExprRef(f"datum.{name}") for name in ("align", "dx", "dy")}
    edge = base.mark_text(stroke="white", strokeWidth=4, opacity=0.9, **place)
    text = base.mark_text(**place)
    return [mark.encode(x=x, y=value_y(), text="label:N") for mark in (edge, text)]


def label_row(row: dict[str, Any], align: str, span: list[float]) -> dict[str, Any]:
    """A row whose value is written: under its point where it stands near the top of the axis."""
    is_high = row["value"] > span[0] + (span[1] - span[0]) * NEAR_TOP
    return row | {"align": align, "dy": 17 if is_high else -13, "dx": {"left": -4, "right": 4}.get(align, 0)}


def odd_layers(x: alt.X) -> list[alt.Chart]:
    """Months that are more than chance, marked by a shape and not by colour alone."""
    tooltip = [
        alt.Tooltip("period:N", title="More than chance"),
        alt.Tooltip("label:N", title="Value"),
        alt.Tooltip("signal:N", title="How"),
    ]
    mark = alt.Chart(rows("odd")).mark_point(
        shape="diamond", size=110, filled=True, color=ORANGE, stroke=INK, strokeWidth=1, opacity=1
    )
    return [mark.encode(x=x, y=value_y(), tooltip=tooltip)]


def odd_rows(usual: UsualRange | None, shown: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The periods drawn that are more than chance, with how."""
    odd = {month.label: SIGNAL_NAMES[month.signal] for month in usual.months if month.signal} if usual else {}
    return [row | {"signal": odd[row["period"]]} for row in known_rows(shown) if row["period"] in odd]


def with_key(chart: alt.LayerChart, has_partial: bool, mark: str) -> alt.LayerChart:
    """The chart with what its marks of partial periods mean above it, where it has any."""
    if not has_partial:
        return chart
    title = alt.Title(PARTIAL_KEY[mark], anchor="start", fontSize=12, fontWeight="normal")
    return chart.properties(title=title)


def honest_ticks(unit: str, values: Iterable[float | None]) -> list[float]:
    """The value axis' ticks: from zero for counts and rates; for percentages over 20 points or more, from zero where it is near."""
    held = [float(value) for value in values if value is not None]
    low, high = min(held, default=0.0), max(held, default=1.0)
    if unit != "percent":
        return ticks(high * HEADROOM, least_step=1.0 if unit == "number" else 0.1)
    middle, half = (low + high) / 2, max((high - low) * 0.6, LEAST_SPAN / 2)
    bottom = 0.0 if low < LEAST_SPAN else max(0.0, min(middle - half, 100 - 2 * half))
    return [
        tick
        for tick in ticks_between(bottom, min(100.0, max(middle + half, bottom + 2 * half)))
        if tick <= 100
    ]


def value_axis(ticks_shown: Sequence[float], measure: Measure) -> dict[str, object]:
    """What fills the blanks of the value axis: its ticks, its span, and its title, which says where it does not start at zero."""
    title, first = value_title(measure), ticks_shown[0]
    sign = "%" if measure.unit == "percent" else ""
    return {
        "ticks": list(ticks_shown),
        "span": [first, ticks_shown[-1]],
        "value_title": f"{title}, from {first:g}{sign}" if first else title,
    }
