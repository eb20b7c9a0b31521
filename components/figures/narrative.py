"""What a text is set against: every number of the answers as a fact, with what it is and how it is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from components.figures.answers import WHOLE, Answers
from components.figures.published import published_of
from data.comparators.catalogue import published_value
from data.in_words import change, day, plain, when
from data.measures import MEASURES, Measure, Shown
from data.narrative import Fact
from data.narrative.fact import Role
from data.periods import Grain, add_months, month_end, period_containing, read_period
from data.series import Point, Series, can_be_compared

_GRAINS: tuple[Grain, ...] = ("quarter", "year_to_date")


def asked_for_facts(measures: Iterable[str]) -> list[Shown]:
    """What is asked of some measures to check a text: quarters and years to date, and the groups of their categories."""
    shown = list[Shown]()
    for name in measures:
        measure = MEASURES[name]
        grains: tuple[Grain, ...] = ("quarter",) if measure.at_a_date else _GRAINS
        shown += [Shown(name, "trend", grain=grain) for grain in grains]
        if measure.category is not None:
            shown += [Shown(name, "groups", by=measure.category, grain=grain) for grain in grains]
    return shown


def facts_of(answers: Answers) -> tuple[Fact, ...]:
    """Every number that the answers hold, as what it is."""
    found = list[Fact]()
    for (name, grain, _, within), groups in answers.series.items():
        if within or name not in MEASURES:
            continue
        measure = MEASURES[name]
        for group, series in groups.items():
            found += _of_series(measure, grain, "" if group == WHOLE else group, series, answers)
    for name in dict.fromkeys(name for name, *_ in answers.series):
        found += _beside(MEASURES[name], answers)
    return tuple(dict.fromkeys(found))


def _of_series(
    measure: Measure, grain: Grain, group: str, series: Series, answers: Answers
) -> Iterator[Fact]:
    known = [point for point in series if point.is_known]
    if not known:
        return
    newest = period_containing(answers.chosen.ending, grain).end
    title = f"{measure.title}{f', {group}' if group else ''}"
    if measure.is_split and measure.unit == "percent" and not group:
        return  # all of the parts are 100% whatever the figures
    for point in known:
        yield from _of_point(measure, grain, title, group, point, point.end == newest, answers)
    latest = known[-1]
    if latest.end != newest:
        return
    for then in known[:-1]:
        if then.end in _compared_with(measure, grain, newest) and can_be_compared(then, latest):
            yield from _changes(measure, title, group, latest, then)


def _of_point(
    measure: Measure, grain: Grain, title: str, group: str, point: Point, is_now: bool, answers: Answers
) -> Iterator[Fact]:
    assert point.value is not None
    start = point.end if measure.at_a_date else point.start
    name = f"{title} {when(measure, point, grain, answers.as_at if is_now else None)}"

    def fact(value: float, unit: str, role: Role, shown: str, words: str = name) -> Fact:
        of = point.denominator if role == "number" else None
        return Fact(measure.id, value, unit, role, words, shown, start, point.end, is_now, of=of, group=group)

    yield fact(point.value, measure.unit, "level", plain(point.value, measure.unit))
    if measure.unit == "percent" and point.numerator is not None:
        shown = plain(point.numerator, "number")
        if point.denominator is not None:
            base = plain(point.denominator, "number")
            yield fact(point.denominator, "number", "of", base, f"{name}, of how many")
            shown = f"{shown} of {base}"
        yield fact(point.numerator, "number", "number", shown)
    elif group and point.denominator is not None:
        base = plain(point.denominator, "number")
        yield fact(point.value, "number", "number", f"{plain(point.value, 'number')} of {base}")


def _compared_with(measure: Measure, grain: Grain, newest: date) -> set[date]:
    """The days of what a figure may be said to have changed on: a year before, the quarter before, and 31 March for stocks."""
    days = {month_end(add_months(newest.replace(day=1), -12))}
    if grain == "quarter":
        days.add(month_end(add_months(newest.replace(day=1), -3)))
    if measure.at_a_date:
        days.add(date(newest.year if newest.month > 3 else newest.year - 1, 3, 31))
    return days


def _changes(measure: Measure, title: str, group: str, now: Point, then: Point) -> Iterator[Fact]:
    assert now.value is not None and then.value is not None
    start = now.end if measure.at_a_date else now.start
    since = day(then.end) if measure.at_a_date else then.period
    moved, unit = change(now.value, then.value, measure.unit), measure.unit
    name = f"{title} on {since}"
    size = round(now.value - then.value, 9)
    yield Fact(
        measure.id,
        size,
        "points" if unit == "percent" else unit,
        "change",
        name,
        moved,
        start,
        now.end,
        since=then.end,
        group=group,
    )
    if unit != "percent" and then.value:
        share = 100 * size / then.value
        words = f"{'up' if size > 0 else 'down'} {abs(share):.1f}%" if size else "unchanged"
        yield Fact(
            measure.id,
            share,
            "percent",
            "per cent change",
            name,
            words,
            start,
            now.end,
            since=then.end,
            group=group,
        )


def _beside(measure: Measure, answers: Answers) -> Iterator[Fact]:
    """What is aimed at, stated and published of a measure: nothing of it stands beside a part of the council."""
    if answers.is_part:
        return
    facts, quarter = answers.facts_of(measure.id), period_containing(answers.chosen.ending, "quarter")
    if facts.target is not None:
        goal = facts.target.value
        shown = plain(goal, measure.unit)
        yield Fact(
            measure.id,
            goal,
            measure.unit,
            "target",
            f"{measure.title}, target",
            shown,
            quarter.start,
            quarter.end,
        )
    for stated in facts.changes:
        since = _stated_since(stated.since, quarter.end)
        name = f"{measure.title}, {stated.since[0].lower()}{stated.since[1:]}"
        unit = "points" if measure.unit == "percent" else measure.unit
        shown = change(stated.size, 0, measure.unit)
        yield Fact(
            measure.id,
            stated.size,
            unit,
            "change",
            name,
            shown,
            quarter.start,
            quarter.end,
            since=since,
        )
    for line in facts.benchmarks:
        yield _published(measure, line.area, line.value, plain(line.value, measure.unit), line.period)
    beside = published_of(measure, answers)
    if beside is not None:
        areas = (
            (answers.council, beside.own),
            ("Statistical neighbours", beside.neighbours),
            (beside.region_name, beside.region),
            ("England", beside.england),
        )
        for area, value in areas:
            if value is not None:
                yield _published(
                    measure, area, value, published_value(beside.published, value), beside.year_label
                )


def _published(measure: Measure, area: str, value: float, shown: str, period: str) -> Fact:
    of_year = read_period(period, date.max)
    start, end = (of_year.start, of_year.end) if of_year else _day_of(period)
    name = f"{measure.title}, {area} {period}"
    return Fact(
        measure.id,
        value,
        measure.unit,
        "published",
        name,
        shown,
        start,
        end,
        is_now=False,
        area=area,
    )


def _day_of(period: str) -> tuple[date, date]:
    """The day in '31 March 2022' as a period; one that no text names where none is read."""
    try:
        read = datetime.strptime(period.removeprefix("year to "), "%d %B %Y").date()
    except ValueError:
        read = date(1900, 1, 1)
    return read, read


def _stated_since(words: str, ending: date) -> date | None:
    """The day in 'Change since 31 March 2022', None where none is read."""
    march = date(ending.year if ending.month > 3 else ending.year - 1, 3, 31)
    return march if day(march) in words else None
