"""What began beside what ended, as a value."""

from __future__ import annotations

import pytest

from components.asking import ask
from components.charts.family import specification
from components.charts.kinds import figure_of
from components.charts.pairs import paired_picture
from components.figures.answers import WHOLE, Answers, Asked
from components.figures.chosen import Filters
from components.figures.figure import Number
from components.figures.two_flows import BothKnown, both_known, both_titles
from data.measures import Shown
from data.series import Series
from data.store import Store
from tests.figures.by_hand import DECEMBER, answers, point, series

BEGAN, ENDED, NET = (
    "child_protection_plans_started",
    "child_protection_plans_ceased",
    "child_protection_net_change",
)
SHOWN = Shown(BEGAN, "pairs", also=(ENDED, NET))


def asked(began: Series, ended: Series, net: Series = ()) -> Answers:
    return answers({Asked(BEGAN): {WHOLE: began}, Asked(ENDED): {WHOLE: ended}, Asked(NET): {WHOLE: net}})


def test_only_quarters_with_both_are_set_against_each_other() -> None:
    partial = (*series(ENDED, None, 42)[:1], point(ENDED, 40, status="partial"))
    assert both_known(series(BEGAN, 9, 80), partial) == (BothKnown("Q3 2022/23", 80, 40, True),)
    assert both_known(series(BEGAN, 9, 30), series(ENDED, 9, 42))[1].net == -12


def test_the_latest_quarter_is_said_with_the_net_and_the_sums() -> None:
    made = figure_of(SHOWN, asked(series(BEGAN, 1000, 30, 80), series(ENDED, 900, 42, 40)))
    assert made.title == "Child protection plans started and ceased"
    assert made.text == (
        "80 began and 40 ended in Q3 2022/23: 40 more; over the 3 quarters shown 1,110 began and 982 ended."
    )
    assert made.sentences[0].numbers[2:4] == (
        Number(40, NET, "Q3 2022/23"),
        Number(1110, BEGAN, "Q1 2022/23 to Q3 2022/23"),
    )
    assert made.table is not None
    assert made.table.cells[1:] == (
        ("Q2 2022/23", "30", "42", "-12", ""),
        ("Q3 2022/23", "80", "40", "40", ""),
    )
    assert made.table.raw[1] == ("Q2 2022/23", 30, 42, -12, "")


@pytest.mark.parametrize(("ended", "net"), [(80, "no net change;"), (85, "5 fewer;")])
def test_as_many_or_more_ended(ended: float, net: str) -> None:
    assert (
        f"in Q3 2022/23: {net} over the 1 quarter shown"
        in figure_of(SHOWN, asked(series(BEGAN, 80), series(ENDED, ended))).text
    )


def test_a_partial_quarter_is_pale_with_a_key_and_said() -> None:
    ended = (point(ENDED, 40, status="partial"),)
    made = figure_of(SHOWN, asked(series(BEGAN, 80), ended))
    assert "40 more (partial); over" in made.text
    assert made.table is not None
    assert made.table.cells[0][-1] == "partial"
    assert made.picture is not None
    drawn = specification(made.picture)
    assert drawn["title"]["text"].startswith("Pale: partial")
    assert {row["state"] for row in drawn["datasets"]["bars"]} == {"partial"}


def test_the_net_stands_above_the_higher_bar_and_the_axis_ends_on_a_tick_above_it() -> None:
    picture = paired_picture(
        [BothKnown("Q2 2022/23", 30, 42, False), BothKnown("Q3 2022/23", 88, 40, False)], ""
    )
    assert [(row["value"], row["net"]) for row in picture.rows["net"]] == [(42, "−12"), (88, "+48")]
    assert picture.values["ticks"] == [0, 20, 40, 60, 80, 100, 120]
    assert picture.values["span"] == [0, 120]
    assert specification(picture)["layer"][1]["mark"]["fontSize"] == 13
    large = paired_picture([BothKnown("Q3 2022/23", 3000, 1000, False)], "")
    assert specification(large)["layer"][1]["mark"]["fontSize"] == 11


def test_quarters_without_any_have_an_axis_of_whole_numbers() -> None:
    picture = paired_picture([BothKnown("Q3 2022/23", 0, 0, False)], "")
    assert (picture.values["ticks"], picture.rows["net"][0]["net"]) == ([0, 1], "0")


def test_a_net_that_is_stated_without_its_parts_is_said() -> None:
    made = figure_of(SHOWN, asked(series(BEGAN, 5, None), series(ENDED, None, None), series(NET, None, -7)))
    assert made.text.startswith("Net change in child protection plans: -7 in Q3 2022/23")
    assert "Not supplied for the quarter. Needs: List 7" in made.text
    assert made.picture is None
    assert "not supplied" in made.states


def test_the_countys_plans(county: Store) -> None:
    made = figure_of(SHOWN, ask(county, [SHOWN], Filters(DECEMBER)))
    assert made.text == (
        "152 began and 161 ended in Q3 2022/23: 9 fewer; over the 9 quarters shown 1,277 began and 1,102 ended."
    )
    assert made.picture is not None
    assert made.picture.alt == f"Child protection plans started. {made.text}"
    assert len(specification(made.picture)["datasets"]["bars"]) == 18


def test_the_pack_supplies_no_plans_of_its_own(pack: Store) -> None:
    assert figure_of(SHOWN, ask(pack, [SHOWN], Filters(DECEMBER))).why_absent.startswith("Not supplied.")


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [
        (
            "Children stepped down in rating",
            "Children stepped up in rating",
            "Children stepped down and up in rating",
        ),
        (
            "Child protection plans started",
            "Child protection plans ceased",
            "Child protection plans started and ceased",
        ),
        (
            "Children starting to be looked after",
            "Children ceasing to be looked after",
            "Children starting and ceasing to be looked after",
        ),
        ("Started to be looked after", "Ceased to be looked after", "Started and ceased to be looked after"),
    ],
)
def test_two_titles_say_their_common_words_once(first: str, second: str, both: str) -> None:
    assert both_titles(first, second) == both
