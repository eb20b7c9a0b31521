"""Every page through AppTest: heading, figures, words on every chart, no child's id, never an exception."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from components.panel.asking import Block
from components.screen.pages import PANEL_PAGES, PanelPage, page_file
from components.session.store import DEMONSTRATION, STORE
from data.measures import MEASURES
from data.returns import annex_a, panel
from data.sample import DECEMBER_2022_PACK
from data.store import Store
from tests.patience import SECONDS
from tests.unit.test_children_over_time import care
from tests.workbooks import ABOUT, CONTACTS, contact, list_sheet, panel_sheet, workbook

APP = str(Path(__file__).parents[2] / "components" / "app" / "frame.py")
PANEL = [
    ("panel/overview", "Overview"),
    *(
        (page.file.removeprefix(page_file("") + "/").removesuffix(".py"), page.heading)
        for page in PANEL_PAGES
    ),
]
WITHOUT_CHARTS = {("pack", name) for name in ("children_with_disabilities", "get_safe")} | {
    (which, "overview") for which in ("pack", "county")
}
"""Pages of the December pack whose figures are of one date only, and beside which nothing is published; the overview's are no charts."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_file(APP, default_timeout=SECONDS)


def opened(app: AppTest, page: str, store: Store | None = None) -> AppTest:
    app.run()
    if store is not None:
        app.session_state[STORE] = store
    app.switch_page(page_file(f"{page}.py")).run()
    assert not app.exception
    return app


def tables(app: AppTest) -> list[pd.DataFrame]:
    """The tables as they are read: without the marks that keep their cells from being Markdown."""
    return [
        table.value.rename(columns=lambda name: str(name).replace("\\", "")).map(
            lambda cell: str(cell).replace("\\", "")
        )
        for table in app.table
    ]


def words(app: AppTest, but: str = "") -> str:
    """Everything the page says but one kind of element: text, tables, metrics and the charts' alternatives."""
    parts = [
        element.value
        for kind in (
            "title",
            "header",
            "subheader",
            "markdown",
            "text",
            "info",
            "success",
            "warning",
            "error",
        )
        if kind != but
        for element in getattr(app, kind)
    ]
    parts += [f"{metric.label} {metric.value} {metric.delta}" for metric in app.metric]
    parts += [table.to_string() for table in tables(app)]
    parts += [chart.proto.alt for chart in app.get("vega_lite_chart")]
    return "\n".join(str(part) for part in parts).replace("\\", "")


@pytest.mark.parametrize(("page", "title"), PANEL)
@pytest.mark.parametrize("which", ["pack", "county"])
def test_every_panel_page_full(
    app: AppTest, request: pytest.FixtureRequest, page: str, title: str, which: str
) -> None:
    store: Store = request.getfixturevalue(which)
    opened(app, page, store)
    assert [heading.value for heading in app.title] == [title]
    charts = app.get("vega_lite_chart")
    assert bool(charts) == ((which, page.removeprefix("panel/")) not in WITHOUT_CHARTS)
    for chart in charts:
        assert len(chart.proto.alt) > 30
        for layer in json.loads(chart.proto.spec).get("layer", []):
            for channel in layer.get("encoding", {}).values():
                assert "field" not in channel or channel.get("title") != channel["field"]
    said = words(app)
    assert "data to 31 December 2022" in said
    if which == "county":
        assert not re.search("Not supplied|Needs:|Not shown", said)
    held = store.table(
        "select child_id from contacts union select child_id from children_in_need union select child_id from looked_after_children "
        "union select child_id from care_leavers union select child_id from get_safe union select child_id from missing_episodes"
    )["child_id"]
    assert not set(held) & set(re.findall(r"\w{6,}", said))


@pytest.mark.parametrize(("page", "title"), PANEL[1:])
def test_every_panel_page_empty_says_what_it_needs(app: AppTest, page: str, title: str) -> None:
    opened(app, page)
    assert "No returns are loaded" in words(app)


def test_every_number_of_the_packs_front_door_text_is_on_its_page(app: AppTest, pack: Store) -> None:
    said = words(
        opened(app, "panel/family_front_door", pack), but="text"
    )  # the commentary holds the numbers anyway
    lines = said.split("\n")
    for shown in (
        "27% in Q3 2022/23",
        "9% in Q3 2022/23",
        "80% in Q3 2022/23",
        "19% in Q3 2022/23",
        "87% in Q3 2022/23",
        "9.5% (38 of 401) on 31 December 2022",
        "57% in Q3 2022/23",
        "39% in Q3 2022/23",
        "16% in Q3 2022/23",
        "16% in the 12 months to December 2022",
    ):
        assert any(line.startswith(shown) for line in lines), shown
    ranked = next(table for table in tables(app) if "Rank" in table.columns)
    assert ranked["Rank"].tolist() == ["1", "2", "3"]


def test_every_number_of_the_packs_quality_text_is_on_its_page(app: AppTest, pack: Store) -> None:
    said = words(
        opened(app, "panel/quality_of_practice", pack), but="text"
    )  # the commentary holds the numbers anyway
    for shown in (
        "222 in Q3 2022/23",
        "95% in Q3 2022/23",
        "47% in Q3 2022/23",
        "Audit and closure feedback: 123",
        "WebStar: 101",
        "Partnership working 85%",
        "Strengths and relationship-based practice 85%",
        "67%",
        "40%",
        "not given",
    ):
        assert shown.lower() in said.lower(), shown


def test_the_risk_page_prints_the_packs_table_and_the_rule(app: AppTest, pack: Store) -> None:
    said = words(opened(app, "panel/risk_factors", pack))
    table = tables(app)[0]
    assert table.columns.tolist() == [
        "Relates to",
        "Risk factor",
        "2020/21",
        "2021/22",
        "2022/23 YTD to Q3",
        "Change",
    ]
    neglect = table[table["Risk factor"].str.contains("NEGLECT")].iloc[0].tolist()
    assert neglect[2:] == ["9 (7%)", "11 (6%)", "7 (11%)", "▲ up 4"]
    assert table.iloc[-1].tolist()[2:5] == ["12%", "10%", "10%"]
    assert "1B or 2B" in said


def test_the_trio_rule_can_be_changed_where_records_are_held(app: AppTest, county: Store) -> None:
    opened(app, "panel/risk_factors", county)
    before = tables(app)[0].iloc[-1].tolist()
    app.radio(key="trio rule").set_value("any").run()
    assert not app.exception
    assert tables(app)[0].iloc[-1].tolist() != before
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
    rows = [contact(str(700 + n), "2022-11-03") for n in range(5)] + [
        contact("9", "not a date", "PSRMEM - Local")
    ]
    content = workbook(list_sheet(CONTACTS, *rows))
    app.file_uploader[0].set_value(
        [("november.xlsx", content, XLSX), ("broken.xlsx", b"PK\x03\x04", XLSX)]
    ).run()
    assert not app.exception
    assert "damaged or cut off" in words(app)
    store: Store = app.session_state[STORE]
    assert store.returns == ()
    account = next(table for table in tables(app) if "Rows read" in table.columns)
    assert account[["Rows read", "Used", "Left out"]].iloc[0].tolist() == ["6", "6", "0"]
    problems = next(table for table in tables(app) if "What to do" in table.columns)
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
    content = workbook(
        panel_sheet(panel.ABOUT, [nasty, "31/12/2022", None, None]),
        panel_sheet(panel.COMMENTARY, ["Quality of practice", nasty, nasty, nasty, None, None]),
        panel_sheet(panel.FEEDBACK, ["Q3 2022/23", nasty, 5]),
        panel_sheet(
            panel.AUDIT_GRADES,
            ["Q3 2022/23", None, nasty, "Good", 4, None],
            ["Q3 2022/23", None, nasty, "Inadequate", 1, None],
        ),
        panel_sheet(panel.TARGETS, ["audits_good", "01/04/2022", 50, None, nasty]),
    )
    store.load(f"{nasty[:20]}.xlsx", content)
    opened(app, "panel/quality_of_practice", store)
    assert not [
        element.value
        for element in app.markdown
        if re.search(r"(?<!\\)<img|(?<!\\)\]\\?\(http", element.value)
    ]
    opened(app, "returns/upload", store)
    assert not [element.value for element in app.markdown if "](http" in element.value]


def test_a_table_of_part_of_a_period_says_so(app: AppTest, store: Store) -> None:
    rows = [[str(n), "14/12/2022", "3B;4B", None] for n in range(12)]
    store.load("q3.xlsx", workbook(ABOUT, panel_sheet(panel.ASSESSMENT_FACTORS, *rows)))
    said = words(opened(app, "panel/risk_factors", store))
    assert (
        "2022/23 YTD to Q3: counted from the assessment factors loaded, which cover only part of the period"
        in said
    )
    assert "(partial)" in said


def blocks_of(page: str) -> list[Block]:
    """The blocks that a page's file lists."""
    found: list[Block] = []
    text = (
        (Path(APP).parent / page)
        .read_text(encoding="utf-8")
        .replace("from components.panel.section import show_section", "")
    )
    exec(compile(text, page, "exec"), {"show_section": lambda section, blocks: found.extend(blocks)})
    return found


@pytest.mark.parametrize(
    "page",
    [one for one in PANEL_PAGES if one.section not in ("Risk factors", "Quality of practice")],
    ids=lambda one: one.section,
)
def test_a_page_shows_every_measure_of_its_section_in_the_order_they_are_declared(page: PanelPage) -> None:
    blocks = blocks_of(page.file)
    shown = list(dict.fromkeys(name for block in blocks for name in (block.measure, *block.also)))
    declared = [measure.id for measure in MEASURES.values() if measure.section == page.section]
    assert set(shown) == set(declared)
    first = list(dict.fromkeys(block.measure for block in blocks))
    assert first == [name for name in declared if name in first]


def test_a_missing_list_takes_only_its_own_figures_away(app: AppTest, store: Store) -> None:
    rows = [care(str(n), "2022-01-01") for n in range(12)]
    store.load("a.xlsx", workbook(list_sheet(annex_a.LOOKED_AFTER_CHILDREN, *rows)), date(2022, 12, 31))
    said = words(opened(app, "panel/throughcare", store))
    assert "12 on 31 December 2022" in said
    assert "Care leavers in touch: Not supplied. No loaded return holds List 9: Care leavers." in said
    assert (
        "Children placed more than 20 miles from home and outside the area: Not supplied. No loaded panel return states it on its sheet “Figures”."
        in said
    )
    assert "Children looked after: Not supplied" not in said
    said = words(opened(app, "panel/child_protection"))
    assert (
        "Child protection plans started: Not supplied. No loaded return holds List 7: Child protection."
        in said
    )
    assert (
        "Section 47 enquiries: Not supplied. No loaded return holds List 5: Section 47 enquiries and Initial Child Protection Conferences."
        in said
    )


def test_a_missing_column_is_named(app: AppTest, store: Store) -> None:
    name, rows = list_sheet(annex_a.LOOKED_AFTER_CHILDREN, *(care(str(n), "2022-01-01") for n in range(12)))
    column = [one.name for one in annex_a.LOOKED_AFTER_CHILDREN.columns].index("placement_provider")
    store.load(
        "a.xlsx",
        workbook(
            (
                name,
                [
                    [cell for place, cell in enumerate(row) if place != column]
                    for row in [[*rows[0], *[None] * 33], *rows[1:]]
                ],
            )
        ),
        date(2022, 12, 31),
    )
    said = words(opened(app, "panel/throughcare", store))
    assert (
        "Children in the council's own placements: Not supplied. No loaded return has the column “Placement Provider” of List 8"
        in said
    )
    assert "0% (0 of 12)" in said  # placed outside the area is still counted


def test_a_percentage_of_few_children_says_so(app: AppTest, store: Store) -> None:
    rows = [care(str(n), "2022-01-01", placement_provider="PR4" if n < 3 else "PR1") for n in range(11)]
    store.load("a.xlsx", workbook(list_sheet(annex_a.LOOKED_AFTER_CHILDREN, *rows)), date(2022, 12, 31))
    said = words(opened(app, "panel/throughcare", store))
    assert "27.3% (3 of 11) on 31 December 2022" in said
    assert "Few children: one of 11 moves this by 9 points." in said


def test_a_season_of_two_years_is_set_beside_last_year_and_has_no_range(app: AppTest, county: Store) -> None:
    said = words(opened(app, "panel/family_front_door", county))
    months = county.measure("contacts", "month", 13)["value"]
    assert (
        f"Dec 2022: {months.iloc[-1]:,.0f}; last December {months.iloc[0]:,.0f}. No usual range yet" in said
    )
    chart = next(
        chart for chart in app.get("vega_lite_chart") if chart.proto.alt.startswith("Contacts received.")
    )
    marks = [layer["mark"]["type"] for layer in json.loads(chart.proto.spec)["layer"]]
    assert "bar" in marks and "area" not in marks and "point" not in marks  # no band, and no month marked


@pytest.mark.parametrize(("page", "title"), PANEL)
def test_a_team_that_a_pages_lists_do_not_name_is_no_error(
    app: AppTest, county: Store, page: str, title: str
) -> None:
    app.query_params["team"] = "Leaving Care"
    opened(app, page, county)
    assert [heading.value for heading in app.title] == [f"{title}: team Leaving Care"]


@pytest.fixture(scope="module")
def little() -> Store:
    """One child of no recorded sex or age, a contact, three sheets of blanks: enough to reach every figure's empty side."""
    store = Store(885)
    lists = [
        list_sheet(annex_a.LOOKED_AFTER_CHILDREN, care("1", "2022-01-01", born_on=None, gender=None)),
        list_sheet(CONTACTS, contact("1", "2022-12-03")),
    ]
    store.load("a.xlsx", workbook(*lists), date(2022, 12, 31))
    store.load(
        "p.xlsx",
        workbook(
            ABOUT,
            panel_sheet(panel.GET_SAFE, ["31/12/2022", "1", None, None, None, None]),
            panel_sheet(panel.MISSING_EPISODES, ["1", None, None, "04/12/2022 07:00", None, None, None]),
            panel_sheet(panel.WORKFORCE, ["Dec 2022", None, None, None, None, None, None, None, None]),
        ),
    )
    return store


@pytest.mark.parametrize(("page", "title"), PANEL)
def test_a_page_with_little_to_show(app: AppTest, little: Store, page: str, title: str) -> None:
    opened(app, page, little)
    assert [heading.value for heading in app.title] == [title]
