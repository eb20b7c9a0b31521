"""Groups of which a publication copy hides the numbers, shown as one: 'Other (3 groups merged)'.

Where all parts add up to a whole that is shown, what the hidden ones make together follows from it: to say so tells nothing more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from data.disclosure_cells import is_of_children
from data.lists.dimensions import DIMENSIONS
from data.measures import MEASURES
from data.measures.absence import NOT_ON_LIST
from data.series import Point, Series

_PLACES = frozenset({"team", "service", "area", "worker"})
"""Dimensions whose groups are somebody's: one that is hidden says so under its own name."""


def can_be_merged(measure: str, dimension: str) -> bool:
    """Whether groups of a measure's dimension may be shown as one: numbers of children by what is in no order and no team."""
    declared = MEASURES[measure]
    is_counted = declared.unit == "number" or (declared.unit == "percent" and declared.of_all)
    named = declared.dimension(dimension)
    return (
        is_of_children(declared)
        and is_counted
        and not declared.is_net_change
        and named in DIMENSIONS
        and not DIMENSIONS[named].values
        and named not in _PLACES
    )


def hidden_groups(shown: Mapping[str, Series], ending: date) -> tuple[str, ...]:
    """The groups of which the number is hidden in the period that ends on a day."""
    return tuple(
        name
        for name, series in shown.items()
        if name != NOT_ON_LIST and any(point.end == ending and point.is_hidden for point in series)
    )


def merged_groups(
    counted: Mapping[str, Series], shown: Mapping[str, Series], whole: Mapping[date, float], ending: date
) -> tuple[dict[str, Series], tuple[str, ...]]:
    """The groups with those that are hidden in the period to a day as one, and which these are.

    ``counted`` has the same groups with their numbers, ``whole`` what all make by the ends of the periods in which that is
    shown. Nothing is merged where fewer than two are hidden, or where their number together does not follow from what is shown.
    """
    groups = hidden_groups(shown, ending)
    name = f"Other ({len(groups)} groups merged)"
    periods = counted[groups[0]] if len(groups) > 1 else ()
    series = tuple(_merged(point, name, groups, counted, shown, whole) for point in periods)
    others = {group: points for group, points in shown.items() if group not in groups}
    if not others or not any(point.end == ending and point.is_known for point in series):
        return dict(shown), ()
    return others | {name: series}, groups


def _merged(
    model: Point,
    name: str,
    groups: Iterable[str],
    counted: Mapping[str, Series],
    shown: Mapping[str, Series],
    whole: Mapping[date, float],
) -> Point:
    """What some groups make together in a period: hidden where it does not follow from the whole and the others."""
    end = model.end
    parts = [point for group in groups for point in counted[group] if point.end == end and point.is_known]
    others = [point for group in shown if group not in groups for point in shown[group] if point.end == end]
    number = sum(point.counted for point in parts)
    follows = not any(point.is_hidden for point in others) and (
        whole.get(end) == number + sum(point.counted for point in others)
    )
    if not parts or not follows:
        status = "hidden" if parts else model.status
        return replace(model, group=name, numerator=None, denominator=None, value=None, status=status)
    base = parts[0].denominator
    value = 100 * number / base if MEASURES[model.measure].unit == "percent" and base else number
    status = "partial" if any(point.status == "partial" for point in parts) else "ok"
    return replace(parts[0], group=name, numerator=number, denominator=base, value=value, status=status)
