"""The factors of the rank table beside those that DfE publishes for the council, its neighbours, its region and England."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.figures.chosen import DEFAULT_COUNCIL, Filters
from components.screen.tables import plain_table
from components.screen.text import quiet
from components.words.numbers import rounded
from components.words.published import MODEL_NAMES, NEIGHBOURS
from data.comparators.assessment_factors import factor_comparisons
from data.comparators.authorities import councils
from data.comparators.years import comparator_year, year_label
from data.facts.loaded import is_invented
from data.measures import MEASURES
from data.periods import period_containing
from data.sample import INVENTED_AUTHORITY
from data.store import Store

_OTHERS = "Statistical neighbours"


def show_published_factors(store: Store, ten: pd.DataFrame, latest: str, chosen: Filters) -> None:
    """The latest period's first ten, with rank and share in each published area of the year that the quarter asks for."""
    la_code = store.la_code or DEFAULT_COUNCIL
    year = chosen.published_year or comparator_year(period_containing(chosen.ending, "quarter").start)
    published = factor_comparisons(la_code, year, chosen.model)
    st.subheader("Beside the published figures", anchor="published_factors")
    if published.empty:
        st.markdown(f"No factors are published for {year_label(year)} or before.")
        return
    found = int(published["year"].iloc[0])
    quiet(
        f"Not counted alike: {MEASURES['assessment_factors'].basis} Published: the year ending 31 March {found}; local: {latest}."
    )
    table = beside_table(ten, published, councils()[la_code])
    plain_table(table, f"The ten most common factors beside the published figures of {year_label(found)}")
    fewest = published[published["area"] == _OTHERS]["n"].min()
    region = next(iter(set(published["area"]) - {councils()[la_code], _OTHERS, "England"}), "none")
    if is_invented(store):
        quiet(
            f"Own is {councils()[la_code]}'s published figure; the {INVENTED_AUTHORITY} is invented and stands in its place."
        )
    quiet(
        f"Each cell: rank (share of assessments). Own: {councils()[la_code]}, as published. Region: {region}. Neighbours: by the "
        f"{MODEL_NAMES[chosen.model]} model, the simple mean of those with a figure (at least {fewest} of {NEIGHBOURS}); small counts "
        "are hidden by DfE, so rare factors read high. Ranks are over all factors but Other."
    )


def beside_table(ten: pd.DataFrame, published: pd.DataFrame, council: str) -> pd.DataFrame:
    """A row a factor: local rank and share, then those of the council as published, its neighbours, its region and England."""
    by_area = {
        str(area): rows.set_index(["relates_to", "label"])
        for area, rows in published.groupby("area", sort=False)
    }
    order = [
        council,
        _OTHERS,
        *(area for area in by_area if area not in (council, _OTHERS, "England")),
        "England",
    ]
    heads = {council: "Own", _OTHERS: "Neighbours", "England": "England"}
    rows = []
    for _, factor in ten.iterrows():
        name = (factor["relates_to"], factor["factor"])
        row = {"Risk factor": f"{name[0]}: {name[1]}", "Local": _cell(factor["rank"], factor["percent"])}
        for area in order:
            there = by_area[area].loc[[name]].iloc[0] if name in by_area[area].index else None
            row[heads.get(area, "Region")] = (
                "not published" if there is None else _cell(there["rank"], there["percent"])
            )
        rows.append(row)
    return pd.DataFrame(rows)


def _cell(rank: object, percent: float) -> str:
    if pd.isna(percent):
        return "not published"
    return f"{rank} ({rounded(percent, 0)}%)"
