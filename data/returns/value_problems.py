"""What is said of values that were read otherwise than they stand: time zones, open ends, bare numbers, spoiled ids."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.returns.codes import CODE_SETS
from data.returns.layouts import Column
from data.returns.problems import CELLS_LISTED, Problem, Severity, SheetReport, counted, rows_in_words
from data.returns.readings import SheetTexts
from data.returns.spoiled_ids import SPOILED
from data.returns.written_out import in_figures
from data.returns.zoned_times import is_another_day, is_in_summer_time

A_TIME_ZONE, A_NUMBER = "a time zone", "a number"
"""What is found where dates name a time zone, or are bare numbers."""

STILL_OPEN = "an end date, or nothing while it is open"
"""What is expected where something else says that nothing has ended."""

_SAMPLES = 3
_FEWEST_LATE = 3
_LATE_HOUR = "23:00"
_LATE_MIDNIGHT = r"[ T]23:00(?::00(?:\.0+)?)?$"
_OTHER_CLOCK = r"[ T](?:0[1-9]|1\d|2[0-2]):|[ T](?:00|23):(?:0[1-9]|[1-5]\d)"


def value_problems(report: SheetReport, rows: pa.Table, texts: SheetTexts) -> list[Problem]:
    """What a sheet's ids, time zones and bare numbers call for; ``rows`` are its typed rows, those left out included."""
    used = pc.is_null(rows.column("left_out_because"))
    return [
        *_spoiled_ids(report, rows, texts),
        *_ids_put_right(report, used, texts),
        *_zones(report, used, texts),
        *_late_midnights(report, used, texts),
        *_bare_numbers(report, used, texts),
    ]


def _problem_of_rows(
    report: SheetReport,
    rows: list[int],
    header: str,
    what: str,
    expected: str,
    sentence: str,
    severity: Severity,
    kind: str,
) -> Problem:
    """One thing found in a column, with the rows that hold it."""
    return Problem(
        report.name,
        rows[0],
        header,
        what,
        expected,
        sentence,
        severity,
        tuple(rows[:CELLS_LISTED]),
        kind=kind,
    )


def _spoiled_ids(report: SheetReport, rows: pa.Table, texts: SheetTexts) -> Iterable[Problem]:
    """Rows left out because a spreadsheet spoiled their id, by what it did."""
    withheld = pc.equal(rows.column("left_out_because"), SPOILED)
    for index, ids in texts.ids.items():
        for how in ids.spoiled.drop_null().unique().to_pylist():
            shown, listed = _cells(texts, index, pc.equal(ids.spoiled, how), withheld)
            if not listed:
                continue
            header = texts.named[index].header
            yield _problem_of_rows(
                report,
                listed,
                header,
                SPOILED,
                "the id as the system has it",
                f"Sheet “{report.name}”, column “{header}”: {counted(len(listed), 'row')} left out of every "
                "figure, as a spreadsheet has "
                f"spoiled the id ({how}): {_quoted(shown)} in {rows_in_words(listed)}. Several children may "
                "share what is left of it. Export "
                "the list again with that column as text (in Excel: Data, From Text, and choose Text for "
                "it), and upload that.",
                "ask",
                "spoiled ids",
            )


def _ids_put_right(report: SheetReport, used: pa.ChunkedArray, texts: SheetTexts) -> Iterable[Problem]:
    for index, ids in texts.ids.items():
        if not pc.any(ids.was_put_right).as_py():
            continue
        changed = np.unique(ids.places.filter(ids.was_put_right).to_numpy(zero_copy_only=False))
        flags = pa.array(np.isin(np.arange(len(ids.texts)), changed))
        shown, listed = _cells(texts, index, flags, used)
        if listed:
            header = texts.named[index].header
            yield _problem_of_rows(
                report,
                listed,
                header,
                "an id written as a decimal number",
                "the id as text",
                f"Sheet “{report.name}”, column “{header}”: ids written as decimal numbers were read as "
                f"whole ones, as {_quoted(shown)}, in "
                f"{rows_in_words(listed)}. Nothing was lost; format the column as text in the next export.",
                "note",
                "id as a decimal number",
            )


def _zones(report: SheetReport, used: pa.ChunkedArray, texts: SheetTexts) -> Iterable[Problem]:
    for index, dates in texts.dates.items():
        shown, listed = _cells(texts, index, dates.zoned, used)
        if not listed:
            continue
        written = texts.columns[index][0].to_pylist()
        other_day = pa.array(
            [
                bool(zoned) and is_another_day(in_figures(text))
                for text, zoned in zip(written, dates.zoned.to_pylist(), strict=True)
            ]
        )
        moved = _cells(texts, index, other_day, used)[1]
        header = texts.named[index].header
        effect = (
            f"{counted(len(moved), 'date')} so {'falls' if len(moved) == 1 else 'fall'} on another day than "
            "written, as in summer "
            "time, when midnight in the UK is 23:00 UTC of the day before"
            if moved
            else "none falls on another day by it"
        )
        yield _problem_of_rows(
            report,
            listed,
            header,
            A_TIME_ZONE,
            "a date, as 31/12/2022",
            f"Sheet “{report.name}”, column “{header}”: {counted(len(listed), 'date')} name a time zone (UTC "
            "or an offset from it), as "
            f"{_quoted(shown)}, and were read as UK time: {effect}. Compare a few with the system; export "
            "dates without a time zone next "
            "time.",
            "note",
            "dates that name a time zone",
        )


def _late_midnights(report: SheetReport, used: pa.ChunkedArray, texts: SheetTexts) -> Iterable[Problem]:
    """Days that name no time zone and yet are 23:00 in summer and midnight in winter, as midnights of the UK written in UTC."""
    for index, dates in texts.dates.items():
        if (
            texts.named[index].kind != "date"
            or not pc.any(pc.match_substring(dates.ready, _LATE_HOUR)).as_py()
        ):
            continue
        late = pc.fill_null(pc.match_substring_regex(dates.ready, _LATE_MIDNIGHT), False)
        late = pc.and_(late, pc.invert(dates.zoned))
        if not pc.any(late).as_py():
            continue
        clocks = pc.fill_null(pc.match_substring_regex(dates.ready, _OTHER_CLOCK), False)
        shown, listed = _cells(texts, index, late, used)
        in_summer = all(is_in_summer_time(text) for text in texts.columns[index][0].filter(late).to_pylist())
        if len(listed) < _FEWEST_LATE or pc.any(clocks).as_py() or not in_summer:
            continue
        header = texts.named[index].header
        yield _problem_of_rows(
            report,
            listed,
            header,
            A_TIME_ZONE,
            "a date, as 31/12/2022",
            f"Sheet “{report.name}”, column “{header}”: {counted(len(listed), 'date')}, all in summer time, "
            f"stand at 23:00, as {_quoted(shown)}: "
            "they look like midnights of the next day written in another time zone (UTC). They were read as "
            "the day written. Compare a few "
            "with the system; if they are a day early, export the dates without a time and upload the file "
            "again.",
            "ask",
            "dates that name a time zone",
        )


def _bare_numbers(report: SheetReport, used: pa.ChunkedArray, texts: SheetTexts) -> Iterable[Problem]:
    """Numbers without the form of a date that were read as Excel's days: doubtful where most of the column are dates."""
    for index, dates in texts.dates.items():
        read = texts.read_by_sql.get(index)
        if read is None or not pc.any(dates.numbers).as_py():
            continue
        shown, listed = _cells(texts, index, pc.and_(dates.numbers, pc.is_valid(read)), used)
        filled = _cells(texts, index, pc.is_valid(read), used)[1]
        if not listed:
            continue
        header, few = texts.named[index].header, 2 * len(listed) < len(filled)
        yield _problem_of_rows(
            report,
            listed,
            header,
            A_NUMBER,
            "a date, as 31/12/2022",
            f"Sheet “{report.name}”, column “{header}”: {counted(len(listed), 'cell')} "
            f"hold{'s' if len(listed) == 1 else ''} a bare number, "
            f"as {_quoted(shown)}, read as Excel’s number of a day, in {rows_in_words(listed)}. "
            + (
                "The others are dates: check that it is one and no count or sum, and correct it in the "
                "workbook."
                if few
                else "Format the column as a date in the next export."
            ),
            "ask" if few else "note",
            "bare numbers read as dates",
        )


def open_ends(sheets: Iterable[tuple[SheetReport, pa.Table, SheetTexts]]) -> list[Problem]:
    """One question for a file about what its columns of ends hold in place of an end, and a note for each further column."""
    found: list[tuple[SheetReport, Column, list[str], list[int]]] = []
    for report, rows, texts in sheets:
        used = pc.is_null(rows.column("left_out_because"))
        for index, dates in texts.dates.items():
            shown, listed = _cells(texts, index, dates.still_open, used)
            if listed:
                found.append((report, texts.named[index], shown, listed))
    problems: list[Problem] = []
    for report, column, shown, listed in found:
        sentence = (
            f"Sheet “{report.name}”, column “{column.header}”: {_quoted(shown)} in {rows_in_words(listed)}"
        )
        if not problems:
            others = "; ".join(
                f"“{other.header}” of “{account.name}” ({counted(len(rows), 'row')})"
                for account, other, _, rows in found[1:]
            )
            sentence += (
                f" was read as “still open”: {counted(len(listed), 'row')} without an end"
                f"{', and so were cells of ' + others if others else ''}. Leave such cells empty in the next "
                "export; if any has "
                "ended, give its date and upload the file again."
            )
        else:
            sentence += " was read as “still open”, as asked about above."
        problems.append(
            Problem(
                report.name,
                listed[0],
                column.header,
                shown[0],
                STILL_OPEN,
                sentence,
                "note" if problems else "ask",
                tuple(listed[:CELLS_LISTED]),
                kind="open ends",
            )
        )
    return problems


def conflict_in_words(column: Column, text: str) -> str | None:
    """What a text's code and its words say apart from each other; None where they are not at odds."""
    conflict = CODE_SETS[column.codes or ""].conflict(text) if column.kind == "code" else None
    if conflict is None:
        return None
    form = (
        conflict.code.description
        if conflict.code.is_in_words
        else f"{conflict.code.code} ({conflict.code.description})"
    )
    words = "words that are not its own"
    if conflict.meant is not None:
        words = "the words of " + (
            conflict.meant.code
            if conflict.meant.is_in_words
            else f"{conflict.meant.code} ({conflict.meant.description})"
        )
    return f"has the form’s code or letter of {form} beside {words}"


def _cells(
    texts: SheetTexts, index: int, flags: pa.Array, among: pa.ChunkedArray
) -> tuple[list[str], list[int]]:
    """The first different texts of a column that are flagged, and the Excel rows, of those ``among``, that hold one."""
    if not pc.any(flags).as_py():
        return [], []
    different, which = texts.columns[index]
    held = pc.and_(pc.fill_null(flags.take(which), False), pc.fill_null(among, False))
    rows: list[int] = texts.excel_rows.filter(held).to_pylist()
    places = list(
        dict.fromkeys(
            which.filter(held.combine_chunks() if isinstance(held, pa.ChunkedArray) else held).to_pylist()
        )
    )
    return [different[place].as_py() for place in places[:_SAMPLES]], rows


def _quoted(texts: list[str]) -> str:
    return ", ".join(f"“{text}”" for text in texts)
