"""The published measures: what each is called, its unit and direction, what its year means, who publishes it and when last.

Source: DfE's Local Authority Interactive Tool (LAIT), Open Government Licence v3.0. Titles and year bases are kept by hand.
"""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

from data.comparators.years import Basis
from data.in_words import rounded

LICENCE = (
    "Contains public sector information licensed under the Open Government Licence v3.0. Sources: DfE, Local Authority "
    "Interactive Tool (LAIT) and statistical neighbour models; ONS, mid-year population estimates."
)
PublishedUnit = Literal["number", "percent", "rate", "average", "full-time equivalent"]


@dataclass(frozen=True)
class PublishedMeasure:
    """One of LAIT's measures. ``polarity`` is DfE's: High, Low, '-' or '' where the dictionary is silent."""

    code: str
    title: str
    section: str
    unit: PublishedUnit
    decimals: int
    polarity: str
    banded: bool
    basis: Basis
    publication: str
    link: str
    updated: date | None
    lait_title: str

    @property
    def better(self) -> Literal["higher", "lower", "neither"]:
        """Which direction is better, by DfE's polarity."""
        return "higher" if self.polarity == "High" else "lower" if self.polarity == "Low" else "neither"

    @property
    def counted(self) -> bool:
        """Whether it grows with the place, so that England's figure cannot be set beside a council's."""
        return self.unit in ("number", "full-time equivalent")


@cache
def published_measures() -> dict[str, PublishedMeasure]:
    """The published measures by LAIT's code, in the order the pages show them."""
    with Path(__file__).with_name("published_measures.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: _measure(row) for row in csv.DictReader(file)}


def _measure(row: dict[str, Any]) -> PublishedMeasure:
    return PublishedMeasure(
        code=row["code"],
        title=row["title"],
        section=row["section"],
        unit=row["unit"],
        decimals=int(row["decimals"]),
        polarity=row["polarity"],
        banded=row["no_quartile"] != "true",
        basis=row["basis"],
        publication=row["publication"],
        link=row["link"],
        updated=date.fromisoformat(row["updated"]) if row["updated"] else None,
        lait_title=row["lait_title"],
    )


def sections() -> list[str]:
    """The sections the measures belong to, in their order."""
    return list(dict.fromkeys(measure.section for measure in published_measures().values()))


NOT_PUBLISHED = "not published"


def published_value(measure: PublishedMeasure, value: float | None) -> str:
    """A value as shown: 5,133; 47%; 54.3%; 435.7; never a nought for what is missing."""
    if value is None or math.isnan(value):
        return NOT_PUBLISHED
    if measure.unit == "percent":
        return f"{value:.0f}%" if value == int(value) else f"{rounded(value, 1)}%"
    return f"{rounded(value, measure.decimals):,}"
