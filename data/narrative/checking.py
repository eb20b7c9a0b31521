"""A verdict for each number of a text: which figure it agrees with, or how the nearest that may be set beside it differs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from data.measures import MEASURES
from data.narrative.adding import not_adding
from data.narrative.candidates import candidates_of
from data.narrative.claims import VERB, Claim, Said, sentences_of
from data.narrative.fact import Fact, Verdict, VerdictWord
from data.narrative.names import CLEARLY, Places, distance, group_strength, places_of, strengths
from data.narrative.set_aside import set_aside
from data.narrative.written_out import Digits, in_digits

_SHARES_OF_STAFF = ("permanent_social_workers", "agency_social_workers")
_REACH = 40
"""Within so many signs of a measure's name a verb is said of it."""

_CARRY_ON = ("this", "that", "these", "those", "it", "they", "both", "of")


@dataclass(frozen=True)
class Context:
    """What is said around a number: the stems with their places, the measures named with how surely, and the sentence.

    ``is_clear`` where the sentence names measures itself, or takes up those of the one before.
    """

    said: Said
    places: Places
    named: dict[str, float]
    is_clear: bool


def verdicts_on(text: str, facts: Sequence[Fact]) -> list[Verdict]:
    """A verdict for each number that a text claims, and for each direction without one that is wrong, in their order.

    ``facts`` are the figures it is set against. It takes any text and raises nothing.
    """
    digits = in_digits(text)
    blank, mentions = set_aside(digits.text)
    by_measure: dict[str, list[Fact]] = {}
    for fact in facts:
        by_measure.setdefault(fact.measure, []).append(fact)
    newest = max((fact.end for fact in facts if fact.is_now and not fact.area), default=date.min)
    verdicts, agreed = list[Verdict](), list[tuple[int, Fact, Claim]]()
    for context in _contexts(sentences_of(digits, blank, mentions)):
        said, wrong_sums = context.said, not_adding(context.said)
        for claim in said.claims:
            if claim.start in wrong_sums:
                verdicts.append(
                    _verdict(text, digits, said, claim, "does not add up", wrong_sums[claim.start])
                )
                continue
            word, compared, match = _judged(claim, context, by_measure, newest)
            if match is not None and word == "agrees":
                agreed.append((len(verdicts), match, claim))
            verdicts.append(_verdict(text, digits, said, claim, word, compared))
        if not said.claims:
            verdicts += _directions(text, digits, context, by_measure)
    return _with_notes(verdicts, agreed)


def _contexts(sentences: Iterable[Said]) -> Iterable[Context]:
    """Each sentence with the measures that it names; one that names none clearly takes up those of the one before too."""
    before: Context | None = None
    for said in sentences:
        places = places_of(said.text)
        named, first = strengths(places), said.text.split(maxsplit=1)
        carries_on = bool(first) and first[0].lower().strip("\"“'") in _CARRY_ON
        is_clear = max(named.values(), default=0) >= CLEARLY
        if not is_clear and before is not None:
            places = dict.fromkeys(before.places, (-9,)) | dict(places)
            certainty = 1 if carries_on else 0.99
            named = {name: certainty * much for name, much in strengths(places).items()}
        before = Context(said, places, named, is_clear or carries_on)
        yield before


def _judged(
    claim: Claim, context: Context, by_measure: dict[str, list[Fact]], newest: date
) -> tuple[VerdictWord, str, Fact | None]:
    found = candidates_of(claim, context.said, context.places, context.named, by_measure, newest)
    if (match := found.match(claim)) is not None:
        is_wrong = _is_wrong_way(claim, match, context, by_measure)
        if is_wrong:
            return "wrong way", f"{is_wrong.words}.", match
        return "agrees", f"{match.words}.", match
    if not found.measures:
        return "cannot be checked", "No measure of these figures is named with it.", None
    title = MEASURES[found.measures[0]].title
    like = found.like(claim)
    is_certain = context.is_clear and found.is_said_of_whole
    if (
        is_certain
        and claim.is_change
        and claim.way
        and like
        and all(_goes_against(claim, fact) for fact in like)
    ):
        return "wrong way", f"{found.nearest(claim, like).words}.", None
    if like and is_certain:
        return "differs", f"Nearest: {found.nearest(claim, like).words}.", None
    if claim.mention is not None and not like:
        return "cannot be checked", f"{title}: nothing like it is held for “{claim.mention.words}”.", None
    if like:
        nearest = found.nearest(claim, like).words
        return "cannot be checked", f"It may be of another part or base than {nearest}.", None
    return "cannot be checked", f"{title}: nothing like it is held.", None


def _goes_against(claim: Claim, fact: Fact) -> bool:
    return fact.value < 0 if claim.way == "up" else fact.value > 0


def _is_wrong_way(
    claim: Claim, match: Fact, context: Context, by_measure: dict[str, list[Fact]]
) -> Fact | None:
    """The fact that goes the other way than the text says; None where none does, or it cannot be told."""
    if not claim.way:
        return None
    if match.role in ("change", "per cent change"):
        return match if _goes_against(claim, match) else None
    if match.role != "level" or match.area:
        return None
    own = [fact for fact in by_measure[match.measure] if fact.group == match.group and not fact.area]
    if claim.is_from:
        now = next((fact for fact in own if fact.role == "level" and fact.is_now), None)
        against = now is not None and (now.value - match.value) * (1 if claim.way == "up" else -1) < 0
        return now if against else None
    if not claim.is_to or not match.is_now:
        return None
    since = [other for other in context.said.claims if other.is_from and other.unit == claim.unit]
    if since:
        against = (claim.value - since[0].value) * (1 if claim.way == "up" else -1) < 0
        return match if against else None
    changes = [fact for fact in own if fact.role == "change"]
    if changes and all(_goes_against(claim, fact) for fact in changes):
        return changes[0]
    return None


def _directions(
    text: str, digits: Digits, context: Context, by_measure: dict[str, list[Fact]]
) -> Iterable[Verdict]:
    """A verb that says a direction without a number, where every change held goes the other way."""
    said = context.said
    clear = [name for name, much in context.named.items() if much >= CLEARLY and name in by_measure]
    for verb in VERB.finditer(said.blank):
        near = [name for name in clear if distance(name, context.places, verb.start(), ()) <= _REACH]
        if len(near) != 1 or any(group_strength(fact.group, context.places) for fact in by_measure[near[0]]):
            continue
        changes = [fact for fact in by_measure[near[0]] if fact.role == "change"]
        if changes and all((fact.value < 0) if verb["up"] else (fact.value > 0) for fact in changes):
            start, end = digits.as_written(said.start + verb.start(), said.start + verb.end())
            yield Verdict(start, end, "", "wrong way", f"{changes[0].words}.", _sentence(text, digits, said))


def _verdict(
    text: str, digits: Digits, said: Said, claim: Claim, word: VerdictWord, compared: str
) -> Verdict:
    start, end = digits.as_written(said.start + claim.start, said.start + claim.end)
    return Verdict(start, end, text[start:end].strip(), word, compared, _sentence(text, digits, said))


def _sentence(text: str, digits: Digits, said: Said) -> str:
    start, end = digits.as_written(said.start, said.end)
    return " ".join(text[start:end].split())


def _with_notes(verdicts: list[Verdict], agreed: Sequence[tuple[int, Fact, Claim]]) -> list[Verdict]:
    """With what must be said of two shares that each agree and together make more than all: they are not of one whole."""
    by_name = {
        match.measure: (place, claim) for place, match, claim in agreed if match.measure in _SHARES_OF_STAFF
    }
    if len(by_name) == len(_SHARES_OF_STAFF):
        total = sum(claim.value for _, claim in by_name.values())
        if total > 100 + sum(claim.off for _, claim in by_name.values()):
            for place, _ in by_name.values():
                one = verdicts[place]
                words = (
                    f"{one.compared} Permanent and agency make {total:.10g}%: say of what each is a share."
                )
                verdicts[place] = Verdict(one.start, one.end, one.number, one.verdict, words, one.sentence)
    return verdicts
