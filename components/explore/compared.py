"""What is compared and its published figures, asked for at once; and the tables of them that are taken away."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from components.words.published import MODEL_NAMES
from data.comparators import comparisons
from data.comparators.authorities import councils, everyone
from data.comparators.catalogue import published_measures
from data.comparators.trends import trends
from data.comparators.years import year_label


@dataclass(frozen=True)
class Choice:
    """What is compared: measures (LAIT's codes), whose, by which neighbour model, in which year."""

    codes: list[str]
    la_code: int
    model: str
    year: int

    @property
    def council(self) -> str:
        """The council's name."""
        return councils()[self.la_code]


@dataclass(frozen=True)
class Compared:
    """Everything the page shows, asked for at once."""

    choice: Choice
    beside: pd.DataFrame
    trends: pd.DataFrame
    authorities: dict[str, pd.DataFrame]


def ask(choice: Choice) -> Compared:
    """The published figures of a choice."""
    beside = comparisons(choice.codes, choice.la_code, year=choice.year, model=choice.model)
    years = {str(code): int(year) for code, year in beside["year"].dropna().items()}
    in_order = {code: everyone(code, year, choice.la_code, choice.model) for code, year in years.items()}
    return Compared(choice, beside, trends(choice.codes, choice.la_code, choice.model), in_order)


def by_year(data: Compared) -> pd.DataFrame:
    """The figures by year as downloaded: unrounded, what is not published left empty, each with its source."""
    rows = data.trends.drop(columns=["position"])
    return _named(rows, MODEL_NAMES[data.choice.model])


def by_authority(data: Compared) -> pd.DataFrame:
    """Every authority's figure in the year as downloaded."""
    years = data.beside["year"]
    parts = [rows.assign(code=code, year=years[code]) for code, rows in data.authorities.items()]
    return _named(pd.concat(parts), MODEL_NAMES[data.choice.model]) if parts else pd.DataFrame()


def _named(rows: pd.DataFrame, model: str) -> pd.DataFrame:
    measures = [published_measures()[code] for code in rows["code"]]
    named = rows.assign(
        measure=[declared.title for declared in measures],
        unit=[declared.unit for declared in measures],
        year=[
            year_label(year, declared.basis)
            for year, declared in zip(rows["year"].astype(int).tolist(), measures, strict=True)
        ],
        neighbour_model=model,
        source=[declared.publication for declared in measures],
        licence="Open Government Licence v3.0",
    )
    first = ["measure", "code", "unit", "year"]
    return named[[*first, *[name for name in named.columns if name not in first]]]
