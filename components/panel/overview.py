"""The opening page: with nothing loaded, how to begin; otherwise the headlines, what is unusual, what moved, targets and actions."""

from __future__ import annotations

import math

import pandas as pd
import streamlit as st

from components.charts import series
from components.figures.chosen import Filters
from components.panel.asking import Block, PageData
from components.panel.beside import goal_of
from components.panel.comparators import council_name, england_words
from components.panel.section import actions_table, asked, panel_heading
from components.screen.charts import show_chart
from components.screen.pages import PAGE_OF, PANEL_PAGES, UPLOAD
from components.screen.tables import plain_table
from components.screen.text import escaped, quiet
from components.session.filters import filters
from components.session.store import session_store, show_demonstration
from components.words.numbers import ABOUT_THE_SAME, UNCHANGED, change, plain
from components.words.sentences import Movement, is_like, movements, sentence
from components.words.usual import by_chance_words, usual_words
from data.comparing import FEWEST, counts_differ, shares_differ
from data.facts.commentary import actions_before
from data.facts.loaded import is_invented
from data.facts.stated import target, targets_held
from data.judgement import judged_monthly
from data.measures import MEASURES, Measure
from data.returns.problems import counted
from data.sample import DECEMBER_2022_PACK, EXAMPLE_COUNTY, INVENTED_AUTHORITY
from data.store import Store
from data.variation import FEWEST_MONTHS, YEARS_OF_A_SEASON

HEADLINES = (
    "referrals",
    "re_referrals_within_12_months",
    "assessments_within_45_working_days",
    "children_looked_after",
    "care_leavers_in_eet",
    "child_protection_plans",
    "children_in_need",
    "children_missing_from_care",
    "get_safe_children",
    "permanent_social_workers",
    "average_caseload",
    "audits_good",
)
"""The measures of the pack's overview, in the order of its sections."""

_MOVED_SHOWN = 5
_FEWEST_TO_COMPARE = 20


def show_overview() -> None:
    """Draw the opening page."""
    store = session_store()
    if not store.returns:
        _show_beginning()
        return
    panel_heading("Overview", store)
    chosen = filters(store)
    whole = [name for name, measure in MEASURES.items() if not measure.is_split and measure.unit != "rate"]
    data = asked(store, [Block(name) for name in whole], chosen)
    if is_invented(store) and not data.is_part:
        quiet(
            f"Published figures are {council_name(data)}'s: the {INVENTED_AUTHORITY} is invented and stands in its place."
        )
    known = [name for name in HEADLINES if pd.notna(data.series(name).iloc[-1]["value"])]
    with st.grid(min_column_width=340):
        for name in known:
            _show_headline(MEASURES[name], data)
    if missing := [MEASURES[name].title for name in HEADLINES if name not in known]:
        lead = f"Not shown for {chosen.words}" if data.is_part else "Not supplied for the quarter"
        quiet(
            f"{lead}: {'; '.join(missing)}. Each section's page says {'why' if data.is_part else 'what they need'}."
        )
    with st.grid(min_column_width=430):
        _show_unusual(data)
        _show_moved(data)
        _show_targets(store, data)
    _show_actions(store, chosen)
    st.header("The pack's sections", anchor=False)
    with st.grid(min_column_width=260):
        for page in PANEL_PAGES:
            st.page_link(page.file, label=page.section, icon=":material/arrow_forward:")


def _show_headline(measure: Measure, data: PageData) -> None:
    rows = data.series(measure.id)
    with st.container(border=True, height="stretch"):
        st.markdown(f"**{measure.title}**")
        if rows.iloc[-1]["period"] == data.provisional:
            st.badge("Provisional", icon=":material/hourglass_empty:", color="gray")
        words = sentence(measure, rows, goal_of(measure, data), as_at=data.as_at, whose=data.whose)
        st.markdown(escaped(words))
        if beside := england_words(measure, data):
            quiet(beside)
        rows = rows.assign(value=rows["value"].where(is_like(rows, rows.iloc[-1])))
        if series.whole_values(rows).notna().sum() > 1:
            show_chart(series.sparkline, measure, rows, words=f"{data.named(measure.title)}. {words}")
        st.page_link(
            PAGE_OF[measure.section].file, label=f"Open {measure.section}", icon=":material/arrow_forward:"
        )


def _show_unusual(data: PageData) -> None:
    """The monthly series whose newest month is more than chance."""
    with st.container(border=True, height="stretch"):
        st.subheader("More than chance this month", anchor="unusual")
        flows = [
            measure
            for measure in judged_monthly(MEASURES.values())
            if data.series(measure.id, "month")["value"].notna().any()
        ]
        judgements = [data.judgement(measure) for measure in flows]
        if not any(judgement.has_range for judgement in judgements):
            st.markdown(
                f"No monthly series has a usual range yet: it takes {FEWEST_MONTHS} whole months to tell a change from chance, and "
                f"{YEARS_OF_A_SEASON} whole earlier years where the time of year matters."
            )
        else:
            quiet(f"Of the monthly series, {by_chance_words(judgements)}")
        for judgement in judgements:
            if judgement.is_unusual:
                measure = judgement.measure
                st.markdown(escaped(f"{measure.title}. {usual_words(judgement)}"))
                st.page_link(
                    PAGE_OF[measure.section].file,
                    label=f"Open {measure.section}",
                    icon=":material/arrow_forward:",
                )
        without = sum(not judgement.has_range for judgement in judgements)
        if 0 < without < len(judgements):
            quiet(
                f"{without} more {'has' if without == 1 else 'have'} none yet; beside each figure its page says why."
            )


def _show_moved(data: PageData) -> None:
    """What changed most on what it is first compared with, as far as it is more than chance."""
    with st.container(border=True, height="stretch"):
        st.subheader("What changed most", anchor="moved")
        moved = [
            first
            for measure in MEASURES.values()
            if measure.unit in _RANKED
            and not measure.is_net_change
            and not (rows := data.series(measure.id)).empty
            for first in movements(measure, rows)[:1]
        ]
        if not moved:
            st.markdown(
                "Nothing to compare with yet: this takes a figure of an earlier quarter that is as whole as the newest."
            )
            return
        told = [one for one in moved if is_more_than_chance(one)]
        quiet(many_moved(len(told), len(moved)))
        for unit, lead in _RANKED.items():
            of_unit = sorted((one for one in told if one.measure.unit == unit), key=size_ranked, reverse=True)
            if of_unit:
                quiet(lead)
                for one in of_unit[:_MOVED_SHOWN]:
                    st.markdown(f"- {escaped(moved_words(one))}")


_RANKED = {"number": "Numbers, by how much of themselves they moved", "percent": "Percentages, by points"}


def many_moved(told: int, compared: int) -> str:
    """How many figures changed by enough to be named; a stock is no count of events, so that only its size decides."""
    return (
        f"{told or 'None'} of {counted(compared, 'figure')} with an earlier one changed by more than one or two children and, where it "
        "counts events or is a share whose numbers are given, by more than chance would once in a hundred."
    )


def size_ranked(moved: Movement) -> float:
    """By what changes are ranked: numbers by the share of themselves, percentages by points."""
    return moved.size if moved.measure.unit == "percent" else moved.size / float(moved.then["value"])


def is_more_than_chance(moved: Movement) -> bool:
    """Whether a change may be ranked: on both sides' bases more than a child or two and more than chance.

    A share whose bases are not known cannot be told from chance; nor is a count of few ranked. A stock is no count of
    events: what is open now was mostly open then, so that more than two children are a change.
    """
    now, then = moved.now, moved.then
    if not moved.is_a_change:
        return False
    if moved.measure.unit == "percent":
        bases = [float(row[part]) for row in (now, then) for part in ("numerator", "denominator")]
        return not any(math.isnan(base) for base in bases) and shares_differ(*bases)
    if then["value"] < _FEWEST_TO_COMPARE:
        return False
    return (
        moved.size > FEWEST
        if moved.measure.at_a_date
        else counts_differ(float(now["value"]), float(then["value"]))
    )


def moved_words(moved: Movement) -> str:
    """'Referrals: 651, up 84 on the same quarter last year'; of shares with both bases: '… (5 of 81, then 6 of 45)'."""
    shown = f"{moved.measure.title}: {plain(moved.now['value'], moved.measure.unit)}, {moved.words}"
    if moved.measure.unit != "percent":
        return shown
    now, then = (
        f"{plain(row['numerator'], 'number')} of {plain(row['denominator'], 'number')}"
        for row in (moved.now, moved.then)
    )
    return f"{shown} ({now}, then {then})"


def _show_targets(store: Store, data: PageData) -> None:
    """Every target held, met or missed."""
    with st.container(border=True, height="stretch"):
        st.subheader("Targets", anchor="targets")
        if data.is_part:
            st.markdown(
                "Targets are set for the whole council: choose all services and all teams to see them."
            )
            return
        rows = []
        for name in targets_held(store, data.ending):
            measure, goal = MEASURES[name], target(store, name, data.ending)
            latest = data.series(name)
            if goal is None or latest.empty:
                continue
            value = float(latest.iloc[-1]["value"])
            rows.append(
                {
                    "Measure": measure.title,
                    "Latest": plain(value, measure.unit),
                    "Target": plain(goal.value, measure.unit),
                    "Result": verdict(measure, value, goal.value, goal.tolerance),
                }
            )
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
        moved = change(value, goal, measure.unit)
        return {UNCHANGED: "On target", ABOUT_THE_SAME: "About on target"}.get(moved, f"{moved} on target")
    short = goal - value if measure.better == "higher" else value - goal
    return "Met" if short <= 0 else "Within tolerance" if short <= tolerance else "Missed"


def _show_actions(store: Store, chosen: Filters) -> None:
    """What was promised in the quarter before."""
    with st.container(border=True, height="stretch"):
        st.subheader(
            "Last quarter's actions, of the whole council" if chosen.where else "Last quarter's actions",
            anchor="actions",
        )
        actions = actions_before(store, chosen.ending)
        if actions.empty:
            st.markdown("No earlier panel return with actions is loaded.")
            return
        as_at = min(chosen.ending, store.reporting_date or chosen.ending)
        plain_table(actions_table(actions, as_at), "Last quarter's actions")


def _show_beginning() -> None:
    st.title("Scrutiny Explorer")
    st.markdown(
        "Drop in this quarter's Excel returns and look at the scrutiny panel's pack: charts, the risk-factor rank table, "
        "audit grades and commentary. **Nothing leaves this computer:** returns stay in this session's memory and are never "
        "written to disk."
    )
    with st.grid(min_column_width=260):
        with st.container(border=True, height="stretch"):
            st.subheader("Your own returns", anchor=False)
            st.markdown("Ofsted's Annex A workbook, the panel return, or both; several quarters at once.")
            st.page_link(UPLOAD, label="Upload returns", icon=":material/upload_file:")
        with st.container(border=True, height="stretch"):
            st.subheader("Example county", anchor=False)
            st.markdown(
                "Eight quarters of made-up Annex A and panel returns to December 2022, sized like a county."
            )
            county = st.button("Try it with made-up data", type="primary", key="example county")
        with st.container(border=True, height="stretch"):
            st.subheader("December 2022 pack", anchor=False)
            st.markdown(
                "Every figure, the rank table and the commentary of a pack that a real panel received."
            )
            pack = st.button("Open the December 2022 pack", key="december pack")
    if county or pack:
        show_demonstration(EXAMPLE_COUNTY if county else DECEMBER_2022_PACK)
        st.rerun()
