"""The published figures that stand beside a measure's own, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from data.comparators.catalogue import PublishedMeasure, published_measures


@dataclass(frozen=True, slots=True)
class Beside:
    """Published figures beside a measure's: of ``year``, for want of ``wanted``; values are None where not published.

    ``n`` is how many neighbours have a value; ``rank`` is by polarity, ``highest`` 1 for the highest of ``ranked`` authorities.
    """

    published: PublishedMeasure
    year: int
    wanted: int
    year_label: str
    own: float | None
    own_previous: float | None
    neighbours: float | None
    n: int
    region_name: str
    region: float | None
    england: float | None
    rank: int | None
    highest: int | None
    ranked: int | None
    quartile: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an authority's figure stands among all: by polarity, by size, of how many, in which quartile."""

    rank: int | None
    highest: int | None
    ranked: int | None
    quartile: str | None


def standing_of(row: pd.Series) -> Standing:
    """The standing in a row of an answer that has rank, highest, ranked and quartile."""
    rank, highest, ranked = (
        None if pd.isna(row[name]) else int(row[name]) for name in ("rank", "highest", "ranked")
    )
    return Standing(rank, highest, ranked, None if pd.isna(row["quartile"]) else str(row["quartile"]))


def beside_of(row: pd.Series) -> Beside:
    """A row of ``comparisons`` that has a year, as a value."""
    given: dict[str, Any] = {str(name): None if pd.isna(value) else value for name, value in row.items()}
    whole = {
        name: None if given[name] is None else int(given[name])
        for name in ("year", "wanted", "n", "rank", "highest", "ranked")
    }
    figures = {
        name: None if given[name] is None else float(given[name])
        for name in ("own", "own_previous", "neighbours", "region", "england")
    }
    return Beside(
        published=published_measures()[given["code"]],
        year=whole["year"] or 0,
        wanted=whole["wanted"] or 0,
        year_label=given["year_label"],
        own=figures["own"],
        own_previous=figures["own_previous"],
        neighbours=figures["neighbours"],
        n=whole["n"] or 0,
        region_name=given["region_name"] or "",
        region=figures["region"],
        england=figures["england"],
        rank=whole["rank"],
        highest=whole["highest"],
        ranked=whole["ranked"],
        quartile=given["quartile"],
    )


def published_beside(rows: pd.DataFrame) -> dict[str, Beside]:
    """An answer of ``comparisons`` by measure, of those that have a year to show."""
    return {str(name): beside_of(row) for name, row in rows.iterrows() if pd.notna(row["year"])}
