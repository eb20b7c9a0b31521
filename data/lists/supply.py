"""Which days each return covers, list by list: what tells zero from not supplied."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

import pyarrow as pa
import pyarrow.compute as pc

from data.lists.calendar import is_working_day
from data.lists.selection import NOT_SHOWN, Selection, selection_shown
from data.lists.usable import can_be_merged
from data.periods import add_months, month_end, six_month_window
from data.returns.layouts import Layout, no_id
from data.returns.problems import FEW_OF_ALL, FEW_ROWS
from data.returns.spoiled_ids import SPOILED
from data.returns.staged_sheet import StagedSheet
from data.returns.typing import UNREAD
from data.returns.workbook import Reading, dates_in

Span = tuple[date, date]

_FEWEST_TO_SHORTEN = 50
"""With fewer dated rows than this, a late first date does not show that the extract looked back less than six months."""

SOLID_MONTH = 0.25
"""A month before the six-month window counts as covered while it holds this share of the window's monthly average."""


@dataclass(frozen=True)
class ListSupply:
    """What one return supplies of one list: the days covered, and the columns that can be relied on.

    ``covers_to`` is None where a list goes to the reporting date; facts speak for the days they name. Where it cannot be
    merged, because it has no date to tell its rows by, no figure is made of it. ``selection`` is how it selects the rows
    of a list of events that end. With ``withholds_rows`` some of its records are in no figure, as their ids cannot be
    known: figures of the days that no other return covers are partial.
    """

    list: str
    covers_from: date
    window_from: date
    reporting_date: date
    columns_known: frozenset[str] = field(default_factory=frozenset)
    covers_to: date | None = None
    can_be_merged: bool = True
    selection: Selection = NOT_SHOWN
    withholds_rows: bool = False

    @property
    def span(self) -> Span:
        """The days covered: to the reporting date, or to its month's end where only days off are left of the month."""
        if self.covers_to is not None:
            return self.covers_from, self.covers_to
        last = self.reporting_date
        while last < month_end(self.reporting_date) and not is_working_day(last + timedelta(days=1)):
            last += timedelta(days=1)
        return self.covers_from, last


def solid_start(window_from: date, months: dict[date, int]) -> date:
    """How far before ``window_from`` the rows go without thinning out: ``months`` has the rows by first of month."""
    inside = [rows for month, rows in months.items() if month >= window_from.replace(day=1)]
    enough = max(1.0, SOLID_MONTH * sum(inside) / max(len(inside), 1))
    start = window_from
    while months.get(add_months(start.replace(day=1), -1), 0) >= enough:
        start = add_months(start.replace(day=1), -1)
    return start


def united(spans: list[Span]) -> list[Span]:
    """Spans joined where they overlap or touch, in order."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1] + timedelta(days=1):
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def supplies_of(reading: Reading, of_nothing: Collection[str] = ()) -> list[ListSupply]:
    """What a return supplies: its window, six months unless its dates show otherwise, and the columns to rely on.

    A list without rows is not supplied, unless it is one of those ``of_nothing``: there was nothing to list.
    """
    reporting_date = reading.report.reporting_date
    assert reporting_date is not None
    window_from = _window_start(reading, reporting_date)
    supplies: dict[str, ListSupply] = {}
    facts: list[ListSupply] = []
    for staged in reading.staged:
        layout = staged.match.layout
        known = frozenset(staged.columns_known)
        if not staged.report.rows_used and layout.name not in of_nothing:
            continue
        if layout.speaks_for is not None:
            days = _days_named(staged, layout.speaks_for) if layout.speaks_for in known else []
            facts += [
                ListSupply(layout.name, start, start, reporting_date, known, end) for start, end in days
            ]
            continue
        starts = covers = reporting_date if layout.merging == "snapshots" else window_from
        if layout.event is not None and layout.event not in known:
            starts = covers = reporting_date + timedelta(days=1)
        elif layout.merging == "events" and layout.number is None:
            starts = _first_day_told(staged, layout, reporting_date)
            covers = starts.replace(day=1)
        selection = _selection(reading, layout, starts, reporting_date)
        if layout.merging == "events" and layout.number is not None and layout.event in known:
            counted = layout.ends if selection.by_end and layout.ends else layout.event
            covers = solid_start(window_from, _rows_by_month(staged, counted or ""))
        if (before := supplies.get(layout.name)) is not None:
            known, starts, covers = (
                known & before.columns_known,
                min(starts, before.window_from),
                min(covers, before.covers_from),
            )
        withholds = _withholds_rows(staged) or (before is not None and before.withholds_rows)
        supplies[layout.name] = ListSupply(
            layout.name,
            covers,
            starts,
            reporting_date,
            known,
            can_be_merged=can_be_merged(layout, known),
            selection=selection,
            withholds_rows=withholds,
        )
    return [*supplies.values(), *facts]


def _first_day_told(staged: StagedSheet, layout: Layout, reporting_date: date) -> date:
    """The first day that a panel sheet tells the whole of: that on which the first of its rows ended, where most have an end.

    A sheet of what began or ended in a quarter lists a few that began before it, and says nothing of the others that did.
    """
    first = min(dates_in(staged, layout.event or ""), default=reporting_date)
    for name in (layout.ends, *layout.also_ends):
        if name is not None and name in staged.columns_known:
            ends = staged.used.column(name)
            if 2 * ends.null_count <= len(ends):
                return max(first, min(dates_in(staged, name), default=first))
    return first


def _withholds_rows(staged: StagedSheet) -> bool:
    """Whether records of a sheet are in no figure, or in the wrong one, for an id or a date that cannot be read.

    A few do not matter: two, or one in a hundred. A row without an id counts as a record where it has a date.
    """
    if SPOILED in staged.report.rows_left_out:
        return True
    layout, rows = staged.match.layout, staged.rows
    dates = [name for name in (layout.event, layout.starts, layout.ends) if name in staged.columns_known]
    if not dates or layout.identifier is None:
        return False
    of_no_child = pc.equal(pc.fill_null(rows.column("left_out_because"), ""), no_id(layout.identifier))
    withheld = pc.and_(of_no_child, pc.is_valid(rows.column(dates[0])))
    unread = [pc.is_valid(staged.used.column(f"{name}{UNREAD}")) for name in dates]
    counts = [pc.sum(flags).as_py() or 0 for flags in (withheld, *unread)]
    return max(counts) > max(FEW_ROWS, FEW_OF_ALL * staged.report.rows_used)


def _selection(reading: Reading, layout: Layout, window_from: date, reporting_date: date) -> Selection:
    """How the return selects a list of events that end or lead to something, by the rows of all sheets that hold it."""
    sheets = [staged for staged in reading.staged if staged.match.layout is layout]
    later = layout.ends or layout.leads_to
    if layout.merging != "events" or not all(
        {layout.event, later} <= sheet.columns_known for sheet in sheets
    ):
        return NOT_SHOWN
    starts, ends = (
        pa.chunked_array([chunk for sheet in sheets for chunk in sheet.used.column(name).chunks], pa.date32())
        for name in (layout.event or "", later or "")
    )
    if layout.ends is None:
        led_to_something = pc.is_valid(ends)
        starts, ends = starts.filter(led_to_something), ends.filter(led_to_something)
    return selection_shown(starts, ends, window_from, reporting_date)


def certain_spans(layout: Layout, supplies: Iterable[ListSupply], at_a_date: bool) -> list[Span] | None:
    """The covered days for which a count of what was open (``at_a_date``), or of what ended or was led to, lacks nothing.

    ``supplies`` are those of one list. None where every day covered is as certain as another.
    """
    listed = sorted(supplies, key=lambda supply: (supply.reporting_date, supply.covers_from))
    if layout.merging == "spells":
        return _spans_between_returns(listed) if at_a_date else None
    if layout.merging == "events" and (layout.ends or layout.leads_to):
        return _settled_spans(listed, at_a_date)
    return None


def _spans_between_returns(supplies: list[ListSupply]) -> list[Span]:
    """The days from each return of a list of latest episodes to the next that reaches back to it.

    On other days that a return covers, a child who has left since and come back is not listed as it was then.
    """
    spans = [(supply.reporting_date, supply.span[1]) for supply in supplies]
    for earlier in supplies:
        reaching = [
            later for later in supplies if later.covers_from - timedelta(days=1) <= earlier.reporting_date
        ]
        spans += [
            (earlier.reporting_date, later.span[1])
            for later in reaching
            if later.reporting_date > earlier.reporting_date
        ]
    return united(spans)


def _settled_spans(supplies: list[ListSupply], at_a_date: bool) -> list[Span]:
    """The days of which what ended, and what was open, is wholly listed by returns of one list of events that end.

    The first days of a return that selects by start lack what began before its window, unless an earlier return
    reaches to them: what that one listed as open is then known one by one. What was open the day before a return that
    selects by end covers is open or ended in it.
    """
    settled: list[tuple[ListSupply, date]] = []
    for supply in supplies:
        first = supply.covers_from
        if not supply.selection.by_end:
            reaching = [
                start for earlier, start in settled if earlier.reporting_date >= first - timedelta(days=1)
            ]
            alone = first + timedelta(days=supply.selection.days_to_settle)
            first = max(first, min(reaching)) if reaching else alone
        settled.append((supply, first))
    spans = []
    for supply, first in settled:
        is_known_the_day_before = at_a_date and supply.selection.by_end
        if first <= supply.span[1]:
            spans.append((first - timedelta(days=is_known_the_day_before), supply.span[1]))
    if at_a_date:
        spans += [
            (supply.reporting_date, supply.span[1]) for supply in supplies if supply.selection.lists_open
        ]
    return united(spans)


def _days_named(staged: StagedSheet, column: str) -> list[Span]:
    """The days or periods that a sheet's facts speak for, joined where they touch."""
    names = (
        [f"{column}_start", f"{column}_end"]
        if f"{column}_start" in staged.used.column_names
        else [column, column]
    )
    spans = {
        (start, end)
        for start, end in zip(*(staged.used.column(name).to_pylist() for name in names), strict=True)
        if start and end
    }
    return united(list(spans)) if names[0] != names[1] else sorted(spans)


def _rows_by_month(staged: StagedSheet, column: str) -> dict[date, int]:
    months: dict[date, int] = {}
    for pair in pc.value_counts(staged.used.column(column)).to_pylist():
        if pair["values"] is not None:
            month = pair["values"].replace(day=1)
            months[month] = months.get(month, 0) + pair["counts"]
    return months


def _window_start(reading: Reading, reporting_date: date) -> date:
    """The first day of the return's six-month window, or later where many rows show that it looked back less far.

    Assessments tell it by their ends, which both ways of selecting keep within it, unless they are alone and were
    selected by start.
    """
    start = six_month_window(reporting_date)
    rows, first = 0, reporting_date
    listed = [
        staged for staged in reading.staged if staged.match.layout.event_dates and staged.report.rows_used
    ]
    alone = len({staged.match.layout.name for staged in listed}) == 1
    for staged in listed:
        layout = staged.match.layout
        tells = layout.window_shown_by or layout.event
        if tells != layout.event and alone and not _selection(reading, layout, start, reporting_date).by_end:
            tells = layout.event
        days = staged.used.column(tells or "")
        if len(days) > days.null_count:
            inside = days.filter(pc.and_(pc.greater_equal(days, start), pc.less_equal(days, reporting_date)))
            rows += len(inside)
            first = min(first, pc.min(inside).as_py() or reporting_date)
    if rows < _FEWEST_TO_SHORTEN or (first - start).days < 31:
        return start
    return max(start, first.replace(day=1))
