"""Several returns over time as one reading."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.periods import six_month_window
from data.returns import annex_a
from data.returns.layouts import Layout
from data.store import Store
from tests.workbooks import (
    ASSESSMENTS,
    CONTACTS,
    assessment,
    contact,
    enquiry,
    list_sheet,
    opened_once,
    referral,
    workbook,
)

SEPTEMBER, DECEMBER = date(2022, 9, 30), date(2022, 12, 31)
ONE, OTHER = Store(885), Store(885)
FIRST, SECOND = (date(2022, 4, 1), SEPTEMBER), (date(2022, 7, 1), DECEMBER)
EVENTS = {
    annex_a.CONTACTS: lambda child, one, known: contact(
        child, one.day, one.source, ethnicity=one.ethnicity(known)
    ),
    annex_a.EARLY_HELP: lambda child, one, known: {
        "child_id": child,
        "started_on": one.day,
        "completed_on": one.end(known),
        "organisation": "School",
        "ethnicity": one.ethnicity(known),
    },
    annex_a.REFERRALS: lambda child, one, known: referral(
        child, one.day, one.source, ethnicity=one.ethnicity(known)
    ),
    annex_a.ASSESSMENTS: lambda child, one, known: assessment(
        child, one.day, one.end(known), ethnicity=one.ethnicity(known)
    ),
    annex_a.SECTION_47_ENQUIRIES: lambda child, one, known: enquiry(
        child, one.day, ethnicity=one.ethnicity(known)
    ),
}
MEASURES = [
    "contacts",
    "referrals",
    "re_referrals_within_12_months",
    "assessments_completed",
    "assessments_within_45_working_days",
    "open_assessments",
    "section_47_enquiries",
]


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

    def is_listed(self, layout: Layout, window: tuple[date, date], by: str = "end") -> bool:
        """Whether the return of that window has it: by end, what is open or ended in the window; by start, what began in it."""
        first, last = window
        until = (self.ended_on or last) if layout.ends and by == "end" else self.on
        return (
            self.on <= last
            and self.told <= last
            and until >= first
            and not (self.withdrawn and last > SEPTEMBER)
        )


@st.composite
def happenings(draw: st.DrawFn) -> Event:
    """An event of the nine months, told at once or late, put right, withdrawn or neither."""
    on = date(2022, 4, 1) + timedelta(days=draw(st.integers(0, 274)))
    lasted = draw(st.sampled_from([0, 10, 40, 70, 120, None]))
    late = draw(st.sampled_from([0, 0, 0, 20, 90])) if on >= SECOND[0] else 0
    told = on + timedelta(days=late)
    ended = None if lasted is None else max(on + timedelta(days=lasted), told)
    return Event(
        draw(st.integers(1, 12)),
        on,
        draw(st.sampled_from(["6: Police", "2A: Schools"])),
        told,
        ended,
        draw(st.integers(0, 4)) == 0,
        draw(st.integers(0, 4)) == 0,
    )


histories = st.lists(happenings(), min_size=25, max_size=60, unique_by=lambda event: (event.child, event.on))


def row(layout: Layout, event: Event, known: date) -> dict[str, object]:
    """An event as a row of a list, as it was known on a day."""
    return EVENTS[layout](str(event.child), event, known)


def cut(history: list[Event], window: tuple[date, date], by: str) -> bytes:
    """The return of one window: Lists 1 to 5."""
    return workbook(
        *(
            list_sheet(
                layout,
                row(layout, ALWAYS, window[1]),
                *(row(layout, one, window[1]) for one in history if one.is_listed(layout, window, by)),
            )
            for layout in EVENTS
        )
    )


def selects_by_end(layout: Layout, listed: list[Event], window: tuple[date, date]) -> bool:
    """Whether the rows of a return show it: at least five, and one in twenty, of those that ended in its window began before it."""
    first, last = window
    ended = [one for one in listed if one.ended_on is not None and first <= one.ended_on <= last]
    before = [one for one in ended if one.on < first]
    return len(before) >= 5 and 20 * len(before) >= len(ended)


def lists_open(listed: list[Event], window: tuple[date, date]) -> bool:
    """Whether what began before the window is listed for as long as it is open, shown in the same way."""
    still = [one for one in listed if one.ended_on is None or one.ended_on > window[1]]
    before = [one for one in still if one.on < window[0]]
    return len(before) >= 5 and 20 * len(before) >= len(still)


def merged(
    layout: Layout, history: list[Event], by: str
) -> dict[tuple[int, date], tuple[date | None, date | None]]:
    """What must come of September's and December's return: each child and day with its end, and the day by which it is
    closed though no return says when."""
    listed = {
        window: [ALWAYS, *(one for one in history if one.is_listed(layout, window, by))]
        for window in (FIRST, SECOND)
    }
    known: dict[tuple[int, date], tuple[date | None, date | None]] = {}
    for one in listed[SECOND]:
        known[one.child, one.on] = (
            one.ended_on if layout.ends and one.ended_on and one.ended_on <= DECEMBER else None,
            None,
        )
    for one in listed[FIRST]:
        if (one.child, one.on) in known:
            continue
        began_inside = SECOND[0] <= one.on
        if not layout.ends:
            if not began_inside:
                known[one.child, one.on] = (None, None)
            continue
        end = one.ended_on if one.ended_on and one.ended_on <= SEPTEMBER else None
        at_end = selects_by_end(layout, listed[SECOND], SECOND)
        if end is None:
            is_closed = began_inside or at_end or lists_open(listed[SECOND], SECOND)
            known[one.child, one.on] = (None, DECEMBER if is_closed else None)
        elif not (SECOND[0] <= end if at_end else began_inside):
            known[one.child, one.on] = (end, None)
    return known


ALWAYS = Event(99, date(2022, 8, 1), "6: Police", date(2022, 8, 1), None, corrected=False, withdrawn=False)
"""In both returns, so that no list is empty: an empty list is one not supplied."""


def held(store: Store, name: str) -> pd.DataFrame:
    """A table without what tells in which order the returns were loaded."""
    columns = [
        column
        for column in store.table(f"select * from {name} limit 0")
        if column not in ("return_id", "reading_order")
    ]
    return store.table(f"select {', '.join(columns)} from {name} order by all")


def kept(store: Store, layout: Layout) -> dict[tuple[int, date], tuple[date | None, date | None]]:
    """What the merged list holds, as ``merged`` gives it."""
    ends = f"{layout.ends}, closed_by" if layout.ends else "null, null"
    rows = store.table(f"select child_id, cast({layout.event} as date), {ends} from {layout.name}")
    days = [
        [None if pd.isna(day) else pd.Timestamp(day).date() for day in row[1:]]
        for row in rows.itertuples(index=False)
    ]
    return {(int(child), day[0]): (day[1], day[2]) for child, day in zip(rows["child_id"], days, strict=True)}


@pytest.mark.parametrize("by", ["end", "start"])
@settings(max_examples=5, deadline=None)
@given(history=histories)
def test_overlapping_returns_in_either_order_give_what_the_rules_say(history: list[Event], by: str) -> None:
    first, second = (
        ("a.xlsx", cut(history, FIRST, by), SEPTEMBER),
        ("b.xlsx", cut(history, SECOND, by), DECEMBER),
    )
    opener = opened_once()
    ONE.forget()
    OTHER.forget()
    ONE.load_all([first, second], opener=opener)
    OTHER.load_all([second, first, first], opener=opener)
    for name in (
        "contacts",
        "contacts_followed",
        "early_help",
        "referrals",
        "assessments",
        "section_47_enquiries",
        "unsettled",
    ):
        pd.testing.assert_frame_equal(held(ONE, name), held(OTHER, name), obj=name)
    for layout in EVENTS:
        assert kept(ONE, layout) == merged(layout, history, by), layout.title


def quarterly(history: list[tuple[date, date]], by: str) -> list[tuple[str, bytes, date]]:
    """Five quarterly returns of List 4, each of six months, of one history of assessments' starts and ends."""
    files = []
    for last in QUARTER_ENDS:
        first = six_month_window(last)
        rows = [
            assessment(f"{number}", began.isoformat(), ended.isoformat() if ended <= last else None)
            for number, (began, ended) in enumerate(history)
            if began <= last and (ended >= first if by == "end" else began >= first)
        ]
        files.append((f"{last}.xlsx", workbook(list_sheet(ASSESSMENTS, *rows)), last))
    return files


QUARTER_ENDS = [date(2022, 3, 31), date(2022, 6, 30), SEPTEMBER, DECEMBER, date(2023, 3, 31)]
LISTED_QUARTERS = [(date(day.year, day.month - 2, 1), day) for day in QUARTER_ENDS]


def answers(history: list[tuple[date, date]], by: str) -> list[tuple[str, str, float, int]]:
    """For each figure and quarter from January 2022: measure, status, value, and the history's own count."""
    ONE.forget()
    ONE.load_all(quarterly(history, by))
    figures = ONE.measure(["assessments_completed", "open_assessments"], "quarter", len(QUARTER_ENDS))
    rows = []
    for name, of_measure in figures.groupby("measure"):
        for (first, last), status, value in zip(
            LISTED_QUARTERS, of_measure["status"], of_measure["value"], strict=True
        ):
            true = sum(
                first <= ended <= last if name == "assessments_completed" else began <= last < ended
                for began, ended in history
            )
            rows.append((str(name), status, value, true))
    return rows


def lasting(most: int) -> st.SearchStrategy[list[tuple[date, date]]]:
    """Histories of 160 assessments begun from 2021 to March 2023, none of which lasts longer than so many days."""

    def history(seed: int) -> list[tuple[date, date]]:
        chance = random.Random(seed)
        starts = sorted(date(2021, 1, 1) + timedelta(days=chance.randrange(820)) for _ in range(160))
        return [(began, began + timedelta(days=chance.randint(0, most))) for began in starts]

    return st.integers(0, 10_000).map(history)


@pytest.mark.parametrize("by", ["end", "start"])
@settings(max_examples=4, deadline=None)
@given(history=lasting(91))
def test_what_lasts_a_quarter_at_most_is_counted_exactly_however_returns_select(
    history: list[tuple[date, date]], by: str
) -> None:
    """The first return alone lacks what began before its window; what began on the last days of December can end after March."""
    for place, (name, status, value, true) in enumerate(answers(history, by)):
        quarter = place % len(QUARTER_ENDS)
        if status == "ok" or quarter > 0:
            assert value == true, (name, quarter, status)
        if 1 <= quarter <= 3:
            assert status == "ok", (name, quarter)


@pytest.mark.parametrize("by", ["end", "start"])
@settings(max_examples=4, deadline=None)
@given(history=lasting(400))
def test_what_lasts_longer_makes_a_quarter_partial_and_never_wrong(
    history: list[tuple[date, date]], by: str
) -> None:
    found = answers(history, by)
    assert [
        (name, value, true) for name, status, value, true in found if status == "ok" and value != true
    ] == []
    assert all(status == "ok" for _, status, *_ in found) == (by == "end")


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
    store.load(
        "s.xlsx",
        workbook(
            list_sheet(ASSESSMENTS, assessment("1", "2022-09-20", None), assessment("2", "2022-09-21", None))
        ),
        SEPTEMBER,
    )
    store.load(
        "d.xlsx", workbook(list_sheet(ASSESSMENTS, assessment("1", "2022-09-20", "2022-10-30"))), DECEMBER
    )
    assert store.measure("open_assessments", "quarter", 2)["value"].tolist() == [
        2,
        0,
    ]  # the second closed on a day not known
    completed = store.measure("assessments_completed", "quarter", 1)
    assert (completed["value"].tolist(), completed["status"].tolist()) == ([1], ["partial"])


def test_what_began_before_a_return_selects_stays_as_it_was(store: Store) -> None:
    """One open since April is on no list of what began from July on: it stays open, and the counts say that they are in part."""
    store.load(
        "s.xlsx",
        workbook(
            list_sheet(
                ASSESSMENTS, assessment("1", "2022-04-20", None), assessment("2", "2022-05-02", "2022-06-01")
            )
        ),
        SEPTEMBER,
    )
    store.load(
        "d.xlsx", workbook(list_sheet(ASSESSMENTS, assessment("3", "2022-11-01", "2022-11-30"))), DECEMBER
    )
    open_then = store.measure("open_assessments", "quarter", 2)
    assert (open_then["value"].tolist(), open_then["status"].tolist()) == (
        [1, 1],
        ["partial", "partial"],
    )  # nor is it shown how long such things last
    completed = store.measure("assessments_completed", "quarter", 3)
    assert (completed["value"].tolist(), completed["status"].tolist()) == (
        [1, 0, 1],
        ["partial", "partial", "partial"],
    )


def test_a_return_of_the_same_date_withdraws_what_it_no_longer_has_open(store: Store) -> None:
    first = [assessment("1", "2022-11-20", None), assessment("2", "2022-11-21", None)]
    store.load("d.xlsx", workbook(list_sheet(ASSESSMENTS, *first)), DECEMBER)
    store.load("d again.xlsx", workbook(list_sheet(ASSESSMENTS, first[0])), DECEMBER)
    found = store.measure(["open_assessments", "assessments_completed"], "quarter", 1)
    assert found[["measure", "value", "status"]].to_numpy().tolist() == [
        ["assessments_completed", 0, "ok"],
        ["open_assessments", 1, "ok"],
    ]


def test_a_quarter_that_no_return_covers_is_a_gap(store: Store) -> None:
    march, december = date(2022, 3, 31), DECEMBER
    store.load(
        "m.xlsx",
        workbook(list_sheet(CONTACTS, contact("1", "2022-01-10"), contact("2", "2021-11-10"))),
        march,
    )
    store.load(
        "d.xlsx",
        workbook(list_sheet(CONTACTS, contact("3", "2022-07-10"), contact("4", "2022-11-10"))),
        december,
    )
    answer = store.measure("contacts", "quarter", 5)
    assert answer["status"].tolist() == ["ok", "ok", "not supplied", "ok", "ok"]
    assert answer["value"].fillna(-1).tolist() == [1, 1, -1, 1, 1]


def care(child: str, start: str, end: str | None = None) -> dict[str, object]:
    return {
        "child_id": child,
        "started_on": start,
        "ceased_on": end,
        "unaccompanied": "b) No",
        "legal_status": "C2",
        "category_of_need": "N1",
    }


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_spells_of_looked_after_children(store: Store, order: tuple[int, int]) -> None:
    layout = annex_a.LOOKED_AFTER_CHILDREN
    returns = [
        (
            workbook(
                list_sheet(
                    layout,
                    care("1", "2022-01-10"),
                    care("2", "2022-02-10"),
                    care("3", "2022-03-10"),
                    care("4", "2022-04-10", "2022-08-01"),
                )
            ),
            SEPTEMBER,
        ),
        (
            workbook(
                list_sheet(layout, care("1", "2022-01-10"), care("2", "2022-11-11"), care("5", "2022-12-01"))
            ),
            DECEMBER,
        ),
    ]
    for index in order:
        store.load(f"{index}.xlsx", *returns[index])
    spells = store.table(
        "select child_id, started_on, ceased_on, end_is_estimated from looked_after_children order by child_id, started_on"
    )
    found = [
        (
            row["child_id"],
            row["started_on"].date(),
            None if pd.isna(row["ceased_on"]) else row["ceased_on"].date(),
            row["end_is_estimated"],
        )
        for _, row in spells.iterrows()
    ]
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
