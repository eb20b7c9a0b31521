"""The changes page and the reading switch, through the app's own frame."""

from __future__ import annotations

import re
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from components.screen.pages import CHANGES, CHECKS, page_of
from components.session.store import DEMONSTRATION
from data.as_reported import AS_KNOWN_NOW, AS_REPORTED
from data.store import Store
from tests.app.reading import opened, tables, words
from tests.workbooks import ASSESSMENTS, CONTACTS, assessment, contact, list_sheet, workbook

FRONT_DOOR = page_of("Family Front Door")
SEPTEMBER, DECEMBER = date(2022, 9, 30), date(2022, 12, 31)
ASSESSMENTS_TOPIC = "Assessments"
FIRST_SAID = "As first reported: 5 for Q2 2022/23, now 6 (List 4: 2 rows came late, 1 was withdrawn)."
NASTY = "![x](https://example.org/a.png) **bold**"


@pytest.fixture
def two(store: Store) -> Store:
    """Five assessments first reported for Q2; two come late and one is withdrawn."""

    def listed(*children: int, team: str = "Team A") -> bytes:
        return workbook(
            list_sheet(
                ASSESSMENTS,
                *(assessment(str(child), "2022-07-11", "2022-08-15", team=team) for child in children),
            ),
            list_sheet(CONTACTS, contact("1", "2022-08-01")),
        )

    store.load("s.xlsx", listed(1, 2, 3, 4, 5), SEPTEMBER)
    store.load("d.xlsx", listed(1, 2, 3, 4, 6, 7, team=NASTY), DECEMBER)
    return store


def test_with_nothing_loaded_the_page_says_what_it_needs(app: AppTest) -> None:
    said = words(opened(app, CHANGES))
    assert "No returns are loaded" in said
    assert "As reported" not in [radio.value for radio in app.radio]


def test_the_page_says_what_came_late_and_what_it_restated(app: AppTest, two: Store) -> None:
    said = words(opened(app, CHANGES, two))
    assert "Against the returns before it: 2 rows came late and 1 row was withdrawn." in said
    restated = next(table for table in tables(app) if "First reported" in table.columns).set_index("Measure")
    assert restated.loc["Social work assessments completed"].tolist() == [
        "Q2 2022/23",
        "5",
        "6",
        "up 1",
        "List 4: 2 rows came late, 1 was withdrawn",
    ]
    counts = next(table for table in tables(app) if "Late" in table.columns).set_index("List")
    assert counts.loc["List 4: Assessments"].tolist() == ["2", "1", "4", "0", "0"]
    rows = next(table for table in tables(app) if "From → to" in table.columns)
    assert rows["What"].tolist() == ["Late", "Late", "Withdrawn", "Changed", "Changed", "Changed", "Changed"]
    assert "List_4 (data to 30/09/2022)" in rows["Sheet"].tolist()
    assert f"Team A → {NASTY}" in rows["From → to"].iloc[-1]
    assert not [element.value for element in app.markdown if "](http" in element.value]
    covered = next(table for table in tables(app) if "Covered" in table.columns).set_index("List")
    assert covered.loc["List 4: Assessments"].tolist() == ["31 March 2022 to 31 December 2022", "none"]


def test_an_earlier_return_can_be_chosen(app: AppTest, two: Store) -> None:
    opened(app, CHANGES, two)
    earliest = min(two.returns, key=lambda one: one.reporting_date)
    app.selectbox(key="changed return").set_value(earliest.id).run()
    assert not app.exception
    assert "Nothing before it to compare with: List 1, List 4" in words(app)


def test_the_switch_changes_a_figure_and_says_so(app: AppTest, two: Store) -> None:
    app.query_params |= {"quarter": "Q2 2022/23", "topic": ASSESSMENTS_TOPIC}
    assert "6 in Q2 2022/23" in words(opened(app, FRONT_DOOR, two))
    app.radio(key="reading").set_value(AS_REPORTED).run()
    assert not app.exception
    said = words(app)
    assert "5 in Q2 2022/23" in said
    assert "Shown as reported" in said
    assert FIRST_SAID in said
    app.radio(key="reading").set_value(AS_KNOWN_NOW).run()
    assert "6 in Q2 2022/23" in words(app)
    assert FIRST_SAID in words(app)


def test_no_past_figure_moves_silently_whichever_page_is_opened_first(app: AppTest, two: Store) -> None:
    app.query_params["topic"] = ASSESSMENTS_TOPIC
    assert FIRST_SAID in words(opened(app, FRONT_DOOR, two))


def test_a_link_restores_the_reading(app: AppTest, two: Store) -> None:
    app.query_params["reading"] = "As reported"
    assert "Shown as reported" in words(opened(app, FRONT_DOOR, two))


def test_the_switch_goes_with_a_filter_and_with_months(app: AppTest, two: Store) -> None:
    app.query_params |= {"team": NASTY, "quarter": "Q2 2022/23", "topic": ASSESSMENTS_TOPIC}
    opened(app, FRONT_DOOR, two)
    assert "6 in Q2 2022/23" in words(app)
    app.radio(key="reading").set_value(AS_REPORTED).run()
    assert not app.exception
    assert "0 in Q2 2022/23" in words(app)  # in September the team was not heard of


def test_a_demonstration_is_never_too_old(app: AppTest, county: Store) -> None:
    app.run()
    app.session_state[DEMONSTRATION] = "example"
    assert "A newer quarter's return should be out" not in words(opened(app, CHECKS, county))


def test_the_page_full(app: AppTest, county: Store) -> None:
    said = words(opened(app, CHANGES, county))
    assert re.search(
        r"Contacts received in Q2 2022/23: now [\d,]+, was [\d,]+ when first reported \(up \d+\): List 1: \d+ rows came late",
        said,
    )
    assert "rows came late" in said
    assert "Re-referrals within 12 months looks back 12 months before its period" in said
    contacts = (
        next(table for table in tables(app) if "Late" in table.columns)
        .set_index("List")
        .loc["List 1: Contacts"]
    )
    late, _, changed, new, unchanged = (int(cell.replace(",", "")) for cell in contacts)
    newest = max(
        (one for one in county.returns if one.report.kind == "annex_a"), key=lambda one: one.reporting_date
    )
    used = next(sheet.rows_used for sheet in newest.report.sheets if sheet.list == "contacts")
    assert late > 0
    assert late + changed + new + unchanged == used
