"""What a measure is: declared once, read by the pages, the pack, the definitions page and the tests."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from data.lists.views import VIEWS, View

Unit = Literal["number", "percent", "rate", "average", "days"]
Better = Literal["higher", "lower", "neither"]
Kind = Literal["flow", "stock", "window", "reported"]


@dataclass(frozen=True)
class Estimate:
    """Another way to work a measure out, from rows that only approximate it; what it assumes is said in ``how``."""

    rows: str
    dated: str
    numerator: str
    denominator: str
    how: str


@dataclass(frozen=True)
class Measure:
    """One figure, defined once.

    A *flow* counts rows of the view ``rows`` whose ``dated`` date is within the period. A *stock* counts rows open at
    the period's end: ``opened`` on or before it, ``closed`` empty or after it. A *window* measure counts the
    ``window_months`` months to the period's end, whatever the period. A measure without ``rows`` is *reported*: its
    numbers come from the panel return alone (``snapshot``: as at the period's end).

    ``numerator`` and ``denominator`` are SQL over the view; ``needs_history`` is how many months before the period must
    be loaded for the figure to be whole. ``category`` is the dimension a distribution is split by; with ``of_all`` each
    part is set against all rows of the period. ``never_totalled`` forbids a sum over categories. ``national`` is the
    published counterpart's code in DfE's LAIT.
    """

    id: str
    title: str
    means: str
    unit: Unit
    section: str
    better: Better = "neither"
    headline: bool = False
    rows: str | None = None
    dated: str | None = None
    opened: str | None = None
    closed: str | None = None
    numerator: str = "count(*)"
    denominator: str | None = None
    window_months: int | None = None
    needs_history: int = 0
    snapshot: bool = False
    category: str | None = None
    of_all: bool = False
    never_totalled: bool = False
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
    def source(self) -> str:
        """Where its numbers come from, in words."""
        if self.view is not None and self.view.layout.number:
            return self.view.layout.title
        return f"Panel return, sheet “{self.view.layout.title if self.view else self.sheet}”"

    def dimension(self, asked: str) -> str:
        """The dimension that ``asked`` means for this measure: 'category' is its own category."""
        return self.category if asked == "category" and self.category else asked


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
