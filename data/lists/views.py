"""The tables that measures count, by name: each list as known now, or as each return reported it."""

from __future__ import annotations

from data.lists import children_over_time, front_door, leaving_care, panel_sheets
from data.lists.merging import merged_sql, sql_of_one_return
from data.lists.view import TEAM_BOOK, View
from data.returns.layouts import Layout

VIEWS: dict[str, View] = {
    view.name: view
    for view in (*front_door.VIEWS, *leaving_care.VIEWS, *children_over_time.VIEWS, *panel_sheets.VIEWS)
}
"""The views by name, in the order they are made: a later one may read an earlier one's table."""


def plain_query(layout: Layout) -> str:
    """The query of the merged table of a list or sheet that no view is named after."""
    return merged_sql(layout)


def plain_query_of_one_return(layout: Layout) -> str:
    """The same where one return alone has the list."""
    return sql_of_one_return(layout)


__all__ = ["TEAM_BOOK", "VIEWS", "View", "plain_query", "plain_query_of_one_return"]
