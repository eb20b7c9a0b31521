"""What a measure is: declared once, read by the pages, the pack, the definitions page and the tests."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from data.lists.view import LASTING
from data.lists.views import VIEWS, View
from data.returns.layouts import Layout

Unit = Literal["number", "percent", "rate", "average", "days"]
Better = Literal["higher", "lower", "neither"]
Kind = Literal["flow", "stock", "window", "reported"]


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
class Estimate:
    """Another way to work a measure out, from rows that only approximate it; what it assumes is said in ``how``.

    Its fields mean what they mean on a measure.
    """

    rows: str
    numerator: str
    denominator: str | None
    how: str
    dated: str | None = None
    opened: str | None = None
    closed: str | None = None
    needs_history: int = 0
    history_told_by: None = None
    followed_for_days: int = 0
    only_at_reporting_date: bool = False
    window_months: None = None

    @property
    def kind(self) -> Kind:
        """flow or stock."""
        return "flow" if self.dated else "stock"

    @property
    def view(self) -> View:
        """The table it counts."""
        return VIEWS[self.rows]


@dataclass(frozen=True)
class Measure:
    """One figure, defined once.

    A *flow* counts rows of the view ``rows`` whose ``dated`` date is within the period. A *stock* counts rows open at
    the period's end: ``opened`` on or before it, ``closed`` empty or after it. A *window* measure counts the
    ``window_months`` months to the period's end, whatever the period. A measure without ``rows`` is *reported*: its
    numbers come from the panel return alone (``snapshot``: as at the period's end).

    ``short`` is the title for a tile where the whole is too long, ``formerly`` titles it once had, by which a panel return
    may still name it. ``numerator`` and ``denominator`` are SQL over the view;
    ``needs_history`` is how many months before the period must be loaded for the figure to be whole; with
    ``history_told_by``, a column that tells what they would, it is partial without them and not supplied without either.
    ``followed_for_days`` is how long a row must have been followed to be counted at all. ``category`` is the
    dimension a distribution is split by; with ``of_all`` each
    part is set against all rows of the period. ``never_totalled`` forbids a sum over categories. ``seasonal`` says that
    a month is to be judged by its own season. ``only_at_reporting_date`` marks a stock read from
    columns that look back from the day of the extract, so that no other day can be worked out; ``is_of_the_quarter`` one
    that is recorded at the quarter's end but tells what happened in the quarter. ``national`` is the published
    counterpart's code in DfE's LAIT. A measure with an ``estimate`` and no ``rows`` is never more than that.
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
    rows: str | None = None
    dated: str | None = None
    opened: str | None = None
    closed: str | None = None
    numerator: str = "count(*)"
    denominator: str | None = None
    window_months: int | None = None
    needs_history: int = 0
    history_told_by: str | None = None
    followed_for_days: int = 0
    snapshot: bool = False
    category: str | None = None
    of_all: bool = False
    never_totalled: bool = False
    seasonal: bool = False
    only_at_reporting_date: bool = False
    is_of_the_quarter: bool = False
    estimate: Estimate | None = None
    national: str | None = None
    basis: str = ""
    caveat: str = ""
    sheet: str = "Figures"

    @property
    def kind(self) -> Kind:
        """flow, stock, window or reported."""
        if self.rows is None:
            return "reported"
        if self.window_months:
            return "window"
        return "flow" if self.dated else "stock"

    @property
    def view(self) -> View | None:
        """The table it counts, None for a reported measure."""
        return VIEWS[self.rows] if self.rows else None

    @property
    def views(self) -> list[View]:
        """The tables it or its estimate counts."""
        return [
            view for view in (self.view, self.estimate.view if self.estimate else None) if view is not None
        ]

    @property
    def at_a_date(self) -> bool:
        """Whether it is taken at the period's end rather than over the period."""
        if self.is_of_the_quarter:
            return False
        return (
            self.snapshot
            or self.kind == "stock"
            or (self.rows is None and self.estimate is not None and self.estimate.kind == "stock")
        )

    @property
    def is_known_any_day(self) -> bool:
        """Whether a stock can be counted on any day, because it reads nothing that changes between returns."""
        if (
            self.kind != "stock"
            or self.rows is None
            or self.view is None
            or self.view.layout.merging not in ("spells", "events")
        ):
            return False
        needed = columns_needed(self.rows, self.opened, self.closed, self.numerator, self.denominator)
        return not self.view.as_reported or {column for _, column in needed} <= LASTING

    @property
    def counts_children(self) -> bool:
        """Whether it counts each child once, so that parts in which a child can stand twice add up to more than the whole."""
        counted = self if self.rows else self.estimate
        return counted is not None and CHILDREN in counted.numerator

    @property
    def is_split(self) -> bool:
        """Whether it is read by its categories rather than as a whole."""
        return self.category is not None and (self.rows is not None or self.of_all or self.never_totalled)

    @property
    def source(self) -> str:
        """Where its numbers come from, in words."""
        names = list(dict.fromkeys(_named(view.layout) for view in self.views))
        if self.rows is None:
            names.insert(0, f"Panel return, sheet “{self.sheet}”")
        return " or ".join(names)

    def dimension(self, asked: str) -> str:
        """The dimension that ``asked`` means for this measure: 'category' is its own category."""
        return self.category if asked == "category" and self.category else asked


def _named(layout: Layout) -> str:
    return layout.title if layout.number else f"Panel return, sheet “{layout.title}”"


def columns_needed(rows: str, *expressions: str | None) -> set[tuple[str, str]]:
    """The (list, column) pairs that SQL expressions over a view need to have been supplied."""
    view = VIEWS[rows]
    words = set(re.findall(r"[a-z_0-9]+", " ".join(filter(None, expressions))))
    needed: set[tuple[str, str]] = set()
    for word in words:
        if word in view.also_needs:
            needed.add(view.also_needs[word])
        for column in view.derived.get(word, (word,)):
            if column in view.layout.by_column:
                needed.add((view.layout.name, column))
    return needed
