"""How long all checks take on a county's workbook of 96,000 rows, once it is loaded.

Run as ``python -m tests.benchmarks.checks_on_large_workbook``. Wall clock, median of five; the target is under a second.
"""

from __future__ import annotations

import resource
import statistics
import time

from data.findings.rules.completeness import completeness
from data.findings.rules.running import returns_to_check, run_rules
from data.store import Store
from tests.benchmarks.large_workbook import large_workbook


def main() -> None:
    """Print the median, how much was found, and the time completeness takes."""
    store = Store(885)
    store.load("large.xlsx", large_workbook())
    seconds = []
    for _ in range(5):
        started = time.perf_counter()
        checked = run_rules(store)
        seconds.append(time.perf_counter() - started)
    assert checked is not None
    started = time.perf_counter()
    completeness(store, returns_to_check(store)[0])
    filled = time.perf_counter() - started
    print(
        f"{len(checked.run)} checks on 96,000 rows in {statistics.median(seconds):.2f} s ({len(checked.findings):,} findings); "
        f"completeness in {filled:.2f} s; peak memory of the process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB"
    )


if __name__ == "__main__":
    main()
