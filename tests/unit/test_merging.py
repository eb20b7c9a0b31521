"""Several returns over time as one reading."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.returns import annex_a
from data.store import Store
from tests.workbooks import ASSESSMENTS, CONTACTS, REFERRALS, assessment, contact, list_sheet, referral, workbook

SEPTEMBER, DECEMBER = date(2022, 9, 30), date(2022, 12, 31)
ONE, OTHER = Store(885), Store(885)
Event = tuple[int, date, str]

events = st.lists(st.tuples(st.integers(1, 12), st.dates(date(2022, 4, 1), DECEMBER), st.sampled_from(["6: Police", "2A: Schools"])),
                  min_size=1, max_size=30, unique=True)  # fmt: skip


def cut(history: list[Event], first: date, last: date) -> bytes:
    """A return with the events between two dates, on Lists 1 and 3."""
    inside = [event for event in history if first <= event[1] <= last]
    return workbook(list_sheet(CONTACTS, *(contact(str(child), day.isoformat(), source) for child, day, source in inside)),
                    list_sheet(REFERRALS, *(referral(str(child), day.isoformat(), source) for child, day, source in inside)))  # fmt: skip


def figures(store: Store) -> pd.DataFrame:
    """Contacts and referrals by month and source, and re-referrals."""
    by_source = store.measure(["contacts", "referrals"], "month", 9, by="source")
    return pd.concat([by_source, store.measure("re_referrals_within_12_months", "month", 9)])[["measure", "period", "group", "numerator", "denominator"]]


@settings(max_examples=10, deadline=None)
@given(events)
def test_overlapping_returns_in_either_order_equal_one_that_covers_all(history: list[Event]) -> None:
    first = (cut(history, date(2022, 4, 1), SEPTEMBER), SEPTEMBER)
    second = (cut(history, date(2022, 7, 1), DECEMBER), DECEMBER)
    ONE.forget()
    OTHER.forget()
    for name, (content, day) in {"b": second, "a": first, "again": first}.items():
        ONE.load(f"{name}.xlsx", content, day)
    OTHER.load("all.xlsx", cut(history, date(2022, 4, 1), DECEMBER), DECEMBER)
    events_held = [store.table("select child_id, contact_on, source from contacts order by all") for store in (ONE, OTHER)]
    assert events_held[0].equals(events_held[1])
    merged, whole = figures(ONE), figures(OTHER)
    both = merged.merge(whole, on=["measure", "period", "group"], how="inner")
    assert (both["numerator_x"].fillna(0) == both["numerator_y"].fillna(0)).all()
    assert (both["denominator_x"].fillna(0) == both["denominator_y"].fillna(0)).all()
    assert len(both) > 0


def test_a_later_return_corrects_and_withdraws(store: Store) -> None:
    september = [contact("1", "2022-08-01"), contact("2", "2022-08-02"), contact("3", "2022-05-05")]
    december = [contact("1", "2022-08-01", ethnicity="b) WIRI"), contact("4", "2022-11-04")]
    store.load("s.xlsx", workbook(list_sheet(CONTACTS, *september)), SEPTEMBER)
    store.load("d.xlsx", workbook(list_sheet(CONTACTS, *december)), DECEMBER)
    held = store.table("select child_id, ethnicity from contacts order by child_id")
    assert held.to_numpy().tolist() == [["1", "WIRI"], ["3", "WBRI"], ["4", "WBRI"]]


def test_rows_that_share_a_key_but_differ_are_kept_and_reported(store: Store) -> None:
    rows = [contact("1", "2022-11-01"), contact("1", "2022-11-01", gender="b) Female")]
    report = store.load("a.xlsx", workbook(list_sheet(CONTACTS, *rows)), DECEMBER)
    assert store.measure("contacts", periods=1)["value"].tolist() == [2]
    assert [problem.rows for problem in report.problems if "differ elsewhere" in problem.message] == [(4,)]


def test_an_assessment_open_then_and_authorised_now_is_one(store: Store) -> None:
    store.load("s.xlsx", workbook(list_sheet(ASSESSMENTS, assessment("1", "2022-09-20", None), assessment("2", "2022-09-21", None))), SEPTEMBER)
    store.load("d.xlsx", workbook(list_sheet(ASSESSMENTS, assessment("1", "2022-09-20", "2022-10-30"))), DECEMBER)
    assert store.measure("open_assessments", "quarter", 2)["value"].tolist() == [1, 0]
    assert store.measure("assessments_completed", "quarter", 1)["value"].tolist() == [1]


def test_a_quarter_that_no_return_covers_is_a_gap(store: Store) -> None:
    march, december = date(2022, 3, 31), DECEMBER
    store.load("m.xlsx", workbook(list_sheet(CONTACTS, contact("1", "2022-01-10"), contact("2", "2021-11-10"))), march)
    store.load("d.xlsx", workbook(list_sheet(CONTACTS, contact("3", "2022-07-10"), contact("4", "2022-11-10"))), december)
    answer = store.measure("contacts", "quarter", 5)
    assert answer["status"].tolist() == ["ok", "ok", "not supplied", "ok", "ok"]
    assert answer["value"].fillna(-1).tolist() == [1, 1, -1, 1, 1]


def care(child: str, start: str, end: str | None = None) -> dict[str, object]:
    return {"child_id": child, "started_on": start, "ceased_on": end, "unaccompanied": "b) No", "legal_status": "C2", "category_of_need": "N1"}


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_spells_of_looked_after_children(store: Store, order: tuple[int, int]) -> None:
    layout = annex_a.LOOKED_AFTER_CHILDREN
    returns = [
        (workbook(list_sheet(layout, care("1", "2022-01-10"), care("2", "2022-02-10"), care("3", "2022-03-10"), care("4", "2022-04-10", "2022-08-01"))), SEPTEMBER),
        (workbook(list_sheet(layout, care("1", "2022-01-10"), care("2", "2022-11-11"), care("5", "2022-12-01"))), DECEMBER),
    ]
    for index in order:
        store.load(f"{index}.xlsx", *returns[index])
    spells = store.table("select child_id, started_on, ceased_on, end_is_estimated from looked_after_children order by child_id, started_on")
    found = [(row["child_id"], row["started_on"].date(), None if pd.isna(row["ceased_on"]) else row["ceased_on"].date(), row["end_is_estimated"])
             for _, row in spells.iterrows()]  # fmt: skip
    assert found == [
        ("1", date(2022, 1, 10), None, False),
        ("2", date(2022, 2, 10), date(2022, 11, 11), True),  # re-entered; the first spell had no end
        ("2", date(2022, 11, 11), None, False),
        ("3", date(2022, 3, 10), DECEMBER, True),  # gone without an end date
        ("4", date(2022, 4, 10), date(2022, 8, 1), False),
        ("5", date(2022, 12, 1), None, False),
    ]


def test_a_longer_look_back_than_six_months_is_believed_while_it_does_not_thin_out(store: Store) -> None:
    days = [date(2022, 1, 3) + timedelta(days=3 * n) for n in range(120)]
    rows = [contact(str(n), day.isoformat()) for n, day in enumerate(days)] + [contact("old", "2019-05-05")]
    store.load("a.xlsx", workbook(list_sheet(CONTACTS, *rows)), DECEMBER)
    answer = store.measure("contacts", "month", 14)
    assert answer["status"].tolist() == ["not supplied", "not supplied", *["ok"] * 12]
    assert answer["value"].sum() == sum(day.year == 2022 for day in days)
