"""The rows of a worklist, asked of the returns in use as at the newest date that they tell it for."""

from __future__ import annotations

from datetime import date

import pandas as pd

from data.answering import known
from data.store import Store
from data.worklists import care, front_door, protection_and_need
from data.worklists.declaration import Worklist

WORKLISTS: dict[str, Worklist] = {
    one.id: one for one in (*front_door.WORKLISTS, *protection_and_need.WORKLISTS, *care.WORKLISTS)
}
"""Every worklist by its id, in the order of the page."""


def as_at(store: Store, id: str) -> date | None:
    """The day that a worklist tells of: the newest reporting date of a return with the list and columns it needs, None without one.

    Raises ValueError for a name that is no worklist's.
    """
    asked = _asked(id)
    return max(
        (
            one.reporting_date
            for one in store.returns
            for supply in one.supplies
            if supply.list == asked.layout.name
            and supply.can_be_merged
            and supply.columns_known.issuperset(asked.columns)
        ),
        default=None,
    )


def worklist(store: Store, id: str, team: str | None = None) -> pd.DataFrame:
    """The rows of a worklist, those who have waited longest first, by the store's settings; of one team or, with None, of all.

    Columns: child_id, worker, team, reason (in words), due_on (a date, NaT where the list gives none), days (whole, of the kind
    that the worklist says, missing without a due date), and those of its ``more``. No rows where no return tells it. Raises
    ValueError for a name that is no worklist's.
    """
    asked = _asked(id)
    more = "".join(f", {name}" for name in asked.more)
    sql = f"""
with as_of as materialized (select day as as_at, working_day_number as as_at_working_day from calendar where day = ?),
found as ({asked.query(store.notes.settings)})
select child_id, worker, team_shown as team, reason, cast(due_on as timestamp) as due_on, cast(days as integer) as days{more}
from found
order by days {"desc" if asked.most_days_first else "asc"} nulls last, due_on, child_id, reason"""
    rows = store.table(sql, [as_at(store, id)]).astype({"days": "Int64"})
    return rows if team is None else rows[rows["team"] == team].reset_index(drop=True)


def lacking(store: Store, id: str) -> str:
    """Which list, sheet or column that a worklist needs is in no loaded return, as a sentence."""
    asked = _asked(id)
    layout = asked.layout
    held = [supply for one in store.returns for supply in one.supplies if supply.list == layout.name]
    if not held:
        named = layout.title if layout.number else f"the sheet “{layout.title}”"
        return f"No loaded return holds {named}."
    headers = " and ".join(
        f"“{layout.by_column[name].header.strip()}”"
        for name in asked.columns
        if not any(name in supply.columns_known for supply in held)
    )
    if not headers:
        return f"No loaded return has every column of {layout.short_title} that it needs."
    return f"No loaded return has the column {headers} of {layout.short_title}, or what it holds cannot be relied on."


def _asked(id: str) -> Worklist:
    known("worklist", [id], WORKLISTS)
    return WORKLISTS[id]
