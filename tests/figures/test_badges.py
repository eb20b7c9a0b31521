"""How a figure stands in a word: by its months where it is judged by month, else by its direction."""

from __future__ import annotations

import pytest

from components.figures.answers import WHOLE, Asked, Facts
from components.figures.badges import Badge, badge_of, badge_of_direction, badge_of_months, badge_of_target
from components.figures.targets import target_row
from components.words.sentences import movements
from data.facts.values import Target
from data.measures import MEASURES
from data.series import Series
from tests.figures.by_hand import DECEMBER, answers, point
from tests.unit.test_judgement import judgement

TWO_YEARS = [20.0, 22.0] * 12
FROM = {"now": 0, "march": 3, "last year": 4}


def quarters(measure: str, values: dict[str, float], of: float | None = None) -> Series:
    """A measure on these days of the year to December 2022: now, on 31 March and last year."""
    ends = {"now": DECEMBER, "march": DECEMBER.replace(month=3), "last year": DECEMBER.replace(year=2021)}
    days = sorted(values, key=lambda name: ends[name])
    return tuple(point(measure, values[name], ends[name], of=of) for name in days)


def direction(measure: str, of: float | None = None, **values: float) -> Badge:
    """How a stock stands: ``now``, on 31 ``march``, and ``before``, which is last year."""
    named = {name.replace("before", "last year"): value for name, value in values.items()}
    series = quarters(measure, named, of)
    return badge_of_direction(MEASURES[measure], movements(MEASURES[measure], series))


@pytest.mark.parametrize(
    ("measure", "newest", "word", "icon", "tone"),
    [
        ("section_47_enquiries", 21.0, "Usual", "usual", "quiet"),
        ("section_47_enquiries", 60.0, "Higher than usual", "up", "notable"),
        ("section_47_enquiries", 1.0, "Lower than usual", "down", "notable"),
    ],
)
def test_a_flow_by_its_newest_month(measure: str, newest: float, word: str, icon: str, tone: str) -> None:
    made = badge_of_months(judgement(measure, [*TWO_YEARS[:-1], newest]))
    assert (made.word, made.icon, made.tone) == (word, icon, tone)
    assert made.detail.startswith("The newest month is Dec 2022. ")
    assert ("More than chance: Dec 2022" in made.detail) == (word != "Usual")


@pytest.mark.parametrize(
    ("measure", "share", "word", "icon", "tone"),
    [
        ("assessments_within_45_working_days", 99, "Improving", "up", "good"),
        ("assessments_within_45_working_days", 40, "Getting worse", "down", "bad"),
        ("re_referrals_within_12_months", 99, "Getting worse", "up", "bad"),
        ("re_referrals_within_12_months", 40, "Improving", "down", "good"),
    ],
)
def test_a_flow_with_a_better_direction(measure: str, share: int, word: str, icon: str, tone: str) -> None:
    made = badge_of_months(judgement(measure, [*([70, 72] * 36)[:-1], share], [100] * 72))
    assert (made.word, made.icon, made.tone) == (word, icon, tone)


def test_months_that_rise_one_after_the_other_are_rising() -> None:
    made = badge_of_months(
        judgement("section_47_enquiries", [20.0, 22.0] * 8 + [float(n) for n in range(17, 25)])
    )
    assert (made.word, made.tone) == ("Rising", "notable")


def test_a_flow_without_a_range_says_why() -> None:
    few = badge_of_months(judgement("section_47_enquiries", [20.0] * 5))
    assert (few.word, few.tone) == ("Too early to say", "quiet")
    assert few.detail.startswith("Fewer than 12 months are loaded")
    season = badge_of_months(judgement("referrals", [50.0] * 26))
    assert (season.word, season.detail[:34]) == ("Too early to say", "Dec 2022: 50; last December 50. No")
    rare = badge_of_months(judgement("section_47_enquiries", [0.0] * 24))
    assert rare.word == "Too few to say"


@pytest.mark.parametrize(
    ("values", "word", "icon"),
    [
        ({"now": 882, "march": 818, "before": 821}, "Up", "up"),
        ({"now": 800, "march": 818, "before": 821}, "Down", "down"),
        ({"now": 818, "march": 818, "before": 818}, "About the same", "level"),
        ({"now": 820, "march": 810, "before": 830}, "Down on last year, up since March", "mixed"),
        ({"now": 820, "march": 820, "before": 830}, "Down on last year, level since March", "mixed"),
        ({"now": 820, "march": 830}, "Down since March", "down"),
        ({"now": 820}, "Nothing to compare with", "unknown"),
    ],
)
def test_a_stock_by_its_direction_never_coloured_where_neither_way_is_better(
    values: dict[str, float], word: str, icon: str
) -> None:
    made = direction("children_looked_after", **values)
    assert (made.word, made.icon, made.tone) == (word, icon, "quiet")


def test_the_direction_says_what_it_rests_on() -> None:
    made = direction("children_looked_after", now=882, march=818, before=821)
    assert made.detail == "Up 61 on the same quarter last year; up 64 on 31 March 2022."


@pytest.mark.parametrize(
    ("of", "now", "tone"), [(1000, 60, "good"), (1000, 40, "bad"), (50, 60, "quiet"), (None, 60, "quiet")]
)
def test_a_share_is_coloured_where_its_change_is_more_than_chance(
    of: float | None, now: float, tone: str
) -> None:
    assert direction("care_leavers_in_eet", of, now=now, march=50, before=50).tone == tone


def test_a_count_of_which_fewer_are_better_is_coloured_by_its_size() -> None:
    assert direction("children_missing_from_care", now=60, march=40, before=41).tone == "bad"
    assert direction("children_missing_from_care", now=42, march=40, before=41).tone == "quiet"


def test_a_flow_stated_by_quarter_alone_goes_by_its_direction() -> None:
    name = "assessments_within_45_working_days"
    stated = answers({Asked(name): {WHOLE: quarters(name, {"now": 87})}})
    assert badge_of(MEASURES[name], stated).word == "Nothing to compare with"


@pytest.mark.parametrize(
    ("measure", "value", "word", "icon", "tone"),
    [
        ("assessments_within_45_working_days", 85.0, "Met", "met", "quiet"),
        ("assessments_within_45_working_days", 80.0, "Within tolerance", "near", "notable"),
        ("assessments_within_45_working_days", 79.9, "Missed", "missed", "bad"),
        ("re_referrals_within_12_months", 85.1, "Within tolerance", "near", "notable"),
        ("children_looked_after", 89.0, "up 4 on target", "level", "quiet"),
        ("children_looked_after", 85.0, "On target", "level", "quiet"),
    ],
)
def test_a_target(measure: str, value: float, word: str, icon: str, tone: str) -> None:
    facts = {measure: Facts(target=Target(85, 5, "the board"))}
    held = answers({Asked(measure): {WHOLE: quarters(measure, {"now": value})}}, facts=facts)
    row = target_row(MEASURES[measure], held)
    assert row is not None
    made = badge_of_target(row)
    assert (made.word, made.icon, made.tone) == (word, icon, tone)
    assert made.detail.startswith("Target 85") and ", set by the board; within 5" in made.detail
