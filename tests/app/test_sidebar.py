"""The sidebar: each page shows the filters that it uses, and what is chosen in one that it does not show comes back."""

from __future__ import annotations

from datetime import date
from unittest.mock import patch

import pytest
from streamlit.testing.v1 import AppTest

from components.screen.pages import CHANGES, CHECKS, COMPARE, DEFINITIONS, OVERVIEW, UPLOAD, page_of
from components.session.store import STORE
from data.notes import Said
from data.notes.kept_session import open_session, save
from data.returns import panel
from data.store import Store
from tests.app.reading import APP
from tests.patience import SECONDS
from tests.workbooks import ABOUT, REFERRALS, list_sheet, panel_sheet, referral, workbook

DECEMBER = date(2022, 12, 31)
GET_SAFE, WORKFORCE, FRONT_DOOR = map(page_of, ("Get Safe", "Workforce", "Family Front Door"))
PART = ["Service", "Team"]
PANEL_FILTERS = ["Quarter", *PART, "Reading", "Council", "Statistical neighbours by", "Compare with"]
TEAMS = panel_sheet(
    panel.TEAMS, ["North", "Safeguarding", None, None, None], ["South", "Care", None, None, None]
)
ZIP = "application/zip"


def lists(each: int = 6) -> bytes:
    rows = [
        referral(f"{team}{number}", f"2022-{month:02d}-02", team=team)
        for team in ("North", "South")
        for month in (8, 11)
        for number in range(each)
    ]
    return workbook(list_sheet(REFERRALS, *rows))


def returns(with_services: bool = True) -> Store:
    store = Store(885)
    store.load("lists.xlsx", lists(), DECEMBER)
    if with_services:
        store.load("panel.xlsx", workbook(ABOUT, TEAMS))
    return store


def begun(store: Store) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=SECONDS).run()
    app.session_state[STORE] = store
    return go_to(app, GET_SAFE)


def go_to(app: AppTest, page: str) -> AppTest:
    app.switch_page(page).run()
    assert not app.exception
    return app


def shown(app: AppTest) -> list[str]:
    """The labels of the filters, in their order."""
    widgets = [widget for kind in ("selectbox", "radio") for widget in app.sidebar.get(kind)]
    return sorted((widget.label for widget in widgets), key=PANEL_FILTERS.index)


@pytest.fixture(scope="module")
def app() -> AppTest:
    return begun(returns())


@pytest.mark.parametrize(
    ("page", "filters"),
    [
        (OVERVIEW, PANEL_FILTERS),
        (FRONT_DOOR, PANEL_FILTERS),
        (COMPARE, []),
        (UPLOAD, ["Council"]),
        (CHECKS, ["Council"]),
        (CHANGES, ["Council"]),
        (DEFINITIONS, []),
    ],
)
def test_a_page_shows_the_filters_that_it_uses(app: AppTest, page: str, filters: list[str]) -> None:
    assert shown(go_to(app, page)) == filters
    assert [box.label for box in app.selectbox].count("Council") <= 1
    assert "Loaded: 2 returns" in [expander.label for expander in app.sidebar.expander]


def test_what_is_chosen_comes_back_with_the_next_page_that_shows_it() -> None:
    app = begun(returns())
    app.selectbox(key="team").set_value("North")
    app.selectbox(key="quarter").set_value("Q2 2022/23")
    app.selectbox(key="council").set_value(371)
    app.radio(key="reading").set_value("as reported").run()
    for page in (COMPARE, CHECKS, DEFINITIONS, COMPARE):
        go_to(app, page)
        app.run()  # and drawn again, as after any click
    go_to(app, WORKFORCE)
    assert app.title[0].value.endswith(": team North")
    assert app.selectbox(key="team").value == "North"
    assert app.selectbox(key="quarter").value == "Q2 2022/23"
    assert app.selectbox(key="council").value == 371
    assert app.radio(key="reading").value == "as reported"


def test_a_service_is_let_go_of_where_the_returns_group_no_teams() -> None:
    app = begun(returns())
    app.selectbox(key="service").set_value("Safeguarding").run()
    assert app.title[0].value.endswith(": service Safeguarding")
    app.session_state[STORE] = returns(with_services=False)
    app.run()
    assert shown(app) == [name for name in PANEL_FILTERS if name != "Service"]
    assert app.title[0].value == "Get Safe"


def saved_by(app: AppTest) -> bytes:
    """What the button that saves the session gives."""
    with patch("components.screen.downloads.st.download_button") as button:
        go_to(app, UPLOAD)
        app.radio(key="how to keep it").set_value("Without a password").run()
        content: bytes = button.call_args.args[1]()
    return content


def test_a_saved_session_is_opened_with_the_team_that_was_chosen() -> None:
    before = begun(returns())
    before.selectbox(key="service").set_value("Safeguarding")
    before.selectbox(key="team").set_value("North").run()
    saved = saved_by(before)
    app = go_to(AppTest.from_file(APP, default_timeout=SECONDS).run(), UPLOAD)
    app.file_uploader[0].set_value([("session.zip", saved, ZIP)]).run()
    assert "service Safeguarding, team North" in " ".join(line.value for line in app.markdown)
    next(button for button in app.button if button.label.startswith("Use 2 returns")).click().run()
    go_to(app, GET_SAFE)
    assert app.title[0].value == "Get Safe: service Safeguarding, team North"
    assert (app.selectbox(key="service").value, app.selectbox(key="team").value) == ("Safeguarding", "North")


@pytest.mark.parametrize(
    ("chosen", "kept", "then"),
    [("South", "North", "South"), ("All teams", "North", "North"), ("All teams", "Gone", "All teams")],
)
def test_what_is_chosen_here_stands_over_a_saved_session(chosen: str, kept: str, then: str) -> None:
    saved = save([("more.xlsx", lists(7), date(2022, 11, 30))], None, Said(part={"team": kept}))
    app = begun(returns())
    app.selectbox(key="team").set_value(chosen).run()
    go_to(app, UPLOAD)
    app.file_uploader[0].set_value([("session.zip", saved, ZIP)]).run()
    next(button for button in app.button if button.label.startswith("Use 1 return")).click().run()
    assert app.selectbox(key="council").value == 885
    go_to(app, GET_SAFE)
    assert app.selectbox(key="team").value == then
    assert app.title[0].value == ("Get Safe" if then == "All teams" else f"Get Safe: team {then}")


def test_only_a_part_that_the_pages_know_is_read_of_a_saved_session() -> None:
    saved = save([("a.xlsx", lists(), DECEMBER)], None, Said(part={"team": "North", "height": "tall"}))
    assert open_session("s.zip", saved).said.part == {"team": "North"}
    assert open_session("s.zip", save([("a.xlsx", lists(), DECEMBER)])).said.part == {}
