"""What a figure says where there is nothing to draw: that there was none, which was counted, or that it is not supplied."""

from __future__ import annotations

from components.figures.answers import Answers
from components.figures.figure import Sentence
from components.figures.hidden import HIDDEN_LEAD, hidden_points
from components.figures.kind import Content
from components.figures.remarks import has_none, what_is_needed
from data.in_words import when
from data.measures import Measure


def nothing_content(
    measure: Measure, answers: Answers, lacking: str = "Not supplied for the quarter."
) -> Content:
    """None, where that was counted; else what is ``lacking`` and what the figure needs."""
    if has_none(measure, answers):
        return Content((Sentence(none_counted(measure, answers), "value"),))
    if hidden_points([measure.id], answers):
        return Content((Sentence(HIDDEN_LEAD, "value"),), states=frozenset({"hidden"}))
    sentences = Sentence(lacking, "value"), what_is_needed(measure, answers)
    return Content(sentences, states=frozenset({"not supplied"}))


def none_counted(measure: Measure, answers: Answers) -> str:
    """'None on 31 December 2022.', 'This team had none in Q3 2022/23 (October to December 2022).'"""
    moment = when(measure, answers.latest(measure.id), as_at=answers.as_at)
    return f"{answers.whose} had none {moment}." if answers.whose else f"None {moment}."
