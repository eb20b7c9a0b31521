"""Figures in words: with their base, why one is absent, and whether up is good."""

from __future__ import annotations

from datetime import date

from data.in_words import amount, plain, rounded, when
from data.measures import Measure
from data.measures.sections import quality_of_practice, workforce
from data.periods import Grain
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


def better(measure: Measure) -> str:
    """Whether up is good, in words."""
    return DIRECTIONS[measure.better]


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
