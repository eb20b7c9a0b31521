"""What began beside what ended, quarter by quarter, with the net written above each pair."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import altair as alt

from components.charts.family import blank, family, rows
from components.charts.layers import layered
from components.charts.periods import PARTIAL, period_axis, with_key
from components.charts.theme import BLUE, INK, ORANGE
from components.charts.ticks import ticks
from components.figures.answers import Answers
from components.figures.figure import Number, Picture, Sentence, Table
from components.figures.kind import Content, Kind
from components.figures.nothing import nothing_content
from components.figures.two_flows import BothKnown, both_known, title_of_both
from components.figures.values import value_sentence
from data.in_words import plain
from data.measures import MEASURES, Shown
from data.returns.problems import counted

BEGAN, ENDED = "Began", "Ended"
PAIR_HEIGHT = 260
_ROOM = 1.15
"""How far above the highest bar its label needs the axis to reach, as a multiple of it."""
_TICKS = 6
_LARGE, _SMALL, _LONG = 13, 11, 4
"""Sizes of the net: small where it has more characters than fit above a pair on a narrow page."""


def bars_of_two(parts: Sequence[str], colours: Sequence[str], counts: str) -> alt.Chart:
    """Bars of two counts a period, in a colour each, partial ones pale; ``counts`` is what is counted, as a title."""
    colour = alt.Color(
        "part:N",
        title=None,
        sort=list(parts),
        scale=alt.Scale(domain=list(parts), range=list(colours)),
        legend=alt.Legend(orient="top", direction="horizontal"),
    )
    tooltip = [
        alt.Tooltip("period:N", title="Period"),
        alt.Tooltip("part:N", title="What"),
        alt.Tooltip("label:N", title=counts),
        alt.Tooltip("state:N", title="Data"),
    ]
    pale = alt.when(alt.datum.state == PARTIAL).then(alt.value(0.45)).otherwise(alt.value(1))
    return alt.Chart(rows("bars")).encode(color=colour, tooltip=tooltip, opacity=pale)


def rows_of_two(held: Iterable[BothKnown], parts: Sequence[str]) -> list[dict[str, Any]]:
    """A row a bar: period, part, value, label and state."""
    return [
        {
            "period": pair.period,
            "part": part,
            "value": value,
            "label": plain(value, "number"),
            "state": PARTIAL if pair.is_partial else "complete",
        }
        for pair in held
        for part, value in zip(parts, (pair.first, pair.second), strict=True)
    ]


@family
def paired_bars(has_partial: bool) -> alt.LayerChart:
    """What began and what ended as bars side by side from zero, the net above each pair."""
    x = period_axis()
    y = alt.Y(
        "value:Q",
        title="Number",
        axis=alt.Axis(values=blank("ticks"), format=",d", grid=False),
        scale=alt.Scale(domain=blank("span"), nice=False),
    )
    bars = bars_of_two((BEGAN, ENDED), (BLUE, ORANGE), "Number").mark_bar()
    beside = alt.XOffset("part:N", sort=[BEGAN, ENDED])
    net = alt.Chart(rows("net")).mark_text(dy=-9, color=INK, fontWeight="bold", fontSize=blank("size"))
    drawn = layered(bars.encode(x=x, y=y, xOffset=beside), net.encode(x=x, y=y, text="net:N"))
    return with_key(drawn.properties(height=PAIR_HEIGHT), has_partial, "pale")


def paired_picture(held: Sequence[BothKnown], alt_text: str) -> Picture:
    """What began and ended by period, as bars side by side."""
    steps = ticks(max(pair.larger for pair in held) * _ROOM, most=_TICKS)
    net = [f"{pair.net:+,.0f}".replace("-", "−") if pair.net else "0" for pair in held]
    labels = tuple(
        {"period": pair.period, "value": pair.larger, "net": words}
        for pair, words in zip(held, net, strict=True)
    )
    values = {
        "order": [pair.period for pair in held],
        "period_title": None,
        "ticks": steps,
        "span": [0, steps[-1]],
        "size": _SMALL if max(map(len, net)) > _LONG else _LARGE,
    }
    tables = {"bars": tuple(rows_of_two(held, (BEGAN, ENDED))), "net": labels}
    return Picture("paired_bars", tables, values, alt_text, (any(pair.is_partial for pair in held),))


def _make(shown: Shown, answers: Answers) -> Content:
    measure = MEASURES[shown.measure]
    ended, net = (MEASURES[name] for name in shown.also)
    held = both_known(answers.of(measure.id), answers.of(ended.id))
    if not held:
        nothing = nothing_content(measure, answers)
        if not any(point.is_known for point in answers.of(net.id)):
            return nothing
        stated = value_sentence(net, answers, with_target=False, lead=f"{net.title}: ")
        return Content((stated, *nothing.sentences), states=nothing.states)
    statement = _sentence(shown, held)
    title = answers.named(measure.title)
    raw = tuple(
        (pair.period, pair.first, pair.second, pair.net, PARTIAL if pair.is_partial else "") for pair in held
    )
    cells = tuple((row[0], *(plain(value, "number") for value in row[1:4]), row[4]) for row in raw)
    return Content(
        (statement,),
        paired_picture(held, f"{title}. {statement.text}"),
        Table(title, ("Period", BEGAN, ENDED, "Net", "Data"), cells, raw),
    )


def _sentence(shown: Shown, held: Sequence[BothKnown]) -> Sentence:
    """'12 began and 9 ended in Q3 2022/23: 3 more; over the 9 quarters shown 100 began and 90 ended.'"""
    latest = held[-1]
    began, ended = sum(pair.first for pair in held), sum(pair.second for pair in held)
    more = "more" if latest.net > 0 else "fewer"
    moved = f"{plain(abs(latest.net), 'number')} {more}" if latest.net else "no net change"
    partial = " (partial)" if latest.is_partial else ""
    words = (
        f"{plain(latest.first, 'number')} began and {plain(latest.second, 'number')} ended in {latest.period}: "
        f"{moved}{partial}; over the {counted(len(held), 'quarter')} shown {plain(began, 'number')} began and "
        f"{plain(ended, 'number')} ended."
    )
    ended_measure, net_measure = shown.also
    span = f"{held[0].period} to {latest.period}"
    numbers = (
        Number(latest.first, shown.measure, latest.period),
        Number(latest.second, ended_measure, latest.period),
        Number(latest.net, net_measure, latest.period),
        Number(began, shown.measure, span),
        Number(ended, ended_measure, span),
    )
    return Sentence(words, "value", numbers)


PAIRS = Kind("pairs", _make, title=title_of_both)
