"""What is loaded: how far the data go, whose they are, their teams, and what a figure lacks."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from data.facts.values import DataAsAt
from data.measures import Measure
from data.returns.annex_a import ANNEX_A
from data.returns.recognition import LAYOUTS
from data.sample import INVENTED_AUTHORITY
from data.store import Questions

_OF_TEAMS = tuple(layout for layout in ANNEX_A if layout.records_team)


def data_as_at(store: Questions) -> DataAsAt | None:
    """The newest reporting date and, from an About sheet of that date, when the extract was run; None where nothing is loaded."""
    newest = store.reporting_date
    if newest is None:
        return None
    rows = store.table(
        "select local_authority, extract_run_on from about where reporting_date = ? order by reading_order desc limit 1",
        [newest],
    )
    saved = max(
        (
            one.report.saved_at.date()
            for one in store.returns
            if one.reporting_date == newest and one.report.saved_at
        ),
        default=None,
    )
    if rows.empty:
        return DataAsAt(newest, None, None, saved)
    run = rows["extract_run_on"].iloc[0]
    return DataAsAt(newest, None if pd.isna(run) else run.date(), rows["local_authority"].iloc[0], saved)


def prepared_by(store: Questions) -> str:
    """Who prepared the newest panel return that says so; '' where none does."""
    rows = store.table(
        "select prepared_by from about where prepared_by is not null "
        "order by reporting_date desc, reading_order desc limit 1"
    )
    return "" if rows.empty else str(rows["prepared_by"].iloc[0])


def is_invented(store: Questions) -> bool:
    """Whether returns of the demonstration's invented county are loaded."""
    rows = store.table("select distinct local_authority from about")
    return INVENTED_AUTHORITY in set(rows["local_authority"])


def teams(store: Questions) -> list[str]:
    """Every team that a list records, in order."""
    rows = store.table(
        f"select distinct team from ({' union '.join(f'select team from {layout.name}' for layout in _OF_TEAMS)}) "
        "where team is not null order by team"
    )
    return [str(team) for team in rows["team"]]


def services(store: Questions) -> list[str]:
    """Every service that the Teams sheet puts a team into, in order."""
    rows = store.table("select distinct service from team_book where service is not null order by service")
    return [str(name) for name in rows["service"]]


def lacking(store: Questions, measure: Measure, where: Collection[str] = ()) -> str:
    """Which list, sheet or column that a measure needs is in no loaded return, as a sentence; ``where`` are a filter's dimensions."""
    counting = measure.first_counting
    if counting is None:
        return f"No loaded panel return states it on its sheet “{measure.sheet}”."
    supplied = [supply for one in store.returns for supply in one.supplies]
    held = {supply.list for supply in supplied}
    by_name = {layout.name: layout for layout in LAYOUTS}
    needed = sorted(counting.needs(tuple(where))) or [(counting.view.layout.name, "")]
    lists = list(dict.fromkeys(name for name, _ in needed if name not in held))
    if lists:
        titles = [
            by_name[name].title if by_name[name].number else f"the sheet “{by_name[name].title}”"
            for name in lists
        ]
        return f"No loaded return holds {' and '.join(titles)}."
    columns = [
        (by_name[name], column)
        for name, column in needed
        if column and not any(supply.list == name and column in supply.columns_known for supply in supplied)
    ]
    if columns:
        named = " and ".join(
            f"“{layout.by_column[column].header}” of {layout.short_title}" for layout, column in columns
        )
        return f"No loaded return has the column {named}, or what it holds cannot be relied on."
    return "The returns loaded do not cover the period."
