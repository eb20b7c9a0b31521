"""How much faster a county's workbook is loaded, typed and checked than pandas with openpyxl merely reads it.

Run as ``python -m tests.benchmarks.load_against_pandas``. Wall clock, the reading process's isolation included, a reader
started ahead, median of five.
"""

from __future__ import annotations

import io
import statistics
import time

import pandas as pd

from data.returns.opening import READERS
from data.store import Store
from tests.benchmarks.large_workbook import large_workbook


def seconds_to_load(content: bytes) -> float:
    """Seconds to load, type, check and merge the workbook into a fresh store."""
    store = Store(885)
    READERS.start_ahead()
    time.sleep(1)
    started = time.perf_counter()
    report = store.load("large.xlsx", content)
    seconds = time.perf_counter() - started
    assert sum(sheet.rows_read for sheet in report.sheets) == 96_000
    return seconds


def seconds_for_pandas(content: bytes) -> float:
    """Seconds for pandas and openpyxl to read every sheet into frames."""
    started = time.perf_counter()
    pd.read_excel(io.BytesIO(content), sheet_name=None, engine="openpyxl", header=1)
    return time.perf_counter() - started


def main() -> None:
    """Print both medians and their ratio."""
    content = large_workbook()
    ours = statistics.median(seconds_to_load(content) for _ in range(5))
    theirs = statistics.median(seconds_for_pandas(content) for _ in range(5))
    print(
        f"{len(content) / 1e6:.1f} MB: loaded in {ours:.2f} s, pandas reads in {theirs:.2f} s: {theirs / ours:.1f} times as fast"
    )


if __name__ == "__main__":
    main()
