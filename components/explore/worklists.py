"""The Worklists page: who is to be seen to, list by list and by team, as at the data's date; a row may open the child's journey."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from components.explore.journeys import open_child
from components.screen.downloads import download_workbook
from components.screen.heading import heading
from components.screen.tables import chosen_row
from components.screen.text import escaped, quiet
from components.session.filters import ALL_TEAMS, TEAM
from components.session.store import session_store
from data.facts.loaded import teams
from data.in_words import day
from data.lists.dimensions import DIMENSIONS
from data.measures import MEASURES
from data.notes.settings import Settings
from data.store import Store
from data.worklists import WORKLISTS, CountsTo, Worklist, as_at, lacking, worklist

WORKLIST = "worklist"
"""The worklist's place in the address: its id, so that a link stays good whatever the counts."""

DAYS_OF_USE = 7
"""Data that are older than a week do not tell this Monday's work."""

_PILLS = "chosen worklist"


def show_worklists() -> None:
    """Draw the page."""
    store = session_store()
    if not heading("Worklists", store):
        return
    told = [name for name in WORKLISTS if as_at(store, name) is not None]
    if told:
        team = _chosen_team(store)
        found = {name: worklist(store, name, team) for name in told}
        chosen = _chosen_worklist(found)
        _show_worklist(store, WORKLISTS[chosen], found[chosen], team)
        _show_downloads(store, chosen, found, team)
    _show_not_told(store)


def _chosen_team(store: Store) -> str | None:
    """The team chosen here or on a panel page, None for all."""
    names = [ALL_TEAMS, *teams(store)]
    chosen = st.selectbox(DIMENSIONS["team"].title, names, key=TEAM, bind="query-params")
    return None if chosen == ALL_TEAMS else chosen


def _chosen_worklist(found: dict[str, pd.DataFrame]) -> str:
    """The worklist that the address names, else the first; the address alone keeps the choice, as the counts change the pills."""
    named = st.query_params.get(WORKLIST, "")
    chosen = named if named in found else next(iter(found))
    st.session_state[_PILLS] = chosen
    st.pills(
        "Worklist",
        list(found),
        format_func=lambda name: f"{WORKLISTS[name].title}: {len(found[name]):,}",
        key=_PILLS,
        required=True,
        on_change=_put_in_address,
    )
    return chosen


def _put_in_address() -> None:
    st.query_params[WORKLIST] = st.session_state[_PILLS]


def _show_worklist(
    store: Store,
    shown: Worklist,
    rows: pd.DataFrame,
    team: str | None,
) -> None:
    st.header(f"{shown.title}{f': {escaped(team)}' if team else ''}", anchor=False)
    until = as_at(store, shown.id)
    assert until is not None
    _say_as_it_was(until, date.today())
    settings = store.notes.settings
    st.markdown(f"{escaped(shown.lists)} {escaped(shown.why)}")
    st.markdown(f"**Due.** {escaped(shown.due_words(settings))}")
    if rows.empty:
        st.info("Nobody is on this worklist.")
        return
    st.markdown(_how_many(shown, rows))
    _show_rows(shown, rows)
    if shown.counts_to is not None and settings == Settings():
        quiet(_of_the_measure(shown.counts_to))
    if shown.team_from:
        quiet(shown.team_from)


def _say_as_it_was(until: date, today: date) -> None:
    """The day that the worklist tells of, in red words where that is more than a week ago."""
    words = f"As it was on {day(until)}"
    age = (today - until).days
    if age > DAYS_OF_USE:
        st.markdown(f":red[**{words}, {age:,} days ago. What was done since is not in it.**]")
    else:
        st.markdown(f"**{words}**")


def _how_many(shown: Worklist, rows: pd.DataFrame) -> str:
    number = f"{len(rows):,} {'row' if len(rows) == 1 else 'rows'}"
    first = rows["days"].iloc[0]
    if pd.isna(first):
        return f"{number}."
    order = "the longest first" if shown.most_days_first else "the next due first"
    return f"{number}, {order}: {first} {shown.days.lower()}."


def _of_the_measure(counts_to: CountsTo) -> str:
    title = MEASURES[counts_to.measure].title
    if counts_to.rest:
        return f"For the whole council, these rows are what “{title}” leaves of all that it is a share of."
    return f"For the whole council, these rows are what “{title}” counts."


def as_shown(shown: Worklist, rows: pd.DataFrame) -> pd.DataFrame:
    """A worklist's rows under the titles of its columns."""
    titles = {
        "child_id": "Child",
        "worker": "Worker",
        "reason": "Reason",
        "due_on": "Due",
        "days": shown.days,
        "team": "Team",
        **shown.more,
    }
    return rows[list(titles)].rename(columns=titles)


def _show_rows(shown: Worklist, rows: pd.DataFrame) -> None:
    """The rows, one of which may be chosen to open the child's journey; what is chosen is in no address."""
    quiet("Choose a row to see the child's journey.")
    chosen = chosen_row(
        as_shown(shown, rows), f"{shown.title}: the rows of the worklist", f"rows of {shown.id}"
    )
    if chosen is not None:
        open_child(str(rows["child_id"].iloc[chosen]))


def _show_downloads(store: Store, chosen: str, found: dict[str, pd.DataFrame], team: str | None) -> None:
    shown, part = WORKLISTS[chosen], f", {team}" if team else ""
    with st.container(horizontal=True):
        download_workbook(
            "Download this worklist (children's records)",
            lambda: as_shown(shown, found[chosen]),
            f"children's records, {shown.title}{part}, as on {as_at(store, chosen)}",
            key="download worklist",
        )
        download_workbook(
            "Download all worklists (children's records)",
            lambda: all_worklists(store, found),
            f"children's records, worklists{part}, as on {as_at(store, chosen)}",
            key="download all worklists",
        )


def all_worklists(store: Store, found: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """The rows of several worklists below each other, with the day each tells of and what its days are."""
    parts = [
        as_shown(WORKLISTS[name], rows)
        .rename(columns={WORKLISTS[name].days: "Days"})[["Child", "Worker", "Reason", "Due", "Days", "Team"]]
        .assign(
            **{
                "Days are": WORKLISTS[name].days,
                "Worklist": WORKLISTS[name].title,
                "As on": as_at(store, name),
            }
        )
        for name, rows in found.items()
    ]
    every = pd.concat([part.astype(object) for part in parts], ignore_index=True)
    return every[["Worklist", "As on", "Child", "Worker", "Reason", "Due", "Days", "Days are", "Team"]]


def _show_not_told(store: Store) -> None:
    reasons: dict[str, list[str]] = {}
    for name, one in WORKLISTS.items():
        if as_at(store, name) is None:
            reasons.setdefault(lacking(store, name), []).append(one.title)
    if reasons:
        st.subheader("Not supplied", anchor=False)
        for reason, titles in reasons.items():
            st.markdown(f"{escaped('; '.join(titles))}. {escaped(reason)}")
