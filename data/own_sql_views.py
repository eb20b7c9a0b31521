"""The views that an analyst's own SQL may read: what each holds, and what its columns say.

A list or a view of it is documented as soon as it is declared: the words of a column are the header of the form. A column worked
out besides has its words in ``_WORKED_OUT``, a view that is not a list's own in ``_HOLDS``; a test fails where any is lacking.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import pyarrow as pa
import pyarrow.types as kinds

from data.lists.tables import MERGED
from data.lists.views import VIEWS
from data.returns.layouts import Layout
from data.returns.recognition import LAYOUTS
from data.store import Questions
from data.store.database import Database
from data.store.tables import Tables

_AS_REPORTED = (
    "as each return reported it: a row for each spell and return, true of the days reported_from to reported_to. To count at a day, take "
    "the rows with that day between the two"
)
_MOVES = "starts as +1 and ends as -1, each on its day: their sum is the net change"

_HOLDS = {
    "contacts_followed": "Contacts, with whether an assessment or early help began for the child within 14 days",
    "conferences": "Initial child protection conferences, one for each child and day",
    "assessment_factor_sets": "Assessments of the panel return with all their factors in one text, as ;3B;4B;",
    "need_as_reported": f"Children in need, {_AS_REPORTED}",
    "plans_as_reported": f"Child protection plans, {_AS_REPORTED}",
    "care_as_reported": f"Children looked after, short breaks (V3, V4) left out, {_AS_REPORTED}",
    "need_moves": f"Children in need: {_MOVES}",
    "plan_moves": f"Child protection plans: {_MOVES}",
    "care_moves": f"Children looked after: {_MOVES}",
    "entrants_to_care": "Children who started to be looked after, with whether they were open to edge of care before",
    "need_closures": "Episodes of need that ended, with what followed within 12 weeks",
    "cases_held": "Children on a worker's caseload, from the day held to the day before held_until, whichever list has them",
    "workforce_posts": "Posts by how they are filled, a row for each month, team and way",
    "reported_figures": "Figures that panel returns state, whichever sheet carries them",
    "calendar": "A row for each day from 2000 to 2040; working days between two days are the difference of their numbers",
    "code_book": "Codes of the lists, with their descriptions and groups",
    "factor_book": "Codes of assessment factors, with the factor that each belongs to",
    "returns": "The returns in use",
    "covered": "The days that the returns cover of each list: outside them a count is not supplied, and not zero",
}

_FOR_THE_APP = {
    *("return_id", "sheet", "excel_row", "sheet_row", "other_columns", "reading_order"),
    *("period_grain", "month_grain", "listed_team", "ids_without_zeros"),
}
"""Columns by which the app finds a row again; of others than the form's own it cannot be known what they hold."""

_WORKED_OUT = {
    "accommodation_shown": "Accommodation in words",
    "activity_group": "Activity, grouped",
    "activity_shown": "Activity in words",
    "age": "Age in years on the reporting date",
    "age_group": "Age band",
    "area": "Area of the team, by the teams list",
    "assessment": "Tells the assessments of a child and day apart",
    "assessment_followed": "Whether an assessment began within 14 days",
    "category": "Category of the figure",
    "category_shown": "Latest category of abuse in words",
    "ceased_on": "Day it ended, none while it goes on",
    "ceased_shown": "Reason for ceasing in words",
    "change": "+1 for a start, -1 for an end",
    "child_rating": "The child's highest rating of the quarter",
    "closed_by": "Day by which an event that is listed no longer is known to be open no more",
    "closure_shown": "Reason for closure in words",
    "code": "Code",
    "code_set": "Set of codes",
    "codes": "All factor codes, each between semicolons",
    "day": "Day",
    "denominator": "What the count is set against",
    "description": "What the code stands for",
    "disability_recorded": "Disability in words",
    "early_help_followed": "Whether early help began within 14 days",
    "eligibility_shown": "Eligibility in words",
    "care_leaver_band": "Age band of care leavers",
    "end_is_estimated": "Whether no return gives the day of the end",
    "ethnic_group": "Ethnic group",
    "factor": "Code of the factor",
    "factor_shown": "Factor in words, with whom it relates to",
    "file_name": "Name of the file",
    "five_on": "Fifth birthday",
    "follows_a_plan_within_two_years": "Whether a plan of the child ended in the two years before",
    "from_date": "First day",
    "fte": "Full-time equivalents",
    "grp": "Group of the code",
    "held_from": "First day it is held",
    "held_until": "Day after the last it is held",
    "hours_to_decision": "Hours from receipt to decision",
    "hours_to_interview": "Hours from return to interview",
    "is_at_a_date": "Whether the figure is taken at the period's end",
    "is_counted": "Whether the care leaver is counted, neither dead nor returned home",
    "is_disability_team": "Whether the team is one for children with disabilities",
    "is_former_relevant_19_to_21": "Whether aged 19 to 21 and a former relevant child",
    "is_identified": "Whether the factor is one, and not that none was identified",
    "is_ranked": "Whether the factor is ranked",
    "is_re_referral": "Whether a referral of the child came within the 12 months before",
    "is_repeat": "Whether an assessment of the child ended within the 12 months before",
    "is_working_day": "Whether it is an English working day",
    "kind": "Annex A or panel return",
    "label": "Factor in words",
    "last_listed": "Last day on which an event is known to be open, where it has no end",
    "last_visit_working_day": "The calendar's number of the last visit's day",
    "led_to_plan": "Whether the conference led to a plan",
    "list": "List, by the name that it has in SQL",
    "location_shown": "Placement location in words",
    "measure": "Id of the measure",
    "month_end": "Last day of the month",
    "month_start": "First day of the month",
    "moved_on": "Day of the start or end",
    "need_shown": "Need in words",
    "note": "Note",
    "numerator": "Count",
    "open_from": "Day from which it was open, as far as is known",
    "open_until": "Day it ended, or by which it is known to be open no more",
    "outcome_shown": "Outcome, 'Not recorded' where none is",
    "period_end": "Last day of the period",
    "period_start": "First day of the period",
    "permanence_shown": "Permanence plan in words",
    "placement_type_shown": "Placement type in words",
    "legal_status_shown": "Legal status in words",
    "position": "Place in its set",
    "provider_shown": "Placement provider in words",
    "rank": "Rank",
    "reason_shown": "Reason, 'Not recorded' where none is",
    "received_on": "Day of receipt",
    "relates_to": "Whom the factor relates to",
    "reported_from": "First day for which this row stands",
    "reported_to": "Last day for which this row stands",
    "reporting_date": "Last day that the return's data cover",
    "returned_on": "Day of return",
    "service": "Service of the team, by the teams list",
    "severity": "Rating as a number: Red 3, Amber 2, Green 1",
    "severity_at_start": "That number at the start of the quarter",
    "severity_at_start_of_open_risks": "That number at the start, of the risks still rated at the end",
    "sex": "Sex in words",
    "social_workers_in_12_months": "Social workers named in the 12 months before",
    "source_detail": "Source in words",
    "source_group": "Source, grouped",
    "staffing": "How the posts are filled",
    "started_working_day": "The calendar's number of the day of the start",
    "team_shown": "Team, 'No team recorded' where none is",
    "to_date": "Last day",
    "value": "Value stated, percent from 0 to 100",
    "was_open_to_edge_of_care": "Whether the child was open to an edge of care team in the six months before",
    "went_missing_on": "Day the child went missing",
    "what_followed": "What followed the closure",
    "working_day_number": "Running count of working days",
    "working_days": "Working days from start to authorisation",
    "working_days_band": "Working days taken, in bands",
    "working_days_to_conference": "Working days from strategy discussion to conference",
    "working_days_to_decision": "Working days from receipt to decision",
}


@dataclass(frozen=True)
class DocumentedColumn:
    """A column of a documented view: its ``name`` in SQL, the ``kind`` of its values in words, and what it says."""

    name: str
    kind: str
    words: str


@dataclass(frozen=True)
class DocumentedView:
    """A view that own SQL may read: its ``name`` in SQL, what it ``holds``, and its ``columns``.

    ``is_held`` says whether any return in use has rows of the list or sheet that it is made of.
    """

    name: str
    holds: str
    columns: tuple[DocumentedColumn, ...]
    is_held: bool = True

    @property
    def query(self) -> str:
        """The statement that reads its documented columns."""
        return f"select {', '.join(column.name for column in self.columns)} from {self.name}"


def documented_views(store: Questions) -> list[DocumentedView]:
    """The views that own SQL may read, lists first, in the order of the forms."""
    held = {sheet.list for returned in store.returns for sheet in returned.report.sheets}
    return [
        DocumentedView(name, holds, columns, layout is None or layout.name in held)
        for name, holds, columns, layout in _documented()
    ]


@cache
def _documented() -> tuple[tuple[str, str, tuple[DocumentedColumn, ...], Layout | None], ...]:
    """Name, what it holds, columns and list of each documented view; a database with nothing in it tells the columns."""
    database = Database()
    try:
        tables = Tables(database.catalog(), (), {}, ids_without_zeros=False)
        return tuple(
            (name, _holds(name, layout), _columns(tables, name, layout), layout)
            for name, layout in _layouts().items()
        )
    finally:
        database.close()


def _layouts() -> dict[str, Layout | None]:
    """The documented views by name, each with the list or sheet that it is made of; not those of the return itself."""
    lists = {layout.name: layout for layout in LAYOUTS if layout.name in MERGED}
    views = {view.name: view.layout for view in VIEWS.values()}
    named: dict[str, Layout | None] = {
        name: layout for name, layout in (lists | views).items() if not layout.describes_the_return
    }
    return named | {name: None for name in _HOLDS if name not in named}


def _holds(name: str, layout: Layout | None) -> str:
    if name in _HOLDS:
        return _HOLDS[name]
    assert layout is not None
    made = f"{layout.title}, as known now" if layout.number else f"Sheet “{layout.title}” of the panel return"
    return f"{made}, with columns worked out" if name in VIEWS else made


def _columns(tables: Tables, name: str, layout: Layout | None) -> tuple[DocumentedColumn, ...]:
    schema = tables.query(f"select * from {name} limit 0").schema
    return tuple(
        DocumentedColumn(field.name, _kind(field.type), _words(field.name, layout))
        for field in schema
        if field.name not in _FOR_THE_APP
    )


def _words(column: str, layout: Layout | None) -> str:
    """Raises KeyError for a column that nothing is said of."""
    declared = layout.by_column.get(column) if layout else None
    if declared is None:
        return _WORKED_OUT[column]
    return f"{declared.header} (code)" if declared.kind == "code" else declared.header


def _kind(kind: pa.DataType) -> str:
    if kinds.is_date(kind):
        return "date"
    if kinds.is_timestamp(kind):
        return "date and time"
    if kinds.is_boolean(kind):
        return "true or false"
    if kinds.is_integer(kind):
        return "whole number"
    return "number" if kinds.is_floating(kind) or kinds.is_decimal(kind) else "text"
