"""A locked in-memory database, and sets of tables in it that come and go as a whole."""

from __future__ import annotations

import threading
import warnings
import weakref
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import NamedTuple

import duckdb
import pyarrow as pa

from data.store.behind import BEHIND
from data.store.memory import give_back

warnings.filterwarnings("ignore", "Arrow output on a DB-API result")
"""The other way to Arrow, a relation, plans each statement a third longer than the copy of its few rows takes."""

MEMORY_LIMIT = "1GB"

_WAITS_AT_MOST = "64MB"
"""Tables made that are not compressed yet: what exceeds it is compressed at once, by whoever makes the next."""

_MADE_AT_ONCE = 2
"""A statement is planned, and a table of a county filled, by one processor: two tables take hardly longer than one."""

_CONNECT: dict[str, str | bool | int | float | list[str]] = {
    "python_enable_replacements": False,
    "threads": 1,
    "async_threads": 0,
    "memory_limit": MEMORY_LIMIT,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "max_expression_depth": 1000,
    "preserve_insertion_order": False,
    "checkpoint_threshold": _WAITS_AT_MOST,
}
_LOCK = ("set temp_directory = ''", "set enable_external_access = false", "set lock_configuration = true")


class OutOfMemory(Exception):
    """What was asked needs more memory than the database may use."""


class Database:
    """An unnamed DuckDB in memory: no files, no network, no extensions, settings locked.

    It ends when it is closed, or when nobody holds it any longer; its memory then goes back to the system.
    """

    def __init__(self) -> None:
        self._connection = duckdb.connect(":memory:", config=_CONNECT)
        cursor = self._connection.cursor()
        for setting in _LOCK:
            cursor.execute(setting)
        self._numbers = count(1)
        self._lock = threading.Lock()
        self._compressing = threading.Lock()
        self.close = weakref.finalize(self, _close, self._connection, self._compressing)
        """Close it; every table in it is gone."""

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor that sees no catalog's tables; a connection refuses to give two threads one at the same time."""
        with self._lock:
            return self._connection.cursor()

    def catalog(self) -> Catalog:
        """A new, empty set of tables."""
        catalog = Catalog(self, f"tables_{next(self._numbers)}")
        self.cursor().execute(f"attach ':memory:' as {catalog.name} (compress)")
        return catalog

    def compress(self, catalog: str) -> bool:
        """Let a catalog's tables take as little memory as they can.

        False where that is for later, as somebody is making a table; they stay as they are where memory is short, or they are gone.
        """
        with self._compressing:
            try:
                self.cursor().execute(f"checkpoint {catalog}")
            except duckdb.TransactionException:
                return False
            except duckdb.Error:
                return True
            return True


class NewTable(NamedTuple):
    """A table to be made of what a query answers, which may read rows that come from Python, by their names."""

    name: str
    query: str
    incoming: Mapping[str, pa.Table] | None = None


class Catalog:
    """A set of tables: asked by a statement and its values, answered by an Arrow table; dropped as a whole."""

    def __init__(self, database: Database, name: str) -> None:
        self.database = database
        self.name = name

    def query(self, sql: str, values: Sequence[object] | dict[str, object] = ()) -> pa.Table:
        """The answer to one statement, each on a cursor of its own. Raises OutOfMemory."""
        try:
            return self._cursor().execute(sql, values or None).to_arrow_table()
        except duckdb.OutOfMemoryException:
            raise OutOfMemory from None

    def make(
        self, name: str, query: str, incoming: Mapping[str, pa.Table] | None = None, as_view: bool = False
    ) -> None:
        """Make a table, or a view, of what a query answers; it may read rows that come from Python, by their names.

        It is compressed a moment later. Raises OutOfMemory, with nothing made.
        """
        cursor = self._cursor()
        for other, rows in (incoming or {}).items():
            cursor.register(other, rows)
        try:
            cursor.execute(f"create {'view' if as_view else 'table'} {name} as {query}")
        except duckdb.OutOfMemoryException:
            raise OutOfMemory from None
        if not as_view:
            BEHIND.compress_soon(self)

    def make_all(self, tables: Iterable[NewTable]) -> None:
        """Make tables side by side, none of which reads another of them. Raises OutOfMemory, with some of them made."""
        with ThreadPoolExecutor(_MADE_AT_ONCE) as pool:
            for made in [pool.submit(self.make, *table) for table in tables]:
                made.result()

    def compress(self) -> bool:
        """Let the tables made so far take as little memory as they can; see ``Database.compress``."""
        return self.database.compress(self.name)

    def drop(self) -> None:
        """Drop every table; whoever asks it afterwards is answered by an error of the database."""
        BEHIND.leave(self)
        self.database.cursor().execute(f"detach {self.name}")

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        cursor = self.database.cursor()
        cursor.execute(f"use {self.name}")
        return cursor


def _close(connection: duckdb.DuckDBPyConnection, compressing: threading.Lock) -> None:
    """Close a connection; it refuses while a cursor of it works, as one may behind."""
    with compressing:
        connection.close()
    give_back()
