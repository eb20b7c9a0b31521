"""What each measure counts, worked out by hand from a few rows: children once, and as DfE defines it where DfE does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd
import pytest

from components.about.definitions import dimensions_words
from components.figures.published import basis_note
from data.comparators.catalogue import published_measures
from data.comparators.population import population_for, population_words
from data.measures import MEASURES, find_measure
from data.returns import annex_a, panel
from data.store import Store
from tests.workbooks import (
    ABOUT,
    CONTACTS,
    adoption,
    care_leaver,
    contact,
    enquiry,
    in_care,
    in_need,
    list_sheet,
    panel_sheet,
    plan,
    workbook,
)

NOVEMBER, DECEMBER = date(2022, 11, 30), date(2022, 12, 31)
PLANS, NEED, CARE, LEAVERS = (
    annex_a.CHILD_PROTECTION_PLANS,
    annex_a.CHILDREN_IN_NEED,
    annex_a.LOOKED_AFTER_CHILDREN,
    annex_a.CARE_LEAVERS,
)
ENQUIRIES = annex_a.SECTION_47_ENQUIRIES


def counted(store: Store, measure: str, day: date = DECEMBER, grain: str = "quarter") -> tuple[float, float]:
    row = store.measure(measure, grain, 1, ending=day).iloc[0]  # type: ignore[arg-type]
    return row["numerator"], row["denominator"]


def parts(
    store: Store, measure: str, by: str = "category", day: date = DECEMBER, grain: str = "quarter"
) -> dict[str, tuple[float, float]]:
    rows = store.measure(measure, grain, 1, by=by, ending=day)  # type: ignore[arg-type]
    return {
        row["group"]: (row["numerator"], row["denominator"]) for _, row in rows.iterrows() if row["numerator"]
    }


# Children, each once: child 1 has two spells open on 30 November, one to 20 December, one from 1 November; child 2 has one.


def test_a_child_with_two_open_plans_is_one_child_on_two_plans(store: Store) -> None:
    rows = [
        plan("1", "2021-01-04", "2022-12-20", latest_category_of_abuse="a) Neglect", team="North"),
        plan("1", "2022-11-01", latest_category_of_abuse="b) Physical abuse", team="South"),
        plan("2", "2022-06-01", latest_category_of_abuse="a) Neglect", team="North"),
    ]
    store.load("a.xlsx", workbook(list_sheet(PLANS, *rows)), DECEMBER)
    assert counted(store, "child_protection_plans", NOVEMBER, "month")[0] == 2
    assert counted(store, "child_protection_plan_rate", NOVEMBER, "month")[0] == 2
    assert counted(store, "child_protection_plans_over_15_months", NOVEMBER, "month") == (1, 3)  # plans
    by_category = parts(store, "child_protection_plans_by_category", day=NOVEMBER, grain="month")
    assert by_category == {"Neglect": (2, 3), "Physical abuse": (1, 3)}  # of plans
    by_team = parts(store, "child_protection_plans", "team", NOVEMBER, "month")
    assert {name: numbers[0] for name, numbers in by_team.items()} == {
        "North": 2,
        "South": 1,
    }  # 3 of 2 children


def test_a_child_with_two_open_episodes_of_need_is_one_child(store: Store) -> None:
    rows = [
        in_need(
            "1",
            "2021-01-04",
            end="2022-12-20",
            status="c) Child in need plan",
            team="North",
            disability="a) Yes",
        ),
        in_need(
            "1",
            "2022-11-01",
            status="d) Open assessment",
            team="South",
            disability="a) Yes",
            primary_need="N4",
        ),
        in_need("2", "2022-06-01", team="North"),
    ]
    store.load("a.xlsx", workbook(list_sheet(NEED, *rows)), DECEMBER)
    month = (NOVEMBER, "month")
    assert counted(store, "children_in_need", *month)[0] == 2
    assert counted(store, "children_in_need_rate", *month)[0] == 2
    assert counted(store, "child_in_need_plans", *month)[0] == 2
    assert counted(store, "children_with_disabilities", *month)[0] == 1
    assert counted(store, "share_of_children_in_need_with_a_disability", *month) == (1, 2)
    whole = parts(store, "children_in_need_duration", day=NOVEMBER, grain="month")
    assert whole == {
        "1 to 2 years": (1, 2),
        "Under 3 months": (1, 2),
        "3 to 6 months": (1, 2),
    }  # 6 months on 1 December


def test_a_child_with_two_open_periods_of_care_is_one_child(store: Store) -> None:
    rows = [
        in_care("1", "2021-01-04", "2022-12-20", legal_status="V2", unaccompanied="a) Yes"),
        in_care("1", "2022-11-01", legal_status="V2", placement_type="K2", unaccompanied="a) Yes"),
        in_care("2", "2022-06-01", placement_location="b) Out"),
    ]
    store.load("a.xlsx", workbook(list_sheet(CARE, *rows)), DECEMBER)
    month = (NOVEMBER, "month")
    assert counted(store, "children_looked_after", *month)[0] == 2
    assert counted(store, "looked_after_under_section_20", *month)[0] == 1
    assert counted(store, "placed_outside_the_area", *month) == (1, 2)
    by_status = parts(store, "looked_after_by_legal_status", day=NOVEMBER, grain="month")
    assert by_status == {"Section 20": (1, 2), "Full care order": (1, 2)}
    placed = parts(store, "looked_after_by_placement_type", day=NOVEMBER, grain="month")
    assert placed == {"Foster placement": (2, 2), "Children’s home": (1, 2)}


def test_every_stock_that_says_children_counts_them_once_and_stocks_of_plans_do_not() -> None:
    stocks = [
        measure
        for measure in MEASURES.values()
        if measure.kind == "stock" and measure.view and measure.view.layout.number
    ]
    said = [
        measure
        for measure in stocks
        if measure.title.startswith(("Children", "Share of children", "Care leavers"))
    ]
    assert len(said) > 20
    assert [measure.id for measure in said if not measure.counts_children] == []
    others = [
        measure
        for measure in stocks
        if measure.title.startswith(("Child protection plans", "Open assessments"))
    ]
    assert len(others) > 4
    assert [measure.id for measure in others if measure.counts_children] == []


# Care leavers


def test_care_leavers_who_died_or_returned_home_leave_the_figures_and_the_others_stay(store: Store) -> None:
    known = {"activity": "F2", "accommodation": "U", "accommodation_suitability": "a) Suitable"}
    rows = [
        care_leaver("1", **known),
        care_leaver("2", in_touch="c) Died", **known),
        care_leaver("3", in_touch="f) Rhom", **known),
        care_leaver("4", in_touch="b) No"),
        care_leaver("5", in_touch="d) Refu"),
        care_leaver("6", in_touch="e) NREQ"),
        care_leaver("7", in_touch=None, activity="G5"),
    ]
    store.load("a.xlsx", workbook(list_sheet(LEAVERS, *rows)), DECEMBER)
    # 1, 4, 5, 6 and 7 stay
    assert counted(store, "care_leavers_in_eet") == (1, 5)
    assert counted(store, "care_leavers_in_suitable_accommodation") == (1, 5)
    assert counted(store, "care_leavers_in_touch") == (1, 5)
    assert sum(number for number, _ in parts(store, "care_leaver_activity").values()) == 5
    assert parts(store, "care_leaver_accommodation")["Independent living"][1] == 5
    assert counted(store, "care_leavers")[0] == 7  # on the list


def test_a_measure_is_said_to_be_broken_down_by_what_a_panel_may_see() -> None:
    assert dimensions_words(MEASURES["referrals"]) == (
        "sex, ethnic group, age band, team, service, area, source and source in detail"
    )
    assert "worker" in MEASURES["referrals"].dimensions
    assert dimensions_words(MEASURES["looked_after_net_change"]) == ""


# Conferences


def test_conferences_are_counted_by_child_and_day(store: Store) -> None:
    rows = [
        enquiry("1", "2022-10-03", "b) No", "2022-10-24", "b) No"),  # 15 working days
        enquiry("1", "2022-10-17", "b) No", "2022-10-24", "a) Yes"),  # the same conference
        enquiry("2", "2022-10-03", "b) No", "2022-10-25", "b) No"),  # 16 working days by the first discussion
        enquiry("2", "2022-10-20", "b) No", "2022-10-25", "b) No"),
        enquiry("2", "2022-11-21", "b) No", "2022-11-28", "a) Yes"),  # a second conference of child 2
        enquiry(
            "3", "2022-12-12", "b) No", "2022-12-09", "a) Yes"
        ),  # held before the discussion: not known to be in time
        enquiry("4", "2022-12-12"),
    ]
    store.load("a.xlsx", workbook(list_sheet(ENQUIRIES, *rows)), DECEMBER)
    rate = store.measure("initial_child_protection_conference_rate", periods=1).iloc[0]
    assert rate["numerator"] == 4
    assert rate["value"] == pytest.approx(4 / population_for(store.la_code, DECEMBER) * 10_000)  # type: ignore[operator]
    assert counted(store, "initial_child_protection_conferences")[0] == 3
    assert counted(store, "conferences_within_15_working_days") == (2, 4)
    assert counted(store, "conferences_resulting_in_a_plan") == (3, 4)
    assert store.measure("section_47_enquiries", periods=1)["value"].tolist() == [7]


# Words that stand beside the published year


def test_no_basis_contradicts_the_year_it_stands_beside() -> None:
    told = {
        "at 31 March": ("at 31 March",),
        "year ending 31 March": ("year ending 31 March", "year to 31 March"),
        "at 30 September": ("at 30 September",),
        "year ending 30 September": ("year ending 30 September", "year to 30 September"),
    }
    for measure in MEASURES.values():
        if measure.national is not None:
            published = published_measures()[measure.national].basis
            assert any(words in measure.basis for words in told[published]), (
                measure.id,
                measure.basis,
                published,
            )
            others = [words for basis, several in told.items() if basis != published for words in several]
            assert not [words for words in others if words in measure.basis], (measure.id, measure.basis)


def test_children_in_need_are_said_to_be_fewer_than_dfe_counts_before_the_comparison() -> None:
    note = basis_note(MEASURES["children_in_need_rate"])
    assert note.startswith("Not counted alike: narrower than the published figure")
    assert "care leavers" in note
    assert "18 and over" in note


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2022, 6, 30), 2022),
        (date(2022, 9, 30), 2022),
        (date(2022, 12, 31), 2022),
        (date(2023, 3, 31), 2022),
        (date(2023, 6, 30), 2023),
    ],
)
def test_the_estimate_of_the_population_is_named_and_is_that_of_the_same_financial_year(
    day: date, year: int
) -> None:
    # the file itself: 885,Worcestershire,2022 and 2023
    assert population_words(885, day) == (
        f"Set against {population_for(885, day):,} children aged 0 to 17, the ONS estimate for 30 June {year}."
    )
    assert population_words(None, day) == ""


def test_every_rate_says_whose_population_it_is_set_against() -> None:
    for measure in MEASURES.values():
        if measure.unit == "rate":
            assert "30 June of the financial year in which the period ends" in measure.means, measure.id


def test_starts_and_ends_of_care_are_periods_and_children_stand_beside_them(store: Store) -> None:
    rows = [
        in_care("1", "2022-10-03", "2022-10-28"),
        in_care("1", "2022-11-07", "2022-12-09"),
        in_care("2", "2022-12-01"),
    ]
    store.load("a.xlsx", workbook(list_sheet(CARE, *rows)), DECEMBER)
    assert counted(store, "started_to_be_looked_after")[0] == 3
    assert counted(store, "children_who_started_to_be_looked_after")[0] == 2
    assert counted(store, "ceased_to_be_looked_after")[0] == 2
    assert counted(store, "children_who_ceased_to_be_looked_after")[0] == 1
    assert "counts each child once" in basis_note(MEASURES["started_to_be_looked_after"])


def test_a_title_that_changed_is_still_read() -> None:
    assert find_measure("Children starting to be looked after") == "started_to_be_looked_after"
    assert (
        find_measure("Children at an initial conference per 10,000 children")
        == "initial_child_protection_conference_rate"
    )
    titles = [words for measure in MEASURES.values() for words in (measure.title, *measure.formerly)]
    assert len(titles) == len(set(titles))


# What is late, and by when


def test_a_child_under_five_needs_a_health_assessment_every_six_months(store: Store) -> None:
    def seen(child: str, last: str | None, born: str | None, age: int | None = None) -> dict[str, object]:
        return in_care(child, "2021-01-04", born_on=born, age_stated=age, last_health_assessment_on=last)

    rows = [
        seen("1", "2022-06-30", "2018-01-01"),  # four, six months are up on 30 December
        seen("2", "2022-07-01", "2018-01-01"),  # four, in time
        seen("3", "2022-06-30", "2017-12-31"),  # five that day, yearly
        seen("4", "2021-12-30", "2010-01-01"),  # a day late
        seen("5", "2022-03-01", None, 3),  # three by the age stated
        seen("6", "2022-03-01", None, None),  # no age: yearly
        seen("7", None, "2018-01-01"),
    ]
    store.load("a.xlsx", workbook(list_sheet(CARE, *rows)), DECEMBER)
    assert counted(store, "health_assessments_up_to_date") == (3, 7)  # 2, 3, 6


def test_a_plan_too_young_for_a_visit_is_not_late(store: Store) -> None:
    # working days back from Saturday 31 December 2022: 1 December is 19, 30 November 20, 29 November 21
    rows = [
        plan("1", "2022-12-01", last_visit_on=None),  # younger: left out
        plan("2", "2022-11-30", last_visit_on=None),  # the last day it may be: left out
        plan("3", "2022-11-29", last_visit_on=None),  # late
        plan("4", "2022-12-20", last_visit_on="2022-12-22"),
        plan("5", "2022-01-04", last_visit_on="2022-11-30"),
        plan("6", "2022-01-04", last_visit_on="2022-11-29"),  # late
    ]
    store.load("a.xlsx", workbook(list_sheet(PLANS, *rows)), DECEMBER)
    assert counted(store, "child_protection_visits_within_20_working_days") == (2, 4)


def test_the_first_review_is_due_in_three_months_and_later_ones_in_six(store: Store) -> None:
    rows = [
        plan("1", "2022-10-01", last_review_on=None),  # three months are not up
        plan("2", "2022-09-30", last_review_on=None),  # late
        plan("3", "2022-08-01", last_review_on="2022-11-01"),  # the first, three months to the day
        plan("4", "2022-08-01", last_review_on="2022-11-02"),  # the first, a day late
        plan(
            "5", "2022-05-02", last_review_on="2022-06-29"
        ),  # the first in time, the second due on 29 December
        plan("6", "2022-01-04", last_review_on="2022-10-04"),  # a later one, in the last six months
        plan("7", "2021-01-04", last_review_on="2022-06-29"),  # a later one, over six months ago
        plan("8", "2022-06-01", last_review_on="2022-05-01"),  # of the plan before
    ]
    store.load("a.xlsx", workbook(list_sheet(PLANS, *rows)), DECEMBER)
    assert counted(store, "child_protection_reviews_in_time") == (2, 7)  # 3 and 6


# Who and how many


LISTS: list[tuple[str, object, dict[str, object]]] = [
    ("contacts", CONTACTS, contact("1", "2022-12-31")),
    ("section_47_enquiries", ENQUIRIES, enquiry("1", "2022-12-31")),
    (
        "initial_child_protection_conferences",
        ENQUIRIES,
        enquiry("1", "2022-12-12", "b) No", "2022-12-31", "a) Yes"),
    ),
    ("children_in_need", NEED, in_need("1", "2022-12-01")),
    ("child_protection_plans", PLANS, plan("1", "2022-12-01")),
    ("children_looked_after", CARE, in_care("1", "2022-12-01")),
    ("children_adopted", annex_a.ADOPTIONS, adoption("1", "2022-05-01", adoption_order_on="2022-12-31")),
]


@pytest.mark.parametrize(("measure", "layout", "row"), LISTS, ids=[name for name, *_ in LISTS])
def test_the_age_stated_tells_where_there_is_no_birth_date(
    store: Store, measure: str, layout: annex_a.Layout, row: dict[str, object]
) -> None:
    ages: Sequence[tuple[object, object]] = [
        (None, -1),
        (None, 0),
        (None, 7),
        (None, None),
        ("2023-02-01", -1),
        ("2012-12-31", 3),
    ]
    rows = [
        {**row, "child_id": str(n), "born_on": born, "age_stated": age} for n, (born, age) in enumerate(ages)
    ]
    store.load("a.xlsx", workbook(list_sheet(layout, *rows)), DECEMBER)
    answer = parts(store, measure, "age_band")
    expected = {"Unborn": 2, "Under 1": 1, "5 to 9": 1, "Not known": 1, "10 to 15": 1}
    assert {band: numbers[0] for band, numbers in answer.items()} == expected


def test_an_age_stated_says_nothing_of_an_earlier_day_but_unborn_does(store: Store) -> None:
    rows = [
        contact("1", "2022-10-03", born_on=None, age_stated=-1),
        contact("2", "2022-10-03", born_on=None, age_stated=7),
    ]
    store.load("a.xlsx", workbook(list_sheet(CONTACTS, *rows)), DECEMBER)
    assert {band: numbers[0] for band, numbers in parts(store, "contacts", "age_band").items()} == {
        "Unborn": 1,
        "Not known": 1,
    }


def test_no_worker_recorded_is_no_worker(store: Store) -> None:
    rows = [
        in_need("1", "2022-10-03", worker="W1"),
        in_need("2", "2022-10-03", worker="W2"),
        in_need("3", "2022-10-03", worker="W2"),
    ]
    rows += [in_need("4", "2022-10-03", worker=None), in_need("5", "2022-10-03", worker=None)]
    sheets = [
        list_sheet(PLANS, plan("1", "2022-10-03", worker="W1")),
        list_sheet(CARE, in_care("5", "2022-10-03", worker=None)),
    ]
    store.load(
        "a.xlsx",
        workbook(list_sheet(NEED, *rows), *sheets, list_sheet(LEAVERS, care_leaver("9", worker="W1"))),
        DECEMBER,
    )
    row = store.measure("average_caseload", periods=1).iloc[0]
    assert (row["numerator"], row["denominator"], row["value"]) == (
        6,
        2,
        3,
    )  # children 1 to 5 and 9; W1 and W2


def test_a_risk_closed_from_red_has_not_stepped_down(store: Store) -> None:
    rows = [
        ["31/12/2022", "1", "County lines", None, "Red", None],  # closed
        ["31/12/2022", "2", "County lines", "Closed", "Red", None],
        ["31/12/2022", "3", "County lines", "Amber", "Red", None],  # stepped down
        ["31/12/2022", "4", "County lines", None, "Red", None],  # the red one closed, the other as it was
        ["31/12/2022", "4", "Online", "Green", "Green", None],
        [
            "31/12/2022",
            "5",
            "County lines",
            None,
            "Red",
            None,
        ],  # the other worse, though not as bad as the red one was
        ["31/12/2022", "5", "Online", "Amber", "Green", None],
        ["30/09/2022", "6", "County lines", "Red", None, None],  # by the quarter before: stepped down
        ["31/12/2022", "6", "County lines", "Green", None, None],
        ["30/09/2022", "7", "County lines", "Red", None, None],  # not listed again, and the other as it was
        ["30/09/2022", "7", "Online", "Green", None, None],
        ["31/12/2022", "7", "Online", "Green", None, None],
        ["31/12/2022", "8", "Online", "Red", "Amber", None],  # stepped up
    ]
    store.load("p.xlsx", workbook(ABOUT, panel_sheet(panel.GET_SAFE, *rows)))
    assert counted(store, "get_safe_stepped_down")[0] == 2
    assert counted(store, "get_safe_stepped_up")[0] == 1


# Assessments with factors

SUPPORT, NOTHING = "Social care support", "No further action"
FORMS: list[tuple[str, list[tuple[str, str | None]], int, int]] = [
    ("a code a row", [("3B", None), ("4B", None), ("1B", None)], 1, 1),
    ("two lists", [("3B;4B", None), ("1B;16A", None)], 2, 0),
    ("two lists with an outcome each", [("3B;4B;1B", SUPPORT), ("16A;3B", NOTHING)], 2, 1),
    ("a list and one more code", [("3B;4B", None), ("1B", None)], 1, 1),
    ("a list and a code of it again", [("3B;4B;2B", None), ("3B", None)], 2, 1),
    ("a code twice", [("3B", SUPPORT), ("4B", None), ("1B", None), ("3B", None)], 2, 1),
    ("outcomes that differ", [("3B", SUPPORT), ("4B", NOTHING)], 2, 0),
    ("the outcome on the first row only", [("3B", SUPPORT), ("4B", None)], 1, 0),
]


@pytest.mark.parametrize(
    ("rows", "assessments", "trios"), [form[1:] for form in FORMS], ids=[form[0] for form in FORMS]
)
def test_two_assessments_of_a_child_on_one_day_are_two(
    store: Store, rows: list[tuple[str, str | None]], assessments: int, trios: int
) -> None:
    listed = [["1", "14/12/2022", codes, outcome] for codes, outcome in rows] + [
        ["2", "14/12/2022", "3B", None]
    ]
    store.load("p.xlsx", workbook(ABOUT, panel_sheet(panel.ASSESSMENT_FACTORS, *listed)))
    assert counted(store, "trio_of_harm") == (trios, assessments + 1)
    violence = sum("3B" in str(row[2]) for row in listed)
    by_factor = parts(store, "assessment_factors")
    assert by_factor["Parent/Carer: Domestic Violence"] == (violence, assessments + 1)
    table = store.rank_table()
    row = table[(table["period"] == "2022/23 YTD to Q3") & (table["factor"] == "Domestic Violence")].iloc[0]
    assert (row["numerator"], row["denominator"]) == (violence, assessments + 1)


def test_the_outcome_belongs_to_its_assessment(store: Store) -> None:
    rows = [
        ["1", "14/12/2022", "3B;4B", "Social care support"],
        ["1", "14/12/2022", "1B;2B", "No further action"],
    ]
    store.load("p.xlsx", workbook(ABOUT, panel_sheet(panel.ASSESSMENT_FACTORS, *rows)))
    assert counted(store, "assessments_leading_to_continued_intervention") == (1, 2)


def test_one_in_two_of_the_pack_is_stated_as_a_share(pack: Store) -> None:
    row = pack.measure("return_interviews_accepted", periods=1).iloc[0]
    assert row["value"] == 50
    assert pd.isna(row["numerator"])
    assert pd.isna(row["denominator"])
