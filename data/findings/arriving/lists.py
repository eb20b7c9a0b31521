"""Whether every list is there and whole: missing, empty, cut off at a limit of the tool that wrote it."""

from __future__ import annotations

from collections.abc import Iterator

from data.findings.arriving.arrival import Arriving, Guard, in_words, rows_used
from data.findings.finding import EXPORT_AGAIN, LEAVE_OUT, Choice, Finding, Kind
from data.returns.annex_a import ANNEX_A
from data.returns.layouts import Layout
from data.returns.problems import counted
from data.returns.staging import TOLD_APART

MISSING = Kind(
    "missing",
    "Lists not in the file",
    "{number} lists are not in the file: {places}. Figures from them show “not supplied”, not 0.",
    "Export the file again, whole, or go on without.",
    "ask",
    repair=EXPORT_AGAIN,
    choices=(Choice("Go on without it: not supplied"), LEAVE_OUT),
    explains=("list not in the file",),
)
HALF_EMPTY = Kind(
    "half empty",
    "Half of the lists are empty",
    "Half of the lists of the file, or more, have no rows.",
    "The export seems to have failed. Export it again, or say whether they were run.",
    "ask",
    repair=EXPORT_AGAIN,
    explains=("empty sheet",),
)
EMPTY = Kind(
    "empty",
    "Empty list",
    "A list has headers and no rows.",
    "Was there truly nothing to list, or was it not run? Until you say so its figures show “not supplied”, not 0. Export it again if "
    "it was not run.",
    "ask",
    repair=EXPORT_AGAIN,
    explains=("empty sheet",),
)
CUT_OFF = Kind(
    "cut off",
    "Stops at a tool's limit",
    "{number} lists stop at exactly as many rows as a tool can hold: {places}.",
    "Rows beyond it are missing from every figure: export it again, or say that it is whole.",
    "ask",
    repair=EXPORT_AGAIN,
    choices=(Choice("It is whole", needs_reason=True), LEAVE_OUT),
    explains=("beyond usual",),
)
FEWER_ROWS = Kind(
    "size",
    "Far fewer rows",
    "{number} lists have far fewer rows than in the return before: {places}.",
    "Was the export cut short, or run for fewer days? Export it again, or say why it is right.",
    "ask",
    repair=EXPORT_AGAIN,
    choices=(Choice("It is right", needs_reason=True), LEAVE_OUT),
    explains=("beyond usual",),
)
MORE_ROWS = Kind(
    "larger",
    "Far more rows",
    "{number} lists have far more rows than in the return before: {places}.",
    "Was it run for more days, or run twice? Export it again, or say why it is right.",
    "ask",
    repair=EXPORT_AGAIN,
    choices=(Choice("It is right", needs_reason=True), LEAVE_OUT),
    explains=("beyond usual",),
)

LIMITS = {
    5_000: "ChAT",
    65_535: "an old Excel",
    65_536: "an old Excel",
    1_048_575: "a full Excel sheet",
    1_048_576: "a full Excel sheet",
}
"""Row counts at which tools stop, and which tool."""

_HALF = 0.5
_FEWEST_TO_JUDGE = 50
_OTHER_SIZE, _BEYOND_CHANCE = 0.25, 4
"""A list is of another size where its rows differ by a quarter, and by more than chance: four times the root of their number."""


def missing(arriving: Arriving) -> Iterator[Finding]:
    """A list that is not in the file: asked about where the return before had it."""
    if not arriving.is_annex_a:
        return
    reference = arriving.same_quarter or arriving.before
    for layout in ANNEX_A:
        if layout in arriving.lists:
            continue
        rows = rows_used(layout, reference)
        had = f"{counted(rows, 'row')} in the return before"
        before = f"; the return before had {counted(rows, 'row')}" if rows else ""
        yield MISSING.finding(
            layout.name,
            layout.short_title,
            rows,
            f"{layout.title} is not in the file{before}. Figures from it show “not supplied”, not 0.",
            place=f"{layout.short_title} ({had})" if rows else layout.short_title,
            severity="ask" if rows else "note",
            about=f"{layout.title} is not in the return",
            lists=(layout.name,),
        )


def empty(arriving: Arriving) -> Iterator[Finding]:
    """A list with headers and no rows; a file of which half the lists are empty."""
    held = [layout for layout in ANNEX_A if layout in arriving.lists]
    without = [
        layout
        for layout in held
        if not rows_used(layout, arriving.returned) and not _is_withheld(arriving, layout)
    ]
    reference = arriving.same_quarter or arriving.before
    if len(without) > 1 and len(without) >= _HALF * len(held):
        names = ", ".join(layout.short_title for layout in without)
        yield HALF_EMPTY.finding(
            "",
            names,
            len(without),
            f"{len(without)} of the {len(held)} lists of {arriving.name} have no rows: {names}.",
            choices=(
                Choice("They were not run: not supplied", needs_reason=True),
                _true_zero(arriving, without),
                LEAVE_OUT,
            ),
            about=f"{names} have no rows",
            lists=tuple(layout.name for layout in without),
        )
        return
    for layout in without:
        if layout.identifier is not None and not any(
            layout.identifier.header in account.columns for account in arriving.accounts(layout)
        ):
            continue
        rows = rows_used(layout, reference)
        before = f"; the return before had {counted(rows, 'row')}" if rows else ""
        yield EMPTY.finding(
            layout.name,
            arriving.sheet(layout),
            rows,
            f"{arriving.quoted(layout)} is empty{before}.",
            choices=(Choice("It was not run: not supplied"), _true_zero(arriving, [layout]), LEAVE_OUT),
            about=f"{layout.short_title} has no rows",
            lists=(layout.name,),
        )


def _is_withheld(arriving: Arriving, layout: Layout) -> bool:
    """Whether a list has rows that a question of their own keeps from being used."""
    return any(TOLD_APART.intersection(account.rows_left_out) for account in arriving.accounts(layout))


def _true_zero(arriving: Arriving, empty_lists: list[Layout]) -> Choice:
    return Choice(
        "True zero: there was nothing to list",
        needs_reason=True,
        remembers=tuple(("zeros", arriving.returned.fingerprint, layout.name) for layout in empty_lists),
    )


def cut_off(arriving: Arriving) -> Iterator[Finding]:
    """A list that stops at exactly as many rows as some tool can hold."""
    for layout in arriving.lists:
        for account in arriving.accounts(layout):
            last = account.rows_read + (account.header_row or 0)
            limit = next((rows for rows in (account.rows_read, last) if rows in LIMITS), None)
            if limit is not None:
                yield CUT_OFF.finding(
                    account.name,
                    account.name,
                    limit,
                    f"{in_words(account.name, layout)} stops at exactly {limit:,} rows. Was it exported through {LIMITS[limit]}, which "
                    "holds no more?",
                    place=f"{layout.short_title} at {limit:,}, as of {LIMITS[limit]}",
                    about=f"{layout.short_title} stops at exactly {limit:,} rows",
                    lists=(layout.name,),
                )


def other_size(arriving: Arriving) -> Iterator[Finding]:
    """A list of children with far fewer or more rows than in the return before: half of an export, or one run twice."""
    reference = arriving.same_quarter or arriving.before
    for layout in arriving.lists:
        rows, then = rows_used(layout, arriving.returned), rows_used(layout, reference)
        apart = abs(rows - then)
        if (
            layout.merging == "facts"
            or not rows
            or then < _FEWEST_TO_JUDGE
            or apart < max(_OTHER_SIZE * then, _BEYOND_CHANCE * then**0.5)
        ):
            continue
        assert reference is not None
        how = f"{apart / then:.0%} {'fewer' if rows < then else 'more'}"
        yield (FEWER_ROWS if rows < then else MORE_ROWS).finding(
            layout.name,
            arriving.sheet(layout),
            apart,
            f"{arriving.quoted(layout)} has {counted(rows, 'row')}; the return to {reference.reporting_date:%d/%m/%Y} had {then:,}: "
            f"{how}.",
            place=f"{layout.short_title} {rows:,}, before {then:,} ({how})",
            about=f"{layout.short_title} has {how} rows than the return before ({then:,}→{rows:,})",
            lists=(layout.name,),
        )


GUARDS = (
    Guard((MISSING,), missing),
    Guard((HALF_EMPTY, EMPTY), empty),
    Guard((CUT_OFF,), cut_off),
    Guard((FEWER_ROWS, MORE_ROWS), other_size),
)
