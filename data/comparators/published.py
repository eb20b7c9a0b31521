"""Published figures beside a council's own: statistical neighbours, region, England, with national rank and quartile.

Source: DfE's Local Authority Interactive Tool and its statistical neighbour models (Open Government Licence v3.0).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from data.comparators.catalogue import published_measures
from data.comparators.reference import AREAS, check, reference
from data.comparators.years import comparator_year, year_label
from data.measures import MEASURES

BESIDE = f"""
{AREAS},
values_there as (
    select grid.code, grid.year, position, area, avg(value) as value, count(value) as n
    from grid cross join areas
    left join published on published.code = grid.code and published.year = grid.year and published.la_code = areas.la_code
    group by grid.code, grid.year, position, area
),
beside as (
    select values_there.*, highest, rank, ranked, quartile
    from values_there left join placed
        on position = 4 and placed.la_code = $la_code and placed.code = values_there.code and placed.year = values_there.year
)"""
"""SQL for a ``grid`` of codes and years in all four areas; the council's row has its place among all authorities."""

_COMPARE = f"""
with grid as (select code, cast($year as integer) as year from measures where code = $code),
{BESIDE}
select area, value, case when position = 1 then n end as n, rank, quartile from beside order by position
"""

_COMPARISONS = f"""
with asked as (select unnest(cast($codes as varchar[])) as code, unnest(cast($years as integer[])) as wanted),
grid as (
    select distinct asked.code, max(years.year) as year
    from asked join years on years.code = asked.code and years.year <= asked.wanted group by asked.code, asked.wanted
),
{BESIDE},
wide as (
    select code, year, max(value) filter (position = 4) as own, max(value) filter (position = 1) as neighbours,
        max(n) filter (position = 1) as n, max(value) filter (position = 2) as region, max(value) filter (position = 3) as england,
        max(rank) as rank, max(highest) as highest, max(ranked) as ranked, max(quartile) as quartile
    from beside group by code, year
)
select wide.code, wide.year, own, previous.value as own_previous, neighbours, n, (select region from council) as region_name, region,
    england, rank, highest, coalesce(wide.ranked, everyone.ranked) as ranked, quartile
from wide
left join published as previous on previous.code = wide.code and previous.year = wide.year - 1 and previous.la_code = $la_code
left join (select distinct code, year, ranked from placed) as everyone on everyone.code = wide.code and everyone.year = wide.year
"""


def compare(measure_id: str, la_code: int, year: int, model: str = "2021") -> pd.DataFrame:
    """The published figures of a measure for the year ending 31 March ``year`` (workforce: 30 September).

    Columns: area (Statistical neighbours, the region, England, the council), value (NaN where not published), n (how many
    neighbours have a value), rank (1 is best by polarity) and quartile (A to D), on the council's row only and where the
    measure has a polarity. Neighbours are the simple mean of those with a value. No rows where nothing is published for
    the measure. Raises ValueError for an unknown measure, model or authority.
    """
    if measure_id not in MEASURES:
        raise ValueError(f"{measure_id!r} is not a measure. Allowed: {', '.join(sorted(MEASURES))}.")
    check(la_code, model)
    asked = {"code": MEASURES[measure_id].national, "year": year, "la_code": la_code, "model": model}
    answer: pd.DataFrame = reference().execute(_COMPARE, asked).df()
    return answer.astype({"n": "Int64", "rank": "Int64"})


def comparisons(
    measures: Sequence[str],
    la_code: int,
    *,
    period_start: date | None = None,
    year: int | None = None,
    model: str = "2021",
) -> pd.DataFrame:
    """The published figures of many measures at once, one row each in the order asked, indexed by measure.

    ``measures`` are ids of this app's measures or LAIT's codes. The year is the given one, or the last that ended before
    ``period_start`` on each measure's own basis; where that is not published, the newest earlier one.

    Columns: code, year (of the figures; missing where nothing is published by then), wanted (the year asked for),
    year_label ("2021/22", "31 March 2022", "30 September 2022"), basis, own, own_previous, neighbours, n (how many
    neighbours have a value), region_name, region, england, rank (by polarity; missing without one), highest (1 has the
    highest value), ranked (how many authorities have a value), quartile, publication, updated. A value is NaN where it is
    not published; code is missing where nothing is published for the measure.
    """
    if (period_start is None) == (year is None):
        raise ValueError("Either a period's start or a year is needed, and not both.")
    check(la_code, model)
    catalogue = published_measures()
    rows = []
    for name in dict.fromkeys(measures):
        if name not in MEASURES and name not in catalogue:
            raise ValueError(f"{name!r} is neither a measure nor a published one.")
        found = catalogue.get((MEASURES[name].national or "") if name in MEASURES else name)
        wanted = comparator_year(period_start, found.basis) if found and period_start else year
        rows.append(
            (name, found.code, wanted, found.basis, found.publication, found.updated)
            if found
            else (name, *[None] * 5)
        )
    asked = pd.DataFrame(
        rows, columns=["measure", "code", "wanted", "basis", "publication", "updated"]
    ).astype({"wanted": "Int64"})
    known = asked[asked["code"].notna()]
    bound = {
        "codes": known["code"].tolist(),
        "years": known["wanted"].tolist(),
        "la_code": la_code,
        "model": model,
    }
    answer = asked.merge(reference().execute(_COMPARISONS, bound).df(), how="left", on="code").set_index(
        "measure"
    )
    answer = answer.astype(dict.fromkeys(("year", "n", "rank", "highest", "ranked"), "Int64"))
    dated = zip(answer["year"], answer["basis"], strict=True)
    answer["year_label"] = [
        year_label(int(there), basis) if pd.notna(there) else None for there, basis in dated
    ]
    return answer
