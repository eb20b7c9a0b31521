"""Which of all monthly series show more than chance in their newest month."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from components.figures.answers import Answers
from components.figures.headlines import figure_of_measure
from components.words.usual import by_chance_words, usual_words
from data.judgement import judged_monthly
from data.measures import Measure, Shown
from data.series import known
from data.variation import FEWEST_MONTHS, YEARS_OF_A_SEASON

NO_RANGE_YET = (
    f"No monthly series has a usual range yet: it takes {FEWEST_MONTHS} whole months to tell a change from chance, and "
    f"{YEARS_OF_A_SEASON} whole earlier years where the time of year matters."
)


@dataclass(frozen=True)
class UnusualRow:
    """A measure whose newest month is more than chance, in words, with the section and the figure that show it."""

    measure: str
    title: str
    words: str
    section: str
    shown: Shown


@dataclass(frozen=True)
class Unusual:
    """``lead`` says how many of how many; ``without`` how many have no range yet, '' where all have or none has."""

    lead: str
    rows: tuple[UnusualRow, ...] = ()
    without: str = ""


def unusual_of(measures: Iterable[Measure], answers: Answers) -> Unusual:
    """The monthly series among these measures, judged."""
    judgements = [
        answers.judgement(measure)
        for measure in judged_monthly(measures)
        if known(answers.of(measure.id, "month"))
    ]
    if not any(judgement.has_range for judgement in judgements):
        return Unusual(NO_RANGE_YET)
    rows = tuple(
        UnusualRow(
            judgement.measure.id,
            judgement.measure.title,
            usual_words(judgement),
            *figure_of_measure(judgement.measure.id),
        )
        for judgement in judgements
        if judgement.is_unusual
    )
    without = sum(not judgement.has_range for judgement in judgements)
    have = "has" if without == 1 else "have"
    more = f"{without} more {have} none yet; beside each figure its page says why." if without else ""
    return Unusual(f"Of the monthly series, {by_chance_words(judgements)}", rows, more)
