"""Whether cells say what they should: dates as text, day and month swapped, codes of no form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from data.arrival.arriving import Arriving, rows_of
from data.arrival.findings import CODES, DATES, LEAVE_OUT, Choice, Finding
from data.returns.codes import CODE_SETS
from data.returns.layouts import Column, Layout, alphanumerics
from data.returns.problems import SheetReport, counted, rows_in_words
from data.returns.recognition import NULL_WORDS, clean

VALUES_ASKED = 5
"""How many unknown texts of one column are asked about one by one, the commonest first."""

_FEWEST_TO_JUDGE = 20
_TEXT_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d\d)( .*)?")
_REAL_DATE = re.compile(r"\d{4}-(\d\d)-(\d\d)([ T].*)?")


@dataclass
class _Dates:
    """The dates of one sheet: as text, which of them prove an order, and those that fit none."""

    text: int = 0
    day_first: list[str] = field(default_factory=list)
    month_first: list[tuple[int, str]] = field(default_factory=list)
    real: int = 0
    low_days: int = 0
    months: set[int] = field(default_factory=set)


def text_dates(arriving: Arriving) -> Iterator[Finding]:
    """Dates that are text: how they were read, and which cannot be; and dates whose day and month look swapped."""
    for layout in arriving.lists:
        columns = [column for column in layout.columns if column.kind in ("date", "date and time")]
        for account in arriving.accounts(layout):
            found = {column.name: _dates(arriving, account, column) for column in columns}
            yield from _as_text(account, layout, found)
            for column in columns:
                yield from _swapped(account, layout, column, found[column.name])


def _dates(arriving: Arriving, account: SheetReport, column: Column) -> _Dates:
    dates = _Dates()
    for row, text in _cells(arriving, account, column):
        if written := _TEXT_DATE.fullmatch(text):
            dates.text += 1
            if int(written[2]) > 12:
                dates.month_first.append((row, text))
            elif int(written[1]) > 12:
                dates.day_first.append(text)
        elif real := _REAL_DATE.fullmatch(text):
            dates.real += 1
            dates.low_days += int(real[2]) <= 12
            dates.months.add(int(real[1]))
    return dates


def _as_text(account: SheetReport, layout: Layout, found: dict[str, _Dates]) -> Iterator[Finding]:
    count = sum(dates.text for dates in found.values())
    if not count:
        return
    wrong = sorted({one for dates in found.values() for one in dates.month_first})
    proof = next((text for dates in found.values() for text in dates.day_first), None)
    fits = f"{proof} fits" if proof else "no date has a day above 12, so that the order cannot be proved"
    said = f"Sheet “{account.name}” ({layout.short_title}): {counted(count, 'date')} are text, read as day/month/year: {fits}."
    if wrong:
        rows = sorted({row for row, _ in wrong})
        said += (f" {wrong[0][1]} does not: {counted(len(wrong), 'date')} cannot be read, in {rows_in_words(rows)}, and may be "
                 "month/day/year. Give the column one form of date and upload again, or leave those blank.")  # fmt: skip
    elif not proof:
        said += " Check a few against the system before you use it."
    else:
        said += " Nothing to do; real dates are safer in the next export."
    asks = bool(wrong) or (not proof and count >= _FEWEST_TO_JUDGE)
    choices = (Choice("Day/month/year is right; what cannot be read stays blank"), LEAVE_OUT) if asks else ()
    yield Finding(f"text dates {account.name}", "ask" if asks else "note", account.name, count, said, DATES, choices,
                  about=f"{counted(count, 'date')} of {layout.short_title} are text", lists=(layout.name,))  # fmt: skip


def _swapped(account: SheetReport, layout: Layout, column: Column, dates: _Dates) -> Iterator[Finding]:
    """Real dates on days 1 to 12 only: a system of another country read day as month, and left the others as text."""
    alone = dates.low_days == dates.real and dates.real >= _FEWEST_TO_JUDGE and len(dates.months) > 1
    if not alone or (dates.text and len(dates.day_first) + len(dates.month_first) < dates.text):
        return
    rest = f", while its {counted(dates.text, 'date')} as text are all on later days" if dates.text else ""
    yield Finding(
        f"swapped {account.name} {column.name}", "ask", account.name, dates.real,
        f"Sheet “{account.name}” ({layout.short_title}), “{column.header}”: all {counted(dates.real, 'date')} lie on the 1st to 12th of a "
        f"month{rest}. Day and month look swapped by the program that wrote them. Compare a few with the system, and export again with "
        "English dates.", DATES, (Choice("The dates are right", needs_reason=True), LEAVE_OUT),
        about=f"“{column.header}” of {layout.short_title} lies on the 1st to 12th of a month only", lists=(layout.name,))  # fmt: skip


def _cells(arriving: Arriving, account: SheetReport, column: Column) -> list[tuple[int, str]]:
    """The filled cells of a column: Excel row and text."""
    header, row = account.columns.get(column.header), (account.header_row or 1) - 1
    sheet = next((one for one in arriving.sheets if one.name == account.name), None)
    if sheet is None or header is None:
        return []
    for cells in sheet.cells.columns:
        if row < len(cells) and clean(cells[row].as_py()) == header:
            texts = enumerate(map(clean, cells.slice(row + 1).to_pylist()), start=row + 2)
            return [(number, text) for number, text in texts if text.lower() not in NULL_WORDS]
    return []


def unknown_codes(arriving: Arriving) -> Iterator[Finding]:
    """Texts that are no code of the form: which code is meant is asked once and remembered."""
    for layout in arriving.lists:
        for column in layout.columns:
            if column.kind != "code" or column.name not in arriving.known(layout):
                continue
            found = arriving.ask(f"select unread['{column.name}'] as text, count(*) as rows from {rows_of(layout, arriving.one)} "
                                 f"where unread['{column.name}'] is not null group by all order by rows desc, text limit "
                                 f"{VALUES_ASKED}")  # fmt: skip
            for text, rows in zip(found["text"], found["rows"], strict=True):
                yield _unknown_code(arriving, layout, column, str(text), int(rows))


def _unknown_code(arriving: Arriving, layout: Layout, column: Column, text: str, rows: int) -> Finding:
    codes = CODE_SETS[column.codes or ""].codes
    readings = [Choice(f"Read it as {code.code}" if code.code == code.description else f"Read it as {code.code}: {code.description}",
                       remembers=(("codes", layout.name, column.name, alphanumerics(text), code.code),)) for code in codes]  # fmt: skip
    sheet = arriving.sheet(layout)
    return Finding(
        f"unknown code {layout.name} {column.name} {alphanumerics(text)}", "ask", sheet, rows,
        f"Sheet “{sheet}” ({layout.short_title}), “{column.header}”: “{text}” ({counted(rows, 'row')}) is not a code of the form. Say once "
        "which code it stands for, and it is remembered; or leave it, counted as “not a known code”.", CODES,
        (Choice("Leave it as “not a known code”"), *readings), is_settled_by_default=True,
        about=f"“{text}” in “{column.header}” of {layout.short_title}", lists=(layout.name,))  # fmt: skip


GUARDS = (text_dates, unknown_codes)
