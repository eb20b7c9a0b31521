"""What is published beside a figure: the basis first, then the council's own year, neighbours, region, England."""

from __future__ import annotations

import time

import pytest

from components.asking import published_rows
from components.figures.chosen import Filters
from components.figures.published import NONE_PUBLISHED
from data.comparators.beside import published_beside
from data.measures import MEASURES
from data.store import Store
from tests.figures.by_hand import DECEMBER
from tests.figures.reading import lines, reference_labels, said, section_figures, titled

EET = "Care leavers aged 19 to 21 in education, employment or training"


def test_the_packs_care_leavers_stand_beside_what_the_pack_compares_them_with(pack: Store) -> None:
    made = titled(section_figures(pack, "Throughcare"), EET)
    assert [sentence.text for sentence in made.sentences][-3:] == [
        "Not counted alike: published figure is taken around birthdays in the year to 31 March, not at one date. "
        "The local figure is at the quarter's end.",
        "Worcestershire: 47% in 2021/22, down 1 point on 2020/21; 130th of 150 authorities (1st is best), quartile D (A is best).",
        "Statistical neighbours (April 2021 model) 54.3%; West Midlands 52%; England 55%. "
        "The latest local figure is higher, so better, than its neighbours' mean and England.",
    ]
    assert [sentence.kind for sentence in made.sentences][-3:] == ["caution", "comparison", "comparison"]


def test_agency_staff_stand_beside_the_september_census(pack: Store) -> None:
    words = said(section_figures(pack, "Workforce"))
    assert "published figure is at 30 September. The local figure is at the quarter's end." in words
    # the last before October, not the financial year's
    assert "Worcestershire: 9.4% at 30 September 2022" in words


def test_the_model_the_year_and_the_council_can_be_chosen(
    pack: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def words(chosen: Filters) -> str:
        return said([titled(section_figures(pack, "Throughcare", chosen), EET)])

    assert "Statistical neighbours (May 2025 model) 52.8%" in words(Filters(DECEMBER, model="2025"))
    assert "Worcestershire: 54% in 2022/23" in words(Filters(DECEMBER, published_year=2023))
    monkeypatch.setattr(pack, "la_code", 371)
    assert "Worcestershire" not in words(Filters(DECEMBER, published_year=2023))
    assert "Doncaster: " in words(Filters(DECEMBER, published_year=2023))


def test_rates_of_part_of_a_year_are_not_scaled_and_the_last_12_months_stand_beside_the_year(
    county: Store,
) -> None:
    quarter = county.measure("referral_rate", periods=1).iloc[0]
    year = county.measure("referral_rate", "rolling_12_months", 1).iloc[0]
    assert quarter["value"] == pytest.approx(10_000 * quarter["numerator"] / quarter["denominator"])
    figures = section_figures(county, "Family Front Door")
    rate = titled(figures, "Referrals per 10,000 children")
    assert f"{quarter['value']:.1f} in Q3 2022/23" in rate.text
    assert f"{year['value']:.1f} in the 12 months to December 2022" in rate.text
    assert "The local rate set beside it is of the last 12 months." in rate.text
    assert reference_labels(rate) == {
        "Worcestershire 2021/22 435.7",
        "Neighbours 389.8",
        "West Midlands 508.3",
        "England 552.8",
    }
    assert reference_labels(titled(figures, "Assessments completed within 45 working days")) == {
        "Worcestershire 2021/22 89.1%",
        "Neighbours 82.1%",
        "West Midlands 82%",
        "England 84.5%",
    }


def test_a_figure_without_a_counterpart_says_so(county: Store) -> None:
    found = lines(section_figures(county, "Get Safe"))
    assert f"Elsewhere. {NONE_PUBLISHED}" in found
    assert "Statistical neighbours (" not in "\n".join(found)


def test_every_measure_with_a_counterpart_says_how_the_two_differ() -> None:
    assert [measure.id for measure in MEASURES.values() if measure.national and not measure.basis] == []


def test_published_lines_stand_where_the_local_figure_is_missing(pack: Store) -> None:
    title = "Children placed more than 20 miles from home and outside the area"
    missing = "The local figure is not supplied. No loaded panel return states it on its sheet “Figures”."
    made = titled(section_figures(pack, "Throughcare"), title)
    assert made.sentences[0].text == missing
    assert made.states == {"published only", "not supplied"}
    assert {"Worcestershire 31 March 2022 14%", "Neighbours 17.8%", "England 17%"} < reference_labels(made)
    assert made.picture is not None
    assert made.picture.alt.startswith(f"{title}. The local figure is not supplied.")


def test_another_council_is_asked_for_quickly(county: Store) -> None:
    ids = [name for name, measure in MEASURES.items() if measure.national]
    published_beside(published_rows(county, ids, Filters(DECEMBER)))
    started = time.process_time()
    published_beside(published_rows(county, ids, Filters(DECEMBER, model="2025")))
    assert time.process_time() - started < 0.5
