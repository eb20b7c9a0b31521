"""Tables are compressed behind, once none has been made for a moment."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import duckdb
import pytest

from data.store.behind import Behind
from data.store.database import Catalog, Database

SECONDS_OF_REST = 0.05
LONG_ENOUGH = 30.0


class Tables:
    """A set of tables that somebody makes another beside the first times it is to be compressed."""

    def __init__(self, times_busy: int = 0) -> None:
        self.times_busy = times_busy
        self.asked: list[float] = []
        self.is_compressed = threading.Event()

    def compress(self) -> bool:
        """Note when, and say whether it could be done."""
        self.asked.append(time.monotonic())
        if len(self.asked) <= self.times_busy:
            return False
        self.is_compressed.set()
        return True


@pytest.fixture
def behind() -> Behind:
    """What works with little rest."""
    return Behind(SECONDS_OF_REST)


def test_tables_are_compressed_once_after_the_last_of_them_was_made(behind: Behind) -> None:
    tables = Tables()
    for _ in range(4):
        behind.compress_soon(tables)
        made = time.monotonic()
        time.sleep(SECONDS_OF_REST / 4)
    assert tables.is_compressed.wait(LONG_ENOUGH)
    behind.end()
    assert len(tables.asked) == 1
    assert tables.asked[0] - made >= SECONDS_OF_REST


def test_tables_that_somebody_adds_to_are_tried_again(behind: Behind) -> None:
    tables = Tables(times_busy=2)
    behind.compress_soon(tables)
    assert tables.is_compressed.wait(LONG_ENOUGH)
    behind.end()
    assert len(tables.asked) == 3


def test_tables_that_are_dropped_or_wait_at_the_end_are_left_alone(behind: Behind) -> None:
    dropped, waits = Tables(), Tables()
    behind.compress_soon(dropped)
    behind.leave(dropped)
    behind.compress_soon(waits)
    behind.end()
    behind.compress_soon(waits)
    time.sleep(4 * SECONDS_OF_REST)
    assert not dropped.asked
    assert not waits.asked


def test_what_a_database_holds_takes_less_a_moment_after_it_was_made() -> None:
    database = Database()
    catalog = database.catalog()
    catalog.make("repeated", "select 'the same text again' || n % 5 as text from range(300_000) as made(n)")
    made = _bytes_held(database)
    _wait_until(lambda: _bytes_held(database) < made / 2)
    assert catalog.query("select count(distinct text) as texts from repeated").to_pylist() == [{"texts": 5}]


def test_a_database_closes_while_it_is_compressed_and_compressing_what_is_gone_does_nothing() -> None:
    for _ in range(20):
        database = Database()
        catalog = database.catalog()
        catalog.make("numbers", "select n, n % 7 as rest from range(200_000) as made(n)")
        working = threading.Thread(target=catalog.compress)
        working.start()
        database.close()
        working.join()
        assert catalog.compress()


def test_compressing_waits_where_a_table_is_being_made() -> None:
    database = Database()
    catalog = database.catalog()
    making = _begun(database, catalog)
    assert not catalog.compress()
    making.execute("commit")
    assert catalog.compress()


def _begun(database: Database, catalog: Catalog) -> duckdb.DuckDBPyConnection:
    """A cursor amid making a table."""
    cursor = database.cursor()
    cursor.execute(f"use {catalog.name}")
    cursor.execute("begin")
    cursor.execute("create table half as select 1 as made")
    return cursor


def _bytes_held(database: Database) -> int:
    row = database.cursor().execute("select sum(memory_usage_bytes) from duckdb_memory()").fetchone()
    assert row is not None
    return int(row[0])


def _wait_until(so: Callable[[], bool]) -> None:
    latest = time.monotonic() + LONG_ENOUGH
    while not so():
        assert time.monotonic() < latest
        time.sleep(0.1)
