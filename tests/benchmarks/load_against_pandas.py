"""How much faster a county's workbook is read, checked and merged than pandas with openpyxl merely reads it.

Run as ``python -m tests.benchmarks.load_against_pandas``, with ``--times 10`` for ten counties in one workbook and ``--rounds 1``
for a single round. Wall clock, and processor time of this process and of the readers that parse (their start included, though
they are started ahead of the clock); each round measures everything side by side, and the medians of the rounds are compared.
"""

from __future__ import annotations

import argparse
import io
import resource
import statistics
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from xml.parsers import expat

import pandas as pd

from data.returns.opening import READERS
from data.store import Store
from tests.benchmarks.large_workbook import ROWS_IN_ALL, large_workbook

NAME = "large.xlsx"
AT_LEAST, AT_MOST_EXPAT, AT_MOST_OF_PREVIEW = 6, 4, 1 / 3
"""What is to be shown: times as fast as pandas, times what expat takes, and the share of a preview that a use after it takes."""


@dataclass(frozen=True)
class Cost:
    """Seconds by the clock, and of processor time of all processes."""

    clock: float
    processor: float


def cost_of(work: Callable[[], object]) -> Cost:
    """What it costs to do something once, readers that end meanwhile included."""
    clock, processor = time.perf_counter(), _processor_seconds()
    work()
    return Cost(time.perf_counter() - clock, _processor_seconds() - processor)


def _processor_seconds() -> float:
    readers = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + readers.ru_utime + readers.ru_stime


def with_readers_ahead(work: Callable[[], object]) -> Cost:
    """The same with readers that wait, as they do on a server."""
    READERS.start_ahead()
    time.sleep(1)
    return cost_of(work)


def read_by_pandas(content: bytes) -> None:
    """Read every sheet into a frame."""
    pd.read_excel(io.BytesIO(content), sheet_name=None, engine="openpyxl", header=1)


def sheets_as_xml(content: bytes) -> list[bytes]:
    """The inflated XML of the sheets and of the texts that they share."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [
            archive.read(part)
            for part in archive.namelist()
            if part.startswith("xl/worksheets/") or part == "xl/sharedStrings.xml"
        ]


def tokenise(parts: list[bytes]) -> None:
    """Let expat go through XML with nothing to tell."""
    for part in parts:
        expat.ParserCreate().Parse(part, True)


def measure(content: bytes, rows: int) -> dict[str, Cost]:
    """One round: every way side by side, by its name."""
    store, parts = Store(885), sheets_as_xml(content)
    costs = {"load": with_readers_ahead(lambda: store.load(NAME, content))}
    assert sum(sheet.rows_read for sheet in store.returns[0].report.sheets) == rows
    store.forget()
    costs["preview"] = with_readers_ahead(lambda: store.preview(NAME, content))
    costs["use after preview"] = cost_of(lambda: store.load(NAME, content))
    store.forget()
    costs["expat"] = cost_of(lambda: tokenise(parts))
    costs["pandas"] = cost_of(lambda: read_by_pandas(content))
    return costs


def main() -> None:
    """Print the medians, and how they compare."""
    options = argparse.ArgumentParser()
    options.add_argument("--times", type=int, default=1)
    options.add_argument("--rounds", type=int, default=5)
    chosen = options.parse_args()
    content, rows = large_workbook(chosen.times), chosen.times * ROWS_IN_ALL
    rounds = [measure(content, rows) for _ in range(chosen.rounds)]
    READERS.close()
    print(f"{rows:,} rows, {len(content) / 1e6:.1f} MB, medians of {len(rounds)}")
    median = {
        name: Cost(
            statistics.median(costs[name].clock for costs in rounds),
            statistics.median(costs[name].processor for costs in rounds),
        )
        for name in rounds[0]
    }
    for name, cost in median.items():
        print(f"{name:18} {cost.clock:7.2f} s by the clock {cost.processor:7.2f} s of processor time")
    for kind in ("clock", "processor"):
        load, preview, use, floor, pandas = (getattr(cost, kind) for cost in median.values())
        print(
            f"by {kind}: load {pandas / load:.1f} times as fast as pandas (at least {AT_LEAST}), {load / floor:.1f} times expat "
            f"(at most {AT_MOST_EXPAT}); preview {pandas / preview:.1f} times as fast as pandas, {preview / floor:.1f} times expat; "
            f"use after preview {use / preview:.2f} of the preview (at most {AT_MOST_OF_PREVIEW:.2f})"
        )


if __name__ == "__main__":
    main()
