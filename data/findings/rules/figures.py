"""Checks of the figures themselves: stated against counted, and months beyond what is usual with what may be behind them."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from data.judgement import Judgement, judge_all, judged_monthly, months_wanted
from data.lists.loaded_return import LoadedReturn
from data.measures import MEASURES, Measure
from data.store import Questions
from data.variation import Month, UsualRange

QUARTERS = 8
LIKELY = 0.15
"""A list whose rows changed by this share since the return before is named as a likely reason."""


def disagreements(store: Questions) -> pd.DataFrame:
    """Figures that the panel return states and the lists give otherwise: measure, period, counted, stated; newest first.

    Of the last eight quarters, compared as they are shown: whole numbers, percentages and rates to one decimal.
    """
    stated = store.table("select distinct measure from reported_figures where category is null")["measure"]
    ids = [name for name in MEASURES if name in set(stated) and MEASURES[name].counting]
    columns = ["measure", "period", "counted", "stated"]
    if not ids:
        return pd.DataFrame(columns=columns)
    counted = store.measure(ids, "quarter", QUARTERS, origin="derived")
    given = store.measure(ids, "quarter", QUARTERS, origin="reported")
    both = counted.merge(given, on=["measure", "period", "period_end"], suffixes=("_counted", "_stated"))
    both = both[both["value_counted"].notna() & both["value_stated"].notna()]
    places = both["measure"].map(lambda name: 0 if MEASURES[name].unit == "number" else 1)
    differ = [
        round(a, n) != round(b, n)
        for a, b, n in zip(both["value_counted"], both["value_stated"], places, strict=True)
    ]
    differing = both[pd.Series(differ, index=both.index, dtype=bool)].sort_values(
        ["period_end", "measure"], ascending=[False, True]
    )
    return differing.rename(columns={"value_counted": "counted", "value_stated": "stated"})[
        columns
    ].reset_index(drop=True)


@dataclass(frozen=True)
class Moved:
    """A monthly series whose newest month is beyond its usual range, and what in the return may be the reason."""

    measure: Measure
    usual: UsualRange
    likely: str

    @property
    def month(self) -> Month:
        """The newest month."""
        return self.usual.latest


def judged_flows(store: Questions) -> list[Judgement]:
    """The monthly flows judged, in page order."""
    if not store.returns:
        return []
    flows = judged_monthly(MEASURES.values())
    wanted = months_wanted(flows)
    return list(judge_all(flows, wanted, store.measures(wanted)).values())


def moved_beyond_usual(store: Questions, judged: list[Judgement] | None = None) -> list[Moved]:
    """The monthly flows whose newest whole month is more than chance, in page order; ``judged`` where they are judged already."""
    judged = judged_flows(store) if judged is None else judged
    return [
        Moved(judgement.measure, judgement.usual, _likely(store, judgement.measure))
        for judgement in judged
        if judgement.usual is not None and judgement.is_unusual
    ]


def _likely(store: Questions, measure: Measure) -> str:
    """Whether the list that a measure counts has many more or fewer rows than in the return before, in a sentence."""
    assert measure.view is not None
    layout = measure.view.layout
    held = sorted(
        (loaded for loaded in store.returns if _rows(loaded, layout.name)),
        key=lambda loaded: loaded.reporting_date,
    )
    if len(held) < 2:
        return ""
    if held[-1].reporting_date != store.reporting_date:
        return f"{layout.short_title} is not in the newest return."
    before, now = _rows(held[-2], layout.name), _rows(held[-1], layout.name)
    share = (now - before) / before
    if abs(share) < LIKELY:
        return ""
    how = "more" if share > 0 else "fewer"
    return f"{layout.short_title} has {abs(share):.0%} {how} rows than in the return before ({now:,}, was {before:,})."


def _rows(loaded: LoadedReturn, name: str) -> int:
    return sum(sheet.rows_used for sheet in loaded.report.sheets if sheet.list == name)
