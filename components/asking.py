"""Everything that some figures ask, asked of the store at once, and what is said of their measures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from components.as_published import Revision, as_published, told, totals_of_published
from components.batches import batches_of, periods_of, questions_of, wanted_of
from components.charts.kinds import kind_of
from components.figures.answers import (
    QUARTERS,
    WHOLE,
    Answers,
    Facts,
    Restatement,
    Within,
    pair_of,
)
from components.figures.chosen import DEFAULT_COUNCIL, Filters
from components.publishing import published
from data.as_reported import AS_REPORTED
from data.comparators import comparisons
from data.comparators.authorities import councils
from data.comparators.beside import published_beside
from data.comparators.population import population_words
from data.facts.loaded import is_invented, lacking
from data.facts.rows import ends_estimated
from data.facts.stated import benchmarks, notes, stated_changes, stated_ranks, targets
from data.in_words import day, plain
from data.measures import MEASURES, Measure, Shown
from data.periods import Grain, period_containing
from data.restated import QUARTERS_SAID, already_restated, differing
from data.restatement_reasons import because
from data.sample import INVENTED_AUTHORITY
from data.series import Series, series_of
from data.store import Store

_Index = dict[tuple[str, Grain, str | None, Within], dict[str, Series]]


def ask(store: Store, figures: Sequence[Shown], chosen: Filters, also: Iterable[str] = ()) -> Answers:
    """What these figures are made of, and the quarters of ``also``: one question at once, in the reading chosen. Raises NotRead."""
    shown = list(dict.fromkeys([name for figure in figures for name in figure.measures]))
    over_time = [name for figure in figures if not kind_of(figure).says_itself for name in figure.measures]
    questions = questions_of(figures, [*over_time, *also])
    batches = batches_of(questions)
    wanted = [wanted_of(batch, chosen) for batch in batches]
    answers = store.measures(wanted, ending=chosen.ending, reading=chosen.reading)
    series: _Index = {}
    dated: dict[str, Series] = {}
    for batch, answer in zip(batches, answers, strict=True):
        first, periods = batch[0], periods_of(batch)
        for (measure, group), points in series_of(answer).items():
            if first.without_estimated_ends:
                dated[measure] = points[-periods[measure] :]
            else:
                split = pair_of(first.by, first.across)
                groups = series.setdefault((measure, first.grain, split, first.within), {})
                groups[group] = points[-periods[measure] :]
    council = councils().get(store.la_code or 0, "The council")
    reads = {kind.name: kind.reads for kind in map(kind_of, figures) if kind.reads is not None}
    read = {reader: reader(store, chosen) for reader in set(reads.values())}
    asked = Answers(
        chosen,
        min(chosen.ending, store.reporting_date or chosen.ending),
        council,
        _stands_in_words(store, council),
        series,
        dated,
        facts_about(store, shown, chosen, series),
        published_beside(published_rows(store, [*shown, *also], chosen)),
        {name: read[reader] for name, reader in reads.items()},
    )
    return _in_copy(store, asked)


def _in_copy(store: Store, asked: Answers) -> Answers:
    """The answers as the copy that is chosen gives them: earlier quarters as published, and nothing that a publication copy hides."""
    chosen, revisions = asked.chosen, tuple[Revision, ...]()
    if chosen.as_published:
        known, before = asked, store.notes.published.before(chosen.ending, chosen.is_publication)
        asked, revisions = as_published(asked, before)
        if chosen.is_publication:
            asked = totals_of_published(asked, known, store.notes.settings.fewest_published)
    if chosen.is_publication:
        asked = published(asked, store.pattern())
    return told(asked, revisions, store) if revisions else asked


def basis_of(store: Store, measures: Iterable[str], chosen: Filters) -> tuple[object, ...]:
    """What figures of these measures depend on besides the returns: what is chosen, whose they are, and how they are counted.

    A shelf that all sessions ask keeps figures by it: it holds nothing that somebody has written.
    """
    hidden = store.pattern().hidden if chosen.is_publication else None
    went_out = store.notes.published.key(chosen.ending) if chosen.as_published else ()
    return (
        chosen.key,
        store.la_code,
        store.basis(measures),
        already_restated(store) is not None,
        hidden,
        went_out,
    )


def _stands_in_words(store: Store, council: str) -> str:
    if not is_invented(store):
        return ""
    return f"{council}'s published figure; the {INVENTED_AUTHORITY} is invented and stands in its place."


def published_rows(store: Store, ids: Iterable[str], chosen: Filters) -> pd.DataFrame:
    """The published figures of those measures that have any: of the year that the quarter asks for, or of the one chosen."""
    named = [] if chosen.where else [name for name in ids if MEASURES[name].national]
    la_code = store.la_code or DEFAULT_COUNCIL
    if chosen.published_year is not None:
        return comparisons(named, la_code, year=chosen.published_year, model=chosen.model)
    start = period_containing(chosen.ending, "quarter").start
    return comparisons(named, la_code, period_start=start, model=chosen.model)


def facts_about(store: Store, measures: Sequence[str], chosen: Filters, series: _Index) -> dict[str, Facts]:
    """What the returns and the analyst say of these measures besides their figures."""
    ending = chosen.ending
    goals, changes, areas = targets(store, ending), stated_changes(store, ending), benchmarks(store, ending)
    texts, ranks = notes(store, ending), stated_ranks(store, ending)
    changed = _restated(store, measures, chosen, series)
    population = population_words(store.la_code, ending)
    collected = {}
    for name in measures:
        measure = MEASURES[name]
        counts_ends = measure.counting is not None and measure.counting.dated == "ceased_on"
        latest = series.get((name, "quarter", None, ()), {}).get(WHOLE, ())[-1:]
        collected[name] = Facts(
            goals.get(name),
            changes.get(name, ()),
            areas.get(name, ()),
            texts.get(name, ()),
            ranks.get(name, ()),
            population,
            ends_estimated(store, measure, ending, chosen.where) if counts_ends else 0,
            changed.get(name, ()),
            "" if latest and latest[0].is_known else lacking(store, measure, chosen.where),
        )
    return collected


def _restated(
    store: Store, measures: Sequence[str], chosen: Filters, series: _Index
) -> dict[str, tuple[Restatement, ...]]:
    """The figures of the latest quarters that were another when first reported, as far as that is known, with why."""
    if chosen.where:
        return {}
    if chosen.reading == AS_REPORTED:
        reported = store.measure(measures, "quarter", QUARTERS, ending=chosen.ending, reading=AS_REPORTED)
        rows = differing(reported, store.measure(measures, "quarter", QUARTERS, ending=chosen.ending))
    else:
        known = already_restated(store)
        if known is None:
            return {}
        rows = known[known["measure"].isin(measures)]
    changed: dict[str, list[Restatement]] = {}
    rows = rows.sort_values("period_end")
    columns = [rows[name].tolist() for name in ("measure", "period", "reported", "known")]
    for name, period, reported_value, known_value in zip(*columns, strict=True):
        unit = MEASURES[name].unit
        quarters = series.get((name, "quarter", None, ()), {}).get(WHOLE, ())[-QUARTERS_SAID:]
        ends = {point.period: point.end for point in quarters}
        first, now = plain(reported_value, unit), plain(known_value, unit)
        if first == now or period not in ends:
            continue
        quarter = period_containing(ends[period], "quarter")
        why = because(store, MEASURES[name], quarter, known_value - reported_value)
        changed.setdefault(name, []).append(Restatement(period, first, now, why))
    return {name: tuple(changes) for name, changes in changed.items()}


def reasons_of(store: Store, measure: Measure, chosen: Filters) -> tuple[str, ...]:
    """What was asked of the quarter's returns about the lists a measure counts, each with the reason given for using them.

    None in a publication copy: they are as somebody wrote them.
    """
    if chosen.is_publication:
        return ()
    quarter = period_containing(chosen.ending, "quarter")
    lists = {view.layout.name for view in measure.views} | {
        name for view in measure.views for name, _ in view.also_needs.values()
    }
    lead = "Asked of the whole council's return" if chosen.where else "Asked of the return"
    given = [
        f"{lead} to {day(returned.reporting_date)}: {answer.about}. Reason given: {answer.reason}"
        for returned in store.returns
        if returned.quarter == quarter
        for answer in store.notes.answers.of(returned.fingerprint).values()
        if answer.reason and lists & set(answer.lists)
    ]
    if measure.id in store.stated and not chosen.where:
        given.append(
            f"The stated figures stand where panel returns state any. Reason given: {store.stated[measure.id]}"
        )
    return tuple(given)
