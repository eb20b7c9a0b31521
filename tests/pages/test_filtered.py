"""A part of the council on the pages: its name everywhere, nothing of the whole beside it; and what a page says without a figure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from components.panel.beside import file_name, for_download
from components.panel.comparators import reference_lines
from streamlit.testing.v1 import AppTest

from components.figures.chosen import Filters
from components.panel.asking import Block, ask
from data.measures import MEASURES
from data.returns import annex_a, panel
from data.sample import INVENTED_AUTHORITY
from data.store import Store
from tests.pages.test_beside import lines_of
from tests.pages.test_pages import APP, opened, words
from tests.patience import SECONDS
from tests.workbooks import (
    CONTACTS,
    REFERRALS,
    contact,
    in_need,
    list_sheet,
    panel_sheet,
    plan,
    referral,
    workbook,
)

DECEMBER = date(2022, 12, 31)


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_file(APP, default_timeout=SECONDS)


@pytest.fixture(scope="module")
def council() -> Store:
    """The invented county's name over five referrals and 30 plans of team North, eight referrals and children in need of South.

    Six contacts on List 1, seven on the sheet Contacts; a target, a benchmark, a stated rate and a commentary of the whole council.
    """
    store = Store(885)
    lists = [
        list_sheet(CONTACTS, *(contact(str(n), "2022-11-02") for n in range(6))),
        list_sheet(
            REFERRALS,
            *(referral(str(n), "2022-11-02", team="North" if n < 5 else "South") for n in range(13)),
        ),
        list_sheet(
            annex_a.CHILD_PROTECTION_PLANS,
            *(plan(str(n), "2022-10-10", "2022-12-12" if n < 10 else None, team="North") for n in range(30)),
        ),
        list_sheet(
            annex_a.CHILDREN_IN_NEED, *(in_need(str(n), "2022-10-10", team="South") for n in range(8))
        ),
    ]
    store.load("a.xlsx", workbook(*lists), DECEMBER)
    decided = [
        [str(n), datetime(2022, 11, 2, 9), datetime(2022, 11, 2, 12), "NFA", "Neglect"] for n in range(7)
    ]
    store.load(
        "p.xlsx",
        workbook(
            panel_sheet(panel.ABOUT, [INVENTED_AUTHORITY, "31/12/2022", "31/01/2023", None]),
            panel_sheet(panel.CONTACT_DECISIONS, *decided),
            panel_sheet(
                panel.GET_SAFE,
                ["31/12/2022", "1", "Online harm", "Green", "Amber", None],
                ["31/12/2022", "2", "Online harm", "Red", "Amber", None],
            ),
            panel_sheet(
                panel.TARGETS,
                ["referrals", "01/04/2022", 12, None, "Scrutiny Panel"],
                ["child_protection_plans_over_15_months", "01/04/2022", 3, None, None],
            ),
            panel_sheet(
                panel.BENCHMARKS, ["referrals", "West Midlands", "Q3 2022/23", 900, "Regional return"]
            ),
            panel_sheet(
                panel.FIGURES,
                ["referrals", "Q2 2022/23", None, 651, None, None, None, "Typed from the old pack"],
            ),
            panel_sheet(
                panel.COMMENTARY,
                [
                    "Family Front Door",
                    "We had 13 referrals.",
                    "Look again",
                    "Head of it",
                    "30/12/2022",
                    "Open",
                ],
            ),
            panel_sheet(
                panel.AUDIT_GRADES,
                ["Q3 2022/23", None, "Overall", "Good", 5, None],
                ["Q3 2022/23", None, "Overall", "Outstanding", 5, None],
            ),
        ),
    )
    return store


OF_THE_WHOLE = (
    "published figure",
    "Not counted alike",
    "Worcestershire:",
    "England",
    "neighbours",
    "highest of",
    "target",
    "Regional return",
    "651",
    "Typed from the old pack",
    "As first reported",
    "per 10,000 children:",
    "so better",
)

TEAM_PAGES = [
    (
        "panel/family_front_door",
        "Family Front Door",
        "North",
        "5 in Q3 2022/23 (October to December 2022), up 5 on the quarter before (0); more is",
    ),
    ("panel/child_protection", "Child Protection", "North", "20 on 31 December 2022; more is"),
    ("panel/child_protection", "Child Protection", "North", "30 began and 10 ended in Q3 2022/23: 20 more"),
    (
        "panel/child_protection",
        "Child Protection",
        "South",
        "Child protection plans open for over 15 months: This team had none open on 31 December 2022.",
    ),
    ("panel/child_protection", "Child Protection", "South", "0 on 31 December 2022"),
    ("panel/children_in_need", "Children in Need", "South", "8 began and 0 ended in Q3 2022/23: 8 more"),
]


@pytest.fixture(scope="module")
def team_pages(council: Store) -> dict[tuple[str, str], AppTest]:
    pages = {}
    for page, _, team, _ in TEAM_PAGES:
        if (page, team) not in pages:
            app = AppTest.from_file(APP, default_timeout=SECONDS)
            app.query_params["team"] = team
            pages[page, team] = opened(app, page, council)
    return pages


@pytest.mark.parametrize(("page", "title", "team", "sentence"), TEAM_PAGES)
def test_a_teams_page_names_it_and_holds_nothing_of_the_whole(
    team_pages: dict[tuple[str, str], AppTest], page: str, title: str, team: str, sentence: str
) -> None:
    app = team_pages[page, team]
    assert [heading.value for heading in app.title] == [f"{title}: team {team}"]
    said = words(app)
    assert sentence in said
    figures = "\n".join(
        line
        for line in said.split("\n")
        if "cannot be shown for it" not in line
        and "of the whole council only" not in line
        and "No rate is shown" not in line
    )
    assert [name for name in OF_THE_WHOLE if name in figures] == []
    assert "nan" not in said.lower().split()
    for chart in app.get("vega_lite_chart"):
        assert f", team {team}" in chart.proto.alt
        assert "nan" not in chart.proto.spec.lower().replace("nanum", "")


def test_a_team_has_no_rates(team_pages: dict[tuple[str, str], AppTest]) -> None:
    said = words(team_pages["panel/family_front_door", "North"])
    assert (
        "Referrals per 10,000 children: No rate is shown for a part of the council: its population is that of the whole."
        in said
    )
    assert "Contacts received: List 1: Contacts does not record what the filter asks for" in said
    assert "Commentary on the whole council" in [
        expander.label for expander in team_pages["panel/family_front_door", "North"].expander
    ]


@pytest.mark.parametrize(
    ("page", "title", "sentence"),
    [
        (
            "panel/risk_factors",
            "Risk factors",
            "records no team for its factors, so none are shown for team North",
        ),
        (
            "panel/quality_of_practice",
            "Quality of practice",
            "Audit grades are read for the whole council, so none are shown for team North.",
        ),
    ],
)
def test_pages_of_the_whole_council_show_none_of_it_under_a_filter(
    app: AppTest, council: Store, page: str, title: str, sentence: str
) -> None:
    app.query_params["team"] = "North"
    said = words(opened(app, page, council))
    assert [heading.value for heading in app.title] == [f"{title}: team North"]
    assert sentence in said
    assert "England" not in said
    assert "50%" not in said  # 5 of 10 audits


def test_what_is_taken_away_names_the_filter(council: Store) -> None:
    team = ask(council, [Block("referrals")], Filters(DECEMBER, {"team": ["North"]}))
    chosen = replace(
        team, chosen=replace(team.chosen, where={"service": ["Front door"], "team": ["North/East"]})
    )
    table = for_download(chosen.quarters[["period", "value"]].reset_index(drop=True), chosen)
    assert file_name("referrals", chosen) == "referrals, service Front door, team North East.csv"
    assert set(table["Shown for"]) == {"service Front door, team North/East"}
    assert reference_lines(MEASURES["referral_rate"], chosen) == ()
    whole = ask(council, [Block("referrals")], Filters(DECEMBER, {}))
    assert file_name("referrals", whole) == "referrals.csv"
    assert "Shown for" not in for_download(whole.quarters, whole)


@pytest.fixture(scope="module")
def front_door(council: Store) -> AppTest:
    return opened(AppTest.from_file(APP, default_timeout=SECONDS), "panel/family_front_door", council)


@pytest.mark.parametrize(
    "sentence",
    [
        # 13 of 118,963 children are 1.1 for every 10,000
        "1.1 in Q3 2022/23",
        "A share of the 7 on the panel return's sheet “Contacts”; “Contacts received” counts the 6 of List 1: Contacts.",
        "Worcestershire's published figure; the Example county is invented and stands in its place.",
        "West Midlands: 900 (Q3 2022/23; Regional return).",
        "Open; past its due date on 31 December 2022",
    ],
)
def test_the_whole_councils_page(front_door: AppTest, sentence: str) -> None:
    assert sentence in words(front_door)


def test_published_lines_stand_where_the_local_figure_is_missing(app: AppTest, pack: Store) -> None:
    said = words(opened(app, "panel/throughcare", pack))
    title = "Children placed more than 20 miles from home and outside the area"
    assert (
        "The local figure is not supplied. No loaded panel return states it on its sheet “Figures”." in said
    )
    assert {"Worcestershire 31 March 2022 14%", "Neighbours 17.8%", "England 17%"} < lines_of(app, title)
    assert any(line.startswith(f"{title}. The local figure is not supplied.") for line in said.split("\n"))


def test_a_block_has_each_title_once(app: AppTest, council: Store) -> None:
    opened(app, "panel/get_safe", council)
    headings = [heading.value for heading in app.subheader]
    assert "Children stepped down and up in rating" in headings
    lines = words(app).split("\n")
    assert "Stepped down: 1 in Q3 2022/23 (October to December 2022); higher is better." in lines
    assert not any(line.startswith("Children stepped down in rating: ") for line in lines)
