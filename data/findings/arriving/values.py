"""Values that were read otherwise than they stand, or whose rows wait for an answer: the reading's questions, with choices."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from data.findings.arriving.arrival import Arriving, Guard, rows_of
from data.findings.arriving.as_read import rows_to_look_at
from data.findings.finding import LEAVE_OUT, RIGHT_FILE, Choice, Finding, Kind
from data.findings.reading import OPEN_ENDS, SEVERAL_COUNCILS, SPOILED_IDS, WITHOUT_IDS
from data.returns.councils import EVERY_ROW, SEVERAL
from data.returns.layouts import Layout
from data.returns.problems import FEW_OF_ALL, FEW_ROWS, Problem, SheetReport, counted
from data.returns.recognition import LAYOUT_BY_NAME
from data.returns.remembering import LEADING_ZEROS
from data.returns.spoiled_ids import SPOILED

DIFFERENT_ZEROS = Kind(
    "leading zeros",
    "Ids with and without leading zeros",
    "Ids of the file differ only by leading zeros.",
    "A spreadsheet drops them from numbers, and one child is then counted as two. Tell children apart without them, or export the "
    "lists again with their ids as text.",
    "ask",
    repair=RIGHT_FILE,
    choices=(
        Choice(
            "Leave leading zeros aside, in every return, and remember it", remembers=(("ids", LEADING_ZEROS),)
        ),
        Choice("They are different children", needs_reason=True),
        LEAVE_OUT,
    ),
)

MOST_COUNCILS = 20
"""How many councils of one file are offered by name."""


def spoiled_ids(arriving: Arriving) -> Iterator[Finding]:
    """Rows without an id that can be known: they stay out of every figure."""
    for sheet, problems in _problems(arriving, SPOILED_IDS).items():
        layout, rows = (
            _list_of(arriving, sheet),
            sorted({row for problem in problems for row in problem.rows}),
        )
        count = _account(arriving, sheet).rows_left_out.get(SPOILED, 0)
        yield SPOILED_IDS.finding(
            sheet,
            sheet,
            count,
            " ".join(problem.message for problem in problems),
            what_to_do="",
            place=f"“{sheet}” ({counted(count, 'row')})",
            about=f"{counted(count, 'row')} of {layout.short_title} left out, as their ids were spoiled by a spreadsheet",
            lists=(layout.name,),
            rows=rows_to_look_at(arriving, sheet, rows, "its id was spoiled by a spreadsheet"),
        )


def without_ids(arriving: Arriving) -> Iterator[Finding]:
    """Records whose id is empty or an Excel error: they count in no figure."""
    for layout in arriving.lists:
        for account in arriving.accounts(layout):
            problems = _problems(arriving, WITHOUT_IDS).get(account.name, [])
            if not problems:
                continue
            count = sum(
                number for reason, number in account.rows_left_out.items() if reason.startswith("no ")
            )
            rows = sorted({row for problem in problems for row in problem.rows})
            yield WITHOUT_IDS.finding(
                account.name,
                account.name,
                count,
                " ".join(problem.message for problem in problems),
                what_to_do="",
                is_settled=count <= max(FEW_ROWS, FEW_OF_ALL * account.rows_read),
                place=f"“{account.name}” ({counted(count, 'row')})",
                about=f"{counted(count, 'row')} of {layout.short_title} left out, as they have no id",
                lists=(layout.name,),
                rows=rows_to_look_at(arriving, account.name, rows, "it has no id"),
            )


def leading_zeros(arriving: Arriving) -> Iterator[Finding]:
    """Ids of one file that differ only by leading zeros: one list has lost them."""
    held = [layout for layout in arriving.lists if "child_id" in arriving.known(layout)]
    if not held:
        return
    ids = " union all ".join(
        f"select '{layout.name}' as list, sheet, excel_row as row, child_id from "
        f"{rows_of(layout, arriving.returned)}"
        for layout in held
    )
    rows = arriving.ask(
        f"with ids as ({ids}), shared as (select ltrim(child_id, '0') as plain from ids group by plain "
        "having count(distinct child_id) > 1) select list, sheet, row, child_id, 'the same but for leading "
        "zeros as another id' as why "
        "from ids where ltrim(child_id, '0') in (select plain from shared) order by ltrim(child_id, '0'), "
        "sheet, row"
    )
    if rows.empty:
        return
    children = rows["child_id"].str.lstrip("0").nunique()
    sheets = list(dict.fromkeys(rows["sheet"]))
    yield DIFFERENT_ZEROS.finding(
        "",
        ", ".join(sheets),
        children,
        f"{counted(children, 'child id')} of {arriving.name} {'stands' if children == 1 else 'stand'} there with and without leading "
        f"zeros, as “{rows['child_id'].iloc[0]}” ({', '.join(f'“{sheet}”' for sheet in sheets)}).",
        about=f"{counted(children, 'child id')} with and without leading zeros",
        lists=tuple(dict.fromkeys(rows["list"])),
        rows=rows.drop(columns="list"),
    )


def open_ends(arriving: Arriving) -> Iterator[Finding]:
    """What stands in place of an end, read as still open: asked once for the file."""
    problems = [problem for listed in _problems(arriving, OPEN_ENDS).values() for problem in listed]
    if not problems:
        return
    rows = pd.concat(
        [
            rows_to_look_at(arriving, problem.sheet, problem.rows, f"{problem.column}: read as still open")
            for problem in problems
        ],
        ignore_index=True,
    )
    yield OPEN_ENDS.finding(
        "",
        ", ".join(dict.fromkeys(problem.sheet for problem in problems)),
        len(rows),
        problems[0].message,
        what_to_do="",
        about=f"{counted(len(rows), 'cell')} without an end read as still open",
        lists=tuple(dict.fromkeys(_list_of(arriving, problem.sheet).name for problem in problems)),
        rows=rows,
    )


def several_councils(arriving: Arriving) -> Iterator[Finding]:
    """A file with rows of more than one council: none is used until it is said whose are meant."""
    asked = [
        problem
        for problems in _problems(arriving, SEVERAL_COUNCILS).values()
        for problem in problems
        if SEVERAL in _account(arriving, problem.sheet).rows_left_out
    ]
    if not asked:
        return
    names = asked[0].found.split("; ")
    accounts = list(dict.fromkeys(problem.sheet for problem in asked))
    rows = sum(_account(arriving, account).rows_left_out[SEVERAL] for account in accounts)
    sheets = ", ".join(f"“{account}”" for account in accounts)
    yield SEVERAL_COUNCILS.finding(
        "",
        ", ".join(accounts),
        rows,
        f"{'Sheet' if len(accounts) == 1 else 'Sheets'} {sheets}, column “{asked[0].column}”: rows of {len(names)} councils, "
        f"{asked[0].found}.",
        choices=(
            *(
                Choice(
                    f"Use the rows of {name}",
                    remembers=(("councils", arriving.returned.fingerprint, name),),
                )
                for name in names[:MOST_COUNCILS]
            ),
            Choice(
                "Use every row: the names are all one council’s",
                needs_reason=True,
                remembers=(("councils", arriving.returned.fingerprint, EVERY_ROW),),
            ),
            LEAVE_OUT,
        ),
        about=f"rows of {len(names)} councils in one file",
        lists=tuple(_list_of(arriving, account).name for account in accounts),
    )


def _account(arriving: Arriving, sheet: str) -> SheetReport:
    return next(account for account in arriving.returned.report.sheets if account.name == sheet)


def _problems(arriving: Arriving, kind: Kind) -> dict[str, list[Problem]]:
    """The reading's problems of one kind, by sheet."""
    by_sheet: dict[str, list[Problem]] = {}
    for problem in arriving.returned.report.problems:
        if problem.kind == kind.id:
            by_sheet.setdefault(problem.sheet, []).append(problem)
    return by_sheet


def _list_of(arriving: Arriving, sheet: str) -> Layout:
    return LAYOUT_BY_NAME[_account(arriving, sheet).list or ""]


GUARDS = (
    Guard((SEVERAL_COUNCILS,), several_councils),
    Guard((SPOILED_IDS,), spoiled_ids),
    Guard((WITHOUT_IDS,), without_ids),
    Guard((DIFFERENT_ZEROS,), leading_zeros),
    Guard((OPEN_ENDS,), open_ends),
)
