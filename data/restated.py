"""Figures of past quarters that are no longer what was first reported."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pandas as pd

from data.as_reported import AS_REPORTED
from data.measures import MEASURES
from data.periods import Period, last_periods
from data.store import Questions

COLUMNS = ["measure", "period", "period_end", "reported", "known"]
FURTHEST_BACK = 12
"""How many quarters back figures are compared with what was first reported."""

QUARTERS_SAID = 4
"""How many of a figure's latest quarters are said to have been restated."""

_COUNTS = [name for name, measure in MEASURES.items() if measure.unit != "rate"]
"""The measures looked at unasked: a rate moves with the count that it is made of."""

_FROM_WHICH_SIZE_COUNTS = 20
"""A change of a smaller figure is set against this many, so that one child more does not lead the list."""


def quarters_compared(store: Questions) -> list[Period]:
    """The quarters before the newest that have a return of their own, oldest first."""
    newest = store.reporting_date
    if newest is None:
        return []
    dates = [one.reporting_date for one in store.returns]
    return [
        period
        for period in last_periods(newest, "quarter", FURTHEST_BACK)[:-1]
        if any(period.start <= day <= period.end for day in dates)
    ]


def restated(
    store: Questions,
    ids: Iterable[str] | None = None,
    progress: Callable[[int, int], None] | None = None,
    newest: int | None = None,
) -> pd.DataFrame:
    """The figures whose reading has changed, the largest change for its size first: measure, period, period_end, reported, known.

    ``ids`` are the measures compared, None for all; ``newest`` how many quarters, None for all; ``progress`` is told how many
    quarters are done, of how many. Worked out once for a shelf and basis.
    """
    asked = list(MEASURES if ids is None else ids)
    return store.kept(_question(store, asked, newest), lambda: _compared(store, asked, progress, newest))


def restated_lately(store: Questions, progress: Callable[[int, int], None] | None = None) -> pd.DataFrame:
    """The figures of the latest quarters, but rates, that are no longer what was first reported, as ``restated`` gives them."""
    return restated(store, _COUNTS, progress, QUARTERS_SAID - 1)


def is_restated_lately_known(store: Questions) -> bool:
    """Whether ``restated_lately`` would answer at once."""
    return is_restated_known(store, _COUNTS, QUARTERS_SAID - 1)


def is_restated_known(store: Questions, ids: Iterable[str] | None = None, newest: int | None = None) -> bool:
    """Whether ``restated`` would answer at once."""
    return store.is_kept(_question(store, list(MEASURES if ids is None else ids), newest))


def already_restated(store: Questions) -> pd.DataFrame | None:
    """The restated figures, of the latest quarters at least, if they have been worked out for the returns in use."""
    if is_restated_known(store):
        return restated(store)
    if is_restated_lately_known(store):
        return restated_lately(store)
    return None


def _question(store: Questions, ids: list[str], newest: int | None) -> object:
    return "restated", tuple(ids), newest, store.basis(ids)


def _compared(
    store: Questions, ids: list[str], progress: Callable[[int, int], None] | None, newest: int | None
) -> pd.DataFrame:
    quarters = quarters_compared(store)[-newest if newest else 0 :]
    changed = []
    known = store.measure(ids, "quarter", FURTHEST_BACK) if quarters and ids else pd.DataFrame()
    for done, quarter in enumerate(quarters if ids else []):
        if progress is not None:
            progress(done, len(quarters))
        first = store.measure(ids, "quarter", 1, ending=quarter.end, reading=AS_REPORTED)
        changed.append(differing(first, known[known["period_end"] == pd.Timestamp(quarter.end)]))
    rows = pd.concat(changed, ignore_index=True) if changed else pd.DataFrame(columns=COLUMNS)
    size = (rows["known"] - rows["reported"]).abs() / rows["reported"].abs().clip(
        lower=_FROM_WHICH_SIZE_COUNTS
    )
    return rows.iloc[size.to_numpy(dtype=float).argsort(kind="stable")[::-1]].reset_index(drop=True)


def differing(reported: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """The figures that have a value in both readings, and not the same one.

    An estimate is not set against a count, nor is what looks back further than the returns loaded compared at all.
    """
    pairs = reported.merge(known, on=["measure", "period", "period_end"], suffixes=("_reported", "_known"))
    alike = (pairs["origin_reported"] == "estimated") == (pairs["origin_known"] == "estimated")
    looks_back = [MEASURES[name].months_looked_back > 0 for name in pairs["measure"]]
    whole = (pairs["status_reported"] == "ok") & (pairs["status_known"] == "ok")
    alike &= ~pd.Series(looks_back, index=pairs.index, dtype=bool) | whole
    moved = (pairs["value_reported"] - pairs["value_known"]).abs() > 1e-9
    pairs = pairs[alike & moved].rename(columns={"value_reported": "reported", "value_known": "known"})
    return pairs[COLUMNS].reset_index(drop=True)
