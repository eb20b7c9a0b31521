"""The publication copy of what figures are made of: one pattern over all that the pages can show, and answers without what it hides."""

from __future__ import annotations

from dataclasses import replace

from components.batches import batches_of, periods_of, questions_of, wanted_of
from components.charts.kinds import KINDS
from components.figures.answers import WHOLE, Answers, Asked, Facts
from components.figures.chosen import Filters
from data.disclosure import Pattern, Table, pattern_of
from data.judgement import judged_monthly
from data.measures import MEASURES, SECTIONS, Measure, Shown
from data.measures.absence import PAIR
from data.periods import Grain, period_containing
from data.series import Series, series_of
from data.store import Store

_FURTHER_BACK: dict[Grain, int] = {"month": 21, "year": 2}
"""How many more periods than a page asks are looked at together, so that every quarter that can be chosen has its own; else 7."""

_RISK_FACTORS = (
    Asked("assessment_factors", by="category"),
    Asked("assessment_factors", "year_to_date", 9, by="category"),
    Asked("trio_of_harm", "year_to_date", 9),
)
"""What the rank table is made of, besides what its figures ask."""


def pattern_for(store: Store) -> Pattern:
    """What is hidden of all that the pages can show of the returns; what a copy has hidden before stays so.

    It is worked out once for a shelf of returns, and kept with what is said of them.
    """
    newest = store.reporting_date
    assert newest is not None
    fewest, before = store.notes.settings.fewest_published, store.notes.hidden
    basis = Pattern, fewest, store.basis(MEASURES), store.la_code
    pattern = store.kept((basis, before), lambda: pattern_of(_tables(store), fewest, before))
    if pattern.hidden - before:
        store.notes.hidden = before | pattern.hidden
        store.kept((basis, store.notes.hidden), lambda: pattern)
    return pattern


def published_dimensions(measure: Measure) -> tuple[str, ...]:
    """The dimensions by which the pages show a measure: by no other is it looked at, nor published."""
    figures = [
        figure
        for section in SECTIONS.values()
        for figure in section.figures
        if measure.id in figure.measures and not figure.across
    ]
    shown = {
        measure.dimension(asked.by)
        for asked in questions_of(figures, ())
        if asked.measure == measure.id and asked.by and not asked.within
    }
    return tuple(name for name in measure.dimensions if name in shown)


def published(asked: Answers, pattern: Pattern) -> Answers:
    """The same answers without what the pattern hides."""
    series = {
        key: {group: pattern.applied(points, _dimensions(key[2]), key[3]) for group, points in groups.items()}
        for key, groups in asked.series.items()
    }
    return replace(
        asked,
        series=series,
        dated_months={
            name: _dated(points, asked.of(name, "month"), series[name, "month", None, ()][WHOLE], pattern)
            for name, points in asked.dated_months.items()
        },
        facts={name: _facts(facts, pattern) for name, facts in asked.facts.items()},
        tables={name: KINDS[name].published(read, pattern) for name, read in asked.tables.items()},
    )


def _dated(dated: Series, counted: Series, shown: Series, pattern: Pattern) -> Series:
    """Months without ends on estimated dates: hidden where the month is, and as counted where the few left out would be told."""
    kept = []
    pairs = zip(dated, counted[-len(dated) :], shown[-len(dated) :], strict=False)
    for point, whole, published_point in pairs:
        left_out = (whole.numerator or 0.0) - (point.numerator or 0.0)
        is_told = published_point.is_hidden or not pattern.is_shown(left_out)
        kept.append(published_point if is_told or not pattern.is_shown(point.numerator or 0.0) else point)
    return tuple(kept)


def _facts(facts: Facts, pattern: Pattern) -> Facts:
    """What is said of a measure, without what somebody wrote, and without corrections, whose size may be one child.

    What was revised since it was published is said afterwards, as far as it may be.
    """
    return replace(
        facts,
        changes=tuple(stated for stated in facts.changes if pattern.is_shown(stated.size)),
        notes=(),
        estimated_ends=facts.estimated_ends if pattern.is_shown(facts.estimated_ends) else 0,
        restated=(),
    )


def _tables(store: Store) -> list[Table]:
    """All that the pages can show, in every quarter that can be chosen."""
    newest = store.reporting_date
    assert newest is not None
    chosen = Filters(period_containing(newest, "quarter").end)
    figures = [figure for section in SECTIONS.values() for figure in section.figures]
    figures += [Shown(measure.id, "months") for measure in judged_monthly(MEASURES.values())]
    asked = [*questions_of(figures, MEASURES), *_RISK_FACTORS]
    further = [
        replace(one, periods=one.periods + _FURTHER_BACK.get(one.grain, 7))
        for one in asked
        if not one.without_estimated_ends
    ]
    batches = batches_of(dict.fromkeys(further))
    answers = store.measures([wanted_of(batch, chosen) for batch in batches], ending=chosen.ending)
    tables = []
    for batch, answer in zip(batches, answers, strict=True):
        first, periods = batch[0], periods_of(batch)
        by = tuple(name for name in (first.by, first.across) if name)
        held = [points[-periods[measure] :] for (measure, _), points in series_of(answer).items()]
        tables.append(Table(held, by, first.within))
    return tables


def _dimensions(by: str | None) -> tuple[str, ...]:
    return tuple(by.split(PAIR)) if by else ()
