"""Examples for own SQL: the product's own measures as plain SELECTs over the documented views, made from their declarations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from data.comparators.population import population_for
from data.lists.calendar import working_day_number
from data.measures import MEASURES, Counting, Measure
from data.measures.scans import window_start
from data.periods import Period, add_months, last_periods
from data.store import Questions

QUARTERS = 8

_OF_BASE = {"percent": "100.0 * numerator", "rate": "10000.0 * numerator"}
"""What is divided by the denominator, by unit; for an average the numerator as it is."""


def example_measures() -> list[Measure]:
    """The measures that there is an example of: those that are counted from lists, exactly or by estimate."""
    return [measure for measure in MEASURES.values() if measure.first_counting is not None]


def example(store: Questions, measure: Measure) -> str:
    """The SELECT that gives a measure of the last quarters, or its categories in the newest.

    Where nothing is counted it has no row, be it zero or not supplied. Raises ValueError where no return is in use, or the measure is
    not counted from lists.
    """
    newest, counting = store.reporting_date, measure.first_counting
    if newest is None or counting is None:
        raise ValueError(f"There is no example of {measure.id} here.")
    periods = last_periods(newest, "quarter", 1 if measure.is_split else QUARTERS)
    at, condition = _condition(counting, newest)
    rows = f"from periods\n    join {counting.rows} on {condition}"
    category = ""
    if measure.is_split and measure.category:
        category = counting.view.dimensions[measure.category].replace("{at}", at)
        title = f"{measure.title}, {periods[-1].label}"
        counted = f"{category} as category,\n        {counting.numerator} as numerator"
        relations = [_relation("counts", counted, rows, "category")]
        if measure.of_all:
            relations.append(_relation("totals", f"{counting.denominator} as denominator", rows))
        last = _select("category", measure, measure.of_all) + (
            "from counts cross join totals" if measure.of_all else "from counts"
        )
        order = "value desc, category"
    else:
        base = "any_value(population)" if measure.unit == "rate" else counting.denominator
        counted = f"{counting.numerator} as numerator" + (f",\n        {base} as denominator" if base else "")
        title = f"{measure.title}, by quarter"
        relations = [_relation("counts", f"period, as_at,\n        {counted}", rows, "period, as_at")]
        last = _select("period", measure, base is not None) + "from counts"
        order = "as_at"
    read = " ".join((counting.numerator, counting.denominator or "", category))
    together = ",\n".join([_periods(store, measure, counting, periods, read), *relations])
    return f"-- {title}\nwith {together}\n{last}\norder by {order}\n"


def _relation(name: str, columns: str, rows: str, group: str = "") -> str:
    grouped = f"\n    group by {group}" if group else ""
    return f"{name} as (\n    select {columns}\n    {rows}{grouped}\n)"


def _select(first: str, measure: Measure, has_base: bool) -> str:
    if not has_base:
        return f"select {first}, numerator as value\n"
    divided = _OF_BASE.get(measure.unit, "1.0 * numerator")
    return f"select {first}, {divided} / nullif(denominator, 0) as value, numerator, denominator\n"


def _condition(counting: Counting, newest: date) -> tuple[str, str]:
    """The day that a row is looked at, and which rows count for a period."""
    if counting.kind == "stock":
        at = "as_at"
        condition = f"{counting.opened} <= as_at and ({counting.closed} is null or {counting.closed} > as_at)"
    else:
        at = str(counting.dated)
        first = window_start(counting.window_months) if counting.window_months else "period_start"
        condition = f"{at} between {first} and as_at"
        if counting.followed_for_days:
            condition += f" and {at} <= date '{newest - timedelta(days=counting.followed_for_days)}'"
    if counting.view.as_reported:
        condition += f"\n        and {at} between reported_from and reported_to"
    return at, condition


def _periods(
    store: Questions, measure: Measure, counting: Counting, periods: Sequence[Period], read: str
) -> str:
    """The periods, with the other columns that SQL ``read``s: ``as_at`` is a period's last day, or the last with data."""
    assert store.reporting_date is not None
    windows = counting.window_months
    rows = []
    names: list[str] = []
    for period in periods:
        as_at = min(period.end, store.reporting_date)
        values = {
            "period": f"'{period.label}'",
            "period_start": f"date '{period.start}'",
            "as_at": f"date '{as_at}'",
        }
        if "as_at_working_day" in read:
            values["as_at_working_day"] = str(working_day_number(as_at) or "null")
        if windows:
            values[window_start(windows)] = f"date '{add_months(period.end + timedelta(days=1), -windows)}'"
        if measure.unit == "rate":
            values["population"] = str(population_for(store.la_code, period.end) or "null")
        if "trio_rule" in read:
            values["trio_rule"] = f"'{store.basis([measure.id]).trio_rule}'"
        names = list(values)
        rows.append(f"({', '.join(values.values())})")
    listed = ",\n        ".join(rows)
    return f"periods({', '.join(names)}) as (\n    values\n        {listed}\n)"
