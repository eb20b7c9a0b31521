"""What stands where a measure has no figure, and the whole answer where no return supplies anything that is asked."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pyarrow as pa

from data.measures.declaration import Measure, Origin, Unit
from data.measures.question import Question

NOT_ON_LIST = "Not recorded on this list"
ALL = "All"
"""The group of what is not broken down."""

PAIR = "\x1f"
"""Stands between the two groups of what is broken down by two dimensions; no sheet's text has it."""


class Absence(NamedTuple):
    """A measure with the origin, status and group that stand where it has no figure."""

    measure: str
    unit: Unit
    origin: Origin
    status: str
    group: str


def absence(question: Question, measure: Measure) -> Absence:
    """What stands where a measure has no figure: not supplied, or not applicable where it cannot be asked so."""
    applies = question.applies_to(measure)
    as_parts_only = measure.never_totalled and not question.is_of_parts
    return Absence(
        measure.id,
        measure.unit,
        "derived" if measure.counting else "reported",
        "not supplied" if applies and not as_parts_only else "not applicable",
        NOT_ON_LIST if question.by and not applies else ALL,
    )


def nothing_supplied(question: Question) -> pa.Table:
    """The answer without any figure, in the columns and the order of the built statement's."""
    absences = sorted(absence(question, measure) for measure in question.measures)
    rows = [(absent, period) for absent in absences for period in question.periods]
    none = pa.nulls(len(rows), pa.float64())
    return pa.table(
        {
            "measure": [absent.measure for absent, _ in rows],
            "period": [period.label for _, period in rows],
            "period_start": _midnights([period.start for _, period in rows]),
            "period_end": _midnights([period.end for _, period in rows]),
            "group": [absent.group for absent, _ in rows],
            "numerator": none,
            "denominator": none,
            "value": none,
            "status": [absent.status for absent, _ in rows],
            "origin": [absent.origin for absent, _ in rows],
        }
    )


def _midnights(days: list[date]) -> pa.Array:
    return pa.array(days, pa.date32()).cast(pa.timestamp("us"))
