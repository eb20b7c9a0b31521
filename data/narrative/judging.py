"""A verdict for what a sentence states without a number, where the figures tell it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from data.measures import MEASURES, Measure
from data.narrative.claims import Said
from data.narrative.context import Context
from data.narrative.fact import Fact, VerdictWord
from data.narrative.names import CLEARLY, distance, group_strength, groups_named, is_more_exact
from data.narrative.statements import REGION, TARGET, Statement

Judged = tuple[VerdictWord, str]
ByMeasure = Mapping[str, Sequence[Fact]]
_REACH = 40
"""Within so many signs of a measure's name, and as many as that has, a direction is said of it."""
_ALIKE, _UNLIKE = 0.05, 0.15
"""'In line with' is said of figures up to a twentieth apart, and not of those more than so much apart."""
_EACH = re.compile(r"^.{0,20}\b(?:each|both|all)\b", re.IGNORECASE)
"""What says that a comparison is of all the measures named after it."""
_NEARLY = 0.75
"""So much of a measure's name is enough where none is named in full and no other so much."""
_MOVED = ("up", "down")
_COUNTS = ("number", "days")
"""Units whose figures grow with the place or are nowhere published, so that none is set beside others'."""
_NOT_NAMED = "No measure of these figures is named with it."


def judged(statement: Statement, context: Context, by_measure: ByMeasure, newest: date) -> Judged | None:
    """The verdict on a statement and what it was set against; None for a direction that is right or that cannot be told."""
    match statement.kind:
        case "way":
            return _way(statement, context, by_measure, newest)
        case "unchanged":
            return _unchanged(statement, context, by_measure, newest)
        case "times":
            return _times(statement, context, by_measure, newest)
        case "beside":
            return _beside(statement, context, by_measure, newest)
        case "place":
            return _place(statement, context, by_measure, newest)


def _meant(statement: Statement, context: Context, by_measure: ByMeasure) -> list[str]:
    """The measures that a statement may be of, the nearest first: named in full, none named more exactly, and no split of another."""
    held = [name for name in context.named if name in by_measure and not MEASURES[name].is_split]
    clear = [name for name in held if context.named[name] >= CLEARLY]
    if not clear:
        nearly = [name for name in held if context.own.get(name, 0) >= _NEARLY]
        clear = nearly if len(nearly) == 1 else []
    exact = [name for name in clear if not any(is_more_exact(other, name) for other in clear)]
    return sorted(
        exact,
        key=lambda name: (distance(name, context.places, statement.start, ()), -len(MEASURES[name].title)),
    )


def _changes(
    statement: Statement, context: Context, by_measure: ByMeasure, newest: date
) -> tuple[str, list[Fact]]:
    """The measure meant and its changes, on the period that is named with them where one is."""
    meant = _meant(statement, context, by_measure)
    near = [
        name
        for name in meant
        if distance(name, context.places, statement.start, ()) <= _REACH + len(MEASURES[name].title)
    ]
    if len(near) != 1 or any(group_strength(fact.group, context.places) for fact in by_measure[near[0]]):
        return "", []
    changes = [fact for fact in by_measure[near[0]] if fact.role == "change"]
    since = [
        fact
        for fact in changes
        for mention in context.said.mentions
        if fact.since is not None and mention.is_of(fact.since, fact.since, newest)
    ]
    return near[0], since or changes


def _way(statement: Statement, context: Context, by_measure: ByMeasure, newest: date) -> Judged | None:
    _, changes = _changes(statement, context, by_measure, newest)
    wrong = [fact for fact in changes if _is_against(statement, fact)]
    return ("wrong way", f"{wrong[0].words}.") if wrong and len(wrong) == len(changes) else None


def _is_against(statement: Statement, fact: Fact) -> bool:
    if not fact.shown.startswith(_MOVED):
        return False  # about the same
    goes_so = fact.value > 0 if statement.way == "up" else fact.value < 0
    return goes_so == statement.is_denied


def _unchanged(statement: Statement, context: Context, by_measure: ByMeasure, newest: date) -> Judged | None:
    _, changes = _changes(statement, context, by_measure, newest)
    if not changes:
        return None
    same = [fact for fact in changes if not fact.shown.startswith(_MOVED)]
    if same:
        return "agrees", f"{same[0].words}."
    return "differs", f"Nearest: {min(changes, key=lambda fact: abs(fact.value)).words}."


def _times(statement: Statement, context: Context, by_measure: ByMeasure, newest: date) -> Judged:
    name, changes = _changes(statement, context, by_measure, newest)
    if not name:
        return "cannot be checked", _NOT_NAMED
    now = next(
        (fact for fact in by_measure[name] if fact.role == "level" and fact.is_now and not fact.group), None
    )
    if now is None or not changes:
        return "cannot be checked", f"{MEASURES[name].title}: no change is held."
    times = [(now.value / (now.value - fact.value), fact) for fact in changes if now.value != fact.value]
    fits = [fact for by, fact in times if (statement.low <= by <= statement.high) != statement.is_denied]
    if fits:
        return "agrees", f"{fits[0].words}, to {now.shown}."
    if not statement.is_denied and all(_is_against(statement, fact) for fact in changes):
        return "wrong way", f"{changes[0].words}, to {now.shown}."
    return "differs", f"Nearest: {changes[0].words}, to {now.shown}."


def _beside(statement: Statement, context: Context, by_measure: ByMeasure, newest: date) -> Judged:
    meant = _meant(statement, context, by_measure)
    if not meant:
        return "cannot be checked", _NOT_NAMED
    if statement.areas != (TARGET,):
        meant = [name for name in meant if MEASURES[name].unit not in _COUNTS] or meant
    names = meant if _EACH.search(context.said.text[statement.end :]) else meant[:1]
    outcomes, compared = list[bool | None](), list[str]()
    for name in names:
        for area in statement.areas:
            outcome, words = _set_beside(
                statement, MEASURES[name], area, by_measure[name], context.said, newest
            )
            outcomes.append(outcome)
            compared.append(words)
    told = " ".join(dict.fromkeys(compared))
    if False in outcomes:
        return "wrong way" if statement.way else "differs", told
    return "cannot be checked" if None in outcomes else "agrees", told


def _set_beside(
    statement: Statement, measure: Measure, area: str, facts: Sequence[Fact], said: Said, newest: date
) -> tuple[bool | None, str]:
    """Whether a statement is so beside an area, None where that cannot be told, and what was set beside what."""
    others = [fact for fact in facts if _is_area(area, fact)]
    earlier = [
        mention
        for mention in said.mentions
        if not any(mention.is_of(fact.start, fact.end, newest) for fact in others)
    ]
    own = next((fact for fact in facts if _stands_beside(measure, fact)), None)
    if own is None or not others or any(not mention.is_of(own.start, own.end, newest) for mention in earlier):
        return None, f"{measure.title}: no figures are held to set beside each other."
    if measure.unit in _COUNTS and area != TARGET:
        return None, f"{measure.title}: counts of places of unlike size are not compared."
    told = f"{own.words}; {'; '.join(other.words for other in others)}."
    way = statement.way
    if statement.is_by_polarity:
        if measure.better == "neither":
            return None, told
        way = statement.way if measure.better == "higher" else ("down" if statement.way == "up" else "up")
    outcomes = {_is_so(way, own.value, other.value) for other in others}
    if len(outcomes) > 1 or None in outcomes:
        return None, told
    return outcomes.pop() != statement.is_denied, told


def _is_so(way: str, own: float, other: float) -> bool | None:
    if way:
        return own > other if way == "up" else own < other
    apart = abs(own - other) / abs(other) if other else abs(own)
    return True if apart <= _ALIKE else False if apart > _UNLIKE else None


def _is_area(area: str, fact: Fact) -> bool:
    if area == TARGET:
        return fact.role == "target"
    if area == REGION:
        return fact.role == "published" and fact.is_of_region
    return fact.role == "published" and fact.area == area


def _stands_beside(measure: Measure, fact: Fact) -> bool:
    """Whether a fact is the figure that is set beside others: the newest, of flows' rates that of 12 months."""
    if fact.role != "level" or not fact.is_now or fact.group:
        return False
    months = (fact.end - fact.start).days / 30
    return months > 11 if measure.unit == "rate" and measure.kind == "flow" else months < 4 or months > 11


def _place(statement: Statement, context: Context, by_measure: ByMeasure, newest: date) -> Judged:
    ranks = [
        fact
        for name in by_measure
        if name in context.named
        for fact in by_measure[name]
        if fact.role == "rank" and _is_of_period(fact, context.said, newest)
    ]
    groups = groups_named({fact.group for fact in ranks}, context.places)
    meant = [fact for fact in ranks if fact.group in groups] or [
        fact for fact in ranks if not fact.group and fact.measure in context.clear
    ]
    among = [fact for fact in meant if statement.of is None or fact.of is None or fact.of == statement.of]
    if not among:
        return "cannot be checked", "No place among those is held."
    if fits := [fact for fact in among if fact.value == statement.place]:
        return "agrees", f"{fits[0].words}."
    if len({(fact.measure, fact.group) for fact in among}) == 1:
        return "differs", f"Nearest: {min(among, key=lambda fact: abs(fact.value - statement.place)).words}."
    return "cannot be checked", f"It may be of another than {among[0].words}."


def _is_of_period(fact: Fact, said: Said, newest: date) -> bool:
    if not said.mentions:
        return fact.is_now
    return any(mention.is_of(fact.start, fact.end, newest) for mention in said.mentions)
