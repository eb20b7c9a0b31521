"""The Compare page: any published measure of any council, over ten years and among all authorities. It needs no returns."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.explore.compared import Choice, Compared, ask, by_authority, by_year
from components.explore.published_measure import show_measure
from components.figures.chosen import DEFAULT_COUNCIL
from components.screen.downloads import download_table
from components.screen.tables import plain_table
from components.screen.text import quiet
from components.session.store import session_store
from components.words.published import MODEL_NAMES, neighbours_value, ordinal
from data.comparators.authorities import councils, neighbours_of
from data.comparators.catalogue import (
    LICENCE,
    PublishedMeasure,
    published_measures,
    published_value,
    sections,
)
from data.comparators.reference import years_published
from data.comparators.years import year_label

FIRST_SHOWN = "Continue_Assess_Comp"
MOST = 8
TOPIC, MEASURES_CHOSEN, COUNCIL_CHOSEN, MODEL_CHOSEN, YEAR_CHOSEN = (
    "compare_topic",
    "compare",
    "compare_council",
    "compare_model",
    "compare_year",
)


def show_compare() -> None:
    """Draw the page."""
    st.title("Compare")
    quiet(
        "Published yearly figures of every English authority. No returns are needed, and a link to this page keeps what is chosen."
    )
    choice = _chosen()
    if not choice.codes:
        st.info("Choose at least one measure.")
    else:
        data = ask(choice)
        if len(choice.codes) > 1:
            _show_summary(data)
        for code in choice.codes:
            show_measure(published_measures()[code], data)
        _show_downloads(data)
    neighbours = (
        "; ".join(neighbours_of(choice.la_code, choice.model)) or "none: this model does not know the council"
    )
    quiet(
        f"Statistical neighbours of {choice.council} ({MODEL_NAMES[choice.model]} model): {neighbours}. Their figure is the simple mean "
        "of those with a published value."
    )
    quiet(LICENCE)


def _chosen() -> Choice:
    measures, names = published_measures(), councils()
    with st.container(border=True):
        with st.grid(min_column_width=220):
            topic = st.selectbox("Topic", sections(), key=TOPIC, bind="query-params")
            council = _council(names)
            model = st.selectbox(
                "Statistical neighbours by",
                list(MODEL_NAMES),
                format_func=lambda name: f"{MODEL_NAMES[name]} model",
                key=MODEL_CHOSEN,
                bind="query-params",
            )
            year = st.selectbox(
                "Year",
                years_published(),
                format_func=year_label,
                key=YEAR_CHOSEN,
                bind="query-params",
                help="The year to, or the count at, 31 March. Workforce: at the 30 September that follows.",
            )
        kept = st.session_state.get(MEASURES_CHOSEN) or _linked()
        codes = st.multiselect(
            "Measures",
            [
                code
                for code, measure in measures.items()
                if measure.section == topic or code in (*kept, FIRST_SHOWN)
            ],
            default=[FIRST_SHOWN],
            format_func=lambda code: measures[code].title,
            max_selections=MOST,
            key=MEASURES_CHOSEN,
            bind="query-params",
            help="Those of the topic. What is chosen stays when the topic changes.",
        )
    return Choice(codes, council, model, year)


def _council(names: dict[int, str]) -> int:
    """The council chosen. It has no default, so that a link always names it, whoever opens it."""
    own = session_store().la_code
    own = own if own in names else DEFAULT_COUNCIL
    if COUNCIL_CHOSEN not in st.session_state and COUNCIL_CHOSEN not in st.query_params:
        st.query_params[COUNCIL_CHOSEN] = names[own]
    chosen = st.selectbox(
        "Council",
        list(names),
        index=None,
        format_func=names.__getitem__,
        key=COUNCIL_CHOSEN,
        bind="query-params",
        placeholder=names[own],
    )
    return chosen if chosen is not None else own


def _linked() -> list[str]:
    """The measures that the link names, whatever their topic."""
    titles = st.query_params.get_all(MEASURES_CHOSEN)
    return [code for code, measure in published_measures().items() if measure.title in titles]


def _show_summary(data: Compared) -> None:
    choice = data.choice
    rows = []
    for code, row in data.beside.iterrows():
        measure = published_measures()[str(code)]
        if pd.isna(row["year"]):
            continue
        rows.append(
            {
                "Measure": measure.title,
                "Year": row["year_label"],
                choice.council: published_value(measure, row["own"]),
                "Neighbours": neighbours_value(measure, row["neighbours"], int(row["n"])),
                row["region_name"]: published_value(measure, row["region"]),
                "England": published_value(measure, row["england"]),
                "Place": _place_in_table(measure, row) or "–",
            }
        )
    if not rows:
        return
    with st.container(border=True):
        st.subheader("Side by side", anchor=False)
        plain_table(pd.DataFrame(rows), f"The measures chosen, side by side, for {choice.council}")
        quiet(
            "Place: by size where a measure has no better direction, else 1st is best; A to D are the quartiles, A the best."
        )


def _place_in_table(measure: PublishedMeasure, row: pd.Series) -> str:
    if pd.isna(row["highest"]):
        return ""
    if measure.better == "neither":
        return f"{ordinal(row['highest'])} highest of {row['ranked']}"
    return f"{ordinal(row['rank'])} of {row['ranked']}" + (
        f", {row['quartile']}" if pd.notna(row["quartile"]) else ""
    )


def _show_downloads(data: Compared) -> None:
    with st.container(horizontal=True):
        download_table(
            "Download these measures by year",
            lambda: by_year(data),
            "compare by year",
            key="download compare by year",
        )
        download_table(
            "Download every authority",
            lambda: by_authority(data),
            "compare authorities",
            key="download compare authorities",
        )
