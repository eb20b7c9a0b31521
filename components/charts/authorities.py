"""Published figures drawn: a council over the years beside its comparators, and all authorities in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import altair as alt

from components.charts.family import blank, family, rows
from components.charts.layers import layered, within_width
from components.charts.periods import KEY_ROW, honest_ticks, value_y
from components.charts.theme import BLUE, GREY, INK, ORANGE, TEAL
from components.charts.ticks import ticks
from components.figures.figure import Picture

HEIGHT = 300
OWN, NEIGHBOURS, REGION, ENGLAND = 4, 1, 2, 3
"""The positions of the areas among those compared."""
COUNCIL, NEIGHBOUR, OTHER = "This council", "Its statistical neighbours", "Other authorities"
UNIT_TITLES = {
    "percent": "Per cent",
    "rate": "Per 10,000 children",
    "number": "Number",
    "average": "Average",
    "full-time equivalent": "Full-time equivalent",
}
_AREAS = {OWN: (BLUE, [1, 0]), NEIGHBOURS: (TEAL, [6, 3]), REGION: (ORANGE, [2, 3]), ENGLAND: (GREY, [10, 4])}
_TONES = {COUNCIL: BLUE, NEIGHBOUR: TEAL, OTHER: "#c3cdd6"}
_PADDING = 0.3
"""What stands free before the first and behind the last year, as a share of the distance of two years."""
_NEAR_BOTTOM, _NEAR_LINE = 0.2, 0.1
_KEY_WIDTH, _NAME_WIDTH = 40, 30
"""How many letters the entries of a key's two columns may have, and a council's name with its value on a line."""
_NAME_HEIGHT, _LINE = 24, 16
"""How many pixels above the plot are left free for the name of a council whose bar is the highest, and for a second line."""
_WHOLE = ("percent", "number")


@dataclass(frozen=True, slots=True)
class AreaYear:
    """An area's figure of a year: the year's label, which area at which position, its value if published, and as shown."""

    label: str
    area: str
    position: int
    value: float | None
    shown: str


@dataclass(frozen=True, slots=True)
class Authority:
    """An authority among all: its value, as shown, who it is to the council, and its place in words."""

    name: str
    value: float
    shown: str
    who: str
    place: str


@family
def trend_lines() -> alt.LayerChart:
    """A line an area over the years, the council's thick, named with its newest value in a key; the chosen year's is ringed."""
    x = alt.X(
        "label:N",
        sort=blank("years"),
        title=blank("year_title"),
        scale=alt.Scale(padding=_PADDING),
        axis=alt.Axis(labelAngle=0, values=blank("years_named"), labelOverlap="parity", grid=False),
    )
    y = value_y()
    legend = alt.Legend(
        orient="top",
        direction="horizontal",
        title=None,
        columns=blank("key_columns"),
        symbolType="stroke",
        symbolStrokeWidth=2,
        symbolSize=500,
        labelLimit=0,
        labelFontSize=12,
        rowPadding=2,
        columnPadding=12,
        offset=4,
    )
    colour = alt.Color(
        "key:N",
        sort=None,
        legend=legend,
        scale=alt.Scale(domain=blank("key_names"), range=blank("key_colours")),
    )
    dash = alt.StrokeDash(
        "key:N",
        sort=None,
        legend=legend,
        scale=alt.Scale(domain=blank("key_names"), range=blank("key_dashes")),
    )
    is_own = alt.datum.position == OWN
    thick = alt.when(is_own).then(alt.value(4)).otherwise(alt.value(2))
    large = alt.when(is_own).then(alt.value(55)).otherwise(alt.value(18))
    tooltip = [
        alt.Tooltip("area:N", title="Area"),
        alt.Tooltip("label:N", title="Year"),
        alt.Tooltip("shown:N", title="Figure"),
    ]
    lines = alt.Chart(rows("years")).mark_line(invalid="break-paths-show-domains")
    points = alt.Chart(rows("known")).mark_point(filled=True, opacity=1)
    ring = alt.Chart(rows("ringed")).mark_point(size=190, filled=False, color=BLUE, strokeWidth=2)
    chosen = alt.Chart(rows("chosen"))
    bold: dict[str, Any] = {"fontWeight": "bold", "dy": alt.ExprRef("datum.dy")}
    place = {"x": alt.value({"expr": blank("place")}), "y": y, "text": "shown:N"}
    return layered(
        lines.encode(x=x, y=y, color=colour, strokeDash=dash, strokeWidth=thick),
        points.encode(x=x, y=y, color=colour, tooltip=tooltip, size=large),
        ring.encode(x=x, y=y),
        chosen.mark_text(stroke="white", strokeWidth=4, opacity=0.9, **bold).encode(**place),
        chosen.mark_text(color=BLUE, **bold).encode(**place),
        height=blank("height"),
    )


def trend_picture(
    areas: Sequence[AreaYear], unit: str, chosen: str, year_title: str | None, alt_text: str
) -> Picture:
    """Areas over the years, in order of year, the council's own figure of the year ``chosen`` marked.

    ``year_title`` says what a year is where its label does not.
    """
    years = list(dict.fromkeys(area.label for area in areas))
    known = [area for area in areas if area.value is not None]
    steps = honest_ticks(unit, [area.value for area in known])
    newest = {area.position: area for area in known}
    keys = {position: _key(newest[position], years[-1]) for position in _AREAS if position in newest}
    drawn = [asdict(area) | {"key": keys[area.position]} for area in areas if area.position in keys]
    ringed = [row for row in drawn if row["label"] == chosen and row["position"] == OWN]
    ringed = [row for row in ringed if row["value"] is not None]
    low, high = steps[0], steps[-1]
    named = [
        row | {"dy": -19 if row["value"] < low + (high - low) * _NEAR_BOTTOM else 19}
        for row in ringed
        if chosen != years[-1]
    ]
    share = (years.index(chosen) + _PADDING) / (len(years) - 1 + 2 * _PADDING) if named else 0.0
    names = list(keys.values())
    widths = [max(map(len, names[column::2]), default=0) for column in (0, 1)]
    columns = 2 if sum(widths) <= _KEY_WIDTH else 1
    tables = {
        "years": drawn,
        "known": [row for row in drawn if row["value"] is not None],
        "ringed": ringed,
        "chosen": named,
    }
    values = {
        "years": years,
        "years_named": years[::-2],
        "year_title": year_title,
        **_value_axis(unit, steps),
        "key_names": names,
        "key_colours": [_AREAS[position][0] for position in keys],
        "key_dashes": [_AREAS[position][1] for position in keys],
        "key_columns": columns,
        "place": within_width(share, named[0]["shown"] if named else ""),
        "height": HEIGHT + KEY_ROW * -(-len(keys) // columns),
    }
    return Picture("trend_lines", {name: tuple(table) for name, table in tables.items()}, values, alt_text)


def _key(newest: AreaYear, last: str) -> str:
    """An area with its newest value, and of which year where it is not the last."""
    year = "" if newest.label == last else f" ({newest.label})"
    return f"{newest.area} {newest.shown}{year}"


def _value_axis(unit: str, steps: Sequence[float]) -> dict[str, object]:
    title, sign = UNIT_TITLES[unit], "%" if unit == "percent" else ""
    return {
        "ticks": list(steps),
        "span": [steps[0], steps[-1]],
        "value_title": f"{title}, from {steps[0]:g}{sign}" if steps[0] else title,
    }


@family
def ordered_authorities() -> alt.LayerChart:
    """A bar an authority in the order given, the council named, its neighbours in a tone of their own, England a named line."""
    x = alt.X(
        "name:N",
        sort=blank("names"),
        title=blank("order"),
        axis=alt.Axis(labels=False, ticks=False),
        scale=alt.Scale(padding=0.15),
    )
    y = value_y()
    colour = alt.Color(
        "who:N",
        title=None,
        sort=list(_TONES),
        scale=alt.Scale(domain=list(_TONES), range=list(_TONES.values())),
        legend=alt.Legend(
            orient="top", direction="horizontal", columns=2, labelLimit=0, offset=blank("free")
        ),
    )
    tooltip = [
        alt.Tooltip("name:N", title="Authority"),
        alt.Tooltip("shown:N", title="Figure"),
        alt.Tooltip("place:N", title="Place"),
    ]
    england, own = alt.Chart(rows("england")), alt.Chart(rows("own"))
    line = england.mark_rule(color=INK, strokeDash=[10, 4], strokeWidth=2)
    name = england.mark_text(align="left", dx=6, baseline="middle", lineBreak="\n", color=INK)
    place = {"x": alt.value({"expr": blank("place")}), "y": value_y("above"), "text": "words:N"}
    bold: dict[str, Any] = {"fontWeight": "bold", "lineBreak": "\n", "dy": alt.ExprRef("datum.dy")}
    return layered(
        alt.Chart(rows("authorities")).mark_bar().encode(x=x, y=y, color=colour, tooltip=tooltip),
        line.encode(y=y),
        name.encode(x=alt.value("width"), y=y, text="words:N"),
        own.mark_text(stroke="white", strokeWidth=4, opacity=0.9, **bold).encode(**place),
        own.mark_text(color=BLUE, **bold).encode(**place),
        height=blank("height"),
    )


def authorities_picture(
    authorities: Sequence[Authority],
    unit: str,
    order: str,
    england: tuple[float, str] | None,
    alt_text: str,
) -> Picture:
    """All authorities as bars in the order given; ``order`` says in words which that is, ``england`` its value and words."""
    names = [authority.name for authority in authorities]
    high = max((authority.value for authority in authorities), default=0.0)
    steps = ticks(max(high, england[0] if england else 0.0), least_step=1.0 if unit in _WHOLE else 0.1)
    own = [authority for authority in authorities if authority.who == COUNCIL]
    name = f"{own[0].name} {own[0].shown}" if own else ""
    more_lines = int(len(name) > _NAME_WIDTH)
    if own and more_lines:
        name = f"{own[0].name}\n{own[0].shown}"
    named: list[dict[str, object]] = [
        {"words": name, "above": _clear_of(england, council.value, high), "dy": -9 - _LINE * more_lines}
        for council in own
    ]
    share = (names.index(own[0].name) + 0.5) / len(names) if own else 0.0
    free = _NAME_HEIGHT + _LINE * more_lines
    words = england[1].replace(" ", "\n", 1) if england else ""
    tables: dict[str, list[dict[str, object]]] = {
        "authorities": [asdict(authority) for authority in authorities],
        "england": [{"value": england[0], "words": words}] if england else [],
        "own": named,
    }
    values = {
        "names": names,
        "order": order,
        **_value_axis(unit, steps),
        "place": within_width(share, max(name.split("\n"), key=len)),
        "free": free,
        "height": HEIGHT + 2 * KEY_ROW + free,
    }
    return Picture(
        "ordered_authorities", {name: tuple(table) for name, table in tables.items()}, values, alt_text
    )


def _clear_of(england: tuple[float, str] | None, value: float, high: float) -> float:
    """Above what a council's name stands: its bar, or England's line where that would run through the name."""
    return england[0] if england and 0 <= england[0] - value < _NEAR_LINE * high else value
