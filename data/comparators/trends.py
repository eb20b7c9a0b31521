"""Published measures over the years: a council beside its statistical neighbours, its region and England."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from data.comparators.published import BESIDE
from data.comparators.reference import check, reference

_TRENDS = f"""
with grid as (select code, year from years where code in (select unnest(cast($codes as varchar[])))),
{BESIDE}
select code, year, area, position, value, case when position = 1 then n end as n, highest, rank, ranked, quartile
from beside order by code, year, position
"""


def trends(codes: Sequence[str], la_code: int, model: str = "2021") -> pd.DataFrame:
    """Every published year of the measures in the four areas, for LAIT's codes.

    Columns: code, year, area, position (1 neighbours, 2 region, 3 England, 4 the council), value (NaN where not published),
    n (how many neighbours have a value), and on the council's rows highest, rank, ranked and quartile.
    """
    check(la_code, model)
    answer: pd.DataFrame = (
        reference().execute(_TRENDS, {"codes": list(codes), "la_code": la_code, "model": model}).df()
    )
    return answer.astype(dict.fromkeys(("n", "highest", "rank", "ranked"), "Int64"))
