"""Which measures and groups a text names, how surely, and where, by the field's words and people's short names for them."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from data.measures import MEASURES
from data.measures.finding import SYNONYMS
from data.narrative.written_out import in_digits

_SAID: dict[str, str] = SYNONYMS | {
    "entering care": "starting to be looked after",
    "leaving care": "ceased to be looked after",
    "in timescale": "completed within 15 45 working days in time",
    "in timescales": "completed within 15 45 working days in time",
    "in time": "completed within 15 45 working days in time",
    "on time": "completed within 15 45 working days in time",
    "open after": "open over",
    "after 45 days": "over 45 working days",
    "in 45 days": "within 45 working days",
    "within 45 days": "within 45 working days",
    "uasc": "unaccompanied asylum-seeking children looked after",
    "s20": "children looked after under section 20",
    "decision": "decided",
    "decisions": "decided",
    "hrs": "hours",
    "yrs": "years",
    "wri": "return home interviews",
    "engaging": "accepted",
    "engaged": "accepted",
    "permanency": "permanent",
    "sw": "social worker",
    "sws": "social workers",
    "mothers": "parent",
    "cpp": "child protection plan",
    "case work": "audits",
    "manageable workload": "staff with a manageable workload",
    "dv": "domestic violence",
    "outcomes": "what followed",
    "led to": "leading to",
    "agency staff": "agency social workers",
    "agency workers": "agency social workers",
    "permanent staff": "permanent social workers",
    "re-referral rate": "re-referrals within 12 months",
    "rate of re-referrals": "re-referrals within 12 months",
    "re-referrals": "re-referrals within 12 months",
    "in 12 months": "within 12 months",
    "in 24 hours": "within 24 hours",
    "in 24hrs": "within 24 hours",
    "20 miles": "placed more than 20 miles from home and outside the area",
    "20miles": "placed more than 20 miles from home and outside the area",
    "trio": "trio of vulnerabilities",
    "trio of harm": "trio of vulnerabilities",
    "parental": "parent",
    "resulted in": "leading to",
}
_PHRASE = re.compile(
    r"(?<![a-z0-9])(?:" + "|".join(map(re.escape, sorted(_SAID, key=len, reverse=True))) + r")(?![a-z0-9])"
)
_WHOSE = re.compile(r", (?:Parent|Child)$")
"""Whom a factor at the end of assessment relates to, after its name."""
_WORD = re.compile(r"[a-z]+|[0-9]+")
_EMPTY_WORDS = (
    "a aged all an and are as at by for from had has have how in into is it its last of on or our received s than that the their there "
    "these this to was we were what when which who whose with"
)
_EMPTY = frozenset(_EMPTY_WORDS.split())
_NAMED_GROUP = 0.6
"""How much of a group's name must be said for it to be meant."""
CLEARLY = 0.999
PERHAPS = 0.5
"""How much of a measure's name must be said for it to be meant, and for it to be looked at all."""

Places = Mapping[str, tuple[int, ...]]
"""The stems of a text, each with the places where it stands."""


def stem(word: str) -> str:
    """A word without its ending: referrals and referral, completed and complete are one."""
    for ending in ("ies", "ing", "ed", "es", "s", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word


def stems(text: str) -> list[str]:
    """The stems of the words that say something."""
    return [stem(word) for word in _WORD.findall(_as_one(text.lower())) if word not in _EMPTY]


def _as_one(lowered: str) -> str:
    """A text whose 'stepped up' is one word, as no figure that went up is meant by it."""
    return re.sub(r"\bstepped (up|down)\b", r"steppedx\1", lowered)


def is_more_exact(measure: str, other: str) -> bool:
    """Whether a measure's name has all that another's has and more."""
    return set(_names(measure)[0]) > set(_names(other)[0])


def accounts_for(measure: str, other: str, said: Places) -> bool:
    """Whether all that a text says of another measure's name it says of this one's."""
    own = {word for words in _names(measure) for word in words}
    return own.issuperset(word for words in _names(other) for word in words if word in said)


def places_of(text: str) -> Places:
    """The stems of a text and of what its short names stand for, with their places."""
    lowered = _as_one(text.lower().replace("’", "'"))
    found: dict[str, list[int]] = {}
    for match in _WORD.finditer(lowered):
        if match.group() not in _EMPTY:
            found.setdefault(stem(match.group()), []).append(match.start())
    for match in _PHRASE.finditer(lowered):
        for word in stems(_SAID[match.group()]):
            found.setdefault(word, []).append(match.start())
    return {word: tuple(places) for word, places in found.items()}


@cache
def _names(measure: str) -> tuple[tuple[str, ...], ...]:
    """A measure's titles as stems, its category left out of them: that is said by a group's name."""
    declared = MEASURES[measure]
    titles = [declared.title, declared.short, *declared.formerly]
    whole = [re.split(r",? by (?!team)|, permanent", title)[0] for title in titles if title]
    return tuple(tuple(dict.fromkeys(words)) for title in whole if (words := stems(in_digits(title).text)))


@cache
def _weights() -> dict[str, float]:
    """What a stem is worth: the fewer measures have it, the more."""
    counts = Counter(word for name in MEASURES for word in {word for words in _names(name) for word in words})
    return {word: math.log(len(MEASURES) / count) + 0.3 for word, count in counts.items()}


def strength(measure: str, said: Places) -> float:
    """How much of a measure's name a text says, from 0 to 1."""
    weights = _weights()
    return max(
        sum(weights[word] for word in words if word in said) / sum(weights[word] for word in words)
        for words in _names(measure)
    )


def strengths(said: Places) -> dict[str, float]:
    """The measures that a text may name, each with how much of its name is said."""
    found = {name: strength(name, said) for name in MEASURES}
    return {name: much for name, much in found.items() if much >= PERHAPS}


def groups_named(groups: Iterable[str], said: Places) -> set[str]:
    """The groups that a text names: those named in full, and others of which enough is said that no such name accounts for."""
    much = {group: group_strength(group, said) for group in groups if group}
    whole = {group for group, strength in much.items() if strength == 1}
    told = {word for group in whole for word in stems(group)}
    return whole | {
        group
        for group, strength in much.items()
        if _NAMED_GROUP <= strength < 1 and not told.issuperset(set(stems(group)) & set(said))
    }


def is_named_surely(group: str, said: Places) -> bool:
    """Whether a text says all of a group's name but whom it relates to, and that is more than a word."""
    name = _WHOSE.sub("", group)
    return len(stems(name)) > 1 and group_strength(name, said) == 1


def group_strength(group: str, said: Places) -> float:
    """How much of a group's name a text says, from 0 to 1."""
    words = stems(group)
    return sum(word in said for word in words) / len(words) if words else 0.0


def distance(measure: str, said: Places, place: int, numbers: Iterable[int]) -> float:
    """How far from a place a measure is named, its rarest words weighing most; another number between is a long way.

    Where a sentence begins with its numbers, each name follows its own.
    """
    weights, others = _weights(), list(numbers)
    first, best = min([place, *others]), math.inf
    for words in _names(measure):
        present = [word for word in words if word in said]
        if not present:
            continue
        follows = all(at > first for word in present for at in said[word])
        far = sum(
            weights[word] * min(_way(at, place, others, follows) for at in said[word]) for word in present
        )
        best = min(best, far / sum(weights[word] for word in present))
    return best


_BEHIND_ANOTHER, _BEFORE_ITS_NUMBER = 60, 30


def _way(at: int, place: int, numbers: list[int], follows: bool) -> float:
    low, high = min(at, place), max(at, place)
    penalty = _BEFORE_ITS_NUMBER if follows and at < place else 0
    return high - low + penalty + _BEHIND_ANOTHER * sum(low < number < high for number in numbers)


def named_measures(text: str) -> set[str]:
    """The measures that a text may speak of, for whoever gathers their figures."""
    return {name for line in text.splitlines() for name in strengths(places_of(in_digits(line).text))}


def clearly_named(text: str) -> list[str]:
    """The measures that a line of a text names in full, in page order."""
    found = {
        name
        for line in text.splitlines()
        for name, much in strengths(places_of(in_digits(line).text)).items()
        if much >= CLEARLY
    }
    return [name for name in MEASURES if name in found]
