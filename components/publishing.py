"""The publication copy of what figures are made of: answers without what a pattern hides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from components.charts.kinds import KINDS
from components.figures.answers import WHOLE, Answers, Facts, Key
from data.disclosure import Pattern
from data.disclosure_merging import can_be_merged, merged_groups
from data.measures import MEASURES
from data.measures.absence import PAIR
from data.series import Series


def published(asked: Answers, pattern: Pattern) -> Answers:
    """The same answers without what the pattern hides, hidden groups as one where that can be."""
    series = {
        key: {group: pattern.applied(points, _dimensions(key[2]), key[3]) for group, points in groups.items()}
        for key, groups in asked.series.items()
    }
    merged = {key: _merged(key, asked, series) for key in series}
    return replace(
        asked,
        series={key: groups for key, (groups, _) in merged.items()},
        merged={key: names for key, (_, names) in merged.items() if names},
        dated_months={
            name: _dated(points, asked.of(name, "month"), series[name, "month", None, ()][WHOLE], pattern)
            for name, points in asked.dated_months.items()
        },
        facts={
            name: _facts(facts, pattern, _has_hidden(name, series)) for name, facts in asked.facts.items()
        },
        tables={name: KINDS[name].published(read, pattern) for name, read in asked.tables.items()},
    )


def _merged(
    key: Key, asked: Answers, series: Mapping[Key, Mapping[str, Series]]
) -> tuple[Mapping[str, Series], tuple[str, ...]]:
    """The groups of a breakdown with those that are hidden in the period shown as one, and which these are."""
    measure, grain, by, within = key
    if by is None or PAIR in by or within or not can_be_merged(measure, by):
        return series[key], ()
    if MEASURES[measure].of_all:
        points = [point for groups in series[key].values() for point in groups]
        whole = {point.end: point.denominator for point in points if point.denominator is not None}
    else:
        of_all = series.get((measure, grain, None, ()), {}).get(WHOLE, ())
        whole = {point.end: point.counted for point in of_all if point.is_known}
    return merged_groups(asked.series[key], series[key], whole, asked.chosen.ending)


def _dated(dated: Series, counted: Series, shown: Series, pattern: Pattern) -> Series:
    """Months without ends on estimated dates: hidden where the month is, and as counted where the few left out would be told."""
    kept = []
    pairs = zip(dated, counted[-len(dated) :], shown[-len(dated) :], strict=False)
    for point, whole, published_point in pairs:
        left_out = (whole.numerator or 0.0) - (point.numerator or 0.0)
        is_told = published_point.is_hidden or not pattern.is_shown(left_out)
        kept.append(published_point if is_told or not pattern.is_shown(point.numerator or 0.0) else point)
    return tuple(kept)


def _has_hidden(measure: str, series: Mapping[Key, Mapping[str, Series]]) -> bool:
    """Whether a figure of a measure is hidden in any part or period."""
    return any(
        point.is_hidden
        for (name, *_), groups in series.items()
        if name == measure
        for points in groups.values()
        for point in points
    )


def _facts(facts: Facts, pattern: Pattern, has_hidden: bool) -> Facts:
    """What is said of a measure, without what somebody wrote, and without corrections, whose size may be one child.

    A stated change says a figure with the one that it lies from: none stands beside figures of which any is hidden. What was
    revised since it was published is said afterwards, as far as it may be.
    """
    is_told = has_hidden or not pattern.is_shown(facts.estimated_ends)
    return replace(
        facts,
        changes=()
        if has_hidden
        else tuple(stated for stated in facts.changes if pattern.is_shown(stated.size)),
        notes=(),
        estimated_ends=0 if is_told else facts.estimated_ends,
        restated=(),
    )


def _dimensions(by: str | None) -> tuple[str, ...]:
    return tuple(by.split(PAIR)) if by else ()
