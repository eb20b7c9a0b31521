"""A cohort by age and sex, as a value."""

from __future__ import annotations

from components.asking import ask
from components.charts.family import specification
from components.charts.kinds import figure_of
from components.figures.answers import WHOLE, Answers, Asked
from components.figures.chosen import Filters
from components.figures.figure import Number
from data.measures import Shown
from data.measures.absence import NOT_ON_LIST
from data.store import Store
from tests.figures.by_hand import DECEMBER, answers, series

NAME = "children_looked_after"
SHOWN = Shown(NAME, "pyramid")


def cohort(everyone: float, male: dict[str, float | None], female: dict[str, float | None]) -> Answers:
    asked = {
        Asked(NAME, periods=1, by="age_band", within=(("sex", sex),)): {
            band: series(NAME, size, group=band) for band, size in bands.items()
        }
        for sex, bands in (("Male", male), ("Female", female))
    }
    return answers({Asked(NAME): {WHOLE: series(NAME, everyone)}, **asked})


def test_both_sexes_the_largest_group_and_those_not_drawn_are_said() -> None:
    answered = cohort(
        1216, {"10 to 15": 1100, "Under 1": 4}, {"Under 1": 110, NOT_ON_LIST: 7, "5 to 9": None}
    )
    made = figure_of(SHOWN, answered)
    assert made.title == "Children looked after, by age and sex"
    assert made.text == (
        "1,104 male and 110 female on 31 December 2022; the largest group is male, 10 to 15 (1,100). "
        "2 of another or no recorded sex are not drawn."
    )
    assert Number(1100, NAME, "Q3 2022/23", "Male, 10 to 15") in made.sentences[0].numbers
    assert made.table is not None
    assert made.table.cells == (("Under 1", "4", "110"), ("10 to 15", "1,100", "0"))


def test_where_everyone_is_drawn_nothing_is_said_of_others() -> None:
    assert "another" not in figure_of(SHOWN, cohort(9, {"5 to 9": 5}, {"5 to 9": 4})).text


def test_males_are_drawn_to_the_left_the_oldest_on_top_and_the_axis_leaves_room_for_labels() -> None:
    made = figure_of(SHOWN, cohort(300, {"10 to 15": 196, "Under 1": 4}, {"10 to 15": 100}))
    assert made.picture is not None
    tables = specification(made.picture)["datasets"]
    assert [(row["group"], row["drawn"], row["label"]) for row in tables["male"]] == [
        ("Under 1", -4, "4"),
        ("10 to 15", -196, "196"),
    ]
    assert [(row["drawn"], row["label"]) for row in tables["female"]] == [(0, "0"), (100, "100")]
    assert made.picture.values["bands"] == ["10 to 15", "Under 1"]
    assert made.picture.values["ticks"] == [-300, -200, -100, 0, 100, 200, 300]


def test_nobody_is_none_and_no_recorded_age_is_not_supplied() -> None:
    assert figure_of(SHOWN, cohort(0, {}, {})).text == "None on 31 December 2022."
    made = figure_of(SHOWN, cohort(5, {}, {}))
    assert made.text.startswith("Not supplied for the quarter. Needs: List 8")


def test_the_countys_children_looked_after(county: Store) -> None:
    made = figure_of(SHOWN, ask(county, [SHOWN], Filters(DECEMBER)))
    assert made.text == (
        "449 male and 419 female on 31 December 2022; the largest group is male, 10 to 15 (196). "
        "14 of another or no recorded sex are not drawn."
    )


def test_the_cohort_is_of_the_team_chosen(county: Store) -> None:
    shown = Shown("children_in_need", "pyramid")
    made = figure_of(shown, ask(county, [shown], Filters(DECEMBER, {"team": ["Assessment East"]})))
    assert made.text.startswith("37 male and 39 female on 31 December 2022;")
    assert made.picture is not None
    assert made.picture.alt.startswith("Children in need, team Assessment East, by age and sex. 37 male")
