"""Every figure before and after a return is used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd

from data.measures import MEASURES
from data.store import Questions

QUARTERS = 8
"""How many quarters are compared: the newest, and those before it that a return may revise."""

_LEAST_FOR_SIZE = 20
"""A change of a smaller figure is set against this many, so that one child more does not lead the list."""


COUNTED_FROM_LISTS = [
    name
    for name, measure in MEASURES.items()
    if measure.view and measure.view.layout.number and (measure.unit == "number" or measure.headline)
]
"""The measures that returns tried together are set against each other by: counts from lists of children, and headlines."""

REACHED_BY_A_RETURN = 3
"""The quarters of which a return tells: its own, and the two that its window of six months touches before."""


def figures_now(
    store: Questions, ending: date, quarters: int = QUARTERS, ids: Sequence[str] = tuple(MEASURES)
) -> pd.DataFrame:
    """The whole figures of the quarters to a day as the store gives them now: measure, period, value, status.

    A quarter that began after the newest return is not supplied yet: what was open on the last day that is known is not its figure.
    """
    rows = store.measure(ids, "quarter", quarters, ending=ending)
    yet_to_come = rows["period_start"] > pd.Timestamp(store.reporting_date or ending)
    rows["value"], rows["status"] = (
        rows["value"].mask(yet_to_come),
        rows["status"].mask(yet_to_come, "not supplied"),
    )
    return rows[["measure", "period", "period_end", "value", "status"]]


def carried_on(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """The figures before a return with those that it tells of as they are after it."""
    newer = before[["measure", "period"]].merge(after[["measure", "period"]], how="left", indicator=True)
    kept = before[(newer["_merge"] == "left_only").to_numpy()]
    return pd.concat([kept, after], ignore_index=True)


def with_first_readings(before: pd.DataFrame, steps: Mapping[int, pd.DataFrame]) -> pd.DataFrame:
    """The figures before, those of earlier quarters that none of the returns in use covers as the first return tried gave them.

    The newest quarter stays as it is in use: all that the returns give of it is new.
    """
    if not steps:
        return before
    columns = {"after": "first_value", "status_after": "first_status"}
    told = pd.concat(steps.values(), ignore_index=True).rename(columns=columns)
    is_earlier = told["period_end"] < before["period_end"].max()
    told = told[told["first_value"].notna() & is_earlier].drop_duplicates(["measure", "period"])
    filled = before.merge(
        told[["measure", "period", *columns.values()]], on=["measure", "period"], how="left"
    )
    is_new = filled["value"].isna() & filled["first_value"].notna()
    filled["value"] = filled["value"].mask(is_new, filled["first_value"])
    filled["status"] = filled["status"].mask(is_new, filled["first_status"])
    return filled.drop(columns=list(columns.values()))


def before_and_after(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """One row a measure and quarter that is supplied before or after, newest quarter first, in page order.

    Columns: measure, period, period_end, before, status_before, after, status_after, moves, headline, size (of the change, for
    what it is of).
    """
    both = before.merge(after, on=["measure", "period", "period_end"], suffixes=("_before", "_after"))
    both = both.rename(columns={"value_before": "before", "value_after": "after"})
    both = both[both["before"].notna() | both["after"].notna()].copy()
    both["moves"] = ~np.isclose(both["before"], both["after"], rtol=1e-9, equal_nan=True)
    both["headline"] = [MEASURES[name].headline for name in both["measure"]]
    both["size"] = (both["after"] - both["before"]).abs() / both["before"].abs().clip(lower=_LEAST_FOR_SIZE)
    in_page_order = {name: place for place, name in enumerate(MEASURES)}
    both["place"] = both["measure"].map(in_page_order)
    return (
        both.sort_values(["period_end", "place"], ascending=[False, True])
        .drop(columns="place")
        .reset_index(drop=True)
    )


def revised(table: pd.DataFrame) -> pd.DataFrame:
    """The figures of quarters before the newest that were supplied and move, the largest change for its size first."""
    newest = table["period"].iloc[0] if len(table) else None
    held = table[(table["period"] != newest) & table["moves"] & table["before"].notna()]
    return held.sort_values("size", ascending=False, na_position="first", kind="stable")


def largest_moves(table: pd.DataFrame, period: str | None = None) -> str:
    """How many headline figures that were supplied move, and the one that moves most for its size, in a sentence."""
    held = table[table["headline"] & table["before"].notna() & table["after"].notna() & table["moves"]]
    if period is not None:
        held = held[held["period"] == period]
    if held.empty:
        return f"No headline figure{f' of {period}' if period else ''} moves."
    row = held[held["size"] == held["size"].max()].iloc[0]
    measure = MEASURES[str(row["measure"])]
    unit = "%" if measure.unit == "percent" else ""
    number = len(held)
    return (
        f"{number} headline {'figure moves' if number == 1 else 'figures move'}; most of all {measure.title.lower()} "
        f"in {row['period']}, {_plain(row['before'])}→{_plain(row['after'])}{unit}."
    )


def _plain(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"
