"""A figure block: title, latest value as a sentence, chart, the same data as a table, definition, download."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import altair as alt
import pandas as pd
import streamlit as st

from components.charts import parts, series
from components.quiet import escaped, quiet
from components.words import better, plain, sentence
from data.facts import notes, stated_ranks, target
from data.lists.views import DISPLAY_ORDER
from data.measures import MEASURES, Measure
from data.store import Store

STATUS_SHOWN = {"ok": "", "partial": "partial", "not supplied": "not supplied", "not applicable": "not applicable"}


@dataclass(frozen=True)
class Block:
    """One figure on a page: which measure and how it is drawn.

    ``chart`` is monthly (columns by month), quarterly (line by quarter), season (quarters side by side), parts (a bar a
    category) or none.
    """

    measure: str
    chart: str = "quarterly"


@dataclass(frozen=True)
class PageData:
    """Everything a page shows, asked for at once: quarters, months and parts of its measures."""

    store: Store
    ending: date
    quarters: pd.DataFrame
    months: pd.DataFrame
    parts: dict[str, pd.DataFrame]


def ask(store: Store, blocks: list[Block], ending: date, where: dict[str, list[str]]) -> PageData:
    """Ask the store for what the blocks show, to the quarter that ends at ``ending``."""
    ids = [block.measure for block in blocks]
    monthly = [block.measure for block in blocks if block.chart == "monthly"]
    split = {block.measure: MEASURES[block.measure] for block in blocks if block.chart == "parts"}
    quarters = store.measure(ids, "quarter", 9, where=where, ending=ending)
    months = store.measure(monthly, "month", 24, where=where, ending=ending) if monthly else quarters.iloc[0:0]
    found = {name: store.measure(name, "quarter", 5, by="category", where=where, ending=ending) for name in split}
    return PageData(store, ending, quarters, months, found)


def show_figure(block: Block, data: PageData) -> None:
    """Draw one figure block."""
    measure = MEASURES[block.measure]
    rows = data.quarters[data.quarters["measure"] == measure.id]
    goal = target(data.store, measure.id, data.ending)
    with st.container(border=True, height="stretch"):
        st.subheader(measure.title, anchor=measure.id)
        if block.chart == "parts":
            _show_parts(measure, data)
            return
        words = sentence(measure, rows, goal)
        st.markdown(escaped(words))
        for note in notes(data.store, measure.id, data.ending):
            st.text(f"Note in the return: {note}")
        latest = rows.iloc[-1]
        if latest["status"] == "not applicable" and rows["value"].isna().all():
            quiet(f"{measure.source} does not record what the filter asks for, so this figure cannot be shown for it.")
            return
        if rows["value"].isna().all():
            quiet(f"Needs: {measure.source}. Upload a return that holds it to see this figure.")
            _definition(measure)
            return
        months = data.months[data.months["measure"] == measure.id]
        chart, table = _chart(block, measure, rows, months, goal[0] if goal else None)
        if chart is not None:
            st.altair_chart(chart, alt=escaped_alt(f"{measure.title}. {words}"), width="stretch")
        _table_and_definition(measure, table)


def escaped_alt(text: str) -> str:
    """A chart's text alternative: plain, on one line."""
    return re.sub(r"\s+", " ", text)


def _chart(
    block: Block, measure: Measure, rows: pd.DataFrame, months: pd.DataFrame, goal: float | None
) -> tuple[alt.LayerChart | None, pd.DataFrame]:
    known = rows[rows["value"].notna()]
    if block.chart == "monthly" and months["value"].notna().sum() > 1:
        supplied = _from_first_known(months)
        return (series.columns if measure.unit == "number" else series.line)(measure, supplied, goal), supplied
    if block.chart == "season" and len(known) > 4:
        return series.by_quarter_of_year(measure, rows), rows
    if len(known) > 1:
        supplied = _from_first_known(rows)
        return (series.columns if measure.unit == "number" and measure.kind == "flow" else series.line)(measure, supplied, goal), supplied
    return None, rows


def _from_first_known(rows: pd.DataFrame) -> pd.DataFrame:
    first = rows["value"].notna().to_numpy().argmax()
    return rows.iloc[first:]


def _show_parts(measure: Measure, data: PageData) -> None:
    ranks = stated_ranks(data.store, measure.id, data.ending)
    rows = data.parts[measure.id]
    latest = rows[rows["period_end"] == pd.Timestamp(data.ending)]
    latest = latest[latest["value"].notna() & (latest["group"] != "Not recorded on this list")]
    if not latest.empty:
        _show_shares(measure, rows, latest, data.ending)
    elif not ranks.empty:
        first = rows.iloc[-1]["period"] if not rows.empty else ""
        st.markdown(f"Ranked in the panel return for {first}; it gives no numbers.")
        st.table(ranks.rename(columns={"rank": "Rank", "category": measure.title}), hide_index=True,
                 alt=f"{measure.title}, ranked")  # fmt: skip
        _definition(measure)
    else:
        st.markdown(f"Not supplied for the quarter. Needs: {escaped(measure.source)}.")
        _definition(measure)


def _show_shares(measure: Measure, rows: pd.DataFrame, latest: pd.DataFrame, ending: date) -> None:
    year_ago = pd.Timestamp(ending) - pd.DateOffset(years=1)
    before = rows[rows["period_end"].isin([year_ago, year_ago + pd.offsets.MonthEnd(0)])].set_index("group")["value"]
    shown = latest.assign(before=latest["group"].map(before))
    order = DISPLAY_ORDER.get(measure.category or "")
    largest = shown.sort_values("value", ascending=False).iloc[0]
    period = largest["period"]
    if measure.unit == "percent":
        words = f"{largest['group']} {plain(largest['value'], 'percent')} in {period}, the largest share"
        if pd.notna(largest["denominator"]):
            words += f" of {largest['denominator']:,.0f}"
    else:
        words = "; ".join(f"{row['group']} {plain(row['value'], measure.unit)}" for _, row in shown.iterrows()) + f" in {period}"
    words += f"; {better(measure)}."
    st.markdown(escaped(words))
    if shown["before"].notna().any():
        quiet("Orange tick: the same quarter last year.")
    st.altair_chart(parts.ordered_bars(measure, shown, order), alt=escaped_alt(f"{measure.title}. {words}"), width="stretch")
    table = shown.sort_values("value", ascending=False)
    if order:
        table = shown.sort_values("group", key=lambda names: names.map(order.index))
    renamed = pd.DataFrame({
        measure.title: table["group"],
        "Number": [plain(value, "number") if pd.notna(value) else "" for value in table["numerator"]],
        period: [plain(value, measure.unit) for value in table["value"]],
        "Same quarter last year": [plain(value, measure.unit) for value in table["before"]],
    })  # fmt: skip
    with st.expander("Table and definition"):
        st.table(renamed, hide_index=True, border="horizontal", alt=f"{measure.title} as a table")
        _definition_text(measure)
        _download(measure, renamed)


def _table_and_definition(measure: Measure, rows: pd.DataFrame) -> None:
    table = pd.DataFrame({
        "Period": rows["period"],
        "Value": [plain(value, measure.unit) for value in rows["value"]],
        **({"Number": [plain(v, "number") if pd.notna(v) else "" for v in rows["numerator"]],
            "Of": [plain(v, "number") if pd.notna(v) else "" for v in rows["denominator"]]} if measure.unit != "number" else {}),
        "Data": rows["status"].map(STATUS_SHOWN).where(rows["status"] != "ok", rows["origin"]),
    })  # fmt: skip
    with st.expander("Table and definition"):
        st.table(table, hide_index=True, border="horizontal", alt=f"{measure.title} as a table")
        _definition_text(measure)
        _download(measure, table)


def _definition(measure: Measure) -> None:
    with st.expander("Definition"):
        _definition_text(measure)


def _definition_text(measure: Measure) -> None:
    st.markdown(f"**What it counts.** {measure.means}")
    st.markdown(f"**Reading it.** {better(measure).capitalize()}. {measure.caveat}".strip())
    if measure.estimate is not None:
        st.markdown(f"**Where no better source is loaded.** {measure.estimate.how}")
    st.markdown(f"**Source.** {measure.source}. {measure.basis}".strip())


def _download(measure: Measure, table: pd.DataFrame) -> None:
    st.download_button("Download this table", lambda: table.to_csv(index=False).encode("utf-8-sig"), f"{measure.id}.csv", "text/csv",
                       key=f"download {measure.id}", on_click="ignore")  # fmt: skip
