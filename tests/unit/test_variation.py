"""Change or chance: limits and the four rules, worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.variation import ENOUGH_MONTHS, MARKED_BY_CHANCE, RUN, Month, places_to_show, usual_range

FLAT = [10.0, 12.0] * 12
"""Mean 11, every move 2: limits 11 ± 2.66 × 2 = 5.68 to 16.32."""


def judge(values: list[float], **more: object):  # type: ignore[no-untyped-def]
    return usual_range([f"M{n}" for n in range(len(values))], values, **more)  # type: ignore[arg-type]


def test_limits_are_the_mean_and_its_moves() -> None:
    found = judge(FLAT)
    assert found is not None
    assert (found.latest.centre, round(found.latest.lower, 2), round(found.latest.upper, 2)) == (
        11,
        5.68,
        16.32,
    )
    assert (found.months_used, found.is_trial, found.is_unusual) == (24, False, False)


def test_fewer_than_twelve_months_say_nothing_and_fewer_than_24_make_trial_limits() -> None:
    assert judge(FLAT[:11]) is None
    found = judge(FLAT[:12])
    assert found is not None
    assert found.is_trial


def test_a_month_outside_the_limits() -> None:
    # the 24 values sum to 264 − 12 + 40 = 292, mean 12.1667; of the moves 22 are 2 and one is 30: mean 74 / 23 = 3.22, and 30 is
    # above 3.27 × that, so it is left out once: the others' mean is 2
    found = judge([*FLAT[:-1], 40.0])
    assert found is not None
    assert round(found.latest.upper, 3) == round(292 / 24 + 2.66 * 2, 3)
    assert found.latest.signal == "above"
    assert judge([*[40.0 + v for v in FLAT[:-1]], 11.0]).latest.signal == "below"


@pytest.mark.parametrize(("last", "signal"), [([11.5] * RUN, "run above"), ([10.5] * RUN, "run below")])
def test_seven_on_one_side(last: list[float], signal: str) -> None:
    values = [*FLAT[: ENOUGH_MONTHS - RUN], *last]
    found = judge(values)
    assert found is not None
    assert found.latest.signal == signal
    assert judge([*values[:-1], 9.0 if signal == "run above" else 13.0]).latest.signal is None


def test_seven_rising_or_falling() -> None:
    rising = [*FLAT[:17], 8.0, 9.0, 10.0, 11.5, 12.0, 13.0, 13.5]
    assert judge(rising).latest.signal == "rising"
    assert judge([22 - value for value in rising]).latest.signal == "falling"
    assert (
        judge([*FLAT[:18], 9.0, 10.0, 10.5, 11.5, 12.0, 12.5]).latest.signal is None
    )  # six points, five rises


def test_two_of_three_in_the_outer_third_on_one_side() -> None:
    values = [*FLAT[:21], 16.0, 11.0, 16.0]
    found = judge(values)
    assert found is not None
    limit = (found.latest.upper - found.latest.centre) * 2 / 3
    assert 16.0 - found.latest.centre > limit
    assert found.latest.signal == "near upper"
    assert judge([*FLAT[:21], 7.0, 11.0, 16.0]).latest.signal is None  # on both sides


def test_a_gap_breaks_a_run_and_is_never_a_move() -> None:
    values = [*FLAT[:14], 11.5, 11.5, 11.5, math.nan, 11.5, 11.5, 11.5, 11.5]
    found = judge(values)
    assert found is not None
    assert [month.label for month in found.months if month.label == "M17"] == []
    assert found.latest.signal is None
    assert judge([*FLAT, math.nan]) is None


@given(st.lists(st.floats(0, 1000), min_size=12, max_size=40))
def test_limits_hold_what_can_be(values: list[float]) -> None:
    found = judge(values, most=100.0)
    assert found is not None
    for month in found.months:
        assert month.lower >= 0
        assert month.upper <= max(100.0, month.centre)


def test_a_net_change_has_a_lower_limit_below_nought_and_a_count_has_not() -> None:
    # 4 and -4 by turns: mean 0, every move 8, limits ± 2.66 × 8 = 21.28
    net = judge([4.0, -4.0] * 12)
    assert net is not None
    assert (net.latest.centre, round(net.latest.lower, 2), round(net.latest.upper, 2)) == (0, -21.28, 21.28)
    # 2 and 6 by turns: mean 4, every move 4, the lower limit 4 − 10.64 = −6.64
    growing = [2.0, 6.0] * 12
    assert judge(growing).latest.lower == 0
    assert round(judge(growing, least=-math.inf).latest.lower, 2) == -6.64


def test_a_count_that_averages_less_than_one_has_no_range() -> None:
    assert judge([0.0, 1.0] * 12) is None
    assert judge([1.0, 2.0] * 12) is not None
    assert judge([0.0, 1.0] * 12, most=100.0) is not None  # half a per cent of many is no rare thing
    assert judge([1.0, -1.0] * 12).latest.lower < -1  # nor is a net change about nought


def test_a_run_and_a_trend_say_for_how_many_months_they_have_lasted() -> None:
    assert (
        judge([*FLAT[:14], *[11.5] * 10]).latest.in_a_row == 11
    )  # FLAT's own last month, 12, is above the mean as well
    # 8, 9, … 13.5 are seven months, each above the one before; the 10 before them was not below 8
    rising = judge([*FLAT[:17], 8.0, 9.0, 10.0, 11.5, 12.0, 13.0, 13.5]).latest
    assert (rising.signal, rising.in_a_row) == ("rising", 7)


@pytest.mark.parametrize(
    ("value", "upper", "places", "needed"),
    [(90.0, 86.4, 0, 0), (86.4, 86.1, 0, 1), (87.0, 86.5, 0, 1), (86.42, 86.41, 1, 2), (86.0, 86.4, 0, 0)],
)
def test_decimals_are_added_where_rounding_hides_a_limit_crossed(
    value: float, upper: float, places: int, needed: int
) -> None:
    # 86.5 is shown as 87, rounded half up; a value within its limits hides nothing
    assert places_to_show(Month("Dec 2022", value, 50.0, 10.0, upper, None), places) == needed


def test_limits_and_rules_together_mark_about_as_many_stable_series_as_is_said() -> None:
    chance = np.random.default_rng(1)
    marked = series = 0
    for mean in (5, 30, 200):
        for _ in range(400):
            marked += judge(chance.poisson(mean, ENOUGH_MONTHS).astype(float).tolist()).is_unusual
            series += 1
    assert MARKED_BY_CHANCE / 2 <= marked / series <= MARKED_BY_CHANCE * 1.25
