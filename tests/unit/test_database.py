"""What a database lets go of, and that nothing else of it changes."""

from __future__ import annotations

import ctypes
import gc
from concurrent.futures import ThreadPoolExecutor

import duckdb
import pytest

from data.store.database import Catalog, Database, give_back_all

ROWS = 1_200_000
"""Of eight bytes that cannot be compressed: 9.6 MB, more than the least that is worth going through."""

JOINED = "select count(*) from few a " + " ".join(
    f"join few b{number} on a.number = b{number}.number" for number in range(6)
)
TIMES = 60


class Counts(ctypes.Structure):
    """What glibc's ``mallinfo2`` tells."""

    _fields_ = [(f"count_{number}", ctypes.c_size_t) for number in range(10)]


def in_use() -> int:
    """The bytes that the C library has given out and not got back."""
    gc.collect()
    library = ctypes.CDLL(None)
    library.mallinfo2.restype = Counts
    counts: Counts = library.mallinfo2()
    return int(counts.count_7)


@pytest.fixture
def catalog() -> Catalog:
    """A table of 9.6 MB and one of 100 rows."""
    catalog = Database().catalog()
    catalog.make("many", f"select hash(range) as number from range({ROWS})")
    catalog.make("few", "select range as number from range(100)")
    return catalog


def joined(catalog: Catalog) -> set[int]:
    """The answers to the same question asked many times: each of a hundred rows finds one in each table."""
    return {catalog.query(JOINED).column(0)[0].as_py() for _ in range(TIMES)}


def limit_of(database: Database) -> str:
    """The memory that a database may take, in words."""
    return str(database.cursor().execute("select current_setting('memory_limit')").fetchall()[0][0])


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "mallinfo2"), reason="only glibc tells what is in use")
def test_what_is_kept_of_buffers_that_are_gone_is_let_go(catalog: Catalog) -> None:
    catalog.query(JOINED)
    catalog.database.let_go()
    before = in_use()
    joined(catalog)
    after_asking = in_use()
    assert after_asking - before > 500_000
    give_back_all()
    assert in_use() - before < (after_asking - before) / 4


def test_the_limit_stays_and_the_other_settings_stay_locked(catalog: Catalog) -> None:
    before = limit_of(catalog.database)
    assert before == "953.6 MiB"
    catalog.database.let_go()
    assert limit_of(catalog.database) == before
    for setting in ("enable_external_access = true", "temp_directory = '.'", "allowed_configs = ['threads']"):
        with pytest.raises(duckdb.Error, match=r"locked|external access"):
            catalog.database.cursor().execute(f"set {setting}")


def test_a_database_without_returns_can_still_be_asked() -> None:
    database = Database()
    catalog = database.catalog()
    catalog.make("few", "select range as number from range(100)")
    database.let_go()
    assert limit_of(database) == "953.6 MiB"
    assert catalog.query("select sum(number) from few").column(0)[0].as_py() == 4950


def test_questions_are_answered_while_it_lets_go(catalog: Catalog) -> None:
    with ThreadPoolExecutor(1) as pool:
        answers = pool.submit(joined, catalog)
        while not answers.done():
            catalog.database.cursor()
            catalog.database.let_go()
    assert answers.result() == {100}


def test_a_closed_database_has_nothing_to_let_go(catalog: Catalog) -> None:
    catalog.database.close()
    catalog.database.let_go()
    give_back_all()
