"""Reading side by side and once: several readers give what one gives, shortcuts what the long way gives, and nothing changes after."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

import numpy as np
import openpyxl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.measures import MEASURE_NAMES
from data.returns import ReturnRefused, opening
from data.returns.annex_a import ANNEX_A
from data.returns.date_texts import date_texts
from data.returns.equal_rows import equal_to_earlier, row_keys
from data.returns.invisible import visible, visible_texts
from data.returns.layouts import Column
from data.returns.opening import READERS, READERS_SETTING, ReaderPool, Sheet, readers_set
from data.returns.typing import read_in_sql
from data.returns.workbook import Reading, read_workbook
from tests.unit.test_refusals import two_cells
from tests.workbooks import CONTACTS, REFERRALS, contact, list_sheet, referral, workbook

TO = date(2022, 12, 31)


@pytest.fixture
def three_readers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any workbook is parsed by three readers side by side."""
    monkeypatch.setattr(opening, "BYTES_FOR_A_READER", 1)
    monkeypatch.setattr(READERS, "ahead", 3)


def with_everything() -> bytes:
    """Eleven lists of unlike lengths, with an Excel error, a formula without a result, a hidden row and a hidden sheet."""
    sheets = [
        list_sheet(layout, *[{"child_id": str(n)} for n in range(layout.number or 0)]) for layout in ANNEX_A
    ]
    book = openpyxl.load_workbook(io.BytesIO(workbook(*sheets)))
    book["List_3"]["B4"] = "#DIV/0!"
    book["List_5"]["C4"] = "=A1"
    book["List_7"].row_dimensions[5].hidden = True
    book["List_9"].sheet_state = "hidden"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def told(sheet: Sheet) -> tuple[object, ...]:
    """All that is known of a sheet, to be compared."""
    return (
        sheet.cells.to_pylist(),
        sheet.name,
        sheet.errors,
        sheet.hidden,
        sheet.hidden_rows,
        sheet.uncalculated,
    )


def test_several_readers_give_what_one_gives(request: pytest.FixtureRequest) -> None:
    content = with_everything()
    by_one = list(map(told, opening.open_workbook("a.xlsx", content)))
    request.getfixturevalue("three_readers")
    by_three = list(map(told, opening.open_workbook("a.xlsx", content)))
    assert by_three == by_one
    assert [sheet[1] for sheet in by_three] == [f"List_{number}" for number in range(1, 12)]
    assert [sheet[2:] for sheet in by_three if any(sheet[2:])] == [
        (((3, 1),), "", (), ()),
        ((), "", (), ((3, 2),)),
        ((), "", ((4, 4),), ()),
        ((), "hidden", (), ()),
    ]


@pytest.mark.usefixtures("three_readers")
def test_a_reader_that_ends_over_its_share_refuses_the_file_and_harms_no_other() -> None:
    with opening.ReaderBatch() as readers:
        with pytest.raises(ReturnRefused, match="claims more cells than a return can have"):
            readers.open("two.xlsx", two_cells("XFD"))
        assert len(readers.open("a.xlsx", with_everything())) == 11


@pytest.mark.parametrize(
    ("setting", "readers"), [("", 2), ("1", 1), ("4", 4), ("0", 1), ("999", 16), ("many", 2), ("-3", 2)]
)
def test_how_many_readers_wait_is_a_setting(
    monkeypatch: pytest.MonkeyPatch, setting: str, readers: int
) -> None:
    monkeypatch.setenv(READERS_SETTING, setting)
    assert (readers_set(), ReaderPool().ahead) == (readers, readers)


@given(
    st.lists(st.tuples(st.integers(0, 2), st.integers(0, 1), st.none() | st.integers(0, 2)), max_size=30),
    st.sampled_from([3, 1 << 40]),
)
def test_rows_are_equal_where_all_their_columns_are(
    rows: list[tuple[int, int, int | None]], different: int
) -> None:
    columns = [(different, pa.array([row[index] for row in rows], pa.int64())) for index in range(3)]
    keys = row_keys(columns)
    assert keys is not None
    assert equal_to_earlier(keys).tolist() == [row in rows[:place] for place, row in enumerate(rows)]
    assert row_keys([]) is None


@given(st.text(st.sampled_from("ab \t\n\u200b\u00a0\x01é_x001"), max_size=8) | st.text(max_size=8))
def test_texts_are_cleaned_together_as_they_are_one_by_one(text: str) -> None:
    assert visible_texts(pa.array([text, None, "plain"])).to_pylist() == [visible(text), None, "plain"]


@given(
    st.dates(date(1800, 1, 1), date(2200, 1, 1)), st.sampled_from(["", " 00:00:00", " 23:00:00", "T12:30"])
)
def test_a_column_of_a_workbooks_own_dates_is_read_as_beside_other_texts(day: date, clock: str) -> None:
    text, column = f"{day.isoformat()}{clock}", Column("ceased_on", "End", "date")
    alone, beside = (date_texts(CONTACTS, column, pa.array([text, *more])) for more in ([], ["ongoing"]))
    for part in ("ready", "zoned", "still_open", "numbers"):
        assert getattr(alone, part)[0].as_py() == getattr(beside, part)[0].as_py()


def test_each_text_is_read_by_the_kind_of_its_column() -> None:
    texts = pa.array(["2022-12-31", "12", None, "x"])
    wanted = [(kind, texts) for kind in ("date", "number", "date", "whole number")]
    assert [answer.to_pylist() for answer in read_in_sql([*wanted, ("date", pa.array([], pa.string()))])] == [
        [TO, None, None, None],
        [None, 12.0, None, None],
        [TO, None, None, None],
        [None, 12, None, None],
        [],
    ]


def read(*sheets: tuple[str, Sequence[Sequence[object]]]) -> Reading:
    """A workbook of these sheets, read."""
    return read_workbook("a.xlsx", opening.open_workbook("a.xlsx", workbook(*sheets)), TO, MEASURE_NAMES)


def test_a_reading_is_the_same_again_and_nothing_of_it_is_changed() -> None:
    opened = opening.open_workbook("a.xlsx", workbook(list_sheet(CONTACTS, contact("1", "2022-11-03"))))
    first, again = (read_workbook("a.xlsx", opened, TO, MEASURE_NAMES) for _ in range(2))
    assert first.report == again.report
    assert [sheet.rows for sheet in first.staged] == [sheet.rows for sheet in again.staged]
    emptied = first.staged[0].without_values("contact_on")
    assert "contact_on" in first.staged[0].columns_known - emptied.columns_known
    assert first.staged[0].rows.column("contact_on").null_count == 0
    with pytest.raises(AttributeError):
        first.staged[0].problems = ()


def test_rows_of_a_second_sheet_that_equal_one_of_the_first_are_left_out() -> None:
    name, rows = list_sheet(REFERRALS, *(referral(str(n), "2022-11-03") for n in range(4)))
    second = [
        *rows[:4],
        *list_sheet(REFERRALS, referral("3", "2022-11-04"), referral("7", "2022-11-03"))[1][2:],
    ]
    reading = read((name, rows), ("List 3 again", second))
    assert [sheet.report.rows_left_out for sheet in reading.staged] == [
        {},
        {"exact duplicate of a row on another sheet": 2},
    ]
    assert reading.staged[1].used.column("child_id").to_pylist() == ["3", "7"]


def test_columns_that_the_form_does_not_have_are_kept_by_their_header() -> None:
    name, (title, headers, *rows) = list_sheet(CONTACTS, *(contact(str(n), "2022-11-03") for n in range(3)))
    more = [["x", None], [None, None], ["y", "z"]]
    wide = [
        title,
        [*headers, "First", "Second"],
        *([*row, *cells] for row, cells in zip(rows, more, strict=True)),
    ]
    (staged,) = read((name, wide)).staged
    assert staged.rows.column("other_columns").to_pylist() == [
        [("First", "x")],
        None,
        [("First", "y"), ("Second", "z")],
    ]
    assert np.array_equal(staged.rows.column("excel_row").to_numpy(), [3, 4, 5])
