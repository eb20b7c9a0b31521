"""Files dropped in and not used yet: each read and tried, in a line with what it waits for, then in full."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

import pandas as pd
import streamlit as st

from components.returns.account import KINDS, show_account
from components.returns.arriving_findings import Settled, show_findings
from components.returns.figures_before_and_after import show_figures
from components.returns.previews import check_all
from components.returns.severity import show_of_whole_file
from components.returns.trial import tried_together
from components.returns.using import use
from components.screen.tables import plain_table
from components.screen.text import escaped, quiet
from components.session.store import session_store
from data.findings.arriving.trying import File, Tried, of_report
from data.notes.use_log import SENT_AGAIN
from data.returns import LoadReport
from data.returns.marked_copy import marked_copy
from data.returns.problems import counted
from data.store import Store
from data.store.return_file import fingerprint_of


def show_checked(store: Store, files: list[tuple[str, bytes]]) -> None:
    """A line a file and the button that uses those that can be; then each file with what was read of it and found in it."""
    checked = check_all(store, files)
    st.header("Checked, not yet used", anchor=False)
    place_for_summary = st.container()
    places = [st.container(border=True) for _ in checked]
    dated: list[tuple[str, bytes, LoadReport]] = []
    for position, (place, (name, content, report)) in enumerate(zip(places, checked, strict=True)):
        with place:
            st.subheader(KINDS.get(report.kind or "", "Not accepted"), anchor=False)
            st.text(name)
            for finding in of_report(report):
                show_of_whole_file(finding)
            if report.already_loaded:
                _say_when_used(content, name)
            if report.kind is not None and not report.already_loaded:
                dated.append(
                    (name, content, _reporting_date(store, name, content, report, position) or report)
                )
            else:
                dated.append((name, content, report))
    new = [
        (name, content, report.reporting_date)
        for name, content, report in dated
        if report.kind is not None and report.reporting_date is not None and not report.already_loaded
    ]
    trial = tried_together(store, new) if new else None
    lines: list[_Line] = []
    for position, (place, (name, content, report)) in enumerate(zip(places, dated, strict=True)):
        tried = trial.tried.get(fingerprint_of(content)) if trial is not None else None
        with place:
            settled = show_findings(store, tried, fingerprint_of(content), name) if tried else None
            if report.kind is not None:
                with st.expander("What was read of each sheet, and every problem", expanded=tried is None):
                    show_account(report, f"new {position}", partial(marked_copy, name, content, report), name)
        lines.append(_Line(name, content, report, tried, settled))
    with place_for_summary:
        _show_summary(store, lines)
    if trial is not None:
        show_figures(trial)


@dataclass(frozen=True)
class _Line:
    """A file as the summary tells of it; without ``tried`` and ``settled`` it was not tried."""

    name: str
    content: bytes
    report: LoadReport
    tried: Tried | None
    settled: Settled | None

    @property
    def holds(self) -> str:
        """What was read: 'Annex A, 11 lists, 9,120 rows'."""
        if self.report.kind is None:
            return "no return"
        lists = len({sheet.list for sheet in self.report.sheets if sheet.list})
        rows = sum(sheet.rows_used for sheet in self.report.sheets)
        noun = "list" if self.report.kind == "annex_a" else "sheet"
        return f"{KINDS[self.report.kind]}, {counted(lists, noun)}, {counted(rows, 'row')}"

    @property
    def before_use(self) -> str:
        """What is to be done before it is used."""
        if self.report.already_loaded:
            return "in use already"
        if self.report.kind is None:
            return "cannot be read"
        if self.settled is None:
            return "its reporting date" if self.report.reporting_date is None else "cannot be used"
        return self.settled.in_words


def _show_summary(store: Store, lines: list[_Line]) -> None:
    """The one button that takes into use what waits for nothing, and each file in a line with what it waits for."""
    ready: list[File] = [
        (line.name, line.content, line.report.reporting_date)
        for line in lines
        if line.settled is not None and line.settled.can_be_used
    ]
    waiting = [
        line
        for line in lines
        if line.report.kind is not None
        and not line.report.already_loaded
        and (line.settled is None or not line.settled.can_be_used)
    ]
    if ready and st.button(
        f"Use {'this return' if len(ready) == 1 else f'these {len(ready)} returns'}",
        type="primary",
        key="use",
        icon=":material/check:",
    ):
        use(store, ready)
    plain_table(
        pd.DataFrame(
            {
                "File": [line.name for line in lines],
                "Holds": [line.holds for line in lines],
                "Data to": [
                    f"{line.report.reporting_date:%d/%m/%Y}" if line.report.reporting_date else ""
                    for line in lines
                ],
                "Before use": [line.before_use for line in lines],
                "Cannot be right": [
                    counted(line.tried.cannot_be_right, "row") if line.tried else "" for line in lines
                ],
            }
        ),
        "The files, what each holds and what it waits for",
    )
    if waiting:
        st.warning(
            escaped(
                f"{counted(len(waiting), 'return')} cannot be used yet: {', '.join(f'“{line.name}”' for line in waiting)}. "
                "Answer each Ask below, with its reason where one is needed; a Stop needs another file."
            )
        )
    if any(line.report.kind is not None and line.report.reporting_date is None for line in lines):
        st.warning(
            "Give a reporting date for each return that shows none; without it the return cannot be used."
        )


def _say_when_used(content: bytes, name: str) -> None:
    """When a file that is sent again was used, as which version; noted in the list of what was done."""
    fingerprint, log = fingerprint_of(content), session_store().notes.log
    if (used := log.last_use(fingerprint)) is not None:
        quiet(f"Used on {used.when} as {used.version}. It is listed under In use, further down.")
        again = (SENT_AGAIN, name, fingerprint, used.version)
        if not any(
            (entry.what, entry.file_name, entry.fingerprint, entry.version) == again for entry in log.entries
        ):
            log.add(*again, datetime.now())


def _reporting_date(
    store: Store, name: str, content: bytes, report: LoadReport, position: int
) -> LoadReport | None:
    """Ask for the reporting date, the inferred one filled in; a report for another date where it is changed."""
    how = {
        "About sheet": "from the About sheet",
        "newest event": "the newest event in Lists 1 to 5",
        "given": "as loaded",
        "": "none found in the workbook",
    }[report.reporting_date_from]
    given = st.date_input(
        f"Data to, the last day the data cover ({how})",
        value=report.reporting_date,
        format="DD/MM/YYYY",
        key=f"reporting date {position} {fingerprint_of(content)[:12]}",
        min_value=date(2000, 1, 1),
        max_value=date(2100, 12, 31),
    )
    if isinstance(given, date) and given != report.reporting_date:
        return store.preview(name, content, given)
    return None
