"""A measure over time for each group of a dimension, as lines in one chart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import altair as alt

from components.charts.family import blank, family, rows
from components.charts.layers import layered
from components.charts.periods import (
    HEIGHT,
    KEY_ROW,
    PARTIAL,
    honest_ticks,
    known_rows,
    period_axis,
    period_axis_title,
    period_rows,
    value_axis,
    value_y,
    with_key,
)
from components.charts.theme import CATEGORIES
from components.charts.trend import answer_sentence, asked_back, asks_trend, drawn_periods
from components.figures.answers import Answers, Asked
from components.figures.figure import Number, Picture, Sentence, Table
from components.figures.hidden import hidden_points
from components.figures.kind import Content, Kind
from components.figures.nothing import nothing_content
from components.figures.parts import overlap_words, recorded
from components.figures.remarks import remarks, small
from components.words.numbers import PERIOD_WORDS, none_words, value_or_status, with_base
from data.in_words import when
from data.lists.dimensions import DIMENSIONS
from data.measures import MEASURES, Measure, Shown
from data.series import Series, known

MOST_LINES = len(CATEGORIES)
_SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
_NAMED, _TABLED = 3, 9
_KEY_ENTRY = {14: 4, 24: 3, 40: 2}
"""How many entries of the key stand side by side, by how long the longest is."""


@family
def group_lines(has_partial: bool) -> alt.LayerChart:
    """A line and a mark of its own shape for each group; a gap stays a gap, a partial period is a hollow mark off the line."""
    x, y = period_axis(), value_y()
    legend = alt.Legend(
        orient="top",
        direction="horizontal",
        title=None,
        columns=blank("key_columns"),
        labelLimit=0,
        symbolSize=90,
    )
    names, scale = blank("names"), alt.Scale(domain=blank("names"), range=blank("colours"))
    colour = alt.Color("group:N", sort=names, scale=scale, legend=legend)
    shape = alt.Shape(
        "group:N", sort=names, scale=alt.Scale(domain=names, range=blank("shapes")), legend=legend
    )
    tooltip = [
        alt.Tooltip("group:N", title=blank("dimension")),
        alt.Tooltip("period:N", title="Period"),
        alt.Tooltip("label:N", title=blank("title")),
        alt.Tooltip("state:N", title="Data"),
    ]
    track = alt.Chart(rows("track")).mark_line(strokeWidth=2, invalid="break-paths-show-domains")
    whole = alt.Chart(rows("whole")).mark_point(size=60, filled=True, opacity=1)
    hollow = alt.Chart(rows("partial")).mark_point(size=60, filled=False, strokeWidth=1.5, opacity=1)
    drawn = layered(
        track.encode(x=x, y=y, color=colour),
        whole.encode(x=x, y=y, color=colour, shape=shape, tooltip=tooltip),
        *((hollow.encode(x=x, y=y, color=colour, shape=shape, tooltip=tooltip),) if has_partial else ()),
        height=blank("height"),
    )
    return with_key(drawn, has_partial, "hollow")


def group_lines_picture(
    measure: Measure, dimension: str, groups: Mapping[str, Series], words: str
) -> Picture:
    """The periods of at most six groups as lines, in the order given."""
    shown = [row | {"group": name} for name, series in groups.items() for row in period_rows(measure, series)]
    first = next(iter(groups.values()))
    names = list(groups)
    longest = max(map(len, names))
    columns = next((many for length, many in _KEY_ENTRY.items() if longest <= length), 1)
    axis = value_axis(honest_ticks(measure.unit, [row["value"] for row in shown]), measure)
    tables = {
        "track": [row for row in shown if row["state"] != PARTIAL],
        "whole": [row for row in known_rows(shown) if row["state"] != PARTIAL],
        "partial": [row for row in known_rows(shown) if row["state"] == PARTIAL],
    }
    return Picture(
        "group_lines",
        {name: tuple(table) for name, table in tables.items()},
        {
            "names": names,
            "colours": CATEGORIES[: len(names)],
            "shapes": list(_SHAPES[: len(names)]),
            "key_columns": columns,
            "dimension": DIMENSIONS[dimension].title,
            "title": measure.title,
            "order": [row["period"] for row in period_rows(measure, first)],
            "period_title": period_axis_title(first),
            "height": HEIGHT + KEY_ROW * -(-len(names) // columns),
            **axis,
        },
        words,
        (bool(tables["partial"]),),
    )


def asks_groups(shown: Shown) -> Iterable[Asked]:
    """The trend of the whole and that of each group."""
    yield from asks_trend(shown)
    yield Asked(shown.measure, shown.grain, asked_back(shown.grain), by=shown.by)


def ordered_groups(shown: Shown, answers: Answers) -> dict[str, Series]:
    """The groups that ever have a value among the periods drawn, in their dimension's order or the largest first."""
    measure = MEASURES[shown.measure]
    declared = DIMENSIONS[measure.dimension(shown.by)]
    groups = {
        name: drawn_periods(series, shown.grain)
        for name, series in recorded(answers.parts(measure.id, shown.by, shown.grain)).items()
    }
    first = min((_first_known(series) for series in groups.values()), default=0)
    held = {name: series[first:] for name, series in groups.items() if any(point.value for point in series)}
    return {
        name: held[name]
        for name in sorted(held, key=lambda name: (declared.place(name), -size_of(measure, held[name]), name))
    }


def _first_known(series: Series) -> int:
    return next((place for place, point in enumerate(series) if point.is_known), len(series))


def size_of(measure: Measure, series: Series) -> float:
    """How many a group has: what its newest share is of, else its number, else the value where only that is stated."""
    newest = series[-1]
    base = newest.denominator if measure.unit == "percent" and not measure.of_all else None
    return next((number for number in (base, newest.numerator, newest.value) if number is not None), 0.0)


def _make(shown: Shown, answers: Answers) -> Content:
    measure = MEASURES[shown.measure]
    groups = ordered_groups(shown, answers)
    if not groups:
        return nothing_content(measure, answers, "Not supplied for the period.")
    statements = tuple(groups_sentences(shown, answers, groups))
    largest = sorted(groups, key=lambda name: -size_of(measure, groups[name]))[:MOST_LINES]
    drawn = {name: groups[name] for name in groups if name in largest}
    left_out = len(groups) - len(drawn)
    words = f"The {MOST_LINES} largest are drawn; {left_out} more {'is' if left_out == 1 else 'are'} in the table."
    more = (small(words),) if left_out else ()
    title = answers.named(f"{measure.title}, by {DIMENSIONS[measure.dimension(shown.by)].words}")
    words = f"{title}. {' '.join(statement.text for statement in statements)}"
    has_trend = any(len(known(series)) > 1 for series in drawn.values())
    picture = group_lines_picture(measure, measure.dimension(shown.by), drawn, words) if has_trend else None
    return Content(
        (*statements, *more, *remarks(measure, answers)), picture, groups_table(shown, title, groups)
    )


def groups_sentences(shown: Shown, answers: Answers, groups: Mapping[str, Series]) -> Iterable[Sentence]:
    """The value of the whole, unless it is all of itself, and the largest groups'."""
    measure = MEASURES[shown.measure]
    if not measure.is_split and not measure.never_totalled:
        yield answer_sentence(shown, answers)
    newest = {name: series[-1] for name, series in groups.items() if series[-1].is_known}
    named = sorted(newest.values(), key=lambda point: -(point.numerator or point.value or 0.0))[:_NAMED]
    if not named:
        return
    told = "; ".join(f"{point.group} {with_base(point, measure.unit)}" for point in named)
    lead = f"By {DIMENSIONS[measure.dimension(shown.by)].words}, {when(measure, named[0], shown.grain, answers.as_at)}"
    whole = answers.of(measure.id, shown.grain)
    children = whole[-1].numerator if whole and not hidden_points([measure.id], answers) else None
    overlap = overlap_words(measure, measure.dimension(shown.by), newest.values(), children)
    yield Sentence(f"{lead}: {told}.{overlap}", "value", tuple(Number.of(point) for point in named))


def groups_table(shown: Shown, title: str, groups: Mapping[str, Series]) -> Table:
    """A row a group, a column for each of the newest periods, the oldest first."""
    measure = MEASURES[shown.measure]
    first = next(iter(groups.values()))[-_TABLED:]
    columns = (DIMENSIONS[measure.dimension(shown.by)].title, *(point.period for point in first))
    cells, raw = [], []
    for name, series in groups.items():
        newest = series[-_TABLED:]
        cells.append(
            (
                name,
                *(
                    none_words(measure) if p.is_share_of_nothing else value_or_status(p, measure.unit)
                    for p in newest
                ),
            )
        )
        raw.append((name, *(point.value for point in newest)))
    return Table(title, columns, tuple(cells), tuple(raw))


def title_by_group(shown: Shown) -> str:
    """The title with what the groups are told apart by."""
    measure = MEASURES[shown.measure]
    by: Sequence[str] = [
        DIMENSIONS[measure.dimension(name)].words for name in (shown.by, shown.across) if name
    ]
    span = f", {PERIOD_WORDS[shown.grain]}" if not shown.across else ""
    return f"{measure.title}, by {' and '.join(by)}{span}"


GROUPS = Kind("groups", _make, asks_groups, title_by_group)
