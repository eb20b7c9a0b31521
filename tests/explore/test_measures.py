"""The Explore page through AppTest: finding, narrowing, breaking down, links, what is kept, and what is not known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from components.explore.answered import answer_to
from components.explore.behind_a_change import behind_of
from components.explore.kept_questions import question_words
from components.explore.leaderboards import explored_dimensions, leaderboards_of
from components.explore.profile import profile_of
from components.figures.chosen import Filters
from components.figures.question import Question, address_of, first_question, read_address
from components.screen.pages import EXPLORE, OVERVIEW
from data.lists.dimensions import DIMENSIONS
from data.measures import MEASURES
from data.notes import Notes
from data.sample import EXAMPLE_COUNTY
from data.store import Store
from tests.app.reading import opened, tables, words
from tests.explore.pressing import answer, asked, explore, press, rows_as_buttons
from tests.running import COUNCIL, shelf_of

NEWEST = date(2022, 12, 31)
REFERRALS = first_question("referrals", NEWEST)


@pytest.fixture(autouse=True)
def _rows_are_buttons() -> Iterator[None]:
    with rows_as_buttons():
        yield


def question_of(store: Store, address: dict[str, list[str]]) -> Question:
    question, said = read_address(address, NEWEST, store.values_of)
    assert question is not None and not said
    return question


def test_a_measure_is_found_and_asked(county: Store) -> None:
    app = explore(county)
    assert "Often asked" in words(app)
    app.text_input(key="find a measure").set_value("re-ref").run()
    assert "1 measure found" in words(app) and "Often asked" not in words(app)
    press(app, "found: re_referrals_within_12_months")
    assert question_of(county, asked(app)) == first_question("re_referrals_within_12_months", NEWEST)
    assert answer(app).startswith("Re-referrals within 12 months: ")
    assert app.text_input(key="find a measure").value == ""


def test_nothing_found_is_said(county: Store) -> None:
    app = explore(county)
    app.text_input(key="find a measure").set_value("xyzzy *bold*").run()
    assert "No measure is found by “xyzzy *bold*”" in words(app)


def test_a_group_narrows_and_its_chip_takes_it_away(county: Store) -> None:
    app = explore(county, REFERRALS)
    before = answer(app)
    press(app, "board team: Assessment North")
    assert asked(app)["where_team"] == ["Assessment North"]
    assert answer(app).startswith("Referrals, team Assessment North: ")
    press(app, "board team: Assessment South")
    assert asked(app)["where_team"] == ["Assessment North", "Assessment South"]
    press(app, "board team: Assessment North")
    assert asked(app)["where_team"] == ["Assessment South"]
    press(app, "chip team")
    assert "where_team" not in asked(app) and answer(app) == before


def test_the_groups_of_a_narrowed_dimension_stay_to_choose_from(county: Store) -> None:
    app = explore(county, REFERRALS.toggled("team", "Assessment North"))
    names = [button.label for button in app.button if str(button.key).startswith("board team: ")]
    assert set(names) >= {"Assessment North", "Assessment South", "Assessment East"}


def test_a_breakdown_draws_lines_and_a_second_one_squares(county: Store) -> None:
    app = explore(county, REFERRALS)
    press(app, "by source")
    assert asked(app)["by"] == ["source"] and "By source, in Q3 2022/23" in words(app)
    press(app, "by age_band")
    assert (asked(app)["by"], asked(app)["then"]) == (["source"], ["age_band"])
    assert "Of the two together the largest is" in words(app)
    press(app, "chip by source")
    assert asked(app)["by"] == ["age_band"] and "then" not in asked(app)


def test_periods_are_stepped_chosen_and_typed(county: Store) -> None:
    app = explore(county, REFERRALS)
    press(app, "earlier")
    assert asked(app)["period"] == ["Q2 2022/23"]
    assert app.button(key="later").disabled is False
    app.segmented_control(key="span").set_value("month").run()
    assert (asked(app)["grain"], asked(app)["period"]) == (["month"], ["Sep 2022"])
    app.selectbox(key="period asked").set_value("Dec 2022").run()
    assert "in December 2022" in answer(app) and app.button(key="later").disabled


def test_reset_asks_of_everybody_again(county: Store) -> None:
    app = explore(county, REFERRALS.toggled("team", "Assessment North").broken_down("source").stepped(-3))
    press(app, "reset")
    assert question_of(county, asked(app)) == REFERRALS


def test_as_reported_is_another_reading(county: Store) -> None:
    app = explore(county, REFERRALS)
    press(app, "as reported")
    assert asked(app)["read_as"] == ["as reported"] and "Shown as reported" in words(app)
    press(app, "chip reading")
    assert "read_as" not in asked(app)


def test_a_link_in_a_new_session_is_the_same_view(county: Store) -> None:
    question = (
        REFERRALS.toggled("team", "Assessment North").toggled("age_band", "1 to 4").broken_down("source")
    )
    first, second = explore(county, question), explore(county, question)
    assert words(first) == words(second)


def test_what_a_link_names_and_nobody_knows_is_said(county: Store) -> None:
    app = explore(county, measure="referrals", where_team="<b>Nowhere</b>", by="zzz", period="soon")
    said = words(app)
    assert "The returns loaded have no team “<b>Nowhere</b>”: left out." in said
    assert "“zzz” is nothing that figures are told apart by: left out." in said
    assert "“soon” is not read as a period." in said
    assert answer(app).startswith("Referrals: ")
    assert "which is no measure" in words(explore(county, measure="zzz"))


def test_with_no_returns_a_link_says_what_to_load_and_is_asked_once_they_are(county: Store) -> None:
    app = explore(None, REFERRALS.stepped(-1))
    assert "No returns are loaded in this session." in words(app)
    app = opened(app, OVERVIEW, county)
    app.query_params.clear()
    app.switch_page(EXPLORE).run()
    assert answer(app).startswith("Referrals: ") and "in Q2 2022/23" in answer(app)


def test_a_question_is_kept_asked_again_and_let_go() -> None:
    store = Store(COUNCIL, shelf=shelf_of(EXAMPLE_COUNTY))
    question = REFERRALS.broken_down("source")
    app = explore(store, question)
    press(app, "keep")
    assert list(store.notes.questions) == [question_words(question)] == ["Referrals, by source, Q3 2022/23"]
    again = explore(store)
    press(again, f"kept questions: {question_words(question)}")
    assert question_of(store, asked(again)) == question
    press(again, "keep")
    assert not store.notes.questions


def test_kept_questions_are_in_the_saved_session() -> None:
    notes = Notes(questions={"Referrals": address_of(REFERRALS)})
    other = Notes()
    other.add_kept(notes.as_kept())
    assert other.questions == notes.questions


@pytest.mark.parametrize("measure", list(MEASURES))
def test_every_measure_has_an_answer_its_groups_a_profile_and_what_is_behind_it(
    county: Store, measure: str
) -> None:
    question, unchosen = first_question(measure, NEWEST), Filters(NEWEST)
    answered = answer_to(county, question, unchosen)
    assert answered.figure.sentences or answered.figure.why_absent
    dimensions = explored_dimensions(question.declared)
    boards = leaderboards_of(county, question, dimensions, answered.newest)
    assert [board.dimension for board in boards] == dimensions
    told = behind_of(county, question)
    assert told.why_not or told.table
    assert set(profile_of(county, question, unchosen).lacking) <= {d.words for d in DIMENSIONS.values()}


@pytest.mark.parametrize(
    "measure", ["audits_good", "average_caseload", "looked_after_net_change", "referral_rate"]
)
def test_a_page_is_drawn_of_any_kind_of_measure(county: Store, measure: str) -> None:
    assert answer(explore(county, measure=measure)).startswith(MEASURES[measure].title)


def test_the_profile_sets_a_cohort_beside_that_of_a_year_before(county: Store) -> None:
    app = explore(county, first_question("children_looked_after", NEWEST))
    app.session_state["explore profile"] = True
    app.run()
    table = next(table for table in tables(app) if "Ethnic group" in table.columns)
    assert list(table.columns) == ["Ethnic group", "Q3 2022/23", "Q3 2021/22"]
    counted = [int(cell.split(" ")[0].replace(",", "")) for cell in table["Q3 2022/23"]]
    assert sum(counted) == 882


def test_groups_in_which_a_child_can_stand_twice_say_so(county: Store) -> None:
    question = first_question("get_safe_children", NEWEST)
    newest = answer_to(county, question, Filters(NEWEST)).newest
    assert newest is not None
    (by_risk,) = leaderboards_of(county, question, ["category_of_risk"], newest)
    added = sum(int(row.cells[0]) for row in by_risk.rows)
    assert added > newest.counted
    assert f"they add up to {added}, the children are {newest.counted:.0f}" in by_risk.note
    (by_rating,) = leaderboards_of(county, question, ["rating"], newest)
    assert by_rating.note == ""
