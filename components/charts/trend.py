"""A measure over periods of any span: months with what is more than chance, and quarters, years to date, years, rolling years."""

from __future__ import annotations

from collections.abc import Iterable

from components.charts.columns import column_picture
from components.charts.line import line_picture
from components.charts.series import from_first_known, like_latest, published_picture
from components.figures.answers import Answers, Asked
from components.figures.figure import Sentence
from components.figures.kind import Content, Kind
from components.figures.nothing import nothing_content
from components.figures.published import comparisons, reference_lines
from components.figures.remarks import remarks
from components.figures.values import alternative, series_table, value_sentence
from components.words.numbers import PERIOD_WORDS
from components.words.usual import usual_words
from data.judgement import judged_monthly, months_wanted
from data.measures import MEASURES, Measure, Shown
from data.periods import Grain, Period, last_periods
from data.series import Series, known
from data.variation import UsualRange

SHOWN: dict[Grain, int] = {
    "month": 24,
    "quarter": 9,
    "year_to_date": 4,
    "year": 5,
    "rolling_12_months": 9,
}
"""How many periods of each span are drawn: two years, four years to the same quarter, five years."""

_STEPS_A_YEAR: dict[Grain, int] = {
    "month": 12,
    "quarter": 4,
    "year_to_date": 4,
    "year": 1,
    "rolling_12_months": 4,
}


def asked_back(grain: Grain) -> int:
    """How many periods are asked for: those drawn, and the same time the year before the newest; years to date step by quarter."""
    if grain == "year_to_date":
        return _STEPS_A_YEAR[grain] * (SHOWN[grain] - 1) + 1
    return SHOWN[grain]


def a_year_back(grain: Grain) -> int:
    """How many periods lie from the same time last year to the newest, both counted."""
    return _STEPS_A_YEAR[grain] + 1


def asks_trend(shown: Shown) -> Iterable[Asked]:
    """A measure's periods; of months that are judged as many as that takes."""
    measure = MEASURES[shown.measure]
    yield Asked(measure.id, shown.grain, asked_back(shown.grain))
    if shown.grain == "month":
        for wanted in months_wanted(judged_monthly([measure])):
            yield Asked(
                measure.id, "month", wanted.periods, without_estimated_ends=wanted.without_estimated_ends
            )


def drawn_periods(series: Series, grain: Grain) -> Series:
    """The periods of a series that are drawn: of years to date those to the same quarter."""
    return series[:: -_STEPS_A_YEAR[grain]][::-1] if grain == "year_to_date" else series[-SHOWN[grain] :]


def answer_sentence(shown: Shown, answers: Answers) -> Sentence:
    """The figure's value in a sentence that begins with what is counted and of whom."""
    measure = MEASURES[shown.measure]
    lead = f"{answers.named(measure.title)}: "
    return value_sentence(measure, answers, shown.grain, lead=lead)


def _make(shown: Shown, answers: Answers) -> Content:
    measure, series = MEASURES[shown.measure], answers.of(shown.measure, shown.grain)
    if not known(series):
        return nothing_content(measure, answers, f"Not supplied for {_newest(answers, shown.grain).label}.")
    usual, chance = _judged(measure, answers) if shown.grain == "month" else (None, ())
    statements = (answer_sentence(shown, answers), *chance)
    stands_beside = _may_stand_beside_published(measure, shown.grain)
    published = comparisons(measure, answers, shown.grain) if stands_beside else ()
    sentences = (*statements, *remarks(measure, answers), *published)
    drawn = drawn_periods(like_latest(series), shown.grain)
    table = series_table(measure, drawn, answers)
    if len(known(drawn)) < 2:
        return Content(sentences, published_picture(measure, answers, drawn, statements), table)
    drawn, words = from_first_known(drawn), alternative(measure, answers, statements)
    goal = answers.target(measure.id)
    level = goal.value if goal else None
    lines = reference_lines(measure, answers) if stands_beside else ()
    if measure.unit == "number" and measure.kind == "flow" and not measure.is_net_change:
        picture = column_picture(measure, drawn, words, level, usual)
    else:
        picture = line_picture(measure, drawn, words, level, usual, lines)
    return Content(sentences, picture, table)


def _may_stand_beside_published(measure: Measure, grain: Grain) -> bool:
    """Whether what is published of a year means something beside a span: a share or a stock always, a flow's number of 12 months."""
    return measure.unit == "percent" or measure.at_a_date or grain in ("year", "rolling_12_months")


def _newest(answers: Answers, grain: Grain) -> Period:
    return last_periods(answers.chosen.ending, grain, 1)[0]


def _judged(measure: Measure, answers: Answers) -> tuple[UsualRange | None, tuple[Sentence, ...]]:
    """The usual range of the months, where months and not quarters are judged, and what is said of chance."""
    if not judged_monthly([measure]) or not known(answers.of(measure.id, "month")):
        return None, ()
    judgement = answers.judgement(measure)
    by_month = judgement.usual if judgement.usual and not judgement.usual.by_quarter else None
    return by_month, (Sentence(usual_words(judgement), "chance"),)


def _title(shown: Shown) -> str:
    return f"{MEASURES[shown.measure].title}, {PERIOD_WORDS[shown.grain]}"


TREND = Kind("trend", _make, asks_trend, _title, stands_beside_published=True)
