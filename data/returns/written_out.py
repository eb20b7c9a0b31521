"""Dates whose month is a word, in the forms of other programs, put into figures: 'Thursday, 1st December 2022'."""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMES = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    "sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?[.,]? +)?"
_CLOCK = r"(?P<clock>[ T]+\d{1,2}:\d\d(?::\d\d(?:[.:]\d+)?)? *(?P<half>[ap]m)?)?(?P<zone> ?(?:Z|UTC|GMT|BST|[+-]\d\d:?\d\d))?"
_SIGN = r"[ ./,-]{0,2}"
_FORMS = tuple(
    re.compile(f"{_WEEKDAY}{form}{_CLOCK}", re.IGNORECASE)
    for form in (
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?{_SIGN}(?P<month>{_NAMES}){_SIGN}(?P<year>\d{{4}})",
        rf"(?P<month>{_NAMES}){_SIGN}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ ,./-]{{1,2}}(?P<year>\d{{4}})",
    )
)
_COMPACT = re.compile(r"(?P<year>19\d\d|20\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])")
"""Eight figures, year first. A day written first could never be taken for it: its year would stand where the month is."""

_MAY_BE_ONE = rf"(?i)(?:{_NAMES})|^\d{{8}}$"


def in_figures(text: str) -> str:
    """A date whose month is a word, or of eight figures, as 2022-12-01 with its time and zone; any other text as it is."""
    if compact := _COMPACT.fullmatch(text):
        return f"{compact['year']}-{compact['month']}-{compact['day']}"
    written = next((found for form in _FORMS if (found := form.fullmatch(text))), None)
    if written is None:
        return text
    day = f"{written['year']}-{_MONTHS.index(written['month'][:3].lower()) + 1:02d}-{int(written['day']):02d}"
    return day + _clock(written["clock"], written["half"]) + (written["zone"] or "")


def _clock(words: str | None, half: str | None) -> str:
    """A time as ' 23:00:00'; of the afternoon twelve hours later."""
    if not words:
        return ""
    hour, minute, second, *_ = [*(int(part) for part in re.findall(r"\d+", words)), 0]
    if half and hour <= 12:
        hour = hour % 12 + (12 if half.lower() == "pm" else 0)
    return f" {hour:02d}:{minute:02d}:{second:02d}"


def all_in_figures(texts: pa.Array) -> pa.Array:
    """The same of many texts."""
    may_be = pc.fill_null(pc.match_substring_regex(texts, _MAY_BE_ONE), False)
    if not pc.any(may_be).as_py():
        return texts
    pairs = zip(texts.to_pylist(), may_be.to_pylist(), strict=True)
    return pa.array([in_figures(text) if marked else text for text, marked in pairs], pa.string())
