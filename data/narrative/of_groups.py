"""The facts of what is behind a change on last year: what each group of a dimension added to it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial

from data.contributions import GroupChange
from data.drivers import behind, group_changes, splits_number
from data.in_words import change, plain
from data.lists.dimensions import DIMENSIONS
from data.measures import MEASURES, Measure
from data.narrative.fact import Fact
from data.narrative.facts import Basis
from data.periods import add_months, month_end, period_containing
from data.store import Questions

_TELLS = re.compile(r"\b(?:came\s+from|had\s+[0-9,.]+\s+(?:more|fewer))\b", re.IGNORECASE)


def facts_of_groups(store: Questions, text: str, measures: Iterable[str], basis: Basis) -> tuple[Fact, ...]:
    """The groups behind the changes of these measures, where a text tells of any; of each worked out once for a shelf of returns.

    None in a publication copy: they are made of all the rows, hidden numbers among them. Raises NotRead.
    """
    if basis.pattern is not None or not _TELLS.search(text):
        return ()
    now = period_containing(basis.ending, "quarter").end
    then = month_end(add_months(now.replace(day=1), -12))
    facts = list[Fact]()
    for name in measures:
        key = Fact, "groups behind", name, basis.key, store.la_code, store.basis([name])
        facts += store.kept(key, partial(_behind, store, MEASURES[name], now, then, basis))
    return tuple(facts)


def _behind(store: Questions, measure: Measure, now: date, then: date, basis: Basis) -> tuple[Fact, ...]:
    frame = behind(store, measure.id, now, then, reading=basis.reading)
    groups = [group for of in group_changes(frame).values() for group in of if group.is_split]
    return tuple(fact for group in groups for fact in _of_group(measure, group, now, then))


def _of_group(measure: Measure, group: GroupChange, now: date, then: date) -> Iterator[Fact]:
    unit = "number" if splits_number(measure) else measure.unit
    name = f"{measure.title}, {DIMENSIONS[group.dimension].words} {group.group}"
    start = now if measure.at_a_date else period_containing(now, "quarter").start
    for size in dict.fromkeys((group.contribution, group.rate, group.mix)):
        if not math.isnan(size):
            moved, points = change(size, 0, unit), "points" if unit == "percent" else unit
            yield Fact(
                measure.id, size, points, "change", f"{name} on a year before", moved, start, now,
                since=then, group=group.group,
            )  # fmt: skip
    for value, day, is_now in ((group.now, now, True), (group.before, then, False)):
        if not math.isnan(value):
            yield Fact(
                measure.id,
                value,
                unit,
                "level",
                name,
                plain(value, unit),
                day,
                day,
                is_now,
                group=group.group,
            )
