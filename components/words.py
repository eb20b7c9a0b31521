"""Figures in words: rounded half up for display, with their base, their change and whether up is good."""

from __future__ import annotations

import math
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd

from data.facts import Target
from data.measures import Measure, quality_of_practice, workforce
from data.periods import Grain, period_containing

STATUS_WORDS = {
    "not supplied": "not supplied",
    "not applicable": "not applicable",
    "partial": "partial",
}
DIRECTIONS = {"higher": "higher is better", "lower": "lower is better", "neither": "more is not good or bad in itself"}


def rounded(value: float, decimals: int) -> Decimal:
    """Rounded half up, as DfE does."""
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def plain(value: float, unit: str) -> str:
    """A value as shown: 1,234; 86.6%; 43.7; 27% where it is whole as given."""
    if value is None or math.isnan(value):
        return "not supplied"
    if unit == "number":
        return f"{rounded(value, 0):,}"
    shown = f"{value:,.0f}" if unit == "percent" and value == int(value) else f"{rounded(value, 1):,}"
    return f"{shown}%" if unit == "percent" else shown


def with_base(row: pd.Series, unit: str) -> str:
    """The value with its numbers: '86.6% (363 of 419)', '12 (4.8%)', '1,234'."""
    value = plain(row["value"], unit)
    if unit == "percent" and pd.notna(row["numerator"]) and pd.notna(row["denominator"]):
        return f"{value} ({_amount(row['numerator'])} of {_amount(row['denominator'])})"
    return f"{_amount(row['numerator'])} ({value})" if unit == "percent" and pd.notna(row["numerator"]) else value


def _amount(number: float) -> str:
    """A count whole, full-time equivalents with one decimal."""
    return f"{rounded(number, 0 if number == int(number) else 1):,}"


def better(measure: Measure) -> str:
    """Whether up is good, in words."""
    return DIRECTIONS[measure.better]


def change(now: float, then: float, unit: str) -> str:
    """'up 2.1 points', 'down 34', 'unchanged'."""
    decimals = 0 if unit == "number" else 1
    difference = rounded(now, decimals) - rounded(then, decimals)
    if difference == 0:
        return "unchanged"
    size = abs(difference)
    amount = f"{size:,}" if unit != "percent" else f"{size:,} {'point' if size == 1 else 'points'}"
    return f"{'up' if difference > 0 else 'down'} {amount}"


def signed_change(now: float, then: float, unit: str) -> str:
    """'+2.1 points', '-34', 'unchanged': a change as a tile shows it."""
    words = change(now, then, unit)
    return words.replace("up ", "+").replace("down ", "-")


def period_words(row: pd.Series, grain: Grain = "quarter") -> str:
    """'Q3 2022/23 (October to December 2022)'."""
    end: date = row["period_end"].date()
    return f"{row['period']} ({period_containing(end, grain).in_words})"


def sentence(measure: Measure, rows: pd.DataFrame, target: Target | None = None, grain: Grain = "quarter") -> str:
    """A measure's latest period in one sentence; ``rows`` are its periods of that grain, oldest first, group All."""
    latest = rows.iloc[-1]
    words = period_words(latest, grain)
    if latest["status"] in ("not supplied", "not applicable"):
        return f"{STATUS_WORDS[latest['status']].capitalize()} for {words}."
    lead = "at the end of" if measure.at_a_date else "in"
    if measure.kind == "window":
        lead = f"in the {measure.window_months} months to the end of"
    parts = [f"{with_base(latest, measure.unit)} {lead} {words}"]
    parts += comparisons(measure, rows, grain)
    tail = [better(measure)]
    if target is not None:
        tail.append(f"target {plain(target.value, measure.unit)}" + (f" (set by {target.set_by})" if target.set_by else ""))
    return f"{', '.join(parts)}; {'; '.join(tail)}.{_origin_words(latest)}{small_base(latest, measure)}"


def _origin_words(row: pd.Series) -> str:
    origin = {"estimated": " An estimate.", "reported": " As the panel return states it."}.get(row["origin"], "")
    return origin + (" Partial: the returns loaded cover only part of what it needs." if row["status"] == "partial" else "")


SMALL_BASE = 50
"""Below this many, one child moves a percentage by more than two points."""


def small_base(row: pd.Series, measure: Measure) -> str:
    """A caution on a percentage of few: '3 of 11: one child moves this by 9 points'."""
    base = row["denominator"]
    if measure.unit != "percent" or pd.isna(base) or not 0 < base < SMALL_BASE or measure.section in _NOT_OF_CHILDREN:
        return ""
    return f" Few children: one of {_amount(base)} moves this by {rounded(100 / base, 0)} points."


_NOT_OF_CHILDREN = (workforce.SECTION, quality_of_practice.SECTION)


def is_like(rows: pd.DataFrame, latest: pd.Series) -> pd.Series:
    """Which periods may stand beside the latest: an estimate is never set against a count."""
    return rows["origin"].eq("estimated").eq(bool(latest["origin"] == "estimated"))


def can_be_compared(rows: pd.DataFrame, latest: pd.Series) -> pd.Series:
    """Which periods the latest can be compared with: whole ones, counted alike, and none at all while it is partial itself."""
    return rows["status"].eq("ok") & is_like(rows, latest) & bool(latest["status"] == "ok")


def comparisons(measure: Measure, rows: pd.DataFrame, grain: Grain = "quarter") -> list[str]:
    """What the latest period is compared with: the same time last year, or for stocks 31 March and last quarter."""
    latest = rows.iloc[-1]
    like = rows[can_be_compared(rows, latest)]
    known = {end.date(): value for end, value in zip(like["period_end"], like["value"], strict=True)}
    end: date = latest["period_end"].date()
    year_ago = "the same quarter last year" if grain == "quarter" else "the same time last year"
    wanted = [(pd.Timestamp(end) - pd.DateOffset(years=1), year_ago)]
    if measure.at_a_date:
        march = date(end.year if end.month > 3 else end.year - 1, 3, 31)
        wanted = [(pd.Timestamp(march), f"31 March {march.year}"),
                  (pd.Timestamp(end) - pd.offsets.QuarterEnd(), "the quarter before")]  # fmt: skip
        if march == (pd.Timestamp(end) - pd.offsets.QuarterEnd()).date():
            wanted.pop()
    found = []
    for moment, name in wanted:
        then = known.get(moment.date(), known.get((moment + pd.offsets.MonthEnd(0)).date()))
        if then is not None and not math.isnan(then) and not math.isnan(latest["value"]):
            found.append(f"{change(latest['value'], then, measure.unit)} on {name}")
    return found


def day(value: date) -> str:
    """'31 December 2022'."""
    return f"{value.day} {value:%B %Y}"
