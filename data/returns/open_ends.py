"""What councils write where something has no end yet, and the days that systems keep in place of none.

In a column that ends something 'ongoing' or 31/12/9999 says that it is still open. In any other date column such a day is a
gap that a system has filled, and no date at all.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.returns.layouts import alphanumerics

OPEN_WORDS = frozenset(
    (
        "active",
        "awaited",
        "awaiting",
        "continues",
        "continuing",
        "current",
        "currently open",
        "current plan",
        "date tbc",
        "incomplete",
        "in progress",
        "live",
        "no date",
        "no end",
        "no end date",
        "not applicable",
        "not closed",
        "not complete",
        "not completed",
        "not ended",
        "not finished",
        "not yet",
        "not yet closed",
        "not yet complete",
        "not yet completed",
        "not yet ended",
        "not yet known",
        "now",
        "on going",
        "ongoing",
        "open",
        "open ended",
        "pending",
        "present",
        "remains open",
        "still active",
        "still current",
        "still in care",
        "still looked after",
        "still on plan",
        "still open",
        "tba",
        "tbc",
        "tbd",
        "to be advised",
        "to be agreed",
        "to be confirmed",
        "to date",
        "to present",
        "todate",
        "until further notice",
        "yet to end",
        "00/00/0000",
        "99/99/9999",
        "00/01/1900",
        "0",
        "9999",
        "99991231",
    )
)
"""What is written for 'still open' (lower case), with the days that no calendar has."""

_OPEN_WORDS = frozenset(map(alphanumerics, OPEN_WORDS))
_OPEN_SAID = re.compile(
    r"\b(open|on ?going|still|active|live|current|currently|remains?|remaining|continu(es|ed|ing)|in progress|awaiting|pending|"
    r"not (yet )?(been )?(closed|ended|ceased|complete|completed|finished|authorised|discharged)|"
    r"no (end|closure|ceased|completion|plan end) date|no end|yet to (end|close|be \w+)|to be (confirmed|agreed|advised))\b"
)
_ENDED_SAID = re.compile(
    r"\b(closed|ended|ceased|complete|completed|finished|authorised|discharged|left|moved|died|adopted|transferred|"
    r"no longer|not (open|active|current|live|ongoing)|never|was|were|previous|previously|former|formerly|until|unknown)\b"
)
_NOT_ENDED = re.compile(r"\b(not|yet)( yet)?( been| to be| to)? \w+\b")
_MOST_WORDS = 6
_YEAR_OF_LIVES = r"(?:20[0-3]\d|19(?:[1-689]\d|7[1-9]))"
_ORDINARY = rf"^(?:{_YEAR_OF_LIVES}-\d\d-\d\d|\d{{1,2}}[/.-]\d{{1,2}}[/.-]{_YEAR_OF_LIVES})(?:[ T].*)?$"
_ISO = re.compile(r"\+?(\d{4,5})-(\d{1,2})-(\d{1,2})(?:[ T].*)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: .*)?")
_DAY_FIRST_SHORT = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d\d)")
_NAMED = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3})[A-Za-z]*[ -](\d{4}|\d\d)")
_SERIAL = re.compile(r"([1-9]\d{4,6})(?:\.\d+)?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_YEARS_OF_RECORDS = range(1902, 2040)
_NO_YEAR_OF_OURS = 2900
_OTHER_PLACEHOLDERS = frozenset(
    {(2079, 6, 6), (1899, 12, 30), (1899, 12, 31), (1753, 1, 1), (1, 1, 1), (1900, 1, 1), (1901, 1, 1)}
)
"""The last day of a small date of SQL Server; the day nought of Excel; the first days that systems know."""

_NO_END = frozenset({(1970, 1, 1), (1999, 12, 31)})
"""The day nought of computers, and 31/12/99 of two figures: no day that anything of today's children ended."""


def is_filled_in(text: str) -> bool:
    """Whether a text is a day that systems keep where there is none: 31/12/9999, 01/01/1900, 01/01/2999."""
    day = _written_day(text)
    if day is None:
        return False
    year, month, number = day
    at_an_edge = (month, number) in ((1, 1), (12, 30), (12, 31))
    return (
        day in _OTHER_PLACEHOLDERS
        or year >= _NO_YEAR_OF_OURS
        or (at_an_edge and year not in _YEARS_OF_RECORDS)
    )


def says_open(text: str) -> bool:
    """Whether a text in a column that ends something says that nothing has ended."""
    return (
        alphanumerics(text) in _OPEN_WORDS
        or is_filled_in(text)
        or _written_day(text) in _NO_END
        or _says_open_in_words(text)
    )


def _says_open_in_words(text: str) -> bool:
    """Whether a few words without a number say 'open' ("plan continues") and none says that something has ended."""
    words = re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()
    if len(words.split()) > _MOST_WORDS or re.search(r"\d", words) or not _OPEN_SAID.search(words):
        return False
    return not _ENDED_SAID.search(_NOT_ENDED.sub(" ", words)) and not re.search(
        r"\bnot (open|active|current|live|ongoing)\b", words
    )


def without_filled_in(texts: pa.Array, ends: bool) -> tuple[pa.Array, pa.Array]:
    """Texts of a date column without those that stand for no day, and, in a column that ends something, which say 'open'."""
    flags = np.zeros(len(texts), dtype=bool)
    stands_for_none = says_open if ends else is_filled_in
    ordinary = pc.fill_null(pc.match_substring_regex(texts, _ORDINARY), True)
    for place in np.flatnonzero(~ordinary.to_numpy(zero_copy_only=False)).tolist():
        flags[place] = stands_for_none(texts[place].as_py())
    nothing = pa.array(np.zeros(len(texts), dtype=bool))
    return pc.if_else(pa.array(flags), None, texts) if flags.any() else texts, pa.array(
        flags
    ) if ends else nothing


def _written_day(text: str) -> tuple[int, int, int] | None:
    """Year, month and day of a text that has the form of a date, in the calendar or not."""
    if iso := _ISO.fullmatch(text):
        return int(iso[1]), int(iso[2]), int(iso[3])
    if written := _DAY_FIRST.fullmatch(text):
        return int(written[3]), int(written[2]), int(written[1])
    if short := _DAY_FIRST_SHORT.fullmatch(text):
        return _full_year(short[3]), int(short[2]), int(short[1])
    if (named := _NAMED.fullmatch(text)) and named[2].lower() in _MONTHS:
        return _full_year(named[3]), _MONTHS.index(named[2].lower()) + 1, int(named[1])
    if (serial := _SERIAL.fullmatch(text)) and int(serial[1]) <= 2_958_465:
        day = date(1899, 12, 30) + timedelta(days=int(serial[1]))
        return day.year, day.month, day.day
    return None


def _full_year(digits: str) -> int:
    """The year that two figures mean, as SQL reads them: from 1969 to 2068; four stand for themselves."""
    return int(digits) if len(digits) > 2 else int(digits) + (1900 if int(digits) > 68 else 2000)
