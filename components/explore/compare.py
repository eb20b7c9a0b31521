"""The Compare page: any published measure of any council, over ten years and among all authorities. It needs no returns."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from components.charts.authorities import COUNCIL, NEIGHBOUR, OTHER, ordered_authorities, trend_lines
from components.figures.chosen import DEFAULT_COUNCIL
from components.screen.charts import show_chart
from components.screen.downloads import download_table
from components.screen.tables import plain_table
from components.screen.text import escaped, quiet
from components.session.store import session_store
from components.words.numbers import day
from components.words.published import (
    MODEL_NAMES,
    beside_sentence,
    neighbours_value,
    not_published,
    ordinal,
    own_sentence,
    place,
    published_change,
    published_value,
    span,
)
from data.comparators import comparisons
from data.comparators.authorities import councils, everyone, neighbours_of
from data.comparators.catalogue import LICENCE, PublishedMeasure, published_measures, sections
from data.comparators.reference import years_published
from data.comparators.trends import trends
from data.comparators.years import TO_MARCH, year_label

FIRST_SHOWN = "Continue_Assess_Comp"
MOST = 8
TOPIC, MEASURES_CHOSEN, COUNCIL_CHOSEN, MODEL_CHOSEN, YEAR_CHOSEN = (
    "compare_topic",
    "compare",
    "compare_council",
    "compare_model",
    "compare_year",
)


@dataclass(frozen=True)
class Choice:
    """What is compared: measures (LAIT's codes), whose, by which neighbour model, in which year."""

    codes: list[str]
    la_code: int
    model: str
    year: int

    @property
    def council(self) -> str:
        """The council's name."""
        return councils()[self.la_code]


@dataclass(frozen=True)
class Compared:
    """Everything the page shows, asked for at once."""

    choice: Choice
    beside: pd.DataFrame
    trends: pd.DataFrame
    authorities: dict[str, pd.DataFrame]


def ask(choice: Choice) -> Compared:
    """The published figures of a choice."""
    beside = comparisons(choice.codes, choice.la_code, year=choice.year, model=choice.model)
    years = {str(code): int(year) for code, year in beside["year"].dropna().items()}
    in_order = {code: everyone(code, year, choice.la_code, choice.model) for code, year in years.items()}
    return Compared(choice, beside, trends(choice.codes, choice.la_code, choice.model), in_order)


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
            _show_measure(published_measures()[code], data)
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
            [code for code, one in measures.items() if one.section == topic or code in (*kept, FIRST_SHOWN)],
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
    return [code for code, one in published_measures().items() if one.title in titles]


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


def _show_measure(measure: PublishedMeasure, data: Compared) -> None:
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
        st.markdown(escaped(own_sentence(measure, choice.council, row)))
        st.markdown(escaped(beside_sentence(measure, row, choice.model)))
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
        show_chart(trend_lines, drawn, measure.unit, _on_axis(chosen, measure), title, words=words)
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
        place=[place(measure, one) for _, one in shown.iterrows()],
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
    words += f", {place(measure, row)}" if pd.notna(row["highest"]) else ""
    words += (
        f"; its neighbours from {published_value(measure, near.min())} to {published_value(measure, near.max())}"
        if len(near)
        else ""
    )
    words += f"; {england[1]}." if england else "."
    drawn = shown[["name", "value", "shown", "who", "place"]]
    show_chart(ordered_authorities, drawn, measure.unit, count, england, words=words)


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


def by_year(data: Compared) -> pd.DataFrame:
    """The figures by year as downloaded: unrounded, what is not published left empty, each with its source."""
    rows = data.trends.drop(columns=["position"])
    return _named(rows, MODEL_NAMES[data.choice.model])


def by_authority(data: Compared) -> pd.DataFrame:
    """Every authority's figure in the year as downloaded."""
    years = data.beside["year"]
    parts = [rows.assign(code=code, year=years[code]) for code, rows in data.authorities.items()]
    return _named(pd.concat(parts), MODEL_NAMES[data.choice.model]) if parts else pd.DataFrame()


def _named(rows: pd.DataFrame, model: str) -> pd.DataFrame:
    measures = [published_measures()[code] for code in rows["code"]]
    named = rows.assign(
        measure=[one.title for one in measures],
        unit=[one.unit for one in measures],
        year=[
            year_label(year, one.basis)
            for year, one in zip(rows["year"].astype(int).tolist(), measures, strict=True)
        ],
        neighbour_model=model,
        source=[one.publication for one in measures],
        licence="Open Government Licence v3.0",
    )
    first = ["measure", "code", "unit", "year"]
    return named[[*first, *[name for name in named.columns if name not in first]]]
