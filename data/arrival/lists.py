"""Whether every list is there and whole: missing, empty, cut off at a limit of the tool that wrote it."""

from __future__ import annotations

from collections.abc import Iterator

from data.arrival.arriving import Arriving, rows_used
from data.arrival.findings import EXPORT_AGAIN, LEAVE_OUT, Choice, Finding
from data.returns.annex_a import ANNEX_A
from data.returns.layouts import Layout
from data.returns.problems import counted
from data.returns.staging import TOLD_APART

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
        had = f"; the return before had {counted(rows, 'row')}" if rows else " (0 rows)"
        yield Finding(
            f"missing {layout.name}",
            "ask" if rows else "note",
            layout.short_title,
            rows,
            f"{layout.title} is not in the file{had}. Figures from it show “not supplied”, not 0. Export it again with the list, or go on "
            "without.",
            EXPORT_AGAIN,
            (Choice("Go on without it: not supplied"), LEAVE_OUT) if rows else (),
            about=f"{layout.title} is not in the return",
            lists=(layout.name,),
        )


def empty(arriving: Arriving) -> Iterator[Finding]:
    """A list with headers and no rows; a file of which half the lists are empty."""
    held = [layout for layout in ANNEX_A if layout in arriving.lists]
    without = [
        layout
        for layout in held
        if not rows_used(layout, arriving.one) and not _is_withheld(arriving, layout)
    ]
    reference = arriving.same_quarter or arriving.before
    if len(without) > 1 and len(without) >= _HALF * len(held):
        names = ", ".join(layout.short_title for layout in without)
        yield Finding(
            "half empty",
            "ask",
            names,
            len(without),
            f"{len(without)} of the {len(held)} lists of {arriving.name} have no rows: {names}. The export seems to have failed. Export it "
            "again, or say whether they were run.",
            EXPORT_AGAIN,
            (
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
            layout.identifier.header in one.columns for one in arriving.accounts(layout)
        ):
            continue
        rows = rows_used(layout, reference)
        before = f"; the return before had {counted(rows, 'row')}" if rows else ""
        yield Finding(
            f"empty {layout.name}",
            "ask",
            arriving.sheet(layout),
            rows,
            f"Sheet “{arriving.sheet(layout)}” ({layout.short_title}) is empty{before}. Was there truly nothing to list, or was it "
            f"not run? Until you say so its figures show “not supplied”, not 0. Export it again if it was not run.",
            EXPORT_AGAIN,
            (Choice("It was not run: not supplied"), _true_zero(arriving, [layout]), LEAVE_OUT),
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
        remembers=tuple(("zeros", arriving.one.fingerprint, layout.name) for layout in empty_lists),
    )


def cut_off(arriving: Arriving) -> Iterator[Finding]:
    """A list that stops at exactly as many rows as some tool can hold."""
    for layout in arriving.lists:
        for account in arriving.accounts(layout):
            last = account.rows_read + (account.header_row or 0)
            limit = next((rows for rows in (account.rows_read, last) if rows in LIMITS), None)
            if limit is not None:
                yield Finding(
                    f"cut off {account.name}",
                    "ask",
                    account.name,
                    limit,
                    f"Sheet “{account.name}” ({layout.short_title}) stops at exactly {limit:,} rows. Was it exported through "
                    f"{LIMITS[limit]}, which "
                    "holds no more? Rows beyond it are missing from every figure: export it again, or say that it is whole.",
                    EXPORT_AGAIN,
                    (Choice("It is whole", needs_reason=True), LEAVE_OUT),
                    about=f"{layout.short_title} stops at exactly {limit:,} rows",
                    lists=(layout.name,),
                )


def other_size(arriving: Arriving) -> Iterator[Finding]:
    """A list of children with far fewer or more rows than in the return before: half of an export, or one run twice."""
    reference = arriving.same_quarter or arriving.before
    for layout in arriving.lists:
        rows, then = rows_used(layout, arriving.one), rows_used(layout, reference)
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
        yield Finding(
            f"size {layout.name}",
            "ask",
            arriving.sheet(layout),
            apart,
            f"Sheet “{arriving.sheet(layout)}” ({layout.short_title}) has {counted(rows, 'row')}; the return to "
            f"{reference.reporting_date:%d/%m/%Y} had {then:,}: {how}. Was the export cut short, run for other dates, or run twice? "
            "Export it "
            "again, or say why it is right.",
            EXPORT_AGAIN,
            (Choice("It is right", needs_reason=True), LEAVE_OUT),
            about=f"{layout.short_title} has {how} rows than the return before ({then:,}→{rows:,})",
            lists=(layout.name,),
        )


GUARDS = (missing, empty, cut_off, other_size)
