"""Past figures that are no longer what was first reported, each with why."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pandas as pd
import streamlit as st

from components.screen.downloads import download_table
from components.screen.tables import plain_table
from components.screen.text import escaped
from components.session.restated import changed_values, restated_figures
from data.as_reported import NotRead
from data.in_words import change, when
from data.measures import MEASURES
from data.periods import period_containing
from data.restated import quarters_compared
from data.restatement_reasons import because
from data.returns.problems import counted
from data.store import Store

FIGURES_READ = 15


def show_restated_figures(store: Store) -> None:
    """The figures restated since they were first reported, the largest change for its size first."""
    st.header("Past figures restated", anchor="figures")
    quarters = quarters_compared(store)
    if not quarters:
        st.markdown("One quarter's return is loaded. Figures can be restated once a later one is.")
        return
    try:
        figures = restated_figures(store)
    except NotRead as why:
        st.warning(str(why))
        return
    table = figures_table(figures, store)
    span = quarters[0].label if len(quarters) == 1 else f"{quarters[0].label} to {quarters[-1].label}"
    if table.empty:
        st.markdown(f"Every figure of {span} is what was first reported.")
        return
    st.markdown(
        f"{counted(len(table), 'figure')} of {span} {'is' if len(table) == 1 else 'are'} no longer what was first reported: rows "
        "came late, were corrected or were withdrawn. The largest change for its size comes first."
    )
    for words in table["Sentence"].head(FIGURES_READ):
        st.markdown(f"- {escaped(words)}")
    table = table.drop(columns="Sentence")
    with st.expander(f"All {len(table):,} as a table" if len(table) > 1 else "As a table"):
        plain_table(table, "Figures that are no longer what was first reported")
        download_table("Download this table", lambda: table, "restated figures", key="download restated")


class Restated(NamedTuple):
    """The period of a restated figure."""

    period: str
    end: date


def figures_table(figures: pd.DataFrame, store: Store) -> pd.DataFrame:
    """Restated figures as people read them, each with its sentence and reason; changes too small to be seen are left out."""
    rows = []
    for _, row in figures.iterrows():
        measure = MEASURES[str(row["measure"])]
        for period, first, now in changed_values(figures.loc[[row.name]], measure):
            moved = change(row["known"], row["reported"], measure.unit)
            why = because(
                store,
                measure,
                period_containing(row["period_end"].date(), "quarter"),
                row["known"] - row["reported"],
            )
            because_of = f": {why}" if why else ""
            is_dated = measure.at_a_date or measure.kind == "window"
            moment = when(measure, Restated(period, row["period_end"].date())) if is_dated else f"in {period}"
            sentence = (
                f"{measure.title} {moment}: now {now}, was {first} when first reported ({moved}){because_of}."
            )
            rows.append(
                {
                    "Measure": measure.title,
                    "Period": period,
                    "First reported": first,
                    "Now": now,
                    "Change": moved,
                    "Since then": why,
                    "Sentence": sentence,
                }
            )
    return pd.DataFrame(
        rows, columns=["Measure", "Period", "First reported", "Now", "Change", "Since then", "Sentence"]
    )
