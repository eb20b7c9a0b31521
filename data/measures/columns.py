"""Which columns of which lists an SQL expression over a view needs."""

from __future__ import annotations

from functools import cache

from data.lists.parsed_sql import columns_read
from data.lists.views import VIEWS


@cache
def columns_needed(rows: str, *expressions: str | None) -> frozenset[tuple[str, str]]:
    """The (list, column) pairs that SQL expressions over a view need to have been supplied."""
    view = VIEWS[rows]
    needed: set[tuple[str, str]] = set()
    for name in frozenset().union(*(columns_read(part) for part in expressions if part)):
        if name in view.also_needs:
            needed.add(view.also_needs[name])
        for column in view.derived.get(name, (name,)):
            if column in view.layout.by_column:
                needed.add((view.layout.name, column))
    return frozenset(needed)
