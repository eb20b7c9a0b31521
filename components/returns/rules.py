"""What the rules found in a return, worst first, and accepting it with a reason, in its place."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.returns.severity import SEVERITIES
from components.screen.downloads import download_table
from components.screen.tables import plain_table
from components.screen.text import escaped, quiet
from data.findings.registry import RULES
from data.findings.rules.declaration import Rule
from data.findings.rules.running import Checked
from data.in_words import plain
from data.notes.acceptances import Acceptances, NotAccepted
from data.returns.problems import counted

ROWS_READ = 50
_REFUSED = "not accepted"
_SHOWN = {
    "sheet": "Sheet",
    "row": "Row",
    "column": "Column",
    "child_id": "Child Unique ID",
    "found": "Found",
    "expected": "Expected",
}


def show_summary(checked: Checked, reasons: dict[str, str]) -> None:
    """How much there is of each severity, and how many rules could and could not be run."""
    with st.grid(min_column_width=200):
        for severity, words in SEVERITIES.items():
            open_rules = {
                name: count
                for name, count in checked.counts.items()
                if RULES[name].severity == severity and name not in reasons
            }
            st.metric(
                words,
                plain(sum(open_rules.values()), "number"),
                border=True,
                delta=counted(len(open_rules), "rule"),
                delta_color="off",
                delta_arrow="off",
            )
    parts = len({part.rule.id for part in checked.not_run})
    rows = sum(sheet.rows_used for sheet in checked.annex_a.report.sheets if sheet.list)
    summary = f"{len(checked.run)} of {len(RULES)} rules were run on {counted(rows, 'row')}."
    if parts:
        summary += f" {counted(parts, 'rule')} could not be run, or not on every list; what they need is listed below."
    if accepted := [name for name in checked.counts if name in reasons]:
        summary += f" Accepted with a reason: {counted(len(accepted), 'rule')}, not counted above."
    st.markdown(escaped(summary))


def show_rules(checked: Checked, accepted: Acceptances) -> None:
    """Each rule that found something, with what it found and a way to accept it."""
    reasons = accepted.of(checked.annex_a.fingerprint)
    if checked.counts:
        st.header("What was found", anchor=False)
    if all(name in reasons for name in checked.counts):
        st.success("No finding waits for an answer.")
    for name in checked.counts:
        _show_rule(checked, RULES[name], reasons.get(name), accepted)


def _show_rule(checked: Checked, rule: Rule, reason: str | None, accepted: Acceptances) -> None:
    """What a rule found, with a way to accept it; what is accepted stays in its place and says so."""
    rows = checked.of(rule)
    with st.container(border=True):
        st.subheader(escaped(rule.title), anchor=False)
        lists = ", ".join(str(name) for name in rows["list"].cat.remove_unused_categories().cat.categories)
        _line(rule, f"{counted(len(rows), 'finding')} in {lists}")
        if reason is None:
            st.markdown(f"{escaped(rule.sentence)} **What to do:** {escaped(rule.what_to_do)}")
        else:
            st.success("Accepted with a reason, and not counted above.", icon=":material/check:")
            st.text(f"Reason: {reason}")
        first = f"The first {ROWS_READ} of {len(rows):,} rows" if len(rows) > ROWS_READ else _all_rows(rows)
        with st.expander(first):
            plain_table(finding_table(rows.head(ROWS_READ)), f"{first}: {rule.title}")
        if reason is None:
            _show_accepting(checked, rule, accepted)
        else:
            st.button(
                "Take back",
                key=f"take back {rule.id}",
                on_click=accepted.withdraw,
                args=(checked.annex_a.fingerprint, rule.id),
                icon=":material/undo:",
            )
        _download(rows, rule)


def _show_accepting(checked: Checked, rule: Rule, accepted: Acceptances) -> None:
    with st.form(f"accept {rule.id}", border=False):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.text_input("Why it may stand", key=f"reason {rule.id}")
            st.form_submit_button(
                "Accept with a reason",
                icon=":material/check:",
                key=f"accept {rule.id} button",
                on_click=_accept,
                args=(accepted, checked.annex_a.fingerprint, rule),
            )
        refused_rule, sentence = st.session_state.get(_REFUSED, ("", ""))
        if refused_rule == rule.id:
            del st.session_state[_REFUSED]
            st.error(escaped(sentence))


def _accept(accepted: Acceptances, fingerprint: str, rule: Rule) -> None:
    """Accept what a rule found for the reason typed, or say why that is none; the page is drawn once, where it was."""
    st.session_state.pop(_REFUSED, None)
    try:
        accepted.accept(fingerprint, rule.id, str(st.session_state.get(f"reason {rule.id}") or ""))
    except NotAccepted as refused:
        st.session_state[_REFUSED] = (rule.id, str(refused))
    else:
        st.toast(escaped(f"Accepted: {rule.title}."), icon=":material/check:")


def _all_rows(rows: pd.DataFrame) -> str:
    return "The row" if len(rows) == 1 else f"All {len(rows):,} rows"


def _line(rule: Rule, findings: str) -> None:
    census = (
        f" · CIN census {'rules' if ',' in rule.cin_rule else 'rule'} {rule.cin_rule}"
        if rule.cin_rule
        else ""
    )
    quiet(f"{SEVERITIES[rule.severity]} · {findings}{census}")


def finding_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Findings as people read them: sheet, row, column, child, what was found and what was expected."""
    table = rows[list(_SHOWN)].rename(columns=_SHOWN)
    return table.assign(Row=[f"{row:,}" for row in rows["row"]])


def _download(rows: pd.DataFrame, rule: Rule) -> None:
    table = rows[[*_SHOWN, "message"]].rename(columns=_SHOWN | {"message": "What to do"})
    download_table(f"Download {_all_rows(rows).lower()}", lambda: table, rule.id, key=f"download {rule.id}")


def show_quiet_rules(checked: Checked) -> None:
    """The rules that found nothing."""
    nothing = [rule for rule in checked.run if rule.id not in checked.counts]
    with st.expander(f"{counted(len(nothing), 'rule')} found nothing"):
        plain_table(
            pd.DataFrame(
                {
                    "Rule": [rule.title for rule in nothing],
                    "CIN census": [rule.cin_rule for rule in nothing],
                    "Lists": [", ".join(layout.short_title for layout in rule.lists) for rule in nothing],
                }
            ),
            "Rules that found nothing",
        )


def show_not_run(checked: Checked) -> None:
    """The rules that could not be run, or not on every list, and what they need."""
    if not checked.not_run:
        return
    needs: dict[str, list[str]] = {}
    for part in checked.not_run:
        needs.setdefault(part.rule.title, []).extend(part.needs.split("; "))
    with st.expander(f"{counted(len(needs), 'rule')} not run, or not on every list"):
        plain_table(
            pd.DataFrame(
                {
                    "Rule": list(needs),
                    "Needs": ["; ".join(dict.fromkeys(listed)) for listed in needs.values()],
                }
            ),
            "Rules that were not run and what they need",
        )
