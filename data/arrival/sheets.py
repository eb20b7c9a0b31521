"""Whether the file is what Excel shows of it: hidden sheets, rows and columns, formulas never calculated, lists that share a sheet."""

from __future__ import annotations

from collections.abc import Iterator

from data.arrival.arriving import Arriving
from data.arrival.findings import EXPORT_AGAIN, LEAVE_OUT, SHEETS, Choice, Finding
from data.returns.hidden_and_uncalculated import HIDDEN_ROWS_FOUND, HIDDEN_SHEET_FOUND, UNCALCULATED
from data.returns.problems import Problem, SheetReport
from data.returns.recognition import LAYOUT_BY_NAME
from data.returns.remembering import COUNTED, HIDDEN_ROWS, HIDDEN_SHEET, LEFT_OUT


def hidden(arriving: Arriving) -> Iterator[Finding]:
    """A hidden sheet that holds a list, and hidden rows that hold records: whether they belong to the return."""
    kinds = (
        (HIDDEN_SHEET, "the hidden sheet", HIDDEN_SHEET_FOUND),
        (HIDDEN_ROWS, "its hidden rows", HIDDEN_ROWS_FOUND),
    )
    for what, words, found in kinds:
        told: set[str] = set()
        for problem in arriving.one.report.problems:
            if problem.found != found or problem.sheet in told:
                continue
            told.add(problem.sheet)
            answer = ("hidden", arriving.one.fingerprint, problem.sheet, what)
            yield Finding(
                f"hidden {what} {problem.sheet}",
                "ask",
                problem.sheet,
                len(problem.rows) or _rows(arriving, problem),
                problem.message,
                SHEETS,
                (
                    Choice(f"Count {words}", remembers=((*answer, COUNTED),)),
                    Choice(f"Leave {words} out", remembers=((*answer, LEFT_OUT),)),
                    LEAVE_OUT,
                ),
                about=f"{words} of “{problem.sheet}”",
                lists=_lists(arriving, problem.sheet),
            )


def hidden_columns(arriving: Arriving) -> Iterator[Finding]:
    """A column of a list that Excel hides."""
    for problem in arriving.one.report.problems:
        if problem.found == "a hidden column":
            yield Finding(
                f"hidden column {problem.sheet} {problem.column}",
                "ask",
                problem.sheet,
                1,
                problem.message,
                SHEETS,
                (Choice("Use the hidden column"), LEAVE_OUT),
                is_settled_by_default=True,
                about=f"the hidden column “{problem.column}” of “{problem.sheet}”",
                lists=_lists(arriving, problem.sheet),
            )


def uncalculated(arriving: Arriving) -> Iterator[Finding]:
    """Cells whose formula was never calculated, so that the file does not hold their value."""
    for problem in arriving.one.report.problems:
        if problem.found == UNCALCULATED:
            yield Finding(
                f"uncalculated {problem.sheet} {problem.column or ''}".strip(),
                "ask",
                problem.sheet,
                len(problem.rows),
                problem.message,
                EXPORT_AGAIN,
                (Choice("Go on with those cells empty", needs_reason=True), LEAVE_OUT),
                about=f"{len(problem.rows):,} formulas of “{problem.sheet}” have no stored result",
                lists=_lists(arriving, problem.sheet),
            )


def several_lists(arriving: Arriving) -> Iterator[Finding]:
    """A sheet on which several lists stand, and which rows were read as which."""
    by_sheet: dict[str, list[SheetReport]] = {}
    for account in arriving.one.report.sheets:
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
            yield Finding(
                f"several lists {name}",
                "note",
                name,
                len(accounts),
                f"Sheet “{name}” holds {len(accounts)} lists, each read by itself: {parts}. If rows "
                "went to the wrong one, give each list a "
                "sheet of its own and upload again.",
                SHEETS,
                about=f"{len(accounts)} lists on “{name}”",
                lists=tuple(account.list for account in accounts if account.list),
            )


def _rows(arriving: Arriving, problem: Problem) -> int:
    return sum(account.rows_read for account in arriving.one.report.sheets if account.name == problem.sheet)


def _lists(arriving: Arriving, sheet: str) -> tuple[str, ...]:
    return tuple(
        account.list for account in arriving.one.report.sheets if account.name == sheet and account.list
    )


GUARDS = (hidden, hidden_columns, uncalculated, several_lists)
