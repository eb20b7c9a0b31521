"""The overview as a value: its rows in the pack's order, what each says, and the sentence that leads them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from components.asking import ask
from components.figures.answers import WHOLE, Answers, Asked, Facts
from components.figures.chosen import Filters
from components.figures.headlines import (
    HEADLINES,
    HeadlineRow,
    Overview,
    asked_of,
    figure_of_measure,
    overview_of,
)
from components.figures.targets import met_words, target_rows
from components.figures.trend import whole_trend
from components.figures.unusual import NO_RANGE_YET, unusual_of
from data.facts.stated import targets
from data.facts.values import Target
from data.measures import MEASURES, SECTIONS, Shown
from data.series import Series
from data.store import Store
from tests.figures.by_hand import DECEMBER, answers, point, series
from tests.unit.test_judgement import months_of

IN_ORDER = [
    "Family Front Door",
    "Throughcare",
    "Child Protection",
    "Children in Need",
    "Missing",
    "Get Safe",
    "Workforce and quality of practice",
]


def held(facts: dict[str, Facts] | None = None, **given: Series) -> Answers:
    """Answers of all headline measures: those given, the others not supplied; a series of months where it is named so."""
    asked = {Asked(name): {WHOLE: (point(name, None),)} for name in HEADLINES}
    for name, points in given.items():
        measure = points[-1].measure
        asked[Asked(measure, "month" if name.endswith("months") else "quarter")] = {WHOLE: points}
    return answers(asked, facts=facts)


def row_of(measure: str, made: Overview) -> HeadlineRow:
    return next(row for row in made.rows if row.measure == measure)


@pytest.fixture(scope="module")
def of_county(county: Store) -> Overview:
    names = dict.fromkeys([*HEADLINES, *targets(county, DECEMBER)])
    return overview_of(ask(county, asked_of(names), Filters(DECEMBER, provisional="Q3 2022/23")))


@pytest.fixture(scope="module")
def of_pack(pack: Store) -> Overview:
    return overview_of(ask(pack, asked_of(HEADLINES), Filters(DECEMBER)))


def test_every_headline_has_its_row_in_the_packs_order_whatever_it_says(
    of_county: Overview, of_pack: Overview
) -> None:
    for made in (of_county, of_pack, overview_of(held())):
        assert [title for title, _ in made.groups] == IN_ORDER
        assert [row.measure for row in made.rows] == list(HEADLINES)


def test_each_row_opens_the_natural_figure_of_its_measure_on_its_sections_page() -> None:
    for name in HEADLINES:
        section, shown = figure_of_measure(name)
        assert (section, shown) == (MEASURES[name].section, Shown(name))
        assert shown in SECTIONS[section].figures


def test_a_measure_that_no_section_shows_opens_nothing() -> None:
    with pytest.raises(KeyError, match="no such measure"):
        figure_of_measure("no such measure")


def test_the_countys_rows(of_county: Overview) -> None:
    assert of_county.lead == (
        "Q3 2022/23, October to December 2022. Provisional. 0 of the 2 that have a usual range are outside it; "
        "5 of 11 targets are met."
    )
    assert [(row.value, *row.changes) for row in of_county.rows] == [
        ("1,369", "down 47"),
        ("20.2%", "about the same"),
        ("90.5%", "up 0.4 points"),
        ("882", "up 61", "up 64 since March"),
        ("55.3%", "up 4.2 points", "up 4.0 points since March"),
        ("486", "up 22", "up 5 since March"),
        ("2,959", "up 262", "up 228 since March"),
        ("47", "unchanged", "down 2 since March"),
        ("90", "up 6", "unchanged since March"),
        ("84.3%", "down 4.1 points", "down 1.7 points since March"),
        ("16.7", "down 0.3", "up 0.2 since March"),
        ("49.6%", "up 2.0 points"),
    ]
    words = [row.badge.word for row in of_county.rows if row.badge]
    assert words[:5] == ["Too early to say", "Usual", "Usual", "Up", "Up"]
    assert {row.measure: row.target_badge.word for row in of_county.rows if row.target_badge} == {
        "re_referrals_within_12_months": "Within tolerance",
        "assessments_within_45_working_days": "Met",
        "care_leavers_in_eet": "Missed",
        "average_caseload": "Met",
    }
    assert all(8 <= len(row.trend) <= 9 for row in of_county.rows if row.measure != HEADLINES[1])
    assert of_county.not_shown == ""
    assert of_county.notes[1] == (
        "Published figures are Worcestershire's: the Example county is invented and stands in its place."
    )


def test_england_stands_with_its_year_or_not_at_all(of_county: Overview) -> None:
    assert {row.measure: (row.england.value, row.england.year) for row in of_county.rows if row.england} == {
        "re_referrals_within_12_months": ("21.5%", "2021/22"),
        "assessments_within_45_working_days": ("84.5%", "2021/22"),
        "care_leavers_in_eet": ("55%", "2021/22"),
        "average_caseload": ("16.6", "30 September 2022"),
    }


def test_the_numbers_of_a_row_are_told_with_their_measure_and_period(of_county: Overview) -> None:
    row = row_of("children_looked_after", of_county)
    assert row.sentence is not None
    assert [(number.value, number.period) for number in row.sentence.numbers] == [
        (882, "Q3 2022/23"),
        (821, "Q3 2021/22"),
        (818, "Q4 2021/22"),
    ]


def test_the_packs_rows_say_what_is_stated_and_what_is_lacking(of_pack: Overview) -> None:
    assert of_pack.lead == "Q3 2022/23, October to December 2022."
    assert {row.measure: row.value for row in of_pack.rows if row.value} == {
        "assessments_within_45_working_days": "87%",
        "care_leavers_in_eet": "58%",
        "permanent_social_workers": "86%",
        "audits_good": "47%",
    }
    audits, referrals = row_of("audits_good", of_pack), row_of("referrals", of_pack)
    assert audits.marks == ("as stated",) and audits.changes == ("up 7 points on the quarter before (40%)",)
    assert audits.badge is not None and audits.badge.word == "Up on the quarter before"
    assert referrals.why_absent == "Not supplied. No loaded return holds List 3: Referral."
    assert of_pack.not_shown.startswith("Not supplied for the quarter: Referrals; Re-referrals within")


def test_the_lead_counts_the_headlines_that_are_judged() -> None:
    usual, above = [20.0, 22.0] * 36, [*([20.0, 22.0] * 36)[:-1], 90.0]
    made = overview_of(
        held(
            assessments=series("assessments_within_45_working_days", 90.0),
            assessments_months=months_of("assessments_within_45_working_days", above, [100.0] * 72),
            re_referrals=series("re_referrals_within_12_months", 22.0),
            re_referrals_months=months_of("re_referrals_within_12_months", usual, [100.0] * 72),
            referrals=series("referrals", 20.0),
            referrals_months=months_of("referrals", [20.0] * 3),
        )
    )
    assert made.lead == (
        "Q3 2022/23, October to December 2022. 1 of the 2 that have a usual range is outside it."
    )
    assert [row.badge.word for row in made.rows if row.badge] == ["Too early to say", "Usual", "Improving"]


def test_beside_a_part_of_the_council_stands_nothing_of_the_whole() -> None:
    name = "assessments_within_45_working_days"
    facts = {name: Facts(target=Target(85, 0, ""))}
    whole = held(facts, assessments=series(name, 90.0))
    part = replace(whole, chosen=replace(whole.chosen, where={"team": ["North"]}), stands_in="invented")
    assert met_words(target_rows(whole)) == "1 of 1 target is met"
    made = overview_of(part)
    row = row_of(name, made)
    assert (row.value, row.target, row.england, made.targets, made.notes) == ("90%", None, None, (), ())
    assert made.not_shown.startswith("Not shown for team North: Referrals; ")


def test_the_trend_is_of_whole_quarters_counted_as_the_latest_is() -> None:
    name = "referrals"
    ends = [
        DECEMBER.replace(year=2021),
        *(DECEMBER.replace(month=month, day=30) for month in (6, 9)),
        DECEMBER,
    ]
    first = point(name, 9, DECEMBER.replace(year=2020), origin="estimated")
    whole, partial, later, newest = (
        point(name, 10 + place, end, status="partial" if place in (1, 3) else "")
        for place, end in enumerate(ends)
    )
    assert whole_trend((first, whole, partial, later, newest)) == (
        ("Q3 2021/22", 10),
        ("Q1 2022/23", None),
        ("Q2 2022/23", 12),
    )


def test_a_partial_figure_is_marked() -> None:
    made = overview_of(held(referrals=(point("referrals", 5, status="partial"),)))
    assert row_of("referrals", made).marks == ("partial",)


def test_what_is_unusual_of_all_monthly_series_says_where_it_is_shown() -> None:
    section_47, referrals = "section_47_enquiries", "referrals"
    asked = {
        Asked(section_47, "month"): {WHOLE: months_of(section_47, [*[20.0, 22.0] * 11, 20.0, 60.0])},
        Asked(referrals, "month"): {WHOLE: months_of(referrals, [20.0] * 3)},
    }
    made = unusual_of(MEASURES.values(), answers(asked))
    assert made.lead == (
        "Of the monthly series, 1 of the 1 that has a usual range is outside it; chance alone would mark fewer than one."
    )
    (row,) = made.rows
    assert row.words.startswith("More than chance: Dec 2022 (60) is above its usual range")
    assert (row.section, row.shown) == ("Child Protection", Shown(section_47))
    assert made.without == "1 more has none yet; beside each figure its page says why."
    none = {Asked(referrals, "month"): {WHOLE: months_of(referrals, [20.0] * 3)}}
    assert unusual_of(MEASURES.values(), answers(none)).lead == NO_RANGE_YET
