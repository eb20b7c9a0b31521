"""A question answered: its figure, as any section's, with the newest period's numbers. It is kept with the shelf of returns."""

from __future__ import annotations

from dataclasses import dataclass

from components.asking import ask, basis_of
from components.charts.kinds import figure_of
from components.figures.chosen import Filters
from components.figures.figure import Figure
from components.figures.question import Question
from data.series import Point
from data.store import Store


@dataclass(frozen=True)
class Answered:
    """The figure; ``newest`` is the period asked for, of all that the conditions leave, None where it was not asked."""

    figure: Figure
    newest: Point | None


def answer_to(store: Store, question: Question, unchosen: Filters) -> Answered:
    """The answer. Raises NotRead."""
    chosen = question.filters(unchosen)

    def make() -> Answered:
        answers = ask(store, [question.shown], chosen)
        series = answers.of(question.measure, question.grain)
        return Answered(figure_of(question.shown, answers), series[-1] if series else None)

    return store.kept((Answered, question.shown, basis_of(store, [question.measure], chosen)), make)
