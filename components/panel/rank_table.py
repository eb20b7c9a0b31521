"""The risk-factor rank table as the pack prints it, how ranks moved, and the trio of vulnerabilities."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import pandas as pd
import streamlit as st

from components.charts.bump import bump
from components.figures.chosen import Filters
from components.panel.published_factors import show_published_factors
from components.panel.section import in_reading, panel_heading, show_commentary
from components.screen.charts import show_chart
from components.screen.pages import UPLOAD
from components.screen.tables import plain_table
from components.screen.text import escaped, quiet
from components.session.filters import filters
from components.session.store import session_store
from components.words.numbers import plain
from data.answering import Wanted
from data.facts.rows import factor_periods_held
from data.measures import MEASURES
from data.measures.rank_table import rank_periods
from data.measures.sections.family_front_door import RISK_FACTORS, TRIO_RULES
from data.safe_text import csv_file
from data.store import Store

SHOWN = 10
PERIODS = 3
_RULE_KEY = "trio rule"
_RULE_NAMES = {"all": "All three together", "any": "Any of them"}


def show_risk_factors() -> None:
    """Draw the page."""
    store = session_store()
    if not panel_heading(RISK_FACTORS, store):
        return
    chosen = filters(store)
    if chosen.where:
        st.info(
            f"The panel return records no team for its factors, so none are shown for {escaped(chosen.words)}. Choose "
            "all services and all teams to see the rank table."
        )
        show_commentary(RISK_FACTORS, store, chosen)
        return
    store.trio_rule = st.session_state.get(_RULE_KEY, store.trio_rule)
    held = in_reading(chosen, partial(factors_held, store))
    show_commentary(RISK_FACTORS, store, chosen)
    table = held.table
    if table.empty:
        st.info(
            "No factors are loaded for these periods. They come from the panel return: its Risk factors sheet (the pack's own "
            "table) or its Assessment factors sheet (one row an assessment)."
        )
        st.page_link(UPLOAD, label="Upload a panel return", icon=":material/upload_file:")
        return
    with st.container(border=True):
        _show_table(held)
    with st.container(border=True):
        _show_bump(held)
    with st.container(border=True):
        show_published_factors(store, held.ten, held.latest, chosen)
    with st.container(border=True):
        _show_trio(store, held)


@dataclass(frozen=True)
class FactorsHeld:
    """The rank table over its periods, the trio's share of each, and the periods that the records cover only in part."""

    table: pd.DataFrame
    periods: list[str]
    trio: dict[str, float]
    partly: list[str]

    @property
    def latest(self) -> str:
        """The latest period that is held."""
        return next(label for label in reversed(self.periods) if label in set(self.table["period"]))

    @property
    def ten(self) -> pd.DataFrame:
        """The latest period's first ten factors."""
        return self.table[(self.table["period"] == self.latest) & self.table["rank"].notna()].head(SHOWN)


def factors_held(store: Store, chosen: Filters) -> FactorsHeld:
    """What the page shows, to the quarter and in the reading chosen."""
    trio, partly = {}, []
    periods = rank_periods(chosen.ending, PERIODS)
    for period in periods:
        assert period.grain is not None
        asked = [
            Wanted("trio_of_harm", period.grain, 1),
            Wanted("assessment_factors", period.grain, 1, origin="derived"),
        ]
        share, counted = store.measures(asked, ending=period.end, reading=chosen.reading)
        trio[period.label] = float(share["value"].iloc[0])
        if counted["status"].iloc[0] == "partial":
            partly.append(period.label)
    table = store.rank_table(PERIODS, ending=chosen.ending, reading=chosen.reading)
    return FactorsHeld(table, [period.label for period in periods], trio, partly)


def _show_table(held: FactorsHeld) -> None:
    table, periods, latest = held.table, held.periods, held.latest
    measure = MEASURES["assessment_factors"]
    st.subheader("Factors identified at the end of assessment", anchor="assessment_factors")
    first = table[table["period"] == latest].iloc[0]
    base = (
        f" ({first['numerator']:,.0f} of {first['denominator']:,.0f} assessments)"
        if pd.notna(first["numerator"])
        else ""
    )
    words = (
        f"In {latest} the most common factor was {first['relates_to']}: {first['factor']}, in "
        f"{plain(first['percent'], 'percent')} of assessments{base}."
    )
    st.markdown(escaped(words))
    quiet("Each cell: rank (share of assessments). Change: in rank, on the period before.")
    plain_table(
        shown_table(held), f"The ten most common factors in {latest}, with rank and share for each period"
    )
    sources = {
        "reported": "as the panel return states them",
        "derived": "counted from the assessment factors loaded",
    }
    said = table.drop_duplicates("period").set_index("period")["origin"]
    partly = [label for label in held.partly if said.get(label) == "derived"]
    whence = {label: sources[said[label]] if label in said else "not supplied" for label in periods}
    whence |= {label: f"{whence[label]}, which cover only part of the period" for label in partly}
    quiet(
        "; ".join(f"{label}: {words}" for label, words in whence.items()) + ". "
        "Ranks are over all factors, not only those shown; 'Other' and 'none identified' are not ranked."
    )
    with st.expander("All factors, definition and download"):
        every = table[
            ["period", "relates_to", "factor", "rank", "percent", "numerator", "denominator"]
        ].copy()
        every["percent"] = [plain(value, "percent") for value in every["percent"]]
        every.columns = [
            "Period",
            "Relates to",
            "Risk factor",
            "Rank",
            "Share of assessments",
            "Number",
            "Of",
        ]
        st.dataframe(every, hide_index=True, alt="All factors held, by period")
        st.markdown(f"**What it counts.** {measure.means}")
        st.markdown(f"**Basis.** {measure.basis}")
        st.download_button(
            "Download this table",
            lambda: csv_file(every),
            "risk_factors.csv",
            "text/csv",
            on_click="ignore",
            key="download risk factors",
        )


def shown_table(held: FactorsHeld) -> pd.DataFrame:
    """The pack's table: the latest period's first ten, rank and % for each period, change in rank, and the trio row."""
    periods, latest = held.periods, held.latest
    keyed = {label: rows.set_index(["relates_to", "factor"]) for label, rows in held.table.groupby("period")}
    before = periods[periods.index(latest) - 1] if periods.index(latest) else None
    rows: list[dict[str, str]] = []
    for _, top in held.ten.iterrows():
        name = (top["relates_to"], top["factor"])
        row = {"Relates to": str(name[0]), "Risk factor": str(name[1])}
        ranks: dict[str, int] = {}
        for label in periods:
            found = (
                keyed[label].loc[[name]].iloc[0] if label in keyed and name in keyed[label].index else None
            )
            if found is not None and pd.notna(found["rank"]):
                ranks[label] = int(found["rank"])
            row[label] = "–" if found is None else f"{ranks.get(label, '–')} ({_whole(found['percent'])})"
        row["Change"] = _moved(ranks[latest], ranks[before]) if before in ranks else "–"
        rows.append(row)
    trio = {
        "Relates to": "",
        "Risk factor": "Assessments with the trio (“Trio of Harm”) present",
        "Change": "",
    }
    trio |= {label: "–" if pd.isna(value) else _whole(value) for label, value in held.trio.items()}
    return pd.DataFrame([*rows, trio], columns=["Relates to", "Risk factor", *periods, "Change"])


def _whole(value: float) -> str:
    return f"{plain(value, 'number')}%"


def _moved(now: int, then: int) -> str:
    if now == then:
        return "same"
    return f"▲ up {then - now}" if now < then else f"▼ down {now - then}"


def _show_bump(held: FactorsHeld) -> None:
    st.subheader("How the ranks moved", anchor=False)
    table, periods, latest, ten = held.table, held.periods, held.latest, held.ten
    names = [
        f"{relates_to}: {factor}" for relates_to, factor in zip(ten["relates_to"], ten["factor"], strict=True)
    ]
    moved = table[table["rank"].notna()].assign(name=table["relates_to"] + ": " + table["factor"])
    moved = moved[moved["name"].isin(names)].astype({"rank": int})
    moved["percent_shown"] = [plain(value, "percent") for value in moved["percent"]]
    moved = moved.sort_values("period", key=lambda column: column.map(periods.index))
    if moved["period"].nunique() < 2:
        st.markdown("Only one period is supplied, so no movement can be shown.")
        return
    first = "; second: ".join(names[:2])
    words = f"Ranks of the ten most common factors of {latest} over {moved['period'].nunique()} periods. First: {first}."
    show_chart(bump, moved[["name", "period", "rank", "percent_shown"]], names[:5], words=words)


def _show_trio(store: Store, held: FactorsHeld) -> None:
    measure = MEASURES["trio_of_harm"]
    st.subheader(measure.title, anchor=measure.id)
    if factor_periods_held(store):
        st.radio(
            "Rule",
            list(TRIO_RULES),
            format_func=_RULE_NAMES.__getitem__,
            horizontal=True,
            index=list(TRIO_RULES).index(store.trio_rule),
            key=_RULE_KEY,
        )
        st.markdown(f"**Rule used where records are held.** {TRIO_RULES[store.trio_rule][1]}")
    else:
        st.markdown(
            f"**Rule.** As the panel return states it. The rule that gives such figures: {TRIO_RULES['all'][1]}"
        )
    values = [
        f"{label}: {plain(value, 'percent')}{' (partial)' if label in held.partly else ''}"
        for label, value in held.trio.items()
    ]
    st.markdown(escaped("; ".join(values) + "."))
    quiet(measure.means)
