"""What the session's filters say, whichever of them the page in view shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from components.figures.chosen import Filters
from components.newest_quarter import unchosen_filters
from data.comparators.reference import years_published
from data.comparators.years import year_label
from data.periods import last_periods
from data.store import Store

QUARTER, SERVICE, TEAM, READING = "quarter", "service", "team", "reading"
COUNCIL, MODEL, PUBLISHED_YEAR = "council", "model", "published"
"""The filters' keys in the session's state and in the address."""

PUBLICATION = "publication"
"""The switch's key in the session's state and in the address."""

ALL_TEAMS, ALL_SERVICES = "All teams", "All services"
FURTHEST_BACK = 8
"""How many quarters can be chosen."""


def is_publication() -> bool:
    """Whether the publication copy is shown."""
    return bool(st.session_state.get(PUBLICATION))


def filters(store: Store) -> Filters:
    """The quarter's end, the conditions and the reading chosen."""
    newest = store.reporting_date
    assert newest is not None
    unchosen = unchosen_filters(store, is_publication=is_publication())
    ends = {period.label: period.end for period in last_periods(newest, "quarter", FURTHEST_BACK)}
    years = {label: year for year, label in published_years().items()}
    return replace(
        unchosen,
        ending=ends.get(st.session_state.get(QUARTER, ""), unchosen.ending),
        where=chosen_where(),
        model=st.session_state.get(MODEL) or unchosen.model,
        published_year=years.get(st.session_state.get(PUBLISHED_YEAR, "")),
        reading=unchosen.reading if is_publication() else st.session_state.get(READING) or unchosen.reading,
    )


def chosen_part() -> dict[str, str]:
    """The part of the council that is chosen, dimension to value: {'team': 'North'}; empty for the whole.

    A publication copy is of the whole: two parts that differ by one child would tell of it.
    """
    if is_publication():
        return {}
    chosen = {
        SERVICE: st.session_state.get(SERVICE, ALL_SERVICES),
        TEAM: st.session_state.get(TEAM, ALL_TEAMS),
    }
    return {name: value for name, value in chosen.items() if value not in (None, ALL_TEAMS, ALL_SERVICES)}


def show_part(part: Mapping[str, str]) -> None:
    """Choose a part of the council that a saved session names, for the pages to come; what is chosen here already stands.

    A name that the returns do not have is let go of when the filter is drawn.
    """
    if not chosen_part():
        st.session_state.update({name: part[name] for name in (SERVICE, TEAM) if name in part})


def chosen_where() -> dict[str, list[str]]:
    """The conditions of the part of the council that is chosen: dimension to values."""
    return {name: [value] for name, value in chosen_part().items()}


def published_years() -> dict[int, str]:
    """The years that can be compared with, newest first."""
    return {year: year_label(year) for year in years_published()}
