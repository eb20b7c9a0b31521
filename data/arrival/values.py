"""Values that were read otherwise than they stand, or whose rows wait for an answer: the reading's questions, with choices."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from data.arrival.arriving import Arriving, rows_of
from data.arrival.findings import DATES, EXPORT_AGAIN, LEAVE_OUT, RIGHT_FILE, Choice, Finding
from data.returns.councils import EVERY_ROW, SEVERAL
from data.returns.event_days import FAR
from data.returns.layouts import Layout
from data.returns.problems import FEW_OF_ALL, FEW_ROWS, Problem, SheetReport, counted
from data.returns.recognition import LAYOUT_BY_NAME
from data.returns.remembering import LEADING_ZEROS
from data.returns.spoiled_ids import SPOILED
from data.returns.value_problems import A_NUMBER, A_TIME_ZONE, STILL_OPEN

MOST_COUNCILS = 20
"""How many councils of one file are offered by name."""


def spoiled_ids(arriving: Arriving) -> Iterator[Finding]:
    """Rows without an id that can be known: they stay out of every figure."""
    for account, problems in _problems(arriving, SPOILED).items():
        layout, rows = (
            _list_of(arriving, account),
            sorted({row for problem in problems for row in problem.rows}),
        )
        count = _account(arriving, account).rows_left_out.get(SPOILED, 0)
        yield Finding(
            f"spoiled ids {account}",
            "ask",
            account,
            count,
            " ".join(problem.message for problem in problems),
            EXPORT_AGAIN,
            (
                Choice(
                    f"Go on without these rows: figures of {layout.short_title} are too low by them",
                    needs_reason=True,
                ),
                LEAVE_OUT,
            ),
            about=f"{counted(count, 'row')} of {layout.short_title} left out, as their ids were spoiled by a spreadsheet",
            lists=(layout.name,),
            rows=_rows(arriving, account, rows, "its id was spoiled by a spreadsheet"),
        )


def without_ids(arriving: Arriving) -> Iterator[Finding]:
    """Records whose id is empty or an Excel error: they count in no figure."""
    for layout in arriving.lists:
        for account in arriving.accounts(layout):
            for reason, count in account.rows_left_out.items():
                if not reason.startswith("no "):
                    continue
                problems = _problems(arriving, reason).get(account.name, [])
                rows = sorted({row for problem in problems for row in problem.rows})
                yield Finding(
                    f"without ids {account.name}",
                    "ask",
                    account.name,
                    count,
                    " ".join(problem.message for problem in problems),
                    EXPORT_AGAIN,
                    (
                        Choice(
                            f"Go on without these rows: figures of {layout.short_title} may be too low by them"
                        ),
                        LEAVE_OUT,
                    ),
                    is_settled_by_default=count <= max(FEW_ROWS, FEW_OF_ALL * account.rows_read),
                    about=f"{counted(count, 'row')} of {layout.short_title} left out, as they have no id",
                    lists=(layout.name,),
                    rows=_rows(arriving, account.name, rows, "it has no id"),
                )


def leading_zeros(arriving: Arriving) -> Iterator[Finding]:
    """Ids of one file that differ only by leading zeros: one list has lost them."""
    held = [layout for layout in arriving.lists if "child_id" in arriving.known(layout)]
    if not held:
        return
    ids = " union all ".join(
        f"select '{layout.name}' as list, sheet, excel_row as row, child_id from "
        f"{rows_of(layout, arriving.one)}"
        for layout in held
    )
    rows = arriving.ask(
        f"with ids as ({ids}), alike as (select ltrim(child_id, '0') as plain from ids group by plain "
        "having count(distinct child_id) > 1) select list, sheet, row, child_id, 'the same but for leading "
        "zeros as another id' as why "
        "from ids where ltrim(child_id, '0') in (select plain from alike) order by ltrim(child_id, '0'), "
        "sheet, row"
    )
    if rows.empty:
        return
    children = rows["child_id"].str.lstrip("0").nunique()
    sheets = list(dict.fromkeys(rows["sheet"]))
    yield Finding(
        "leading zeros",
        "ask",
        ", ".join(sheets),
        children,
        f"{counted(children, 'child id')} of {arriving.name} {'stands' if children == 1 else 'stand'} there "
        "with and without leading zeros, "
        f"as “{rows['child_id'].iloc[0]}” ({', '.join(f'“{sheet}”' for sheet in sheets)}): a spreadsheet "
        "drops them from numbers, and one "
        "child is then counted as two. Tell children apart without them, or export the lists again with "
        "their ids as text.",
        RIGHT_FILE,
        (
            Choice(
                "Leave leading zeros aside, in every return, and remember it",
                remembers=(("ids", LEADING_ZEROS),),
            ),
            Choice("They are different children", needs_reason=True),
            LEAVE_OUT,
        ),
        about=f"{counted(children, 'child id')} with and without leading zeros",
        lists=tuple(dict.fromkeys(rows["list"])),
        rows=rows.drop(columns="list"),
    )


def open_ends(arriving: Arriving) -> Iterator[Finding]:
    """What stands in place of an end, read as still open: asked once for the file."""
    found = [problem for problem in arriving.one.report.problems if problem.expected == STILL_OPEN]
    if not found:
        return
    lists = tuple(dict.fromkeys(_list_of(arriving, problem.sheet).name for problem in found))
    rows = pd.concat(
        [_rows(arriving, one.sheet, one.rows, f"{one.column}: read as still open") for one in found],
        ignore_index=True,
    )
    yield Finding(
        "open ends",
        "ask",
        ", ".join(dict.fromkeys(problem.sheet for problem in found)),
        len(rows),
        found[0].message,
        DATES,
        (Choice("They are still open"), LEAVE_OUT),
        is_settled_by_default=True,
        about=f"{counted(len(rows), 'cell')} without an end read as still open",
        lists=lists,
        rows=rows,
    )


def far_dates(arriving: Arriving) -> Iterator[Finding]:
    """Days years from all others: mistyped, and in no figure of the months up to the reporting date."""
    for account, problems in _problems(arriving, FAR).items():
        layout = _list_of(arriving, account)
        for problem in problems:
            yield Finding(
                f"far dates {account} {problem.column}",
                "ask",
                account,
                len(problem.rows),
                problem.message,
                DATES,
                (Choice("They stay as they are, in no figure up to the reporting date"), LEAVE_OUT),
                is_settled_by_default=True,
                about=f"{counted(len(problem.rows), 'date')} of {layout.short_title} far from all others",
                lists=(layout.name,),
                rows=_rows(arriving, account, problem.rows, f"{problem.column}: {FAR}"),
            )


def zones_and_numbers(arriving: Arriving) -> Iterator[Finding]:
    """Dates that name a time zone, and bare numbers among dates."""
    for key, title in (
        (A_TIME_ZONE, "dates that name a time zone"),
        (A_NUMBER, "bare numbers read as dates"),
    ):
        for account, problems in _problems(arriving, key).items():
            layout = _list_of(arriving, account)
            for problem in problems:
                asks = problem.severity == "ask"
                yield Finding(
                    f"{title} {account} {problem.column}",
                    problem.severity,
                    account,
                    len(problem.rows),
                    problem.message,
                    DATES,
                    (Choice("They are dates"), LEAVE_OUT) if asks else (),
                    is_settled_by_default=asks,
                    about=f"{title} in “{problem.column}” of {layout.short_title}",
                    lists=(layout.name,),
                )


def several_councils(arriving: Arriving) -> Iterator[Finding]:
    """A file with rows of more than one council: none is used until it is said whose are meant."""
    asked = [
        problem
        for problem in arriving.one.report.problems
        if problem.severity == "ask" and _is_withheld(arriving, problem)
    ]
    if not asked:
        return
    names = asked[0].found.split("; ")
    accounts = list(dict.fromkeys(problem.sheet for problem in asked))
    rows = sum(_account(arriving, account).rows_left_out[SEVERAL] for account in accounts)
    sheets = ", ".join(f"“{account}”" for account in accounts)
    yield Finding(
        "several councils",
        "ask",
        ", ".join(accounts),
        rows,
        f"{'Sheet' if len(accounts) == 1 else 'Sheets'} {sheets}, column “{asked[0].column}”: rows of "
        f"{len(names)} councils, "
        f"{asked[0].found}. One council’s children must not be added to another’s: whose rows are meant? "
        "Until you say so "
        "none is used; then the others’ rows are left out and counted.",
        RIGHT_FILE,
        (
            *(
                Choice(f"Use the rows of {name}", remembers=(("councils", arriving.one.fingerprint, name),))
                for name in names[:MOST_COUNCILS]
            ),
            Choice(
                "Use every row: the names are all one council’s",
                needs_reason=True,
                remembers=(("councils", arriving.one.fingerprint, EVERY_ROW),),
            ),
            LEAVE_OUT,
        ),
        about=f"rows of {len(names)} councils in one file",
        lists=tuple(_list_of(arriving, account).name for account in accounts),
    )


def _account(arriving: Arriving, sheet: str) -> SheetReport:
    return next(account for account in arriving.one.report.sheets if account.name == sheet)


def _is_withheld(arriving: Arriving, problem: Problem) -> bool:
    return problem.expected == "one council" and SEVERAL in _account(arriving, problem.sheet).rows_left_out


def _problems(arriving: Arriving, found: str) -> dict[str, list[Problem]]:
    """The reading's problems of one kind, by sheet."""
    by_sheet: dict[str, list[Problem]] = {}
    for problem in arriving.one.report.problems:
        if problem.found == found:
            by_sheet.setdefault(problem.sheet, []).append(problem)
    return by_sheet


def _list_of(arriving: Arriving, sheet: str) -> Layout:
    return LAYOUT_BY_NAME[_account(arriving, sheet).list or ""]


def _rows(arriving: Arriving, sheet: str, rows: list[int] | tuple[int, ...], why: str) -> pd.DataFrame:
    """Rows of a sheet to look at, those left out included: sheet, row, child_id, why."""
    layout = _list_of(arriving, sheet)
    who = layout.identifier.name if layout.identifier else "cast(null as varchar)"
    numbers = ", ".join(map(str, rows))
    listed = arriving.store.table(
        f"select sheet, excel_row as row, {who} as child_id from returned_{layout.name} "
        f"where return_id = ? and sheet = ? and excel_row in ({numbers}) order by excel_row",
        [arriving.one.id, sheet],
    )
    return listed.assign(why=why)


GUARDS = (several_councils, spoiled_ids, without_ids, leading_zeros, open_ends, far_dates, zones_and_numbers)
