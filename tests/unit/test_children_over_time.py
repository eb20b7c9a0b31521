"""Looked after, on a plan, in need, leaving care: figures worked out by hand from a few rows."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from data.measures import MEASURES
from data.returns import annex_a, panel
from data.store import Store
from tests.workbooks import ABOUT, list_sheet, panel_sheet, workbook

SEPTEMBER, DECEMBER = date(2022, 9, 30), date(2022, 12, 31)
CARE, PLANS, NEED, LEAVERS = (
    annex_a.LOOKED_AFTER_CHILDREN,
    annex_a.CHILD_PROTECTION_PLANS,
    annex_a.CHILDREN_IN_NEED,
    annex_a.CARE_LEAVERS,
)


def care(child: str, start: str, end: str | None = None, **more: object) -> dict[str, object]:
    return {
        "child_id": child,
        "started_on": start,
        "ceased_on": end,
        "unaccompanied": "b) No",
        "disability": "b) No",
        "legal_status": "C2: FCO",
        "category_of_need": "N1",
        "second_period_in_12_months": "b) No",
        "legal_status_on": start,
        "placement_started_on": start,
        "placement_type": "f) U6: Foster placement",
        "placement_provider": "b) PR1",
        "placement_location": "a) In",
        "placement_authority": "Here",
        "placements_in_last_12_months": 1,
        "missing_episodes_in_last_12_months": 0,
        "absent_episodes_in_last_12_months": 0,
        **more,
    }


def plan(child: str, start: str, end: str | None = None, **more: object) -> dict[str, object]:
    return {
        "child_id": child,
        "started_on": start,
        "ceased_on": end,
        "disability": "b) No",
        "initial_category_of_abuse": "a) Neglect",
        "latest_category_of_abuse": "a) Neglect",
        "emergency_protection": "b) No",
        "previous_plans": 0,
        **more,
    }


def need(
    child: str,
    start: str | None,
    end: str | None = None,
    status: str = "c) Child in need plan",
    **more: object,
) -> dict[str, object]:
    return {
        "child_id": child,
        "started_on": start,
        "ceased_on": end,
        "disability": "b) No",
        "primary_need": "N1",
        "case_status": status,
        **more,
    }


def leaver(child: str, born: str | None, activity: str | None = "F2", **more: object) -> dict[str, object]:
    return {
        "child_id": child,
        "born_on": born,
        "age_stated": None,
        "disability": "b) No",
        "eligibility": "b) Former relevant child",
        "in_touch": "a) Yes",
        "accommodation": "U",
        "accommodation_suitability": "a) Suitable",
        "activity": activity,
        **more,
    }


def latest(store: Store, measure: str, **more: object) -> tuple[float, float]:
    row = store.measure(measure, periods=1, **more).iloc[0]  # type: ignore[arg-type]
    return row["numerator"], row["denominator"]


def counts(store: Store, measure: str, by: str, grain: str = "quarter") -> dict[str, float]:
    rows = store.measure(measure, grain, 1, by=by)  # type: ignore[arg-type]
    return {row["group"]: row["numerator"] for _, row in rows.iterrows() if row["numerator"]}


def test_a_stock_of_looked_after_children(store: Store) -> None:
    rows = [
        care("1", "2020-01-10"),
        care("2", "2022-05-01", "2022-12-31"),
        care("3", "2022-12-31"),
        care("4", "2023-01-01"),
        care("5", "2022-01-01", "2022-11-30"),
        care("6", "2021-01-01", "2023-01-02"),
        care("7", "2022-10-10", legal_status="V3"),
        care("8", "2022-12-20", born_on="2023-02-01", age_stated=-1),
        care("9", "2022-07-01", "2022-10-01"),
    ]
    store.load("a.xlsx", workbook(list_sheet(CARE, *rows)), DECEMBER)
    # open on 31 December: 1, 3 (that day), 6, 8 (unborn); 2 and 5 and 9 ended, 4 not begun, 7 a short break
    assert latest(store, "children_looked_after")[0] == 4
    assert latest(store, "ceased_to_be_looked_after")[0] == 3  # 2 on the last day, 5, 9
    assert latest(store, "started_to_be_looked_after")[0] == 2  # 3, 8
    assert latest(store, "looked_after_net_change")[0] == -1
    assert counts(store, "children_looked_after", "age_band") == {"10 to 15": 3, "Unborn": 1}
    assert store.measure("children_looked_after", "month", 3)["value"].tolist() == [
        4,
        3,
        4,
    ]  # 1 2 5 6, 9 gone on 1 October; 1 2 6, 5 gone on 30 November; 1 3 6 8
    rate = store.measure("children_looked_after_rate", periods=1).iloc[0]
    assert rate["value"] == pytest.approx(4 / rate["denominator"] * 10_000)


def test_opening_plus_starts_less_ends_is_closing(county: Store) -> None:
    for stock, net in (
        ("children_looked_after", "looked_after_net_change"),
        ("child_protection_plans", "child_protection_net_change"),
        ("children_in_need", "children_in_need_net_change"),
    ):
        opening, closing = county.measure(stock, "quarter", 2)["value"].tolist()
        assert opening + county.measure(net, "quarter", 1)["value"].iloc[0] == closing


def test_a_child_who_came_back_between_returns_has_two_spells(store: Store) -> None:
    store.load(
        "s.xlsx", workbook(list_sheet(CARE, care("1", "2022-02-01"), care("2", "2022-02-01"))), SEPTEMBER
    )
    store.load(
        "d.xlsx", workbook(list_sheet(CARE, care("1", "2022-11-20"), care("3", "2021-01-01"))), DECEMBER
    )
    assert store.measure("children_looked_after", "quarter", 2)["value"].tolist() == [3, 2]
    assert latest(store, "started_to_be_looked_after")[0] == 1
    assert (
        latest(store, "ceased_to_be_looked_after")[0] == 2
    )  # 1 before it came back, 2 gone without an end: both estimated
    assert store.table("select count(*) filter (where end_is_estimated) as n from looked_after_children")[
        "n"
    ].tolist() == [2]


def test_attributes_belong_to_the_date_they_were_reported_at(store: Store) -> None:
    store.load(
        "s.xlsx",
        workbook(
            list_sheet(
                CARE, care("1", "2022-02-01", legal_status="V2", team="North"), care("2", "2022-02-01")
            )
        ),
        SEPTEMBER,
    )
    store.load(
        "d.xlsx",
        workbook(
            list_sheet(
                CARE,
                care("1", "2022-02-01", legal_status="C1", team="South"),
                care("2", "2022-02-01", legal_status="V2"),
            )
        ),
        DECEMBER,
    )
    rows = store.measure("children_looked_after", "quarter", 2, by="legal_status")
    found = {(row["period"], row["group"]): row["value"] for _, row in rows.iterrows()}
    assert (
        found["Q2 2022/23", "Section 20"],
        found["Q2 2022/23", "Full care order"],
        found["Q2 2022/23", "Interim care order"],
    ) == (1, 1, 0)
    assert (
        found["Q3 2022/23", "Section 20"],
        found["Q3 2022/23", "Full care order"],
        found["Q3 2022/23", "Interim care order"],
    ) == (1, 0, 1)
    assert store.measure("children_looked_after", "quarter", 2, where={"team": "North"})[
        "value"
    ].tolist() == [1, 0]
    months = store.measure("looked_after_under_section_20", "month", 3)
    assert months["status"].tolist() == [
        "partial",
        "partial",
        "ok",
    ]  # October and November have no snapshot of their own


def test_what_looks_back_is_known_at_the_reporting_date_only(store: Store) -> None:
    rows = [
        care(
            "1",
            "2022-01-01",
            unaccompanied="a) Yes",
            placements_in_last_12_months=3,
            missing_episodes_in_last_12_months=2,
        ),
        care("2", "2022-01-01", placements_in_last_12_months=None),
        care("3", "2021-01-01", "2022-12-01", unaccompanied="a) Yes"),
    ]
    store.load("a.xlsx", workbook(list_sheet(CARE, *rows)), DECEMBER)
    for measure, expected in (
        ("unaccompanied_children_looked_after", 1),
        ("three_or_more_placements", 50),
        ("children_missing_from_care", 1),
        ("missing_episodes_in_last_12_months", 2),
        ("share_of_looked_after_children_missing", 50),
    ):
        answer = store.measure(measure, "quarter", 2)
        assert answer["status"].tolist() == ["not supplied", "ok"]
        assert answer["value"].iloc[1] == expected


def test_placements_and_health_of_looked_after_children(store: Store) -> None:
    rows = [
        care(
            "1",
            "2019-01-01",
            placement_started_on="2020-12-31",
            placement_type="i) A5",
            placement_provider="e) PR4",
            placement_location="b) Out",
            last_health_assessment_on="2021-12-31",
            last_dental_check_on="2021-12-30",
            last_review_on="2022-07-01",
        ),
        care("2", "2020-06-30", placement_started_on="2021-01-01", last_health_assessment_on="2022-06-01"),
        care("3", "2020-07-01", placement_started_on="2020-07-01"),  # a day short of two and a half years
        care(
            "4", "2019-01-01", placement_started_on="2019-01-01", born_on="2006-12-31", placement_type="K2"
        ),  # 16 that day
        care("5", "2022-12-01", placement_type=None),
    ]
    store.load("a.xlsx", workbook(list_sheet(CARE, *rows)), DECEMBER)
    assert latest(store, "long_term_placement_stability") == (
        1,
        2,
    )  # of 1 and 2; 2 has moved within two years
    assert latest(store, "placed_in_house") == (4, 5)
    assert latest(store, "placed_externally") == (1, 5)
    assert latest(store, "placed_outside_the_area") == (1, 5)
    assert latest(store, "health_assessments_up_to_date") == (2, 4)
    assert latest(store, "dental_checks_up_to_date") == (0, 4)
    assert latest(store, "looked_after_reviewed_within_six_months") == (1, 4)
    assert counts(store, "looked_after_by_placement_type", "category") == {
        "Foster placement": 2,
        "Placed for adoption": 1,
        "Children’s home": 1,
        "Not recorded": 1,
    }


def test_entrants_by_need_and_from_the_edge_of_care_team(store: Store) -> None:
    teams = panel_sheet(
        panel.TEAMS, ["SFF", "Edge of care", None, None, None], ["A", "Safeguarding", None, None, None]
    )
    store.load("t.xlsx", workbook(ABOUT, teams))
    listed = [
        need("1", "2022-05-01", team="SFF"),
        need("2", "2022-05-01", team="A"),
        need("3", "2022-01-01", "2022-09-01", "e) Closed episode", team="SFF"),
    ]
    store.load("s.xlsx", workbook(list_sheet(NEED, *listed)), SEPTEMBER)
    entered = [
        care("1", "2022-11-01"),
        care("2", "2022-11-01", category_of_need="N5"),
        care("3", "2022-11-01"),
        care("4", "2022-12-01", category_of_need=None),
    ]
    store.load("d.xlsx", workbook(list_sheet(CARE, *entered), list_sheet(NEED, *listed)), DECEMBER)
    assert latest(store, "entrants_open_to_edge_of_care_team") == (1, 4)
    assert counts(store, "entrants_by_category_of_need", "category") == {
        "Abuse or neglect": 2,
        "Family dysfunction": 1,
        "Not recorded": 1,
    }


def test_care_leavers(store: Store) -> None:
    rows = [
        leaver("1", "2003-12-31"),  # 19 that day
        leaver("2", "2004-01-01"),  # 18
        leaver("3", "2001-01-01", "G5", accommodation_suitability="b) Unsuitable"),  # 21
        leaver("4", "2000-12-31"),  # 22 that day
        leaver(
            "5", "2002-05-05", None, in_touch="b) No", accommodation_suitability=None
        ),  # 20, nothing known
        leaver("6", "2002-05-05", eligibility="c) Qualifying care leaver"),
        leaver("7", "1997-12-31"),  # 25
        leaver("8", "1996-12-31"),  # 26 that day
        leaver("9", None, age_stated=20),
    ]
    store.load("a.xlsx", workbook(list_sheet(LEAVERS, *rows)), DECEMBER)
    assert latest(store, "care_leavers_in_eet") == (2, 4)  # 1, 9 of 1, 3, 5, 9
    assert latest(store, "care_leavers_in_suitable_accommodation") == (2, 4)
    assert latest(store, "care_leavers_in_touch") == (7, 8)  # all but 8; 5 not in touch
    assert counts(store, "care_leavers_in_touch", "care_leaver_band") == {
        "18 to 20": 4,
        "21 to 25": 3,
    }  # 1 2 6 9; 3 4 7
    assert latest(store, "care_leavers")[0] == 8
    assert store.measure("care_leavers_in_eet", "quarter", 2)["status"].tolist() == ["not supplied", "ok"]


def test_child_protection_plans(store: Store) -> None:
    rows = [
        plan(
            "1", "2021-09-30", last_review_on="2022-07-01", last_visit_on="2022-12-01", seen_alone="a) Yes"
        ),  # 15 months and a day
        plan(
            "2", "2021-10-01", last_review_on="2022-06-30", last_visit_on="2022-11-30"
        ),  # 15 months on 1 January
        plan("3", "2022-10-15", previous_plans=1, last_visit_on=None),
        plan("4", "2022-11-01", "2022-12-31", latest_category_of_abuse=None, previous_plans=2),
        plan("5", "2021-01-01", "2022-08-01"),
    ]
    store.load("a.xlsx", workbook(list_sheet(PLANS, *rows)), DECEMBER)
    assert latest(store, "child_protection_plans")[0] == 3
    assert latest(store, "child_protection_plans_over_15_months") == (1, 3)
    assert latest(store, "child_protection_plans_started")[0] == 2
    assert latest(store, "child_protection_plans_ceased")[0] == 1
    assert latest(store, "second_or_subsequent_child_protection_plans") == (2, 2)
    reviews = store.measure("child_protection_reviews_in_time", periods=1).iloc[0]
    assert (reviews["numerator"], reviews["denominator"], reviews["origin"]) == (
        1,
        2,
        "estimated",
    )  # six months from 30 June are up on 30 December
    # 20 working days back from 31 December (a Saturday; 26 and 27 December holidays): 1 December is 19 before, 30 November 20
    assert latest(store, "child_protection_visits_within_20_working_days") == (2, 3)
    assert latest(store, "child_seen_alone") == (1, 3)
    assert counts(store, "child_protection_plans_by_category", "category") == {"Neglect": 3}
    assert counts(store, "child_protection_plan_duration", "category") == {
        "1 to 2 years": 2,
        "Under 3 months": 1,
    }


def test_repeat_plans_within_two_years_need_the_history(store: Store) -> None:
    for name, day, rows in (
        (
            "a",
            date(2020, 9, 30),
            [
                plan("1", "2020-01-01", "2020-09-29"),
                plan("2", "2020-01-01", "2020-09-30"),
                plan("3", "2020-02-01"),
            ],
        ),
        (
            "b",
            date(2022, 9, 30),
            [plan("1", "2022-09-30"), plan("2", "2022-09-30", previous_plans=1), plan("3", "2022-09-01")],
        ),
    ):
        store.load(f"{name}.xlsx", workbook(list_sheet(PLANS, *rows)), day)
    row = store.measure("repeat_child_protection_plans_within_two_years", periods=1).iloc[0]
    # 1 ended two years and a day before; 2 two years to the day; 3 was open in 2020 and ended unseen by 30 September 2022
    assert (row["numerator"], row["denominator"], row["status"]) == (2, 3, "partial")


def test_conferences_and_enquiries(store: Store) -> None:
    def enquiry(child: str, day: str, held: str | None, outcome: str | None = None) -> dict[str, object]:
        return {
            "child_id": child,
            "strategy_discussion_on": day,
            "disability": "b) No",
            "conference_on": held,
            "resulted_in_plan": outcome,
            "enquiries_in_last_12_months": 0,
            "conferences_in_last_12_months": 0,
        }

    rows = [
        enquiry("1", "2022-10-03", "2022-10-24", "a) Yes"),  # 15 working days
        enquiry("2", "2022-10-03", "2022-10-25", "b) No"),  # 16
        enquiry("2", "2022-11-01", "2022-11-02"),
        enquiry("3", "2022-12-20", None),
        enquiry("4", "2022-09-30", "2022-10-03", "a) Yes"),
    ]
    store.load("a.xlsx", workbook(list_sheet(annex_a.SECTION_47_ENQUIRIES, *rows)), DECEMBER)
    assert latest(store, "section_47_enquiries")[0] == 4
    assert latest(store, "conferences_within_15_working_days") == (3, 4)
    assert latest(store, "initial_child_protection_conferences")[0] == 3  # child 2 once
    assert latest(store, "conferences_resulting_in_a_plan") == (2, 4)


def test_children_in_need(store: Store) -> None:
    rows = [
        need("1", "2022-10-01"),
        need("2", "2022-09-30", status="d) Open assessment"),
        need("3", "2022-01-01", "2022-12-31", "e) Closed episode", closure_reason="RC7"),
        need("4", "2020-01-01", status="a) Looked after child", disability="a) Yes"),
        need("5", None, status="b) Child Protection plan"),
        need("6", "2022-11-01", "2022-11-30", "e) Closed episode", closure_reason="RC8"),
    ]
    store.load(
        "a.xlsx",
        workbook(
            list_sheet(NEED, *rows),
            list_sheet(PLANS, plan("6", "2023-01-15")),
            list_sheet(CARE, care("9", "2022-01-01")),
        ),
        date(2023, 3, 31),
    )
    december = {"ending": DECEMBER}
    assert (
        latest(store, "children_in_need", **december)[0] == 3
    )  # 1, 2, 4; 5 has no start and is known from the day it was reported
    assert latest(store, "children_in_need")[0] == 4
    assert latest(store, "child_in_need_plans")[0] == 1
    assert latest(store, "children_in_need_started", **december)[0] == 2
    assert latest(store, "children_in_need_ceased", **december)[0] == 2
    assert counts(store, "children_in_need_by_case_status", "category") == {
        "Child in need plan": 1,
        "Open assessment": 1,
        "Looked after child": 1,
        "Child Protection plan": 1,
    }
    rows = store.measure("children_in_need_closure_outcomes", periods=1, by="category", ending=DECEMBER)
    assert dict(zip(rows["group"], rows["numerator"], strict=True)) == {
        "No plan or care followed": 1,
        "Progressed to child protection": 1,
    }
    assert set(rows["origin"]) == {"estimated"}
    lasted = store.measure("children_in_need_duration_at_closure", periods=1, by="category", ending=DECEMBER)
    assert dict(zip(lasted["group"], lasted["numerator"], strict=True)) == {
        "6 to 12 months": 1,
        "Under 3 months": 1,
    }
    assert latest(store, "children_with_disabilities")[0] == 1
    assert latest(store, "share_of_children_in_need_with_a_disability") == (1, 4)


def test_who_is_open_to_the_disability_teams(store: Store) -> None:
    rows = [
        need("1", "2022-10-01", team="CWD 1", status="a) Looked after child"),
        need("2", "2022-10-01", team="Other", disability="a) Yes"),
        need("3", "2022-10-01", team="CWD 1"),
    ]
    content = workbook(list_sheet(NEED, *rows))
    store.load("a.xlsx", content, DECEMBER)
    assert latest(store, "children_open_to_disability_teams")[0] == 0
    store.load(
        "t.xlsx",
        workbook(
            ABOUT, panel_sheet(panel.TEAMS, ["CWD 1", "Children with Disabilities", "County", None, None])
        ),
    )
    assert latest(store, "children_open_to_disability_teams")[0] == 2
    assert counts(store, "children_open_to_disability_teams_by_level", "category") == {
        "Child in need plan": 1,
        "Looked after child": 1,
    }
    assert counts(store, "children_with_disabilities_by_level", "category") == {"Child in need plan": 1}


def test_missing_episodes_and_interviews(store: Store) -> None:
    rows = [
        [
            "1",
            "Care",
            "03/10/2022 22:00",
            "04/10/2022 07:00",
            "04/10/2022 10:00",
            "04/10/2022 12:00",
            "07/10/2022 07:00",
        ],  # 72 hours
        [
            "1",
            "Care",
            "05/11/2022 22:00",
            "06/11/2022 07:00",
            "06/11/2022 10:00",
            "06/11/2022 12:00",
            "09/11/2022 07:01",
        ],  # a minute late
        ["2", "Home", "10/12/2022 22:00", "11/12/2022 07:00", "11/12/2022 10:00", None, None],
        ["3", "Home", "31/12/2022 20:00", None, None, None, None],
        ["2", "Home", "30/09/2022 20:00", "01/10/2022 08:00", None, None, None],
    ]
    store.load("p.xlsx", workbook(ABOUT, panel_sheet(panel.MISSING_EPISODES, *rows)))
    assert latest(store, "episodes_missing_from_care")[0] == 2
    assert latest(store, "episodes_missing_from_home")[0] == 2
    assert latest(store, "children_missing_from_home")[0] == 2
    assert latest(store, "missing_episodes_ended")[0] == 4
    assert latest(store, "return_interviews_offered") == (3, 4)
    assert latest(store, "return_interviews_accepted") == (2, 3)
    assert latest(store, "return_interviews_within_72_hours") == (1, 4)


def test_interviews_are_estimated_from_list_8_alone(store: Store) -> None:
    rows = [
        care(
            str(n),
            "2022-01-01",
            missing_episodes_in_last_12_months=1,
            return_interview_offered="a) Yes" if n else "b) No",
            return_interview_accepted="a) Yes" if n == 1 else None,
        )
        for n in range(3)
    ] + [care("9", "2022-01-01")]
    store.load("a.xlsx", workbook(list_sheet(CARE, *rows)), DECEMBER)
    answer = store.measure(["return_interviews_offered", "return_interviews_accepted"], periods=1)
    assert answer[["measure", "numerator", "denominator", "origin"]].to_numpy().tolist() == [
        ["return_interviews_accepted", 1, 2, "estimated"],
        ["return_interviews_offered", 2, 3, "estimated"],
    ]


def test_get_safe(store: Store) -> None:
    rows = [
        ["30/09/2022", "1", "County lines", "Red", None, None],
        ["30/09/2022", "4", "County lines", "Green", None, None],
        ["31/12/2022", "1", "County lines", "Amber", None, None],
        ["31/12/2022", "1", "Child sexual exploitation", "Green", None, None],
        ["31/12/2022", "2", "County lines", "Red", "Amber", None],
        ["31/12/2022", "3", "Online", "Green", "Green", None],
        ["31/12/2022", "5", "Online", "Green", None, None],
    ]
    store.load("p.xlsx", workbook(ABOUT, panel_sheet(panel.GET_SAFE, *rows)))
    assert store.measure("get_safe_children", "quarter", 2)["value"].tolist() == [2, 4]
    assert counts(store, "get_safe_children_by_category", "category") == {
        "County lines": 2,
        "Child sexual exploitation": 1,
        "Online": 2,
    }
    assert counts(store, "get_safe_children_by_rating", "category") == {"Red": 1, "Amber": 1, "Green": 2}
    assert latest(store, "get_safe_stepped_down")[0] == 1  # child 1, Red in September
    assert latest(store, "get_safe_stepped_up")[0] == 1
    earlier = store.measure("get_safe_stepped_down", "quarter", 2).iloc[0]
    assert (earlier["status"], pd.isna(earlier["value"])) == (
        "not supplied",
        True,
    )  # no rating before September


def test_workforce(store: Store) -> None:
    rows = [
        ["Nov 2022", "A", 20, 15, 3, 1, 2, 300, 18],
        ["Dec 2022", "A", 20, 14, 4, 1, 2, 310, 18],
        ["Dec 2022", "B", 10, 9, 0, 0, 1, 120, 8],
        ["Dec 2022", None, 30, 23, 4, 1, 3, 430, 26],
    ]
    store.load("p.xlsx", workbook(ABOUT, panel_sheet(panel.WORKFORCE, *rows)))
    assert latest(store, "permanent_social_workers") == (23, 28)
    assert latest(store, "agency_social_workers") == (5, 28)
    assert latest(store, "social_worker_vacancies") == (7, 30)
    assert latest(store, "uncovered_posts") == (3, 30)
    assert latest(store, "average_caseload") == (
        430,
        26,
    )  # the row without a team is the whole, not counted twice
    assert counts(store, "establishment_by_staffing", "category") == {
        "Permanent": 23,
        "Agency covering vacancies": 4,
        "Uncovered": 3,
        "Agency extra": 1,
    }
    assert counts(store, "average_caseload", "team") == {"A": 310, "B": 120}
    assert store.measure("average_caseload", "month", 3)["status"].tolist() == ["not supplied", "ok", "ok"]


def test_caseload_is_estimated_from_the_lists_where_no_sheet_gives_it(store: Store) -> None:
    rows = [
        need("1", "2022-10-01", worker="W1"),
        need("2", "2022-10-01", worker="W1"),
        need("3", "2022-10-01", worker="W2"),
        need("4", "2022-10-01", "2022-12-01", worker="W3"),
    ]
    store.load(
        "a.xlsx",
        workbook(
            list_sheet(NEED, *rows),
            list_sheet(CARE, care("1", "2022-10-01", worker="W1")),
            list_sheet(LEAVERS, leaver("8", "2003-01-01", worker="W2")),
        ),
        DECEMBER,
    )
    row = store.measure("average_caseload", periods=1).iloc[0]
    assert (row["numerator"], row["denominator"], row["value"], row["origin"]) == (4, 2, 2, "estimated")


def test_social_workers_over_a_year_of_returns(store: Store) -> None:
    ends = [date(2021, 12, 31), date(2022, 3, 31), date(2022, 6, 30), SEPTEMBER, DECEMBER]
    for number, day in enumerate(ends):
        store.load(
            f"{number}.xlsx",
            workbook(
                list_sheet(
                    CARE,
                    care("1", "2021-01-01", worker=f"W{number // 2}"),
                    care("2", "2021-01-01", worker="W9"),
                )
            ),
            day,
        )
    row = store.measure("looked_after_children_with_three_or_more_social_workers", periods=1).iloc[0]
    assert (row["numerator"], row["denominator"], row["origin"], row["status"]) == (1, 2, "estimated", "ok")


def test_residential_placements_and_short_breaks(store: Store) -> None:
    placements = [
        ["1", 13, "01/10/2022", "Foster", "Breakdown"],
        ["2", 14, "31/12/2022", "Home", "Breakdown"],
        ["3", 16, "30/06/2022", "Home", None],
    ]
    breaks = [
        ["Oct 2022", "Community", 50, None],
        ["Nov 2022", "Overnight", 20, 60],
        ["Dec 2022", "Community", 55, None],
        ["Dec 2022", "Overnight", 22, 66],
    ]
    store.load(
        "p.xlsx",
        workbook(
            ABOUT,
            panel_sheet(panel.RESIDENTIAL_PLACEMENTS, *placements),
            panel_sheet(panel.SHORT_BREAKS, *breaks),
        ),
    )
    assert latest(store, "new_residential_placements")[0] == 2
    assert store.measure("new_residential_placements", "year_to_date", 1)["value"].tolist() == [3]
    assert counts(store, "residential_placements_by_age", "category", "year_to_date") == {
        "10 to 13": 1,
        "14 to 16": 2,
    }
    assert counts(store, "residential_placements_by_reason", "category", "year_to_date") == {
        "Breakdown": 2,
        "Not recorded": 1,
    }
    assert counts(store, "short_break_children", "category") == {"Community": 55, "Overnight": 22}
    assert store.measure("short_break_children", periods=1)["status"].tolist() == ["not applicable"]
    assert latest(store, "short_break_nights")[0] == 126


def test_new_residential_placements_are_estimated_from_list_8_alone(store: Store) -> None:
    rows = [
        care("1", "2022-01-01", placement_type="p) K2", placement_started_on="2022-11-01"),
        care("2", "2022-01-01", placement_type="p) K2", placement_started_on="2022-08-01"),
        care("3", "2022-11-01"),
    ]
    store.load("a.xlsx", workbook(list_sheet(CARE, *rows)), DECEMBER)
    row = store.measure("new_residential_placements", periods=1).iloc[0]
    assert (row["numerator"], row["origin"]) == (1, "estimated")


def test_open_assessments_by_working_day(store: Store) -> None:
    # 30 December 2022 is the last working day: 1 December is 19 working days before, 30 November 20, 9 November 35, 8 November 36, 26 October 45, 25 October 46
    starts = {
        "1": "2022-12-01",
        "2": "2022-11-30",
        "3": "2022-11-09",
        "4": "2022-11-08",
        "5": "2022-10-26",
        "6": "2022-10-25",
    }
    rows = [
        {
            "child_id": child,
            "disability": "b) No",
            "started_on": day,
            "child_seen": "a) Yes" if child != "5" else "b) No",
        }
        for child, day in starts.items()
    ]
    store.load("a.xlsx", workbook(list_sheet(annex_a.ASSESSMENTS, *rows)), DECEMBER)
    assert counts(store, "open_assessments_by_working_day", "category") == {
        "0–20": 2,
        "21–35": 1,
        "36–45": 2,
        "Over 45": 1,
    }
    assert latest(store, "open_assessments_child_not_seen") == (1, 6)


def test_every_measure_of_the_field_is_declared() -> None:
    wanted = [
        "contacts",
        "contacts_leading_to_assessment",
        "contacts_leading_to_early_help",
        "contacts_decided_within_24_hours",
        "contacts_decided_in_24_to_48_hours",
        "contacts_decided_within_one_working_day",
        "contact_reasons",
        "referrals",
        "referral_rate",
        "re_referrals_within_12_months",
        "assessments_completed",
        "assessments_within_45_working_days",
        "open_assessments_over_45_working_days",
        "repeat_assessments_within_12_months",
        "trio_of_harm",
        "children_looked_after",
        "children_looked_after_rate",
        "unaccompanied_children_looked_after",
        "looked_after_under_section_20",
        "started_to_be_looked_after",
        "ceased_to_be_looked_after",
        "placed_over_20_miles",
        "three_or_more_placements",
        "care_leavers_in_touch",
        "care_leavers_in_eet",
        "care_leavers_in_suitable_accommodation",
        "child_protection_plans",
        "child_protection_plan_rate",
        "child_protection_plans_started",
        "child_protection_plans_ceased",
        "child_protection_plans_over_15_months",
        "repeat_child_protection_plans_within_two_years",
        "second_or_subsequent_child_protection_plans",
        "section_47_enquiries",
        "conferences_within_15_working_days",
        "children_in_need",
        "children_in_need_rate",
        "children_missing_from_care",
        "return_interviews_offered",
        "return_interviews_accepted",
        "return_interviews_within_72_hours",
        "get_safe_children",
        "get_safe_stepped_down",
        "get_safe_stepped_up",
        "permanent_social_workers",
        "agency_social_workers",
        "average_caseload",
        "children_audited",
        "audits_good",
        "audits_good_or_requires_improvement",
        "audits_inadequate",
        "families_heard",
    ]
    assert set(wanted) <= set(MEASURES)


def test_posts_that_do_not_make_the_establishment_and_returns_before_going_are_said(store: Store) -> None:
    rows = [["Nov 2022", "A", 20, 15, 3, 1, 2, 300, 18], ["Dec 2022", "A", 20, 15, 3, 1, 3, 300, 18]]
    episodes = [["1", "Care", "05/12/2022 10:00", "04/12/2022 10:00", None, None, None]]
    report = store.load(
        "p.xlsx",
        workbook(ABOUT, panel_sheet(panel.WORKFORCE, *rows), panel_sheet(panel.MISSING_EPISODES, *episodes)),
    )
    said = {(one.sheet, one.row, one.column): one.message for one in report.problems}
    assert "do not make “Establishment FTE”" in said["Workforce", 3, "Establishment FTE"]
    assert "“Returned” lies before “Went missing”" in said["Missing", 2, "Returned"]
