"""Every number of the December 2022 pack's text is in a figure of its section, carried by a named measure and sheet."""

from __future__ import annotations

import pytest

from components.figures.figure import Figure
from data.measures import MEASURES, SECTIONS
from data.store import Store
from tests.figures.reading import said, section_figures, titled

# the pack's words, how its figure shows it, the measure, the sheet that carries it
PROSE = [
    (
        "27% of contacts leading to a social work assessment",
        "27% in Q3 2022/23",
        "contacts_leading_to_assessment",
        "Figures",
    ),
    ("a further 9% to targeted early help", "9% in Q3 2022/23", "contacts_leading_to_early_help", "Figures"),
    ("80% have a decision in 24 hours", "80% in Q3 2022/23", "contacts_decided_within_24_hours", "Figures"),
    ("a further 19% in 48 hours", "19% in Q3 2022/23", "contacts_decided_in_24_to_48_hours", "Figures"),
    ("reason 1", "1 Parents struggling", "contact_reasons", "Figures"),
    ("reason 2nd", "2 Child and/or parental mental health", "contact_reasons", "Figures"),
    ("reason 3rd", "3 Neglect", "contact_reasons", "Figures"),
    ("87% in timescale", "87% in Q3 2022/23", "assessments_within_45_working_days", "Figures"),
    ("38/401 open after 45 days", "9.5% (38 of 401)", "open_assessments_over_45_working_days", "Figures"),
    ("401 open", "401 on 31 December 2022", "open_assessments", "Figures"),
    (
        "57% continued intervention",
        "57% in Q3 2022/23",
        "assessments_leading_to_continued_intervention",
        "Figures",
    ),
    ("39% full assessment", "39% in Q3 2022/23", "assessments_leading_to_social_care_support", "Figures"),
    ("16% targeted early help", "16% in Q3 2022/23", "assessments_leading_to_early_help", "Figures"),
    (
        "16% repeat assessment in 12 months",
        "16% in the 12 months to December 2022",
        "repeat_assessments_within_12_months",
        "Figures",
    ),
    ("82 in care UASC", "82 on 31 December 2022", "unaccompanied_children_looked_after", "Figures"),
    (
        "52 more UASC than end of March",
        "Change since 31 March 2022: up 52",
        "unaccompanied_children_looked_after",
        "Figures",
    ),
    ("71 more s20", "Change since 31 March 2022: up 71", "looked_after_under_section_20", "Figures"),
    (
        "69% abuse and neglect",
        "Abuse or neglect 69% in 2022/23 YTD to Q3",
        "entrants_by_category_of_need",
        "Figures",
    ),
    (
        "5% family stress/dysfunction",
        "Family stress or dysfunction 5%",
        "entrants_by_category_of_need",
        "Figures",
    ),
    (
        "12 (4.8%) from our SFF team",
        "12 (4.8%) in 2022/23 YTD to Q3",
        "entrants_open_to_edge_of_care_team",
        "Figures",
    ),
    ("48 year to date", "48 in 2022/23 YTD to Q3", "new_residential_placements", "Figures"),
    (
        "residential 18/48",
        "Breakdown of a residential placement: 18 of 48",
        "residential_placements_by_reason",
        "Figures",
    ),
    (
        "fostering 16/48",
        "Breakdown of a foster placement: 16 of 48",
        "residential_placements_by_reason",
        "Figures",
    ),
    ("14 to 16, 26 young people", "14 to 16: 26 of 48", "residential_placements_by_age", "Figures"),
    ("EET 58%", "58% on 31 December 2022", "care_leavers_in_eet", "Figures"),
    (
        "statistical neighbours 54%",
        "Statistical neighbours: 54% (2021/22",
        "care_leavers_in_eet",
        "Benchmarks",
    ),
    ("England 55%", "England: 55% (2021/22", "care_leavers_in_eet", "Benchmarks"),
    ("two sibling groups of five", "2 in Q3 2022/23", "sibling_groups_starting_repeat_plans", "Figures"),
    (
        "84% closing to step down",
        "Stepped down with a positive outcome 84%",
        "children_in_need_closure_outcomes",
        "Figures",
    ),
    (
        "6% progressing to CP",
        "Progressed to child protection 6%",
        "children_in_need_closure_outcomes",
        "Figures",
    ),
    ("2% received into care", "Received into care 2%", "children_in_need_closure_outcomes", "Figures"),
    ("1 in 2 engaging in an interview", "50% in Q3 2022/23", "return_interviews_accepted", "Figures"),
    (
        "top category county lines",
        "1 Criminal exploitation: county lines",
        "get_safe_children_by_category",
        "Figures",
    ),
    (
        "then child sexual exploitation",
        "2 Child sexual exploitation",
        "get_safe_children_by_category",
        "Figures",
    ),
    ("86% permanency", "86% on 31 December 2022", "permanent_social_workers", "Figures"),
    ("21% agency", "21% on 31 December 2022", "agency_social_workers", "Figures"),
    ("89% in 2018", "89% in 2018", "agency_social_workers", "Figures"),
    ("60% of staff", "All staff: 60%", "staff_with_manageable_workload", "Figures"),
    (
        "61% of social workers, June 22",
        "Social workers, June 2022 survey: 61% (Q1 2022/23)",
        "staff_with_manageable_workload",
        "Figures",
    ),
    ("222 children", "222 in Q3 2022/23", "children_audited", "Figures"),
    ("123 families", "Audit and closure feedback: 123", "families_heard", "Feedback"),
    ("101 families", "WebStar: 101", "families_heard", "Feedback"),
    ("95% RI or Good", "95% in Q3 2022/23", "audits_good_or_requires_improvement", "Figures"),
    ("47% Good", "47% in Q3 2022/23", "audits_good", "Figures"),
    (
        "increased from 40%",
        "47% in Q3 2022/23 (October to December 2022), up 7 points on the quarter before (40%)",
        "audits_good",
        "Figures",
    ),
    (
        "relationship-based practice 85%",
        "Strengths and relationship-based practice 85%",
        "audits_good",
        "Audit grades",
    ),
    ("partnership working 85%", "Partnership working 85%", "audits_good", "Audit grades"),
    (
        "plans 67% RI",
        "Quality of plans Requires improvement 67%",
        "audits_requires_improvement",
        "Audit grades",
    ),
]

FACTORS = {
    ("Parent/Carer", "Domestic Violence"): ("1 (36%)", "1 (32%)", "1 (34%)"),
    ("Parent/Carer", "Mental Health"): ("2 (35%)", "2 (30%)", "2 (33%)"),
    ("Parent/Carer", "Drug"): ("5 (12%)", "5 (11%)", "4 (15%)"),
    ("Parent/Carer", "Alcohol"): ("3 (18%)", "4 (14%)", "5 (14%)"),
    ("Child", "Mental Health"): ("4 (17%)", "3 (20%)", "3 (18%)"),
    ("Child", "Abuse or neglect – 'EMOTIONAL ABUSE'"): ("6 (12%)", "6 (10%)", "6 (12%)"),
    ("Child", "Abuse or neglect – 'NEGLECT'"): ("9 (7%)", "11 (6%)", "7 (11%)"),
    ("Child", "Domestic Violence"): ("8 (8%)", "7 (10%)", "8 (11%)"),
    ("Child", "Learning Disability"): ("7 (9%)", "8 (10%)", "9 (8%)"),
    ("Child", "Self-Harm"): ("10 (6%)", "9 (8%)", "10 (7%)"),
}


@pytest.fixture(scope="module")
def figures(pack: Store) -> dict[str, tuple[Figure, ...]]:
    """Each section's figures; its commentary, which holds the numbers anyway, is none of them."""
    return {title: section_figures(pack, title) for title in SECTIONS}


@pytest.mark.parametrize(("as_written", "as_shown", "measure", "sheet"), PROSE, ids=[row[0] for row in PROSE])
def test_a_number_of_the_text(
    figures: dict[str, tuple[Figure, ...]],
    pack: Store,
    as_written: str,
    as_shown: str,
    measure: str,
    sheet: str,
) -> None:
    drawn_with = "audits_good" if sheet == "Audit grades" else measure
    of_measure = [figure for figure in figures[MEASURES[measure].section] if figure.measure == drawn_with]
    assert as_shown in said(of_measure)
    if sheet == "Benchmarks":
        carried = pack.table("select count(*) as n from benchmarks where measure = ?", [measure])
    else:
        carried = pack.table(
            "select count(*) as n from reported_figures where measure = ? and sheet = ?", [measure, sheet]
        )
    assert carried["n"].iloc[0] > 0


@pytest.mark.parametrize(("factor", "cells"), FACTORS.items(), ids=[" ".join(name) for name in FACTORS])
def test_a_row_of_the_table(
    figures: dict[str, tuple[Figure, ...]], factor: tuple[str, str], cells: tuple[str, ...]
) -> None:
    table = figures["Risk factors"][0].table
    assert table is not None
    assert table.columns == (
        *("Relates to", "Risk factor"),
        *("2020/21", "2021/22", "2022/23 YTD to Q3"),
        "Change",
    )
    assert [row[2:5] for row in table.cells if row[:2] == factor] == [cells]


def test_the_trio_row_with_its_rule_and_the_count_of_the_tables_numbers(
    figures: dict[str, tuple[Figure, ...]],
) -> None:
    table = figures["Risk factors"][0].table
    assert table is not None
    assert table.cells[-1][2:5] == ("12%", "10%", "10%")
    assert "1B or 2B" in said(figures["Risk factors"])
    assert 2 * 3 * len(FACTORS) + 3 == 63


def test_what_is_ranked_without_numbers_is_listed_by_rank(figures: dict[str, tuple[Figure, ...]]) -> None:
    table = titled(figures["Family Front Door"], MEASURES["contact_reasons"].title).table
    assert table is not None
    assert table.columns[0] == "Rank"
    assert [row[0] for row in table.cells] == ["1", "2", "3"]


def test_grades_that_the_pack_does_not_give_are_said_to_be_so(
    figures: dict[str, tuple[Figure, ...]],
) -> None:
    assert "not given" in said(figures["Quality of practice"]).lower()
