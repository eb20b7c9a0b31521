"""A question and its address: every question is a link, and every link a question or a sentence that says what is not known."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.figures.question import (
    Question,
    address_of,
    first_question,
    read_address,
    spans_of,
    typed_period,
)
from data.as_reported import READINGS
from data.lists.dimensions import DIMENSIONS
from data.measures import MEASURES
from data.periods import add_months

NEWEST = date(2022, 12, 31)
VALUES = ("North & East", "1 to 4", "Ärzte=x", "a,b", "Not known")


def values_of(measure: str, dimension: str) -> Collection[str]:
    return VALUES


@st.composite
def questions(draw: st.DrawFn) -> Question:
    measure = draw(st.sampled_from(list(MEASURES.values())))
    question = first_question(measure.id, NEWEST).at(NEWEST, draw(st.sampled_from(spans_of(measure))))
    question = question.stepped(-draw(st.integers(0, 12 if question.grain != "year" else 4)))
    for name in draw(st.lists(st.sampled_from(measure.dimensions or ("",)), max_size=3, unique=True)):
        for value in draw(st.lists(st.sampled_from(VALUES), max_size=3, unique=True)) if name else ():
            question = question.toggled(name, value)
    for name in draw(st.lists(st.sampled_from(measure.dimensions or ("",)), max_size=2, unique=True)):
        question = question.broken_down(name) if name else question
    return question.read(draw(st.sampled_from(READINGS)))


@given(questions())
def test_a_question_is_what_its_link_asks(question: Question) -> None:
    assert read_address(address_of(question), NEWEST, values_of) == (question, ())


@given(questions(), st.sampled_from(VALUES))
def test_what_is_chosen_can_be_taken_away_again(question: Question, value: str) -> None:
    for name in question.declared.dimensions:
        if name not in question.conditions:
            narrowed = question.toggled(name, value)
            assert narrowed.toggled(name, value) == narrowed.without(name) == question
        if name not in (question.by, question.then) and not question.then:
            assert question.broken_down(name).broken_down(name) == question


@given(
    st.dictionaries(
        st.sampled_from(
            ["measure", "grain", "period", "by", "then", "read_as", "where_team", "where_zzz", "x"]
        ),
        st.lists(
            st.one_of(st.text(max_size=12), st.sampled_from(["referrals", "team", "quarter", "Q3 2022/23"])),
            max_size=2,
        ),
    )
)
def test_any_link_is_a_question_or_none(parameters: dict[str, list[str]]) -> None:
    question, said = read_address(parameters, NEWEST, lambda measure, dimension: ())
    assert question is None or question.declared
    assert all(isinstance(sentence, str) and sentence.endswith(".") for sentence in said)


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        (
            {"measure": ["refferals"]},
            "The link asks for “refferals”, which is no measure. Search for it below.",
        ),
        (
            {"measure": ["referrals"], "grain": ["week"]},
            "“week” is no span: shown by quarter. Spans are month, quarter, year_to_date, year, rolling_12_months.",
        ),
        (
            {"measure": ["referrals"], "period": ["Q3 2030/31"]},
            "“Q3 2030/31” lies after the data, which end on 31 December 2022.",
        ),
        (
            {"measure": ["referrals"], "where_team": ["Nowhere"]},
            "The returns loaded have no team “Nowhere”: left out.",
        ),
        (
            {"measure": ["contacts"], "by": ["team"]},
            "Contacts received cannot be told apart by team: List 1: Contacts does not record it. Left out.",
        ),
        (
            {"measure": ["contacts"], "where_postcode": ["WR1"]},
            "“postcode” is nothing that figures are told apart by: left out.",
        ),
        (
            {"measure": ["contacts"], "read_as": ["x"]},
            "“x” is no reading of the returns: shown as known now.",
        ),
    ],
)
def test_what_a_link_names_and_nobody_knows_is_said(parameters: dict[str, list[str]], sentence: str) -> None:
    assert read_address(parameters, NEWEST, values_of)[1] == (sentence,)


@pytest.mark.parametrize(
    ("text", "grain", "label"),
    [
        ("Dec 2022", "month", "Dec 2022"),
        ("november 22", "month", "Nov 2022"),
        ("Q2 22/23", "quarter", "Q2 2022/23"),
        ("2021/22", "year", "2021/22"),
        ("2022/23 ytd", "year_to_date", "2022/23 YTD to Q3"),
        ("12 months to Sep 2022", "rolling_12_months", "12 months to Sep 2022"),
        ("31/10/2022", "quarter", "Q3 2022/23"),
    ],
)
def test_periods_are_read_as_people_type_them(text: str, grain: str, label: str) -> None:
    question, why = typed_period(first_question("referrals", NEWEST), text, NEWEST)
    assert question is not None and (question.grain, question.period.label, why) == (grain, label, "")


@pytest.mark.parametrize("text", ["soon", "", "Q5 2022/23", "Jan 2023", "2001/02", "12 months to Nov 2022"])
def test_what_is_no_period_is_said(text: str) -> None:
    question, why = typed_period(first_question("referrals", NEWEST), text, NEWEST)
    assert question is None and why.endswith(".")


def test_a_breakdown_is_lines_and_a_second_one_squares() -> None:
    question = first_question("referrals", NEWEST)
    assert question.shown.chart == "trend"
    assert question.broken_down("source").shown.chart == "groups"
    assert question.broken_down("source").broken_down("team").shown.chart == "heat"
    assert first_question("contact_sources", NEWEST).shown.by == "source"


def test_a_step_is_the_spans_own() -> None:
    question = first_question("referrals", NEWEST)
    assert question.stepped(-1).period.label == "Q2 2022/23"
    assert question.at(NEWEST, "year").stepped(-1).period.label == "2021/22"
    assert question.at(NEWEST, "month").stepped(-2).period.label == "Oct 2022"
    assert question.at(NEWEST, "year_to_date").stepped(-1).period.label == "2022/23 YTD to Q2"


def test_no_question_names_a_child() -> None:
    assert not any("child_id" in name or name == "id" for name in DIMENSIONS)
    question = replace(first_question("referrals", NEWEST), ending=add_months(NEWEST, -3))
    assert set(address_of(question)) == {"measure", "grain", "period"}
