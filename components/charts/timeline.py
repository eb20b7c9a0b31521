"""One child's journey on a line of days: a lane a kind of step, bars for what lasts, points for events, ages above."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import altair as alt
import pandas as pd

from components.charts.bars import names_axis, rows_height, wrapped
from components.charts.family import blank, family, rows
from components.charts.layers import layered
from components.charts.theme import BLUE, GREY, GRID, INK, MUTED, ORANGE, PINK, PURPLE, TEAL, TONE
from components.figures.figure import Picture
from data.in_words import day
from data.journeys import birthdays
from data.periods import add_months

_COLOURS = {
    "Early help": TEAL,
    "Assessment": TONE,
    "Child in need": GREY,
    "Child protection plan": ORANGE,
    "Looked after": BLUE,
    "Short breaks": PURPLE,
    "Leaving care": PINK,
}
_FRAME = 70
"""How high what is above and below the lanes is."""
_EPOCH = date(1970, 1, 1).toordinal()
_LEAST_DAYS = 60
"""How many days are drawn at least, so that one event is not a line of its own length."""
_MOST_AGES, _MOST_TICKS = 7, 5
_YEARS_FROM, _QUARTERS_FROM = 1100, 240
"""From so many days on the axis has a tick a year, and a tick a quarter."""
_SHORTEST = 0.006
"""The least share of the width that a bar takes, so that one of a day is seen."""


@family
def timeline(*tables: str) -> alt.LayerChart:
    """Days as numbers since 1970, so that no time zone moves them; each mark says in its tooltip what it is.

    ``tables`` are those that have rows: a layer without any would leave an image without a text.
    """
    y = alt.Y("lane:N", sort=blank("lanes"), title=None, axis=names_axis(grid=True, gridColor=GRID))
    scale = alt.Scale(domain=blank("span"), nice=False)
    axis = alt.Axis(
        values=blank("ticks"), labelExpr=blank("tick_words"), grid=False, labelOverlap=False, labelFlush=False
    )
    x = alt.X("start:Q", title=blank("title"), scale=scale, axis=axis)
    at_end = alt.X("end:Q", title=blank("title"), scale=scale, axis=axis)
    colour = alt.Color("colour:N", title="Step", scale=None, legend=None)
    tooltip = [
        alt.Tooltip("step:N", title="Step"),
        alt.Tooltip("when:N", title="When"),
        alt.Tooltip("age:N", title="Age"),
        alt.Tooltip("detail:N", title="Detail"),
    ]
    bars = alt.Chart(rows("spans")).mark_bar(height=14)
    events = alt.Chart(rows("events")).mark_point(
        shape="diamond", filled=True, size=120, opacity=1, color=INK
    )
    still = alt.Chart(rows("open")).mark_point(shape="triangle-right", filled=True, size=190, opacity=1)
    estimated = alt.Chart(rows("estimated")).mark_point(
        size=110, strokeWidth=2.5, fill="white", opacity=1, fillOpacity=1
    )
    last = alt.Chart(rows("last")).mark_rule(color=MUTED, strokeDash=[4, 3])
    ages = alt.Chart(rows("ages")).mark_text(dy=-10, color=MUTED, fontSize=12)
    ring = alt.Stroke("colour:N", title="Step", scale=None)
    layers = {
        "last": last.encode(x=x),
        "spans": bars.encode(x=x, x2=alt.X2("end:Q"), y=y, color=colour, tooltip=tooltip),
        "open": still.encode(x=at_end, y=y, color=colour, tooltip=tooltip),
        "estimated": estimated.encode(x=at_end, y=y, stroke=ring, tooltip=tooltip),
        "events": events.encode(x=x, y=y, tooltip=tooltip),
        "ages": ages.encode(x=x, y=alt.value(0), text="words:N"),
    }
    drawn = [layer for name, layer in layers.items() if name in tables]
    return layered(*drawn, height=blank("height"))


def timeline_picture(path: pd.DataFrame, lanes: Sequence[str], last: date, alt_text: str) -> Picture:
    """The journey of one child (rows as ``data.journeys.journey`` gives them, at least one) to the data's date."""
    days = [value.date() for value in path["from"].dropna()] + [value.date() for value in path["to"].dropna()]
    first = min([*days, last - timedelta(days=_LEAST_DAYS)])
    length = (last - first).days
    shortest = max(1.0, _SHORTEST * length)
    bars, events, open_ends, estimated = [], [], [], []
    for row in path.to_dict("records"):
        began, ended = _number(row["from"]), _number(row["to"])
        common = {
            "lane": wrapped(row["step"]),
            "step": row["step"],
            "when": when_words(row["from"], row["to"], bool(row["end_is_estimated"])),
            "age": age_words(row["age"]),
            "detail": row["detail"],
            "colour": _COLOURS.get(row["step"], INK),
        }
        if began is not None and began == ended:
            events.append(common | {"start": began})
            continue
        start = _of(first) if began is None else began
        end = max(_of(last) if ended is None else ended, start + shortest)
        bars.append(common | {"start": start, "end": end})
        if ended is None:
            open_ends.append(common | {"end": _of(last)})
        elif row["end_is_estimated"]:
            estimated.append(common | {"end": end})
        if began is None:
            estimated.append(common | {"end": start})
    names = [wrapped(lane) for lane in lanes if lane in set(path["step"])]
    born = path["born_on"].dropna()
    tables: Mapping[str, tuple[Mapping[str, object], ...]] = {
        "spans": tuple(bars),
        "events": tuple(events),
        "open": tuple(open_ends),
        "estimated": tuple(estimated),
        "last": ({"start": _of(last)},),
        "ages": tuple(_ages(born.iloc[0].date(), first, last)) if len(born) else (),
    }
    ticks, words = _ticks(first, last)
    margin = max(2.0, 0.02 * length)
    values = {
        "lanes": names,
        "span": [_of(first) - margin, _of(last) + margin],
        "ticks": ticks,
        "tick_words": words,
        "title": f"Dashed line: {day(last)}, when the data end",
        "height": rows_height(names) + _FRAME,
    }
    shape = tuple(name for name, held in tables.items() if held)
    return Picture("timeline", tables, values, alt_text, shape)


def when_words(began: pd.Timestamp, ended: pd.Timestamp, is_estimated: bool) -> str:
    """'3 June 2021', '3 June 2021 to 25 August 2021 (estimated)', 'from 3 June 2021, open', 'start not recorded, open'."""
    start = "start not recorded" if pd.isna(began) else day(began.date())
    if pd.isna(ended):
        return f"from {start}, open" if pd.notna(began) else f"{start}, open"
    if began == ended:
        return start
    return f"{start} to {day(ended.date())}" + (" (estimated)" if is_estimated else "")


def age_words(age: object) -> str:
    """'12', 'under 1', 'unborn', '' where it is not known."""
    if pd.isna(age):  # type: ignore[call-overload]
        return ""
    years = int(age)  # type: ignore[call-overload]
    return "unborn" if years < 0 else "under 1" if years == 0 else str(years)


def _of(value: date) -> float:
    return float(value.toordinal() - _EPOCH)


def _number(value: pd.Timestamp) -> float | None:
    return None if pd.isna(value) else _of(value.date())


def _ages(born: date, first: date, last: date) -> list[dict[str, object]]:
    """The ages reached, at their birthdays; of many, every second or fifth."""
    reached = birthdays(born, first, last)
    step = next(step for step in (1, 2, 5, 100) if len(reached) <= step * _MOST_AGES)
    return [
        {"start": _of(when), "words": f"age {age}" if age else "born"}
        for when, age in reached
        if age % step == 0
    ]


def _ticks(first: date, last: date) -> tuple[list[float], str]:
    """Days at round dates, and the expression that words them."""
    length = (last - first).days
    months = 12 if length >= _YEARS_FROM else 3 if length >= _QUARTERS_FROM else 1
    most = length / 30.4 / months
    months *= next(step for step in (1, 2, 5, 10) if most <= step * _MOST_TICKS)
    at = date(first.year, 1, 1)
    ticks = []
    while at <= last:
        if at >= first:
            ticks.append(_of(at))
        at = add_months(at, months)
    pattern = "%Y" if months >= 12 else "%b %Y"
    return ticks, f"utcFormat(datum.value * 86400000, '{pattern}')"
