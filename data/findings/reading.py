"""The kinds of finding that reading a workbook has: what its sheets, columns and cells show by themselves.

Each problem of a report names its kind. To add one, declare it here and name it where the problem is made (data/returns); a
kind that an arrival's guard words better is named in that guard's ``explains``.
"""

from __future__ import annotations

from functools import partial

from data.findings.finding import (
    COLUMNS,
    DATES,
    EXPORT_AGAIN,
    GO_ON,
    HISTORY,
    LEAVE_OUT,
    RIGHT_FILE,
    SHEETS,
    Choice,
    Kind,
)

_kind = partial(Kind, moment="read", choices=(GO_ON, LEAVE_OUT), is_settled=True)

REFUSED = _kind(
    "refused",
    "Not a return",
    "The file cannot be read as a return.",
    "Choose the right workbook.",
    "stop",
    repair=RIGHT_FILE,
)
SAME_FILE = _kind(
    "same file",
    "In use already",
    "The file is in use already.",
    "Its rows are counted once: nothing to do.",
    "note",
    repair=HISTORY,
)

FAR_DATES = _kind(
    "far dates",
    "Mistyped years",
    "{number} columns have dates far from all others, which look mistyped: {places}. Their rows are in no figure of the months up to "
    "the reporting date.",
    "Correct the year in the workbook and upload it again.",
    "ask",
    repair=DATES,
    choices=(Choice("They stay as they are, in no figure up to the reporting date"), LEAVE_OUT),
)
ZONED_DATES = _kind(
    "dates that name a time zone",
    "Dates with a time zone",
    "{number} columns have dates that name a time zone or look written in another: {places}.",
    "Compare a few with the system; export dates without a time zone next time.",
    "ask",
    repair=DATES,
    choices=(Choice("They are dates"), LEAVE_OUT),
)
BARE_NUMBERS = _kind(
    "bare numbers read as dates",
    "Numbers read as dates",
    "{number} columns hold bare numbers read as Excel’s number of a day: {places}.",
    "Check that they are dates and no counts or sums; format the columns as dates in the next export.",
    "ask",
    repair=DATES,
    choices=(Choice("They are dates"), LEAVE_OUT),
)
OPEN_ENDS = _kind(
    "open ends",
    "Read as still open",
    "Columns of ends hold something in place of an end, read as still open.",
    "Leave such cells empty in the next export; if any has ended, give its date and upload the file again.",
    "ask",
    repair=DATES,
    choices=(Choice("They are still open"), LEAVE_OUT),
)
SPOILED_IDS = _kind(
    "spoiled ids",
    "Ids spoiled by a spreadsheet",
    "{number} sheets have rows left out of every figure, as a spreadsheet has spoiled their ids: {places}.",
    "Export the lists again with the ids as text, or say why they may be left out.",
    "ask",
    repair=EXPORT_AGAIN,
    choices=(Choice("Go on without these rows: figures are too low by them", needs_reason=True), LEAVE_OUT),
    is_settled=False,
)
WITHOUT_IDS = _kind(
    "without ids",
    "Rows without an id",
    "{number} sheets have rows left out, as they have no id: {places}. They count in no figure.",
    "If they are records, give each its id in the workbook and upload it again.",
    "ask",
    repair=EXPORT_AGAIN,
    choices=(Choice("Go on without these rows: figures may be too low by them"), LEAVE_OUT),
    is_settled=False,
)
SEVERAL_COUNCILS = _kind(
    "several councils",
    "Rows of several councils",
    "The file has rows of more than one council.",
    "One council’s children must not be added to another’s: whose rows are meant? Until you say so none is used; then the others’ "
    "rows are left out and counted.",
    "ask",
    repair=RIGHT_FILE,
    is_settled=False,
)
HIDDEN_SHEET = _kind(
    "hidden sheet",
    "Hidden sheet",
    "A sheet hidden in Excel holds a list.",
    "Say whether it belongs to the return.",
    "ask",
    repair=SHEETS,
    is_settled=False,
)
HIDDEN_ROWS = _kind(
    "hidden rows",
    "Hidden rows",
    "Rows hidden in Excel hold records.",
    "Say whether they belong to the return.",
    "ask",
    repair=SHEETS,
    is_settled=False,
)
HIDDEN_COLUMN = _kind(
    "hidden column",
    "Hidden columns",
    "{number} columns that are used are hidden in Excel: {places}.",
    "If other columns are meant, delete these and upload again.",
    "ask",
    repair=SHEETS,
    choices=(Choice("Use the hidden column"), LEAVE_OUT),
)
UNCALCULATED = _kind(
    "uncalculated",
    "Formulas never calculated",
    "{number} columns have formulas whose result is not stored in the file, read as empty: {places}.",
    "Open the workbook in Excel, let it calculate, save it and upload it again.",
    "ask",
    repair=EXPORT_AGAIN,
    choices=(Choice("Go on with those cells empty", needs_reason=True), LEAVE_OUT),
    is_settled=False,
)

BY_A_GUARD = (
    REFUSED,
    SAME_FILE,
    OPEN_ENDS,
    SPOILED_IDS,
    WITHOUT_IDS,
    SEVERAL_COUNCILS,
    HIDDEN_SHEET,
    HIDDEN_ROWS,
)
"""Kinds that a guard sets out, since what may be done about them depends on the file."""

AS_READ = (
    FAR_DATES,
    ZONED_DATES,
    BARE_NUMBERS,
    HIDDEN_COLUMN,
    UNCALCULATED,
    _kind(
        "rows left out",
        "Rows left out",
        "Rows were left out of {number} sheets: {places}.",
        "The table of sheets says why.",
        "note",
    ),
    _kind(
        "rows of other councils",
        "Rows of other councils",
        "Rows of other councils were left out of {number} sheets: {places}.",
        "Nothing to do: it was said so.",
        "note",
    ),
    _kind(
        "mixed scale",
        "Fractions and percentages",
        "{number} columns mix numbers below 1 with numbers above 1, read as percentages: {places}.",
        "Write the small ones as percentages too if they were meant as fractions.",
        "ask",
    ),
    _kind(
        "no such column",
        "Columns not there",
        "{number} columns of the form are not there: {places}. Figures that need them show “not supplied”, not zero.",
        "If they are there under other names, rename their headers and upload again.",
        "stop",
        repair=COLUMNS,
    ),
    _kind(
        "guessed column",
        "Headers read as the form's",
        "{number} columns were read by headers that are like the form's: {places}.",
        "Rename those that are wrong.",
        "note",
        repair=COLUMNS,
    ),
    _kind(
        "repeated header",
        "The same header twice",
        "{number} headers stand twice on their sheet; the first column of each was read: {places}.",
        "Remove the ones that are not meant.",
        "ask",
        repair=COLUMNS,
    ),
    _kind(
        "empty cells",
        "Empty cells",
        "{number} columns have empty cells where the form asks for a value in every row: {places}.",
        "Fill them in where they are known.",
        "note",
    ),
    _kind(
        "unread value",
        "Cells that cannot be read",
        "{number} columns have cells that cannot be read: {places}.",
        "Correct them in the workbook; each is listed below with its rows.",
        "ask",
    ),
    _kind(
        "unusable column",
        "Columns not used",
        "{number} columns were not used, as they do not hold what their headers say: {places}.",
        "Correct them in the workbook and upload it again.",
        "stop",
        repair=COLUMNS,
    ),
    _kind(
        "out of order",
        "End before start",
        "{number} columns have dates before those that they must follow: {places}. Kept, but not counted as done in time.",
        "Correct the dates.",
        "stop",
        repair=DATES,
    ),
    _kind(
        "another total",
        "Parts that do not make the whole",
        "{number} columns state another total than their parts make: {places}. All were used as they are.",
        "Correct the rows.",
        "ask",
    ),
    _kind(
        "excel error",
        "Excel errors",
        "{number} columns show Excel errors (as #DIV/0! or #REF!), read as empty: {places}.",
        "Mend the formulas and upload again.",
        "ask",
    ),
    _kind(
        "shared key",
        "Rows that share a key",
        "{number} sheets have rows that share what tells rows apart but differ elsewhere: {places}.",
        "Remove those that are not meant.",
        "ask",
    ),
    _kind(
        "unrecognised sheet",
        "Sheets not recognised",
        "{number} sheets were not recognised and left out: {places}.",
        "If one should be a list, give its columns the form's headers in one row.",
        "ask",
        repair=SHEETS,
    ),
    _kind(
        "empty sheet",
        "Sheet without rows",
        "{number} sheets have no row that can be used: {places}. Figures from them show “not supplied”, not zero.",
        "Was there nothing to list, or were they not run?",
        "ask",
        repair=EXPORT_AGAIN,
    ),
    _kind(
        "second sheet",
        "A list on two sheets",
        "{number} sheets hold a list that another holds too: {places}. The rows of all were used, those equal in every column once.",
        "Remove the sheets that are copies.",
        "ask",
        repair=SHEETS,
    ),
    _kind(
        "list not in the file",
        "Lists not in the file",
        "{number} lists are not in the file: {places}.",
        "Figures from them show “not supplied”, not zero.",
        "note",
        repair=EXPORT_AGAIN,
    ),
    _kind(
        "no date",
        "No reporting date",
        "The file does not say how far its data go.",
        "Give the reporting date, the last day the data cover.",
        "ask",
        repair=DATES,
    ),
    _kind(
        "unlikely date",
        "Unlikely reporting date",
        "The reporting date is long after the last event, or still to come.",
        "Check the reporting date: days after the last event count as zero.",
        "ask",
        repair=DATES,
    ),
    _kind(
        "open twice",
        "Children open twice",
        "{number} lists have children listed as open twice: {places}. Each child is counted once where children are counted.",
        "Fill in the end where one has, or take out the row that is not meant, and upload again; or go on.",
        "ask",
    ),
    _kind(
        "id as a decimal number",
        "Ids as decimal numbers",
        "{number} columns have ids written as decimal numbers, read as whole ones: {places}.",
        "Nothing was lost; format the columns as text in the next export.",
        "note",
    ),
)
"""Kinds that are told as the reading worded them."""

READING: tuple[Kind, ...] = (*BY_A_GUARD, *AS_READ)
