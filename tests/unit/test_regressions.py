"""Ways in which returns once led to a wrong figure, each kept as a case."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from data.returns import panel
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
    workbook,
)

SEPTEMBER, DECEMBER = date(2022, 9, 30), date(2022, 12, 31)


def test_a_later_file_with_unusable_dates_withdraws_nothing(store: Store) -> None:
    store.load(
        "s.xlsx",
        workbook(list_sheet(CONTACTS, *(contact(str(n), "2022-08-02") for n in range(5)))),
        SEPTEMBER,
    )
    store.load(
        "d.xlsx", workbook(list_sheet(CONTACTS, *(contact(str(n), "never") for n in range(5)))), DECEMBER
    )
    answer = store.measure("contacts", "quarter", 2)
    assert answer["status"].tolist() == ["ok", "not supplied"]
    assert answer["value"].iloc[0] == 5


def test_a_share_keeps_its_whole_when_filtered_by_its_own_parts(store: Store) -> None:
    rows = [
        contact("1", "2022-11-01"),
        contact("2", "2022-11-01", "e) 2A: Schools"),
        contact("3", "2022-11-01"),
        contact("4", "2022-11-02", "4"),
    ]
    store.load("a.xlsx", workbook(list_sheet(CONTACTS, *rows)), DECEMBER)
    assert store.measure("contact_sources", periods=1, where={"category": "Police"})["value"].tolist() == [50]
    assert store.measure("contact_sources", periods=1, where={"source": ["Police", "Housing"]})[
        "value"
    ].tolist() == [75]


def test_a_merged_relates_to_cell_is_filled_down(store: Store) -> None:
    rows = [
        [None, None, "2022/23 (ytd)", None],
        ["Relates to", "Risk factor", "Rank", "%"],
        ["Parent/Carer", "Mental Health", 1, 0.5],
        [None, "Drug", 2, 0.12],
        ["Child", "Neglect", 3, 0.1],
    ]
    store.load("a.xlsx", workbook(ABOUT, ("Risk factors", rows)))
    table = store.rank_table()
    assert table[["relates_to", "factor", "rank", "percent"]].to_numpy().tolist() == [
        ["Parent/Carer", "Mental Health", 1, 50.0],
        ["Parent/Carer", "Drug", 2, 12.0],
        ["Child", "Neglect", 3, 10.0],
    ]


def test_an_end_before_its_start_is_said_and_never_in_time(store: Store) -> None:
    rows = [assessment("1", "2022-11-01", "2022-10-10")] + [
        assessment(str(n), "2022-07-04", "2022-11-15") for n in range(2, 6)
    ]
    report = store.load("a.xlsx", workbook(list_sheet(ASSESSMENTS, *rows)), DECEMBER)
    row = store.measure("assessments_within_45_working_days", periods=1).iloc[0]
    assert (row["numerator"], row["denominator"]) == (0, 5)
    assert [problem.rows for problem in report.problems if "lies before" in problem.message] == [(3,)]
    decided = [["1", datetime(2022, 12, 10, 9), datetime(2022, 11, 10, 9), "NFA", "x"]]
    decided += [[str(n), datetime(2022, 12, 10, 9), datetime(2022, 12, 10, 10), "NFA", "x"] for n in range(3)]
    store.load("p.xlsx", workbook(ABOUT, panel_sheet(panel.CONTACT_DECISIONS, *decided)))
    assert store.measure("contacts_decided_within_24_hours", "month", 1)["numerator"].tolist() == [3]


def test_a_gap_in_history_leaves_list_3_to_decide(store: Store) -> None:
    store.load("old.xlsx", workbook(list_sheet(REFERRALS, referral("9", "2020-11-01"))), date(2020, 12, 31))
    store.load("new.xlsx", workbook(list_sheet(REFERRALS, referral("1", "2022-11-05", count=1))), DECEMBER)
    row = store.measure("re_referrals_within_12_months", periods=1).iloc[0]
    assert (row["numerator"], row["denominator"], row["status"]) == (1, 1, "partial")


def test_grades_that_mix_numbers_and_percentages_are_not_made_into_a_share(store: Store) -> None:
    rows = [
        ["Q3 2022/23", None, "overall", "Good", 104, None],
        ["Q3 2022/23", None, "Overall", "Requires improvement", None, "48%"],
    ]
    store.load("a.xlsx", workbook(ABOUT, panel_sheet(panel.AUDIT_GRADES, *rows)))
    answer = store.measure(["audits_good", "audits_requires_improvement"], periods=1)
    assert answer["status"].tolist() == ["not supplied", "ok"]
    assert answer["value"].iloc[1] == 48


def test_a_later_returns_grades_replace_the_periods_earlier_ones(store: Store) -> None:
    by_team = [
        ["Q2 2022/23", team, "Overall", grade, 5, None] for team in "AB" for grade in ("Good", "Inadequate")
    ]
    store.load("s.xlsx", workbook(panel_sheet(panel.AUDIT_GRADES, *by_team)), SEPTEMBER)
    whole = [
        ["Q2 2022/23", None, "Overall", "Good", 12, None],
        ["Q2 2022/23", None, "Overall", "Inadequate", 8, None],
    ]
    store.load("d.xlsx", workbook(panel_sheet(panel.AUDIT_GRADES, *whole)), DECEMBER)
    row = store.measure("audits_good", periods=2).iloc[0]
    assert (row["numerator"], row["denominator"]) == (12, 20)


def test_a_rate_that_cannot_be_worked_out_is_not_ok(store: Store) -> None:
    store.load("a.xlsx", workbook(list_sheet(REFERRALS, referral("1", "2022-11-05"))), DECEMBER)
    assert store.measure("referral_rate", periods=1, by="team")["status"].tolist() == ["not applicable"]
    store.la_code = None
    assert store.measure("referral_rate", periods=1)["status"].tolist() == ["not supplied"]


def test_rows_that_differ_only_in_blanks_are_duplicates(store: Store) -> None:
    rows = [contact("A1", "2022-11-05", age_stated="-"), contact("A1 ", "2022-11-05", age_stated=None)]
    report = store.load("a.xlsx", workbook(list_sheet(CONTACTS, *rows)), DECEMBER)
    assert report.sheets[0].rows_left_out == {"exact duplicate of another row": 1}


def test_the_same_list_twice_is_not_counted_twice(store: Store) -> None:
    _, rows = list_sheet(CONTACTS, *(contact(str(n), "2022-11-05") for n in range(5)))
    report = store.load("a.xlsx", workbook(("List_1", rows), ("Contacts", rows)), DECEMBER)
    assert store.measure("contacts", periods=1)["value"].tolist() == [5]
    assert [sheet.rows_left_out for sheet in report.sheets] == [
        {},
        {"exact duplicate of a row on another sheet": 5},
    ]


def test_the_newest_return_restates_a_figure_and_a_sheet_cannot_give_two(store: Store) -> None:
    def figures(*rows: list[object]) -> bytes:
        return workbook(panel_sheet(panel.FIGURES, *rows))

    store.load(
        "s.xlsx",
        figures(["unaccompanied_children_looked_after", "Sep 2022", None, 82, None, None, None, None]),
        SEPTEMBER,
    )
    store.load(
        "d.xlsx",
        figures(["unaccompanied_children_looked_after", "30/09/2022", None, 85, None, None, None, None]),
        DECEMBER,
    )
    assert store.measure("unaccompanied_children_looked_after", periods=2)["value"].tolist()[0] == 85
    twice = figures(
        ["children_audited", "Q3 2022/23", None, 222, None, None, None, None],
        ["children_audited", "Q3 2022/23", None, 200, None, None, None, None],
    )
    report = store.load("t.xlsx", twice, date(2023, 1, 31))
    assert any(
        problem.severity == "ask" and "The first of each was used" in problem.message
        for problem in report.problems
    )
    assert store.measure("children_audited", periods=1, ending=DECEMBER)["value"].tolist() == [222]


def test_a_flow_given_at_one_date_answers_the_quarter_alone(store: Store) -> None:
    store.load(
        "a.xlsx",
        workbook(
            ABOUT,
            panel_sheet(panel.FIGURES, ["children_audited", "31/12/2022", None, 222, None, None, None, None]),
        ),
    )
    assert store.measure("children_audited", "quarter", 1)["value"].tolist() == [222]
    assert store.measure("children_audited", "year_to_date", 1)["status"].tolist() == ["not supplied"]


@pytest.mark.parametrize(
    "question",
    [
        {"ids": []},
        {"ids": "referrals", "where": {"team": []}},
        {"ids": "referrals", "where": {"team": None}},
        {"ids": "contacts_leading_to_assessment", "where": {"age_band": "5 to 99"}},
        {"ids": "assessment_working_days", "where": {"working_days_band": "zzz"}},
    ],
)
def test_only_value_errors_come_of_a_wrong_question(store: Store, question: dict[str, object]) -> None:
    store.load(
        "a.xlsx",
        workbook(
            list_sheet(REFERRALS, referral("1", "2022-11-05")),
            list_sheet(CONTACTS, contact("1", "2022-11-05")),
        ),
        DECEMBER,
    )
    with pytest.raises(ValueError, match=r"Allowed|takes one value"):
        store.measure(**question)  # type: ignore[arg-type]


def test_the_same_measure_twice_is_answered_once(store: Store) -> None:
    store.load("a.xlsx", workbook(list_sheet(REFERRALS, referral("1", "2022-11-05"))), DECEMBER)
    assert len(store.measure(["referrals", "referrals"], periods=2)) == 2


def test_a_reporting_date_far_from_the_data_is_asked_about(store: Store) -> None:
    content = workbook(list_sheet(REFERRALS, referral("1", "2022-11-05")))
    assert not store.preview("a.xlsx", content, date(1, 1, 1)).accepted
    assert any(
        "Check the reporting date" in problem.message
        for problem in store.preview("a.xlsx", content, date(2032, 9, 30)).problems
    )


def test_year_to_date_is_read_with_the_inferred_date(store: Store) -> None:
    ranks = [
        [None, None, "2022/23 (ytd)", None],
        ["Relates to", "Risk factor", "Rank", "%"],
        ["Child", "Neglect", 1, "10%"],
    ]
    report = store.load(
        "a.xlsx", workbook(list_sheet(CONTACTS, contact("1", "2022-12-30")), ("Risk factors", ranks))
    )
    assert report.reporting_date_from == "newest event"
    assert store.rank_table()["percent"].tolist() == [10]


def test_a_day_of_a_quarter_is_not_a_quarter(store: Store) -> None:
    store.load(
        "a.xlsx",
        workbook(
            list_sheet(CONTACTS, *(contact(str(n), f"2022-0{m}-11") for n in range(3) for m in range(4, 10)))
        ),
        SEPTEMBER,
    )
    assert store.measure("contacts", "quarter", 3)["status"].tolist() == ["not supplied", "ok", "ok"]


def test_one_bad_figure_does_not_take_the_others_with_it(store: Store) -> None:
    rows = [
        ["audits_good", "Q2 2022/23", None, None, None, "<5", None, None],
        ["audits_good", "Q3 2022/23", None, None, None, "86 %", None, None],
    ]
    store.load("a.xlsx", workbook(ABOUT, panel_sheet(panel.FIGURES, *rows)))
    assert store.measure("audits_good", periods=1)["value"].tolist() == [86]
