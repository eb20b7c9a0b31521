"""The facts that a number may be set against: of a measure named with it, of its unit, its period, its part and its area."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from data.measures import MEASURES
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
    places_of,
)

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
_LEADS = re.compile(r"^(?:led|resulted)$")
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
    area, is_target = _area(claim, said), _is_target(claim, said)
    groups = {name: groups_named({fact.group for fact in of}, places) for name, of in by_measure.items()}
    of_group = {
        name for name, meant in groups.items() if any(is_named_surely(group, places) for group in meant)
    }
    facts: dict[str, list[Fact]] = {}
    for name in {**named, **dict.fromkeys(sorted(of_group - named.keys()), PERHAPS)}:
        kept = [
            fact
            for fact in by_measure.get(name, ())
            if _has_unit(claim, fact)
            and _is_area(area, fact)
            and is_target == (fact.role == "target")
            and (not fact.group or fact.group in groups[name])
            and (name in named or fact.group)
        ]
        if kept and (name in of_group or not _is_hidden(name, claim, named, places, by_measure)):
            facts[name] = kept

    def order(name: str) -> tuple[bool, bool, float]:
        has_group = any(fact.group for fact in facts[name])
        much = named.get(name, PERHAPS)
        is_clear = much >= CLEARLY
        far = distance(name, places, claim.start, others)
        return not (is_clear or has_group), not is_clear and not has_group, far - 40 * much

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
    before = said.blank[_start(claim, said) : claim.start]
    beside = _beside(claim, said, {group for name in facts for group in groups[name]})
    return Candidates(
        tuple(measures),
        tuple(fact for name in measures for fact in facts[name]),
        bool(measures)
        and named.get(measures[0], 0) >= CLEARLY
        and _is_of_whole(claim, said, measures[0], facts[measures[0]]),
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
        and (MEASURES[name].unit == "percent") == (claim.unit == "percent")
        and not any(fact.role == "level" for fact in by_measure.get(name, ()))
        and accounts_for(name, measure, places)
        for name, much in named.items()
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


def _start(claim: Claim, said: Said) -> int:
    """Where the sentence goes on after the number before."""
    return max((other.end for other in said.claims if other.end <= claim.start), default=0)


def _stop(claim: Claim, said: Said) -> int:
    """Where the sentence comes to the next number."""
    return min((other.start for other in said.claims if other.start >= claim.end), default=len(said.blank))


def _beside(claim: Claim, said: Said, groups: set[str]) -> set[str]:
    """The groups named between a claim and the numbers around it: behind it where none stands before the sentence's first."""
    first = min(other.start for other in said.claims)
    behind = groups_named(groups, places_of(said.text[claim.end : _stop(claim, said)]))
    if behind and not groups_named(groups, places_of(said.text[:first])):
        return behind
    around = said.text[_start(claim, said) : _stop(claim, said)]
    return groups_named(groups, places_of(around))


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
        return fact.role == "published" and fact.is_of_region
    return fact.area == area or (not area and fact.area == OWN)


def _is_target(claim: Claim, said: Said) -> bool:
    before = said.blank[max(_start(claim, said), claim.start - _JUST_BEFORE) : claim.start]
    return bool(_TARGET.search(before) or _TARGET.match(said.blank[claim.end :].lstrip()))


def _is_of_whole(claim: Claim, said: Said, measure: str, facts: Iterable[Fact]) -> bool:
    """Whether nothing in the sentence around a number says that it is of a part of what the measure counts."""
    if claim.of is not None or any(fact.group for fact in facts):
        return True
    # a nought stands for each number, so that 'from 1,852' is told from 'from schools'
    before, after = said.blank[_start(claim, said) : claim.start], said.blank[claim.end : _stop(claim, said)]
    around = f"{before}0{after}{'0' if _stop(claim, said) < len(said.blank) else ''}"
    own = MEASURES[measure].title.lower()
    return all(_LEADS.sub("leading", match.group().lower()) in own for match in _PART.finditer(around))
