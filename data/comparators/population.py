"""Children aged 0 to 17: the denominator of rates.

Source: ONS mid-year population estimates, as published by DfE (Open Government Licence v3.0).
"""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from pathlib import Path

from data.periods import year_start

_FILE = Path(__file__).with_name("population_0_to_17.csv")
ENGLAND = 970


@cache
def _published() -> tuple[dict[tuple[int, int], int], dict[int, str]]:
    counts: dict[tuple[int, int], int] = {}
    names: dict[int, str] = {}
    with _FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            code = int(row["la_code"])
            counts[code, int(row["mid_year"])] = int(row["population"])
            names[code] = row["name"]
    return counts, names


def authorities() -> dict[int, str]:
    """Every English local authority in the estimates: code to name, by name."""
    names = _published()[1]
    return dict(
        sorted(((code, name) for code, name in names.items() if code != ENGLAND), key=lambda pair: pair[1])
    )


def population_for(la_code: int | None, day: date) -> int | None:
    """The 0 to 17 population for rates: the estimate for 30 June of the financial year that ``day`` is in.

    All quarters of a year ending 31 March Y use mid-year Y-1, as DfE does for that year. None where the authority or the
    estimate is not published.
    """
    if la_code is None:
        return None
    return _published()[0].get((la_code, year_start(day).year))


def population_words(la_code: int | None, day: date) -> str:
    """Which estimate a rate for a period that ends on ``day`` is set against, as a sentence; '' where there is none."""
    population = population_for(la_code, day)
    if population is None:
        return ""
    return f"Set against {population:,} children aged 0 to 17, the ONS estimate for 30 June {year_start(day).year}."
