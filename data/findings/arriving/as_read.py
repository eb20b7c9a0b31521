"""What reading the workbook showed, as it worded it: a question with a choice where one is needed, else to know."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from data.findings.arriving.arrival import Arriving, Guard
from data.findings.finding import Finding, Kind
from data.findings.reading import AS_READ, FAR_DATES
from data.returns.annex_a import ANNEX_A
from data.returns.event_days import FAR
from data.returns.problems import Problem, counted
from data.returns.recognition import LAYOUT_BY_NAME

_KINDS = {kind.id: kind for kind in AS_READ}


def as_read(arriving: Arriving) -> Iterator[Finding]:
    """A finding for each column, or sheet, and kind; several problems of one column are one finding."""
    together: dict[tuple[str, str, str | None], list[Problem]] = {}
    for problem in arriving.returned.report.problems:
        if problem.kind in _KINDS:
            together.setdefault((problem.kind, problem.sheet, problem.column), []).append(problem)
    for (kind, _, _), problems in together.items():
        yield _finding(arriving, _KINDS[kind], problems)


def _finding(arriving: Arriving, kind: Kind, problems: list[Problem]) -> Finding:
    first = problems[0]
    fact, severity = first.message, min(problems, key=lambda problem: _GRAVITY[problem.severity]).severity
    if len(problems) > 1:
        fact += f" {counted(len(problems) - 1, 'more problem')} of that kind there, listed below."
    cells = max(1, sum(len(problem.rows) for problem in problems))
    place = f"“{first.column}” of “{first.sheet}”" if first.column else f"“{first.sheet}”"
    if any(problem.rows for problem in problems):
        place += f" ({cells:,})"
    return kind.finding(
        " ".join(filter(None, (first.sheet, first.column))),
        first.sheet,
        cells,
        fact,
        what_to_do="",
        severity=severity,
        place=place,
        about=f"{kind.title.lower()}: {place}",
        lists=lists_with(arriving, first),
        columns=(first.column,) if first.column else (),
        rows=rows_to_look_at(arriving, first.sheet, first.rows, f"{first.column}: {FAR}")
        if kind is FAR_DATES
        else None,
    )


_GRAVITY = {"stop": 0, "ask": 1, "note": 2}


def lists_with(arriving: Arriving, problem: Problem) -> tuple[str, ...]:
    """The lists that a problem's sheet holds, of several those that have its column; the list itself where it has no sheet."""
    held = [
        LAYOUT_BY_NAME[account.list]
        for account in arriving.returned.report.sheets
        if account.name == problem.sheet and account.list
    ]
    headed = [layout for layout in held if any(column.header == problem.column for column in layout.columns)]
    lacking = [layout for layout in ANNEX_A if layout.short_title == problem.sheet]
    return tuple(layout.name for layout in headed or held or lacking)


def rows_to_look_at(
    arriving: Arriving, sheet: str, rows: list[int] | tuple[int, ...], why: str
) -> pd.DataFrame:
    """Rows of a sheet, those left out included: sheet, row, child_id, why."""
    account = next(account for account in arriving.returned.report.sheets if account.name == sheet)
    layout = LAYOUT_BY_NAME[account.list or ""]
    who = layout.identifier.name if layout.identifier else "cast(null as varchar)"
    numbers = ", ".join(map(str, rows))
    listed = arriving.store.table(
        f"select sheet, excel_row as row, {who} as child_id from returned_{layout.name} "
        f"where return_id = ? and sheet = ? and excel_row in ({numbers}) order by excel_row",
        [arriving.returned.id, sheet],
    )
    return listed.assign(why=why)


GUARDS = (Guard(AS_READ, as_read),)
