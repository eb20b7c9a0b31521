"""The publication copy of what figures are made of: answers without what a pattern hides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from components.charts.kinds import KINDS
from components.figures.answers import WHOLE, Answers, Facts, Key
from data.disclosure import Pattern
from data.measures.absence import PAIR
from data.series import Series


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
        facts={
            name: _facts(facts, pattern, _has_hidden(name, series)) for name, facts in asked.facts.items()
        },
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
