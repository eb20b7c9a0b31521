"""A section's commentary drafted from its figures, and what a councillor may ask of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from components.figures.answers import Answers
from components.figures.drivers import driver_sentences
from components.figures.figure import Number, Sentence
from components.figures.published import published_of
from components.figures.targets import meets_target
from components.words.numbers import plain, when, with_base
from components.words.published import published_value
from components.words.sentences import movements
from data.judgement import judged_monthly
from data.measures import Measure
from data.series import known

_MET = {"met": "is met", "near": "is nearly met", "missed": "is missed"}
_SIDES = {"above": "above its usual range", "below": "below its usual range"}


def draft_of(
    measures: Iterable[Measure], answers: Answers, behind: Mapping[str, pd.DataFrame]
) -> tuple[Sentence, ...]:
    """The draft, a measure after the other: value, change, target and England, change or chance, and what is behind a change.

    ``behind`` has the frames of ``data.drivers.behind`` by measure, for those whose change on last year is to be told; a
    publication copy does not tell it, since its parts are not looked at for small numbers.
    """
    sentences = list[Sentence]()
    for measure in measures:
        series = answers.of(measure.id)
        if measure.is_split or measure.is_net_change or not series or not series[-1].is_known:
            continue
        sentences.append(_value(measure, answers))
        sentences += _beside(measure, answers)
        if words := _chance(measure, answers):
            sentences.append(Sentence(words, "chance"))
        if measure.id in behind and not answers.chosen.is_publication:
            told = driver_sentences(measure, behind[measure.id])
            sentences += [one for one in told if not one.is_small]
    return tuple(sentences)


def _value(measure: Measure, answers: Answers) -> Sentence:
    series = answers.of(measure.id)
    latest, moves = series[-1], movements(measure, series)
    parts = [f"{with_base(latest, measure.unit)} {when(measure, latest, as_at=answers.as_at)}"]
    parts += [move.words for move in moves if not move.is_fallback]
    partial = " Partial: the returns loaded cover only part of it." if latest.status == "partial" else ""
    numbers = (Number.of(latest), *(Number.of(move.then) for move in moves))
    return Sentence(f"{answers.named(measure.title)}: {', '.join(parts)}.{partial}", "value", numbers)


def _beside(measure: Measure, answers: Answers) -> Iterable[Sentence]:
    """The target, and England where it is no count, with how it is counted."""
    latest, goal = answers.latest(measure.id), answers.target(measure.id)
    if goal is not None and (met := _MET.get(meets_target(measure, latest, goal))):
        number = Number(goal.value, measure.id, latest.period, area="Target")
        words = f"{measure.title}: the target of {plain(goal.value, measure.unit)} {met}."
        yield Sentence(words, "value", (number,))
    beside = published_of(measure, answers)
    if beside is not None and beside.england is not None and not beside.published.counted:
        number = Number(beside.england, measure.id, beside.year_label, area="England")
        shown = published_value(beside.published, beside.england)
        words = (
            f"{measure.title}: England {shown} ({beside.year_label}), counted of a whole year and otherwise."
        )
        yield Sentence(words, "comparison", (number,))


def _chance(measure: Measure, answers: Answers) -> str:
    """Whether the newest month is within its usual range; '' where none is known."""
    if not judged_monthly([measure]) or not known(answers.of(measure.id, "month")):
        return ""
    judgement = answers.judgement(measure)
    usual = judgement.usual
    if usual is None or not judgement.has_range:
        return ""
    name = answers.named(measure.title)
    every = "quarter" if usual.by_quarter else "month"
    if not judgement.is_unusual:
        return f"{name}: the newest {every} is within its usual range."
    side = _SIDES.get(str(usual.latest.signal), "one of a run of its kind")
    return f"{name}: the newest {every} is {side}, which is more than chance."


def questions_of(measures: Iterable[Measure], answers: Answers) -> tuple[str, ...]:
    """What a councillor may ask: of what is more than chance, of missed targets, and of figures counted otherwise."""
    chance, missed, unlike = list[str](), list[str](), list[str]()
    for measure in measures:
        series = answers.of(measure.id)
        if measure.is_split or measure.is_net_change or not series or not series[-1].is_known:
            continue
        name, shown = answers.named(measure.title), plain(series[-1].value, measure.unit)
        if "more than chance" in _chance(measure, answers):
            chance.append(f"{name}: what is behind a change that is more than chance, and will it last?")
        goal = answers.target(measure.id)
        if goal is not None and meets_target(measure, series[-1], goal) == "missed":
            aim = plain(goal.value, measure.unit)
            missed.append(
                f"{name}: at {shown} the target of {aim} is missed. What is being done, and by when will it be met?"
            )
        beside = published_of(measure, answers)
        if beside is not None and beside.england is not None and not beside.published.counted:
            unlike.append(
                f"{name}: England's figure is of {beside.year_label} and counted otherwise. How do we compare when counted alike?"
            )
    return (*chance, *missed, *unlike)
