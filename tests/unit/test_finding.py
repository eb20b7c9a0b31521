"""Finding measures by what people call them."""

from __future__ import annotations

import pytest

from data.measures import MEASURES
from data.measures.finding import SYNONYMS, find_measures

FOUND_FIRST = [
    ("CLA", "children_looked_after"),
    ("lac", "children_looked_after"),
    ("how many kids in care", "children_looked_after"),
    ("ICPC", "initial_child_protection_conferences"),
    ("re-ref", "re_referrals_within_12_months"),
    ("Rereferrals", "re_referrals_within_12_months"),
    ("s47", "section_47_enquiries"),
    ("Section 47 enquiries", "section_47_enquiries"),
    ("UASC", "unaccompanied_children_looked_after"),
    ("caseloads", "average_caseload"),
    ("contatcs", "contacts"),
    ("CIN", "children_in_need"),
    ("plans over 15 months", "child_protection_plans_over_15_months"),
    ("SWA in 45 days", "assessments_within_45_working_days"),
    ("NEET", "care_leavers_in_eet"),
    ("trio", "trio_of_harm"),
    ("s.20", "looked_after_under_section_20"),
    ("vacancy", "social_worker_vacancies"),
]
"""What is typed and the measure that is to come first. Append here."""


@pytest.mark.parametrize(("text", "measure"), FOUND_FIRST)
def test_the_measure_meant_comes_first(text: str, measure: str) -> None:
    assert find_measures(text)[0].id == measure


def test_every_measure_is_found_by_its_title_and_by_its_id() -> None:
    for measure in MEASURES.values():
        for text in (measure.title, measure.title.upper(), measure.id.replace("_", " ")):
            assert measure in find_measures(text)[:6], text


def test_a_word_of_the_definition_finds_too() -> None:
    assert MEASURES["re_referrals_within_12_months"] in find_measures("earlier-dated")


def test_nothing_asked_is_everything_and_nonsense_is_nothing() -> None:
    assert find_measures("  ") == list(MEASURES.values())
    assert find_measures("xyzzy") == []
    assert find_measures("((*+?[") == list(MEASURES.values())  # no word at all


def test_every_synonym_stands_for_something() -> None:
    for said in SYNONYMS:
        assert find_measures(said), said
