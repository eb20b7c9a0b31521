"""The facts that a number may be set against: of a measure named with it, of its unit, its period, its part and its area."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from data.measures import MEASURES
from data.narrative.around import area_of, groups_beside, is_area, is_of_whole, is_target, since_last
from data.narrative.claims import Claim, Said
from data.narrative.fact import OWN, Fact
from data.narrative.names import (
    CLEARLY,
    PERHAPS,
    Places,
    accounts_for,
    distance,
    groups_named,
    is_more_exact,
    is_named_surely,
)

_EARLIER = re.compile(r"\b(?:compared|against|previous\w*|earlier|before|then)\b", re.IGNORECASE)
_RATHER = 0.6
"""Where so much of a measure's name is said, none split by the same groups is meant whose group alone is named."""
_NEARLY = 0.75
"""So much of a name said may be meant beside one that is said in full."""
_NEXT_TO = 12
"""A measure named so many signs farther off than the nearest may be meant as well."""


@dataclass(frozen=True)
class Candidates:
    """The facts that may be meant, and the measures they are of, the likeliest first.

    ``is_said_of_whole`` where the number is said of what the likeliest measure counts, and not of a part of it; ``groups`` are
    those named beside it, with no other number between; ``is_of_group`` where one of them is said in full.
    """

    measures: tuple[str, ...]
    facts: tuple[Fact, ...]
    is_said_of_whole: bool
    newest: date
    allows_earlier: bool
    groups: frozenset[str] = frozenset()
    is_of_group: bool = False

    def match(self, claim: Claim) -> Fact | None:
        """The fact that a claim agrees with: of the likeliest measure first, one that goes the way it says first."""
        found = [
            fact
            for fact in self.facts
            if _fits(claim, fact)
            and self._is_of_period(claim, fact)
            and (not fact.group or not self.groups or fact.group in self.groups)
        ]
        against = -1 if claim.way == "down" else 1
        return min(
            found,
            key=lambda fact: (
                self.measures.index(fact.measure),
                claim.is_change and bool(claim.way) and fact.value * against < 0,
                not fact.group,
                not fact.is_now,
            ),
            default=None,
        )

    def like(self, claim: Claim) -> list[Fact]:
        """The facts of the likeliest measure that are of the period and the part that the claim is of."""
        like = [
            fact
            for fact in self.facts
            if fact.measure == self.measures[0]
            and fact.area != OWN
            and self._is_of_period(claim, fact)
            and (claim.of is not None or fact.role not in ("number", "of"))
        ]
        groups = [fact for fact in like if fact.group in self.groups]
        return groups or [fact for fact in like if not fact.group]

    def nearest(self, claim: Claim, facts: Sequence[Fact]) -> Fact:
        """The fact whose value is nearest."""
        return min(facts, key=lambda fact: (abs(_size(claim, fact) - claim.value), not fact.is_now))

    def _is_of_period(self, claim: Claim, fact: Fact) -> bool:
        mention = claim.mention
        if mention is None and fact.is_of_a_month:
            return False
        if mention is None:
            is_of_others = bool(fact.area) and fact.area != OWN
            return (
                fact.is_now or is_of_others or ((claim.is_from or self.allows_earlier) and fact.area != OWN)
            )
        if mention.is_exactly(fact.start, fact.end, self.newest):
            return True
        return fact.since is not None and mention.is_of(fact.since, fact.since, self.newest)


def candidates_of(
    claim: Claim,
    said: Said,
    places: Places,
    named: dict[str, float],
    by_measure: dict[str, list[Fact]],
    newest: date,
) -> Candidates:
    """The facts that a claim of a sentence may be set against."""
    others = [other.start for other in said.claims if other is not claim]
    area, aims = area_of(claim, said), is_target(claim, said)
    groups = {name: groups_named({fact.group for fact in of}, places) for name, of in by_measure.items()}
    of_group = {
        name for name, meant in groups.items() if any(is_named_surely(group, places) for group in meant)
    }
    facts: dict[str, list[Fact]] = {}
    rather = {
        MEASURES[name].category
        for name, much in named.items()
        if much >= _RATHER and _is_of_unit(claim, name)
    }
    of_group = {name for name in of_group if name in named or MEASURES[name].category not in rather}
    for name in {**named, **dict.fromkeys(sorted(of_group - named.keys()), PERHAPS)}:
        kept = [
            fact
            for fact in by_measure.get(name, ())
            if _has_unit(claim, fact)
            and is_area(area, fact)
            and aims == (fact.role == "target")
            and (not fact.group or fact.group in groups[name])
            and (name in named or fact.group)
        ]
        if kept and (name in of_group or not _is_hidden(name, claim, named, places, by_measure)):
            facts[name] = kept

    def order(name: str) -> tuple[bool, bool, float]:
        has_own = any(fact.area == area for fact in facts[name])
        has_group = any(fact.group for fact in facts[name])
        much = named.get(name, PERHAPS)
        is_clear = much >= CLEARLY
        far = distance(name, places, claim.start, others)
        exact = any(is_more_exact(name, other) for other in facts if named.get(other, 0) >= CLEARLY)
        return not has_own, not (is_clear or has_group), far - 40 * much - (_NEXT_TO if exact else 0)

    measures = sorted(facts, key=order)
    if measures and named.get(measures[0], 0) >= CLEARLY:
        first = distance(measures[0], places, claim.start, others)
        measures = [
            name
            for name in measures
            if name == measures[0]
            or any(fact.group for fact in facts[name])
            or CLEARLY > named.get(name, 0) >= _NEARLY
            or (named.get(name, 0) >= CLEARLY and is_more_exact(name, measures[0]))
            or (
                named.get(name, 0) >= CLEARLY
                and distance(name, places, claim.start, others) <= first + _NEXT_TO
            )
        ]
    before = said.blank[since_last(claim, said) : claim.start]
    beside = groups_beside(claim, said, {group for name in facts for group in groups[name]})
    return Candidates(
        tuple(measures),
        tuple(fact for name in measures for fact in facts[name]),
        bool(measures)
        and named.get(measures[0], 0) >= CLEARLY
        and is_of_whole(claim, said, measures[0], facts[measures[0]]),
        newest,
        bool(_EARLIER.search(before)),
        frozenset(beside),
        bool(measures)
        and measures[0] in of_group
        and any(is_named_surely(group, places) for group in beside),
    )


def _is_hidden(
    measure: str, claim: Claim, named: dict[str, float], places: Places, by_measure: dict[str, list[Fact]]
) -> bool:
    """Whether another measure is named in full, of which no figure is held, and is all that is said of this one's name."""
    return named.get(measure, 0) < CLEARLY and any(
        much >= CLEARLY
        and _is_of_unit(claim, name)
        and not any(fact.role == "level" for fact in by_measure.get(name, ()))
        and accounts_for(name, measure, places)
        for name, much in named.items()
    )


def _is_of_unit(claim: Claim, measure: str) -> bool:
    return (MEASURES[measure].unit == "percent") == (claim.unit == "percent")


def _fits(claim: Claim, fact: Fact) -> bool:
    if claim.of is not None:
        return fact.of is not None and abs(fact.of - claim.of) <= claim.off and claim.fits(fact.value)
    return claim.fits(_size(claim, fact))


def _size(claim: Claim, fact: Fact) -> float:
    return abs(fact.value) if claim.is_change else fact.value


def _has_unit(claim: Claim, fact: Fact) -> bool:
    if claim.of is not None:
        return fact.role == "number" and fact.of is not None
    if fact.role == "rank" or claim.unit == "thousands":
        return False
    if claim.unit == "points":
        return fact.role == "change" and fact.unit == "points"
    if claim.is_change:
        if claim.unit == "percent":
            return fact.role == "per cent change"
        return fact.role == "change" and fact.unit not in ("points", "percent")
    if fact.role in ("change", "per cent change"):
        return False
    return (claim.unit == "percent") == (fact.unit == "percent")
