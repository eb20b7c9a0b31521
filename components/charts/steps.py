"""Children whose rating fell above a line, those whose rating rose below it."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from components.charts.family import blank, family, rows
from components.charts.layers import layered
from components.charts.pairs import PAIR_HEIGHT, bars_of_two, rows_of_two
from components.charts.periods import period_axis, with_key
from components.charts.theme import GREY, ORANGE, TEAL
from components.charts.ticks import ticks
from components.figures.answers import Answers
from components.figures.figure import Picture, Table
from components.figures.kind import Content, Kind
from components.figures.remarks import what_is_needed
from components.figures.two_flows import BothKnown, both_known, title_of_both
from components.figures.values import value_sentence
from data.in_words import plain
from data.measures import MEASURES, Shown

DOWN, UP = "Stepped down", "Stepped up"
_ROOM = 1.25
"""How far beyond the longest bar its label needs the axis to reach, as a multiple of it."""
_TICKS_A_SIDE = 3


@family
def over_and_under(has_partial: bool) -> alt.LayerChart:
    """The first count above a line and the second below it, both labelled."""
    x = period_axis()
    y = alt.Y(
        "drawn:Q",
        title="Children",
        scale=alt.Scale(domain=blank("span"), nice=False),
        axis=alt.Axis(values=blank("ticks"), labelExpr="format(abs(datum.value), ',d')", grid=False),
    )
    bars = bars_of_two((DOWN, UP), (TEAL, ORANGE), "Children").mark_bar(width={"band": 0.6})
    over = alt.Chart(rows("over")).mark_text(dy=-9).encode(x=x, y=y, text="label:N")
    under = alt.Chart(rows("under")).mark_text(dy=10).encode(x=x, y=y, text="label:N")
    line = alt.Chart(rows("line")).mark_rule(color=GREY).encode(y=y)
    drawn = layered(bars.encode(x=x, y=y), line, over, under)
    return with_key(drawn.properties(height=PAIR_HEIGHT), has_partial, "pale")


def over_and_under_picture(held: Sequence[BothKnown], alt_text: str) -> Picture:
    """What stepped down and up by period, as bars above and below a line."""
    steps = ticks(max(pair.larger for pair in held) * _ROOM, most=_TICKS_A_SIDE)
    bars = rows_of_two(held, (DOWN, UP))
    over = tuple(row | {"drawn": row["value"]} for row in bars if row["part"] == DOWN)
    under = tuple(row | {"drawn": -row["value"]} for row in bars if row["part"] == UP)
    values = {
        "order": [pair.period for pair in held],
        "period_title": None,
        "ticks": [*(-step for step in steps[:0:-1]), *steps],
        "span": [-steps[-1], steps[-1]],
    }
    tables = {"bars": (*over, *under), "over": over, "under": under, "line": ({"drawn": 0},)}
    return Picture("over_and_under", tables, values, alt_text, (any(pair.is_partial for pair in held),))


def _make(shown: Shown, answers: Answers) -> Content:
    measure, other = MEASURES[shown.measure], MEASURES[shown.also[0]]
    statements = (
        value_sentence(measure, answers, lead=f"{DOWN}: "),
        value_sentence(other, answers, lead=f"{UP}: "),
    )
    held = both_known(answers.of(measure.id), answers.of(other.id))
    if not held:
        return Content((*statements, what_is_needed(measure, answers)))
    raw = tuple((pair.period, pair.first, pair.second) for pair in held)
    cells = tuple((period, plain(down, "number"), plain(up, "number")) for period, down, up in raw)
    period, down, up = cells[-1]
    words = f"{down} stepped down and {up} stepped up in {period}."
    return Content(
        statements,
        over_and_under_picture(held, f"{answers.named('Children whose rating moved')}. {words}"),
        Table(answers.named(measure.title), ("Period", DOWN, UP), cells, raw),
    )


STEPS = Kind("steps", _make, title=title_of_both)
