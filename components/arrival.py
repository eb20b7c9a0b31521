"""Check, then use: what each guard found in a return on arrival, the answers it needs, and the figures before and after."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import pandas as pd
import streamlit as st

from components.quiet import escaped, quiet
from components.session import arrival_answers
from components.tables import plain_table
from components.words import change, day, plain
from data.arrival.findings import LONGEST_REASON, Choice, Finding, is_answer
from data.arrival.trying import File, Trial, Tried, fingerprint_of, try_returns
from data.measures import MEASURES
from data.returns.problems import counted
from data.store import Store

_TRIAL = "trial"
_KINDS = {"stop": "Stop", "ask": "Ask", "note": "Note"}
_MEANS = {"stop": "cannot be right: the file cannot be used as it is", "ask": "needs an answer before the file is used", "note": "to know"}
_COLOURS: dict[str, Literal["red", "orange", "blue"]] = {"stop": "red", "ask": "orange", "note": "blue"}
_ICONS = {"stop": ":material/block:", "ask": ":material/help:", "note": ":material/info:"}


def tried_together(store: Store, files: Sequence[File]) -> Trial:
    """What using the files together would mean, worked out once while they stay in the uploader."""
    key = (tuple((fingerprint_of(content), given) for _, content, given in files), tuple(one.id for one in store.returns),
           store.remembered.version, store.la_code)
    kept = st.session_state.get(_TRIAL)
    if kept is None or kept[0] != key:
        with st.spinner("Working out what would change …"):
            kept = st.session_state[_TRIAL] = (key, try_returns(store, files))
    trial: Trial = kept[1]
    return trial


def show_findings(store: Store, tried: Tried, fingerprint: str, name: str) -> bool:
    """A file's findings grouped by what mends them, worst first; whether every one that needs an answer has one."""
    findings = tried.findings
    _show_rows(tried)
    if not findings:
        st.success("Nothing speaks against using it.")
        return True
    counts = {severity: sum(one.severity == severity for one in findings) for severity in _KINDS}
    st.markdown("**Before it is used:** " + ", ".join(f"{count:,} {_KINDS[severity]}" for severity, count in counts.items() if count) + ".")
    settled = True
    for repair in dict.fromkeys(one.repair for one in findings):
        together = [one for one in findings if one.repair == repair]
        st.markdown(f"**{repair}** ({counted(len(together), 'finding')})")
        for one in together:
            settled &= _show_finding(store, one, fingerprint)
    answers = arrival_answers().of(fingerprint)
    st.download_button("Download the list", lambda: findings_table(findings, answers).to_csv(index=False).encode("utf-8-sig"),
                       f"{name.rsplit('.', 1)[0]} before use.csv", "text/csv", on_click="ignore", key=f"findings {fingerprint[:12]}",
                       icon=":material/download:")  # fmt: skip
    return settled


def _show_finding(store: Store, finding: Finding, fingerprint: str) -> bool:
    key = f"{fingerprint[:12]} {finding.id}"
    with st.container(border=True):
        means = "stays as it is unless you say otherwise" if finding.is_settled_by_default else _MEANS[finding.severity]
        st.badge(f"{_KINDS[finding.severity]}: {means}", icon=_ICONS[finding.severity], color=_COLOURS[finding.severity])
        st.markdown(escaped(finding.sentence))
        if not finding.choices:
            return finding.severity != "stop"
        choice = _chosen(finding, key)
        if choice is None:
            return False
        reason = ""
        if choice.needs_reason:
            reason = st.text_input("Reason, kept and shown with the return", key=f"reason {key}", max_chars=LONGEST_REASON) or ""
        settled = is_answer(choice, reason)
        if settled:
            arrival_answers().give(fingerprint, finding, choice, reason)
        else:
            arrival_answers().take_back(fingerprint, finding)
            if choice.keeps_out:
                quiet("The file stays out: take it off the list above.")
        if settled and choice.remembers:
            kind, *what = choice.remembers
            store.remembered.add_kept({kind: [what]})
            st.rerun()
        return settled


def _chosen(finding: Finding, key: str) -> Choice | None:
    """The choice taken; of many, as which code is meant, from a list."""
    index = 0 if finding.is_settled_by_default else None
    words = {choice.words: choice for choice in finding.choices}
    if len(words) > 5:
        said = st.selectbox("What to do", list(words), index=index, key=f"choice {key}")
    else:
        said = st.radio("What to do", list(words), index=index, key=f"choice {key}")
    return words.get(said or "")


def _show_rows(tried: Tried) -> None:
    """Rows of each list beside those of the return it follows."""
    rows = tried.rows
    until = next((one for one in rows["data_to_before"] if one is not None), None)
    if until is None:
        return
    before = [("" if pd.isna(count) else f"{count:,}") for count in rows["rows_before"]]
    here = [f"{count:,}" for count in rows["rows"]]
    moved = ["" if pd.isna(then) else change(float(now), float(then), "number")
             for now, then in zip(rows["rows"], rows["rows_before"], strict=True)]  # fmt: skip
    plain_table(pd.DataFrame({"List": rows["list"], f"Rows, data to {day(until)}": before, "Rows in this file": here, "Change": moved}),
                "Rows of each list beside those of the return before")  # fmt: skip


def findings_table(findings: Sequence[Finding], answers: dict[str, str]) -> pd.DataFrame:
    """Findings as a list to hand on: what mends them, how grave, where, how many, what is asked and what was answered."""
    return pd.DataFrame({
        "Repair": [one.repair for one in findings],
        "Kind": [_KINDS[one.severity] for one in findings],
        "Sheet": [one.sheet for one in findings],
        "Count": [one.count for one in findings],
        "Found": [one.sentence for one in findings],
        "Answer": [answers.get(one.id, "") for one in findings],
    })  # fmt: skip


def show_indicators(trial: Trial) -> None:
    """The headline figures before and after, the newest quarter first."""
    table = trial.indicators
    if table.empty:
        return
    st.header("What the headline figures would be", anchor=False)
    periods = list(dict.fromkeys(table["period"]))
    for period in periods:
        of_period = table[table["period"] == period]
        moving = int(of_period["moves"].sum())
        st.subheader(escaped(f"{period}: {moving} of {counted(len(of_period), 'figure')} would change"), anchor=False)
        moved, same = of_period[of_period["moves"]], of_period[~of_period["moves"]]
        if not moved.empty:
            plain_table(indicator_table(moved), f"Headline figures of {period} that would change, before and after")
        if not same.empty:
            with st.expander(f"{counted(len(same), 'figure')} of {period} would stay the same"):
                plain_table(indicator_table(same)[["Figure", "Now"]], f"Headline figures of {period} that would stay the same")


def indicator_table(table: pd.DataFrame) -> pd.DataFrame:
    """Headline figures as people read them, those that change by most for their size first."""
    share = (table["after"] - table["before"]).abs() / table["before"].abs().where(table["before"] != 0, 1)
    size = share.fillna(-1).where(table["moves"], -2)
    table = table.loc[size.sort_values(ascending=False, kind="stable").index]
    units = [MEASURES[name].unit for name in table["measure"]]
    rows = list(zip(units, table["before"], table["after"], table["status_before"], table["status_after"], table["moves"], strict=True))
    return pd.DataFrame({
        "Figure": [MEASURES[name].title for name in table["measure"]],
        "Now": [_shown(then, status, unit) for unit, then, _, status, _, _ in rows],
        "With these files": [_shown(now, status, unit) for unit, _, now, _, status, _ in rows],
        "Change": [_changed(then, now, unit) if moves else "unchanged" for unit, then, now, _, _, moves in rows],
    })  # fmt: skip


def _shown(value: float, status: str, unit: str) -> str:
    if pd.isna(value):
        return status
    return plain(value, unit) + (" (partial)" if status == "partial" else "")


def _changed(then: float, now: float, unit: str) -> str:
    if pd.isna(then):
        return "new"
    return "no longer supplied" if pd.isna(now) else change(now, then, unit)
