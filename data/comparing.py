"""Whether two figures of two periods differ by more than chance: shares on their bases, counts of a flow by their size."""

from __future__ import annotations

import math

LIMIT = 2.58
"""So many standard errors apart, chance alone puts one pair in a hundred."""

FEWEST = 2
"""A difference that this many children make is never more than chance."""


def shares_differ(part: float, of: float, other_part: float, other_of: float) -> bool:
    """Whether two shares differ by more than two children and by more than chance; the error is that of their common share."""
    if min(of, other_of) <= 0:
        return False
    apart = abs(part / of - other_part / other_of)
    common = (part + other_part) / (of + other_of)
    error = math.sqrt(common * (1 - common) * (1 / of + 1 / other_of))
    return apart * min(of, other_of) > FEWEST and apart > LIMIT * error


def counts_differ(count: float, other: float) -> bool:
    """Whether two counts of a flow differ by more than two and by more than chance: events that come one by one (Poisson)."""
    return abs(count - other) > max(FEWEST, LIMIT * math.sqrt(count + other))
