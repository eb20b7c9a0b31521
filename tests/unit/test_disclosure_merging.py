"""Groups shown as one in a publication copy, by hand: only where what they make follows from what is shown anyway."""

from __future__ import annotations

from datetime import date

from data.disclosure import Pattern, Table, pattern_of
from data.disclosure_merging import can_be_merged, merged_groups
from data.measures import MEASURES
from data.series import Series
from tests.unit.test_disclosure import DECEMBER, FEWEST, back, point

SEPTEMBER = back(1)
BY = ("category",)


def merged(
    numbers: dict[str, tuple[int, int]], whole: dict[date, float]
) -> tuple[dict[str, list[float | None]], tuple[str, ...]]:
    """Numbers of two quarters by category of need as they are published, with the groups that are one."""
    bases = [sum(number[place] for number in numbers.values()) for place in (0, 1)]
    counted: dict[str, Series] = {
        name: tuple(
            point("entrants_by_category_of_need", number, bases[place], name, end)
            for place, (number, end) in enumerate(zip(pair, (SEPTEMBER, DECEMBER), strict=True))
        )
        for name, pair in numbers.items()
    }
    pattern: Pattern = pattern_of([Table(counted.values(), BY)], FEWEST)
    shown = {name: pattern.applied(series, BY) for name, series in counted.items()}
    groups, names = merged_groups(counted, shown, whole, DECEMBER)
    return {name: [one.numerator for one in series] for name, series in groups.items()}, names


def test_hidden_groups_are_one_whose_number_follows_from_the_whole() -> None:
    """In December 4 is small and 8 covers it: 80 less 30 and 38 is 12. In September both are shown and make 22."""
    shown, names = merged(
        {"A": (10, 4), "B": (12, 8), "C": (30, 30), "D": (40, 38)}, {SEPTEMBER: 92.0, DECEMBER: 80.0}
    )
    assert names == ("A", "B")
    assert shown == {"C": [30, 30], "D": [40, 38], "Other (2 groups merged)": [22, 12]}


def test_a_quarter_in_which_another_group_is_hidden_too_stays_hidden() -> None:
    """In September C is 3, and what covers it is hidden with it: what A and B made then does not follow."""
    shown, names = merged(
        {"A": (10, 4), "B": (12, 8), "C": (3, 30), "D": (40, 38)}, {SEPTEMBER: 65.0, DECEMBER: 80.0}
    )
    assert names == ("A", "B")
    assert shown["Other (2 groups merged)"] == [None, 12]
    assert shown["C"] == [None, 30]


def test_nothing_is_merged_where_the_whole_is_not_shown_or_the_parts_overlap() -> None:
    numbers = {"A": (10, 4), "B": (12, 8), "C": (30, 30), "D": (40, 38)}
    for whole in ({}, {SEPTEMBER: 92.0, DECEMBER: 79.0}):
        shown, names = merged(numbers, whole)
        assert not names
        assert shown["A"] == [10, None] and shown["B"] == [12, None]


def test_teams_and_what_has_an_order_stay_under_their_names() -> None:
    assert can_be_merged("entrants_by_category_of_need", "category")
    assert can_be_merged("looked_after_by_placement_type", "category")
    assert not can_be_merged("children_in_need_by_team", "category")
    assert not can_be_merged("residential_placements_by_age", "category")
    assert not can_be_merged("establishment_by_staffing", "category")
    assert MEASURES["care_leavers_in_touch"].unit == "percent"
    assert not can_be_merged("care_leavers_in_touch", "care_leaver_band")
