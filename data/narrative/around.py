"""What is said around a number: whose it is, whether it is a target, of which groups, and whether of all that a measure counts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from data.measures import MEASURES
from data.narrative.claims import Claim, Said
from data.narrative.fact import OWN, Fact
from data.narrative.names import groups_named, places_of

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
_PART = re.compile(
    r"\b(?:from(?!\s*[0-9])|(?<!compared )with|whose|who|where|which|led|leading|resulted|of\s+(?:these|those|whom)|"
    r"by(?!\s*[0-9])|under|per|boys|girls|every|each|(?<!on )average)\b|"
    r"\bhad\s+0\s+(?:more|fewer|less)\s*(?:[.;,0]|and\b|$)",
    re.IGNORECASE,
)
_LEADS = re.compile(r"^(?:led|resulted)$")


def since_last(claim: Claim, said: Said) -> int:
    """Where the sentence goes on after the number before."""
    return max((other.end for other in said.claims if other.end <= claim.start), default=0)


def till_next(claim: Claim, said: Said) -> int:
    """Where the sentence comes to the next number."""
    return min((other.start for other in said.claims if other.start >= claim.end), default=len(said.blank))


def groups_beside(claim: Claim, said: Said, groups: set[str]) -> set[str]:
    """The groups named between a claim and the numbers around it: behind it where none stands before the sentence's first."""
    if said.text[: claim.start].rstrip().endswith("("):
        before = said.text[since_last(claim, said) : claim.start]
        return groups_named(groups, places_of(before))
    first = min(other.start for other in said.claims)
    behind = groups_named(groups, places_of(said.text[claim.end : till_next(claim, said)]))
    if behind and not groups_named(groups, places_of(said.text[:first])):
        return behind
    around = said.text[since_last(claim, said) : till_next(claim, said)]
    return groups_named(groups, places_of(around))


def area_of(claim: Claim, said: Said) -> str:
    """Whose figure a number is said to be: an area named just before it, or at once after it; '' for the council's own."""
    before = said.blank[max(since_last(claim, said), claim.start - _JUST_BEFORE) : claim.start]
    found = list(_AREA.finditer(before))
    after = said.blank[claim.end : claim.end + _JUST_AFTER]
    lead = _AFTER.match(after)
    match = found[-1] if found else _AREA.match(after, lead.end() if lead else 0)
    if match is None:
        return ""
    if match["region"]:
        return "region"
    return next(name for number, name in enumerate(_AREAS) if match[f"a{number}"])


def is_area(area: str, fact: Fact) -> bool:
    """Whether a fact is of the area that a number is said of; '' is the council, whose published figures are its own too."""
    if area == "region":
        return fact.role == "published" and fact.is_of_region
    return fact.area == area or (not area and fact.area == OWN)


def is_target(claim: Claim, said: Said) -> bool:
    """Whether a number is said to be aimed at."""
    before = said.blank[max(since_last(claim, said), claim.start - _JUST_BEFORE) : claim.start]
    return bool(_TARGET.search(before) or _TARGET.match(said.blank[claim.end :].lstrip()))


def is_of_whole(claim: Claim, said: Said, measure: str, facts: Iterable[Fact]) -> bool:
    """Whether nothing in the sentence around a number says that it is of a part of what the measure counts."""
    if claim.of is not None or any(fact.group for fact in facts):
        return True
    # a nought stands for each number, so that 'from 1,852' is told from 'from schools'
    before, after = (
        said.blank[since_last(claim, said) : claim.start],
        said.blank[claim.end : till_next(claim, said)],
    )
    around = f"{before}0{after}{'0' if till_next(claim, said) < len(said.blank) else ''}"
    own = MEASURES[measure].title.lower()
    return all(_LEADS.sub("leading", match.group().lower()) in own for match in _PART.finditer(around))
