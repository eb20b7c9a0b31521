"""Figures in words: rounded half up for display, with their base, their change and whether up is good."""

from __future__ import annotations

import math
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from data.measures import Measure
from data.measures.sections import quality_of_practice, workforce
from data.periods import Grain, period_containing
from data.series import HIDDEN, Point

STATUS_WORDS = {
    "not supplied": "not supplied",
    "not applicable": "not applicable",
    "partial": "partial",
    HIDDEN: "hidden",
}
DIRECTIONS = {
    "higher": "higher is better",
    "lower": "lower is better",
    "neither": "more is not good or bad in itself",
}


PERIOD_WORDS: dict[Grain, str] = {
    "month": "by month",
    "quarter": "by quarter",
    "year_to_date": "year to date",
    "year": "by year",
    "rolling_12_months": "12 months to each quarter",
}
"""A series' span as its title gives it."""


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


HIDDEN_MEANS = "a small number of children, or one that would tell it"
"""What of a figure that is hidden may be said: not which of the two."""


def value_or_status(point: Point, unit: str) -> str:
    """A period's value as shown, or that it is hidden or not supplied."""
    return STATUS_WORDS[HIDDEN] if point.is_hidden else plain(point.value, unit)


def count_or_blank(number: float | None) -> str:
    """A count in a table's cell: '1,234', '' where it is not known."""
    return "" if number is None else plain(number, "number")


def with_base(point: Point, unit: str) -> str:
    """The value with its numbers: '86.6% (363 of 419)', '12 (4.8%)', '1,234'."""
    value = plain(point.value, unit)
    if unit == "percent" and point.numerator is not None and point.denominator is not None:
        return f"{value} ({amount(point.numerator)} of {amount(point.denominator)})"
    return (
        f"{amount(point.numerator)} ({value})" if unit == "percent" and point.numerator is not None else value
    )


def amount(number: float) -> str:
    """A count whole, full-time equivalents with one decimal."""
    return f"{rounded(number, 0 if number == int(number) else 1):,}"


def better(measure: Measure) -> str:
    """Whether up is good, in words."""
    return DIRECTIONS[measure.better]


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


def none_words(measure: Measure) -> str:
    """What a share of nothing reads: 'none open', 'none listed', 'none in the period'."""
    counting = measure.first_counting
    if counting is None or counting.kind != "stock":
        return "none in the period"
    return "none open" if counting.view.layout.merging in ("spells", "events") else "none listed"


def absence(
    measure: Measure, point: Point, grain: Grain = "quarter", as_at: date | None = None, whose: str = ""
) -> str:
    """Why a period has no value: 'None open on 31 December 2022.', 'Not supplied for Q3 2022/23 (October to December 2022).'

    ``whose`` is whom a filter has chosen: 'This team' had none.
    """
    moment = when(measure, point, grain, as_at)
    if point.is_share_of_nothing:
        none = none_words(measure).removesuffix(" in the period")
        return f"{whose} had {none} {moment}." if whose else f"{none.capitalize()} {moment}."
    if point.is_hidden:
        return f"Hidden {moment}: {HIDDEN_MEANS}."
    return f"{STATUS_WORDS[point.status].capitalize()} for {moment.split(' ', 1)[1]}."


def origin_words(origin: str, is_partial: bool) -> str:
    """Where a figure comes from, where it is not counted, and whether it is partial, as sentences."""
    words = {"estimated": " An estimate.", "reported": " As the panel return states it."}.get(origin, "")
    return words + (" Partial: the returns loaded cover only part of what it needs." if is_partial else "")


SMALL_BASE = 50
"""Below this many, one child moves a percentage by more than two points."""


def small_base(point: Point, measure: Measure) -> str:
    """A caution on a percentage of few: 'Few children: one of 11 moves this by 9 points.', and so of posts and audits."""
    base, counted = point.denominator, _counted(measure)
    if measure.unit != "percent" or base is None or not 0 < base < SMALL_BASE or not counted:
        return ""
    return f" Few {counted}: one of {amount(base)} moves this by {rounded(100 / base, 0)} points."


def _counted(measure: Measure) -> str:
    """What a percentage is of: posts, audits or children; '' where the panel return alone knows."""
    if measure.section == workforce.SECTION:
        rows = measure.counting.rows if measure.counting else ""
        return "posts" if rows == "workforce" else "children" if measure.views else ""
    return "audits" if measure.section == quality_of_practice.SECTION else "children"


def day(value: date) -> str:
    """'31 December 2022'."""
    return f"{value.day} {value:%B %Y}"
