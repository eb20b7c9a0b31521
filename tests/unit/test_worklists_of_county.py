"""The worklists of the Example county: as many rows as their measures count, and counted again from the workbooks' cells."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from data.facts.loaded import teams
from data.periods import add_months
from data.sample import EXAMPLE_COUNTY, returns_in
from data.store import Store
from data.worklists import WORKLISTS, as_at, worklist
from tests.unit.test_county_counted_again import ages, cells, code, opened, still_counted, working_days

pytestmark = pytest.mark.xdist_group("county counted again")
DECEMBER = pd.Timestamp("2022-12-31")
LISTS = {
    "list4": "assessments",
    "list6": "children_in_need",
    "list7": "child_protection_plans",
    "list8": "looked_after_children",
    "list9": "care_leavers",
}
Book = dict[str, pd.DataFrame]


@pytest.fixture(scope="module")
def book() -> Book:
    """The newest quarter's lists as frames of cells, their dates read."""
    content = next(
        content
        for name, content in returns_in(EXAMPLE_COUNTY)
        if name.startswith("2022-12") and "Annex A" in name
    )
    frames = cells(content, LISTS)
    for frame in frames.values():
        for column in [name for name in frame.columns if name.endswith("_on")]:
            frame[column] = pd.to_datetime(frame[column].map(day_of), errors="coerce")
    return frames


def day_of(cell: object) -> object:
    """A cell's date, however it is written."""
    if not isinstance(cell, str):
        return cell
    return pd.to_datetime(cell, dayfirst="/" in cell, errors="coerce")


def ids(rows: pd.DataFrame) -> list[str]:
    return sorted(rows["child_id"].astype(str))


def late(since: pd.Series, limit: int) -> np.ndarray:
    """More than so many working days before the data's date."""
    return working_days(since, pd.Series(DECEMBER, index=since.index)) > limit


@pytest.mark.parametrize("name", [one.id for one in WORKLISTS.values() if one.counts_to])
def test_the_rows_are_as_many_as_the_measure_counts(county: Store, name: str) -> None:
    counts_to = WORKLISTS[name].counts_to
    assert counts_to is not None
    by = "category" if counts_to.part else None
    figures = county.measure(counts_to.measure, periods=1, by=by, origin=counts_to.origin)
    figure = figures[figures["group"] == counts_to.part].iloc[0] if by else figures.iloc[0]
    assert figure["status"] == "ok"
    counted = figure["denominator"] - figure["numerator"] if counts_to.rest else figure["numerator"]
    assert len(worklist(county, name)) == counted > 0


@pytest.mark.parametrize("name", list(WORKLISTS))
def test_every_row_says_why_and_none_is_overdue_after_the_data(county: Store, name: str) -> None:
    rows, one, until = worklist(county, name), WORKLISTS[name], as_at(county, name)
    assert until == DECEMBER.date()
    assert rows["reason"].notna().all() and rows["worker"].notna().all() and rows["team"].notna().all()
    if one.days in ("Working days over", "Days over"):
        assert (rows["due_on"].dropna() <= DECEMBER).all()
        assert (rows["days"].dropna() >= 0).all()
    known = rows["days"].dropna()
    assert known.is_monotonic_decreasing if one.most_days_first else known.is_monotonic_increasing
    of_teams = [worklist(county, name, team) for team in [*teams(county), "No team recorded"]]
    assert sum(map(len, of_teams)) == len(rows)


def test_nobody_who_left_is_on_a_worklist(county: Store, book: Book) -> None:
    for list_name, names in {
        "child_protection_plans": [name for name in WORKLISTS if name.startswith("child_protection")],
        "looked_after_children": [
            one.id for one in WORKLISTS.values() if one.layout.name == "looked_after_children"
        ],
        "children_in_need": ["children_in_need_not_seen"],
    }.items():
        here = set(ids(opened(book[list_name], DECEMBER.date())))
        for name in names:
            assert set(worklist(county, name)["child_id"]) <= here


def test_open_assessments_counted_again(county: Store, book: Book) -> None:
    rows = book["assessments"]
    still_open = rows[(rows["started_on"] <= DECEMBER) & ~(rows["authorised_on"] <= DECEMBER)]
    past_45, past_35 = (late(still_open["started_on"], limit) for limit in (45, 35))
    assert ids(still_open[past_45]) == ids(worklist(county, "assessments_open_over_45_working_days"))
    assert ids(still_open[past_35 & ~past_45]) == ids(
        worklist(county, "assessments_open_36_to_45_working_days")
    )


def test_plans_counted_again(county: Store, book: Book) -> None:
    rows = opened(book["child_protection_plans"], DECEMBER.date())
    over = rows[rows["started_on"] < pd.Timestamp(add_months(DECEMBER.date(), -15))]
    assert ids(over) == ids(worklist(county, "child_protection_plans_over_15_months"))
    unvisited = rows[late(rows["last_visit_on"].fillna(rows["started_on"]), 20)]
    assert ids(unvisited) == ids(worklist(county, "child_protection_visits_overdue"))
    reviewed = rows["last_review_on"] >= rows["started_on"]
    due = (rows["last_review_on"] + pd.DateOffset(months=6)).where(
        reviewed, rows["started_on"] + pd.DateOffset(months=3)
    )
    assert ids(rows[due < DECEMBER]) == ids(worklist(county, "child_protection_reviews_overdue"))


def test_children_in_need_counted_again(county: Store, book: Book) -> None:
    rows = opened(book["children_in_need"], DECEMBER.date())
    on_plan = rows[code(rows, "case_status") == "Child in need plan"]
    unseen = on_plan[late(on_plan["last_seen_on"].fillna(on_plan["started_on"]), 20)]
    assert len(unseen) > 100
    assert ids(unseen) == ids(worklist(county, "children_in_need_not_seen"))


def test_looked_after_children_counted_again(county: Store, book: Book) -> None:
    rows = opened(book["looked_after_children"], DECEMBER.date())
    placed, visited = rows["placement_started_on"], rows["last_visit_on"]
    long_term = rows["placement_type"].astype(str).str.contains(r"\bU[14]\b") & (
        placed + pd.DateOffset(months=12) <= visited
    )
    due = (visited + pd.DateOffset(months=3)).where(long_term, visited + pd.Timedelta(weeks=6))
    due = due.where(visited >= placed, placed + pd.Timedelta(days=7))
    assert ids(rows[due < DECEMBER]) == ids(worklist(county, "looked_after_visits_overdue"))
    a_year = rows[rows["started_on"] + pd.DateOffset(months=12) <= DECEMBER]
    checked = a_year["last_dental_check_on"] + pd.DateOffset(months=12) >= DECEMBER
    assert ids(a_year[~checked]) == ids(worklist(county, "dental_checks_overdue"))


def test_care_leavers_counted_again(county: Store, book: Book) -> None:
    rows = still_counted(book["care_leavers"])
    adult = rows[ages(rows, DECEMBER.date()).between(18, 25)]
    assert ids(adult[code(adult, "in_touch").str.lower() != "yes"]) == ids(
        worklist(county, "care_leavers_not_in_touch")
    )
