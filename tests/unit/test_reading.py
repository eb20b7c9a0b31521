"""What workbooks look like in earnest: every layout opens, nothing is dropped without being counted."""

from __future__ import annotations

import io
from datetime import date, timedelta

import openpyxl
import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from data.returns import panel
from data.returns.annex_a import ANNEX_A
from data.returns.marked_copy import marked_copy
from data.returns.problems import LoadReport
from data.returns.template import blank_panel_return
from data.store import Store
from tests.workbooks import (
    ABOUT,
    ASSESSMENTS,
    CONTACTS,
    REFERRALS,
    assessment,
    contact,
    list_sheet,
    panel_sheet,
    referral,
    rows_of,
    workbook,
)

OFFICIAL_HEADERS = {layout.number: [column.header for column in layout.columns] for layout in ANNEX_A}
THREE = (contact("1", "2022-10-03"), contact("2", "2022-11-04"), contact("3", "2022-12-30"))


def account(report: LoadReport, name: str) -> tuple[int, int, dict[str, int]]:
    """Rows read, used and left out of a list."""
    sheet = next(sheet for sheet in report.sheets if sheet.list == name)
    return sheet.rows_read, sheet.rows_used, sheet.rows_left_out


def test_the_official_forms_columns_are_all_declared() -> None:
    assert [len(headers) for headers in OFFICIAL_HEADERS.values()] == [
        7,
        8,
        11,
        12,
        14,
        14,
        17,
        34,
        13,
        16,
        19,
    ]


def test_every_list_of_the_official_layout_is_recognised_with_all_its_columns(store: Store) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for layout in ANNEX_A:
        sheet = book.create_sheet(f"List_{layout.number}")
        sheet["A1"] = layout.title
        sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(layout.columns))
        for position, column in enumerate(layout.columns, start=1):
            sheet.cell(
                2,
                position,
                f"{column.header} "
                if position % 3 == 0
                else column.header.replace("’", "'").replace("‘", "'"),
            )
        for position, value in enumerate(rows_of(layout, {layout.columns[0].name: "7"})[0], start=1):
            sheet.cell(3, position, value)
    for name in ("Front_Sheet", "FAQ_and_changes", "Guidance", "Codes_used"):
        book.create_sheet(name)["A1"] = "words"
    content = io.BytesIO()
    book.save(content)
    report = store.preview("form.xlsx", content.getvalue())
    assert {sheet.list for sheet in report.sheets if sheet.list} == {layout.name for layout in ANNEX_A}
    for sheet in report.sheets:
        layout = next((one for one in ANNEX_A if one.name == sheet.list), None)
        assert sheet.rows_read == sheet.rows_used + sum(sheet.rows_left_out.values())
        if layout is not None:
            assert len(sheet.columns) == len(layout.columns)
            assert sheet.rows_used == 1


@pytest.mark.parametrize("blank_rows_above", [0, 1, 4])
@pytest.mark.parametrize(
    "sheet_name", ["List_1", "List 1", "list 1 ", "Ofsted List 1 - Contacts", "Contacts", "Sheet1"]
)
def test_headers_are_found_wherever_they_stand(store: Store, blank_rows_above: int, sheet_name: str) -> None:
    _, rows = list_sheet(CONTACTS, *THREE, title=False)
    report = store.load(
        "a.xlsx", workbook((sheet_name, [*([[]] * blank_rows_above), *rows])), date(2022, 12, 31)
    )
    assert account(report, "contacts") == (3, 3, {})
    assert store.measure("contacts", "month", 3)["value"].tolist() == [1, 1, 1]


def test_lists_are_told_apart_by_their_headers_not_their_names(store: Store) -> None:
    _, contacts = list_sheet(CONTACTS, *THREE)
    _, referrals = list_sheet(REFERRALS, referral("1", "2022-10-03"))
    report = store.load("a.xlsx", workbook(("List_3", contacts), ("List_1", referrals)))
    assert {sheet.name: sheet.list for sheet in report.sheets} == {
        "List_3": "contacts",
        "List_1": "referrals",
    }


def test_other_councils_headers_and_codes(store: Store) -> None:
    headers = [
        "ChildUniqueID",
        "Sex",
        "ethnicity",
        "DateOfBirth",
        "Age",
        "Contact Date",
        "ContactSource",
        "LA",
        "Month",
    ]
    rows = [
        ["00017", "F", "White British", "1/5/2010", 6.138, "3/10/2022", "School", "X", "Oct"],
        ["00018", "M", "WBRI - White British", 40299, -1, 44838, "POLICE", "X", "Oct"],
        ["00019\xa0", "2", "#N/A", "2010-05-01", None, "5-Oct-22", "PSRMEM - Parent", "X", "Oct"],
    ]
    report = store.load("a.xlsx", workbook(("List 1", [headers, *rows])), date(2022, 12, 31))
    assert account(report, "contacts")[:2] == (3, 3)
    by_source = store.measure("contacts", "month", 3, by="source")
    october = by_source[by_source["period"] == "Oct 2022"].set_index("group")["value"].to_dict()
    assert october == {"Not a known code": 1, "Police": 1, "Schools": 1}
    unread = [problem for problem in report.problems if problem.found == "PSRMEM - Parent"]
    assert [(problem.sheet, problem.row, problem.column) for problem in unread] == [
        ("List 1", 4, "Contact Source")
    ]
    assert next(sheet for sheet in report.sheets).extra_columns == ("LA", "Month")
    kept = store.table("select child_id, other_columns, sex from contacts order by child_id")
    assert kept["child_id"].tolist() == ["00017", "00018", "00019"]
    assert kept["sex"].tolist() == ["Female", "Male", "Female"]


def test_a_header_read_by_likeness_is_said(store: Store) -> None:
    headers = [
        "Child Unique ID",
        "Gender",
        "Ethnicity",
        "Date of Birth",
        "Age of Child (Years)",
        "Contact Date",
        "Contact Source",
    ]
    report = store.preview(
        "a.xlsx", workbook(("List_1", [headers, ["1", "F", "WBRI", "2010-01-01", 5, "2022-10-03", "6"]]))
    )
    assert any(
        problem.column == "Date of Contact" and problem.found == "Contact Date" for problem in report.problems
    )


def test_rows_left_out_are_counted_and_listed(store: Store) -> None:
    name, rows = list_sheet(CONTACTS, *THREE)
    rows += [
        rows[2],
        [None] * 7,
        ["Applied filters: Contact Date"],
        ["Total", None, None, None, None, None, 3],
        [None, "a) Male", "a) WBRI", "2010-05-01", 12, "2022-10-05", "6"],
        rows[1],
        contact_row("9"),
    ]
    report = store.load("a.xlsx", workbook((name, rows)), date(2022, 12, 31))
    read, used, left_out = account(report, "contacts")
    assert left_out == {
        "exact duplicate of another row": 1,
        "blank row": 1,
        "footer or total row": 2,
        "no child unique id": 1,
        "repeated header": 1,
    }
    assert (read, used) == (10, 4)
    listed = {problem.found: problem.rows for problem in report.problems if problem.found in left_out}
    assert listed["exact duplicate of another row"] == (6,)
    assert listed["footer or total row"] == (8, 9)
    assert listed["no child unique id"] == (10,)


def contact_row(child: str) -> list[object]:
    return rows_of(CONTACTS, contact(child, "2022-12-01"))[0]


def test_legacy_xls_and_macro_workbooks_are_read(store: Store) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("List_1")
    for number, row in enumerate(list_sheet(CONTACTS, *THREE)[1]):
        for column, value in enumerate(row):
            sheet.write(number, column, value)
    content = io.BytesIO()
    book.save(content)
    assert account(store.load("old.xls", content.getvalue()), "contacts")[1] == 3
    store.forget()
    assert account(store.load("macros.xlsm", workbook(list_sheet(CONTACTS, *THREE))), "contacts")[1] == 3


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.dates(date(2022, 7, 1), date(2022, 12, 31)),
            st.sampled_from(["iso", "stamp", "uk", "dots", "short", "words", "serial"]),
        ),
        min_size=1,
        max_size=25,
    )
)
def test_dates_written_in_any_of_the_forms_read_as_themselves(days: list[tuple[date, str]]) -> None:
    written = {
        "iso": "{:%Y-%m-%d}",
        "stamp": "{:%Y-%m-%d 00:00:00}",
        "uk": "{:%d/%m/%Y}",
        "dots": "{:%d.%m.%Y}",
        "short": "{:%d/%m/%y}",
        "words": "{:%d %b %Y}",
    }
    rows = []
    for number, (day, form) in enumerate(days):
        text = str((day - date(1899, 12, 30)).days) if form == "serial" else written[form].format(day)
        rows.append(contact(str(number), text))
    store = STORE
    store.forget()
    report = store.load("a.xlsx", workbook(list_sheet(CONTACTS, *rows)), date(2022, 12, 31))
    assert account(report, "contacts")[1] == len(days)
    read = store.table("select child_id, contact_on from contacts")
    assert {
        int(child): moment.date() for child, moment in zip(read["child_id"], read["contact_on"], strict=True)
    } == {number: day for number, (day, _) in enumerate(days)}


STORE = Store(885)
TEXTS = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_categories=["Cc", "Cs", "Cn"]), max_size=12
)


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.lists(
            st.one_of(st.none(), TEXTS, st.integers(-5, 60_000), st.floats(0, 1)), min_size=7, max_size=7
        ),
        min_size=1,
        max_size=12,
    )
)
def test_whatever_the_cells_hold_every_row_is_accounted_for(cells: list[list[object]]) -> None:
    store = STORE
    store.forget()
    headers = OFFICIAL_HEADERS[1]
    report = store.preview("a.xlsx", workbook(("List_1", [headers, *cells])))
    assert report.kind == "annex_a"
    read, used, left_out = account(report, "contacts")
    assert read == used + sum(left_out.values())
    assert read <= len(cells)


def test_missing_and_unusable_columns_make_figures_not_supplied_never_zero(store: Store) -> None:
    name, rows = list_sheet(
        ASSESSMENTS, assessment("1", "2022-10-03", "2022-11-01"), assessment("2", "2022-10-04", None)
    )
    index = OFFICIAL_HEADERS[4].index("Continuous Assessment Date of Authorisation")
    without = [row[:index] + row[index + 1 :] if len(row) > 1 else row for row in map(list, rows)]
    report = store.load("a.xlsx", workbook((name, without)), date(2022, 12, 31))
    missing = next(
        problem
        for problem in report.problems
        if problem.column == "Continuous Assessment Date of Authorisation"
    )
    assert "no column" in missing.message and "not supplied" in missing.message
    answer = store.measure(["assessments_completed", "assessments_within_45_working_days"], periods=1)
    assert answer["status"].tolist() == ["not supplied", "not supplied"]
    assert answer["value"].isna().all()


@pytest.mark.parametrize("nonsense", ["soon", "32/13/2022", "2222-01-01", "31/12/22222"])
def test_nonsense_dates_are_listed_and_the_figure_is_not_supplied(store: Store, nonsense: str) -> None:
    rows = [contact(str(n), nonsense) for n in range(5)]
    referrals = list_sheet(REFERRALS, referral("1", "2022-10-03"))
    report = store.load("a.xlsx", workbook(list_sheet(CONTACTS, *rows), referrals), date(2022, 12, 31))
    bad = [
        problem
        for problem in report.problems
        if problem.column == "Date of Contact" and problem.found == nonsense
    ]
    assert bad[0].rows == (3, 4, 5, 6, 7)
    assert store.measure("contacts", periods=1)["status"].tolist() == ["not supplied"]
    assert store.measure("referrals", periods=1)["value"].tolist() == [1]


def test_swapped_columns_are_noticed_by_their_values(store: Store) -> None:
    swapped = [contact(str(n), "2010-05-01", born_on=f"2022-11-{n + 1:02d}") for n in range(6)]
    report = store.load("a.xlsx", workbook(list_sheet(CONTACTS, *swapped)), date(2022, 12, 31))
    stops = [problem for problem in report.problems if problem.severity == "stop"]
    assert {problem.column for problem in stops} == {"Date of Contact", "Date of Birth"}
    assert "birth dates" in stops[0].message
    assert store.measure("contacts", periods=1)["status"].tolist() == ["not supplied"]


def test_swapped_start_and_end_are_noticed(store: Store) -> None:
    swapped = [assessment(str(n), "2022-11-20", f"2022-10-{n + 1:02d}") for n in range(6)]
    report = store.load("a.xlsx", workbook(list_sheet(ASSESSMENTS, *swapped)), date(2022, 12, 31))
    assert any("look swapped" in problem.message for problem in report.problems if problem.severity == "stop")
    assert store.measure("assessments_within_45_working_days", periods=1)["status"].tolist() == [
        "not supplied"
    ]


def test_an_empty_or_missing_list_is_not_zero(store: Store) -> None:
    report = store.load("a.xlsx", workbook(list_sheet(CONTACTS, *THREE), list_sheet(REFERRALS)))
    said = " ".join(problem.message for problem in report.problems)
    assert "List 3 (sheet “List_3”) has no row" in said
    assert "List 7: Child protection is not in the file" in said
    answer = store.measure(["referrals", "assessments_completed"], periods=1)
    assert answer["status"].tolist() == ["not supplied", "not supplied"]


def test_the_reporting_date_is_given_or_about_or_the_newest_event_not_in_the_future(store: Store) -> None:
    future = (date.today() + timedelta(days=40)).isoformat()
    content = workbook(list_sheet(CONTACTS, *THREE, contact("9", future)))
    assert store.preview("a.xlsx", content).reporting_date == date(2022, 12, 30)
    assert store.preview("a.xlsx", content, date(2022, 12, 31)).reporting_date == date(2022, 12, 31)
    about = store.preview("b.xlsx", workbook(ABOUT, panel_sheet(panel.FEEDBACK, ["Q3 2022/23", "Survey", 5])))
    assert (about.kind, about.reporting_date) == ("panel", date(2022, 12, 31))


def test_a_wide_figures_sheet_is_read_too(store: Store) -> None:
    wide = [
        ["Measure", "Q2 2022/23", "Q3 2022/23"],
        ["Referrals", 1200, 1300],
        ["Re-referrals within 12 months", "21%", "19.5%"],
    ]
    store.load("a.xlsx", workbook(ABOUT, ("Figures", wide)))
    answer = store.measure(["referrals", "re_referrals_within_12_months"], periods=2)
    assert answer["value"].tolist() == [21, 19.5, 1200, 1300]
    assert set(answer["origin"]) == {"reported"}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (["36%", "4.8%"], [36, 4.8]),
        ([0.36, 0.048], [36, 4.8]),
        ([36, 0.5], [36, 0.5]),
        ([1, 0], [100, 0]),
        (["36%", 0.5], [36, 50]),
    ],
)
def test_a_percentage_column_is_read_as_a_whole(
    store: Store, written: list[object], read: list[float]
) -> None:
    rows = [
        ["audits_good", "Q2 2022/23", None, None, None, written[0], None, None],
        ["audits_good", "Q3 2022/23", None, None, None, written[1], None, None],
    ]
    report = store.load("a.xlsx", workbook(ABOUT, panel_sheet(panel.FIGURES, *rows)))
    assert store.measure("audits_good", periods=2)["value"].tolist() == pytest.approx(read)
    mixed = any("mixes" in problem.message for problem in report.problems)
    assert mixed == (written == [36, 0.5])


def test_the_blank_panel_return_says_nothing_until_it_is_filled_in(store: Store) -> None:
    content = blank_panel_return(["Referrals"])
    report = store.preview("template.xlsx", content)
    named = {sheet.list for sheet in report.sheets if sheet.list}
    assert named == {layout.name for layout in panel.PANEL}
    assert all(sheet.rows_used == 0 for sheet in report.sheets)
    assert not any(problem.found == "headers of no known list or sheet" for problem in report.problems)
    book = openpyxl.load_workbook(io.BytesIO(content))
    book["Feedback"]["C2"] = 77
    for row, value in enumerate((1, "36%"), start=3):
        book["Risk factors"].cell(3, row, value)
    edited = io.BytesIO()
    book.save(edited)
    report = store.preview("filled.xlsx", edited.getvalue(), date(2022, 12, 31))
    used = {sheet.list: sheet.rows_used for sheet in report.sheets if sheet.rows_used}
    assert used == {"feedback": 1, "risk_factors": 1}


def test_a_marked_copy_of_a_legacy_workbook_comes_back_as_a_new_one(store: Store) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("List_1")
    for number, row in enumerate(list_sheet(CONTACTS, THREE[0], contact("2", "rubbish"))[1]):
        for column, value in enumerate(row):
            sheet.write(number, column, value)
    content = io.BytesIO()
    book.save(content)
    report = store.preview("old.xls", content.getvalue(), date(2022, 12, 31))
    marked = openpyxl.load_workbook(io.BytesIO(marked_copy("old.xls", content.getvalue(), report)))
    comment = marked["List_1"].cell(4, 6).comment
    assert comment is not None
    assert "“rubbish” is not a date" in comment.text
    assert marked["Problems found"].max_row == 1 + len(report.problems)
