"""What changed most: ranked by size, with both bases, and only where it is more than chance."""

from __future__ import annotations

import pytest

from components.figures.answers import WHOLE, Answers, Asked
from components.figures.moves import (
    NOTHING_TO_COMPARE,
    is_more_than_chance,
    many_moved,
    move_words,
    moves_of,
)
from components.words.sentences import Movement, movements
from data.measures import MEASURES
from tests.figures.by_hand import DECEMBER, answers, point

LAST_YEAR = DECEMBER.replace(year=2021)
Count = tuple[float, float | None]


def move(measure: str, now: Count, then: Count) -> Movement:
    """A measure's change on last year; each side is a number and, where it is a share, of what."""
    series = tuple(
        point(
            measure, number if of is None else 100 * number / of, end, of=of, numerator=number if of else None
        )
        for (number, of), end in ((then, LAST_YEAR), (now, DECEMBER))
    )
    return movements(MEASURES[measure], series)[0]


def test_a_share_is_told_with_both_bases() -> None:
    assert (
        move_words(move("audits_good", (5, 81), (6, 45)))
        == "Audits judged Good: 6.2%, down 7.2 points on the same quarter last year (5 of 81, then 6 of 45)"
    )
    assert (
        move_words(move("referrals", (651, None), (567, None)))
        == "Referrals: 651, up 84 on the same quarter last year"
    )


@pytest.mark.parametrize(
    ("measure", "now", "then", "is_more"),
    [
        ("audits_good", (5, 81), (6, 45), False),
        ("audits_good", (50, 810), (60, 450), True),
        ("audits_good", (47, None), (20, None), False),  # their bases are not known
        ("referrals", (651, None), (567, None), False),  # 2.58 errors are 90
        ("referrals", (661, None), (567, None), True),
        ("referrals", (30, None), (19, None), False),  # of fewer than 20
        ("children_looked_after", (822, None), (820, None), False),  # two children
        ("children_looked_after", (823, None), (820, None), True),  # most were open then
    ],
)
def test_what_is_more_than_chance(measure: str, now: Count, then: Count, is_more: bool) -> None:
    assert is_more_than_chance(move(measure, now, then)) == is_more


def moved(**sides: tuple[float, float]) -> Answers:
    return answers(
        {
            Asked(name): {WHOLE: (point(name, then, LAST_YEAR, of=1000), point(name, now, of=1000))}
            if MEASURES[name].unit == "percent"
            else {WHOLE: (point(name, then, LAST_YEAR), point(name, now))}
            for name, (now, then) in sides.items()
        }
    )


def test_numbers_are_ranked_by_their_share_and_percentages_by_points_each_apart() -> None:
    made = moves_of(
        MEASURES.values(),
        moved(
            children_looked_after=(900, 800),
            child_protection_plans=(300, 200),
            referrals=(500, 500),
            care_leavers_in_eet=(60, 50),
            assessments_within_45_working_days=(70, 90),
        ),
    )
    assert made.lead == many_moved(4, 5)
    (numbers, of_numbers), (percentages, of_percentages) = made.groups
    assert numbers.startswith("Numbers") and percentages.startswith("Percentages")
    assert [words.partition(":")[0] for _, words in of_numbers] == [
        MEASURES[name].title for name in ("child_protection_plans", "children_looked_after")
    ]
    assert [words.partition(":")[0] for _, words in of_percentages] == [
        MEASURES[name].title for name in ("assessments_within_45_working_days", "care_leavers_in_eet")
    ]


def test_without_an_earlier_figure_there_is_nothing_to_compare_with() -> None:
    alone = answers({Asked("referrals"): {WHOLE: (point("referrals", 5),)}})
    assert moves_of(MEASURES.values(), alone).lead == NOTHING_TO_COMPARE


def test_how_many_figures_moved_is_said_of_none_too() -> None:
    assert many_moved(0, 1).startswith(
        "None of 1 figure with an earlier one changed by more than one or two children and, where it counts events"
    )
