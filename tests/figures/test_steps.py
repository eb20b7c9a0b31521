"""Children stepped down over those stepped up, as a value."""

from __future__ import annotations

from components.asking import ask
from components.charts.family import specification
from components.charts.kinds import figure_of
from components.figures.answers import WHOLE, Answers, Asked, Facts
from components.figures.chosen import Filters
from data.facts.values import Target
from data.measures import Shown
from data.series import Series
from data.store import Store
from tests.figures.by_hand import DECEMBER, answers, point, series

DOWN, UP = "get_safe_stepped_down", "get_safe_stepped_up"
SHOWN = Shown(DOWN, "steps", also=(UP,))


def asked(down: Series, up: Series) -> Answers:
    facts = {UP: Facts(target=Target(5, 0, "the board"))}
    return answers({Asked(DOWN): {WHOLE: down}, Asked(UP): {WHOLE: up}}, facts=facts)


def test_both_ways_are_said_with_their_targets() -> None:
    made = figure_of(SHOWN, asked(series(DOWN, 12, 14), series(UP, 8, 6)))
    assert made.title == "Children stepped down and up in rating"
    down, up = made.sentences
    assert down.text.startswith(
        "Stepped down: 14 in Q3 2022/23 (October to December 2022), up 2 on the quarter"
    )
    assert up.text.startswith("Stepped up: 6 in Q3 2022/23")
    assert "target 5 (set by the board)" in up.text
    assert [number.measure for number in up.numbers] == [UP] * 3
    assert made.table is not None
    assert made.table.cells == (("Q2 2022/23", "12", "8"), ("Q3 2022/23", "14", "6"))


def test_the_second_is_drawn_below_the_line_its_labels_under_it_and_the_axis_is_even() -> None:
    made = figure_of(
        SHOWN, asked(series(DOWN, 12, 0), (*series(UP, 8, None)[:1], point(UP, 0, status="partial")))
    )
    assert made.picture is not None
    drawn = specification(made.picture)
    tables = drawn["datasets"]
    assert [(row["drawn"], row["label"]) for row in tables["over"]] == [(12, "12"), (0, "0")]
    assert [(row["drawn"], row["label"]) for row in tables["under"]] == [(-8, "8"), (0, "0")]
    assert made.picture.values["ticks"] == [-15, -10, -5, 0, 5, 10, 15]
    assert drawn["title"]["text"].startswith("Pale: partial")
    assert made.picture.alt == "Children whose rating moved. 0 stepped down and 0 stepped up in Q3 2022/23."


def test_without_those_stepped_up_it_says_what_is_needed() -> None:
    made = figure_of(SHOWN, asked(series(DOWN, 12), series(UP, None)))
    assert made.text.startswith("Stepped down: 12 in Q3 2022/23")
    assert "Stepped up: Not supplied for Q3 2022/23" in made.text
    assert made.sentences[-1].text.startswith("Needs: ")
    assert made.picture is made.table is None


def test_the_countys_steps(county: Store) -> None:
    made = figure_of(SHOWN, ask(county, [SHOWN], Filters(DECEMBER)))
    assert made.sentences[0].text.startswith("Stepped down: 14 in Q3 2022/23")
    assert made.sentences[1].text.startswith("Stepped up: 8 in Q3 2022/23")
