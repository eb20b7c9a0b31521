"""The quick chart of a result: a column of numbers against one of texts or days, as bars or as a line."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from components.charts.quick import quick_bars_picture, quick_line_picture
from components.figures.figure import Picture
from components.screen.figure import show_picture
from components.screen.text import quiet

MOST_BARS, MOST_POINTS = 40, 2_000
NOTHING = "(none)"
"""Stands for an empty cell."""

ALONG, VALUE = "own sql chart along", "own sql chart value"


def show_quick_chart(rows: pd.DataFrame) -> None:
    """Draw the first column of texts or days against the first of numbers, or those chosen; or say what is lacking for it."""
    along, values = columns_along(rows), columns_of_numbers(rows)
    if not along or not values or rows.empty:
        quiet("A chart needs a row, a column of texts or days, and a column of numbers.")
        return
    with st.grid(min_column_width=220):
        first = st.selectbox("Chart along", along, key=ALONG)
        second = st.selectbox("Value", values, key=VALUE)
    picture, why_not = quick_picture(rows, first, second)
    if picture is not None:
        show_picture(picture)
    if why_not:
        quiet(why_not)


def columns_along(rows: pd.DataFrame) -> list[str]:
    """The columns of texts, days and truths, in their order."""
    numbers = set(columns_of_numbers(rows))
    return [name for name in rows.columns if name not in numbers]


def columns_of_numbers(rows: pd.DataFrame) -> list[str]:
    """The columns of numbers, in their order."""
    return [
        name
        for name in rows.columns
        if pd.api.types.is_numeric_dtype(rows[name]) and not pd.api.types.is_bool_dtype(rows[name])
    ]


def quick_picture(rows: pd.DataFrame, along: str, value: str) -> tuple[Picture | None, str]:
    """The chart where there is one to draw, and what is to be said of it: why there is none, or what it leaves out."""
    numbers = rows[value].astype(float)
    kept = rows[[along, value]].loc[np.isfinite(numbers)]
    is_days = pd.api.types.is_datetime64_any_dtype(rows[along])
    if is_days:
        kept = kept.dropna(subset=[along]).sort_values(along)
    names = kept[along].map(lambda cell: NOTHING if pd.isna(cell) else " ".join(str(cell).split()) or NOTHING)
    if kept.empty:
        return None, f"There is no number in {value} to chart."
    if names.duplicated().any():
        return None, f"A chart needs one row for each {along}: group by it."
    most = MOST_POINTS if is_days else MOST_BARS
    said = f"The first {most:,} of {len(kept):,} are charted." if len(kept) > most else ""
    kept, names = kept.head(most), names.head(most)
    charted = [float(number) for number in kept[value]]
    if is_days:
        days = [moment.to_pydatetime() for moment in kept[along]]
        return quick_line_picture(days, charted, along, value), said
    return quick_bars_picture(list(names), charted, along, value), said
