"""Numbers written as words, turned into digits with every sign's place in the text as it was written."""

from __future__ import annotations

import re
from dataclasses import dataclass

from text_to_num import text2num

_UNITS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = "|".join([*sorted(_UNITS.split(), key=len, reverse=True), *_TENS.split()])
_RUN = re.compile(
    rf"\b(?:an?[ ](?=hundred|thousand|million))?(?:{_SMALL}|hundred|thousand|million)\b"
    rf"(?:(?:[ -]|(?<=hundred)[ ]and[ ]|(?<=thousand)[ ]and[ ])(?:{_SMALL}|hundred|thousand|million)\b){{0,7}}"
    rf"(?:[ ]point(?:[ ](?:zero|{_SMALL})\b){{1,3}})?",
    re.IGNORECASE,
)
_DIGIT = {word: str(number) for number, word in enumerate(["zero", *_UNITS.split()])}

_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "nine": 9}
_FRACTION = re.compile(
    r"\b(?:(?P<many>an?|one|two|three|four|nine)[ -])?(?P<part>half|third|quarter|fifth|tenth)s?\b"
    r"(?=\s+(?:of(?!\s+(?:the\s+)?(?:year|20|quarter|month))|were|was|are|is|had|have)\b)",
    re.IGNORECASE,
)
_IN = re.compile(
    rf"(?<![0-9.,/])\b(?P<many>[0-9]{{1,2}}|{_SMALL})\s+(?:in|out of)\s+(?:every\s+)?(?P<of>[0-9]{{1,2}}|{_SMALL})\b"
    r"(?!\s*(?:%|per|working|calendar|days?|weeks?|months?|years?|hours?|hrs?|yrs?|january|february|march|april|may|june|july|august|september|october|november|december))",
    re.IGNORECASE,
)
_CHANGED_BY = re.compile(
    r"(?:\bby|\b(?:fall|rise|increase|decrease|drop|reduction|growth)\s+of)\s+(?:(?:more|less)\s+than\s+|about\s+|around\s+|almost\s+|"
    r"nearly\s+|just\s+(?:over|under)\s+|over\s+|under\s+)?(?P<fraction>(?:(?P<many>an?|one|two|three|four|nine)[ -])?"
    r"(?P<part>half|third|quarter|fifth|tenth)s?)\b(?!\s+(?:of\s+)?(?:year|20))",
    re.IGNORECASE,
)
ABOUT_A_FRACTION = 2.5
"""How many points a fraction in words may be off: 'a third' is said of 31% and of 35.8%."""


@dataclass(frozen=True)
class Digits:
    """A text in digits; ``places`` has each sign's start and end in the text as written; ``fractions`` the places of those in words."""

    text: str
    places: tuple[tuple[int, int], ...]
    fractions: frozenset[int]

    def as_written(self, start: int, end: int) -> tuple[int, int]:
        """A stretch's start and end in the text as it was written."""
        return self.places[start][0], self.places[max(start, end - 1)][1]


def in_digits(text: str) -> Digits:
    """The text with its written-out numbers as digits and its fractions as percentages: 'one in two' as 50%."""
    found: list[tuple[int, int, str, bool]] = []
    for pattern, read, is_fraction in (
        (_IN, _n_in_m, True),
        (_CHANGED_BY, _fraction, True),
        (_FRACTION, _fraction, True),
        (_RUN, _run, False),
    ):
        for match in pattern.finditer(text):
            digits = read(match)
            first, last = match.span("fraction" if pattern is _CHANGED_BY else 0)
            if digits and all(last <= start or first >= end for start, end, _, _ in found):
                found.append((first, last, digits, is_fraction))
    parts, places, fractions, at = list[str](), list[tuple[int, int]](), set[int](), 0
    for start, end, digits, is_fraction in sorted(found):
        parts.append(text[at:start])
        places += [(one, one + 1) for one in range(at, start)]
        if is_fraction:
            fractions.add(len(places))
        parts.append(digits)
        places += [(start, end)] * len(digits)
        at = end
    parts.append(text[at:])
    places += [(one, one + 1) for one in range(at, len(text))]
    return Digits("".join(parts), (*places, (len(text), len(text))), frozenset(fractions))


def _run(match: re.Match[str]) -> str:
    words = match.group().lower()
    if words == "one":
        return ""  # 'one of the reasons' counts nothing
    words, _, decimals = words.partition(" point ")
    try:
        whole = text2num(words.removeprefix("a ").removeprefix("an "), "en")
    except ValueError:
        return ""
    return f"{whole}.{''.join(_DIGIT[word] for word in decimals.split())}" if decimals else str(whole)


def _fraction(match: re.Match[str]) -> str:
    many, part = match["many"], match["part"].lower()
    if many is None and part != "half":
        return ""
    return _percent(_COUNTS[(many or "a").lower()], _PARTS[part])


def _n_in_m(match: re.Match[str]) -> str:
    many, of = (_number(match[name]) for name in ("many", "of"))
    return _percent(many, of) if 0 < many < of else ""


def _number(text: str) -> int:
    return int(text) if text.isdigit() else int(text2num(text.lower(), "en"))


def _percent(many: int, of: int) -> str:
    return f"{100 * many / of:.1f}%" if many <= of else ""
