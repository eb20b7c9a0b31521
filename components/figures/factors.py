"""The factors identified at the end of assessment, as the figures of their page share them: read once, by all of their kinds."""

from __future__ import annotations

from dataclasses import dataclass, replace

from components.figures.answers import Answers
from components.figures.chosen import DEFAULT_COUNCIL, Filters
from components.figures.kind import Content
from data.comparators.assessment_factors import PublishedFactor, published_factors
from data.comparators.authorities import councils
from data.comparators.years import comparator_year
from data.disclosure import Pattern
from data.facts.factors import FactorsHeld, factors_held, published
from data.measures import Shown
from data.periods import period_containing
from data.store import Questions

MEASURE = "assessment_factors"
NONE_LOADED = (
    "No factors are loaded for these periods. They come from the panel return: its Risk factors sheet (the pack's own table) or "
    "its Assessment factors sheet (one row an assessment)."
)


@dataclass(frozen=True)
class Factors:
    """What is held of the factors, and what is published of them for the year ``wanted`` or the newest before it.

    ``council`` is whose published figures they are.
    """

    held: FactorsHeld
    published: tuple[PublishedFactor, ...]
    council: str
    wanted: int


def read_factors(store: Questions, chosen: Filters) -> Factors | None:
    """What the kinds of figure of factors share; nothing of a part of the council, for which no factor is recorded. Raises NotRead."""
    if chosen.where:
        return None
    la_code = store.la_code or DEFAULT_COUNCIL
    wanted = chosen.published_year or comparator_year(period_containing(chosen.ending, "quarter").start)
    return Factors(
        factors_held(store, chosen.ending, chosen.reading),
        published_factors(la_code, wanted, chosen.model),
        councils()[la_code],
        wanted,
    )


def published_of_factors(factors: Factors | None, pattern: Pattern) -> Factors | None:
    """The factors without the numbers that a publication copy hides."""
    return None if factors is None else replace(factors, held=published(factors.held, pattern))


def factors_of(shown: Shown, answers: Answers) -> Factors | None:
    """What was read for a figure; None for a part of the council."""
    factors = answers.tables[shown.chart]
    assert factors is None or isinstance(factors, Factors)
    return factors


def nothing_of_a_part(answers: Answers) -> Content:
    """Why nothing is shown for a part of the council."""
    return Content(
        why_absent=f"The panel return records no team for its factors, so none are shown for {answers.chosen.words}. Choose "
        "all services and all teams to see the rank table."
    )


def held_of(shown: Shown, answers: Answers) -> Factors | Content:
    """What was read, or the content of a figure that has nothing to show, which says why."""
    factors = factors_of(shown, answers)
    if factors is None:
        return nothing_of_a_part(answers)
    return Content(why_absent=NONE_LOADED) if factors.held.is_empty else factors
