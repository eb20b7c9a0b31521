"""What a page shows, as blocks, and everything the blocks need asked of the store at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import pandas as pd

from components.figures.chosen import DEFAULT_COUNCIL, Filters
from data.answering import Wanted
from data.as_reported import AS_REPORTED
from data.comparators import comparisons
from data.judgement import Judgement, judge, judged_monthly, months_wanted
from data.lists.dimensions import DIMENSIONS
from data.measures import MEASURES, Measure
from data.periods import Grain, period_containing
from data.restated import COLUMNS, differing
from data.store import Store

QUARTERS, PARTS_BACK, MONTHS, MONTHS_OF_POSTS = 9, 5, 24, 13
SEXES = ("Male", "Female")


@dataclass(frozen=True)
class Block:
    """One figure on a page: which measure and how it is drawn.

    ``chart`` is natural to the measure where it is not named: months, quarters, season, rate or parts (a bar a category);
    the others are pairs (starts against ends), pyramid (age by sex), funnel, rated, steps, posts, spread and due. ``also``
    are the measures drawn with it, ``by`` the dimension of its parts, ``grain`` the span its sentence is about.
    """

    measure: str
    chart: str = ""
    also: tuple[str, ...] = ()
    by: str = "category"
    grain: Grain = "quarter"

    def __post_init__(self) -> None:
        if self.by != "category" and not DIMENSIONS[self.by].is_for_panel:
            raise ValueError(f"A panel may not see {self.measure} by {DIMENSIONS[self.by].words}.")

    @property
    def declared(self) -> Measure:
        """The measure as it is declared."""
        return MEASURES[self.measure]

    @property
    def drawn_as(self) -> str:
        """How it is drawn."""
        measure = self.declared
        if self.chart:
            return self.chart
        if measure.is_split:
            return "parts"
        if measure.unit == "rate":
            return "rate"
        return "months" if measure.is_known_any_day or measure.kind == "flow" else "quarters"

    @property
    def key(self) -> str:
        """What tells it from the page's other blocks."""
        return f"{self.measure} {self.drawn_as} {self.by}"


@dataclass(frozen=True)
class PageData:
    """Everything a page shows: quarters, years to date and months of its measures, and their parts by (measure, by, grain).

    ``chosen`` is what was asked for; ``rolling`` has the last 12 months of the rates, which alone stand beside a published
    year; ``beside`` the published figures; ``dated_months`` the months of ends without those on estimated dates. ``restated``
    are the figures that were another when first reported, as far as known: measure, period, period_end, reported, known.
    """

    store: Store
    chosen: Filters
    quarters: pd.DataFrame
    years_to_date: pd.DataFrame
    months: pd.DataFrame
    rolling: pd.DataFrame
    beside: pd.DataFrame
    parts: dict[tuple[str, str, Grain], pd.DataFrame] = field(default_factory=dict)
    restated: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=COLUMNS))
    dated_months: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=["measure"]))

    @property
    def ending(self) -> date:
        """The end of the quarter shown."""
        return self.chosen.ending

    @property
    def where(self) -> dict[str, list[str]]:
        """The conditions of the filters."""
        return self.chosen.where

    @property
    def is_part(self) -> bool:
        """Whether a part of the council is chosen, beside which nothing of the whole may stand."""
        return bool(self.chosen.where)

    @property
    def whose(self) -> str:
        """Whom a sentence is about where a part of the council is chosen: 'This team', 'This service'."""
        return f"This {list(self.chosen.where)[-1]}" if self.is_part else ""

    @property
    def as_at(self) -> date:
        """The newest day of the data in the quarter shown: a quarter that has not ended yet is counted on it."""
        return min(self.ending, self.store.reporting_date or self.ending)

    def named(self, title: str) -> str:
        """A title with what is chosen of the council: 'Referrals, team North'."""
        return f"{title}, {self.chosen.words}" if self.is_part else title

    @property
    def model(self) -> str:
        """The model of the statistical neighbours."""
        return self.chosen.model

    @property
    def provisional(self) -> str | None:
        """The quarter whose figures will still move."""
        return self.chosen.provisional

    def series(self, measure: str, grain: Grain = "quarter") -> pd.DataFrame:
        """A measure's quarters, years to date, months or rolling years, oldest first."""
        return self._by_measure[grain].get(measure, self.quarters.iloc[0:0])

    def judgement(self, measure: Measure) -> Judgement:
        """The months of a flow judged, or why they could not be."""
        return judge(measure, self.series(measure.id, "month"), self._dated_by_measure.get(measure.id))

    @cached_property
    def published(self) -> dict[str, pd.Series]:
        """The published figures by measure, of those that have a year to show."""
        return {str(name): row for name, row in self.beside.iterrows() if pd.notna(row["year"])}

    @cached_property
    def _by_measure(self) -> dict[Grain, dict[str, pd.DataFrame]]:
        grains: dict[Grain, pd.DataFrame] = {
            "quarter": self.quarters,
            "year_to_date": self.years_to_date,
            "month": self.months,
            "rolling_12_months": self.rolling,
        }
        return {
            grain: {str(name): one for name, one in rows.groupby("measure", sort=False)}
            for grain, rows in grains.items()
        }

    @cached_property
    def _dated_by_measure(self) -> dict[str, pd.DataFrame]:
        return {str(name): rows for name, rows in self.dated_months.groupby("measure", sort=False)}

    def split(self, block: Block) -> pd.DataFrame:
        """The parts of a block's measure."""
        return self.parts[block.measure, block.by, block.grain]

    def within(self, measure: str, by: str, **where: str) -> pd.DataFrame:
        """A measure's latest quarter by one dimension for one value of another."""
        conditions = {**self.where, **{name: [value] for name, value in where.items()}}
        return self.store.measure(
            measure, "quarter", 1, by=by, where=conditions, ending=self.ending, reading=self.chosen.reading
        )


def ask(store: Store, blocks: list[Block], chosen: Filters) -> PageData:
    """Ask the store for what the blocks show, to the quarter chosen, in the reading chosen: one question at once."""
    shown = list(dict.fromkeys(name for block in blocks for name in (block.measure, *block.also)))
    to_date = list(dict.fromkeys(block.measure for block in blocks if block.grain == "year_to_date"))
    rates = [name for name in shown if MEASURES[name].unit == "rate"]
    monthly = list(dict.fromkeys(block.declared for block in blocks if block.drawn_as == "months"))
    judged = judged_monthly(monthly)
    wholes: list[tuple[Grain, list[str], int]] = [
        ("quarter", [name for name in shown if name not in rates], QUARTERS),
        ("quarter", rates, QUARTERS),
        ("year_to_date", to_date, PARTS_BACK),
        ("rolling_12_months", [name for name in rates if MEASURES[name].kind == "flow"], QUARTERS),
        ("month", [measure.id for measure in monthly if measure not in judged], MONTHS),
    ]
    parts: dict[tuple[str, str, Grain, int], list[str]] = {}
    for block in blocks:
        if block.drawn_as in ("parts", "due", "spread", "rated"):
            parts.setdefault(("", block.by, block.grain, PARTS_BACK), []).append(block.measure)
        if block.drawn_as == "posts":
            parts.setdefault(("posts", block.by, "month", MONTHS_OF_POSTS), []).append(block.measure)
    asked = [Wanted(ids, grain, periods, where=chosen.where) for grain, ids, periods in wholes if ids]
    asked += months_wanted(judged, chosen.where)
    asked += [
        Wanted(ids, grain, periods, by=by, where=chosen.where)
        for (_, by, grain, periods), ids in parts.items()
    ]
    answers = store.measures(asked, ending=chosen.ending, reading=chosen.reading)
    none = answers[0].iloc[0:0]
    found: dict[Grain, list[pd.DataFrame]] = {}
    dated = [none]
    split: dict[tuple[str, str, Grain], pd.DataFrame] = {}
    for wanted, answer in zip(asked, answers, strict=True):
        if wanted.without_estimated_ends:
            dated.append(answer)
        elif wanted.by is None:
            found.setdefault(wanted.grain, []).append(answer)
        else:
            split |= {
                (name, wanted.by, wanted.grain): answer[answer["measure"] == name] for name in wanted.ids
            }
    whole = {grain: pd.concat(listed) for grain, listed in found.items()}
    restated = chosen.restated
    if chosen.reading == AS_REPORTED and not chosen.where:
        restated = differing(
            whole["quarter"], store.measure(shown, "quarter", QUARTERS, ending=chosen.ending)
        )
    return PageData(
        store,
        chosen,
        whole["quarter"],
        whole.get("year_to_date", none),
        whole.get("month", none),
        whole.get("rolling_12_months", none),
        published_beside(store, shown, chosen),
        split,
        pd.DataFrame(columns=COLUMNS) if restated is None else restated,
        pd.concat(dated),
    )


def published_beside(store: Store, ids: list[str], chosen: Filters) -> pd.DataFrame:
    """The published figures of those measures that have any: of the year that the quarter asks for, or of the one chosen."""
    ids = [] if chosen.where else [name for name in ids if MEASURES[name].national]
    if chosen.published_year is not None:
        return comparisons(
            ids, store.la_code or DEFAULT_COUNCIL, year=chosen.published_year, model=chosen.model
        )
    start = period_containing(chosen.ending, "quarter").start
    return comparisons(ids, store.la_code or DEFAULT_COUNCIL, period_start=start, model=chosen.model)
