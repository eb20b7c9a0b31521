"""Measures judged: ends on estimated dates, small percentages by quarter, and why there may be no range."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd
import pytest

from data.findings.rules.figures import judged_flows, moved_beyond_usual
from data.judgement import EndsLeftOut, Judgement, judge, months_wanted
from data.measures import MEASURES
from data.periods import Period, last_periods
from data.returns import annex_a
from data.series import Point, Series
from data.store import Store
from tests.unit.test_children_over_time import plan
from tests.workbooks import list_sheet, workbook

DECEMBER = date(2022, 12, 31)


def months_of(
    measure: str,
    numerators: Sequence[float | None],
    denominators: Sequence[float] | None = None,
    status: Sequence[str] = (),
) -> Series:
    """A measure's months to December 2022; a percentage where there are denominators."""
    return periods_of(
        last_periods(DECEMBER, "month", len(numerators)), measure, numerators, denominators, status
    )


def periods_of(
    periods: Sequence[Period],
    measure: str,
    numerators: Sequence[float | None],
    denominators: Sequence[float] | None = None,
    status: Sequence[str] = (),
) -> Series:
    """A measure over these periods, as counted."""
    bases: Sequence[float | None] = denominators or [None] * len(numerators)
    return tuple(
        Point(
            measure,
            period.label,
            period.start,
            period.end,
            "All",
            count,
            base,
            count if count is None or base is None else 100 * count / base,
            state,
            "derived",
        )
        for period, count, base, state in zip(
            periods, numerators, bases, status or ["ok"] * len(numerators), strict=True
        )
    )


def judgement(measure: str, *series: Sequence[float], status: Sequence[str] = ()) -> Judgement:
    return judge(MEASURES[measure], months_of(measure, *series, status=status), None)


def plans_to(quarter: pd.Period, gone: int = 0) -> bytes:
    """A quarter's return: plans that ended in its six months, 7 in an even month and 6 in an odd one, and 40 open ones but those gone."""
    months = pd.period_range(end=quarter.asfreq("M"), periods=6, freq="M")
    ended = [
        plan(f"{month:%Y%m}{n}", "2020-05-01", f"{month:%Y-%m}-{n + 2:02d}")
        for month in months
        for n in range(6 + (month.month % 2 == 0))
    ]
    return workbook(
        list_sheet(
            annex_a.CHILD_PROTECTION_PLANS, *ended, *(plan(f"S{n}", "2020-05-01") for n in range(gone, 40))
        )
    )


@pytest.fixture
def ending(store: Store) -> Store:
    """Plans of which 6 and 7 end in turn, month after month, in the returns of eight quarters."""
    quarters = pd.period_range("2020Q4", "2022Q3", freq="Q")
    store.load_all([(f"{quarter}.xlsx", plans_to(quarter), quarter.end_time.date()) for quarter in quarters])
    return store


def and_then(store: Store, gone: int) -> Judgement:
    """The judgement of plans ceased, after a return in which so many of the open plans are no longer listed."""
    store.load("d.xlsx", plans_to(pd.Period("2022Q4"), gone), DECEMBER)
    return {judged.measure.id: judged for judged in judged_flows(store)}["child_protection_plans_ceased"]


def test_ends_on_a_date_that_no_return_gives_make_no_month_unusual(ending: Store) -> None:
    judged = and_then(ending, gone=20)
    assert ending.measure("child_protection_plans_ceased", "month", 3)["value"].tolist() == [
        7,
        6,
        27,
    ]  # December: 7 and the 20 gone
    assert judged.ends == EndsLeftOut(0, 20, ("Oct 2022", "Nov 2022", "Dec 2022"))
    assert judged.usual.latest.label == "Sep 2022"
    unusual = {moved.measure.id for moved in moved_beyond_usual(ending)}
    assert not {"child_protection_plans_ceased", "child_protection_net_change"} & unusual


def test_a_few_such_ends_are_left_out_and_the_month_is_judged(ending: Store) -> None:
    # ends a month are 6 and 7 by turns, so a month moves by 1: one end more is no more than that
    judged = and_then(ending, gone=1)
    assert judged.ends == EndsLeftOut(1, 0, ())
    assert (judged.usual.latest.label, judged.usual.latest.value) == ("Dec 2022", 7)


def test_a_percentage_of_few_is_judged_by_quarter() -> None:
    # 36 months of 40: quarters of 120 with 96 and 102 by turns: 80% and 85%, mean 82.5, every move 5: 82.5 ± 13.3
    numerators = [32, 32, 32, 34, 34, 34] * 6
    judged = judgement("assessments_within_45_working_days", numerators, [40] * 36)
    assert judged.by_quarter and judged.points == 12
    latest = judged.usual.latest
    assert (latest.label, latest.value, latest.centre) == ("Q3 2022/23", 85, 82.5)
    assert (round(latest.lower, 1), round(latest.upper, 1)) == (69.2, 95.8)
    assert judged.usual.by_quarter and judged.usual.is_trial
    of_more = judgement("assessments_within_45_working_days", numerators, [50] * 36)
    assert not of_more.by_quarter and of_more.usual.latest.label == "Dec 2022"


def test_a_quarter_that_lacks_a_month_is_no_point() -> None:
    status = ["ok"] * 36
    status[4] = "partial"
    judged = judgement("assessments_within_45_working_days", [32] * 36, [40] * 36, status=status)
    assert (judged.usual, judged.points, judged.why_none) == (None, 11, "few quarters")


def test_why_there_is_no_range_is_known() -> None:
    assert judgement("section_47_enquiries", [5] * 11).why_none == "few months"
    assert (
        judgement("section_47_enquiries", [5] * 24, status=["partial"] * 21 + ["ok"] * 3).why_none
        == "partial months"
    )
    assert judgement("section_47_enquiries", [0, 1, 0] * 8).why_none == "rare"
    assert judgement("referrals", [50.0] * 12).why_none == "no month a year before"
    assert (
        judgement("referrals", [50.0] * 20, status=["ok"] * 7 + ["partial"] + ["ok"] * 12).why_none
        == "no month a year before"
    )
    assert judgement("referrals", [50.0] * 27).usual.comparison is not None


def test_a_net_change_may_be_negative_even_where_it_has_not_been() -> None:
    assert judgement("child_protection_net_change", [2, 6] * 12).usual.latest.lower < 0
    assert judgement("section_47_enquiries", [2, 6] * 12).usual.latest.lower == 0


def test_as_many_months_are_asked_for_as_it_takes() -> None:
    wanted = months_wanted(
        [
            MEASURES[name]
            for name in ("referrals", "assessments_within_45_working_days", "child_protection_plans_ceased")
        ]
    )
    assert [(one.ids, one.periods, one.without_estimated_ends) for one in wanted] == [
        (["referrals"], 60, False),  # 24 judged, and the three years before them
        (["assessments_within_45_working_days"], 72, False),  # 24 quarters, should a month have fewer than 50
        (["child_protection_plans_ceased"], 24, False),
        (["child_protection_plans_ceased"], 24, True),
    ]
