"""Everything that some figures are made of, asked once: series by measure, grain, dimension and group, and what stands beside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from components.figures.chosen import Filters
from data.comparators.beside import Beside
from data.facts.values import Benchmark, StatedChange, Target
from data.judgement import Judgement, judge
from data.lists.dimensions import DIMENSIONS
from data.measures import Measure
from data.measures.absence import PAIR
from data.periods import Grain, period_containing
from data.series import Point, Series

WHOLE = "All"
QUARTERS = 9
"""How many quarters of each measure are asked for: two years and the same quarter before them."""

Within = tuple[tuple[str, str], ...]
"""Conditions of a question besides the page's filter: dimension and value."""

Key = tuple[str, Grain, str | None, Within]
"""Where answers are looked up: measure, grain, dimension or dimensions, and conditions."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that a figure asks: a measure's newest ``periods`` of a grain, by a dimension, within more conditions.

    ``across`` is a second dimension: its answers are series of pairs of groups.
    """

    measure: str
    grain: Grain = "quarter"
    periods: int = QUARTERS
    by: str | None = None
    within: Within = ()
    without_estimated_ends: bool = False
    across: str | None = None


@dataclass(frozen=True, slots=True)
class Restatement:
    """A period's value as first reported and as known now, as shown, and why they differ, where that can be said.

    ``stays`` where the first is a published one that stays in later packs; ``now`` is then '' where a publication copy does not tell
    it, and ``by_fewer_than`` is set where it tells that it is near.
    """

    period: str
    first: str
    now: str
    why: str
    stays: bool = False
    by_fewer_than: int = 0


@dataclass(frozen=True, slots=True)
class Facts:
    """What the returns and the analyst say of a measure besides its figures.

    ``ranks`` are categories ranked without numbers; ``population`` says what a rate is set against; ``estimated_ends`` how many
    of the quarter's ends are on no known date; ``lacking`` says what the returns lack for it.
    """

    target: Target | None = None
    changes: tuple[StatedChange, ...] = ()
    benchmarks: tuple[Benchmark, ...] = ()
    notes: tuple[str, ...] = ()
    ranks: tuple[tuple[int, str], ...] = ()
    population: str = ""
    estimated_ends: int = 0
    restated: tuple[Restatement, ...] = ()
    lacking: str = ""


def pair_of(by: str | None, across: str | None) -> str | None:
    """What stands for the dimensions of a breakdown where answers are looked up."""
    return f"{by}{PAIR}{across}" if across else by


NO_FACTS = Facts()


@dataclass(frozen=True)
class Answers:
    """What some figures are made of.

    ``series`` are by measure, grain, dimension and further conditions, each by group; ``dated_months`` the months of ends
    without those on estimated dates; ``tables`` what kinds of figure have asked besides measures, by their name. ``council``
    is whose published figures stand beside, ``stands_in`` says so where the returns are invented; ``as_at`` is the newest day
    of the data in the quarter shown: a quarter that has not ended yet is counted on it. ``revised`` are by measure all figures
    that stay as published and have been revised since. ``merged`` are the groups that a publication copy shows as one, by
    breakdown.
    """

    chosen: Filters
    as_at: date
    council: str
    stands_in: str = ""
    series: Mapping[Key, Mapping[str, Series]] = field(default_factory=dict)
    dated_months: Mapping[str, Series] = field(default_factory=dict)
    facts: Mapping[str, Facts] = field(default_factory=dict)
    beside: Mapping[str, Beside] = field(default_factory=dict)
    tables: Mapping[str, object] = field(default_factory=dict)
    revised: Mapping[str, tuple[Restatement, ...]] = field(default_factory=dict)
    merged: Mapping[Key, tuple[str, ...]] = field(default_factory=dict)

    @property
    def is_part(self) -> bool:
        """Whether a part of the council is chosen, beside which nothing of the whole may stand."""
        return bool(self.chosen.where)

    @property
    def whose(self) -> str:
        """Whom a sentence is about where a part of the council is chosen: 'This team', 'This age band'."""
        return f"This {DIMENSIONS[list(self.chosen.where)[-1]].words}" if self.is_part else ""

    @property
    def quarter(self) -> str:
        """The quarter shown: 'Q3 2022/23'."""
        return period_containing(self.chosen.ending, "quarter").label

    def named(self, title: str) -> str:
        """A title with what is chosen of the council: 'Referrals, team North'."""
        return f"{title}, {self.chosen.words}" if self.is_part else title

    def of(self, measure: str, grain: Grain = "quarter") -> Series:
        """A measure's periods, oldest first; none where they were not asked."""
        return self.series.get((measure, grain, None, ()), {}).get(WHOLE, ())

    def latest(self, measure: str, grain: Grain = "quarter") -> Point:
        """A measure's newest period."""
        return self.of(measure, grain)[-1]

    def parts(
        self, measure: str, by: str = "category", grain: Grain = "quarter", within: Within = ()
    ) -> Mapping[str, Series]:
        """A measure's periods by group; none where they were not asked."""
        return self.series.get((measure, grain, by, within), {})

    def pairs(self, measure: str, by: str, across: str, grain: Grain) -> Mapping[tuple[str, str], Series]:
        """A measure's periods by the groups of two dimensions; none where they were not asked."""
        found = self.series.get((measure, grain, pair_of(by, across), ()), {})
        return {
            (one, other): series
            for name, series in found.items()
            for one, _, other in [name.partition(PAIR)]
            if other
        }

    def facts_of(self, measure: str) -> Facts:
        """What is said of a measure."""
        return self.facts.get(measure, NO_FACTS)

    def target(self, measure: str) -> Target | None:
        """The council's own target for the whole of it: none stands beside a part."""
        return None if self.is_part else self.facts_of(measure).target

    def judgement(self, measure: Measure) -> Judgement:
        """The months of a flow judged, or why they could not be."""
        return judge(measure, self.of(measure.id, "month"), self.dated_months.get(measure.id))
