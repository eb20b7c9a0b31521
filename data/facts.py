"""What pages show besides measures: commentary, targets, audit grades, stated ranks, and what is loaded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.store import Store

GRADES = ("Outstanding", "Good", "Requires improvement", "Inadequate")
NOT_GIVEN = "Not given"


@dataclass(frozen=True)
class DataAsAt:
    """How far the data go and when the extract was run, as the newest return says."""

    data_to: date
    extract_run_on: date | None
    authority: str | None


def data_as_at(store: Store) -> DataAsAt | None:
    """The newest reporting date and, from an About sheet of that date, when the extract was run; None where nothing is loaded."""
    newest = store.reporting_date
    if newest is None:
        return None
    rows = store.table(
        "select local_authority, extract_run_on from about where reporting_date = ? order by reading_order desc limit 1", [newest])
    if rows.empty:
        return DataAsAt(newest, None, None)
    run = rows["extract_run_on"].iloc[0]
    return DataAsAt(newest, None if pd.isna(run) else run.date(), rows["local_authority"].iloc[0])


def teams(store: Store) -> list[str]:
    """Every team that referrals or assessments are recorded for, in order."""
    rows = store.table("select distinct team from (select team from referrals union select team from assessments) "
                       "where team is not null order by team")  # fmt: skip
    return [str(team) for team in rows["team"]]


def commentary(store: Store, section: str, ending: date) -> pd.DataFrame:
    """A section's commentary in the newest return up to ``ending``: text, action, officer, due, status."""
    return store.table(
        "select text, action, officer, due, status from commentary "
        "where section = ? and reporting_date = (select max(reporting_date) from commentary where section = ? "
        "and reporting_date <= ?) order by excel_row", [section, section, ending])  # fmt: skip


def target(store: Store, measure: str, day: date) -> tuple[float, str] | None:
    """The council's own target for a measure on a day, and who set it."""
    rows = store.table("select target, set_by from targets where measure = ? and starts_on <= ? order by starts_on desc limit 1",
                       [measure, day])  # fmt: skip
    if rows.empty or pd.isna(rows["target"].iloc[0]):
        return None
    set_by = rows["set_by"].iloc[0]
    return float(rows["target"].iloc[0]), "" if pd.isna(set_by) else str(set_by)


def notes(store: Store, measure: str, ending: date) -> list[str]:
    """The notes that the panel return attaches to a measure's figures up to a period's end, newest first."""
    rows = store.table(
        "select distinct note, period_end from reported_figures where measure = ? and note is not null and sheet = 'Figures' "
        "and period_end <= ? and period_end > ? - interval 6 month order by period_end desc, note", [measure, ending, ending])  # fmt: skip
    return [str(note) for note in rows["note"]]


def stated_ranks(store: Store, measure: str, ending: date) -> pd.DataFrame:
    """Categories that the panel return ranks without numbers: rank, category."""
    return store.table(
        'select rank, category from reported_figures where measure = ? and period_end = ? and rank is not null '
        "and numerator is null and value is null order by rank", [measure, ending])  # fmt: skip


def audit_grades(store: Store, ending: date) -> pd.DataFrame:
    """Shares of audit grades by practice domain for the quarter ending then: practice_domain, grade, percent, number.

    From numbers where they are given, from percentages otherwise; what is left of 100% is the grade 'Not given'.
    """
    return store.table(
        """
        with given as (
            select practice_domain, grade, sum(number) as number,
                coalesce(100.0 * sum(number) / nullif(max(audits), 0), max(percent)) as percent
            from grades_by_domain where period_end = ? group by practice_domain, grade
        ),
        gaps as (
            select practice_domain, 'Not given' as grade, cast(null as double) as number, 100 - sum(percent) as percent
            from given group by practice_domain having sum(percent) < 99.5
        )
        select practice_domain, grade, percent, number
        from (select practice_domain, grade, percent, number from given where percent is not null
              union all select practice_domain, grade, percent, number from gaps)
        order by case when practice_domain = 'Overall' then 0 else 1 end, practice_domain, grade
        """,
        [ending],
    )


def factor_periods_held(store: Store) -> int:
    """How many assessments with factor information are held record by record."""
    return int(store.table("select count(*) as n from assessment_factor_sets")["n"].iloc[0])
