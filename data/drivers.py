"""What is behind a change: a figure that moved between two periods, by what each group of a dimension added to it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import astuple, fields
from datetime import date
from operator import itemgetter

import pandas as pd

from data.answering import Wanted, known
from data.as_reported import AS_KNOWN_NOW, ReadAs
from data.contributions import (
    Cases,
    GroupChange,
    Side,
    share_that_moved,
    split_number,
    split_parts_of_all,
    split_share,
)
from data.measures import MEASURES, Measure
from data.measures.columns import columns_needed
from data.periods import Grain
from data.series import Point, series_of
from data.store.questions import Questions

Where = Mapping[str, str | Sequence[str]]
Groups = Mapping[str, Point]
"""The groups of a dimension in one period."""

COLUMNS = tuple(field.name for field in fields(GroupChange))
_NOTHING = 1e-6
"""Below this, a difference of sums comes from how numbers are held."""


def behind(
    store: Questions,
    measure: str,
    now: date,
    before: date,
    grain: Grain = "quarter",
    by: str | None = None,
    where: Where | None = None,
    *,
    reading: ReadAs = AS_KNOWN_NOW,
) -> pd.DataFrame:
    """The groups behind a measure's change from the period to the day ``before`` to that to ``now``: a row a GroupChange.

    ``by`` is one dimension, None for all that the measure has. First comes the dimension in which the largest share of what
    is counted changed group; behind the others those that explain nothing (see ``explains``); last those that are shown and
    not split, because their groups do not add up to the whole (a child can stand in two) or are stated without numbers.
    Within a dimension the largest contribution comes first. A rate splits its count. Of parts of all the contributions are
    the changes of their shares, which add up to 0. Between two days the groups of a stock also change by moving: children
    age from one band into the next, and change team and legal status.

    There is no row where ``why_not_split`` gives a reason. Raises ValueError for a name that is not known.
    """
    groups, _ = _read(store, measure, now, before, grain, by, where, reading)
    return pd.DataFrame([astuple(group) for group in groups], columns=list(COLUMNS))


def why_not_split(
    store: Questions,
    measure: str,
    now: date,
    before: date,
    grain: Grain = "quarter",
    by: str | None = None,
    where: Where | None = None,
    *,
    reading: ReadAs = AS_KNOWN_NOW,
) -> str:
    """Why ``behind`` has no groups for the same question, as a sentence; '' where it has."""
    return _read(store, measure, now, before, grain, by, where, reading)[1]


def group_changes(frame: pd.DataFrame) -> dict[str, list[GroupChange]]:
    """The rows of ``behind`` by dimension, both in their order."""
    dimensions: dict[str, list[GroupChange]] = {}
    for row in frame.itertuples(index=False, name=None):
        group = GroupChange(*row)
        dimensions.setdefault(group.dimension, []).append(group)
    return dimensions


def splits_number(measure: Measure) -> bool:
    """Whether its groups are split as numbers rather than shares; of a rate it is the count."""
    return measure.unit in ("number", "rate")


def explains(measure: Measure, groups: Sequence[GroupChange]) -> bool:
    """Whether the groups of one dimension can tell what is behind a change.

    They cannot where each has all or none of a percentage, for then they say what it counts; nor of a stock, where they are
    told by how its rows ended, for what is open now has not.
    """
    if all(group.is_all_or_nothing for group in groups):
        return False
    counting = measure.first_counting
    if counting is None or counting.kind != "stock":
        return True
    ends = columns_needed(counting.rows, counting.closed) - columns_needed(counting.rows, counting.opened)
    sql = counting.view.dimensions.get(groups[0].dimension)
    return not ends & columns_needed(counting.rows, sql)


def _read(
    store: Questions,
    name: str,
    now: date,
    before: date,
    grain: Grain,
    by: str | None,
    where: Where | None,
    reading: ReadAs,
) -> tuple[list[GroupChange], str]:
    """The groups of those dimensions that are known in both periods as wholly as the figure, or why there are none."""
    known("measure", [name], MEASURES)
    measure = MEASURES[name]
    dimensions = measure.dimensions if by is None else (measure.dimension(by),)
    known("dimension", dimensions, measure.dimensions)

    def asked(ids: str, by: Sequence[str | None]) -> list[tuple[Groups, Groups]]:
        wanted = [Wanted(ids, grain, 1, dimension, where) for dimension in by]
        earlier, later = (store.measures(wanted, ending=ending, reading=reading) for ending in (before, now))
        return [(_points(then), _points(today)) for then, today in zip(earlier, later, strict=True)]

    wholes = asked(name, [None])[0]
    then, today = (next(iter(groups.values())) for groups in wholes)
    if why := _why_not(measure, then, today):
        return [], why
    parts = zip(dimensions, asked(_counted_by(measure), dimensions), strict=True)
    held = {dimension: (_held(earlier, then), _held(later, today)) for dimension, (earlier, later) in parts}
    splits = [
        _split(measure, dimension, (then, today), earlier, later)
        for dimension, (earlier, later) in held.items()
        if earlier is not None and later is not None and _are_alike(earlier, later)
    ]
    groups = [group for _, groups in sorted(splits, key=itemgetter(0)) for group in groups]
    return groups, "" if groups else _no_groups(held, then, today)


def _points(answer: pd.DataFrame) -> Groups:
    return {group: series[0] for (_, group), series in series_of(answer).items()}


def _counted_by(measure: Measure) -> str:
    """The measure that counts what a rate sets against the population, the measure itself where there is none.

    No part of the council has a population, so that a rate's own groups do not tell whether they are whole.
    """
    if measure.unit != "rate":
        return measure.id
    of_counts = (other for other in MEASURES.values() if other.unit == "number" and not other.is_split)
    return next((other.id for other in of_counts if other.counting == measure.counting), measure.id)


def _why_not(measure: Measure, before: Point, now: Point) -> str:
    """Why the whole's change cannot be split; '' where it can be, and where parts may be known for all that the whole is not."""
    if measure.is_net_change:
        return "A net change sets starts against ends: it has no groups."
    if not measure.dimensions:
        return "No groups are recorded of it."
    for point in (before, now):
        if point.status == "partial":
            return f"{point.period} is partial: the returns loaded cover only part of what it needs."
        if point.is_share_of_nothing:
            return f"In {point.period} there was nothing to take a share of."
        if point.status == "not applicable" and not measure.never_totalled:
            return "It is not known of a part of the council."
        if point.status == "not supplied" and not (measure.of_all or measure.never_totalled):
            return f"{point.period} is not supplied."
    if before.is_known and now.is_known and before.is_estimate != now.is_estimate:
        estimate, other = (before, now) if before.is_estimate else (now, before)
        return f"{estimate.period} is an estimate and {other.period} is not: they are not set against each other."
    return ""


def _held(groups: Groups, whole: Point) -> Groups | None:
    """A period's groups where all are known and have the whole's origin, none where nothing was counted; None else."""
    if whole.numerator == 0 and not any(point.is_known for point in groups.values()):
        return {}
    are_known = all(
        point.status == "ok" or (point.status == "not applicable" and point.numerator is not None)
        for point in groups.values()
    )
    have_origin = not whole.is_known or all(point.origin == whole.origin for point in groups.values())
    return groups if are_known and have_origin else None


def _are_alike(before: Groups, now: Groups) -> bool:
    """Whether the groups of two periods may stand beside each other: an estimate is never set against a count."""
    return len({point.is_estimate for point in (*before.values(), *now.values())}) < 2


def _no_groups(held: Mapping[str, tuple[Groups | None, Groups | None]], before: Point, now: Point) -> str:
    """Why no dimension has groups of both periods."""
    if before.numerator == now.numerator == 0:
        return f"There were none in {before.period} and none in {now.period}."
    lacking = before if any(earlier is None for earlier, _ in held.values()) else now
    if lacking.status == "not supplied":
        return f"{lacking.period} is not supplied."
    return f"The groups of {lacking.period} are not known as far as the figure is."


def _split(
    measure: Measure, dimension: str, wholes: tuple[Point, Point], before: Groups, now: Groups
) -> tuple[_Place, list[GroupChange]]:
    """A dimension's place and its groups with what each added; without that unless they add up to the whole in both periods."""
    names = sorted({**before, **now})
    earlier, later = (
        _adding_up(measure, groups, names, whole) for groups, whole in zip((before, now), wholes, strict=True)
    )
    if earlier is None or later is None:
        return (True, False, 0.0), _shown(measure, dimension, names, before, now)
    if splits_number(measure):
        groups = split_number(dimension, earlier, later)
    elif measure.of_all:
        groups = split_parts_of_all(dimension, earlier, later)
    else:
        groups = split_share(dimension, earlier, later, measure.unit)
    return (False, not explains(measure, groups), -share_that_moved(earlier, later)), groups


_Place = tuple[bool, bool, float]
"""A dimension's place among the others: whether it is not split, whether it explains nothing, less what changed group."""


def _adding_up(measure: Measure, groups: Groups, names: Sequence[str], whole: Point) -> Side | None:
    """The cases of each group named in one period, none where it has no row; None unless they add up to the whole.

    A share of nothing that is more than nothing, as cases of a team without caseholders, has no figure to add up.
    """
    expected = _whole(measure, whole, groups)
    absent = Cases(0.0, expected.of if measure.of_all else 0.0)
    side = {name: _cases(measure, groups[name]) if name in groups else absent for name in names}
    apart = [math.fsum(cases.part for cases in side.values()) - expected.part]
    if measure.of_all:
        apart += [cases.of - expected.of for cases in side.values()]
    else:
        apart.append(math.fsum(cases.of for cases in side.values()) - expected.of)
        if not splits_number(measure) and any(cases.part and not cases.of for cases in side.values()):
            return None
    return side if all(abs(difference) < _NOTHING for difference in apart) else None


def _whole(measure: Measure, whole: Point, groups: Groups) -> Cases:
    """What the groups of a period have to add up to; parts of all are stated without it, each with its base."""
    if whole.is_known or not measure.of_all:
        return _cases(measure, whole)
    base = max((_number(point.denominator) for point in groups.values()), default=math.nan)
    return Cases(base, base)


def _cases(measure: Measure, point: Point) -> Cases:
    """How many are counted of how many, NaN where it is not known; a number may be stated as its value alone."""
    if measure.unit == "number" and point.numerator is None:
        return Cases(_number(point.value))
    return Cases(_number(point.numerator), 0.0 if splits_number(measure) else _number(point.denominator))


def _number(figure: float | None) -> float:
    return math.nan if figure is None else figure


def _shown(
    measure: Measure, dimension: str, names: Sequence[str], before: Groups, now: Groups
) -> list[GroupChange]:
    """The groups as they are, the largest first; those with nothing in both periods are left out."""
    groups = [
        GroupChange(
            dimension,
            name,
            _value(measure, before, name),
            _value(measure, now, name),
            before_base=_base(before, name),
            now_base=_base(now, name),
        )
        for name in names
    ]
    held = [
        group
        for group in groups
        if any(value and not math.isnan(value) for value in (group.before, group.now))
    ]
    return sorted(held, key=lambda group: (math.isnan(group.now), -group.now, group.group))


def _value(measure: Measure, groups: Groups, name: str) -> float:
    """A group's figure; where it has no row a count is 0, what may have been left out of a return is not known."""
    if name in groups:
        point = groups[name]
        return _cases(measure, point).part if splits_number(measure) else _number(point.value)
    is_stated = any(point.origin == "reported" for point in groups.values())
    return 0.0 if (splits_number(measure) or measure.of_all) and not is_stated else math.nan


def _base(groups: Groups, name: str) -> float:
    return _number(groups[name].denominator) if name in groups else math.nan
