"""How the establishment is filled, month by month."""

from __future__ import annotations

from collections.abc import Iterable

import altair as alt

from components.charts.family import blank, family, rows
from components.charts.layers import apart, layered
from components.charts.periods import period_axis
from components.charts.theme import INK, STAFFING_COLOURS
from components.charts.ticks import ticks
from components.figures.answers import Answers, Asked
from components.figures.figure import Number, Picture, Sentence, Table
from components.figures.kind import Content, Kind
from components.figures.nothing import nothing_content
from components.figures.remarks import remarks
from data.in_words import plain
from data.lists.dimensions import DIMENSIONS
from data.measures import MEASURES, Shown
from data.series import Point

MONTHS_OF_POSTS = 13
STAFFING = DIMENSIONS["staffing"].values
ESTABLISHMENT, OVER_IT = STAFFING[:3], STAFFING[3]
_HEIGHT, _PLOT_HEIGHT, _LABEL_HEIGHT = 320, 210, 16
"""The chart's height in pixels, what is left of it for the columns, and how much of that a label takes."""


@family
def stacked_months() -> alt.LayerChart:
    """A column a month from zero, its parts stacked in order, the latest month's written beside it."""
    x = period_axis()
    colour = alt.Color(
        "part:N",
        title=None,
        sort=list(STAFFING),
        scale=alt.Scale(domain=list(STAFFING), range=[STAFFING_COLOURS[name] for name in STAFFING]),
        legend=alt.Legend(
            orient="top",
            direction="horizontal",
            columns=2,
            labelLimit=200,
            symbolStrokeColor=INK,
            symbolStrokeWidth=0.5,
        ),
    )
    y = alt.Y(
        "start:Q",
        title="Full-time equivalents",
        axis=alt.Axis(values=blank("ticks"), format=",d"),
        scale=alt.Scale(domain=blank("span"), nice=False),
    )
    tooltip = [
        alt.Tooltip("period:N", title="Month"),
        alt.Tooltip("part:N", title="Posts"),
        alt.Tooltip("label:N", title="Full-time equivalents"),
    ]
    bars = alt.Chart(rows("segments")).mark_bar(stroke=INK, strokeWidth=0.3)
    text = alt.Chart(rows("latest")).mark_text(align="left", dx=6)
    return layered(
        bars.encode(x=x, y=y, y2="end:Q", color=colour, tooltip=tooltip),
        text.encode(x=alt.value("width"), y="place:Q", text="label:N"),
        height=_HEIGHT,
    )


def _picture(months: dict[str, dict[str, float]], alt_text: str) -> Picture:
    """``months``: each month's posts by how they are filled."""
    steps = ticks(max(sum(parts.values()) for parts in months.values()))
    segments: list[dict[str, object]] = []
    for period, parts in months.items():
        start = 0.0
        for part in (name for name in STAFFING if name in parts):
            end = start + parts[part]
            label = plain(parts[part], "average")
            segments.append({"period": period, "part": part, "start": start, "end": end, "label": label})
            start = end
    newest = list(months)[-1]
    beside = [(part, label) for part, label in _middles(months[newest]) if months[newest][part]]
    least = steps[-1] * _LABEL_HEIGHT / _PLOT_HEIGHT
    places = apart([middle for _, middle in beside], least)
    latest = tuple(
        {"label": plain(months[newest][part], "average"), "place": place}
        for (part, _), place in zip(beside, places, strict=True)
    )
    return Picture(
        "stacked_months",
        {"segments": tuple(segments), "latest": latest},
        {"order": list(months), "period_title": None, "ticks": steps, "span": [0, steps[-1]]},
        alt_text,
    )


def _middles(parts: dict[str, float]) -> Iterable[tuple[str, float]]:
    """How high the middle of each part of a column is."""
    start = 0.0
    for part in (name for name in STAFFING if name in parts):
        yield part, start + parts[part] / 2
        start += parts[part]


def _asks(shown: Shown) -> Iterable[Asked]:
    yield Asked(shown.measure, "month", MONTHS_OF_POSTS, by=shown.by)


def _make(shown: Shown, answers: Answers) -> Content:
    measure = MEASURES[shown.measure]
    groups = answers.parts(measure.id, shown.by, "month")
    points = [point for name in STAFFING for point in groups.get(name, ()) if point.is_known]
    if not points:
        return nothing_content(measure, answers)
    months: dict[str, dict[str, float]] = {}
    for point in sorted(points, key=lambda point: point.end):
        months.setdefault(point.period, {})[point.group] = point.value or 0.0
    newest = list(months)[-1]
    sentence = _sentence(newest, months[newest], [point for point in points if point.period == newest])
    figures = [tuple(parts.get(name) for name in STAFFING) for parts in months.values()]
    return Content(
        (sentence, *remarks(measure, answers)),
        _picture(months, f"{answers.named(measure.title)}. {sentence.text}"),
        Table(
            answers.named(measure.title),
            ("Month", *STAFFING),
            tuple(
                (month, *(plain(value, "average") for value in row))
                for month, row in zip(months, figures, strict=True)
            ),
            tuple((month, *row) for month, row in zip(months, figures, strict=True)),
        ),
    )


def _sentence(month: str, parts: dict[str, float], points: list[Point]) -> Sentence:
    posts = sum(parts.get(name, 0.0) for name in ESTABLISHMENT)
    filled = "; ".join(f"{name.lower()} {plain(parts.get(name, 0.0), 'average')}" for name in ESTABLISHMENT)
    over = plain(parts.get(OVER_IT, 0.0), "average")
    words = (
        f"In {month} the establishment is {plain(posts, 'average')} full-time posts: {filled}. "
        f"Over it, {OVER_IT.lower()} {over}."
    )
    total = Number(posts, points[0].measure, month, "Establishment")
    return Sentence(words, "value", (total, *map(Number.of, points)))


POSTS = Kind("posts", _make, _asks)
