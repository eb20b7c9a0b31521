"""What a countable table is, and the SQL that several of them share: ages, durations, codes in words, teams."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from data.lists.dimensions import DIMENSIONS
from data.lists.merging import as_reported_sql, merged_sql, sql_of_one_return
from data.returns.layouts import Layout

NO_WORKER = "No worker recorded"
"""Stands for the worker of a row that names none: nobody, so never counted among the workers."""


@dataclass(frozen=True)
class CaseColumn:
    """What is told of each case that a list stands for, where that is not simply one of its columns or dimensions.

    ``name`` is that of the column in a table of cases, ``title`` its words there (those of the list's header or of the dimension
    where empty), ``sql`` where it is worked out of the view's columns and the period's ``as_at`` (the column or dimension of
    that name where empty). ``only_of`` leaves it out where it tells nothing: of what is open at a date, or of what happened.
    """

    name: str
    title: str = ""
    sql: str = ""
    only_of: Literal["", "stock", "flow"] = ""


@dataclass(frozen=True)
class View:
    """A countable table.

    ``sql`` is the query that makes it of ``listed``, the layout's merged rows; ``dimensions`` have the SQL expression of each
    (declared in DIMENSIONS) that it can be broken down by, where ``{at}`` stands for the event's date or the period's end;
    ``derived`` says which columns of the list a worked-out column needs; ``also_needs`` which column of which other list
    it is made from. ``lists_again`` is the view of a list of Annex A whose rows are of the same things, extracted apart.
    ``case_columns`` are what a table of its cases tells between the child and the team, the dates first: names of the list's
    columns (codes are shown in words) and of dimensions, and what is worked out besides. ``called`` is what several of its
    rows are called, '' where as its list's are.

    With ``as_reported`` the table has a row for each spell and return, true of the days ``reported_from`` to
    ``reported_to``: a count at a date reads what was reported for that date.
    """

    name: str
    layout: Layout
    sql: str
    dimensions: dict[str, str]
    derived: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    also_needs: dict[str, tuple[str, str]] = field(default_factory=dict)
    as_reported: bool = False
    lists_again: str | None = None
    case_columns: tuple[str | CaseColumn, ...] = ()
    called: str = ""

    def __post_init__(self) -> None:
        if undeclared := self.dimensions.keys() - DIMENSIONS.keys():
            raise ValueError(
                f"The view {self.name} has dimensions that are not declared: {sorted(undeclared)}."
            )

    @property
    def cases(self) -> str:
        """What several of its rows are called: 'referrals', 'periods of care'."""
        return self.called or self.layout.noun[1]

    @property
    def query(self) -> str:
        """The query that makes the table from the returned rows."""
        listed = as_reported_sql(self.layout) if self.as_reported else merged_sql(self.layout)
        return f"with listed as ({listed}) {self.sql}"

    @property
    def query_of_one_return(self) -> str:
        """The query that makes the same table where one return alone has the list."""
        return (
            self.query
            if self.as_reported
            else f"with listed as ({sql_of_one_return(self.layout)}) {self.sql}"
        )


END_IS_ESTIMATED = CaseColumn("end_is_estimated", "End date is estimated")

LASTING = frozenset({"child_id", "started_on", "ceased_on", "born_on", "gender", "ethnicity", "age_stated"})
"""Columns of a spell that do not change between returns, so that a stock by them is known on any day."""


def age_in_years(born: str, at: str) -> str:
    """SQL for completed years: a child born on 29 February is a year older on 1 March of a common year."""
    day = "year({0}) * 10000 + month({0}) * 100 + day({0})"
    return f"(({day.format(at)}) - ({day.format(born)})) // 10000"


def age_band(at: str) -> str:
    """SQL for the age band at a date.

    Without a birth date the stated age tells who is unborn (-1) and, on the reporting date, which it is true of, how old.
    """
    stated = f"case when {at} = reporting_date and age_stated >= 0 then age_stated end"
    age = f"coalesce({age_in_years('born_on', at)}, {stated})"
    return (
        f"case when {at} < born_on or (born_on is null and age_stated = -1) then 'Unborn' when {age} is null then 'Not known' "
        f"when {age} < 1 then 'Under 1' when {age} < 5 then '1 to 4' when {age} < 10 then '5 to 9' "
        f"when {age} < 16 then '10 to 15' else '16 and over' end"
    )


def duration_band(at: str, start: str = "started_on") -> str:
    """SQL for how long something had lasted at a date; a limit day belongs to the longer band."""
    return (
        f"case when {start} is null then 'Start not known' when {start} + interval 3 month > {at} then 'Under 3 months' "
        f"when {start} + interval 6 month > {at} then '3 to 6 months' when {start} + interval 12 month > {at} then '6 to 12 months' "
        f"when {start} + interval 24 month > {at} then '1 to 2 years' else '2 years and over' end"
    )


def shown(column: str, part: str = "grp") -> str:
    """SQL for a code's group or description, from the book joined for its column."""
    return (
        f"coalesce({column}_book.{part}, case when listed.{column} is null then 'Not recorded' "
        "else 'Not a known code' end)"
    )


def books(layout: Layout, *columns: str) -> str:
    """SQL joins of the code book, one for each of these columns of a list."""
    return " ".join(_book(column, layout.by_column[column].codes) for column in columns)


def _book(column: str, code_set: str | None) -> str:
    return (
        f"left join code_book as {column}_book on {column}_book.code_set = '{code_set}' "
        f"and {column}_book.code = listed.{column}"
    )


PERSON = f"{shown('gender')} as sex, {shown('ethnicity')} as ethnic_group"
PERSON_BOOKS = f"{_book('gender', 'gender')} {_book('ethnicity', 'ethnicity')}"
TEAM = (
    "coalesce(listed.team, 'No team recorded') as team_shown, "
    "coalesce(team_book.service, 'Not in the teams list') as service, "
    "coalesce(team_book.area, 'Not in the teams list') as area"
)


def team_book(at: str) -> str:
    """SQL join of the teams list: the service and area of a row's team on a day."""
    return f"left join team_book on team_book.team = listed.team and {at} between team_book.from_date and team_book.to_date"


TEAM_BOOK = """
with dated as (
    select team, coalesce(from_date, date '1900-01-01') as from_date, coalesce(to_date, date '2100-12-31') as to_date,
        service, area
    from teams
    qualify row_number() over (partition by team, coalesce(from_date, date '1900-01-01') order by excel_row desc) = 1
)
select team, from_date, service, area,
    least(to_date, coalesce(lead(from_date) over (partition by team order by from_date) - 1, to_date)) as to_date
from dated
"""
"""Which service and area a team belonged to when: spans that do not overlap, so that a row matches one at most."""


PERSON_DIMENSIONS = {"sex": "sex", "ethnic_group": "ethnic_group", "age_band": age_band("{at}")}
DISABILITY = {"disability": "disability_recorded"}
TEAM_DIMENSIONS = {
    "team": "team_shown",
    "service": "service",
    "area": "area",
    "worker": f"coalesce(worker, '{NO_WORKER}')",
}
NEEDED: dict[str, tuple[str, ...]] = {
    "sex": ("gender",),
    "ethnic_group": ("ethnicity",),
    "disability_recorded": ("disability",),
    "team_shown": ("team",),
    "service": ("team",),
    "area": ("team",),
}
