"""The Worklists page through AppTest: counts on the choice, a team, the data's age, a row that opens a child, downloads."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from components.explore.worklists import WORKLIST, all_worklists, as_shown
from components.screen.pages import WORKLISTS as PAGE
from components.session.store import STORE
from data.notes.settings import Settings
from data.returns import annex_a
from data.store import Store
from data.worklists import WORKLISTS, worklist
from tests.app.reading import APP, words
from tests.patience import SECONDS
from tests.workbooks import ASSESSMENTS, assessment, list_sheet, plan, workbook

DECEMBER = date(2022, 12, 31)


def worklists_page() -> None:
    from unittest.mock import patch

    import streamlit as st

    from components.explore import worklists

    with patch.object(worklists, "open_child", lambda child: st.session_state.update(opened=child)):
        worklists.show_worklists()


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_function(worklists_page, default_timeout=SECONDS)


def small(to: date = DECEMBER) -> Store:
    """Two teams' open assessments, one long overdue in each, and a plan of 16 months; names that Markdown would change."""
    ago = (to - timedelta(days=200)).isoformat()
    rows = [
        assessment("*1*", ago, None, team="Team_A_", worker="W [1](x)"),
        assessment("2", ago, None, team="Team B"),
        assessment("3", to.isoformat(), None, team="Team B"),
    ]
    store = Store(885)
    plans = list_sheet(
        annex_a.CHILD_PROTECTION_PLANS,
        plan("4", (to - timedelta(days=500)).isoformat(), last_visit_on=to.isoformat()),
    )
    store.load("a.xlsx", workbook(list_sheet(ASSESSMENTS, *rows), plans), to)
    return store


def opened(app: AppTest, store: Store, **address: str) -> AppTest:
    app.session_state[STORE] = store
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def grid(app: AppTest) -> list[str]:
    return list(app.dataframe[0].value["Child"]) if len(app.dataframe) else []


def test_without_returns_it_says_what_to_load(store: Store) -> None:
    app = opened(AppTest.from_file(APP, default_timeout=SECONDS), store)
    app.switch_page(PAGE).run()
    assert not app.exception
    assert [title.value for title in app.title] == ["Worklists"]
    assert "No returns are loaded" in words(app)


def test_the_county_with_counts_on_the_choice_and_a_link(app: AppTest, county: Store) -> None:
    opened(app, county, worklist="child_protection_plans_over_15_months")
    pills = app.pills[0]
    assert "Assessments open over 45 working days: 23" in pills.options
    assert "Dental checks overdue: 224" in pills.options
    assert pills.value == "child_protection_plans_over_15_months"
    assert [header.value for header in app.header] == ["Child protection plans over 15 months"]
    assert len(app.dataframe[0].value) == 13
    said = words(app)
    assert ":red[**As it was on 31 December 2022" in said
    assert "13 rows, the longest first: 119 days over." in said
    assert "these rows are what “Child protection plans open for over 15 months” counts." in said


def test_a_choice_is_put_in_the_address_and_never_a_childs_id(app: AppTest, county: Store) -> None:
    opened(app, county)
    app.pills[0].set_value("dental_checks_overdue").run()
    assert "” leaves of all that it is a share of." in words(
        app
    )  # its rows are those whom the measure does not count
    assert app.query_params[WORKLIST] == "dental_checks_overdue"
    app.selectbox[0].set_value("Through Care 1").run()
    assert not app.exception
    assert [header.value for header in app.header] == ["Dental checks overdue: Through Care 1"]
    assert set(app.dataframe[0].value["Team"]) == {"Through Care 1"}
    assert set(app.query_params) <= {WORKLIST, "team"}


def test_an_address_that_names_no_worklist_or_team_shows_the_first_of_all(app: AppTest) -> None:
    opened(app, small(), worklist="nonsense", team="Nobody")
    assert app.pills[0].value == next(iter(WORKLISTS))
    assert sorted(grid(app)) == ["*1*", "2"]


def test_texts_of_a_sheet_are_shown_as_they_are(app: AppTest) -> None:
    opened(app, small(), team="Team_A_")
    assert [header.value for header in app.header] == [r"Assessments open over 45 working days: Team\_A\_"]
    assert app.dataframe[0].value.loc[0, "Worker"] == "W [1](x)"


def test_what_no_return_holds_is_said(app: AppTest) -> None:
    said = words(opened(app, small()))
    assert "Dental checks overdue" in said
    assert "No loaded return holds List 8: Children in care." in said
    assert not any(option.startswith("Dental") for option in app.pills[0].options)


@pytest.mark.parametrize(("age", "is_red"), [(7, False), (8, True)])
def test_red_words_after_a_week(app: AppTest, age: int, is_red: bool) -> None:
    said = words(opened(app, small(date.today() - timedelta(days=age))))
    assert ("ago. What was done since is not in it" in said) is is_red
    assert "As it was on" in said


def test_a_setting_shows_in_the_rule_and_takes_the_measure_away(app: AppTest) -> None:
    store = small()
    opened(app, store, worklist="child_protection_visits_overdue")
    assert "Every 20 working days" in words(app)
    store.notes.settings = Settings(child_protection_visit_working_days=10)
    assert "Every 10 working days" in words(app.run())
    assert "Nobody is on this worklist" in words(app)


def test_a_chosen_row_opens_the_child(app: AppTest) -> None:
    opened(app, small())
    assert "opened" not in app.session_state
    key = f"rows of {next(iter(WORKLISTS))}"
    first = grid(app)[0]
    app.session_state[key] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    app.run()
    assert app.session_state["opened"] == first


def test_downloads_hold_every_row_and_say_that_they_are_childrens_records(
    app: AppTest, county: Store
) -> None:
    opened(app, county)
    assert [button.proto.label for button in app.get("download_button")] == [
        "Download this worklist (children's records)",
        "Download all worklists (children's records)",
    ]
    found = {name: worklist(county, name) for name in WORKLISTS}
    every = all_worklists(county, found)
    assert len(every) == sum(map(len, found.values()))
    assert list(every.columns) == [
        *("Worklist", "As on", "Child", "Worker", "Reason", "Due", "Days", "Days are", "Team"),
    ]
    one = as_shown(WORKLISTS["dental_checks_overdue"], found["dental_checks_overdue"])
    assert list(one.columns) == [
        *("Child", "Worker", "Reason", "Due", "Days over", "Team", "Last dental check", "Looked after from")
    ]
    assert one["Due"].dt.date[0] == date(2022, 6, 19)
