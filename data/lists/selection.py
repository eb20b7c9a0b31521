"""By which date a return selects the rows of a list that has a start and an end, as its own rows show it.

Ofsted's words for Lists 2 and 4 can be read both ways: some councils list what *ended* in the six months or is open,
others what *began* in them. What is absent means something else under each.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

FEWEST_TO_SHOW, LEAST_SHARE_TO_SHOW = 5, 0.05
"""So many rows, and so large a share of those that ended in the window, must have begun before it."""

_MOST = 0.9
_QUARTER = 91


@dataclass(frozen=True)
class Selection:
    """What a return lists of a list with a start and an end.

    ``by_end``: what ended in its window, and what is open; otherwise what began in its window. ``lists_open``: whether
    what began before the window is listed for as long as it is open. ``days_to_settle``: for so many days from the first
    one covered, things that began earlier may have been open or ended unlisted; 0 where selected by end.
    """

    by_end: bool = False
    lists_open: bool = False
    days_to_settle: int = 0


NOT_SHOWN = Selection()
"""How a return is taken to select where nothing shows it."""


def selection_shown(starts: pa.ChunkedArray, ends: pa.ChunkedArray, first: date, last: date) -> Selection:
    """How a return whose window goes from ``first`` to ``last`` selects, by the start and end dates of its rows.

    Where few rows show it, it is taken to select by start: then nothing vanishes that the return could not have listed.
    The days to settle are as many as nine in ten of the rows that ended took, or as the longest took where that is more
    than a quarter. Where a row has been open for more than a quarter, how long such things last is not shown at all, and
    no day of the window is settled.
    """
    began, ended = _days(starts), _days(ends)
    window_from, window_to = (float((day - date(1970, 1, 1)).days) for day in (first, last))
    in_window = (ended >= window_from) & (ended <= window_to)
    is_open = np.isnan(ended)
    by_end = _shows(in_window & (began < window_from), in_window)
    lists_open = by_end or _shows(is_open & (began < window_from), is_open)
    if by_end:
        return Selection(by_end=True, lists_open=True)
    took = np.sort((ended - began)[(ended >= began)])
    open_for = (window_to - began)[is_open & (began <= window_to)]
    if (open_for > _QUARTER).any():
        return Selection(lists_open=lists_open, days_to_settle=(last - first).days + 1)
    usual = float(took[int(np.ceil(_MOST * len(took))) - 1]) if len(took) else 0.0
    longest = float(took[-1]) if len(took) else 0.0
    return Selection(lists_open=lists_open, days_to_settle=int(longest if longest > _QUARTER else usual))


def _shows(begun_before: np.ndarray, of_all: np.ndarray) -> bool:
    before = int(begun_before.sum())
    return before >= FEWEST_TO_SHOW and before >= LEAST_SHARE_TO_SHOW * int(of_all.sum())


def _days(column: pa.ChunkedArray) -> np.ndarray:
    """Dates as days since 1970, NaN where there is none."""
    return np.asarray(pc.cast(pc.cast(column, pa.date32()), pa.int32()).to_numpy().astype(float))
