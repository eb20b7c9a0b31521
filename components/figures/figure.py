"""A figure as a value: what it says, what it draws and what it lists, for the screen, the pack and tests alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from data.series import Point

SentenceKind = Literal["value", "chance", "remark", "comparison", "caution", "reason"]
"""What a sentence is about: the figure with its change and target; change or chance; what the returns or the declaration say
besides; published figures; how they are counted differently; the reason given for using what was asked about."""

State = Literal["provisional", "partial", "restated", "not supplied", "published only", "hidden"]
"""What is true of a figure as a whole."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number that a sentence states, with what it is of: ``area`` is '' for the council's own returns."""

    value: float
    measure: str
    period: str
    group: str = "All"
    area: str = ""

    @classmethod
    def of(cls, point: Point) -> Number:
        """A period's value. Raises ValueError where it has none."""
        if point.value is None:
            raise ValueError(f"{point.measure} has no value for {point.period}.")
        return cls(point.value, point.measure, point.period, point.group)


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a figure says, as plain text. ``is_small`` where it is small print."""

    text: str
    kind: SentenceKind
    numbers: tuple[Number, ...] = ()
    is_small: bool = False


@dataclass(frozen=True)
class Picture:
    """A chart as a value: a family's template and what is put in it.

    ``shape`` chooses among the family's templates; ``rows`` are its tables by name; ``values`` fill its blanks (titles, orders,
    axis ranges); ``alt`` says in words what it shows.
    """

    family: str
    rows: Mapping[str, tuple[Mapping[str, object], ...]]
    values: Mapping[str, object]
    alt: str
    shape: tuple[object, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table: ``cells`` as shown; ``raw`` the values behind them, a row a tuple as in ``cells``."""

    title: str
    columns: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    raw: tuple[tuple[object, ...], ...] = ()
    lead: str = ""

    def with_first(self, name: str, value: str) -> Table:
        """The table with a first column that says the same in every row."""
        return Table(
            self.title,
            (name, *self.columns),
            tuple((value, *row) for row in self.cells),
            tuple((value, *row) for row in self.raw),
            self.lead,
        )


@dataclass(frozen=True)
class Figure:
    """A figure of a page or of the pack; each part is absent where there is nothing to say.

    ``key`` tells it from a section's others and is its anchor; ``shown_for`` whom a filter has chosen, '' for the whole council;
    ``definition`` are its headed sentences; ``more`` are tables behind a heading of their own; ``why_absent`` says why there
    is nothing to show; ``is_table`` where its table stands in a chart's place;
    ``by`` is the dimension that its parts are told apart by, '' for none or the measure's own.
    """

    key: str
    measure: str
    title: str
    sentences: tuple[Sentence, ...] = ()
    picture: Picture | None = None
    table: Table | None = None
    definition: tuple[tuple[str, str], ...] = ()
    more: tuple[Table, ...] = ()
    states: frozenset[State] = frozenset()
    shown_for: str = ""
    why_absent: str = ""
    is_table: bool = False
    by: str = ""

    def with_reasons(self, reasons: Iterable[str]) -> Figure:
        """The same with what was asked of the returns that it counts, each with the reason given for using them."""
        told = (Sentence(reason, "reason", is_small=True) for reason in reasons)
        return replace(self, sentences=(*self.sentences, *told))

    @property
    def text(self) -> str:
        """Everything it says, in its order."""
        return " ".join(sentence.text for sentence in self.sentences)
