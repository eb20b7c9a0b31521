"""One SQL statement for any measures, periods, breakdown and filter: names from the declaration, values bound."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from data.lists.views import VIEWS
from data.measures.declaration import Estimate, Measure
from data.periods import Period

NOT_ON_LIST = "Not recorded on this list"
ALL = "All"


@dataclass(frozen=True)
class Counted:
    """A period as it is counted: what is open is taken at ``as_at``, with data to ``newest``.

    ``population`` is that for rates, if known.
    """

    period: Period
    as_at: date
    newest: date
    population: int | None


@dataclass
class Question:
    """What is asked: measures over periods, by a dimension, for some values of others.

    ``supply`` gives, for (measure, origin, position of the period), ok, partial or not supplied; ``stated`` are the measures
    whose stated figures stand over counted ones; ``without_estimated_ends`` leaves out ends whose date no return gives.
    """

    measures: Sequence[Measure]
    periods: Sequence[Counted]
    by: str | None
    where: Mapping[str, Sequence[str]]
    origins: Sequence[str]
    supply: Mapping[tuple[str, str, int], str]
    trio_rule: str = "false"
    stated: Collection[str] = ()
    without_estimated_ends: bool = False
    parameters: dict[str, object] = field(default_factory=dict)

    def bind(self, value: object) -> str:
        """A placeholder for a value."""
        name = f"v{len(self.parameters)}"
        self.parameters[name] = value
        return f"${name}"


def build(question: Question) -> tuple[str, dict[str, object]]:
    """The statement and its parameters; the result has the columns the public interface promises."""
    candidates = [part for measure in question.measures for part in _candidates(question, measure)]
    by = f"cast({question.bind(question.by)} as varchar)"
    sql = f"""
with periods as ({_periods(question)}),
supply as ({_supply(question)}),
catalogue as ({_catalogue(question)}),
counted as ({" union all ".join(candidates) or _no_rows()}),
preferred as (
    select *, min(preference) over (partition by measure, ord) as best_preference from counted
),
best as (
    select *, row_number() over (partition by measure, ord, grp order by reading_order desc, sheet_row, numerator, value) as choice
    from preferred where preference = best_preference
),
groups as (
    select distinct measure, grp from best
    union
    select id, '{ALL}' from catalogue where id not in (select measure from best)
)
select groups.measure, periods.label as period, cast(periods.period_start as timestamp) as period_start,
    cast(periods.period_end as timestamp) as period_end, {by} as dimension, groups.grp as "group",
    best.numerator, best.denominator,
    case catalogue.unit
        when 'number' then coalesce(best.numerator, best.value)
        when 'percent' then coalesce(100.0 * best.numerator / nullif(best.denominator, 0), best.value)
        when 'rate' then coalesce(10000.0 * best.numerator / nullif(best.denominator, 0), best.value)
        else coalesce(best.numerator / nullif(best.denominator, 0), best.value) end as value,
    case when best.status is null then catalogue.absent
         when catalogue.unit = 'rate' and best.denominator is null and best.value is null
             then '{"not applicable" if question.by or question.where else "not supplied"}'
         when best.status = 'ok' and best.numerator is null and best.value is null then 'not supplied'
         when best.status in ('ok', 'partial') and best.denominator = 0 and best.value is null then 'not applicable'
         else best.status end as status,
    coalesce(best.origin, catalogue.origin) as origin
from groups
join catalogue on catalogue.id = groups.measure
cross join periods
left join best on best.measure = groups.measure and best.grp = groups.grp and best.ord = periods.ord and best.choice = 1
order by groups.measure, groups.grp, periods.ord
"""
    return sql, question.parameters


def _values(rows: list[str], columns: str) -> str:
    return f"select * from (values {', '.join(rows)}) as t({columns})"


def _periods(question: Question) -> str:
    rows = []
    for position, counted in enumerate(question.periods):
        days = [
            f"date '{day}'"
            for day in (counted.period.start, counted.period.end, counted.as_at, counted.newest)
        ]
        population = "cast(null as double)" if counted.population is None else f"{counted.population}.0"
        rows.append(f"({position}, '{counted.period.label}', {', '.join(days)}, {population})")
    listed = _values(rows, "ord, label, period_start, period_end, as_at, newest, population")
    return (
        f"select t.*, as_at_day.working_day_number as as_at_working_day from ({listed}) as t "
        "left join calendar as as_at_day on as_at_day.day = t.as_at"
    )


def _supply(question: Question) -> str:
    rows = [
        f"('{measure}', '{origin}', {position}, '{status}')"
        for (measure, origin, position), status in question.supply.items()
    ]
    return _values(rows or ["('', '', -1, '')"], "measure, origin, ord, status")


def _catalogue(question: Question) -> str:
    rows = []
    for measure in question.measures:
        can_be = _has_dimension(question, measure) and not _only_as_parts(question, measure)
        absent = "not supplied" if can_be else "not applicable"
        rows.append(
            f"('{measure.id}', '{measure.unit}', '{'derived' if measure.rows else 'reported'}', '{absent}')"
        )
    return _values(rows, "id, unit, origin, absent")


def _no_rows() -> str:
    return (
        "select '' as measure, 0 as ord, '' as grp, 0.0 as numerator, 0.0 as denominator, 0.0 as value, '' as status, "
        "'' as origin, 0 as preference, 0 as reading_order, 0 as sheet_row where false"
    )


def _dimensions_asked(question: Question) -> list[str]:
    return [*([question.by] if question.by else []), *question.where]


def _has_dimension(question: Question, measure: Measure) -> bool:
    known = set(measure.view.dimensions) if measure.view else set()
    known |= set(measure.estimate.view.dimensions) if measure.estimate and not measure.rows else set()
    known |= {measure.category} if measure.category else set()
    return all(measure.dimension(name) in known for name in _dimensions_asked(question))


def _only_as_parts(question: Question, measure: Measure) -> bool:
    return measure.never_totalled and question.by is None and not question.where


def _candidates(question: Question, measure: Measure) -> list[str]:
    if not _has_dimension(question, measure):
        group = NOT_ON_LIST if question.by else ALL
        return [
            f"select '{measure.id}' as measure, ord, '{group}' as grp, cast(null as double) as numerator, "
            "cast(null as double) as denominator, cast(null as double) as value, 'not applicable' as status, "
            f"'{'derived' if measure.rows else 'reported'}' as origin, 9 as preference, 0 as reading_order, 0 as sheet_row "
            "from periods"
        ]
    parts: list[str] = []
    if _only_as_parts(question, measure):
        return (
            [reported]
            if "reported" in question.origins and (reported := _reported(question, measure))
            else []
        )
    if measure.rows and "derived" in question.origins and _in_view(question, measure, measure.rows):
        parts.append(_derived(question, measure))
    if "reported" in question.origins and (reported := _reported(question, measure)):
        parts.append(reported)
    if (
        measure.estimate
        and "estimated" in question.origins
        and _in_view(question, measure, measure.estimate.rows)
    ):
        parts.append(_estimated(question, measure))
    return parts


def _in_view(question: Question, measure: Measure, rows: str) -> bool:
    return all(measure.dimension(name) in VIEWS[rows].dimensions for name in _dimensions_asked(question))


def _derived(question: Question, measure: Measure) -> str:
    return _counted(question, measure, "derived", measure)


def _estimated(question: Question, measure: Measure) -> str:
    assert measure.estimate is not None
    return _counted(question, measure, "estimated", measure.estimate)


def _condition(counted: Measure | Estimate, without_estimated_ends: bool) -> tuple[str, str]:
    """The day a row is looked at, and which rows count for a period."""
    if counted.kind == "stock":
        at = "periods.as_at"
        condition = (
            f"counted_rows.{counted.opened} <= periods.as_at and (counted_rows.{counted.closed} is null "
            f"or counted_rows.{counted.closed} > periods.as_at)"
        )
    else:
        at = f"counted_rows.{counted.dated}"
        followed = f"least(periods.as_at, periods.newest - {counted.followed_for_days})"
        last = followed if counted.followed_for_days else "periods.as_at"
        condition = f"{at} >= {_first_day(counted)} and {at} <= {last}"
        if without_estimated_ends:
            condition += " and not counted_rows.end_is_estimated"
    if counted.view is not None and counted.view.as_reported:
        condition += f" and {at} between counted_rows.reported_from and counted_rows.reported_to"
    return at, condition


def _counted(question: Question, measure: Measure, origin: str, counting: Measure | Estimate) -> str:
    assert counting.rows is not None
    rows, denominator = counting.rows, counting.denominator
    numerator = counting.numerator.replace("{trio_rule}", question.trio_rule)
    dimensions = VIEWS[rows].dimensions
    at, condition = _condition(counting, question.without_estimated_ends)
    of_whole = condition
    for name, values in question.where.items():
        placeholders = ", ".join(question.bind(value) for value in values)
        chosen = f" and {dimensions[measure.dimension(name)].replace('{at}', at)} in ({placeholders})"
        condition += chosen
        of_whole += "" if measure.dimension(name) == measure.category else chosen
    group = dimensions[measure.dimension(question.by)].replace("{at}", at) if question.by else f"'{ALL}'"
    counts = f"periods.ord, {group} as grp, cast({numerator} as double) as numerator, count(*) as row_count"
    base = f"from periods join {rows} as counted_rows on {condition}"
    split = bool(question.by)
    of_all = measure.of_all
    shares = (
        f", cast({denominator} as double) as denominator"
        if denominator
        else ", cast(null as double) as denominator"
    )
    counted = f"select {counts}{shares} {base} group by periods.ord, {group}"
    total = (
        f"select periods.ord, cast({denominator} as double) as denominator from periods join {rows} as counted_rows on {of_whole} "
        "group by periods.ord"
    )
    if measure.unit == "rate":
        shown = "cast(null as double)" if split or question.where else "any_value(periods.population)"
    elif not denominator:
        shown = "cast(null as double)"
    elif of_all:
        shown = "coalesce(any_value(totals.denominator), 0)"
    else:
        shown = "coalesce(any_value(found.denominator), 0)"
    groups = f"(select distinct grp from ({counted}))" if split else f"(select '{ALL}' as grp)"
    rank = {
        "derived": "case status when 'ok' then 1 else 3 end",
        "estimated": "case status when 'ok' then 4 else 5 end",
    }[origin]
    late = "'partial'" if counting.kind != "stock" else "'not supplied'"
    doubtful = _doubtful(counting)
    return f"""
select '{measure.id}' as measure, ord, grp, numerator, denominator, cast(null as double) as value, status,
    '{origin}' as origin, {rank} as preference, 0 as reading_order, 0 as sheet_row
from (
    select periods.ord, named.grp, case when coalesce(any_value(found.row_count), 0) = 0 then 0 else any_value(found.numerator) end
        as numerator, {shown} as denominator,
        case when any_value(supply.status) = 'hardly' then 'not supplied'
             {"when any_value(supply.status) = 'ok' and any_value(doubtful.ord) is not null then 'partial'" if doubtful else ""}
             when any_value(supply.status) = 'not supplied' and coalesce(any_value(found.row_count), 0) > 0 then {late}
             else any_value(supply.status) end as status
    from periods cross join {groups} as named
    join supply on supply.measure = '{measure.id}' and supply.origin = '{origin}' and supply.ord = periods.ord
    left join ({counted}) as found on found.ord = periods.ord and found.grp = named.grp
    {f"left join ({total}) as totals on totals.ord = periods.ord" if of_all else ""}
    {f"left join ({doubtful}) as doubtful on doubtful.ord = periods.ord" if doubtful else ""}
    group by periods.ord, named.grp
)
where status <> 'not supplied'
"""


def _doubtful(counting: Measure | Estimate) -> str:
    """The SQL of the periods in which events may have been open, or ended, that no return lists any longer; else empty."""
    layout = counting.view.layout if counting.view else None
    if layout is None or layout.merging != "events" or layout.ends is None:
        return ""
    if counting.kind == "stock":
        still = "unsettled.closed_by > periods.as_at"
    elif counting.dated == layout.ends:
        still = f"unsettled.closed_by >= {_first_day(counting)}"
    else:
        return ""
    return (
        f"select distinct periods.ord from periods join unsettled on unsettled.list = '{layout.name}' "
        f"and unsettled.last_listed < periods.as_at and (unsettled.closed_by is null or {still})"
    )


def _first_day(counted: Measure | Estimate) -> str:
    """SQL for the first day that a flow counts for a period."""
    if counted.window_months:
        return f"(periods.period_end + 1 - interval {counted.window_months} month)"
    return "periods.period_start"


def _reported(question: Question, measure: Measure) -> str | None:
    """Figures the panel return states; a category answers only the measure's own dimension, and none is ever summed."""
    own = measure.category or "category"
    asked = {measure.dimension(name) for name in _dimensions_asked(question)}
    if asked - {own}:
        return None
    conditions = [f"figure.measure = '{measure.id}'"]
    if measure.at_a_date or measure.kind == "window":
        conditions.append("figure.period_end = periods.period_end")
    else:
        at_a_date = " or figure.is_at_a_date" if question.periods[0].period.grain == "quarter" else ""
        conditions.append(
            f"figure.period_end = periods.period_end and (figure.period_start = periods.period_start{at_a_date})"
        )
    if not question.by and any(len(values) > 1 for values in question.where.values()):
        return None
    if question.by or question.where:
        conditions.append("figure.category is not null")
        for values in question.where.values():
            conditions.append(f"figure.category in ({', '.join(question.bind(value) for value in values)})")
    elif measure.never_totalled:
        conditions.append(
            "(select count(distinct other.category) from reported_figures as other where "
            f"other.measure = '{measure.id}' and other.period_end = figure.period_end) <= 1"
        )
    else:
        conditions.append("figure.category is null")
    group = "figure.category" if question.by else f"'{ALL}'"
    preference = 0 if measure.id in question.stated else 2
    return (
        f"select '{measure.id}' as measure, periods.ord, {group} as grp, figure.numerator, figure.denominator, figure.value, "
        f"'ok' as status, 'reported' as origin, {preference} as preference, figure.reading_order, figure.sheet_row "
        f"from periods join reported_figures as figure on {' and '.join(conditions)}"
    )
