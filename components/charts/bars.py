"""Bars in an order, each with its value in a column at the right, and a tick for the same time last year."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import altair as alt

from components.charts.family import blank, family, rows
from components.charts.layers import layered
from components.charts.theme import BLUE, INK, ORANGE
from components.charts.ticks import ticks
from components.figures.figure import Picture
from components.figures.parts import Part
from data.in_words import plain

WRAPPED_AT = 28
"""How many characters of a part's name stand on a line: what leaves half of a narrow page to the bars."""
_ROW, _LINE = 38, 16


def wrapped(name: str, width: int = WRAPPED_AT) -> str:
    """A name broken over lines, which an axis made by ``names_axis`` shows beneath each other."""
    return "\n".join(textwrap.wrap(name, width)) or name


def names_axis(**more: object) -> alt.Axis:
    """An axis of wrapped names."""
    return alt.Axis(
        labelLimit=260,
        labelPadding=6,
        labelOverlap=False,
        ticks=False,
        domain=False,
        labelExpr="split(datum.label, '\\n')",
        **more,  # type: ignore[arg-type]
    )


def rows_height(names: Sequence[str]) -> int:
    """How high a row a name must be that none of the wrapped names touches the next."""
    most_lines = max((name.count("\n") + 1 for name in names), default=1)
    return len(names) * max(_ROW, most_lines * _LINE + 10)


@family
def ordered_bars(has_before: bool) -> alt.LayerChart:
    """A bar a part; its value stands at the right, where no tick of last year's is beside it."""
    y = alt.Y("name:N", sort=blank("order"), title=None, axis=names_axis())
    x = alt.X(
        "value:Q",
        title=blank("value_title"),
        axis=alt.Axis(values=blank("ticks"), format=",d"),
        scale=alt.Scale(domain=blank("span"), nice=False),
    )
    base = alt.Chart(rows("bars"))
    tooltip = [
        alt.Tooltip("group:N", title="Part"),
        alt.Tooltip("label:N", title="Latest"),
        alt.Tooltip("earlier:N", title="Same time last year"),
    ]
    bars = base.mark_bar(color=BLUE, height={"band": 0.65}).encode(x=x, y=y, tooltip=tooltip)
    text = base.mark_text(align="left", dx=8, color=INK).encode(x=alt.value("width"), y=y, text="label:N")
    ticked = alt.Chart(rows("before")).mark_tick(color=ORANGE, thickness=3, size=18, opacity=1)
    before = (ticked.encode(x="before:Q", y=y),) if has_before else ()
    return layered(bars, *before, text, height=blank("height"))


def bars_picture(parts: Sequence[Part], unit: str, alt_text: str) -> Picture:
    """Parts of a measure of that unit as bars, in the order given."""
    shown = [
        {
            "name": wrapped(part.name),
            "group": part.name,
            "value": part.value,
            "before": part.before,
            "label": plain(part.value, unit),
            "earlier": part.before_words(unit),
        }
        for part in parts
    ]
    before = tuple(row for row in shown if row["before"] is not None)
    steps = ticks(max(value for part in parts for value in (part.value, part.before or 0.0)), most=4)
    names = [str(row["name"]) for row in shown]
    values = {
        "order": names,
        "value_title": "Per cent" if unit == "percent" else "Number",
        "ticks": steps,
        "span": [0, steps[-1]],
        "height": rows_height(names) + 50,
    }
    return Picture(
        "ordered_bars", {"bars": tuple(shown), "before": before}, values, alt_text, (bool(before),)
    )
