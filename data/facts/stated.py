"""What panel returns state of measures besides their figures: targets, notes, ranks, changes and benchmarks."""

from __future__ import annotations

from datetime import date

import pandas as pd

from data.facts.values import Benchmark, StatedChange, Target
from data.measures import MEASURES
from data.store import Questions


def targets(store: Questions, day: date) -> dict[str, Target]:
    """The council's own targets that are held on a day, by measure in page order."""
    rows = store.table(
        "select measure, target, coalesce(tolerance, 0) as tolerance, coalesce(set_by, '') as set_by from targets "
        "where starts_on <= ? qualify row_number() over (partition by measure order by starts_on desc) = 1",
        [day],
    )
    held = {
        str(measure): Target(float(value), float(tolerance), str(set_by))
        for measure, value, tolerance, set_by in rows.to_numpy().tolist()
        if not pd.isna(value)
    }
    return {name: held[name] for name in MEASURES if name in held}


def notes(store: Questions, ending: date) -> dict[str, tuple[str, ...]]:
    """The notes that the panel return attaches to figures up to a period's end, by measure, the newest first."""
    rows = store.table(
        "select distinct measure, note, period_end from reported_figures where note is not null and sheet = 'Figures' "
        "and period_end <= ? and period_end > ? - interval 6 month order by measure, period_end desc, note",
        [ending, ending],
    )
    return _by_measure(rows, "note")


def _by_measure(rows: pd.DataFrame, column: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for measure, text in zip(rows["measure"].tolist(), rows[column].tolist(), strict=True):
        found.setdefault(str(measure), []).append(str(text))
    return {measure: tuple(texts) for measure, texts in found.items()}


def stated_ranks(store: Questions, ending: date) -> dict[str, tuple[tuple[int, str], ...]]:
    """Categories that the panel return ranks without numbers, by measure: rank and category, the first first."""
    rows = store.table(
        "select measure, rank, category from reported_figures where period_end = ? and rank is not null "
        "and numerator is null and value is null order by measure, rank",
        [ending],
    )
    found: dict[str, list[tuple[int, str]]] = {}
    for measure, rank, category in rows.to_numpy().tolist():
        found.setdefault(str(measure), []).append((int(rank), str(category)))
    return {measure: tuple(ranks) for measure, ranks in found.items()}


def stated_changes(store: Questions, ending: date) -> dict[str, tuple[StatedChange, ...]]:
    """The changes since a day that the panel return states at a quarter's end, by measure."""
    rows = store.table(
        "select measure, category, coalesce(numerator, value) as size from reported_figures where period_end = ? "
        "and lower(category) like 'change since%' and coalesce(numerator, value) is not null order by measure, category",
        [ending],
    )
    found: dict[str, list[StatedChange]] = {}
    for measure, category, size in rows.to_numpy().tolist():
        found.setdefault(str(measure), []).append(StatedChange(str(category), float(size)))
    return {measure: tuple(changes) for measure, changes in found.items()}


def benchmarks(store: Questions, ending: date) -> dict[str, tuple[Benchmark, ...]]:
    """Each area's latest benchmark up to a day, by measure."""
    rows = store.table(
        "select measure, area, period, value, coalesce(source, '') as source from benchmarks "
        "where period_end <= ? and value is not null "
        "qualify row_number() over (partition by measure, area order by period_end desc, excel_row) = 1 order by measure, area",
        [ending],
    )
    found: dict[str, list[Benchmark]] = {}
    for measure, area, period, value, source in rows.to_numpy().tolist():
        found.setdefault(str(measure), []).append(
            Benchmark(str(area), str(period), float(value), str(source))
        )
    return {measure: tuple(lines) for measure, lines in found.items()}
