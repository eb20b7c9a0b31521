"""The SQL page through AppTest: examples, a result with its chart, sentences for what is refused, and nothing in the address."""

from __future__ import annotations

import json

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from components.charts.family import specification
from components.explore.quick_chart import columns_along, columns_of_numbers, quick_picture
from components.explore.sql import EXAMPLE, SEARCH, TEXT, VIEW, columns_table, matches, shown
from components.session.store import STORE
from data.own_sql_views import documented_views
from data.store import Store
from tests.app.reading import words
from tests.patience import SECONDS


def sql_page() -> None:
    from components.explore.sql import show_sql

    show_sql()


@pytest.fixture
def app(county: Store) -> AppTest:
    page = AppTest.from_function(sql_page, default_timeout=SECONDS)
    page.session_state[STORE] = county
    page.run()
    assert not page.exception
    return page


def ran(app: AppTest, text: str) -> AppTest:
    app.text_area(key=TEXT).set_value(text)
    app.button[0].click().run()
    assert not app.exception
    return app


def test_without_returns_it_says_what_to_load(store: Store) -> None:
    page = AppTest.from_function(sql_page, default_timeout=SECONDS)
    page.session_state[STORE] = store
    page.run()
    assert "No returns are loaded in this session." in words(page)
    assert not page.text_area


def test_it_opens_on_an_example_that_runs_and_is_charted(app: AppTest) -> None:
    said = words(app)
    assert "10 seconds, 512 MB and 10,000 rows at most" in said
    assert "Result" not in said
    app.button[0].click().run()
    assert "8 rows, 4 columns." in words(app)
    rows = app.dataframe[-1].value
    assert rows["period"].tolist()[-1] == "Q3 2022/23"
    chart = json.loads(app.get("vega_lite_chart")[0].proto.spec)
    assert chart["layer"][0]["encoding"]["x"]["title"] == "value"
    assert app.get("download_button")[0].proto.label == "Download this result"


def test_a_measure_replaces_the_query(app: AppTest) -> None:
    app.selectbox(key=EXAMPLE).set_value("children_looked_after").run()
    assert not app.exception
    text = app.text_area(key=TEXT).value
    assert text.startswith("-- Children looked after, by quarter")
    assert "join care_as_reported on " in text


def test_what_is_refused_is_said_as_it_is_and_nothing_is_in_the_address(app: AppTest) -> None:
    ran(app, "select * from **pg_tables**")
    assert len(app.error) == 1
    ran(app, "drop table contacts")
    assert "Only a SELECT is run here" in words(app)
    ran(app, "select child_id from contacts where child_id = 'CHILD1'")
    assert not app.error
    assert "A chart needs a row, a column of texts or days, and a column of numbers." in words(app)
    assert not app.query_params


def test_a_result_of_an_earlier_query_says_so(app: AppTest) -> None:
    ran(app, "select 'a' as x, 1 as y")
    app.selectbox(key=EXAMPLE).set_value("referrals").run()
    assert "The query has changed since it was run" in words(app)


def test_rows_that_are_cut_are_said_to_be(app: AppTest) -> None:
    ran(app, "select child_id from contacts")
    assert "There are more rows: the first 10,000 are shown" in words(app)


def test_views_are_found_by_their_columns_and_words(app: AppTest, county: Store) -> None:
    app.text_input(key=SEARCH).set_value("placement postcode").run()
    assert app.selectbox(key=VIEW).options == ["looked_after_children"]
    app.text_input(key=SEARCH).set_value("no such thing").run()
    assert "No view, column or words of either hold this." in words(app)
    views = {view.name: view for view in documented_views(county)}
    assert matches(views["calendar"], "working DAY")
    assert columns_table(views["looked_after_children"], "postcode")["Column"].iloc[0] == "placement_postcode"


def test_days_are_shown_without_a_time_and_times_with_theirs() -> None:
    rows = pd.DataFrame(
        {
            "day": pd.to_datetime(["2022-12-31", None]),
            "at": pd.to_datetime(["2022-12-31 10:30", None]),
            "n": [1, 2],
        }
    )
    assert str(shown(rows)["day"].iloc[0]) == "2022-12-31"
    assert shown(rows)["at"].iloc[0] == pd.Timestamp("2022-12-31 10:30")


def test_a_quick_chart_is_bars_of_texts_or_a_line_of_days() -> None:
    rows = pd.DataFrame(
        {
            "team": ["North", "**South**", None],
            "on": pd.to_datetime(["2022-02-01", "2022-01-01", None]),
            "n": [3, -1.5, None],
            "open": [True, False, True],
        }
    )
    assert columns_along(rows) == ["team", "on", "open"]
    assert columns_of_numbers(rows) == ["n"]
    bars, said = quick_picture(rows, "team", "n")
    assert bars is not None
    assert not said
    assert [row["label"] for row in specification(bars)["datasets"]["bars"]] == ["3", "-1.5"]
    assert bars.alt == "Bars of n by team: 2 in all, the highest 3 for North."
    line, _ = quick_picture(rows, "on", "n")
    assert line is not None
    assert [row["name"] for row in specification(line)["datasets"]["points"]] == ["1 Jan 2022", "1 Feb 2022"]
    twice, why = quick_picture(pd.DataFrame({"team": ["a", "a"], "n": [1, 2]}), "team", "n")
    assert (twice, why) == (None, "A chart needs one row for each team: group by it.")
    many, said = quick_picture(
        pd.DataFrame({"team": [f"t{n}" for n in range(99)], "n": range(99)}), "team", "n"
    )
    assert many is not None
    assert said == "The first 40 of 99 are charted."
    none, why = quick_picture(pd.DataFrame({"team": ["a"], "n": [float("nan")]}), "team", "n")
    assert (none, why) == (None, "There is no number in n to chart.")
