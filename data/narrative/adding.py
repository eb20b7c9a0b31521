"""Whether numbers said to be parts of one whole add up to it, and whether a percentage is possible for its number."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import pairwise

from data.narrative.claims import Claim, Said

_SPLITS = re.compile(
    r"[:(]|(?<=\s)[-–—](?=\s|[0-9]|$)|\b(?:made\s+up\s+of|comprising|consisting\s+of|split\s+(?:into|between)|namely)\b",
    re.IGNORECASE,
)
_AT_MOST = re.compile(r"\bof\s+(?:which|whom|these|those)\b", re.IGNORECASE)
_REST = re.compile(r"\b(?:the\s+)?(?:rest|remaining|remainder)\b", re.IGNORECASE)
_COMPARED = re.compile(
    r"\b(?:from|compared|against|target|England|neighbours?|SN|national\w*|region\w*|last|previous|up|down|average|than)\b",
    re.IGNORECASE,
)
_EXCLUDING = (
    re.compile(r"\bpermanen\w+", re.IGNORECASE),
    re.compile(r"\b(?:agency|locums?)\b", re.IGNORECASE),
)
"""Words for the two shares that every social worker is of one of: nobody is permanent and from an agency."""
_OF_NUMBER = re.compile(r"^\s*(?:of|,?\s*\()\s*(?:the\s+|our\s+|all\s+)?$", re.IGNORECASE)


def not_adding(said: Said) -> dict[int, str]:
    """What does not add up in a sentence: the places of its claims, each with why."""
    found: dict[int, str] = {}
    for place in range(len(said.claims)):
        found |= _whole_and_parts(said, place)
    return found | _more_than_all(said) | _excluding(said) | _impossible(said)


def _whole_and_parts(said: Said, place: int) -> dict[int, str]:
    """57% … - 39% for this and 16% for that."""
    whole, rest = said.claims[place], said.claims[place + 1 :]
    if whole.of is not None or whole.unit == "points" or whole.is_change:
        return {}
    parts = [part for part in rest if part.unit == whole.unit and part.of is None]
    if len(parts) < 2 or len(parts) != len(rest):
        return {}
    between = said.blank[whole.end : parts[0].start]
    linked = [said.blank[one.end : other.start] for one, other in pairwise(parts)]
    if any(_COMPARED.search(words) for words in (between, *linked)) or any(part.is_change for part in parts):
        return {}
    total, off = math.fsum(part.value for part in parts), _off([whole, *parts])
    if _AT_MOST.search(between):
        is_wrong = total > whole.value + off
    elif _SPLITS.search(between):
        is_wrong = abs(total - whole.value) > off
    else:
        return {}
    if not is_wrong:
        return {}
    words = f"{_sum_words(parts)}, set against {_shown(whole.value, whole.unit)}."
    return dict.fromkeys((claim.start for claim in (whole, *parts)), words)


def _more_than_all(said: Said) -> dict[int, str]:
    """41%, 40% and the remaining 30%."""
    shares = [claim for claim in said.claims if claim.unit == "percent" and not claim.is_change]
    if len(shares) < 2 or not _REST.search(said.text) or _COMPARED.search(said.text):
        return {}
    total = math.fsum(claim.value for claim in shares)
    if abs(total - 100) <= _off(shares):
        return {}
    return dict.fromkeys(
        (claim.start for claim in shares), f"{_sum_words(shares)}, and the rest makes it 100%."
    )


def _excluding(said: Said) -> dict[int, str]:
    """86% of social workers are permanent and 21% are agency.

    Two shares that exclude each other are of one whole where one sentence says both of them and of nothing else. In two sentences
    each may be of a whole of its own (of posts, of those in post), and then each is set against its own figure.
    """
    shares = [
        claim
        for claim in said.claims
        if claim.unit == "percent" and not claim.is_change and not claim.is_from
    ]
    if len(shares) != 2 or not all(words.search(said.text) for words in _EXCLUDING):
        return {}
    total = math.fsum(claim.value for claim in shares)
    if total <= 100 + _off(shares):
        return {}
    words = f"{_sum_words(shares)}, and nobody is both permanent and from an agency."
    return dict.fromkeys((claim.start for claim in shares), words)


def _impossible(said: Said) -> dict[int, str]:
    """57.3% of 12; 57% (6 of 12)."""
    found: dict[int, str] = {}
    for one, other in zip(said.claims, said.claims[1:], strict=False):
        between = said.blank[one.end : other.start]
        if one.unit != "percent" or other.unit != "number" or one.is_change or one.is_fraction:
            continue
        if not _OF_NUMBER.match(between) or other.value <= 0:
            continue
        if other.of is not None:
            share = 100 * other.value / other.of if other.of else math.nan
            if not one.fits(share):
                words = f"{_shown(other.value, '')} of {_shown(other.of, '')} is {share:.1f}%."
                found |= {one.start: words, other.start: words}
        elif (
            "(" not in between and other.value == int(other.value) and not _is_possible(one, int(other.value))
        ):
            words = f"No whole number of {_shown(other.value, '')} makes {_shown(one.value, 'percent')}."
            found |= {one.start: words, other.start: words}
    return found


def _is_possible(share: Claim, number: int) -> bool:
    near = math.floor(share.value * number / 100)
    return any(share.fits(100 * many / number) for many in (near, near + 1))


def _off(claims: Sequence[Claim]) -> float:
    return math.fsum(claim.off for claim in claims) + 1e-9


def _shown(value: float, unit: str) -> str:
    return f"{value:,.10g}{'%' if unit == 'percent' else ''}"


def _sum_words(parts: Sequence[Claim]) -> str:
    shown = " + ".join(_shown(part.value, part.unit) for part in parts)
    return f"{shown} = {_shown(math.fsum(part.value for part in parts), parts[0].unit)}"
