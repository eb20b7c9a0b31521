"""Published figures in words: value, change, place among authorities, and what stands beside it."""

from __future__ import annotations

import math

import pandas as pd

from components.words.numbers import DIRECTIONS, difference, rounded
from data.comparators.catalogue import PublishedMeasure
from data.comparators.years import year_label, year_words

NOT_PUBLISHED = "not published"
MODEL_NAMES = {"2021": "April 2021", "2025": "May 2025"}
NEIGHBOURS = 10


def published_value(measure: PublishedMeasure, value: float) -> str:
    """A value as shown: 5,133; 47%; 54.3%; 435.7; never a nought for what is missing."""
    if value is None or pd.isna(value):
        return NOT_PUBLISHED
    if measure.unit == "percent":
        return f"{value:.0f}%" if value == int(value) else f"{rounded(value, 1)}%"
    return f"{rounded(value, measure.decimals):,}"


def published_change(measure: PublishedMeasure, now: float, then: float) -> str:
    """'up 2.1 points', 'down 34', 'unchanged', or '' where either is not published."""
    if pd.isna(now) or pd.isna(then):
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


def place(measure: PublishedMeasure, row: pd.Series) -> str:
    """'130th of 150 authorities (1st is best), quartile D (A is best)'; without a polarity '35th highest of 149 authorities'."""
    if pd.isna(row["highest"]):
        return ""
    if measure.better == "neither":
        return f"{ordinal(row['highest'])} highest of {row['ranked']} authorities"
    words = f"{ordinal(row['rank'])} of {row['ranked']} authorities (1st is best)"
    return f"{words}, quartile {row['quartile']} (A is best)" if pd.notna(row["quartile"]) else words


def neighbours_value(measure: PublishedMeasure, value: float, n: int) -> str:
    """The neighbours' mean, with how many it rests on where not all ten have a figure: '4.1% (mean of 9 of 10)'."""
    shown = published_value(measure, value)
    return shown if n == NEIGHBOURS or not n else f"{shown} (mean of {n} of {NEIGHBOURS})"


def own_sentence(measure: PublishedMeasure, council: str, row: pd.Series) -> str:
    """The council's figure for the year, its change, its place, and whether up is good; ``row`` is of ``comparisons``."""
    year = int(row["year"])
    earlier = ""
    if year != row["wanted"]:
        earlier = f"{year_label(int(row['wanted']), measure.basis)} is not published; the newest before it is shown. "
    direction = DIRECTIONS[measure.better]
    if pd.isna(row["own"]):
        return f"{earlier}{council}: {NOT_PUBLISHED} for {year_label(year, measure.basis)}; {direction}."
    moved = published_change(measure, row["own"], row["own_previous"])
    then = year_words(year - 1, measure.basis).removeprefix("in ").removeprefix("at ")
    on = f", {moved} on {then}" if moved else ""
    where = f"{found}; " if (found := place(measure, row)) else ""
    return f"{earlier}{council}: {published_value(measure, row['own'])} {year_words(year, measure.basis)}{on}; {where}{direction}."


def beside_sentence(measure: PublishedMeasure, row: pd.Series, model: str) -> str:
    """What stands beside it: neighbours by which model, region, England."""
    neighbours = f"Statistical neighbours ({MODEL_NAMES[model]} model) {neighbours_value(measure, row['neighbours'], int(row['n']))}"
    region = f"{row['region_name']} {published_value(measure, row['region'])}"
    return f"{neighbours}; {region}; England {published_value(measure, row['england'])}."


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
