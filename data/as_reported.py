"""The two readings of a figure: as known now, and as the returns that had come by then reported it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

from data.lists.rebuilding import LoadedReturn
from data.periods import Period, period_containing

ReadAs = Literal["as known now", "as reported"]
READINGS: tuple[ReadAs, ...] = get_args(ReadAs)
AS_KNOWN_NOW, AS_REPORTED = READINGS


class NotRead(Exception):
    """The returns are too many to be read as reported in one session's memory; ``str()`` is the sentence to show."""


def quarter_that_ends(period: Period) -> Period:
    """The quarter whose own return first told of a period to its end."""
    return period_containing(period.end, "quarter")


def returns_by_then(returns: Sequence[LoadedReturn], quarter: Period) -> list[LoadedReturn]:
    """The returns with data to no later than a quarter's own return; none where the quarter has no return of its own.

    A quarter's own return is one whose data end in it: the last of them, where several do.
    """
    if not any(quarter.start <= one.reporting_date <= quarter.end for one in returns):
        return []
    return [one for one in returns if one.reporting_date <= quarter.end]
