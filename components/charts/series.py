"""A measure over time: by month or quarter with what is more than chance, and a rate with what is published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from components.charts.columns import column_picture
from components.charts.line import line_picture
from components.figures.answers import Answers, Asked
from components.figures.figure import Picture, Sentence
from components.figures.kind import Content, Kind
from components.figures.published import comparisons, reference_lines
from components.figures.remarks import remarks
from components.figures.values import alternative, series_table, value_sentence
from components.words.usual import usual_words
from data.judgement import judged_monthly, months_wanted
from data.measures import MEASURES, Measure, Shown
from data.series import Series, is_like, known
from data.variation import UsualRange

MONTHS, PERIODS_TO_DATE, PUBLISHED_QUARTERS = 24, 5, 5
"""How many months and years to date are drawn, and quarters where only published lines are."""


def _asks(shown: Shown) -> Iterable[Asked]:
    if shown.grain == "year_to_date":
        yield Asked(shown.measure, "year_to_date", PERIODS_TO_DATE)


def _asks_months(shown: Shown) -> Iterable[Asked]:
    yield from _asks(shown)
    measure = MEASURES[shown.measure]
    if not judged_monthly([measure]):
        yield Asked(measure.id, "month", MONTHS)
    for wanted in months_wanted(judged_monthly([measure])):
        yield Asked(measure.id, "month", wanted.periods, without_estimated_ends=wanted.without_estimated_ends)


def _asks_rate(shown: Shown) -> Iterable[Asked]:
    if MEASURES[shown.measure].kind == "flow":
        yield Asked(shown.measure, "rolling_12_months")


def statements_of(shown: Shown, answers: Answers) -> tuple[Sentence, ...]:
    """The sentences of a figure's value: of the year to date where that is its span, and of the quarter."""
    measure, statements = MEASURES[shown.measure], []
    of_quarter = shown.grain == "quarter"
    if shown.grain == "year_to_date":
        statements.append(value_sentence(measure, answers, "year_to_date"))
    if of_quarter or answers.latest(measure.id).status in ("ok", "partial"):
        statements.append(value_sentence(measure, answers, with_target=of_quarter))
    return tuple(statements)


def like_latest(series: Series) -> Series:
    """The periods with the values of those that may not stand beside the latest taken out."""
    return tuple(point if is_like(point, series[-1]) else replace(point, value=None) for point in series)


def from_first_known(series: Series) -> Series:
    """The periods from the first that has a value."""
    first = next((position for position, point in enumerate(series) if point.is_known), 0)
    return series[first:]


def _make_months(shown: Shown, answers: Answers) -> Content:
    measure = MEASURES[shown.measure]
    months = answers.of(measure.id, "month")
    usual: UsualRange | None = None
    chance: tuple[Sentence, ...] = ()
    if judged_monthly([measure]) and known(months):
        judgement = answers.judgement(measure)
        usual = judgement.usual
        chance = (Sentence(usual_words(judgement), "chance"),)
    by_quarter = usual is not None and usual.by_quarter
    drawn = months[-MONTHS:] if not by_quarter and len(known(months[-MONTHS:])) > 2 else ()
    return _content(shown, answers, chance, drawn, usual)


def quarters_content(shown: Shown, answers: Answers) -> Content:
    """A measure by quarter."""
    return _content(shown, answers, (), (), None)


def _content(
    shown: Shown, answers: Answers, chance: tuple[Sentence, ...], months: Series, usual: UsualRange | None
) -> Content:
    """A figure over time: its months where they can be drawn, else its quarters."""
    measure = MEASURES[shown.measure]
    statements = (*statements_of(shown, answers), *chance)
    sentences = (*statements, *remarks(measure, answers), *comparisons(measure, answers))
    quarters = answers.of(measure.id)
    drawn = months or like_latest(quarters)
    alt = alternative(measure, answers, statements)
    if not months and len(known(drawn)) < 2:
        table = series_table(measure, drawn, answers) if known(drawn) else None
        return Content(sentences, published_picture(measure, answers, drawn, statements), table)
    drawn = from_first_known(drawn)
    goal = answers.target(measure.id)
    level = goal.value if goal else None
    if measure.unit == "number" and measure.kind == "flow":
        picture = column_picture(measure, drawn, alt, level, usual)
    else:
        picture = line_picture(measure, drawn, alt, level, usual, reference_lines(measure, answers))
    return Content(sentences, picture, series_table(measure, drawn, answers))


def published_picture(
    measure: Measure, answers: Answers, series: Series, statements: Iterable[Sentence]
) -> Picture | None:
    """The published lines with what little is known of the local figure: one value, or none."""
    lines = reference_lines(measure, answers)
    if not lines:
        return None
    words = " ".join(sentence.text for sentence in statements)
    named = "; ".join(line.label for line in lines)
    alt = f"{measure.title}. {words} Published: {named}."
    return line_picture(measure, series[-PUBLISHED_QUARTERS:], alt, beside=lines)


def _make_rate(shown: Shown, answers: Answers) -> Content:
    """A rate of the quarter, not scaled up, and of the last 12 months, which alone stands beside a published year."""
    measure = MEASURES[shown.measure]
    quarters, rolling = answers.of(measure.id), answers.of(measure.id, "rolling_12_months")
    statements = [value_sentence(measure, answers)]
    if rolling:
        statements.append(value_sentence(measure, answers, "rolling_12_months", with_target=False))
    sentences = (*statements, *remarks(measure, answers), *comparisons(measure, answers))
    drawn = (
        tuple(point if point.status == "ok" else replace(point, value=None) for point in rolling) or quarters
    )
    table = series_table(measure, rolling or quarters, answers)
    if len(known(drawn)) < 2:
        return Content(sentences, published_picture(measure, answers, drawn, statements), table)
    goal = answers.target(measure.id)
    alt = alternative(measure, answers, statements)
    picture = line_picture(
        measure,
        from_first_known(drawn),
        alt,
        goal.value if goal else None,
        beside=reference_lines(measure, answers),
    )
    return Content(sentences, picture, table)


MONTHLY = Kind("months", _make_months, _asks_months, stands_beside_published=True)
QUARTERLY = Kind("quarters", quarters_content, _asks, stands_beside_published=True)
RATE = Kind("rate", _make_rate, _asks_rate, stands_beside_published=True)
