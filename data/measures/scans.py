"""What the rows of the views are counted for, view by view: each looked through once for all that is counted alike.

A *scan* is one pass over the rows of a view that count for the periods, in groups; a *cell* is one aggregate of a scan.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Literal, NamedTuple, get_args

from data.measures.absence import ALL, PAIR
from data.measures.declaration import Counting
from data.measures.question import Question, Way

Part = Literal["numerator", "denominator"]
PARTS: tuple[Part, ...] = get_args(Part)


class Scan(NamedTuple):
    """One pass: the view, the SQL condition by which a row counts for a period, and the SQL of its group, None for all.

    With ``by_day`` the condition is of each of a period's days, ``periods.day``: rows are then found by their day at once,
    where a condition on its first and last day compares every row with every period.
    """

    rows: str
    by_day: bool
    condition: str
    group: str | None

    @property
    def relation(self) -> str:
        """SQL for the rows that count, as ``counted_rows``, each beside its period; it reads ``periods`` and ``days``."""
        return (
            f"{'days as ' if self.by_day else ''}periods join {self.rows} as counted_rows on {self.condition}"
        )


def scan_of(question: Question, way: Way, part: Part) -> Scan:
    """The pass over the rows that a part of a way counts, in the groups that are asked for.

    Parts of all are set against all: against rows that no filter by these parts leaves out.
    """
    measure, counting = way.measure, way.counting
    dimensions = dimensions_of(counting)
    against_all = part == "denominator" and measure.of_all
    filters = [
        question.among(dimensions[dimension], values)
        for dimension, values in question.filters_of(measure)
        if not (against_all and dimension == measure.category)
    ]
    split = [] if against_all else [dimensions[measure.dimension(name)] for name in question.by]
    group = f" || '{PAIR}' || ".join(split) or None
    conditions = [_condition(question, counting), *filters]
    return Scan(counting.rows, counting.kind == "flow", " and ".join(conditions), group)


def day_looked_at(counting: Counting) -> str:
    """SQL for the day on which a row is looked at: the period's last for a stock, else the row's own."""
    return "periods.as_at" if counting.kind == "stock" else f"counted_rows.{counting.dated}"


def dimensions_of(counting: Counting) -> dict[str, str]:
    """SQL for each dimension of the rows, as on the day on which they are looked at."""
    at = day_looked_at(counting)
    return {name: sql.replace("{at}", at) for name, sql in counting.view.dimensions.items()}


class Scans:
    """The scans that a question takes, and the cells that they fill."""

    def __init__(self, question: Question) -> None:
        self._question = question
        self._cells: dict[Scan, dict[str, int]] = {}
        self._count = 0

    def cells_of(self, way: Way) -> tuple[int, int | None]:
        """The cells of a way's numerator and denominator, None where it has none."""
        counting = way.counting
        numerator = self._cell(scan_of(self._question, way, "numerator"), counting.numerator)
        if counting.denominator is None or way.measure.unit == "rate":
            return numerator, None
        return numerator, self._cell(scan_of(self._question, way, "denominator"), counting.denominator)

    def _cell(self, scan: Scan, aggregate: str) -> int:
        cells = self._cells.setdefault(scan, {})
        if aggregate not in cells:
            cells[aggregate] = self._count
            self._count += 1
        return cells[aggregate]

    def sql(self) -> str:
        """The relations that end in ``counted``: cell, ord (the period's place), grp, amount; no row where no row counts."""
        width = max(map(len, self._cells.values()))
        passes = [
            _pass(number, scan, list(cells), width)
            for number, (scan, cells) in enumerate(self._cells.items())
        ]
        places = [
            f"({cell}, {number}, {place})"
            for number, cells in enumerate(self._cells.values())
            for place, cell in enumerate(cells.values())
        ]
        amount = " ".join(f"when {place} then scanned.n{place}" for place in range(width))
        return (
            f"days as ({DAYS}),\nscanned as ({' union all '.join(passes)}),\n"
            f"counted as (select cells.cell, scanned.ord, scanned.grp, case cells.place {amount} end as amount "
            f"from scanned join (values {', '.join(places)}) as cells(cell, scan, place) on cells.scan = scanned.scan)"
        )


DAYS = "select calendar.day, periods.* from periods join calendar on calendar.day between periods.period_start and periods.as_at"
"""The relation ``days``: each day of each period, up to the newest that there are data for."""


def _pass(number: int, scan: Scan, aggregates: list[str], width: int) -> str:
    amounts = [f"cast({aggregate} as double) as n{place}" for place, aggregate in enumerate(aggregates)]
    amounts += [f"cast(null as double) as n{place}" for place in range(len(aggregates), width)]
    grp, group = (scan.group, ", grp") if scan.group is not None else (f"'{ALL}'", "")
    return (
        f"select {number} as scan, periods.ord, {grp} as grp, {', '.join(amounts)} "
        f"from {scan.relation} group by periods.ord{group}"
    )


def _condition(question: Question, counting: Counting) -> str:
    """Which rows count for a period."""
    at = day_looked_at(counting)
    if counting.kind == "stock":
        condition = (
            f"counted_rows.{counting.opened} <= periods.as_at and (counted_rows.{counting.closed} is null "
            f"or counted_rows.{counting.closed} > periods.as_at)"
        )
    else:
        condition = f"{at} = periods.day"
        if counting.window_months:
            condition = f"{at} between periods.{window_start(counting.window_months)} and periods.as_at"
        if counting.followed_for_days:
            condition += f" and {at} <= date '{question.newest - timedelta(days=counting.followed_for_days)}'"
        if question.without_estimated_ends:
            condition += " and not counted_rows.end_is_estimated"
    if counting.view.as_reported:
        condition = f"{at} between counted_rows.reported_from and counted_rows.reported_to and {condition}"
    return condition


def window_start(months: int) -> str:
    """The column of the periods that holds the first day of so many months to the period's end."""
    return f"start_of_{months}_months"
