"""Published figures drawn: a council over the years beside its comparators, and all authorities in order."""

from __future__ import annotations

from typing import Literal

import altair as alt
import pandas as pd

from components.charts import apart, layered
from components.charts.theme import BLUE, GREY, INK, ORANGE, TEAL

HEIGHT = 320
_PLOT_HEIGHT = 235
"""What is left of the height for the lines once axis and title are drawn."""
LEAST_SPAN = 20.0
"""The fewest points that a percentage's axis spans, so that small moves do not look like large ones."""
_LINE_HEIGHT = 17
COUNCIL, NEIGHBOUR, OTHER = "This council", "Its statistical neighbours", "Other authorities"
_AREA_COLOURS = {4: BLUE, 1: TEAL, 2: ORANGE, 3: GREY}
_AREA_DASHES = {4: [1, 0], 1: [6, 3], 2: [2, 3], 3: [10, 4]}
_PALE = "#c3cdd6"
UNIT_TITLES = {
    "percent": "Per cent",
    "rate": "Per 10,000 children",
    "number": "Number",
    "average": "Average",
    "full-time equivalent": "Full-time equivalent",
}


def _axis_range(unit: str, values: pd.Series) -> list[float]:
    low, high = float(values.min()), float(values.max())
    if unit != "percent":
        return [0.0, high * 1.12 or 1.0]
    middle, half = (low + high) / 2, max((high - low) * 0.65, LEAST_SPAN / 2)
    bottom = 0.0 if low < LEAST_SPAN else max(0.0, min(middle - half, 100 - 2 * half))
    return [bottom, min(100.0, max(middle + half, bottom + 2 * half, high * 1.08))]


def trend_lines(rows: pd.DataFrame, unit: str, chosen: str, title: str | None) -> alt.LayerChart:
    """A line an area over the years, the council's thick, each named at its end; the chosen year marked on the council's.

    ``rows``: label (of the year), area, position, value, shown; in order of year; ``title`` says what a year is
    where its label does not.
    """
    labels = rows["label"].drop_duplicates().tolist()
    known = rows[rows["value"].notna()]
    domain = _axis_range(unit, known["value"])
    positions = [one for one in _AREA_COLOURS if one in set(rows["position"])]
    x = alt.X(
        "label:N",
        sort=labels,
        title=title,
        scale=alt.Scale(padding=0.3),
        axis=alt.Axis(labelAngle=0, values=labels[::-2][::-1], grid=False),
    )
    y = alt.Y(
        "value:Q",
        title=UNIT_TITLES[unit],
        scale=alt.Scale(domain=domain, nice=False),
        axis=alt.Axis(tickCount=5),
    )
    colour = alt.Color(
        "position:N",
        title="Area",
        legend=None,
        scale=alt.Scale(domain=positions, range=[_AREA_COLOURS[one] for one in positions]),
    )
    dash = alt.StrokeDash(
        "position:N",
        title="Area",
        legend=None,
        scale=alt.Scale(domain=positions, range=[_AREA_DASHES[one] for one in positions]),
    )
    thick = alt.when(alt.datum.position == 4).then(alt.value(4)).otherwise(alt.value(2))
    tooltip = [
        alt.Tooltip("area:N", title="Area"),
        alt.Tooltip("label:N", title="Year"),
        alt.Tooltip("shown:N", title="Figure"),
    ]
    lines = (
        alt.Chart(rows)
        .mark_line(invalid="break-paths-show-domains")
        .encode(x=x, y=y, color=colour, strokeDash=dash, strokeWidth=thick)
    )
    points = (
        alt.Chart(known)
        .mark_point(filled=True, opacity=1)
        .encode(
            x=x,
            y=y,
            color=colour,
            tooltip=tooltip,
            size=alt.when(alt.datum.position == 4).then(alt.value(55)).otherwise(alt.value(18)),
        )
    )
    layers = [lines, points]
    if not (marked := known[(known["label"] == chosen) & (known["position"] == 4)]).empty:
        layers.append(
            alt.Chart(marked).mark_point(size=190, filled=False, color=BLUE, strokeWidth=2).encode(x=x, y=y)
        )
        if chosen != labels[-1]:
            layers.append(
                alt.Chart(marked)
                .mark_text(dy=19, color=BLUE, fontWeight="bold")
                .encode(x=x, y=y, text="shown:N")
            )
    ends = known.groupby("position", as_index=False).tail(1).copy()
    ends["at"] = apart(ends["value"].tolist(), (domain[1] - domain[0]) * _LINE_HEIGHT / _PLOT_HEIGHT)
    ended = ends["label"].where(ends["label"] != labels[-1], "")
    ends["words"] = (
        ends["area"] + " " + ends["shown"] + ended.map(lambda label: f" ({label})" if label else "")
    ).tolist()
    names = (
        alt.Chart(ends)
        .mark_text(align="left", dx=2, clip=False)
        .encode(
            x=alt.value("width"),
            y=alt.Y("at:Q", title=UNIT_TITLES[unit]),
            text="words:N",
            color=alt.when(alt.datum.position == 4).then(alt.value(BLUE)).otherwise(alt.value(INK)),
        )
    )
    return layered(*layers, names).properties(height=HEIGHT)


def ordered_authorities(
    rows: pd.DataFrame, unit: str, order: str, england: tuple[float, str] | None
) -> alt.LayerChart:
    """All authorities as bars in the order given, the council named, its neighbours in a tone of their own, England a line.

    ``rows``: name, value, shown, who, place (in words); ``order`` says how they are ordered; ``england`` its value and words.
    """
    names = rows["name"].tolist()
    high = float(rows["value"].max())
    x = alt.X(
        "name:N",
        sort=names,
        title=order,
        axis=alt.Axis(labels=False, ticks=False),
        scale=alt.Scale(padding=0.15),
    )
    y = alt.Y(
        "value:Q",
        title=UNIT_TITLES[unit],
        scale=alt.Scale(domain=[0, high * 1.14 or 1], nice=False),
        axis=alt.Axis(tickCount=5),
    )
    who = [one for one in (COUNCIL, NEIGHBOUR, OTHER) if one in set(rows["who"])]
    tones = {COUNCIL: BLUE, NEIGHBOUR: TEAL, OTHER: _PALE}
    colour = alt.Color(
        "who:N",
        title=None,
        sort=who,
        scale=alt.Scale(domain=who, range=[tones[one] for one in who]),
        legend=alt.Legend(orient="top", direction="horizontal", labelLimit=260, offset=4),
    )
    bars = (
        alt.Chart(rows)
        .mark_bar()
        .encode(
            x=x,
            y=y,
            color=colour,
            tooltip=[
                alt.Tooltip("name:N", title="Authority"),
                alt.Tooltip("shown:N", title="Figure"),
                alt.Tooltip("place:N", title="Place"),
            ],
        )
    )
    layers: list[alt.Chart] = [bars]
    if england is not None:
        at = pd.DataFrame({"value": [england[0]], "words": [england[1]]})
        falls = rows["value"].iloc[0] >= rows["value"].iloc[-1]
        layers.append(alt.Chart(at).mark_rule(color=INK, strokeDash=[10, 4], strokeWidth=2).encode(y=y))
        layers.append(
            alt.Chart(at)
            .mark_text(align="right" if falls else "left", dy=-9, color=INK)
            .encode(x=alt.value("width" if falls else 0), y=y, text="words:N")
        )
    own = rows[rows["who"] == COUNCIL]
    if not own.empty:
        share = names.index(own["name"].iloc[0]) / len(names)
        align: Literal["left", "right", "center"] = (
            "left" if share < 0.25 else "right" if share > 0.75 else "center"
        )
        value = float(own["value"].iloc[0])
        clear = england[0] if england is not None and 0 <= england[0] - value < 0.1 * high else value
        named = own.assign(words=own["name"] + " " + own["shown"], above=clear)
        at_name = alt.Y("above:Q", title=UNIT_TITLES[unit])
        layers.append(
            alt.Chart(named)
            .mark_text(
                align=align,
                dy=-9,
                color=BLUE,
                fontWeight="bold",
                stroke="white",
                strokeWidth=4,
                strokeOpacity=0.9,
            )
            .encode(x=x, y=at_name, text="words:N")
        )
        layers.append(
            alt.Chart(named)
            .mark_text(align=align, dy=-9, color=BLUE, fontWeight="bold")
            .encode(x=x, y=at_name, text="words:N")
        )
    return layered(*layers).properties(height=HEIGHT)
