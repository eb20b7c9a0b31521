"""The factors of the rank table beside those that DfE publishes for the council, its neighbours, its region and England."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from components.figures.answers import Answers
from components.figures.factors import Factors, held_of, published_of_factors, read_factors
from components.figures.figure import Sentence, Table
from components.figures.kind import Content, Kind
from components.figures.remarks import small
from components.words.published import MODEL_NAMES, NEIGHBOURS
from data.comparators.assessment_factors import PublishedFactor
from data.comparators.catalogue import NOT_PUBLISHED
from data.comparators.years import year_label
from data.facts.factors import FactorRank
from data.in_words import rounded
from data.measures import MEASURES, Shown

_NEIGHBOURS, _ENGLAND = "Statistical neighbours", "England"


def _make(shown: Shown, answers: Answers) -> Content:
    factors = held_of(shown, answers)
    if not isinstance(factors, Factors):
        return factors
    if not factors.published:
        return Content(
            (Sentence(f"No factors are published for {year_label(factors.wanted)} or before.", "value"),)
        )
    year = factors.published[0].year
    basis = MEASURES[shown.measure].basis
    unlike = f"Not counted alike: {basis} Published: the year ending 31 March {year}; local: {factors.held.latest}."
    stands_in = (
        (Sentence(f"Own is {answers.stands_in}", "caution", is_small=True),) if answers.stands_in else ()
    )
    table = table_beside(factors.held.most_common, factors.published, factors.council)
    return Content(
        (
            Sentence(unlike, "caution", is_small=True),
            *stands_in,
            small(_legend(factors, answers.chosen.model)),
        ),
        table=replace(
            table, title=f"The ten most common factors beside the published figures of {year_label(year)}"
        ),
        is_table=True,
    )


def _legend(factors: Factors, model: str) -> str:
    rests_on = [
        factor.n for factor in factors.published if factor.area == _NEIGHBOURS and factor.n is not None
    ]
    region = _region(factors.published, factors.council) or "none"
    return (
        f"Each cell: rank (share of assessments). Own: {factors.council}, as published. Region: {region}. Neighbours: by the "
        f"{MODEL_NAMES[model]} model, the simple mean of those with a figure (at least {min(rests_on, default=0)} of "
        f"{NEIGHBOURS}); small counts are hidden by DfE, so rare factors read high. Ranks are over all factors but Other."
    )


def _region(published: Sequence[PublishedFactor], council: str) -> str:
    """The one area that is neither the council nor its neighbours nor England; '' where there is none."""
    others = {factor.area for factor in published} - {council, _NEIGHBOURS, _ENGLAND}
    return next(iter(others), "")


def table_beside(local: Sequence[FactorRank], published: Sequence[PublishedFactor], council: str) -> Table:
    """A row a factor: local rank and share, then those of the council as published, its neighbours, its region and England."""
    by_name = {(factor.area, factor.relates_to, factor.label): factor for factor in published}
    heads = {
        "Own": council,
        "Neighbours": _NEIGHBOURS,
        "Region": _region(published, council),
        _ENGLAND: _ENGLAND,
    }
    areas = {head: area for head, area in heads.items() if area}
    cells, raw = [], []
    for factor in local:
        across = [by_name.get((area, factor.relates_to, factor.factor)) for area in areas.values()]
        values = [
            (factor.rank, factor.percent),
            *((there.rank, there.percent) if there else (None, None) for there in across),
        ]
        cells.append((factor.name, *(_cell(rank, percent) for rank, percent in values)))
        raw.append((factor.name, *values))
    return Table("", ("Risk factor", "Local", *areas), tuple(cells), tuple(raw))


def _cell(rank: int | None, percent: float | None) -> str:
    return NOT_PUBLISHED if percent is None else f"{rank} ({rounded(percent, 0)}%)"


def _title(_: Shown) -> str:
    return "Beside the published figures"


PUBLISHED_FACTORS = Kind(
    "published factors",
    _make,
    title=_title,
    reads=read_factors,
    published=published_of_factors,
    says_itself=True,
)
