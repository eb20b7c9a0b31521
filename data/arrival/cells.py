"""Whether cells say what they should: dates as text, day and month swapped, codes of no form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from data.arrival.arriving import Arriving, rows_of
from data.arrival.day_and_month import FEWEST_DATES, fits_better_swapped, is_unlikely_early
from data.arrival.findings import CODES, DATES, LEAVE_OUT, Choice, Finding
from data.returns.codes import CODE_SETS
from data.returns.layouts import Column, Layout, alphanumerics
from data.returns.open_ends import is_filled_in
from data.returns.problems import SheetReport, counted, rows_in_words
from data.returns.value_problems import conflict_in_words
from data.returns.workbook import EVENT_DATES

VALUES_ASKED = 5
"""How many unknown texts of one column are asked about one by one, the commonest first."""

_OWN_CODES, _REPEATED = 30, 2
"""A system's own codes are at most so many, and each stands in so many rows or more on average."""

_FEWEST_TO_JUDGE = 20
_TEXTS_SHOWN = 3
_LETTERS = re.compile(r"[A-Za-z]{3}")
_TEXT_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d\d)( .*)?")
_REAL_DATE = re.compile(r"((?:19|20)\d\d-\d\d-\d\d)([ T].*)?")


@dataclass
class _Dates:
    """The dates of one sheet: as text, which of them prove an order, and those that fit none."""

    text: int = 0
    day_first: list[str] = field(default_factory=list)
    month_first: list[tuple[int, str]] = field(default_factory=list)
    real: list[date] = field(default_factory=list)


def text_dates(arriving: Arriving) -> Iterator[Finding]:
    """Dates that are text: how they were read, and which cannot be; and dates whose day and month look swapped."""
    for layout in arriving.lists:
        columns = [column for column in layout.columns if column.kind in ("date", "date and time")]
        for account in arriving.accounts(layout):
            found = {column.name: _dates(arriving, account, column) for column in columns}
            yield from _as_text(arriving, account, layout, found)
            for column in columns:
                yield from _swapped(arriving, account, layout, column, found[column.name])


def _dates(arriving: Arriving, account: SheetReport, column: Column) -> _Dates:
    dates = _Dates()
    for row, text in _cells(arriving, account, column):
        if written := _TEXT_DATE.fullmatch(text):
            if is_filled_in(text):
                continue
            dates.text += 1
            if int(written[2]) > 12:
                dates.month_first.append((row, text))
            elif int(written[1]) > 12:
                dates.day_first.append(text)
        elif real := _REAL_DATE.fullmatch(text):
            with suppress(ValueError):
                dates.real.append(date.fromisoformat(real[1]))
    return dates


def _as_text(
    arriving: Arriving, account: SheetReport, layout: Layout, found: dict[str, _Dates]
) -> Iterator[Finding]:
    count = sum(dates.text for dates in found.values())
    wrong = _unread(arriving, account, layout, list(found))
    if not count:
        if len(wrong):
            yield _unread_dates(account, layout, wrong)
        return
    proof = next((text for dates in found.values() for text in dates.day_first), None)
    fits = f"{proof} fits" if proof else "no date has a day above 12, so that the order cannot be proved"
    said = (
        f"Sheet “{account.name}” ({layout.short_title}): {counted(count, 'date')} {'is' if count == 1 else 'are'} text, "
        f"read as day/month/year: {fits}."
    )
    if len(wrong):
        texts = list(dict.fromkeys(wrong["text"]))
        american = ", and may be month/day/year" if any(dates.month_first for dates in found.values()) else ""
        said += (
            f" {', '.join(texts[:_TEXTS_SHOWN])} {'does' if len(texts) == 1 else 'do'} not: {counted(len(wrong), 'date')} "
            f"cannot be read, in {rows_in_words(wrong['row'].tolist())}{american}. Give the column one form of date and upload "
            "again, or leave those blank."
        )
    elif not proof:
        said += " Check a few against the system before you use it."
    else:
        said += " Nothing to do; real dates are safer in the next export."
    asks = len(wrong) > 0 or (not proof and count >= _FEWEST_TO_JUDGE)
    choices = (Choice("Day/month/year is right; what cannot be read stays blank"), LEAVE_OUT) if asks else ()
    yield Finding(
        f"text dates {account.name}",
        "ask" if asks else "note",
        account.name,
        count,
        said,
        DATES,
        choices,
        about=f"{counted(count, 'date')} of {layout.short_title} are text",
        lists=(layout.name,),
        rows=wrong,
    )


def _unread(arriving: Arriving, account: SheetReport, layout: Layout, columns: list[str]) -> pd.DataFrame:
    """The cells of a sheet's date columns that are no date, of columns that can be relied on: sheet, row, child_id, why, text."""
    who = layout.identifier.name if layout.identifier else "cast(null as varchar)"
    parts = [
        f"select sheet, excel_row as row, {who} as child_id, unread['{name}'] as text, "
        f"'{_quoted(layout.by_column[name].header)}: “' || "
        f"unread['{name}'] || '” is no date' as why from {rows_of(layout, arriving.one)} where unread['{name}'] is not null "
        f"and sheet = '{_quoted(account.name)}'"
        for name in columns
        if name in arriving.known(layout)
    ]
    none = pd.DataFrame(columns=["sheet", "row", "child_id", "text", "why"])
    return arriving.ask(f"{' union all '.join(parts)} order by row, why") if parts else none


def _quoted(text: str) -> str:
    return text.replace("'", "''")


def _unread_dates(account: SheetReport, layout: Layout, wrong: pd.DataFrame) -> Finding:
    """Cells that are no date among real dates."""
    texts = ", ".join(f"“{text}”" for text in list(dict.fromkeys(wrong["text"]))[:_TEXTS_SHOWN])
    return Finding(
        f"unread dates {account.name}",
        "ask",
        account.name,
        len(wrong),
        f"Sheet “{account.name}” ({layout.short_title}): {counted(len(wrong), 'date')} cannot be read, in "
        f"{rows_in_words(wrong['row'].tolist())}, as {texts}. They stay blank. Correct them in the workbook and upload it again, or go on.",
        DATES,
        (Choice("They stay blank"), LEAVE_OUT),
        is_settled_by_default=True,
        about=f"{counted(len(wrong), 'date')} of {layout.short_title} cannot be read",
        lists=(layout.name,),
        rows=wrong,
    )


def _swapped(
    arriving: Arriving, account: SheetReport, layout: Layout, column: Column, dates: _Dates
) -> Iterator[Finding]:
    """Real dates on days 1 to 12 only: a system of another country read day as month, and left the others as text."""
    if len(dates.real) < FEWEST_DATES or not is_unlikely_early(dates.real):
        return
    if dates.text and len(dates.day_first) + len(dates.month_first) < dates.text:
        return
    are_events, are_births = (
        column.name in (layout.event, *EVENT_DATES.get(layout.name, ())),
        column.name == "born_on",
    )
    until = arriving.one.reporting_date
    if not dates.text and not fits_better_swapped(dates.real, until, are_events, are_births):
        return
    rest = f", while its {counted(dates.text, 'date')} as text are all on later days" if dates.text else ""
    yield Finding(
        f"swapped {account.name} {column.name}",
        "ask",
        account.name,
        len(dates.real),
        f"Sheet “{account.name}” ({layout.short_title}), “{column.header}”: all {counted(len(dates.real), 'date')} lie on the 1st to "
        f"12th of a month{rest}. Day and month look swapped by the program that wrote them. Compare a few with the system, and export "
        "again with English dates.",
        DATES,
        (Choice("The dates are right", needs_reason=True), LEAVE_OUT),
        about=f"“{column.header}” of {layout.short_title} lies on the 1st to 12th of a month only",
        lists=(layout.name,),
    )


def _cells(arriving: Arriving, account: SheetReport, column: Column) -> list[tuple[int, str]]:
    """The filled cells of a column: Excel row and text."""
    header = account.columns.get(column.header)
    return arriving.cells_under(account, header) if header is not None else []


def unknown_codes(arriving: Arriving) -> Iterator[Finding]:
    """Texts that are no code of the form: which code is meant is asked once and remembered."""
    for layout in arriving.lists:
        for column in layout.columns:
            if column.kind != "code":
                continue
            asked = (
                _texts(arriving, layout, column)[:VALUES_ASKED]
                if column.name in arriving.known(layout)
                else own_codes(arriving, layout, column)
            )
            for text, rows in asked:
                yield _unknown_code(arriving, layout, column, text, rows)


def own_codes(arriving: Arriving, layout: Layout, column: Column) -> list[tuple[str, int]]:
    """The texts of a column that was not used because most are no code of the form, if they are few enough to be a system's own."""
    if column.name in arriving.known(layout):
        return []
    found = _texts(arriving, layout, column)
    sets = {one.codes for one in layout.columns if one.codes and one.codes != column.codes}
    strange = [
        text
        for text, _ in found
        if not _LETTERS.search(text) or any(CODE_SETS[name].read(text) for name in sets)
    ]
    few = len(found) <= _OWN_CODES and sum(rows for _, rows in found) >= _REPEATED * len(found)
    return found if few and not strange else []


def _texts(arriving: Arriving, layout: Layout, column: Column) -> list[tuple[str, int]]:
    """The texts of a column that are no code of the form, with how many rows hold each, the commonest first."""
    found = arriving.ask(
        f"select unread['{column.name}'] as text, count(*) as rows from {rows_of(layout, arriving.one)} "
        f"where unread['{column.name}'] is not null group by all order by rows desc, text"
    )
    return [(str(text), int(rows)) for text, rows in zip(found["text"], found["rows"], strict=True)]


def _unknown_code(arriving: Arriving, layout: Layout, column: Column, text: str, rows: int) -> Finding:
    code_set = CODE_SETS[column.codes or ""]
    conflict = code_set.conflict(text)
    likely = [code for code in (conflict.meant, conflict.code) if code is not None] if conflict else []
    codes = [*likely, *(code for code in code_set.codes if code not in likely)]
    readings = [
        Choice(
            f"Read it as {code.code}"
            if code.code == code.description
            else f"Read it as {code.code}: {code.description}",
            remembers=(("codes", layout.name, column.name, alphanumerics(text), code.code),),
        )
        for code in codes
    ]
    sheet = arriving.sheet(layout)
    return Finding(
        f"unknown code {layout.name} {column.name} {alphanumerics(text)}",
        "ask",
        sheet,
        rows,
        f"Sheet “{sheet}” ({layout.short_title}), “{column.header}”: “{text}” ({counted(rows, 'row')}) "
        f"{conflict_in_words(column, text) or 'is not a code of the form'}. Say once "
        "which code it stands for, and it is remembered; or leave it, counted as “not a known code”.",
        CODES,
        (Choice("Leave it as “not a known code”"), *readings),
        is_settled_by_default=True,
        about=f"“{text}” in “{column.header}” of {layout.short_title}",
        lists=(layout.name,),
    )


GUARDS = (text_dates, unknown_codes)
