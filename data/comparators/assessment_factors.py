"""Factors identified at the end of assessment, as published: a council's beside its neighbours, its region and England.

Source: DfE, Characteristics of children in need, table C3 (Open Government Licence v3.0). Of the assessments with any factor
information completed in the year ending 31 March, the share with each factor. These are published counts, the pack's table is a
council's own: neither checks the other.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from data.comparators.reference import AREAS, check, reference

_IN_THREE = (
    "Alcohol_Misuse",
    "Drug_Misuse",
    "Domestic_Abuse",
    "Mental_Health",
    "Learning_Disability",
    "Physical_Disability",
)
OF_CODE: dict[str, str] = {
    **{
        f"{number}{letter}": f"{name}_{whom}"
        for number, name in enumerate(_IN_THREE, start=1)
        for letter, whom in zip("ABC", ("child", "parent", "person"), strict=True)
    },
    "7A": "Young_Carer",
    "8B": "Privately_fostered",
    "9A": "Unaccompanied_asylum_seeker",
    "10A": "Going_missing",
    "11A": "Child_sexual_exploitation",
    "12A": "Trafficking",
    "13A": "Gangs",
    "14A": "Socially_unacceptable_behaviour",
    "15A": "Self_harm",
    "16A": "Neglect",
    "17A": "Emotional_Abuse",
    "18A": "Physical_Abuse_unknown",
    "18B": "Physical_Abuse_child_on_child",
    "18C": "Physical_Abuse_adult_on_child",
    "19A": "Sexual_Abuse_unknown",
    "19B": "Sexual_Abuse_child_on_child",
    "19C": "Sexual_Abuse_adult_on_child",
    "20": "Other",
    "22A": "Female_Genital_Mutilation",
    "23A": "Faith_linked_abuse",
    "24A": "Child_criminal_exploitation",
}
"""The column of DfE's table for each census code."""


def column_names() -> tuple[str, ...]:
    """The columns of DfE's table that hold a factor."""
    return tuple(OF_CODE.values())


_FACTORS = f"""
with {AREAS},
chosen as (select max(year) as year from assessment_factors where year <= $year),
everything as (
    select position, area, names.factor, names.relates_to, names.label, areas.la_code
    from areas cross join factor_names as names where names.factor in (select factor from assessment_factors)
),
found as (
    select position, area, everything.factor, relates_to, label, avg(100.0 * number / nullif(assessments, 0)) as percent,
        count(number) as n, max(number) as number, max(assessments) as assessments
    from everything left join assessment_factors as counts
        on counts.la_code = everything.la_code and counts.factor = everything.factor and counts.year = (select year from chosen)
    group by position, area, everything.factor, relates_to, label
)
select factor, relates_to, label, area, (select year from chosen) as year, percent,
    case when factor <> '20' and percent is not null then
        rank() over (partition by position, factor <> '20' order by percent desc nulls last) end as rank,
    case when position = 1 then n end as n,
    case when position > 1 then number end as number, case when position > 1 then assessments end as assessments
from found order by position desc, rank nulls last, factor
"""


def factor_comparisons(la_code: int, year: int, model: str = "2021") -> pd.DataFrame:
    """Each factor's share and rank for the council, England, its region and its statistical neighbours.

    The year is the one ending 31 March ``year``, or the newest earlier one published; no rows before the first. Columns:
    factor (census code), relates_to, label (both as in the rank table), area, year, percent (NaN where hidden or not
    published), rank (over all factors but Other; equal counts share the smaller), n (how many neighbours' figures the
    mean rests on; the neighbours' rank is that of the means), number, assessments.
    """
    check(la_code, model)
    answer: pd.DataFrame = (
        reference().execute(_FACTORS, {"la_code": la_code, "year": year, "model": model}).df()
    )
    answer = answer[answer["year"].notna()]
    return answer.astype(dict.fromkeys(("year", "rank", "n", "number", "assessments"), "Int64"))


@dataclass(frozen=True, slots=True)
class PublishedFactor:
    """A factor as published for an area and year: ``percent`` of assessments, 0 to 100, None where hidden or not published.

    ``relates_to`` and ``label`` are as in the rank table; ``n`` is how many neighbours' figures their mean rests on, None for
    the other areas.
    """

    area: str
    year: int
    relates_to: str
    label: str
    rank: int | None
    percent: float | None
    n: int | None


def published_factors(la_code: int, year: int, model: str = "2021") -> tuple[PublishedFactor, ...]:
    """``factor_comparisons`` as values."""
    rows = factor_comparisons(la_code, year, model)
    names = ("area", "year", "relates_to", "label", "rank", "percent", "n")
    columns = [rows[name].astype(object).where(rows[name].notna(), None).tolist() for name in names]
    return tuple(PublishedFactor(*values) for values in zip(*columns, strict=True))
