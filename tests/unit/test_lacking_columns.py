"""A later return that lacks a column blanks nothing of earlier quarters; a return sent again for its date stands alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd
import pytest

from data.changes import changes_of
from data.returns import annex_a
from data.returns.layouts import Layout
from data.store import Store
from tests.workbooks import (
    ASSESSMENTS,
    CONTACTS,
    REFERRALS,
    assessment,
    contact,
    enquiry,
    in_care,
    list_sheet,
    plan,
    referral,
    workbook,
)

SEPTEMBER, DECEMBER = date(2022, 9, 30), date(2022, 12, 31)
CARE, PLANS, ENQUIRIES = (
    annex_a.LOOKED_AFTER_CHILDREN,
    annex_a.CHILD_PROTECTION_PLANS,
    annex_a.SECTION_47_ENQUIRIES,
)

Sheet = tuple[str, list[Sequence[object]]]


def without(sheet: Sheet, layout: Layout, column: str) -> Sheet:
    name, rows = sheet
    place = [one.name for one in layout.columns].index(column)
    return name, [rows[0], *([cell for n, cell in enumerate(row) if n != place] for row in rows[1:])]


def values(store: Store, measure: str, periods: int = 2) -> list[tuple[float, str]]:
    rows = store.measure(measure, periods=periods)
    return [
        (-1 if pd.isna(value) else value, status)
        for value, status in zip(rows["value"], rows["status"], strict=True)
    ]


def load(store: Store, sheets: dict[date, Sheet], later_first: bool = False) -> None:
    for day in sorted(sheets, reverse=later_first):
        store.load(
            f"{day}.xlsx", workbook(sheets[day], list_sheet(CONTACTS, contact("9", day.isoformat()))), day
        )


@pytest.mark.parametrize("later_first", [False, True])
def test_without_the_end_of_care_what_ended_before_stays_ended(store: Store, later_first: bool) -> None:
    rows = [in_care("1", "2021-01-04"), in_care("2", "2021-01-04", "2022-08-01"), in_care("3", "2021-01-04")]
    load(
        store,
        {SEPTEMBER: list_sheet(CARE, *rows), DECEMBER: without(list_sheet(CARE, *rows), CARE, "ceased_on")},
        later_first,
    )
    assert values(store, "children_looked_after") == [(2, "ok"), (-1, "not supplied")]
    assert values(store, "ceased_to_be_looked_after") == [(1, "ok"), (-1, "not supplied")]


@pytest.mark.parametrize("later_first", [False, True])
def test_without_the_start_of_care_the_rows_cannot_be_found_again_and_are_left_out(
    store: Store, later_first: bool
) -> None:
    rows = [in_care("1", "2021-01-04"), in_care("2", "2022-07-04"), in_care("3", "2021-01-04", "2022-08-01")]
    load(
        store,
        {SEPTEMBER: list_sheet(CARE, *rows), DECEMBER: without(list_sheet(CARE, *rows), CARE, "started_on")},
        later_first,
    )
    assert values(store, "children_looked_after") == [(2, "ok"), (-1, "not supplied")]
    assert values(store, "started_to_be_looked_after") == [(1, "ok"), (-1, "not supplied")]
    assert values(store, "ceased_to_be_looked_after")[0] == (1, "ok")
    assert not store.table("select * from looked_after_children where end_is_estimated").shape[0]


def test_without_the_end_of_a_plan(store: Store) -> None:
    rows = [plan("1", "2022-02-04"), plan("2", "2022-02-04", "2022-08-01")]
    load(
        store,
        {
            SEPTEMBER: list_sheet(PLANS, *rows),
            DECEMBER: without(list_sheet(PLANS, *rows), PLANS, "ceased_on"),
        },
    )
    assert values(store, "child_protection_plans") == [(1, "ok"), (-1, "not supplied")]


@pytest.mark.parametrize(("column", "completed", "opened"), [("authorised_on", 1, 1), ("started_on", 1, 1)])
def test_without_a_date_of_an_assessment(store: Store, column: str, completed: int, opened: int) -> None:
    rows = [assessment("1", "2022-07-04", "2022-08-01"), assessment("2", "2022-09-05", None)]
    load(
        store,
        {
            SEPTEMBER: list_sheet(ASSESSMENTS, *rows),
            DECEMBER: without(list_sheet(ASSESSMENTS, *rows), ASSESSMENTS, column),
        },
    )
    assert values(store, "assessments_completed")[0] == (completed, "ok")
    assert values(store, "open_assessments")[0] == (opened, "ok")
    assert values(store, "assessments_completed")[1] == (-1, "not supplied")


def test_without_the_date_of_conferences_or_the_answer_on_further_action(store: Store) -> None:
    rows = [
        enquiry("1", "2022-08-01", "b) No", "2022-08-10", "a) Yes"),
        enquiry("2", "2022-08-02", "b) No", "2022-08-12", "b) No"),
    ]
    load(
        store,
        {
            SEPTEMBER: list_sheet(ENQUIRIES, *rows),
            DECEMBER: without(list_sheet(ENQUIRIES, *rows), ENQUIRIES, "conference_on"),
        },
    )
    assert values(store, "initial_child_protection_conferences") == [(2, "ok"), (-1, "not supplied")]
    store.forget()
    referrals = [referral("1", "2022-08-01", nfa="a) Yes"), referral("2", "2022-08-02")]
    load(
        store,
        {
            SEPTEMBER: list_sheet(REFERRALS, *referrals),
            DECEMBER: without(list_sheet(REFERRALS, *referrals), REFERRALS, "no_further_action"),
        },
    )
    assert values(store, "referrals_with_no_further_action")[0] == (50, "ok")
    assert values(store, "referrals") == [(2, "ok"), (0, "ok")]


def test_without_the_source_contacts_are_counted_once(store: Store) -> None:
    rows = [
        contact("1", "2022-08-01"),
        contact("3", "2022-08-01", "e) 2A: Schools"),
        contact("2", "2022-11-01"),
    ]
    store.load("s.xlsx", workbook(list_sheet(CONTACTS, *rows[:2])), SEPTEMBER)
    store.load("d.xlsx", workbook(without(list_sheet(CONTACTS, *rows), CONTACTS, "source")), DECEMBER)
    assert values(store, "contacts") == [(2, "ok"), (1, "ok")]
    assert store.table("select source from contacts where contact_on = date '2022-08-01' order by source")[
        "source"
    ].tolist() == ["2A", "6"]


def spells(store: Store) -> list[tuple[object, ...]]:
    rows = store.table(
        "select child_id, strftime(started_on, '%Y-%m-%d') as s, strftime(ceased_on, '%Y-%m-%d') as e, end_is_estimated "
        "from looked_after_children order by all"
    )
    return [tuple(None if pd.isna(cell) else cell for cell in row) for row in rows.itertuples(index=False)]


def test_a_return_sent_again_for_its_date_stands_alone(store: Store) -> None:
    first = [
        in_care("kept", "2022-01-10"),
        in_care("wrongly listed", "2022-11-01"),
        in_care("wrongly ceased", "2022-02-01", "2022-12-01"),
        in_care("moved", "2022-10-10"),
    ]
    again = [in_care("kept", "2022-01-10"), in_care("moved", "2022-10-12")]
    store.load("v1.xlsx", workbook(list_sheet(CARE, *first)), DECEMBER)
    store.load_all([("v2.xlsx", workbook(list_sheet(CARE, *again)), DECEMBER)], as_listed=True)
    assert spells(store) == [("kept", "2022-01-10", None, False), ("moved", "2022-10-12", None, False)]
    assert values(store, "started_to_be_looked_after", 1) == [(1, "ok")]
    assert values(store, "ceased_to_be_looked_after", 1) == [(0, "ok")]
    (changed,) = changes_of(store, store.returns[-1])
    assert changed.counts == {"start corrected": 1, "unchanged": 1, "withdrawn": 2}
    store.load(
        "next.xlsx",
        workbook(
            list_sheet(
                CARE,
                in_care("kept", "2022-01-10"),
                in_care("moved", "2022-10-12"),
                in_care("new", "2023-02-01"),
            )
        ),
        date(2023, 3, 31),
    )
    assert [child for child, *_ in spells(store)] == ["kept", "moved", "new"]
