"""What stands beside every figure: notes, caveats, in-year benchmarks, what it needs, its table, definition and download."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.asking import Block, PageData
from components.quiet import escaped, quiet
from components.restated import restated_words
from components.session import arrival_answers
from components.tables import plain_table
from components.words import better, change, day, plain
from data.comparators.population import population_words
from data.facts import benchmarks, ends_estimated, lacking, notes, stated_changes, stated_ranks
from data.measures import Measure
from data.periods import period_containing
from data.safe_text import csv_file

STATUS_SHOWN = {"ok": "", "partial": "partial", "not supplied": "not supplied", "not applicable": "not applicable"}


def show_remarks(measure: Measure, data: PageData) -> None:
    """What the returns say of a figure besides its value, and what must be known to read it."""
    for stated in stated_changes(data.store, measure.id, data.ending):
        moved = change(stated.size, 0, measure.unit)
        st.markdown(escaped(f"{stated.since[0].upper()}{stated.since[1:]}: {moved}, as the panel return states it."))
    for line in benchmarks(data.store, measure.id, data.ending):
        source = f"; {line.source}" if line.source else ""
        st.markdown(escaped(f"{line.area}: {plain(line.value, measure.unit)} ({line.period}{source})."))
    if measure.unit == "rate" and (population := population_words(data.store.la_code, data.ending)):
        quiet(population)
    if restated := restated_words(measure, data):
        quiet(restated)
    for note in notes(data.store, measure.id, data.ending):
        st.text(f"Note in the return: {note}")
    if measure.dated == "ceased_on" and (estimated := ends_estimated(data.store, measure, data.ending)):
        quiet(f"{estimated} of them ended on a date that no return gives, between two returns.")
    if measure.caveat:
        quiet(measure.caveat)


def show_reasons(measure: Measure, data: PageData) -> None:
    """What was asked of the quarter's returns about the lists a figure counts, with the reason given for using them."""
    quarter = period_containing(data.ending, "quarter")
    lists = {view.layout.name for view in measure.views} | {name for view in measure.views for name, _ in view.also_needs.values()}
    for one in data.store.returns:
        if one.quarter == quarter:
            for answer in arrival_answers().of(one.fingerprint).values():
                if answer.reason and lists & set(answer.lists):
                    quiet(f"Asked of the return to {day(one.reporting_date)}: {answer.about}. Reason given: {answer.reason}")
    if measure.id in data.store.stated:
        quiet(f"The stated figures stand where panel returns state any. Reason given: {data.store.stated[measure.id]}")


def show_what_is_needed(measure: Measure, data: PageData) -> None:
    """A figure without a value: what it needs and which of that is missing."""
    quiet(f"Needs: {measure.source}. {lacking(data.store, measure)}")
    show_definition(measure)


def has_something(block: Block, data: PageData) -> bool:
    """Whether a block has a value, a rank or a stated change to show."""
    rows = data.series(block.measure, block.grain)
    known = data.series(block.measure)["value"].notna().any() or rows["value"].notna().any()
    parts = data.parts.get((block.measure, block.by, "month" if block.drawn_as == "posts" else block.grain))
    if not known and (parts is None or parts["value"].isna().all()):
        said = stated_changes(data.store, block.measure, data.ending)
        return bool(said) or not stated_ranks(data.store, block.measure, data.ending).empty
    return True


def show_absent(blocks: list[Block], data: PageData) -> None:
    """The figures of a page that cannot be shown, each with what it lacks, out of the way of those that can."""
    measures = list(dict.fromkeys(block.declared for block in blocks))
    if not measures:
        return
    with st.container(border=True):
        st.subheader(f"Not shown: {len(measures)} {'figure' if len(measures) == 1 else 'figures'}", anchor="not-shown")
        for measure in measures:
            rows = data.series(measure.id)
            if data.where and len(rows) and rows.iloc[-1]["status"] == "not applicable":
                why = f"{measure.source} does not record what the filter asks for, so this figure cannot be shown for it."
            else:
                why = f"Not supplied. {lacking(data.store, measure)}"
            quiet(f"{measure.title}: {why}")


def show_table(block: Block, table: pd.DataFrame) -> None:
    """The chart's data as a table, with the definition and a download, one click away."""
    measure = block.declared
    with st.expander("Table and definition"):
        plain_table(table, f"{measure.title} as a table")
        _definition_text(measure)
        st.download_button("Download this table", lambda: csv_file(table), f"{measure.id}.csv",
                           "text/csv", key=f"download {block.key}", on_click="ignore")  # fmt: skip


def show_definition(measure: Measure) -> None:
    """The definition, one click away, where there is no table."""
    with st.expander("Definition"):
        _definition_text(measure)


def _definition_text(measure: Measure) -> None:
    st.markdown(f"**What it counts.** {measure.means}")
    st.markdown(f"**Reading it.** {better(measure).capitalize()}.")
    if measure.estimate is not None:
        st.markdown(f"**Where no better source is loaded.** {measure.estimate.how}")
    st.markdown(f"**Source.** {measure.source}. {measure.basis}".strip())


def series_table(measure: Measure, rows: pd.DataFrame, provisional: str | None = None) -> pd.DataFrame:
    """A measure over time as shown in a table; ``provisional`` is the period whose figures will still move."""
    known = rows["status"].map(STATUS_SHOWN).where(rows["status"] != "ok", rows["origin"])
    counted = {} if measure.unit == "number" else {
        "Number": [plain(value, "number") if pd.notna(value) else "" for value in rows["numerator"]],
        "Of": [plain(value, "number") if pd.notna(value) else "" for value in rows["denominator"]],
    }  # fmt: skip
    return pd.DataFrame({
        "Period": rows["period"],
        "Value": [plain(value, measure.unit) for value in rows["value"]],
        **counted,
        "Data": known.mask((rows["period"] == provisional) & rows["value"].notna(), known + ", provisional"),
    })  # fmt: skip
