"""Every question of the team leads' table asked through the page by clicks alone, and answered as it was counted by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from streamlit.testing.v1 import AppTest

from data.in_words import plain
from data.measures import MEASURES
from data.sample import EXAMPLE_COUNTY
from data.store import Store
from tests.app.reading import words
from tests.explore.pressing import answer, asked, explore, press, rows_as_buttons
from tests.explore.team_lead_questions import QUESTIONS, Answer, TeamLeadQuestion
from tests.running import COUNCIL, shelf_of


@pytest.fixture(autouse=True)
def _rows_are_buttons() -> Iterator[None]:
    with rows_as_buttons():
        yield


@pytest.fixture(scope="module")
def store() -> Store:
    return Store(COUNCIL, shelf=shelf_of(EXAMPLE_COUNTY))


def by_clicks(app: AppTest, question: TeamLeadQuestion) -> AppTest:
    """Find the measure, choose span and period, press each value, and break down."""
    app.text_input(key="find a measure").set_value(MEASURES[question.measure].title).run()
    press(app, f"found: {question.measure}")
    if app.segmented_control(key="span").value != question.grain:
        app.segmented_control(key="span").set_value(question.grain).run()
    if app.selectbox(key="period asked").value != question.period:
        app.selectbox(key="period asked").set_value(question.period).run()
    for dimension, values in question.where.items():
        for value in values:
            _press_in_reach(app, f"board {dimension}: {value}")
    if question.by is not None:
        _press_in_reach(app, f"by {question.by}")
    return app


def _press_in_reach(app: AppTest, key: str) -> None:
    """Press what is on the page, opening the dimensions that are asked for only when they are wanted."""
    if key not in {str(button.key) for button in app.button}:
        app.session_state["explore more dimensions"] = True
        app.run()
    press(app, key)


def told(given: Answer, measure: str) -> str:
    """An answer as the page says it."""
    unit = MEASURES[measure].unit
    if given.denominator is None:
        return plain(given.numerator, unit)
    if unit == "percent":
        return f"({plain(given.numerator, 'number')} of {plain(given.denominator, 'number')})"
    return plain(given.numerator / given.denominator, unit)


def in_row(given: Answer, measure: str) -> str:
    """An answer as the row of its group says it: its value, and of how many."""
    if given.denominator is None:
        return f"{plain(given.numerator, 'number')};"
    share = 100 if MEASURES[measure].unit == "percent" else 1
    value = plain(share * given.numerator / given.denominator, MEASURES[measure].unit)
    return f"{value}; {plain(given.numerator, 'number')} of {_base(given.denominator)};"


def _base(number: float) -> str:
    return plain(number, "number" if number == int(number) else "average")


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.words)
def test_a_question_is_answered_by_clicks_alone(store: Store, question: TeamLeadQuestion) -> None:
    app = by_clicks(explore(store), question)
    held = asked(app)
    assert (held["measure"], held["period"]) == ([question.measure], [question.period])
    if question.answer is None:
        assert "Not supplied" in answer(app)
        return
    if isinstance(question.answer, Mapping):
        said = words(app)
        for group, given in question.answer.items():
            assert f"\n{group}; {in_row(given, question.measure)}" in said or not given.numerator, group
        return
    assert told(question.answer, question.measure) in answer(app)
    if question.rows:
        app.session_state["explore cases"] = True
        app.run()
        assert f"{question.rows:,} {'row' if question.rows == 1 else 'rows'}, " in words(app)
