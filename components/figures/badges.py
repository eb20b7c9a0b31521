"""How a figure stands in a word: by its months where it is judged by month, else by its direction since last year and 31 March."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from components.figures.answers import Answers
from components.figures.moves import is_more_than_chance
from components.figures.targets import Meets, TargetRow
from components.words.sentences import Movement, movements
from components.words.usual import usual_words
from data.judgement import Judgement, judged_monthly
from data.measures import Measure
from data.series import known
from data.variation import UsualRange

Icon = Literal["usual", "up", "down", "level", "mixed", "unknown", "met", "near", "missed"]
Tone = Literal["quiet", "notable", "good", "bad"]
"""``notable`` is a change that is neither good nor bad; only good and bad have a colour."""


@dataclass(frozen=True)
class Badge:
    """A word with an icon in a box; ``detail`` says in sentences what it rests on."""

    word: str
    icon: Icon
    tone: Tone
    detail: str


_UPWARD = ("above", "run above", "rising", "near upper")
_TRENDS = {"rising": "Rising", "falling": "Falling"}
_WAYS: dict[int, tuple[str, Icon]] = {1: ("up", "up"), -1: ("down", "down"), 0: ("level", "level")}


def badge_of(measure: Measure, answers: Answers) -> Badge:
    """How a figure that has a value stands."""
    if judged_monthly([measure]) and known(answers.of(measure.id, "month")):
        return badge_of_months(answers.judgement(measure))
    return badge_of_direction(measure, movements(measure, answers.of(measure.id)))


def badge_of_months(judgement: Judgement) -> Badge:
    """A flow by what its newest month shows: usual, higher or lower than usual, and with a better direction improving or worse."""
    usual, words = judgement.usual, usual_words(judgement)
    if usual is None or not usual.has_range:
        is_rare = usual is None and judgement.why_none == "rare"
        return Badge("Too few to say" if is_rare else "Too early to say", "unknown", "quiet", words)
    detail = f"The newest {'quarter' if usual.by_quarter else 'month'} is {usual.latest.label}. {words}"
    if not usual.is_unusual:
        return Badge("Usual", "usual", "quiet", detail)
    return _unusual(judgement.measure, usual, detail)


def _unusual(measure: Measure, usual: UsualRange, detail: str) -> Badge:
    signal = str(usual.latest.signal)
    is_up = signal in _UPWARD
    icon: Icon = "up" if is_up else "down"
    if measure.better == "neither":
        word = _TRENDS.get(signal, "Higher than usual" if is_up else "Lower than usual")
        return Badge(word, icon, "notable", detail)
    is_good = is_up == (measure.better == "higher")
    return (
        Badge("Improving", icon, "good", detail) if is_good else Badge("Getting worse", icon, "bad", detail)
    )


def badge_of_direction(measure: Measure, moves: list[Movement]) -> Badge:
    """A stock, a snapshot or a stated figure by where it went since last year and 31 March; it has no usual range.

    Coloured where one way is better and the change is more than chance; where the two disagree it is neither.
    """
    if not moves:
        return Badge(
            "Nothing to compare with",
            "unknown",
            "quiet",
            "No earlier figure is held that is as whole as this one.",
        )
    words = "; ".join(move.words for move in moves)
    detail = f"{words[0].upper()}{words[1:]}."
    ways = [_way(move) for move in moves]
    if len(set(ways)) > 1:
        word = ", ".join(f"{_WAYS[way][0]} {_since(move)}" for way, move in zip(ways, moves, strict=True))
        return Badge(f"{word[0].upper()}{word[1:]}", "mixed", "quiet", detail)
    word, icon = _WAYS[ways[0]]
    word = word if ways[0] else "about the same"
    if len(moves) == 1 and not moves[0].is_of_last_year and ways[0]:
        word = f"{word} {_since(moves[0])}"
    return Badge(f"{word[0].upper()}{word[1:]}", icon, _tone(measure, moves, ways[0]), detail)


def _way(move: Movement) -> int:
    return 0 if not move.is_a_change else 1 if move.amount.startswith("up") else -1


def _since(move: Movement) -> str:
    """'on last year', 'since March', 'on the quarter before'."""
    if move.is_fallback:
        return "on the quarter before"
    return "on last year" if move.is_of_last_year else "since March"


def _tone(measure: Measure, moves: list[Movement], way: int) -> Tone:
    if not way or measure.better == "neither":
        return "quiet"
    is_certain = measure.unit == "average" or any(is_more_than_chance(move) for move in moves)
    if not is_certain:
        return "quiet"
    return "good" if (way > 0) == (measure.better == "higher") else "bad"


_TARGETS: dict[Meets, tuple[Icon, Tone]] = {
    "met": ("met", "quiet"),
    "near": ("near", "notable"),
    "missed": ("missed", "bad"),
    "no direction": ("level", "quiet"),
    "not supplied": ("unknown", "quiet"),
    "hidden": ("unknown", "quiet"),
}


def badge_of_target(row: TargetRow) -> Badge:
    """Whether a target is met; what is missed stands out."""
    icon, tone = _TARGETS[row.meets]
    return Badge(row.result, icon, tone, row.sentence)
