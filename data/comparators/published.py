"""Published figures beside a council's own: statistical neighbours, region, England, with national rank and quartile.

Source: DfE's Local Authority Interactive Tool and its statistical neighbour models (Open Government Licence v3.0).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import duckdb
import pandas as pd

from data.measures import MEASURES

_FOLDER = Path(__file__).parent
MODELS = ("2021", "2025")
NOT_RANKED = (201, 420)
"""City of London and Isles of Scilly: too small to rank."""

_COMPARE = f"""
with measure as (select * from measures where code = $code),
figures as (select la_code, value from published where code = $code and year = $year),
ranked as (
    select figures.la_code, figures.value,
        rank() over (order by case measure.polarity when 'High' then -figures.value else figures.value end) as national_rank
    from figures cross join measure
    where figures.la_code < 970 and figures.la_code not in {NOT_RANKED}
),
bounds as (
    select quantile_cont(value, 0.25) as q1, quantile_cont(value, 0.5) as q2, quantile_cont(value, 0.75) as q3 from ranked
),
council as (select * from authorities where la_code = $la_code),
rows as (
    select 1 as position, 'Statistical neighbours' as area, avg(figures.value) as value, count(figures.value) as n
    from neighbours left join figures on figures.la_code = neighbours.neighbour
    where neighbours.model = $model and neighbours.la_code = $la_code
    union all
    select 2, council.region, max(figures.value), null
    from council left join authorities as region on region.name = council.region and region.la_code >= 980
    left join figures on figures.la_code = region.la_code group by council.region
    union all
    select 3, 'England', max(value), null from figures where la_code = 970
    union all
    select 4, council.name, max(figures.value), null from council left join figures on figures.la_code = council.la_code
    group by council.name
)
select rows.area, rows.value, rows.n,
    case when position = 4 and measure.polarity in ('High', 'Low') then ranked.national_rank end as rank,
    case when position = 4 and not measure.no_quartile and ranked.value is not null then case measure.polarity
        when 'Low' then
            case when ranked.value <= q1 then 'A' when ranked.value <= q2 then 'B' when ranked.value <= q3 then 'C' else 'D' end
        when 'High' then
            case when ranked.value <= q1 then 'D' when ranked.value <= q2 then 'C' when ranked.value <= q3 then 'B' else 'A' end
    end end as quartile
from rows cross join measure cross join bounds
left join ranked on ranked.la_code = $la_code and rows.position = 4
order by rows.position
"""


@cache
def _reference() -> duckdb.DuckDBPyConnection:
    """The published figures in a database of their own; nothing of a return ever enters it."""
    connection = duckdb.connect(":memory:", config={"threads": 1})
    connection.execute(f"create table published as select * from read_parquet('{_FOLDER / 'published.parquet'}')")
    for table, file in (("measures", "published_measures"), ("authorities", "authorities"), ("neighbours", "statistical_neighbours")):
        connection.execute(f"create table {table} as select * from read_csv('{_FOLDER / file}.csv', header = true)")
    connection.execute("alter table neighbours alter model set data type varchar")
    return connection


def compare(measure_id: str, la_code: int, year: int, model: str = "2021") -> pd.DataFrame:
    """The published figures of a measure for the year ending 31 March ``year`` (workforce: 30 September).

    Columns: area (Statistical neighbours, the region, England, the council), value (NaN where not published), n (how many
    neighbours have a value), rank (1 is best by polarity) and quartile (A to D), on the council's row only and where the
    measure has a polarity. Neighbours are the simple mean of those with a value. No rows where nothing is published for
    the measure. Raises ValueError for an unknown measure, model or authority.
    """
    if measure_id not in MEASURES:
        raise ValueError(f"{measure_id!r} is not a measure. Allowed: {', '.join(sorted(MEASURES))}.")
    if model not in MODELS:
        raise ValueError(f"{model!r} is not a neighbour model. Allowed: {', '.join(MODELS)}.")
    cursor = _reference().cursor()
    if not cursor.execute("select count(*) from authorities where la_code = ? and la_code < 970", [la_code]).fetchall()[0][0]:
        raise ValueError(f"{la_code!r} is not the code of an English local authority.")
    asked = {"code": MEASURES[measure_id].national, "year": year, "la_code": la_code, "model": model}
    answer: pd.DataFrame = cursor.execute(_COMPARE, asked).df()
    return answer.astype({"n": "Int64", "rank": "Int64"})
