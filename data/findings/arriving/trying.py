"""Trying returns before they are used: every guard and rule asked, every figure before and after, nothing changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.findings.arriving.arrival import Arriving, lists_of, rows_used
from data.findings.arriving.indicators import (
    COUNTED_FROM_LISTS,
    REACHED_BY_A_RETURN,
    before_and_after,
    carried_on,
    figures_now,
    with_first_readings,
)
from data.findings.finding import Finding, asked_once, told_once, worst_first
from data.findings.reading import REFUSED, SAME_FILE
from data.findings.registry import GUARDS
from data.findings.rules.running import run_rules
from data.lists.loaded_return import LoadedReturn
from data.returns.problems import LoadReport
from data.store import Store
from data.store.return_file import fingerprint_of

File = tuple[str, bytes, date | None]


@dataclass(frozen=True)
class Tried:
    """What using one file would mean.

    ``findings`` are what speaks against it or is to know, worst first; ``by_rule`` what each rule found in its rows, as the Checks
    page will show it; ``rows`` its rows beside those of the return before.
    """

    findings: list[Finding]
    by_rule: list[Finding]
    rows: pd.DataFrame

    @property
    def stops(self) -> bool:
        """Whether the file cannot be used whatever is answered."""
        return any(finding.stops_use for finding in self.findings)

    @property
    def cannot_be_right(self) -> int:
        """How many rows cannot be right: those that the rules find, and those that its sheets show by themselves."""
        return sum(finding.count for finding in (*self.findings, *self.by_rule) if finding.cannot_be_right)


@dataclass(frozen=True)
class Trial:
    """What using several files together would mean: ``tried`` by fingerprint, and every figure before and after."""

    tried: dict[str, Tried]
    indicators: pd.DataFrame


def try_returns(store: Store, files: Sequence[File], today: date | None = None) -> Trial:
    """Try files that were previewed, together; afterwards the store is as it was.

    Each return of children is set against those that come before it, whether they are in use or come with it.
    """
    dates = [loaded.reporting_date for loaded in store.returns] + [
        given for _, _, given in files if given is not None
    ]
    ending = max(dates, default=today or date.today())
    candidate = store.candidate(files)
    with_them = store.questions(candidate)
    returned = [arrival.returned for arrival in candidate.arrivals]
    before = so_far = figures_now(store, ending)
    steps: dict[int, pd.DataFrame] = {}
    of_children = [loaded for loaded in returned if loaded.report.kind == "annex_a"]
    for loaded in of_children[:-1]:
        later = {other.id for other in returned if other.reporting_date > loaded.reporting_date}
        with with_them.of([other for other in with_them.returns if other.id not in later]) as by_then:
            after = figures_now(by_then, loaded.quarter.end, REACHED_BY_A_RETURN, COUNTED_FROM_LISTS)
        steps[loaded.id] = before_and_after(so_far, after)
        so_far = carried_on(so_far, after)
    after = figures_now(with_them, ending)
    if steps:
        steps[of_children[-1].id] = before_and_after(so_far, after)
    indicators = before_and_after(with_first_readings(before, steps), after)
    with_it = frozenset(loaded.id for loaded in returned)
    tried = {}
    for arrival in candidate.arrivals:
        loaded = arrival.returned
        others = tuple(other for other in with_them.returns if other is not loaded)
        moved = steps.get(loaded.id, indicators)
        sheets_read = store.sheets_of(arrival.file.content)
        arriving = Arriving(
            with_them, loaded, others, sheets_read, moved, today or date.today(), with_it - {loaded.id}
        )
        looked = [finding for guard in GUARDS for finding in guard.look(arriving)]
        told = told_once([*looked, *_by_rule(arriving)])
        tried[loaded.fingerprint] = Tried(
            worst_first(asked_once(finding for finding in told if finding.kind.moment != "rule")),
            [finding for finding in told if finding.kind.moment == "rule"],
            _row_counts(arriving),
        )
    stopped = {fingerprint for fingerprint, of_file in tried.items() if of_file.stops}
    usable = [file for file in files if fingerprint_of(file[1]) not in stopped]
    if len(usable) < len(files):
        indicators = try_returns(store, usable, today).indicators if usable else indicators.iloc[0:0]
    return Trial(tried, indicators)


def _by_rule(arriving: Arriving) -> list[Finding]:
    """What each rule finds in the rows of a return of children."""
    checked = run_rules(arriving.store, arriving.returned, arriving.today) if arriving.is_annex_a else None
    return checked.by_rule() if checked is not None else []


def of_report(report: LoadReport) -> list[Finding]:
    """What is found without a trial: a file that cannot be read, or that is in use already."""
    if report.already_loaded:
        rows = sum(sheet.rows_used for sheet in report.sheets)
        fact = report.problems[0].message
        return [
            SAME_FILE.finding(
                "", "", rows, fact, what_to_do=f"Its {rows:,} rows are counted once: nothing to do."
            )
        ]
    if report.kind is None:
        return [REFUSED.finding("", "", 1, problem.message, what_to_do="") for problem in report.problems[:1]]
    return []


def _row_counts(arriving: Arriving) -> pd.DataFrame:
    """One row a list: its rows and those of the return it follows: list, rows, rows_before (NA where there is none)."""
    reference: LoadedReturn | None = arriving.same_quarter or arriving.before
    listed = [
        *arriving.lists,
        *(layout for layout in (lists_of(reference) if reference else []) if layout not in arriving.lists),
    ]
    return pd.DataFrame(
        {
            "list": [layout.title for layout in listed],
            "rows": [rows_used(layout, arriving.returned) for layout in listed],
            "rows_before": pd.array(
                [rows_used(layout, reference) if reference else None for layout in listed], dtype="Int64"
            ),
            "data_to_before": [reference.reporting_date if reference else None for _ in listed],
        }
    )
