"""The facts that stand beside a measure's own figures: targets, stated changes and ranks, and what is published of others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from data.comparators import comparisons
from data.comparators.authorities import councils
from data.comparators.beside import Beside, published_beside
from data.comparators.catalogue import published_value
from data.disclosure import Pattern
from data.facts.factors import FactorsHeld
from data.facts.stated import benchmarks, stated_changes, stated_ranks, targets
from data.facts.values import StatedChange
from data.in_words import change, day, plain
from data.measures import MEASURES, Measure
from data.narrative.fact import OWN, Fact
from data.periods import period_containing, read_period
from data.store import Questions


def facts_beside(
    store: Questions, names: Sequence[str], ending: date, model: str, pattern: Pattern | None
) -> dict[str, list[Fact]]:
    """What is aimed at, stated and published of some measures at a quarter's end, by measure."""
    quarter = period_containing(ending, "quarter")
    found: dict[str, list[Fact]] = {name: [] for name in names}
    goals, areas, ranks = targets(store, ending), benchmarks(store, ending), stated_ranks(store, ending)
    changes = stated_changes(store, ending)
    published = _published_of(store, names, quarter.start, model)
    for name in names:
        measure, facts = MEASURES[name], found[name]
        if name in goals:
            goal = goals[name].value
            words = f"{measure.title}, target"
            facts.append(
                Fact(
                    name,
                    goal,
                    measure.unit,
                    "target",
                    words,
                    plain(goal, measure.unit),
                    quarter.start,
                    quarter.end,
                )
            )
        for stated in changes.get(name, ()):
            if pattern is None or pattern.is_shown(stated.size):
                facts.append(_stated_change(measure, stated, quarter.start, quarter.end))
        for line in areas.get(name, ()):
            shown = plain(line.value, measure.unit)
            facts.append(_published(measure, line.area, line.value, shown, line.period))
        for place, category in ranks.get(name, ()):
            facts.append(_rank(measure, place, None, category, quarter.start, quarter.end))
        if name in published:
            facts += _beside(measure, published[name], councils().get(store.la_code or 0, "The council"))
    return found


def ranks_of_factors(measure: Measure, held: FactorsHeld, ending: date) -> Iterator[Fact]:
    """The rank table's percentages and places, factor by factor; the latest period's are what a text means without a period."""
    twice = [rank.factor for rank in held.table if rank.period == (held.latest if held.table else "")]
    for rank in held.table:
        period = read_period(rank.period, ending)
        if period is None or rank.percent is None:
            continue
        whose = rank.relates_to.partition("/")[0]
        group = f"{rank.factor}, {whose}" if twice.count(rank.factor) > 1 else rank.factor
        name, is_now = f"{rank.name}, {rank.period}", rank.period == held.latest
        shown = plain(rank.percent, "percent")
        yield Fact(
            measure.id,
            rank.percent,
            "percent",
            "level",
            name,
            shown,
            period.start,
            period.end,
            is_now,
            group=group,
        )
        if rank.rank is not None:
            yield _rank(measure, rank.rank, None, group, period.start, period.end, is_now, name)


def _published_of(store: Questions, names: Sequence[str], start: date, model: str) -> dict[str, Beside]:
    asked = [name for name in names if MEASURES[name].national]
    if store.la_code is None or not asked:
        return {}
    return published_beside(comparisons(asked, store.la_code, period_start=start, model=model))


def _beside(measure: Measure, beside: Beside, council: str) -> Iterator[Fact]:
    areas = (
        (OWN, council, beside.own),
        ("Statistical neighbours", "Statistical neighbours", beside.neighbours),
        (beside.region_name, beside.region_name, beside.region),
        ("England", "England", beside.england),
    )
    for area, name, value in areas:
        if value is not None:
            shown = published_value(beside.published, value)
            yield _published(measure, area, value, shown, beside.year_label, name)
    start, end = _days_of(beside.year_label)
    for place in (beside.rank, beside.highest):
        if place is not None:
            yield _rank(
                measure,
                place,
                beside.ranked,
                "",
                start,
                end,
                name=f"{measure.title}, {council} {beside.year_label}",
            )


def _stated_change(measure: Measure, stated: StatedChange, start: date, end: date) -> Fact:
    return Fact(
        measure.id,
        stated.size,
        "points" if measure.unit == "percent" else measure.unit,
        "change",
        f"{measure.title}, {stated.since[0].lower()}{stated.since[1:]}",
        change(stated.size, 0, measure.unit),
        start,
        end,
        since=_stated_since(stated.since, end),
    )


def _published(
    measure: Measure, area: str, value: float, shown: str, period: str, area_name: str = ""
) -> Fact:
    start, end = _days_of(period)
    name = f"{measure.title}, {area_name or area} {period}"
    return Fact(
        measure.id, value, measure.unit, "published", name, shown, start, end, is_now=False, area=area
    )


def _rank(
    measure: Measure,
    place: int,
    of: int | None,
    group: str,
    start: date,
    end: date,
    is_now: bool = True,
    name: str = "",
) -> Fact:
    named = name or f"{measure.title}, {group}"
    shown = f"place {place}" if of is None else f"place {place} of {of}"
    return Fact(
        measure.id, float(place), "rank", "rank", named, shown, start, end, is_now, of=of, group=group
    )


def _days_of(period: str) -> tuple[date, date]:
    """The days of '2021/22' or 31 March 2022 as a period; one that no text names where none is read."""
    of_year = read_period(period, date.max)
    if of_year is not None:
        return of_year.start, of_year.end
    try:
        read = datetime.strptime(period.removeprefix("year to "), "%d %B %Y").date()
    except ValueError:
        read = date(1900, 1, 1)
    return read, read


def _stated_since(words: str, ending: date) -> date | None:
    """The day in 'Change since 31 March 2022', None where none is read."""
    march = date(ending.year if ending.month > 3 else ending.year - 1, 3, 31)
    return march if day(march) in words else None
