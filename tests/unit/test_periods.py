"""Periods and date arithmetic."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.lists.calendar import calendar_table, is_working_day
from data.periods import add_months, last_periods, period_containing, read_period, six_month_window

DECEMBER = date(2022, 12, 31)


@pytest.mark.parametrize(
    ("text", "label", "start", "end"),
    [
        ("2022/23 Q3", "Q3 2022/23", date(2022, 10, 1), DECEMBER),
        ("Q3 2022/23", "Q3 2022/23", date(2022, 10, 1), DECEMBER),
        ("Qtr 3 2022-23", "Q3 2022/23", date(2022, 10, 1), DECEMBER),
        ("Dec 2022", "Dec 2022", date(2022, 12, 1), DECEMBER),
        ("2022-12-01 00:00:00", "Dec 2022", date(2022, 12, 1), DECEMBER),
        ("31/12/2022", "31 Dec 2022", DECEMBER, DECEMBER),
        ("31 December 2022", "31 Dec 2022", DECEMBER, DECEMBER),
        ("2022/23", "2022/23", date(2022, 4, 1), date(2023, 3, 31)),
        ("2022/23 (ytd)", "2022/23 YTD to Q3", date(2022, 4, 1), DECEMBER),
        ("2022/23 YTD to Q2", "2022/23 YTD to Q2", date(2022, 4, 1), date(2022, 9, 30)),
        ("12 months to Dec 2022", "12 months to Dec 2022", date(2022, 1, 1), DECEMBER),
    ],
)
def test_periods_are_read_as_people_type_them(text: str, label: str, start: date, end: date) -> None:
    period = read_period(text, DECEMBER)
    assert period is not None
    assert (period.label, period.start, period.end) == (label, start, end)


@pytest.mark.parametrize("text", ["", "soon", "2022/24", "Q5 2022/23", "31/02/2022", "Q3"])
def test_what_is_no_period_is_not_guessed(text: str) -> None:
    assert read_period(text, DECEMBER) is None


def test_every_label_is_read_back() -> None:
    for grain in ("month", "quarter", "year_to_date", "year", "rolling_12_months"):
        for period in last_periods(DECEMBER, grain, 9):
            read = read_period(period.label, DECEMBER)
            assert read is not None
            assert (read.start, read.end) == (period.start, period.end)


@given(st.dates(date(2000, 1, 1), date(2039, 12, 31)), st.sampled_from(["month", "quarter", "year"]))
def test_periods_tile_the_calendar(day: date, grain: str) -> None:
    period = period_containing(day, grain)  # type: ignore[arg-type]
    assert period.start <= day <= period.end
    after = period_containing(period.end + timedelta(days=1), grain)  # type: ignore[arg-type]
    assert after.start == period.end + timedelta(days=1)


@given(st.dates(date(2001, 1, 1), date(2039, 1, 1)), st.integers(-24, 24))
def test_months_keep_the_day_number_or_clip_it(day: date, months: int) -> None:
    moved = add_months(day, months)
    assert (moved.year - day.year) * 12 + moved.month - day.month == months
    assert moved.day == day.day or (moved.day < day.day and (moved + timedelta(days=1)).day == 1)


def test_six_month_windows() -> None:
    assert six_month_window(date(2022, 12, 31)) == date(2022, 7, 1)
    assert six_month_window(date(2023, 2, 28)) == date(2022, 8, 29)
    assert six_month_window(date(2022, 8, 31)) == date(2022, 3, 1)


@pytest.mark.parametrize(
    "holiday",
    [
        date(2020, 5, 8),
        date(2022, 6, 2),
        date(2022, 6, 3),
        date(2022, 9, 19),
        date(2023, 5, 8),
        date(2022, 12, 27),
        date(2022, 4, 15),
    ],
)
def test_one_off_and_moved_english_bank_holidays_are_days_off(holiday: date) -> None:
    assert not is_working_day(holiday)
    assert is_working_day(date(2020, 5, 4))


@given(st.dates(date(2000, 1, 2), date(2040, 12, 30)), st.integers(0, 200))
def test_working_days_are_the_days_counted_one_by_one(start: date, length: int) -> None:
    end = min(start + timedelta(days=length), date(2040, 12, 31))
    table = calendar_table()
    first = table.column("day")[0].as_py()
    numbers = table.column("working_day_number")
    difference = numbers[(end - first).days].as_py() - numbers[(start - first).days].as_py()
    assert difference == sum(
        is_working_day(start + timedelta(days=n)) for n in range(1, (end - start).days + 1)
    )
