"""The authorities of England: which exist today, who their neighbours are, and where each stands on a published measure."""

from __future__ import annotations

from functools import cache

import pandas as pd

from data.comparators.reference import check, reference

ABOLISHED = {835: 2019, 836: 2019, 837: 2019, 928: 2021, 909: 2023}
"""Authorities replaced by others, with the year (ending 31 March) that was their last: Dorset, Poole and Bournemouth as they
were, Northamptonshire, Cumbria."""

_EVERYONE = """
select place.la_code, authorities.name, published.value, place.highest, place.rank, place.ranked, place.quartile,
    place.la_code = $la_code as is_council,
    place.la_code in (select neighbour from neighbours where model = $model and la_code = $la_code) as is_neighbour
from placed as place join published using (code, year, la_code) join authorities using (la_code)
where place.code = $code and place.year = $year order by published.value desc, authorities.name
"""


@cache
def councils() -> dict[int, str]:
    """The 153 authorities there are today: code to name, by name."""
    rows = (
        reference()
        .execute("select la_code, name from authorities where la_code < 970 order by name")
        .fetchall()
    )
    return {code: name for code, name in rows if code not in ABOLISHED}


def neighbours_of(la_code: int, model: str = "2021") -> list[str]:
    """The names of a council's statistical neighbours, nearest first; none where the model does not know the council."""
    check(la_code, model)
    sql = """select name from neighbours join authorities on authorities.la_code = neighbour
        where model = ? and neighbours.la_code = ? order by place"""
    return [str(name) for (name,) in reference().execute(sql, [model, la_code]).fetchall()]


def everyone(code: str, year: int, la_code: int, model: str = "2021") -> pd.DataFrame:
    """Every ranked authority with a value, highest first; City of London and Isles of Scilly are not ranked.

    Columns: la_code, name, value, highest (1 has the highest value), rank (1 is best; missing without polarity), ranked (how
    many there are), quartile, is_council, is_neighbour.
    """
    check(la_code, model)
    bound = {"code": code, "year": year, "la_code": la_code, "model": model}
    answer: pd.DataFrame = reference().execute(_EVERYONE, bound).df()
    return answer.astype({"highest": "Int64", "rank": "Int64", "ranked": "Int64"})
