"""Published figures in words: value, change, place among authorities, and what stands beside it."""

from __future__ import annotations

import math
from typing import Protocol

import pandas as pd

from components.words.numbers import DIRECTIONS
from data.comparators.beside import Beside
from data.comparators.catalogue import NOT_PUBLISHED, PublishedMeasure, published_value
from data.comparators.years import year_label, year_words
from data.in_words import difference

MODEL_NAMES = {"2021": "April 2021", "2025": "May 2025"}
NEIGHBOURS = 10


def published_change(measure: PublishedMeasure, now: float | None, then: float | None) -> str:
    """'up 2.1 points', 'down 34', 'unchanged', or '' where either is not published."""
    if now is None or then is None or math.isnan(now) or math.isnan(then):
        return ""
    moved = difference(now, then, measure.decimals)
    if not moved:
        return "unchanged"
    size = f"{abs(moved):f}".rstrip("0").rstrip(".") if measure.decimals else f"{abs(moved):,}"
    points = (" point" if size == "1" else " points") if measure.unit == "percent" else ""
    return f"{'up' if moved > 0 else 'down'} {size}{points}"


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 11th, 130th."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


class Standing(Protocol):
    """Where a figure stands among authorities: ``rank`` by polarity, ``highest`` 1 for the highest; None where not ranked."""

    @property
    def rank(self) -> int | None:
        """By polarity, the best first."""

    @property
    def highest(self) -> int | None:
        """By size, the highest first."""

    @property
    def ranked(self) -> int | None:
        """Of how many."""

    @property
    def quartile(self) -> str | None:
        """A to D, A the best."""


def place(standing: Standing) -> str:
    """'130th of 150 authorities (1st is best), quartile D (A is best)'; without a polarity '35th highest of 149 authorities'."""
    if standing.highest is None:
        return ""
    if standing.rank is None:
        return f"{ordinal(standing.highest)} highest of {standing.ranked} authorities"
    words = f"{ordinal(standing.rank)} of {standing.ranked} authorities (1st is best)"
    return f"{words}, quartile {standing.quartile} (A is best)" if standing.quartile is not None else words


def neighbours_value(measure: PublishedMeasure, value: float | None, n: int) -> str:
    """The neighbours' mean, with how many it rests on where not all ten have a figure: '4.1% (mean of 9 of 10)'."""
    shown = published_value(measure, value)
    return shown if n == NEIGHBOURS or not n else f"{shown} (mean of {n} of {NEIGHBOURS})"


def own_sentence(council: str, beside: Beside) -> str:
    """The council's figure for the year, its change, its place, and whether up is good."""
    published, year = beside.published, beside.year
    earlier = ""
    if year != beside.wanted:
        earlier = (
            f"{year_label(beside.wanted, published.basis)} is not published; the newest before it is shown. "
        )
    direction = DIRECTIONS[published.better]
    if beside.own is None:
        return f"{earlier}{council}: {NOT_PUBLISHED} for {year_label(year, published.basis)}; {direction}."
    moved = published_change(published, beside.own, beside.own_previous)
    then = year_words(year - 1, published.basis).removeprefix("in ").removeprefix("at ")
    on = f", {moved} on {then}" if moved else ""
    where = f"{found}; " if (found := place(beside)) else ""
    value = f"{published_value(published, beside.own)} {year_words(year, published.basis)}"
    return f"{earlier}{council}: {value}{on}; {where}{direction}."


def beside_sentence(beside: Beside, model: str) -> str:
    """What stands beside it: neighbours by which model, region, England."""
    neighbours = f"Statistical neighbours ({MODEL_NAMES[model]} model) {neighbours_value(beside.published, beside.neighbours, beside.n)}"
    region = f"{beside.region_name} {published_value(beside.published, beside.region)}"
    return f"{neighbours}; {region}; England {published_value(beside.published, beside.england)}."


def not_published(measure: PublishedMeasure, rows: pd.DataFrame) -> str:
    """The years without a figure: '2019/20', '2015/16 to 2022/23', 'any year'; '' where there are none. ``rows`` by year."""
    missing = rows[rows["value"].isna()]["year"].astype(int).tolist()
    labels = [year_label(year, measure.basis) for year in missing]
    if len(missing) == len(rows):
        return "any year"
    if len(missing) > 2 and missing[-1] - missing[0] == len(missing) - 1:
        return f"{labels[0]} to {labels[-1]}"
    return ", ".join(labels)


def span(measure: PublishedMeasure, rows: pd.DataFrame) -> str:
    """How an area's figure went over its years: 'from 44% to 54%'; ``rows`` in order of year."""
    known = rows[rows["value"].notna()]
    if known.empty:
        return NOT_PUBLISHED
    first, last = known["value"].iloc[0], known["value"].iloc[-1]
    if len(known) == 1 or math.isclose(first, last):
        return f"{published_value(measure, last)} in {year_label(int(known['year'].iloc[-1]), measure.basis)}"
    return f"from {published_value(measure, first)} to {published_value(measure, last)}"
