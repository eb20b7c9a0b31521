"""Months judged by their season: limits worked out by hand, and how often chance is called a change, by simulation."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pytest

from data.variation import Comparison, UsualRange, usual_range

AMPLITUDES = (0.0, 0.2, 0.4)


def judge(values: list[float]) -> UsualRange | None:
    return usual_range([f"M{n}" for n in range(len(values))], values, seasonal=True)


def season(months: int, amplitude: float, first: int = 0) -> np.ndarray:
    """A year's wave, each month's share of an average month."""
    return 1 + amplitude * np.sin(2 * np.pi * (np.arange(months) + first) / 12)


def test_the_limits_of_a_month_come_from_its_share_of_each_year() -> None:
    # three years: 90 and 110 by turns, 110 and 90 by turns, 90 and 110 by turns; each averages 100.
    # The month to come is the first of a year: its shares were 0.9, 1.1 and 0.9, its factor 2.9 / 3, its centre 96.67.
    # Set free of their season by the other two years, with distances divided by the root of what was usual:
    #   first and third year: usual (0.9 + 1.1) / 2 × 100 = 100 in every month: (90 − 100) / 10 = −1 and +1 by turns
    #   second year: usual 90 and 110 by turns: 20 / √90 = 2.1082 and −20 / √110 = −1.9069 by turns
    # Moves: 11 of 2 in the first year, 1.1082 into the second, 11 of 4.0151 in it, 0.9069 into the third, 11 of 2 in that.
    plain, turned = [90.0, 110.0] * 6, [110.0, 90.0] * 6
    moving_range = (
        22 * 2
        + (20 / math.sqrt(90) - 1)
        + 11 * (20 / math.sqrt(90) + 20 / math.sqrt(110))
        + (20 / math.sqrt(110) - 1)
    ) / 35
    # × √(1 + 1/3) for three years' factor, / √(1 + 1/2) for the two years' that is in the distances, × (1 + 1/9)
    width = 2.66 * moving_range * math.sqrt(4 / 3) / math.sqrt(3 / 2) * 10 / 9 * math.sqrt(290 / 3)
    found = judge([*plain, *turned, *plain, 100.0])
    assert found is not None
    assert (found.same_months, found.years, len(found.months)) == (True, 3, 1)
    latest = found.latest
    assert (latest.centre, latest.lower, latest.upper) == pytest.approx(
        (290 / 3, 290 / 3 - width, 290 / 3 + width)
    )
    assert latest.signal is None
    assert judge([*plain, *turned, *plain, 290 / 3 + width + 1]).latest.signal == "above"


def test_each_month_is_judged_by_the_whole_years_that_were_held_before_it() -> None:
    values = [100.0 + 7 * (n % 3) + 20 * (n % 12 == 8) for n in range(50)]
    found = judge(values)
    assert found is not None
    assert [month.label for month in found.months] == [
        f"M{n}" for n in range(36, 50)
    ]  # the first with three years before it
    assert found.years == 4  # before M49: M1 to M48
    assert {month.label: month.lower for month in found.months}["M40"] == judge(values[:41]).latest.lower


def test_before_three_whole_years_there_is_a_comparison_and_no_range() -> None:
    values = [float(n) for n in range(100, 136)]
    for many in (13, 27, 36):
        found = judge(values[:many])
        assert found is not None
        assert found.comparison == Comparison(
            f"M{many - 1}", values[many - 1], f"M{many - 13}", values[many - 13]
        )
        assert (found.months, found.has_range, found.is_unusual) == ((), False, False)
    assert judge(values[:12]) is None  # nothing to compare with
    gap = [*[100.0, 110.0] * 20]
    gap[20] = math.nan  # of the three years before the newest month one is not whole
    assert judge(gap[:37]).comparison is not None


def test_a_month_that_its_season_leaves_with_less_than_one_is_not_judged() -> None:
    # nothing ever happens in the first month of a year: a count of 2 there is not told from chance
    year = [0.0, *[12.0, 14.0] * 5, 13.0]
    assert judge([*year * 3, 2.0]) is None


def test_what_rises_every_year_is_no_trend() -> None:
    chance = np.random.default_rng(5)
    climbing = season(60, 0.4)
    signals = Counter(
        month.signal
        for _ in range(60)
        for month in judge(chance.poisson(1500 * climbing).astype(float).tolist()).months
    )
    assert (signals["rising"] + signals["falling"]) / sum(signals.values()) < 0.005
    assert all(
        np.diff(climbing[9:16]) > 0
    )  # though seven months, each above the one before, come in every year


@pytest.mark.parametrize("mean", [5, 30, 200, 1500])
def test_chance_marks_no_more_than_two_in_a_hundred_months_of_stable_series(mean: int) -> None:
    chance = np.random.default_rng(11)
    judged, marked = Counter[int](), Counter[int]()
    for months in (36, 48, 60):
        for number in range(90):
            wave = season(months, AMPLITUDES[number % 3], number % 12)
            found = judge(chance.poisson(mean * wave).astype(float).tolist())
            for month in found.months if found else ():
                judged[months] += 1
                marked[months] += month.signal is not None
    assert judged[36] == 0
    assert judged[48] > 1000 and judged[60] > 2000
    assert sum(marked.values()) <= 0.02 * sum(judged.values())


@pytest.mark.parametrize("noise", ["normal", "Poisson"])
def test_a_rise_of_three_tenths_in_one_month_is_seen_where_noise_is_a_twentieth_of_the_mean(
    noise: str,
) -> None:
    chance = np.random.default_rng(3)
    seen, series = 0, 150
    for number in range(series):
        wave = 400 * season(48, AMPLITUDES[number % 3], number % 12)
        values = (
            chance.poisson(wave) if noise == "Poisson" else wave * (1 + 0.05 * chance.standard_normal(48))
        )  # √400 is a twentieth
        values = [*values[:-1].tolist(), float(values[-1]) * 1.3]
        seen += judge(values).is_unusual
    assert seen / series >= 0.8


def test_a_lasting_rise_is_seen_though_each_month_is_within_its_limits() -> None:
    chance = np.random.default_rng(4)
    seen = 0
    for number in range(60):
        values = 400 * season(60, 0.2, number % 12) * (1 + 0.03 * chance.standard_normal(60))
        values[-9:] *= 1.06
        seen += any(month.signal == "run above" for month in judge(values.tolist()).months[-3:])
    assert seen >= 40
