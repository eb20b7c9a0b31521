"""Drafted commentary agrees with the figures it is drafted from, and asks of what stands out."""

from __future__ import annotations

from datetime import date

import pytest

from components.asking import ask
from components.figures.answers import Asked, Facts
from components.figures.chosen import Filters
from components.figures.draft import draft_of, questions_of
from data.drivers import behind
from data.facts.values import Target
from data.measures import MEASURES, SECTIONS, Shown
from data.narrative import check
from data.store import Store
from tests.figures.by_hand import answers, point

NOW, THEN = date(2022, 12, 31), date(2021, 12, 31)


def test_a_draft_says_value_base_change_and_target() -> None:
    name = "assessments_within_45_working_days"
    held = answers(
        {
            Asked(name): {
                "All": (point(name, 84.5, THEN, of=400), point(name, 363 / 4.19, NOW, of=419, numerator=363))
            }
        },
        facts={name: Facts(Target(90, 0, ""))},
    )
    text = " ".join(sentence.text for sentence in draft_of([MEASURES[name]], held, {}))
    assert text == (
        "Assessments completed within 45 working days: 86.6% (363 of 419) in Q3 2022/23 (October to December 2022), up 2.1 points on "
        "the same quarter last year. Assessments completed within 45 working days: the target of 90% is missed."
    )
    assert questions_of([MEASURES[name]], held) == (
        "Assessments completed within 45 working days: at 86.6% the target of 90% is missed. What is being done, and by when will it "
        "be met?",
    )


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("which", ["pack", "county"])
def test_a_draft_agrees_with_its_own_figures(
    section: str, which: str, request: pytest.FixtureRequest
) -> None:
    store: Store = request.getfixturevalue(which)
    names = list(dict.fromkeys(name for figure in SECTIONS[section].figures for name in figure.measures))
    held = ask(store, SECTIONS[section].figures, Filters(NOW))
    measures = [MEASURES[name] for name in names]
    text = "\n".join(sentence.text for sentence in draft_of(measures, held, {}))
    assert [one for one in check(store, text, section, NOW) if one.verdict != "agrees"] == []


@pytest.mark.parametrize("name", ["referrals", "children_in_need", "child_in_need_plans"])
def test_what_is_behind_a_change_is_told_and_never_called_wrong(county: Store, name: str) -> None:
    frame = behind(county, name, NOW, THEN)
    held = ask(county, [Shown(name, "trend")], Filters(NOW))
    told = draft_of([MEASURES[name]], held, {name: frame})
    assert len(told) > 1
    text = "\n".join(sentence.text for sentence in told)
    found = check(county, text, MEASURES[name].section, NOW)
    assert {one.verdict for one in found} <= {"agrees", "cannot be checked"}
