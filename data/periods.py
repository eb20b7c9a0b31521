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


_YEAR = r"(?P<year>20\d\d)\s*[/-]\s*(?:20)?(?P<next>\d\d)"
_QUARTER = r"(?:q|qtr|quarter)\.?\s*(?P<quarter>[1-4])"
_MONTH = rf"(?P<month>{'|'.join(m.lower() for m in MONTHS)})[a-z]*\.?[\s-]*(?P<monthyear>(?:20)?\d\d)"


def read_period(text: str, reporting_date: date | None = None) -> Period | None:
    """A period as people type it, or None where it is none.

    Reads ``2022/23 Q3``, ``Q3 2022/23``, ``Dec 2022``, ``31/12/2022``, ``2022/23``, ``2022/23 (ytd)`` (to the quarter
    of the reporting date), ``2022/23 YTD to Q3``, ``12 months to Dec 2022``, and the first of a month, which is what
    Excel makes of a typed 'Dec 2022'.
    """
    plain = re.sub(r"\s+", " ", text.replace("\xa0", " ").strip().lower())
    if iso := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)(?:[ t]00:00(?::00)?(?:\.0+)?)?", plain):
        return _day(*map(int, iso.groups()), month_if_first=True)
    if written := re.fullmatch(r"(\d\d?)[/.-](\d\d?)[/.-](20\d\d)", plain):
        day, month, year = map(int, written.groups())
        return _day(year, month, day, month_if_first=False)
    if (serial := re.fullmatch(r"\d{5}(?:\.0+)?", plain)) and 30000 <= float(plain) <= 73050:
        found = date(1899, 12, 30) + timedelta(days=int(float(serial.group())))
        return _day(found.year, found.month, found.day, month_if_first=True)
    if named := re.search(rf"\b{_MONTH}$", plain):
        number = [m.lower() for m in MONTHS].index(named["month"]) + 1
        last = month_end(date(int(named["monthyear"]) % 100 + 2000, number, 1))
        lead = plain[: named.start()].strip()
        if lead in ("12 months to", "rolling 12 months to", "12 months ending", "year to"):
            return Period("rolling_12_months", add_months(last + timedelta(days=1), -12), last)
        if lead.isdigit():
            return _day(last.year, last.month, int(lead), month_if_first=False)
        return None if lead else Period("month", last.replace(day=1), last)
    year_found = re.search(_YEAR, plain)
    if not year_found or (int(year_found["year"]) + 1) % 100 != int(year_found["next"]):
        return None
    start = date(int(year_found["year"]), 4, 1)
    rest = plain.replace(year_found.group(), " ")
    numbered = re.search(_QUARTER, rest)
    to_date = re.search(r"\bytd\b|year to date", rest)
    left = re.sub(rf"{_QUARTER}|\bytd\b|year to date|\bto\b|[()\[\],.:-]", " ", rest).strip()
    if left:
        return None
    if to_date and not numbered and reporting_date is not None and year_start(reporting_date) == start:
        return period_containing(reporting_date, "year_to_date")
    if numbered:
        end = add_months(start, 3 * int(numbered["quarter"])) - timedelta(days=1)
        return period_containing(end, "year_to_date" if to_date else "quarter")
    return None if to_date else period_containing(start, "year")


def _day(year: int, month: int, day: int, *, month_if_first: bool) -> Period | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return period_containing(found, "month") if month_if_first and day == 1 else Period(None, found, found)
