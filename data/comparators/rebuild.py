"""Rebuild the published figures that ship with the app from files downloaded from DfE and ONS.

Run as ``python -m data.comparators.rebuild FOLDER`` where FOLDER holds the downloads under their own names. Which of
LAIT's measures are taken, in what order, under what title and on what year basis is kept by hand in
``selected_measures.csv``; everything else is read from the downloads. All are published under the Open Government
Licence v3.0:

- DfE, Local Authority Interactive Tool (LAIT): its figures and its data dictionary
- DfE, Characteristics of children in need: factors identified at the end of assessment (table C3)
- DfE, statistical neighbour models of April 2021 and May 2025
- ONS mid-year population estimates, as published by DfE
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import duckdb
import openpyxl

from data.comparators.assessment_factors import OF_CODE, column_names

HERE = Path(__file__).parent
FIGURES_DOWNLOAD = "lait_bds_long.parquet"
DICTIONARY_DOWNLOAD = "lait_data_dictionary.csv"
POPULATION_DOWNLOAD = "ons_mid-year_population_estimates_2012_to_2024.csv"
FACTORS_DOWNLOAD = "c3_factors_identified_at_end_of_assessment_2018_to_2025.csv"
NEIGHBOURS_DOWNLOADS = {
    "2021": "statistical_neighbours_april_2021.xlsx",
    "2025": "statistical_neighbours_may_2025.xlsx",
}
SELECTION = HERE / "selected_measures.csv"

PUBLICATIONS = {
    "characteristics-of-children-in-need": "DfE, Characteristics of children in need",
    "children-looked-after-in-england-including": "DfE, Children looked after in England including adoptions",
    "stability-measures-for-children-looked-after": "DfE, Stability measures for children looked after in England",
    "statistics-childrens-social-care-workforce": "DfE, Children's social work workforce",
    "cafcass": "Cafcass, care applications",
}
"""The publication that an address in the dictionary leads to, by a part of the address."""


def rebuild_population(downloads: Path) -> None:
    """Children aged 0 to 17 by authority and England at each mid-year (ONS estimates, as published by DfE)."""
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


def rebuild_authorities(downloads: Path) -> None:
    """Every authority, region and England that LAIT knows: code, name and region."""
    duckdb.sql(f"""
        copy (
            select distinct cast("LA Number" as integer) as la_code, "LA and Regions" as name,
                case Region when 'NA' then null when 'Inner London' then 'London (Inner)' when 'Outer London' then 'London (Outer)'
                    when 'Yorkshire and The Humber' then 'Yorkshire and the Humber' else Region end as region
            from '{downloads / FIGURES_DOWNLOAD}' order by la_code
        ) to '{HERE / "authorities.csv"}' (header)
    """)


def rebuild_published(downloads: Path) -> None:
    """LAIT's figures for the selected measures: code, authority, year, value; what is not a number is left out."""
    duckdb.sql(f"""
        copy (
            select "Short Desc" as code, cast("LA Number" as integer) as la_code, cast(Years as integer) as year,
                cast("Values" as double) as value
            from '{downloads / FIGURES_DOWNLOAD}'
            where "Short Desc" in (select code from read_csv('{SELECTION}', all_varchar = true))
                and try_cast("Values" as double) is not null
            order by code, la_code, year
        ) to '{HERE / "published.parquet"}' (format parquet, compression zstd)
    """)


def rebuild_measures(downloads: Path) -> None:
    """What LAIT's dictionary says of the selected measures: polarity, decimals, whether banded, source and last update."""
    publication = " ".join(
        f"when link like '%{part}%' then '{name.replace(chr(39), chr(39) * 2)}'"
        for part, name in PUBLICATIONS.items()
    )
    duckdb.sql(f"""
        copy (
            with dictionary as (
                select Measure_short as code, min(Measure) as lait_title, min(nullif(Polarity, 'NA')) as polarity,
                    min(try_cast(dps as integer)) as decimals, bool_or(No_Quartile = 'N') as no_quartile,
                    max(date '1899-12-30' + try_cast("Last Update" as integer)) as updated, min("Hyperlink(s)") as link
                from read_csv('{downloads / DICTIONARY_DOWNLOAD}', all_varchar = true) group by Measure_short
            )
            select code, section, title, unit, coalesce(decimals, 1) as decimals, polarity, no_quartile, basis,
                case {publication} end as publication, link, updated, lait_title
            from (select *, row_number() over () as place from read_csv('{SELECTION}', all_varchar = true)) join dictionary using (code)
            order by place
        ) to '{HERE / "published_measures.csv"}' (header)
    """)


def rebuild_factors(downloads: Path) -> None:
    """Factors identified at the end of assessment: authority, year, census code, number, of how many assessments.

    What DfE hides or did not ask that year is left out; a nought is a nought. Regions take LAIT's codes.
    """
    names = ", ".join(f"('{code}', '{column}')" for code, column in OF_CODE.items())
    duckdb.sql(f"""
        copy (
            with published as (from read_csv('{downloads / FACTORS_DOWNLOAD}', all_varchar = true)),
            placed as (
                select coalesce(try_cast(old_la_code as integer), region.la_code, 970) as la_code, published.*
                from published left join '{HERE / "authorities.csv"}' as region
                    on region.la_code >= 980 and geographic_level = 'Regional'
                    and lower(region.name) = lower(case published.region_name when 'Inner London' then 'London (Inner)'
                        when 'Outer London' then 'London (Outer)' else published.region_name end)
            ),
            long as (unpivot placed on {", ".join(column_names())} into name "column" value number)
            select la_code, cast(time_period as integer) as year, names.code as factor, cast(number as integer) as number,
                cast(Episodes_with_assessment_factor as integer) as assessments
            from long join (values {names}) as names(code, "column") on names."column" = long."column"
            where try_cast(number as integer) is not null and try_cast(Episodes_with_assessment_factor as integer) is not null
            order by la_code, year, factor
        ) to '{HERE / "assessment_factors.parquet"}' (format parquet, compression zstd)
    """)


def rebuild_neighbours(downloads: Path) -> None:
    """The ten statistical neighbours of each authority by both models, nearest first."""
    with (HERE / "statistical_neighbours.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("model", "la_code", "place", "neighbour"))
        for model, name in NEIGHBOURS_DOWNLOADS.items():
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
    rebuild_authorities(folder)
    rebuild_published(folder)
    rebuild_measures(folder)
    rebuild_factors(folder)
    rebuild_neighbours(folder)
