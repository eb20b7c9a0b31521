"""Problems of a return and refusals of a file, in plain sentences."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Severity = Literal["stop", "ask", "note"]
"""stop: cannot be right; ask: needs a decision; note: for information. What stops the use of a file, Finding says."""


FEW_ROWS, FEW_OF_ALL = 2, 0.01
"""So many rows of a list, or so large a share of it, may be withheld before a figure is called partial for them."""

CELLS_LISTED = 1_000
"""Cells of one problem that are listed one by one; the rest are counted."""


class ReturnRefused(Exception):
    """The file cannot be used and nothing has changed; ``str()`` is the sentence to show."""


@dataclass(frozen=True)
class Problem:
    """One thing found wrong, as told to the analyst.

    ``row`` is the Excel row (of the first cell where several share the problem, all of them in ``rows``), None where
    the problem is of a whole sheet or column; ``column`` the header as the form words it. ``kind`` is the id of the kind of
    finding that it is a place of: see data.findings.reading.
    """

    sheet: str
    row: int | None
    column: str | None
    found: str
    expected: str
    message: str
    severity: Severity
    rows: tuple[int, ...] = ()
    kind: str = ""


@dataclass
class SheetReport:
    """What became of one sheet: ``rows_read`` = ``rows_used`` + the sum of ``rows_left_out`` (reason to count).

    ``list`` is the name of the typed table its rows went to, None where the sheet was not recognised or not counted. A sheet with
    several lists has a report for each, ``part`` counting them from 0. ``positions`` has the column (from 0) under each header,
    as the sheet words it; none where the sheet was laid out otherwise. ``hidden`` says whether the sheet is.
    """

    name: str
    list: str | None
    rows_read: int = 0
    rows_used: int = 0
    rows_left_out: dict[str, int] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    extra_columns: tuple[str, ...] = ()
    header_row: int | None = None
    part: int = 0
    positions: dict[str, int] = field(default_factory=dict)
    hidden: str = ""


@dataclass
class LoadReport:
    """What was read of one file and what is wrong with it.

    ``accepted`` says whether it is (or, for a preview, could be) used; ``reporting_date_from`` is how the date was come
    by: 'given', 'About sheet' or 'newest event'. ``extract_run_on`` is when its About sheet says that the extract was run,
    ``saved_at`` when the workbook says that it was last saved; None where it does not say.
    """

    file_name: str
    accepted: bool
    kind: Literal["annex_a", "panel"] | None = None
    reporting_date: date | None = None
    reporting_date_from: str = ""
    sheets: list[SheetReport] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    already_loaded: bool = False
    extract_run_on: date | None = None
    saved_at: datetime | None = None

    def was_made_before(self, other: LoadReport) -> bool:
        """Whether this return is the older of two: by the run of the extract, else by when the workbooks were saved."""
        for mine, theirs in ((self.extract_run_on, other.extract_run_on), (self.saved_at, other.saved_at)):
            if mine is not None and theirs is not None and mine != theirs:
                return mine < theirs
        return False


def refusal_report(file_name: str, sentence: str) -> LoadReport:
    """The report of a file that cannot be used: one stop with the sentence."""
    problem = Problem(
        "", None, None, file_name, "an Annex A or panel return", sentence, "stop", kind="refused"
    )
    return LoadReport(file_name, accepted=False, problems=[problem])


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """'1 row', '1,234 rows'."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def rows_in_words(rows: list[int] | tuple[int, ...], total: int | None = None) -> str:
    """'row 44', 'rows 44, 310 and 2,001', or the first five and how many more."""
    total = total or len(rows)
    shown = [f"{row:,}" for row in rows[:5]]
    if total == 1:
        return f"row {shown[0]}"
    if total > len(shown):
        return f"rows {', '.join(shown)} and {total - len(shown):,} more"
    return f"rows {', '.join(shown[:-1])} and {shown[-1]}"
