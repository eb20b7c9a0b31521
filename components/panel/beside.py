"""What stands beside every figure: notes, caveats, in-year benchmarks, what it needs, its table, definition and download."""

from __future__ import annotations

import re

import pandas as pd
import streamlit as st

from components.panel.asking import Block, PageData
from components.panel.restated import restated_words
from components.screen.tables import plain_table
from components.screen.text import escaped, quiet
from components.session.store import session_store
from components.words.numbers import (
    absence,
    are_shares_of_nothing,
    better,
    change,
    day,
    is_share_of_nothing,
    none_words,
    plain,
)
from data.comparators.population import population_words
from data.facts.loaded import lacking
from data.facts.rows import ends_estimated
from data.facts.stated import benchmarks, notes, stated_changes, stated_ranks, target
from data.facts.values import Target
from data.lists.dimensions import DIMENSIONS
from data.lists.views import VIEWS
from data.measures import MEASURES, Measure
from data.periods import period_containing
from data.returns.problems import counted
from data.safe_text import csv_file

STATUS_SHOWN = {
    "ok": "",
    "partial": "partial",
    "not supplied": "not supplied",
    "not applicable": "not applicable",
}


def show_remarks(measure: Measure, data: PageData) -> None:
    """What the returns say of a figure besides its value, and what must be known to read it.

    What is said of the whole council does not stand beside a part of it.
    """
    if not data.is_part:
        _show_said_of_the_whole(measure, data)
    counts_ends = measure.counting is not None and measure.counting.dated == "ceased_on"
    if counts_ends and (estimated := ends_estimated(data.store, measure, data.ending, data.where)):
        quiet(f"{estimated} of them ended on a date that no return gives, between two returns.")
    if measure.caveat:
        quiet(measure.caveat)


def _show_said_of_the_whole(measure: Measure, data: PageData) -> None:
    for stated in stated_changes(data.store, measure.id, data.ending):
        moved = change(stated.size, 0, measure.unit)
        st.markdown(
            escaped(f"{stated.since[0].upper()}{stated.since[1:]}: {moved}, as the panel return states it.")
        )
    for line in benchmarks(data.store, measure.id, data.ending):
        source = f"; {line.source}" if line.source else ""
        st.markdown(escaped(f"{line.area}: {plain(line.value, measure.unit)} ({line.period}{source})."))
    if measure.unit == "rate" and (population := population_words(data.store.la_code, data.ending)):
        quiet(population)
    if restated := restated_words(measure, data):
        quiet(restated)
    for note in notes(data.store, measure.id, data.ending):
        st.text(f"Note in the return: {note}")
    if two_counts := two_counts_words(measure, data):
        quiet(two_counts)


def two_counts_words(measure: Measure, data: PageData) -> str:
    """Why a share is of another number than the page's count: each comes from a sheet of its own; '' where the two agree."""
    counting = measure.counting
    listed_again = counting.view.lists_again if counting is not None else None
    if counting is None or listed_again is None or counting.denominator is None:
        return ""
    layout = VIEWS[listed_again].layout
    other = MEASURES[layout.flow]
    share, count = data.series(measure.id), data.series(other.id)
    if (
        share.empty
        or count.empty
        or share.iloc[-1]["origin"] != "derived"
        or count.iloc[-1]["origin"] != "derived"
    ):
        return ""
    base, number = share.iloc[-1]["denominator"], count.iloc[-1]["value"]
    if pd.isna(base) or pd.isna(number) or base == number:
        return ""
    return (
        f"A share of the {plain(base, 'number')} on the panel return's sheet “{counting.view.layout.title}”; “{other.title}” counts the "
        f"{plain(number, 'number')} of {layout.title}. The two are extracted apart."
    )


def show_reasons(measure: Measure, data: PageData) -> None:
    """What was asked of the quarter's returns about the lists a figure counts, with the reason given for using them."""
    quarter = period_containing(data.ending, "quarter")
    lists = {view.layout.name for view in measure.views} | {
        name for view in measure.views for name, _ in view.also_needs.values()
    }
    for one in data.store.returns:
        if one.quarter == quarter:
            for answer in session_store().notes.answers.of(one.fingerprint).values():
                if answer.reason and lists & set(answer.lists):
                    asked = "Asked of the whole council's return" if data.is_part else "Asked of the return"
                    quiet(
                        f"{asked} to {day(one.reporting_date)}: {answer.about}. Reason given: {answer.reason}"
                    )
    if measure.id in data.store.stated and not data.is_part:
        quiet(
            f"The stated figures stand where panel returns state any. Reason given: {data.store.stated[measure.id]}"
        )


def show_what_is_needed(measure: Measure, data: PageData) -> None:
    """A figure without a value: what it needs and which of that is missing."""
    quiet(f"Needs: {measure.source}. {lacking(data.store, measure, data.where)}")
    show_definition(measure)


def goal_of(measure: Measure, data: PageData) -> Target | None:
    """The council's own target for the whole of it: none stands beside a part."""
    return None if data.is_part else target(data.store, measure.id, data.ending)


def has_local_value(block: Block, data: PageData) -> bool:
    """Whether a block has a value, a rank or a stated change of the returns to show."""
    rows = data.series(block.measure, block.grain)
    known = data.series(block.measure)["value"].notna().any() or rows["value"].notna().any()
    parts = data.parts.get((block.measure, block.by, "month" if block.drawn_as == "posts" else block.grain))
    if known or (parts is not None and parts["value"].notna().any()):
        return True
    if data.is_part:
        return False
    said = stated_changes(data.store, block.measure, data.ending)
    return bool(said) or not stated_ranks(data.store, block.measure, data.ending).empty


def why_absent(measure: Measure, data: PageData) -> str:
    """Why a measure has no figure to show, in sentences."""
    rows = data.series(measure.id)
    latest = rows.iloc[-1] if len(rows) else None
    if data.is_part and measure.unit == "rate":
        return "No rate is shown for a part of the council: its population is that of the whole."
    if latest is not None and is_share_of_nothing(latest):
        return absence(measure, latest, as_at=data.as_at, whose=data.whose)
    if data.is_part and latest is not None and latest["status"] == "not applicable":
        if any(view.layout.records_team for view in measure.views):
            filtered_by = " or ".join(DIMENSIONS[name].words for name in data.where)
            return f"Counted of the whole council only, not by {filtered_by}, from {measure.source}."
        return f"{measure.source} does not record what the filter asks for, so this figure cannot be shown for it."
    return f"Not supplied. {lacking(data.store, measure, data.where)}"


def show_absent(blocks: list[Block], data: PageData) -> None:
    """The figures of a page that the returns do not give, each with what it lacks, out of the way of those that they do."""
    measures = list(dict.fromkeys(block.declared for block in blocks))
    if not measures:
        return
    with st.container(border=True):
        lead = "Not shown" if data.is_part else "Without a local figure"
        st.subheader(f"{lead}: {counted(len(measures), 'figure')}", anchor="not-shown")
        for measure in measures:
            quiet(f"{measure.title}: {why_absent(measure, data)}")


def show_table(block: Block, data: PageData, table: pd.DataFrame) -> None:
    """The chart's data as a table, with the definition and a download, one click away."""
    measure = block.declared
    with st.expander("Table and definition"):
        plain_table(table, f"{data.named(measure.title)} as a table")
        _definition_text(measure)
        content = for_download(table, data)
        st.download_button(
            "Download this table",
            lambda: csv_file(content),
            file_name(measure.id, data),
            "text/csv",
            key=f"download {block.key}",
            on_click="ignore",
        )


def for_download(table: pd.DataFrame, data: PageData) -> pd.DataFrame:
    """A table to take away: where a part of the council is chosen, a first column names it in every row."""
    if not data.is_part:
        return table
    return pd.concat([pd.Series(data.chosen.words, index=table.index, name="Shown for"), table], axis=1)


def file_name(stem: str, data: PageData) -> str:
    """'referrals.csv', 'referrals, team North.csv': a file that names what is chosen of the council."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]', " ", data.named(stem)) + ".csv"


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
    is_none = are_shares_of_nothing(rows)
    known = rows["status"].map(STATUS_SHOWN).where((rows["status"] != "ok") & ~is_none, rows["origin"])
    counted = (
        {}
        if measure.unit == "number"
        else {
            "Number": [plain(value, "number") if pd.notna(value) else "" for value in rows["numerator"]],
            "Of": [plain(value, "number") if pd.notna(value) else "" for value in rows["denominator"]],
        }
    )
    return pd.DataFrame(
        {
            "Period": rows["period"],
            "Value": [
                none_words(measure) if none else plain(value, measure.unit)
                for none, value in zip(is_none, rows["value"], strict=True)
            ],
            **counted,
            "Data": known.mask(
                (rows["period"] == provisional) & rows["value"].notna(), known + ", provisional"
            ),
        }
    )
