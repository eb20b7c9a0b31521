"""What the session's filters say, whichever of them the page in view shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from components.figures.chosen import Filters
from data.comparators.reference import MODELS, years_published
from data.comparators.years import year_label
from data.facts.loaded import data_as_at
from data.findings.arriving.whole_file import AS_PROVISIONAL, EARLY_RUN
from data.history import Provisional, provisional
from data.periods import last_periods, period_containing
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
    unchosen = unchosen_filters(store)
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


def unchosen_filters(store: Store) -> Filters:
    """What pages show before anything is chosen: the newest quarter of the whole council as known now."""
    newest = store.reporting_date
    assert newest is not None
    unsettled = unsettled_quarter(store)
    return Filters(
        period_containing(newest, "quarter").end,
        model=MODELS[0],
        provisional=unsettled.quarter.label if unsettled else None,
        is_publication=is_publication(),
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


def unsettled_quarter(store: Store) -> Provisional | None:
    """The newest quarter where its figures will still move: by its dates, or because a return of it was used as provisional."""
    as_at = data_as_at(store)
    if as_at is None:
        return None
    quarter = period_containing(as_at.data_to, "quarter")
    answers = [
        store.notes.answers.of(returned.fingerprint).get(EARLY_RUN.id)
        for returned in store.returns
        if returned.quarter == quarter
    ]
    reason = next(
        (answer.about for answer in answers if answer is not None and answer.choice == AS_PROVISIONAL), None
    )
    return provisional(as_at) or (
        Provisional(quarter, f"it was used as an early run ({reason})") if reason else None
    )
