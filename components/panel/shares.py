"""Distributions as blocks: each part as a bar with its value, and the same time last year beside it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.charts import parts
from components.panel.asking import Block, PageData
from components.panel.beside import show_definition, show_remarks, show_table, show_what_is_needed
from components.screen.charts import show_chart
from components.screen.tables import plain_table
from components.screen.text import escaped, quiet
from components.words.numbers import better, is_share_of_nothing, plain, when
from data.facts.stated import stated_ranks
from data.lists.dimensions import DIMENSIONS
from data.measures import Measure
from data.measures.absence import NOT_ON_LIST

_MOST_NAMED = 4


def show_shares(block: Block, data: PageData) -> None:
    """Draw a measure by its parts."""
    measure, rows = block.declared, data.split(block)
    shown = latest_parts(measure, rows, data)
    ranks = stated_ranks(data.store, measure.id, data.ending)
    if not shown.empty:
        _draw(block, data, shown)
    elif had_none(measure, data):
        st.markdown(escaped(nothing_words(measure, data)))
        show_definition(measure)
    elif not ranks.empty and not data.is_part:
        st.markdown(
            f"Ranked in the panel return for {rows.iloc[-1]['period'] if not rows.empty else ''}; it gives no numbers."
        )
        show_remarks(measure, data)
        plain_table(
            ranks.rename(columns={"rank": "Rank", "category": measure.title}), f"{measure.title}, ranked"
        )
        show_definition(measure)
    else:
        st.markdown("Not supplied for the period.")
        show_what_is_needed(measure, data)


def had_none(measure: Measure, data: PageData) -> bool:
    """Whether the latest period was counted and there was nothing in it."""
    rows = data.series(measure.id)
    return len(rows) > 0 and bool(rows.iloc[-1]["value"] == 0 or is_share_of_nothing(rows.iloc[-1]))


def nothing_words(measure: Measure, data: PageData) -> str:
    """'None on 31 December 2022.', 'This team had none in Q3 2022/23 (October to December 2022).'"""
    moment = when(measure, data.series(measure.id).iloc[-1], as_at=data.as_at)
    return f"{data.whose} had none {moment}." if data.whose else f"None {moment}."


def latest_parts(measure: Measure, rows: pd.DataFrame, data: PageData) -> pd.DataFrame:
    """The parts of the latest period with the value a year before; for surveys and the like each part's latest value."""
    known = rows[rows["value"].notna() & (rows["group"] != NOT_ON_LIST)]
    if measure.kind == "reported" and measure.at_a_date and measure.never_totalled:
        latest = known.groupby("group", as_index=False).tail(1)
    else:
        latest = known[known["period_end"] == pd.Timestamp(data.ending)]
    year_ago = pd.Timestamp(data.ending) - pd.DateOffset(years=1)
    whole = known[known["status"] == "ok"] if (latest["status"] == "ok").any() else known.iloc[0:0]
    before = whole[whole["period_end"].isin([year_ago, year_ago + pd.offsets.MonthEnd(0)])].set_index(
        "group"
    )["value"]
    return latest.assign(before=latest["group"].map(before))


def ordered(measure_by: str, shown: pd.DataFrame) -> pd.DataFrame:
    """Parts in the order of their dimension, or the largest first."""
    dimension = DIMENSIONS[measure_by]
    if not dimension.values:
        return shown.sort_values(["value", "group"], ascending=[False, True])
    return shown.sort_values("group", key=lambda names: names.map(dimension.place))


def dimension_of(block: Block) -> str:
    """The dimension a block is split by."""
    return block.declared.dimension(block.by)


def _draw(block: Block, data: PageData, shown: pd.DataFrame) -> None:
    measure = block.declared
    whole = shown["denominator"] if measure.of_all else data.series(measure.id, block.grain)["numerator"]
    overlap = overlap_words(measure, shown, whole.iloc[-1])
    words = f"{_in_words(block, data, shown)}; {better(measure)}.{_origin(shown)}{overlap}"
    st.markdown(escaped(words))
    show_remarks(measure, data)
    if shown["before"].notna().any():
        quiet("Orange tick: the same time last year.")
    table = ordered(dimension_of(block), shown)
    if not DIMENSIONS[dimension_of(block)].values and len(
        something := table[(table["value"] != 0) | (table["before"].fillna(0) != 0)]
    ):
        table = something
    show_chart(parts.ordered_bars, measure, table, words=f"{data.named(measure.title)}. {words}")
    has_base = measure.unit != "number" and table["numerator"].notna().any()
    show_table(
        block,
        data,
        pd.DataFrame(
            {
                measure.title: table["group"],
                **(
                    {
                        "Number": [
                            plain(value, "number") if pd.notna(value) else "" for value in table["numerator"]
                        ]
                    }
                    if has_base
                    else {}
                ),
                table["period"].iloc[-1]: [_value(row, measure) for _, row in table.iterrows()],
                "Same time last year": [plain(value, measure.unit) for value in table["before"]],
            }
        ),
    )


def overlap_words(measure: Measure, shown: pd.DataFrame, whole: float) -> str:
    """A sentence where children stand in more than one part, so that the parts add up to more than the children; else ''."""
    added = shown["numerator"].sum()
    if not measure.counts_children or (shown["origin"] == "reported").any() or not added > whole:
        return ""
    dimension = DIMENSIONS[measure.dimension(shown["dimension"].iloc[0])]
    parts_add_up_to, children = plain(added, "number"), plain(whole, "number")
    if not dimension.overlaps:
        return f" The parts add up to {parts_add_up_to}, the children are {children}: rows of a child differ in {dimension.words}."
    return (
        " The parts overlap, as a child can stand in more than one: "
        f"they add up to {parts_add_up_to}, the children are {children}."
    )


def _value(row: pd.Series, measure: Measure) -> str:
    value = plain(row["value"], measure.unit)
    return (
        f"{value} of {plain(row['denominator'], 'number')}"
        if measure.unit == "number" and pd.notna(row["denominator"])
        else value
    )


def _origin(shown: pd.DataFrame) -> str:
    origin = shown["origin"].iloc[0]
    partial = (
        " Partial: the returns loaded cover only part of what it needs."
        if (shown["status"] == "partial").any()
        else ""
    )
    return {"estimated": " An estimate.", "reported": " As the panel return states it."}.get(
        origin, ""
    ) + partial


def _in_words(block: Block, data: PageData, shown: pd.DataFrame) -> str:
    measure = block.declared
    largest = shown.sort_values("value", ascending=False)
    newest = shown.sort_values("period_end").iloc[-1]
    moment = when(measure, newest, block.grain, data.as_at)
    if measure.unit == "percent" and measure.of_all:
        first = largest.iloc[0]
        words = f"{first['group']} {plain(first['value'], 'percent')} {moment}, the largest share"
        return words + (f" of {first['denominator']:,.0f}" if pd.notna(first["denominator"]) else "")
    named = [
        f"{row['group']}: {_value(row, measure)}"
        + ("" if row["period"] == newest["period"] else f" ({row['period']})")
        for _, row in largest.head(_MOST_NAMED).iterrows()
    ]
    return f"{'; '.join(named)} {moment}"
