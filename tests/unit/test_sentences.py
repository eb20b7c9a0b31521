"""Sentences against numbers worked out by hand: the day of a stock, one basis of comparison, changes on unrounded values."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from components.returns.figures_before_and_after import indicator_table
from components.words.actions import status_words
from components.words.numbers import small_base
from components.words.published import published_change
from components.words.sentences import movements, sentence
from data.comparators.catalogue import published_measures
from data.comparing import counts_differ, shares_differ
from data.findings.arriving.indicators import figures_now
from data.in_words import change
from data.measures import MEASURES
from data.periods import Grain, Period, add_months, period_containing
from data.returns import annex_a
from data.series import Point, Series
from data.store import Store
from tests.workbooks import care_leaver, list_sheet, workbook

DECEMBER = date(2022, 12, 31)
Count = tuple[float, float | None]


def periods_of(
    measure: str, counts: dict[int, Count | None], grain: Grain = "quarter", **marks: str | list[str]
) -> Series:
    """A measure's quarters to December 2022 by how many quarters back: (numerator, denominator), or None where not supplied.

    ``marks`` are the status or origin of all of them, or of each.
    """
    scale = {"percent": 100, "rate": 10_000}.get(MEASURES[measure].unit, 1)
    points = []
    for place, back in enumerate(range(8, -1, -1)):
        period: Period = period_containing(add_months(DECEMBER, -3 * back), grain)
        count, base = counts.get(back) or (None, None)
        value = count if count is None or base is None else scale * count / base if base else None
        state = "not supplied" if count is None else "not applicable" if base == 0 else "ok"
        point = Point(
            measure, period.label, period.start, period.end, "All", count, base, value, state, "derived"
        )
        told = {name: mark if isinstance(mark, str) else mark[place] for name, mark in marks.items()}
        points.append(replace(point, **told))  # type: ignore[arg-type]
    return tuple(points)


CHANGES = [
    (
        86.64,
        84.55,
        "percent",
        0.0,
        "up 2.1 points",
    ),  # 2.09; the rounded figures, 86.6 and 84.6, are 2.0 apart
    (43.65, 43.5, "percent", 0.0, "up 0.2 points"),  # 0.15 is half way: up
    (47, 40, "percent", 0.0, "up 7 points"),
    (46, 45, "percent", 0.0, "up 1 point"),
    (12.04, 12.0, "percent", 0.0, "about the same"),  # 0.04 shows as 0.0
    (40.0, 40.0, "percent", 5.0, "unchanged"),
    (84.4, 85.4, "percent", 2.2, "about the same"),  # of 45 children one makes 2.2 points
    (84.4, 86.6, "percent", 2.2, "down 2.2 points"),  # just one child
    (651, 567, "number", 0.0, "up 84"),
    (1200, 2400, "number", 0.0, "down 1,200"),
    (86.4, 86.5, "number", 0.0, "about the same"),  # full-time equivalents
    (16.7, 17.0, "average", 0.01, "down 0.3"),
]


@pytest.mark.parametrize(("now", "then", "unit", "least", "words"), CHANGES)
def test_a_change_is_worked_out_on_the_values_themselves(
    now: float, then: float, unit: str, least: float, words: str
) -> None:
    assert change(now, then, unit, least) == words


def test_a_published_change_is_too() -> None:
    measure = next(
        one for one in published_measures().values() if one.unit == "percent" and one.decimals == 1
    )
    assert published_change(measure, 86.64, 84.55) == "up 2.1 points"


SAID = [
    # a stock is of its day, beside the same quarter last year and 31 March
    (
        "child_protection_plans",
        {0: (486, None), 1: (500, None), 3: (481, None), 4: (464, None)},
        "486 on 31 December 2022, up 22 on the same quarter last year, up 5 on 31 March 2022; more is not good or bad in itself.",
    ),
    # without last year's, 31 March alone
    (
        "child_protection_plans",
        {0: (486, None), 1: (500, None), 3: (481, None)},
        "486 on 31 December 2022, up 5 on 31 March 2022; more is",
    ),
    # the quarter before only where it is all there is
    (
        "child_protection_plans",
        {0: (486, None), 1: (500, None)},
        "486 on 31 December 2022, down 14 on the quarter before (500); more is",
    ),
    (
        "referrals",
        {0: (651, None), 1: (700, None), 4: (567, None)},
        "651 in Q3 2022/23 (October to December 2022), up 84 on the same quarter last year; more is",
    ),
    (
        "referrals",
        {0: (651, None), 1: (700, None)},
        "651 in Q3 2022/23 (October to December 2022), down 49 on the quarter before (700); more is",
    ),
    # 276 of 1,369 is 20.16%, 286 of 1,416 is 20.20%: one referral makes 0.07
    (
        "re_referrals_within_12_months",
        {0: (276, 1369), 4: (286, 1416)},
        "20.2% (276 of 1,369) in Q3 2022/23 (October to December 2022), about the same as in the same quarter last year; lower",
    ),
    # a window is of its twelve months
    (
        "repeat_assessments_within_12_months",
        {0: (16, 100), 4: (20, 100)},
        "16% (16 of 100) in the 12 months to December 2022, down 4 points on the same time last year; lower is better.",
    ),
    (
        "repeat_assessments_within_12_months",
        {0: (16, 100), 1: (20, 100)},
        "16% (16 of 100) in the 12 months to December 2022, down 4 points on the 12 months to September 2022 (20%); lower",
    ),
    # nothing to take a share of
    ("child_protection_plans_over_15_months", {0: (0, 0)}, "None open on 31 December 2022."),
    ("conferences_within_15_working_days", {0: (0, 0)}, "None in Q3 2022/23 (October to December 2022)."),
    ("care_leavers_in_eet", {0: (0, 0)}, "None listed on 31 December 2022."),
    ("child_protection_plans", {}, "Not supplied for 31 December 2022."),
    ("repeat_assessments_within_12_months", {}, "Not supplied for the 12 months to December 2022."),
]


@pytest.mark.parametrize(("measure", "counts", "words"), SAID)
def test_a_figure_in_a_sentence(measure: str, counts: dict[int, Count | None], words: str) -> None:
    assert sentence(MEASURES[measure], periods_of(measure, counts)).startswith(words)


def test_the_last_12_months_of_a_flow_are_said_so() -> None:
    rows = periods_of("referral_rate", {0: (5000, 118_963), 4: (5200, 118_963)}, "rolling_12_months")
    # 420.3 and 437.1: 200 of 118,963 children are 16.8 for every 10,000
    assert sentence(MEASURES["referral_rate"], rows, grain="rolling_12_months").startswith(
        "420.3 in the 12 months to December 2022, down 16.8 on the same time last year;"
    )


def test_a_stock_of_a_quarter_that_has_not_ended_is_of_the_newest_day() -> None:
    rows = periods_of("child_protection_plans", {0: (486, None)}, status="partial")
    said = sentence(MEASURES["child_protection_plans"], rows, as_at=date(2022, 12, 9))
    assert said.startswith("486 on 9 December 2022; ")
    assert "Partial" in said


def test_of_nobody_chosen_the_sentence_says_whose() -> None:
    rows = periods_of("child_protection_plans_over_15_months", {0: (0, 0)})
    assert (
        sentence(MEASURES["child_protection_plans_over_15_months"], rows, whose="This team")
        == "This team had none open on 31 December 2022."
    )


@pytest.mark.parametrize(
    ("measure", "counts", "words", "tile"),
    [
        (
            "child_protection_plans",
            {0: (486, None), 3: (481, None), 4: (464, None)},
            "up 22 on the same quarter last year",
            "+22 on Q3 2021/22",
        ),
        (
            "child_protection_plans",
            {0: (486, None), 1: (500, None), 3: (481, None)},
            "up 5 on 31 March 2022",
            "+5 on 31 March 2022",
        ),
        (
            "audits_good",
            {0: (47, 100), 1: (40, 100)},
            "up 7 points on the quarter before (40%)",
            "+7 points on Q2 2022/23",
        ),
        (
            "audits_good",
            {0: (5, 81), 4: (6, 97)},
            "about the same as in the same quarter last year",
            "about the same as Q3 2021/22",
        ),
    ],
)
def test_tile_and_sentence_compare_with_the_same(
    measure: str, counts: dict[int, Count | None], words: str, tile: str
) -> None:
    first = movements(MEASURES[measure], periods_of(measure, counts))[0]
    assert (first.words, first.tile) == (words, tile)
    assert words in sentence(MEASURES[measure], periods_of(measure, counts))


@pytest.mark.parametrize(
    "marks",
    [
        {"status": "partial"},
        {"status": ["ok"] * 4 + ["partial"] + ["ok"] * 4, "origin": ["estimated"] * 8 + ["derived"]},
    ],
)
def test_partial_and_estimated_periods_are_compared_with_nothing(marks: dict[str, object]) -> None:
    assert (
        movements(
            MEASURES["referrals"],
            periods_of("referrals", {0: (651, None), 1: (700, None), 4: (567, None)}, **marks),
        )
        == []
    )


@pytest.mark.parametrize(
    ("numbers", "differ"),
    [
        ((5, 81, 6, 45), False),  # 7.2 points; the common share 11 of 126 has an error of 5.2: 1.4 of them
        ((50, 810, 60, 450), True),  # the same shares of ten times as many: 4.3 errors
        ((1, 40, 3, 40), False),  # two children
        ((0, 0, 3, 40), False),
        ((10, 10, 0, 10), True),
    ],
)
def test_shares_that_differ_by_more_than_chance(
    numbers: tuple[float, float, float, float], differ: bool
) -> None:
    assert shares_differ(*numbers) == differ


@pytest.mark.parametrize(
    ("count", "other", "differ"), [(120, 100, False), (140, 100, True), (3, 1, False), (1369, 1416, False)]
)
def test_counts_that_differ_by_more_than_chance(count: float, other: float, differ: bool) -> None:
    # 2.58 errors: of 220 38, of 240 40 (39.97), of 2,785 136
    assert counts_differ(count, other) == differ


@pytest.mark.parametrize(
    ("status", "due", "shown"),
    [
        ("Under way", "2022-12-30", "Under way; past its due date on 31 December 2022"),
        (None, "2022-12-30", "Past its due date on 31 December 2022"),
        ("Not yet completed", "2022-12-30", "Not yet completed; past its due date on 31 December 2022"),
        ("Under way", "2022-12-31", "Under way"),  # its last day
        ("Complete", "2022-12-30", "Complete"),
        ("Open", None, "Open"),
    ],
)
def test_an_action_past_its_due_date_says_so(status: str | None, due: str | None, shown: str) -> None:
    assert status_words(status, pd.Timestamp(due) if due else None, DECEMBER) == shown


def test_what_was_never_supplied_of_a_quarter_is_not_said_to_be_supplied_no_longer(store: Store) -> None:
    store.load(
        "september.xlsx",
        workbook(list_sheet(annex_a.CARE_LEAVERS, *(care_leaver(str(n)) for n in range(9)))),
        date(2022, 9, 30),
    )
    now = figures_now(store, DECEMBER).set_index(["measure", "period"])["value"]
    assert now["care_leavers", "Q2 2022/23"] == 9
    assert math.isnan(
        now["care_leavers", "Q3 2022/23"]
    )  # what was open in September is not December's figure


def test_a_figure_before_and_after_is_new_gone_or_none() -> None:
    table = pd.DataFrame(
        [
            ("care_leavers", math.nan, 9.0, "not supplied", "ok"),
            ("care_leavers", 9.0, math.nan, "ok", "not supplied"),
            ("care_leavers_in_eet", 50.0, math.nan, "ok", "not applicable"),
            ("care_leavers", 9.0, 7.0, "ok", "ok"),
        ],
        columns=["measure", "before", "after", "status_before", "status_after"],
    ).assign(moves=True)
    shown = indicator_table(table)[["Now", "With these files", "Change"]].to_numpy().tolist()
    assert shown == [
        ["not supplied", "9", "new"],
        ["9", "not supplied", "no longer supplied"],
        ["50%", "none", "none"],
        ["9", "7", "down 2"],
    ]


def test_a_percentage_of_few_names_what_it_is_of() -> None:
    point = periods_of("audits_good", {0: (10, 21)})[-1]
    assert (
        small_base(point, MEASURES["permanent_social_workers"])
        == " Few posts: one of 21 moves this by 5 points."
    )
    assert small_base(point, MEASURES["audits_good"]) == " Few audits: one of 21 moves this by 5 points."
    assert small_base(point, MEASURES["social_worker_turnover"]) == ""
