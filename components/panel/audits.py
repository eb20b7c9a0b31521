"""Quality of practice: grades by practice domain, overall grade over time, families heard."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.charts.grades import stacked_grades
from components.panel.asking import Block
from components.panel.section import asked, panel_heading, show_blocks, show_commentary, show_tiles
from components.screen.charts import show_chart
from components.screen.tables import plain_table
from components.screen.text import escaped
from components.session.filters import filters
from components.session.store import session_store
from components.words.numbers import plain
from data.facts.audits import audit_grades
from data.facts.values import NOT_GIVEN
from data.measures import MEASURES
from data.measures.sections.quality_of_practice import SECTION
from data.periods import period_containing
from data.safe_text import csv_file

BLOCKS = [
    Block("children_audited"),
    Block("audits_good"),
    Block("audits_good_or_better"),
    Block("audits_good_or_requires_improvement"),
    Block("audits_outstanding"),
    Block("audits_requires_improvement"),
    Block("audits_inadequate"),
    Block("families_heard"),
]


def show_quality_of_practice() -> None:
    """Draw the page."""
    store = session_store()
    if not panel_heading(SECTION, store):
        return
    chosen = filters(store)
    data = asked(store, BLOCKS, chosen)
    grades = audit_grades(store, chosen.ending, data.chosen.reading)
    show_tiles([block.measure for block in BLOCKS if MEASURES[block.measure].headline], data)
    show_commentary(SECTION, store, chosen)
    with st.container(border=True):
        if data.is_part:
            st.subheader("Audit grades by practice domain", anchor="audit_grades")
            st.markdown(
                escaped(f"Audit grades are read for the whole council, so none are shown for {chosen.words}.")
            )
        else:
            _show_grades(grades, period_containing(chosen.ending, "quarter").label)
    show_blocks(BLOCKS, data)


def _show_grades(grades: pd.DataFrame, period: str) -> None:
    st.subheader("Audit grades by practice domain", anchor="audit_grades")
    if grades.empty:
        st.markdown(
            f"No audit grades are supplied for {period}. They come from the panel return's Audit grades sheet."
        )
        return
    good = grades[grades["grade"] == "Good"].sort_values("percent", ascending=False)
    words = "; ".join(
        f"{row['practice_domain']} {plain(row['percent'], 'percent')}" for _, row in good.iterrows()
    )
    said = f"Judged Good in {period}: {words}." if words else f"Grades given for {period}."
    if (grades["grade"] == NOT_GIVEN).any():
        said += " The return gives only part of the grades; the rest of each bar is labelled not given."
    st.markdown(escaped(said))
    show_chart(stacked_grades, grades, words=f"Audit grades by practice domain. {said}")
    table = grades.assign(
        share=[plain(value, "percent") for value in grades["percent"]],
        audits=[plain(value, "number") if pd.notna(value) else "" for value in grades["number"]],
    )
    table = table[["practice_domain", "grade", "share", "audits"]]
    table.columns = ["Practice domain", "Grade", "Share", "Audits"]
    with st.expander("Table and definition"):
        plain_table(table, "Audit grades by practice domain as a table")
        st.markdown(
            "**What it counts.** Each grade's share of the audits in the quarter, by practice domain. From numbers where the "
            "return gives them, otherwise its percentages as stated."
        )
        st.download_button(
            "Download this table",
            lambda: csv_file(table),
            "audit_grades.csv",
            "text/csv",
            on_click="ignore",
            key="download audit grades",
        )
