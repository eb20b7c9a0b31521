"""The changes page: what a return did to each list, which past figures it restated, and how far back the history reaches."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pandas as pd
import streamlit as st

from components.screen.downloads import download_table
from components.screen.heading import heading
from components.screen.tables import plain_table
from components.screen.text import escaped, quiet
from components.session.restated import changed_values, restated_figures
from components.session.store import session_store
from components.words.numbers import change, day, when
from data.as_reported import NotRead
from data.changes import (
    CHANGED,
    CLOSED,
    CORRECTED,
    ENDED,
    ESTIMATED,
    GONE,
    LATE,
    LEFT,
    NEW,
    UNCHANGED,
    UNFOLLOWED,
    WITHDRAWN,
    ListChanges,
    changes_of,
    returns_to_compare,
)
from data.history import look_backs, reach
from data.lists.loaded_return import LoadedReturn
from data.measures import MEASURES
from data.periods import period_containing
from data.restated import quarters_compared
from data.restatement_reasons import because
from data.returns.problems import counted
from data.store import Store

ROWS_READ, FIGURES_READ = 50, 15
_CHANGES = "changes"
_FACTS = {LATE: "Late", WITHDRAWN: "Withdrawn", CHANGED: "Changed", NEW: "New", UNCHANGED: "Unchanged"}
_EVENTS = {
    LATE: "Late",
    WITHDRAWN: "Withdrawn",
    CLOSED: "Closed on a day not known",
    UNFOLLOWED: "Open when last listed",
    CHANGED: "Changed",
    NEW: "New",
    UNCHANGED: "Unchanged",
}
_SPELLS = {
    LATE: "Late",
    CORRECTED: "Start corrected",
    WITHDRAWN: "Withdrawn",
    GONE: "Gone without an end",
    ESTIMATED: "Ended on an estimated date",
    ENDED: "Ended",
    CHANGED: "Other details changed",
    NEW: "New",
    UNCHANGED: "Unchanged",
}
_SNAPSHOTS = {LEFT: "No longer listed", CHANGED: "Changed", NEW: "New", UNCHANGED: "Unchanged"}
_WORDS = {"events": _EVENTS, "facts": _FACTS, "spells": _SPELLS, "snapshots": _SNAPSHOTS}
_RARE = (CLOSED, UNFOLLOWED)
"""What has a column only where there is any of it."""

_TABLES = {
    ("events",): "Events added, changed and withdrawn, by list",
    ("facts",): "Rows added, changed and withdrawn, by list",
    ("spells",): "Spells begun, ended and corrected, by list",
    ("snapshots",): "Young people listed and no longer listed",
}
_TELLING = {
    LATE: ("row came late", "rows came late"),
    CORRECTED: ("start was corrected", "starts were corrected"),
    WITHDRAWN: ("row was withdrawn", "rows were withdrawn"),
    CLOSED: ("row was closed on a day not known", "rows were closed on a day not known"),
    UNFOLLOWED: (
        "row, open when last listed, is not followed further",
        "rows, open when last listed, are not followed further",
    ),
    GONE: ("child is gone without an end", "children are gone without an end"),
    ESTIMATED: ("spell ended on an estimated date", "spells ended on an estimated date"),
}
_SHOWN = {
    "what": "What",
    "sheet": "Sheet",
    "row": "Row",
    "child_id": "Child Unique ID",
    "about": "Of",
    "changes": "From → to",
}


def show_changes() -> None:
    """Draw the page."""
    store = session_store()
    if not heading("Changes", store):
        return
    listed = {one.id: one for one in returns_to_compare(store)}
    chosen = st.selectbox(
        "Return", list(listed), format_func=lambda name: _named(listed[name]), key="changed return"
    )
    _show_lists(_changes(store, listed[chosen]), listed[chosen])
    figures = st.container()
    _show_reach(store)
    with figures:
        _show_figures(store)


def _named(one: LoadedReturn) -> str:
    kind = "Annex A" if one.report.kind == "annex_a" else "Panel return"
    return f"{kind}, data to {day(one.reporting_date)}: {one.report.file_name}"


def _changes(store: Store, chosen: LoadedReturn) -> list[ListChanges]:
    """What the return did, worked out once while it stays chosen and the returns stay the same."""
    key = (chosen.id, tuple((one.id, one.fingerprint, one.reporting_date) for one in store.returns))
    kept: tuple[object, list[ListChanges]] | None = st.session_state.get(_CHANGES)
    if kept is None or kept[0] != key:
        with st.spinner("Comparing …"):
            kept = st.session_state[_CHANGES] = (key, changes_of(store, chosen))
    return kept[1]


def _show_lists(changes: list[ListChanges], chosen: LoadedReturn) -> None:
    st.header("What this return changed", anchor="lists")
    compared = [one for one in changes if not one.is_first]
    if first := [one.layout.short_title for one in changes if one.is_first]:
        quiet(f"Nothing before it to compare with: {', '.join(first)}.")
    if not compared:
        return
    st.markdown(escaped(summary_words(compared)))
    for merging, alt in _TABLES.items():
        if of_kind := [one for one in compared if one.layout.merging in merging]:
            plain_table(counts_table(of_kind), alt)
    quiet(
        "Late: of a day that an earlier return covers, and not in it. Withdrawn: in the days that this return covers, in an earlier "
        "return, and no longer here. A child's age is not compared: it grows by itself."
    )
    for one in compared:
        if len(one.rows):
            _show_rows(one, chosen)


def summary_words(changes: list[ListChanges]) -> str:
    """The telling changes over all lists in one sentence."""
    totals = {what: sum(one.counts.get(what, 0) for one in changes) for what in _TELLING}
    said = [f"{total:,} {_TELLING[what][0 if total == 1 else 1]}" for what, total in totals.items() if total]
    if not said:
        return "No row came late, was corrected or was withdrawn."
    return f"Against the returns before it: {', '.join(said[:-1])}{' and ' if said[:-1] else ''}{said[-1]}."


def counts_table(changes: list[ListChanges]) -> pd.DataFrame:
    """How many rows of each list became what, lists of one kind together."""
    named = _WORDS[changes[0].layout.merging]
    named = {
        what: words
        for what, words in named.items()
        if what not in _RARE or any(one.counts.get(what) for one in changes)
    }
    columns = {words: [f"{one.counts.get(what, 0):,}" for one in changes] for what, words in named.items()}
    return pd.DataFrame({"List": [one.layout.title for one in changes], **columns})


def _show_rows(one: ListChanges, chosen: LoadedReturn) -> None:
    words = _WORDS[one.layout.merging]
    found = one.rows.assign(what=one.rows["what"].map(words))
    telling = ", ".join(
        f"{one.counts[what]:,} {words[what].lower()}"
        for what in words
        if what != UNCHANGED and one.counts.get(what)
    )
    with st.expander(f"{escaped(one.layout.title)}: {telling}"):
        if len(found) > ROWS_READ:
            quiet(
                f"The first {ROWS_READ} of {len(found):,} rows, what was restated before what is new; the download has all."
            )
        plain_table(rows_table(found.head(ROWS_READ), chosen), f"What changed in {one.layout.title}")
        download_table(
            f"Download {counted(len(found), 'row')}",
            lambda: rows_table(found, chosen),
            f"changes {one.layout.name} {chosen.reporting_date}",
            key=f"download changes {one.layout.name}",
        )


def rows_table(found: pd.DataFrame, chosen: LoadedReturn) -> pd.DataFrame:
    """Rows as people read them; the sheet of a row that only an earlier return holds says so."""
    held = [
        sheet if moment.date() == chosen.reporting_date else f"{sheet} (data to {moment:%d/%m/%Y})"
        for sheet, moment in zip(found["sheet"], found["data_to"], strict=True)
    ]
    table = found.assign(sheet=held, row=[f"{row:,}" for row in found["row"]])[list(_SHOWN)]
    table = table.astype(object).where(table.notna(), "").rename(columns=_SHOWN)
    return table if (table["Child Unique ID"] != "").any() else table.drop(columns="Child Unique ID")


def _show_figures(store: Store) -> None:
    st.header("Past figures restated", anchor="figures")
    quarters = quarters_compared(store)
    if not quarters:
        st.markdown("One quarter's return is loaded. Figures can be restated once a later one is.")
        return
    try:
        found = restated_figures(store)
    except NotRead as why:
        st.warning(str(why))
        return
    said = figures_table(found, store)
    span = quarters[0].label if len(quarters) == 1 else f"{quarters[0].label} to {quarters[-1].label}"
    if said.empty:
        st.markdown(f"Every figure of {span} is what was first reported.")
        return
    st.markdown(
        f"{counted(len(said), 'figure')} of {span} {'is' if len(said) == 1 else 'are'} no longer what was first reported: rows "
        "came late, were corrected or were withdrawn. The largest change for its size comes first."
    )
    for words in said["Sentence"].head(FIGURES_READ):
        st.markdown(f"- {escaped(words)}")
    table = said.drop(columns="Sentence")
    with st.expander(f"All {len(said):,} as a table" if len(said) > 1 else "As a table"):
        plain_table(table, "Figures that are no longer what was first reported")
        download_table("Download this table", lambda: table, "restated figures", key="download restated")


class Restated(NamedTuple):
    """The period of a restated figure."""

    period: str
    end: date


def figures_table(found: pd.DataFrame, store: Store) -> pd.DataFrame:
    """Restated figures as people read them, each with its sentence and reason; changes too small to be seen are left out."""
    rows = []
    for _, one in found.iterrows():
        measure = MEASURES[str(one["measure"])]
        for period, first, now in changed_values(found.loc[[one.name]], measure):
            moved = change(one["known"], one["reported"], measure.unit)
            why = because(
                store,
                measure,
                period_containing(one["period_end"].date(), "quarter"),
                one["known"] - one["reported"],
            )
            because_of = f": {why}" if why else ""
            is_dated = measure.at_a_date or measure.kind == "window"
            moment = when(measure, Restated(period, one["period_end"].date())) if is_dated else f"in {period}"
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


def _show_reach(store: Store) -> None:
    st.header("How far back the history reaches", anchor="history")
    lists = reach(store)
    if lists:
        plain_table(
            pd.DataFrame(
                {
                    "List": [one.layout.title for one in lists],
                    "Covered": ["; ".join(_days(*span) for span in one.spans) for one in lists],
                    "Gaps": [
                        ""
                        if one.layout.merging == "snapshots"
                        else "; ".join(_days(*gap) for gap in one.gaps) or "none"
                        for one in lists
                    ],
                }
            ),
            "Days covered, by list",
        )
        quiet("A quarter in a gap is not supplied: it is never zero and never drawn as a fall.")
    for one in look_backs(store):
        since = (
            f"whole from {one.whole_from.label}; before that" if one.whole_from else "in every quarter loaded"
        )
        st.markdown(
            escaped(
                f"{one.measure.title} looks back {counted(one.measure.months_looked_back, 'month')} before its period: "
                f"{since} it is partial, and can read too low."
            )
        )


def _days(start: object, end: object) -> str:
    first, last = pd.Timestamp(str(start)).date(), pd.Timestamp(str(end)).date()
    return day(first) if first == last else f"{day(first)} to {day(last)}"
