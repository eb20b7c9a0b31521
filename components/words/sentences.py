"""A figure's latest period in a sentence, and the one basis of comparison that tiles, sentences and rankings share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from components.words.numbers import absence, better, origin_words, small_base, with_base
from data.facts.values import Target
from data.in_words import ABOUT_THE_SAME, UNCHANGED, change, day, plain, when
from data.measures import Measure
from data.periods import Grain, add_months, month_end, period_containing
from data.series import HIDDEN, Point, Series, can_be_compared

_PER = {"percent": 100.0, "rate": 10_000.0}
"""What a figure is out of, by unit; the others are per one."""


def made_by_one(measure: Measure, *points: Point) -> float:
    """How far one child more or less moves a figure, on the smallest of the bases given; 0 where no base is known."""
    bases = [point.denominator for point in points if point.denominator is not None and point.denominator > 0]
    return _PER.get(measure.unit, 1.0) / min(bases) if bases and measure.unit != "number" else 0.0


@dataclass(frozen=True)
class Movement:
    """A figure beside the earlier one that it is compared with.

    ``now`` and ``then`` are the two, both with a value, ``name`` is the earlier period as a sentence gives it, ``label`` as a tile does.
    ``is_fallback`` where it is the quarter before, for want of the same quarter last year.
    """

    measure: Measure
    now: Point
    then: Point
    name: str
    label: str
    is_fallback: bool = False

    @property
    def amount(self) -> str:
        """'up 2.1 points', 'down 34', 'unchanged', 'about the same' where one child makes more than the change."""
        least = made_by_one(self.measure, self.now, self.then)
        return change(value_of(self.now), value_of(self.then), self.measure.unit, least)

    @property
    def is_a_change(self) -> bool:
        """Whether there is a change to speak of."""
        return self.amount not in (UNCHANGED, ABOUT_THE_SAME)

    @property
    def is_of_last_year(self) -> bool:
        """Whether it is set beside the same time last year."""
        return self.name.startswith("the same ") or self.name == _A_YEAR_AGO["year"]

    @property
    def size(self) -> float:
        """How far the two are apart, in the measure's own unit."""
        return abs(value_of(self.now) - value_of(self.then))

    @property
    def words(self) -> str:
        """'up 2.1 points on the same quarter last year', 'about the same as on 31 March 2022'."""
        earlier = f" ({plain(self.then.value, self.measure.unit)})" if self.is_fallback else ""
        if self.amount == ABOUT_THE_SAME:
            at = "on" if self.name[0].isdigit() else "at" if self.name.startswith("the same time") else "in"
            return f"{ABOUT_THE_SAME} as {at} {self.name}{earlier}"
        return f"{self.amount} on {self.name}{earlier}"

    @property
    def tile(self) -> str:
        """'+2.1 points on Q3 2021/22', '-34 on 31 March 2022', 'about the same as Q3 2021/22'."""
        if self.amount == ABOUT_THE_SAME:
            return f"{ABOUT_THE_SAME} as {self.label}"
        return f"{self.amount.replace('up ', '+').replace('down ', '-')} on {self.label}"


def value_of(point: Point) -> float:
    """The value of a period that has one."""
    assert point.value is not None
    return point.value


_A_YEAR_AGO: dict[Grain, str] = {
    "month": "the same month last year",
    "quarter": "the same quarter last year",
    "year": "the year before",
}


def movements(measure: Measure, series: Series, grain: Grain = "quarter") -> list[Movement]:
    """What the latest period is compared with, the first of them wherever there is room for one.

    The same time last year comes first, for stocks 31 March beside it; the quarter before only where neither is held.
    ``series`` are a measure's periods, oldest first.
    """
    latest = series[-1]
    known = {point.end: point for point in series if point.is_known and can_be_compared(point, latest)}
    if not known:
        return []
    end = latest.end
    march = date(end.year if end.month > 3 else end.year - 1, 3, 31)
    looks_back = measure.kind == "window"
    year_ago = "the same time last year" if looks_back else _A_YEAR_AGO.get(grain, "the same time last year")
    wanted = {month_end(add_months(end.replace(day=1), -12)): year_ago}
    if measure.at_a_date:
        wanted.setdefault(march, day(march))
    held = [
        Movement(measure, latest, known[moment], name, name if name == day(march) else known[moment].period)
        for moment, name in wanted.items()
        if moment in known
    ]
    before = period_containing(end, "quarter").start - timedelta(days=1)
    if not held and grain == "quarter" and before in known:
        name = f"the 12 months to {before:%B %Y}" if looks_back else "the quarter before"
        held.append(Movement(measure, latest, known[before], name, known[before].period, is_fallback=True))
    return held


def sentence(
    measure: Measure,
    series: Series,
    target: Target | None = None,
    grain: Grain = "quarter",
    as_at: date | None = None,
    whose: str = "",
) -> str:
    """A measure's latest period in one sentence; ``series`` are its periods of that grain, oldest first, of the whole.

    ``as_at`` is the newest day of the data; ``whose`` whom a filter has chosen ('This team').
    """
    latest = series[-1]
    if latest.status in ("not supplied", "not applicable", HIDDEN):
        return absence(measure, latest, grain, as_at, whose)
    parts = [f"{with_base(latest, measure.unit)} {when(measure, latest, grain, as_at)}"]
    parts += [moved.words for moved in movements(measure, series, grain)]
    tail = [better(measure)]
    if target is not None:
        set_by = f" (set by {target.set_by})" if target.set_by else ""
        tail.append(f"target {plain(target.value, measure.unit)}{set_by}")
    origin = origin_words(latest.origin, latest.status == "partial")
    return f"{', '.join(parts)}; {'; '.join(tail)}.{origin}{small_base(latest, measure)}"
