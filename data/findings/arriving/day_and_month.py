"""Whether the days and months of a column look swapped, as by a program of another country, or lie early by chance."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from data.periods import six_month_window

FEWEST_DATES = 20
_LOW_DAYS = 12
_DAYS_OF_A_MONTH = 365.25 / 12
_BY_CHANCE = 0.001
"""Days that lie so early by chance less often than this call for a second look."""

_FRIDAY = 5


def is_unlikely_early(days: Iterable[date]) -> bool:
    """Whether so many different days, in several months, would hardly all lie on the 1st to 12th by chance."""
    different = set(days)
    if any(day.day > _LOW_DAYS for day in different) or len({day.month for day in different}) < 2:
        return False
    return (_LOW_DAYS / _DAYS_OF_A_MONTH) ** len(different) < _BY_CHANCE


def fits_better_swapped(
    days: Iterable[date], reporting_date: date, are_events: bool, are_births: bool
) -> bool:
    """Whether days on the 1st to 12th are as plausible or more with day and month exchanged.

    Events lie in the six months up to the reporting date, no day of another kind lies ahead, and all but births fall mostly on
    weekdays. Where both readings fit as well, the days look swapped.
    """
    read = sorted(set(days))
    swapped = [date(day.year, day.day, day.month) for day in read]
    first = six_month_window(reporting_date) if are_events else date.min
    inside = [_share(first <= day <= reporting_date for day in listed) for listed in (read, swapped)]
    if inside[0] != inside[1] or are_births:
        return inside[1] >= inside[0]
    return _share(day.isoweekday() <= _FRIDAY for day in swapped) >= _share(
        day.isoweekday() <= _FRIDAY for day in read
    )


def _share(flags: Iterable[bool]) -> float:
    listed = list(flags)
    return sum(listed) / len(listed)
