"""Several returns over time as one reading."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.returns import annex_a
from data.returns.layouts import Layout
from data.store import Store
from tests.workbooks import ASSESSMENTS, CONTACTS, assessment, contact, enquiry, list_sheet, opened_once, referral, workbook

SEPTEMBER, DECEMBER = date(2022, 9, 30), date(2022, 12, 31)
ONE, OTHER = Store(885), Store(885)
FIRST, SECOND = (date(2022, 4, 1), SEPTEMBER), (date(2022, 7, 1), DECEMBER)
EVENTS = {
    annex_a.CONTACTS: lambda child, one, known: contact(child, one.day, one.source, ethnicity=one.ethnicity(known)),
    annex_a.EARLY_HELP: lambda child, one, known: {"child_id": child, "started_on": one.day, "completed_on": one.end(known),
                                                   "organisation": "School", "ethnicity": one.ethnicity(known)},
    annex_a.REFERRALS: lambda child, one, known: referral(child, one.day, one.source, ethnicity=one.ethnicity(known)),
    annex_a.ASSESSMENTS: lambda child, one, known: assessment(child, one.day, one.end(known), ethnicity=one.ethnicity(known)),
    annex_a.SECTION_47_ENQUIRIES: lambda child, one, known: enquiry(child, one.day, ethnicity=one.ethnicity(known)),
}  # fmt: skip
MEASURES = ["contacts", "referrals", "re_referrals_within_12_months", "assessments_completed", "assessments_within_45_working_days", "open_assessments",
            "section_47_enquiries"]  # fmt: skip


@dataclass(frozen=True)
class Event:
    """Something that happened to a child, and what the council's system made of it.

    ``told`` is when it was recorded, ``ended_on`` when it was over (Lists 2 and 4; None: still open), ``corrected`` whether
    another of its columns was put right after September, ``withdrawn`` whether it was deleted then.
    """

    child: int
    on: date
    source: str
    told: date
    ended_on: date | None
    corrected: bool
    withdrawn: bool

    @property
    def day(self) -> str:
        return self.on.isoformat()

    def end(self, known: date) -> str | None:
        return self.ended_on.isoformat() if self.ended_on is not None and self.ended_on <= known else None

    def ethnicity(self, known: date) -> str:
        return "b) WIRI" if self.corrected and known > SEPTEMBER else "a) WBRI"

    def is_listed(self, layout: Layout, window: tuple[date, date]) -> bool:
        """Whether the return of that window has it: what lasts is listed while it is open, or ended in the window."""
        first, last = window
        until = (self.ended_on or last) if layout.ends else self.on
        return self.on <= last and self.told <= last and until >= first and not (self.withdrawn and last > SEPTEMBER)


@st.composite
def happenings(draw: st.DrawFn) -> Event:
    """An event of the nine months, told at once or late, put right, withdrawn or neither."""
    on = date(2022, 4, 1) + timedelta(days=draw(st.integers(0, 274)))
    lasted = draw(st.sampled_from([0, 10, 40, 70, 120, None]))
    late = draw(st.sampled_from([0, 0, 0, 20, 90])) if on >= SECOND[0] else 0
    told = on + timedelta(days=late)
    ended = None if lasted is None else max(on + timedelta(days=lasted), told)
    return Event(draw(st.integers(1, 12)), on, draw(st.sampled_from(["6: Police", "2A: Schools"])), told, ended,
                 draw(st.integers(0, 4)) == 0, draw(st.integers(0, 4)) == 0)  # fmt: skip


histories = st.lists(happenings(), min_size=25, max_size=60, unique_by=lambda event: (event.child, event.on))


def row(layout: Layout, event: Event, known: date) -> dict[str, object]:
    """An event as a row of a list, as it was known on a day."""
    return EVENTS[layout](str(event.child), event, known)


def cut(history: list[Event], window: tuple[date, date]) -> bytes:
    """The return of one window: Lists 1 to 5."""
    return workbook(*(list_sheet(layout, row(layout, ALWAYS, window[1]), *(row(layout, one, window[1]) for one in history if one.is_listed(layout, window)))
                      for layout in EVENTS))  # fmt: skip


def whole(history: list[Event]) -> bytes:
    """One return of all the time: as December has it, and before December's window as September had it."""
    sheets = []
    for layout in EVENTS:
        rows = [row(layout, ALWAYS, DECEMBER)]
        for one in history:
            if one.is_listed(layout, SECOND):
                rows.append(row(layout, one, DECEMBER))
            elif one.is_listed(layout, FIRST) and ((one.ended_on or DECEMBER) if layout.ends else one.on) < SECOND[0]:
                rows.append(row(layout, one, SEPTEMBER))
        sheets.append(list_sheet(layout, *rows))
    return workbook(*sheets)


ALWAYS = Event(99, date(2022, 8, 1), "6: Police", date(2022, 8, 1), None, corrected=False, withdrawn=False)
"""In both returns, so that no list is empty: an empty list is one not supplied."""


def held(store: Store, name: str) -> pd.DataFrame:
    """A table without what tells in which order the returns were loaded."""
    columns = [column for column in store.table(f"select * from {name} limit 0") if column not in ("return_id", "reading_order")]
    return store.table(f"select {', '.join(columns)} from {name} order by all")


@settings(max_examples=6, deadline=None)
@given(histories)
def test_overlapping_returns_in_either_order_equal_one_that_covers_all(history: list[Event]) -> None:
    first, second = ("a.xlsx", cut(history, FIRST), SEPTEMBER), ("b.xlsx", cut(history, SECOND), DECEMBER)
    opener = opened_once()
    ONE.forget()
    OTHER.forget()
    ONE.load_all([first, second], opener=opener)
    OTHER.load_all([second, first, first], opener=opener)
    for name in ("contacts", "contacts_followed", "early_help", "referrals", "assessments", "section_47_enquiries"):
        pd.testing.assert_frame_equal(held(ONE, name), held(OTHER, name), obj=name)
    OTHER.forget()
    OTHER.load("all.xlsx", whole(history), DECEMBER)
    for layout in EVENTS:
        columns = ", ".join(column.name for column in layout.columns)
        merged, covering = (store.table(f"select {columns} from {layout.name} order by all") for store in (ONE, OTHER))
        pd.testing.assert_frame_equal(merged, covering, obj=layout.title)
    answers = [pd.concat([store.measure(MEASURES, "month", 9), store.measure(["contacts", "referrals"], "month", 9, by="source")])
               for store in (ONE, OTHER)]  # fmt: skip
    both = answers[0].merge(answers[1], on=["measure", "period", "group"])
    both = both[(both["status_x"] != "not supplied") & (both["status_y"] != "not supplied")]
    assert (both["numerator_x"].fillna(0) == both["numerator_y"].fillna(0)).all()
    assert (both["denominator_x"].fillna(0) == both["denominator_y"].fillna(0)).all()
    assert set(both["measure"]) == set(MEASURES)
    assert both["period"].nunique() >= 6


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
