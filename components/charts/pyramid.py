"""A cohort by age band and sex: males to the left, females to the right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import altair as alt

from components.charts.family import blank, family, rows
from components.charts.layers import layered
from components.charts.theme import BLUE, INK, TEAL
from components.charts.ticks import ticks
from components.figures.answers import WHOLE, Answers, Asked
from components.figures.figure import Number, Picture, Sentence, Table
from components.figures.kind import Content, Kind
from components.figures.nothing import nothing_content
from components.words.numbers import STATUS_WORDS
from data.in_words import plain, when
from data.lists.dimensions import DIMENSIONS
from data.measures import MEASURES, Shown
from data.measures.absence import NOT_ON_LIST
from data.series import HIDDEN, Point

SEXES = ("Male", "Female")
_BANDS = DIMENSIONS["age_band"]
_SIDE, _CHARACTER, _GAP = 160, 8, 8
"""How many pixels a side has on the narrowest page, and what a label takes of it: for each character, and before the first."""
_TICKS_A_SIDE = 4
_ROW, _FRAME = 36, 110
"""How high an age band is, and the key, the axis and its title."""

Ages = Mapping[str, Mapping[str, Point]]
"""The latest period of each age band that has a value, or a hidden one, by sex and band."""


@family
def pyramid() -> alt.LayerChart:
    """Bars from the middle to both sides, each with its number at its end."""
    y = alt.Y("group:N", sort=blank("bands"), title="Age", axis=alt.Axis(ticks=False, domain=False))
    x = alt.X(
        "drawn:Q",
        title="Children",
        scale=alt.Scale(domain=blank("span"), nice=False),
        axis=alt.Axis(
            values=blank("ticks"),
            labelExpr="format(abs(datum.value), ',d')",
            labelFlush=False,
            labelOverlap=True,
            grid=False,
        ),
    )
    colour = alt.Color(
        "sex:N",
        title="Sex",
        sort=list(SEXES),
        scale=alt.Scale(domain=list(SEXES), range=[BLUE, TEAL]),
        legend=alt.Legend(orient="top", direction="horizontal", symbolStrokeColor=INK, symbolStrokeWidth=0.5),
    )
    tooltip = [
        alt.Tooltip("group:N", title="Age"),
        alt.Tooltip("sex:N", title="Sex"),
        alt.Tooltip("label:N", title="Children"),
    ]
    bars = alt.Chart(rows("bars")).mark_bar(height={"band": 0.75})
    left = alt.Chart(rows("male")).mark_text(align="right", dx=-5)
    right = alt.Chart(rows("female")).mark_text(align="left", dx=5)
    return layered(
        bars.encode(x=x, y=y, color=colour, tooltip=tooltip),
        left.encode(x=x, y=y, text="label:N"),
        right.encode(x=x, y=y, text="label:N"),
        height=blank("height"),
    )


def pyramid_picture(ages: Ages, bands: Sequence[str], alt_text: str) -> Picture:
    """A cohort of these age bands, youngest first, as a pyramid."""
    male, female = (
        tuple(
            {"group": band, "sex": sex, "drawn": sign * size, "label": _size_words(ages, sex, band)}
            for band in bands
            for size in (_size(ages, sex, band),)
        )
        for sex, sign in zip(SEXES, (-1, 1), strict=True)
    )
    largest = max(_size(ages, sex, band) for sex in SEXES for band in bands)
    label = len(plain(largest, "number")) * _CHARACTER + _GAP
    steps = ticks(largest * _SIDE / (_SIDE - label), most=_TICKS_A_SIDE)
    values = {
        "bands": list(reversed(bands)),
        "ticks": [*(-step for step in steps[:0:-1]), *steps],
        "span": [-steps[-1], steps[-1]],
        "height": _ROW * len(bands) + _FRAME,
    }
    return Picture("pyramid", {"bars": (*male, *female), "male": male, "female": female}, values, alt_text)


def _size(ages: Ages, sex: str, band: str) -> float:
    """How many there are; none where the answer has no such group."""
    point = ages[sex].get(band)
    return 0.0 if point is None else point.counted


def _is_hidden(ages: Ages, sex: str, band: str) -> bool:
    point = ages[sex].get(band)
    return point is not None and point.is_hidden


def _size_words(ages: Ages, sex: str, band: str) -> str:
    return STATUS_WORDS[HIDDEN] if _is_hidden(ages, sex, band) else plain(_size(ages, sex, band), "number")


def _asks(shown: Shown) -> Iterable[Asked]:
    if shown.grain != "quarter":
        yield Asked(shown.measure, shown.grain, 1)
    for sex in SEXES:
        yield Asked(shown.measure, shown.grain, 1, by="age_band", within=(("sex", sex),))


def _make(shown: Shown, answers: Answers) -> Content:
    measure = MEASURES[shown.measure]
    ages = _ages(shown, answers)
    known = [point for sex in SEXES for point in ages[sex].values() if point.is_known]
    if not known:
        return nothing_content(measure, answers)
    bands = sorted({group for sex in SEXES for group in ages[sex]}, key=_BANDS.place)
    statement = _sentence(shown, ages, answers)
    raw = tuple(
        (band, *(None if _is_hidden(ages, sex, band) else _size(ages, sex, band) for sex in SEXES))
        for band in bands
    )
    cells = tuple((band, *(_size_words(ages, sex, band) for sex in SEXES)) for band in bands)
    title = answers.named(measure.title)
    return Content(
        (statement,),
        pyramid_picture(ages, bands, f"{title}, by age and sex. {statement.text}"),
        Table(title, ("Age", *SEXES), cells, raw),
    )


def _ages(shown: Shown, answers: Answers) -> Ages:
    ages = {}
    for sex in SEXES:
        parts = answers.parts(shown.measure, "age_band", shown.grain, within=(("sex", sex),))
        latest = {group: series[-1] for group, series in parts.items() if group not in (WHOLE, NOT_ON_LIST)}
        ages[sex] = {group: point for group, point in latest.items() if point.is_known or point.is_hidden}
    return ages


def _sentence(shown: Shown, ages: Ages, answers: Answers) -> Sentence:
    """'210 male and 190 female on 31 December 2022; the largest group is male, 10 to 15 (90).'"""
    measure = MEASURES[shown.measure]
    totals = {sex: sum(point.counted for point in ages[sex].values()) for sex in SEXES}
    sized = [(point.counted, sex, point) for sex in SEXES for point in ages[sex].values()]
    size, sex, largest = max(sized, key=lambda entry: entry[0])
    both = " and ".join(f"{plain(total, 'number')} {name.lower()}" for name, total in totals.items())
    if any(point.is_hidden for sex in SEXES for point in ages[sex].values()):
        words = f"The largest group {when(measure, largest, shown.grain, answers.as_at)} is {_named(sex, largest, size)}"
        return Sentence(
            words, "value", (Number(size, measure.id, largest.period, f"{sex}, {largest.group}"),)
        )
    words = (
        f"{both} {when(measure, largest, shown.grain, answers.as_at)}; the largest group is "
        f"{_named(sex, largest, size)}"
    )
    others = answers.latest(measure.id, shown.grain).counted - sum(totals.values())
    numbers = [Number(total, measure.id, largest.period, name) for name, total in totals.items()]
    numbers.append(Number(size, measure.id, largest.period, f"{sex}, {largest.group}"))
    if others > 0:
        words += f" {plain(others, 'number')} of another or no recorded sex are not drawn."
        numbers.append(Number(others, measure.id, largest.period, "another or no recorded sex"))
    return Sentence(words, "value", tuple(numbers))


def _named(sex: str, largest: Point, size: float) -> str:
    return f"{sex.lower()}, {largest.group.lower()} ({plain(size, 'number')})."


def _title(shown: Shown) -> str:
    return f"{MEASURES[shown.measure].title}, by age and sex"


PYRAMID = Kind("pyramid", _make, _asks, _title)
