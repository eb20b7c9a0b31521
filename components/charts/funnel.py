"""From episodes that ended to interviews held in time: how many reach each stage."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from components.charts.family import blank, family, rows
from components.charts.layers import layered
from components.charts.theme import BLUE, INK
from components.charts.ticks import ticks
from components.figures.answers import Answers
from components.figures.figure import Number, Picture, Sentence, Table
from components.figures.kind import Content, Kind
from components.figures.nothing import nothing_content
from data.in_words import plain
from data.measures import MEASURES, Shown

STAGES = ("Episodes that ended", "Interview offered", "Interview accepted", "Held within 72 hours")
_ROW, _FRAME = 52, 50
"""How high a stage is with its words over its bar, and the axis."""


@family
def funnel() -> alt.LayerChart:
    """A bar a stage from zero, in the order given, its name, number and share written over it."""
    y = alt.Y("stage:N", sort=blank("stages"), title=None, axis=None)
    x = alt.X(
        "count:Q",
        title="Episodes",
        scale=alt.Scale(domain=blank("span"), nice=False),
        axis=alt.Axis(values=blank("ticks"), format=",d", labelFlush=False, grid=False),
    )
    tooltip = [alt.Tooltip("stage:N", title="Stage"), alt.Tooltip("label:N", title="Episodes")]
    base = alt.Chart(rows("stages"))
    bars = base.mark_bar(color=BLUE, size=20, yOffset=9).encode(x=x, y=y, tooltip=tooltip)
    words = base.mark_text(align="left", dy=-13, color=INK).encode(x=alt.value(0), y=y, text="words:N")
    return layered(bars, words, height=blank("height"))


def funnel_picture(counts: Sequence[float], shares: Sequence[str], alt_text: str) -> Picture:
    """The stages as bars; ``shares`` are written behind the counts, '' for none."""
    labels = [
        f"{plain(count, 'number')}{f' ({share})' if share else ''}"
        for count, share in zip(counts, shares, strict=True)
    ]
    table = tuple(
        {"stage": stage, "count": count, "label": label, "words": f"{stage}: {label}"}
        for stage, count, label in zip(STAGES, counts, labels, strict=True)
    )
    steps = ticks(max(counts))
    values = {
        "stages": list(STAGES),
        "ticks": steps,
        "span": [0, steps[-1]],
        "height": _ROW * len(STAGES) + _FRAME,
    }
    return Picture("funnel", {"stages": table}, values, alt_text)


def _make(shown: Shown, answers: Answers) -> Content:
    measure = MEASURES[shown.measure]
    ended = answers.latest(measure.id)
    later = [answers.latest(name) for name in shown.also]
    counts = [point.numerator for point in (ended, *later) if point.numerator is not None]
    if len(counts) < len(STAGES) or any(point.origin != "derived" for point in later):
        return nothing_content(measure, answers)
    shares = [
        f"{plain(100 * count / counts[0], 'percent')} of episodes" if counts[0] else "" for count in counts
    ]
    listed = "; ".join(
        f"{stage.lower()} {plain(count, 'number')}" for stage, count in zip(STAGES, counts, strict=True)
    )
    statement = f"In {ended.period}: {listed}."
    numbers = tuple(
        Number(count, name, ended.period) for name, count in zip(shown.measures, counts, strict=True)
    )
    raw = tuple(
        zip(STAGES, counts, [100 * count / counts[0] if counts[0] else None for count in counts], strict=True)
    )
    cells = tuple(
        (stage, plain(count, "number"), share)
        for stage, count, share in zip(STAGES, counts, shares, strict=True)
    )
    return Content(
        (Sentence(statement, "value", numbers),),
        funnel_picture(
            counts, ["", *shares[1:]], f"{answers.named('Return home interviews')}, as a funnel. {statement}"
        ),
        Table(answers.named(measure.title), ("Stage", "Number", "Share of episodes"), cells, raw),
    )


def _title(shown: Shown) -> str:
    return f"{MEASURES[shown.measure].title}, from their end to an interview"


FUNNEL = Kind("funnel", _make, title=_title)
