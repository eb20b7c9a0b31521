"""The panel's pages through AppTest: full, empty, topic by topic, as reported, of a team, by link; and what is made only when opened."""

from __future__ import annotations

import json
import re
from datetime import date
from unittest.mock import patch

import pytest
from streamlit.testing.v1 import AppTest

from components.figures.kind import key_of
from components.screen.pages import DEFINITIONS, OVERVIEW, UPLOAD, page_of
from components.session.store import DEMONSTRATION
from data.measures import MEASURES, SECTIONS
from data.measures.section import MOST_CHARTS
from data.restated import restated_lately
from data.returns import panel
from data.sample import DECEMBER_2022_PACK, returns_in
from data.store import Store
from tests.app.reading import elements, new_app, open_topic, opened, tables, topics, words
from tests.figures.by_hand import DECEMBER
from tests.figures.reading import section_figures
from tests.workbooks import ABOUT, CONTACTS, contact, list_sheet, panel_sheet, workbook

MOST_ELEMENTS = 200
"""How many elements a page may have where it first opens: more than a browser lays out at once without a wait."""

PAGES = {"Overview": OVERVIEW} | {section.heading: page_of(title) for title, section in SECTIONS.items()}
NO_CHARTS = {("pack", "Children with Disabilities"), ("pack", "Get Safe")}
"""Sections of the December pack whose figures are of one date only, and beside which nothing is published."""


@pytest.fixture(scope="session")
def children(pack: Store, county: Store) -> dict[str, set[str]]:
    """The ids of all children in each demonstration's returns."""
    listed = ("contacts", "children_in_need", "looked_after_children", "care_leavers", "get_safe")
    ids = " union ".join(f"select child_id from {name}" for name in (*listed, "missing_episodes"))
    return {name: set(store.table(ids)["child_id"]) for name, store in (("pack", pack), ("county", county))}


@pytest.fixture
def demonstration(request: pytest.FixtureRequest, which: str) -> Store:
    store: Store = request.getfixturevalue(which)
    return store


def charts_are_described(app: AppTest) -> int:
    """How many charts the page has, each of which says in words what it shows."""
    charts = app.get("vega_lite_chart")
    for chart in charts:
        assert len(chart.proto.alt) > 30
    return len(charts)


@pytest.mark.parametrize("which", ["pack", "county"])
@pytest.mark.parametrize("heading", PAGES)
def test_a_page_opens_with_little_and_names_no_child(
    demonstration: Store, which: str, heading: str, children: dict[str, set[str]]
) -> None:
    app = opened(new_app(), PAGES[heading], demonstration)
    assert [title.value for title in app.title] == [heading]
    assert elements(app) <= MOST_ELEMENTS
    assert charts_are_described(app) <= MOST_CHARTS
    said = words(app)
    assert "data to 31 December 2022" in said
    assert not children[which] & set(re.findall(r"\w{6,}", said))


@pytest.mark.parametrize("which", ["pack", "county"])
@pytest.mark.parametrize("title", SECTIONS)
def test_every_topic_opens_and_between_them_they_show_every_measure(
    demonstration: Store, which: str, title: str, children: dict[str, set[str]]
) -> None:
    section = SECTIONS[title]
    app = opened(new_app(), page_of(title), demonstration)
    offered = topics(app)
    assert offered == (
        [*(topic.title for topic in section.topics), "All topics"] if len(section.topics) > 1 else []
    )
    said, charts = "", 0
    for place, topic in enumerate(section.topics):
        if place:
            open_topic(app, topic.title)
        drawn = charts_are_described(app)
        assert drawn <= MOST_CHARTS, topic.title
        charts += drawn
        said += words(app)
    figures = section_figures(demonstration, title)
    assert [figure.title for figure in figures if not figure.why_absent and figure.title not in said] == []
    named = {figure.measure for figure in figures if figure.title in said}
    assert [figure.title for figure in figures if figure.measure not in named] == []
    assert bool(charts) == ((which, title) not in NO_CHARTS)
    assert not children[which] & set(re.findall(r"\w{6,}", said))
    if which == "county":
        assert not re.search("Not supplied|Needs:|Not shown|Without a local figure", said)


def test_all_topics_show_everything_under_their_headings(county: Store) -> None:
    title = "Throughcare"
    app = open_topic(opened(new_app(), page_of(title), county), "All topics")
    assert [heading.value for heading in app.header] == [topic.title for topic in SECTIONS[title].topics]
    shown = [heading.value for heading in app.subheader]
    assert [figure.title for figure in section_figures(county, title)] == [
        heading for heading in shown if heading != "Commentary"
    ]


@pytest.mark.parametrize("heading", PAGES)
def test_a_page_without_returns_says_what_it_needs_and_leads_to_them(heading: str) -> None:
    app = opened(new_app(), PAGES[heading])
    links = [link.page for link in app.get("page_link")]
    if heading == "Overview":
        assert {button.key for button in app.button} >= {"example county", "december pack"}
    else:
        assert [title.value for title in app.title] == [heading]
        assert "No returns are loaded in this session. This page needs them" in words(app)
    assert any(link.endswith("upload") for link in links)


@pytest.mark.parametrize("heading", PAGES)
def test_a_page_of_a_team_that_its_lists_do_not_name(county: Store, heading: str) -> None:
    app = opened(new_app(team="Leaving Care"), PAGES[heading], county)
    assert [title.value for title in app.title] == [f"{heading}: team Leaving Care"]


@pytest.mark.parametrize("heading", PAGES)
def test_a_page_is_read_as_reported(county: Store, heading: str) -> None:
    app = opened(new_app(reading="As reported"), PAGES[heading], county)
    assert "Shown as reported: each quarter, with its months and parts" in words(app)
    charts = charts_are_described(app)
    if heading != "Overview":
        assert charts


LINKED = "care_leavers_in_eet"


def key_of_measure(title: str, measure: str) -> str:
    return next(key_of(shown) for shown in SECTIONS[title].figures if shown.measure == measure)


def test_a_link_to_a_figure_opens_its_topic_at_the_figure(county: Store) -> None:
    restated_lately(county)  # else the page is drawn a second time once that is known
    key = key_of_measure("Throughcare", LINKED)
    app = opened(new_app(figure=key), page_of("Throughcare"), county)
    assert app.pills(key="topic").value == "Care leavers"
    anchors = {heading.anchor for heading in app.subheader}
    assert key in anchors
    assert app.query_params["figure"] == key  # so that the browser's Back leads to where the link was
    scrolls = [html.proto.body for html in app.get("html") if "scrollIntoView" in html.proto.body]
    assert len(scrolls) == 1 and json.dumps(key) in scrolls[0]
    app.run()
    assert app.pills(key="topic").value == "Care leavers"
    assert not [html for html in app.get("html") if "scrollIntoView" in html.proto.body]
    app.pills(key="topic").set_value("Placements").run()  # what is chosen stands, whatever the link said
    assert app.pills(key="topic").value == "Placements"
    assert key not in {heading.anchor for heading in app.subheader}


def test_a_link_to_no_figure_opens_the_first_topic(county: Store) -> None:
    app = opened(new_app(figure="gone"), page_of("Throughcare"), county)
    assert app.pills(key="topic").value == SECTIONS["Throughcare"].topics[0].title


def test_table_definition_and_download_are_made_when_they_are_opened(county: Store) -> None:
    app = opened(new_app(), page_of("Family Front Door"), county)
    key = key_of_measure("Family Front Door", "contacts")
    closed = len(app.table)
    assert not app.get("download_button")
    assert "What it counts." not in words(app)
    app.session_state[f"open {key}"] = True
    app.run()
    assert not app.exception
    assert len(app.table) == closed + 1
    table = next(table for table in tables(app) if "Period" in table.columns)
    assert f"{county.measure('contacts', 'month', 1)['value'].iloc[0]:,.0f}" in table["Value"].tolist()
    assert "**What it counts.** " in words(app)
    assert [button.label for button in app.get("download_button")] == ["Download this table"]


def test_a_topic_that_was_drawn_is_drawn_again_without_a_question(county: Store) -> None:
    app = opened(new_app(), page_of("Missing"), county)
    open_topic(app, topics(app)[1])
    with patch.object(Store, "measures", side_effect=AssertionError("asked again")):
        open_topic(app, topics(app)[0])
        open_topic(app, topics(app)[1])


def test_what_is_taken_away_names_the_team(county: Store) -> None:
    key = key_of_measure("Family Front Door", "referrals")
    app = opened(new_app(team="Assessment North", figure=key), page_of("Family Front Door"), county)
    app.session_state[f"open {key}"] = True
    with patch("components.screen.figure.download_table") as offered:
        app.run()
    _, table, name = offered.call_args.args
    assert name == "referrals, team Assessment North"
    assert table().columns[0] == "Shown for"
    assert set(table()["Shown for"]) == {"team Assessment North"}


def test_beside_a_team_the_commentary_is_folded_away_and_says_of_whom_it_is(county: Store) -> None:
    app = opened(new_app(team="Assessment North"), page_of("Family Front Door"), county)
    assert "Commentary on the whole council" in [box.label for box in app.expander]
    assert "Commentary" not in [heading.value for heading in app.subheader]


def test_an_earlier_quarter_can_be_chosen_by_link(county: Store) -> None:
    app = opened(new_app(quarter="Q2 2022/23"), page_of("Family Front Door"), county)
    assert "in Q2 2022/23 (July to September 2022)" in words(app)


def test_the_model_the_year_and_the_council_are_chosen_by_link_or_in_the_sidebar() -> None:
    pack = Store(885)
    for name, content in returns_in(DECEMBER_2022_PACK):
        pack.load(name, content)
    key = key_of_measure("Throughcare", LINKED)
    app = opened(new_app(model="May 2025 model", figure=key), page_of("Throughcare"), pack)
    assert "Statistical neighbours (May 2025 model) 52.8%" in words(app)
    app.selectbox(key="published").set_value("2022/23").run()
    assert "Worcestershire: 54% in 2022/23" in words(app)
    app.selectbox(key="council").set_value(371).run()
    assert "Worcestershire: 54%" not in words(app)
    assert "Doncaster: " in words(app)


def test_the_trio_rule_can_be_changed_where_records_are_held(county: Store) -> None:
    app = opened(new_app(), page_of("Risk factors"), county)
    before = tables(app)[0].iloc[-1].tolist()
    app.radio(key="trio rule").set_value("any").run()
    assert not app.exception
    assert tables(app)[0].iloc[-1].tolist() != before
    app.radio(key="trio rule").set_value("all").run()
    assert tables(app)[0].iloc[-1].tolist() == before
    county.trio_rule = "all"


def test_the_demonstrations_open_at_a_click() -> None:
    app = new_app().run()
    app.button(key="december pack").click().run()
    assert not app.exception
    assert app.session_state[DEMONSTRATION] == DECEMBER_2022_PACK
    assert [title.value for title in app.title] == ["Overview"]


def test_the_definitions_page_has_every_measure() -> None:
    assert len(opened(new_app(), DEFINITIONS).expander) == len(MEASURES)


def test_an_action_past_its_date_says_so(store: Store) -> None:
    promised = ["Family Front Door", "We had 13 referrals.", "Look again", "Head of it", "30/12/2022", "Open"]
    contacts = list_sheet(CONTACTS, contact("1", "2022-11-02"))
    store.load("a.xlsx", workbook(contacts), DECEMBER)
    store.load("p.xlsx", workbook(ABOUT, panel_sheet(panel.COMMENTARY, promised)))
    said = words(opened(new_app(), page_of("Family Front Door"), store))
    assert "Open; past its due date on 31 December 2022" in said


def test_sheet_text_is_never_read_as_markdown(store: Store) -> None:
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
    app = open_topic(opened(new_app(), page_of("Quality of practice"), store), "All topics")
    for figure in section_figures(store, "Quality of practice"):
        app.session_state[f"open {figure.key}"] = True
    app.run()
    assert not app.exception
    assert nasty in words(app)
    cells = [str(cell) for table in app.table for cell in table.value.to_numpy().ravel()]
    assert not [
        text
        for text in [*(element.value for element in app.markdown), *cells]
        if re.search(r"(?<!\\)<img|(?<!\\)\]\\?\(http", text)
    ]
    opened(app, UPLOAD, store)
    assert not [element.value for element in app.markdown if "](http" in element.value]


def test_old_data_and_a_provisional_quarter_are_said(store: Store) -> None:
    store.load("d.xlsx", workbook(list_sheet(CONTACTS, contact("1", "2022-11-01"))), date(2022, 12, 15))
    app = opened(new_app(), page_of("Family Front Door"), store)
    app.session_state[f"open {key_of_measure('Family Front Door', 'contacts_leading_to_assessment')}"] = True
    said = words(app.run())
    assert "Q3 2022/23 is provisional: its data end before the quarter does" in said
    assert "A newer quarter's return should be out" in said
    assert any(
        table["Data"].str.contains("provisional").any() for table in tables(app) if "Data" in table.columns
    )


def test_a_reason_given_on_a_shared_shelf_is_printed_there_and_kept_in_the_session_alone(
    county: Store,
) -> None:
    own = Store(885, shelf=county.shelf)
    measure = "assessments_within_45_working_days"
    own.notes.stated[measure] = "MARKER of a session"
    app = opened(new_app(topic="Assessments"), page_of("Family Front Door"), own)
    assert "Reason given: MARKER of a session" in words(app)
    kept = county.shelf.answers._answers
    assert any("assessments_within_45_working_days-months-category" in repr(value) for value in kept.values())
    assert "MARKER" not in repr(list(kept.items()))
