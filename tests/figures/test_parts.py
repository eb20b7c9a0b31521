"""Distributions as values: what is said of the parts, listed and drawn."""

from __future__ import annotations

from datetime import date

import pytest

from components.asking import ask
from components.charts.family import specification
from components.charts.kinds import figure_of
from components.charts.parts import YEAR_AGO_KEY
from components.charts.ticks import ticks
from components.figures.answers import WHOLE, Asked, Facts
from components.figures.chosen import Filters
from components.figures.figure import Figure, Number
from components.figures.parts import latest_parts, overlap_words
from data.measures import MEASURES, Shown
from data.measures.absence import NOT_ON_LIST
from data.returns import annex_a
from data.series import Point, series_of
from data.store import Store
from tests.figures.by_hand import DECEMBER, answers, point, series
from tests.workbooks import in_care, list_sheet, workbook

A_YEAR_AGO = date(2021, 12, 31)
STATUS = "looked_after_by_legal_status"
LEVELS = "children_with_disabilities_by_level"
NOVEMBER = date(2022, 11, 30)


def figure(store: Store, shown: Shown) -> Figure:
    return figure_of(shown, ask(store, [shown], Filters(DECEMBER)))


def shares(*groups: tuple[str, float | None, float | None], status: str = "ok") -> Figure:
    """Legal status with these shares of 200 a year ago and now."""
    held = {
        name: (
            point(STATUS, before, A_YEAR_AGO, name, of=200),
            point(STATUS, now, DECEMBER, name, of=200, status=status if now is not None else ""),
        )
        for name, before, now in groups
    }
    whole = {WHOLE: series(STATUS, None)}
    asked = {Asked(STATUS, by="category"): held, Asked(STATUS): whole}
    return figure_of(Shown(STATUS), answers(asked))


def test_the_largest_share_is_said_and_the_largest_stands_first() -> None:
    made = shares(("Section 20", 30, 25), ("Full care order", 60, 62.5), (NOT_ON_LIST, 10, 12.5))
    assert made.sentences[0].text == (
        "Full care order 62.5% on 31 December 2022, the largest share of 200; more is not good or bad in itself."
    )
    assert made.sentences[0].numbers == (Number(62.5, STATUS, "Q3 2022/23", "Full care order"),)
    assert made.table is not None
    assert made.table.columns == (MEASURES[STATUS].title, "Number", "Q3 2022/23", "Same time last year")
    assert made.table.cells == (
        ("Full care order", "125", "62.5%", "60%"),
        ("Section 20", "50", "25%", "30%"),
    )
    assert made.table.raw == (("Full care order", 125.0, 62.5, 60), ("Section 20", 50.0, 25, 30))


def test_last_year_is_a_tick_that_a_sentence_explains() -> None:
    made = shares(("Section 20", 30, 25), ("Full care order", None, 75))
    assert made.sentences[-1].text == YEAR_AGO_KEY
    assert made.picture is not None
    drawn = specification(made.picture)
    assert [row["group"] for row in drawn["datasets"]["before"]] == ["Section 20"]
    assert any(layer["mark"]["type"] == "tick" for layer in drawn["layer"])
    without = shares(("Section 20", None, 25), ("Full care order", None, 75))
    assert without.picture is not None
    assert YEAR_AGO_KEY not in without.text
    assert not any(layer["mark"]["type"] == "tick" for layer in specification(without.picture)["layer"])


def test_a_whole_last_year_does_not_stand_beside_a_partial_quarter() -> None:
    made = shares(("Section 20", 30, 25), ("Full care order", 60, 75), status="partial")
    assert YEAR_AGO_KEY not in made.text
    assert "Partial: the returns loaded cover only part of what it needs." in made.text
    assert made.table is not None
    assert {row[-1] for row in made.table.cells} == {"not supplied"}


def test_parts_of_nothing_now_or_last_year_are_left_out_and_known_ones_kept() -> None:
    made = shares(("Section 20", 10, 0), ("Placement order", 0, 0), ("Full care order", 90, 100))
    assert made.table is not None
    assert [row[0] for row in made.table.cells] == ["Full care order", "Section 20"]


def test_parts_with_an_order_of_their_own_keep_it() -> None:
    name = "child_protection_plan_duration"
    held = {
        group: series(name, value, group=group)
        for group, value in (("1 to 2 years", 9.0), ("Under 3 months", 4.0))
    }
    made = figure_of(
        Shown(name), answers({Asked(name, by="category"): held, Asked(name): {WHOLE: series(name, 13.0)}})
    )
    assert made.table is not None
    assert [row[0] for row in made.table.cells] == ["Under 3 months", "1 to 2 years"]


def test_a_count_of_the_parts_names_the_four_largest() -> None:
    held = {
        name: series(LEVELS, value, group=name)
        for name, value in zip("ABCDE", (5.0, 1.0, 4.0, 2.0, 3.0), strict=True)
    }
    made = figure_of(
        Shown(LEVELS),
        answers({Asked(LEVELS, by="category"): held, Asked(LEVELS): {WHOLE: series(LEVELS, 15.0)}}),
    )
    assert made.sentences[0].text.startswith("A: 5; C: 4; E: 3; D: 2 on 31 December 2022; ")


@pytest.mark.parametrize(
    ("whose", "words"), [({}, "None on"), ({"team": ["North"]}, "This team had none on")]
)
def test_none_is_said_where_there_was_none(whose: dict[str, list[str]], words: str) -> None:
    name = "unaccompanied_children_looked_after"
    shown = Shown(name, "parts", by="sex")
    made = figure_of(shown, answers({Asked(name): {WHOLE: series(name, 0.0)}}, where=whose))
    assert made.text == f"{words} 31 December 2022."
    assert made.picture is None


def test_without_parts_it_is_not_supplied_and_says_what_it_needs() -> None:
    name = "looked_after_by_legal_status"
    made = figure_of(
        Shown(name),
        answers(
            {Asked(name): {WHOLE: series(name, 3.0)}},
            facts={name: Facts(lacking="No loaded return holds it.")},
        ),
    )
    assert made.text.startswith("Not supplied for the period. Needs: ")
    assert made.text.endswith("No loaded return holds it.")
    assert "not supplied" in made.states


def test_ranks_without_numbers_are_said_and_listed_but_not_of_a_part() -> None:
    name = "contact_reasons"
    told = {name: Facts(ranks=((1, "Neglect"), (2, "Domestic abuse")))}
    made = figure_of(Shown(name), answers({Asked(name): {WHOLE: series(name, None)}}, facts=told))
    assert made.text.startswith(
        "Ranked in the panel return for Q3 2022/23; it gives no numbers. Neglect (1st); Domestic abuse (2nd)."
    )
    assert made.table is not None
    assert made.table.cells == (("1", "Neglect"), ("2", "Domestic abuse"))
    part = figure_of(
        Shown(name),
        answers({Asked(name): {WHOLE: series(name, None)}}, facts=told, where={"team": ["North"]}),
    )
    assert part.table is None
    assert part.why_absent


def test_surveys_show_the_latest_of_each_with_its_own_quarter() -> None:
    name = "staff_with_manageable_workload"
    held = {
        "All staff": series(name, None, 60.0, group="All staff"),
        "Social workers": series(name, 61.0, None, group="Social workers"),
    }
    made = figure_of(
        Shown(name), answers({Asked(name, by="category"): held, Asked(name): {WHOLE: series(name, None)}})
    )
    assert made.text.startswith("Social workers: 61% (Q2 2022/23); All staff: 60% on 31 December 2022; ")
    assert made.table is not None
    assert [row[-2] for row in made.table.cells] == ["61% (Q2 2022/23)", "60%"]


def test_a_year_to_date_is_asked_and_said_of_that_span(county: Store) -> None:
    made = figure(county, Shown("entrants_by_category_of_need", grain="year_to_date"))
    assert made.text.startswith(
        "Absent parenting 43.1% in 2022/23 YTD to Q3 (April to December 2022), the largest share of 253"
    )
    assert made.table is not None
    assert made.table.cells[1] == ("Abuse or neglect", "102", "40.3%", "58.9%")


def test_care_leavers_in_touch_are_told_by_age(county: Store) -> None:
    made = figure(county, Shown("care_leavers_in_touch", "parts", by="care_leaver_band"))
    assert made.title == "Care leavers in touch, by age"
    assert made.table is not None
    assert [row[0] for row in made.table.cells] == ["18 to 20", "21 to 25"]


def test_the_packs_known_parts(pack: Store) -> None:
    made = figure(pack, Shown("children_in_need_closure_outcomes", grain="year_to_date"))
    assert "Stepped down with a positive outcome 84%" in made.text
    ranked = figure(pack, Shown("contact_reasons"))
    assert "behaviour (1st); Child and/or parental mental health (2nd); Neglect (3rd)." in ranked.text


def points(store: Store, measure: str, by: str, day: date) -> list[Point]:
    """The newest month of a measure's parts."""
    groups = series_of(store.measure(measure, "month", 1, by=by, ending=day))
    return [point for found in groups.values() for point in found]


def test_parts_that_add_up_to_more_than_the_children_are_said_to_overlap(store: Store) -> None:
    rows = [
        in_care("1", "2021-01-04", "2022-12-20"),
        in_care("1", "2022-11-01", placement_type="K2"),
        in_care("2", "2022-06-01"),
    ]
    store.load("a.xlsx", workbook(list_sheet(annex_a.LOOKED_AFTER_CHILDREN, *rows)), DECEMBER)
    measure = MEASURES["looked_after_by_placement_type"]
    shown = points(store, measure.id, "category", NOVEMBER)
    assert overlap_words(measure, "placement_type", shown, 2) == (
        " The parts overlap, as a child can stand in more than one: they add up to 3, the children are 2."
    )
    later = points(store, measure.id, "category", DECEMBER)
    assert overlap_words(measure, "placement_type", later, 2) == ""
    plans = MEASURES["child_protection_plans_by_category"]
    assert overlap_words(plans, "placement_type", shown, 2) == ""  # plans stand in one part each


def test_a_child_of_two_sexes_is_said_to_have_rows_that_differ(store: Store) -> None:
    rows = [
        in_care("1", "2021-01-04", "2022-12-20", gender="a) Male"),
        in_care("1", "2022-11-01", gender="b) Female"),
    ]
    store.load("a.xlsx", workbook(list_sheet(annex_a.LOOKED_AFTER_CHILDREN, *rows)), DECEMBER)
    measure = MEASURES["children_looked_after"]
    shown = points(store, measure.id, "sex", NOVEMBER)
    assert overlap_words(measure, "sex", shown, 1) == (
        " The parts add up to 2, the children are 1: rows of a child differ in sex."
    )


def test_the_latest_of_a_part_is_of_the_quarter_asked() -> None:
    measure = MEASURES[STATUS]
    groups = {"A": series(STATUS, 1.0, None, group="A"), "B": series(STATUS, 1.0, 2.0, group="B")}
    assert [part.name for part in latest_parts(measure, groups, DECEMBER)] == ["B"]


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        (0, [0, 1]),
        (1, [0, 1]),
        (3, [0, 1, 2, 3]),
        (26.1, [0, 10, 20, 30]),
        (75, [0, 20, 40, 60, 80]),
        (100, [0, 50, 100]),
        (1118, [0, 500, 1000, 1500]),
    ],
)
def test_an_axis_ends_on_a_whole_tick(top: float, expected: list[float]) -> None:
    assert ticks(top, most=4) == expected
