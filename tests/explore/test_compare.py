"""The Compare page through AppTest: published figures in words, tables and charts; a link restores the choice."""

from __future__ import annotations

import json
import time

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from components.charts.authorities import COUNCIL, NEIGHBOUR
from components.explore.compared import Choice, ask, by_authority, by_year
from components.session.store import STORE
from components.words.published import not_published, ordinal, published_change
from data.comparators.catalogue import published_measures, published_value
from data.store import Store
from tests.app.reading import tables, words
from tests.patience import SECONDS

CODES = list(published_measures())


def compare_page() -> None:
    from components.explore.compare import show_compare

    show_compare()


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_function(compare_page, default_timeout=SECONDS)


def opened(
    app: AppTest,
    *measures: str,
    year: str = "2021/22",
    council: str = "Worcestershire",
    model: str = "April 2021 model",
) -> AppTest:
    if measures:
        app.query_params["compare"] = [published_measures()[code].title for code in measures]
    app.query_params["compare_year"] = year
    app.query_params["compare_council"] = council
    app.query_params["compare_model"] = model
    app.run()
    assert not app.exception
    return app


def test_it_opens_on_the_sessions_council_without_returns(app: AppTest, store: Store) -> None:
    store.la_code = 937
    app.session_state[STORE] = store
    app.run()
    assert not app.exception
    assert [title.value for title in app.title] == ["Compare"]
    assert "Warwickshire" in app.query_params["compare_council"]
    assert "Warwickshire: " in words(app)
    assert "Open Government Licence v3.0" in words(app)


def test_care_leavers_beside_neighbours_region_and_england(app: AppTest) -> None:
    said = words(opened(app, "CareLeaverEET"))
    assert "Worcestershire: 47% in 2021/22, down 1 point on 2020/21; " in said
    assert "quartile D (A is best); higher is better." in said
    assert "Statistical neighbours (April 2021 model) 54.3%; West Midlands 52%; England 55%." in said
    assert "Warwickshire; North Somerset; Essex" in said
    app.selectbox(key="compare_model").set_value("2025").run()
    assert not app.exception
    assert "Statistical neighbours (May 2025 model) 52.8%; West Midlands 52%; England 55%." in words(app)


def test_the_table_has_every_year_and_the_charts_say_what_they_show(app: AppTest) -> None:
    opened(app, "CareLeaverEET")
    table = tables(app)[0]
    assert table["Year"].tolist() == [f"{year}/{(year + 1) % 100:02d}" for year in range(2024, 2014, -1)]
    in_eet = table.set_index("Year")
    assert in_eet.loc["2020/21", ["Worcestershire", "Neighbours", "England"]].tolist() == [
        "48%",
        "50.4%",
        "52%",
    ]
    assert in_eet.loc["2024/25", ["Worcestershire", "Change", "Neighbours", "England"]].tolist() == [
        "54%",
        "up 7 points",
        "57.3%",
        "54%",
    ]
    charts = app.get("vega_lite_chart")
    over_years, among_all = (chart.proto.alt for chart in charts)
    assert "2015/16 to 2024/25. Worcestershire from 37% to 54%" in over_years
    assert "Worcestershire 47%" in among_all
    assert "its neighbours from 46% to 61%; England 55%." in among_all
    for chart in charts:
        for layer in json.loads(chart.proto.spec)["layer"]:
            for channel in layer["encoding"].values():
                assert "field" not in channel or channel.get("title") != channel["field"]


def test_what_is_not_published_is_never_a_nought(app: AppTest) -> None:
    opened(app, "CPP_Total_NumRef", "Stability_SocialWorker", "CareLeavers_LA_NotInTouch", "LAC_19_HE")
    said = words(app)
    assert (
        "Worcestershire: 5,133 in 2021/22, down 144 on 2020/21; 35th highest of 149 authorities; more is not good or bad in itself."
        in said
    )
    assert "Nothing is published for 2021/22 or before; the first year is 2023/24." in said
    assert "4.2% (mean of 6 of 10)" in said
    assert "Worcestershire: not published for 2021/22; higher is better." in said
    assert "nan" not in said.lower().replace("finance", "")
    side_by_side = tables(app)[0].set_index("Measure")
    assert side_by_side.loc["Care leavers in higher education", "Worcestershire"] == "not published"
    assert len(side_by_side) == 3


def test_a_year_not_yet_published_shows_the_newest_before_it_and_says_so(app: AppTest) -> None:
    said = words(opened(app, "Stability_SocialWorker", year="2024/25"))
    assert "2024/25 is not published; the newest before it is shown. Worcestershire: 29% in 2023/24" in said


def test_workforce_is_at_30_september(app: AppTest) -> None:
    said = words(opened(app, "Work_Force_Agecy_Rate"))
    assert "Worcestershire: 9.4% at 30 September 2022, down 4.4 points on 30 September 2021;" in said
    assert "Statistical neighbours (April 2021 model) 13.0%; " in said
    assert "England 17.6%." in said


def test_a_council_without_neighbours_says_so(app: AppTest) -> None:
    said = words(opened(app, "CIN", council="Cumberland"))
    assert "none: this model does not know the council" in said
    assert "Statistical neighbours (April 2021 model) not published; North West" in said


def test_a_link_restores_the_choice_whatever_the_topic_and_who_opens_it(app: AppTest, store: Store) -> None:
    store.la_code = 330
    app.session_state[STORE] = store
    opened(
        app,
        "Children_missing",
        "Work_Force_Agecy_Rate",
        year="2022/23",
        council="Devon",
        model="May 2025 model",
    )
    assert [heading.value for heading in app.subheader][1:] == [
        published_measures()[code].title for code in ("Children_missing", "Work_Force_Agecy_Rate")
    ]
    assert "Devon: " in words(app)
    app.selectbox(key="compare_topic").set_value("Care leavers").run()
    assert not app.exception
    assert app.multiselect(key="compare").value == ["Children_missing", "Work_Force_Agecy_Rate"]
    app.multiselect(key="compare").set_value(["Children_missing", "CareLeaverEET"]).run()
    assert not app.exception
    assert "Care leavers in education, employment or training" in words(app)
    app.multiselect(key="compare").set_value([]).run()
    assert not app.exception
    assert "Choose at least one measure." in words(app)


@pytest.mark.parametrize("at", range(0, len(CODES), 8))
def test_every_published_measure_can_be_drawn_for_any_council(app: AppTest, at: int) -> None:
    council, year = [
        ("Worcestershire", "2024/25"),
        ("Isles of Scilly", "2019/20"),
        ("Westmorland and Furness", "2015/16"),
    ][at % 3]
    opened(app, *CODES[at : at + 8], council=council, year=year, model="May 2025 model")
    for chart in app.get("vega_lite_chart"):
        assert len(chart.proto.alt) > 30


def test_the_bars_mark_the_council_and_its_ten_neighbours(app: AppTest) -> None:
    opened(app, "CareLeaverEET")
    bars = next(data for chart in app.get("vega_lite_chart") for data in _data_of(chart) if "who" in data)
    assert bars["who"].tolist().count(COUNCIL) == 1
    assert bars["who"].tolist().count(NEIGHBOUR) == 10
    assert bars["value"].is_monotonic_decreasing


def _data_of(chart: object) -> list[pd.DataFrame]:
    import pyarrow as pa

    return [pa.ipc.open_stream(one.data.data).read_all().to_pandas() for one in chart.proto.datasets]  # type: ignore[attr-defined]


def test_downloads_are_unrounded_with_their_source() -> None:
    data = ask(Choice(["CareLeaverEET", "CIN_Refferals_NFA"], 885, "2021", 2022))
    years = by_year(data)
    near = years[
        (years["code"] == "CIN_Refferals_NFA")
        & (years["year"] == "2021/22")
        & (years["area"] == "Statistical neighbours")
    ].iloc[0]
    assert near["value"] == pytest.approx(4.11, abs=0.005)
    assert near["n"] == 9
    assert set(years["licence"]) == {"Open Government Licence v3.0"}
    everyone = by_authority(data)
    assert everyone.groupby("measure").size()[published_measures()["CareLeaverEET"].title] == 150


def test_a_change_of_council_is_answered_at_once() -> None:
    ask(Choice(CODES[:8], 885, "2021", 2024))
    started = time.process_time()
    ask(Choice(CODES[:8], 330, "2025", 2025))
    assert time.process_time() - started < 0.5


def test_words_of_published_figures() -> None:
    percent, count = published_measures()["ReReferral"], published_measures()["CPP_Total_NumRef"]
    assert [published_value(percent, value) for value in (47.0, 54.25, float("nan"))] == [
        "47%",
        "54.3%",
        "not published",
    ]
    assert published_value(count, 5132.5) == "5,133"
    assert [published_change(percent, 21.2, then) for then in (22.1, 20.2, 21.2, float("nan"))] == [
        "down 0.9 points",
        "up 1 point",
        "unchanged",
        "",
    ]
    assert published_change(count, 5133, 6277) == "down 1,144"
    assert [ordinal(number) for number in (1, 2, 3, 4, 11, 12, 13, 21, 112, 130)] == [
        "1st",
        "2nd",
        "3rd",
        "4th",
        "11th",
        "12th",
        "13th",
        "21st",
        "112th",
        "130th",
    ]
    rows = pd.DataFrame({"year": [2018, 2019, 2020, 2021], "value": [1.0, None, None, 2.0]})
    assert not_published(percent, rows) == "2018/19, 2019/20"
    assert not_published(percent, rows.assign(value=[None, None, None, 1.0])) == "2017/18 to 2019/20"
    assert not_published(percent, rows.assign(value=None)) == "any year"
