"""Audit grades by practice domain, as a value."""

from __future__ import annotations

from components.asking import ask
from components.charts.family import specification
from components.charts.kinds import figure_of
from components.figures.chosen import Filters
from components.figures.figure import Figure, Number
from data.facts.audits import GradeShare
from data.facts.values import NOT_GIVEN
from data.measures import Shown
from data.store import Store
from tests.figures.by_hand import DECEMBER, answers

SHOWN = Shown("audits_good", "grades", by="practice_domain")


def graded(*shares: tuple[str, str, float, float | None]) -> Figure:
    return figure_of(SHOWN, answers({}, tables={"grades": tuple(GradeShare(*share) for share in shares)}))


def test_the_share_judged_good_is_said_the_highest_first() -> None:
    made = graded(
        ("Overall", "Good", 47.5, 19),
        ("Overall", "Requires improvement", 52.5, 21),
        ("Plans", "Good", 85, None),
    )
    assert made.title == "Audit grades by practice domain"
    assert made.text == "Judged Good in Q3 2022/23: Plans 85%; Overall 47.5%."
    assert made.sentences[0].numbers[0] == Number(85, "audits_good", "Q3 2022/23", "Plans")
    assert made.table is not None
    assert made.table.cells[::2] == (("Overall", "Good", "47.5%", "19"), ("Plans", "Good", "85%", ""))
    assert made.definition[0][0] == "What it counts"
    assert made.definition[0][1].startswith("Each grade's share of the audits in the quarter")


def test_bars_are_stacked_in_the_order_of_the_grades_overall_first() -> None:
    made = graded(
        ("Plans", "Good", 40, None),
        ("Plans", "Outstanding", 60, None),
        ("Voice", "Good", 100, None),
        ("Overall", "Inadequate", 2, None),
        ("Overall", "Good", 98, None),
    )
    assert made.picture is not None
    assert made.picture.values["domains"] == ["Overall", "Voice", "Plans"]
    assert made.picture.values["grades"] == ["Outstanding", "Good", "Inadequate"]
    bars = specification(made.picture)["datasets"]["grades"]
    assert [(row["start"], row["end"], row["words"]) for row in bars if row["domain"] == "Plans"] == [
        (0, 60, "60%"),
        (60, 100, "40%"),
    ]
    assert [row["words"] for row in bars if row["domain"] == "Overall"] == ["98%", ""]


def test_what_is_not_given_is_said_in_its_part_of_the_bar_or_over_it() -> None:
    made = graded(
        ("Overall", "Good", 47, None),
        ("Overall", NOT_GIVEN, 53, None),
        ("Plans", "Inadequate", 85, None),
        ("Plans", NOT_GIVEN, 15, None),
    )
    assert "the rest of each bar is labelled not given" in made.text
    assert made.picture is not None
    tables = specification(made.picture)["datasets"]
    assert [row["words"] for row in tables["grades"]] == ["47%", "not given 53%", "85%", ""]
    assert [row["words"] for row in tables["names"]] == ["Overall", "Plans (not given 15%)"]


def test_without_any_judged_good_it_says_that_grades_are_given() -> None:
    assert graded(("Overall", "Inadequate", 100, 3)).text == "Grades given for Q3 2022/23."


def test_it_says_itself_where_none_are_supplied_or_a_part_is_chosen() -> None:
    made = graded()
    assert made.why_absent == (
        "No audit grades are supplied for Q3 2022/23. They come from the panel return's Audit grades sheet."
    )
    assert made.states == {"not supplied"}
    part = figure_of(SHOWN, answers({}, where={"team": ["North"]}, tables={"grades": ()}))
    assert part.why_absent == "Audit grades are read for the whole council, so none are shown for team North."


def test_the_packs_grades(pack: Store) -> None:
    made = figure_of(SHOWN, ask(pack, [SHOWN], Filters(DECEMBER)))
    assert made.text.startswith(
        "Judged Good in Q3 2022/23: Partnership working 85%; Strengths and relationship-based practice 85%; Overall 47%."
    )
    assert made.table is not None
    assert ("Quality of plans", "Requires improvement", "67%", "") in made.table.cells


def test_a_part_of_the_council_is_not_asked(county: Store) -> None:
    made = figure_of(SHOWN, ask(county, [SHOWN], Filters(DECEMBER, {"team": ["Assessment East"]})))
    assert made.why_absent.endswith("none are shown for team Assessment East.")
