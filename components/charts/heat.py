"""A measure's newest period by two dimensions: a square for each pair of groups, darker where there are more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import altair as alt

from components.charts.family import blank, family, rows
from components.charts.groups import groups_sentences, ordered_groups, size_of, title_by_group
from components.charts.layers import layered
from components.charts.theme import BLUE, INK
from components.charts.trend import asked_back, asks_trend
from components.figures.answers import Answers, Asked
from components.figures.figure import Number, Picture, Sentence, Table
from components.figures.kind import Content, Kind
from components.figures.nothing import nothing_content
from components.figures.remarks import remarks, small
from components.words.numbers import with_base
from data.in_words import plain, when
from data.lists.dimensions import DIMENSIONS
from data.measures import MEASURES, Measure, Shown
from data.measures.absence import NOT_ON_LIST
from data.series import Point

MOST_ROWS, MOST_COLUMNS = 15, 10
_ROW, _FRAME = 30, 90
_DARK = 0.55
"""From this share of the largest on, a square is too dark for dark ink."""

Pairs = Mapping[tuple[str, str], Point]


@family
def heat() -> alt.LayerChart:
    """Squares from pale to dark blue, each with its value; a pair that has none stays blank."""
    x = alt.X(
        "column:N",
        sort=blank("columns"),
        title=blank("across"),
        axis=alt.Axis(
            orient="top", labelAngle=0, labelLimit=90, labelOverlap=False, domain=False, ticks=False
        ),
    )
    y = alt.Y(
        "row:N", sort=blank("rows"), title=None, axis=alt.Axis(labelLimit=180, domain=False, ticks=False)
    )
    shade = alt.Color(
        "shade:Q", legend=None, scale=alt.Scale(domain=[0, 1], range=["#eef3f8", BLUE], interpolate="lab")
    )
    tooltip = [
        alt.Tooltip("row:N", title=blank("by")),
        alt.Tooltip("column:N", title=blank("across")),
        alt.Tooltip("told:N", title=blank("title")),
    ]
    ink = alt.when(f"datum.shade > {_DARK}").then(alt.value("white")).otherwise(alt.value(INK))
    squares = alt.Chart(rows("pairs")).mark_rect(stroke="white", strokeWidth=2)
    words = alt.Chart(rows("pairs")).mark_text()
    return layered(
        squares.encode(x=x, y=y, color=shade, tooltip=tooltip),
        words.encode(x=x, y=y, text="label:N", color=ink),
        height=blank("height"),
    )


def _asks(shown: Shown) -> Iterable[Asked]:
    yield from asks_trend(shown)
    for by in (shown.by, shown.across):
        yield Asked(shown.measure, shown.grain, asked_back(shown.grain), by=by)
    yield Asked(shown.measure, shown.grain, 1, by=shown.by, across=shown.across)


def _make(shown: Shown, answers: Answers) -> Content:
    measure = MEASURES[shown.measure]
    found = answers.pairs(measure.id, shown.by, shown.across, shown.grain)
    pairs = {
        names: series[-1]
        for names, series in found.items()
        if series[-1].is_known and NOT_ON_LIST not in names
    }
    groups = ordered_groups(shown, answers)
    if not pairs or not groups:
        return nothing_content(measure, answers, "Not supplied for the period.")
    down, along = (
        _names(shown, answers, by, pairs, place) for place, by in enumerate((shown.by, shown.across))
    )
    title = answers.named(f"{measure.title}, by {' and '.join(_words(shown))}")
    statements = (*groups_sentences(shown, answers, groups), _largest(shown, answers, pairs))
    table = _table(measure, title, DIMENSIONS[measure.dimension(shown.by)].title, down, along, pairs)
    drawn_down, drawn_along = down[:MOST_ROWS], along[:MOST_COLUMNS]
    is_cut = len(drawn_down) < len(down) or len(drawn_along) < len(along)
    cut = (small("Only the first groups of each are drawn; the table has all of them."),) if is_cut else ()
    words = f"{title}. {' '.join(statement.text for statement in statements)}"
    picture = _picture(shown, pairs, drawn_down, drawn_along, words)
    return Content((*statements, *cut, *remarks(measure, answers)), picture, table)


def _words(shown: Shown) -> list[str]:
    measure = MEASURES[shown.measure]
    return [DIMENSIONS[measure.dimension(name)].words for name in (shown.by, shown.across)]


def _names(shown: Shown, answers: Answers, by: str, pairs: Pairs, place: int) -> list[str]:
    """The groups of one of the dimensions that stand in any pair, in the dimension's order or the largest first."""
    held = {names[place] for names in pairs}
    measure = MEASURES[shown.measure]
    declared = DIMENSIONS[measure.dimension(by)]
    parts = answers.parts(shown.measure, by, shown.grain)
    sizes = {name: size_of(measure, parts[name]) if name in parts else 0.0 for name in held}
    return sorted(held, key=lambda name: (declared.place(name), -sizes[name], name))


def _largest(shown: Shown, answers: Answers, pairs: Pairs) -> Sentence:
    measure = MEASURES[shown.measure]
    (one, other), point = max(
        pairs.items(), key=lambda entry: (entry[1].numerator or entry[1].value or 0.0, entry[0])
    )
    words = f"Of the two together the largest is {one} with {other}: {with_base(point, measure.unit)}"
    return Sentence(
        f"{words} {when(measure, point, shown.grain, answers.as_at)}.", "value", (Number.of(point),)
    )


def _picture(shown: Shown, pairs: Pairs, down: list[str], along: list[str], words: str) -> Picture:
    measure = MEASURES[shown.measure]
    most = max(point.value or 0.0 for point in pairs.values()) or 1.0
    squares = tuple(
        {
            "row": one,
            "column": other,
            "shade": max(0.0, (point.value or 0.0) / most),
            "label": plain(point.value, measure.unit),
            "told": with_base(point, measure.unit),
        }
        for one in down
        for other in along
        if (point := pairs.get((one, other))) is not None
    )
    by, across = (DIMENSIONS[measure.dimension(name)].title for name in (shown.by, shown.across))
    values = {
        "rows": down,
        "columns": along,
        "by": by,
        "across": across,
        "title": measure.title,
        "height": _ROW * len(down) + _FRAME,
    }
    return Picture("heat", {"pairs": squares}, values, words)


def _table(
    measure: Measure, title: str, first: str, down: list[str], along: list[str], pairs: Pairs
) -> Table:
    points = [[pairs.get((one, other)) for other in along] for one in down]
    cells = tuple(
        (one, *("" if point is None else plain(point.value, measure.unit) for point in row))
        for one, row in zip(down, points, strict=True)
    )
    raw = tuple(
        (one, *(None if point is None else point.value for point in row))
        for one, row in zip(down, points, strict=True)
    )
    return Table(title, (first, *along), cells, raw)


HEAT = Kind("heat", _make, _asks, title_by_group)
