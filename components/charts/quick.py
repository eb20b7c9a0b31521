"""A quick chart of any table: one column of numbers against one of texts or days, as the analyst's own SQL gives it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import altair as alt

from components.charts.bars import names_axis, rows_height, wrapped
from components.charts.family import blank, family, rows
from components.charts.layers import layered
from components.charts.theme import BLUE, INK
from components.charts.ticks import ticks_between
from components.figures.figure import Picture

_HEIGHT = 320


@family
def quick_bars() -> alt.LayerChart:
    """A bar a row, in the order of the table, with its value at the right."""
    y = alt.Y("name:N", sort=blank("order"), title=blank("name_title"), axis=names_axis())
    x = alt.X("value:Q", title=blank("value_title"), axis=alt.Axis(values=blank("ticks")), scale=_scale())
    base = alt.Chart(rows("bars"))
    bars = base.mark_bar(color=BLUE, height={"band": 0.65}).encode(x=x, y=y, tooltip=_tooltip("name:N"))
    text = base.mark_text(align="left", dx=8, color=INK).encode(x=alt.value("width"), y=y, text="label:N")
    return layered(bars, text, height=blank("height"))


@family
def quick_line() -> alt.LayerChart:
    """A line over days, a point a row."""
    x = alt.X("day:T", title=blank("name_title"), axis=alt.Axis(format="%-d %b %Y", labelOverlap=True))
    y = alt.Y("value:Q", title=blank("value_title"), axis=alt.Axis(values=blank("ticks")), scale=_scale())
    base = alt.Chart(rows("points"))
    track = base.mark_line(color=BLUE, strokeWidth=2).encode(x=x, y=y)
    points = base.mark_point(size=40, filled=True, opacity=1, color=BLUE)
    return layered(track, points.encode(x=x, y=y, tooltip=_tooltip("name:N")), height=_HEIGHT)


def _scale() -> alt.Scale:
    return alt.Scale(domain=blank("span"), nice=False)


def _tooltip(name: str) -> list[alt.Tooltip]:
    return [alt.Tooltip(name, title=blank("name_title")), alt.Tooltip("label:N", title=blank("value_title"))]


def quick_bars_picture(
    names: Sequence[str], values: Sequence[float], name_title: str, value_title: str
) -> Picture:
    """Values by name as bars, in the order given; no name twice."""
    shown = [wrapped(name) for name in names]
    bars = tuple(
        {"name": name, "value": value, "label": value_words(value)}
        for name, value in zip(shown, values, strict=True)
    )
    return Picture(
        "quick_bars",
        {"bars": bars},
        {
            "order": shown,
            "name_title": name_title,
            "height": rows_height(shown),
            **_value_axis(values, value_title),
        },
        f"Bars of {value_title} by {name_title}: {_highest(names, values)}",
    )


def quick_line_picture(
    days: Sequence[datetime], values: Sequence[float], name_title: str, value_title: str
) -> Picture:
    """Values over days as a line."""
    names = [f"{day.day} {day:%b %Y}" for day in days]
    points = tuple(
        {"day": f"{day:%Y-%m-%dT%H:%M:%S}", "name": name, "value": value, "label": value_words(value)}
        for day, name, value in zip(days, names, values, strict=True)
    )
    return Picture(
        "quick_line",
        {"points": points},
        {"name_title": name_title, **_value_axis(values, value_title)},
        f"A line of {value_title} over {name_title}: {_highest(names, values)}",
    )


def value_words(value: float) -> str:
    """A number of which nothing is known but itself: '1,234', '86.6'."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.4g}" if abs(value) < 1 else f"{value:,.1f}"


def _value_axis(values: Sequence[float], title: str) -> dict[str, object]:
    steps = ticks_between(min(0.0, *values), max(0.0, *values))
    return {"value_title": title, "ticks": steps, "span": [steps[0], steps[-1]]}


def _highest(names: Sequence[str], values: Sequence[float]) -> str:
    highest = max(range(len(values)), key=values.__getitem__)
    return f"{len(names)} in all, the highest {value_words(values[highest])} for {names[highest]}."
