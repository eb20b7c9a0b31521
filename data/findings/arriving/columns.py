"""Whether each column is where its header says: renamed, swapped or shifted, or of another year's form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from data.findings.arriving.arrival import Arriving, Guard, in_words
from data.findings.arriving.as_read import lists_with
from data.findings.arriving.cells import own_codes
from data.findings.finding import COLUMNS, LEAVE_OUT, Choice, Finding, Kind
from data.returns.annex_a import ANNEX_A
from data.returns.codes import CODE_SETS
from data.returns.layouts import Column, Layout, alphanumerics, header_words
from data.returns.problems import Problem, SheetReport, counted

RENAMED = Kind(
    "renamed",
    "A column under another name",
    "A column of the form is not there, and one of another name holds values like its own.",
    "Else rename the header and upload again, or go on without: figures that need it show “not supplied”.",
    "ask",
    repair=COLUMNS,
    explains=("no such column",),
)
ABSENT = Kind(
    "absent",
    "Columns not there",
    "{number} lists are without columns of the form: {places}. Figures that need them show “not supplied”, not 0.",
    "Export the file again with all columns, or go on without.",
    "ask",
    repair=COLUMNS,
    choices=(Choice("Go on without"), LEAVE_OUT),
    explains=("no such column",),
)
SHIFTED = Kind(
    "shifted",
    "A column that holds another's values",
    "{number} columns were not used, as they do not hold what their headers say: {places}.",
    "Correct the columns in the workbook, or export the lists again, and upload that file.",
    "stop",
    repair=COLUMNS,
    explains=("unusable column", "unread value", "unread dates", "text dates"),
    explains_everywhere=("late corrections",),
)
NO_IDENTIFIER = Kind(
    "no identifier",
    "No column of ids",
    "{number} lists have no column that says whom a row is of: {places}. None of their rows can be used.",
    "Give the column its header and upload again.",
    "stop",
    repair=COLUMNS,
    explains=("no such column", "empty sheet", "empty", "without ids"),
    explains_everywhere=("late corrections",),
)
OTHER_FORM = Kind(
    "other form",
    "Headers of the 2018 form",
    "{number} lists have headers of the 2018 form, read as the form of August 2019 words them: {places}.",
    "If the system has a newer report, run that.",
    "note",
    repair=COLUMNS,
    explains=("guessed column",),
)

_SAME_KIND = 0.8
_SIMILAR = 0.5
_SAMPLES = 3
_MOST_OFFERED = 4
_TELLING_KINDS = ("date", "date and time", "code")
"""Kinds whose values can be told from others by their form."""

_DATE = re.compile(r"\d{4}-\d\d-\d\d.*|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,2}[ -][A-Za-z]{3,9}[ -]\d{2,4}")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def renamed(arriving: Arriving) -> Iterator[Finding]:
    """A required column that is absent while an unused one is headed like it and holds the same kind of value."""
    for layout in arriving.lists:
        for account in arriving.accounts(layout):
            absent = []
            for column in layout.columns:
                if column.optional or column.header in account.columns:
                    continue
                likely = _likely(arriving, account, column)
                if not likely:
                    absent += [column] if column is not layout.identifier else []
                    continue
                name, filled, samples = likely[0]
                choices = [
                    Choice(
                        f"Use “{other}” as “{column.header}”, and remember it",
                        remembers=(("headers", layout.name, column.name, other),),
                    )
                    for other, _, _ in likely
                ]
                yield RENAMED.finding(
                    f"{account.name} {column.name}",
                    account.name,
                    filled,
                    f"{in_words(account.name, layout)}: “{column.header}” is not there. “{name}” has "
                    f"{counted(filled, _kind_words(column), _kind_words(column) + 's')}, as {', '.join(samples)}: use it?",
                    choices=(*choices, Choice("Go on without the column"), LEAVE_OUT),
                    about=f"“{column.header}” of {layout.short_title} is not there",
                    lists=(layout.name,),
                    columns=(column.header,),
                )
            if absent:
                yield _absent(arriving, account, layout, absent)


def _absent(arriving: Arriving, account: SheetReport, layout: Layout, columns: list[Column]) -> Finding:
    """Required columns that are nowhere: asked about where the return before had one of them."""
    reference = arriving.same_quarter or arriving.before
    had = [
        column
        for column in columns
        if reference is not None and column.name in arriving.known(layout, reference)
    ]
    named, them = _quoted([column.header for column in columns]), "them" if len(columns) > 1 else "it"
    before = f", and the return before had {_quoted([column.header for column in had]) if len(had) < len(columns) else them}"
    spare = (
        f" Its other columns, {_quoted(list(account.extra_columns))}, hold nothing like that."
        if account.extra_columns
        else ""
    )
    return ABSENT.finding(
        account.name,
        account.name,
        len(columns),
        f"{in_words(account.name, layout)}: {counted(len(columns), 'column')} not there, {named}{before if had else ''}."
        f"{spare} Figures that need {them} show “not supplied”, not 0.",
        severity="ask" if had else "note",
        place=f"{layout.short_title} {named}",
        about=f"{named} of {layout.short_title} not there",
        lists=(layout.name,),
        columns=tuple(column.header for column in columns),
    )


def _likely(arriving: Arriving, account: SheetReport, column: Column) -> list[tuple[str, int, list[str]]]:
    """Unused columns that may be the one that is missing, the likeliest first: header, filled cells, samples.

    One of dates, codes or numbers need not be headed like it, if it holds the same kind of value; one of texts must.
    """
    candidates = []
    for header in account.extra_columns:
        texts = _texts(arriving, account, header)
        likeness = _likeness(column, header)
        fitting = sum(_fits(column, text) for text in texts)
        if (
            texts
            and (likeness >= _SIMILAR or column.kind in _TELLING_KINDS)
            and fitting >= _SAME_KIND * len(texts)
        ):
            candidates.append((likeness, header, len(texts), _samples(texts)))
    return [
        (header, filled, samples)
        for _, header, filled, samples in sorted(candidates, reverse=True)[:_MOST_OFFERED]
    ]


def _samples(texts: list[str]) -> list[str]:
    """The first different texts, days without their midnight."""
    return [text.removesuffix(" 00:00:00") for text in list(dict.fromkeys(texts))[:_SAMPLES]]


def _texts(arriving: Arriving, account: SheetReport, header: str) -> list[str]:
    """The filled cells under a header, equal ones side by side."""
    return [text for text, cells in arriving.texts_under(account, header).items() for _ in range(cells)]


def _likeness(column: Column, header: str) -> float:
    """How alike a header is to the form's or one of its aliases: shared telling words, or letters in the same order."""
    best = 0.0
    for known in column.known_headers:
        words, others = header_words(known), header_words(header)
        shared = len(words & others) / max(1, min(len(words), len(others)))
        best = max(best, shared, SequenceMatcher(None, alphanumerics(known), alphanumerics(header)).ratio())
    return best


def _fits(column: Column, text: str) -> bool:
    if column.kind in ("date", "date and time"):
        return bool(_DATE.fullmatch(text))
    if column.kind == "code":
        return CODE_SETS[column.codes or ""].read(text) is not None
    return bool(_NUMBER.fullmatch(text)) if column.kind in ("whole number", "number") else True


def _kind_words(column: Column) -> str:
    return {
        "date": "date",
        "date and time": "date",
        "code": "code",
        "whole number": "number",
        "number": "number",
    }.get(column.kind, "value")


def shifted(arriving: Arriving) -> Iterator[Finding]:
    """A column whose values are those of another: it was not used, and nothing can be made of the file as it is."""
    for problem in arriving.returned.report.problems:
        if problem.kind != "unusable column" or problem.column is None or _can_be_mapped(arriving, problem):
            continue
        account = next(
            (account for account in arriving.returned.report.sheets if account.name == problem.sheet), None
        )
        header = account.columns.get(problem.column, problem.column) if account else problem.column
        samples = _samples(_texts(arriving, account, header)) if account else []
        holds = f"; it holds {', '.join(samples)}" if samples else ""
        shown = f" It holds {', '.join(samples)}." if samples else ""
        rows = counted(account.rows_used if account else 0, "row")
        yield SHIFTED.finding(
            f"{problem.sheet} {problem.column}",
            problem.sheet,
            account.rows_used if account else 0,
            f"{problem.message}{shown} {rows} cannot be counted by it.",
            place=f"“{problem.column}” of “{problem.sheet}” ({problem.found}{holds})",
            lists=lists_with(arriving, problem),
            columns=(problem.column,),
        )


def _can_be_mapped(arriving: Arriving, problem: Problem) -> bool:
    """Whether a column that cannot be relied on holds a system's own few codes, which are asked about one by one."""
    places = [
        (layout, column)
        for layout in arriving.lists
        for account in arriving.accounts(layout)
        for column in layout.columns
        if account.name == problem.sheet and column.header == problem.column and column.kind == "code"
    ]
    return any(own_codes(arriving, layout, column) for layout, column in places)


def no_identifier(arriving: Arriving) -> Iterator[Finding]:
    """A list without the column that says which child a row is of."""
    for layout in arriving.lists:
        for account in arriving.accounts(layout):
            if layout.identifier is not None and layout.identifier.header not in account.columns:
                yield NO_IDENTIFIER.finding(
                    account.name,
                    account.name,
                    account.rows_read,
                    f"{in_words(account.name, layout)} has no column “{layout.identifier.header}”: none of its "
                    f"{counted(account.rows_read, 'row')} can be used.",
                    place=f"{layout.short_title} (“{layout.identifier.header}”)",
                    lists=(layout.name,),
                )


def other_form(arriving: Arriving) -> Iterator[Finding]:
    """Headers of the form of 2018, whose answers mean something else."""
    for layout in ANNEX_A:
        old = {alphanumerics(header) for column in layout.columns for header in column.old_headers}
        for account in arriving.accounts(layout):
            used = [text for text in account.columns.values() if alphanumerics(text) in old]
            if used:
                yield OTHER_FORM.finding(
                    account.name,
                    account.name,
                    len(used),
                    f"{in_words(account.name, layout)} has {counted(len(used), 'header')} of the 2018 form: {_quoted(used)}. It was read "
                    "as the form of August 2019 words it.",
                    place=f"{layout.short_title} ({_quoted(used)})",
                    lists=(layout.name,),
                    columns=tuple(header for header, text in account.columns.items() if text in used),
                )


def _quoted(texts: list[str]) -> str:
    return ", ".join(f"“{text}”" for text in texts)


GUARDS = (
    Guard((RENAMED, ABSENT), renamed),
    Guard((SHIFTED,), shifted),
    Guard((NO_IDENTIFIER,), no_identifier),
    Guard((OTHER_FORM,), other_form),
)
