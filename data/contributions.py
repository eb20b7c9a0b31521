"""What each group of a dimension added to a change: exact formulae, and which groups moved by more than chance.

A number is split into its groups' differences. A percentage or mean is split by Kitagawa's formula with average weights: *rate*
is what a group's own figure added, *mix* what its share of the cases added, measured from the overall figure. Contributions
add up to the change, and change their sign where the two periods are swapped.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sized
from dataclasses import dataclass
from typing import NamedTuple

FEWEST_CASES = 6
"""A group whose figure moved by fewer cases is never more than chance."""

MANY_GROUPS = 5
LIMIT, LIMIT_OF_MANY = 2.0, 2.6
"""By how many standard errors a group must have moved, and where there are more than MANY_GROUPS of them."""


class Cases(NamedTuple):
    """How many are counted, and of how many; of a number ``of`` is 0."""

    part: float
    of: float = 0.0


@dataclass(frozen=True, slots=True)
class GroupChange:
    """A group of a dimension and what it added to a measure's change; NaN for what does not apply or is not known.

    ``before`` and ``now`` are its figures, of a rate its counts. ``contribution`` is in the measure's own unit (points of a
    percentage, counts of a rate), NaN where the dimension is shown and not split. ``rate`` and ``mix``, of percentages and
    means, make up the contribution. ``is_more_than_chance`` says that its figure moved by more than chance, for percentages
    and means whatever its share of the cases. ``beyond_share``, of numbers, is how far it is from where it would be had all
    groups moved alike. ``before_base`` and ``now_base`` are the cases that its figures are of, and
    ``mix_is_more_than_chance`` says that its share of these moved by more than chance.
    """

    dimension: str
    group: str
    before: float
    now: float
    contribution: float = math.nan
    rate: float = math.nan
    mix: float = math.nan
    is_more_than_chance: bool = False
    beyond_share: float = math.nan
    before_base: float = math.nan
    now_base: float = math.nan
    mix_is_more_than_chance: bool = False

    @property
    def is_split(self) -> bool:
        """Whether its contribution is known."""
        return not math.isnan(self.contribution)

    @property
    def is_all_or_nothing(self) -> bool:
        """Whether it has all or none of a percentage, so that the dimension may say what is counted rather than who moved."""
        return not math.isnan(self.rate) and all(
            math.isnan(value) or value in (0.0, 100.0) for value in (self.before, self.now)
        )


Side = Mapping[str, Cases]
"""The cases of each group in one period; both periods name the same groups."""

PER: dict[str, float] = {"percent": 100.0, "average": 1.0, "days": 1.0}
"""What a percentage or mean is out of, by its unit."""


def share_that_moved(before: Side, now: Side) -> float:
    """The share of what is counted that changed group (0 to 1): half the sum of the absolute changes of share."""
    earlier, later = _parts(before), _parts(now)
    if not earlier or not later:
        return 0.0
    return sum(abs(now[name].part / later - before[name].part / earlier) for name in now) / 2


def split_number(dimension: str, before: Side, now: Side) -> list[GroupChange]:
    """A number's groups, the largest contribution first; those with nothing in both periods are left out."""
    earlier, later = _parts(before), _parts(now)
    held = [name for name in now if before[name].part or now[name].part]
    limit = _limit(held)
    groups = []
    for name in held:
        then, today = before[name].part, now[name].part
        moved = today - then
        groups.append(
            GroupChange(
                dimension,
                name,
                then,
                today,
                moved,
                is_more_than_chance=_is_more(moved, math.sqrt(abs(then + today)), moved, limit),
                beyond_share=today - then * later / earlier if earlier else math.nan,
            )
        )
    return _largest_first(groups)


def split_share(dimension: str, before: Side, now: Side, unit: str) -> list[GroupChange]:
    """A percentage's or mean's groups, the largest contribution first; those without cases in both periods are left out.

    A group without cases in one period has no figure of its own there: all that it added is mix. Both periods must have
    cases. How far a mean of days is scattered is not known, so that none of its groups is more than chance.
    """
    held = [name for name in now if before[name].of or now[name].of]
    per, limit = PER[unit], _limit(held)
    earlier, later = _bases(before), _bases(now)
    middle = (_parts(before) / earlier + _parts(now) / later) / 2
    groups = []
    for name in held:
        (part_then, of_then), (part_now, of_now) = before[name], now[name]
        then = part_then / of_then if of_then else part_now / of_now
        today = part_now / of_now if of_now else then
        weight_then, weight_now = of_then / earlier, of_now / later
        rate = per * (weight_then + weight_now) / 2 * (today - then)
        mix = per * (weight_now - weight_then) * ((then + today) / 2 - middle)
        has_both = min(of_then, of_now) > 0
        groups.append(
            GroupChange(
                dimension,
                name,
                per * then if of_then else math.nan,
                per * today if of_now else math.nan,
                rate + mix,
                rate,
                mix,
                has_both and unit != "days" and _moved(before[name], now[name], _SCATTER[unit], limit),
                before_base=of_then,
                now_base=of_now,
                mix_is_more_than_chance=_moved(
                    Cases(of_then, earlier), Cases(of_now, later), _binomial, limit
                ),
            )
        )
    return _largest_first(groups)


def split_parts_of_all(dimension: str, before: Side, now: Side) -> list[GroupChange]:
    """The parts of all with the change of each one's share in points, the largest first."""
    held = [name for name in now if before[name].part or now[name].part]
    limit = _limit(held)
    groups = []
    for name in held:
        then, today = before[name], now[name]
        share_then, share_now = (100 * side.part / side.of for side in (then, today))
        groups.append(
            GroupChange(
                dimension,
                name,
                share_then,
                share_now,
                share_now - share_then,
                is_more_than_chance=_moved(then, today, _binomial, limit),
                before_base=then.of,
                now_base=today.of,
            )
        )
    return _largest_first(groups)


def _parts(side: Side) -> float:
    return math.fsum(cases.part for cases in side.values())


def _bases(side: Side) -> float:
    return math.fsum(cases.of for cases in side.values())


def _largest_first(groups: Iterable[GroupChange]) -> list[GroupChange]:
    return sorted(groups, key=lambda group: (-abs(group.contribution), group.group))


def _limit(groups: Sized) -> float:
    """By how many standard errors a group must have moved, by how many groups there are to look at."""
    return LIMIT_OF_MANY if len(groups) > MANY_GROUPS else LIMIT


def _binomial(share: float, of: float) -> float:
    """The variance of a share of so many."""
    return max(share * (1 - share), 0.0) / of


def _poisson(mean: float, of: float) -> float:
    """The variance of a mean count of so many, of what comes one by one."""
    return abs(mean) / of


_SCATTER: dict[str, Callable[[float, float], float]] = {"percent": _binomial, "average": _poisson}


def _moved(before: Cases, now: Cases, variance: Callable[[float, float], float], limit: float) -> bool:
    """Whether a share or mean moved by more than chance."""
    then, today = before.part / before.of, now.part / now.of
    error = math.sqrt(variance(then, before.of) + variance(today, now.of))
    return _is_more(today - then, error, (today - then) * min(before.of, now.of), limit)


def _is_more(moved: float, error: float, cases: float, limit: float) -> bool:
    """Whether a move is of enough cases and of enough standard errors."""
    return abs(cases) > FEWEST_CASES - _NOTHING and abs(moved) >= limit * error


_NOTHING = 1e-9
"""Below this, a difference comes from how numbers are held."""
