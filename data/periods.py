"""Reporting periods: financial years April to March, their quarters, year to date and rolling twelve months.

Q3 is October to December; year to date runs from 1 April; N months on is the same day number clipped to the month's end.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

Grain = Literal["month", "quarter", "year_to_date", "year", "rolling_12_months"]
GRAINS: tuple[Grain, ...] = get_args(Grain)
MONTHS = calendar.month_abbr[1:]


@dataclass(frozen=True)
class Period:
    """A span of whole days, both ends included. ``grain`` is None for a single date ('31/12/2022')."""

    grain: Grain | None
    start: date
    end: date

    @property
    def label(self) -> str:
        """As shown: Dec 2022, Q3 2022/23, 2022/23 YTD to Q3, 2022/23, 12 months to Dec 2022, 31 Dec 2022."""
        month, year = f"{MONTHS[self.end.month - 1]} {self.end.year}", financial_year(self.end)
        match self.grain:
            case "month":
                return month
            case "quarter":
                return f"Q{quarter(self.end)} {year}"
            case "year_to_date":
                return f"{year} YTD to Q{quarter(self.end)}"
            case "year":
                return year
            case "rolling_12_months":
                return f"12 months to {month}"
        return f"{self.end.day} {month}"

    @property
    def in_words(self) -> str:
        """The months it spans, as 'October to December 2022'."""
        first, last = calendar.month_name[self.start.month], calendar.month_name[self.end.month]
        if (self.start.year, self.start.month) == (self.end.year, self.end.month):
            return f"{last} {self.end.year}"
        opening = first if self.start.year == self.end.year else f"{first} {self.start.year}"
        return f"{opening} to {last} {self.end.year}"


def add_months(day: date, months: int) -> date:
    """The same day number ``months`` on (or back), clipped to the end of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def month_end(day: date) -> date:
    """The last day of the month that ``day`` is in."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def quarter(day: date) -> int:
    """The quarter of the financial year: 1 for April to June … 4 for January to March."""
    return (day.month - 4) % 12 // 3 + 1


def year_start(day: date) -> date:
    """The 1 April on or before ``day``."""
    return date(day.year if day.month >= 4 else day.year - 1, 4, 1)


def financial_year(day: date) -> str:
    """The financial year that ``day`` is in, as 2022/23."""
    first = year_start(day).year
    return f"{first}/{(first + 1) % 100:02d}"


def six_month_window(reporting_date: date) -> date:
    """First day of an Annex A window: the day after the same date six months earlier."""
    return add_months(reporting_date, -6) + timedelta(days=1)


def period_containing(day: date, grain: Grain) -> Period:
    """The period of that grain that ``day`` is in; year to date and rolling periods end with the quarter."""
    if grain == "month":
        return Period(grain, day.replace(day=1), month_end(day))
    if grain == "year":
        return Period(grain, year_start(day), add_months(year_start(day), 12) - timedelta(days=1))
    quarter_end = add_months(year_start(day), 3 * quarter(day)) - timedelta(days=1)
    if grain == "year_to_date":
        return Period(grain, year_start(day), quarter_end)
    months = 3 if grain == "quarter" else 12
    return Period(grain, add_months(quarter_end + timedelta(days=1), -months), quarter_end)


def last_periods(day: date, grain: Grain, count: int) -> list[Period]:
    """``count`` periods, oldest first, the last containing ``day``; year to date and rolling ones step by quarter."""
    step = {"month": 1, "year": 12}.get(grain, 3)
    latest = period_containing(day, "quarter" if step == 3 else grain).start
    return [period_containing(add_months(latest, -step * back), grain) for back in reversed(range(count))]


_MONTH_NAME = "|".join(
    (*(f"{name[:3]}(?:{name[3:]})?" for name in map(str.lower, calendar.month_name[1:])), "sept")
)
_MONTH = rf"(?P<month>{_MONTH_NAME})\.?[\s-]*(?P<monthyear>(?:20)?\d\d)"
_YEAR = r"(?P<year>(?:20)?\d\d)\s*[/-]\s*(?P<next>(?:20)?\d\d)"
_QUARTER = r"(?:q|qtr|quarter)\.?\s*(?P<quarter>[1-4])"
_FINANCIAL_YEAR_WORDS = r"\b(?:fy|financial year)(?=\b|\d)"
_DAY_AND_MONTH_AT_MOST = 12
"""'11/12' may be a day and a month; a later second number cannot be a month."""

_SPAN = re.compile(
    rf"(?P<first>{_MONTH_NAME})\.?[\s-]*(?P<firstyear>(?:20)?\d\d)?\s*(?:-|\bto\b)\s*"
    rf"(?P<last>{_MONTH_NAME})\.?\s*(?P<lastyear>(?:20)?\d\d(?:\s*[/-]\s*(?:20)?\d\d)?)"
)
_DATED_SPAN = re.compile(r"(?P<first>.*\d)\s*(?:\bto\b| - )\s*(?P<last>\d.*)")


def read_period(text: str, reporting_date: date | None = None) -> Period | None:
    """A period as people type it, or None where it is none.

    Reads ``2022/23 Q3``, ``Q3 22/23``, ``Dec 2022``, ``31/12/2022``, ``2022/23``, ``FY 22/23``, ``2022/23 (ytd)`` (to the
    quarter of the reporting date), ``2022/23 YTD to Q3``, ``12 months to Dec 2022``, spans of months that make a period of
    their own (``Oct-Dec 2022``, ``Apr 22 - Mar 23``, ``Oct to Dec 2022/23``, ``01/10/2022 - 31/12/2022``), and the first of
    a month, which is what Excel makes of a typed 'Dec 2022'. A year of two numbers alone (``22/23``) is one only where it
    cannot be a day and a month.
    """
    plain = re.sub(r"\s+", " ", re.sub("[–—−‐‑]", "-", text.replace("\xa0", " ")).strip().lower())
    plain = re.sub(r"[’'](?=\d\d\b)", "", plain)
    if in_words := re.fullmatch(r"(?P<label>.+?) ?\((?P<words>[^()]*\d[^()]*)\)", plain):
        label, words = (read_period(in_words[part], reporting_date) for part in ("label", "words"))
        if label is not None and words is not None:
            return label if (label.start, label.end) == (words.start, words.end) else None
    if iso := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)(?:[ t]00:00(?::00)?(?:\.0+)?)?", plain):
        return _day(*map(int, iso.groups()), month_if_first=True)
    if written := re.fullmatch(r"(\d\d?)[/.-](\d\d?)[/.-](20\d\d)", plain):
        day, month, year = map(int, written.groups())
        return _day(year, month, day, month_if_first=False)
    if (serial := re.fullmatch(r"\d{5}(?:\.0+)?", plain)) and 30000 <= float(plain) <= 73050:
        found = date(1899, 12, 30) + timedelta(days=int(float(serial.group())))
        return _day(found.year, found.month, found.day, month_if_first=True)
    if months := _SPAN.fullmatch(plain):
        return _span_of_months(months)
    if (days := _DATED_SPAN.fullmatch(plain)) and (span := _span_of_days(days["first"], days["last"])):
        return span
    if named := re.search(rf"\b{_MONTH}$", plain):
        last = month_end(date(_full_year(named["monthyear"]), _month_number(named["month"]), 1))
        lead = plain[: named.start()].strip()
        if lead in ("12 months to", "rolling 12 months to", "12 months ending", "year to"):
            return Period("rolling_12_months", add_months(last + timedelta(days=1), -12), last)
        if lead.isdigit():
            return _day(last.year, last.month, int(lead), month_if_first=False)
        return None if lead else Period("month", last.replace(day=1), last)
    return _of_financial_year(plain, reporting_date)


def _of_financial_year(plain: str, reporting_date: date | None) -> Period | None:
    """A financial year, its quarter, or its year to date, as '2022/23 q3'."""
    numbered = re.search(_QUARTER, plain)
    named = re.search(_FINANCIAL_YEAR_WORDS, plain)
    to_date = re.search(r"\bytd\b|year to date", plain)
    rest = re.sub(rf"{_QUARTER}|{_FINANCIAL_YEAR_WORDS}|\bytd\b|year to date|\bto\b|[()\[\],.:]", " ", plain)
    year_found = re.fullmatch(rf"[\s-]*{_YEAR}[\s-]*", rest)
    if year_found is None:
        return None
    first, last = year_found["year"], year_found["next"]
    says_so = numbered or named or to_date or len(first) == 4
    if (_full_year(first) + 1) % 100 != int(last) % 100 or (
        not says_so and int(last) <= _DAY_AND_MONTH_AT_MOST
    ):
        return None
    start = date(_full_year(first), 4, 1)
    if to_date and not numbered and reporting_date is not None and year_start(reporting_date) == start:
        return period_containing(reporting_date, "year_to_date")
    if numbered:
        end = add_months(start, 3 * int(numbered["quarter"])) - timedelta(days=1)
        return period_containing(end, "year_to_date" if to_date else "quarter")
    return None if to_date else period_containing(start, "year")


def _span_of_months(words: re.Match[str]) -> Period | None:
    """The period from one named month to another; the year of the second is a calendar or a financial one."""
    first_month, last_month = _month_number(words["first"]), _month_number(words["last"])
    years = re.findall(r"\d+", words["lastyear"])
    last_year = _full_year(years[0])
    if len(years) > 1:
        follow = (last_year + 1) % 100 == int(years[1]) % 100
        if not follow or words["firstyear"] or (first_month - 4) % 12 > (last_month - 4) % 12:
            return None
        last_year += last_month < 4
    first_year = (
        _full_year(words["firstyear"]) if words["firstyear"] else last_year - (first_month > last_month)
    )
    return _span(date(first_year, first_month, 1), month_end(date(last_year, last_month, 1)))


def _span_of_days(first: str, last: str) -> Period | None:
    """The period from one written day to another."""
    days = [read_period(text) for text in (first, last)]
    starts, ends = days
    if (
        starts is None
        or ends is None
        or ends.grain is not None
        or (starts.grain is not None and not re.match(r"\d{4}-", first))
    ):
        return None
    return _span(starts.start, ends.end)


def _span(start: date, end: date) -> Period | None:
    """The month, quarter, year, year to date or twelve months that are exactly these days; None where there is none."""
    grains: tuple[Grain, ...] = ("month", "quarter", "year", "year_to_date")
    exact = next(
        (
            period
            for grain in grains
            if (period := period_containing(end, grain)).start == start and period.end == end
        ),
        None,
    )
    if (
        exact is None
        and start.day == 1
        and end == month_end(end)
        and add_months(start, 12) == end + timedelta(days=1)
    ):
        return Period("rolling_12_months", start, end)
    return exact


def _month_number(name: str) -> int:
    return [month.lower() for month in MONTHS].index(name[:3]) + 1


def _full_year(digits: str) -> int:
    return int(digits) % 100 + 2000


def _day(year: int, month: int, day: int, *, month_if_first: bool) -> Period | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return period_containing(found, "month") if month_if_first and day == 1 else Period(None, found, found)
