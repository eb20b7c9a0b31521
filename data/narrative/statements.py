"""What a sentence states without a number: which way, how many times, nothing changed, beside whom, and which place."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from data.narrative.claims import NOT, Said, Way

Kind = Literal["way", "times", "unchanged", "beside", "place"]
TARGET, REGION, NEIGHBOURS, ENGLAND = "Target", "Region", "Statistical neighbours", "England"


@dataclass(frozen=True)
class Statement:
    """A statement from ``start`` to ``end`` of its sentence.

    ``way`` is up, down or '' for neither, and is judged by polarity where ``is_by_polarity`` (better, worse); ``is_denied``
    where the sentence says that it is not so. ``low`` to ``high`` is by what a figure is multiplied; ``areas`` are whom it is
    set beside; ``place`` is a rank, ``of`` among how many, None where that is not said.
    """

    kind: Kind
    start: int
    end: int
    way: Way = ""
    is_denied: bool = False
    is_by_polarity: bool = False
    low: float = 0.0
    high: float = math.inf
    areas: tuple[str, ...] = ()
    place: int = 0
    of: int | None = None


_UP = r"rose|risen|increased|grew|grown|went\s+up|gone\s+up"
_DOWN = r"fell|fallen|decreased|dropped|declined|went\s+down|gone\s+down|reduced"
_DENIED_UP, _DENIED_DOWN = (
    r"rise|increase|grow|go\s+up|growth",
    r"fall|decrease|drop|decline|go\s+down|reduction",
)
_VERB = re.compile(
    rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN})|(?P<noup>{_DENIED_UP})|(?P<nodown>{_DENIED_DOWN}))\b",
    re.IGNORECASE,
)
_THAN = re.compile(
    r"\b(?:(?P<up>higher|more|greater)|(?P<down>lower|fewer|less))\b[^.;,0-9]{0,60}?\bthan\s+(?:in\s+|at\s+)?(?:the\s+|a\s+|it\s+was\s+)?"
    r"(?:last|previous|same|year|quarter|before|Q[1-4])\b",
    re.IGNORECASE,
)
_TIMES = re.compile(
    r"\b(?:(?P<over>more\s+than|over)\s+|(?P<under>nearly|almost|just\s+under)\s+|(?P<about>about|around|roughly)\s+)?"
    r"(?P<word>doubled|trebled|tripled|quadrupled|halved)\b",
    re.IGNORECASE,
)
_FACTORS = {"doubled": 2.0, "trebled": 3.0, "tripled": 3.0, "quadrupled": 4.0, "halved": 0.5}
_OFF = 0.1
"""'Doubled' is said of what was multiplied by 1.8 to 2.2."""
_UNCHANGED = re.compile(
    r"\b(?:unchanged|no\s+change|not\s+changed|(?:did|has|have)(?:\s+not|n['’]t)\s+changed?|(?<!about\s)the\s+same\s+as\s+(?:last|the\s+previous|in\s+the|a\s+year))\b",
    re.IGNORECASE,
)
_AREAS = (
    (TARGET, r"target"),
    (NEIGHBOURS, r"statistical\s+neighbours?|SNs?\b|neighbours?"),
    (
        ENGLAND,
        r"England|Eng\b\.?|national(?:ly)?(?=['’]?s?\s+(?:average|rate|figure|mean|level))|the\s+national(?=\s+(?:average|rate|figure|mean|level))",
    ),
    (
        REGION,
        r"(?:West|East)\s+Midlands|(?:North|South)\s+(?:West|East)|East\s+of\s+England|London|Yorkshire|region(?:al)?",
    ),
)
_AREA = "|".join(f"(?:{words})" for _, words in _AREAS)
_FIGURE = r"(?:['’]s?)?(?:\s+(?:averages?|rates?|figures?|means?|levels?))?(?:\s*\([^)]*\))?"
_BESIDE = re.compile(
    r"\b(?:(?P<up>above|higher\s+than|greater\s+than|more\s+than|over|exceed(?:s|ed|ing)?)|(?P<down>below|lower\s+than|less\s+than|"
    r"fewer\s+than|under)|(?P<better>better\s+than)|(?P<worse>worse\s+than)|(?P<same>in\s+line\s+with|similar\s+to|the\s+same\s+as))\s+"
    r"(?:both\s+)?(?:that\s+of\s+|those\s+of\s+|those\s+in\s+)?(?:the\s+|our\s+|its\s+)?(?:(?:average|rate|figure|mean)s?\s+(?:of|for|in)\s+(?:the\s+|our\s+)?)?"
    r"(?:20)?(?:[0-9]{2}/[0-9]{2}\s+)?"
    rf"(?P<areas>(?:{_AREA}){_FIGURE}(?:\s*(?:,|/|&|\band\b|\bor\b)+\s*(?:the\s+|our\s+|its\s+)?(?:{_AREA}){_FIGURE})*)",
    re.IGNORECASE,
)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_ORDINAL = rf"(?:[0-9]{{1,3}}(?:st|nd|rd|th)|{'|'.join(_ORDINALS)})"
_OF = r"(?:\s+(?:out\s+)?of\s+(?:the\s+)?(?P<of>[0-9]{1,3})\b(?!%))"
_PLACES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\branked\s+(?:as\s+)?(?:joint\s+|equal\s+)?(?P<place>{_ORDINAL}|[0-9]{{1,3}}){_OF}?",
        rf"(?<!\w)(?P<place>{_ORDINAL}){_OF}(?=\s+(?:authorities|councils|local))(?P<most>)",
        rf"(?<!\w)(?P<place>{_ORDINAL})(?:\s+and\s+{_ORDINAL})?\s+(?:most|highest|lowest|largest|biggest)\b(?P<of>(?!))?",
        rf"(?<=\band\s)(?P<place>{_ORDINAL})\s+(?:most|highest|lowest|largest|biggest)\b(?P<of>(?!))?",
    )
)


def statements_of(said: Said) -> list[Statement]:
    """What a sentence states without a number, in its order; a direction only where it claims no number besides."""
    found = [*_times(said), *_unchanged(said), *_beside(said), *_places(said)]
    if not said.claims:
        found += _ways(said)
    return sorted(found, key=lambda one: one.start)


def _ways(said: Said) -> Iterator[Statement]:
    for match in _VERB.finditer(said.blank):
        is_denied = bool(NOT.search(said.blank[: match.start()]))
        if not is_denied and (match["noup"] or match["nodown"]):
            continue  # 'a rise in demand' says of nothing that it rose
        way: Way = "up" if match["up"] or match["noup"] else "down"
        yield Statement("way", *match.span(), way, is_denied)
    for match in _THAN.finditer(said.text):
        is_denied = bool(NOT.search(said.text[: match.start()]))
        yield Statement("way", *match.span(), "up" if match["up"] else "down", is_denied)


def _times(said: Said) -> Iterator[Statement]:
    for match in _TIMES.finditer(said.text):
        by = _FACTORS[match["word"].lower()]
        near, far = by * (1 - _OFF), by * (1 + _OFF)
        if match["over"]:
            near, far = (by, math.inf) if by > 1 else (0.0, by)
        elif match["under"]:
            near, far = (by * (1 - 2 * _OFF), by) if by > 1 else (by, by * (1 + 2 * _OFF))
        is_denied = bool(NOT.search(said.text[: match.start()]))
        way: Way = "up" if by > 1 else "down"
        yield Statement("times", *match.span(), way, is_denied, low=near, high=far)


def _unchanged(said: Said) -> Iterator[Statement]:
    for match in _UNCHANGED.finditer(said.text):
        yield Statement("unchanged", *match.span())


def _beside(said: Said) -> Iterator[Statement]:
    for match in _BESIDE.finditer(said.text):
        way: Way = (
            "up" if match["up"] or match["better"] else "down" if match["down"] or match["worse"] else ""
        )
        words = re.sub(r"\([^)]*\)", "", match["areas"])
        areas = [
            (found.start(), area)
            for area, pattern in _AREAS
            for found in re.finditer(pattern, words, re.IGNORECASE)
        ]
        yield Statement(
            "beside",
            *match.span(),
            way,
            bool(NOT.search(said.text[: match.start()])),
            bool(match["better"] or match["worse"]),
            areas=tuple(dict.fromkeys(area for _, area in sorted(areas))),
        )


def _places(said: Said) -> Iterator[Statement]:
    ends = set[int]()
    for pattern in _PLACES:
        for match in pattern.finditer(said.text):
            if match.start("place") in ends:
                continue
            ends.add(match.start("place"))
            of = int(match["of"]) if match["of"] else None
            yield Statement("place", *match.span(), place=_place(match["place"].lower()), of=of)


def _place(words: str) -> int:
    return _ORDINALS.index(words) + 1 if words in _ORDINALS else int(re.sub(r"\D", "", words))
