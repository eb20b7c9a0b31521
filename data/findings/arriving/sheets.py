"""Whether the file is what Excel shows of it: hidden sheets, rows and columns, formulas never calculated, lists that share a sheet."""

from __future__ import annotations

from collections.abc import Iterator

from data.findings.arriving.arrival import Arriving, Guard
from data.findings.arriving.as_read import lists_with
from data.findings.finding import LEAVE_OUT, SHEETS, Choice, Finding, Kind
from data.findings.reading import HIDDEN_ROWS, HIDDEN_SHEET
from data.returns import remembering
from data.returns.problems import Problem, SheetReport
from data.returns.recognition import LAYOUT_BY_NAME
from data.returns.remembering import COUNTED, LEFT_OUT

SEVERAL_LISTS = Kind(
    "several lists",
    "Several lists on a sheet",
    "{number} sheets hold several lists, each read by itself: {places}.",
    "If rows went to the wrong one, give each list a sheet of its own and upload again.",
    "note",
    repair=SHEETS,
)


def hidden(arriving: Arriving) -> Iterator[Finding]:
    """A hidden sheet that holds a list, and hidden rows that hold records: whether they belong to the return."""
    kinds = (
        (HIDDEN_SHEET, "the hidden sheet", remembering.HIDDEN_SHEET),
        (HIDDEN_ROWS, "its hidden rows", remembering.HIDDEN_ROWS),
    )
    for kind, words, what in kinds:
        told: set[str] = set()
        for problem in arriving.returned.report.problems:
            if problem.kind != kind.id or problem.sheet in told:
                continue
            told.add(problem.sheet)
            answer = ("hidden", arriving.returned.fingerprint, problem.sheet, what)
            yield kind.finding(
                problem.sheet,
                problem.sheet,
                len(problem.rows) or _rows(arriving, problem),
                problem.message,
                what_to_do="",
                severity="ask",
                choices=(
                    Choice(f"Count {words}", remembers=((*answer, COUNTED),)),
                    Choice(f"Leave {words} out", remembers=((*answer, LEFT_OUT),)),
                    LEAVE_OUT,
                ),
                about=f"{words} of “{problem.sheet}”",
                lists=lists_with(arriving, problem),
            )


def several_lists(arriving: Arriving) -> Iterator[Finding]:
    """A sheet on which several lists stand, and which rows were read as which."""
    by_sheet: dict[str, list[SheetReport]] = {}
    for account in arriving.returned.report.sheets:
        if account.list:
            by_sheet.setdefault(account.name, []).append(account)
    for name, accounts in by_sheet.items():
        if len(accounts) > 1:
            parts = "; ".join(
                f"{LAYOUT_BY_NAME[account.list or ''].short_title} with its headers on row "
                f"{account.header_row:,}, "
                f"{account.rows_used:,} of {account.rows_read:,} rows used"
                for account in accounts
            )
            yield SEVERAL_LISTS.finding(
                name,
                name,
                len(accounts),
                f"Sheet “{name}” holds {len(accounts)} lists, each read by itself: {parts}.",
                place=f"“{name}” ({parts})",
                about=f"{len(accounts)} lists on “{name}”",
                lists=tuple(account.list for account in accounts if account.list),
            )


def _rows(arriving: Arriving, problem: Problem) -> int:
    return sum(
        account.rows_read for account in arriving.returned.report.sheets if account.name == problem.sheet
    )


GUARDS = (Guard((HIDDEN_SHEET, HIDDEN_ROWS), hidden), Guard((SEVERAL_LISTS,), several_lists))
