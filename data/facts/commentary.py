"""Commentary and actions as each panel return gave them."""

from __future__ import annotations

from datetime import date

import pandas as pd

from data.notes.written import mark_of
from data.store import Questions

_SAID = """
select given.*, returns.reporting_date from returned_commentary as given
join returns on returns.return_id = given.return_id where given.left_out_because is null
qualify rank() over (partition by returns.reporting_date order by returns.reading_order desc) = 1
"""
"""Commentary as each return gave it: the merged sheet keeps a text that is carried forward only once."""


def commentary(store: Questions, section: str, ending: date) -> pd.DataFrame:
    """A section's commentary in the newest return up to ``ending``: text, action, officer, due, status."""
    return store.table(
        f"with said as ({_SAID}) select text, action, officer, due, status from said "
        "where section = ? and reporting_date = (select max(reporting_date) from said where section = ? and reporting_date <= ?) "
        "order by excel_row",
        [section, section, ending],
    )


def actions_before(store: Questions, ending: date) -> pd.DataFrame:
    """The actions of the panel return before the newest up to a day: section, action, officer, due, status, reporting_date."""
    return store.table(
        f"with said as ({_SAID}), dates as (select distinct reporting_date from said where reporting_date <= ? "
        "order by reporting_date desc limit 2) select section, action, officer, due, status, reporting_date from said "
        "where action is not null and reporting_date = (select min(reporting_date) from dates having count(*) = 2) "
        "order by section, excel_row",
        [ending],
    )


def return_mark(rows: pd.DataFrame) -> str:
    """What tells a section's commentary, with its actions, from any other; '' where there is none."""
    if rows.empty:
        return ""
    words = rows[["text", "action", "officer", "status"]].fillna("")
    return mark_of("\t".join(map(str, row)) for row in words.itertuples(index=False, name=None))
