"""The headline figures before and after a return is used."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from data.measures import MEASURES
from data.store import Store

QUARTERS = 2
"""The newest quarter and the one before."""


def headlines(store: Store, ending: date) -> pd.DataFrame:
    """The headline measures of the newest quarters as the store gives them now: measure, period, value, status."""
    ids = [measure.id for measure in MEASURES.values() if measure.headline]
    return store.measure(ids, "quarter", QUARTERS, ending=ending)[["measure", "period", "value", "status"]]


def before_and_after(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """One row a measure and quarter, newest first, that is supplied before or after: before, after and whether it moves.

    Columns: measure, period, before, status_before, after, status_after, moves.
    """
    both = before.merge(after, on=["measure", "period"], suffixes=("_before", "_after"))
    both = both.rename(columns={"value_before": "before", "value_after": "after"})
    there = both["before"].notna() | both["after"].notna()
    both["moves"] = ~np.isclose(both["before"], both["after"], rtol=1e-9, equal_nan=True)
    quarters = list(dict.fromkeys(both["period"]))[::-1]
    place = both["period"].map({label: number for number, label in enumerate(quarters)})
    return both[there].assign(place=place).sort_values("place", kind="stable").drop(columns="place").reset_index(drop=True)


def largest_moves(table: pd.DataFrame, period: str | None = None) -> str:
    """How many headline figures that were supplied move, and the one that moves most for its size, in a sentence."""
    held = table[table["before"].notna() & table["after"].notna() & table["moves"]]
    if period is not None:
        held = held[held["period"] == period]
    if held.empty:
        return "No headline figure moves."
    size = (held["after"] - held["before"]).abs() / held["before"].abs().where(held["before"] != 0, 1)
    row = held[size == size.max()].iloc[0]
    measure = MEASURES[str(row["measure"])]
    unit = "%" if measure.unit == "percent" else ""
    number = len(held)
    return (f"{number} headline {'figure moves' if number == 1 else 'figures move'}; most of all {measure.title.lower()} "
            f"in {row['period']}, {_plain(row['before'])}→{_plain(row['after'])}{unit}.")  # fmt: skip


def _plain(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"
