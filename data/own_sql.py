"""SQL that an analyst typed, answered from a private copy of the rows it reads, in a process of its own with limits.

Nothing that a query does takes another session's memory, or outlives it: a text that the check lets through, and should not have,
finds a database that holds a copy of a few views and is thrown away.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.types as kinds

from data.arrow import as_frame
from data.own_sql_process import TOO_LONG, TOO_MUCH_MEMORY
from data.own_sql_views import documented_views
from data.store import Questions
from data.store.database import OutOfMemory
from data.store.memory import give_back

AT_ONCE = 2
"""Queries of all sessions that run side by side; others wait for their turn."""

_BESIDES = 20.0
"""Seconds for all but the query itself: the process starts, and is handed the rows."""

_ROOT = Path(__file__).parents[1]
_PASSED_ON = ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT")
"""What an interpreter needs of the environment to start; nothing else of it is within a query's reach."""

_ALLOCATION = {"ARROW_DEFAULT_MEMORY_POOL": "system"}
"""Arrow's own allocator reserves a gigabyte of address space at once, of which the process has little more."""

_FIRST_DAY, _LAST_DAY = -719_162, 2_932_896
"""1 January of the year 1 and 31 December 9999, in days from 1970: what calendars of other programs hold."""

_turns = threading.BoundedSemaphore(AT_ONCE)


class QueryRefused(Exception):
    """Why a text was not answered: one sentence, or two, to be shown as they are."""


@dataclass(frozen=True)
class Limits:
    """What one query may take: seconds, MB of memory, and the rows that are shown."""

    seconds: float = 10.0
    memory_mb: int = 512
    rows: int = 10_000


LIMITS = Limits()


@dataclass(frozen=True)
class Result:
    """What a query answered; ``is_cut`` says whether there were more rows than are shown."""

    rows: pd.DataFrame
    is_cut: bool


def run(store: Questions, text: str, limits: Limits = LIMITS) -> pd.DataFrame:
    """The rows that a text answers, at most ``limits.rows``. Raises QueryRefused with the sentence to show."""
    return answer(store, text, limits).rows


def answer(store: Questions, text: str, limits: Limits = LIMITS) -> Result:
    """What a text answers: exactly one SELECT over the documented views. Raises QueryRefused with the sentence to show."""
    views = {view.name: view for view in documented_views(store)}
    with _turn(limits), _QueryProcess(limits) as process:
        process.ask(text, list(views))
        for name in process.told()["views"]:
            try:
                process.hand_over(store.shelf.tables.query(views[name].query))
            except OutOfMemory:
                raise QueryRefused(TOO_MUCH_MEMORY.format(memory=limits.memory_mb)) from None
        is_cut = process.told()["is_cut"]
        rows = process.rows()
    give_back()
    return Result(_frame(rows), is_cut)


@contextmanager
def _turn(limits: Limits) -> Iterator[None]:
    if not _turns.acquire(timeout=limits.seconds + _BESIDES):
        raise QueryRefused("Other queries are running on this server. Try again in a moment.")
    try:
        yield
    finally:
        _turns.release()


class _QueryProcess:
    """The process of one query, ended when it is left or takes too long; see ``data.own_sql_process``."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._was_late = False
        passed_on = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "data.own_sql_process"],
            cwd=_ROOT,
            env=passed_on | _ALLOCATION,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert self._process.stdin is not None and self._process.stdout is not None
        self._asks, self._answers = self._process.stdin, self._process.stdout
        self._timer = threading.Timer(limits.seconds + _BESIDES, self._end_late)
        self._timer.daemon = True

    def __enter__(self) -> _QueryProcess:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        self._process.kill()
        self._process.wait()
        self._answers.close()
        with suppress(OSError):
            self._asks.close()

    def ask(self, text: str, views: list[str]) -> None:
        """Ask for a text over views of these names."""
        line = json.dumps({"text": text, "views": views, **asdict(self._limits)})
        with suppress(OSError):
            self._asks.write(line.encode() + b"\n")
            self._asks.flush()

    def told(self) -> dict[str, Any]:
        """The next that it tells. Raises QueryRefused with its sentence, or where it ended without one."""
        line = self._answers.readline()
        if not line.endswith(b"\n"):
            raise self._ended()
        told: dict[str, Any] = json.loads(line)
        if "refused" in told:
            raise QueryRefused(told["refused"])
        return told

    def hand_over(self, rows: pa.Table) -> None:
        """Hand a view's rows over; where it takes no more, the next that it tells is why."""
        with suppress(OSError), pa.ipc.new_stream(self._asks, rows.schema) as stream:
            stream.write_table(rows)
        with suppress(OSError):
            self._asks.flush()

    def rows(self) -> pa.Table:
        """The result. Raises QueryRefused where it ended in the middle of it."""
        try:
            return pa.ipc.open_stream(self._answers).read_all()
        except (pa.ArrowException, OSError):
            raise self._ended() from None

    def _end_late(self) -> None:
        self._was_late = True
        self._process.kill()

    def _ended(self) -> QueryRefused:
        code = self._process.wait()
        took_too_long = self._was_late or code == -getattr(signal, "SIGXCPU", 0)
        sentence = TOO_LONG if took_too_long else TOO_MUCH_MEMORY
        return QueryRefused(sentence.format(seconds=self._limits.seconds, memory=self._limits.memory_mb))


def _frame(rows: pa.Table) -> pd.DataFrame:
    """The rows as pages take them."""
    for place, name in enumerate(rows.column_names):
        rows = rows.set_column(place, name, _plain(rows.column(place)))
    return as_frame(rows)


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column with whole numbers as such where they fit, and days that no other calendar holds as texts."""
    kind = column.type
    if kinds.is_decimal(kind) and kind.scale == 0:
        with suppress(pa.ArrowInvalid):
            return column.cast(pa.int64())
    if kinds.is_date(kind) or kinds.is_timestamp(kind):
        ends = pc.min_max(column.cast(pa.date32()).cast(pa.int32())).as_py()
        if ends["min"] is not None and (ends["min"] < _FIRST_DAY or ends["max"] > _LAST_DAY):
            return column.cast(pa.string())
    return column
