"""Children by category of risk and rating, as a value."""

from __future__ import annotations

from components.asking import ask
from components.charts.family import specification
from components.charts.kinds import figure_of
from components.charts.rated import RATINGS
from components.figures.answers import WHOLE, Asked
from components.figures.chosen import Filters
from components.figures.figure import Number
from data.measures import Shown
from data.measures.absence import NOT_ON_LIST
from data.series import Series
from data.store import Store
from tests.figures.by_hand import DECEMBER, answers, series

NAME = "get_safe_children_by_category"
SHOWN = Shown(NAME, "rated")


def rated(rating: str, **counts: float | None) -> tuple[Asked, dict[str, Series]]:
    """The children of some categories with a rating."""
    asked = Asked(NAME, periods=1, by="category", within=(("rating", rating),))
    return asked, {name: series(NAME, count, group=name) for name, count in counts.items()}


def asked_of_all(**counts: float) -> dict[Asked, dict[str, Series]]:
    return {
        Asked(NAME): {WHOLE: series(NAME, sum(counts.values()))},
        Asked(NAME, by="category"): {name: series(NAME, count, group=name) for name, count in counts.items()},
    }


def test_categories_stand_by_their_sum_with_a_rating_nobody_has_as_none() -> None:
    asked = dict([rated("Red", A=1, B=4), rated("Amber", B=2), rated("Green", A=3)])
    made = figure_of(SHOWN, answers({**asked_of_all(A=4, B=6), **asked}))
    assert made.sentences[0].text == "B 6; A 4 on 31 December 2022."
    assert made.sentences[0].numbers == (
        Number(6, NAME, "Q3 2022/23", "B"),
        Number(4, NAME, "Q3 2022/23", "A"),
    )
    assert made.table is not None
    assert made.table.columns == ("Category of risk", "Red", "Amber", "Green", "All")
    assert made.table.cells == (("B", "4", "2", "0", "6"), ("A", "1", "0", "3", "4"))
    assert made.table.raw == (("B", 4, 2, 0, 6), ("A", 1, 0, 3, 4))


def test_a_bars_segments_follow_each_other_in_the_order_of_the_ratings() -> None:
    asked = dict([rated("Green", A=3), rated("Red", A=1), rated("Amber", A=2, **{NOT_ON_LIST: 9})])
    made = figure_of(SHOWN, answers({**asked_of_all(A=6), **asked}))
    assert made.picture is not None
    segments = specification(made.picture)["datasets"]["segments"]
    assert [(row["part"], row["start"], row["end"], row["label"]) for row in segments] == [
        ("Red", 0, 1, "R 1"),
        ("Amber", 1, 3, "A 2"),
        ("Green", 3, 6, "G 3"),
    ]
    assert made.picture.values["span"] == [0, 6]


def test_where_nothing_is_rated_the_categories_stand_alone() -> None:
    asked = dict([rated(rating, A=None) for rating in RATINGS])
    made = figure_of(SHOWN, answers({**asked_of_all(A=4, B=6), **asked}))
    assert made.sentences[0].text.startswith("B: 6; A: 4 on 31 December 2022")
    assert made.picture is not None
    assert made.picture.family == "ordered_bars"


def test_the_countys_categories(county: Store) -> None:
    made = figure_of(SHOWN, ask(county, [SHOWN], Filters(DECEMBER)))
    assert made.text.startswith(
        "Child sexual exploitation 40; Criminal exploitation: county lines 39; Criminal exploitation: other 21 on "
    )
    assert made.table is not None
    assert made.table.cells[0] == ("Child sexual exploitation", "7", "13", "20", "40")


def test_the_pack_ranks_them_without_numbers(pack: Store) -> None:
    made = figure_of(SHOWN, ask(pack, [SHOWN], Filters(DECEMBER)))
    assert "Criminal exploitation: county lines (1st); Child sexual exploitation (2nd)." in made.text
    assert made.picture is None
