"""What changed most of all that is asked, as far as it is more than chance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from components.figures.answers import Answers
from components.words.sentences import Movement, movements, value_of
from data.comparing import FEWEST, counts_differ, shares_differ
from data.in_words import plain
from data.measures import Measure
from data.returns.problems import counted

RANKED = {"number": "Numbers, by how much of themselves they moved", "percent": "Percentages, by points"}
"""The units whose changes are ranked, each apart, with what leads them."""

_SHOWN = 5
_FEWEST_TO_COMPARE = 20

NOTHING_TO_COMPARE = (
    "Nothing to compare with yet: this takes a figure of an earlier quarter that is as whole as the newest."
)


@dataclass(frozen=True)
class Moves:
    """``lead`` says how many of how many changed by more than chance; ``groups`` are the largest of each unit, largest first.

    A change is the measure's id and the words for it.
    """

    lead: str
    groups: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()


def moves_of(measures: Iterable[Measure], answers: Answers) -> Moves:
    """The changes of these measures on what each is first compared with."""
    firsts = [
        first
        for measure in measures
        if measure.unit in RANKED and not measure.is_net_change and (series := answers.of(measure.id))
        for first in movements(measure, series)[:1]
    ]
    if not firsts:
        return Moves(NOTHING_TO_COMPARE)
    told = [move for move in firsts if is_more_than_chance(move)]
    groups = []
    for unit, lead in RANKED.items():
        of_unit = sorted(
            (move for move in told if move.measure.unit == unit), key=size_to_rank_by, reverse=True
        )
        if of_unit:
            groups.append((lead, tuple((move.measure.id, move_words(move)) for move in of_unit[:_SHOWN])))
    return Moves(many_moved(len(told), len(firsts)), tuple(groups))


def many_moved(told: int, compared: int) -> str:
    """How many figures changed by enough to be named; a stock is no count of events, so that only its size decides."""
    return (
        f"{told or 'None'} of {counted(compared, 'figure')} with an earlier one changed by more than one or two children and, where it "
        "counts events or is a share whose numbers are given, by more than chance would once in a hundred."
    )


def size_to_rank_by(move: Movement) -> float:
    """By what changes are ranked: numbers by the share of themselves, percentages by points."""
    return move.size if move.measure.unit == "percent" else move.size / value_of(move.then)


def is_more_than_chance(move: Movement) -> bool:
    """Whether a change may be ranked: on both sides' bases more than a child or two and more than chance.

    A share whose bases are not known cannot be told from chance; nor is a count of few ranked. A stock is no count of
    events: what is open now was mostly open then, so that more than two children are a change.
    """
    now, then = move.now, move.then
    if not move.is_a_change:
        return False
    if move.measure.unit == "percent":
        bases = (now.numerator, now.denominator, then.numerator, then.denominator)
        known = [base for base in bases if base is not None]
        return len(known) == len(bases) and shares_differ(*known)
    if value_of(then) < _FEWEST_TO_COMPARE:
        return False
    return move.size > FEWEST if move.measure.at_a_date else counts_differ(value_of(now), value_of(then))


def move_words(move: Movement) -> str:
    """'Referrals: 651, up 84 on the same quarter last year'; of shares with both bases: '… (5 of 81, then 6 of 45)'."""
    shown = f"{move.measure.title}: {plain(move.now.value, move.measure.unit)}, {move.words}"
    if move.measure.unit != "percent":
        return shown
    now, then = (
        f"{plain(point.numerator, 'number')} of {plain(point.denominator, 'number')}"
        for point in (move.now, move.then)
    )
    return f"{shown} ({now}, then {then})"
