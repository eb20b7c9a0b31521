"""Children by category of risk, each bar by rating."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import altair as alt

from components.charts.bars import names_axis, rows_height, wrapped
from components.charts.family import blank, family, rows
from components.charts.layers import layered
from components.charts.parts import asks_parts, parts_content, title_by
from components.charts.theme import INK, RATING_COLOURS
from components.charts.ticks import ticks
from components.figures.answers import Answers, Asked
from components.figures.figure import Number, Picture, Sentence, Table
from components.figures.kind import Content, Kind
from components.figures.parts import recorded
from components.figures.remarks import remarks
from data.in_words import plain, when
from data.lists.dimensions import DIMENSIONS
from data.measures import MEASURES, Shown
from data.series import Point

RATINGS = DIMENSIONS["rating"].values
_MOST_NAMED = 3
_LETTER = 9
"""How many pixels of a segment a letter or figure written in it takes."""


@family
def stacked_bars() -> alt.LayerChart:
    """A bar a category, its ratings in order, each with its letter and number where they fit in it; the sum at the right."""
    y = alt.Y("name:N", sort=blank("order"), title=None, axis=names_axis())
    x = alt.X(
        "start:Q",
        title="Children",
        axis=alt.Axis(values=blank("ticks"), format=",d"),
        scale=alt.Scale(domain=blank("span"), nice=False),
    )
    colour = alt.Color(
        "part:N",
        title="Rating",
        sort=list(RATINGS),
        legend=alt.Legend(
            orient="top",
            direction="horizontal",
            columns=len(RATINGS),
            symbolStrokeColor=INK,
            symbolStrokeWidth=0.5,
        ),
        scale=alt.Scale(domain=list(RATINGS), range=[RATING_COLOURS[name] for name in RATINGS]),
    )
    tooltip = [
        alt.Tooltip("group:N", title="Category of risk"),
        alt.Tooltip("part:N", title="Rating"),
        alt.Tooltip("value:Q", title="Children"),
    ]
    base = alt.Chart(rows("segments"))
    bars = base.mark_bar(stroke=INK, strokeWidth=0.4, height={"band": 0.7}).encode(
        x=x, x2="end:Q", y=y, color=colour, tooltip=tooltip
    )
    ink = alt.when(alt.datum.part == "Red").then(alt.value("white")).otherwise(alt.value(INK))
    fits = f"datum.share * width > {_LETTER} * length(datum.label)"
    text = alt.when(fits).then(alt.Text("label:N")).otherwise(alt.value(""))
    words = base.mark_text().encode(x="middle:Q", y=y, text=text, color=ink)
    sums = alt.Chart(rows("sums")).mark_text(align="left", dx=8, color=INK)
    return layered(
        bars, words, sums.encode(x=alt.value("width"), y=y, text="label:N"), height=blank("height")
    )


def _picture(rated: Mapping[str, Mapping[str, float]], alt_text: str) -> Picture:
    """``rated``: each category's children by rating, in the order to be drawn."""
    sums = {group: sum(values.values()) for group, values in rated.items()}
    steps = ticks(max(sums.values()))
    segments: list[dict[str, object]] = []
    for group, values in rated.items():
        start = 0.0
        for part in (rating for rating in RATINGS if values.get(rating)):
            value = values[part]
            segments.append(
                {
                    "name": wrapped(group),
                    "group": group,
                    "part": part,
                    "value": value,
                    "start": start,
                    "end": start + value,
                    "middle": start + value / 2,
                    "share": value / steps[-1],
                    "label": f"{part[0]} {plain(value, 'number')}",
                }
            )
            start += value
    names = [wrapped(group) for group in rated]
    shown = tuple({"name": wrapped(group), "label": plain(value, "number")} for group, value in sums.items())
    return Picture(
        "stacked_bars",
        {"segments": tuple(segments), "sums": shown},
        {"order": names, "ticks": steps, "span": [0, steps[-1]], "height": rows_height(names) + 80},
        alt_text,
    )


def _within(rating: str) -> tuple[tuple[str, str], ...]:
    return (("rating", rating),)


def _asks(shown: Shown) -> Iterable[Asked]:
    yield from asks_parts(shown)
    for rating in RATINGS:
        yield Asked(shown.measure, periods=1, by=shown.by, within=_within(rating))


def _rated(shown: Shown, answers: Answers) -> dict[str, dict[str, Point]]:
    """The latest quarter's children of each category by rating, as far as they are known."""
    ratings: dict[str, dict[str, Point]] = {}
    for rating in RATINGS:
        groups = answers.parts(shown.measure, shown.by, within=_within(rating))
        for group, series in recorded(groups).items():
            if series[-1].is_known:
                ratings.setdefault(group, {})[rating] = series[-1]
    return ratings


def _has_hidden(shown: Shown, answers: Answers) -> bool:
    return any(
        series[-1].is_hidden
        for rating in RATINGS
        for series in answers.parts(shown.measure, shown.by, within=_within(rating)).values()
    )


def _make(shown: Shown, answers: Answers) -> Content:
    """The categories by rating; where none is rated, or a number of them is hidden, the categories alone."""
    points = _rated(shown, answers)
    if not points or _has_hidden(shown, answers):
        return parts_content(shown, answers)
    measure = MEASURES[shown.measure]
    rated = {
        group: {rating: point.value or 0.0 for rating, point in by_rating.items()}
        for group, by_rating in points.items()
    }
    rated = dict(sorted(rated.items(), key=lambda item: (-sum(item[1].values()), item[0])))
    sums = {group: sum(values.values()) for group, values in rated.items()}
    newest = next(iter(next(iter(points.values())).values()))
    named = list(sums.items())[:_MOST_NAMED]
    listed = "; ".join(f"{name} {plain(total, 'number')}" for name, total in named)
    words = f"{listed} {when(measure, newest, as_at=answers.as_at)}."
    numbers = tuple(Number(total, measure.id, newest.period, name) for name, total in named)
    counts = [(*(values.get(name, 0.0) for name in RATINGS), sums[group]) for group, values in rated.items()]
    return Content(
        (Sentence(words, "value", numbers), *remarks(measure, answers)),
        _picture(rated, f"{answers.named(measure.title)}, by rating. {words}"),
        Table(
            answers.named(measure.title),
            (DIMENSIONS[measure.dimension(shown.by)].title, *RATINGS, "All"),
            tuple(
                (group, *(plain(count, "number") for count in row))
                for group, row in zip(rated, counts, strict=True)
            ),
            tuple((group, *row) for group, row in zip(rated, counts, strict=True)),
        ),
    )


RATED = Kind("rated", _make, _asks, title_by)
