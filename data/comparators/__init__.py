"""Published figures: what councils are compared with."""

from data.comparators.published import compare

__all__ = ["compare"]
