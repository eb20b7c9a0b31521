"""A figure's value in a sentence with the numbers it states, and its periods as a table."""

from __future__ import annotations

from collections.abc import Iterable

from components.figures.answers import Answers
from components.figures.figure import Number, Sentence, Table
from components.words.numbers import count_or_blank, none_words, value_or_status
from components.words.sentences import movements, sentence
from data.measures import Measure
from data.periods import Grain
from data.series import HIDDEN, Point, Series

STATUS_SHOWN = {
    "ok": "",
    "partial": "partial",
    "not supplied": "not supplied",
    "not applicable": "not applicable",
    HIDDEN: "hidden",
}


def value_sentence(
    measure: Measure,
    answers: Answers,
    grain: Grain = "quarter",
    with_target: bool = True,
    lead: str = "",
) -> Sentence:
    """A measure's latest period of a grain in a sentence, with what it is compared with and the target where there is one."""
    series = answers.of(measure.id, grain)
    goal = answers.target(measure.id) if with_target else None
    words = sentence(measure, series, goal, grain, answers.as_at, answers.whose)
    numbers = [Number.of(series[-1])] if series[-1].is_known else []
    numbers += [Number.of(moved.then) for moved in movements(measure, series, grain)] if numbers else []
    if goal is not None and numbers:
        numbers.append(Number(goal.value, measure.id, series[-1].period, area="Target"))
    return Sentence(f"{lead}{words}", "value", tuple(numbers))


def alternative(measure: Measure, answers: Answers, statements: Iterable[Sentence]) -> str:
    """What stands for a chart where it is not seen: its title, with what is chosen of the council, and what it is said to show."""
    return f"{answers.named(measure.title)}. {' '.join(statement.text for statement in statements)}"


def series_table(measure: Measure, series: Series, answers: Answers) -> Table:
    """A measure over time: period, value, number and of what where it is a share, and what is to be known of the data."""
    is_share = measure.unit != "number"
    columns = ("Period", "Value", *(("Number", "Of") if is_share else ()), "Data")
    return Table(
        answers.named(measure.title),
        columns,
        tuple(_cells(measure, point, is_share, answers) for point in series),
        tuple(
            (
                point.period,
                point.value,
                *((point.numerator, point.denominator) if is_share else ()),
                _state(point, answers),
            )
            for point in series
        ),
    )


def _cells(measure: Measure, point: Point, is_share: bool, answers: Answers) -> tuple[str, ...]:
    value = none_words(measure) if point.is_share_of_nothing else value_or_status(point, measure.unit)
    base = (count_or_blank(point.numerator), count_or_blank(point.denominator)) if is_share else ()
    return (point.period, value, *base, _state(point, answers))


def _state(point: Point, answers: Answers) -> str:
    is_plain = point.status == "ok" or point.is_share_of_nothing
    state = point.origin if is_plain else STATUS_SHOWN[point.status]
    is_unsettled = point.period == answers.chosen.provisional and point.is_known
    return f"{state}, provisional" if is_unsettled else state
