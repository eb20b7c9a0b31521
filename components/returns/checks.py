"""The checks page: what each rule found in a return, worst first, and accepting it with a reason, in its place."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from components.returns.gravity import SEVERITIES
from components.screen.downloads import download_table
from components.screen.pages import UPLOAD
from components.screen.tables import plain_table
from components.screen.text import escaped, quiet
from components.session.store import session_store
from components.words.numbers import day, plain
from components.words.usual import amounts, by_chance_words, signal_words
from data.findings.registry import RULES
from data.findings.rules.completeness import completeness
from data.findings.rules.declaration import Rule
from data.findings.rules.figures import disagreements, judged_flows, moved_beyond_usual
from data.findings.rules.running import Checked, returns_to_check, run_rules
from data.lists.loaded_return import LoadedReturn
from data.measures import MEASURES
from data.notes.acceptances import Acceptances, NotAccepted
from data.notes.answers import LONGEST_REASON
from data.returns.problems import counted
from data.store import Store
from data.variation import FEWEST_MONTHS, YEARS_OF_A_SEASON

ROWS_READ = 50
_CHECKED, _REFUSED = "checked", "not accepted"
_SHOWN = {
    "sheet": "Sheet",
    "row": "Row",
    "column": "Column",
    "child_id": "Child Unique ID",
    "found": "Found",
    "expected": "Expected",
}


def show_checks() -> None:
    """Draw the page."""
    store = session_store()
    st.title("Checks")
    listed = returns_to_check(store)
    if not listed:
        st.info("No Annex A return is loaded in this session. The checks read one.")
        st.page_link(UPLOAD, label="Upload returns", icon=":material/upload_file:")
        return
    names = {loaded.id: loaded for loaded in listed}
    chosen = st.selectbox(
        "Return",
        list(names),
        format_func=lambda name: f"Annex A, data to {day(names[name].reporting_date)}",
        key="checked return",
    )
    checked, filled = _checked(store, names[chosen])
    quiet(checked.annex_a.report.file_name)
    accepted = session_store().notes.accepted
    reasons = accepted.of(checked.annex_a.fingerprint)
    _show_summary(checked, reasons)
    if checked.counts:
        st.header("What was found", anchor=False)
        if all(name in reasons for name in checked.counts):
            st.success("No finding waits for an answer.")
        for name in checked.counts:
            _show_rule(checked, RULES[name], reasons.get(name), accepted)
    else:
        st.success("No finding waits for an answer.")
    _show_quiet_rules(checked)
    _show_not_run(checked)
    _show_completeness(filled)
    _show_moved(store)
    _show_disagreements(store)


def _checked(store: Store, annex_a: LoadedReturn) -> tuple[Checked, pd.DataFrame]:
    """The findings and how full the columns are, worked out once while the return stays chosen."""
    key = (annex_a.id, annex_a.fingerprint, annex_a.reporting_date, date.today())
    kept = st.session_state.get(_CHECKED)
    if kept is None or kept[0] != key:
        with st.spinner("Checking …"):
            checked = run_rules(store, annex_a)
            assert checked is not None
            kept = st.session_state[_CHECKED] = (key, checked, completeness(store, annex_a))
    return kept[1], kept[2]


def _show_summary(checked: Checked, reasons: dict[str, str]) -> None:
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


def _show_rule(checked: Checked, rule: Rule, reason: str | None, accepted: Acceptances) -> None:
    """What a rule rows, with a way to accept it; what is accepted stays in its place and says so."""
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


def _all_rows(found: pd.DataFrame) -> str:
    return "The row" if len(found) == 1 else f"All {len(found):,} rows"


def _line(rule: Rule, told: str) -> None:
    census = (
        f" · CIN census {'rules' if ',' in rule.cin_rule else 'rule'} {rule.cin_rule}"
        if rule.cin_rule
        else ""
    )
    quiet(f"{SEVERITIES[rule.severity]} · {told}{census}")


def finding_table(found: pd.DataFrame) -> pd.DataFrame:
    """Findings as people read them: sheet, row, column, child, what was found and what was expected."""
    table = found[list(_SHOWN)].rename(columns=_SHOWN)
    return table.assign(Row=[f"{row:,}" for row in found["row"]])


def _download(found: pd.DataFrame, rule: Rule) -> None:
    table = found[[*_SHOWN, "message"]].rename(columns=_SHOWN | {"message": "What to do"})
    download_table(f"Download {_all_rows(found).lower()}", lambda: table, rule.id, key=f"download {rule.id}")


def _show_quiet_rules(checked: Checked) -> None:
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


def _show_not_run(checked: Checked) -> None:
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


def _show_moved(store: Store) -> None:
    """Monthly figures whose newest month is more than chance, with what in the return may be behind it."""
    st.header("Figures beyond their usual range", anchor=False)
    judged = judged_flows(store)
    if not any(judgement.has_range for judgement in judged):
        st.markdown(
            f"No monthly figure has a usual range yet: it takes {FEWEST_MONTHS} whole months, and {YEARS_OF_A_SEASON} whole earlier years "
            "where the time of year matters."
        )
        return
    st.markdown(f"Of the monthly figures, {by_chance_words(judged)}")
    rows = []
    for moved in moved_beyond_usual(store, judged):
        value, lower, upper = amounts(moved.month, moved.measure)
        rows.append(
            {
                "Figure": moved.measure.title,
                "Month": moved.month.label,
                "Value": value,
                "Usual": f"{lower} to {upper}",
                "More than chance": signal_words(moved.usual, moved.measure),
                "Likely reason": moved.likely or "none found in the rows: ask the service",
            }
        )
    if rows:
        plain_table(pd.DataFrame(rows), "Figures beyond their usual range")


def _show_disagreements(store: Store) -> None:
    """Figures that the panel return states and the lists give otherwise."""
    st.header("Stated against counted", anchor=False)
    differing = disagreements(store)
    if differing.empty:
        st.markdown(
            "No figure that a panel return states differs from what the lists loaded give for the last eight quarters."
        )
        _show_switch(store, [])
        return
    st.markdown(
        "The counted figure is shown on the pages where the lists cover the whole quarter, else the stated one. Where you say so, "
        "with a reason, a measure's stated figures stand wherever a return states any; the reason is printed with the "
        "figure."
    )
    units = [MEASURES[name].unit for name in differing["measure"]]
    plain_table(
        pd.DataFrame(
            {
                "Figure": [MEASURES[name].title for name in differing["measure"]],
                "Quarter": differing["period"],
                "Counted": [
                    plain(value, unit) for value, unit in zip(differing["counted"], units, strict=True)
                ],
                "Stated": [
                    plain(value, unit) for value, unit in zip(differing["stated"], units, strict=True)
                ],
                "Shown": ["stated" if name in store.stated else "counted" for name in differing["measure"]],
            }
        ),
        "Figures stated in panel returns against those counted from the lists",
    )
    _show_switch(store, [name for name in MEASURES if name in set(differing["measure"])])


def _show_switch(store: Store, differing: list[str]) -> None:
    """Let a measure's stated figures stand for a reason, and take that back."""
    offered = {name: MEASURES[name].title for name in differing if name not in store.stated}
    if offered:
        with st.form("stated switch", border=False):
            with st.container(horizontal=True, vertical_alignment="bottom"):
                measure = st.selectbox(
                    "Measure", list(offered), format_func=offered.__getitem__, key="stated measure"
                )
                reason = (
                    st.text_input(
                        "Why its stated figures are to stand", key="stated reason", max_chars=LONGEST_REASON
                    )
                    or ""
                )
                asked = st.form_submit_button(
                    "Show the stated figures", icon=":material/swap_horiz:", key="show stated"
                )
            if asked and any(sign.isalnum() for sign in reason):
                store.use_stated(measure, " ".join(reason.split()))
                st.rerun()
            elif asked:
                st.error("Give a reason: it is printed with the figure.")
    for name, why in store.stated.items():
        with st.container(horizontal=True, vertical_alignment="center"):
            quiet(f"{MEASURES[name].title}: stated figures stand. Reason given: {why}")
            st.button(
                "Show the counted figures again",
                key=f"count {name}",
                on_click=store.use_stated,
                args=(name, None),
                icon=":material/undo:",
            )


def _show_completeness(filled: pd.DataFrame) -> None:
    st.header("How full the columns are", anchor=False)
    for title, columns in filled.groupby("list", sort=False):
        gaps = int((columns["gaps"] > 0).sum())
        gaps_in_words = f"{counted(gaps, 'column')} with gaps" if gaps else "no gaps"
        with st.expander(
            f"{escaped(str(title))}: {counted(int(columns['rows'].iloc[0]), 'row')}, {gaps_in_words}"
        ):
            plain_table(completeness_table(columns), f"How full the columns of {title} are")


def completeness_table(columns: pd.DataFrame) -> pd.DataFrame:
    """One list's columns as people read them; a gap is an empty cell where the form asks for a value in every row."""
    there = columns["in_return"]
    return pd.DataFrame(
        {
            "Column": columns["column"],
            "Filled": [
                f"{filled:,}" if held else "not in the return"
                for held, filled in zip(there, columns["filled"], strict=True)
            ],
            "Share": [
                _share(percent) if held else ""
                for held, percent in zip(there, columns["percent"], strict=True)
            ],
            "Gaps": [
                f"{gaps:,}" if gaps else "" if must else "may be blank"
                for must, gaps in zip(columns["must_be_filled"], columns["gaps"], strict=True)
            ],
        }
    )


def _share(percent: float) -> str:
    """A percentage that reads 100 only where nothing is missing."""
    words = plain(percent, "percent")
    return "under 100%" if percent < 100 and words == plain(100.0, "percent").replace("%", ".0%") else words
