"""All questions of some figures, put together into as few statements as can answer them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from components.charts.kinds import kind_of
from components.figures.answers import Asked
from components.figures.chosen import Filters
from components.figures.remarks import counted_again_by
from data.answering import Wanted, WithoutEstimatedEnds
from data.measures import MEASURES, Shown


def questions_of(figures: Sequence[Shown], measures: Iterable[str]) -> list[Asked]:
    """All questions of the figures, each once."""
    questions = [Asked(name) for name in measures]
    for figure in figures:
        questions += kind_of(figure).asks(figure)
        questions += [
            Asked(other.id, periods=1)
            for name in figure.measures
            if (other := counted_again_by(MEASURES[name])) is not None
        ]
    return list(dict.fromkeys(questions))


def batches_of(questions: Iterable[Asked]) -> list[list[Asked]]:
    """Questions that are one but for their measure and how far they go back: planning a statement costs more than its periods."""
    batches: dict[tuple[object, ...], list[Asked]] = {}
    for asked in questions:
        shared = asked.grain, asked.by, asked.within, asked.without_estimated_ends, asked.across
        batches.setdefault(shared, []).append(asked)
    return list(batches.values())


def periods_of(batch: Iterable[Asked]) -> dict[str, int]:
    """How far back each measure of a batch is asked for."""
    periods: dict[str, int] = {}
    for asked in batch:
        periods[asked.measure] = max(asked.periods, periods.get(asked.measure, 0))
    return periods


def wanted_of(batch: Sequence[Asked], chosen: Filters) -> Wanted:
    """A batch as the store is asked it."""
    first, periods = batch[0], periods_of(batch)
    make = WithoutEstimatedEnds if first.without_estimated_ends else Wanted
    where = {**chosen.where, **{name: [value] for name, value in first.within}}
    return make(
        list(periods), first.grain, max(periods.values()), by=first.by, where=where, across=first.across
    )
