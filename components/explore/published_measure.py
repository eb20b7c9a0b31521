"""A published measure of a council: in sentences, over the years, among all authorities, as a table and with its source."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.charts.authorities import (
    COUNCIL,
    NEIGHBOUR,
    OTHER,
    AreaYear,
    Authority,
    authorities_picture,
    trend_picture,
)
from components.explore.compared import Choice, Compared
from components.screen.figure import show_picture
from components.screen.tables import plain_table
from components.screen.text import escaped, quiet
from components.words.published import (
    beside_sentence,
    neighbours_value,
    not_published,
    own_sentence,
    place,
    published_change,
    span,
)
from data.comparators.beside import beside_of, standing_of
from data.comparators.catalogue import PublishedMeasure, published_value
from data.comparators.years import TO_MARCH, year_label
from data.in_words import day


def show_measure(measure: PublishedMeasure, data: Compared) -> None:
    """A measure in a box of its own, or since when there are figures of it where the year chosen is before the first."""
    choice, row = data.choice, data.beside.loc[measure.code]
    with st.container(border=True):
        st.subheader(measure.title, anchor=False)
        if pd.isna(row["year"]):
            first = int(data.trends[data.trends["code"] == measure.code]["year"].min())
            st.markdown(
                escaped(
                    f"Nothing is published for {year_label(choice.year)} or before; the first year is {year_label(first)}."
                )
            )
            _show_source(measure)
            return
        beside = beside_of(row)
        st.markdown(escaped(own_sentence(choice.council, beside)))
        st.markdown(escaped(beside_sentence(beside, choice.model)))
        years = data.trends[data.trends["code"] == measure.code]
        with st.grid(min_column_width=430):
            with st.container():
                _show_trend(measure, years, int(row["year"]))
            with st.container():
                _show_authorities(measure, choice, data.authorities[measure.code], row)
        with st.expander("Table and source"):
            plain_table(_by_year(measure, choice, years), f"{measure.title} by year, newest first")
            _show_source(measure)


def _show_trend(measure: PublishedMeasure, years: pd.DataFrame, chosen: int) -> None:
    st.markdown("**Over the years**")
    drawn = years[years["position"].isin((1, 4))] if measure.counted else years
    drawn = drawn.assign(
        label=[_on_axis(int(year), measure) for year in drawn["year"]],
        shown=[published_value(measure, value) for value in drawn["value"]],
    )
    areas = [drawn[drawn["position"] == position] for position in (4, 1, 2, 3)]
    moves = "; ".join(f"{rows['area'].iloc[0]} {span(measure, rows)}" for rows in areas if not rows.empty)
    first, last = (year_label(int(drawn["year"].iloc[at]), measure.basis) for at in (0, -1))
    if drawn["value"].notna().any():
        title = None if measure.basis == TO_MARCH else _capital(measure.basis)
        words = (
            f"{measure.title}, {first} to {last}. {moves}."
            if first != last
            else f"{measure.title}, {last}. {moves}."
        )
        columns = [drawn[name].tolist() for name in ("label", "area", "position", "value", "shown")]
        lines = [
            AreaYear(label, area, position, None if pd.isna(value) else value, shown)
            for label, area, position, value, shown in zip(*columns, strict=True)
        ]
        show_picture(trend_picture(lines, measure.unit, _on_axis(chosen, measure), title, words))
    own = areas[0]
    if missing := not_published(measure, own):
        quiet(f"{own['area'].iloc[0]}: not published for {missing}.")
    if measure.counted:
        quiet("Counts of a region or of England cannot be set beside a council's; the table has them.")


def _on_axis(year: int, measure: PublishedMeasure) -> str:
    return year_label(year) if measure.basis == TO_MARCH else str(year)


def _show_authorities(measure: PublishedMeasure, choice: Choice, rows: pd.DataFrame, row: pd.Series) -> None:
    st.markdown(f"**Every authority, {row['year_label']}**")
    best_last = measure.better == "lower"
    shown = rows.iloc[::-1] if best_last else rows
    shown = shown.assign(
        shown=[published_value(measure, value) for value in shown["value"]],
        who=shown["is_council"]
        .map({True: COUNCIL, False: OTHER})
        .mask(shown["is_neighbour"] & ~shown["is_council"], NEIGHBOUR),
        place=[place(standing_of(authority)) for _, authority in shown.iterrows()],
    )
    order = {"higher": "best (highest) first", "lower": "best (lowest) first", "neither": "highest first"}[
        measure.better
    ]
    count = f"{len(shown)} authorities, {order}"
    england = None
    if not measure.counted and pd.notna(row["england"]):
        england = (float(row["england"]), f"England {published_value(measure, row['england'])}")
    near = shown[shown["is_neighbour"]]["value"]
    words = f"{measure.title}, {row['year_label']}: {count}. {choice.council} {published_value(measure, row['own'])}"
    words += f", {place(standing_of(row))}" if pd.notna(row["highest"]) else ""
    words += (
        f"; its neighbours from {published_value(measure, near.min())} to {published_value(measure, near.max())}"
        if len(near)
        else ""
    )
    words += f"; {england[1]}." if england else "."
    columns = [shown[name].tolist() for name in ("name", "value", "shown", "who", "place")]
    drawn = [Authority(*authority) for authority in zip(*columns, strict=True)]
    show_picture(authorities_picture(drawn, measure.unit, count, england, words))


def _by_year(measure: PublishedMeasure, choice: Choice, years: pd.DataFrame) -> pd.DataFrame:
    """The table under the charts: a row a year, newest first."""
    rows = []
    wide = {position: rows_of.set_index("year") for position, rows_of in years.groupby("position")}
    own = wide[4]
    for year in sorted(own.index, reverse=True):
        there, near = own.loc[year], wide[1].loc[year]
        before = own["value"].get(year - 1, float("nan"))
        rank = there["highest"] if measure.better == "neither" else there["rank"]
        row = {
            "Year": year_label(int(year), measure.basis),
            choice.council: published_value(measure, there["value"]),
            "Change": published_change(measure, there["value"], before) or "–",
        }
        row["Rank, highest first" if measure.better == "neither" else "Rank"] = (
            f"{rank} of {there['ranked']}" if pd.notna(rank) else "–"
        )
        if measure.better != "neither" and measure.banded:
            row["Quartile"] = there["quartile"] if pd.notna(there["quartile"]) else "–"
        row["Neighbours"] = neighbours_value(measure, near["value"], int(near["n"]))
        row[wide[2]["area"].iloc[0]] = published_value(measure, wide[2].loc[year, "value"])
        rows.append(row | {"England": published_value(measure, wide[3].loc[year, "value"])})
    return pd.DataFrame(rows)


def _show_source(measure: PublishedMeasure) -> None:
    updated = f" Last updated {day(measure.updated)}." if measure.updated else ""
    quiet(
        f"{_capital(measure.basis)}. Source: {measure.publication}, in DfE's Local Authority Interactive Tool as "
        f"“{measure.lait_title}”.{updated} City of London and Isles of Scilly are not ranked."
    )


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]
