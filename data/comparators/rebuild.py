"""Rebuild the published figures that ship with the app from files downloaded from DfE and ONS.

Run as ``python -m data.comparators.rebuild FOLDER`` where FOLDER holds the downloads under their own names.
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

HERE = Path(__file__).parent
POPULATION_DOWNLOAD = "ons_mid-year_population_estimates_2012_to_2024.csv"


def rebuild_population(downloads: Path) -> None:
    """Children aged 0 to 17 by authority, region and England at each mid-year (ONS estimates, as published by DfE)."""
    duckdb.sql(f"""
        copy (
            select case geographic_level when 'National' then 970 else cast(old_la_code as integer) end as la_code,
                coalesce(nullif(la_name, ''), nullif(region_name, ''), country_name) as name,
                time_period as mid_year, try_cast(population_estimate as integer) as population
            from read_csv('{downloads / POPULATION_DOWNLOAD}', all_varchar = true)
            where age_group = 'Children aged 0 to 17 years' and geographic_level in ('National', 'Local authority')
                and try_cast(population_estimate as integer) is not null
            order by la_code, mid_year
        ) to '{HERE / "population_0_to_17.csv"}' (header)
    """)


if __name__ == "__main__":
    rebuild_population(Path(sys.argv[1]))
