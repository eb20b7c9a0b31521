"""What is said where the returns lack something: a list, a column, all but a few children, a whole period, an earlier year."""

from __future__ import annotations

from datetime import date

import pytest

from components.asking import ask
from components.charts.kinds import figure_of
from components.figures.chosen import Filters
from components.figures.figure import Figure
from components.figures.headlines import HEADLINES, asked_of, overview_of
from data.measures import SECTIONS, Shown
from data.returns import annex_a, panel
from data.store import Store
from tests.figures.by_hand import DECEMBER
from tests.figures.reading import drawn, lines, said, section_figures
from tests.unit.test_children_over_time import care
from tests.workbooks import ABOUT, CONTACTS, contact, list_sheet, panel_sheet, workbook

CONTACTS_BY_MONTH = Shown("contacts")


def contacts_of(store: Store) -> Figure:
    return figure_of(CONTACTS_BY_MONTH, ask(store, [CONTACTS_BY_MONTH], Filters(DECEMBER)))


def test_a_missing_list_takes_only_its_own_figures_away(store: Store) -> None:
    rows = [care(str(n), "2022-01-01") for n in range(12)]
    store.load("a.xlsx", workbook(list_sheet(annex_a.LOOKED_AFTER_CHILDREN, *rows)), DECEMBER)
    words = said(section_figures(store, "Throughcare"))
    assert "12 on 31 December 2022" in words
    assert "Care leavers in touch: Not supplied. No loaded return holds List 9: Care leavers." in words
    assert (
        "Children placed more than 20 miles from home and outside the area: Not supplied. No loaded panel return states it on its sheet “Figures”."
        in words
    )
    assert "Children looked after: Not supplied" not in words
    words = said(section_figures(store, "Child Protection"))
    assert (
        "Child protection plans started: Not supplied. No loaded return holds List 7: Child protection."
        in words
    )
    assert (
        "Section 47 enquiries: Not supplied. No loaded return holds List 5: Section 47 enquiries and Initial Child Protection Conferences."
        in words
    )


def test_a_missing_column_is_named(store: Store) -> None:
    name, rows = list_sheet(annex_a.LOOKED_AFTER_CHILDREN, *(care(str(n), "2022-01-01") for n in range(12)))
    column = [one.name for one in annex_a.LOOKED_AFTER_CHILDREN.columns].index("placement_provider")
    without = [
        [cell for place, cell in enumerate(row) if place != column]
        for row in [[*rows[0], *[None] * 33], *rows[1:]]
    ]
    store.load("a.xlsx", workbook((name, without)), DECEMBER)
    words = said(section_figures(store, "Throughcare"))
    assert (
        "Children in the council's own placements: Not supplied. No loaded return has the column “Placement Provider” of List 8"
        in words
    )
    assert "0% (0 of 12)" in words  # placed outside the area is still counted


def test_a_percentage_of_few_children_says_so(store: Store) -> None:
    rows = [care(str(n), "2022-01-01", placement_provider="PR4" if n < 3 else "PR1") for n in range(11)]
    store.load("a.xlsx", workbook(list_sheet(annex_a.LOOKED_AFTER_CHILDREN, *rows)), DECEMBER)
    words = said(section_figures(store, "Throughcare"))
    assert "27.3% (3 of 11) on 31 December 2022" in words
    assert "Few children: one of 11 moves this by 9 points." in words


def test_a_season_of_two_years_is_set_beside_last_year_and_has_no_range(county: Store) -> None:
    made = contacts_of(county)
    months = county.measure("contacts", "month", 13)["value"]
    assert (
        f"Dec 2022: {months.iloc[-1]:,.0f}; last December {months.iloc[0]:,.0f}. No usual range yet"
        in made.text
    )
    assert made.picture is not None
    marks = [layer["mark"]["type"] for layer in drawn(made.picture)["layer"]]
    assert "bar" in marks and "area" not in marks and "point" not in marks  # no band, and no month marked


def a_quarter_with_a_year_ago(data_to: date) -> Store:
    """84 contacts in the last quarter of 2022 and 16 a year before, whose return has data to that day."""
    store = Store(885)
    before = list_sheet(CONTACTS, *(contact(f"M{n}", f"2021-12-{n:02d}") for n in range(13, 29)))
    days = [f"2022-{month}-{day:02d}" for month in (10, 11, 12) for day in range(1, 29)]
    now = list_sheet(CONTACTS, *(contact(f"D{n}", day) for n, day in enumerate(days)))
    store.load("december 2021.xlsx", workbook(before), data_to)
    store.load("december 2022.xlsx", workbook(now), DECEMBER)
    return store


@pytest.mark.parametrize(
    ("data_to", "status"),
    [(date(2021, 12, 31), "ok"), (date(2021, 12, 15), "partial")],
)
def test_nothing_is_compared_with_a_period_that_is_partial(data_to: date, status: str) -> None:
    store = a_quarter_with_a_year_ago(data_to)
    then = store.measure("contacts", "quarter", 5).iloc[0]
    assert (then["status"], then["value"]) == (status, 16)
    words = contacts_of(store).text
    assert "84 in Q3 2022/23" in words
    assert ("up 68 on the same quarter last year" in words) == (status == "ok")
    assert ("on the same quarter last year" in words) == (status == "ok")


def test_the_county_lacks_nothing(county: Store) -> None:
    for title in SECTIONS:
        figures = section_figures(county, title)
        assert [figure.title for figure in figures if figure.why_absent] == []
        assert [line for line in lines(figures) if "Not supplied" in line or "Needs:" in line] == []


@pytest.fixture(scope="module")
def little() -> Store:
    """One child of no recorded sex or age, a contact, three sheets of blanks: enough to reach every figure's empty side."""
    store = Store(885)
    lists = [
        list_sheet(annex_a.LOOKED_AFTER_CHILDREN, care("1", "2022-01-01", born_on=None, gender=None)),
        list_sheet(CONTACTS, contact("1", "2022-12-03")),
    ]
    store.load("a.xlsx", workbook(*lists), DECEMBER)
    store.load(
        "p.xlsx",
        workbook(
            ABOUT,
            panel_sheet(panel.GET_SAFE, ["31/12/2022", "1", None, None, None, None]),
            panel_sheet(panel.MISSING_EPISODES, ["1", None, None, "04/12/2022 07:00", None, None, None]),
            panel_sheet(panel.WORKFORCE, ["Dec 2022", None, None, None, None, None, None, None, None]),
        ),
    )
    return store


@pytest.mark.parametrize("title", SECTIONS)
def test_each_figure_of_little_says_something_and_draws_without_error(little: Store, title: str) -> None:
    for figure in section_figures(little, title):
        assert figure.why_absent or figure.text, figure.title
        if figure.picture is not None:
            drawn(figure.picture)
            assert len(figure.picture.alt) > 30
        assert "nan" not in said([figure]).lower().split()


def test_the_overview_of_little(little: Store) -> None:
    made = overview_of(ask(little, asked_of(HEADLINES), Filters(DECEMBER)))
    assert [row.measure for row in made.rows] == list(HEADLINES)
    assert {row.measure: row.value for row in made.rows if row.value}["children_looked_after"] == "1"
