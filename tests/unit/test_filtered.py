"""Figures of a part of the council: no rate, none is not nothing recorded, a column that is lacking is not zero."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from data.facts.loaded import lacking
from data.facts.rows import ends_estimated, open_assessments_due
from data.measures import MEASURES
from data.returns import annex_a, panel
from data.store import Store
from tests.workbooks import (
    ABOUT,
    ASSESSMENTS,
    REFERRALS,
    assessment,
    list_sheet,
    panel_sheet,
    plan,
    referral,
    workbook,
)

DECEMBER = date(2022, 12, 31)
NORTH, SOUTH = {"team": "North"}, {"team": "South"}


def without(header: str, sheet: tuple[str, list[list[object]]]) -> tuple[str, list[list[object]]]:
    """A sheet of a list without one of its columns."""
    name, rows = sheet
    place = list(rows[1]).index(header)
    return name, [
        rows[0],
        *([cell for position, cell in enumerate(row) if position != place] for row in rows[1:]),
    ]


@pytest.fixture(scope="module")
def council() -> Store:
    """Eight referrals, five of team North; three plans, all of North; assessments of both teams due on two days."""
    store = Store(885)
    referrals = [referral(str(n), "2022-11-02", team="North" if n < 5 else "South") for n in range(8)]
    plans = [plan(str(n), "2022-10-10", team="North") for n in range(3)]
    # 45 working days after 31 October and 1 November 2022, over Christmas, are 5 and 6 January 2023
    assessments = [
        assessment("1", "2022-10-31", None, team="North"),
        assessment("2", "2022-11-01", None, team="South"),
    ]
    store.load(
        "a.xlsx",
        workbook(
            list_sheet(REFERRALS, *referrals),
            list_sheet(annex_a.CHILD_PROTECTION_PLANS, *plans),
            list_sheet(ASSESSMENTS, *assessments),
        ),
        DECEMBER,
    )
    store.load(
        "p.xlsx",
        workbook(
            ABOUT,
            panel_sheet(
                panel.TEAMS,
                ["North", "Front door", None, None, None],
                ["South", "Safeguarding", None, None, None],
            ),
        ),
    )
    return store


@pytest.mark.parametrize("question", [{"where": NORTH}, {"where": {"sex": "Male"}}, {"by": "team"}])
def test_a_rate_is_of_the_whole_councils_children_or_of_none(
    council: Store, question: dict[str, object]
) -> None:
    whole = council.measure("referral_rate", periods=1).iloc[0]
    assert whole["value"] == pytest.approx(8 * 10_000 / 118_963)
    part = council.measure("referral_rate", periods=1, **question)  # type: ignore[arg-type]
    assert part["value"].isna().all()
    assert part["denominator"].isna().all()
    assert set(part["status"]) == {"not applicable"}
    assert council.measure("referrals", periods=1, where=NORTH)["value"].tolist() == [5]


def test_a_team_of_which_a_list_holds_nothing_had_none(council: Store) -> None:
    assert council.measure("child_protection_plans", periods=1, where=SOUTH)[
        ["value", "status"]
    ].to_numpy().tolist() == [[0, "ok"]]
    share = council.measure("child_protection_plans_over_15_months", periods=1, where=SOUTH).iloc[0]
    assert (share["numerator"], share["denominator"], share["status"]) == (0, 0, "not applicable")


def test_without_the_column_of_the_team_a_teams_figure_is_not_supplied() -> None:
    store = Store(885)
    plans = without(
        "Allocated Team",
        list_sheet(annex_a.CHILD_PROTECTION_PLANS, *(plan(str(n), "2022-10-10") for n in range(3))),
    )  # type: ignore[arg-type]
    store.load(
        "a.xlsx", workbook(list_sheet(REFERRALS, referral("1", "2022-11-02", **NORTH)), plans), DECEMBER
    )
    assert store.measure("child_protection_plans", periods=1)["value"].tolist() == [3]
    row = store.measure("child_protection_plans", periods=1, where=NORTH).iloc[0]
    assert np.isnan(row["value"])
    assert row["status"] == "not supplied"
    assert store.measure("child_protection_plans_started", periods=1, where=NORTH)["status"].tolist() == [
        "not supplied"
    ]
    assert "“Allocated Team” of List 7" in lacking(store, MEASURES["child_protection_plans"], NORTH)


@pytest.mark.parametrize(
    ("where", "teams"),
    [
        ({}, ["North", "South"]),
        ({"team": ["South"]}, ["South"]),
        ({"service": ["Front door"]}, ["North"]),
        ({"service": ["Front door"], "team": ["South"]}, []),
    ],
)
def test_assessments_due_are_those_of_the_filter(
    council: Store, where: dict[str, list[str]], teams: list[str]
) -> None:
    assert [due.team for due in open_assessments_due(council, DECEMBER, where)] == teams


def test_ends_on_unknown_days_are_those_of_the_filter() -> None:
    store = Store(885)
    rows = [plan(str(n), "2022-05-10", team="North" if n else "South") for n in range(4)]
    plans = annex_a.CHILD_PROTECTION_PLANS
    store.load("september.xlsx", workbook(list_sheet(plans, *rows)), date(2022, 9, 30))
    store.load("december.xlsx", workbook(list_sheet(plans, rows[3])), DECEMBER)
    # children 0 to 2 are gone without an end: ended between the returns, counted at the later
    assert ends_estimated(store, MEASURES["child_protection_plans_ceased"], DECEMBER) == 3
    assert (
        ends_estimated(store, MEASURES["child_protection_plans_ceased"], DECEMBER, {"team": ["North"]}) == 2
    )


def test_good_or_better_is_good_and_outstanding() -> None:
    store = Store(885)
    grades = zip(("Outstanding", "Good", "Requires improvement", "Inadequate"), (6, 54, 36, 4), strict=True)
    store.load(
        "p.xlsx",
        workbook(
            ABOUT,
            panel_sheet(
                panel.AUDIT_GRADES,
                *(["Q3 2022/23", None, "Overall", grade, number, None] for grade, number in grades),
            ),
        ),
    )
    row = store.measure("audits_good_or_better", periods=1).iloc[0]
    assert (row["numerator"], row["denominator"], row["value"]) == (60, 100, 60)
    assert store.measure("audits_good", periods=1)["value"].tolist() == [54]
