"""What stands beside a figure on its page: the basis first, then the council's own year, neighbours, region, England."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator

import pytest
from components.panel.comparators import NONE_PUBLISHED
from streamlit.testing.v1 import AppTest

from components.figures.chosen import Filters
from components.panel.asking import published_beside
from data.measures import MEASURES
from data.store import Store
from tests.pages.test_pages import APP, opened, tables, words
from tests.patience import SECONDS


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_file(APP, default_timeout=SECONDS)


@pytest.fixture(autouse=True)
def worcestershire(pack: Store, county: Store) -> Iterator[None]:
    """The sidebar's choice of council stays with the store: back to Worcestershire after each test."""
    yield
    pack.la_code = county.la_code = 885


def lines_of(app: AppTest, title: str) -> set[str]:
    """The labels of the reference lines of the chart whose words begin with a title."""
    chart = next(chart for chart in app.get("vega_lite_chart") if chart.proto.alt.startswith(f"{title}."))
    layers = list(json.loads(chart.proto.spec)["layer"])
    for layer in layers:
        layers.extend(layer.get("layer", []))
    return {
        name
        for layer in layers
        if layer.get("mark", {}).get("type") == "rule"
        for name in layer["encoding"].get("color", {}).get("scale", {}).get("domain", [])
    }


def test_the_packs_care_leavers_stand_beside_what_the_pack_compares_them_with(
    app: AppTest, pack: Store
) -> None:
    said = words(opened(app, "panel/throughcare", pack))
    assert (
        "Worcestershire: 47% in 2021/22, down 1 point on 2020/21; 130th of 150 authorities (1st is best), quartile D (A is best)."
        in said
    )
    assert "Statistical neighbours (April 2021 model) 54.3%; West Midlands 52%; England 55%." in said
    assert "The latest local figure is higher, so better, than its neighbours' mean and England." in said
    basis = said.index(
        "Not counted alike: published figure is taken around birthdays in the year to 31 March, not at one date. The local figure is at the quarter's end."
    )
    assert basis < said.index("Worcestershire: 47% in 2021/22")


def test_agency_staff_stand_beside_the_september_census(app: AppTest, pack: Store) -> None:
    said = words(opened(app, "panel/workforce", pack))
    assert "published figure is at 30 September. The local figure is at the quarter's end." in said
    assert (
        "Worcestershire: 9.4% at 30 September 2022" in said
    )  # the last before October, not the financial year's


def test_the_model_and_the_year_can_be_chosen_by_link(app: AppTest, pack: Store) -> None:
    app.query_params["model"] = "May 2025 model"
    said = words(opened(app, "panel/throughcare", pack))
    assert "Statistical neighbours (May 2025 model) 52.8%" in said
    app.selectbox(key="published").set_value("2022/23").run()
    assert "Worcestershire: 54% in 2022/23" in words(app)
    app.selectbox(key="council").set_value(371).run()
    assert "Worcestershire: 54%" not in words(app)


def test_rates_of_part_of_a_year_are_not_scaled_and_the_last_12_months_stand_beside_the_year(
    app: AppTest, county: Store
) -> None:
    county.la_code = 885
    quarter = county.measure("referral_rate", periods=1).iloc[0]
    year = county.measure("referral_rate", "rolling_12_months", 1).iloc[0]
    assert quarter["value"] == pytest.approx(10_000 * quarter["numerator"] / quarter["denominator"])
    said = words(opened(app, "panel/family_front_door", county))
    assert f"{quarter['value']:.1f} in Q3 2022/23" in said
    assert f"{year['value']:.1f} in the 12 months to December 2022" in said
    assert "The local rate set beside it is of the last 12 months." in said
    assert lines_of(app, "Referrals per 10,000 children") == {
        "Worcestershire 2021/22 435.7",
        "Neighbours 389.8",
        "West Midlands 508.3",
        "England 552.8",
    }
    assert lines_of(app, "Assessments completed within 45 working days") == {
        "Worcestershire 2021/22 89.1%",
        "Neighbours 82.1%",
        "West Midlands 82%",
        "England 84.5%",
    }


def test_a_figure_without_a_counterpart_says_so(app: AppTest, county: Store) -> None:
    said = words(opened(app, "panel/get_safe", county))
    assert NONE_PUBLISHED in said
    assert "Statistical neighbours (" not in said


def test_every_measure_with_a_counterpart_says_how_the_two_differ() -> None:
    assert [measure.id for measure in MEASURES.values() if measure.national and not measure.basis] == []


def test_the_factors_stand_beside_dfes(app: AppTest, pack: Store) -> None:
    opened(app, "panel/risk_factors", pack)
    table = next(table for table in tables(app) if "Region" in table.columns).set_index("Risk factor")
    assert table.columns.tolist() == ["Local", "Own", "Neighbours", "Region", "England"]
    # published for Worcestershire in 2021/22: mental health of a parent 1,741 of 4,717, domestic abuse 1,636
    assert table.loc["Parent/Carer: Mental Health", ["Local", "Own"]].tolist() == ["2 (33%)", "1 (37%)"]
    assert table.loc["Parent/Carer: Domestic Violence", ["Local", "Own"]].tolist() == ["1 (34%)", "2 (35%)"]


def test_another_council_is_asked_for_quickly(county: Store) -> None:
    ids = [name for name, measure in MEASURES.items() if measure.national]
    chosen = Filters(county.reporting_date, {})  # type: ignore[arg-type]
    published_beside(county, ids, chosen)
    started = time.process_time()
    published_beside(county, ids, Filters(chosen.ending, {}, "2025"))
    assert time.process_time() - started < 0.5
