"""The numbers that a sentence claims: value, unit, how exactly it is stated, and whether it is a level or a change."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

from data.narrative.set_aside import Mention
from data.narrative.written_out import ABOUT_A_FRACTION, Digits

Way = Literal["up", "down", ""]
Hedge = Literal["", "about", "over", "under"]

_NUMBER = re.compile(
    r"(?<![\w.,£/])(?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,12}(?:\.[0-9]{1,6})?)"
    r"(?:\s*(?:/|\bof\b|\bout\s+of\b)\s*(?:the\s+|our\s+|all\s+)?(?P<of>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,9})(?![0-9.,]*[0-9%]))?"
    r"(?P<unit>\s*(?:percentage\s+points?|points?\b|ppts?\b|pp\b)|\s*(?:%|per\s?cent\b)(?:\s*(?:age\s+)?points?\b)?|k\b)?"
    r"(?![\w/]|\.[0-9])"
)
_BETWEEN = re.compile(r"\bbetween\s+(?:about\s+|around\s+)?$", re.IGNORECASE)
_AND, _DASH = re.compile(r"^\s+and\s+(?:about\s+|around\s+)?$", re.IGNORECASE), re.compile(r"^\s?[-–—]\s?$")
_UP = r"rose|risen|rises?|rising|increas\w*|grew|grown|grow(?:s|ing|th)|(?<!stepped )(?<!step )up(?! to\b)|higher|more|climb\w*|upward"
_DOWN = (
    r"fell|fallen|falls?|falling|decreas\w*|drop(?:s|ped|ping)?|declin\w*|reduc\w*|(?<!stepped )(?<!step )(?<!step-)down|"
    r"lower|fewer|less|dip(?:s|ped|ping)?|shrank|downward"
)
_WAY = re.compile(rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b(?!\s+(?:than|is\s+better))", re.IGNORECASE)
NOT = re.compile(r"(?:\bnot|n['’]t|\bno|\bnever)\s+(?:\w+\s+)?$", re.IGNORECASE)
_HEDGE = re.compile(
    r"(?:(?P<over>over|more\s+than|above|just\s+over|at\s+least|exceed\w*)|(?P<under>under|below|less\s+than|fewer\s+than|nearly|almost|"
    r"just\s+under)|(?P<about>about|around|roughly|approximately|some|circa|c\.|approx\.?))\s*(?:a\s+|an\s+)?$",
    re.IGNORECASE,
)
_CHANGE_BEFORE = re.compile(
    rf"\b(?:{_UP}|{_DOWN}|rise|fall|change|reduction|growth)\s+(?:only\s+|slightly\s+)?(?:by\s+(?:a\s+)?|of\s+)?$",
    re.IGNORECASE,
)
_BY = re.compile(r"(?<!ed )\bby\s+(?:a\s+|only\s+|just\s+)?$", re.IGNORECASE)
_CHANGE_AFTER = re.compile(
    r"^\s*(?:more|fewer|less|higher|lower|increase|decrease|rise|fall|drop|reduction|growth|up|down)\b(?!\s+or\b)",
    re.IGNORECASE,
)
_FROM, _TO = re.compile(r"\bfrom\s+$", re.IGNORECASE), re.compile(r"\b(?:to|at)\s+$", re.IGNORECASE)
_AT = re.compile(r"^\s*[(:]\s*$")
_SIZE_AGAIN = re.compile(r"^\s*\(\s*$|^,?\s+or\s+$")
_OF_THE = re.compile(r"^\s*of\s+the\s+$", re.IGNORECASE)
_FROM_A_GROUP = re.compile(r"^\s+(?:came\s+)?from\b", re.IGNORECASE)
_REACH = 45
"""Within so many signs a direction is said of a number."""
_NEAR = 60
"""Within so many signs a period said before the first number of a sentence is that number's."""


@dataclass(frozen=True)
class Claim:
    """A number of a sentence: ``start`` and ``end`` are its place there, ``off`` how far a figure may be from it.

    ``unit`` is number, percent, points or thousands; ``value`` is the middle of a range and ``off`` half of it; ``of`` is N of
    'n of N'; ``way`` the direction it is said with; ``is_from`` where it is what something rose or fell from; ``mention`` the
    period that it is said of.
    """

    start: int
    end: int
    value: float
    unit: str
    off: float
    hedge: Hedge
    is_change: bool
    way: Way
    is_from: bool
    is_to: bool
    is_fraction: bool
    of: float | None = None
    mention: Mention | None = field(default=None)

    def fits(self, value: float) -> bool:
        """Whether a figure is the number, as exactly as it is stated."""
        apart = value - self.value
        if self.hedge == "over":
            return -self.off <= apart <= 2 * self.off + 1e-9 and apart > -1e-9
        if self.hedge == "under":
            return -2 * self.off - 1e-9 <= apart <= 1e-9
        return abs(apart) <= self.off + 1e-9


@dataclass(frozen=True)
class Said:
    """A sentence in digits from ``start`` to ``end`` of the text, with its ``claims``; ``blank`` is it without what is no claim."""

    start: int
    end: int
    text: str
    blank: str
    claims: tuple[Claim, ...]
    mentions: tuple[Mention, ...]


_END = re.compile(r"[.!?]+(?=[\s\"”)]*(?:\s[\"“(]*[A-Z0-9]|\s*$))|\n+|\s[•*]\s")


def sentences_of(digits: Digits, blank: str, mentions: list[Mention]) -> list[Said]:
    """The sentences of a text, with what each claims."""
    ends = [
        match.end()
        for match in _END.finditer(digits.text)
        if blank[match.start()] != " " or "\n" in match.group()
    ]
    bounds = [0, *ends, len(blank)]
    found = []
    for start, end in pairwise(bounds):
        if digits.text[start:end].strip():
            here = tuple(mention for mention in mentions if start <= mention.place < end)
            part = blank[start:end]
            found.append(
                Said(start, end, digits.text[start:end], part, _claims(start, part, here, digits), here)
            )
    return found


def _claims(start: int, blank: str, mentions: tuple[Mention, ...], digits: Digits) -> tuple[Claim, ...]:
    matches = list(_NUMBER.finditer(blank))
    found: list[Claim] = []
    place = 0
    while place < len(matches):
        match = matches[place]
        last = matches[place + 1] if _is_range(blank, matches, place) else match
        low = matches[place - 1].end() if place else 0
        place += 1 if last is match else 2
        high = matches[place].start() if place < len(matches) else len(blank)
        mention = _mention_of(blank, (match.start(), last.end(), high), start, mentions, not found)
        is_fraction = start + match.start() in digits.fractions
        claim = _claim(match, blank, low, high, is_fraction, mention)
        if last is not match:
            claim = _range(claim, _claim(last, blank, low, high, False, mention))
        elif found and _is_size_again(claim, found[-1], blank):
            of = found[-1]
            claim = replace(claim, is_change=True, way=of.way, mention=claim.mention or of.mention)
        elif (
            found
            and found[0].is_change
            and _OF_THE.match(blank[: found[0].start])
            and _FROM_A_GROUP.match(blank[last.end() :])
        ):
            claim = replace(claim, is_change=True, way=found[0].way)  # 'Of the 61 more, 29 came from …'
        found.append(claim)
    return tuple(found)


def _mention_of(
    blank: str, span: tuple[int, int, int], start: int, mentions: tuple[Mention, ...], is_first: bool
) -> Mention | None:
    """The period that a number from the first place to the second, with the next number at the third, is said of.

    It is the one that comes after it, unless that stands at the next number ('lower than a year ago (657)'); else one that
    stands at the number itself, or anywhere before the first number of a sentence.
    """
    first, last, high = span
    places = [(one.place - start, one.place - start + len(one.words), one) for one in mentions]
    after = [
        one
        for at, end, one in places
        if last <= at < high and (high == len(blank) or not _AT.match(blank[end:high]))
    ]
    if after:
        return after[0]
    before = [(end, one) for at, end, one in places if first - _NEAR <= at < first]
    return before[-1][1] if before and (is_first or _AT.match(blank[before[-1][0] : first])) else None


def _is_size_again(claim: Claim, before: Claim, blank: str) -> bool:
    """Whether a percentage says again how large the change before it is: 'up 105 (2.7%)'."""
    is_of_change = before.is_change and before.unit == "number" and claim.unit == "percent"
    return is_of_change and bool(_SIZE_AGAIN.match(blank[before.end : claim.start]))


def _is_range(blank: str, matches: list[re.Match[str]], place: int) -> bool:
    """Whether a number and the next are the ends of one range: 'between 30 and 40', '30-40%'."""
    if place + 1 >= len(matches) or matches[place]["of"] or matches[place + 1]["of"]:
        return False
    one, other = matches[place], matches[place + 1]
    between = blank[one.end() : other.start()]
    if _BETWEEN.search(blank[: one.start()]):
        return bool(_AND.match(between))
    return bool(_DASH.match(between)) and not one["unit"]


def _range(low: Claim, high: Claim) -> Claim:
    """Two numbers as the ends of one range."""
    middle, half = (low.value + high.value) / 2, abs(high.value - low.value) / 2
    return replace(low, end=high.end, value=middle, off=half, unit=high.unit, hedge="", is_to=False)


def _claim(
    match: re.Match[str], blank: str, low: int, high: int, is_fraction: bool, mention: Mention | None
) -> Claim:
    number, written = float(match["number"].replace(",", "")), match["number"]
    unit_words = (match["unit"] or "").lower()
    unit = (
        "thousands"
        if unit_words == "k"
        else "points"
        if "p" in unit_words.replace("per", "").replace("cent", "")
        else "percent"
        if unit_words.strip()
        else "number"
    )
    decimals = len(written.partition(".")[2])
    before, after = blank[max(low, match.start() - _REACH) : match.start()], blank[match.end() : high]
    hedge = _hedge(before)
    plain = before[: found.start()] if (found := _HEDGE.search(before)) else before
    is_from, is_to = bool(_FROM.search(plain)), bool(_TO.search(plain))
    way = _way(plain, after)
    if not way and (is_from or plain.endswith("to ")):
        way = _way(blank[max(0, match.start() - 2 * _REACH) : match.start()], "")
    is_change = unit == "points" or bool(
        _CHANGE_BEFORE.search(plain) or _CHANGE_AFTER.search(after) or (way and _BY.search(plain))
    )
    off = ABOUT_A_FRACTION if is_fraction else 0.5 * 10**-decimals
    if hedge and not is_fraction:
        off = max(off, _last_digit(written) / 2)
    return Claim(
        match.start(), match.end(), number, unit, off, hedge, is_change, way,
        is_from, is_to, is_fraction,
        float(match["of"].replace(",", "")) if match["of"] else None, mention,
    )  # fmt: skip


def _hedge(before: str) -> Hedge:
    found = _HEDGE.search(before)
    if found is None:
        return ""
    return "over" if found["over"] else "under" if found["under"] else "about"


def _last_digit(written: str) -> float:
    """What the last digit that is not 0 stands for: 100 of 1,800, 1 of 57."""
    whole, _, decimals = written.replace(",", "").partition(".")
    if decimals:
        return float(10 ** -len(decimals))
    return float(10 ** (len(whole) - len(whole.rstrip("0")))) if whole.strip("0") else 1.0


def _way(before: str, after: str) -> Way:
    """The direction nearest to a number: behind it only where it follows at once."""
    follows = _CHANGE_AFTER.match(after)
    found = _WAY.search(follows.group()) if follows else None
    if found is None:
        ways = list(_WAY.finditer(before))
        found = ways[-1] if ways else None
        if found is None or NOT.search(before[: found.start()]):
            return ""
    return "up" if found["up"] else "down"
