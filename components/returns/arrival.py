"""Check, then use: what each guard found in a return on arrival, the answers it needs, and the figures before and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd
import streamlit as st

from components.returns.gravity import SEVERITIES, gravity
from components.screen.downloads import download_table
from components.screen.tables import plain_table, searched_table
from components.screen.text import escaped, quiet
from components.session.store import session_store
from components.words.numbers import change, day, plain
from data.findings.arriving.indicators import revised
from data.findings.arriving.trying import File, Trial, Tried, try_returns
from data.findings.finding import Choice, Finding
from data.measures import MEASURES
from data.notes.answers import LONGEST_REASON, Answer, is_answer
from data.returns.problems import counted
from data.store import Store
from data.store.return_file import fingerprint_of

ROWS_READ, FIGURES_READ = 50, 15
TRIAL = "trial"
_COLOURS: dict[str, Literal["red", "orange", "blue"]] = {"stop": "red", "ask": "orange", "note": "blue"}
_ICONS = {"stop": ":material/block:", "ask": ":material/help:", "note": ":material/info:"}


def tried_together(store: Store, files: Sequence[File]) -> Trial:
    """What using the files together would mean, worked out once while they stay in the uploader."""
    key = (
        tuple((fingerprint_of(content), given) for _, content, given in files),
        tuple(loaded.id for loaded in store.returns),
        store.remembered.version,
        store.la_code,
        store.trio_rule,
        tuple(store.stated.items()),
    )
    kept = st.session_state.get(TRIAL)
    if kept is None or kept[0] != key:
        with st.spinner("Working out what would change …"):
            kept = st.session_state[TRIAL] = (key, try_returns(store, files))
    trial: Trial = kept[1]
    return trial


@dataclass(frozen=True)
class Settled:
    """Where a file stands: how many findings stop it, how many of those that need an answer have none, how many there are."""

    stops: int
    unanswered: int
    asked: int

    @property
    def can_be_used(self) -> bool:
        """Whether nothing keeps the file from being used."""
        return not self.stops and not self.unanswered

    @property
    def in_words(self) -> str:
        """What is to be done before it is used: '1 Stop, 2 of 3 to answer', 'nothing'."""
        parts = [f"{self.stops} Stop"] if self.stops else []
        if self.asked:
            parts.append(
                f"{self.unanswered} of {self.asked} to answer"
                if self.unanswered
                else f"{self.asked} answered"
            )
        return ", ".join(parts) or "nothing"


def rows_by_rule(tried: Tried) -> str:
    """How many rows the rules find, by gravity: '430 cannot be right, 61 to look at, 5 to know'."""
    counts = {
        severity: sum(finding.count for finding in tried.by_rule if finding.severity == severity)
        for severity in SEVERITIES
    }
    return ", ".join(
        f"{count:,} {SEVERITIES[severity].lower()}" for severity, count in counts.items() if count
    )


def show_findings(store: Store, tried: Tried, fingerprint: str, name: str) -> Settled:
    """A file's findings: what keeps it from being used first, what is settled or to know folded away; where the file stands."""
    waits = [finding for finding in tried.findings if finding.stops_use or finding.waits]
    wrong = [finding for finding in tried.findings if finding.cannot_be_right]
    settled = [finding for finding in tried.findings if finding.is_settled_by_default]
    notes = [finding for finding in tried.findings if finding.severity == "note"]
    if not tried.findings and not tried.by_rule:
        st.success("Nothing speaks against using it.")
    answered = {finding.id: _show_finding(store, finding, fingerprint) for finding in waits}
    for finding in wrong:
        _show_finding(store, finding, fingerprint)
    if settled:
        with st.expander(f"Taken as it stands unless you say otherwise: {counted(len(settled), 'finding')}"):
            answered |= {finding.id: _show_finding(store, finding, fingerprint) for finding in settled}
    if notes:
        with st.expander(f"To know: {counted(len(notes), 'note')}"):
            for finding in notes:
                _show_finding(store, finding, fingerprint)
    _show_rules(tried)
    _show_rows(tried)
    if tried.findings:
        answers = session_store().notes.answers.of(fingerprint)
        download_table(
            "Download the findings",
            lambda: findings_table([*tried.findings, *tried.by_rule], answers),
            f"{name.rsplit('.', 1)[0]} before use",
            key=f"findings {fingerprint[:12]}",
        )
    asked = [finding for finding in tried.findings if finding.severity == "ask"]
    return Settled(
        sum(finding.stops_use for finding in tried.findings),
        sum(not answered[finding.id] for finding in asked),
        sum(finding.waits or not answered[finding.id] for finding in asked),
    )


def _show_rules(tried: Tried) -> None:
    """What the rules find in the file's rows, one line a rule: they are counted before use and settled after it, on Checks."""
    if not tried.by_rule:
        return
    with st.expander(f"Found by the rules: {rows_by_rule(tried)}"):
        quiet(
            "None keeps the file from being used. The Checks page will show each row, to correct or to accept with a reason."
        )
        plain_table(
            pd.DataFrame(
                {
                    "Rule": [finding.kind.title for finding in tried.by_rule],
                    "Kind": [gravity(finding) for finding in tried.by_rule],
                    "Sheet": [finding.sheet for finding in tried.by_rule],
                    "Rows": [f"{finding.count:,}" for finding in tried.by_rule],
                    "What to do": [finding.what_to_do for finding in tried.by_rule],
                }
            ),
            "What the rules find in the file",
        )


def _show_finding(store: Store, finding: Finding, fingerprint: str) -> bool:
    """One finding with its choices; whether it has the answer it needs."""
    key = f"{fingerprint[:12]} {finding.id}"
    with st.container(border=True):
        st.badge(
            f"{gravity(finding)}: {_state(finding, fingerprint)}",
            icon=_ICONS[finding.severity],
            color=_COLOURS[finding.severity],
        )
        st.markdown(f"**{escaped(finding.kind.title)}.** {escaped(finding.sentence)}")
        _show_rows_to_look_at(finding, key)
        if not finding.choices:
            return finding.severity == "note"
        choice = _chosen(finding, key)
        if choice is None:
            return False
        reason = ""
        if choice.needs_reason:
            reason = (
                st.text_input(
                    "Reason, kept and shown with the return", key=f"reason {key}", max_chars=LONGEST_REASON
                )
                or ""
            )
        settled = is_answer(choice, reason)
        if settled:
            session_store().notes.answers.give(fingerprint, finding, choice, reason)
        else:
            session_store().notes.answers.take_back(fingerprint, finding)
            if choice.keeps_out:
                quiet("The file stays out: take it off the list above.")
            elif choice.needs_reason:
                st.error(
                    "Give a reason, with a word or a number in it: it is printed under the figures it bears on."
                )
        if _remembered(store, finding, choice if settled else None):
            st.rerun()
        return settled


def _state(finding: Finding, fingerprint: str) -> str:
    """What a finding means for the use of its file."""
    if finding.stops_use:
        return "the file cannot be used as it is"
    if finding.cannot_be_right:
        return "the file can be used; correct the rows"
    if finding.severity == "note":
        return "to know"
    if finding.is_settled_by_default:
        return "stays as it is unless you say otherwise"
    return (
        "answered"
        if finding.id in session_store().notes.answers.of(fingerprint)
        else "needs an answer before the file is used"
    )


def _show_rows_to_look_at(finding: Finding, key: str) -> None:
    """The rows behind a finding, the first of them to read and all to download."""
    rows = finding.rows
    if rows is None or rows.empty:
        return
    with st.expander(f"See the {counted(len(rows), 'row')}"):
        table = pd.DataFrame(
            {
                "Sheet": rows["sheet"],
                "Row": [f"{row:,}" for row in rows["row"]],
                "Child Unique ID": rows["child_id"],
                "Why": rows["why"],
            }
        )
        if len(rows) > ROWS_READ:
            quiet(f"The first {ROWS_READ} of {len(rows):,}; the download has all.")
        plain_table(table.head(ROWS_READ), f"Rows behind: {finding.about}")
        download_table(
            f"Download {counted(len(rows), 'row')}", lambda: table, "rows to look at", key=f"rows {key}"
        )


def _remembered(store: Store, finding: Finding, choice: Choice | None) -> bool:
    """Keep what the choice says and take back what another said before; whether the return is to be read otherwise now."""
    version = store.remembered.version
    for other in finding.choices:
        if other is not choice:
            store.remembered.forget(other.remembers)
    if choice is not None:
        store.remembered.remember(choice.remembers)
    return store.remembered.version != version


def _chosen(finding: Finding, key: str) -> Choice | None:
    """The choice taken; of many, as which code is meant, from a list."""
    index = 0 if finding.is_settled_by_default else None
    words = {choice.words: choice for choice in finding.choices}
    if len(words) > 5:
        taken = st.selectbox("What to do", list(words), index=index, key=f"choice {key}")
    else:
        taken = st.radio("What to do", list(words), index=index, key=f"choice {key}")
    return words.get(taken or "")


def _show_rows(tried: Tried) -> None:
    """Rows of each list beside those of the return it follows."""
    rows = tried.rows
    until = next((until for until in rows["data_to_before"] if until is not None), None)
    if until is None:
        return
    before = [("" if pd.isna(count) else f"{count:,}") for count in rows["rows_before"]]
    here = [f"{count:,}" for count in rows["rows"]]
    moved = [
        "" if pd.isna(then) else change(float(now), float(then), "number")
        for now, then in zip(rows["rows"], rows["rows_before"], strict=True)
    ]
    with st.expander(f"Rows of each list beside those of the return to {day(until)}"):
        plain_table(
            pd.DataFrame(
                {
                    "List": rows["list"],
                    f"Rows, data to {day(until)}": before,
                    "Rows in this file": here,
                    "Change": moved,
                }
            ),
            "Rows of each list beside those of the return before",
        )


def findings_table(findings: Sequence[Finding], answers: Mapping[str, Answer]) -> pd.DataFrame:
    """Findings as a list to hand on: what mends them, how grave, where, how many, what is asked and what was answered."""
    return pd.DataFrame(
        {
            "Repair": [finding.repair for finding in findings],
            "Kind": [gravity(finding) for finding in findings],
            "Sheet": [finding.sheet for finding in findings],
            "Count": [finding.count for finding in findings],
            "Found": [finding.sentence for finding in findings],
            "Answer": [answers[finding.id].words if finding.id in answers else "" for finding in findings],
        }
    )


def show_indicators(trial: Trial) -> None:
    """The figures before and after: headlines of the newest quarter, past quarters revised, and every figure to look up."""
    table = trial.indicators
    if table.empty:
        return
    newest = str(table["period"].iloc[0])
    st.header("What the figures would be", anchor=False)
    latest = table[table["period"] == newest]
    st.subheader(
        escaped(f"{newest}: {int(latest['moves'].sum())} of {counted(len(latest), 'figure')} would change"),
        anchor=False,
    )
    headlines = latest[latest["headline"] & latest["moves"]]
    if not headlines.empty:
        quiet(
            "The headlines among them, beside the quarter before and the same quarter last year; every figure is further down."
        )
        plain_table(
            headline_table(headlines, table),
            f"Headline figures of {newest} that would change, before and after",
        )
    if missing := [
        measure.title
        for measure in MEASURES.values()
        if measure.headline and measure.id not in set(latest["measure"])
    ]:
        quiet(f"Not supplied with these files: {'; '.join(missing)}.")
    past = revised(table)
    st.subheader(
        f"Earlier quarters: {counted(len(past), 'figure') if len(past) else 'no figure'} would be revised",
        anchor=False,
    )
    if len(past):
        quiet(
            "The largest change for its size first. Read as reported, the earlier quarters keep what they said."
        )
        plain_table(
            indicator_table(past.head(FIGURES_READ), with_period=True),
            "Figures of earlier quarters that would be revised",
        )
    with st.expander(
        f"Every figure before and after: {counted(len(table), 'figure')} of {counted(table['period'].nunique(), 'quarter')}"
    ):
        every = indicator_table(table, with_period=True)
        searched_table(every, "Every figure before and after")
        download_table(
            "Download every figure", lambda: every, "figures before and after", key="download indicators"
        )


def headline_table(headlines: pd.DataFrame, every: pd.DataFrame) -> pd.DataFrame:
    """The newest quarter's headlines beside the quarter before and the same one last year, those that change by most first."""
    shown = headlines.sort_values("size", ascending=False, na_position="last", kind="stable")
    told = indicator_table(shown)
    if not (shown["status_before"] == "ok").any():
        told = told.drop(columns=["Now", "Change"])
    units = [MEASURES[name].unit for name in shown["measure"]]
    before = _earlier(shown, every, 3)
    table = told[["Figure"]].copy()
    for rows in (before, _earlier(shown, every, 12)):
        told_then = zip(rows["period"], rows["after"], rows["status_after"], units, strict=True)
        values = [
            "" if pd.isna(period) else _shown(value, status, unit)
            for period, value, status, unit in told_then
        ]
        if any(values):
            table[rows["period"].dropna().iloc[0]] = values
    table = pd.concat([table, told.drop(columns="Figure")], axis=1)
    if before["after"].notna().any():
        whole = (before["status_after"] == "ok").to_numpy() & (shown["status_after"] == "ok").to_numpy()
        table[f"On {before['period'].dropna().iloc[0]}"] = [
            change(now, then, unit) if held else ""
            for now, then, unit, held in zip(shown["after"], before["after"], units, whole, strict=True)
        ]
    return table


def _earlier(shown: pd.DataFrame, every: pd.DataFrame, months: int) -> pd.DataFrame:
    """The same figures of a quarter that ended so many months before, in the same order; empty rows where there are none."""
    end = shown["period_end"].iloc[0] - pd.DateOffset(months=months) + pd.offsets.MonthEnd(0)
    rows: pd.DataFrame = every[every["period_end"] == end].set_index("measure").reindex(shown["measure"])
    return rows


def indicator_table(table: pd.DataFrame, with_period: bool = False) -> pd.DataFrame:
    """Figures as people read them, in the order given."""
    units = [MEASURES[name].unit for name in table["measure"]]
    rows = list(
        zip(
            units,
            table["before"],
            table["after"],
            table["status_before"],
            table["status_after"],
            table["moves"],
            strict=True,
        )
    )
    return pd.DataFrame(
        {
            **({"Quarter": table["period"].tolist()} if with_period else {}),
            "Figure": [MEASURES[name].title for name in table["measure"]],
            "Now": [_shown(then, status, unit) for unit, then, _, status, _, _ in rows],
            "With these files": [_shown(now, status, unit) for unit, _, now, _, status, _ in rows],
            "Change": [
                _changed(then, now, unit, status) if moves else "unchanged"
                for unit, then, now, _, status, moves in rows
            ],
        }
    )


def _shown(value: float, status: str, unit: str) -> str:
    if pd.isna(value):
        return "none" if status == "not applicable" else status
    return plain(value, unit) + (" (partial)" if status == "partial" else "")


def _changed(then: float, now: float, unit: str, status: str) -> str:
    if pd.isna(then):
        return "new"
    if pd.isna(now):
        return "none" if status == "not applicable" else "no longer supplied"
    return change(now, then, unit)
