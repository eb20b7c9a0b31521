"""Values as councils' files really hold them: each case of tests/cases that is about values, and its whole kind."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.findings.arriving.day_and_month import is_unlikely_early
from data.findings.arriving.trying import try_returns
from data.findings.finding import Finding
from data.notes import Said
from data.notes.kept_session import open_session, save
from data.periods import last_periods, read_period
from data.returns import annex_a, panel
from data.returns.codes import CODE_SETS
from data.returns.event_days import last_of_the_many
from data.returns.factors import read_codes
from data.returns.open_ends import is_filled_in, says_open
from data.returns.problems import LoadReport, Problem
from data.returns.spoiled_ids import ids_put_right
from data.returns.written_out import in_figures
from data.returns.zoned_times import in_uk_time, uk_time
from data.store import Store
from data.store.return_file import fingerprint_of
from tests.workbooks import (
    CONTACTS,
    assessment,
    contact,
    in_care,
    list_sheet,
    panel_sheet,
    plan,
    rows_of,
    workbook,
)

CASES = Path(__file__).parent.parent / "cases"
DECEMBER, TODAY = date(2022, 12, 31), date(2023, 1, 9)
PLANS, LOOKED_AFTER = annex_a.CHILD_PROTECTION_PLANS, annex_a.LOOKED_AFTER_CHILDREN
BASE = [
    f"2022-{day}"
    for day in (
        "10-03",
        "10-10",
        "10-17",
        "10-24",
        "10-31",
        "11-07",
        "11-14",
        "11-21",
        "11-28",
        "12-05",
        "12-12",
        "12-19",
    )
]
"""Twelve days of contacts: 5, 4 and 3 by month."""


def case(name: str) -> bytes:
    return (CASES / f"{name}.xlsx").read_bytes()


def contacts(*days: object) -> bytes:
    return workbook(list_sheet(CONTACTS, *(contact(f"C{number}", day) for number, day in enumerate(days))))  # type: ignore[arg-type]


def monthly(store: Store, measure: str = "contacts", months: int = 6) -> list[float]:
    return store.measure(measure, "month", months)["value"].tolist()


def asks(report: LoadReport, column: str | None = None) -> list[Problem]:
    return [
        problem
        for problem in report.problems
        if problem.severity != "note" and column in (None, problem.column)
    ]


def findings(store: Store, content: bytes, until: date = DECEMBER) -> dict[str, Finding]:
    store.preview("new.xlsx", content, until)
    tried = try_returns(store, [("new.xlsx", content, until)], TODAY).tried[fingerprint_of(content)]
    for finding in tried.findings:
        assert finding.choices or finding.severity != "ask"
    return {finding.id: finding for finding in tried.findings}


# Time zones


def test_midnights_of_summer_written_in_utc_are_the_next_day(store: Store) -> None:
    # 14 Fridays from 1 July to 30 September (5, 4, 5), 12 to 23 December (4, 4, 4), and five more on 1 October: October 4 + 5.
    report = store.load("a.xlsx", case("summer-time-midnights"), DECEMBER)
    assert monthly(store) == [5, 4, 5, 9, 4, 4]
    note = next(problem for problem in report.problems if problem.column == "Date of Contact")
    assert "time zone (UTC" in note.message and len(note.rows) == 31
    # Those of 1 July to 28 October and the five of 1 October are summer's: 18 + 5.
    assert "23 dates so fall on another day" in note.message


@pytest.mark.parametrize(
    "text",
    [
        "2022-09-30T23:00:00Z",
        "2022-09-30T23:00:00.000Z",
        "2022-09-30T23:00:00.0000000+00:00",
        "2022-09-30 23:00:00 UTC",
        "2022-10-01T00:00:00+01:00",
        "2022-10-01T00:00:00+0100",
        "01/10/2022 00:00 BST",
        "30/09/2022 23:00:00 +00:00",
        "2022-10-01Z",
        "2022-10-01+01:00",
        "2022-09-30T18:30:00-04:30",
    ],
)
def test_every_way_to_write_a_zone_is_read(store: Store, text: str) -> None:
    store.load("a.xlsx", contacts("2022-09-01", text), DECEMBER)
    assert monthly(store, months=4) == [1, 1, 0, 0]


def test_a_time_with_a_zone_is_the_uks_in_columns_of_times_and_of_periods(store: Store) -> None:
    sheet = panel_sheet(
        panel.CONTACT_DECISIONS,
        ["1", "2022-09-30T22:30:00Z", "2022-10-01T22:00:00Z", None, None],
        ["2", "2022-12-01T09:00:00Z", "2022-12-02T10:00:00Z", None, None],
    )
    months = panel_sheet(panel.SHORT_BREAKS, ["2022-09-30T23:00:00Z", "Overnight", 41, 120])
    store.load("p.xlsx", workbook(sheet, months), DECEMBER)
    held = store.table("select received_at, decided_at from returned_contact_decisions order by excel_row")
    # 22:30 UTC is 23:30 in September, decided 23:00 the next day: 23.5 hours; in December UTC is the UK's own time: 25 hours.
    assert [str(moment) for moment in held["received_at"]] == ["2022-09-30 23:30:00", "2022-12-01 09:00:00"]
    assert [str(moment) for moment in held["decided_at"]] == ["2022-10-01 23:00:00", "2022-12-02 10:00:00"]
    assert store.table("select month from returned_short_breaks")["month"].tolist() == ["Oct 2022"]


def test_midnights_that_name_no_zone_are_asked_about(store: Store) -> None:
    # Three Fridays of September at 23:00 of the day before, two of December at midnight: no zone is named, so the days stand.
    days = [datetime(2022, 9, day, 23) for day in (8, 15, 29)] + [datetime(2022, 12, day) for day in (2, 9)]
    report = store.load("a.xlsx", contacts(*days), DECEMBER)
    (question,) = asks(report, "Date of Contact")
    assert "another time zone (UTC)" in question.message and question.rows == (3, 4, 5)
    other_times = [datetime(2022, 9, day, 23) for day in (8, 15, 29)] + [datetime(2022, 9, 9, 14, 30)]
    assert not asks(store.preview("b.xlsx", contacts(*other_times), date(2022, 9, 30)), "Date of Contact")


@settings(max_examples=60)
@given(
    st.datetimes(datetime(1996, 1, 1), datetime(2037, 12, 31)),
    st.integers(-12, 14),
    st.sampled_from([0, 30, 45]),
)
def test_zones_are_read_as_the_calendar_of_time_zones_has_them(
    moment: datetime, hours: int, minutes: int
) -> None:
    moment = moment.replace(microsecond=0)
    ahead = timedelta(hours=abs(hours), minutes=minutes) * (1 if hours >= 0 else -1)
    written = f"{moment.isoformat()}{'+' if hours >= 0 else '-'}{abs(hours):02d}:{minutes:02d}"
    local = (moment - ahead).replace(tzinfo=UTC).astimezone(ZoneInfo("Europe/London")).replace(tzinfo=None)
    assert uk_time(written) == local.isoformat(" ")
    read, zoned = in_uk_time(pa.array([written, "2022-10-01", None]))
    assert read.to_pylist() == [local.isoformat(" "), "2022-10-01", None]
    assert zoned.to_pylist() == [True, False, False]


@pytest.mark.parametrize(
    "text",
    ["2022-10-01", "2022-10-01 00:00:00", "30-09-2022", "2022-13-01T00:00:00Z", "9999-12-31T23:59:59-05:00"],
)
def test_what_names_no_zone_or_no_day_is_left_alone(text: str) -> None:
    assert uk_time(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Thursday, 1 December 2022",
        "Thu 1 Dec 2022",
        "1st December 2022",
        "December 1, 2022",
        "Dec  1 2022 12:00AM",
        "01Dec2022",
        "1 Sept 2022",
        "01-Dec-2022 00:00",
        "01-DEC-2022 10:00:00.000",
        "20221201",
        "30 Nov 2022 23:30 -01:00",
    ],
)
def test_dates_with_a_month_in_words_or_eight_figures_are_read(store: Store, text: str) -> None:
    store.load("a.xlsx", contacts("2022-10-03", text), DECEMBER)
    assert monthly(store, months=4) == ([1, 1, 0, 0] if "Sept" in text else [0, 1, 0, 1])


@pytest.mark.parametrize(
    "text",
    [
        "20122022",
        "70001234",
        "12 Marketing 2022",
        "Dec 2022",
        "01-Dec-22",
        "2022-12-01",
        "12/01/2022 12:00:00 AM",
    ],
)
def test_other_texts_are_not_put_into_figures(text: str) -> None:
    assert in_figures(text) == text


def test_a_time_of_the_afternoon_is_twelve_hours_later() -> None:
    assert [
        in_figures(f"Dec  1 2022 {clock}")[11:] for clock in ("12:00AM", "12:05PM", "1:05 pm", "13:05")
    ] == ["00:00:00", "12:05:00", "13:05:00", "13:05:00"]


# Ends that have not come


def test_a_plan_that_ends_in_9999_is_open(store: Store) -> None:
    # 24 plans, 4 of which ended on 15 November: 24 open until October, 20 from November.
    report = store.load("a.xlsx", case("open-until-9999"), DECEMBER)
    assert monthly(store, "child_protection_plans", 3) == [24, 20, 20]
    assert monthly(store, "child_protection_plans_ceased", 3) == [0, 4, 0]
    (question,) = asks(report, "Child Protection Plan End Date")
    assert question.severity == "ask" and "still open" in question.message and len(question.rows) == 20
    finding = findings(Store(885), case("open-until-9999"))["open ends"]
    assert (
        finding.count == 20
        and finding.is_settled_by_default
        and finding.rows is not None
        and len(finding.rows) == 20
    )


@pytest.mark.parametrize(
    "end",
    [
        "31/12/9999",
        "31/12/2099",
        "01/01/2999",
        "01/01/1900",
        "2999-12-31",
        "31-Dec-9999",
        "9999-12-31T00:00:00Z",
        "31/12/99",
        "31-Dec-99",
        "Ongoing",
        "on-going",
        "OPEN",
        "Current",
        "Still open",
        "Present",
        "To date",
        "TBC",
        "n/a",
        "00/00/0000",
        2958465,
        datetime(9999, 12, 31),
        datetime(2099, 12, 31),
        date(1900, 1, 1),
        0,
    ],
)
def test_what_councils_write_for_still_open(store: Store, end: object) -> None:
    sheet = list_sheet(
        PLANS,
        *(plan(f"P{number}", "2022-08-01", end) for number in range(3)),
        plan("P9", "2022-08-01", "2022-11-15"),
    )  # type: ignore[arg-type]
    report = store.load("a.xlsx", workbook(sheet), DECEMBER)
    assert monthly(store, "child_protection_plans", 3) == [4, 3, 3]
    assert not [problem for problem in report.problems if problem.severity == "stop"]


@pytest.mark.parametrize(
    "words",
    [
        "Plan open",
        "Plan continues",
        "Still on a plan",
        "on-going plan",
        "ongoing - review Jan",
        "No end date recorded",
        "not ended yet",
        "awaiting end date",
        "Still looked after - not ceased",
        "(Blank)",
        "NaT",
        "n.a.",
    ],
)
def test_an_end_that_has_not_come_may_be_told_in_a_councils_own_words(store: Store, words: str) -> None:
    sheet = list_sheet(
        PLANS,
        *(plan(f"P{number}", "2022-08-01", words) for number in range(3)),
        plan("P9", "2022-08-01", "2022-11-15"),
    )
    store.load("a.xlsx", workbook(sheet), DECEMBER)
    assert monthly(store, "child_protection_plans", 3) == [4, 3, 3]


def test_words_that_something_has_ended_are_not_open() -> None:
    for words in (
        "closed",
        "plan ended",
        "not open",
        "no longer open",
        "plan no longer active",
        "was open",
        "re-opened",
        "Case closed, still open to EH",
        "left",
        "unknown",
        "open until 3 Jan",
        "discontinued",
    ):
        assert not says_open(words)


def test_open_ends_are_asked_about_once_for_the_file(store: Store) -> None:
    content = workbook(
        list_sheet(
            annex_a.ASSESSMENTS,
            assessment("A", "2022-12-01", "ongoing"),
            assessment("B", "2022-12-02", "2022-12-20"),
        ),
        list_sheet(PLANS, plan("P", "2022-08-01", "31/12/9999"), plan("Q", "2022-08-01", "tbc")),
    )
    report = store.preview("a.xlsx", content, DECEMBER)
    told = [problem for problem in report.problems if "still open" in problem.message]
    assert [problem.severity for problem in told] == ["ask", "note"]
    assert "“Child Protection Plan End Date” of “List_7” (2 rows)" in told[0].message
    assert findings(store, content)["open ends"].count == 3


@pytest.mark.parametrize("text", ["31/12/9999", "01/01/1900", "31/12/2099", "ongoing", 2958465])
def test_such_a_day_in_a_column_that_ends_nothing_is_unread(store: Store, text: object) -> None:
    sheet = list_sheet(
        PLANS, *(plan(f"P{number}", "2022-08-01") for number in range(3)), plan("P9", text, born_on=text)
    )  # type: ignore[arg-type]
    report = store.load("a.xlsx", workbook(sheet), DECEMBER)
    for column in ("Child Protection Plan Start Date", "Date of Birth"):
        (question,) = asks(report, column)
        assert question.row == 6 and "is not a date" in question.message
    held = store.table("select started_on, born_on from returned_child_protection_plans where excel_row = 6")
    assert held["started_on"].isna().all() and held["born_on"].isna().all()


def test_ordinary_days_and_words_are_not_taken_for_open() -> None:
    for text in (
        "15/11/2022",
        "2022-11-15 00:00:00",
        "44880",
        "15/11/2202",
        "2032-11-15",
        "closed",
        "unknown",
        "moved away",
        "01/01/2022",
        "31/12/2022",
    ):
        assert not says_open(text)
        assert not is_filled_in(text)


# Ids that a spreadsheet has spoiled


def test_children_whose_ids_became_scientific_notation_are_withheld(store: Store) -> None:
    report = store.load("a.xlsx", case("ids-in-scientific-notation"), DECEMBER)
    account = next(sheet for sheet in report.sheets if sheet.list == "looked_after_children")
    assert (account.rows_read, account.rows_used, account.rows_left_out) == (
        24,
        0,
        {"id spoiled by a spreadsheet": 24},
    )
    assert store.measure("children_looked_after", "month", 1)["status"].tolist() == ["not supplied"]
    (question,) = [problem for problem in asks(report) if problem.sheet == "List_8"]
    assert len(question.rows) == 24 and "1.23457E+11" in question.message and "upload" in question.message
    finding = findings(Store(885), case("ids-in-scientific-notation"))["spoiled ids List_8"]
    assert (
        finding.count == 24
        and not finding.is_settled_by_default
        and "empty looked_after_children" not in findings(Store(885), case("ids-in-scientific-notation"))
    )


@pytest.mark.parametrize(
    "spoiled",
    [
        "1.23457E+11",
        "1,23457E+11",
        "1.23457e+11",
        "1.00E+05",
        "01-Mar",
        "Mar-01",
        date(2022, 3, 1),
        "01/03/2022",
        True,
        "########",
        1234567890123450,
        "12345678901234500000",
    ],
)
def test_an_id_that_cannot_be_known_counts_for_nobody(store: Store, spoiled: object) -> None:
    sheet = list_sheet(
        LOOKED_AFTER, *(in_care(child, "2021-05-04") for child in (spoiled, spoiled, "7001", "7002"))
    )  # type: ignore[arg-type]
    report = store.load("a.xlsx", workbook(sheet), DECEMBER)
    now = store.measure("children_looked_after", "month", 1).iloc[0]
    assert (now["value"], now["status"]) == (2, "partial")
    account = next(sheet for sheet in report.sheets if sheet.list == "looked_after_children")
    assert account.rows_left_out == {"id spoiled by a spreadsheet": 2}
    assert any(problem.rows == (3, 4) and problem.severity == "ask" for problem in report.problems)


def test_a_later_whole_return_makes_the_figures_whole_again(store: Store) -> None:
    store.load(
        "a.xlsx",
        workbook(list_sheet(CONTACTS, contact("1.23457E+11", "2022-12-01"), contact("C2", "2022-12-02"))),
        DECEMBER,
    )
    assert store.measure("contacts", "month", 1)["status"].tolist() == ["partial"]
    store.load(
        "b.xlsx",
        workbook(list_sheet(CONTACTS, contact("123457000001", "2022-12-01"), contact("C2", "2022-12-02"))),
        DECEMBER,
    )
    now = store.measure("contacts", "month", 1).iloc[0]
    assert (now["value"], now["status"]) == (2, "ok")


def test_ids_that_can_be_put_right_are() -> None:
    texts = [
        "123456789012.0",
        "7000.00",
        "1.23456789012E+11",
        "00123",
        "AB123",
        "12E4",
        "1E5",
        "1-2",
        "123456789012345",
        None,
    ]
    right, spoiled = ids_put_right(texts)
    assert right == [
        "123456789012",
        "7000",
        "123456789012",
        "00123",
        "AB123",
        "12E4",
        "1E5",
        "1-2",
        "123456789012345",
        None,
    ]
    assert spoiled == [None] * 10


def test_a_decimal_and_a_whole_number_are_one_child(store: Store) -> None:
    sheet = list_sheet(
        LOOKED_AFTER, in_care("123456789012.0", "2021-05-04"), in_care("123456789013", "2021-05-04")
    )
    report = store.load(
        "a.xlsx", workbook(list_sheet(CONTACTS, contact("123456789012", "2022-12-01")), sheet), DECEMBER
    )
    listed = store.table("select child_id from returned_looked_after_children order by excel_row")[
        "child_id"
    ].tolist()
    assert listed == ["123456789012", "123456789013"]
    assert any(problem.severity == "note" and "decimal" in problem.found for problem in report.problems)


def test_long_ids_that_are_whole_stay() -> None:
    # Of two ids of 16 digits one ends in 6: the column was never rounded, and the nought at the other's end is its own.
    assert ids_put_right(["1234567890123456", "1234567890123450"])[1] == [None, None]
    assert ids_put_right(["1234567890123450", "9876543210987650"])[1] == ["rounded to 15 digits"] * 2


def test_ids_that_lost_their_zeros_on_one_list_are_asked_about(store: Store) -> None:
    listed = list_sheet(LOOKED_AFTER, *(in_care(child, "2021-05-04") for child in ("123", "456", "0789")))
    content = workbook(
        list_sheet(CONTACTS, *(contact(child, "2022-12-01") for child in ("00123", "456", "0789"))), listed
    )
    finding = findings(store, content)["leading zeros"]
    assert finding.count == 1 and finding.rows is not None
    assert sorted(finding.rows["child_id"]) == ["00123", "123"]
    store.remembered.remember(finding.choices[0].remembers)
    assert "leading zeros" not in findings(store, content)


@pytest.mark.parametrize(("ids", "is_settled"), [(["#N/A", None, "n/a"], False), ([None], True)])
def test_records_without_an_id_are_asked_about_before_use(
    store: Store, ids: list[str | None], is_settled: bool
) -> None:
    sheet = list_sheet(
        LOOKED_AFTER, *(in_care(child, "2021-05-04") for child in (*ids, "7001", "7002", "7003"))
    )  # type: ignore[arg-type]
    finding = findings(store, workbook(sheet))["without ids List_8"]
    assert (finding.count, finding.is_settled_by_default) == (len(ids), is_settled)
    assert finding.rows is not None and len(finding.rows) == len(ids)


# Cells of another kind


def test_numbers_of_another_kind_are_unread_and_said(store: Store) -> None:
    counts = [
        0,
        2,
        1,
        "12 (est)",
        "36%",
        2.5,
        -1,
        "1,2",
        True,
        date(2022, 3, 1),
        "2 placements",
        0.36,
        "1,200",
        3,
        4,
        5,
        6,
        7,
        8,
        9,
        10,
        11,
    ]
    sheet = list_sheet(
        LOOKED_AFTER,
        *(
            in_care(f"L{number}", "2021-05-04", placements_in_last_12_months=value)
            for number, value in enumerate(counts)
        ),
    )
    report = store.load("a.xlsx", workbook(sheet), DECEMBER)
    held = store.table(
        "select placements_in_last_12_months as held from returned_looked_after_children order by excel_row"
    )["held"]
    read = [None if pd.isna(value) else int(value) for value in held]
    assert read == [0, 2, 1, *[None] * 9, 1200, 3, 4, 5, 6, 7, 8, 9, 10, 11]
    assert (
        sum(len(problem.rows) for problem in asks(report, "Number of Placements in the Last 12 months")) == 9
    )


def test_an_age_with_a_fraction_is_its_completed_years(store: Store) -> None:
    store.load(
        "a.xlsx", workbook(list_sheet(CONTACTS, contact("C1", "2022-12-01", age_stated=12.7))), DECEMBER
    )
    assert store.table("select age_stated from returned_contacts")["age_stated"].tolist() == [12]


@pytest.mark.parametrize(
    "cell", ["£45,000", 6, 450.5, 12345, 99999, "14:30:00", True, "36%", "12 (est)", datetime(1900, 1, 6)]
)
def test_what_is_no_date_is_not_one_because_of_its_column(store: Store, cell: object) -> None:
    report = store.load("a.xlsx", contacts(*BASE, cell), DECEMBER)
    assert monthly(store, months=3) == [5, 4, 3]
    assert [problem.row for problem in asks(report, "Date of Contact")] == [15]


def test_a_bare_number_among_dates_is_asked_about(store: Store) -> None:
    # 44896 is 1 December 2022 as Excel numbers days.
    report = store.load("a.xlsx", contacts(*BASE, 44896), DECEMBER)
    assert monthly(store, months=3) == [5, 4, 4]
    assert [problem.row for problem in asks(report, "Date of Contact")] == [15]
    whole = store.preview("b.xlsx", contacts(44896, 44897, 44898), DECEMBER)
    assert not asks(whole, "Date of Contact")


def test_true_and_false_are_yes_and_no(store: Store) -> None:
    rows = [
        assessment("A", "2022-11-01", "2022-12-01", True),
        assessment("B", "2022-11-01", "2022-12-01", False),
    ]  # type: ignore[arg-type]
    report = store.load("a.xlsx", workbook(list_sheet(annex_a.ASSESSMENTS, *rows)), DECEMBER)
    assert store.table("select social_care_support as said from returned_assessments order by excel_row")[
        "said"
    ].tolist() == ["Yes", "No"]
    assert not asks(report)


# Codes and the words beside them


@pytest.mark.parametrize(
    ("code_set", "text"),
    [
        ("source", "1A - Police"),
        ("source", "6: Schools"),
        ("need", "N3 - Domestic abuse"),
        ("need", "N5: Family in stress"),
        ("legal_status", "C1: FCO"),
        ("legal_status", "C1: Full care order"),
        ("placement_type", "U6: Foster placement - long term"),
        ("ethnicity", "WBRI: White Irish"),
        ("abuse", "Neglect - Physical abuse"),
        ("source", "10-Jan"),
        ("source", "1-Mar"),
        ("ceased_reason", "E45: Special Guardianship Orders - other"),
    ],
)
def test_a_code_beside_another_codes_words_is_unread(code_set: str, text: str) -> None:
    assert CODE_SETS[code_set].read(text) is None
    assert CODE_SETS[code_set].conflict(text) is not None


@pytest.mark.parametrize(
    ("code_set", "text", "code"),
    [
        ("source", "6: Police force", "6"),
        ("source", "q) 6: POLICE", "6"),
        ("source", "6 - Pol", "6"),
        ("source", "6.0", "6"),
        ("source", "3B: Health services", "3B"),
        ("source", "1A: Individual", "1A"),
        ("source", "8: Charity", "8"),
        ("need", "N1 - Abuse / neglect", "N1"),
        ("need", "N4: FIAS", "N4"),
        ("need", "N2: Child’s disability", "N2"),
        ("ethnicity", "OOTH - Arab", "OOTH"),
        ("ethnicity", "WBRI - White English", "WBRI"),
        ("legal_status", "C2: FCO", "C2"),
        ("closure_reason", "RC8 - Closed after assessment", "RC8"),
        ("yes_no_unknown", "Yes - seen alone", "Yes"),
        ("activity", "G5: NEET", "G5"),
    ],
)
def test_harmless_wordings_are_read_by_their_code(code_set: str, text: str, code: str) -> None:
    assert CODE_SETS[code_set].read(text) == code
    assert CODE_SETS[code_set].conflict(text) is None


@pytest.mark.parametrize("name", CODE_SETS)
def test_every_code_agrees_with_every_wording_of_its_own(name: str) -> None:
    for code in CODE_SETS[name].codes:
        for words in code.all_words:
            if " " not in code.code and "/" not in code.code:
                assert CODE_SETS[name].read(f"{code.code} - {words}") == code.code


def test_a_councils_own_numbering_is_asked_about_and_remembered(store: Store) -> None:
    sources = [
        "1A - Police",
        "1A - Police",
        "q) 6: Police",
        "6: Police force",
        "e) 2A: Schools",
        "2A",
        "2A",
        "1B",
    ]
    content = workbook(
        list_sheet(CONTACTS, *(contact(f"C{n}", "2022-12-01", source) for n, source in enumerate(sources)))
    )
    report = store.preview("a.xlsx", content, DECEMBER)
    (question,) = asks(report, "Contact Source")
    assert (
        "1A (Family member, relative or carer) beside the words of 6 (Police)" in question.message
        and question.rows == (3, 4)
    )
    finding = findings(store, content)["unknown code contacts source 1apolice"]
    assert [choice.words for choice in finding.choices[1:3]] == [
        "Read it as 6: Police",
        "Read it as 1A: Family member, relative or carer",
    ]
    store.load("a.xlsx", content, DECEMBER)
    by_source = store.measure("contacts", "month", 1, by="source").set_index("group")["value"]
    # Two of eight are the police's for certain; the two that contradict themselves are nobody's.
    assert by_source["Police"] == 2 and by_source["Individual"] == 1
    store.forget()
    store.remembered.remember(finding.choices[1].remembers)
    store.load("a.xlsx", content, DECEMBER)
    assert store.measure("contacts", "month", 1, by="source").set_index("group")["value"]["Police"] == 4


def test_a_letter_of_the_form_beside_another_codes_word_is_asked_about(store: Store) -> None:
    content = workbook(
        list_sheet(
            CONTACTS,
            *(
                contact(f"C{n}", "2022-12-01", gender=text)
                for n, text in enumerate(
                    ["a) Male", "b) Female", "a) Female", "Female", "c) Neither", "d) Neither"]
                )
            ),
        )
    )
    (question,) = asks(store.preview("a.xlsx", content, DECEMBER), "Gender")
    assert question.found == "a) Female" and question.row == 5
    assert (
        findings(store, content)["unknown code contacts gender afemale"].choices[1].words
        == "Read it as Female"
    )


def test_a_factors_code_beside_another_factors_words_is_unread() -> None:
    assert read_codes("3B: Domestic abuse; 1A - Alcohol misuse") == ("3B;1A", "")
    assert read_codes("3B: Alcohol") == ("", "3B: Alcohol")
    assert read_codes("3B: between parents") == ("3B", "")


# Several councils


def of_councils(header: str, *names: str | None) -> bytes:
    rows = rows_of(
        CONTACTS, *(contact(f"C{number}", f"2022-12-{number + 1:02d}") for number in range(len(names)))
    )
    headers = [*(column.header for column in CONTACTS.columns), header]
    return workbook(
        (
            "List_1",
            [["List 1: Contacts"], headers, *([*row, name] for row, name in zip(rows, names, strict=True))],
        )
    )


@pytest.mark.parametrize("header", ["LA", "Local authority", "Council", "LA name", "Authority", "LA_Name"])
def test_rows_of_two_councils_are_not_added_up(store: Store, header: str) -> None:
    content = of_councils(
        header, "Testshire", "Otherton", "Testshire County Council", "Otherton", "Testshire", None
    )
    report = store.load("a.xlsx", content, DECEMBER)
    assert store.measure("contacts", "month", 1)["status"].tolist() == ["not supplied"]
    assert report.sheets[0].rows_left_out == {"rows of several councils": 6}
    (question,) = asks(report)
    assert "Testshire; Otherton" in question.message


def test_whose_rows_are_meant_is_answered_once(store: Store) -> None:
    content = of_councils(
        "LA name",
        "Testshire",
        "Bristol, City of",
        "Testshire County Council",
        "Bristol, City of",
        "Testshire",
        None,
    )
    finding = findings(store, content)["several councils"]
    assert [choice.words for choice in finding.choices] == [
        "Use the rows of Testshire",
        "Use the rows of Bristol, City of",
        "Use every row: the names are all one council’s",
        "Leave this file out",
    ]
    assert not any(name.startswith(("empty", "half empty")) for name in findings(store, content))
    store.remembered.remember(finding.choices[0].remembers)
    assert "several councils" not in findings(store, content)
    report = store.load("a.xlsx", content, DECEMBER)
    assert monthly(store, months=1) == [3]
    assert report.sheets[0].rows_left_out == {"rows of another council": 3}
    kept = open_session(
        "s.zip", save(store.originals, None, Said(remembered=store.notes.as_kept(store.returns).remembered))
    ).said
    again = Store(885)
    again.remembered.add_kept(kept.remembered)
    again.load("a.xlsx", content, DECEMBER)
    assert monthly(again, months=1) == [3]
    store.remembered.forget(finding.choices[0].remembers)
    assert not store.remembered.councils


def test_names_that_are_all_one_councils_can_be_said_to_be(store: Store) -> None:
    content = of_councils("LA name", "Worcestershire", "Worcs CC", "Worcestershrie")
    choice = findings(store, content)["several councils"].choices[-2]
    store.remembered.remember(choice.remembers)
    assert "several councils" not in findings(store, content)
    report = store.load("a.xlsx", content, DECEMBER)
    assert report.sheets[0].rows_left_out == {}
    assert monthly(store, months=1) == [3]


@pytest.mark.parametrize(
    "names",
    [
        ("Testshire", "Testshire County Council", "testshire", None),
        ("Yes", "No", "Yes", "No"),
        ("885", "Worcestershire", "885", "885"),
    ],
)
def test_one_council_by_several_names_is_one(store: Store, names: tuple[str | None, ...]) -> None:
    report = store.load("a.xlsx", of_councils("Council", *names), DECEMBER)
    assert monthly(store, months=1) == [4] and not asks(report)


def test_the_date_of_a_file_of_several_councils_is_still_found(store: Store) -> None:
    report = store.preview("a.xlsx", of_councils("LA", "Testshire", "Otherton", "Testshire"))
    assert (report.accepted, report.reporting_date) == (True, date(2022, 12, 3))


# A year mistyped


def test_one_mistyped_year_does_not_decide_how_far_the_data_go(store: Store) -> None:
    report = store.load("a.xlsx", case("one-mistyped-year"))
    assert report.reporting_date is not None and (
        report.reporting_date.year,
        report.reporting_date.month,
    ) == (2022, 12)
    (question,) = asks(report, "Date of Contact")
    assert question.row == 63 and "05/12/2024" in question.message and "List_1" in question.message
    finding = findings(Store(885), case("one-mistyped-year"))["far dates List_1 Date of Contact"]
    assert finding.rows is not None and finding.rows["row"].tolist() == [63]


@pytest.mark.parametrize(
    "strays",
    [
        ("05/12/2024",),
        ("05/12/2024", "07/11/2025"),
        ("05/12/2023",),
        ("05/12/1922",),
        ("05/12/2022", "05/12/1922"),
        ("05/12/2222",),
        ("05/12/2029", "05/12/2024"),
    ],
)
def test_no_stray_day_decides_and_each_is_asked_about(store: Store, strays: tuple[str, ...]) -> None:
    days = [(date(2022, 7, 1) + timedelta(days=3 * number)).isoformat() for number in range(60)]
    report = store.load("a.xlsx", contacts(*days, *strays))
    assert report.reporting_date == date(2022, 12, 25)
    told = {row for problem in asks(report, "Date of Contact") for row in problem.rows}
    assert told == {63 + number for number, day in enumerate(strays) if day != "05/12/2022"}


def test_a_few_events_that_lie_apart_are_not_mistyped() -> None:
    def last(*days: date) -> date | None:
        return last_of_the_many(dict.fromkeys(days, 1))

    assert last(date(2022, 7, 1), date(2022, 12, 20)) == date(2022, 12, 20)
    assert last(date(2022, 7, 1), date(2022, 7, 8), date(2022, 8, 20), date(2022, 12, 20)) == date(
        2022, 12, 20
    )
    assert last() is None
    busy = {date(2022, 7, 1) + timedelta(days=number): 100 for number in range(176)} | {
        date(2022, 12, 31): 3,
        date(2023, 12, 31): 3,
    }
    assert last_of_the_many(busy) == date(2022, 12, 31)
    weekly = [date(2022, 7, 1) + timedelta(days=7 * number) for number in range(26)]
    assert last(*weekly) == weekly[-1]


# Days that lie early


@pytest.mark.parametrize(
    "days",
    [
        [f"2022-{month:02d}-{day:02d}" for month in range(7, 13) for day in (1, 4, 5, 6)],
        [f"2022-10-{day:02d}" for day in (3, 4, 5, 6, 7)] * 3
        + [f"2022-11-{day:02d}" for day in (7, 8, 9, 10, 11)] * 3,
        [f"2022-{month:02d}-03" for month in range(7, 13)] * 5,
    ],
    ids=["early each month", "two weeks", "monthly"],
)
def test_early_days_by_chance_are_not_called_swapped(store: Store, days: list[str]) -> None:
    assert not any(name.startswith("swapped") for name in findings(store, contacts(*days)))


def test_swapped_days_are_found_by_where_they_would_lie(store: Store) -> None:
    # Contacts of 1 to 12 October to December, read month first: days 10 to 12 of every month of the year.
    days = [f"2022-{day:02d}-{month}" for day in range(1, 13) for month in (10, 11, 12)]
    assert "swapped List_1 contact_on" in findings(store, contacts(*days))


def test_how_unlikely_early_days_are() -> None:
    # (12 / 30.4) ** 7 is 0.0015, ** 8 is 0.0006.
    days = [date(2022, month, day) for month in (10, 11) for day in (1, 2, 3, 4)]
    assert not is_unlikely_early(days[:7])
    assert is_unlikely_early(days)
    assert not is_unlikely_early([*days, date(2022, 11, 13)])
    assert not is_unlikely_early([date(2022, 10, day) for day in range(1, 13)])


# Periods


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Q3 22/23", "Q3 2022/23"),
        ("Q3 22-23", "Q3 2022/23"),
        ("Q3 2022-23", "Q3 2022/23"),
        ("2022-23 Q3", "Q3 2022/23"),
        ("Q3 11/12", "Q3 2011/12"),
        ("Oct-Dec 2022", "Q3 2022/23"),
        ("Oct to Dec 2022", "Q3 2022/23"),
        ("October – December 2022", "Q3 2022/23"),
        ("Apr-Jun 22", "Q1 2022/23"),
        ("Jan-Mar 2022/23", "Q4 2022/23"),
        ("Oct-Dec 2022/23", "Q3 2022/23"),
        ("Q3 2022/23 (Oct-Dec 2022)", "Q3 2022/23"),
        ("Q3 (2022/23)", "Q3 2022/23"),
        ("Apr 22 - Mar 23", "2022/23"),
        ("April 2022 to March 2023", "2022/23"),
        ("FY 2022/23", "2022/23"),
        ("FY22/23", "2022/23"),
        ("22/23", "2022/23"),
        ("Apr-Sep 2022", "2022/23 YTD to Q2"),
        ("Apr to Dec 2022", "2022/23 YTD to Q3"),
        ("Jan 2022 to Dec 2022", "12 months to Dec 2022"),
        ("01/10/2022 - 31/12/2022", "Q3 2022/23"),
        ("1 Oct 2022 to 31 Dec 2022", "Q3 2022/23"),
        ("Sept 2022", "Sep 2022"),
        ("Dec ’22", "Dec 2022"),
    ],
)
def test_periods_that_people_type(text: str, label: str) -> None:
    period = read_period(text, DECEMBER)
    assert period is not None and period.label == label


@pytest.mark.parametrize(
    "text",
    [
        "11/12",
        "Nov 22 - Jan 23",
        "Oct - Dec",
        "Q2 2022/23 (Oct-Dec 2022)",
        "Marketing 22",
        "Q3 23/22",
        "May-Apr 2022/23",
        "Q3 2022",
        "01/10/2022 - 30/12/2022",
        "Dec 2022 to Oct 2022",
    ],
)
def test_what_may_be_another_period_is_unread(text: str) -> None:
    assert read_period(text, DECEMBER) is None


@settings(max_examples=60)
@given(
    st.dates(date(2010, 4, 1), date(2037, 3, 31)),
    st.sampled_from(["quarter", "year", "rolling_12_months"]),
    st.booleans(),
)
def test_a_span_of_months_is_the_period_it_spans(day: date, grain: str, short: bool) -> None:
    (period,) = last_periods(day, grain, 1)  # type: ignore[arg-type]
    form = "%b %y" if short else "%B %Y"
    read = read_period(f"{period.start:{form}} - {period.end:{form}}")
    assert read is not None and (read.start, read.end) == (period.start, period.end)
    assert read_period(period.in_words) == read


def test_a_figure_by_a_typed_period_is_its_quarters(store: Store) -> None:
    sheet = panel_sheet(panel.FEEDBACK, ["Oct-Dec 2022", "Survey", 12], ["Q2 22/23", "Survey", 9])
    report = store.load("p.xlsx", workbook(sheet), DECEMBER)
    assert store.measure("families_heard", "quarter", 2)["value"].tolist() == [9, 12]
    assert not asks(report)
