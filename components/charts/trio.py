"""The trio of vulnerabilities: its share of each period of the rank table, and the rule by which it is counted."""

from __future__ import annotations

from components.figures.answers import Answers
from components.figures.factors import (
    NONE_LOADED,
    factors_of,
    nothing_of_a_part,
    published_of_factors,
    read_factors,
)
from components.figures.figure import Number, Sentence
from components.figures.kind import Content, Kind
from components.figures.remarks import small
from components.figures.values import series_table
from components.words.numbers import value_or_status
from data.facts.factors import FactorsHeld
from data.measures import MEASURES, Shown
from data.measures.sections.family_front_door import TRIO_RULES
from data.series import known


def _make(shown: Shown, answers: Answers) -> Content:
    factors = factors_of(shown, answers)
    if factors is None:
        return nothing_of_a_part(answers)
    held, measure = factors.held, MEASURES[shown.measure]
    if held.is_empty and not known(held.trio):
        return Content(why_absent=NONE_LOADED)
    shares = [
        f"{point.period}: {value_or_status(point, 'percent')}{' (partial)' if point.period in held.partly else ''}"
        for point in held.trio
    ]
    numbers = tuple(Number.of(point) for point in known(held.trio))
    return Content(
        (
            Sentence(rule_words(held), "remark"),
            Sentence(f"{'; '.join(shares)}.", "value", numbers),
            small(measure.means),
        ),
        table=series_table(measure, held.trio, answers),
    )


def rule_words(held: FactorsHeld) -> str:
    """The rule by which the trio is counted in records, or the one that a panel return's own figures follow."""
    if held.has_records:
        return f"Rule used where records are held. {TRIO_RULES[held.rule][1]}"
    return f"Rule. As the panel return states it. The rule that gives such figures: {TRIO_RULES['all'][1]}"


TRIO = Kind("trio", _make, reads=read_factors, published=published_of_factors, says_itself=True)
