"""A measure over teams, as a value."""

from __future__ import annotations

from components.asking import ask
from components.charts.family import specification
from components.charts.kinds import figure_of
from components.figures.answers import WHOLE, Answers, Asked
from components.figures.chosen import Filters
from data.measures import Shown
from data.store import Store
from tests.figures.by_hand import DECEMBER, answers, point, series

NAME = "average_caseload"
SHOWN = Shown(NAME, "spread", by="team")


def over(whole: float | None, where: dict[str, list[str]] | None = None, **teams: float) -> Answers:
    """Caseloads by team, each of 100 cases."""
    groups = {name: (point(NAME, value, group=name, numerator=100),) for name, value in teams.items()}
    asked = {Asked(NAME): {WHOLE: series(NAME, whole)}, Asked(NAME, by="team"): groups}
    return answers(asked, where=where)


def test_the_range_is_said_and_the_highest_stands_first() -> None:
    made = figure_of(SHOWN, over(16.0, North=14.0, South=18.04))
    assert made.title == "Average caseload, by team"
    assert made.text == "16.0 over all on 31 December 2022; by team from 14.0 (North) to 18.0 (South)."
    assert [number.value for number in made.sentences[0].numbers] == [16, 14, 18.04]
    assert made.table is not None
    assert made.table.columns == ("Team", "Average caseload", "Cases")
    assert made.table.cells == (("South", "18.0", "100"), ("North", "14.0", "100"))


def test_the_axis_reaches_the_whole_and_its_name_stays_within_the_plot() -> None:
    made = figure_of(SHOWN, over(19.9, North=14.0, South=18.0))
    assert made.picture is not None
    drawn = specification(made.picture)
    assert drawn["layer"][1]["encoding"]["x"]["scale"]["domain"] == [0, 20]
    place = drawn["layer"][3]["encoding"]["x"]["value"]["expr"]
    assert place.startswith("clamp(0.995 * width, ")


def test_one_team_chosen_has_no_other_beside_it() -> None:
    made = figure_of(SHOWN, over(14.0, {"team": ["North"]}, North=14.0))
    assert made.text == "One team is chosen: there is no other to set it beside."


def test_a_single_team_of_the_whole_is_not_a_spread() -> None:
    made = figure_of(SHOWN, over(14.0, North=14.0))
    assert made.text.startswith("Not supplied by team for the quarter. Needs: ")
    assert made.picture is None


def test_the_countys_teams(county: Store) -> None:
    made = figure_of(SHOWN, ask(county, [SHOWN], Filters(DECEMBER)))
    assert made.text.startswith(
        "16.7 over all on 31 December 2022; by team from 14.5 (Through Care 2) to 18.8 (Assessment North)."
    )
