"""Which published year stands beside a period, and how that year is written.

A published year is the calendar year it ends in: 2022 is the year ending (or the count at) 31 March 2022, for the
workforce 30 September 2022.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, get_args

from data.periods import financial_year

Basis = Literal["year ending 31 March", "at 31 March", "year ending 30 September", "at 30 September"]
BASES: tuple[Basis, ...] = get_args(Basis)
TO_MARCH: Basis = "year ending 31 March"


def year_end(year: int, basis: Basis = TO_MARCH) -> date:
    """The last day of a published year."""
    return date(year, 9, 30) if basis.endswith("September") else date(year, 3, 31)


def comparator_year(period_start: date, basis: Basis = TO_MARCH) -> int:
    """The last published year that ended before the period began: Q3 2022/23 stands beside 2021/22.

    For the workforce the last 30 September before the period began.
    """
    same = year_end(period_start.year, basis)
    return same.year if same < period_start else same.year - 1


def year_label(year: int, basis: Basis = TO_MARCH) -> str:
    """As shown beside a figure: 2021/22, 31 March 2022, 30 September 2022, year to 30 September 2022."""
    end = year_end(year, basis)
    if basis == TO_MARCH:
        return financial_year(end)
    return f"{'' if basis.startswith('at') else 'year to '}{end.day} {end:%B %Y}"


def year_words(year: int, basis: Basis = TO_MARCH) -> str:
    """In a sentence: 'in 2021/22', 'at 31 March 2022', 'in the year to 30 September 2022'."""
    label = year_label(year, basis)
    return f"at {label}" if basis.startswith("at") else f"in {'' if basis == TO_MARCH else 'the '}{label}"
