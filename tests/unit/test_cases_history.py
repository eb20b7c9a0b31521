"""Figures that hold over time: the small workbooks of tests/cases that are about history, and what they stand for."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from data.changes import changes_of, returns_to_compare
from data.findings.arriving.indicators import revised
from data.findings.arriving.trying import try_returns
from data.measures import MEASURES
from data.periods import period_containing
from data.restatement_reasons import because
from data.returns import annex_a, panel
from data.store import Store
from data.store.return_file import fingerprint_of
from tests.workbooks import (
    ASSESSMENTS,
    CONTACTS,
    REFERRALS,
    assessment,
    contact,
    enquiry,
    in_care,
    in_need,
    list_sheet,
    panel_sheet,
    plan,
    referral,
    workbook,
)

CASES = Path(__file__).parents[1] / "cases"
SEPTEMBER, DECEMBER = date(2022, 9, 30), date(2022, 12, 31)


def load_case(store: Store, *names: str) -> None:
    for name in names:
        given = date.fromisoformat(name[-15:-5]) if "data to" in name else None
        assert store.load(name, (CASES / name).read_bytes(), given).accepted


def by_quarter(store: Store, measure: str, periods: int = 3) -> list[tuple[float, str]]:
    found = store.measure(measure, "quarter", periods)
    return list(zip(found["value"].fillna(-1), found["status"], strict=True))


def test_assessments_listed_by_their_start_do_not_vanish(store: Store) -> None:
    """34 weekly starts from 4 April, each 49 days long: ends fall weekly from 23 May, 6 by 30 June and 13 in each quarter after."""
    load_case(store, "start-selected 1 data to 2022-09-30.xlsx", "start-selected 2 data to 2022-12-31.xlsx")
    assert by_quarter(store, "assessments_completed") == [(6, "partial"), (13, "ok"), (13, "ok")]
    assert by_quarter(store, "open_assessments", 2) == [(7, "ok"), (2, "ok")]
    completed = store.measure("assessments_within_45_working_days", "quarter", 1)
    assert completed[["numerator", "denominator"]].to_numpy().tolist() == [
        [13, 13]
    ]  # 49 days are 35 working days at most


def test_plans_open_twice_and_a_start_put_later(store: Store) -> None:
    names = ("plans 1 data to 2022-09-30.xlsx", "plans 2 data to 2022-12-31.xlsx")
    load_case(store, *names)
    assert by_quarter(store, "child_protection_plans", 2) == [(8, "ok"), (8, "ok")]
    assert by_quarter(store, "child_protection_plans_ceased", 2) == [(0, "ok"), (0, "ok")]
    starts = store.table("select started_on from child_protection_plans where child_id = '7700'")[
        "started_on"
    ]
    assert [day.date() for day in starts] == [date(2022, 9, 14)]
    asked = [
        problem
        for problem in store.returns[0].report.problems
        if problem.severity == "ask" and "open twice" in problem.message
    ]
    assert len(asked) == 1
    assert "7600" in asked[0].message
    repeats = store.measure("repeat_child_protection_plans_within_two_years", "quarter", 2)
    assert repeats["numerator"].fillna(0).tolist() == [0, 0]


def test_re_referrals_without_history_or_the_lists_own_count_are_not_supplied(store: Store) -> None:
    load_case(store, "no-count-of-referrals.xlsx")
    assert by_quarter(store, "re_referrals_within_12_months", 1) == [(-1, "not supplied")]
    assert by_quarter(store, "referrals", 1) == [
        (12, "partial")
    ]  # the newest, on 19 December, is as far as it goes


def test_re_referrals_are_partial_by_the_lists_count_and_whole_by_history(store: Store) -> None:
    """Three returns reach back to July 2021: the quarters from July 2022 on have their 12 months before them."""
    days = {
        "2021-12-31": ("2021-08-05", "2021-11-05"),
        "2022-06-30": ("2022-02-05", "2022-05-05"),
        "2022-12-31": ("2022-08-05", "2022-12-05"),
    }
    for last, (earlier, later) in days.items():
        rows = [referral("1", earlier, count=1), referral("2", later)]
        store.load(f"{last}.xlsx", workbook(list_sheet(REFERRALS, *rows)), date.fromisoformat(last))
    statuses = [status for _, status in by_quarter(store, "re_referrals_within_12_months", 6)]
    assert statuses == ["partial", "partial", "partial", "partial", "ok", "ok"]


@pytest.mark.parametrize(
    ("layout", "row", "measure"),
    [
        (annex_a.CHILDREN_IN_NEED, in_need, "children_in_need"),
        (annex_a.CHILD_PROTECTION_PLANS, plan, "child_protection_plans"),
        (annex_a.LOOKED_AFTER_CHILDREN, in_care, "children_looked_after"),
    ],
)
def test_one_return_alone_gives_lower_bounds_of_earlier_stocks(
    store: Store, layout, row, measure: str
) -> None:  # type: ignore[no-untyped-def]
    """Who was open in September, left and came back by December is listed from November on: 1 of 2 in September."""
    store.load(
        "d.xlsx", workbook(list_sheet(layout, row("1", "2022-01-10"), row("2", "2022-11-10"))), DECEMBER
    )
    assert by_quarter(store, measure, 2) == [(1, "partial"), (2, "ok")]
    store.load(
        "s.xlsx", workbook(list_sheet(layout, row("1", "2022-01-10"), row("2", "2022-02-10"))), SEPTEMBER
    )
    assert by_quarter(store, measure, 3) == [(2, "partial"), (2, "ok"), (2, "ok")]


def test_contacts_and_closures_are_followed_before_they_are_judged(store: Store) -> None:
    """Of contacts to 31 December only those to the 17th could be followed for 14 days: 2 of 3, of which one led to an assessment."""
    contacts = [contact("1", "2022-10-10"), contact("2", "2022-12-17"), contact("3", "2022-12-18")]
    store.load(
        "d.xlsx",
        workbook(
            list_sheet(CONTACTS, *contacts),
            list_sheet(ASSESSMENTS, assessment("1", "2022-10-12", "2022-11-01")),
        ),
        DECEMBER,
    )
    found = store.measure("contacts_leading_to_assessment", "quarter", 1)
    assert found[["numerator", "denominator", "status"]].to_numpy().tolist() == [[1, 2, "partial"]]


def test_what_follows_a_closure_is_not_told_before_twelve_weeks_are_over(store: Store) -> None:
    """84 days from 8 October are over on 31 December: a closure of the 9th cannot be judged yet, those of the quarter before can."""
    rows = [
        in_need("1", "2022-01-10", end="2022-08-01"),
        in_need("2", "2022-01-10", end="2022-10-09"),
        in_need("3", "2022-01-10"),
    ]
    lists = [
        list_sheet(annex_a.CHILDREN_IN_NEED, *rows),
        list_sheet(annex_a.LOOKED_AFTER_CHILDREN, in_care("1", "2022-09-01")),
        list_sheet(annex_a.CHILD_PROTECTION_PLANS, plan("9", "2022-09-01")),
    ]
    store.load("d.xlsx", workbook(*lists), DECEMBER)
    found = store.measure("children_in_need_closure_outcomes", "quarter", 2, by="outcome")
    september = found[found["period"] == "Q2 2022/23"].set_index("group")
    assert september.loc["Received into care", "numerator"] == 1
    assert set(found[found["period"] == "Q3 2022/23"]["status"]) == {"not supplied"}


def test_what_the_changes_page_counts_is_what_merging_drops(store: Store) -> None:
    """Selected by start: 2 closed in the window and gone are withdrawn; 1 open is closed on a day not known; 1 is not followed."""
    september = [
        assessment("1", "2022-08-01", "2022-09-01"),
        assessment("2", "2022-07-04", "2022-08-01"),
        assessment("3", "2022-08-08", None),
        assessment("4", "2022-05-01", None),
        assessment("5", "2022-05-01", "2022-06-01"),
        assessment("6", "2022-08-09", "2022-09-09"),
    ]
    store.load("s.xlsx", workbook(list_sheet(ASSESSMENTS, *september)), SEPTEMBER)
    store.load(
        "d.xlsx",
        workbook(list_sheet(ASSESSMENTS, september[5], assessment("7", "2022-09-20", "2022-11-01"))),
        DECEMBER,
    )
    found = changes_of(store, returns_to_compare(store)[0])[0]
    assert found.counts == {
        "withdrawn": 2,
        "closed on a day not known": 1,
        "open when last listed": 1,
        "unchanged": 1,
        "late": 1,
    }
    assert store.table("select count(*) as n from assessments")["n"].tolist() == [
        5
    ]  # 6 of September, 2 withdrawn, 1 more


def test_reasons_for_a_restated_count_name_its_list_and_add_up(store: Store) -> None:
    """September's quarter had 3 completed: 2 are withdrawn, 1 came late, 1 changed its end to October: now 1, that is 2 fewer."""
    september = [
        assessment("1", "2022-08-01", "2022-09-01"),
        assessment("2", "2022-07-04", "2022-08-01"),
        assessment("3", "2022-08-08", "2022-09-20"),
    ]
    december = [assessment("3", "2022-08-08", "2022-10-03"), assessment("4", "2022-08-09", "2022-09-29")]
    store.load("s.xlsx", workbook(list_sheet(ASSESSMENTS, *september)), SEPTEMBER)
    store.load("d.xlsx", workbook(list_sheet(ASSESSMENTS, *december)), DECEMBER)
    quarter = period_containing(SEPTEMBER, "quarter")
    why = because(store, MEASURES["assessments_completed"], quarter, -2)
    assert (
        why == "List 4: 1 row came late, 2 were withdrawn, 1 no longer counts, by a changed date"
    )  # 1 − 2 − 1 = −2


def test_reasons_of_a_panel_sheet_are_those_of_the_quarter_and_leave_the_estimates_list_out(
    store: Store,
) -> None:
    """Q2: 3 episodes of 2 children, one of which is withdrawn, and Q3 has one withdrawn by March. No interview is estimated, so List 8 is no reason."""
    home = [
        ["1", "Home", "03/08/2022 22:00", "04/08/2022 07:00", "04/08/2022 10:00"],
        ["1", "Home", "05/09/2022 22:00", "06/09/2022 07:00", None],
        ["2", "Care", "10/09/2022 22:00", "11/09/2022 07:00", None],
    ]
    autumn = [
        ["3", "Home", "10/10/2022 22:00", "11/10/2022 07:00", None],
        ["4", "Home", "10/11/2022 22:00", "11/11/2022 07:00", None],
    ]
    for end, rows in (
        (SEPTEMBER, home),
        (DECEMBER, [home[0], home[2], *autumn]),
        (date(2023, 3, 31), [home[0], home[2], autumn[0]]),
    ):
        about = panel_sheet(panel.ABOUT, ["Testshire", f"{end:%d/%m/%Y}", f"{end:%d/%m/%Y}", None])
        store.load(f"{end} panel.xlsx", workbook(about, panel_sheet(panel.MISSING_EPISODES, *rows)))
        store.load(
            f"{end}.xlsx",
            workbook(list_sheet(annex_a.LOOKED_AFTER_CHILDREN, in_care("1", "2022-05-01"))),
            end,
        )
    quarter = period_containing(SEPTEMBER, "quarter")
    assert because(store, MEASURES["missing_episodes_ended"], quarter, -1) == "Missing: 1 row was withdrawn"
    assert (
        because(store, MEASURES["episodes_missing_from_home"], quarter, -1) == "Missing: 1 row was withdrawn"
    )
    assert because(store, MEASURES["episodes_missing_from_care"], quarter, 0) == ""
    assert because(store, MEASURES["return_interviews_offered"], quarter) == "Missing: 1 row was withdrawn"


def test_files_dropped_together_are_tried_each_against_the_one_before_it(store: Store) -> None:
    """September gives the quarter 30 contacts in August; December, dropped with it, has 5 of them no more: 30 → 25."""
    august = [contact(str(n), f"2022-08-{n + 1:02d}") for n in range(30)]
    files = [
        ("s.xlsx", workbook(list_sheet(CONTACTS, *august)), SEPTEMBER),
        ("d.xlsx", workbook(list_sheet(CONTACTS, *august[5:], contact("d", "2022-12-30"))), DECEMBER),
    ]
    for name, content, given in files:
        store.preview(name, content, given)
    trial = try_returns(store, files, date(2023, 1, 9))
    past = revised(trial.indicators).set_index(["measure", "period"])
    assert past.loc[("contacts", "Q2 2022/23"), ["before", "after"]].tolist() == [30, 25]
    newest = trial.indicators[trial.indicators["period"] == "Q3 2022/23"].set_index("measure")
    assert newest.loc["contacts", ["after", "moves"]].tolist() == [1, True]  # none of it is in use yet
    late = next(
        one for one in trial.tried[fingerprint_of(files[1][1])].findings if one.id == "late corrections"
    )
    assert (
        "5 contacts no longer there. 1 headline figure moves; most of all contacts received in Q2 2022/23, 30→25."
        in late.sentence
    )
    assert not store.returns
    assert store.measure("contacts").empty


def test_the_gate_counts_what_merging_drops_and_asks_when_it_is_many(store: Store) -> None:
    """40 assessments of August in September's return, 10 of them in December's, selected by start: 30 of 40 are gone."""
    rows = [assessment(str(n), "2022-08-01", "2022-09-01") for n in range(40)]
    store.load("s.xlsx", workbook(list_sheet(ASSESSMENTS, *rows)), SEPTEMBER)
    content = workbook(list_sheet(ASSESSMENTS, *rows[:10], assessment("d", "2022-12-01", "2022-12-20")))
    store.preview("d.xlsx", content, DECEMBER)
    findings = {
        one.id: one
        for one in try_returns(store, [("d.xlsx", content, DECEMBER)], date(2023, 1, 9))
        .tried[fingerprint_of(content)]
        .findings
    }
    assert findings["late corrections"].severity == "ask"
    assert "30 assessments no longer there" in findings["late corrections"].sentence
    store.load("d.xlsx", content, DECEMBER)
    assert changes_of(store, returns_to_compare(store)[0])[0].counts["withdrawn"] == 30
    assert store.table("select count(*) as n from assessments")["n"].tolist() == [11]


def test_open_rows_that_a_return_does_not_follow_are_asked_about(store: Store) -> None:
    store.load("s.xlsx", workbook(list_sheet(ASSESSMENTS, assessment("1", "2022-05-01", None))), SEPTEMBER)
    content = workbook(list_sheet(ASSESSMENTS, assessment("2", "2022-12-01", "2022-12-20")))
    store.preview("d.xlsx", content, DECEMBER)
    findings = {
        one.id: one
        for one in try_returns(store, [("d.xlsx", content, DECEMBER)], date(2023, 1, 9))
        .tried[fingerprint_of(content)]
        .findings
    }
    assert (
        "1 assessment open when last listed began before it" in findings["not followed assessments"].sentence
    )


def test_a_child_whose_row_is_withheld_for_its_id_is_not_gone(store: Store) -> None:
    """December's row of the child is there, under an id that a spreadsheet has spoiled: nobody is withdrawn or has left for that."""
    september = [
        list_sheet(CONTACTS, contact("123456789012", "2022-08-01")),
        list_sheet(annex_a.LOOKED_AFTER_CHILDREN, in_care("123456789012", "2022-01-10")),
    ]
    december = [
        list_sheet(CONTACTS, contact("1.23457E+11", "2022-08-01"), contact("123456789013", "2022-12-30")),
        list_sheet(
            annex_a.LOOKED_AFTER_CHILDREN,
            in_care("1.23457E+11", "2022-01-10"),
            in_care("123456789013", "2022-01-10"),
        ),
    ]
    store.load("s.xlsx", workbook(*september), SEPTEMBER)
    store.load("d.xlsx", workbook(*december), DECEMBER)
    assert store.measure("contacts", "quarter", 2)["value"].tolist() == [1, 1]
    assert store.measure("ceased_to_be_looked_after", "quarter", 1)["value"].tolist() == [0]
    assert by_quarter(store, "children_looked_after", 1) == [(2, "partial")]


def test_conferences_of_enquiries_begun_before_the_window_are_not_listed(store: Store) -> None:
    """Enquiries from July on, each with its conference 20 days later: those held in July are of enquiries begun in June as well."""
    rows = [
        enquiry(
            str(n),
            f"2022-{month:02d}-{day:02d}",
            "b) No",
            str(date(2022, month, day) + timedelta(days=20)),
            "a) Yes",
        )
        for n, (month, day) in enumerate((month, day) for month in (7, 8, 9, 10, 11) for day in (1, 11, 21))
    ]
    store.load("d.xlsx", workbook(list_sheet(annex_a.SECTION_47_ENQUIRIES, *rows)), DECEMBER)
    assert by_quarter(store, "conferences_within_15_working_days", 2) == [(100, "partial"), (100, "ok")]
    assert by_quarter(store, "section_47_enquiries", 2) == [(9, "ok"), (6, "ok")]


def test_figures_are_partial_where_many_records_are_withheld_or_cannot_be_dated(store: Store) -> None:
    """Of 12 contacts 4 have a date that nobody can read: 8 are counted, in part. Of 8 children 3 rows have no id: 5, in part."""
    contacts = [contact(str(n), "soon" if n % 3 == 0 else f"2022-11-{n + 1:02d}") for n in range(12)]
    care = [in_care("" if n < 3 else str(n), "2022-01-10") for n in range(8)]
    store.load(
        "d.xlsx",
        workbook(list_sheet(CONTACTS, *contacts), list_sheet(annex_a.LOOKED_AFTER_CHILDREN, *care)),
        DECEMBER,
    )
    assert by_quarter(store, "contacts", 1) == [(8, "partial")]
    assert by_quarter(store, "children_looked_after", 1) == [(5, "partial")]


@pytest.mark.parametrize("ends", [("2022-11-01", None), (None, "2022-11-01")])
def test_of_two_rows_that_share_a_start_the_open_one_stands_and_it_is_asked_about(
    store: Store, ends: tuple[str | None, str | None]
) -> None:
    report = store.load(
        "d.xlsx",
        workbook(list_sheet(annex_a.CHILD_PROTECTION_PLANS, *(plan("1", "2022-09-05", end) for end in ends))),
        DECEMBER,
    )
    assert by_quarter(store, "child_protection_plans", 1) == [(1, "ok")]
    assert by_quarter(store, "child_protection_plans_ceased", 1) == [(0, "ok")]
    assert [
        problem.severity for problem in report.problems if "with the key of an earlier row" in problem.found
    ] == ["ask"]


def test_what_was_open_before_a_gap_had_closed_by_the_window_of_a_return_that_lists_what_ended(
    store: Store,
) -> None:
    """March and December alone, selected by end: what was open in March and is not in December's had closed by the end of June."""
    march = [assessment(str(n), "2022-03-01", None) for n in range(6)]
    long_ones = [assessment(f"L{n}", "2022-06-01", f"2022-08-{n + 1:02d}") for n in range(6)]
    store.load("m.xlsx", workbook(list_sheet(ASSESSMENTS, *march)), date(2022, 3, 31))
    store.load("d.xlsx", workbook(list_sheet(ASSESSMENTS, *long_ones)), DECEMBER)
    assert by_quarter(store, "open_assessments", 3) == [(6, "ok"), (0, "ok"), (0, "ok")]  # 6 begun in June
