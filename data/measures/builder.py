"""One SQL statement for any measures, periods, breakdown and filter: names from the declaration, values bound."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from data.lists.calendar import working_day_number
from data.measures.absence import ALL, absence
from data.measures.coverage import PeriodSupply
from data.measures.declaration import Origin
from data.measures.question import Question
from data.measures.scans import Scans, window_start
from data.periods import add_months

_FAR_OFF = "date '9999-12-31'"


def build(question: Question) -> tuple[str, dict[str, object]]:
    """The statement and its parameters; the result has the columns the public interface promises, all but ``dimension``.

    Of a question to which nothing that is supplied can answer there is no statement: see ``nothing_supplied``.
    """
    relations = [
        f"periods as ({periods_sql(question)})",
        f"catalogue as ({_catalogue(question)})",
        *_counted(question),
        *_chosen([*(["select * from standing"] if question.ways else []), *_stated(question)]),
    ]
    sql = f"""
with {", ".join(relations)}
select groups.measure, periods.label as period, cast(periods.period_start as timestamp) as period_start,
    cast(periods.period_end as timestamp) as period_end, groups.grp as "group", best.numerator, best.denominator,
    case catalogue.unit
        when 'number' then coalesce(best.numerator, best.value)
        when 'percent' then coalesce(100.0 * best.numerator / nullif(best.denominator, 0), best.value)
        when 'rate' then coalesce(10000.0 * best.numerator / nullif(best.denominator, 0), best.value)
        else coalesce(best.numerator / nullif(best.denominator, 0), best.value) end as value,
    case when best.status is null then catalogue.absent
         when catalogue.unit = 'rate' and best.denominator is null and best.value is null
             then '{"not applicable" if question.is_of_parts else "not supplied"}'
         when best.status = 'ok' and best.numerator is null and best.value is null then 'not supplied'
         when best.status in ('ok', 'partial') and best.denominator = 0 and best.value is null then 'not applicable'
         else best.status end as status,
    coalesce(best.origin, catalogue.origin) as origin
from groups
join catalogue on catalogue.measure = groups.measure
cross join periods
left join best on best.measure = groups.measure and best.grp = groups.grp and best.ord = periods.ord and best.choice = 1
order by groups.measure, groups.grp, periods.ord
"""
    return sql, question.parameters


def _chosen(sources: list[str]) -> list[str]:
    """The relations that choose, of all there is of a figure, what answers: ``best``, and the ``groups`` of each measure."""
    return [
        f"candidates as ({' union all '.join(sources)})",
        "preferred as (select *, min(preference) over (partition by measure, ord) as best_preference from candidates)",
        "best as (select *, row_number() over (partition by measure, ord, grp "
        "order by reading_order desc, sheet_row, numerator, value) as choice from preferred where preference = best_preference)",
        "groups as (select distinct measure, grp from best union "
        "select measure, absent_group from catalogue where measure not in (select measure from best))",
    ]


def _values(rows: list[str], columns: str) -> str:
    return f"select * from (values {', '.join(rows)}) as t({columns})"


def _literal(value: str | int | date | None) -> str:
    """A value as the cheapest literal to plan: a day is text, to be cast once for its column."""
    if isinstance(value, int):
        return str(value)
    return "null" if value is None else f"'{value}'"


def periods_sql(question: Question) -> str:
    """The relation ``periods``, with what they lend to the countings: the day a stock is taken at, its working day, the trio's rule."""
    windows = sorted({way.counting.window_months for way in question.ways if way.counting.window_months})
    rows = []
    for place, (period, population) in enumerate(zip(question.periods, question.populations, strict=True)):
        as_at = min(period.end, question.newest)
        starts = [add_months(period.end + timedelta(days=1), -months) for months in windows]
        values = (
            place,
            period.label,
            period.start,
            period.end,
            as_at,
            working_day_number(as_at),
            population,
            *starts,
        )
        rows.append(f"({', '.join(map(_literal, values))})")
    days = ["period_start", "period_end", "as_at", *map(window_start, windows)]
    types = dict.fromkeys(days, "date") | {"population": "double"}
    named = ["ord", "label", *days[:3], "as_at_working_day", "population", *days[3:]]
    typed = [f"cast({name} as {types[name]}) as {name}" if name in types else name for name in named]
    typed.append(f"cast({question.bind(question.trio_rule)} as varchar) as trio_rule")
    return f"select {', '.join(typed)} from (values {', '.join(rows)}) as t({', '.join(named)})"


def _catalogue(question: Question) -> str:
    rows = [f"({', '.join(map(_literal, absence(question, measure)))})" for measure in question.measures]
    return _values(rows, "measure, unit, origin, absent, absent_group")


def _counted(question: Question) -> list[str]:
    """The relations that end in ``standing``: what was counted for each way, period and group, and how far it is supplied."""
    if not question.ways:
        return []
    scans = Scans(question)
    places: dict[tuple[PeriodSupply | None, ...], int] = {}
    rows = []
    for way in question.ways:
        numerator, denominator = scans.cells_of(way)
        if_ok, otherwise = _PREFERENCE[way.origin]
        of_population = way.measure.unit == "rate" and not question.is_of_parts
        rows.append(
            f"('{way.measure.id}', '{way.origin}', {if_ok}, {otherwise}, {places.setdefault(way.supply, len(places))}, "
            f"'{way.counting.view.layout.name}', {numerator}, {_literal(denominator)}, {str(of_population).lower()}, "
            f"{str(way.measure.of_all).lower()})"
        )
    ways = _values(
        rows,
        "measure, origin, if_ok, otherwise, supply, list, numerator, denominator, of_population, of_all",
    )
    return [
        scans.sql(),
        f"ways as ({ways})",
        f"supply as ({_supply(places)})",
        f"open_longest as ({_OPEN_LONGEST})",
        f"standing as ({_STANDING_SPLIT if question.by else _STANDING})",
    ]


_PREFERENCE: dict[Origin, tuple[int, int]] = {"derived": (1, 3), "estimated": (4, 5)}
"""Which origin answers a period, the lowest first, where the figure is whole and where it is not; stated figures are 2 or 0."""


def _supply(places: Mapping[tuple[PeriodSupply | None, ...], int]) -> str:
    rows = [
        f"({number}, {place}, '{supply.status}', {_literal(supply.settled_from)})"
        for supplies, number in places.items()
        for place, supply in enumerate(supplies)
        if supply is not None
    ]
    listed = ", ".join(rows)
    return (
        "select number, ord, status, cast(settled_from as date) as settled_from "
        f"from (values {listed}) as t(number, ord, status, settled_from)"
    )


_OPEN_LONGEST = f"""
    select unsettled.list, periods.ord, max(coalesce(unsettled.closed_by, {_FAR_OFF})) as closed_by
    from periods join unsettled on unsettled.last_listed < periods.as_at group by unsettled.list, periods.ord"""
"""The last day on which an event may have been open that no return lists any longer, by list and period."""


def _standing(split: bool) -> str:
    group = "named.grp" if split else f"'{ALL}'"
    named = (
        "join (select distinct cell, grp from counted) as named on named.cell = ways.numerator"
        if split
        else ""
    )
    same_part = "and part.grp = named.grp" if split else ""
    same_base = f"and base.grp = case when ways.of_all then '{ALL}' else named.grp end" if split else ""
    return f"""
    select measure, ord, grp, numerator, denominator, cast(null as double) as value, status, origin,
        case status when 'ok' then if_ok else otherwise end as preference, 0 as reading_order, 0 as sheet_row
    from (
        select ways.measure, periods.ord, {group} as grp, ways.origin, ways.if_ok, ways.otherwise,
            case when part.cell is null then 0 else part.amount end as numerator,
            case when ways.of_population then periods.population
                 when ways.denominator is not null then coalesce(base.amount, 0) end as denominator,
            case when supply.status = 'ok' and open_longest.closed_by >= supply.settled_from then 'partial'
                 when supply.status = 'partial where listed' then case when part.cell is not null then 'partial' end
                 else supply.status end as status
        from ways
        join supply on supply.number = ways.supply
        join periods on periods.ord = supply.ord
        {named}
        left join counted as part on part.cell = ways.numerator and part.ord = periods.ord {same_part}
        left join counted as base on base.cell = ways.denominator and base.ord = periods.ord {same_base}
        left join open_longest on open_longest.list = ways.list and open_longest.ord = periods.ord
    ) as supplied where status is not null"""


_STANDING, _STANDING_SPLIT = _standing(False), _standing(True)


def _stated(question: Question) -> list[str]:
    """The figures that panel returns state; a category answers only the measure's own dimension, and none is ever summed."""
    if not question.stateable:
        return []
    asked = [
        f"('{measure.id}', {0 if measure.id in question.stated else 2}, "
        f"{str(measure.at_a_date or measure.kind == 'window').lower()}, {str(measure.never_totalled).lower()})"
        for measure in question.stateable
    ]
    at_a_date = " or figure.is_at_a_date" if question.periods[0].grain == "quarter" else ""
    parts = ""
    if question.is_of_parts:
        condition = "figure.category is not null" + "".join(
            f" and {question.among('figure.category', values)}" for values in question.where.values()
        )
    elif any(measure.never_totalled for measure in question.stateable):
        parts = (
            "join (select measure, period_end, count(distinct category) as categories from reported_figures "
            "group by measure, period_end) as parts on parts.measure = figure.measure and parts.period_end = figure.period_end"
        )
        condition = (
            "case when asked.as_parts_only then parts.categories <= 1 else figure.category is null end"
        )
    else:
        condition = "figure.category is null"
    return [
        f"""
    select figure.measure, periods.ord, {"figure.category" if question.by else f"'{ALL}'"} as grp, figure.numerator,
        figure.denominator, figure.value, 'ok' as status, 'reported' as origin, asked.preference, figure.reading_order, figure.sheet_row
    from reported_figures as figure
    join ({_values(asked, "measure, preference, at_the_end, as_parts_only")}) as asked on asked.measure = figure.measure
    join periods on periods.period_end = figure.period_end
        and (asked.at_the_end or periods.period_start = figure.period_start{at_a_date})
    {parts}
    where {condition}"""
    ]
