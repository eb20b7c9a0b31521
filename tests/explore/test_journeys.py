"""The Journeys page through AppTest: a child found by an id that never stands in the address, and cohorts followed."""

from __future__ import annotations

import json
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from components.charts import family
from components.explore.journeys import CHILD, KIND, QUARTER
from components.screen.pages import JOURNEYS
from components.session.store import STORE
from data.cohorts import COHORTS, reached
from data.periods import period_containing
from data.returns import annex_a
from data.store import Store
from tests.app.reading import new_app, opened, tables, words
from tests.patience import SECONDS
from tests.workbooks import assessment, contact, list_sheet, plan, workbook

PERIOD = "Q3 2021/22"


def journeys_page() -> None:
    from components.explore.journeys import show_journeys

    show_journeys()


def page(store: Store, child: str = "", **address: str) -> AppTest:
    app = AppTest.from_function(journeys_page, default_timeout=SECONDS)
    app.session_state[STORE] = store
    if child:
        app.session_state[CHILD] = child
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


@pytest.fixture
def of_few(store: Store) -> Store:
    sheets = [
        list_sheet(annex_a.CONTACTS, contact("007", "2022-10-03"), contact("*8*", "2022-10-03")),
        list_sheet(
            annex_a.ASSESSMENTS, assessment("007", "2022-10-04", None, worker="W1", team="<b>*North*")
        ),
        list_sheet(annex_a.CHILD_PROTECTION_PLANS, plan("007", "2022-10-20", "2022-12-01")),
    ]
    store.load("a.xlsx", workbook(*sheets), date(2022, 12, 31))
    return store


def test_without_returns_it_says_what_to_load() -> None:
    app = opened(new_app(), JOURNEYS)
    assert [title.value for title in app.title] == ["Journeys: children's records"]
    assert "No returns are loaded in this session." in words(app)
    assert not app.text_input


def test_a_typed_id_shows_the_childs_timeline_and_table(of_few: Store) -> None:
    app = page(of_few)
    assert "Type an id" in words(app)
    app.text_input(key=CHILD).set_value(" 007 ").run()
    assert not app.exception
    said = words(app)
    assert "Born on 1 May 2010. 3 steps from 3 October 2022 to 31 December 2022, when the data end." in said
    assert "Open then: Assessment." in said
    assert "Lists 6 to 8 hold one episode a child" in said
    assert tables(app)[0].to_dict("records") == [
        {
            "Step": "Contact",
            "When": "3 October 2022",
            "Age": "12",
            "Days since": "",
            "Detail": "Police",
            "List": "1",
        },
        {
            "Step": "Assessment",
            "When": "from 4 October 2022, open",
            "Age": "12",
            "Days since": "1",
            "Detail": "team <b>*North*",
            "List": "4",
        },
        {
            "Step": "Child protection plan",
            "When": "20 October 2022 to 1 December 2022",
            "Age": "12",
            "Days since": "16",
            "Detail": "Neglect; team Team A",
            "List": "7",
        },
    ]


def test_the_id_never_stands_in_the_address(of_few: Store) -> None:
    app = page(of_few, "007")
    assert "3 steps" in words(app)
    assert not any("007" in str(value) for value in app.query_params.values())


def test_an_unknown_id_is_said_and_leading_zeros_are_offered(of_few: Store) -> None:
    app = page(of_few, "*99*")
    assert "No list of the returns loaded holds a child with the id *99*." in words(app)
    app.text_input(key=CHILD).set_value("7").run()
    offered = app.button(key="journey of like id 0")
    assert offered.label == "007"
    offered.click().run()
    assert app.text_input(key=CHILD).value == "007"
    assert "3 steps" in words(app)


def test_what_a_sheet_holds_is_never_markdown(of_few: Store) -> None:
    app = page(of_few, "007")
    assert "team \\<b\\>\\*North\\*" in app.table[0].value.to_string()


def test_no_cohort_without_a_covered_quarter(of_few: Store) -> None:
    said = words(page(of_few))
    assert (
        "The returns loaded cover no whole quarter of List 3: Referral, so no cohort can be followed." in said
    )


def test_a_cohort_and_its_link(county: Store) -> None:
    app = page(county)
    assert app.query_params[QUARTER] == [PERIOD] or app.query_params[QUARTER] == PERIOD
    assert [box.value for box in app.subheader] == [
        "One child's journey",
        "What was reached, and by when",
        "Referred again, by quarters later",
        "Days between steps",
        "Paths taken",
    ]
    period = next(
        one
        for one in (period_containing(loaded.reporting_date, "quarter") for loaded in county.returns)
        if one.label == PERIOD
    )
    rows = reached(county, COHORTS["referrals"], period).set_index("step")
    size, assessed = rows.loc["assessment", ["members", "by_now"]]
    assert f"{size:,} referrals in {PERIOD}" in words(app)
    table = tables(app)[0].set_index("Reached")
    assert table.loc["Assessment", "By 31 December 2022"].startswith(f"{assessed:,} (")
    linked = page(county, **{KIND: "Entries to care", QUARTER: "Q4 2021/22"})
    said = words(linked)
    assert "entries to care in Q4 2021/22" in said
    assert tables(linked)[0].set_index("Reached").loc["Leaving care", "Within 12 months"] == ""
    linked.selectbox(key=KIND).set_value("plans").run()
    assert not linked.exception
    assert "child protection plans in Q4 2021/22" in words(linked)


def test_a_link_to_a_quarter_that_is_not_loaded_shows_another(county: Store) -> None:
    app = page(county, **{QUARTER: "Q1 2010/11"})
    assert f"referrals in {PERIOD}" in words(app)


def test_the_triangles_cells_that_are_not_known_are_not_drawn(
    county: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(family, "VALIDATE", True)
    app = page(county, "00020238")
    timeline, triangle, ribbons = app.get("vega_lite_chart")
    assert timeline.proto.alt.startswith("The journey of one child. Born on 14 January 2018. 19 steps")
    assert triangle.proto.alt.startswith("Referred again, by quarters later. Of 1,416 referrals")
    assert ribbons.proto.alt.startswith("Paths taken. The commonest path is referral, assessment, closed")
    for chart in (timeline, triangle, ribbons):
        for layer in json.loads(chart.proto.spec)["layer"]:
            for channel in layer["encoding"].values():
                for one in channel if isinstance(channel, list) else [channel]:
                    assert "field" not in one or one.get("title") != one["field"]


def test_another_page_opens_a_child(of_few: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    went: list[str] = []
    monkeypatch.setattr("streamlit.switch_page", lambda page, query_params: went.append(page))

    def a_worklist() -> None:
        from components.explore.journeys import open_child

        open_child("007")

    app = AppTest.from_function(a_worklist, default_timeout=SECONDS).run()
    assert not app.exception
    assert went == [JOURNEYS]
    assert not app.query_params
    assert "3 steps" in words(page(of_few, app.session_state[CHILD]))
