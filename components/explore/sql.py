"""The SQL page: an analyst's own SELECT over the documented views, its result as a grid, a quick chart and a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import streamlit as st

from components.explore.quick_chart import show_quick_chart
from components.screen.downloads import download_table
from components.screen.heading import heading
from components.screen.tables import searched_table
from components.screen.text import escaped, quiet
from components.session.store import session_store
from data.measures import MEASURES
from data.own_sql import LIMITS, QueryRefused, Result, answer
from data.own_sql_check import FUNCTIONS
from data.own_sql_examples import example, example_measures
from data.own_sql_views import DocumentedView, documented_views
from data.store import Store

TEXT, EXAMPLE, VIEW, SEARCH = "own sql", "own sql example", "own sql view", "own sql search"
_KEPT, _OUTCOME = "own sql kept", "own sql outcome"
"""The text while another page is in view, and what the last query came to. Both are the session's alone, and never in the address: a
query may name a child."""

FIRST_EXAMPLE = "assessments_within_45_working_days"
_HEIGHT = 430


@dataclass(frozen=True)
class Outcome:
    """What a text came to on a shelf of returns: a result, or why it was refused."""

    text: str
    shelf: int
    result: Result | None = None
    refused: str = ""


def show_sql() -> None:
    """Draw the page."""
    store = session_store()
    if not heading("SQL", store):
        return
    quiet(
        "One SELECT over the views listed here, with any functions of the list. It runs on a copy of their rows that is this query's "
        f"alone: {LIMITS.seconds:g} seconds, {LIMITS.memory_mb} MB and {LIMITS.rows:,} rows at most. Files, other sessions and settings "
        "are out of its reach, and nothing it does changes the returns."
    )
    with st.grid(min_column_width=420):
        with st.container():
            _show_editor(store)
        with st.container():
            _show_views(documented_views(store))
    outcome = st.session_state.get(_OUTCOME)
    if outcome is not None and outcome.shelf == store.shelf.version:
        _show_outcome(outcome, st.session_state[TEXT])


def _show_editor(store: Store) -> None:
    if TEXT not in st.session_state:
        st.session_state[TEXT] = st.session_state.get(_KEPT) or example(store, MEASURES[FIRST_EXAMPLE])
    st.selectbox(
        "Start from a measure",
        [measure.id for measure in example_measures()],
        index=None,
        format_func=lambda name: MEASURES[name].title,
        key=EXAMPLE,
        placeholder="Choose a measure: its SQL replaces the query",
        on_change=_take_example,
    )
    st.html(Path(__file__).with_name("sql.css"))
    with st.form("own sql editor", border=False):
        text = st.text_area("Query", key=TEXT, height=_HEIGHT)
        asked = st.form_submit_button("Run", type="primary", icon=":material/play_arrow:")
    st.session_state[_KEPT] = text
    if asked:
        with st.spinner("Running the query …"):
            st.session_state[_OUTCOME] = _outcome(store, text)


def _take_example() -> None:
    chosen = st.session_state[EXAMPLE]
    if chosen:
        st.session_state[TEXT] = example(session_store(), MEASURES[chosen])


def _outcome(store: Store, text: str) -> Outcome:
    version = store.shelf.version
    try:
        return Outcome(text, version, answer(store, text))
    except QueryRefused as refused:
        return Outcome(text, version, refused=str(refused))


def _show_views(views: list[DocumentedView]) -> None:
    search = st.text_input("Find a view or a column", key=SEARCH, placeholder="team, conference, postcode …")
    found = [view for view in views if matches(view, search)]
    if not found:
        quiet("No view, column or words of either hold this.")
        return
    named = {view.name: view for view in found}
    view = named[st.selectbox(f"{len(found)} views" if len(found) > 1 else "1 view", list(named), key=VIEW)]
    absent = "" if view.is_held else " No return in use has this list or sheet: it has no rows here."
    st.markdown(escaped(f"{view.holds}.{absent}"))
    searched_table(columns_table(view, search), f"The columns of {view.name}")
    with st.expander("Functions that may be used"):
        for title, names in FUNCTIONS.items():
            st.markdown(f"**{title}.** {escaped(', '.join(names))}")


def matches(view: DocumentedView, search: str) -> bool:
    """Whether a view's name, what it holds or any of its columns has every word that is searched for."""
    words = search.lower().split()
    parts = [view.name, view.holds, *(f"{column.name} {column.words}" for column in view.columns)]
    return all(any(word in part.lower() for part in parts) for word in words)


def columns_table(view: DocumentedView, search: str) -> pd.DataFrame:
    """The columns of a view, those that are searched for first."""
    words = search.lower().split()
    columns = sorted(
        view.columns,
        key=lambda column: not any(word in f"{column.name} {column.words}".lower() for word in words),
    )
    return pd.DataFrame(
        [(column.name, column.kind, column.words) for column in columns],
        columns=["Column", "Kind", "What it says"],
    )


def _show_outcome(outcome: Outcome, text: str) -> None:
    st.header("Result", anchor=False)
    if outcome.text != text:
        quiet("The query has changed since it was run: this is the result of the earlier one.")
    if outcome.result is None:
        st.error(escaped(outcome.refused))
        return
    rows = outcome.result.rows
    if outcome.result.is_cut:
        st.warning(
            f"There are more rows: the first {len(rows):,} are shown, charted and downloaded. Count or group them, or narrow them down."
        )
    columns = "1 column" if len(rows.columns) == 1 else f"{len(rows.columns):,} columns"
    quiet(f"{'1 row' if len(rows) == 1 else f'{len(rows):,} rows'}, {columns}.")
    searched_table(shown(rows), "The result of the query")
    download_table(
        "Download this result",
        lambda: rows,
        "SQL result, may hold children's records",
        key="download own sql",
    )
    show_quick_chart(rows)


def shown(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with days as days, where a column has no times of day."""
    return rows.assign(
        **{
            str(name): rows[name].dt.date
            for name in rows.select_dtypes("datetime")
            if (rows[name].dt.normalize() == rows[name]).where(rows[name].notna(), True).all()
        }
    )
