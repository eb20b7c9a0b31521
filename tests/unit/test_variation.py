"""Change or chance: limits and the four rules, worked out by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.variation import ENOUGH_MONTHS, RUN, usual_range

FLAT = [10.0, 12.0] * 12
"""Mean 11, every move 2: limits 11 ± 2.66 × 2 = 5.68 to 16.32."""


def judge(values: list[float], **more: object):  # type: ignore[no-untyped-def]
    return usual_range([f"M{n}" for n in range(len(values))], values, **more)  # type: ignore[arg-type]


def test_limits_are_the_mean_and_its_moves() -> None:
    found = judge(FLAT)
    assert found is not None
    assert (found.latest.centre, round(found.latest.lower, 2), round(found.latest.upper, 2)) == (11, 5.68, 16.32)
    assert (found.months_used, found.is_trial, found.is_unusual) == (24, False, False)


def test_fewer_than_twelve_months_say_nothing_and_fewer_than_24_make_trial_limits() -> None:
    assert judge(FLAT[:11]) is None
    found = judge(FLAT[:12])
    assert found is not None
    assert found.is_trial


def test_a_month_outside_the_limits() -> None:
    # mean (23×… ) with one 40: the 24 values sum to 264 − 12 + 40 = 292, mean 12.1667; moves 22×2 + 30 = 74 over 23
    found = judge([*FLAT[:-1], 40.0])
    assert found is not None
    assert round(found.latest.upper, 3) == round(292 / 24 + 2.66 * 74 / 23, 3)
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
    assert judge([*FLAT[:18], 9.0, 10.0, 10.5, 11.5, 12.0, 12.5]).latest.signal is None  # six points, five rises


def test_two_of_three_in_the_outer_third_on_one_side() -> None:
    values = [*FLAT[:21], 16.0, 11.0, 16.0]
    found = judge(values)
    assert found is not None
    limit = (found.latest.upper - found.latest.centre) * 2 / 3
    assert 16.0 - found.latest.centre > limit
    assert found.latest.signal == "near upper"
    assert judge([*FLAT[:21], 7.0, 11.0, 16.0]).latest.signal is None  # on both sides


def test_a_season_is_judged_against_the_same_months() -> None:
    season = [100.0, 80.0, 60.0, 90.0] * 3
    steady = [*season, *[v + 4 for v in season], *[v + 2 for v in season]]
    found = judge(steady, seasonal=True)
    assert found is not None
    assert found.same_months
    # the newest month: earlier ones 90 and 94, mean 92; every move between years is 4 or 2, mean 3; 92 ± 7.98
    assert (found.latest.centre, round(found.latest.lower, 2), round(found.latest.upper, 2)) == (92, 84.02, 99.98)
    assert found.latest.signal is None
    assert judge([*steady[:-1], 120.0], seasonal=True).latest.signal == "above"
    assert judge(steady[:24], seasonal=True).same_months is False


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
