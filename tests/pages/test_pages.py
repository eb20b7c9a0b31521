"""Every page through AppTest: heading, figures, words on every chart, no child's id, never an exception."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components.figure import STATUS_SHOWN
from components.session import DEMONSTRATION, STORE
from data.measures import MEASURES
from data.returns import panel
from data.sample import DECEMBER_2022_PACK
from data.store import Store
from tests.workbooks import ABOUT, CONTACTS, contact, list_sheet, panel_sheet, workbook

APP = str(Path(__file__).parents[2] / "streamlit_app.py")
PANEL = [("overview", "Overview"), ("family_front_door", "Family Front Door"), ("risk_factors", "Risk factors"),
         ("quality_of_practice", "Quality of practice")]  # fmt: skip
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_file(APP, default_timeout=60)


def opened(app: AppTest, page: str, store: Store | None = None) -> AppTest:
    if store is not None:
        app.session_state[STORE] = store
    app.run()
    app.switch_page(f"pages/{page}.py").run()
    assert not app.exception
    return app


def words(app: AppTest, but: str = "") -> str:
    """Everything the page says but one kind of element: text, tables, metrics and the charts' alternatives."""
    parts = [element.value for kind in ("title", "header", "subheader", "markdown", "text", "info", "success", "warning", "error")
             if kind != but for element in getattr(app, kind)]  # fmt: skip
    parts += [f"{metric.label} {metric.value} {metric.delta}" for metric in app.metric]
    parts += [table.value.to_string() for table in app.table]
    parts += [chart.proto.alt for chart in app.get("vega_lite_chart")]
    return "\n".join(str(part) for part in parts).replace("\\", "")


@pytest.mark.parametrize(("page", "title"), PANEL)
@pytest.mark.parametrize("which", ["pack", "county"])
def test_every_panel_page_full(app: AppTest, request: pytest.FixtureRequest, page: str, title: str, which: str) -> None:
    store: Store = request.getfixturevalue(which)
    opened(app, f"panel/{page}", store)
    assert [heading.value for heading in app.title] == [title]
    charts = app.get("vega_lite_chart")
    assert charts or (which, page) == ("pack", "family_front_door")
    for chart in charts:
        assert len(chart.proto.alt) > 30
        for layer in json.loads(chart.proto.spec).get("layer", []):
            for channel in layer.get("encoding", {}).values():
                assert "field" not in channel or channel.get("title") != channel["field"]
    said = words(app)
    assert "data to 31 December 2022" in said
    ids = store.table("select child_id from contacts union select child_id from assessments limit 400")["child_id"]
    assert not [child for child in ids if child in said]


@pytest.mark.parametrize(("page", "title"), PANEL[1:])
def test_every_panel_page_empty_says_what_it_needs(app: AppTest, page: str, title: str) -> None:
    opened(app, f"panel/{page}")
    assert "No returns are loaded" in words(app)


def test_every_number_of_the_packs_front_door_text_is_on_its_page(app: AppTest, pack: Store) -> None:
    said = words(opened(app, "panel/family_front_door", pack), but="text")  # the commentary holds the numbers anyway
    lines = said.split("\n")
    for shown in ("27% in Q3 2022/23", "9% in Q3 2022/23", "80% in Q3 2022/23", "19% in Q3 2022/23", "87% in Q3 2022/23",
                  "9.5% (38 of 401) at the end of Q3 2022/23", "57% in Q3 2022/23", "39% in Q3 2022/23", "16% in Q3 2022/23",
                  "16% in the 12 months to the end of Q3 2022/23"):  # fmt: skip
        assert any(line.startswith(shown) for line in lines), shown
    ranked = next(table.value for table in app.table if "Rank" in table.value.columns)
    assert ranked["Rank"].tolist() == [1, 2, 3]


def test_every_number_of_the_packs_quality_text_is_on_its_page(app: AppTest, pack: Store) -> None:
    said = words(opened(app, "panel/quality_of_practice", pack), but="text")  # the commentary holds the numbers anyway
    for shown in ("222 in Q3 2022/23", "95% in Q3 2022/23", "47% in Q3 2022/23", "Audit and closure feedback 123", "WebStar 101", "Partnership working 85%",
                  "Strengths and relationship-based practice 85%", "67%", "40%", "not given"):  # fmt: skip
        assert shown.lower() in said.lower(), shown


def test_the_risk_page_prints_the_packs_table_and_the_rule(app: AppTest, pack: Store) -> None:
    said = words(opened(app, "panel/risk_factors", pack))
    table = app.table[0].value
    assert table.columns.tolist() == ["Relates to", "Risk factor", "2020/21", "2021/22", "2022/23 YTD to Q3", "Change in rank"]
    neglect = table[table["Risk factor"].str.contains("NEGLECT")].iloc[0].tolist()
    assert neglect[2:] == ["9 (7%)", "11 (6%)", "7 (11%)", "▲ up 4"]
    assert table.iloc[-1].tolist()[2:5] == ["12%", "10%", "10%"]
    assert "1B or 2B" in said


def test_the_trio_rule_can_be_changed_where_records_are_held(app: AppTest, county: Store) -> None:
    opened(app, "panel/risk_factors", county)
    before = app.table[0].value.iloc[-1].tolist()
    app.radio(key="trio rule").set_value("any").run()
    assert not app.exception
    assert app.table[0].value.iloc[-1].tolist() != before
    app.radio(key="trio rule").set_value("all").run()
    county.trio_rule = "all"


def test_a_team_filter_says_what_it_cannot_filter(app: AppTest, county: Store) -> None:
    app.query_params["team"] = "Assessment North"
    said = words(opened(app, "panel/family_front_door", county))
    assert "does not record what the filter asks for" in said
    everyone = county.measure("referrals", periods=1)["value"].iloc[0]
    assert f"{everyone:,.0f} in Q3 2022/23" not in said


def test_an_earlier_quarter_can_be_chosen_by_link(app: AppTest, county: Store) -> None:
    app.query_params["quarter"] = "Q2 2022/23"
    assert "in Q2 2022/23 (July to September 2022)" in words(opened(app, "panel/family_front_door", county))


def test_the_opening_page_offers_the_demonstrations_and_the_upload(app: AppTest) -> None:
    app.run()
    assert not app.exception
    assert {button.key for button in app.button} >= {"example county", "december pack"}
    app.button(key="december pack").click().run()
    assert not app.exception
    assert app.session_state[DEMONSTRATION] == DECEMBER_2022_PACK
    assert [title.value for title in app.title] == ["Overview"]


def test_an_upload_is_checked_then_used_then_forgotten(app: AppTest) -> None:
    opened(app, "returns/upload")
    rows = [contact(str(700 + n), "2022-11-03") for n in range(5)] + [contact("9", "not a date", "PSRMEM - Local")]
    content = workbook(list_sheet(CONTACTS, *rows))
    app.file_uploader[0].set_value([("november.xlsx", content, XLSX), ("broken.xlsx", b"PK\x03\x04", XLSX)]).run()
    assert not app.exception
    assert "damaged or cut off" in words(app)
    store: Store = app.session_state[STORE]
    assert store.returns == ()
    account = next(table.value for table in app.table if "Rows read" in table.value.columns)
    assert account[["Rows read", "Used", "Left out"]].iloc[0].tolist() == ["6", "6", "0"]
    problems = next(table.value for table in app.table if "What to do" in table.value.columns)
    assert problems["What to do"].str.contains("not a date").any()
    assert app.date_input[0].value.isoformat() == "2022-11-03"
    app.button(key="use").click().run()
    assert not app.exception
    assert [one.reporting_date.isoformat() for one in store.returns] == ["2022-11-03"]
    assert "In use now: 1 return" in words(app)
    app.button(key="forget").click().run()
    assert not app.exception
    assert store.returns == ()
    assert "In use now" not in words(app)


def test_the_definitions_page_has_every_measure(app: AppTest) -> None:
    opened(app, "about/definitions")
    assert len(app.expander) == len(MEASURES)


def test_sheet_text_is_never_read_as_markdown(app: AppTest, store: Store) -> None:
    nasty = "![x](https://example.org/a.png) **bold** <img src=x>"
    content = workbook(panel_sheet(panel.ABOUT, [nasty, "31/12/2022", None, None]),
                       panel_sheet(panel.COMMENTARY, ["Quality of practice", nasty, nasty, nasty, None, None]),
                       panel_sheet(panel.FEEDBACK, ["Q3 2022/23", nasty, 5]),
                       panel_sheet(panel.AUDIT_GRADES, ["Q3 2022/23", None, nasty, "Good", 4, None], ["Q3 2022/23", None, nasty, "Inadequate", 1, None]),
                       panel_sheet(panel.TARGETS, ["audits_good", "01/04/2022", 50, None, nasty]))  # fmt: skip
    store.load(f"{nasty[:20]}.xlsx", content)
    opened(app, "panel/quality_of_practice", store)
    assert not [element.value for element in app.markdown if re.search(r"(?<!\\)<img|(?<!\\)\]\\?\(http", element.value)]
    opened(app, "returns/upload", store)
    assert not [element.value for element in app.markdown if "](http" in element.value]


def test_missing_not_applicable_and_partial_are_three_marks() -> None:
    assert len(set(STATUS_SHOWN.values())) == len(STATUS_SHOWN) == 4


def test_a_table_of_part_of_a_period_says_so(app: AppTest, store: Store) -> None:
    rows = [[str(n), "14/12/2022", "3B;4B", None] for n in range(12)]
    store.load("q3.xlsx", workbook(ABOUT, panel_sheet(panel.ASSESSMENT_FACTORS, *rows)))
    said = words(opened(app, "panel/risk_factors", store))
    assert "2022/23 YTD to Q3: counted from the assessment factors loaded, which cover only part of the period" in said
    assert "(partial)" in said
