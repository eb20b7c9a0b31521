"""Rows counted for what stands beside a figure: estimated ends, assessments soon due, assessments with factors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from data.as_reported import AS_KNOWN_NOW, ReadAs
from data.facts.reading import read
from data.measures import Measure
from data.periods import period_containing
from data.store import Questions


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


@dataclass(frozen=True, slots=True)
class Due:
    """A team's assessments that are due on a day, and how many of their children have not been seen."""

    due_on: date
    team: str
    assessments: int
    not_seen: int


def open_assessments_due(
    store: Questions, ending: date, where: Mapping[str, Sequence[str]], reading: ReadAs = AS_KNOWN_NOW
) -> tuple[Due, ...]:
    """Assessments open for 36 to 45 working days at a day, the first due first.

    ``where`` is a filter by team, by service or by both.
    """
    teams_shown, services_shown = list(where.get("team", ())), list(where.get("service", ()))
    rows = read(
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
    days = rows["due_on"].dt.date.tolist() if len(rows) else []
    figures = [rows[name].tolist() for name in ("team", "assessments", "not_seen")]
    return tuple(Due(*row) for row in zip(days, *figures, strict=True))


def factor_periods_held(store: Questions) -> int:
    """How many assessments with factor information are held record by record."""
    return int(store.table("select count(*) as n from assessment_factor_sets")["n"].iloc[0])
