"""The tables that questions are asked of, made anew from the rows of all returns in use."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

import duckdb
import pyarrow as pa

from data.lists.reported import reported_statements
from data.lists.supply import ListSupply, Span, united
from data.lists.usable import usable_statement
from data.lists.views import TEAM_BOOK, VIEWS, plain_statement
from data.periods import Period, period_containing
from data.returns.codes import CODE_SETS
from data.returns.factors import FACTOR_OF_CODE
from data.returns.problems import LoadReport
from data.returns.recognition import LAYOUTS
from data.returns.remembering import Entry

PLACES = 1 << 40
"""More places than the returns of one date can need."""

_PLACES_APART = 1 << 20


@dataclass(frozen=True)
class LoadedReturn:
    """A return that is in use.

    ``place`` is its place among the returns of its date: where two say different things of a row, the one that comes
    later stands. ``read_with`` is what was remembered of the council's headers and codes when it was read.
    """

    id: int
    fingerprint: str
    report: LoadReport
    supplies: tuple[ListSupply, ...]
    place: int = 0
    read_with: frozenset[Entry] = frozenset()

    @property
    def reporting_date(self) -> date:
        """The last day its data cover."""
        assert self.report.reporting_date is not None
        return self.report.reporting_date

    @property
    def order(self) -> int:
        """Its place in reading order: by reporting date, then among the returns of that date."""
        return self.reporting_date.toordinal() * PLACES + self.place

    @property
    def quarter(self) -> Period:
        """The quarter that its data go to."""
        return period_containing(self.reporting_date, "quarter")


def in_place(one: LoadedReturn, returns: Iterable[LoadedReturn], after_all: bool) -> LoadedReturn:
    """A return put into its place among those of its kind and date: after all of them, or by when each was made.

    Where the workbooks do not say when they were made, the one loaded later comes later.
    """
    same = sorted(
        (
            other
            for other in returns
            if (other.report.kind, other.reporting_date) == (one.report.kind, one.reporting_date)
        ),
        key=lambda other: other.order,
    )
    first_later = next(
        (n for n, other in enumerate(same) if not after_all and one.report.was_made_before(other.report)),
        None,
    )
    last = max(one.id * _PLACES_APART, *(other.place + 1 for other in same), 0)
    if first_later is None:
        return replace(one, place=last)
    before = same[first_later - 1].place if first_later else 0
    return replace(one, place=(before + same[first_later].place) // 2)


def version_of(one: LoadedReturn, returns: Iterable[LoadedReturn]) -> int:
    """Which version of its quarter's return it is: 1 for the first in reading order, the last is the one that stands."""
    return sum(
        other.report.kind == one.report.kind and other.quarter == one.quarter and other.order <= one.order
        for other in returns
    )


def rebuild(
    cursor: duckdb.DuckDBPyConnection,
    returns: list[LoadedReturn],
    changed: set[str] | None = None,
    only: set[str] | None = None,
    *,
    ids_without_zeros: bool = False,
) -> None:
    """Make the merged tables anew that the changed lists feed (None: all of them); with ``only``, no others than these.

    With ``ids_without_zeros`` children are told apart without the leading zeros of their ids.
    """
    order = {one.id: one.order for one in returns}
    put_table(
        cursor,
        "returns",
        pa.table(
            {
                "return_id": pa.array([one.id for one in returns], pa.int32()),
                "file_name": pa.array([one.report.file_name for one in returns], pa.string()),
                "kind": pa.array([one.report.kind for one in returns], pa.string()),
                "reporting_date": pa.array([one.reporting_date for one in returns], pa.date32()),
                "reading_order": pa.array([order[one.id] for one in returns], pa.int64()),
                "ids_without_zeros": pa.array([ids_without_zeros] * len(returns), pa.bool_()),
            }
        ),
    )
    known: dict[str, dict[int, frozenset[str]]] = {layout.name: {} for layout in LAYOUTS}
    for one in returns:
        for supply in one.supplies:
            known[supply.list][one.id] = supply.columns_known
    for layout in LAYOUTS:
        if changed is None or layout.name in changed:
            cursor.execute(usable_statement(layout, known[layout.name]))
    supplied = [(one, supply) for one in returns for supply in one.supplies if supply.can_be_merged]
    put_table(
        cursor,
        "return_lists",
        pa.table(
            {
                "return_id": pa.array([one.id for one, _ in supplied], pa.int32()),
                "list": pa.array([supply.list for _, supply in supplied], pa.string()),
                "reporting_date": pa.array([one.reporting_date for one, _ in supplied], pa.date32()),
                "reading_order": pa.array([order[one.id] for one, _ in supplied], pa.int64()),
                "window_from": pa.array([supply.window_from for _, supply in supplied], pa.date32()),
                "covers_from": pa.array([supply.covers_from for _, supply in supplied], pa.date32()),
                "covered_to": pa.array([supply.span[1] for _, supply in supplied], pa.date32()),
                "selects_by_end": pa.array([supply.selection.by_end for _, supply in supplied], pa.bool_()),
                "tells_absence": pa.array([not supply.withholds_rows for _, supply in supplied], pa.bool_()),
                "lists_open": pa.array([supply.selection.lists_open for _, supply in supplied], pa.bool_()),
            }
        ),
    )
    all_of_them = changed is None
    viewed = {view.name for view in VIEWS.values()}
    for layout in LAYOUTS:
        if (
            layout.name not in viewed
            and (all_of_them or layout.name in (changed or ()))
            and (only is None or layout.name in only)
        ):
            cursor.execute(plain_statement(layout))
    cursor.execute(TEAM_BOOK)
    by_list: dict[str, list[Span]] = {}
    for _, supply in supplied:
        if supply.covers_from <= supply.span[1]:
            by_list.setdefault(supply.list, []).append(supply.span)
    spans = [(name, *span) for name, listed in sorted(by_list.items()) for span in united(listed)]
    put_table(
        cursor,
        "covered",
        pa.table(
            {
                "list": pa.array([name for name, _, _ in spans], pa.string()),
                "from_date": pa.array([start for _, start, _ in spans], pa.date32()),
                "to_date": pa.array([end for _, _, end in spans], pa.date32()),
            }
        ),
    )
    for view in VIEWS.values():
        feeds = {view.layout.name, *(name for name, _ in view.also_needs.values()), "teams"}
        if (all_of_them or feeds & (changed or set())) and (only is None or view.name in only):
            cursor.execute(view.statement)
    cursor.execute(UNSETTLED)
    for statement in reported_statements():
        cursor.execute(statement)


UNSETTLED = "create or replace table unsettled as " + " union all ".join(
    f"select distinct '{layout.name}' as list, last_listed, closed_by from {layout.name} where {layout.ends} is null"
    for layout in LAYOUTS
    if layout.merging == "events" and layout.ends
)
"""For events that were open when they were last listed: the day up to which that is known, and the day by which they
are known to be open no longer. What of them was open or ended between the two, or after the first, is not known."""


def tables_behind(sql: Iterable[str]) -> set[str]:
    """The merged tables that SQL over them reads, those that these are made from included, and those of stated figures."""
    made = _words_of_tables()
    found: set[str] = set()
    waiting = {
        word for text in (*sql, TEAM_BOOK, *reported_statements()) for word in _WORD.findall(text)
    } & set(made)
    while waiting:
        found.add(name := waiting.pop())
        waiting |= made[name] - found
    return found


_WORD = re.compile(r"\w+")


@cache
def _words_of_tables() -> dict[str, set[str]]:
    """Every merged table with the merged tables named in the statement that makes it."""
    statements = {layout.name: plain_statement(layout) for layout in LAYOUTS} | {
        view.name: view.statement for view in VIEWS.values()
    }
    return {name: set(_WORD.findall(text)) & set(statements) - {name} for name, text in statements.items()}


def put_table(cursor: duckdb.DuckDBPyConnection, table: str, rows: pa.Table) -> None:
    """Make a table of rows that come from Python."""
    cursor.register("incoming_rows", rows)
    cursor.execute(f"create or replace table {table} as select * from incoming_rows")
    cursor.unregister("incoming_rows")


def code_book() -> pa.Table:
    """Every code with its description, group and place in its set."""
    rows = [
        (code_set.name, code.code, code.description, code.group, position)
        for code_set in CODE_SETS.values()
        for position, code in enumerate(code_set.codes)
    ]
    names = ("code_set", "code", "description", "grp", "position")
    return pa.table(dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)))


def factor_book() -> pa.Table:
    """Every factor code with the factor it belongs to and its wording."""
    rows = [
        (code, factor.codes[0], factor.relates_to, factor.label) for code, factor in FACTOR_OF_CODE.items()
    ]
    return pa.table(
        dict(zip(("code", "factor", "relates_to", "label"), map(list, zip(*rows, strict=True)), strict=True))
    )
