"""Open assessments by working day and those soon due, as a value."""

from __future__ import annotations

from datetime import date

from components.asking import ask
from components.charts.kinds import figure_of
from components.charts.parts import YEAR_AGO_KEY
from components.figures.answers import WHOLE, Answers, Asked
from components.figures.chosen import Filters
from data.facts.rows import Due
from data.measures import Shown
from data.store import Store
from tests.figures.by_hand import DECEMBER, answers, series

NAME = "open_assessments_by_working_day"
SHOWN = Shown(NAME, "due")


def opened(due: tuple[Due, ...] = (), **bands: float) -> Answers:
    """Open assessments by working day, and those soon due."""
    names = {"over": "Over 45", "early": "0–20", "late": "36–45"}
    groups = {names[band]: series(NAME, count, group=names[band]) for band, count in bands.items()}
    whole = {WHOLE: series(NAME, sum(bands.values()))}
    return answers({Asked(NAME): whole, Asked(NAME, by="category"): groups}, tables={"due": due})


def test_bands_stand_in_their_order_a_band_without_any_too() -> None:
    made = figure_of(SHOWN, opened(over=3, early=0))
    assert made.text == "0–20 working days 0; Over 45 working days 3 on 31 December 2022."
    assert made.table is not None
    assert made.table.cells == (("0–20", "0", "not supplied"), ("Over 45", "3", "not supplied"))
    assert made.more == ()


def test_those_soon_due_are_listed_by_day_and_team() -> None:
    due = (Due(date(2022, 12, 30), "North", 1200, 1), Due(date(2023, 1, 3), "South", 2, 0))
    (table,) = figure_of(SHOWN, opened(due, late=3)).more
    assert table.title == "The 1202 open for 36 to 45 working days, by the day they are due"
    assert table.lead.startswith("Open on 31 December 2022. Due: the last day for completing")
    assert table.columns == ("Due by", "Team", "Assessments", "Child not seen")
    assert table.cells == (("30/12/2022", "North", "1,200", "1"), ("03/01/2023", "South", "2", "0"))
    assert table.raw[0] == (date(2022, 12, 30), "North", 1200, 1)


def test_the_countys_open_assessments(county: Store) -> None:
    made = figure_of(SHOWN, ask(county, [SHOWN], Filters(DECEMBER)))
    assert made.text.startswith(
        "0–20 working days 308; 21–35 working days 133; 36–45 working days 34; Over 45 working days 23 on "
    )
    assert YEAR_AGO_KEY in made.text
    (table,) = made.more
    assert table.title.startswith("The 34 open for 36 to 45 working days")
    assert sum(int(row[2]) for row in table.cells) == 34


def test_those_due_are_of_the_team_chosen(county: Store) -> None:
    made = figure_of(SHOWN, ask(county, [SHOWN], Filters(DECEMBER, {"team": ["Safeguarding North"]})))
    (table,) = made.more
    assert {row[1] for row in table.cells} == {"Safeguarding North"}
