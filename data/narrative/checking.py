"""A verdict for each number of a text: which figure it agrees with, or how the nearest that may be set beside it differs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from data.measures import MEASURES
from data.narrative.adding import not_adding
from data.narrative.candidates import candidates_of
from data.narrative.claims import Claim, Said, sentences_of
from data.narrative.context import Context, contexts_of
from data.narrative.fact import Fact, Verdict, VerdictWord
from data.narrative.judging import judged
from data.narrative.set_aside import set_aside
from data.narrative.statements import Statement, statements_of
from data.narrative.written_out import Digits, in_digits

_SHARES_OF_STAFF = ("permanent_social_workers", "agency_social_workers")


def verdicts_on(text: str, facts: Sequence[Fact]) -> list[Verdict]:
    """A verdict for each number that a text claims, for each comparison, and for each direction that is wrong, in their order.

    ``facts`` are the figures it is set against. It takes any text and raises nothing.
    """
    digits = in_digits(text)
    blank, mentions = set_aside(digits.text)
    by_measure: dict[str, list[Fact]] = {}
    for fact in facts:
        by_measure.setdefault(fact.measure, []).append(fact)
    newest = max((fact.end for fact in facts if fact.is_now and not fact.area), default=date.min)
    verdicts, agreed = list[Verdict](), list[tuple[int, Fact, Claim]]()
    for context in contexts_of(sentences_of(digits, blank, mentions)):
        said, of_claims = context.said, _of_claims(context, by_measure, newest)
        sentence = _sentence(text, digits, said)
        parts: list[Claim | Statement] = [*said.claims, *statements_of(said)]
        for one in sorted(parts, key=lambda one: one.start):
            if isinstance(one, Statement):
                if (found := judged(one, context, by_measure, newest)) is not None:
                    verdicts.append(_verdict(text, digits, sentence, said.start, one, *found))
                continue
            word, compared, matched = of_claims[one.start]
            if matched is not None and word == "agrees":
                agreed.append((len(verdicts), matched, one))
            verdicts.append(_verdict(text, digits, sentence, said.start, one, word, compared))
    return _with_notes(verdicts, agreed)


_Outcome = tuple[VerdictWord, str, Fact | None]
"""A verdict, what is said of it, and the fact that the number agrees with or is nearest to."""


_MOST = 60
_TOO_MANY: _Outcome = "cannot be checked", "It is one of too many numbers in one sentence.", None
"""What comes of the numbers of a sentence that has more than so many: a table pasted in, not a sentence."""


def _of_claims(context: Context, by_measure: dict[str, list[Fact]], newest: date) -> dict[int, _Outcome]:
    """What comes of each number of a sentence, by its place."""
    if len(context.said.claims) > _MOST:
        return dict.fromkeys((claim.start for claim in context.said.claims), _TOO_MANY)
    wrong_sums, turned = not_adding(context.said), _turned_round(context, by_measure)
    found: dict[int, _Outcome] = {}
    for claim in context.said.claims:
        if claim.start in wrong_sums:
            found[claim.start] = "does not add up", wrong_sums[claim.start], None
        elif claim.start in turned:
            found[claim.start] = "wrong way", f"{turned[claim.start].words}.", None
        else:
            found[claim.start] = _judged(claim, context, by_measure, newest)
    given = {fact for word, _, fact in found.values() if word == "agrees" and fact and fact.role == "level"}
    for claim in context.said.claims:
        word, _, fact = found[claim.start]
        if word == "differs" and fact is not None and fact in given and not claim.is_from:
            # the sentence has given this figure already: 57% went on, 39% for one reason
            found[claim.start] = "cannot be checked", f"It may be of a part of {fact.words}.", None
    return found


def _judged(claim: Claim, context: Context, by_measure: dict[str, list[Fact]], newest: date) -> _Outcome:
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
    is_certain = (context.is_clear and found.is_said_of_whole) or found.is_of_group
    if (
        is_certain
        and claim.is_change
        and claim.way
        and like
        and all(_goes_against(claim, fact) for fact in like)
    ):
        return "wrong way", f"{found.nearest(claim, like).words}.", None
    if like and is_certain:
        nearest = found.nearest(claim, like)
        return "differs", f"Nearest: {nearest.words}.", nearest
    if claim.mention is not None and not like:
        return "cannot be checked", f"{title}: nothing like it is held for “{claim.mention.words}”.", None
    if like:
        words = found.nearest(claim, like).words
        return "cannot be checked", f"It may be of another part or base than {words}.", None
    return "cannot be checked", f"{title}: nothing like it is held.", None


def _turned_round(context: Context, by_measure: dict[str, list[Fact]]) -> dict[int, Fact]:
    """The places of 'from 47% to 40%' where it went from 40% to 47%, with the newest figure."""
    found: dict[int, Fact] = {}
    for one, other in pairwise(context.said.claims):
        if not one.is_from or not other.is_to or one.unit != other.unit:
            continue
        for name in context.clear:
            own = [
                fact
                for fact in by_measure.get(name, ())
                if fact.role == "level" and not (fact.group or fact.area)
            ]
            now = next((fact for fact in own if fact.is_now and one.fits(fact.value)), None)
            if now is None or other.fits(now.value):
                continue
            if any(other.fits(fact.value) for fact in own if not fact.is_now and not fact.is_of_a_month):
                found |= {one.start: now, other.start: now}
    return found


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


def _verdict(
    text: str,
    digits: Digits,
    sentence: str,
    at: int,
    one: Claim | Statement,
    word: VerdictWord,
    compared: str,
) -> Verdict:
    start, end = digits.as_written(at + one.start, at + one.end)
    return Verdict(start, end, text[start:end].strip(), word, compared, sentence)


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
