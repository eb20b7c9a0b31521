"""Monthly flows judged measure by measure: what to ask the store for, what is left out, and why there may be no usual range."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import pandas as pd

from data.answering import Wanted, WithoutEstimatedEnds
from data.measures import Measure
from data.periods import Period, period_containing
from data.points import points
from data.seasons import YEAR
from data.series import Series, series_of
from data.variation import (
    ENOUGH_MONTHS,
    FEWEST_MONTHS,
    UsualRange,
    is_of_few,
    judge_points,
    mean_moving_range,
    months_to_ask,
)

WhyNone = Literal["few months", "partial months", "few quarters", "no month a year before", "rare"]


@dataclass(frozen=True)
class EndsLeftOut:
    """Ends on dates that no return gives: how many judged months are without, and the months that they keep from being judged.

    Such an end happened on some day between two returns and is counted at the later one. Few of them are left out. Where
    a quarter has more of them than a month usually moves by, none of its months can be judged.
    """

    few: int = 0
    many: int = 0
    not_judged: tuple[str, ...] = ()


@dataclass(frozen=True)
class Judgement:
    """A measure's months judged, or why they could not be.

    ``loaded`` and ``whole`` count the newest 24 months that have any figure, and those of them that are whole; ``points`` the
    whole months or, ``by_quarter``, quarters there are to judge; ``has_year_before`` says that the same month a year before
    the newest whole one is whole; ``newest`` is the newest month with any figure.
    """

    measure: Measure
    usual: UsualRange | None
    loaded: int
    whole: int
    points: int
    by_quarter: bool
    has_year_before: bool
    ends: EndsLeftOut
    newest: str

    @property
    def has_range(self) -> bool:
        """Whether there are limits to lie within."""
        return self.usual is not None and self.usual.has_range

    @property
    def is_unusual(self) -> bool:
        """Whether the newest month shows more than chance."""
        return self.usual is not None and self.usual.is_unusual

    @property
    def why_none(self) -> WhyNone:
        """Why there is neither a range nor a comparison."""
        if self.by_quarter and self.points < FEWEST_MONTHS:
            return "few quarters"
        if self.loaded < FEWEST_MONTHS:
            return "few months"
        if self.whole < FEWEST_MONTHS:
            return "partial months"
        return "no month a year before" if self.measure.seasonal and not self.has_year_before else "rare"


def judged_monthly(measures: Iterable[Measure]) -> list[Measure]:
    """The measures that are judged by month: flows counted as a whole, as numbers or percentages."""
    return [
        one
        for one in measures
        if one.kind == "flow" and one.unit in ("number", "percent") and not one.is_split
    ]


def counts_ends(measure: Measure) -> bool:
    """Whether ends on estimated dates are among what it counts."""
    counting = measure.counting
    return measure.is_net_change or (
        counting is not None and counting.dated == "ceased_on" and counting.view.as_reported
    )


def months_wanted(
    measures: Sequence[Measure], where: Mapping[str, Sequence[str]] | None = None
) -> list[Wanted]:
    """The questions whose answers judge these measures: by how many months each takes, with estimated ends and without."""
    months: dict[int, list[str]] = {}
    for measure in measures:
        months.setdefault(
            months_to_ask(seasonal=measure.seasonal, percent=measure.unit == "percent"), []
        ).append(measure.id)
    wanted = [Wanted(ids, "month", many, where=where) for many, ids in months.items()]
    ends = [measure.id for measure in measures if counts_ends(measure)]
    if ends:
        wanted.append(WithoutEstimatedEnds(ends, "month", ENOUGH_MONTHS, where=where))
    return wanted


def judge_all(
    measures: Sequence[Measure], wanted: Sequence[Wanted], answers: Sequence[pd.DataFrame]
) -> dict[str, Judgement]:
    """Measures by id with their judgement, from the answers to ``months_wanted``."""
    counted: dict[str, Series] = {}
    dated: dict[str, Series] = {}
    for question, answer in zip(wanted, answers, strict=True):
        into = dated if question.without_estimated_ends else counted
        into.update({measure: series for (measure, _), series in series_of(answer).items()})
    return {measure.id: judge(measure, counted[measure.id], dated.get(measure.id)) for measure in measures}


def judge(measure: Measure, months: Series, dated: Series | None) -> Judgement:
    """One measure's months judged; ``dated`` are the same without ends on estimated dates, None where it counts none."""
    ends = EndsLeftOut()
    if dated is not None:
        months, ends = leave_out_estimated_ends(months, dated)
    percent = measure.unit == "percent"
    loaded = [point for point in months if point.status in ("ok", "partial")][-ENOUGH_MONTHS:]
    whole = points(months)
    by_quarter = percent and is_of_few(whole)
    return Judgement(
        measure,
        judge_points(
            whole, seasonal=measure.seasonal, percent=percent, can_be_negative=measure.is_net_change
        ),
        loaded=len(loaded),
        whole=sum(point.status == "ok" for point in loaded),
        points=whole.by_quarter().whole if by_quarter else whole.whole,
        by_quarter=by_quarter,
        has_year_before=len(whole.values) > YEAR and not math.isnan(whole.values[-1 - YEAR]),
        ends=ends,
        newest=loaded[-1].period if loaded else "",
    )


def leave_out_estimated_ends(months: Series, dated: Series) -> tuple[Series, EndsLeftOut]:
    """The months to judge, without ends on estimated dates, and what was left out.

    The months of a quarter with more such ends than the mean move between months are made partial.
    """
    counted = months[-len(dated) :]
    estimated = [
        abs((point.numerator or 0) - (other.numerator or 0))
        if point.numerator is not None and other.numerator is not None
        else 0
        for point, other in zip(counted, dated, strict=True)
    ]
    quarters = [period_containing(point.end, "quarter") for point in dated]
    of_quarter: dict[Period, float] = {}
    for quarter, ends in zip(quarters, estimated, strict=True):
        of_quarter[quarter] = of_quarter.get(quarter, 0) + ends
    usual_move = mean_moving_range(
        [point.value if point.status == "ok" and point.value is not None else math.nan for point in dated]
    )
    many = [
        of_quarter[quarter] > usual_move and point.status == "ok"
        for quarter, point in zip(quarters, dated, strict=True)
    ]
    to_judge = tuple(
        replace(point, status="partial") if is_of_many else point
        for point, is_of_many in zip(dated, many, strict=True)
    )
    few_ends = sum(ends for ends, is_of_many in zip(estimated, many, strict=True) if not is_of_many)
    return to_judge, EndsLeftOut(
        int(few_ends),
        int(sum(estimated) - few_ends),
        tuple(point.period for point, is_of_many in zip(counted, many, strict=True) if is_of_many),
    )
