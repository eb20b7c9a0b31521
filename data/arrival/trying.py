"""Trying returns before they are used: every guard asked, every figure before and after, nothing changed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.arrival import cells, children, columns, figures, lists, revisions, sheets, values, whole_file
from data.arrival.arriving import Arriving, lists_of, rows_used
from data.arrival.findings import HISTORY, RIGHT_FILE, Finding, worst_first
from data.arrival.indicators import (
    COUNTED_FROM_LISTS,
    REACHED_BY_A_RETURN,
    before_and_after,
    carried_on,
    figures_now,
    with_first_readings,
)
from data.lists.loaded_return import LoadedReturn
from data.returns.problems import LoadReport
from data.store import Store

_MODULES = (whole_file, sheets, lists, columns, values, cells, children, figures, revisions)
GUARDS = tuple(guard for module in _MODULES for guard in module.GUARDS)

File = tuple[str, bytes, date | None]


@dataclass(frozen=True)
class Tried:
    """What using one file would mean: its findings, worst first, and its rows beside those of the return before."""

    findings: list[Finding]
    rows: pd.DataFrame


@dataclass(frozen=True)
class Trial:
    """What using several files together would mean: ``tried`` by fingerprint, and every figure before and after."""

    tried: dict[str, Tried]
    indicators: pd.DataFrame


def try_returns(store: Store, files: Sequence[File], today: date | None = None) -> Trial:
    """Try files that were previewed, together; afterwards the store is as it was.

    Each return of children is set against those that come before it, whether they are in use or come with it.
    """
    dates = [one.reporting_date for one in store.returns] + [
        given for _, _, given in files if given is not None
    ]
    ending = max(dates, default=today or date.today())
    candidate = store.candidate(files)
    with_them = store.questions(candidate)
    returned = [arrival.returned for arrival in candidate.arrivals]
    before = so_far = figures_now(store, ending)
    steps: dict[int, pd.DataFrame] = {}
    of_children = [one for one in returned if one.report.kind == "annex_a"]
    for one in of_children[:-1]:
        later = {other.id for other in returned if other.reporting_date > one.reporting_date}
        with with_them.of([other for other in with_them.returns if other.id not in later]) as by_then:
            after = figures_now(by_then, one.quarter.end, REACHED_BY_A_RETURN, COUNTED_FROM_LISTS)
        steps[one.id] = before_and_after(so_far, after)
        so_far = carried_on(so_far, after)
    after = figures_now(with_them, ending)
    if steps:
        steps[of_children[-1].id] = before_and_after(so_far, after)
    indicators = before_and_after(with_first_readings(before, steps), after)
    with_it = frozenset(one.id for one in returned)
    tried = {}
    for arrival in candidate.arrivals:
        one = arrival.returned
        others = tuple(other for other in with_them.returns if other is not one)
        moved = steps.get(one.id, indicators)
        sheets_read = store.sheets_of(arrival.file.content)
        arriving = Arriving(
            with_them, one, others, sheets_read, moved, today or date.today(), with_it - {one.id}
        )
        findings = _told_once([finding for guard in GUARDS for finding in guard(arriving)])
        tried[one.fingerprint] = Tried(worst_first(findings), _row_counts(arriving))
    usable = [file for file in files if not _stops(tried.get(fingerprint_of(file[1])))]
    if len(usable) < len(files):
        indicators = try_returns(store, usable, today).indicators if usable else indicators.iloc[0:0]
    return Trial(tried, indicators)


def _told_once(findings: list[Finding]) -> list[Finding]:
    """Findings without those that another explains: what follows from wrong ids, a jump, a file that stops."""
    ids = {one.id for one in findings}
    told: set[str] = set()
    for one in findings:
        for name in one.lists:
            if one.id == f"jump {name}":
                told |= {f"gone {name}", f"size {name}"}
            if one.id in (f"size {name}", f"cut off {name}"):
                told.add(f"beyond usual {name}")
    if "ids changed" in ids or any(name.startswith("ids unlike") for name in ids):
        told |= {"late corrections", *(name for name in ids if name.startswith(("gone ", "jump ")))}
    if any(one.severity == "stop" for one in findings):
        told.add("late corrections")
    return [one for one in findings if one.id not in told]


def _stops(tried: Tried | None) -> bool:
    """Whether a file cannot be used whatever is answered, so that no figure is to be had of it."""
    return tried is not None and any(finding.severity == "stop" for finding in tried.findings)


def of_report(report: LoadReport) -> list[Finding]:
    """What is found without a trial: a file that cannot be read, or that is in use already."""
    if report.already_loaded:
        rows = sum(sheet.rows_used for sheet in report.sheets)
        said = f"{report.problems[0].message} Its {rows:,} rows are counted once: nothing to do."
        return [Finding("same file", "note", "", rows, said, HISTORY)]
    if report.kind is None:
        return [
            Finding("refused", "stop", "", 1, problem.message, RIGHT_FILE) for problem in report.problems[:1]
        ]
    return []


def fingerprint_of(content: bytes) -> str:
    """What tells one file from another, whatever its name."""
    return hashlib.sha256(content).hexdigest()


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
            "rows": [rows_used(layout, arriving.one) for layout in listed],
            "rows_before": pd.array(
                [rows_used(layout, reference) if reference else None for layout in listed], dtype="Int64"
            ),
            "data_to_before": [reference.reporting_date if reference else None for _ in listed],
        }
    )
