"""Two returns of one date: which stands, whatever the order they came in, and what is noted of their use."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import pytest
import xlsxwriter

from data.lists.loaded_return import version_of
from data.notes.use_log import SENT_AGAIN, USED, UseLog
from data.returns import panel
from data.returns.opening import saved_at
from data.store import Store
from tests.workbooks import CONTACTS, contact, list_sheet, panel_sheet, workbook

DECEMBER = date(2022, 12, 31)


def saved(moment: datetime, gender: str) -> bytes:
    """A return of one contact, saved at a moment."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.set_properties({"created": moment})
        name, rows = list_sheet(CONTACTS, contact("1", "2022-11-03", gender=gender))
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return target.getvalue()


EARLIER, LATER = (
    saved(datetime(2023, 1, 9, 10, 0), "a) Male"),
    saved(datetime(2023, 1, 16, 9, 30), "b) Female"),
)


def gender(store: Store) -> list[str]:
    return store.table("select gender from contacts")["gender"].tolist()


def test_a_workbook_says_when_it_was_saved() -> None:
    assert saved_at(LATER) == datetime(2023, 1, 16, 9, 30, tzinfo=UTC)
    for content in (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"x" * 99):
        assert saved_at(content) is None


@pytest.mark.parametrize("order", [(EARLIER, LATER), (LATER, EARLIER), (LATER, EARLIER, LATER)])
@pytest.mark.parametrize("together", [True, False])
def test_the_one_made_later_stands_in_whatever_order_they_come(
    store: Store, order: tuple[bytes, ...], together: bool
) -> None:
    files = [(f"{n}.xlsx", content, DECEMBER) for n, content in enumerate(order)]
    if together:
        store.load_all(files)
    else:
        for file in files:
            store.load(*file)
    assert gender(store) == ["Female"]
    assert {version_of(one, store.returns): one.report.saved_at for one in store.returns} == {
        1: saved_at(EARLIER),
        2: saved_at(LATER),
    }


def test_the_run_of_the_extract_goes_before_the_day_of_saving(store: Store) -> None:
    def stated(run: str, value: int) -> bytes:
        about = panel_sheet(panel.ABOUT, ["Testshire", "31/12/2022", run, None])
        return workbook(
            about,
            panel_sheet(panel.FIGURES, ["referrals", "Q3 2022/23", None, value, None, None, None, None]),
        )

    store.load("second run.xlsx", stated("16/01/2023", 12))
    store.load("first run.xlsx", stated("09/01/2023", 10))
    assert store.measure("referrals", periods=1)["value"].tolist() == [12]


def test_what_the_analyst_says_stands_goes_before_both(store: Store) -> None:
    store.load("later.xlsx", LATER, DECEMBER)
    store.load_all([("earlier.xlsx", EARLIER, DECEMBER)], as_listed=True)
    assert gender(store) == ["Male"]
    store.undo()
    assert gender(store) == ["Female"]


def test_a_third_version_goes_between_two_others(store: Store) -> None:
    between = saved(datetime(2023, 1, 12), "d) Neither")
    for name, content in (("a", EARLIER), ("c", LATER), ("b", between)):
        store.load(f"{name}.xlsx", content, DECEMBER)
    assert [one.report.file_name for one in sorted(store.returns, key=lambda one: one.order)] == [
        "a.xlsx",
        "b.xlsx",
        "c.xlsx",
    ]
    assert gender(store) == ["Female"]


def test_the_log_keeps_what_was_done_once() -> None:
    log, now = UseLog(), datetime(2023, 1, 9, 10, 42)
    log.add(USED, "a.xlsx", "f", "Annex A of Q3 2022/23, version 1", now)
    log.add(SENT_AGAIN, "b.xlsx", "f", "Annex A of Q3 2022/23, version 1", now)
    again = UseLog()
    again.add(USED, "c.xlsx", "g", "Annex A of Q4 2022/23, version 1", datetime(2023, 4, 11, 9, 5))
    again.add_kept(log.as_kept())
    again.add_kept(log.as_kept())
    assert [(one.when, one.file_name) for one in again.entries] == [
        ("09/01/2023 10:42", "a.xlsx"),
        ("09/01/2023 10:42", "b.xlsx"),
        ("11/04/2023 09:05", "c.xlsx"),
    ]
    used = again.last_use("f")
    assert used is not None and used.file_name == "a.xlsx"
    assert again.last_use("h") is None
