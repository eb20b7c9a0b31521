"""How far back the history reaches, list by list, and which figures are no more than a lower bound for want of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from data.facts.values import DataAsAt
from data.lists.calendar import is_working_day
from data.measures import MEASURES, Measure
from data.periods import Period, add_months, last_periods, period_containing
from data.returns.layouts import Layout
from data.returns.recognition import LAYOUTS
from data.store import Questions

FURTHEST_BACK = 24
MONTHS_OF_USE = 4
"""A quarter's return is out, and its panel past, when its data are this many months old."""
WORKING_DAYS_TO_SETTLE = 5
"""An extract run so soon after the quarter's end misses what is recorded late."""


@dataclass(frozen=True)
class Reach:
    """The days that the returns cover of one list, joined where they touch; ``gaps`` are the days between."""

    layout: Layout
    spans: tuple[tuple[date, date], ...]

    @property
    def gaps(self) -> list[tuple[date, date]]:
        """The days between the first and the last covered that no return covers."""
        step = date.resolution
        return [
            (end + step, start - step)
            for (_, end), (start, _) in zip(self.spans, self.spans[1:], strict=False)
        ]


def reach(store: Questions) -> list[Reach]:
    """What is covered of each list of rows, in the order of the forms; sheets of facts speak for the periods they name."""
    rows = store.table("select list, from_date, to_date from covered order by list, from_date")
    held: dict[str, list[tuple[date, date]]] = {}
    for name, start, end in zip(rows["list"], rows["from_date"], rows["to_date"], strict=True):
        held.setdefault(name, []).append((start.date(), end.date()))
    return [
        Reach(layout, tuple(held[layout.name]))
        for layout in LAYOUTS
        if layout.name in held and layout.merging != "facts"
    ]


@dataclass(frozen=True)
class LookBack:
    """A measure that looks back further than its period, and the first quarter for which enough is loaded, None if none."""

    measure: Measure
    whole_from: Period | None


def look_backs(store: Questions) -> list[LookBack]:
    """The supplied measures that need history before their period, each with the first quarter that is whole."""
    newest = store.reporting_date
    needing = [measure.id for measure in MEASURES.values() if measure.months_looked_back]
    if newest is None or not needing:
        return []
    spans = {period.label: period for period in last_periods(newest, "quarter", FURTHEST_BACK)}
    answer = store.measure(needing, "quarter", FURTHEST_BACK)
    found = []
    for name in needing:
        rows = answer[answer["measure"] == name]
        if rows["value"].notna().any():
            whole = rows[rows["status"] == "ok"]["period"].tolist()
            found.append(LookBack(MEASURES[name], spans[whole[0]] if whole else None))
    return found


@dataclass(frozen=True)
class Provisional:
    """The newest quarter where its figures will still move, and why."""

    quarter: Period
    why: str


def provisional(as_at: DataAsAt) -> Provisional | None:
    """The newest quarter if its data end before it does or the extract was run before late recording had settled."""
    quarter = period_containing(as_at.data_to, "quarter")
    days_left = (quarter.end - as_at.data_to).days
    if any(is_working_day(as_at.data_to + n * date.resolution) for n in range(1, days_left + 1)):
        return Provisional(quarter, "its data end before the quarter does")
    run, what = (
        (as_at.extract_run_on, "the extract was run")
        if as_at.extract_run_on
        else (as_at.saved_on, "its workbook was saved")
    )
    if run is None:
        return None
    if run <= quarter.end:
        return Provisional(quarter, f"{what} before the quarter ended")
    settled = sum(
        is_working_day(quarter.end + n * date.resolution) for n in range(1, (run - quarter.end).days + 1)
    )
    if settled <= WORKING_DAYS_TO_SETTLE:
        return Provisional(
            quarter, f"{what} within {WORKING_DAYS_TO_SETTLE} working days of the quarter's end"
        )
    return None


def is_out_of_date(data_to: date, today: date) -> bool:
    """Whether a newer return should be out by now."""
    return today > add_months(data_to, MONTHS_OF_USE)
