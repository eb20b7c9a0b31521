"""Each failure path of a new quarter's day is met by its sentence and its choices; one test a path, figures by hand."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date

import pytest

from data.as_reported import AS_REPORTED
from data.changes import changes_of
from data.findings.arriving.indicators import revised
from data.findings.arriving.trying import Trial, of_report, try_returns
from data.findings.finding import Choice, Finding, Kind, worst_first
from data.lists.tables import MERGED
from data.notes import Said
from data.notes.answers import Answer, Answers, is_answer
from data.notes.kept_session import open_session, save
from data.returns import annex_a, panel
from data.returns.problems import Severity
from data.sample import EXAMPLE_COUNTY, returns_in
from data.store import Store
from data.store.return_file import fingerprint_of
from tests.patience import allowed
from tests.unit.test_refusals import HOSTILE
from tests.workbooks import (
    ABOUT,
    ASSESSMENTS,
    CONTACTS,
    REFERRALS,
    assessment,
    contact,
    enquiry,
    in_care,
    list_sheet,
    panel_sheet,
    plan,
    referral,
    workbook,
)

SEPTEMBER, DECEMBER, JANUARY = date(2022, 9, 30), date(2022, 12, 31), date(2023, 1, 9)
EARLY_HELP = annex_a.EARLY_HELP
L5, L7, L8 = annex_a.SECTION_47_ENQUIRIES, annex_a.CHILD_PROTECTION_PLANS, annex_a.LOOKED_AFTER_CHILDREN
EVERY_DAY = [f"2022-{month:02d}-{day:02d}" for month in (10, 11, 12) for day in range(1, 29)]


def trial_of(store: Store, content: bytes, until: date = DECEMBER, name: str = "new.xlsx") -> Trial:
    report = store.preview(name, content, until)
    assert report.kind is not None
    return try_returns(store, [(name, content, until)], JANUARY)


def found(store: Store, content: bytes, until: date = DECEMBER) -> dict[str, Finding]:
    """The findings of one return by id; the store is the same afterwards."""
    before, figures = store.returns, store.measure("contacts", "quarter", 4)
    findings = trial_of(store, content, until).tried[fingerprint_of(content)].findings
    assert store.returns == before
    assert store.measure("contacts", "quarter", 4).equals(figures)
    for one in findings:
        assert one.choices or one.severity != "ask"
        assert not (one.choices and one.severity == "stop")
    return {one.id: one for one in findings}


def contacts(*days: str, first: int = 0) -> tuple[str, list[Sequence[object]]]:
    return list_sheet(CONTACTS, *(contact(f"C{first + number}", day) for number, day in enumerate(days)))


def words(finding: Finding) -> list[str]:
    return [choice.words for choice in finding.choices]


def headed(
    sheet: tuple[str, list[Sequence[object]]], old: str, new: str
) -> tuple[str, list[Sequence[object]]]:
    """A sheet with one header worded otherwise."""
    name, rows = sheet
    assert old in rows[1]
    return name, [rows[0], [new if text == old else text for text in rows[1]], *rows[2:]]


def test_the_exact_duplicate_is_named_and_changes_nothing(store: Store) -> None:
    content = workbook(contacts("2022-12-01", "2022-12-02"))
    store.load("december.xlsx", content, DECEMBER)
    (finding,) = of_report(store.preview("again.xlsx", content))
    assert finding.severity == "note"
    assert (
        "“again.xlsx” is the same file as “december.xlsx”, already in use with data to 31/12/2022"
        in finding.sentence
    )
    assert "2 rows" in finding.sentence and "nothing to do" in finding.sentence


def test_the_same_quarter_changed_says_rows_and_the_figure_that_moves_most(store: Store) -> None:
    store.load(
        "v1.xlsx", workbook(contacts("2022-12-01", "2022-12-02", "2022-12-05", "2022-12-06")), DECEMBER
    )
    rows = [
        contact("C0", "2022-12-01"),
        contact("C1", "2022-12-02", gender="b) Female"),
        contact("C2", "2022-12-05"),
        contact("X", "2022-12-07"),
        contact("Y", "2022-12-08"),
    ]
    finding = found(store, workbook(list_sheet(CONTACTS, *rows)))["same quarter"]
    assert finding.severity == "ask"
    assert "A return of Q3 2022/23 is in use already (“v1.xlsx”" in finding.sentence
    assert (
        "This file adds 2 rows, changes 1 and drops 1 (List 1). 1 headline figure moves; most of all contacts received in Q3 2022/23, 4→5."
        in finding.sentence
    )
    assert (
        "(“v1.xlsx”, version 1, data to 31/12/2022)" in finding.sentence
        and "As version 2 it stands where the two differ." in finding.sentence
    )
    assert words(finding) == ["Use it as version 2", "Keep what is in use"]
    assert finding.choices[0].needs_reason and finding.choices[1].keeps_out
    assert finding.count == 4


def test_an_older_quarter_after_a_newer_one(store: Store) -> None:
    store.load("december.xlsx", workbook(contacts("2022-12-01")), DECEMBER)
    finding = found(store, workbook(contacts("2022-09-29")), SEPTEMBER)["older quarter"]
    assert (
        "data to 30 September 2022, Q2 2022/23, and returns to 31 December 2022 are in use already"
        in finding.sentence
    )
    assert "Choose another, or add the older quarter on purpose." in finding.sentence
    assert words(finding) == ["Add Q2 2022/23 to the quarters in use", "Leave this file out"]


def test_last_quarters_file_under_this_quarters_date(store: Store) -> None:
    finding = found(store, workbook(contacts("2022-09-29", "2022-09-30")))["wrong quarter"]
    assert (
        "The latest event in Lists 1 to 5 of “new.xlsx” is on 30 September 2022. That looks like Q2 2022/23, not Q3 2022/23"
        in finding.sentence
    )
    assert finding.choices[-1].keeps_out


def test_a_skipped_quarter_is_a_gap_not_zero(store: Store) -> None:
    store.load("march.xlsx", workbook(contacts("2022-03-30")), date(2022, 3, 31))
    finding = found(store, workbook(contacts("2022-12-01")))["gap"]
    assert "List 1, between 1 April 2022 and 30 June 2022" in finding.sentence
    assert (
        "2 quarters skipped, the last Q2 2022/23" in finding.sentence
        and "a gap there, not zero" in finding.sentence
    )
    assert words(finding)[0] == "Go on and add it later"


def test_a_gap_is_told_list_by_list(store: Store) -> None:
    store.load(
        "march.xlsx",
        workbook(contacts("2022-03-30"), list_sheet(EARLY_HELP, early("E0", "2022-01-10"))),
        date(2022, 3, 31),
    )
    content = workbook(
        contacts(*EVERY_DAY),
        list_sheet(EARLY_HELP, *(early(f"E{month}", f"2022-{month:02d}-10") for month in range(1, 13))),
    )
    finding = found(store, content)["gap"]
    assert (
        "List 1, between 1 April 2022 and 30 June 2022" in finding.sentence
        and "all here" not in finding.sentence
    )


def test_a_quarter_after_the_one_before_is_no_gap(store: Store) -> None:
    store.load("september.xlsx", workbook(contacts("2022-09-30")), SEPTEMBER)
    assert "gap" not in found(store, workbook(contacts(*EVERY_DAY)))


def test_a_thin_last_month_looks_like_an_early_run(store: Store) -> None:
    days = [
        day for day in EVERY_DAY if day < "2022-12-04"
    ]  # Thursday 1 and Friday 2 December, and a Saturday
    finding = found(store, workbook(contacts(*days)))["early run"]
    assert "December 2022 has 2 working days of contacts out of 20. Is this an early run?" in finding.sentence
    assert words(finding)[0] == "Use it as provisional, until the whole quarter is here"
    assert "change the date above" not in finding.sentence  # its data go to 31 December, as given
    early = found(store, workbook(contacts(*days)), date(2022, 12, 3))["early run"].sentence
    assert (
        "to have data to 3 December 2022: if it is whole, change the date above to 31 December 2022 too, or its figures stay partial."
        in early
    )
    assert "early run" not in found(store, workbook(contacts(*EVERY_DAY)))


def test_data_to_a_day_to_come_stop(store: Store) -> None:
    finding = found(store, workbook(contacts("2022-12-01")), date(2023, 1, 31))["still to come"]
    assert finding.severity == "stop"
    assert (
        "31 January 2023, 22 days from today" in finding.sentence
        and "change the date above" in finding.sentence
    )


def test_late_corrections_are_counted_with_the_figure_as_known_now(store: Store) -> None:
    store.load(
        "september.xlsx",
        workbook(
            contacts("2022-09-01", "2022-09-02"),
            list_sheet(L8, in_care("K1", "2020-01-06"), in_care("K2", "2021-01-06")),
        ),
        SEPTEMBER,
    )
    later = workbook(
        contacts("2022-09-01", "2022-09-02", "2022-09-05", "2022-12-01"),
        list_sheet(L8, in_care("K1", "2020-01-07"), in_care("K2", "2021-01-06")),
    )
    finding = found(store, later)["late corrections"]
    assert finding.severity == "note" and finding.count == 2
    assert (
        "For Q2 2022/23 and its window, on sheets “List_1”, “List_8”: 1 contact arrived late; 1 start of care changed."
        in finding.sentence
    )
    assert "contacts received in Q2 2022/23, 2→3." in finding.sentence


def test_a_renamed_column_is_offered_with_samples_used_and_remembered(store: Store) -> None:
    content = workbook(
        headed(contacts("2022-12-01", "2022-12-02", "2022-12-05"), "Date of Contact", "Contact made on")
    )
    finding = found(store, content)["renamed List_1 contact_on"]
    assert finding.count == 3
    assert (
        "Sheet “List_1” (List 1): “Date of Contact” is not there. “Contact made on” has 3 dates, as 2022-12-01, 2022-12-02, 2022-12-05: use it?"
        in finding.sentence
    )
    assert words(finding) == [
        "Use “Contact made on” as “Date of Contact”, and remember it",
        "Go on without the column",
        "Leave this file out",
    ]
    store.remembered.remember(finding.choices[0].remembers)
    assert "renamed List_1 contact_on" not in found(store, content)
    store.load("new.xlsx", content, DECEMBER)
    assert store.measure("contacts", periods=1)["value"].tolist() == [3]


def test_swapped_columns_stop_with_samples(store: Store) -> None:
    rows = [referral(f"R{number}", "2010-05-01", born_on=f"2022-12-{number + 1:02d}") for number in range(5)]
    finding = next(
        one
        for name, one in found(store, workbook(contacts("2022-12-09"), list_sheet(REFERRALS, *rows))).items()
        if name.startswith("shifted")
    )
    assert finding.severity == "stop" and finding.sheet == "List_3"
    assert (
        "2 columns were not used, as they do not hold what their headers say: “Date of referral” of “List_3” (in 5 of 5 rows it lies on"
        in finding.sentence
    )
    assert (
        "it looks like birth dates; it holds 2010-05-01); “Date of Birth” of “List_3” (it looks swapped with"
        in finding.sentence
    )


def test_no_figure_is_told_of_a_file_that_stops(store: Store) -> None:
    swapped = workbook(
        list_sheet(
            REFERRALS, *(referral(f"R{number}", "2010-05-01", born_on="2022-12-05") for number in range(5))
        )
    )
    good = workbook(contacts("2022-12-01", "2022-12-02"))
    for name, content in (("swapped.xlsx", swapped), ("good.xlsx", good)):
        store.preview(name, content, DECEMBER)
    both = try_returns(store, [("swapped.xlsx", swapped, DECEMBER), ("good.xlsx", good, DECEMBER)], JANUARY)
    assert set(both.tried) == {fingerprint_of(swapped), fingerprint_of(good)}
    assert both.indicators[["measure", "after"]].to_numpy().tolist()[0] == ["contacts", 2]
    assert "referrals" not in set(both.indicators["measure"])


def test_a_list_without_ids_stops(store: Store) -> None:
    sheet = headed(list_sheet(REFERRALS, referral("R1", "2022-12-01")), "Child Unique ID", "Person")
    finding = found(store, workbook(contacts("2022-12-09"), sheet))["no identifier List_3"]
    assert finding.severity == "stop" and "none of its 1 row can be used" in finding.sentence


def test_a_missing_list_is_not_supplied_not_zero(store: Store) -> None:
    store.load(
        "september.xlsx",
        workbook(contacts("2022-09-01"), list_sheet(L7, plan("P1", "2022-01-10"))),
        SEPTEMBER,
    )
    findings = found(store, workbook(contacts("2022-12-01")))
    finding = findings["missing child_protection_plans"]
    assert finding.severity == "ask"
    assert finding.sentence.startswith(
        "List 7: Child protection is not in the file; the return before had 1 row. Figures from it show “not supplied”, not 0."
    )
    assert words(finding) == ["Go on without it: not supplied", "Leave this file out"]
    noted = next(one for one in findings.values() if one.kind.id == "missing" and one.severity == "note")
    assert "care_leavers" in noted.lists  # it was not there before either


def test_an_empty_list_true_zero_or_not_run(store: Store) -> None:
    store.load(
        "september.xlsx",
        workbook(
            contacts("2022-09-01"), list_sheet(L5, enquiry("E1", "2022-09-02"), enquiry("E2", "2022-09-05"))
        ),
        SEPTEMBER,
    )
    content = workbook(
        contacts("2022-12-01"), list_sheet(REFERRALS, referral("R1", "2022-12-01")), list_sheet(L5)
    )
    finding = found(store, content)["empty section_47_enquiries"]
    assert (
        "Sheet “List_5” (List 5) is empty; the return before had 2 rows. Was there truly nothing to list, or was it not run?"
        in finding.sentence
    )
    assert words(finding) == [
        "It was not run: not supplied",
        "True zero: there was nothing to list",
        "Leave this file out",
    ]
    store.load("as it is.xlsx", content, DECEMBER)
    assert store.measure("section_47_enquiries", periods=2)["status"].tolist() == ["ok", "not supplied"]
    store.undo()
    store.remembered.remember(finding.choices[1].remembers)
    store.load("true zero.xlsx", content, DECEMBER)
    answer = store.measure("section_47_enquiries", periods=2)
    assert answer["status"].tolist() == ["ok", "ok"]
    assert answer["value"].tolist() == [
        0,
        0,
    ]  # the two of September lie in December's window, which holds nothing: withdrawn
    assert {one.layout.name: one.counts for one in changes_of(store, store.returns[-1])}[
        "section_47_enquiries"
    ] == {"withdrawn": 2}
    store.remembered.forget(finding.choices[1].remembers)
    assert not store.remembered.zeros


def test_half_of_the_lists_empty_is_a_failed_export(store: Store) -> None:
    finding = found(store, workbook(contacts("2022-12-01"), list_sheet(REFERRALS), list_sheet(L5)))[
        "half empty"
    ]
    assert (
        "2 of the 3 lists of “new.xlsx” have no rows: List 3, List 5." in finding.sentence
        and "Export it again" in finding.sentence
    )
    assert [one[2] for one in finding.choices[1].remembers] == [
        "referrals",
        "section_47_enquiries",
    ] and finding.choices[1].needs_reason


def test_dates_as_text_say_how_they_were_read_and_which_cannot_be(store: Store) -> None:
    rows = [
        assessment("A1", "03/10/2022", "31/10/2022"),
        assessment("A2", "05/10/2022", "12/31/2022"),
        assessment("A3", "05/10/2022", "30/11/2022"),
        assessment("A4", "2022-10-05", "2022-11-30"),
    ]
    finding = found(store, workbook(contacts("2022-12-01"), list_sheet(ASSESSMENTS, *rows)))[
        "text dates List_4"
    ]
    assert finding.severity == "ask"
    assert (
        "Sheet “List_4” (List 4): 6 dates are text, read as day/month/year: 31/10/2022 fits. 12/31/2022 does not: 1 date cannot be read, in row 4"
        in finding.sentence
    )
    assert words(finding)[0].startswith("Day/month/year is right")


def test_day_and_month_swapped_by_a_program(store: Store) -> None:
    swapped = [f"2022-{month:02d}-{day:02d}" for month in (1, 3, 5, 8, 11) for day in (10, 11, 12)] * 2
    finding = found(store, workbook(contacts(*swapped, "13/10/2022", "29/11/2022")))[
        "swapped List_1 contact_on"
    ]
    assert (
        "“Date of Contact”: all 30 dates lie on the 1st to 12th of a month, while its 2 dates as text are all on later days"
        in finding.sentence
    )
    assert "swapped List_1 contact_on" not in found(store, workbook(contacts(*EVERY_DAY)))


def test_an_unknown_code_is_mapped_once_and_remembered(store: Store) -> None:
    rows = [
        assessment(
            f"A{number}", "2022-10-03", "2022-11-01", "CS Assessment Updated" if number < 3 else "a) Yes"
        )
        for number in range(10)
    ]
    content = workbook(contacts("2022-12-01"), list_sheet(ASSESSMENTS, *rows))
    finding = next(one for name, one in found(store, content).items() if name.startswith("unknown code"))
    assert (
        "“CS Assessment Updated” (3 rows) is not a code of the form" in finding.sentence
        and finding.count == 3
    )
    assert words(finding)[0] == "Leave it as “not a known code”" and finding.is_settled_by_default
    yes = next(choice for choice in finding.choices if choice.words == "Read it as Yes")
    store.remembered.remember(yes.remembers)
    assert not [name for name in found(store, content) if name.startswith("unknown code")]
    store.load("new.xlsx", content, DECEMBER)
    assert store.table("select count(*) as n from assessments where social_care_support = 'Yes'")[
        "n"
    ].tolist() == [10]


@pytest.mark.parametrize(
    ("name", "next_step"),
    [
        ("encrypted", "clear the password"),
        ("empty", "Export it again"),
        ("csv", "save it as an Excel workbook"),
        ("wrong workbook", "SSDA903 return"),
        ("no list", "Choose the Annex A workbook"),
    ],
)
def test_a_file_that_cannot_be_read_stops_with_what_to_do(store: Store, name: str, next_step: str) -> None:
    content = next(make for label, make, _ in HOSTILE if label == name)()
    (finding,) = of_report(store.preview("file.xlsx", content))
    assert finding.severity == "stop" and not finding.choices
    assert "“file.xlsx”" in finding.sentence and next_step in finding.sentence


def test_a_list_that_stops_at_a_tools_limit(store: Store) -> None:
    rows = [contact(f"C{number}", EVERY_DAY[number % len(EVERY_DAY)]) for number in range(5_000)]
    finding = found(store, workbook(list_sheet(CONTACTS, *rows)))["cut off List_1"]
    assert (
        "Sheet “List_1” (List 1) stops at exactly 5,000 rows. Was it exported through ChAT"
        in finding.sentence
    )
    assert words(finding) == ["It is whole", "Leave this file out"] and finding.choices[0].needs_reason


def care(*children: str) -> tuple[str, list[Sequence[object]]]:
    return list_sheet(L8, *(in_care(child, "2021-01-04") for child in children))


def test_ids_that_lost_their_leading_zeros_are_told_apart_without_them(store: Store) -> None:
    store.load(
        "september.xlsx",
        workbook(contacts("2022-09-01"), care(*(f"00{number}" for number in range(100, 120)))),
        SEPTEMBER,
    )
    content = workbook(contacts("2022-12-01"), care(*(str(number) for number in range(100, 120))))
    finding = found(store, content)["ids changed"]
    assert finding.severity == "ask" and finding.count == 20
    assert (
        "Only 0% (0 of 20) of the children looked after or on a plan on 30 September 2022 are on sheets “List_8”."
        in finding.sentence
    )
    assert "With leading zeros left aside it would be 20: one of the files has lost them." in finding.sentence
    assert words(finding) == [
        "Leave leading zeros aside, in every return, and remember it",
        "Leave this file out",
    ]
    assert finding.rows is not None and finding.rows.iloc[0].tolist() == [
        "List_8",
        3,
        "00100",
        "List 8 of the return to 30/09/2022, not in this file",
    ]
    store.remembered.remember(finding.choices[0].remembers)
    assert "ids changed" not in found(store, content)
    store.load("new.xlsx", content, DECEMBER)
    assert store.measure("children_looked_after", periods=2)["value"].tolist() == [20, 20]
    assert store.measure("ceased_to_be_looked_after", periods=1)["value"].tolist() == [0]
    assert store.measure("children_looked_after", periods=2, reading=AS_REPORTED)["value"].tolist() == [
        20,
        20,
    ]
    assert store.table("select min(child_id) as child, count(*) as n from looked_after_children").iloc[
        0
    ].tolist() == ["100", 20]


def test_ids_of_another_form_stop(store: Store) -> None:
    store.load(
        "september.xlsx",
        workbook(contacts("2022-09-01"), care(*(f"P{number}" for number in range(20)))),
        SEPTEMBER,
    )
    finding = found(store, workbook(contacts("2022-12-01"), care(*(f"M{number}" for number in range(20)))))[
        "ids changed"
    ]
    assert finding.severity == "stop" and not finding.choices


def test_some_children_not_found_again_ask(store: Store) -> None:
    store.load(
        "september.xlsx",
        workbook(contacts("2022-09-01"), care(*(f"K{number}" for number in range(20)))),
        SEPTEMBER,
    )
    finding = found(
        store, workbook(contacts("2022-12-01"), care(*(f"K{number}" for number in range(16)), "N1", "N2"))
    )["ids changed"]
    assert finding.severity == "ask" and "Only 80% (16 of 20)" in finding.sentence
    assert "ids changed" not in found(
        store, workbook(contacts("2022-12-01"), care(*(f"K{number}" for number in range(18))))
    )


def test_another_councils_file(store: Store) -> None:
    store.load("about.xlsx", workbook(ABOUT), DECEMBER)
    other = panel_sheet(panel.ABOUT, ["Othershire", "31/12/2022", "09/01/2023", None])
    finding = found(store, workbook(contacts("2022-12-01"), other))["other council"]
    assert (
        "names Othershire; 1 return in use is of Testshire" in finding.sentence
        and "choose the right file" in finding.sentence
    )


def test_a_stock_that_does_not_follow_from_its_starts_and_ends(store: Store) -> None:
    store.load(
        "september.xlsx",
        workbook(contacts("2022-09-01"), care(*(f"K{number}" for number in range(100)))),
        SEPTEMBER,
    )
    old = [in_care(f"K{number}", "2021-01-04", "2022-11-01" if number < 5 else None) for number in range(100)]
    started = [in_care(f"N{number}", "2022-10-10") for number in range(10)]
    unexplained = [in_care(f"U{number}", "2021-03-01") for number in range(30)]
    finding = found(store, workbook(contacts("2022-12-01"), list_sheet(L8, *old, *started, *unexplained)))[
        "jump looked_after_children"
    ]
    assert "children looked after 100→135 (+35%)." in finding.sentence
    assert (
        "10 started and 5 ended in this file, which would give 105." in finding.sentence
        and finding.count == 30
    )
    assert finding.choices[0] == Choice("It is right", needs_reason=True)
    assert finding.rows is not None and len(finding.rows) == 30
    assert finding.rows["why"].unique().tolist() == ["open since 01/03/2021, not listed open on 30/09/2022"]
    assert finding.about == "children looked after 100→135 (+35%)" and finding.lists == (
        "looked_after_children",
    )
    assert "jump looked_after_children" not in found(
        store, workbook(contacts("2022-12-01"), list_sheet(L8, *old, *started))
    )


def test_a_reporting_date_before_its_rows(store: Store) -> None:
    finding = found(store, workbook(contacts("2022-12-01", "2022-12-15", "2022-12-16")), date(2022, 12, 10))[
        "before its rows contacts"
    ]
    assert "Sheet “List_1” (List 1): 2 rows of 3 lie after 10 December 2022" in finding.sentence


def test_headers_of_an_older_form_are_noted(store: Store) -> None:
    sheet = headed(
        list_sheet(L5, enquiry("E1", "2022-12-01")),
        "Was an Initial Child Protection Conference deemed unnecessary?",
        "Initial Child Protection Conference Not Required",
    )
    finding = found(store, workbook(contacts("2022-12-01"), sheet))["other form List_5"]
    assert (
        finding.severity == "note"
        and "1 header of the 2018 form: “Initial Child Protection Conference Not Required”"
        in finding.sentence
    )


def test_several_at_once_come_by_repair_the_worst_first() -> None:
    def one(severity: Severity, repair: str) -> Finding:
        return Kind("x", "X", "X.", "Y.", severity, repair=repair).finding("", "", 1, "")

    ordered = worst_first(
        [
            one("note", "Look at the dates"),
            one("ask", "Say which code is meant"),
            one("ask", "Look at the dates"),
            one("stop", "Say which column is meant"),
        ]
    )
    assert [(finding.repair, finding.severity) for finding in ordered] == [
        ("Say which column is meant", "stop"),
        ("Look at the dates", "ask"),
        ("Look at the dates", "note"),
        ("Say which code is meant", "ask"),
    ]


def test_a_choice_settles_only_with_the_reason_it_needs() -> None:
    assert not is_answer(None, "")
    assert not is_answer(Choice("Leave it out", keeps_out=True), "because")
    assert not is_answer(Choice("It is whole", needs_reason=True), " - ")
    assert is_answer(Choice("It is whole", needs_reason=True), "5,000 by chance")


def test_answers_and_what_is_remembered_are_in_the_saved_session(store: Store) -> None:
    content = workbook(contacts("2022-12-01"))
    store.load("a.xlsx", content, DECEMBER)
    answers = Answers()
    answers.give(
        fingerprint_of(content),
        Kind("gap", "gap", "X.", "Y.", "ask").finding("", "", 1, "", lists=("contacts",)),
        Choice("Go on and add it later"),
        " next  week ",
    )
    remembered = {
        "headers": [["contacts", "contact_on", "Contact made on"]],
        "codes": [["contacts", "source", "police2", "3D"]],
        "zeros": [[fingerprint_of(content), "early_help"]],
        "ids": [["without leading zeros"]],
        "read_before": [],
    }
    kept = open_session("s.zip", save(store.originals, None, Said({}, answers.as_kept(), remembered))).said
    again = Answers()
    again.add_kept(kept.answers)
    assert again.given == {
        fingerprint_of(content): {"gap": Answer("Go on and add it later", "next week", "gap", ("contacts",))}
    }
    store.remembered.add_kept(
        kept.remembered
        | {
            "headers": [*kept.remembered["headers"], ["no list", "x", "y"]],
            "ids": [["without leading zeros"], ["x"]],
        }
    )
    assert store.remembered.as_kept() == remembered


def held(store: Store) -> dict[str, list[str]]:
    """Every table of the store, its rows in order."""
    return {
        name: sorted(map(repr, store.table(f"select * from {name}").to_numpy().tolist())) for name in MERGED
    }


def test_undo_gives_back_the_same_tables_and_figures(store: Store) -> None:
    files = [(name, content, None) for name, content in returns_in(EXAMPLE_COUNTY)[-4:]]
    ids = [
        "contacts",
        "referrals",
        "children_looked_after",
        "assessments_within_45_working_days",
        "audits_good",
    ]
    store.load_all(files[:2])
    tables, figures, originals = held(store), store.measure(ids, "quarter", 4), store.originals
    store.load_all(files[2:])
    assert len(store.last_used) == 2
    assert not store.measure(ids, "quarter", 4).equals(figures)
    store.undo()
    assert held(store) == tables
    assert store.measure(ids, "quarter", 4).equals(figures)
    assert store.originals == originals
    assert store.last_used == ()
    store.undo()
    assert store.originals == originals


def test_undo_gives_back_a_date_that_was_replaced(store: Store) -> None:
    content = workbook(contacts("2022-12-01"))
    store.load("a.xlsx", content, date(2022, 12, 15))
    store.load("a.xlsx", content, DECEMBER)
    store.undo()
    assert [one.reporting_date for one in store.returns] == [date(2022, 12, 15)]
    assert store.measure("contacts", periods=1)["value"].tolist() == [1]


def test_a_renamed_column_of_dates_is_offered_whatever_it_is_called(store: Store) -> None:
    sheet = headed(contacts("2022-12-01", "2022-12-02"), "Date of Contact", "Evt dt")
    finding = found(store, workbook(sheet))["renamed List_1 contact_on"]
    assert words(finding)[0] == "Use “Evt dt” as “Date of Contact”, and remember it"


def test_a_column_that_is_nowhere_is_asked_about_where_the_return_before_had_it(store: Store) -> None:
    name, rows = contacts("2022-12-01")
    without = name, [rows[0], *(row[:-1] for row in rows[1:])]
    noted = found(store, workbook(without))["absent List_1"]
    assert noted.severity == "note" and not noted.choices
    store.load("september.xlsx", workbook(contacts("2022-09-01")), SEPTEMBER)
    finding = found(store, workbook(without))["absent List_1"]
    assert finding.severity == "ask"
    assert (
        "Sheet “List_1” (List 1): 1 column not there, “Contact Source”, and the return before had it. Figures that need it show “not supplied”"
        in finding.sentence
    )
    assert words(finding) == ["Go on without", "Leave this file out"]


def test_two_returns_of_a_quarter_that_come_together_are_told_apart(store: Store) -> None:
    files = [
        ("one.xlsx", workbook(contacts("2022-12-01")), DECEMBER),
        ("two.xlsx", workbook(contacts("2022-12-01", "2022-12-02")), DECEMBER),
    ]
    for file in files:
        store.preview(*file)
    tried = try_returns(store, files, JANUARY).tried
    first, second = (
        {one.id: one for one in tried[fingerprint_of(content)].findings}["same quarter"].sentence
        for _, content, _ in files
    )
    assert (
        "A return of Q3 2022/23 comes with it (“two.xlsx”, version 2" in first
        and "The other, further down, stands where the two differ." in first
    )
    assert (
        "A return of Q3 2022/23 comes with it (“one.xlsx”, version 1" in second
        and "As version 2 it stands where the two differ." in second
    )


def early(child: str, day: str) -> dict[str, object]:
    return {"child_id": child, "started_on": day, "completed_on": None, "organisation": "School"}


def test_an_early_run_is_seen_by_its_last_day_as_well(store: Store) -> None:
    days = [
        day for day in EVERY_DAY if day <= "2022-12-14"
    ] * 3  # half of December's working days, and then nothing
    assert (
        "December 2022 has 10 working days of contacts out of 20"
        in found(store, workbook(contacts(*days)))["early run"].sentence
    )


def test_half_of_an_export_is_asked_about(store: Store) -> None:
    store.load(
        "september.xlsx",
        workbook(
            contacts(
                *(
                    day.replace("-10-", "-07-").replace("-11-", "-08-").replace("-12-", "-09-")
                    for day in EVERY_DAY * 3
                )
            )
        ),
        SEPTEMBER,
    )
    findings = found(store, workbook(contacts(*EVERY_DAY[::2], *EVERY_DAY)))
    finding = findings["size contacts"]
    assert (
        "Sheet “List_1” (List 1) has 126 rows; the return to 30/09/2022 had 252: 50% fewer. Was the export cut short"
        in finding.sentence
    )
    assert finding.count == 126 and finding.choices[0].needs_reason
    assert "size contacts" not in found(
        store, workbook(contacts(*EVERY_DAY * 2, *EVERY_DAY[:25]))
    )  # 193 of 252 are 23% fewer


def test_dates_that_are_none_are_listed(store: Store) -> None:
    rows = [assessment(f"A{n}", "03/10/2022", "31/10/2022") for n in range(6)] + [
        assessment("B", "03/10/2022", "not known"),
        assessment("C", "03/10/2022", "31/11/2022"),
    ]
    finding = found(store, workbook(contacts("2022-12-01"), list_sheet(ASSESSMENTS, *rows)))[
        "text dates List_4"
    ]
    assert finding.severity == "ask"
    assert (
        "31/10/2022 fits. not known, 31/11/2022 do not: 2 dates cannot be read, in rows 9 and 10."
        in finding.sentence
    )
    assert finding.rows is not None and finding.rows[["row", "child_id"]].to_numpy().tolist() == [
        [9, "B"],
        [10, "C"],
    ]
    real = [contact(f"C{n}", day) for n, day in enumerate(EVERY_DAY)] + [contact("X", "tbc")]
    finding = found(store, workbook(list_sheet(CONTACTS, *real)))["unread dates List_1"]
    assert (
        "Sheet “List_1” (List 1): 1 date cannot be read, in row 87, as “tbc”." in finding.sentence
        and finding.is_settled_by_default
    )


def test_a_changed_source_is_no_late_contact(store: Store) -> None:
    store.load("september.xlsx", workbook(contacts("2022-09-01", "2022-09-02")), SEPTEMBER)
    rows = [
        contact("C0", "2022-09-01", "e) 2A: Schools"),
        contact("C1", "2022-09-02"),
        contact("C9", "2022-12-01"),
    ]
    assert "late corrections" not in found(store, workbook(list_sheet(CONTACTS, *rows)))


def test_a_columns_own_codes_are_asked_about_instead_of_stopping(store: Store) -> None:
    rows = [
        assessment(f"A{n}", "2022-10-03", "2022-11-01", "CS Close Case" if n % 2 else "CS Assessment Updated")
        for n in range(12)
    ]
    content = workbook(contacts("2022-12-01"), list_sheet(ASSESSMENTS, *rows))
    findings = found(store, content)
    assert not [one for one in findings.values() if one.severity == "stop"]
    asked = [
        one
        for name, one in findings.items()
        if name.startswith("unknown code assessments social_care_support")
    ]
    assert [one.count for one in asked] == [6, 6]
    for one, meant in zip(sorted(asked, key=lambda finding: finding.id), ("Yes", "No"), strict=True):
        store.remembered.remember(
            next(choice for choice in one.choices if choice.words == f"Read it as {meant}").remembers
        )
    store.load("new.xlsx", content, DECEMBER)
    assert store.table(
        "select social_care_support as s, count(*) as n from assessments group by all order by s"
    ).to_numpy().tolist() == [["No", 6], ["Yes", 6]]


def test_ids_of_one_list_that_are_names_are_asked_about(store: Store) -> None:
    store.load(
        "september.xlsx",
        workbook(list_sheet(REFERRALS, *(referral(f"R{n}", "2022-09-05") for n in range(12)))),
        SEPTEMBER,
    )
    content = workbook(list_sheet(REFERRALS, *(referral(f"Smith, Jo {n}", "2022-12-05") for n in range(12))))
    finding = found(store, content)["ids unlike referrals"]
    assert "12 of 12 child ids are of another form than before, as “Smith, Jo 0”" in finding.sentence
    assert "ids unlike referrals" not in found(
        store, workbook(list_sheet(REFERRALS, *(referral(f"Q{n}0", "2022-12-05") for n in range(12))))
    )


def test_children_gone_without_an_end_are_listed(store: Store) -> None:
    store.load(
        "september.xlsx", workbook(contacts("2022-09-01"), care(*(f"K{n}" for n in range(30)))), SEPTEMBER
    )
    finding = found(store, workbook(contacts("2022-12-01"), care(*(f"K{n}" for n in range(28)))))[
        "gone looked_after_children"
    ]
    assert "2 children open on 30 September 2022 are not in this file and have no end." in finding.sentence
    assert (
        finding.is_settled_by_default
        and finding.rows is not None
        and sorted(finding.rows["child_id"]) == ["K28", "K29"]
    )


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("North Yorkshire", "North Lincolnshire", False),
        ("West Berkshire Council", "West Sussex County Council", False),
        ("Royal Borough of Kingston upon Thames", "Kingston upon Hull, City of", False),
        ("Worcestershire", "Worcestershire County Council", True),
        ("Testshire", "Testshire Children's Services", True),
        ("Bath and North East Somerset", "North Somerset", False),
    ],
)
def test_councils_are_told_apart(store: Store, one: str, other: str, same: bool) -> None:
    def about(name: str, *sheets: tuple[str, list[Sequence[object]]]) -> bytes:
        return workbook(panel_sheet(panel.ABOUT, [name, "31/12/2022", "09/01/2023", None]), *sheets)

    store.load("about.xlsx", about(one), DECEMBER)
    assert ("other council" in found(store, about(other, contacts("2022-12-01")))) != same


def test_another_council_than_the_one_chosen_is_noted(store: Store) -> None:
    content = workbook(
        panel_sheet(panel.ABOUT, ["Herefordshire Council", "31/12/2022", "09/01/2023", None]),
        contacts("2022-12-01"),
    )
    finding = found(store, content)["council not chosen"]
    assert finding.severity == "note" and "Choose Herefordshire under Council" in finding.sentence


def test_figures_stated_otherwise_than_counted_are_noted_before_use(store: Store) -> None:
    store.load(
        "lists.xlsx",
        workbook(list_sheet(REFERRALS, *(referral(f"R{n}", "2022-12-05") for n in range(12)))),
        DECEMBER,
    )
    stated = panel_sheet(panel.FIGURES, ["referrals", "Q3 2022/23", None, 15, None, None, None, None])
    finding = found(store, workbook(ABOUT, stated))["stated otherwise"]
    assert (
        finding.severity == "note"
        and "1 figure of Q3 2022/23 stated otherwise than the lists count: Referrals 15 (counted 12)."
        in finding.sentence
    )


def test_a_flow_beyond_its_usual_range_is_asked_about(store: Store) -> None:
    def a_month(year: int, month: int, how_many: int) -> list[dict[str, object]]:
        return [contact(f"{year}{month}{n}", f"{year}-{month:02d}-{1 + n % 28:02d}") for n in range(how_many)]

    usual = [40, 44, 42, 41, 43, 45, 42, 40, 44, 43, 41, 42] * 2
    months = [(2020 + (9 + n) // 12, (9 + n) % 12 + 1) for n in range(24)]  # October 2020 to September 2022
    rows = [
        row for (year, month), count in zip(months, usual, strict=True) for row in a_month(year, month, count)
    ]
    store.load("before.xlsx", workbook(list_sheet(CONTACTS, *rows)), SEPTEMBER)
    jumped = workbook(
        list_sheet(CONTACTS, *rows, *a_month(2022, 10, 55), *a_month(2022, 11, 58), *a_month(2022, 12, 42))
    )
    finding = found(store, jumped)["beyond usual contacts"]
    assert (
        "contacts received are beyond their usual range in 2 months of the quarter: Oct 2022 55, usually"
        in finding.sentence
    )
    assert finding.choices[0].needs_reason and finding.lists == ("contacts",)
    # the last 24 months sum to 1,043, mean 43.5; of their moves (75 in all, mean 3.3) 13 and 16 are left out: 46 / 21 × 2.66 = 5.8
    assert "usually 38 to 49 in any month (Oct 2021 40)" in finding.sentence
    steady = workbook(
        list_sheet(CONTACTS, *rows, *a_month(2022, 10, 40), *a_month(2022, 11, 44), *a_month(2022, 12, 42))
    )
    assert "beyond usual contacts" not in found(store, steady)


def test_a_season_that_comes_back_is_not_asked_about(store: Store) -> None:
    def contacts(*months: tuple[int, int]) -> list[dict[str, object]]:
        """20 or 22 contacts a month, and 50 every October and November."""
        return [
            contact(f"{year}{month}{n}", f"{year}-{month:02d}-{1 + n % 28:02d}")
            for year, month in months
            for n in range(50 if month in (10, 11) else 20 + month % 2 * 2)
        ]

    before = [(2020 + (9 + n) // 12, (9 + n) % 12 + 1) for n in range(24)]  # October 2020 to September 2022
    store.load("before.xlsx", workbook(list_sheet(CONTACTS, *contacts(*before))), SEPTEMBER)
    newest = workbook(list_sheet(CONTACTS, *contacts(*before, (2022, 10), (2022, 11), (2022, 12))))
    assert "beyond usual contacts" not in found(store, newest)


def test_the_countys_own_quarter_is_let_through_without_a_guard_crying_wolf(store: Store) -> None:
    files = [(name, content, None) for name, content in returns_in(EXAMPLE_COUNTY)]
    store.load_all(files[:-2])
    newest = []
    for name, content, _ in files[-2:]:
        newest.append((name, content, store.preview(name, content).reporting_date))
    findings = [one for tried in try_returns(store, newest, JANUARY).tried.values() for one in tried.findings]
    assert {
        one.id.split(" ")[0] for one in findings if not one.is_settled_by_default and one.severity != "note"
    } <= {"text"}
    assert any(one.id.startswith("gone ") for one in findings)


def test_a_trial_is_quick_and_says_what_the_county_would_become(store: Store) -> None:
    files = [(name, content, DECEMBER) for name, content in returns_in(EXAMPLE_COUNTY)[-2:]]
    store.load_all([(name, content, None) for name, content in returns_in(EXAMPLE_COUNTY)[-4:-2]])
    tables = held(store)
    for file in files:
        store.preview(*file)
    started = time.process_time()
    trial = try_returns(store, files)
    assert time.process_time() - started < allowed(10)
    assert held(store) == tables
    store.load_all(files)
    after = store.measure("contacts", periods=2)["value"].tolist()
    row = trial.indicators[trial.indicators["measure"] == "contacts"]
    assert row["after"].tolist()[:2] == after[::-1]
    assert len(trial.indicators["measure"].unique()) > 100
    past = revised(trial.indicators)
    assert "Q2 2022/23" in set(past["period"]) and "Q3 2022/23" not in set(past["period"])
    assert past["moves"].all()
