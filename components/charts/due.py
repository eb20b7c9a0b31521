"""Open assessments by working day, and those that must be completed within ten working days."""

from __future__ import annotations

from typing import cast

from components.charts.bars import bars_picture
from components.charts.parts import YEAR_AGO_KEY, asks_parts, parts_of, title_by
from components.figures.answers import Answers
from components.figures.chosen import Filters
from components.figures.figure import Number, Sentence, Table
from components.figures.kind import Content, Kind
from components.figures.nothing import nothing_content
from components.figures.parts import in_order
from components.figures.remarks import small
from data.facts.rows import Due, open_assessments_due
from data.in_words import day, plain, when
from data.lists.dimensions import DIMENSIONS
from data.measures import MEASURES, Shown
from data.store import Questions


def _reads(store: Questions, chosen: Filters) -> tuple[Due, ...]:
    as_at = min(chosen.ending, store.reporting_date or chosen.ending)
    return open_assessments_due(store, as_at, chosen.where, chosen.reading)


def _make(shown: Shown, answers: Answers) -> Content:
    measure = MEASURES[shown.measure]
    parts = in_order(measure.dimension(shown.by), parts_of(shown, answers))
    if not parts:
        return nothing_content(measure, answers)
    counts = "; ".join(f"{part.name} working days {plain(part.value, 'number')}" for part in parts)
    words = f"{counts} {when(measure, parts[0].latest, as_at=answers.as_at)}."
    value = Sentence(words, "value", tuple(Number.of(part.latest) for part in parts))
    key = (small(YEAR_AGO_KEY),) if any(part.before is not None for part in parts) else ()
    due = cast("tuple[Due, ...]", answers.tables.get(DUE.name, ()))
    return Content(
        (value, *key),
        bars_picture(parts, measure.unit, f"{answers.named(measure.title)}. {words}"),
        Table(
            answers.named(measure.title),
            ("Working days open", "Assessments", "Same time last year"),
            tuple((part.name, plain(part.value, "number"), part.before_words("number")) for part in parts),
            tuple((part.name, part.value, part.before) for part in parts),
        ),
        (_due_table(due, answers),) if due else (),
    )


def _due_table(due: tuple[Due, ...], answers: Answers) -> Table:
    open_so_long = sum(team.assessments for team in due)
    return Table(
        f"The {open_so_long} open for 36 to 45 working days, by the day they are due",
        ("Due by", DIMENSIONS["team"].title, "Assessments", "Child not seen"),
        tuple(
            (
                f"{team.due_on:%d/%m/%Y}",
                team.team,
                plain(team.assessments, "number"),
                plain(team.not_seen, "number"),
            )
            for team in due
        ),
        tuple((team.due_on, team.team, team.assessments, team.not_seen) for team in due),
        f"Open on {day(answers.as_at)}. Due: the last day for completing the assessment within 45 working days.",
    )


def _none_published(_due: object, _pattern: object) -> tuple[Due, ...]:
    """Nothing of the assessments due: each day and team has a few children."""
    return ()


DUE = Kind("due", _make, asks_parts, title_by, _reads, _none_published)
