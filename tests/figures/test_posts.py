"""How the establishment is filled, as a value."""

from __future__ import annotations

from itertools import pairwise

from components.asking import ask
from components.charts.family import specification
from components.charts.kinds import figure_of
from components.charts.posts import STAFFING
from components.figures.answers import WHOLE, Answers, Asked
from components.figures.chosen import Filters
from data.measures import Shown
from data.store import Store
from tests.figures.by_hand import DECEMBER, answers, series

NAME = "establishment_by_staffing"
SHOWN = Shown(NAME, "posts")


def filled(*months: tuple[float | None, ...], whole: float | None = 100.0) -> Answers:
    """Some months of posts, each by how they are filled."""
    groups = {
        name: series(NAME, *values, group=name, grain="month")
        for name, values in zip(STAFFING, zip(*months, strict=True), strict=True)
    }
    return answers({Asked(NAME): {WHOLE: series(NAME, whole)}, Asked(NAME, "month", by="category"): groups})


def test_the_establishment_is_what_is_filled_covered_and_uncovered_without_what_is_over_it() -> None:
    made = figure_of(SHOWN, filled((79, 12, 9, 0), (80.5, 10, 9.5, 2)))
    assert made.sentences[0].text == (
        "In Dec 2022 the establishment is 100.0 full-time posts: permanent 80.5; agency covering vacancies 10.0; "
        "uncovered 9.5. Over it, agency extra 2.0."
    )
    assert [number.value for number in made.sentences[0].numbers] == [100, 80.5, 10, 9.5, 2]
    assert made.table is not None
    assert made.table.cells[0] == ("Nov 2022", "79.0", "12.0", "9.0", "0.0")
    assert made.table.raw[-1] == ("Dec 2022", 80.5, 10, 9.5, 2)


def test_what_a_month_does_not_say_is_not_supplied_in_the_table_and_left_out_of_the_chart() -> None:
    made = figure_of(SHOWN, filled((79, 12, None, None), (80, 10, 10, None)))
    assert made.table is not None
    assert made.table.cells[0] == ("Nov 2022", "79.0", "12.0", "not supplied", "not supplied")
    assert made.picture is not None
    segments = specification(made.picture)["datasets"]["segments"]
    assert [row["end"] for row in segments if row["period"] == "Nov 2022"] == [79, 91]


def test_labels_of_thin_parts_are_set_apart() -> None:
    made = figure_of(SHOWN, filled((95, 1, 1, 1), (95, 1, 1, 1)))
    assert made.picture is not None
    places = sorted(float(str(row["place"])) for row in made.picture.rows["latest"])
    assert len(places) == 4
    assert min(after - before for before, after in pairwise(places)) > 7


def test_without_months_it_is_not_supplied_though_the_quarter_is_known() -> None:
    made = figure_of(SHOWN, filled((None, None, None, None)))
    assert made.text.startswith("Not supplied for the quarter. Needs: ")


def test_the_countys_establishment(county: Store) -> None:
    made = figure_of(SHOWN, ask(county, [SHOWN], Filters(DECEMBER)))
    assert (
        "the establishment is 189.0 full-time posts: permanent 155.5; agency covering vacancies 25.0"
        in made.text
    )
    assert made.table is not None
    assert len(made.table.cells) == 13
