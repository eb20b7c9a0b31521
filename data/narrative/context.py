"""What is said around the numbers of a text: each sentence with the measures that it names, or takes up from the one before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from data.narrative.claims import Said
from data.narrative.names import CLEARLY, Places, places_of, strengths

_CARRY_ON = (
    "this",
    "that",
    "these",
    "those",
    "it",
    "they",
    "both",
    "of",
    "england",
    "statistical",
    "nationally",
)
"""Words that begin a sentence which goes on about what the one before names."""


@dataclass(frozen=True)
class Context:
    """A sentence, its stems with their places, and the measures named with how surely, and by the sentence itself (``own``).

    ``is_clear`` where the sentence names measures itself, or takes up those of the one before.
    """

    said: Said
    places: Places
    named: dict[str, float]
    own: dict[str, float]
    is_clear: bool

    @property
    def clear(self) -> list[str]:
        """The measures that are named in full."""
        return [name for name, much in self.named.items() if much >= CLEARLY]


def contexts_of(sentences: Iterable[Said]) -> Iterator[Context]:
    """Each sentence with the measures that it names; one that names none clearly takes up those of the one before too."""
    before: Context | None = None
    for said in sentences:
        places = places_of(said.text)
        own, first = strengths(places), said.text.split(maxsplit=1)
        carries_on = bool(first) and first[0].lower().strip("\"“':,") in _CARRY_ON
        named = own
        is_clear = max(own.values(), default=0) >= CLEARLY
        if not is_clear and before is not None:
            places = dict.fromkeys(before.places, (-9,)) | dict(places)
            certainty = 1 if carries_on else 0.99
            named = {name: certainty * much for name, much in strengths(places).items()}
        before = Context(said, places, named, own, is_clear or carries_on)
        yield before
