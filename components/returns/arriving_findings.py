"""What was found in a return on arrival, what it needs before it is used, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from components.returns.answering import show_finding
from components.returns.severity import SEVERITIES, counts_in_words, word
from components.screen.downloads import download_table
from components.screen.tables import plain_table
from components.screen.text import quiet
from components.session.store import session_store
from data.findings.arriving.trying import Tried
from data.findings.finding import Finding
from data.in_words import change, day
from data.notes.answers import Answer
from data.returns.problems import counted
from data.store import Store


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
    """How many rows the rules find, by severity: '430 cannot be right, 61 to look at, 5 to know'."""
    return counts_in_words(
        {
            severity: sum(finding.count for finding in tried.by_rule if finding.severity == severity)
            for severity in SEVERITIES
        }
    )


def show_findings(store: Store, tried: Tried, fingerprint: str, name: str) -> Settled:
    """A file's findings: what keeps it from being used first, what is settled or to know folded away; where the file stands."""
    waits = [finding for finding in tried.findings if finding.stops_use or finding.waits]
    wrong = [finding for finding in tried.findings if finding.cannot_be_right]
    settled = [finding for finding in tried.findings if finding.is_settled_by_default]
    notes = [finding for finding in tried.findings if finding.severity == "note"]
    if not tried.findings and not tried.by_rule:
        st.success("Nothing speaks against using it.")
    answered = {finding.id: show_finding(store, finding, fingerprint) for finding in waits}
    for finding in wrong:
        show_finding(store, finding, fingerprint)
    if settled:
        with st.expander(f"Taken as it stands unless you say otherwise: {counted(len(settled), 'finding')}"):
            answered |= {finding.id: show_finding(store, finding, fingerprint) for finding in settled}
    if notes:
        with st.expander(f"To know: {counted(len(notes), 'note')}"):
            for finding in notes:
                show_finding(store, finding, fingerprint)
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
                    "Kind": [word(finding) for finding in tried.by_rule],
                    "Sheet": [finding.sheet for finding in tried.by_rule],
                    "Rows": [f"{finding.count:,}" for finding in tried.by_rule],
                    "What to do": [finding.what_to_do for finding in tried.by_rule],
                }
            ),
            "What the rules find in the file",
        )


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
            "Kind": [word(finding) for finding in findings],
            "Sheet": [finding.sheet for finding in findings],
            "Count": [finding.count for finding in findings],
            "Found": [finding.sentence for finding in findings],
            "Answer": [answers[finding.id].words if finding.id in answers else "" for finding in findings],
        }
    )
