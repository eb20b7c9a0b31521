"""The tables that measures count: each list as known now, with ages, working days and groups worked out in plain SQL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from data.lists.merging import merged_sql
from data.returns import annex_a, panel
from data.returns.factors import NONE_IDENTIFIED, NOT_RANKED
from data.returns.layouts import Layout

AGE_BANDS = ("Unborn", "Under 1", "1 to 4", "5 to 9", "10 to 15", "16 and over", "Not known")
"""Bands of the CIN census, by completed years at the event or the period's end."""

WORKING_DAY_BANDS = ("Same day", "1–10", "11–20", "21–30", "31–40", "41–45", "46–50", "51–60", "61 and over")
"""DfE's bands of the time an assessment took, in working days."""

DAYS_TO_FOLLOW_A_CONTACT = 14
"""A contact is estimated to have led to what begins for the child on its day or in so many days after."""

DISPLAY_ORDER: dict[str, tuple[str, ...]] = {"age_band": AGE_BANDS, "working_days_band": WORKING_DAY_BANDS}
"""Dimensions whose values have an order of their own."""


@dataclass(frozen=True)
class View:
    """A countable table.

    ``sql`` is the query that makes it (None: the layout's merged rows as they are); ``dimensions`` name an SQL
    expression each, where ``{at}`` stands for the event's date or the period's end; ``derived`` says which columns of
    the list a worked-out column needs; ``also_needs`` which column of which other list it is made from.
    """

    name: str
    layout: Layout
    sql: str
    dimensions: dict[str, str]
    derived: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    also_needs: dict[str, tuple[str, str]] = field(default_factory=dict)


def age_in_years(born: str, at: str) -> str:
    """SQL for completed years: a child born on 29 February is a year older on 1 March of a common year."""
    day = "year({0}) * 10000 + month({0}) * 100 + day({0})"
    return f"(({day.format(at)}) - ({day.format(born)})) // 10000"


def age_band(at: str, born: str = "born_on") -> str:
    """SQL for the age band at a date."""
    age = age_in_years(born, at)
    return (f"case when {born} is null then 'Not known' when {at} < {born} then 'Unborn' when {age} < 1 then 'Under 1' "
            f"when {age} < 5 then '1 to 4' when {age} < 10 then '5 to 9' when {age} < 16 then '10 to 15' "
            "else '16 and over' end")  # fmt: skip


def _shown(column: str, part: str = "grp") -> str:
    """SQL for a code's group or description, from the book joined for its column."""
    return (f"coalesce({column}_book.{part}, case when listed.{column} is null then 'Not recorded' "
            "else 'Not a known code' end)")  # fmt: skip


def _books(**code_sets: str) -> str:
    """SQL joins of the code book, one for each column = its code set."""
    return " ".join(f"left join code_book as {column}_book on {column}_book.code_set = '{code_set}' "
                    f"and {column}_book.code = listed.{column}" for column, code_set in code_sets.items())  # fmt: skip


_PERSON = f"{_shown('gender')} as sex, {_shown('ethnicity')} as ethnic_group"
_PERSON_BOOKS = _books(gender="gender", ethnicity="ethnicity")
_TEAM = ("coalesce(listed.team, 'No team recorded') as team_shown, "
         "coalesce(team_book.service, 'Not in the teams list') as service, "
         "coalesce(team_book.area, 'Not in the teams list') as area")  # fmt: skip


def _team_book(at: str) -> str:
    return f"left join team_book on team_book.team = listed.team and {at} between team_book.from_date and team_book.to_date"


TEAM_BOOK = """
create or replace table team_book as
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


def _followed_by(table: str) -> str:
    return (f"exists (select 1 from {table} as after where after.child_id = contacts.child_id "
            f"and after.started_on between contacts.contact_on and contacts.contact_on + {DAYS_TO_FOLLOW_A_CONTACT})")  # fmt: skip


_PERSON_DIMENSIONS = {"sex": "sex", "ethnic_group": "ethnic_group", "age_band": age_band("{at}")}
_DISABILITY = {"disability": "disability_recorded"}
_TEAM_DIMENSIONS = {
    "team": "team_shown",
    "service": "service",
    "area": "area",
    "worker": "coalesce(worker, 'No worker recorded')",
}
_NEEDED: dict[str, tuple[str, ...]] = {"sex": ("gender",), "ethnic_group": ("ethnicity",), "disability_recorded": ("disability",),
           "team_shown": ("team",), "service": ("team",), "area": ("team",)}  # fmt: skip


_CONTACTS = View(
    "contacts", annex_a.CONTACTS,
    f"select listed.*, {_shown('source')} as source_group, {_shown('source', 'description')} as source_detail, {_PERSON} "
    f"from listed {_books(source='source')} {_PERSON_BOOKS}",
    _PERSON_DIMENSIONS | {"source": "source_group", "source_detail": "source_detail"},
    {"source_group": ("source",), "source_detail": ("source",)} | _NEEDED,
)  # fmt: skip

_CONTACTS_FOLLOWED = View(
    "contacts_followed", annex_a.CONTACTS,
    f"select *, {_followed_by('assessments')} as assessment_followed, {_followed_by('early_help')} as early_help_followed "
    "from contacts",
    _PERSON_DIMENSIONS | {"source": "source_group"},
    {"source_group": ("source",)} | _NEEDED,
    also_needs={"assessment_followed": ("assessments", "started_on"), "early_help_followed": ("early_help", "started_on")},
)  # fmt: skip

_REFERRALS = View(
    "referrals", annex_a.REFERRALS,
    f"""select listed.*, {_shown("source")} as source_group, {_shown("source", "description")} as source_detail, {_PERSON},
    {_TEAM},
    coalesce(max(listed.referred_on) over (partition by listed.child_id order by listed.referred_on
                 range between unbounded preceding and interval 1 day preceding)
             + interval 12 month >= listed.referred_on, false)
    or (coalesce(listed.referrals_in_last_12_months, 0) > 0
        and listed.referred_on = max(listed.referred_on) over (partition by listed.child_id)
        and coalesce(listed.referred_on < history.from_date + interval 12 month, true)) as is_re_referral
    from listed
    left join covered as history on history.list = 'referrals' and listed.referred_on between history.from_date and history.to_date
    {_books(source="source")} {_PERSON_BOOKS} {_team_book("listed.referred_on")}""",
    _PERSON_DIMENSIONS | _TEAM_DIMENSIONS | {"source": "source_group", "source_detail": "source_detail"},
    {"source_group": ("source",), "source_detail": ("source",), "is_re_referral": ("referred_on",)} | _NEEDED,
)  # fmt: skip

_ASSESSMENTS = View(
    "assessments", annex_a.ASSESSMENTS,
    f"""select listed.*, {_PERSON}, {_shown("disability")} as disability_recorded, {_TEAM},
    started.working_day_number as started_working_day,
    case when listed.authorised_on >= listed.started_on
         then authorised.working_day_number - started.working_day_number end as working_days,
    case when listed.authorised_on < listed.started_on then null
         when authorised.working_day_number - started.working_day_number = 0 then 'Same day'
         when authorised.working_day_number - started.working_day_number <= 10 then '1–10'
         when authorised.working_day_number - started.working_day_number <= 20 then '11–20'
         when authorised.working_day_number - started.working_day_number <= 30 then '21–30'
         when authorised.working_day_number - started.working_day_number <= 40 then '31–40'
         when authorised.working_day_number - started.working_day_number <= 45 then '41–45'
         when authorised.working_day_number - started.working_day_number <= 50 then '46–50'
         when authorised.working_day_number - started.working_day_number <= 60 then '51–60'
         when authorised.working_day_number is not null and started.working_day_number is not null then '61 and over'
         end as working_days_band,
    exists (select 1 from listed as earlier where earlier.child_id = listed.child_id
            and earlier.started_on < listed.started_on and earlier.authorised_on <= listed.started_on
            and earlier.authorised_on + interval 12 month >= listed.started_on) as is_repeat
    from listed
    left join calendar as started on started.day = listed.started_on
    left join calendar as authorised on authorised.day = listed.authorised_on
    {_PERSON_BOOKS} {_books(disability="yes_no_unknown")} {_team_book("listed.started_on")}""",
    _PERSON_DIMENSIONS | _DISABILITY | _TEAM_DIMENSIONS | {"working_days_band": "coalesce(working_days_band, 'Not known')"},
    {"working_days": ("started_on", "authorised_on"), "working_days_band": ("started_on", "authorised_on"),
     "started_working_day": ("started_on",), "is_repeat": ("started_on", "authorised_on")} | _NEEDED,
)  # fmt: skip

_CONTACT_DECISIONS = View(
    "contact_decisions", panel.CONTACT_DECISIONS,
    """select listed.*, cast(received_at as date) as received_on,
    case when decided_at >= received_at then date_diff('second', received_at, decided_at) / 3600.0 end as hours_to_decision,
    case when decided_at >= received_at
         then decided.working_day_number - received.working_day_number end as working_days_to_decision,
    coalesce(listed.outcome, 'Not recorded') as outcome_shown, coalesce(listed.reason, 'Not recorded') as reason_shown
    from listed
    left join calendar as received on received.day = cast(listed.received_at as date)
    left join calendar as decided on decided.day = cast(listed.decided_at as date)""",
    {"outcome": "outcome_shown", "reason": "reason_shown"},
    {"received_on": ("received_at",), "hours_to_decision": ("received_at", "decided_at"),
     "working_days_to_decision": ("received_at", "decided_at"), "outcome_shown": ("outcome",),
     "reason_shown": ("reason",)},
)  # fmt: skip

_FACTOR_SETS = View(
    "assessment_factor_sets", panel.ASSESSMENT_FACTORS,
    """select child_id, authorised_on, max(outcome) as outcome, ';' || string_agg(factors, ';' order by factors) || ';' as codes
    from listed group by child_id, authorised_on""",
    {"outcome": "coalesce(outcome, 'Not recorded')"},
    {"codes": ("factors",)},
)  # fmt: skip

_FACTORS = View(
    "assessment_factors", panel.ASSESSMENT_FACTORS,
    f"""select distinct given.child_id, given.authorised_on, given.child_id || ' ' || given.authorised_on as assessment,
    book.factor, book.relates_to, book.relates_to || ': ' || book.label as factor_shown,
    book.factor not in ({", ".join(f"'{code}'" for code in NOT_RANKED)}) as is_ranked,
    book.factor <> '{NONE_IDENTIFIED}' as is_identified
    from (select child_id, authorised_on, unnest(string_split(factors, ';')) as code from listed) as given
    join factor_book as book on book.code = given.code""",
    {"factor": "factor_shown", "relates_to": "relates_to"},
    {"assessment": ("factors",), "factor": ("factors",), "factor_shown": ("factors",), "is_identified": ("factors",)},
)  # fmt: skip

VIEWS: dict[str, View] = {
    view.name: view
    for view in (_CONTACTS, _REFERRALS, _ASSESSMENTS, _CONTACTS_FOLLOWED, _CONTACT_DECISIONS, _FACTOR_SETS, _FACTORS)
}
"""The views by name, in the order they are made: a later one may read an earlier one's table."""


def view_statement(view: View) -> str:
    """The statement that (re)makes a view's table from the returned rows."""
    return f"create or replace table {view.name} as with listed as ({merged_sql(view.layout)}) {view.sql}"


def plain_statement(layout: Layout) -> str:
    """The statement that (re)makes the merged table of a list or sheet that no view is made of."""
    return f"create or replace table {layout.name} as {merged_sql(layout)}"
