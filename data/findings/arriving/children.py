"""Whether the children are the same ones and their number adds up: ids found again, opening + starts - ends = closing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import pandas as pd

from data.findings.arriving.arrival import Arriving, Guard, day_in_words, lists_of, rows_of
from data.findings.finding import FIGURES, LEAVE_OUT, RIGHT_FILE, Choice, Finding, Kind
from data.lists.loaded_return import LoadedReturn
from data.periods import six_month_window
from data.returns.annex_a import ANNEX_A, CHILD_PROTECTION_PLANS, LOOKED_AFTER_CHILDREN
from data.returns.layouts import Layout
from data.returns.problems import counted
from data.returns.remembering import LEADING_ZEROS

IDS_CHANGED = Kind(
    "ids changed",
    "Children not found again",
    "Few of the children of the return before are on the lists of this one.",
    "Without the same ids no child can be followed: choose the right file, or export it again.",
    "stop",
    repair=RIGHT_FILE,
    explains_everywhere=("late corrections", "gone", "jump"),
)
IDS_UNLIKE = Kind(
    "ids unlike",
    "Ids of another form",
    "{number} lists have child ids of another form than before: {places}.",
    "Was another column exported as “Child Unique ID”? Export it again, or say why it is right.",
    "ask",
    repair=RIGHT_FILE,
    choices=(Choice("They are children's ids", needs_reason=True), LEAVE_OUT),
    explains_everywhere=("late corrections", "gone", "jump"),
)
JUMP = Kind(
    "jump",
    "Numbers that do not follow",
    "{number} numbers of children do not follow from their starts and ends, or move far more than before: {places}.",
    "Look for children left out or listed twice, or say why it is right.",
    "ask",
    repair=FIGURES,
    choices=(Choice("It is right", needs_reason=True), LEAVE_OUT),
    explains=("gone", "size", "larger"),
)
GONE = Kind(
    "gone",
    "Children gone without an end",
    "{number} lists lack children who were open in the return before and have no end: {places}. They are counted as ended between the "
    "two returns, on a day not known, and marked estimated.",
    "If they should be here, export the list again.",
    "ask",
    repair=FIGURES,
    choices=(Choice("Count them as ended on a day not known"), LEAVE_OUT),
    is_settled=True,
)

FOUND_AGAIN = 0.9
"""Of the children looked after or on a plan when the last return came, this share at least is on the next one's lists."""

_STRANGERS = 0.5
_FEWEST_CHILDREN = 10
_OUT_OF_BALANCE = 0.02
_FEWEST_OUT = 5
_ID_AND_END = {"child_id", "ceased_on"}
_TIMES_USUAL, _JUMP = 2, 0.1
_STOCKS = tuple(layout for layout in reversed(ANNEX_A) if layout.stock_title)
"""Lists that tell how many children there are, care first."""


def found_again(arriving: Arriving) -> Iterator[Finding]:
    """Few of last quarter's children are here: ids changed form, or it is another service's or council's file."""
    before = arriving.before
    shared = [
        layout
        for layout in (LOOKED_AFTER_CHILDREN, CHILD_PROTECTION_PLANS)
        if before and "child_id" in arriving.known(layout) and arriving.known(layout, before) >= _ID_AND_END
    ]
    if before is None or not shared:
        return
    earlier = " union ".join(
        f"select child_id, '{layout.short_title}' as list, sheet, excel_row as row from {rows_of(layout, before)} "
        "where ceased_on is null"
        for layout in shared
    )
    here = " union ".join(f"select child_id from {rows_of(layout, arriving.returned)}" for layout in shared)
    counts = arriving.ask(
        f"with earlier as (select distinct child_id from ({earlier})), here as ({here}), "
        "plain as (select ltrim(child_id, '0') as child_id from here) select count(*) as children, "
        "count(*) filter (where child_id in (select child_id from here)) as found, "
        "count(*) filter (where ltrim(child_id, '0') in (select child_id from plain)) as without_zeros from earlier"
    ).iloc[0]
    children, again, without_zeros = (
        int(counts["children"]),
        int(counts["found"]),
        int(counts["without_zeros"]),
    )
    if children < _FEWEST_CHILDREN or again >= FOUND_AGAIN * children:
        return
    sheets = ", ".join(f"“{arriving.sheet(layout)}”" for layout in shared)
    hint = " Ids may have changed form, or another service's or council's file was used."
    lost = without_zeros >= FOUND_AGAIN * children
    if lost:
        hint = (
            f" With leading zeros left aside it would be {without_zeros:,}: one of the files has lost them. Tell children apart "
            "without them, here and in the returns in use, or export the column of ids as text, as before."
        )
    without = Choice(
        "Leave leading zeros aside, in every return, and remember it", remembers=(("ids", LEADING_ZEROS),)
    )
    same = Choice("They are the same children's ids", needs_reason=True)
    stops = again < _STRANGERS * children and not lost
    until = f"{before.reporting_date:%d/%m/%Y}"
    missing = arriving.ask(
        f"select sheet, row, child_id, list || ' of the return to {until}, not in this file' as why from ({earlier}) "
        f"where child_id not in ({here}) order by list, row"
    )
    yield IDS_CHANGED.finding(
        "",
        ", ".join(arriving.sheet(layout) for layout in shared),
        children - again,
        f"Only {_percent(again, children)} ({again:,} of {children:,}) of the children looked after or on a plan on "
        f"{day_in_words(before.reporting_date)} are on sheets {sheets}.{hint}",
        severity="stop" if stops else "ask",
        choices=(*((without,) if lost else ()), *(() if lost else (same,)), LEAVE_OUT),
        about=f"{again:,} of {children:,} children of the return before found again",
        lists=tuple(layout.name for layout in shared),
        rows=missing,
    )


@dataclass(frozen=True)
class _Balance:
    """How a number of children moved from one return to the next."""

    opening: int
    started: int
    ended: int
    closing: int

    @property
    def expected(self) -> int:
        return self.opening + self.started - self.ended


def jump(arriving: Arriving) -> Iterator[Finding]:
    """A number of children that does not follow from its starts and ends, or moves far more than it ever did."""
    before = arriving.before
    for layout in _STOCKS:
        needed = {"started_on", "ceased_on"}
        if (
            before is None
            or not needed <= arriving.known(layout)
            or not needed <= arriving.known(layout, before)
        ):
            continue
        if before.reporting_date < six_month_window(arriving.returned.reporting_date):
            continue
        moved = _balance(arriving, layout, before)
        change, usual = moved.closing - moved.opening, _usual_change(arriving, layout)
        out = abs(moved.closing - moved.expected)
        unbalanced = out > max(_FEWEST_OUT, _OUT_OF_BALANCE * moved.opening)
        unusual = usual is not None and abs(change) > max(
            _TIMES_USUAL * usual, _JUMP * moved.opening, _FEWEST_OUT
        )
        if not moved.opening or not (unbalanced or unusual):
            continue
        moves = f"{layout.stock_title.lower()} {moved.opening:,}→{moved.closing:,} ({100 * change / moved.opening:+.0f}%)"
        span = f" The largest change between two returns so far is {usual:,}." if usual is not None else ""
        yield JUMP.finding(
            layout.name,
            arriving.sheet(layout),
            out if unbalanced else abs(change),
            f"{arriving.quoted(layout)}: {moves}.{span} {moved.started:,} started and {moved.ended:,} ended in this file, which would "
            f"give {moved.expected:,}.",
            place=f"{moves}, which would be {moved.expected:,} by {moved.started:,} starts and {moved.ended:,} ends",
            about=moves,
            lists=(layout.name,),
            rows=_unexplained(arriving, layout, before),
        )


def _unexplained(arriving: Arriving, layout: Layout, before: LoadedReturn) -> pd.DataFrame:
    """The rows that starts and ends do not explain: open since before and not listed open then, or open then and not listed now."""
    last = before.reporting_date
    earlier, here = rows_of(layout, before), rows_of(layout, arriving.returned)
    return arriving.ask(
        f"with earlier as (select * from {earlier} where ceased_on is null or ceased_on > date '{last}'), here as (select * from {here}) "
        "select sheet, excel_row as row, child_id, 'open since ' || coalesce(strftime(started_on, '%d/%m/%Y'), 'a day not given') "
        f"|| ', not listed open on {last:%d/%m/%Y}' as why from here where ceased_on is null "
        f"and coalesce(started_on <= date '{last}', true) and child_id not in (select child_id from earlier) union all "
        f"select sheet, excel_row, child_id, 'open on {last:%d/%m/%Y} in the return of that date, not in this file' from earlier "
        "where child_id not in (select child_id from here) order by why, row"
    )


def gone(arriving: Arriving) -> Iterator[Finding]:
    """Children whose open episode the return before listed and this one does not list at all."""
    before = arriving.before
    for layout in _STOCKS:
        if (
            before is None
            or "child_id" not in arriving.known(layout)
            or not arriving.known(layout, before) >= _ID_AND_END
        ):
            continue
        last = before.reporting_date
        rows = arriving.ask(
            f"select sheet, excel_row as row, child_id, 'open on {last:%d/%m/%Y} in the return of that date, not in this file' as why "
            f"from {rows_of(layout, before)} where ceased_on is null and child_id not in (select child_id from "
            f"{rows_of(layout, arriving.returned)}) "
            "order by row"
        )
        if rows.empty:
            continue
        children = counted(len(rows), "child", "children")
        yield GONE.finding(
            layout.name,
            arriving.sheet(layout),
            len(rows),
            f"{arriving.quoted(layout)}: {children} open on {day_in_words(last)} {'is' if len(rows) == 1 else 'are'} not in this file and "
            "have no end. Counted as ended between the two returns, on a day not known, and marked estimated.",
            place=f"{layout.short_title} ({children})",
            about=f"{layout.stock_title.lower()}: {children} gone without an end",
            lists=(layout.name,),
            rows=rows,
        )


def ids_alike(arriving: Arriving) -> Iterator[Finding]:
    """A list whose child ids are of another form than those of the return before: another column was exported in their place."""
    before = arriving.before
    if before is None or not arriving.is_annex_a:
        return
    held = [layout for layout in lists_of(before) if "child_id" in layout.by_column and layout.number]
    if not held:
        return
    forms = " union ".join(f"select {_FORM} as form from {rows_of(layout, before)}" for layout in held)
    known = set(arriving.ask(f"select form from ({forms}) order by form")["form"])
    for layout in arriving.lists:
        if "child_id" not in arriving.known(layout) or not layout.number:
            continue
        listed = arriving.ask(
            f"select {_FORM} as form, count(*) as ids, min(child_id) as example from {rows_of(layout, arriving.returned)} "
            "group by form order by example"
        )
        unlike = listed[~listed["form"].isin(known)]
        ids, others = int(listed["ids"].sum()), int(unlike["ids"].sum())
        if ids >= _FEWEST_CHILDREN and others > _STRANGERS * ids:
            example = unlike["example"].iloc[0]
            yield IDS_UNLIKE.finding(
                layout.name,
                arriving.sheet(layout),
                others,
                f"{arriving.quoted(layout)}: {others:,} of {ids:,} child ids are of another form than before, as “{example}”.",
                place=f"{layout.short_title} ({others:,} of {ids:,}, as “{example}”)",
                about=f"child ids of {layout.short_title} of another form",
                lists=(layout.name,),
            )


_FORM = "regexp_replace(regexp_replace(child_id, '[0-9]+', '9', 'g'), '[A-Za-z]+', 'A', 'g')"
"""SQL for the form of an id: 'AB123' and 'C7' are alike, 'Smith, John' is not."""


def _balance(arriving: Arriving, layout: Layout, before: LoadedReturn) -> _Balance:
    last, until = before.reporting_date, arriving.returned.reporting_date
    here = rows_of(layout, arriving.returned)
    return _Balance(
        _open_at(arriving, layout, before, last),
        arriving.number(
            f"select count(*) from {here} where started_on > date '{last}' and started_on <= date '{until}'"
        ),
        arriving.number(
            f"select count(*) from {here} where ceased_on > date '{last}' and ceased_on <= date '{until}'"
        ),
        _open_at(arriving, layout, arriving.returned, until),
    )


def _open_at(arriving: Arriving, layout: Layout, loaded: LoadedReturn, day: date) -> int:
    return arriving.number(
        f"select count(*) from {rows_of(layout, loaded)} where coalesce(started_on, date '{day}') <= date '{day}' "
        f"and (ceased_on is null or ceased_on > date '{day}')"
    )


def _usual_change(arriving: Arriving, layout: Layout) -> int | None:
    """The largest change between two earlier returns that follow each other; None with fewer than three of them."""
    held = [
        loaded
        for loaded in arriving.of_its_kind
        if loaded.reporting_date < arriving.quarter.start and "ceased_on" in arriving.known(layout, loaded)
    ]
    stocks = [_open_at(arriving, layout, loaded, loaded.reporting_date) for loaded in held]
    changes = [abs(now - then) for then, now in pairwise(stocks)]
    return max(changes) if len(changes) > 1 else None


def _percent(part: int, whole: int) -> str:
    share = 100 * part / whole
    return f"{share:.0f}%" if share >= 1 or not part else "under 1%"


GUARDS = (
    Guard((IDS_CHANGED,), found_again),
    Guard((IDS_UNLIKE,), ids_alike),
    Guard((JUMP,), jump),
    Guard((GONE,), gone),
)
