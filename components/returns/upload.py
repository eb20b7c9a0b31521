"""The upload page: check first, without touching what is loaded; then use the returns, or not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

import pandas as pd
import streamlit as st

from components.returns.arrival import TRIAL, Settled, show_findings, show_indicators, tried_together
from components.returns.gravity import SEVERITIES
from components.returns.kept_session import show_open, show_save
from components.screen.downloads import WORKBOOK, download_file, download_table
from components.screen.pages import CHANGES, CHECKS, OVERVIEW
from components.screen.tables import plain_table, searched_table
from components.screen.text import escaped, quiet
from components.session.clearing import clear_uploads
from components.session.store import (
    DEMONSTRATION,
    MIXED,
    NOT_USED,
    SHOW_NEWEST,
    session_store,
    set_demonstration_aside,
)
from components.words.numbers import day
from data.findings.arriving.trying import File, Tried, of_report
from data.lists.loaded_return import LoadedReturn, version_of
from data.measures import MEASURES
from data.notes.kept_session import is_kept_session
from data.notes.use_log import SENT_AGAIN, TAKEN_OUT, USED
from data.returns import LoadReport
from data.returns.hidden_and_uncalculated import HIDDEN_SHEET
from data.returns.marked_copy import marked_copy
from data.returns.problems import counted
from data.returns.recognition import LAYOUT_BY_NAME
from data.returns.template import blank_panel_return
from data.store import Store
from data.store.return_file import fingerprint_of

_KINDS = {"annex_a": "Annex A", "panel": "Panel return"}
PROBLEMS_READ = 25
_PREVIEWS, _ROUND, _USED, _UNDO = "previews", "upload round", "just used", "can be undone"


def show_upload() -> None:
    """Draw the page."""
    store = session_store()
    st.title("Upload returns")
    st.markdown(
        "Drop in this quarter's workbooks, Annex A, the panel return or both, several at once (.xlsx, .xlsm or .xls; macros are "
        "never run). They are checked first; what is loaded stays as it is until you use them. A saved session is opened "
        "here too."
    )
    place_for_used = st.container()
    _offer_undo(store)
    for words in st.session_state.get(NOT_USED, []):
        st.warning(escaped(words), icon=":material/block:")
    uploaded = st.file_uploader(
        "Workbooks", accept_multiple_files=True, key=f"upload {st.session_state.get(_ROUND, 0)}"
    )
    files = [(file.name, file.getvalue()) for file in uploaded]
    _let_go_of_others(store, files)
    with place_for_used:
        _say_used(len(files))
    sessions = [file for file in files if is_kept_session(file[1])]
    workbooks = [file for file in files if file not in sessions]
    if files and not _demonstration_settled():
        return
    waiting = show_open(store, sessions, partial(_use, store, left=len(files) if workbooks else 0))
    if waiting and workbooks:
        st.info(
            f"Use the saved session first. The {counted(len(workbooks), 'workbook')} beside it will then be checked against its "
            "returns."
        )
    elif workbooks:
        _show_checked(store, workbooks)
    download_file(
        "Download the blank panel return",
        lambda: blank_panel_return(measure.title for measure in MEASURES.values()),
        "panel return template.xlsx",
        WORKBOOK,
        key="blank panel return",
    )
    _show_loaded(store)
    show_save(store)


def _say_used(uploaded: int) -> None:
    """What was taken into use last and where to go on, for as long as nothing else is dropped in."""
    left, sentences = st.session_state.get(_USED, (0, []))
    if not sentences or left != uploaded:
        return
    for words in sentences:
        st.success(escaped(words))
    with st.container(horizontal=True):
        for file, label in ((CHANGES, "What they changed"), (CHECKS, "Checks"), (OVERVIEW, "Overview")):
            st.page_link(file, label=label, icon=":material/arrow_forward:")


def _demonstration_settled() -> bool:
    """Whether returns of one's own can be checked: while a demonstration is loaded, it is asked what is to become of it."""
    if DEMONSTRATION not in st.session_state or MIXED in st.session_state:
        return True
    st.warning(
        "A demonstration is loaded. Returns of your own are not checked against invented ones unless you say so."
    )
    with st.container(horizontal=True):
        if st.button(
            "Set the demonstration aside",
            type="primary",
            key="demonstration aside",
            icon=":material/move_up:",
        ):
            set_demonstration_aside()
            st.rerun()
        if st.button("Add to the demonstration", key="demonstration mixed in", icon=":material/add:"):
            st.session_state[MIXED] = True
            st.rerun()
    return False


def _show_checked(store: Store, files: list[tuple[str, bytes]]) -> None:
    """A line a file and the button that uses those that can be; then each file with what was read of it and found in it."""
    checked = _check_all(store, files)
    st.header("Checked, not yet used", anchor=False)
    place_for_summary = st.container()
    places = [st.container(border=True) for _ in checked]
    dated: list[tuple[str, bytes, LoadReport]] = []
    for position, (place, (name, content, report)) in enumerate(zip(places, checked, strict=True)):
        with place:
            st.subheader(_KINDS.get(report.kind or "", "Not accepted"), anchor=False)
            st.text(name)
            for finding in of_report(report):
                show = st.error if finding.severity == "stop" else st.info
                show(
                    escaped(finding.sentence),
                    icon=":material/block:" if finding.severity == "stop" else ":material/info:",
                )
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
                    _show_account(
                        report, f"new {position}", partial(marked_copy, name, content, report), name
                    )
        lines.append(_Line(name, content, report, tried, settled))
    with place_for_summary:
        _show_summary(store, lines)
    if trial is not None:
        show_indicators(trial)


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
        return f"{_KINDS[self.report.kind]}, {counted(lists, noun)}, {counted(rows, 'row')}"

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
        _use(store, ready)
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


def _let_go_of_others(store: Store, files: list[tuple[str, bytes]]) -> None:
    """Keep nothing of files that were taken out of the uploader again."""
    store.keep_previews_of(content for _, content in files)
    kept: dict[str, LoadReport] = st.session_state.get(_PREVIEWS, {})
    fingerprints = {fingerprint_of(content) for _, content in files}
    for key in [key for key in kept if key.split(" ")[0] not in fingerprints]:
        del kept[key]


def _check_all(store: Store, files: list[tuple[str, bytes]]) -> list[tuple[str, bytes, LoadReport]]:
    """A report for each file, read once and kept while the files stay in the uploader."""
    kept: dict[str, LoadReport] = st.session_state.setdefault(_PREVIEWS, {})
    in_use = ",".join(str(loaded.id) for loaded in store.returns) + store.remembered.version
    keys = [f"{fingerprint_of(content)} {name} {in_use}" for name, content in files]
    new = [index for index, key in enumerate(keys) if key not in kept]
    if new:
        with st.status(
            f"Reading {len(new)} {'workbook' if len(new) == 1 else 'workbooks'} …", expanded=True
        ) as status:
            bar = st.progress(0.0)
            for done, index in enumerate(new):
                st.text(f"Reading {files[index][0]} …")
                kept[keys[index]] = store.preview(*files[index])
                bar.progress((done + 1) / len(new))
            status.update(label="Read and checked", state="complete", expanded=False)
    return [(*file, kept[key]) for file, key in zip(files, keys, strict=True)]


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


def _show_account(report: LoadReport, key: str, copy: Callable[[], bytes], name: str) -> None:
    rows_used = sum(sheet.rows_used for sheet in report.sheets)
    rows_read = sum(sheet.rows_read for sheet in report.sheets if sheet.list)
    st.markdown(f"{rows_used:,} of {rows_read:,} rows of its lists are used.")
    plain_table(account_table(report), "What was read of each sheet")
    extra = [(sheet.name, sheet.extra_columns) for sheet in report.sheets if sheet.extra_columns]
    for sheet, columns in extra:
        st.text(f"Further columns on {sheet}, kept but not used: {', '.join(columns)}")
    counts = {
        severity: sum(problem.severity == severity for problem in report.problems) for severity in SEVERITIES
    }
    if not any(counts.values()):
        st.success("No problems found.")
        return
    st.markdown(
        f"**{counted(len(report.problems), 'problem')} of its sheets, columns and cells:** "
        + ", ".join(
            f"{count:,} {SEVERITIES[severity].lower()}" for severity, count in counts.items() if count
        )
        + "."
    )
    problems = problem_table(report)
    _show_problems(problems)
    with st.container(horizontal=True):
        download_table("Download the problems", lambda: problems, "problems", key=f"problems {key}")
        stem = name.rsplit(".", 1)[0]
        ending = "xlsm" if name.lower().endswith(".xlsm") else "xlsx"
        download_file(
            "Download the workbook with problems marked",
            copy,
            f"{stem} marked.{ending}",
            WORKBOOK,
            key=f"marked {key}",
        )


def _show_problems(problems: pd.DataFrame) -> None:
    """The gravest problems as a table to read, all of them as a grid to search where there are many."""
    first = problems.head(PROBLEMS_READ)[["Kind", "Sheet", "Row", "Column", "What to do"]]
    first = first.assign(Row=["" if pd.isna(row) else f"{row:,}" for row in first["Row"]])
    plain_table(first, "The gravest problems")
    if len(problems) > PROBLEMS_READ:
        with st.expander(f"All {len(problems):,} problems"):
            searched_table(problems, "All problems found")


def account_table(report: LoadReport) -> pd.DataFrame:
    """One row a sheet: what it was read as, rows read and used, rows left out and why."""
    return pd.DataFrame(
        [
            {
                "Sheet": sheet.name,
                "Read as": LAYOUT_BY_NAME[sheet.list].title
                if sheet.list
                else "a list on a hidden sheet"
                if HIDDEN_SHEET in sheet.rows_left_out
                else "not a list or sheet of a return",
                "Rows read": f"{sheet.rows_read:,}",
                "Used": f"{sheet.rows_used:,}",
                "Left out": f"{sum(sheet.rows_left_out.values()):,}",
                "Why left out": "; ".join(
                    f"{reason}: {count:,}" for reason, count in sheet.rows_left_out.items()
                ),
            }
            for sheet in report.sheets
        ]
    )


def problem_table(report: LoadReport) -> pd.DataFrame:
    """One row a problem, the gravest first."""
    order = list(SEVERITIES)
    problems = sorted(report.problems, key=lambda problem: order.index(problem.severity))
    return pd.DataFrame(
        {
            "Kind": [SEVERITIES[problem.severity] for problem in problems],
            "Sheet": [problem.sheet for problem in problems],
            "Row": pd.array([problem.row for problem in problems], dtype="Int64"),
            "Column": [problem.column or "" for problem in problems],
            "Found": [problem.found for problem in problems],
            "Expected": [problem.expected for problem in problems],
            "What to do": [problem.message for problem in problems],
        }
    )


def _use(store: Store, files: Sequence[tuple[str, bytes, date | None]], left: int = 0) -> None:
    """Take returns into use; those of a date that is in use already stand over it, since that was asked and answered.

    ``left`` is how many files stay in the uploader.
    """
    reports = store.load_all(files, as_listed=True)
    used = [report for report in reports if report.accepted and not report.already_loaded]
    words = (
        [
            f"In use now: {len(used)} {'return' if len(used) == 1 else 'returns'}, data to {day(store.reporting_date)}."
        ]
        if used and store.reporting_date
        else []
    )
    words += [
        problem.message
        for report in reports
        if not report.accepted or report.already_loaded
        for problem in report.problems[:1]
    ]
    st.session_state.pop(_PREVIEWS, None)
    st.session_state.pop(TRIAL, None)
    if not left:
        clear_uploads()
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    st.session_state[_USED] = (left, words)
    if used:
        st.session_state[SHOW_NEWEST] = True
        st.toast("Done. The pages show the newest quarter.", icon=":material/check:")
    st.session_state[_UNDO] = [loaded.id for loaded in store.last_used] if used else []
    for loaded in store.last_used if used else ():
        session_store().notes.log.add(
            USED, loaded.report.file_name, loaded.fingerprint, version_words(loaded, store), datetime.now()
        )
    st.rerun()


def version_words(loaded: LoadedReturn, store: Store) -> str:
    """'Annex A of Q3 2022/23, version 2, data to 31 December 2022'."""
    kind = _KINDS[loaded.report.kind or "panel"]
    return f"{kind} of {loaded.quarter.label}, version {version_of(loaded, store.returns)}, data to {day(loaded.reporting_date)}"


def _offer_undo(store: Store) -> None:
    """Take the last use back, for as long as it is the last thing that was done."""
    last = store.last_used
    if not last or [loaded.id for loaded in last] != st.session_state.get(_UNDO):
        return
    what = f"“{last[0].report.file_name}”" if len(last) == 1 else f"these {len(last)} returns"
    if st.button(f"Undo: take {escaped(what)} out again", key="undo", icon=":material/undo:"):
        for loaded in last:
            session_store().notes.log.add(
                TAKEN_OUT,
                loaded.report.file_name,
                loaded.fingerprint,
                version_words(loaded, store),
                datetime.now(),
            )
        store.undo()
        st.session_state[_UNDO] = []
        st.session_state[_USED] = (0, [f"Taken out again: {what}. Everything is as it was before."])
        st.rerun()


def _show_loaded(store: Store) -> None:
    if not store.returns:
        return
    st.header("In use", anchor=False)
    for loaded in sorted(store.returns, key=lambda loaded: loaded.order, reverse=True):
        replaced = version_of(loaded, store.returns) < sum(
            other.report.kind == loaded.report.kind and other.quarter == loaded.quarter
            for other in store.returns
        )
        with st.expander(
            f"{version_words(loaded, store)}{'; a later version stands where they differ' if replaced else ''}"
        ):
            st.text(loaded.report.file_name)
            if answers := session_store().notes.answers.of(loaded.fingerprint):
                plain_table(
                    pd.DataFrame(
                        {
                            "Asked about": [answer.about for answer in answers.values()],
                            "Answered before use": [answer.words for answer in answers.values()],
                        }
                    ),
                    "Answers given before use",
                )
            plain_table(account_table(loaded.report), "What was read of each sheet")
            if loaded.report.problems:
                searched_table(problem_table(loaded.report), "Problems found")
                download_table(
                    "Download these problems",
                    partial(problem_table, loaded.report),
                    "problems",
                    key=f"problems in use {loaded.id}",
                )
    _show_log()
    _show_remembered(store)


def _show_log() -> None:
    """What was done with returns and when, in this session and those it was opened from."""
    entries = session_store().notes.log.entries
    if not entries:
        return
    with st.expander(f"What was used when: {counted(len(entries), 'entry', 'entries')}"):
        plain_table(
            pd.DataFrame(
                {
                    "When": [entry.when for entry in entries],
                    "What": [entry.what for entry in entries],
                    "File": [entry.file_name for entry in entries],
                    "As": [entry.version for entry in entries],
                    "SHA-256": [entry.fingerprint[:12] for entry in entries],
                }
            ),
            "What was done with returns and when",
        )


def _show_remembered(store: Store) -> None:
    """What was said once of the council's own files, and a way to take it back."""
    kept = store.remembered.in_words
    if not kept:
        return
    with st.expander(f"What is remembered of your files: {counted(len(kept), 'thing')}"):
        plain_table(
            pd.DataFrame({"Where": [where for where, _ in kept], "Read as": [read for _, read in kept]}),
            "What is remembered of the council's own files",
        )
        quiet("Returns in use stay as they were read; what is forgotten is asked again of the next ones.")
        if st.button("Forget what is remembered", key="forget remembered", icon=":material/delete:"):
            store.remembered.clear()
            st.rerun()
