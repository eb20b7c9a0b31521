"""A measure by team beside the whole, so that its range is seen."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from components.charts.bars import names_axis, rows_height, wrapped
from components.charts.family import blank, family, rows
from components.charts.layers import layered, within_width
from components.charts.parts import asks_parts, parts_of, title_by
from components.charts.theme import BLUE, INK, ORANGE
from components.charts.ticks import ticks
from components.figures.answers import Answers
from components.figures.figure import Number, Picture, Sentence, Table
from components.figures.kind import Content, Kind
from components.figures.parts import Part, largest_first
from components.figures.remarks import what_is_needed
from data.in_words import plain, when
from data.lists.dimensions import DIMENSIONS
from data.measures import MEASURES, Measure, Shown
from data.series import Point


@family
def spread() -> alt.LayerChart:
    """A dot a group with its value at the right, and the whole as a dashed line named above the dots."""
    y = alt.Y("name:N", sort=blank("order"), title=None, axis=names_axis(grid=True))
    x = alt.X(
        "value:Q",
        title=blank("title"),
        axis=alt.Axis(values=blank("ticks"), format=",d", grid=False),
        scale=alt.Scale(domain=blank("span"), nice=False),
    )
    base = alt.Chart(rows("groups"))
    tooltip = [alt.Tooltip("group:N", title="Team"), alt.Tooltip("label:N", title=blank("title"))]
    dots = base.mark_circle(size=130, color=BLUE, opacity=1).encode(x=x, y=y, tooltip=tooltip)
    text = base.mark_text(align="left", dx=8).encode(x=alt.value("width"), y=y, text="label:N")
    whole = alt.Chart(rows("whole"))
    rule = whole.mark_rule(color=ORANGE, strokeDash=[6, 4], strokeWidth=2).encode(x="value:Q")
    words = whole.mark_text(color=INK, baseline="bottom").encode(
        x=alt.value({"expr": blank("place")}), y=alt.value(-4), text="label:N"
    )
    return layered(rule, dots, text, words, height=blank("height"))


def _picture(measure: Measure, parts: Sequence[Part], whole: float, alt_text: str) -> Picture:
    steps = ticks(max(whole, *(part.value for part in parts)))
    names = [wrapped(part.name) for part in parts]
    groups = tuple(
        {"name": name, "group": part.name, "value": part.value, "label": plain(part.value, measure.unit)}
        for name, part in zip(names, parts, strict=True)
    )
    label = f"All {plain(whole, measure.unit)}"
    values = {
        "order": names,
        "title": measure.title,
        "ticks": steps,
        "span": [0, steps[-1]],
        "place": within_width(whole / steps[-1], label),
        "height": rows_height(names) + 70,
    }
    return Picture(
        "spread", {"groups": groups, "whole": ({"value": whole, "label": label},)}, values, alt_text
    )


def _make(shown: Shown, answers: Answers) -> Content:
    measure = MEASURES[shown.measure]
    whole = answers.latest(measure.id)
    parts = largest_first(parts_of(shown, answers))
    if answers.is_part and len(parts) == 1 and whole.is_known:
        alone = "One team is chosen: there is no other to set it beside."
        return Content((Sentence(alone, "value"),))
    if len(parts) < 2 or whole.value is None:
        lacking = Sentence("Not supplied by team for the quarter.", "value")
        return Content((lacking, what_is_needed(measure, answers)), states=frozenset({"not supplied"}))
    sentence = _sentence(measure, whole, parts, answers)
    alt_text = f"{answers.named(measure.title)}, by team. {sentence.text}"
    return Content(
        (sentence,),
        _picture(measure, parts, whole.value, alt_text),
        Table(
            answers.named(measure.title),
            (DIMENSIONS[measure.dimension(shown.by)].title, measure.title, "Cases"),
            tuple(
                (part.name, plain(part.value, measure.unit), plain(part.latest.numerator, "number"))
                for part in parts
            ),
            tuple((part.name, part.value, part.latest.numerator) for part in parts),
        ),
    )


def _sentence(measure: Measure, whole: Point, parts: Sequence[Part], answers: Answers) -> Sentence:
    highest, lowest = parts[0], parts[-1]
    words = (
        f"{plain(whole.value, measure.unit)} over all {when(measure, whole, as_at=answers.as_at)}; by team from "
        f"{plain(lowest.value, measure.unit)} ({lowest.name}) to {plain(highest.value, measure.unit)} ({highest.name})."
    )
    return Sentence(words, "value", tuple(map(Number.of, (whole, lowest.latest, highest.latest))))


SPREAD = Kind("spread", _make, asks_parts, title_by)
