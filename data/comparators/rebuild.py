"""Rebuild the published figures that ship with the app from files downloaded from DfE and ONS.

Run as ``python -m data.comparators.rebuild FOLDER`` where FOLDER holds the downloads under their own names.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import duckdb
import openpyxl

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


def rebuild_published(downloads: Path) -> None:
    """DfE's LAIT figures for the measures that have a counterpart here: code, authority, year ending 31 March, value."""
    duckdb.sql(f"""
        copy (
            select code, la as la_code, cast(year as integer) as year, value
            from '{downloads / "lait_comparator_76.parquet"}' order by code, la, year
        ) to '{HERE / "published.parquet"}' (format parquet, compression zstd)
    """)
    duckdb.sql(f"""
        copy (
            select measures.code, any_value(measures.measure) as title, any_value(measures.pol) as polarity,
                any_value(measures.dps) as decimals, bool_or(coalesce(dictionary.No_Quartile, '') = 'N') as no_quartile
            from read_csv('{downloads / "lait_measures_76.csv"}', all_varchar = true) as measures
            left join read_csv('{downloads / "lait_data_dictionary.csv"}', all_varchar = true) as dictionary
                on dictionary.Measure_short = measures.code
            group by measures.code order by measures.code
        ) to '{HERE / "published_measures.csv"}' (header)
    """)
    duckdb.sql(f"""
        copy (
            select distinct cast("LA Number" as integer) as la_code, "LA and Regions" as name,
                case Region when 'NA' then null when 'Inner London' then 'London (Inner)' when 'Outer London' then 'London (Outer)'
                    when 'Yorkshire and The Humber' then 'Yorkshire and the Humber' else Region end as region
            from '{downloads / "lait_bds_long.parquet"}' order by la_code
        ) to '{HERE / "authorities.csv"}' (header)
    """)


def rebuild_neighbours(downloads: Path) -> None:
    """The ten statistical neighbours of each authority by both models, nearest first."""
    with (HERE / "statistical_neighbours.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("model", "la_code", "place", "neighbour"))
        for model, name in (("2021", "statistical_neighbours_april_2021.xlsx"), ("2025", "statistical_neighbours_may_2025.xlsx")):
            sheet = openpyxl.load_workbook(downloads / name, data_only=True)["LA SN Groups"]
            headers = [str(cell.value) for cell in sheet[3]]
            places = [headers.index(f"SN{place}") for place in range(1, 11)]
            for row in sheet.iter_rows(min_row=4, values_only=True):
                if isinstance(row[0], int):
                    for place, column in enumerate(places, start=1):
                        if isinstance(row[column], int):
                            writer.writerow((model, row[0], place, row[column]))


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    rebuild_population(folder)
    rebuild_published(folder)
    rebuild_neighbours(folder)
