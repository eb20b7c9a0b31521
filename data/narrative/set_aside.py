"""What of a text is a number and no claim: money, dates, ages, thresholds, names. Periods are kept, as what numbers are of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from data.periods import month_end, period_containing

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)\b(?:\.(?!\s+[A-Z]|\s*$))?"
)
_YEAR = r"(?:20[0-9]{2}[/-][0-9]{2}(?:[0-9]{2})?|[0-9]{2}/[0-9]{2})(?![0-9/])"
_COUNTED = r"(?!\s+(?:children|young|contacts|referrals|re-referrals|assessments|enquiries|episodes|plans|audits|families)\b)"
_WINDOW = re.compile(rf"(?i:(?P<window>\b[0-9]+\s+months\s+to\s+)){_MONTH}\s+(?P<year>20[0-9]{{2}})\b")
_PERIODS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?i:\bq(?:uarte|t)?r?s?\.?\s?(?P<quarter>[1-4])(?P<several>\s*(?:/|and|&|to|-)\s*[1-4]\b)?)(?![0-9%])"
        rf"(?:[ ,]+(?:of\s+)?(?P<fy>{_YEAR}))?",
        rf"(?:\b(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?\s+(?:of\s+)?)?\b{_MONTH}(?:,?\s+'?(?P<year>(?:20)?[0-9]{{2}})\b(?!\s*%|/))?",
        r"(?<![0-9/])(?P<dd>[0-3]?[0-9])/(?P<mm>[01]?[0-9])/(?P<yyyy>(?:20)?[0-9]{2})(?![0-9/])",
        rf"(?<![0-9/£.,])(?P<fy>{_YEAR})(?!\s*(?:%|children|open))",
        rf"(?<![0-9/£.,])(?P<calendar>(?:19|20)[0-9]{{2}})(?![0-9/%]|,[0-9]|\.[0-9]){_COUNTED}",
        r"(?i:\b(?P<ago>(?:the\s+)?(?:same\s+(?:time|quarter|period|month)\s+)?(?:last|previous)\s+year|(?:a|the)\s+year\s+(?:ago|before|earlier)))",
        r"(?i:\b(?P<before>(?:the\s+)?(?:last|previous|preceding)\s+quarter|the\s+quarter\s+before))",
        r"(?i:(?P<ytd>\byear\s+to\s+date|\bytd\b|\bso\s+far\s+this\s+year))",
    )
)
"""Periods as people write them; the groups say which."""

_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_SPAN = rf"{_NUMBER}(?:\s*(?:-|–|—|to|and|or|/)\s*{_NUMBER})*\+?"
_OTHERS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\brank(?:s|ed|ing)?\s+(?:as\s+|joint\s+|equal\s+)?[0-9]{1,3}(?:st|nd|rd|th)?\b(?:\s+(?:out\s+)?of\s+(?:the\s+)?[0-9]{1,3}\b(?!%))?",
        r"\b[0-9]{1,3}(?:st|nd|rd|th)\s+(?:out\s+)?of\s+(?:the\s+)?[0-9]{1,3}\b(?!%)",
        r"£\s?[0-9][0-9,.]*\s?(?:k|m|bn|million|thousand|billion)?\b",
        rf"{_SPAN}[\s-]*(?:working[\s-]+|calendar[\s-]+)?(?:days?|weeks?|wks?|months?|mths?|years?|yrs?|hours?|hrs?|minutes?|mins?|miles?)\b"
        r"(?!\s+(?:to\s+date|on\s+year))(?:[\s-]*olds?\b)?",
        rf"\bage(?:[ds]|\s+bands?)?\s+(?:between\s+|of\s+|under\s+|over\s+)?{_SPAN}(?:\s+and\s+{_SPAN})*",
        rf"\bleavers?[\"”’']*\s+(?:aged\s+)?{_SPAN}(?:\s+and\s+{_SPAN})*(?!\s*%)",
        r"(?<![0-9.,])(?:[0-9]|1[0-9]|2[0-5])\s?[-–]\s?(?:[0-9]|1[0-9]|2[0-5])(?![0-9%]|[.,][0-9])",
        r"(?<![0-9.,])[0-9]{1,2}\+(?![0-9])",
        r"\b[0-9]+(?:st|nd|rd|th)\b",
        r"\bs\.?\s?(?:17|20|31|38|47)\b",
        r"\b(?:section|regulation|level|stage|tier|phase|list|annex|page|table|figure|chart|step|version|form|year|top|paragraph|grade|"
        r"band|room|covid|part|item|priority|objective|unit)\s?-?\s?[0-9]+(?:\.[0-9]+)?(?![0-9,]*%)\b",
        r"\b[0-9]+\s+(?:or\s+(?:more|fewer|over|under|older|younger)|and\s+(?:over|under|older|younger))\b",
        r"(?:per|for every|in every)\s+[0-9][0-9,]*",
        r"\b[0-9]+\s+(?:charts?|graphs?|tables?|pages?)\b",
        r"\b[0-9]{1,2}(?::[0-9]{2}|\s?[ap]m)\b",
        r"\b24/7\b",
    )
)


@dataclass(frozen=True)
class Mention:
    """A period that a text names, at ``place``: what may be known of it; ``words`` as written."""

    place: int
    words: str
    quarter: int | None = None
    year: str = ""
    month: int | None = None
    calendar: int | None = None
    relative: str = ""

    def is_of(self, start: date, end: date, newest: date) -> bool:
        """Whether a fact's period is the one that is meant, as far as it is said; ``newest`` is the last day of the newest."""
        period = period_containing(end, "quarter")
        if self.relative == "ago":
            return (end.year, end.month) == (newest.year - 1, newest.month)
        if self.relative == "before":
            return end < period_containing(newest, "quarter").start <= _next_day(end)
        if self.relative == "ytd":
            return end == newest and start.month == 4
        if self.quarter is not None and period.label[1] != str(self.quarter):
            return False
        if self.year and period_containing(end, "year").label != self.year:
            return False
        if self.month is not None and end.month != self.month:
            return False
        return self.calendar is None or end.year == self.calendar

    def is_exactly(self, start: date, end: date, newest: date) -> bool:
        """Whether a fact is of that very period and not only ends with it."""
        if self.relative == "window" or not self.is_of(start, end, newest):
            return self.is_of(start, end, newest)
        months = (end.year - start.year) * 12 + end.month - start.month + 1
        if self.quarter is not None or self.relative in ("ago", "before"):
            return months == 3 or start == end
        if self.month is not None:
            return start == end or months == 1
        if self.year:
            of_the_year = (start.month, start.day) == (4, 1) and (months == 12 or end == newest)
            return of_the_year or (start == end and end.month == 3)
        return self.relative == "ytd"


def _next_day(day: date) -> date:
    return date.fromordinal(min(day.toordinal() + 1, date.max.toordinal()))


def set_aside(text: str) -> tuple[str, list[Mention]]:
    """The text with what is no claim made blank, sign for sign, and the periods that it names, in their order."""
    blank, mentions = text, list[Mention]()
    for pattern in (_WINDOW, *_OTHERS[:4], *_PERIODS, *_OTHERS[4:]):
        for match in list(pattern.finditer(blank)):
            if pattern is _WINDOW or pattern in _PERIODS:
                mention = _mention(match)
                if mention is None:
                    continue
                if mention.relative != "several":
                    mentions.append(mention)
            blank = f"{blank[: match.start()]}{' ' * (match.end() - match.start())}{blank[match.end() :]}"
    return blank, sorted(mentions, key=lambda mention: mention.place)


def _mention(match: re.Match[str]) -> Mention | None:
    said = {name: value for name, value in match.groupdict().items() if value}
    place, words = match.start(), match.group().strip()
    year = _financial_year(said["fy"]) if "fy" in said else ""
    if "fy" in said and not year:
        return None
    if "several" in said:
        return Mention(place, words, relative="several")
    if "quarter" in said:
        return Mention(place, words, quarter=int(said["quarter"]), year=year)
    if year:
        return Mention(place, words, year=year)
    if "month" in said:
        month = _MONTHS.index(said["month"][:3].lower()) + 1
        if said["month"] == "May" and not said.keys() & {"day", "year"}:
            return None  # 'May' begins sentences too
        relative = "window" if "window" in said else ""
        return Mention(place, words, month=month, calendar=_calendar(said.get("year")), relative=relative)
    if "mm" in said:
        return Mention(place, words, month=int(said["mm"]), calendar=_calendar(said["yyyy"]))
    if "calendar" in said:
        return Mention(place, words, calendar=int(said["calendar"]))
    return Mention(place, words, relative=next(name for name in ("ago", "before", "ytd") if name in said))


def _calendar(text: str | None) -> int | None:
    return None if text is None else int(text) if len(text) == 4 else 2000 + int(text)


def _financial_year(text: str) -> str:
    """'2021/22' of 2021/22, 2021-2022 and 21/22; '' where the second is not the year after the first."""
    first, second = re.split("[/-]", text)
    start = int(first) if len(first) == 4 else 2000 + int(first)
    if (start + 1) % 100 != int(second[-2:]):
        return ""
    return period_containing(month_end(date(start, 6, 1)), "year").label
