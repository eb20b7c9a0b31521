"""The council's own targets as rows: the latest figure, the target, and whether it is met."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from components.figures.answers import Answers
from components.figures.figure import Table
from components.words.numbers import value_or_status
from data.facts.values import Target
from data.in_words import ABOUT_THE_SAME, UNCHANGED, change, plain
from data.measures import MEASURES, Measure
from data.series import Point

Meets = Literal["met", "near", "missed", "no direction", "not supplied", "hidden"]
"""Whether a figure meets its target; ``near`` is within the tolerance set, ``no direction`` where neither side of it is better."""


@dataclass(frozen=True)
class TargetRow:
    """A measure beside its target, each as shown; ``result`` says in words how it meets it, ``sentence`` what the target is."""

    measure: str
    title: str
    latest: str
    target: str
    result: str
    meets: Meets
    sentence: str


def target_row(measure: Measure, answers: Answers) -> TargetRow | None:
    """A measure's latest quarter beside its target; None where none is held of the whole council, or a part of it is shown."""
    goal, series = answers.target(measure.id), answers.of(measure.id)
    if goal is None or not series:
        return None
    latest, meets = series[-1], meets_target(measure, series[-1], goal)
    near = f"; within {plain(goal.tolerance, measure.unit)} of it is near" if goal.tolerance else ""
    set_by = f", set by {goal.set_by}" if goal.set_by else ""
    return TargetRow(
        measure.id,
        measure.title,
        value_or_status(latest, measure.unit),
        plain(goal.value, measure.unit),
        _result(measure, latest, goal, meets),
        meets,
        f"Target {plain(goal.value, measure.unit)}{set_by}{near}.",
    )


def meets_target(measure: Measure, latest: Point, goal: Target) -> Meets:
    """Whether a figure meets its target, by which way is better."""
    if latest.is_hidden:
        return "hidden"
    if latest.value is None:
        return "not supplied"
    if measure.better == "neither":
        return "no direction"
    short = goal.value - latest.value if measure.better == "higher" else latest.value - goal.value
    return "met" if short <= 0 else "near" if short <= goal.tolerance else "missed"


def _result(measure: Measure, latest: Point, goal: Target, meets: Meets) -> str:
    """'Met', 'Within tolerance', 'Missed'; without a better direction how far it is off: 'up 4 on target'."""
    if meets == "no direction" and latest.value is not None:
        moved = change(latest.value, goal.value, measure.unit)
        return {UNCHANGED: "On target", ABOUT_THE_SAME: "About on target"}.get(moved, f"{moved} on target")
    return {"met": "Met", "near": "Within tolerance", "missed": "Missed", "hidden": "Hidden"}.get(
        meets, "Not supplied"
    )


def target_rows(answers: Answers) -> tuple[TargetRow, ...]:
    """Every target held of the measures asked, in page order."""
    rows = [target_row(measure, answers) for name, measure in MEASURES.items() if name in answers.facts]
    return tuple(row for row in rows if row is not None)


def met_words(rows: tuple[TargetRow, ...]) -> str:
    """'2 of 6 targets are met'; '' where there are none."""
    if not rows:
        return ""
    met = sum(row.meets == "met" for row in rows)
    return f"{met} of {len(rows)} {'target is' if len(rows) == 1 else 'targets are'} met"


def targets_table(rows: tuple[TargetRow, ...]) -> Table:
    """The targets as a table."""
    cells = tuple((row.title, row.latest, row.target, row.result) for row in rows)
    return Table("Targets, met and missed", ("Measure", "Latest", "Target", "Result"), cells, cells)
