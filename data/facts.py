"""What pages show besides measures: commentary, targets, audit grades, stated ranks, and what is loaded."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.as_reported import AS_KNOWN_NOW, AS_REPORTED, ReadAs
from data.measures import MEASURES, Measure
from data.periods import period_containing
from data.returns.annex_a import ANNEX_A
from data.returns.codes import CODE_SETS
from data.returns.recognition import LAYOUTS
from data.sample import INVENTED_AUTHORITY
from data.store import Questions

GRADES = tuple(code.code for code in CODE_SETS["grade"].codes)
NOT_GIVEN = "Not given"
_OF_TEAMS = tuple(layout for layout in ANNEX_A if layout.records_team)


@dataclass(frozen=True)
class DataAsAt:
    """How far the data go and when the extract was run, as the newest return says.

    ``saved_on`` is when its workbook was last saved, where it does not say when the extract was run.
    """

    data_to: date
    extract_run_on: date | None
    authority: str | None
    saved_on: date | None = None


def data_as_at(store: Questions) -> DataAsAt | None:
    """The newest reporting date and, from an About sheet of that date, when the extract was run; None where nothing is loaded."""
    newest = store.reporting_date
    if newest is None:
        return None
    rows = store.table(
        "select local_authority, extract_run_on from about where reporting_date = ? order by reading_order desc limit 1",
        [newest],
    )
    saved = max(
        (
            one.report.saved_at.date()
            for one in store.returns
            if one.reporting_date == newest and one.report.saved_at
        ),
        default=None,
    )
    if rows.empty:
        return DataAsAt(newest, None, None, saved)
    run = rows["extract_run_on"].iloc[0]
    return DataAsAt(newest, None if pd.isna(run) else run.date(), rows["local_authority"].iloc[0], saved)


def is_invented(store: Questions) -> bool:
    """Whether returns of the demonstration's invented county are loaded."""
    rows = store.table("select distinct local_authority from about")
    return INVENTED_AUTHORITY in set(rows["local_authority"])


def teams(store: Questions) -> list[str]:
    """Every team that a list records, in order."""
    rows = store.table(
        f"select distinct team from ({' union '.join(f'select team from {layout.name}' for layout in _OF_TEAMS)}) "
        "where team is not null order by team"
    )
    return [str(team) for team in rows["team"]]


def services(store: Questions) -> list[str]:
    """Every service that the Teams sheet puts a team into, in order."""
    rows = store.table("select distinct service from team_book where service is not null order by service")
    return [str(name) for name in rows["service"]]


_SAID = """
select given.*, returns.reporting_date from returned_commentary as given
join returns on returns.return_id = given.return_id where given.left_out_because is null
qualify rank() over (partition by returns.reporting_date order by returns.reading_order desc) = 1
"""
"""Commentary as each return gave it: the merged sheet keeps a text that is carried forward only once."""


def commentary(store: Questions, section: str, ending: date) -> pd.DataFrame:
    """A section's commentary in the newest return up to ``ending``: text, action, officer, due, status."""
    return store.table(
        f"with said as ({_SAID}) select text, action, officer, due, status from said "
        "where section = ? and reporting_date = (select max(reporting_date) from said where section = ? and reporting_date <= ?) "
        "order by excel_row",
        [section, section, ending],
    )


@dataclass(frozen=True)
class Target:
    """The council's own target for a measure: its value, how far from it is still near, and who set it."""

    value: float
    tolerance: float
    set_by: str


def target(store: Questions, measure: str, day: date) -> Target | None:
    """The council's own target for a measure on a day."""
    rows = store.table(
        "select target, tolerance, set_by from targets where measure = ? and starts_on <= ? order by starts_on desc limit 1",
        [measure, day],
    )
    if rows.empty or pd.isna(rows["target"].iloc[0]):
        return None
    first = rows.iloc[0]
    return Target(
        float(first["target"]),
        0.0 if pd.isna(first["tolerance"]) else float(first["tolerance"]),
        "" if pd.isna(first["set_by"]) else str(first["set_by"]),
    )


def notes(store: Questions, measure: str, ending: date) -> list[str]:
    """The notes that the panel return attaches to a measure's figures up to a period's end, newest first."""
    rows = store.table(
        "select distinct note, period_end from reported_figures where measure = ? and note is not null and sheet = 'Figures' "
        "and period_end <= ? and period_end > ? - interval 6 month order by period_end desc, note",
        [measure, ending, ending],
    )
    return [str(note) for note in rows["note"]]


def stated_ranks(store: Questions, measure: str, ending: date) -> pd.DataFrame:
    """Categories that the panel return ranks without numbers: rank, category."""
    return store.table(
        "select rank, category from reported_figures where measure = ? and period_end = ? and rank is not null "
        "and numerator is null and value is null order by rank",
        [measure, ending],
    )


def audit_grades(store: Questions, ending: date, reading: ReadAs = AS_KNOWN_NOW) -> pd.DataFrame:
    """Shares of audit grades by practice domain for the quarter ending then: practice_domain, grade, percent, number.

    From numbers where they are given, from percentages otherwise; what is left of 100% is the grade 'Not given'.
    """
    return _read(
        store,
        ending,
        reading,
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


def _read(
    store: Questions, ending: date, reading: ReadAs, sql: str, parameters: list[object]
) -> pd.DataFrame:
    """The answer in a reading, to a day."""
    if reading == AS_REPORTED:
        return store.table_as_reported(sql, period_containing(ending, "quarter"), parameters)
    return store.table(sql, parameters)


def factor_periods_held(store: Questions) -> int:
    """How many assessments with factor information are held record by record."""
    return int(store.table("select count(*) as n from assessment_factor_sets")["n"].iloc[0])


@dataclass(frozen=True)
class StatedChange:
    """A change that the panel return states without the figures it lies between."""

    since: str
    size: float


def stated_changes(store: Questions, measure: str, ending: date) -> list[StatedChange]:
    """The changes since a day that the panel return states for a measure at a quarter's end."""
    rows = store.table(
        "select category, coalesce(numerator, value) as size from reported_figures where measure = ? and period_end = ? "
        "and lower(category) like 'change since%' and coalesce(numerator, value) is not null order by category",
        [measure, ending],
    )
    return [StatedChange(str(row["category"]), float(row["size"])) for _, row in rows.iterrows()]


@dataclass(frozen=True)
class Benchmark:
    """A comparison figure that the panel return holds, in-year or as the council has it."""

    area: str
    period: str
    value: float
    source: str


def benchmarks(store: Questions, measure: str, ending: date) -> list[Benchmark]:
    """Each area's latest benchmark for a measure up to a day."""
    rows = store.table(
        "select area, period, value, coalesce(source, '') as source from benchmarks "
        "where measure = ? and period_end <= ? and value is not null "
        "qualify row_number() over (partition by area order by period_end desc, excel_row) = 1 order by area",
        [measure, ending],
    )
    return [
        Benchmark(str(area), str(period), float(value), str(source))
        for area, period, value, source in rows.to_numpy().tolist()
    ]


def ends_estimated(
    store: Questions, measure: Measure, ending: date, where: Mapping[str, Sequence[str]] | None = None
) -> int:
    """How many spells that ended in the quarter to a day did so on a date that no return gives, of what a filter leaves."""
    view = measure.view
    assert view is not None
    if any(name not in view.dimensions for name in where or {}):
        return 0
    as_then = "ceased_on between reported_from and reported_to" if view.as_reported else "true"
    chosen = [
        f"list_contains(?, {view.dimensions[name].replace('{at}', 'ceased_on')})" for name in where or {}
    ]
    rows = store.table(
        f"select count(*) as n from {view.name} where {' and '.join([as_then, *chosen])} "
        "and end_is_estimated and ceased_on between ? and ?",
        [
            *(list(values) for values in (where or {}).values()),
            period_containing(ending, "quarter").start,
            ending,
        ],
    )
    return int(rows["n"].iloc[0])


def lacking(store: Questions, measure: Measure, where: Collection[str] = ()) -> str:
    """Which list, sheet or column that a measure needs is in no loaded return, as a sentence; ``where`` are a filter's dimensions."""
    counting = measure.first_counting
    if counting is None:
        return f"No loaded panel return states it on its sheet “{measure.sheet}”."
    supplied = [supply for one in store.returns for supply in one.supplies]
    held = {supply.list for supply in supplied}
    by_name = {layout.name: layout for layout in LAYOUTS}
    needed = sorted(counting.needs(tuple(where))) or [(counting.view.layout.name, "")]
    lists = list(dict.fromkeys(name for name, _ in needed if name not in held))
    if lists:
        titles = [
            by_name[name].title if by_name[name].number else f"the sheet “{by_name[name].title}”"
            for name in lists
        ]
        return f"No loaded return holds {' and '.join(titles)}."
    columns = [
        (by_name[name], column)
        for name, column in needed
        if column and not any(supply.list == name and column in supply.columns_known for supply in supplied)
    ]
    if columns:
        named = " and ".join(
            f"“{layout.by_column[column].header}” of {layout.short_title}" for layout, column in columns
        )
        return f"No loaded return has the column {named}, or what it holds cannot be relied on."
    return "The returns loaded do not cover the period."


def open_assessments_due(
    store: Questions, ending: date, where: Mapping[str, Sequence[str]], reading: ReadAs = AS_KNOWN_NOW
) -> pd.DataFrame:
    """Assessments open for 36 to 45 working days at a day: due_on, team, assessments, not_seen; the first due first.

    ``where`` is a filter by team, by service or by both.
    """
    teams_shown, services_shown = list(where.get("team", ())), list(where.get("service", ()))
    return _read(
        store,
        ending,
        reading,
        """
        select due.day as due_on, team_shown as team, count(*) as assessments,
            count(*) filter (where coalesce(child_seen, 'No') <> 'Yes') as not_seen
        from assessments
        join calendar as today on today.day = ?
        join (select working_day_number, min(day) as day from calendar group by working_day_number) as due
            on due.working_day_number = started_working_day + 45
        where started_on <= ? and (authorised_on is null or authorised_on > ?)
            and today.working_day_number - started_working_day between 36 and 45
            and (len(?) = 0 or list_contains(?, team_shown)) and (len(?) = 0 or list_contains(?, service))
        group by due.day, team_shown order by due.day, team_shown
        """,
        [ending, ending, ending, teams_shown, teams_shown, services_shown, services_shown],
    )


def actions_before(store: Questions, ending: date) -> pd.DataFrame:
    """The actions of the panel return before the newest up to a day: section, action, officer, due, status."""
    return store.table(
        f"with said as ({_SAID}), dates as (select distinct reporting_date from said where reporting_date <= ? "
        "order by reporting_date desc limit 2) select section, action, officer, due, status from said where action is not null "
        "and reporting_date = (select min(reporting_date) from dates having count(*) = 2) order by section, excel_row",
        [ending],
    )


def targets_held(store: Questions, ending: date) -> list[str]:
    """The measures for which a target is held on a day."""
    rows = store.table(
        "select distinct measure from targets where starts_on <= ? and target is not null", [ending]
    )
    return [name for name in MEASURES if name in set(rows["measure"])]
