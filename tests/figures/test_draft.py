"""Drafted commentary agrees with the figures it is drafted from, and asks of what stands out."""

from __future__ import annotations

from datetime import date

import pytest

from components.asking import ask
from components.drafting import drafted
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
        "Assessments completed within 45 working days: 86.6% (363 of 419) in Q3 2022/23, up 2.1 points on the same quarter last "
        "year. The target of 90% is missed."
    )
    assert questions_of([MEASURES[name]], held) == (
        "Assessments completed within 45 working days: at 86.6% the target of 90% is missed. What is being done, and by when will it "
        "be met?",
    )


def test_a_change_of_a_headline_that_is_more_than_chance_is_asked_about() -> None:
    name = "children_looked_after"
    held = answers({Asked(name): {"All": (point(name, 821, THEN), point(name, 882, NOW))}})
    assert questions_of([MEASURES[name]], held) == (
        "Children looked after: 882, up 61 on the same quarter last year. What is behind it, and will it last?",
    )
    held = answers({Asked(name): {"All": (point(name, 881, THEN), point(name, 882, NOW))}})
    assert questions_of([MEASURES[name]], held) == ()


def test_a_draft_sets_a_share_beside_england_and_the_neighbours_of_the_year_before(county: Store) -> None:
    text = "\n".join(drafted(county, "Family Front Door", Filters(NOW)))
    assert (
        "That is below England (21.5%) but above statistical neighbours (18.5%) in 2021/22, a whole year; lower is better."
        in text
    )


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("which", ["pack", "county"])
def test_a_draft_agrees_with_its_own_figures(
    section: str, which: str, request: pytest.FixtureRequest
) -> None:
    store: Store = request.getfixturevalue(which)
    text = "\n".join(drafted(store, section, Filters(NOW)))
    assert [one for one in check(store, text, section, NOW) if one.verdict != "agrees"] == []


@pytest.mark.parametrize("section", SECTIONS)
def test_whatever_a_section_shows_can_be_drafted_and_is_never_called_wrong(
    section: str, county: Store
) -> None:
    names = list(dict.fromkeys(name for figure in SECTIONS[section].figures for name in figure.measures))
    held = ask(county, SECTIONS[section].figures, Filters(NOW))
    text = "\n".join(sentence.text for sentence in draft_of([MEASURES[name] for name in names], held, {}))
    assert [one for one in check(county, text, section, NOW) if one.verdict != "agrees"] == []


@pytest.mark.parametrize("name", ["referrals", "children_in_need", "child_in_need_plans"])
def test_what_is_behind_a_change_is_told_and_agrees(county: Store, name: str) -> None:
    frame = behind(county, name, NOW, THEN)
    held = ask(county, [Shown(name, "trend")], Filters(NOW))
    (told,) = draft_of([MEASURES[name]], held, {name: frame})
    found = check(county, told.text, MEASURES[name].section, NOW)
    assert {one.verdict for one in found} <= {"agrees"}, found
    if name == "children_in_need":
        assert (
            "Of the 262 more children in need than a year before, 103 came from duration 1 to 2 years"
            in told.text
        )
        wrong = told.text.replace("103 came from", "130 came from")
        assert [
            one.number for one in check(county, wrong, "Children in Need", NOW) if one.verdict != "agrees"
        ] == ["130"]


def test_a_draft_of_a_publication_copy_tells_no_hidden_number(county: Store) -> None:
    internal = "\n".join(drafted(county, "Missing", Filters(NOW)))
    public = "\n".join(drafted(county, "Missing", Filters(NOW, is_publication=True)))
    assert "Return home interviews accepted: 49.4% (42 of 85)" in internal
    assert "Return home interviews accepted" not in public
    public = "\n".join(drafted(county, "Throughcare", Filters(NOW, is_publication=True)))
    assert "came from" not in public


def test_a_check_of_a_publication_copy_tells_no_hidden_number(county: Store) -> None:
    text = "Return home interviews accepted: 48% (41 of 85)."
    internal = check(county, text, "Missing", NOW)
    assert "49.4%" in internal[0].compared
    assert "42 of 85" in internal[1].compared
    public = check(county, text, "Missing", NOW, pattern=county.pattern())
    assert not any(number in one.compared for one in public for number in ("49.4", "42 of", "of 85"))
