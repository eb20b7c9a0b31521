"""The figures of the returns that a text is set against, asked of the store and kept with the shelf of returns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from data.answering import Wanted
from data.as_reported import AS_KNOWN_NOW, ReadAs
from data.comparators.reference import MODELS
from data.disclosure import Pattern
from data.facts.factors import factors_held, published
from data.measures import MEASURES
from data.narrative.fact import Fact
from data.narrative.of_others import facts_beside, ranks_of_factors
from data.narrative.of_series import facts_of_series
from data.periods import Grain, period_containing
from data.series import series_of
from data.store import Questions

_WHOLE = "All"
_FACTORS = "assessment_factors"
_BACK: dict[Grain, int] = {"quarter": 9, "year_to_date": 9, "month": 13, "rolling_12_months": 5}
"""How many periods of each span are held: two years of quarters, a year of months."""


@dataclass(frozen=True)
class Basis:
    """Which figures a text is set against: the quarter's end, how it is read, the neighbours' model, and what is hidden.

    ``pattern`` is a publication copy's, None where nothing is hidden: a text is then set against no number that it hides.
    """

    ending: date
    reading: ReadAs = AS_KNOWN_NOW
    model: str = MODELS[0]
    pattern: Pattern | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """What tells it from others."""
        return self.ending, self.reading, self.model, self.pattern and self.pattern.hidden


def facts_of(store: Questions, measures: Iterable[str], basis: Basis) -> tuple[Fact, ...]:
    """Every figure of these measures as a fact; of each measure worked out once for a shelf of returns. Raises NotRead."""
    keys = {name: (Fact, name, basis.key, store.la_code, store.basis([name])) for name in measures}
    lacking = [name for name, key in keys.items() if not store.is_kept(key)]
    found = _worked_out(store, lacking, basis) if lacking else {}
    facts = list[Fact]()
    for name, key in keys.items():
        facts += store.kept(key, partial(tuple, found.get(name, ())))
    return tuple(facts)


def _worked_out(store: Questions, names: Sequence[str], basis: Basis) -> dict[str, dict[Fact, None]]:
    wanted = _wanted(names)
    answers = store.measures(wanted, ending=basis.ending, reading=basis.reading)
    found: dict[str, dict[Fact, None]] = {name: {} for name in names}
    as_at = min(basis.ending, store.reporting_date or basis.ending)
    for asked, answer in zip(wanted, answers, strict=True):
        newest = period_containing(basis.ending, asked.grain).end
        for (name, group), series in series_of(answer).items():
            shown = series
            if basis.pattern is not None:
                shown = basis.pattern.applied(series, (asked.by,) if asked.by else ())
            part = "" if group == _WHOLE else group
            stated = facts_of_series(MEASURES[name], asked.grain, part, shown, newest, as_at)
            found[name] |= dict.fromkeys(stated)
    for name, facts in facts_beside(store, names, basis.ending, basis.model, basis.pattern).items():
        found[name] |= dict.fromkeys(facts)
    if _FACTORS in found:
        held = factors_held(store, basis.ending, basis.reading)
        if basis.pattern is not None:
            held = published(held, basis.pattern)
        found[_FACTORS] |= dict.fromkeys(ranks_of_factors(MEASURES[_FACTORS], held, basis.ending))
    return found


def _wanted(names: Sequence[str]) -> list[Wanted]:
    """What is asked: quarters, months and years to date, flows' rates of 12 months, and the groups of their categories."""
    flows = [name for name in names if not MEASURES[name].at_a_date]
    split = [name for name in names if MEASURES[name].category is not None]
    rates = [name for name in flows if MEASURES[name].unit == "rate" and MEASURES[name].kind == "flow"]
    asked: list[tuple[list[str], Grain, str | None]] = [
        (list(names), "quarter", None),
        (list(names), "month", None),
        (flows, "year_to_date", None),
        (rates, "rolling_12_months", None),
        (split, "quarter", "category"),
        ([name for name in split if name in flows], "year_to_date", "category"),
    ]
    return [Wanted(ids, grain, _BACK[grain], by=by) for ids, grain, by in asked if ids]
