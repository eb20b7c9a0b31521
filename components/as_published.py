"""Figures of earlier quarters as they went out: what was published stays, with what it was revised to since and why beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from components.figures.answers import WHOLE, Answers, Restatement, Within
from data.disclosure_cells import is_of_children
from data.in_words import plain
from data.measures import MEASURES, Measure
from data.measures.absence import PAIR
from data.notes.published import Figures, PublishedFigure, SeriesKey
from data.periods import Grain, period_containing
from data.restatement_reasons import because
from data.series import Point, Series
from data.store import Store

_Key = tuple[str, Grain, str | None, Within]
_NOTHING = 1e-9
_TOTALS: tuple[Grain, ...] = ("year_to_date", "year", "rolling_12_months")


@dataclass(frozen=True, slots=True)
class Revision:
    """A period's figure as published, and as it is known now."""

    key: SeriesKey
    published: Point
    now: Point

    @property
    def measure(self) -> Measure:
        """What it is a figure of."""
        return MEASURES[self.now.measure]

    @property
    def is_of_quarter(self) -> bool:
        """Whether it is a quarter's figure of the whole: the one that is told beside its figure, with why."""
        return self.key[1:] == ("quarter", "", (), WHOLE)

    def is_seen(self) -> bool:
        """Whether the two are shown differently."""
        unit = self.measure.unit
        return plain(self.published.value, unit) != plain(self.now.value, unit)

    def tells_few(self, fewest: int) -> bool:
        """Whether its size would tell of fewer children than may be published: of those counted, of all the others, or of all."""
        if not is_of_children(self.measure):
            return False
        counted = _apart(self.now.counted, self.published.counted)
        base = _apart(self.now.denominator, self.published.denominator)
        apart = (counted, base, base - counted) if self.measure.unit == "percent" else (counted, base)
        return any(0 < abs(number) < fewest for number in apart)


def series_key(key: _Key, group: str) -> SeriesKey:
    """What a series of answers is held by, once it is published."""
    measure, grain, by, within = key
    return measure, grain, by or "", within, group


def as_published(asked: Answers, before: Figures) -> tuple[Answers, tuple[Revision, ...]]:
    """The answers with the figures of earlier quarters as they went out, and which of them have been revised since.

    A publication copy's years to date, years and 12 months are of the quarters as published where the revision is of few
    children: beside the quarters they would tell its size.
    """
    start = period_containing(asked.chosen.ending, "quarter").start
    revisions: list[Revision] = []
    series: dict[_Key, dict[str, Series]] = {}
    for key, groups in asked.series.items():
        series[key] = {}
        for group, points in groups.items():
            held = before.get(series_key(key, group), {})
            made = [
                _standing(point, held[point.period]) if point.end < start and point.period in held else point
                for point in points
            ]
            series[key][group] = tuple(made)
            revisions += [
                Revision(series_key(key, group), stands, now)
                for stands, now in zip(made, points, strict=True)
                if stands is not now and _differs(stands, now)
            ]
    return replace(asked, series=series), tuple(revisions)


def totals_of_published(asked: Answers, known: Answers, fewest: int) -> Answers:
    """The answers with years to date, years and 12 months of the quarters as ``asked`` has them, where ``known`` says otherwise by few."""
    series = {key: dict(groups) for key, groups in asked.series.items()}
    for key, groups in series.items():
        measure, grain, by, within = key
        if grain not in _TOTALS or not is_of_children(MEASURES[measure]):
            continue
        quarters: _Key = (measure, "quarter", by, within)
        for group, points in groups.items():
            stands = asked.series.get(quarters, {}).get(group, ())
            now = known.series.get(quarters, {}).get(group, ())
            groups[group] = tuple(_total(point, stands, now, fewest) for point in points)
    return replace(asked, series=series)


def _total(total: Point, stands: Series, now: Series, fewest: int) -> Point:
    inside = [
        (published, known)
        for published, known in zip(stands, now, strict=True)
        if total.start <= known.start and known.end <= total.end
    ]
    counted = sum(_apart(published.counted, known.counted) for published, known in inside)
    base = sum(_apart(published.denominator, known.denominator) for published, known in inside)
    if not any(0 < abs(number) < fewest for number in (counted, base, base - counted)):
        return total
    if total.numerator is None or total.value is None:
        return total
    numerator = total.numerator + counted
    denominator = None if total.denominator is None else total.denominator + base
    moved = replace(total, numerator=numerator, denominator=denominator)
    unit = MEASURES[total.measure].unit
    if unit == "number":
        return replace(moved, value=numerator)
    if unit == "percent" and denominator:
        return replace(moved, value=100 * numerator / denominator)
    return replace(moved, value=total.value * numerator / total.numerator) if total.numerator else total


def told(asked: Answers, revisions: Iterable[Revision], store: Store) -> Answers:
    """The answers with what was revised; of a whole quarter it is said beside its figure, with why. Of what is hidden nothing is said."""
    facts, revised = dict(asked.facts), dict[str, list[Restatement]]()
    beside: dict[str, list[Restatement]] = {}
    for revision in revisions:
        if not revision.is_seen() or _is_hidden(asked, revision):
            continue
        changed = _restatement(asked, revision, store)
        revised.setdefault(revision.now.measure, []).append(changed)
        if revision.is_of_quarter:
            beside.setdefault(revision.now.measure, []).append(changed)
    for name, changes in beside.items():
        if name in facts:
            periods = {one.period for one in changes}
            kept = [one for one in facts[name].restated if one.period not in periods]
            facts[name] = replace(facts[name], restated=(*kept, *changes))
    lines = {name: tuple(dict.fromkeys(changes)) for name, changes in revised.items()}
    return replace(asked, facts=facts, revised=lines)


def _restatement(asked: Answers, revision: Revision, store: Store) -> Restatement:
    """What is told of a revision: in a publication copy the new number of whole quarters alone, as parts and months would tell of few."""
    published, now, measure = revision.published, revision.now, revision.measure
    is_publication, fewest = asked.chosen.is_publication, store.notes.settings.fewest_published
    first, shown = plain(published.value, measure.unit), plain(now.value, measure.unit)
    if not revision.is_of_quarter:
        group = "" if revision.key[4] == WHOLE else f", {revision.key[4].replace(PAIR, ' with ')}"
        is_told = not (is_publication and is_of_children(measure))
        return Restatement(f"{now.period}{group}", first, shown if is_told else "", "", True)
    quarter, moved = period_containing(now.end, "quarter"), _apart(now.value, published.value)
    why = because(store, measure, quarter, moved, with_numbers=not is_publication)
    few = fewest if is_publication and revision.tells_few(fewest) else 0
    return Restatement(now.period, first, "" if few else shown, why, True, few)


def _standing(point: Point, published: PublishedFigure) -> Point:
    return replace(
        point,
        value=published.value,
        numerator=published.numerator,
        denominator=published.denominator,
        status=published.status,
    )


def _differs(one: Point, other: Point) -> bool:
    return other.is_known and abs(_apart(one.value, other.value)) > _NOTHING


def _is_hidden(asked: Answers, revision: Revision) -> bool:
    """Whether a publication copy hides the figure that stands."""
    measure, grain, by, within, group = revision.key
    points = asked.series.get((measure, grain, by or None, within), {}).get(group, ())
    return not any(point.period == revision.now.period and point.is_known for point in points)


def _apart(one: float | None, other: float | None) -> float:
    return (one or 0.0) - (other or 0.0)
