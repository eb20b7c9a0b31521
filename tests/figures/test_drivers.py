"""What is behind a change in words, beside sentences written by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import astuple
from datetime import date

import pandas as pd
import pytest

from components.figures.drivers import MOST_DIMENSIONS, driver_sentences, driver_table
from components.words.drivers import NOBODY_STANDS_OUT
from data.contributions import Cases, GroupChange, split_number, split_parts_of_all, split_share
from data.drivers import COLUMNS, behind
from data.measures import MEASURES, Measure
from data.store import Store

REFERRALS = MEASURES["referrals"]
IN_TIME = MEASURES["assessments_within_45_working_days"]
REPEAT = MEASURES["re_referrals_within_12_months"]
LED_TO_A_PLAN = MEASURES["conferences_resulting_in_a_plan"]
CASELOAD = MEASURES["average_caseload"]
SOURCES = MEASURES["referral_sources"]


def frame(*dimensions: Iterable[GroupChange]) -> pd.DataFrame:
    rows = [astuple(group) for groups in dimensions for group in groups]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def numbers(dimension: str, groups: Mapping[str, tuple[float, float]]) -> list[GroupChange]:
    sides = ({name: Cases(both[place]) for name, both in groups.items()} for place in (0, 1))
    return split_number(dimension, *sides)


def shares(
    groups: Mapping[str, tuple[int, int, int, int]], dimension: str = "team", unit: str = "percent"
) -> list[GroupChange]:
    """Groups by how many of how many before, and how many of how many now."""
    before = {name: Cases(*cases[:2]) for name, cases in groups.items()}
    now = {name: Cases(*cases[2:]) for name, cases in groups.items()}
    return split_share(dimension, before, now, unit)


def sentences(measure: Measure, *dimensions: Iterable[GroupChange], than: str = "a year before") -> list[str]:
    return [sentence.text for sentence in driver_sentences(measure, frame(*dimensions), than)]


@pytest.mark.parametrize(
    ("groups", "words"),
    [
        (
            {"School": (60, 90), "Police": (20, 38), "Health": (6, 0)},
            "Of the 42 more referrals than a year before, 30 came from source School and 18 from Police; Health had 6 fewer.",
        ),
        (
            {"School": (90, 60), "Police": (2000, 2010)},
            "20 fewer referrals than a year before: source School had 30 fewer.",
        ),
        (
            {"School": (60, 100), "Police": (50, 12)},
            "2 more referrals than a year before: source School had 40 more; Police had 38 fewer.",
        ),
        (
            {"School": (60, 100), "Police": (50, 10)},
            "As many referrals as a year before: source School had 40 more; Police had 40 fewer.",
        ),
        (
            {"School": (1000, 1040), "Police": (50, 20)},
            "10 more referrals than a year before, but source Police had 30 fewer.",
        ),
        (
            {"School": (1000, 1031), "Police": (50, 20)},
            "1 more than a year before, but source Police had 30 fewer.",
        ),
        (
            {"A": (9, 99), "B": (9, 89), "C": (9, 79), "D": (9, 69), "E": (9, 1)},
            "Of the 292 more referrals than a year before, 90 came from source A, 80 from B and 70 from C; E had 8 fewer.",
        ),
        ({"School": (60, 70), "Police": (20, 24)}, NOBODY_STANDS_OUT),
    ],
)
def test_a_number_in_words(groups: dict[str, tuple[float, float]], words: str) -> None:
    assert sentences(REFERRALS, numbers("source", groups)) == [words]


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        (
            "referral_rate",
            "Of the 1,160 fewer referrals than the quarter before, 1,160 came from team North.",
        ),
        (
            "children_in_need_by_team",
            "Of the 1,160 fewer than the quarter before, 1,160 came from team North.",
        ),
        (
            "child_protection_plan_rate",
            "Of the 1,160 fewer children subject to a child protection plan than the quarter before, 1,160 came from team North.",
        ),
    ],
)
def test_a_number_is_called_by_what_is_counted(measure: str, words: str) -> None:
    groups = numbers("team", {"North": (1200, 40), "South": (30, 30)})
    assert sentences(MEASURES[measure], groups, than="the quarter before") == [words]


def test_a_name_that_says_the_dimension_does_not_say_it_twice() -> None:
    groups = numbers("ethnic_group", {"Other ethnic group": (20, 60), "White": (500, 510)})
    assert sentences(REFERRALS, groups) == [
        "Of the 50 more referrals than a year before, 40 came from Other ethnic group."
    ]


@pytest.mark.parametrize(
    ("groups", "words"),
    [
        (  # 85% to 81.8%: both teams a little worse, North by more than chance
            {"North": (450, 500, 425, 500), "South": (400, 500, 393, 500)},
            "Down 3.2 points, by team: all of it came from how groups did. 2.5 came from team North (90% to 85%).",
        ),
        (
            {"North": (450, 500, 510, 600), "South": (400, 500, 316, 400)},
            "Down 2.4 points, by team: 3.2 down came from how groups did, 0.8 up from more of the work coming to groups "
            "with higher figures. 2.8 down came from team North (90% to 85%). More of the work came to team North "
            "(50% to 60% of it), less to South (50% to 40% of it).",
        ),
        (
            {"North": (450, 500, 340, 400), "South": (400, 500, 474, 600)},
            "Down 3.6 points, by team: 2.8 came from how groups did, 0.8 from more of the work coming to groups with lower "
            "figures. 2.3 came from team North (90% to 85%). More of the work came to team South (50% to 60% of it), less to "
            "North (50% to 40% of it).",
        ),
        ({"North": (450, 500, 445, 500), "South": (400, 500, 396, 505)}, NOBODY_STANDS_OUT),
    ],
)
def test_a_percentage_in_words(groups: dict[str, tuple[int, int, int, int]], words: str) -> None:
    assert sentences(IN_TIME, shares(groups)) == [words]


def test_a_mean_in_words() -> None:
    groups = shares({"North": (300, 20, 380, 20), "South": (300, 20, 300, 20)}, unit="average")
    assert sentences(CASELOAD, groups) == [
        "Up 2.0, by team: all of it came from how groups did. 2.0 came from team North (15.0 to 19.0)."
    ]


TURNED = {"A": (180, 200, 74, 80), "B": (50, 100, 114, 220), "C": (0, 0, 19, 20)}


def test_where_every_team_did_better_and_the_total_fell_that_is_said_first() -> None:
    by_source = shares({"School": (115, 150, 50, 160), "Police": (115, 150, 157, 160)}, "source")
    words = sentences(IN_TIME, by_source, shares(TURNED))
    assert words[0] == "Every team did better; the total fell because more of the work came to team B."
    assert words[1].startswith(
        "Down 12.0 points, by team: 2.1 up came from how groups did, 14.1 down from more of the work "
    )
    assert words[2].startswith("Down 12.0 points, by source: ")


@pytest.mark.parametrize(
    ("measure", "dimension", "words"),
    [
        (REPEAT, "team", "Every team did worse; the total fell because more of the work came to team B."),
        (
            LED_TO_A_PLAN,
            "team",
            "Every team’s figure rose; the total fell because more of the work came to team B.",
        ),
        (
            IN_TIME,
            "disability",
            "By disability, every group did better; the total fell because more of the work came to disability B.",
        ),
    ],
)
def test_better_and_worse_are_the_measures_own(measure: Measure, dimension: str, words: str) -> None:
    assert sentences(measure, shares(TURNED, dimension))[0] == words


def test_the_total_that_rose_while_every_group_did_worse() -> None:
    back = {name: (*cases[2:], *cases[:2]) for name, cases in TURNED.items()}
    assert sentences(IN_TIME, shares(back))[0] == (
        "Every team did worse; the total rose because more of the work came to team A."
    )


@pytest.mark.parametrize(
    "groups",
    [
        TURNED | {"C": (20, 20, 19, 20)},  # one team of enough cases did worse
        {"A": (18, 19, 74, 80), "B": (50, 100, 114, 220)},  # only one team has enough cases
        {"A": (180, 200, 185, 200), "B": (50, 100, 58, 100)},  # the total rose too
    ],
)
def test_it_is_said_of_no_other_case(groups: dict[str, tuple[int, int, int, int]]) -> None:
    assert not any("because" in words for words in sentences(IN_TIME, shares(groups)))


def test_parts_of_all_are_told_by_their_shares_and_by_their_own_dimension_alone() -> None:
    before = {"School": Cases(200, 1000), "Police": Cases(300, 1000), "Health": Cases(500, 1000)}
    now = {"School": Cases(260, 1000), "Police": Cases(240, 1000), "Health": Cases(500, 1000)}
    by_team = split_parts_of_all("team", before, now)
    by_source = split_parts_of_all("source", before, now)
    assert sentences(SOURCES, by_team, by_source) == [
        "By source, School rose 6.0 points (20% to 26%); Police fell 6.0 (30% to 24%)."
    ]
    table = driver_table(SOURCES, frame(by_team, by_source), "Q3 2021/22", "Q3 2022/23")
    assert table.cells == (
        ("Source", "Police", "30%", "24%", "-6.0", "yes"),
        ("Source", "School", "20%", "26%", "+6.0", "yes"),
        ("Source", "Health", "50%", "50%", "0.0", ""),
    )


def test_three_dimensions_have_sentences_and_workers_and_single_groups_none() -> None:
    moved = {"A": (60, 100), "B": (50, 50)}
    dimensions = [numbers(name, moved) for name in ("worker", "team", "sex", "source", "area")]
    alone = numbers("service", {"A": (60, 100)})
    words = sentences(REFERRALS, alone, *dimensions)
    assert len(words) == MOST_DIMENSIONS
    assert [sentence.split("came from ")[1] for sentence in words] == ["team A.", "sex A.", "source A."]
    table = driver_table(REFERRALS, frame(alone, *dimensions), "Q3 2021/22", "Q3 2022/23")
    assert {row[0] for row in table.cells} == {"Service", "Team", "Sex", "Source", "Area"}
    assert sentences(REFERRALS, dimensions[0]) == [
        "Of the 40 more referrals than a year before, 40 came from worker A."
    ]


def test_what_is_not_split_says_so_in_small_print() -> None:
    children = MEASURES["initial_child_protection_conferences"]
    by_team = [GroupChange("team", "North", 3, 5), GroupChange("team", "South", 3, 4)]
    by_area = [GroupChange("area", "North", 3, 5)]
    shown = driver_sentences(children, frame(by_team, by_area))
    assert [(sentence.text, sentence.is_small) for sentence in shown] == [
        (
            "By team and area, the groups do not add up to the whole, for a child can stand in two: they are shown and not split.",
            True,
        )
    ]
    audits = [GroupChange("practice_domain", "Planning", 50, 70)]
    assert sentences(MEASURES["audits_good"], audits) == [
        "By practice domain, the groups are stated without their numbers: they are shown and not split."
    ]
    table = driver_table(children, frame(by_team), "Q3 2021/22", "Q3 2022/23")
    assert table.cells == (("Team", "North", "3", "5", "", "", ""), ("Team", "South", "3", "4", "", "", ""))
    assert table.raw[0] == ("Team", "North", 3, 5, None, None, "")


def test_nothing_behind_it_says_nothing() -> None:
    assert driver_sentences(REFERRALS, frame()) == ()
    assert driver_table(REFERRALS, frame(), "Q3 2021/22", "Q3 2022/23").cells == ()


def test_the_table_of_a_number_and_of_a_percentage() -> None:
    groups = numbers("source", {"School": (60, 1090), "Police": (20, 10)})
    table = driver_table(REFERRALS, frame(groups), "Q3 2021/22", "Q3 2022/23")
    assert table.title == "Referrals: what is behind the change"
    assert table.columns == (
        "By", "Group", "Q3 2021/22", "Q3 2022/23", "Change", "Beyond its share", "More than chance"
    )  # fmt: skip
    assert table.cells == (
        ("Source", "School", "60", "1,090", "+1,030", "+265", "yes"),
        ("Source", "Police", "20", "10", "-10", "-265", ""),
    )
    assert table.raw[0] == ("Source", "School", 60, 1090, 1030, 265, "yes")
    table = driver_table(IN_TIME, frame(shares(TURNED)), "Q3 2021/22", "Q3 2022/23")
    assert table.columns[4:] == (
        "Part of the change", "From how it did", "From its share of the work", "More than chance"
    )  # fmt: skip
    assert table.cells == (
        ("Team", "A", "90%", "92.5%", "-7.4", "+1.1", "-8.6", "its share of the work"),
        ("Team", "B", "50%", "51.8%", "-6.1", "+0.9", "-7.0", "its share of the work"),
        ("Team", "C", "none", "95%", "+1.5", "0.0", "+1.5", "its share of the work"),
    )


def test_the_county_in_words(county: Store) -> None:
    """From 21 of 52 and 12 of 27 to 16 of 59 and 7 of 33: each some six cases, and neither more than chance."""
    measure = MEASURES["return_interviews_within_72_hours"]
    rows = behind(county, measure.id, date(2022, 12, 31), date(2021, 12, 31))
    assert [sentence.text for sentence in driver_sentences(measure, rows)] == [NOBODY_STANDS_OUT]
    care = rows[rows["group"] == "Care"].iloc[0]
    assert (care["before"], care["now"]) == pytest.approx((100 * 12 / 27, 100 * 7 / 33))
