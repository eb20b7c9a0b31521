"""Figures in words: rounded half up for display, with their base, their change and whether up is good."""

from __future__ import annotations

import math
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd

from data.measures import Measure
from data.periods import Grain, period_containing

STATUS_WORDS = {
    "not supplied": "not supplied",
    "not applicable": "not applicable",
    "partial": "partial",
}
_DIRECTION = {"higher": "higher is better", "lower": "lower is better", "neither": "more is not good or bad in itself"}


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
        return f"{value} ({rounded(row['numerator'], 0):,} of {rounded(row['denominator'], 0):,})"
    return value


def better(measure: Measure) -> str:
    """Whether up is good, in words."""
    return _DIRECTION[measure.better]


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


def sentence(measure: Measure, rows: pd.DataFrame, target: tuple[float, str] | None = None) -> str:
    """A measure's latest quarter in one sentence; ``rows`` are its quarters, oldest first, group All."""
    latest = rows.iloc[-1]
    words = period_words(latest)
    if latest["status"] in ("not supplied", "not applicable"):
        return f"{STATUS_WORDS[latest['status']].capitalize()} for {words}."
    lead = "at the end of" if measure.kind == "stock" or measure.snapshot else "in"
    if measure.kind == "window":
        lead = f"in the {measure.window_months} months to the end of"
    parts = [f"{with_base(latest, measure.unit)} {lead} {words}"]
    parts += comparisons(measure, rows)
    tail = [better(measure)]
    if target is not None:
        tail.append(f"target {plain(target[0], measure.unit)}" + (f" (set by {target[1]})" if target[1] else ""))
    origin = {"estimated": " An estimate.", "reported": " As the panel return states it."}.get(latest["origin"], "")
    whole = "" if latest["status"] != "partial" else " Partial: the returns loaded cover only part of what it needs."
    return f"{', '.join(parts)}; {'; '.join(tail)}.{origin}{whole}"


def comparisons(measure: Measure, rows: pd.DataFrame) -> list[str]:
    """What the latest quarter is compared with: the same quarter last year, or for stocks 31 March and last quarter."""
    latest = rows.iloc[-1]
    known = {row["period_end"].date(): row["value"] for _, row in rows.iterrows() if row["status"] in ("ok", "partial")}
    end: date = latest["period_end"].date()
    wanted = [(pd.Timestamp(end) - pd.DateOffset(years=1), "the same quarter last year")]
    if measure.kind == "stock" or measure.snapshot:
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
