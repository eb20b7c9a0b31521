"""Published comparators against numbers worked out from DfE's file by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from data.comparators import compare


def test_the_packs_care_leaver_comparators() -> None:
    answer = compare("care_leavers_in_eet", 885, 2022, model="2021").set_index("area")
    assert answer["value"].to_dict() == pytest.approx({"Statistical neighbours": 54.3, "West Midlands": 52, "England": 55, "Worcestershire": 47})
    assert answer.loc["Statistical neighbours", "n"] == 10
    newer = compare("care_leavers_in_eet", 885, 2022, model="2025").set_index("area")
    assert newer.loc["Statistical neighbours", "value"] == pytest.approx(52.8)


def test_ranks_and_quartiles_follow_the_polarity() -> None:
    high = compare("assessments_within_45_working_days", 885, 2022).set_index("area").loc["Worcestershire"]
    low = compare("re_referrals_within_12_months", 885, 2022).set_index("area").loc["Worcestershire"]
    neither = compare("referral_rate", 885, 2022).set_index("area").loc["Worcestershire"]
    published = pd.read_parquet("data/comparators/published.parquet")

    def year_of(code: str) -> pd.Series:
        rows = published[(published["code"] == code) & (published["year"] == 2022) & (published["la_code"] < 970)]
        return rows[~rows["la_code"].isin([201, 420])]["value"]

    in_time, again = year_of("Continue_Assess_Comp"), year_of("ReReferral")
    assert high["rank"] == (in_time > 89.1).sum() + 1
    assert low["rank"] == (again < low["value"]).sum() + 1
    assert high["quartile"] == ("D" if high["value"] <= in_time.quantile(0.25) else "C" if high["value"] <= in_time.quantile(0.5)
                                else "B" if high["value"] <= in_time.quantile(0.75) else "A")  # fmt: skip
    assert low["quartile"] == ("A" if low["value"] <= again.quantile(0.25) else "B" if low["value"] <= again.quantile(0.5)
                               else "C" if low["value"] <= again.quantile(0.75) else "D")  # fmt: skip
    assert neither["value"] == pytest.approx(435.7)
    assert pd.isna(neither["rank"]) and pd.isna(neither["quartile"])


def test_missing_neighbours_are_left_out_and_counted() -> None:
    answer = compare("referrals_with_no_further_action", 885, 2022).set_index("area")
    assert answer.loc["Statistical neighbours", "n"] == 9
    assert round(answer.loc["Statistical neighbours", "value"], 1) == 4.1


def test_a_measure_without_a_counterpart_has_no_rows() -> None:
    assert compare("contacts", 885, 2022).empty


@pytest.mark.parametrize("asked", [("referals", 885, 2022, "2021"), ("referrals", 999, 2022, "2021"), ("referrals", 885, 2022, "2007")])
def test_unknown_names_are_said(asked: tuple[str, int, int, str]) -> None:
    with pytest.raises(ValueError, match="is not"):
        compare(*asked)
