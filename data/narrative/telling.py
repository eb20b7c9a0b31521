"""The numbers of a text that tell of few children, or that a publication copy hides: what its author must look at before it goes out."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from data.narrative.claims import sentences_of
from data.narrative.set_aside import set_aside
from data.narrative.written_out import in_digits

Shown = tuple[str, float]
"""A number as a text states it, with its unit: number or percent."""


@dataclass(frozen=True)
class Telling:
    """A number of a text, from ``start`` to ``end``, as written; ``why`` it must be looked at, in words."""

    start: int
    end: int
    number: str
    why: str


def telling_numbers(text: str, fewest: int, hidden: Mapping[Shown, str]) -> list[Telling]:
    """The numbers, also written as words, below ``fewest`` but 0, and those that are hidden, in their order.

    ``hidden`` has the numbers that a publication copy does not show, each with what it is of. Dates, ages, money, percentages
    that are not hidden and the like are none; of a range the lower end is asked. What a number counts is not: a small one may be
    of staff and is named all the same.
    """
    digits = in_digits(text)
    blank, mentions = set_aside(digits.text)
    found = []
    for said in sentences_of(digits, blank, mentions):
        for claim in said.claims:
            numbers: list[Shown] = [(claim.unit, claim.value)]
            if claim.of is not None:
                numbers.append(("number", claim.of))
            least = math.ceil(claim.value - claim.off)
            is_small = claim.unit == "number" and not claim.is_fraction and claim.value > 0 and least < fewest
            name = next((hidden[number] for number in numbers if number in hidden), "")
            if not is_small and not name:
                continue
            start, end = digits.as_written(said.start + claim.start, said.start + claim.end)
            why = f"hidden in the publication copy: {name}" if name else f"fewer than {fewest}"
            found.append(Telling(start, end, text[start:end].strip(), why))
    return found
