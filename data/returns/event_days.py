"""How far the data of a return go, by its events, and the days that lie so far from the others that they look mistyped."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

import pyarrow as pa
import pyarrow.compute as pc

from data.periods import add_months
from data.returns.problems import CELLS_LISTED, Problem, counted, rows_in_words

FAR = "a date far from all others"
"""What is found where a day looks mistyped."""

_HALF_A_YEAR = timedelta(days=183)
_FEW, _FEW_OF_ALL = 2, 0.005
"""So many days at most, or so many of all, can be taken for mistyped ones."""

_DAYS_APART, _EXPECTED_MEANWHILE = 62, 10
"""Days stand too far ahead two months after all others, where at the usual pace ten events or more would have come between."""

_YEARS_BEHIND = 10
_MONTHS_AHEAD = 3


@dataclass(frozen=True)
class EventColumn:
    """The days of one column of events, with their Excel rows; nulls where there is none."""

    sheet: str
    header: str
    days: pa.ChunkedArray
    rows: pa.ChunkedArray


def newest_event(columns: Iterable[EventColumn], today: date) -> date | None:
    """The last day up to ``today`` that the events reach together."""
    counts: Counter[date] = Counter()
    for column in columns:
        for pair in pc.value_counts(column.days.cast(pa.date32())).to_pylist():
            if pair["values"] is not None and pair["values"] <= today:
                counts[pair["values"]] += pair["counts"]
    return last_of_the_many(counts)


def last_of_the_many(counts: Mapping[date, int]) -> date | None:
    """The newest of days, but for a few that stand so far ahead that many would have come between: they are mistyped."""
    days = sorted(counts)
    if not days:
        return None
    until = [0, *accumulate(counts[day] for day in days)]
    few = max(_FEW, _FEW_OF_ALL * until[-1])
    newest = len(days) - 1
    for last in range(len(days) - 2, -1, -1):
        after = until[-1] - until[last + 1]
        if after > few:
            break
        pace = (until[last + 1] - until[bisect_left(days, days[last] - _HALF_A_YEAR)]) / _HALF_A_YEAR.days
        apart = (days[last + 1] - days[last]).days
        if apart >= _DAYS_APART and pace * apart >= _EXPECTED_MEANWHILE:
            newest = last
    return days[newest]


def far_days(columns: Iterable[EventColumn], until: date, is_given: bool, today: date) -> list[Problem]:
    """A question for each column of events that has a few days years from where the data end."""
    ahead = min(add_months(until, _MONTHS_AHEAD) if is_given else until, today)
    behind = add_months(until, -12 * _YEARS_BEHIND)
    problems = []
    for column in columns:
        days = column.days.cast(pa.date32())
        far = pc.fill_null(
            pc.or_(pc.greater(days, pa.scalar(ahead)), pc.less(days, pa.scalar(behind))), False
        )
        rows = column.rows.filter(far).to_pylist()
        if not rows or len(rows) > max(_FEW, _FEW_OF_ALL * (len(days) - days.null_count)):
            continue
        shown = ", ".join(f"{day:%d/%m/%Y}" for day in dict.fromkeys(days.filter(far).to_pylist()))
        one = len(rows) == 1
        problems.append(
            Problem(
                column.sheet,
                rows[0],
                column.header,
                FAR,
                f"a day up to {until:%d/%m/%Y}",
                f"Sheet “{column.sheet}”, column “{column.header}”, {rows_in_words(rows)}: {shown} "
                f"{'lies' if one else 'lie'} far from all "
                f"other events of the return, which has data to {until:%d/%m/%Y}. "
                f"{'It looks' if one else 'They look'} mistyped: "
                f"{counted(len(rows), 'row is', 'rows are')} in no figure of the months up to then, and did "
                "not decide how far the data go. "
                "Correct the year in the workbook and upload it again.",
                "ask",
                tuple(rows[:CELLS_LISTED]),
                kind="far dates",
            )
        )
    return problems
