"""The opening page: with nothing loaded, how to begin; otherwise the headlines, what is unusual, what moved, targets and actions."""

from __future__ import annotations

import math

import pandas as pd
import streamlit as st

from components.asking import Block, Filters, PageData
from components.charts import series
from components.comparators import england_words
from components.drawn import show_chart
from components.pages import PAGE_OF, PANEL_PAGES
from components.quiet import escaped, quiet
from components.section import asked, filters, heading
from components.session import load_demonstration, session_store
from components.tables import plain_table
from components.usual import by_chance_words, usual_words
from components.words import can_be_compared, change, comparisons, plain, sentence
from data.facts import actions_before, target, targets_held
from data.judgement import judged_monthly
from data.measures import MEASURES, Measure
from data.measures.declaration import NET
from data.sample import DECEMBER_2022_PACK, EXAMPLE_COUNTY
from data.store import Store
from data.variation import FEWEST_MONTHS, YEARS_OF_A_SEASON

HEADLINES = (
    "referrals", "re_referrals_within_12_months", "assessments_within_45_working_days", "children_looked_after", "care_leavers_in_eet",
    "child_protection_plans", "children_in_need", "children_missing_from_care", "get_safe_children", "permanent_social_workers",
    "average_caseload", "audits_good",
)  # fmt: skip
"""The measures of the pack's overview, in the order of its sections."""

_MOVED_SHOWN = 5
_FEWEST_TO_COMPARE = 20


def show_overview() -> None:
    """Draw the opening page."""
    store = session_store()
    if not store.returns:
        _show_beginning()
        return
    heading("Overview", store)
    chosen = filters(store)
    whole = [name for name, measure in MEASURES.items() if not measure.is_split and measure.unit != "rate"]
    data = asked(store, [Block(name) for name in whole], chosen)
    known = [name for name in HEADLINES if pd.notna(data.series(name).iloc[-1]["value"])]
    with st.grid(min_column_width=340):
        for name in known:
            _show_headline(MEASURES[name], data, chosen)
    if missing := [MEASURES[name].title for name in HEADLINES if name not in known]:
        quiet(f"Not supplied for the quarter: {'; '.join(missing)}. Each section's page says what they need.")
    with st.grid(min_column_width=430):
        _show_unusual(data)
        _show_moved(data)
        _show_targets(store, data)
        _show_actions(store, chosen)
    st.header("The pack's sections", anchor=False)
    with st.grid(min_column_width=260):
        for page in PANEL_PAGES:
            st.page_link(page.file, label=page.section, icon=":material/arrow_forward:")


def _show_headline(measure: Measure, data: PageData, chosen: Filters) -> None:
    rows = data.series(measure.id)
    with st.container(border=True, height="stretch"):
        st.markdown(f"**{measure.title}**")
        if rows.iloc[-1]["period"] == data.provisional:
            st.badge("Provisional", icon=":material/hourglass_empty:", color="gray")
        words = sentence(measure, rows, target(data.store, measure.id, chosen.ending))
        st.markdown(escaped(words))
        if beside := england_words(measure, data):
            quiet(beside)
        if rows["value"].notna().sum() > 1:
            show_chart(series.sparkline, measure, rows, words=f"{measure.title}. {words}")
        st.page_link(PAGE_OF[measure.section].file, label=f"Open {measure.section}", icon=":material/arrow_forward:")


def _show_unusual(data: PageData) -> None:
    """The monthly series whose newest month is more than chance."""
    with st.container(border=True, height="stretch"):
        st.subheader("More than chance this month", anchor="unusual")
        flows = [measure for measure in judged_monthly(MEASURES.values()) if data.series(measure.id, "month")["value"].notna().any()]
        judgements = [data.judgement(measure) for measure in flows]
        if not any(judgement.has_range for judgement in judgements):
            st.markdown(f"No monthly series has a usual range yet: it takes {FEWEST_MONTHS} whole months to tell a change from chance, and "
                        f"{YEARS_OF_A_SEASON} whole earlier years where the time of year matters.")  # fmt: skip
        else:
            quiet(f"Of the monthly series, {by_chance_words(judgements)}")
        for judgement in judgements:
            if judgement.is_unusual:
                measure = judgement.measure
                st.markdown(escaped(f"{measure.title}. {usual_words(judgement)}"))
                st.page_link(PAGE_OF[measure.section].file, label=f"Open {measure.section}", icon=":material/arrow_forward:")
        if without := sum(not judgement.has_range for judgement in judgements):
            quiet(f"{without} more {'has' if without == 1 else 'have'} none yet; beside each figure its page says why.")


def _show_moved(data: PageData) -> None:
    """What changed most on the same quarter last year, or since 31 March for what is counted at a date."""
    with st.container(border=True, height="stretch"):
        st.subheader("What changed most", anchor="moved")
        moved: dict[str, list[tuple[float, str]]] = {"number": [], "percent": []}
        for measure in MEASURES.values():
            rows = data.series(measure.id)
            if measure.unit not in moved or measure.numerator == NET or rows.empty or rows.iloc[-1]["status"] != "ok":
                continue
            if (size := _size_of_change(measure, rows)) is not None:
                said = comparisons(measure, rows)[0]
                moved[measure.unit].append((size, f"{measure.title}: {plain(rows.iloc[-1]['value'], measure.unit)}, {said}"))
        if not any(moved.values()):
            st.markdown("Nothing to compare with yet: this takes a year of returns, or one that covers 31 March.")
            return
        for unit, lead in (("number", "Numbers, by how much of themselves they moved"), ("percent", "Percentages, by points")):
            if moved[unit]:
                quiet(lead)
                for _, words in sorted(moved[unit], reverse=True)[:_MOVED_SHOWN]:
                    st.markdown(f"- {escaped(words)}")


def _size_of_change(measure: Measure, rows: pd.DataFrame) -> float | None:
    """How far the latest value is from the one it is first compared with: as a share of it, or in points."""
    if not comparisons(measure, rows):
        return None
    latest = rows.iloc[-1]
    end = pd.Timestamp(latest["period_end"])
    then = end - pd.DateOffset(years=1)
    if measure.at_a_date:
        then = pd.Timestamp(end.year if end.month > 3 else end.year - 1, 3, 31)
    before = rows[rows["period_end"].isin([then, then + pd.offsets.MonthEnd(0)]) & rows["value"].notna() & can_be_compared(rows, latest)]
    if before.empty:
        return None
    value = float(before["value"].iloc[0])
    if measure.unit == "percent":
        base = latest["denominator"]
        return abs(latest["value"] - value) if pd.isna(base) or base >= _FEWEST_TO_COMPARE else None
    return abs(latest["value"] - value) / value if value >= _FEWEST_TO_COMPARE else None


def _show_targets(store: Store, data: PageData) -> None:
    """Every target held, met or missed."""
    with st.container(border=True, height="stretch"):
        st.subheader("Targets", anchor="targets")
        rows = []
        for name in targets_held(store, data.ending):
            measure, goal = MEASURES[name], target(store, name, data.ending)
            latest = data.series(name)
            if goal is None or latest.empty:
                continue
            value = float(latest.iloc[-1]["value"])
            rows.append({"Measure": measure.title, "Latest": plain(value, measure.unit), "Target": plain(goal.value, measure.unit),
                         "Result": verdict(measure, value, goal.value, goal.tolerance)})  # fmt: skip
        if not rows:
            st.markdown("No targets are held. They come from the panel return's Targets sheet.")
            return
        met = sum(row["Result"] == "Met" for row in rows)
        st.markdown(f"{met} of {len(rows)} met.")
        plain_table(pd.DataFrame(rows), "Targets, met and missed")


def verdict(measure: Measure, value: float, goal: float, tolerance: float) -> str:
    """Met, within tolerance or missed, by which way is better; measures without a better direction only say how far off."""
    if math.isnan(value):
        return "Not supplied"
    if measure.better == "neither":
        return f"{change(value, goal, measure.unit)} on target"
    short = goal - value if measure.better == "higher" else value - goal
    return "Met" if short <= 0 else "Within tolerance" if short <= tolerance else "Missed"


def _show_actions(store: Store, chosen: Filters) -> None:
    """What was promised in the quarter before."""
    with st.container(border=True, height="stretch"):
        st.subheader("Last quarter's actions", anchor="actions")
        actions = actions_before(store, chosen.ending)
        if actions.empty:
            st.markdown("No earlier panel return with actions is loaded.")
            return
        due = [value.strftime("%d/%m/%Y") if pd.notna(value) else "" for value in actions["due"]]
        plain_table(pd.DataFrame({"Section": actions["section"], "Action": actions["action"], "Officer": actions["officer"].fillna(""),
                               "Due": due, "Status": actions["status"].fillna("")}), "Last quarter's actions")  # fmt: skip


def _show_beginning() -> None:
    st.title("Scrutiny Explorer")
    st.markdown("Drop in this quarter's Excel returns and look at the scrutiny panel's pack: charts, the risk-factor rank table, "
                "audit grades and commentary. **Nothing leaves this computer:** returns stay in this session's memory and are never "
                "written to disk.")  # fmt: skip
    with st.grid(min_column_width=260):
        with st.container(border=True, height="stretch"):
            st.subheader("Your own returns", anchor=False)
            st.markdown("Ofsted's Annex A workbook, the panel return, or both; several quarters at once.")
            st.page_link("pages/returns/upload.py", label="Upload returns", icon=":material/upload_file:")
        with st.container(border=True, height="stretch"):
            st.subheader("Example county", anchor=False)
            st.markdown("Eight quarters of made-up Annex A and panel returns to December 2022, sized like a county.")
            county = st.button("Try it with made-up data", type="primary", key="example county")
        with st.container(border=True, height="stretch"):
            st.subheader("December 2022 pack", anchor=False)
            st.markdown("Every figure, the rank table and the commentary of a pack that a real panel received.")
            pack = st.button("Open the December 2022 pack", key="december pack")
    if county or pack:
        load_demonstration(EXAMPLE_COUNTY if county else DECEMBER_2022_PACK)
        st.rerun()
