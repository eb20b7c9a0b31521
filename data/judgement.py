"""Monthly flows judged measure by measure: what to ask the store for, what is left out, and why there may be no usual range."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from data.answering import Wanted, WithoutEstimatedEnds
from data.measures import Measure
from data.periods import period_containing
from data.points import points
from data.seasons import YEAR
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
    counted: dict[str, pd.DataFrame] = {}
    dated: dict[str, pd.DataFrame] = {}
    for one, answer in zip(wanted, answers, strict=True):
        into = dated if one.without_estimated_ends else counted
        into.update({str(name): rows for name, rows in answer.groupby("measure", sort=False)})
    return {measure.id: judge(measure, counted[measure.id], dated.get(measure.id)) for measure in measures}


def judge(measure: Measure, months: pd.DataFrame, dated: pd.DataFrame | None) -> Judgement:
    """One measure's months judged; ``dated`` are the same without ends on estimated dates, None where it counts none."""
    ends = EndsLeftOut()
    if dated is not None:
        months, ends = leave_out_estimated_ends(months, dated)
    percent = measure.unit == "percent"
    held = zip(months["period"].tolist(), months["status"].tolist(), strict=True)
    loaded = [(label, status) for label, status in held if status in ("ok", "partial")][-ENOUGH_MONTHS:]
    whole = points(months)
    by_quarter = percent and is_of_few(whole)
    return Judgement(
        measure,
        judge_points(
            whole, seasonal=measure.seasonal, percent=percent, can_be_negative=measure.is_net_change
        ),
        loaded=len(loaded),
        whole=sum(status == "ok" for _, status in loaded),
        points=whole.by_quarter().whole if by_quarter else whole.whole,
        by_quarter=by_quarter,
        has_year_before=len(whole.values) > YEAR and not math.isnan(whole.values[-1 - YEAR]),
        ends=ends,
        newest=loaded[-1][0] if loaded else "",
    )


def leave_out_estimated_ends(months: pd.DataFrame, dated: pd.DataFrame) -> tuple[pd.DataFrame, EndsLeftOut]:
    """The months to judge, without ends on estimated dates, and what was left out.

    The months of a quarter with more such ends than the mean move between months are made partial.
    """
    months = months.tail(len(dated)).reset_index(drop=True)
    dated = dated.reset_index(drop=True)
    estimated = (months["numerator"] - dated["numerator"]).abs().fillna(0)
    quarter = pd.Series(
        [period_containing(end.date(), "quarter").label for end in months["period_end"]], index=months.index
    )
    of_quarter = estimated.groupby(quarter).transform("sum")
    usual_move = mean_moving_range(dated["value"].where(dated["status"] == "ok").tolist())
    many = (of_quarter > usual_move) & dated["status"].eq("ok")
    to_judge = dated.assign(status=dated["status"].mask(many, "partial"))
    left_out = EndsLeftOut(
        int(estimated[~many].sum()), int(estimated[many].sum()), tuple(months["period"][many])
    )
    return to_judge, left_out
