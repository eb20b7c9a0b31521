"""The facts that a number may be set against: of a measure named with it, of its unit, its period, its part and its area."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from data.measures import MEASURES
from data.narrative.claims import Claim, Said
from data.narrative.fact import Fact
from data.narrative.names import CLEARLY, Places, distance, group_strength, is_more_exact, places_of

_AREAS = {
    "England": r"england|eng\b\.?|national(?:ly)?",
    "Statistical neighbours": r"statistical\s+neighbours?|\bSNs?\b|neighbours?",
}
_REGIONS = (
    r"west\s+midlands|east\s+midlands|north\s+west|north\s+east|south\s+west|south\s+east|east\s+of\s+england|london|yorkshire[\w ]*|"
    r"region\w*"
)
_AREA = re.compile(
    "|".join(
        [
            *(f"(?P<a{number}>{words})" for number, words in enumerate(_AREAS.values())),
            f"(?P<region>{_REGIONS})",
        ]
    ),
    re.IGNORECASE,
)
_JUST_BEFORE, _JUST_AFTER = 32, 25
_AFTER = re.compile(r"^\s*\)?\s*(?:for|in|across|is\s+the|was\s+the)?\s*(?:the\s+)?", re.IGNORECASE)
_TARGET = re.compile(r"\btarget\b", re.IGNORECASE)
_EARLIER = re.compile(r"\b(?:compared|against|previous\w*|earlier|before|then)\b", re.IGNORECASE)
_PART = re.compile(
    r"\b(?:from(?!\s*[0-9])|with|whose|who|where|which|led|leading|resulted|of\s+(?:these|those|whom)|by(?!\s*[0-9])|under|per|"
    r"boys|girls|every|each|average)\b|\bhad\s+0\s+(?:more|fewer|less)\s*(?:[.;,0]|and\b|$)",
    re.IGNORECASE,
)
_NAMED_GROUP = 0.6
"""How much of a group's name must be said for it to be meant."""
_NEARLY = 0.75
"""So much of a name said may be meant beside one that is said in full."""
_NEXT_TO = 12
"""A measure named so many signs farther off than the nearest may be meant as well."""


@dataclass(frozen=True)
class Candidates:
    """The facts that may be meant, and the measures they are of, the likeliest first.

    ``is_said_of_whole`` where the number is said of what the likeliest measure counts, and not of a part of it; ``groups`` are
    those named beside it, with no other number between.
    """

    measures: tuple[str, ...]
    facts: tuple[Fact, ...]
    is_said_of_whole: bool
    newest: date
    allows_earlier: bool
    groups: frozenset[str] = frozenset()

    def match(self, claim: Claim) -> Fact | None:
        """The fact that a claim agrees with: of the likeliest measure first, one that goes the way it says first."""
        found = [fact for fact in self.facts if _fits(claim, fact) and self._is_of_period(claim, fact)]
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
        if mention is None:
            return fact.is_now or bool(fact.area) or claim.is_from or self.allows_earlier
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
    area, is_target = _area(claim, said), _is_target(claim, said)
    facts: dict[str, list[Fact]] = {}
    for name in named:
        kept = [
            fact
            for fact in by_measure.get(name, ())
            if _has_unit(claim, fact)
            and _is_area(area, fact)
            and is_target == (fact.role == "target")
            and _group_is_named(fact, places)
        ]
        if kept:
            facts[name] = kept

    def order(name: str) -> tuple[bool, bool, float]:
        has_group = any(fact.group for fact in facts[name])
        is_clear = named[name] >= CLEARLY
        far = distance(name, places, claim.start, others)
        return not (is_clear or has_group), not is_clear and not has_group, far - 40 * named[name]

    measures = sorted(facts, key=order)
    if measures and named[measures[0]] >= CLEARLY:
        first = distance(measures[0], places, claim.start, others)
        measures = [
            name
            for name in measures
            if name == measures[0]
            or any(fact.group for fact in facts[name])
            or CLEARLY > named[name] >= _NEARLY
            or (named[name] >= CLEARLY and is_more_exact(name, measures[0]))
            or (named[name] >= CLEARLY and distance(name, places, claim.start, others) <= first + _NEXT_TO)
        ]
    before = said.blank[_start(claim, said) : claim.start]
    beside = places_of(said.text[_start(claim, said) : _stop(claim, said)])
    return Candidates(
        tuple(measures),
        tuple(fact for name in measures for fact in facts[name]),
        bool(measures)
        and named[measures[0]] >= CLEARLY
        and _is_of_whole(claim, said, measures[0], facts[measures[0]]),
        newest,
        bool(_EARLIER.search(before)),
        frozenset(fact.group for of in facts.values() for fact in of if _is_beside(fact.group, beside)),
    )


def _fits(claim: Claim, fact: Fact) -> bool:
    if claim.of is not None:
        return fact.of == claim.of and fact.value == claim.value
    return claim.fits(_size(claim, fact))


def _size(claim: Claim, fact: Fact) -> float:
    return abs(fact.value) if claim.is_change else fact.value


def _has_unit(claim: Claim, fact: Fact) -> bool:
    if claim.of is not None:
        return fact.role == "number" and fact.of is not None
    if claim.unit == "points":
        return fact.role == "change" and fact.unit == "points"
    if claim.is_change:
        if claim.unit == "percent":
            return fact.role == "per cent change" or (fact.role == "change" and fact.unit == "points")
        return fact.role == "change" and fact.unit not in ("points", "percent")
    if fact.role in ("change", "per cent change"):
        return False
    return (claim.unit == "percent") == (fact.unit == "percent")


def _start(claim: Claim, said: Said) -> int:
    """Where the sentence goes on after the number before."""
    return max((other.end for other in said.claims if other.end <= claim.start), default=0)


def _stop(claim: Claim, said: Said) -> int:
    """Where the sentence comes to the next number."""
    return min((other.start for other in said.claims if other.start >= claim.end), default=len(said.blank))


def _is_beside(group: str, places: Places) -> bool:
    return bool(group) and group_strength(group, places) >= _NAMED_GROUP


def _area(claim: Claim, said: Said) -> str:
    """Whose figure a number is said to be: an area named just before it, or at once after it; '' for the council's own."""
    before = said.blank[max(_start(claim, said), claim.start - _JUST_BEFORE) : claim.start]
    found = list(_AREA.finditer(before))
    after = said.blank[claim.end : claim.end + _JUST_AFTER]
    lead = _AFTER.match(after)
    match = found[-1] if found else _AREA.match(after, lead.end() if lead else 0)
    if match is None:
        return ""
    if match["region"]:
        return "region"
    return next(name for number, name in enumerate(_AREAS) if match[f"a{number}"])


def _is_area(area: str, fact: Fact) -> bool:
    if area == "region":
        return fact.role == "published" and fact.area not in _AREAS
    return fact.area == area


def _is_target(claim: Claim, said: Said) -> bool:
    before = said.blank[max(_start(claim, said), claim.start - _JUST_BEFORE) : claim.start]
    return bool(_TARGET.search(before) or _TARGET.match(said.blank[claim.end :].lstrip()))


def _group_is_named(fact: Fact, places: Places) -> bool:
    return not fact.group or group_strength(fact.group, places) >= _NAMED_GROUP


def _is_of_whole(claim: Claim, said: Said, measure: str, facts: Iterable[Fact]) -> bool:
    """Whether nothing in the sentence around a number says that it is of a part of what the measure counts."""
    if claim.of is not None or any(fact.group for fact in facts):
        return True
    # a nought stands for each number, so that 'from 1,852' is told from 'from schools'
    before, after = said.blank[_start(claim, said) : claim.start], said.blank[claim.end : _stop(claim, said)]
    around = f"{before}0{after}{'0' if _stop(claim, said) < len(said.blank) else ''}"
    own = MEASURES[measure].title.lower()
    return all(match.group().lower() in own for match in _PART.finditer(around))
