"""What a new question and Back cost on the Explore page, in processor time, beside a bare page of the same run.

    python -m tests.benchmarks.exploring --rounds 5

The returns are the workbook of 96,000 rows, or the Example county with ``--county``. Every question is one that the shelf has
not been asked: what it kept is let go of before each.

- **new**: a question opened by its link in a session that has drawn the page before.
- **back**: the question before it again, in the same session, as the browser's Back asks.
- **cases**, **behind**, **profile**: what is asked when these are opened.
"""

from __future__ import annotations

import argparse
from statistics import median

from streamlit.testing.v1 import AppTest

from components.figures.question import Question, address_of, first_question
from data.sample import EXAMPLE_COUNTY
from data.store import Store
from tests.benchmarks.large_workbook import large_workbook
from tests.benchmarks.pages import BARE, processor_ms
from tests.patience import SECONDS
from tests.running import COUNCIL, clear_what_is_kept, run, session_on, shelf_of

MOST = {"new": 5.0, "back": 1.0}
OPENED = ("cases", "behind", "profile")


def questions(store: Store) -> list[Question]:
    """Questions of many measures, with conditions and breakdowns."""
    newest = store.reporting_date
    assert newest is not None
    referrals = first_question("referrals", newest)
    re_referrals = first_question("re_referrals_within_12_months", newest).at(newest, "year_to_date")
    looked_after = first_question("children_looked_after", newest)
    return [
        referrals,
        referrals.broken_down("source"),
        referrals.at(newest, "month").toggled("age_band", "1 to 4"),
        re_referrals.toggled("age_band", "Under 1").toggled("age_band", "1 to 4").broken_down("source"),
        looked_after,
        looked_after.broken_down("legal_status").broken_down("age_band"),
        first_question("contacts", newest).toggled("source", "Schools"),
        first_question("assessments_within_45_working_days", newest).broken_down("age_band"),
        first_question("child_protection_plans", newest).toggled("sex", "Female"),
        first_question("children_in_need", newest).broken_down("primary_need"),
    ]


def opened(app: AppTest, question: Question, show: str = "") -> AppTest:
    """The session with a question in its address, and one part of the page open."""
    app.query_params.clear()
    app.query_params.update(address_of(question))
    for name in OPENED:
        app.session_state[f"explore {name}"] = name == show
    return app


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser()
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--county", action="store_true")
    chosen = options.parse_args()
    if chosen.county:
        shelf = shelf_of(EXAMPLE_COUNTY)
    else:
        loaded = Store(COUNCIL)
        loaded.load("96,000 rows.xlsx", large_workbook())
        shelf = loaded.shelf
    asked = questions(Store(COUNCIL, shelf=shelf))
    app = session_on(shelf, EXAMPLE_COUNTY, "measures")
    run(opened(app, asked[-1]))
    spent: dict[str, list[float]] = {name: [] for name in ("bare", "new", "back", *OPENED)}
    for _ in range(chosen.rounds):
        for before, question in zip([asked[-1], *asked], asked, strict=False):
            bare = AppTest.from_file(str(BARE), default_timeout=SECONDS)
            spent["bare"].append(processor_ms(lambda bare=bare: run(bare)))
            clear_what_is_kept(shelf)
            run(opened(app, before))
            spent["new"].append(processor_ms(lambda q=question: run(opened(app, q))))
            spent["back"].append(processor_ms(lambda q=before: run(opened(app, q))))
            for name in OPENED:
                spent[name].append(processor_ms(lambda q=question, n=name: run(opened(app, q, n))))
    base = median(spent["bare"])
    print(f"The bare page: {base:.0f} ms of processor time; medians of {len(spent['bare'])} questions")
    for name in ("new", "back", *OPENED):
        most = f", at most {MOST[name]:g}" if name in MOST else ""
        print(
            f"{name:8} {median(spent[name]):6.0f} ms  {median(spent[name]) / base:5.1f} x bare{most}   largest {max(spent[name]) / base:5.1f}"
        )


if __name__ == "__main__":
    main()
