"""Figures of past quarters that are no longer what was first reported."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pandas as pd

from data.as_reported import AS_REPORTED
from data.changes import CHANGED, CORRECTED, ESTIMATED, GONE, LATE, WITHDRAWN, counts_of
from data.measures import MEASURES, Measure
from data.periods import Period, last_periods
from data.returns.problems import counted
from data.store import Store

COLUMNS = ["measure", "period", "period_end", "reported", "known"]
FURTHEST_BACK = 12
"""How many quarters back figures are compared with what was first reported."""

_FROM_WHICH_SIZE_COUNTS = 20
"""A change of a smaller figure is set against this many, so that one child more does not lead the list."""


def quarters_compared(store: Store) -> list[Period]:
    """The quarters before the newest that have a return of their own, oldest first."""
    newest = store.reporting_date
    if newest is None:
        return []
    dates = [one.reporting_date for one in store.returns]
    return [period for period in last_periods(newest, "quarter", FURTHEST_BACK)[:-1]
            if any(period.start <= day <= period.end for day in dates)]  # fmt: skip


def restated(
    store: Store, ids: Iterable[str] | None = None, progress: Callable[[int, int], None] | None = None, newest: int | None = None
) -> pd.DataFrame:
    """The figures whose reading has changed, the largest change for its size first: measure, period, period_end, reported, known.

    ``ids`` are the measures compared, None for all; ``newest`` how many quarters, None for all; ``progress`` is told how many
    quarters are done, of how many.
    """
    asked = list(MEASURES if ids is None else ids)
    quarters = quarters_compared(store)[-newest if newest else 0 :]
    found = []
    known = store.measure(asked, "quarter", FURTHEST_BACK) if quarters and asked else pd.DataFrame()
    for done, quarter in enumerate(quarters if asked else []):
        if progress is not None:
            progress(done, len(quarters))
        first = store.measure(asked, "quarter", 1, ending=quarter.end, reading=AS_REPORTED)
        found.append(differing(first, known[known["period_end"] == pd.Timestamp(quarter.end)]))
    rows = pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=COLUMNS)
    size = (rows["known"] - rows["reported"]).abs() / rows["reported"].abs().clip(lower=_FROM_WHICH_SIZE_COUNTS)
    return rows.iloc[size.to_numpy(dtype=float).argsort(kind="stable")[::-1]].reset_index(drop=True)


def because(store: Store, measure: Measure, quarter: Period) -> str:
    """What later returns did to the lists that a measure counts, of that quarter: 'List 4: 3 rows came late, 1 was withdrawn'.

    Rows that changed are told only where none came late or went: most changes are of details that a count does not read.
    """
    layouts = list(dict.fromkeys(view.layout for view in measure.views))
    totals: dict[str, dict[str, int]] = {}
    for one in store.returns:
        for layout in layouts:
            if one.reporting_date > quarter.end and any(supply.list == layout.name for supply in one.supplies):
                for what, number in counts_of(store, layout, one, quarter.start, quarter.end).items():
                    if what in _TOLD:
                        of_list = totals.setdefault(layout.short_title, {})
                        of_list[what] = of_list.get(what, 0) + number
    return "; ".join(_told(title, of_list) for title, of_list in totals.items()) if layouts else "a later panel return states another"


def _told(title: str, of_list: dict[str, int]) -> str:
    kinds = [what for what in _TOLD if what in of_list and (what != CHANGED or len(of_list) == 1)]
    numbers = [counted(of_list[kinds[0]], "row"), *(f"{of_list[what]:,}" for what in kinds[1:])]
    return f"{title}: " + ", ".join(f"{number} {_TOLD[what][of_list[what] > 1]}" for number, what in zip(numbers, kinds, strict=True))


_TOLD = {
    LATE: ("came late", "came late"), WITHDRAWN: ("was withdrawn", "were withdrawn"),
    CORRECTED: ("has another start", "have another start"),
    CHANGED: ("was changed", "were changed"), GONE: ("is gone without an end", "are gone without an end"),
    ESTIMATED: ("ended on a day not known", "ended on a day not known"),
}  # fmt: skip
"""What can have restated a past figure, and how it is said of one row and of several."""


def differing(reported: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """The figures that have a value in both readings, and not the same one.

    An estimate is not set against a count, nor is what looks back further than the returns loaded compared at all.
    """
    pairs = reported.merge(known, on=["measure", "period", "period_end"], suffixes=("_reported", "_known"))
    alike = (pairs["origin_reported"] == "estimated") == (pairs["origin_known"] == "estimated")
    looks_back = [MEASURES[name].needs_history > 0 for name in pairs["measure"]]
    whole = (pairs["status_reported"] == "ok") & (pairs["status_known"] == "ok")
    alike &= ~pd.Series(looks_back, index=pairs.index, dtype=bool) | whole
    moved = (pairs["value_reported"] - pairs["value_known"]).abs() > 1e-9
    pairs = pairs[alike & moved].rename(columns={"value_reported": "reported", "value_known": "known"})
    return pairs[COLUMNS].reset_index(drop=True)
