"""The tables of some returns, each made when a statement first names it and not before."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache

import pyarrow as pa

from data.lists.loaded_return import LoadedReturn
from data.lists.tables import (
    MERGED,
    RETURNED,
    USABLE,
    fixed_tables,
    lists_of_one_return,
    merged_query,
    tables_of_returns,
    usable_queries,
)
from data.measures import MEASURES
from data.returns.typing import empty_query
from data.store.database import Catalog, NewTable

_WORD = re.compile(r"\w+")


class Tables:
    """What the rows of some returns are read as.

    ``returned`` says, for each table of typed rows that there is, the catalog that holds it; a table that no return has
    rows for is empty. With ``ids_without_zeros`` children are told apart without the leading zeros of their ids.
    """

    def __init__(
        self,
        catalog: Catalog,
        returns: Sequence[LoadedReturn],
        returned: dict[str, Catalog],
        ids_without_zeros: bool,
    ) -> None:
        self.catalog = catalog
        self.returns = tuple(returns)
        self.returned = returned
        self.ids_without_zeros = ids_without_zeros
        self._lock = threading.RLock()
        self._made = {name for name, held_in in returned.items() if held_in is catalog}
        self._of_returns = tables_of_returns(self.returns, ids_without_zeros)
        self._of_one_return = lists_of_one_return(self.returns)
        self._usable: dict[str, str] | None = None

    def query(self, sql: str, values: Sequence[object] | dict[str, object] = ()) -> pa.Table:
        """The answer to a statement over the tables by name. Raises OutOfMemory."""
        self.make(names_in(sql))
        return self.catalog.query(sql, values)

    def make(self, names: Sequence[str]) -> None:
        """Make those of the tables that are not made yet, and those that they are made from. Raises OutOfMemory."""
        if self._made.issuperset(names):
            return
        with self._lock:
            for name in names:
                if name not in self._made:
                    self._make(name)
                    self._made.add(name)

    def merge(self) -> None:
        """Make the merged table of each list and sheet that any return has rows for. Raises OutOfMemory."""
        lists = [layout.name for name, layout in RETURNED.items() if name in self.returned]
        with self._lock:
            self.make([other for name in lists for other in names_behind(name)])
            lacking = [name for name in lists if name not in self._made]
            self.catalog.make_all(NewTable(name, merged_query(name, self._of_one_return)) for name in lacking)
            self._made.update(lacking)

    def _make(self, name: str) -> None:
        if name in MERGED:
            self.make(names_behind(name))
            self.catalog.make(name, merged_query(name, self._of_one_return))
        elif name in self._of_returns:
            self.catalog.make(name, "select * from incoming", {"incoming": self._of_returns[name]})
        elif name in USABLE:
            self.make([f"returned_{USABLE[name].name}", "returns"])
            self._usable = self._usable or usable_queries(self.returns)
            self.catalog.make(name, self._usable[name], as_view=True)
        elif name in RETURNED and name in self.returned:
            self.catalog.make(name, f"select * from {self.returned[name].name}.main.{name}", as_view=True)
        elif name in RETURNED:
            self.catalog.make(name, empty_query(RETURNED[name]))
        else:
            self.catalog.make(name, "select * from incoming", {"incoming": same_for_all()[name]})

    @contextmanager
    def of(self, returns: Sequence[LoadedReturn]) -> Iterator[Tables]:
        """The tables of some of these returns alone, for as long as it lasts."""
        if len(returns) == len(self.returns):
            yield self
            return
        catalog = self.catalog.database.catalog()
        try:
            yield Tables(catalog, returns, self.returned, self.ids_without_zeros)
        finally:
            catalog.drop()


def names_in(sql: str) -> list[str]:
    """The tables that a statement may read, each once; one too many is harmless: a table is made that is not asked for."""
    return [word for word in dict.fromkeys(_WORD.findall(sql)) if word in _names()]


@cache
def names_behind(name: str) -> list[str]:
    """The tables that a merged table is made from."""
    order = list(MERGED)
    above = set(order[: order.index(name)])
    return [other for other in names_in(MERGED[name]) if other in above or other not in MERGED]


@cache
def same_for_all() -> dict[str, pa.Table]:
    """The tables that are the same whatever is loaded: the calendar, the books of codes and factors, and of measures."""
    measures = list(MEASURES.values())
    book = pa.table(
        {name: [getattr(one, name) for one in measures] for name in ("id", "title", "unit", "section")}
    )
    return {**fixed_tables(), "measure_book": book}


@cache
def _names() -> frozenset[str]:
    of_returns = tables_of_returns((), ids_without_zeros=False)
    return frozenset({*MERGED, *RETURNED, *USABLE, *of_returns, *same_for_all()})
