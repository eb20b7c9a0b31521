"""Write the Example county's returns: eight consecutive quarters of Annex A and panel returns to December 2022.

Every child, worker and event is made up. Run as ``python -m data.sample.invent_example_county``; the workbooks are
committed.
"""

from __future__ import annotations

from data.sample import EXAMPLE_COUNTY, HERE
from data.sample.county import LABEL, QUARTER_ENDS, County
from data.sample.county_annex_a import annex_a_rows, annex_a_sheets, make_a_mess
from data.sample.county_panel_return import panel_sheets
from data.sample.workbooks import write_workbook


def main() -> None:
    """Write the sixteen workbooks."""
    folder = HERE / EXAMPLE_COUNTY
    folder.mkdir(exist_ok=True)
    county = County()
    for position, reporting_date in enumerate(QUARTER_ENDS):
        rows = annex_a_rows(county, reporting_date)
        make_a_mess(rows, reporting_date)
        stamp = f"{reporting_date:%Y-%m}"
        write_workbook(
            folder / f"{stamp} Example county Annex A (invented).xlsx",
            annex_a_sheets(rows, position % 2 == 0),
            LABEL,
        )
        write_workbook(
            folder / f"{stamp} Example county panel return (invented).xlsx",
            panel_sheets(county, reporting_date, position == 0),
            LABEL,
        )


if __name__ == "__main__":
    main()
