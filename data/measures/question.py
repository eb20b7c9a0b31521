"""What is asked: measures over periods, by a dimension, for some values of others; and the ways to count that answer it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from data.measures.coverage import PeriodSupply
from data.measures.declaration import Counting, Measure, Origin
from data.periods import Period


class Way(NamedTuple):
    """A way to count a measure, with how far each period is supplied for it (None: not at all)."""

    measure: Measure
    origin: Origin
    counting: Counting
    supply: tuple[PeriodSupply | None, ...]


@dataclass
class Question:
    """What is asked: measures over periods with data to ``newest``, by some dimensions, for some values of others.

    ``populations`` are those that rates are set against, by period; ``by`` none, one or two dimensions; ``ways`` the ways to
    count that are supplied for some period; ``with_stated`` whether figures that panel returns state answer too, ``stated``
    the measures of which they stand over counted ones; ``trio_rule`` a key of TRIO_RULES; ``without_estimated_ends`` leaves
    out ends whose date no return gives.
    """

    measures: Sequence[Measure]
    periods: Sequence[Period]
    newest: date
    populations: Sequence[int | None]
    by: Sequence[str]
    where: Mapping[str, Sequence[str]]
    ways: Sequence[Way]
    with_stated: bool
    stated: Collection[str]
    trio_rule: str
    without_estimated_ends: bool = False
    parameters: dict[str, object] = field(init=False, default_factory=dict)
    _bound: dict[object, str] = field(init=False, default_factory=dict)

    @property
    def is_of_parts(self) -> bool:
        """Whether it asks for parts of the whole."""
        return bool(self.by or self.where)

    def bind(self, value: str | None) -> str:
        """A placeholder for a value, the same for the same."""
        if value not in self._bound:
            name = f"v{len(self._bound)}"
            self.parameters[name] = value
            self._bound[value] = f"${name}"
        return self._bound[value]

    def among(self, expression: str, values: Sequence[str]) -> str:
        """SQL for whether an expression has one of these values."""
        return f"{expression} in ({', '.join(map(self.bind, values))})"

    def filters_of(self, measure: Measure) -> list[tuple[str, Sequence[str]]]:
        """The filters, each by the dimension that it means for a measure."""
        return [(measure.dimension(name), values) for name, values in self.where.items()]

    def applies_to(self, measure: Measure) -> bool:
        """Whether a measure has the dimensions asked for."""
        return has_dimensions(measure, dimensions_asked(measure, self.by, self.where))

    @cached_property
    def stateable(self) -> list[Measure]:
        """The measures that stated figures can answer: a category answers the measure's own dimension, and none is ever summed."""
        sums_parts = not self.by and any(len(values) > 1 for values in self.where.values())
        if not self.with_stated or sums_parts:
            return []
        return [
            measure
            for measure in self.measures
            if dimensions_asked(measure, self.by, self.where) <= {measure.category or "category"}
            and self.applies_to(measure)
        ]


def can_be_counted(measure: Measure, counting: Counting, by: Collection[str], where: Collection[str]) -> bool:
    """Whether one of a measure's countings answers a question broken down ``by`` and filtered by the dimensions ``where``."""
    asked = dimensions_asked(measure, by, where)
    return (
        has_dimensions(measure, asked)
        and asked <= counting.view.dimensions.keys()
        and not (measure.never_totalled and not asked)
    )


def dimensions_asked(measure: Measure, by: Collection[str], where: Collection[str]) -> set[str]:
    """The dimensions of a measure that are broken down and filtered by."""
    return {measure.dimension(name) for name in (*by, *where)}


def has_dimensions(measure: Measure, asked: Collection[str]) -> bool:
    """Whether a measure can be broken down by all of these dimensions."""
    return set(measure.dimensions).issuperset(asked)
