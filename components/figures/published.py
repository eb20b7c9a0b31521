"""What is published beside a figure: the council's own year, its statistical neighbours, its region and England."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from components.figures.answers import Answers
from components.figures.figure import Number, Sentence
from components.words.published import NEIGHBOURS, beside_sentence, own_sentence
from data.comparators.beside import Beside
from data.comparators.catalogue import published_value
from data.in_words import rounded
from data.measures import Measure
from data.periods import Grain

NONE_PUBLISHED = "No comparator data is published for this measure."
NONE_BY_THEN = "Nothing was published for this measure by then."


Area = Literal["own", "neighbours", "region", "england"]


@dataclass(frozen=True)
class ReferenceLine:
    """A published value to draw beside a figure, with its label."""

    area: Area
    label: str
    value: float


def published_of(measure: Measure, answers: Answers) -> Beside | None:
    """The published figures that may stand beside a measure's: they are of whole councils, so that none is beside a part."""
    return None if measure.national is None or answers.is_part else answers.beside.get(measure.id)


def why_none(measure: Measure, answers: Answers) -> str:
    """Why nothing published stands beside a figure; '' where something does, or might beside the whole."""
    if measure.is_split or answers.is_part or published_of(measure, answers) is not None:
        return ""
    return NONE_PUBLISHED if measure.national is None else NONE_BY_THEN


def comparisons(measure: Measure, answers: Answers, grain: Grain = "quarter") -> tuple[Sentence, ...]:
    """The published figures in words: first how their basis differs, then the council's own, then the others'.

    ``grain`` is the span of the local figure that they stand beside.
    """
    beside = None if measure.is_split else published_of(measure, answers)
    if beside is None:
        return ()
    is_local = any(point.is_known for point in answers.of(measure.id))
    sentences = [
        Sentence(basis_note(measure, grain) if is_local else measure.basis, "caution", is_small=True)
    ]
    if answers.stands_in:
        sentences.append(Sentence(answers.stands_in, "caution", is_small=True))
    own = own_sentence(answers.council, beside).rsplit(";", 1)[0] + "."
    sentences.append(Sentence(own, "comparison", _numbers(measure, ((answers.council, beside.own),), beside)))
    if not beside.published.counted:
        areas = (
            ("Statistical neighbours", beside.neighbours),
            (beside.region_name, beside.region),
            ("England", beside.england),
        )
        words = f"{beside_sentence(beside, answers.chosen.model)}{_against(measure, beside, answers, grain)}"
        sentences.append(Sentence(words, "comparison", _numbers(measure, areas, beside)))
    return tuple(sentences)


def _numbers(
    measure: Measure, areas: tuple[tuple[str, float | None], ...], beside: Beside
) -> tuple[Number, ...]:
    return tuple(
        Number(value, measure.id, beside.year_label, area=area) for area, value in areas if value is not None
    )


_ENDS: dict[Grain, str] = {"month": "month", "year": "year"}
_LOCAL_SPAN: dict[Grain, str] = {
    "month": "one month",
    "quarter": "one quarter",
    "year_to_date": "the year to date",
    "year": "one year",
    "rolling_12_months": "the last 12 months",
}


def basis_note(measure: Measure, grain: Grain = "quarter") -> str:
    """How the published figure is counted differently from the local one, said before the two are set side by side."""
    local = f"The local figure is of {_LOCAL_SPAN[grain]}."
    if measure.at_a_date:
        local = f"The local figure is at the {_ENDS.get(grain, 'quarter')}'s end."
    elif measure.unit == "rate":
        local = "The local rate set beside it is of the last 12 months."
    elif measure.counting is not None and measure.counting.window_months:
        local = f"The local figure is of the last {measure.counting.window_months} months."
    return f"Not counted alike: {measure.basis[0].lower()}{measure.basis[1:]} {local}"


def _against(measure: Measure, beside: Beside, answers: Answers, grain: Grain) -> str:
    """Whether the latest local figure is above or below the neighbours' and England's, and by polarity if that is better."""
    is_rolling = measure.unit == "rate" and measure.kind == "flow"
    series = answers.of(measure.id, "rolling_12_months" if is_rolling else grain)
    if not series or series[-1].status != "ok" or series[-1].value is None:
        return ""
    value, by_side = series[-1].value, dict[str, list[str]]()
    for name, other in (("its neighbours' mean", beside.neighbours), ("England", beside.england)):
        if other is not None:
            is_same = rounded(value, 1) == rounded(other, 1)
            side = "about the same as" if is_same else _side(measure, value > other)
            by_side.setdefault(side, []).append(name)
    words = "; ".join(f"{side} {' and '.join(names)}" for side, names in by_side.items())
    return f" The latest local figure is {words}." if words else ""


def _side(measure: Measure, above: bool) -> str:
    if measure.better == "neither":
        return "higher than" if above else "lower than"
    good = above == (measure.better == "higher")
    return f"{'higher' if above else 'lower'}, so {'better' if good else 'worse'}, than"


def reference_lines(measure: Measure, answers: Answers) -> tuple[ReferenceLine, ...]:
    """The published values to draw beside a figure: for a count only the council's own."""
    beside = published_of(measure, answers)
    if beside is None or (beside.published.counted and not measure.at_a_date):
        return ()
    few = f", {beside.n} of {NEIGHBOURS}" if beside.n < NEIGHBOURS else ""
    lines: list[tuple[Area, str, float | None]] = [
        ("own", f"{answers.council} {beside.year_label}", beside.own)
    ]
    if not beside.published.counted:
        lines += [
            ("neighbours", f"Neighbours{few}", beside.neighbours),
            ("region", beside.region_name, beside.region),
            ("england", "England", beside.england),
        ]
    return tuple(
        ReferenceLine(area, f"{label} {published_value(beside.published, value)}", value)
        for area, label, value in lines
        if value is not None
    )
