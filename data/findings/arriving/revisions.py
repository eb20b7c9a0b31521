"""What a return changes of quarters that are held: its own, sent before, and earlier ones that its window reaches into."""

from __future__ import annotations

from collections.abc import Iterator

from data.changes import (
    CHANGED,
    CLOSED,
    CORRECTED,
    ENDED,
    ESTIMATED,
    GONE,
    LATE,
    LEFT,
    NEW,
    UNFOLLOWED,
    WITHDRAWN,
    counts_of,
)
from data.findings.arriving.arrival import Arriving, Guard, rows_used
from data.findings.arriving.indicators import largest_moves
from data.findings.finding import HISTORY, LEAVE_OUT, Choice, Finding, Kind
from data.lists.loaded_return import version_of
from data.periods import period_containing
from data.returns.problems import counted

SAME_QUARTER = Kind(
    "same quarter",
    "A return of this quarter is held",
    "A return of its quarter is held already, and the two differ.",
    "Use it as the next version, or keep what is in use.",
    "ask",
    repair=HISTORY,
)
NOTHING_NEW = Kind(
    "nothing new",
    "The same rows again",
    "Every row of the file is held already.",
    "Using it would change no row: nothing to do.",
    "note",
    repair=HISTORY,
    explains_everywhere=(
        "late corrections",
        "not followed",
        "size",
        "larger",
        "beyond usual",
        "jump",
        "gone",
        "text dates",
        "unread dates",
        "swapped",
        "unknown code",
        "renamed",
        "absent",
        "gap",
    ),
)
"""What was asked of the rows when they came first is not asked again."""

LATE_CORRECTIONS = Kind(
    "late corrections",
    "Closed quarters change",
    "Rows of quarters that are held arrive late, change or are gone.",
    "Look at the rows on the Changes page if the numbers surprise you.",
    "ask",
    repair=HISTORY,
    choices=(Choice("It is right: they were withdrawn", needs_reason=True), LEAVE_OUT),
)
NOT_FOLLOWED = Kind(
    "not followed",
    "Open rows not followed",
    "{number} lists hold what began in their window only, and whether what was open before is open still is not told: {places}.",
    "They stay open, and counts of what is open or ended are partial from then on. Export the list with all that are open or ended in "
    "the window to make them whole, or go on.",
    "ask",
    repair=HISTORY,
    choices=(Choice("Go on: those counts are partial"), LEAVE_OUT),
    is_settled=True,
)

_TOLD = {
    LATE: "arrived late",
    WITHDRAWN: "no longer there",
    CLOSED: "no longer open, closed on a day not known",
    CORRECTED: "changed",
}
"""What a return can have done to rows of quarters that are held, and how it is said of events and of starts."""

_DROPPED = (WITHDRAWN, CLOSED)
_FEWEST_TO_ASK, _MUCH = 20, 0.1
"""Rows of a closed quarter that are gone are asked about from a tenth of the list on, and at least so many."""


_ADDED, _CHANGED = (NEW, LATE), (CHANGED, ENDED, CORRECTED)
_GONE = (WITHDRAWN, CLOSED, GONE, ESTIMATED, UNFOLLOWED, LEFT)
_DIFFERENCES = (*_ADDED, *_CHANGED, *_GONE)


def same_quarter(arriving: Arriving) -> Iterator[Finding]:
    """A quarter that is held already: how many rows are added, changed and dropped, and which figures move most."""
    earlier = arriving.same_quarter
    if earlier is None:
        return
    by_list = {
        layout: counts_of(arriving.store, layout, arriving.returned)
        or {NEW: rows_used(layout, arriving.returned)}
        for layout in arriving.lists
        if not layout.describes_the_return
    }
    differing = {
        layout: counts for layout, counts in by_list.items() if any(counts.get(kind) for kind in _DIFFERENCES)
    }
    added, changed, dropped = (
        sum(counts.get(kind, 0) for counts in differing.values() for kind in kinds)
        for kinds in (_ADDED, _CHANGED, _GONE)
    )
    everyone = [arriving.returned, *arriving.others]
    version = version_of(arriving.returned, everyone)
    held = "comes with it" if earlier.id in arriving.arrive_with_it else "is in use already"
    where = ", ".join(layout.short_title for layout in differing)
    is_held = (
        f"A return of {arriving.quarter.label} {held} (“{earlier.report.file_name}”, version {version_of(earlier, everyone)}, data to "
        f"{earlier.reporting_date:%d/%m/%Y})."
    )
    if not differing and arriving.returned.reporting_date == earlier.reporting_date:
        yield NOTHING_NEW.finding(
            "",
            "",
            sum(rows_used(layout, arriving.returned) for layout in arriving.lists),
            f"{is_held} Every row of this file is among its rows.",
        )
        return
    stands = f"As version {version} it stands where the two differ. "
    if arriving.returned.reporting_date == earlier.reporting_date and arriving.returned.order < earlier.order:
        stands = "The other, further down, stands where the two differ. "
    elif arriving.returned.reporting_date < earlier.reporting_date:
        stands = (
            f"Its data go to {arriving.returned.reporting_date:%d/%m/%Y} only, so that the later return still "
            "stands where they differ: change the date above if that is not meant. "
        )
    yield SAME_QUARTER.finding(
        "",
        where,
        added + changed + dropped,
        f"{is_held} This file adds {counted(added, 'row')}, changes {changed:,} and drops {dropped:,} ({where or 'no list differs'}). "
        f"{largest_moves(arriving.indicators)}",
        what_to_do=f"{stands}Use it as version {version}, or keep what is in use.",
        choices=(
            Choice(f"Use it as version {version}", needs_reason=True),
            Choice("Keep what is in use", keeps_out=True),
        ),
        about=f"a return of {arriving.quarter.label} sent again",
        lists=tuple(layout.name for layout in differing),
    )


def late(arriving: Arriving) -> Iterator[Finding]:
    """Events of a closed quarter that this return has and the one before had not, or the other way round."""
    before = arriving.before
    if before is None or not arriving.is_annex_a or arriving.same_quarter is not None:
        return
    closed = period_containing(before.reporting_date, "quarter").label
    parts, sheets, rows, much = [], [], 0, []
    for layout in arriving.lists:
        is_followed = layout.number is not None and layout.merging in ("events", "spells")
        counts = counts_of(arriving.store, layout, arriving.returned) if is_followed else {}
        kinds = [
            kind for kind in _TOLD if counts.get(kind) and (kind == CORRECTED or layout.merging == "events")
        ]
        if not kinds:
            continue
        words = [f"{counted(counts[kind], *layout.noun)} {_TOLD[kind]}" for kind in kinds]
        parts.append(", ".join(words))
        sheets.append(arriving.sheet(layout))
        rows += sum(counts[kind] for kind in kinds)
        if sum(counts.get(kind, 0) for kind in _DROPPED) > max(
            _FEWEST_TO_ASK, _MUCH * rows_used(layout, before)
        ):
            much.append(layout.name)
    if rows:
        told = "; ".join(parts)
        yield LATE_CORRECTIONS.finding(
            "",
            ", ".join(sheets),
            rows,
            f"For {closed} and its window, on sheets {', '.join(f'“{name}”' for name in sheets)}: {told}. "
            f"{largest_moves(arriving.indicators, closed)} Figures are as known now from here on; a pack published before still says "
            f"what it said.",
            what_to_do="So many rows gone is unusual: say why, or export it again." if much else None,
            severity="ask" if much else "note",
            about=f"{closed}: {told}",
            lists=tuple(much),
        )


def not_followed(arriving: Arriving) -> Iterator[Finding]:
    """What was open before and began earlier than anything that this return lists: open still or closed, nobody can say."""
    for layout in arriving.lists:
        if layout.merging != "events" or layout.ends is None or arriving.before is None:
            continue
        rows = counts_of(arriving.store, layout, arriving.returned).get(UNFOLLOWED, 0)
        if not rows:
            continue
        still_open = counted(rows, *layout.noun)
        yield NOT_FOLLOWED.finding(
            layout.name,
            arriving.sheet(layout),
            rows,
            f"{arriving.quoted(layout)} lists what began in its window: {still_open} open when last listed began before it, and whether "
            "they are open still is not told.",
            place=f"{layout.short_title} ({still_open})",
            about=f"{layout.short_title} lists what began in its window only",
            lists=(layout.name,),
        )


GUARDS = (
    Guard((SAME_QUARTER, NOTHING_NEW), same_quarter),
    Guard((LATE_CORRECTIONS,), late),
    Guard((NOT_FOLLOWED,), not_followed),
)
