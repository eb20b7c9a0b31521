"""Every table that questions are asked of, by name: the query that makes it from the rows that the returns gave.

A list or sheet has a table of its own name as soon as it is declared in LAYOUTS; a table worked out of others is a View,
or one more entry in MERGED, below those it names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import cache

import pyarrow as pa

from data.lists.calendar import calendar_table
from data.lists.loaded_return import LoadedReturn
from data.lists.reported import reported_queries
from data.lists.supply import Span, united
from data.lists.usable import usable_query
from data.lists.views import TEAM_BOOK, VIEWS, plain_query, plain_query_of_one_return
from data.returns.codes import CODE_SETS
from data.returns.factors import FACTOR_OF_CODE
from data.returns.recognition import LAYOUTS

UNSETTLED = " union all ".join(
    f"select distinct '{layout.name}' as list, last_listed, closed_by from {layout.name} where {layout.ends} is null"
    for layout in LAYOUTS
    if layout.merging == "events" and layout.ends
)
"""For events that were open when they were last listed: the day up to which that is known, and the day by which they
are known to be open no longer. What of them was open or ended between the two, or after the first, is not known."""

MERGED: dict[str, str] = {
    **{layout.name: plain_query(layout) for layout in LAYOUTS if layout.name not in VIEWS},
    "team_book": TEAM_BOOK,
    **reported_queries(),
    **{view.name: view.query for view in VIEWS.values()},
    "unsettled": UNSETTLED,
}
"""The query of each table made from the rows of all returns in use, each of which may name those above it."""

_LIST_OF = {layout.name: layout.name for layout in LAYOUTS} | {
    view.name: view.layout.name for view in VIEWS.values()
}
_OF_ONE_RETURN: dict[str, str] = {
    **{layout.name: plain_query_of_one_return(layout) for layout in LAYOUTS if layout.name not in VIEWS},
    **{view.name: view.query_of_one_return for view in VIEWS.values()},
}
"""The queries that make the same tables of a list which one return alone has: they plan and run in a fraction of the time."""

RETURNED = {f"returned_{layout.name}": layout for layout in LAYOUTS}
"""The tables of typed rows as the returns gave them, those left out included."""

USABLE = {f"usable_{layout.name}": layout for layout in LAYOUTS}
"""The views of those rows that merging goes by."""


@cache
def fixed_tables() -> dict[str, pa.Table]:
    """The tables that are the same whatever is loaded."""
    return {
        "calendar": calendar_table(),
        "code_book": _code_book(),
        "factor_book": _factor_book(),
    }


def tables_of_returns(returns: Sequence[LoadedReturn], ids_without_zeros: bool) -> dict[str, pa.Table]:
    """The tables that tell of the returns themselves: ``returns``, ``return_lists`` and ``covered``.

    With ``ids_without_zeros`` children are told apart without the leading zeros of their ids.
    """
    supplied = [(loaded, supply) for loaded in returns for supply in loaded.supplies if supply.can_be_merged]
    by_list: dict[str, list[Span]] = {}
    for _, supply in supplied:
        if supply.covers_from <= supply.span[1]:
            by_list.setdefault(supply.list, []).append(supply.span)
    spans = [(name, *span) for name, listed in sorted(by_list.items()) for span in united(listed)]
    return {
        "returns": pa.table(
            {
                "return_id": pa.array([loaded.id for loaded in returns], pa.int32()),
                "file_name": pa.array([loaded.report.file_name for loaded in returns], pa.string()),
                "kind": pa.array([loaded.report.kind for loaded in returns], pa.string()),
                "reporting_date": pa.array([loaded.reporting_date for loaded in returns], pa.date32()),
                "reading_order": pa.array([loaded.order for loaded in returns], pa.int64()),
                "ids_without_zeros": pa.array([ids_without_zeros] * len(returns), pa.bool_()),
            }
        ),
        "return_lists": pa.table(
            {
                "return_id": pa.array([loaded.id for loaded, _ in supplied], pa.int32()),
                "list": pa.array([supply.list for _, supply in supplied], pa.string()),
                "reporting_date": pa.array([loaded.reporting_date for loaded, _ in supplied], pa.date32()),
                "reading_order": pa.array([loaded.order for loaded, _ in supplied], pa.int64()),
                "window_from": pa.array([supply.window_from for _, supply in supplied], pa.date32()),
                "covers_from": pa.array([supply.covers_from for _, supply in supplied], pa.date32()),
                "covered_to": pa.array([supply.span[1] for _, supply in supplied], pa.date32()),
                "selects_by_end": pa.array([supply.selection.by_end for _, supply in supplied], pa.bool_()),
                "tells_absence": pa.array([not supply.withholds_rows for _, supply in supplied], pa.bool_()),
                "lists_open": pa.array([supply.selection.lists_open for _, supply in supplied], pa.bool_()),
            }
        ),
        "covered": pa.table(
            {
                "list": pa.array([name for name, _, _ in spans], pa.string()),
                "from_date": pa.array([start for _, start, _ in spans], pa.date32()),
                "to_date": pa.array([end for _, _, end in spans], pa.date32()),
            }
        ),
    }


def merged_query(name: str, of_one_return: Collection[str]) -> str:
    """The query of a table of MERGED, given the lists that one return alone has."""
    return _OF_ONE_RETURN[name] if _LIST_OF.get(name) in of_one_return else MERGED[name]


def lists_of_one_return(returns: Iterable[LoadedReturn]) -> frozenset[str]:
    """The lists and sheets that are in no more than one of these returns."""
    holders = Counter(name for loaded in returns for name in {sheet.list for sheet in loaded.report.sheets})
    return frozenset(layout.name for layout in LAYOUTS if holders[layout.name] <= 1)


def usable_queries(returns: Iterable[LoadedReturn]) -> dict[str, str]:
    """The query of each view in USABLE, for these returns."""
    known: dict[str, dict[int, frozenset[str]]] = {layout.name: {} for layout in LAYOUTS}
    for loaded in returns:
        for supply in loaded.supplies:
            known[supply.list][loaded.id] = supply.columns_known
    return {name: usable_query(layout, known[layout.name]) for name, layout in USABLE.items()}


def _code_book() -> pa.Table:
    """Every code with its description, group and place in its set."""
    rows = [
        (code_set.name, code.code, code.description, code.group, position)
        for code_set in CODE_SETS.values()
        for position, code in enumerate(code_set.codes)
    ]
    names = ("code_set", "code", "description", "grp", "position")
    return pa.table(dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)))


def _factor_book() -> pa.Table:
    """Every factor code with the factor it belongs to and its wording."""
    rows = [
        (code, factor.codes[0], factor.relates_to, factor.label) for code, factor in FACTOR_OF_CODE.items()
    ]
    return pa.table(
        dict(zip(("code", "factor", "relates_to", "label"), map(list, zip(*rows, strict=True)), strict=True))
    )
