"""Published figures: what councils are compared with."""

from data.comparators.published import compare, comparisons
from data.comparators.years import comparator_year

__all__ = ["comparator_year", "compare", "comparisons"]
