"""A section's commentary drafted from its figures, and what a councillor may ask of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from components.figures.answers import Answers
from components.figures.drivers import driver_sentences
from components.figures.figure import Number, Sentence
from components.figures.moves import is_more_than_chance
from components.figures.published import published_of
from components.figures.targets import meets_target
from components.words.numbers import better, origin_words, with_base
from components.words.sentences import Movement, movements
from data.comparators.catalogue import published_value
from data.comparators.years import year_words
from data.in_words import plain, rounded, when
from data.judgement import judged_monthly
from data.measures import Measure
from data.periods import period_containing
from data.series import known
from data.variation import Month

_MET = {"met": "is met", "near": "is nearly met", "missed": "is missed"}
_MOST_ORIGINS = 2
"""How many sentences tell what is behind a change: the two dimensions that tell most."""
_RUNS = {"run above": "above", "run below": "below"}
_TRENDS = {"rising": "higher", "falling": "lower"}


def draft_of(
    measures: Iterable[Measure], answers: Answers, behind: Mapping[str, pd.DataFrame]
) -> tuple[Sentence, ...]:
    """The draft, a paragraph a measure: value, change, whether that is chance, target, others, and what is behind a change.

    ``behind`` has the frames of ``data.drivers.behind`` by measure, for those whose change on last year is to be told.
    """
    return tuple(
        _paragraph(measure, answers, behind.get(measure.id))
        for measure in measures
        if _is_told(measure, answers)
    )


def _is_told(measure: Measure, answers: Answers) -> bool:
    series = answers.of(measure.id)
    return bool(series) and series[-1].is_known and not measure.is_split and not measure.is_net_change


def _paragraph(measure: Measure, answers: Answers, behind: pd.DataFrame | None) -> Sentence:
    latest, moves = answers.latest(measure.id), movements(measure, answers.of(measure.id))
    words = [_value(measure, answers, moves), _chance(measure, answers, moves)]
    numbers = [Number.of(latest), *(Number.of(move.then) for move in moves)]
    for said, of in (_target(measure, answers), _beside(measure, answers)):
        words.append(said)
        numbers += of
    if behind is not None:
        told = [one.text for one in driver_sentences(measure, behind) if one.text.startswith("Of the ")]
        words += told[:_MOST_ORIGINS]
    return Sentence(" ".join(filter(None, words)), "value", tuple(numbers))


def _value(measure: Measure, answers: Answers, moves: Sequence[Movement]) -> str:
    latest = answers.latest(measure.id)
    moment = when(measure, latest, as_at=answers.as_at).partition(" (")[0]
    parts = [f"{with_base(latest, measure.unit)} {moment}", *(move.words for move in moves)]
    origin = "" if latest.origin == "reported" else latest.origin
    remarks = origin_words(origin, latest.status == "partial")
    return f"{answers.named(measure.title)}: {', '.join(parts)}.{remarks}"


def _target(measure: Measure, answers: Answers) -> tuple[str, list[Number]]:
    latest, goal = answers.latest(measure.id), answers.target(measure.id)
    met = "" if goal is None else _MET.get(meets_target(measure, latest, goal), "")
    if goal is None or not met:
        return "", []
    words = f"The target of {plain(goal.value, measure.unit)} {met}."
    return words, [Number(goal.value, measure.id, latest.period, area="Target")]


def _beside(measure: Measure, answers: Answers) -> tuple[str, list[Number]]:
    """Whether it is above or below England and the neighbours, in which year, and which way is better; nothing of counts."""
    beside, latest = published_of(measure, answers), answers.latest(measure.id)
    if beside is None or beside.published.counted or latest.value is None or latest.status != "ok":
        return "", []
    if measure.unit == "rate" and measure.kind == "flow":
        return "", []  # a quarter's rate is not a year's
    sides, numbers = dict[str, list[str]](), list[Number]()
    for area, value in (("England", beside.england), ("statistical neighbours", beside.neighbours)):
        if value is not None:
            is_same = rounded(latest.value, 1) == rounded(value, 1)
            side = "in line with" if is_same else "above" if latest.value > value else "below"
            sides.setdefault(side, []).append(f"{area} ({published_value(beside.published, value)})")
            numbers.append(Number(value, measure.id, beside.year_label, area=area))
    if not sides:
        return "", []
    year = year_words(beside.year, beside.published.basis)
    year = year if measure.at_a_date or year.startswith("at ") else f"{year}, a whole year"
    words = " but ".join(f"{side} {' and '.join(areas)}" for side, areas in sides.items())
    direction = "" if measure.better == "neither" else f"; {better(measure)}"
    return f"That is {words} {year}{direction}.", numbers


def _chance(measure: Measure, answers: Answers, moves: Sequence[Movement]) -> str:
    """Whether the newest month, or the change on last year of a share that is not judged by month, is more than chance.

    '' where it is not known, and for a stock: what is open now was mostly open then, so that hardly any change of it is chance.
    """
    if judged_monthly([measure]) and known(answers.of(measure.id, "month")):
        usual = answers.judgement(measure).usual
        newest = answers.quarter, period_containing(answers.chosen.ending, "month").label
        if usual is None or not usual.has_range or usual.latest.label not in newest:
            return ""
        return f"{_month(usual.latest, 'quarters' if usual.by_quarter else 'months')}."
    is_share = measure.unit == "percent"
    return "The change on last year is more than chance." if is_share and _has_moved(moves) else ""


def _has_moved(moves: Sequence[Movement]) -> bool:
    """Whether a figure changed on last year by more than chance, or a stock by more than a child or two."""
    return bool(moves) and moves[0].is_of_last_year and is_more_than_chance(moves[0])


def _month(latest: Month, every: str) -> str:
    signal, number = str(latest.signal), latest.in_a_row
    if signal in _RUNS:
        said = f"The last {number} {every}, to {latest.label}, were all {_RUNS[signal]} average"
    elif signal in _TRENDS:
        said = f"For {number} {every}, to {latest.label}, each was {_TRENDS[signal]} than the one before"
    elif signal.startswith("near "):
        said = f"Of the last three {every}, to {latest.label}, two were near the {signal.removeprefix('near ')} end of the usual range"
    else:
        side = "within" if latest.signal is None else signal
        said = f"{latest.label} is {side} its usual range"
    return said if latest.signal is None else f"{said}, which is more than chance"


def questions_of(measures: Iterable[Measure], answers: Answers) -> tuple[str, ...]:
    """What a councillor may ask: of headlines that are more than chance, of missed targets, and of figures counted otherwise."""
    chance, missed, unlike = list[str](), list[str](), dict[str, list[str]]()
    for measure in measures:
        if not _is_told(measure, answers):
            continue
        latest, moves = answers.latest(measure.id), movements(measure, answers.of(measure.id))
        name, told = answers.named(measure.title), _chance(measure, answers, moves)
        if measure.headline and ("more than chance" in told or _has_moved(moves)):
            shown = ", ".join([plain(latest.value, measure.unit), *(move.words for move in moves[:1])])
            about = f" {told}" if "more than chance" in told else ""
            chance.append(f"{name}: {shown}.{about} What is behind it, and will it last?")
        goal = answers.target(measure.id)
        if goal is not None and meets_target(measure, latest, goal) == "missed":
            aim, shown = plain(goal.value, measure.unit), plain(latest.value, measure.unit)
            missed.append(
                f"{name}: at {shown} the target of {aim} is missed. What is being done, and by when will it be met?"
            )
        beside = published_of(measure, answers)
        if beside is not None and beside.england is not None and not beside.published.counted:
            year = year_words(beside.year, beside.published.basis)
            unlike.setdefault(year, []).append(f"{name[0].lower()}{name[1:]}")
    others = [
        f"England’s figures {year} are counted otherwise than ours: {'; '.join(names)}. How do we compare when counted alike?"
        for year, names in unlike.items()
    ]
    return (*chance, *missed, *others)
