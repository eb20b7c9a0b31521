"""What a measure is: declared once, read by the pages, the pack, the definitions page and the tests.

A measure is words, a counting (a flow, a stock or a window), maybe an estimate, and what panel returns state of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from data.lists.view import LASTING
from data.lists.views import VIEWS, View
from data.measures.columns import columns_needed
from data.returns.layouts import Layout

Unit = Literal["number", "percent", "rate", "average", "days"]
Better = Literal["higher", "lower", "neither"]
Kind = Literal["flow", "stock", "window", "reported"]
Origin = Literal["derived", "reported", "estimated"]


NET = "sum(change)"
"""The numerator of a net change: starts as +1, ends as -1."""

PER_10_000 = "for every 10,000 children aged 0 to 17 (ONS estimate for 30 June of the financial year in which the period ends)"
"""What a rate is set against, in words; data.comparators.population gives it."""

CHILDREN = "count(distinct child_id)"
"""Children, each once however many rows the child has: what a measure counts whose title says children."""


def children(condition: str) -> str:
    """SQL for how many children have a row for which a condition holds."""
    return f"{CHILDREN} filter (where {condition})"


@dataclass(frozen=True)
class Counting:
    """How the rows of one view are counted for a period; made by ``flow``, ``window`` or ``stock``.

    ``numerator`` and ``denominator`` are SQL over the view ``rows``, to which each period lends ``as_at``,
    ``as_at_working_day`` and ``trio_rule``. ``needs_history`` is how many months before the period must be loaded for the
    figure to be whole; with ``history_told_by``, a column that tells what they would, it is partial without them and not
    supplied without either. ``followed_for_days`` is how long a row must have been followed to be counted at all.
    ``only_at_reporting_date`` marks a stock read from columns that look back from the day of the extract, so that no
    other day can be worked out.
    """

    rows: str
    dated: str | None = None
    opened: str | None = None
    closed: str | None = None
    numerator: str = "count(*)"
    denominator: str | None = None
    window_months: int | None = None
    needs_history: int = 0
    history_told_by: str | None = None
    followed_for_days: int = 0
    only_at_reporting_date: bool = False

    @property
    def kind(self) -> Literal["flow", "stock", "window"]:
        """flow, stock or window."""
        if self.window_months:
            return "window"
        return "flow" if self.dated else "stock"

    @property
    def view(self) -> View:
        """The table it counts."""
        return VIEWS[self.rows]

    def needs(self, dimensions: tuple[str, ...] = ()) -> frozenset[tuple[str, str]]:
        """The (list, column) pairs it is made of, those that these dimensions of its view are read from included."""
        chosen = (self.view.dimensions.get(name) for name in dimensions)
        parts = (self.dated, self.opened, self.closed, self.numerator, self.denominator, *chosen)
        return columns_needed(self.rows, *parts)


def flow(
    rows: str,
    dated: str,
    numerator: str = "count(*)",
    denominator: str | None = None,
    *,
    needs_history: int = 0,
    history_told_by: str | None = None,
    followed_for_days: int = 0,
) -> Counting:
    """Rows whose ``dated`` date is within the period."""
    return Counting(
        rows,
        dated,
        numerator=numerator,
        denominator=denominator,
        needs_history=needs_history,
        history_told_by=history_told_by,
        followed_for_days=followed_for_days,
    )


def window(
    rows: str,
    dated: str,
    months: int,
    numerator: str = "count(*)",
    denominator: str | None = None,
    *,
    needs_history: int = 0,
) -> Counting:
    """Rows dated in the ``months`` months to the period's end, whatever the period."""
    return Counting(
        rows,
        dated,
        numerator=numerator,
        denominator=denominator,
        window_months=months,
        needs_history=needs_history,
    )


def stock(
    rows: str,
    opened: str,
    closed: str,
    numerator: str = "count(*)",
    denominator: str | None = None,
    *,
    needs_history: int = 0,
    only_at_reporting_date: bool = False,
) -> Counting:
    """Rows open at the period's end: ``opened`` on or before it, ``closed`` empty or after it."""
    return Counting(
        rows,
        None,
        opened,
        closed,
        numerator,
        denominator,
        needs_history=needs_history,
        only_at_reporting_date=only_at_reporting_date,
    )


@dataclass(frozen=True)
class Estimate:
    """Another way to work a measure out, from rows that only approximate it; what it assumes is said in ``how``."""

    counting: Counting
    how: str


@dataclass(frozen=True)
class Measure:
    """One figure, defined once.

    A measure without a ``counting`` is *reported*: its numbers come from the panel return alone (``snapshot``: as at the
    period's end), or from its ``estimate``, and with that it is never more than estimated.

    ``short`` is the title for a tile where the whole is too long, ``formerly`` titles it once had, by which a panel return
    may still name it. ``category`` is the dimension a distribution is split by; with ``of_all`` each
    part is set against all rows of the period. ``never_totalled`` forbids a sum over categories. ``seasonal`` says that
    a month is to be judged by its own season. ``is_of_the_quarter`` marks a stock that is recorded at the quarter's end but
    tells what happened in the quarter. ``national`` is the published counterpart's code in DfE's LAIT.
    """

    id: str
    title: str
    means: str
    unit: Unit
    section: str
    better: Better = "neither"
    headline: bool = False
    short: str = ""
    formerly: tuple[str, ...] = ()
    counting: Counting | None = None
    snapshot: bool = False
    category: str | None = None
    of_all: bool = False
    never_totalled: bool = False
    seasonal: bool = False
    is_of_the_quarter: bool = False
    estimate: Estimate | None = None
    national: str | None = None
    basis: str = ""
    caveat: str = ""
    sheet: str = "Figures"

    @property
    def countings(self) -> dict[Origin, Counting]:
        """How it is counted from lists, exactly and by estimate, as far as it can be."""
        ways: dict[Origin, Counting] = {"derived": self.counting} if self.counting else {}
        return ways | ({"estimated": self.estimate.counting} if self.estimate else {})

    @property
    def kind(self) -> Kind:
        """flow, stock, window or reported."""
        return self.counting.kind if self.counting else "reported"

    @property
    def view(self) -> View | None:
        """The table it counts, None for a reported measure."""
        return self.counting.view if self.counting else None

    @property
    def views(self) -> list[View]:
        """The tables it or its estimate counts."""
        return [counting.view for counting in self.countings.values()]

    @property
    def at_a_date(self) -> bool:
        """Whether it is taken at the period's end rather than over the period."""
        if self.is_of_the_quarter:
            return False
        return self.snapshot or (self.first_counting is not None and self.first_counting.kind == "stock")

    @property
    def is_known_any_day(self) -> bool:
        """Whether a stock can be counted on any day, because it reads nothing that changes between returns."""
        counting = self.counting
        if (
            counting is None
            or counting.kind != "stock"
            or counting.view.layout.merging not in ("spells", "events")
        ):
            return False
        return not counting.view.as_reported or {column for _, column in counting.needs()} <= LASTING

    @property
    def counts_children(self) -> bool:
        """Whether it counts each child once, so that parts in which a child can stand twice add up to more than the whole."""
        return self.first_counting is not None and CHILDREN in self.first_counting.numerator

    @property
    def months_looked_back(self) -> int:
        """How many months before its period must be loaded for it to be whole."""
        return self.counting.needs_history if self.counting else 0

    @property
    def is_net_change(self) -> bool:
        """Whether it sets starts against ends, so that it can be below zero."""
        return self.counting is not None and self.counting.numerator == NET

    @property
    def is_split(self) -> bool:
        """Whether it is read by its categories rather than as a whole."""
        return self.category is not None and (self.counting is not None or self.of_all or self.never_totalled)

    @property
    def dimensions(self) -> tuple[str, ...]:
        """What it can be broken down by: what the list that it is first of all counted from tells, or what is stated of it."""
        of_list = self.first_counting.view.dimensions if self.first_counting else ()
        return tuple(dict.fromkeys((*of_list, *([self.category] if self.category else ()))))

    @property
    def source(self) -> str:
        """Where its numbers come from, in words."""
        names = list(dict.fromkeys(_named(view.layout) for view in self.views))
        if self.counting is None:
            names.insert(0, f"Panel return, sheet “{self.sheet}”")
        return " or ".join(names)

    @property
    def first_counting(self) -> Counting | None:
        """How it is counted from lists: exactly where it can be, else by estimate; None where it is only stated."""
        return next(iter(self.countings.values()), None)

    def dimension(self, asked: str) -> str:
        """The dimension that ``asked`` means for this measure: 'category' is its own category."""
        return self.category if asked == "category" and self.category else asked


def _named(layout: Layout) -> str:
    return layout.title if layout.number else f"Panel return, sheet “{layout.title}”"
