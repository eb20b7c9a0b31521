"""What the panel return holds besides figures, as values: targets, benchmarks, stated changes, how far the data go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from data.returns.codes import CODE_SETS

GRADES = tuple(code.code for code in CODE_SETS["grade"].codes)


NOT_GIVEN = "Not given"


@dataclass(frozen=True)
class DataAsAt:
    """How far the data go and when the extract was run, as the newest return says.

    ``saved_on`` is when its workbook was last saved, where it does not say when the extract was run.
    """

    data_to: date
    extract_run_on: date | None
    authority: str | None
    saved_on: date | None = None


@dataclass(frozen=True)
class Target:
    """The council's own target for a measure: its value, how far from it is still near, and who set it."""

    value: float
    tolerance: float
    set_by: str


@dataclass(frozen=True)
class StatedChange:
    """A change that the panel return states without the figures it lies between."""

    since: str
    size: float


@dataclass(frozen=True)
class Benchmark:
    """A comparison figure that the panel return holds, in-year or as the council has it."""

    area: str
    period: str
    value: float
    source: str
