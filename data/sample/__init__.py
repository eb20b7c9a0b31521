"""Demonstration returns: the December 2022 pack as a panel return, and an invented county over eight quarters."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path
from threading import Thread

from data.returns.opening import ReaderBatch, Sheet

HERE = Path(__file__).parent

DECEMBER_2022_PACK = "december_2022_pack"
EXAMPLE_COUNTY = "example_county"
INVENTED_AUTHORITY = "Example county"
"""What the invented county's returns call their authority."""
DEMONSTRATION_FLAG = "--demonstration"
"""What the app is started with to open on the Example county."""


def returns_in(folder: str) -> list[tuple[str, bytes]]:
    """The workbooks of one demonstration: (file name, content), oldest first."""
    return [(path.name, path.read_bytes()) for path in sorted((HERE / folder).glob("*.xlsx"))]


_AHEAD: dict[tuple[str, str], Future[list[Sheet]]] = {}


def read_ahead(folder: str) -> None:
    """Begin to read a demonstration's workbooks in the background, the newest first, for whoever loads it first.

    They hold nothing of any council, so that reading them outside a session betrays nobody.
    """
    batch = ReaderBatch()
    pool = ThreadPoolExecutor(2)
    for name, content in reversed(returns_in(folder)):
        _AHEAD[folder, name] = pool.submit(batch.open, name, content)
    Thread(target=_end_when_read, args=(batch, list(_AHEAD.values())), daemon=True).start()
    pool.shutdown(wait=False)


def _end_when_read(batch: ReaderBatch, reading: list[Future[list[Sheet]]]) -> None:
    wait(reading)
    batch.__exit__()


def opener(folder: str) -> Callable[[ReaderBatch, str, bytes], list[Sheet]]:
    """How to open a demonstration's workbook: take what was read ahead, once, or read it now."""

    def open_one(readers: ReaderBatch, name: str, content: bytes) -> list[Sheet]:
        ahead = _AHEAD.pop((folder, name), None)
        return ahead.result() if ahead is not None else readers.open(name, content)

    return open_one
