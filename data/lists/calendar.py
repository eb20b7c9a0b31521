"""The calendar of days and English working days, as a table to join to."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import holidays
import pyarrow as pa

FIRST, LAST = date(2000, 1, 1), date(2040, 12, 31)


@cache
def bank_holidays() -> frozenset[date]:
    """English bank holidays over the calendar's span, one-off ones included (library ``holidays``, GB/ENG)."""
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=range(FIRST.year, LAST.year + 1)))


def is_working_day(day: date) -> bool:
    """Monday to Friday and not an English bank holiday."""
    return day.weekday() < 5 and day not in bank_holidays()


@cache
def calendar_table() -> pa.Table:
    """One row a day: ``day``, ``is_working_day`` and ``working_day_number``, the running count of working days.

    The working days between two dates are the difference of their numbers: the same day is 0, and a start on a
    non-working day counts from the next working day.
    """
    days = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
    working = [is_working_day(day) for day in days]
    numbers, running = [], 0
    for is_working in working:
        running += is_working
        numbers.append(running)
    return pa.table(
        {
            "day": pa.array(days, pa.date32()),
            "is_working_day": working,
            "working_day_number": pa.array(numbers, pa.int32()),
        }
    )


@cache
def _working_day_numbers() -> list[int]:
    numbers: list[int] = calendar_table().column("working_day_number").to_pylist()
    return numbers


def working_day_number(day: date) -> int | None:
    """The calendar's running count of working days up to a day, None outside its span."""
    return _working_day_numbers()[(day - FIRST).days] if FIRST <= day <= LAST else None
