"""What a return changes of quarters that are held: its own, sent before, and earlier ones that its window reaches into."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from data.arrival.arriving import Arriving, rows_of, rows_used
from data.arrival.findings import HISTORY, LEAVE_OUT, Choice, Finding
from data.arrival.indicators import largest_moves
from data.lists.rebuilding import LoadedReturn, version_of
from data.periods import period_containing
from data.returns.layouts import Layout
from data.returns.problems import counted
from data.returns.typing import table_columns

_FLOWS = {"contacts": "contact", "early_help": "early help assessment", "referrals": "referral", "assessments": "assessment",
          "section_47_enquiries": "section 47 enquiry"}  # fmt: skip
_PLURALS = {"section_47_enquiries": "section 47 enquiries"}
_STARTS = {"children_in_need": "start of need", "child_protection_plans": "start of a plan", "looked_after_children": "start of care"}
_START_PLURALS = {"children_in_need": "starts of need", "child_protection_plans": "starts of plans",
                  "looked_after_children": "starts of care"}  # fmt: skip


_FEWEST_TO_ASK, _MUCH = 20, 0.1
"""Rows of a closed quarter that are gone are asked about from a tenth of the list on, and at least so many."""


@dataclass(frozen=True)
class _Difference:
    """Rows of one list, by natural key: only in the later return, in both but different, only in the earlier one."""

    added: int
    changed: int
    dropped: int

    @property
    def rows(self) -> int:
        return self.added + self.changed + self.dropped


def same_quarter(arriving: Arriving) -> Iterator[Finding]:
    """A quarter that is held already: how many rows are added, changed and dropped, and which figures move most."""
    earlier = arriving.same_quarter
    if earlier is None:
        return
    by_list = {layout: _difference(arriving, layout, earlier) for layout in arriving.lists}
    differing = {layout: one for layout, one in by_list.items() if one.rows}
    added, changed, dropped = (sum(getattr(one, part) for one in differing.values()) for part in ("added", "changed", "dropped"))
    where = ", ".join(layout.short_title for layout in differing) or "no list differs"
    everyone = [arriving.one, *arriving.others]
    version = version_of(arriving.one, everyone)
    held = "comes with it" if earlier.id in arriving.arrive_with_it else "is in use already"
    stands = f"As version {version} it stands where the two differ. "
    if arriving.one.reporting_date == earlier.reporting_date and arriving.one.order < earlier.order:
        stands = "The other, further down, stands where the two differ. "
    elif arriving.one.reporting_date < earlier.reporting_date:
        stands = (f"Its data go to {arriving.one.reporting_date:%d/%m/%Y} only, so that the later return still "
                  "stands where they differ: change the date above if that is not meant. ")  # fmt: skip
    yield Finding(
        "same quarter", "ask", where, added + changed + dropped,
        f"A return of {arriving.quarter.label} {held} (“{earlier.report.file_name}”, version "
        f"{version_of(earlier, everyone)}, data to {earlier.reporting_date:%d/%m/%Y}). "
        f"This file adds {counted(added, 'row')}, changes {changed:,} and drops {dropped:,} ({where}). "
        f"{largest_moves(arriving.indicators)} "
        f"{stands}Use it as version {version}, or keep what is in use.", HISTORY,
        (Choice(f"Use it as version {version}", needs_reason=True), Choice("Keep what is in use", keeps_out=True)),
        about=f"a return of {arriving.quarter.label} sent again", lists=tuple(layout.name for layout in differing))  # fmt: skip


def late(arriving: Arriving) -> Iterator[Finding]:
    """Events of a closed quarter that this return has and the one before had not, or the other way round."""
    before = arriving.before
    if before is None or not arriving.is_annex_a or arriving.same_quarter is not None:
        return
    closed = period_containing(before.reporting_date, "quarter").label
    said, sheets, rows, much = [], [], 0, []
    for layout in arriving.lists:
        if layout.name in _FLOWS:
            found = _late_events(arriving, layout, before)
            parts = [(count, words) for count, words in ((found.added, "arrived late"), (found.dropped, "no longer there")) if count]
            if parts:
                noun, plural = _FLOWS[layout.name], _PLURALS.get(layout.name)
                said.append(", ".join(f"{counted(count, noun, plural)} {words}" for count, words in parts))
                sheets.append(arriving.sheet(layout))
                rows += found.rows
                if found.dropped > max(_FEWEST_TO_ASK, _MUCH * rows_used(layout, before)):
                    much.append(layout.name)
        elif layout.name in _STARTS and (moved := _moved_starts(arriving, layout, before)):
            said.append(f"{counted(moved, _STARTS[layout.name], _START_PLURALS[layout.name])} changed")
            sheets.append(arriving.sheet(layout))
            rows += moved
    if rows:
        choices = (Choice("It is right: they were withdrawn", needs_reason=True), LEAVE_OUT) if much else ()
        next_step = ("So many rows gone is unusual: say why, or export it again." if much
                     else "If the number surprises you, look at the rows on the Changes page or export it again.")  # fmt: skip
        yield Finding(
            "late corrections", "ask" if much else "note", ", ".join(sheets), rows,
            f"For {closed} and its window, on sheets {', '.join(f'“{name}”' for name in sheets)}: {'; '.join(said)}. "
            f"{largest_moves(arriving.indicators, closed)} Figures are as known now from here on; a pack published before still says "
            f"what it said. "
            f"{next_step}", HISTORY, choices, about=f"{closed}: {'; '.join(said)}", lists=tuple(much))  # fmt: skip


def _late_events(arriving: Arriving, layout: Layout, before: LoadedReturn) -> _Difference:
    windows = [supply.window_from for one in (arriving.one, before) for supply in one.supplies if supply.list == layout.name]
    if len(windows) < 2 or layout.event not in arriving.known(layout) & arriving.known(layout, before):
        return _Difference(0, 0, 0)
    return _difference(arriving, layout, before,
                       f"cast({layout.event} as date) between date '{max(windows)}' and date '{before.reporting_date}'")  # fmt: skip


def _difference(arriving: Arriving, layout: Layout, earlier: LoadedReturn, where: str = "true") -> _Difference:
    """How two returns' rows of a list differ by natural key; with ``where``, only by what cannot change of itself."""
    both = arriving.known(layout) & arriving.known(layout, earlier)
    key = [name for name in layout.key if name in both and layout.by_column[name].kind != "code"]
    if not key:
        return _Difference(0, 0, 0)
    compared = [name for name, _ in table_columns(layout) if name in both] if where == "true" else key
    hashed = f"hash({', '.join(compared)})"
    rows = " union all ".join(
        f"select {number} as of_return, {hashed} as h, hash({', '.join(key)}) as k from {rows_of(layout, one)} where {where}"
        for number, one in ((1, earlier), (2, arriving.one)))  # fmt: skip
    found = arriving.ask(
        "select count(*) filter (where earlier is null) as added, count(*) filter (where later is null) as dropped, "
        "count(*) filter (where earlier <> later) as changed from (select k, bit_xor(h) filter (where of_return = 1) as earlier, "
        f"bit_xor(h) filter (where of_return = 2) as later from ({rows}) group by k)").iloc[0]  # fmt: skip
    return _Difference(int(found["added"]), int(found["changed"]), int(found["dropped"]))


def _moved_starts(arriving: Arriving, layout: Layout, before: LoadedReturn) -> int:
    """Children whose open spell began on another day than the return before said."""
    if "started_on" not in arriving.known(layout) & arriving.known(layout, before):
        return 0
    return arriving.number(
        f"select count(distinct here.child_id) from {rows_of(layout, before)} as earlier join {rows_of(layout, arriving.one)} as here "
        "on here.child_id = earlier.child_id where earlier.ceased_on is null and here.started_on <> earlier.started_on "
        f"and here.started_on <= date '{before.reporting_date}' and (here.ceased_on is null or here.ceased_on > date "
        f"'{before.reporting_date}')")  # fmt: skip


GUARDS = (same_quarter, late)
