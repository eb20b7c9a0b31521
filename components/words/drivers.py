"""What is behind a change in words: which groups of a dimension it came from, as far as they stand out from chance.

Each function takes the groups of one dimension that is split, as ``data.drivers`` orders them, and gives '' where there is
nothing to say.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, repeat

from data.contributions import GroupChange
from data.drivers import splits_number
from data.in_words import amount, plain, rounded
from data.lists.dimensions import DIMENSIONS
from data.measures import Measure

NOBODY_STANDS_OUT = "No group stands out from what chance would do."
FEWEST_TO_DO_BETTER = 20
"""A group of fewer cases is not looked at where every group is said to have done better or worse."""

_NO_NOUNS = ("Started to ", "Ceased to ")
"""How titles begin of which there cannot be 'more': 36 more started to be looked after."""
_MOST_NAMED = 3
"""How many groups of a kind a sentence names."""

_CALLED_BY_TITLE = (
    "team",
    "service",
    "area",
    "organisation",
    "source",
    "ethnic_group",
    "age_band",
    "legal_status",
    "placement_type",
    "practice_domain",
)
"""The dimensions whose title is what a group of theirs is: 'every team', but 'by disability, every group'."""

Groups = Sequence[GroupChange]


def number_words(measure: Measure, groups: Groups, than: str) -> str:
    """'Of the 42 more referrals than a year before, 30 came from source School and 18 from Police; Health had 6 fewer.'

    ``than`` is what is compared with: 'a year before'.
    """
    whole = math.fsum(group.contribution for group in groups)
    named = [group for group in groups if group.is_more_than_chance]
    along, against = _by_direction(named, whole)
    called = _called(groups)
    lead = _lead(measure, whole, than)
    if along and all(abs(group.contribution) <= abs(whole) for group in along):
        ways = [
            f"{amount(abs(group.contribution))} {came} {called(group)}"
            for group, came in zip(along, _first("came from", "from"), strict=False)
        ]
        rest = f"; {_had(against, called)}" if against else ""
        return f"Of the {lead}, {_listed(ways)}{rest}."
    sides = "; ".join(_had(side, called) for side in (along, against) if side)
    return f"{lead[0].upper()}{lead[1:]}{': ' if along else ', but '}{sides}." if sides else ""


def share_words(measure: Measure, groups: Groups) -> str:
    """'Down 3.2 points, by team: 2.9 came from how groups did, 0.3 from more of the work coming to groups with lower figures.'

    Then the groups that did better or worse by more than chance, and those to which more or less of the work came.
    """
    rate, mix = (math.fsum(getattr(group, part) for group in groups) for part in ("rate", "mix"))
    change = rate + mix
    moved = [group for group in groups if group.is_more_than_chance and _is_seen(group.rate)]
    did = sorted(moved, key=lambda group: -abs(group.rate))[:_MOST_NAMED]
    work = _work_words(groups, mix)
    if not did and not work:
        return ""
    parts = [size for size in (rate, mix, *(group.rate for group in did)) if _is_seen(size)]
    are_alike = all(size * change > 0 for size in parts)

    def size_of(size: float) -> str:
        return f"{points(size)}{'' if are_alike else f' {_direction(size)}'}"

    figures = "lower" if mix < 0 else "higher"
    origins = {"how groups did": rate, f"more of the work coming to groups with {figures} figures": mix}
    seen = {origin: size for origin, size in origins.items() if _is_seen(size)}
    came = _first("came from", "from")
    ways = [f"{size_of(size)} {next(came)} {origin}" for origin, size in seen.items()]
    if len(seen) == 1 and are_alike:
        ways = [f"all of it came from {next(iter(seen))}"]
    lead = f"{_moved(measure, change)}, by {_title(groups)}"
    sentences = [f"{lead}: {', '.join(ways)}." if ways else f"{lead}."]
    if did:
        came, called = _first("came from", "from"), _called(groups)
        from_groups = [
            f"{size_of(group.rate)} {next(came)} {called(group)} {_then_and_now(measure, group)}"
            for group in did
        ]
        sentences.append(f"{_listed(from_groups)}.")
    return " ".join([*sentences, work]).strip()


def part_words(measure: Measure, groups: Groups) -> str:
    """'By source, School rose 2.1 points (20.4% to 22.5%) and Police 1.2 (9.1% to 10.3%); Health fell 1.9 (8.4% to 6.5%).'"""
    named = [group for group in groups if group.is_more_than_chance and _is_seen(group.contribution)]
    sides = []
    sizes: Iterator[Callable[[float], str]] = chain([_in_points], repeat(points))
    for side, verb in zip(_by_direction(named, 1), ("rose ", "fell "), strict=True):
        moved = _first(verb, "")
        sides.append(
            _listed(
                f"{group.group} {next(moved)}{next(sizes)(group.contribution)} {_then_and_now(measure, group)}"
                for group in side
            )
        )
    words = "; ".join(filter(None, sides))
    return f"By {_title(groups)}, {words}." if words else ""


def turned_words(measure: Measure, groups: Groups) -> str:
    """'Every team did better; the total fell because more of the work came to team B.'

    Where all groups of enough cases moved one way and the whole the other.
    """
    change = math.fsum(group.contribution for group in groups)
    looked_at = [group for group in groups if min(group.before_base, group.now_base) >= FEWEST_TO_DO_BETTER]
    moves = [group.now - group.before for group in looked_at]
    if len(moves) < 2 or not all(_is_seen(move) and move * change < 0 for move in moves):
        return ""
    work = _work_moved(groups, change)
    if not _is_seen(change) or not work:
        return ""
    gained = [group.group for group in work if _work_gained(groups, group) > 0]
    came = "more" if gained else "less"
    names = gained or [group.group for group in work]
    title = _title(groups)
    rose = moves[0] > 0
    if measure.better == "neither":
        whose, did = "’s figure", "rose" if rose else "fell"
    else:
        whose, did = "", "did better" if rose == (measure.better == "higher") else "did worse"
    is_title = groups[0].dimension in _CALLED_BY_TITLE
    every = f"Every {title}{whose} {did}" if is_title else f"By {title}, every group{whose} {did}"
    total = "rose" if change > 0 else "fell"
    return f"{every}; the total {total} because {came} of the work came to {title} {_listed(names)}."


def not_split_words(measure: Measure, dimensions: Sequence[Groups]) -> list[str]:
    """Why some dimensions are shown and not split, a sentence for each reason."""
    without_numbers = [
        groups
        for groups in dimensions
        if not splits_number(measure) and any(math.isnan(group.now_base) for group in groups)
    ]
    overlapping = [groups for groups in dimensions if groups not in without_numbers]
    children = ", for a child can stand in two" if measure.counts_children else ""
    reasons = (
        (overlapping, f"do not add up to the whole{children}"),
        (without_numbers, "are stated without their numbers"),
    )
    return [
        f"By {_listed(map(_title, held))}, the groups {reason}: they are shown and not split."
        for held, reason in reasons
        if held
    ]


def points(size: float) -> str:
    """A part of a percentage's or mean's change without its sign: '2.9'."""
    return f"{rounded(round(abs(size), 9), 1):,}"


def _lead(measure: Measure, whole: float, than: str) -> str:
    """'42 more referrals than a year before', 'as many referrals as a year before'."""
    is_of_parts = measure.category is not None
    title = measure.title.removesuffix(" per 10,000 children")
    is_no_noun = title.startswith(_NO_NOUNS)
    noun = "" if is_of_parts or is_no_noun or amount(abs(whole)) == "1" else f" {title[0].lower()}{title[1:]}"
    return f"{_more(whole)}{noun} than {than}" if whole else f"as many{noun} as {than}"


def _more(number: float) -> str:
    return f"{amount(abs(number))} {'more' if number > 0 else 'fewer'}"


def _had(groups: Groups, called: Callable[[GroupChange], str]) -> str:
    """'source School had 30 more and Police 12 more'."""
    had = _first("had ", "")
    return _listed(f"{called(group)} {next(had)}{_more(group.contribution)}" for group in groups)


def _moved(measure: Measure, change: float) -> str:
    """'Down 3.2 points', 'Up 1.4' of a mean, 'About the same'."""
    if not _is_seen(change):
        return "About the same"
    size = _in_points(change) if measure.unit == "percent" else points(change)
    return f"{_direction(change).capitalize()} {size}"


def _in_points(size: float) -> str:
    """'1.0 point', '2.9 points'."""
    return f"{points(size)} {'point' if points(size) == '1.0' else 'points'}"


def _then_and_now(measure: Measure, group: GroupChange) -> str:
    return f"({plain(group.before, measure.unit)} to {plain(group.now, measure.unit)})"


def _work_words(groups: Groups, mix: float) -> str:
    """'More of the work came to team B (33.3% to 68.8% of it), less to A (66.7% to 25% of it).'"""
    named = _work_moved(groups, mix)
    gained = [group for group in named if _work_gained(groups, group) > 0]
    lost = [group for group in named if group not in gained]
    called, came = _called(groups), _first(" of the work came", "")
    sides = []
    for side, much in ((gained, "more"), (lost, "less")):
        if side:
            lead = f"{much}{next(came)} to "
            sides.append(
                lead + _listed(f"{called(group)} {_work_then_and_now(groups, group)}" for group in side)
            )
    words = ", ".join(sides)
    return f"{words[0].upper()}{words[1:]}." if words else ""


def _work_moved(groups: Groups, mix: float) -> list[GroupChange]:
    """The groups whose share of the work moved by more than chance and the whole with it, those that gained first."""
    named = [
        group
        for group in groups
        if group.mix_is_more_than_chance and _is_seen(group.mix) and group.mix * mix > 0
    ]
    largest = sorted(named, key=lambda group: -abs(group.mix))[:_MOST_NAMED]
    return sorted(largest, key=lambda group: _work_gained(groups, group) < 0)


def _shares_of_work(groups: Groups, group: GroupChange) -> tuple[float, float]:
    """A group's share of the work before and now, in percent."""
    before, now = (
        math.fsum(getattr(other, base) for other in groups) for base in ("before_base", "now_base")
    )
    return 100 * group.before_base / before, 100 * group.now_base / now


def _work_gained(groups: Groups, group: GroupChange) -> float:
    before, now = _shares_of_work(groups, group)
    return now - before


def _work_then_and_now(groups: Groups, group: GroupChange) -> str:
    before, now = (plain(share, "percent") for share in _shares_of_work(groups, group))
    return f"({before} to {now} of it)"


def _by_direction(groups: Groups, whole: float) -> tuple[list[GroupChange], list[GroupChange]]:
    """The largest groups that moved as the whole did, and those that moved the other way; up and down where it did not move."""
    sign = -1 if whole < 0 else 1
    along = [group for group in groups if group.contribution * sign > 0]
    against = [group for group in groups if group.contribution * sign < 0]
    return along[:_MOST_NAMED], against[:_MOST_NAMED]


def _direction(size: float) -> str:
    return "up" if size > 0 else "down"


def _is_seen(size: float) -> bool:
    """Whether something of it is left when it is shown with one decimal."""
    return points(size) != "0.0"


def _title(groups: Groups) -> str:
    return DIMENSIONS[groups[0].dimension].words


def _called(groups: Groups) -> Callable[[GroupChange], str]:
    """What gives groups their names in their order: the first with its dimension's title, unless the name says it."""
    title = _title(groups)
    before = _first(f"{title} ", "")

    def called(group: GroupChange) -> str:
        lead = next(before)
        return group.group if title in group.group.lower() else f"{lead}{group.group}"

    return called


def _first(first: str, others: str) -> Iterator[str]:
    return chain([first], repeat(others))


def _listed(names: Iterable[str]) -> str:
    """'A', 'A and B', 'A, B and C'."""
    *before, last = list(names) or [""]
    return f"{', '.join(before)} and {last}" if before else last
