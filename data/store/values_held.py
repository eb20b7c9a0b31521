"""The values that a measure's dimension can be asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from data.lists.dimensions import DIMENSIONS
from data.lists.views import VIEWS
from data.measures import Measure

Table = Callable[[str, Sequence[object]], pd.DataFrame]
"""Answers a statement with its values."""


def values_held(table: Table, measure: Measure, dimension: str) -> frozenset[str]:
    """Those in any table, those of its code set, and the categories that panel returns state of the measure."""
    allowed: set[str] = set()
    if any(dimension in view.dimensions for view in measure.views):
        declared = DIMENSIONS[dimension]
        allowed |= set(declared.values) or _in_tables(table, dimension) | declared.coded_values
    if measure.category == dimension:
        allowed |= _stated(table, measure.id)
    return frozenset(allowed)


def _in_tables(table: Table, dimension: str) -> set[str]:
    views = [view for view in VIEWS.values() if dimension in view.dimensions]
    held = " union ".join(
        f"select distinct {view.dimensions[dimension]} as held from {view.name}" for view in views
    )
    rows = table(f"select held from ({held}) where held is not null", ())
    return set(rows["held"])


def _stated(table: Table, measure: str) -> set[str]:
    rows = table(
        "select distinct category from reported_figures where measure = ? and category is not null",
        [measure],
    )
    return set(rows["category"])
