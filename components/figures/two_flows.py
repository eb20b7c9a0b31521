"""Two counts that belong together, period by period, and their titles as one."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile

from data.measures import MEASURES, Shown
from data.series import Series


@dataclass(frozen=True, slots=True)
class BothKnown:
    """Two counts of a period, both known; ``is_partial`` where either is partial."""

    period: str
    first: float
    second: float
    is_partial: bool

    @property
    def net(self) -> float:
        """The first less the second."""
        return self.first - self.second

    @property
    def larger(self) -> float:
        """The larger of the two."""
        return max(self.first, self.second)


def both_known(first: Series, second: Series) -> tuple[BothKnown, ...]:
    """The periods for which both measures are known, oldest first."""
    others = {point.period: point for point in second}
    pairs = []
    for point in first:
        other = others.get(point.period)
        if other is None or point.value is None or other.value is None:
            continue
        is_partial = "partial" in (point.status, other.status)
        pairs.append(BothKnown(point.period, point.value, other.value, is_partial))
    return tuple(pairs)


def both_titles(first: str, second: str) -> str:
    """Two titles as one, their common words said once: 'Plans started and ceased', 'Children stepped down and up in rating'."""
    words, others = first.split(), second.split()
    before = _common(words, others)
    after = _common(words[before:][::-1], others[before:][::-1])
    own, others_own = words[before : len(words) - after], others[before : len(others) - after]
    if others_own and not before:
        others_own[0] = others_own[0][0].lower() + others_own[0][1:]
    return " ".join([*words[:before], *own, "and", *others_own, *words[len(words) - after :]])


def _common(words: list[str], others: list[str]) -> int:
    """How many words two lists begin with alike."""
    return len(list(takewhile(lambda pair: pair[0] == pair[1], zip(words, others, strict=False))))


def title_of_both(shown: Shown) -> str:
    """The titles of a figure's measure and of the first drawn with it, as one."""
    return both_titles(MEASURES[shown.measure].title, MEASURES[shown.also[0]].title)
