"""The published figures in a database of their own; nothing of a return ever enters it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import duckdb

from data.returns.factors import FACTORS

_FOLDER = Path(__file__).parent
MODELS = ("2021", "2025")
"""DfE's statistical neighbour models: of April 2021 and of May 2025."""
NOT_RANKED = (201, 420)
"""City of London and Isles of Scilly: too small to rank."""

_PLACED = f"""
create table placed as
with ranked as (
    select published.*, measures.polarity, measures.no_quartile,
        rank() over (partition by code, year order by case measures.polarity when 'High' then -value else value end) as by_polarity,
        rank() over (partition by code, year order by value desc) as highest,
        count(*) over (partition by code, year) as ranked
    from published join measures using (code)
    where la_code < 970 and la_code not in {NOT_RANKED}
),
bounds as (
    select code, year, quantile_cont(value, 0.25) as q1, quantile_cont(value, 0.5) as q2, quantile_cont(value, 0.75) as q3
    from ranked group by code, year
)
select code, year, la_code, highest, ranked, case when polarity in ('High', 'Low') then by_polarity end as rank,
    case when not no_quartile then case polarity
        when 'Low' then case when value <= q1 then 'A' when value <= q2 then 'B' when value <= q3 then 'C' else 'D' end
        when 'High' then case when value <= q1 then 'D' when value <= q2 then 'C' when value <= q3 then 'B' else 'A' end
    end end as quartile
from ranked join bounds using (code, year)
"""
"""Each authority's place: DfE's LAIT rules. Ties share the smaller rank, quartiles are R's type 7, D is the worst."""

AREAS = """
council as (select * from authorities where la_code = $la_code),
areas as (
    select 1 as position, 'Statistical neighbours' as area, neighbour as la_code from neighbours
    where model = $model and la_code = $la_code
    union all
    select 1, 'Statistical neighbours', null
    union all
    select 2, council.region, region.la_code from council
    left join authorities as region on region.name = council.region and region.la_code >= 980
    union all
    select 3, 'England', 970
    union all
    select 4, name, la_code from council
)"""
"""SQL for the four areas a council is read beside, one row an authority; neighbours have a row of no one, so that a
council a model has no neighbours for still has the area."""


@cache
def _connection() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(":memory:", config={"threads": 1})
    for table in ("published", "assessment_factors"):
        connection.execute(f"create table {table} as select * from read_parquet('{_FOLDER / table}.parquet')")
    for table, file in (
        ("measures", "published_measures"),
        ("authorities", "authorities"),
        ("neighbours", "statistical_neighbours"),
    ):
        connection.execute(
            f"create table {table} as select * from read_csv('{_FOLDER / file}.csv', header = true)"
        )
    connection.execute("alter table neighbours alter model set data type varchar")
    connection.execute("create table years as select distinct code, year from published")
    connection.execute("create table factor_names (factor varchar, relates_to varchar, label varchar)")
    connection.executemany(
        "insert into factor_names values (?, ?, ?)",
        [(one.codes[0], one.relates_to, one.label) for one in FACTORS],
    )
    connection.execute(_PLACED)
    return connection


def reference() -> duckdb.DuckDBPyConnection:
    """A cursor of its own on the published figures."""
    return _connection().cursor()


def check(la_code: int, model: str) -> None:
    """Raise ValueError, naming what is allowed, for an unknown authority or neighbour model."""
    if model not in MODELS:
        raise ValueError(f"{model!r} is not a neighbour model. Allowed: {', '.join(MODELS)}.")
    if (
        not reference()
        .execute("select 1 from authorities where la_code = ? and la_code < 970", [la_code])
        .fetchall()
    ):
        raise ValueError(f"{la_code!r} is not the code of an English local authority.")


@cache
def years_published() -> list[int]:
    """Every year with a published figure, newest first."""
    return [
        int(row[0])
        for row in reference().execute("select distinct year from published order by year desc").fetchall()
    ]
