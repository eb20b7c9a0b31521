"""A whole workbook: its sheets recognised, typed and checked, its reporting date, and what is said of it as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from data.returns import annex_a, panel
from data.returns.cell_problems import scale_problem
from data.returns.councils import SEVERAL, council_problems, councils_in, withhold
from data.returns.event_days import FAR, EventColumn, far_days, newest_event
from data.returns.hidden_and_uncalculated import not_counted
from data.returns.layouts import alphanumerics
from data.returns.open_twice import open_twice
from data.returns.opening import Sheet
from data.returns.problems import LoadReport, Problem, ReturnRefused, SheetReport, counted
from data.returns.readings import MeasureNames, SheetTexts, read_texts, with_scaled_percentages
from data.returns.recognition import HEADER_ROWS_SEARCHED, Match, first_rows, is_form_sheet
from data.returns.staged_sheet import StagedSheet
from data.returns.staging import REPEATED_SHEET, TOLD_APART, recognise_sheet, stage
from data.returns.value_problems import open_ends

_DAYS_AFTER_NEWEST_EVENT = 45


@dataclass(frozen=True)
class Reading:
    """A workbook that has been read: what is said of it, and its sheets with their typed rows.

    It is made of nothing but what ``read_workbook`` is given and of the day it is made on, and nothing of it is changed
    afterwards: the same can be shown, tried and taken into use.
    """

    report: LoadReport
    staged: tuple[StagedSheet, ...]


def read_workbook(
    file_name: str, sheets: list[Sheet], given: date | None, names: MeasureNames, council: str | None = None
) -> Reading:
    """Recognise, type and check a workbook's sheets; nothing is stored.

    ``given`` is the reporting date where it is given; ``council`` whose rows are meant where a file holds several councils'.
    Raises ReturnRefused where no sheet is recognised or the date cannot be one.
    """
    visible_first = sorted(sheets, key=lambda sheet: bool(sheet.hidden))
    recognised = [(sheet, recognise_sheet(sheet, given)) for sheet in visible_first]
    about = given or _about_date(recognised)
    if about != given:
        recognised = [(sheet, match and recognise_sheet(sheet, about)) for sheet, match in recognised]
    texts, accounts, problems = _texts_to_read(recognised, names)
    staged = _staged([sheet for sheet, _ in texts], [read for _, read in texts], about, names, council)
    problems += [problem for sheet in staged for problem in sheet.problems]
    problems += open_ends(
        (sheet.report, sheet.rows, read) for sheet, (_, read) in zip(staged, texts, strict=True)
    )
    if not staged:
        raise ReturnRefused(_nothing_recognised(file_name, sheets))
    is_annex_a = any(sheet.match.layout.number for sheet in staged)
    problems += _missing_lists(staged) if is_annex_a else []
    events, today = _event_columns(staged), date.today()
    newest = newest_event(events, today)
    if about is None and newest is not None and _tells_periods(staged):
        again = read_workbook(file_name, sheets, newest, names, council)
        told = [problem for problem in again.report.problems if problem.found != FAR]
        told += far_days(events, newest, False, today)
        report = replace(again.report, reporting_date_from="newest event", problems=told)
        return Reading(report, again.staged)
    until = about or newest
    if until is None:
        problems.append(
            Problem(
                "", None, None, "no date", "the reporting date", no_date(file_name), "ask", kind="no date"
            )
        )
    if given is not None:
        problems += _unlikely_date(file_name, given, newest)
    if until is not None:
        problems += far_days(events, until, about is not None, today)
    places = [(sheet.name, sheet.part) for sheet in sheets]
    report = LoadReport(
        file_name,
        accepted=until is not None,
        kind="annex_a" if is_annex_a else "panel",
        reporting_date=until,
        reporting_date_from=_known_from(given, about, newest),
        sheets=sorted(
            [*accounts, *(sheet.report for sheet in staged)],
            key=lambda account: places.index((account.name, account.part)),
        ),
        problems=problems,
        extract_run_on=_extract_run(staged),
    )
    return Reading(report, tuple(staged))


def _texts_to_read(
    recognised: Iterable[tuple[Sheet, tuple[pa.Table, Match] | None]], names: MeasureNames
) -> tuple[list[tuple[Sheet, SheetTexts]], list[SheetReport], list[Problem]]:
    """The sheets whose records are to be read, the accounts of the others, and what is said of both so far."""
    texts: list[tuple[Sheet, SheetTexts]] = []
    accounts: list[SheetReport] = []
    problems: list[Problem] = []
    counted_lists: dict[str, str] = {}
    for sheet, records in recognised:
        if records is None:
            accounts.append(_unrecognised(sheet))
            problems += _unrecognised_problem(sheet)
            continue
        cells, match = records
        holds_it = counted_lists.get(match.layout.name)
        if sheet.is_counted is False or (
            sheet.hidden and sheet.is_counted is None and holds_it not in (None, sheet.name)
        ):
            account, problem = not_counted(sheet, match.layout, cells.num_rows, holds_it)
            accounts.append(account)
            problems.append(problem)
            continue
        counted_lists.setdefault(match.layout.name, sheet.name)
        cells, mixed = with_scaled_percentages(match, cells, names)
        problems += [scale_problem(sheet, column) for column in mixed]
        left_out = sheet.hidden_rows if sheet.counts_hidden_rows is False else ()
        texts.append((sheet, SheetTexts(match, cells, left_out)))
    return texts, accounts, problems


def _staged(
    sheets: Sequence[Sheet],
    texts: list[SheetTexts],
    about: date | None,
    names: MeasureNames,
    council: str | None,
) -> list[StagedSheet]:
    """The sheets, typed and checked one by one and beside each other."""
    read_texts(texts)
    withhold(texts, council)
    held = councils_in(texts).values()
    seen: dict[str, str] = {}
    staged: list[StagedSheet] = []
    for sheet, read in zip(sheets, texts, strict=True):
        earlier = [other for other in staged if other.match.layout is read.match.layout]
        typed = stage(sheet, read, about, names, earlier)
        typed = typed.with_problems(
            [*open_twice(typed), *council_problems(typed.report, typed.rows, read, held)]
        )
        is_told = not {*TOLD_APART, REPEATED_SHEET}.isdisjoint(typed.report.rows_left_out)
        if not typed.report.rows_used and not is_told:
            typed = typed.with_problems([_empty_sheet(typed)])
        if (first := seen.setdefault(read.match.layout.name, sheet.name)) != sheet.name:
            typed = typed.with_problems([_second_sheet(typed, first)])
        staged.append(typed)
    return staged


def _known_from(given: date | None, about: date | None, newest: date | None) -> str:
    """How the reporting date was come by."""
    if about is not None:
        return "About sheet" if given is None else "given"
    return "" if newest is None else "newest event"


def _tells_periods(staged: Iterable[StagedSheet]) -> bool:
    """Whether a sheet has a column of periods, some of which are read by the reporting date."""
    return any(column.kind == "period" for sheet in staged for column in sheet.match.layout.columns)


def _unrecognised(sheet: Sheet) -> SheetReport:
    rows = sheet.cells.num_rows
    reason = (
        "a sheet of the form that holds no records" if is_form_sheet(sheet.name) else "sheet not recognised"
    )
    return SheetReport(
        sheet.name, None, rows, 0, {reason: rows} if rows else {}, hidden=sheet.hidden, part=sheet.part
    )


def _unrecognised_problem(sheet: Sheet) -> list[Problem]:
    if is_form_sheet(sheet.name) or not (sheet.cells.num_rows or sheet.uncalculated):
        return []
    unseen = f" ({sheet.hidden} in Excel)" if sheet.hidden else ""
    return [
        Problem(
            sheet.name,
            None,
            None,
            "headers of no known list or sheet",
            "an Annex A list or a panel-return sheet",
            f"Sheet “{sheet.name}”{unseen} was not recognised and its {counted(sheet.cells.num_rows, 'row')} left out: its "
            "headers are those of no Annex A list or panel-return sheet. If it should be one, give its columns the "
            f"form's headers in one row, within the first {HEADER_ROWS_SEARCHED}.{_never_calculated([sheet])}",
            "ask",
            kind="unrecognised sheet",
        )
    ]


def _never_calculated(sheets: list[Sheet]) -> str:
    """A sentence about formulas without results, where there are any."""
    cells = sum(len(sheet.uncalculated) for sheet in sheets)
    if not cells:
        return ""
    return (
        f" {counted(cells, 'cell')} there {'holds a formula' if cells == 1 else 'hold formulas'} whose result is not stored: open the "
        "workbook in Excel, let it calculate, save it and upload it again."
    )


def _empty_sheet(staged: StagedSheet) -> Problem:
    title = staged.match.layout.short_title
    return Problem(
        staged.report.name,
        None,
        None,
        "headers but no rows",
        "rows, or a statement that there are none",
        f"{title} (sheet “{staged.report.name}”) has no row that can be used. Figures from it show “not "
        "supplied”, not zero: was there nothing to list, or was it not run?",
        "ask",
        kind="empty sheet",
    )


def _second_sheet(staged: StagedSheet, first: str) -> Problem:
    title = staged.match.layout.short_title
    return Problem(
        staged.report.name,
        None,
        None,
        f"a second sheet for {title}",
        "one sheet",
        f"Sheets “{first}” and “{staged.report.name}” both hold {title}. The rows of both were used, those equal "
        "in every column once; remove a sheet that is a copy.",
        "ask",
        kind="second sheet",
    )


def _missing_lists(staged: Iterable[StagedSheet]) -> list[Problem]:
    there = {sheet.match.layout.name for sheet in staged}
    return [
        Problem(
            layout.short_title,
            None,
            None,
            "no such sheet",
            layout.title,
            f"{layout.title} is not in the file. Figures from it show “not supplied”, not zero.",
            "note",
            kind="list not in the file",
        )
        for layout in annex_a.ANNEX_A
        if layout.name not in there
    ]


def _nothing_recognised(file_name: str, sheets: list[Sheet]) -> str:
    names = ", ".join(f"“{sheet.name}”" for sheet in sheets[:8]) + (" …" if len(sheets) > 8 else "")
    if not any(sheet.cells.num_rows for sheet in sheets):
        return (
            f"“{file_name}” has no filled cell on any sheet ({names}): the export may have failed. Export it again."
            f"{_never_calculated(sheets)}"
        )
    parts = {part for sheet in sheets for part in re.findall(r"[a-z]+", sheet.name.lower())}
    headers = {alphanumerics(text) for sheet in sheets for text in [*first_rows(sheet.cells, 1).texts, []][0]}
    if {"header", "episodes"} <= parts or {"child", "decom", "rne"} <= headers:
        return (
            f"“{file_name}” is an SSDA903 return (sheets {names}), not Annex A or a panel return. Choose the Annex A "
            "workbook."
        )
    return (
        f"“{file_name}” holds no list of Annex A and no sheet of the panel return: its sheets are {names}. Choose the "
        "Annex A workbook or a panel return made from the template; a list's headers must stand in one row, within the first "
        f"{HEADER_ROWS_SEARCHED}.{_never_calculated(sheets)}"
    )


def no_date(file_name: str) -> str:
    """The sentence for a workbook that does not say how far its data go."""
    return (
        f"“{file_name}” does not say which date its data go to: it has no About sheet and no readable event date in "
        "Lists 1 to 5. Give the reporting date, the last day the data cover."
    )


def _about_date(recognised: list[tuple[Sheet, tuple[pa.Table, Match] | None]]) -> date | None:
    """The About sheet's own reporting date, which other sheets need to read '2022/23 (ytd)'."""
    for _, found in recognised:
        if found and found[1].layout is panel.ABOUT and "data_to" in found[1].columns:
            texts = SheetTexts(found[1], found[0])
            read_texts([texts])
            dates = texts.read_by_sql[found[1].columns["data_to"]].to_pylist()
            return max((day for day in dates if day is not None), default=None)
    return None


def _extract_run(staged: Iterable[StagedSheet]) -> date | None:
    """When the About sheet says that the extract was run."""
    days = [
        day
        for sheet in staged
        if sheet.match.layout is panel.ABOUT and "extract_run_on" in sheet.columns_known
        for day in dates_in(sheet, "extract_run_on")
    ]
    return max(days, default=None)


def _unlikely_date(file_name: str, given: date, newest: date | None) -> list[Problem]:
    """Refuse a reporting date beyond the calendar; ask about one in the future or long after the newest event."""
    if not date(2000, 4, 1) <= given <= date(2039, 12, 31):
        raise ReturnRefused(
            f"“{file_name}” cannot have data to {given.day}/{given.month}/{given.year}. Give the last day the data cover."
        )
    if given > date.today() or (newest is not None and (given - newest).days > _DAYS_AFTER_NEWEST_EVENT):
        last = f"; the newest event in its lists is on {newest:%d/%m/%Y}" if newest else ""
        sentence = (
            f"“{file_name}” is taken to have data to {given:%d/%m/%Y}{last}. Check the reporting date: days after the last "
            "event count as zero."
        )
        until = f"{given:%d/%m/%Y}"
        expected = "the last day the data cover"
        return [Problem("", None, None, until, expected, sentence, "ask", kind="unlikely date")]
    return []


def _event_columns(staged: Iterable[StagedSheet]) -> list[EventColumn]:
    """The columns of a return by which its data are known to go so far; rows that wait for an answer count as well."""
    columns = []
    for sheet in staged:
        reasons = sheet.rows.column("left_out_because")
        dated = pc.or_kleene(pc.is_null(reasons), pc.equal(reasons, SEVERAL))
        for name in sheet.match.layout.event_dates:
            if name in sheet.columns_known:
                header = sheet.match.layout.by_column[name].header
                days, rows = (sheet.rows.column(column).filter(dated) for column in (name, "excel_row"))
                columns.append(EventColumn(sheet.report.name, header, days, rows))
    return columns


def dates_in(staged: StagedSheet, column: str) -> list[date]:
    """The different days in a date column of the rows used."""
    days = pc.unique(staged.used.column(column).cast(pa.date32()))
    return [day for day in days.to_pylist() if day is not None]
