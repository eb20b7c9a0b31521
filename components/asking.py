"""What a page shows, as blocks, and everything the blocks need asked of the store at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import pandas as pd

from data.as_reported import AS_KNOWN_NOW, AS_REPORTED, ReadAs
from data.comparators import comparisons
from data.measures import MEASURES, Measure
from data.periods import Grain, period_containing
from data.restated import COLUMNS, differing
from data.store import Store

QUARTERS, PARTS_BACK, MONTHS, SEASONAL_MONTHS = 9, 5, 24, 36
DEFAULT_COUNCIL = 885
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

    ``rolling`` has the last 12 months of the rates, which alone stand beside a published year; ``beside`` the published
    figures by the neighbour ``model``. ``restated`` are the figures that were another when first reported, as far as known:
    measure, period, period_end, reported, known. Read as reported there are no months, and parts stay as known now.
    """

    store: Store
    ending: date
    where: dict[str, list[str]]
    quarters: pd.DataFrame
    years_to_date: pd.DataFrame
    months: pd.DataFrame
    rolling: pd.DataFrame
    beside: pd.DataFrame
    model: str
    parts: dict[tuple[str, str, Grain], pd.DataFrame] = field(default_factory=dict)
    restated: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=COLUMNS))
    provisional: str | None = None

    def series(self, measure: str, grain: Grain = "quarter") -> pd.DataFrame:
        """A measure's quarters, years to date, months or rolling years, oldest first."""
        return self._by_measure[grain].get(measure, self.quarters.iloc[0:0])

    @cached_property
    def published(self) -> dict[str, pd.Series]:
        """The published figures by measure, of those that have a year to show."""
        return {str(name): row for name, row in self.beside.iterrows() if pd.notna(row["year"])}

    @cached_property
    def _by_measure(self) -> dict[Grain, dict[str, pd.DataFrame]]:
        grains: dict[Grain, pd.DataFrame] = {"quarter": self.quarters, "year_to_date": self.years_to_date, "month": self.months,
                                             "rolling_12_months": self.rolling}  # fmt: skip
        return {grain: {str(name): one for name, one in rows.groupby("measure", sort=False)} for grain, rows in grains.items()}

    def split(self, block: Block) -> pd.DataFrame:
        """The parts of a block's measure."""
        return self.parts[block.measure, block.by, block.grain]

    def within(self, measure: str, by: str, **where: str) -> pd.DataFrame:
        """A measure's latest quarter by one dimension for one value of another."""
        conditions = {**self.where, **{name: [value] for name, value in where.items()}}
        return self.store.measure(measure, "quarter", 1, by=by, where=conditions, ending=self.ending)


@dataclass(frozen=True)
class Filters:
    """What the sidebar's filters say: the quarter's end, conditions, neighbour model, a published year if one is chosen, and reading.

    ``restated`` is what is known of restated figures already, ``provisional`` the quarter whose figures will still move.
    """

    ending: date
    where: dict[str, list[str]]
    model: str = "2021"
    published_year: int | None = None
    reading: ReadAs = AS_KNOWN_NOW
    restated: pd.DataFrame | None = None
    provisional: str | None = None

    @property
    def read_as_reported(self) -> bool:
        """Whether figures are those first reported: the reading is of whole figures only."""
        return self.reading == AS_REPORTED and not self.where


def ask(store: Store, blocks: list[Block], chosen: Filters) -> PageData:
    """Ask the store for what the blocks show, to the quarter chosen, in the reading chosen."""
    first_said = chosen.read_as_reported
    reading = AS_REPORTED if first_said else AS_KNOWN_NOW
    ending, where = chosen.ending, chosen.where
    shown = list(dict.fromkeys(name for block in blocks for name in (block.measure, *block.also)))
    to_date = list(dict.fromkeys(block.measure for block in blocks if block.grain == "year_to_date"))
    monthly = [block.declared for block in blocks if block.drawn_as == "months" and not first_said]

    def asked(ids: list[str], grain: Grain, periods: int) -> pd.DataFrame:
        return store.measure(ids, grain, periods, where=where, ending=ending, reading=reading) if ids else quarters.iloc[0:0]

    rates = [name for name in shown if MEASURES[name].unit == "rate"]
    counted = shown if first_said else [name for name in shown if name not in rates]
    quarters = store.measure(counted or shown, "quarter", QUARTERS, where=where, ending=ending, reading=reading)
    if counted and rates and not first_said:
        quarters = pd.concat([quarters, asked(rates, "quarter", QUARTERS)])
    rolling = asked([name for name in rates if MEASURES[name].kind == "flow"], "rolling_12_months", QUARTERS)
    months = [asked([m.id for m in monthly if not m.seasonal], "month", MONTHS),
              asked([m.id for m in monthly if m.seasonal], "month", SEASONAL_MONTHS)]  # fmt: skip
    parts: dict[tuple[str, str, Grain], pd.DataFrame] = {}
    wanted: dict[tuple[str, Grain], list[str]] = {}
    for block in blocks:
        if block.drawn_as in ("parts", "due", "spread", "rated"):
            wanted.setdefault((block.by, block.grain), []).append(block.measure)
        if block.drawn_as == "posts":
            parts[block.measure, block.by, "month"] = store.measure(block.measure, "month", 13, by=block.by, where=where, ending=ending)
    for (by, grain), names in wanted.items():
        answer = store.measure(names, grain, PARTS_BACK, by=by, where=where, ending=ending)
        for name in names:
            parts[name, by, grain] = answer[answer["measure"] == name]
    held = [one for one in months if not one.empty] or months[:1]
    restated = chosen.restated
    if first_said:
        restated = differing(quarters, store.measure(shown, "quarter", QUARTERS, ending=ending))
    return PageData(store, ending, where, quarters, asked(to_date, "year_to_date", PARTS_BACK),
                    pd.concat(held), rolling, published_beside(store, shown, chosen), chosen.model, parts,
                    pd.DataFrame(columns=COLUMNS) if restated is None else restated, chosen.provisional)  # fmt: skip


def published_beside(store: Store, ids: list[str], chosen: Filters) -> pd.DataFrame:
    """The published figures of those measures that have any: of the year that the quarter asks for, or of the one chosen."""
    ids = [name for name in ids if MEASURES[name].national]
    if chosen.published_year is not None:
        return comparisons(ids, store.la_code or DEFAULT_COUNCIL, year=chosen.published_year, model=chosen.model)
    start = period_containing(chosen.ending, "quarter").start
    return comparisons(ids, store.la_code or DEFAULT_COUNCIL, period_start=start, model=chosen.model)
