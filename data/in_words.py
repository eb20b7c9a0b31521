"""Values, changes and periods in words: rounded half up, as DfE does."""

from __future__ import annotations

import math
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from data.measures import Measure
from data.periods import Grain, period_containing


def rounded(value: float, decimals: int) -> Decimal:
    """Rounded half up, as DfE does."""
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def plain(value: float | None, unit: str) -> str:
    """A value as shown: 1,234; 86.6%; 43.7; 27% where it is whole as given."""
    if value is None or math.isnan(value):
        return "not supplied"
    if unit == "number":
        return f"{rounded(value, 0):,}"
    shown = f"{value:,.0f}" if unit == "percent" and value == int(value) else f"{rounded(value, 1):,}"
    return f"{shown}%" if unit == "percent" else shown


def amount(number: float) -> str:
    """A count whole, full-time equivalents with one decimal."""
    return f"{rounded(number, 0 if number == int(number) else 1):,}"


def difference(now: float, then: float, decimals: int) -> Decimal:
    """How far apart two values are, worked out on the values themselves and only then rounded half up."""
    return rounded(round(now - then, 9), decimals)


ABOUT_THE_SAME, UNCHANGED = "about the same", "unchanged"


def change(now: float, then: float, unit: str, least: float = 0.0) -> str:
    """'up 2.1 points', 'down 34', 'unchanged'; 'about the same' below ``least``, which is what one child makes."""
    are_whole = unit == "number" or (
        unit == "percent" and float(now).is_integer() and float(then).is_integer()
    )
    size = abs(difference(now, then, 0 if are_whole else 1))
    if abs(now - then) < _NOTHING:
        return UNCHANGED
    if not size or abs(now - then) < least - _NOTHING:
        return ABOUT_THE_SAME
    amount = f"{size:,}" if unit != "percent" else f"{size:,} {'point' if size == 1 else 'points'}"
    return f"{'up' if now > then else 'down'} {amount}"


_NOTHING = 1e-9
"""Below this, a difference comes from how numbers are held and not from what was counted."""


class OfPeriod(Protocol):
    """What is of a period: its label and its last day."""

    @property
    def period(self) -> str:
        """The label: 'Q3 2022/23'."""

    @property
    def end(self) -> date:
        """The last day."""


def period_words(point: OfPeriod, grain: Grain = "quarter") -> str:
    """'Q3 2022/23 (October to December 2022)', 'December 2022'."""
    end: date = point.end
    in_words = period_containing(end, grain).in_words
    return in_words if grain == "month" else f"{point.period} ({in_words})"


def when(measure: Measure, point: OfPeriod, grain: Grain = "quarter", as_at: date | None = None) -> str:
    """'on 31 December 2022' for a stock, 'in the 12 months to December 2022', 'in Q3 2022/23 (October to December 2022)'.

    ``as_at`` is the newest day of the data: a stock of a quarter that has not ended yet is of that day.
    """
    end: date = point.end
    months = measure.counting.window_months if measure.counting else None
    if months:
        return f"in the {months} months to {end:%B %Y}"
    if measure.at_a_date:
        return f"on {day(min(end, as_at or end))}"
    if grain == "rolling_12_months":
        return f"in the 12 months to {end:%B %Y}"
    return f"in {period_words(point, grain)}"


def day(value: date) -> str:
    """'31 December 2022'."""
    return f"{value.day} {value:%B %Y}"
