"""What a publication copy may show: all that the pages ask, answered by the store alone, and nothing else."""

from __future__ import annotations

import math
from collections.abc import Iterable

import pandas as pd
import pytest

from components.batches import questions_of
from components.figures.answers import Asked
from data.answering import Wanted, WithoutEstimatedEnds
from data.disclosure_cells import is_of_children
from data.disclosure_lattice import QUARTERS_TO_CHOOSE, lattice
from data.judgement import judged_monthly
from data.measures import MEASURES, SECTIONS, Shown
from data.measures.absence import ALL
from data.store import Store

SMALL = range(1, 6)


def asked_by_the_pages() -> Iterable[Asked]:
    """What every figure of every section asks, and the months of what is judged, of numbers of children."""
    figures = [figure for section in SECTIONS.values() for figure in section.figures]
    figures += [Shown(measure.id, "months") for measure in judged_monthly(MEASURES.values())]
    for asked in questions_of(figures, MEASURES):
        if is_of_children(MEASURES[asked.measure]) and not asked.without_estimated_ends:
            yield asked


def test_all_that_the_pages_ask_may_be_published_for_every_quarter_to_choose() -> None:
    """Else large numbers vanish from the pages."""
    laid = {(one.measure, one.grain, one.by, one.within): one.periods for one in lattice()}
    further = QUARTERS_TO_CHOOSE - 1
    lacking = []
    for asked in asked_by_the_pages():
        measure = MEASURES[asked.measure]
        by = tuple(measure.dimension(name) for name in (asked.by, asked.across) if name)
        if not set(by) <= set(measure.dimensions):
            continue
        back = asked.periods + (3 * further if asked.grain == "month" else further)
        if laid.get((asked.measure, asked.grain, by, asked.within), 0) < back:
            lacking.append(asked)
    assert not lacking


def test_the_store_hides_what_is_small_and_leaves_what_is_large(county: Store) -> None:
    seen = county.measure("reasons_ceased_to_be_looked_after", periods=4, by="category")
    shown = county.measure("reasons_ceased_to_be_looked_after", periods=4, by="category", publication=True)
    assert list(shown.columns) == list(seen.columns) and len(shown) == len(seen)
    few = seen["numerator"].isin(SMALL)
    assert few.sum() > 5
    assert (shown.loc[few, "status"] == "hidden").all()
    assert shown.loc[few, ["value", "numerator", "denominator"]].isna().all(axis=None)
    left = shown["status"] != "hidden"
    pd.testing.assert_frame_equal(shown[left], seen[left])
    assert (seen.loc[left, "numerator"] > 5).any()


def test_whole_quarters_of_many_children_stay(county: Store) -> None:
    ids = ["referrals", "children_looked_after", "children_in_need", "child_protection_plans"]
    shown = county.measure(ids, periods=8, publication=True)
    assert set(shown["status"]) == {"ok"}


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted("referrals", "quarter", 2, by="ethnic_group"),
        Wanted("referrals", "quarter", 2, where={"sex": "Female"}),
        Wanted(
            "children_in_need_by_team",
            "quarter",
            2,
            where={"team": ["Safeguarding North", "Safeguarding South"]},
        ),
        Wanted("referrals", "quarter", 2, origin="derived"),
        Wanted("referrals", "year", 1),
        WithoutEstimatedEnds("ceased_to_be_looked_after", "month", 2),
    ],
)
def test_what_was_never_looked_at_is_hidden(county: Store, wanted: Wanted) -> None:
    (seen,) = county.measures([wanted])
    (shown,) = county.measures([wanted], publication=True)
    assert seen["value"].notna().any()
    assert (shown["status"] == "hidden")[seen["value"].notna()].all()
    assert shown["value"].isna().all()


def test_a_filter_of_one_value_is_the_group_of_that_value(county: Store) -> None:
    by_team = county.measure("average_caseload", periods=1, by="team", publication=True)
    assert (by_team["status"] == "ok").all()  # caseloads are no count of children
    levels = county.measure("children_with_disabilities_by_level", periods=1, by="category", publication=True)
    dimension = MEASURES["children_with_disabilities_by_level"].dimension("category")
    for level, value, status in zip(levels["group"], levels["value"], levels["status"], strict=True):
        one = county.measure(
            "children_with_disabilities_by_level", periods=1, where={dimension: level}, publication=True
        ).iloc[0]
        assert one["group"] == ALL
        assert (one["status"] == "hidden") == (status == "hidden")
        assert one["value"] == value or (math.isnan(one["value"]) and math.isnan(value))


def test_nothing_is_told_of_how_figures_were_first_reported(county: Store) -> None:
    shown = county.measure("referrals", periods=2, reading="as reported", publication=True)
    assert (shown["status"] == "hidden").all()


def test_an_empty_store_has_nothing_to_hide(store: Store) -> None:
    assert store.measure("referrals", publication=True).empty
    assert not store.pattern().hidden
