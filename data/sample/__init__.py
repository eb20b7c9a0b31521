"""Demonstration returns: the December 2022 pack as a panel return, and an invented county over eight quarters."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from data.returns.opening import ReaderBatch, Sheet

HERE = Path(__file__).parent

DECEMBER_2022_PACK = "december_2022_pack"
EXAMPLE_COUNTY = "example_county"


def returns_in(folder: str) -> list[tuple[str, bytes]]:
    """The workbooks of one demonstration: (file name, content), oldest first."""
    return [(path.name, path.read_bytes()) for path in sorted((HERE / folder).glob("*.xlsx"))]


_AHEAD: dict[tuple[str, str], Future[list[Sheet]]] = {}


def read_ahead(folder: str) -> None:
    """Begin to read a demonstration's workbooks in the background, for whoever loads it first.

    They hold nothing of any council, so that reading them outside a session betrays nobody.
    """
    batch = ReaderBatch()
    pool = ThreadPoolExecutor(2)
    futures = [pool.submit(batch.open, name, content) for name, content in returns_in(folder)]
    for (name, _), future in zip(returns_in(folder), futures, strict=True):
        _AHEAD[folder, name] = future
    pool.submit(batch.__exit__)
    pool.shutdown(wait=False)


def opener(folder: str) -> Callable[[ReaderBatch, str, bytes], list[Sheet]]:
    """How to open a demonstration's workbook: take what was read ahead, once, or read it now."""

    def open_one(readers: ReaderBatch, name: str, content: bytes) -> list[Sheet]:
        ahead = _AHEAD.pop((folder, name), None)
        return ahead.result() if ahead is not None else readers.open(name, content)

    return open_one
