"""What a return did to the rows of each list: counted, told in a sentence, and row by row."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.screen.downloads import download_table
from components.screen.tables import plain_table
from components.screen.text import escaped, quiet
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
)
from data.lists.loaded_return import LoadedReturn
from data.returns.problems import counted

ROWS_READ = 50
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


def show_lists(changes: list[ListChanges], chosen: LoadedReturn) -> None:
    """What the return chosen changed: in a sentence, as tables of counts, and the rows of each list one click away."""
    st.header("What this return changed", anchor="lists")
    compared = [of_list for of_list in changes if not of_list.is_first]
    if first := [of_list.layout.short_title for of_list in changes if of_list.is_first]:
        quiet(f"Nothing before it to compare with: {', '.join(first)}.")
    if not compared:
        return
    st.markdown(escaped(summary_words(compared)))
    for merging, alt in _TABLES.items():
        if of_kind := [of_list for of_list in compared if of_list.layout.merging in merging]:
            plain_table(counts_table(of_kind), alt)
    quiet(
        "Late: of a day that an earlier return covers, and not in it. Withdrawn: in the days that this return covers, in an earlier "
        "return, and no longer here. A child's age is not compared: it grows by itself."
    )
    for of_list in compared:
        if len(of_list.rows):
            _show_rows(of_list, chosen)


def summary_words(changes: list[ListChanges]) -> str:
    """The telling changes over all lists in one sentence."""
    totals = {what: sum(of_list.counts.get(what, 0) for of_list in changes) for what in _TELLING}
    parts = [f"{total:,} {_TELLING[what][0 if total == 1 else 1]}" for what, total in totals.items() if total]
    if not parts:
        return "No row came late, was corrected or was withdrawn."
    return (
        f"Against the returns before it: {', '.join(parts[:-1])}{' and ' if parts[:-1] else ''}{parts[-1]}."
    )


def counts_table(changes: list[ListChanges]) -> pd.DataFrame:
    """How many rows of each list became what, lists of one kind together."""
    named = _WORDS[changes[0].layout.merging]
    named = {
        what: words
        for what, words in named.items()
        if what not in _RARE or any(of_list.counts.get(what) for of_list in changes)
    }
    columns = {
        words: [f"{of_list.counts.get(what, 0):,}" for of_list in changes] for what, words in named.items()
    }
    return pd.DataFrame({"List": [of_list.layout.title for of_list in changes], **columns})


def _show_rows(of_list: ListChanges, chosen: LoadedReturn) -> None:
    words = _WORDS[of_list.layout.merging]
    rows = of_list.rows.assign(what=of_list.rows["what"].map(words))
    telling = ", ".join(
        f"{of_list.counts[what]:,} {words[what].lower()}"
        for what in words
        if what != UNCHANGED and of_list.counts.get(what)
    )
    with st.expander(f"{escaped(of_list.layout.title)}: {telling}"):
        if len(rows) > ROWS_READ:
            quiet(
                f"The first {ROWS_READ} of {len(rows):,} rows, what was restated before what is new; the download has all."
            )
        plain_table(rows_table(rows.head(ROWS_READ), chosen), f"What changed in {of_list.layout.title}")
        download_table(
            f"Download {counted(len(rows), 'row')}",
            lambda: rows_table(rows, chosen),
            f"changes {of_list.layout.name} {chosen.reporting_date}",
            key=f"download changes {of_list.layout.name}",
        )


def rows_table(rows: pd.DataFrame, chosen: LoadedReturn) -> pd.DataFrame:
    """Rows as people read them; the sheet of a row that only an earlier return holds says so."""
    held = [
        sheet if moment.date() == chosen.reporting_date else f"{sheet} (data to {moment:%d/%m/%Y})"
        for sheet, moment in zip(rows["sheet"], rows["data_to"], strict=True)
    ]
    table = rows.assign(sheet=held, row=[f"{row:,}" for row in rows["row"]])[list(_SHOWN)]
    table = table.astype(object).where(table.notna(), "").rename(columns=_SHOWN)
    return table if (table["Child Unique ID"] != "").any() else table.drop(columns="Child Unique ID")
