"""What was read of a workbook: each sheet accounted for, and every problem, to read and to take away."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from components.returns.severity import SEVERITIES, counts_in_words
from components.screen.downloads import WORKBOOK, download_file, download_table
from components.screen.tables import plain_table, searched_table
from data.returns import LoadReport
from data.returns.hidden_and_uncalculated import HIDDEN_SHEET
from data.returns.problems import counted
from data.returns.recognition import LAYOUT_BY_NAME

KINDS = {"annex_a": "Annex A", "panel": "Panel return"}
PROBLEMS_READ = 25


def show_account(report: LoadReport, key: str, copy: Callable[[], bytes], name: str) -> None:
    """What was read of a workbook called ``name``; ``copy`` makes the one with its problems marked, ``key`` tells it from others."""
    rows_used = sum(sheet.rows_used for sheet in report.sheets)
    rows_read = sum(sheet.rows_read for sheet in report.sheets if sheet.list)
    st.markdown(f"{rows_used:,} of {rows_read:,} rows of its lists are used.")
    plain_table(account_table(report), "What was read of each sheet")
    extra = [(sheet.name, sheet.extra_columns) for sheet in report.sheets if sheet.extra_columns]
    for sheet, columns in extra:
        st.text(f"Further columns on {sheet}, kept but not used: {', '.join(columns)}")
    counts = {
        severity: sum(problem.severity == severity for problem in report.problems) for severity in SEVERITIES
    }
    if not any(counts.values()):
        st.success("No problems found.")
        return
    st.markdown(
        f"**{counted(len(report.problems), 'problem')} of its sheets, columns and cells:** "
        f"{counts_in_words(counts)}."
    )
    problems = problem_table(report)
    _show_problems(problems)
    with st.container(horizontal=True):
        download_table("Download the problems", lambda: problems, "problems", key=f"problems {key}")
        stem = name.rsplit(".", 1)[0]
        ending = "xlsm" if name.lower().endswith(".xlsm") else "xlsx"
        download_file(
            "Download the workbook with problems marked",
            copy,
            f"{stem} marked.{ending}",
            WORKBOOK,
            key=f"marked {key}",
        )


def _show_problems(problems: pd.DataFrame) -> None:
    """The gravest problems as a table to read, all of them as a grid to search where there are many."""
    first = problems.head(PROBLEMS_READ)[["Kind", "Sheet", "Row", "Column", "What to do"]]
    first = first.assign(Row=["" if pd.isna(row) else f"{row:,}" for row in first["Row"]])
    plain_table(first, "The gravest problems")
    if len(problems) > PROBLEMS_READ:
        with st.expander(f"All {len(problems):,} problems"):
            searched_table(problems, "All problems found")


def account_table(report: LoadReport) -> pd.DataFrame:
    """One row a sheet: what it was read as, rows read and used, rows left out and why."""
    return pd.DataFrame(
        [
            {
                "Sheet": sheet.name,
                "Read as": LAYOUT_BY_NAME[sheet.list].title
                if sheet.list
                else "a list on a hidden sheet"
                if HIDDEN_SHEET in sheet.rows_left_out
                else "not a list or sheet of a return",
                "Rows read": f"{sheet.rows_read:,}",
                "Used": f"{sheet.rows_used:,}",
                "Left out": f"{sum(sheet.rows_left_out.values()):,}",
                "Why left out": "; ".join(
                    f"{reason}: {count:,}" for reason, count in sheet.rows_left_out.items()
                ),
            }
            for sheet in report.sheets
        ]
    )


def problem_table(report: LoadReport) -> pd.DataFrame:
    """One row a problem, the gravest first."""
    order = list(SEVERITIES)
    problems = sorted(report.problems, key=lambda problem: order.index(problem.severity))
    return pd.DataFrame(
        {
            "Kind": [SEVERITIES[problem.severity] for problem in problems],
            "Sheet": [problem.sheet for problem in problems],
            "Row": pd.array([problem.row for problem in problems], dtype="Int64"),
            "Column": [problem.column or "" for problem in problems],
            "Found": [problem.found for problem in problems],
            "Expected": [problem.expected for problem in problems],
            "What to do": [problem.message for problem in problems],
        }
    )
