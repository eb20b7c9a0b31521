"""Published comparators against numbers worked out from DfE's file by hand, and by plain Python from what ships."""

from __future__ import annotations

import csv
import math
import random
import time
from collections import defaultdict
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from data.comparators import compare, comparisons
from data.comparators.assessment_factors import OF_CODE, factor_comparisons
from data.comparators.authorities import councils, everyone, neighbours_of
from data.comparators.catalogue import published_measures, sections
from data.comparators.population import population_for
from data.comparators.trends import trends
from data.comparators.years import BASES, comparator_year, year_label, year_words
from data.measures import MEASURES
from data.returns.factors import FACTORS, NONE_IDENTIFIED

SHIPPED = Path("data/comparators")
AT_MARCH, AT_SEPTEMBER = "at 31 March", "at 30 September"


def shipped(name: str) -> list[dict[str, str]]:
    with (SHIPPED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def values() -> dict[tuple[str, int], dict[int, float]]:
    """Values by (LAIT's code, year), then authority, straight from the file."""
    found: dict[tuple[str, int], dict[int, float]] = defaultdict(dict)
    for code, la_code, year, value in (
        duckdb.connect()
        .execute(f"select code, la_code, year, value from '{SHIPPED}/published.parquet'")
        .fetchall()
    ):
        found[code, year][la_code] = value
    return found


def test_the_packs_care_leaver_comparators() -> None:
    answer = compare("care_leavers_in_eet", 885, 2022, model="2021").set_index("area")
    assert answer["value"].to_dict() == pytest.approx(
        {"Statistical neighbours": 54.3, "West Midlands": 52, "England": 55, "Worcestershire": 47}
    )
    assert answer.loc["Statistical neighbours", "n"] == 10
    newer = compare("care_leavers_in_eet", 885, 2022, model="2025").set_index("area")
    assert newer.loc["Statistical neighbours", "value"] == pytest.approx(52.8)


def type_7(ordered: list[float], share: float) -> float:
    """R's quantile of type 7."""
    place = (len(ordered) - 1) * share
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def by_laits_rules(
    values: dict[int, float], dictionary: dict[str, str], neighbours: list[int], la_code: int
) -> tuple[float | None, int, int | None, str | None]:
    """The neighbours' mean and how many it rests on, the rank and the quartile, worked out without a database."""
    known = [values[one] for one in neighbours if one in values]
    mean = sum(known) / len(known) if known else None
    ranked = [value for one, value in values.items() if one < 970 and one not in (201, 420)]
    polarity = dictionary["polarity"]
    if polarity not in ("High", "Low") or la_code not in values or la_code in (201, 420):
        return mean, len(known), None, None
    own = values[la_code]
    rank = 1 + sum(value > own if polarity == "High" else value < own for value in ranked)
    if dictionary["no_quartile"] == "true":
        return mean, len(known), rank, None
    ordered = sorted(ranked)
    bands = "ABCD" if polarity == "Low" else "DCBA"
    return mean, len(known), rank, bands[sum(own > type_7(ordered, share) for share in (0.25, 0.5, 0.75))]


@pytest.mark.parametrize("seed", range(6))
def test_hundreds_of_comparisons_follow_laits_rules(
    seed: int, values: dict[tuple[str, int], dict[int, float]]
) -> None:
    dice = random.Random(seed)
    dictionary = {row["code"]: row for row in shipped("published_measures")}
    names = {int(row["la_code"]): row for row in shipped("authorities")}
    regions = {row["name"]: code for code, row in names.items() if code >= 980}
    neighbours: dict[tuple[str, int], list[int]] = defaultdict(list)
    for row in shipped("statistical_neighbours"):
        neighbours[row["model"], int(row["la_code"])].append(int(row["neighbour"]))
    counterparts = {one.id: one.national for one in MEASURES.values() if one.national}
    by_code = {code: name for name, code in counterparts.items()}
    for _ in range(100):
        code = dice.choice(sorted(dictionary))
        year, model = dice.randint(2016, 2025), dice.choice(("2021", "2025"))
        la_code = dice.choice([one for one in names if one < 970])
        there = values.get((code, year), {})
        mean, n, rank, quartile = by_laits_rules(there, dictionary[code], neighbours[model, la_code], la_code)
        if there:
            row = comparisons([code], la_code, year=year, model=model).loc[code]
            region = there.get(regions[names[la_code]["region"]])
            for column, expected in (
                ("own", there.get(la_code)),
                ("neighbours", mean),
                ("region", region),
                ("england", there.get(970)),
                ("own_previous", values.get((code, year - 1), {}).get(la_code)),
            ):
                assert pd.isna(row[column]) if expected is None else row[column] == pytest.approx(expected), (
                    code,
                    la_code,
                    year,
                    model,
                    column,
                )
            assert row["n"] == n
            assert row["ranked"] == len([one for one in there if one < 970 and one not in (201, 420)])
            assert (None if pd.isna(row["rank"]) else row["rank"]) == rank, (code, la_code, year)
            assert (None if pd.isna(row["quartile"]) else row["quartile"]) == quartile, (code, la_code, year)
        if code in by_code:
            areas = compare(by_code[code], la_code, year, model)
            assert areas["area"].tolist() == [
                "Statistical neighbours",
                names[la_code]["region"],
                "England",
                names[la_code]["name"],
            ]
            assert areas["n"].iloc[0] == n
            own = areas.iloc[-1]
            assert (None if pd.isna(own["rank"]) else own["rank"]) == rank
            assert (None if pd.isna(own["quartile"]) else own["quartile"]) == quartile


@pytest.mark.parametrize("measure", [one.id for one in MEASURES.values() if one.national])
def test_every_measures_comparison_follows_laits_rules(
    measure: str, values: dict[tuple[str, int], dict[int, float]]
) -> None:
    code = MEASURES[measure].national
    assert code is not None
    dictionary = next(row for row in shipped("published_measures") if row["code"] == code)
    for la_code, model, year in (
        (885, "2021", 2022),
        (330, "2025", 2025),
        (301, "2021", 2016),
        (941, "2025", 2023),
        (201, "2021", 2020),
    ):
        neighbours = [
            int(row["neighbour"])
            for row in shipped("statistical_neighbours")
            if (row["model"], row["la_code"]) == (model, str(la_code))
        ]
        mean, n, rank, quartile = by_laits_rules(
            values.get((code, year), {}), dictionary, neighbours, la_code
        )
        answer = compare(measure, la_code, year, model)
        first, last = answer.iloc[0], answer.iloc[-1]
        assert first["n"] == n
        assert pd.isna(first["value"]) if mean is None else first["value"] == pytest.approx(mean)
        assert (None if pd.isna(last["rank"]) else last["rank"]) == rank
        assert (None if pd.isna(last["quartile"]) else last["quartile"]) == quartile
        assert (
            answer["n"].iloc[1:].isna().all()
            and answer["rank"].iloc[:3].isna().all()
            and answer["quartile"].iloc[:3].isna().all()
        )


FIVE_YEARS = {
    "CPP_Total_Rateper10,000": [
        (449.0, 378.0, 507.1),
        (435.7, 389.8, 552.8),
        (448.1, 396.9, 538.1),
        (399.8, 390.0, 515.7),
        (400.0, 385.0, 519.4),
    ],
    "ReReferral": [
        (22.1, 21.0, 22.7),
        (21.2, 18.5, 21.5),
        (19.5, 18.0, 22.4),
        (20.9, 18.0, 22.4),
        (17.8, 18.2, 22.6),
    ],
    "Continue_Assess_Comp": [
        (92.0, 84.4, 87.6),
        (89.1, 82.1, 84.5),
        (89.9, 79.4, 82.5),
        (92.6, 82.0, 84.5),
        (88.6, 83.1, 85.7),
    ],
    "Section_47": [
        (182.8, 130.1, 168.6),
        (220.9, 138.3, 185.2),
        (227.0, 136.0, 189.4),
        (196.1, 133.0, 186.2),
        (184.7, 135.7, 189.3),
    ],
    "CareLeaverAcc": [(90, 89.8, 88), (79, 90.2, 88), (95, 90.9, 88), (90, 90.9, 88), (96, 90.6, 89)],
    "Work_Force_Agecy_Rate": [
        (13.8, 10.5, 15.5),
        (9.4, 13.0, 17.6),
        (10.9, 13.3, 17.9),
        (13.0, 11.8, 16.2),
        (11.1, 9.9, 13.0),
    ],
}
"""Worcestershire, its neighbours (2021 model) and England, 2021 to 2025, worked out from DfE's file by hand."""


@pytest.mark.parametrize("code", FIVE_YEARS)
def test_five_year_series(code: str) -> None:
    rows = trends([code], 885)
    for year, (own, neighbours, england) in zip(range(2021, 2026), FIVE_YEARS[code], strict=True):
        there = rows[rows["year"] == year].set_index("area")["value"]
        assert there["Worcestershire"] == pytest.approx(own)
        assert there["Statistical neighbours"] == pytest.approx(neighbours, abs=0.051)
        assert there["England"] == pytest.approx(england)


def test_both_models_mean_different_neighbours() -> None:
    assert neighbours_of(885)[:3] == ["Warwickshire", "North Somerset", "Essex"]
    assert neighbours_of(885, "2025")[:3] == ["Somerset", "Gloucestershire", "Dorset"]
    later = trends(["CareLeaverEET"], 885, "2025")
    assert later[(later["year"] == 2025) & (later["position"] == 1)]["value"].iloc[0] == pytest.approx(
        55.1, abs=0.051
    )
    assert neighbours_of(942) == []
    assert comparisons(["CIN"], 942, year=2024).loc["CIN", "n"] == 0


def test_missing_neighbours_are_left_out_and_counted() -> None:
    answer = compare("referrals_with_no_further_action", 885, 2022).set_index("area")
    assert answer.loc["Statistical neighbours", "n"] == 9
    assert round(answer.loc["Statistical neighbours", "value"], 1) == 4.1
    many = comparisons(
        ["CareLeavers_LA_NotInTouch", "CPRDuration", "CPPlans2yrs", "LAC_19_HE"], 885, year=2022
    )
    assert many["n"].tolist() == [6, 8, 8, 3]


def test_a_measure_without_a_counterpart_has_no_rows() -> None:
    assert compare("contacts", 885, 2022).empty
    assert comparisons(["contacts", "ReReferral"], 885, year=2022)["code"].isna().tolist() == [True, False]


@pytest.mark.parametrize(
    "asked",
    [("referals", 885, 2022, "2021"), ("referrals", 999, 2022, "2021"), ("referrals", 885, 2022, "2007")],
)
def test_unknown_names_are_said(asked: tuple[str, int, int, str]) -> None:
    with pytest.raises(ValueError, match="is not"):
        compare(*asked)


def test_the_year_is_the_last_that_ended_before_the_period_began() -> None:
    for start, to_march, to_september in (
        (date(2022, 10, 1), 2022, 2022),  # Q3 2022/23
        (date(2022, 4, 1), 2022, 2021),  # Q1 and the year to date
        (date(2023, 1, 1), 2022, 2022),  # Q4
        (date(2022, 1, 1), 2021, 2021),  # 12 months to December 2022
        (date(2022, 3, 31), 2021, 2021),
        (date(2022, 9, 30), 2022, 2021),
    ):
        assert comparator_year(start) == comparator_year(start, AT_MARCH) == to_march
        assert comparator_year(start, AT_SEPTEMBER) == to_september
    assert [year_label(2022, basis) for basis in BASES] == [
        "2021/22",
        "31 March 2022",
        "year to 30 September 2022",
        "30 September 2022",
    ]
    assert [year_words(2022, basis) for basis in BASES] == [
        "in 2021/22",
        "at 31 March 2022",
        "in the year to 30 September 2022",
        "at 30 September 2022",
    ]


def test_each_measure_has_its_own_year_and_a_missing_one_falls_back() -> None:
    answer = comparisons(
        ["care_leavers_in_eet", "agency_social_workers", "CIN", "Stability_SocialWorker"],
        885,
        period_start=date(2022, 10, 1),
    )
    assert answer["year_label"].tolist()[:3] == ["2021/22", "30 September 2022", "31 March 2022"]
    assert answer["own"].tolist()[:3] == [47, 9.4, 297.4]
    assert pd.isna(answer.loc["Stability_SocialWorker", "year"])
    later = comparisons(["Stability_SocialWorker"], 885, year=2025).loc["Stability_SocialWorker"]
    assert (later["wanted"], later["year"], later["year_label"]) == (2025, 2024, "2023/24")
    assert pd.isna(later["own_previous"])


def test_a_period_or_a_year_is_needed() -> None:
    with pytest.raises(ValueError, match="needed"):
        comparisons(["CIN"], 885)
    with pytest.raises(ValueError, match="neither a measure"):
        comparisons(["SIN"], 885, year=2022)


def test_a_page_of_comparisons_is_fast() -> None:
    codes = list(published_measures())
    comparisons(codes, 885, year=2022)
    started = time.process_time()
    for la_code in (330, 885):
        comparisons(codes[:25], la_code, year=2023, model="2025")
    assert (time.process_time() - started) / 2 < 0.25


def test_everyone_in_order_is_who_is_ranked(values: dict[tuple[str, int], dict[int, float]]) -> None:
    rows = everyone("CareLeaverEET", 2022, 885)
    there = values["CareLeaverEET", 2022]
    assert dict(zip(rows["la_code"], rows["value"], strict=True)) == {
        one: value for one, value in there.items() if one < 970 and one not in (201, 420)
    }
    assert rows["value"].is_monotonic_decreasing
    for row in rows.itertuples():
        assert row.highest == row.rank == 1 + sum(value > row.value for value in rows["value"])
    assert rows["is_neighbour"].sum() == 10
    assert rows[rows["is_council"]]["name"].tolist() == ["Worcestershire"]
    assert len(councils()) == 153
    assert len(set(councils().values())) == 153


def test_the_rate_uses_the_population_of_the_mid_year_before() -> None:
    population = population_for(885, date(2022, 3, 31))
    assert population == 117_810
    assert 5133 * 10_000 / population == pytest.approx(435.7, abs=0.05)
    rate, count = (
        comparisons([code], 885, year=2022).loc[code, "own"]
        for code in ("CPP_Total_Rateper10,000", "CPP_Total_NumRef")
    )
    assert (count, rate) == (5133, 435.7)


@pytest.mark.parametrize("year", [2019, 2022, 2025])
def test_published_referral_rates_follow_from_published_numbers(
    year: int, values: dict[tuple[str, int], dict[int, float]]
) -> None:
    counts, rates = values["CPP_Total_NumRef", year], values["CPP_Total_Rateper10,000", year]
    worked = {
        one: 10_000 * counts[one] / people
        for one in councils()
        if one in counts
        and one in rates
        and one not in (201, 420)
        and (people := population_for(one, date(year, 3, 31)))
    }
    assert len(worked) > 140
    assert not {one: (rate, rates[one]) for one, rate in worked.items() if abs(rate - rates[one]) > 0.06}


C3 = {
    2021: {
        "3B": (1, 39.3, 2032),
        "4B": (2, 37.5, 1941),
        "2B": (7, 14.2, 733),
        "1B": (3, 17.6, 913),
        "4A": (4, 17.2, 891),
        "17A": (6, 16.7, 862),
        "16A": (5, 16.9, 876),
        "3A": (10, 10.2, 527),
        "5A": (9, 11.0, 567),
        "15A": (13, 6.4, 332),
    },
    2022: {
        "3B": (2, 34.7, 1636),
        "4B": (1, 36.9, 1741),
        "2B": (6, 14.8, 699),
        "1B": (5, 15.7, 740),
        "4A": (3, 22.0, 1039),
        "17A": (4, 17.5, 824),
        "16A": (7, 14.0, 659),
        "3A": (8, 12.6, 593),
        "5A": (9, 12.4, 586),
        "15A": (11, 7.9, 375),
    },
    2023: {
        "3B": (2, 38.1, 1904),
        "4B": (1, 40.8, 2040),
        "2B": (6, 19.0, 948),
        "1B": (7, 17.9, 894),
        "4A": (3, 21.6, 1082),
        "17A": (4, 21.5, 1074),
        "16A": (5, 19.1, 953),
        "3A": (9, 13.7, 687),
        "5A": (8, 14.3, 715),
        "15A": (12, 8.3, 414),
    },
}
"""Worcestershire's rank, percent and number, from DfE's table by hand."""
ASSESSED = {2021: 5176, 2022: 4717, 2023: 5002}


@pytest.mark.parametrize("year", C3)
def test_published_factors_beside_the_packs_ten(year: int) -> None:
    rows = factor_comparisons(885, year)
    own = rows[rows["area"] == "Worcestershire"].set_index("factor")
    for factor, (rank, percent, number) in C3[year].items():
        assert (own.loc[factor, "rank"], own.loc[factor, "number"], own.loc[factor, "assessments"]) == (
            rank,
            number,
            ASSESSED[year],
        )
        assert own.loc[factor, "percent"] == pytest.approx(percent, abs=0.051)
    assert pd.isna(own.loc["20", "rank"])


def test_published_factors_of_england_and_the_neighbours() -> None:
    rows = factor_comparisons(885, 2022).set_index(["area", "factor"])
    for factor, percent in {
        "3B": 31.6,
        "4B": 31.1,
        "17A": 20.2,
        "4A": 17.2,
        "16A": 16.3,
        "1B": 13.8,
        "2B": 13.2,
    }.items():
        assert rows.loc[("England", factor), "percent"] == pytest.approx(percent, abs=0.051)
    assert rows.loc[("England", "3B"), "rank"] == 1
    assert rows.loc[("Statistical neighbours", "3B"), "n"] == 10
    counts = (
        duckdb.connect()
        .execute(
            f"select la_code, factor, number, assessments from '{SHIPPED}/assessment_factors.parquet' where year = 2022"
        )
        .fetchall()
    )
    neighbours = (937, 802, 881, 860, 838, 845, 938, 803, 855, 886)
    shares = [
        100 * number / of
        for la_code, factor, number, of in counts
        if factor == "3B" and la_code in neighbours
    ]
    assert rows.loc[("Statistical neighbours", "3B"), "percent"] == pytest.approx(sum(shares) / 10)
    hidden = rows.loc[("Statistical neighbours", "12A")]
    assert hidden["n"] == 7
    assert pd.isna(
        factor_comparisons(885, 2023).set_index(["area", "factor"]).loc[("Worcestershire", "9A"), "percent"]
    )


def test_published_factors_fall_back_to_an_earlier_year_and_begin_in_2018() -> None:
    assert factor_comparisons(885, 2031)["year"].unique().tolist() == [2025]
    assert factor_comparisons(885, 2017).empty
    assert set(OF_CODE) == {one.codes[0] for one in FACTORS} - {NONE_IDENTIFIED}
    pack = {
        ("Parent/Carer", "Domestic Violence"): "Domestic_Abuse_parent",
        ("Child", "Self-Harm"): "Self_harm",
        ("Child", "Abuse or neglect – 'NEGLECT'"): "Neglect",
        ("Child", "Mental Health"): "Mental_Health_child",
    }
    rows = factor_comparisons(885, 2022)
    for (relates_to, label), column in pack.items():
        assert (
            OF_CODE[rows[(rows["relates_to"] == relates_to) & (rows["label"] == label)]["factor"].iloc[0]]
            == column
        )


def test_the_catalogue_is_whole() -> None:
    measures = published_measures().values()
    assert len(measures) == 76
    assert len({one.title for one in measures}) == 76
    assert sections() == [
        "Family Front Door",
        "Children in need",
        "Child protection",
        "Children looked after",
        "Missing",
        "Care leavers",
        "Workforce",
    ]
    assert [one.better for one in measures].count("higher") == 13
    assert [one.better for one in measures].count("lower") == 15
    assert all(one.publication and one.basis in BASES for one in measures)
    assert {one.basis for one in measures if one.section == "Workforce"} == {
        "at 30 September",
        "year ending 30 September",
    }
    assert {one.national for one in MEASURES.values() if one.national} <= set(published_measures())
    for one in MEASURES.values():
        if one.national and one.unit in ("percent", "rate"):
            assert published_measures()[one.national].unit == one.unit, one.id
