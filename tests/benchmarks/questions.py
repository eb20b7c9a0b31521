"""What a page's questions, and the whole catalogue's, cost an empty store and the Example county's, with nothing kept.

Run as ``python -m tests.benchmarks.questions``. Processor time, median of seven, beside the floor of the same run: one
statement a view that counts its rows and its children. Budgets: 30 ms a page on an empty store, the whole catalogue over
eight quarters in 400 ms on DuckDB 1.5 and twice that on 2.0.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import date

import duckdb

from data.answering import Wanted
from data.judgement import judged_monthly, months_wanted
from data.lists.views import VIEWS
from data.measures import MEASURES, Measure
from data.sample import EXAMPLE_COUNTY, returns_in
from data.store import Store

ENDING = date(2022, 12, 31)
QUARTERS, MONTHS, PARTS = 9, 24, 5
TOPIC_SECTION, TOPIC_MEASURES = "Throughcare", 16


def page_questions(measures: list[Measure]) -> list[Wanted]:
    """What a page asks of its measures: quarters, years of rates, the months that are judged or drawn, and the parts."""
    rates = [measure.id for measure in measures if measure.unit == "rate"]
    flows = judged_monthly(measures)
    drawn = [
        measure.id
        for measure in measures
        if measure not in flows and not measure.is_split and measure.is_known_any_day
    ]
    split = [measure.id for measure in measures if measure.is_split]
    asked = [
        Wanted([measure.id for measure in measures if measure.unit != "rate"], "quarter", QUARTERS),
        Wanted(rates, "quarter", QUARTERS),
        Wanted(rates, "rolling_12_months", QUARTERS),
        Wanted(drawn, "month", MONTHS),
        *months_wanted(flows),
        Wanted(split, "quarter", PARTS, by="category"),
    ]
    return [wanted for wanted in asked if wanted.ids]


def _cases() -> dict[str, list[Wanted]]:
    headlines = [measure for measure in MEASURES.values() if measure.headline]
    topic = [measure for measure in MEASURES.values() if measure.section == TOPIC_SECTION][:TOPIC_MEASURES]
    return {
        "the overview's headlines": page_questions(headlines),
        f"a topic of {len(topic)} measures": page_questions(topic),
        "one measure by one dimension": [Wanted("contacts", "quarter", QUARTERS, by="age_band")],
        "the whole catalogue": [Wanted(list(MEASURES), "quarter", 8)],
    }


def _processor_ms(work: Callable[[], object], times: int = 7) -> float:
    spent = []
    for _ in range(times):
        started = time.process_time()
        work()
        spent.append(time.process_time() - started)
    return 1000 * statistics.median(spent)


def _ask(store: Store, asked: list[Wanted]) -> None:
    store.shelf.answers.clear()
    store.measures(asked, ending=ENDING)


def _read_each_view(store: Store) -> None:
    store.shelf.answers.clear()
    for view in VIEWS.values():
        child = ", count(distinct child_id)" if "child_id" in view.layout.by_column else ""
        store.table(f"select count(*){child} from {view.name}")


def main() -> None:
    """Print the table."""
    empty, county = Store(885), Store(885)
    county.load_all([(name, content, None) for name, content in returns_in(EXAMPLE_COUNTY)])
    cases = _cases()
    started = time.process_time()
    _ask(empty, cases["the whole catalogue"])
    first = 1000 * (time.process_time() - started)
    floor = _processor_ms(lambda: _read_each_view(county))
    print(
        f"DuckDB {duckdb.__version__}; an empty store's very first question {first:.0f} ms; the floor {floor:.0f} ms"
    )
    print(f"{'':32}{'questions':>10}{'empty ms':>10}{'county ms':>11}{'x floor':>9}")
    for name, asked in cases.items():
        nothing = _processor_ms(lambda asked=asked: _ask(empty, asked))
        held = _processor_ms(lambda asked=asked: _ask(county, asked))
        print(f"{name:32}{len(asked):>10}{nothing:>10.1f}{held:>11.1f}{held / floor:>9.1f}")


if __name__ == "__main__":
    main()
