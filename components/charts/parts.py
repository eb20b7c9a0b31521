"""Distributions: each part as a bar with its value, and the same time last year beside it; ranks where no numbers are given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from components.charts.bars import bars_picture
from components.figures.answers import Answers, Asked
from components.figures.figure import Number, Sentence, Table
from components.figures.hidden import hidden_points
from components.figures.kind import Content, Kind
from components.figures.nothing import nothing_content
from components.figures.parts import Part, in_order, largest_first, latest_parts, overlap_words
from components.figures.remarks import has_none, remarks, small
from components.words.numbers import better, count_or_blank, origin_words
from components.words.published import ordinal
from data.in_words import plain, when
from data.lists.dimensions import DIMENSIONS
from data.measures import MEASURES, Measure, Shown

PARTS_BACK = 5
"""How many periods of the parts are asked: the latest and those back to the same time last year."""
YEAR_AGO_KEY = "Orange tick: the same time last year."
_MOST_NAMED = 4


def asks_parts(shown: Shown) -> Iterable[Asked]:
    """The parts of a measure, and the whole of the same span."""
    yield Asked(shown.measure, shown.grain, PARTS_BACK, by=shown.by)
    if shown.grain != "quarter":
        yield Asked(shown.measure, shown.grain, PARTS_BACK)


def title_by(shown: Shown) -> str:
    """The measure's title, with what its parts are told apart by where that is not its own category."""
    measure = MEASURES[shown.measure]
    return measure.title if shown.by == "category" else f"{measure.title}, by {DIMENSIONS[shown.by].words}"


def parts_of(shown: Shown, answers: Answers) -> list[Part]:
    """The latest parts of a figure, in the answer's order."""
    groups = answers.parts(shown.measure, shown.by, shown.grain)
    return latest_parts(MEASURES[shown.measure], groups, answers.chosen.ending)


def parts_content(shown: Shown, answers: Answers) -> Content:
    """A measure by its parts; without any that there was none, the ranks stated without numbers, or what it needs."""
    measure = MEASURES[shown.measure]
    parts = parts_of(shown, answers)
    if parts:
        return _drawn(shown, answers, parts)
    ranks = () if answers.is_part else answers.facts_of(measure.id).ranks
    if ranks and not has_none(measure, answers):
        return _ranked(shown, answers, ranks)
    return nothing_content(measure, answers, "Not supplied for the period.")


def _drawn(shown: Shown, answers: Answers, parts: list[Part]) -> Content:
    measure = MEASURES[shown.measure]
    dimension = measure.dimension(shown.by)
    value = _sentence(shown, answers, parts)
    listed = in_order(dimension, parts)
    if not DIMENSIONS[dimension].values:
        listed = [part for part in listed if part.value or part.before] or listed
    key = (small(YEAR_AGO_KEY),) if any(part.before is not None for part in parts) else ()
    alt_text = f"{answers.named(measure.title)}. {value.text}"
    return Content(
        (value, *remarks(measure, answers), *key),
        bars_picture(listed, measure.unit, alt_text),
        _table(measure, listed, answers),
    )


def _sentence(shown: Shown, answers: Answers, parts: list[Part]) -> Sentence:
    measure = MEASURES[shown.measure]
    whole = parts[-1].latest.denominator
    if not measure.of_all:
        series = answers.of(measure.id, shown.grain)
        whole = series[-1].numerator if series else None
    points = [part.latest for part in parts]
    are_all_shown = not hidden_points([measure.id], answers)
    overlap = overlap_words(measure, measure.dimension(shown.by), points, whole) if are_all_shown else ""
    words, named = _in_words(shown, answers, parts)
    is_partial = any(point.status == "partial" for point in points)
    origin = origin_words(points[0].origin, is_partial)
    text = f"{words}; {better(measure)}.{origin}{overlap}"
    return Sentence(text, "value", tuple(Number.of(part.latest) for part in named))


def _in_words(shown: Shown, answers: Answers, parts: list[Part]) -> tuple[str, list[Part]]:
    """The largest parts in words, and which they are."""
    measure, largest = MEASURES[shown.measure], largest_first(parts)
    newest = max((part.latest for part in parts), key=lambda point: point.end)
    moment = when(measure, newest, shown.grain, answers.as_at)
    if measure.unit == "percent" and measure.of_all:
        first = largest[0]
        base = first.latest.denominator
        words = f"{first.name} {plain(first.value, 'percent')} {moment}, the largest share"
        return words + ("" if base is None else f" of {base:,.0f}"), [first]
    named = largest[:_MOST_NAMED]
    words = "; ".join(f"{part.name}: {_value(part, measure, newest.period)}" for part in named)
    return f"{words} {moment}", named


def _value(part: Part, measure: Measure, newest: str) -> str:
    """A part's value, of what where that is stated, and its period where it is not the newest."""
    value, base = plain(part.value, measure.unit), part.latest.denominator
    if measure.unit == "number" and base is not None:
        value = f"{value} of {plain(base, 'number')}"
    return value if part.latest.period == newest else f"{value} ({part.latest.period})"


def _table(measure: Measure, parts: Sequence[Part], answers: Answers) -> Table:
    """The parts with their latest values and those of a year before; one of an older period than the newest says so."""
    newest = max((part.latest for part in parts), key=lambda point: point.end).period
    has_base = measure.unit != "number" and any(part.latest.numerator is not None for part in parts)
    cells, raw = [], []
    for part in parts:
        number = part.latest.numerator
        base = (count_or_blank(number),) if has_base else ()
        cells.append(
            (part.name, *base, _value(part, measure, newest), part.before_words(measure.unit)),
        )
        raw.append((part.name, *((number,) if has_base else ()), part.value, part.before))
    columns = (measure.title, *(("Number",) if has_base else ()), newest, "Same time last year")
    return Table(answers.named(measure.title), columns, tuple(cells), tuple(raw))


def _ranked(shown: Shown, answers: Answers, ranks: tuple[tuple[int, str], ...]) -> Content:
    measure, period = MEASURES[shown.measure], answers.latest(shown.measure, shown.grain).period
    lead = Sentence(f"Ranked in the panel return for {period}; it gives no numbers.", "value")
    order = Sentence(f"{'; '.join(f'{name} ({ordinal(rank)})' for rank, name in ranks)}.", "value")
    cells = tuple((str(rank), name) for rank, name in ranks)
    table = Table(f"{measure.title}, ranked", ("Rank", measure.title), cells, ranks)
    return Content((lead, order, *remarks(measure, answers)), table=table)


PARTS = Kind("parts", parts_content, asks_parts, title_by)
