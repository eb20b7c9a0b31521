"""Whether cells say what they should: dates as text, day and month swapped, codes of no form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from data.findings.arriving.arrival import Arriving, Guard, in_words, rows_of
from data.findings.arriving.day_and_month import FEWEST_DATES, fits_better_swapped, is_unlikely_early
from data.findings.finding import CODES, DATES, LEAVE_OUT, Choice, Finding, Kind
from data.returns.codes import CODE_SETS
from data.returns.layouts import Column, Layout, alphanumerics
from data.returns.open_ends import is_filled_in
from data.returns.problems import SheetReport, counted, rows_in_words
from data.returns.value_problems import conflict_in_words

TEXT_DATES = Kind(
    "text dates",
    "Dates as text",
    "{number} lists have dates that are text, read as day/month/year: {places}.",
    "Real dates are safer in the next export.",
    "ask",
    repair=DATES,
    choices=(Choice("Day/month/year is right; what cannot be read stays blank"), LEAVE_OUT),
    explains=("unread value",),
)
UNREAD_DATES = Kind(
    "unread dates",
    "Dates that cannot be read",
    "{number} lists have dates that cannot be read: {places}.",
    "They stay blank. Correct them in the workbook and upload it again, or go on.",
    "ask",
    repair=DATES,
    choices=(Choice("They stay blank"), LEAVE_OUT),
    is_settled=True,
    explains=("unread value",),
)
SWAPPED = Kind(
    "swapped",
    "Day and month swapped",
    "{number} columns have dates on the 1st to 12th of a month only: {places}. Day and month look swapped by the program that wrote them.",
    "Compare a few with the system, and export again with English dates.",
    "ask",
    repair=DATES,
    choices=(Choice("The dates are right", needs_reason=True), LEAVE_OUT),
)
UNKNOWN_CODE = Kind(
    "unknown code",
    "Not a code of the form",
    "A text stands where a code of the form is expected.",
    "Say once which code it stands for, and it is remembered; or leave it, counted as “not a known code”.",
    "ask",
    repair=CODES,
    is_settled=True,
    explains=("unread value", "unusable column"),
)

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
    """The dates of a column: how many are text, which of them prove an order and which fit none, and the real ones."""

    text: int = 0
    day_first: list[str] = field(default_factory=list)
    month_first: list[str] = field(default_factory=list)
    real: Counter[date] = field(default_factory=Counter)


def text_dates(arriving: Arriving) -> Iterator[Finding]:
    """Dates that are text: how they were read, and which cannot be; and dates whose day and month look swapped."""
    for layout in arriving.lists:
        columns = [column for column in layout.columns if column.kind in ("date", "date and time")]
        for account in arriving.accounts(layout):
            dates = {column.name: _dates(arriving, account, column) for column in columns}
            yield from _as_text(arriving, account, layout, dates)
            for column in columns:
                yield from _swapped(arriving, account, layout, column, dates[column.name])


def _dates(arriving: Arriving, account: SheetReport, column: Column) -> _Dates:
    dates = _Dates()
    header = account.columns.get(column.header)
    for text, cells in arriving.texts_under(account, header).items() if header is not None else ():
        if real := _REAL_DATE.fullmatch(text):
            with suppress(ValueError):
                dates.real[date.fromisoformat(real[1])] += cells
        elif written := _TEXT_DATE.fullmatch(text):
            if is_filled_in(text):
                continue
            dates.text += cells
            if int(written[2]) > 12:
                dates.month_first += [text] * cells
            elif int(written[1]) > 12:
                dates.day_first += [text] * cells
    return dates


def _as_text(
    arriving: Arriving, account: SheetReport, layout: Layout, dates: dict[str, _Dates]
) -> Iterator[Finding]:
    count = sum(column.text for column in dates.values())
    wrong = _unread(arriving, account, layout, list(dates))
    if not count:
        if len(wrong):
            yield _unread_dates(account, layout, wrong)
        return
    proof = next((text for column in dates.values() for text in column.day_first), None)
    fits = f"{proof} fits" if proof else "no date has a day above 12, so that the order cannot be proved"
    next_step = None
    if len(wrong):
        texts = list(dict.fromkeys(wrong["text"]))
        american = (
            ", and may be month/day/year" if any(column.month_first for column in dates.values()) else ""
        )
        fits += (
            f". {', '.join(texts[:_TEXTS_SHOWN])} {'does' if len(texts) == 1 else 'do'} not: {counted(len(wrong), 'date')} "
            f"cannot be read, in {rows_in_words(wrong['row'].tolist())}{american}"
        )
        next_step = "Give the column one form of date and upload again, or leave those blank."
    elif not proof:
        next_step = "Check a few against the system before you use it."
    asks = len(wrong) > 0 or (not proof and count >= _FEWEST_TO_JUDGE)
    yield TEXT_DATES.finding(
        account.name,
        account.name,
        count,
        f"{in_words(account.name, layout)}: {counted(count, 'date')} {'is' if count == 1 else 'are'} text, read as day/month/year: "
        f"{fits}.",
        what_to_do=next_step,
        severity="ask" if asks else "note",
        place=f"{layout.short_title} ({counted(count, 'date')}; {fits})"
        if len(wrong) or not proof
        else f"{layout.short_title} ({counted(count, 'date')})",
        about=f"{counted(count, 'date')} of {layout.short_title} are text",
        lists=(layout.name,),
        columns=tuple(layout.by_column[name].header for name in dates),
        rows=wrong,
    )


def _unread(arriving: Arriving, account: SheetReport, layout: Layout, columns: list[str]) -> pd.DataFrame:
    """The cells of a sheet's date columns that are no date, of columns that can be relied on: sheet, row, child_id, why, text."""
    who = layout.identifier.name if layout.identifier else "cast(null as varchar)"
    parts = [
        f"select sheet, excel_row as row, {who} as child_id, unread['{name}'] as text, "
        f"'{_quoted(layout.by_column[name].header)}: “' || "
        f"unread['{name}'] || '” is no date' as why from {rows_of(layout, arriving.returned)} where unread['{name}'] is not null "
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
    return UNREAD_DATES.finding(
        account.name,
        account.name,
        len(wrong),
        f"{in_words(account.name, layout)}: {counted(len(wrong), 'date')} cannot be read, in "
        f"{rows_in_words(wrong['row'].tolist())}, as {texts}.",
        place=f"{layout.short_title} ({counted(len(wrong), 'date')}, as {texts})",
        about=f"{counted(len(wrong), 'date')} of {layout.short_title} cannot be read",
        lists=(layout.name,),
        columns=tuple(column.header for column in layout.columns if column.kind in ("date", "date and time")),
        rows=wrong,
    )


def _swapped(
    arriving: Arriving, account: SheetReport, layout: Layout, column: Column, dates: _Dates
) -> Iterator[Finding]:
    """Real dates on days 1 to 12 only: a system of another country read day as month, and left the others as text."""
    real = dates.real.total()
    if real < FEWEST_DATES or not is_unlikely_early(dates.real):
        return
    if dates.text and len(dates.day_first) + len(dates.month_first) < dates.text:
        return
    are_events, are_births = (
        column.name in (layout.event, *layout.event_dates),
        column.name == "born_on",
    )
    until = arriving.returned.reporting_date
    if not dates.text and not fits_better_swapped(dates.real, until, are_events, are_births):
        return
    rest = f", while its {counted(dates.text, 'date')} as text are all on later days" if dates.text else ""
    yield SWAPPED.finding(
        f"{account.name} {column.name}",
        account.name,
        real,
        f"{in_words(account.name, layout)}, “{column.header}”: all {counted(real, 'date')} lie on the 1st to 12th of a month{rest}. Day "
        "and month look swapped by the program that wrote them.",
        place=f"“{column.header}” of {layout.short_title} ({counted(real, 'date')})",
        about=f"“{column.header}” of {layout.short_title} lies on the 1st to 12th of a month only",
        lists=(layout.name,),
        columns=(column.header,),
    )


def unknown_codes(arriving: Arriving) -> Iterator[Finding]:
    """Texts that are no code of the form: which code is meant is asked once and remembered."""
    doubtful = {
        (problem.sheet, problem.column)
        for problem in arriving.returned.report.problems
        if problem.kind in ("unread value", "unusable column")
    }
    for layout in arriving.lists:
        sheets = [account.name for account in arriving.accounts(layout)]
        for column in layout.columns:
            if column.kind != "code" or not any((sheet, column.header) in doubtful for sheet in sheets):
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
    texts = _texts(arriving, layout, column)
    sets = {other.codes for other in layout.columns if other.codes and other.codes != column.codes}
    strange = [
        text
        for text, _ in texts
        if not _LETTERS.search(text) or any(CODE_SETS[name].read(text) for name in sets)
    ]
    few = len(texts) <= _OWN_CODES and sum(rows for _, rows in texts) >= _REPEATED * len(texts)
    return texts if few and not strange else []


def _texts(arriving: Arriving, layout: Layout, column: Column) -> list[tuple[str, int]]:
    """The texts of a column that are no code of the form, with how many rows hold each, the commonest first."""
    held = arriving.ask(
        f"select unread['{column.name}'] as text, count(*) as rows from {rows_of(layout, arriving.returned)} "
        f"where unread['{column.name}'] is not null group by all order by rows desc, text"
    )
    return [(str(text), int(rows)) for text, rows in zip(held["text"], held["rows"], strict=True)]


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
    return UNKNOWN_CODE.finding(
        f"{layout.name} {column.name} {alphanumerics(text)}",
        sheet,
        rows,
        f"{in_words(sheet, layout)}, “{column.header}”: “{text}” ({counted(rows, 'row')}) "
        f"{conflict_in_words(column, text) or 'is not a code of the form'}.",
        choices=(Choice("Leave it as “not a known code”"), *readings),
        about=f"“{text}” in “{column.header}” of {layout.short_title}",
        lists=(layout.name,),
        columns=(column.header,),
    )


GUARDS = (Guard((TEXT_DATES, UNREAD_DATES, SWAPPED), text_dates), Guard((UNKNOWN_CODE,), unknown_codes))
