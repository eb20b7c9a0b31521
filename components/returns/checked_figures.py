"""Figures to look at: those beyond their usual range, and those that a panel return states otherwise than the lists."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.screen.tables import plain_table
from components.screen.text import quiet
from components.words.usual import amounts, by_chance_words, signal_words
from data.findings.rules.figures import disagreements, judged_flows, moved_beyond_usual
from data.in_words import plain
from data.measures import MEASURES
from data.notes.answers import LONGEST_REASON
from data.store import Store
from data.variation import FEWEST_MONTHS, YEARS_OF_A_SEASON


def show_moved(store: Store) -> None:
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


def show_disagreements(store: Store) -> None:
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
