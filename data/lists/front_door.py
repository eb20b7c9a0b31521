"""The tables of the front door: contacts, referrals, assessments, and the panel return's decisions and factors."""

from __future__ import annotations

from data.lists.view import (
    DISABILITY,
    NEEDED,
    PERSON,
    PERSON_BOOKS,
    PERSON_DIMENSIONS,
    TEAM,
    TEAM_DIMENSIONS,
    CaseColumn,
    View,
    books,
    shown,
    team_book,
)
from data.returns import annex_a, panel
from data.returns.factors import NONE_IDENTIFIED, NOT_RANKED

DAYS_TO_FOLLOW_A_CONTACT = 14
"""A contact is estimated to have led to what begins for the child on its day or in so many days after."""


def _followed_by(table: str) -> str:
    return (
        f"exists (select 1 from {table} as after where after.child_id = contacts.child_id "
        f"and after.started_on between contacts.contact_on and contacts.contact_on + {DAYS_TO_FOLLOW_A_CONTACT})"
    )


_CONTACTS = View(
    "contacts",
    annex_a.CONTACTS,
    f"select listed.*, {shown('source')} as source_group, {shown('source', 'description')} as source_detail, {PERSON} "
    f"from listed {books(annex_a.CONTACTS, 'source')} {PERSON_BOOKS}",
    PERSON_DIMENSIONS | {"source": "source_group", "source_detail": "source_detail"},
    {"source_group": ("source",), "source_detail": ("source",)} | NEEDED,
    case_columns=("contact_on", "source", "source_detail"),
)

_EARLY_HELP = View(
    "early_help",
    annex_a.EARLY_HELP,
    f"select listed.*, {PERSON} from listed {PERSON_BOOKS}",
    PERSON_DIMENSIONS | {"organisation": "coalesce(organisation, 'Not recorded')"},
    NEEDED,
    case_columns=("started_on", "completed_on", "organisation"),
)

_CONTACTS_FOLLOWED = View(
    "contacts_followed",
    annex_a.CONTACTS,
    f"select *, {_followed_by('assessments')} as assessment_followed, {_followed_by('early_help')} as early_help_followed "
    "from contacts",
    PERSON_DIMENSIONS | {"source": "source_group"},
    {"source_group": ("source",)} | NEEDED,
    also_needs={
        "assessment_followed": ("assessments", "started_on"),
        "early_help_followed": ("early_help", "started_on"),
    },
    case_columns=(
        "contact_on",
        "source",
        CaseColumn("assessment_followed", f"Assessment began within {DAYS_TO_FOLLOW_A_CONTACT} days"),
        CaseColumn("early_help_followed", f"Early help began within {DAYS_TO_FOLLOW_A_CONTACT} days"),
    ),
)

_REFERRALS = View(
    "referrals",
    annex_a.REFERRALS,
    f"""select listed.*, {shown("source")} as source_group, {shown("source", "description")} as source_detail, {PERSON},
    {TEAM},
    coalesce(days.day_before + interval 12 month >= listed.referred_on, false)
    or (coalesce(listed.referrals_in_last_12_months, 0) > 0 and listed.referred_on = days.last_day
        and coalesce(listed.referred_on < history.from_date + interval 12 month, true)) as is_re_referral
    from listed
    left join (
        select child_id, referred_on, lag(referred_on) over (partition by child_id order by referred_on) as day_before,
            max(referred_on) over (partition by child_id) as last_day
        from (select distinct child_id, referred_on from listed where referred_on is not null)
    ) as days on days.child_id is not distinct from listed.child_id and days.referred_on = listed.referred_on
    left join covered as history on history.list = 'referrals' and listed.referred_on between history.from_date and history.to_date
    {books(annex_a.REFERRALS, "source")} {PERSON_BOOKS} {team_book("listed.referred_on")}""",
    PERSON_DIMENSIONS | TEAM_DIMENSIONS | {"source": "source_group", "source_detail": "source_detail"},
    {"source_group": ("source",), "source_detail": ("source",), "is_re_referral": ("referred_on",)} | NEEDED,
    case_columns=(
        "referred_on",
        "source",
        "source_detail",
        "no_further_action",
        CaseColumn("is_re_referral", "Re-referral within 12 months"),
        "referrals_in_last_12_months",
    ),
)

_OPEN_DAYS_BAND = (
    "case when as_at_working_day - started_working_day <= 20 then '0–20' when as_at_working_day - started_working_day <= 35 "
    "then '21–35' when as_at_working_day - started_working_day <= 45 then '36–45' else 'Over 45' end"
)
"""By the working days from the start to the period's end: only for assessments counted as open."""

_ASSESSMENTS = View(
    "assessments",
    annex_a.ASSESSMENTS,
    f"""select listed.*, {PERSON}, {shown("disability")} as disability_recorded, {TEAM},
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
    {PERSON_BOOKS} {books(annex_a.ASSESSMENTS, "disability")} {team_book("listed.started_on")}""",
    PERSON_DIMENSIONS
    | DISABILITY
    | TEAM_DIMENSIONS
    | {
        "working_days_band": "coalesce(working_days_band, 'Not known')",
        "open_days_band": _OPEN_DAYS_BAND,
        "child_seen": "coalesce(child_seen, 'Not recorded')",
    },
    {
        "working_days": ("started_on", "authorised_on"),
        "working_days_band": ("started_on", "authorised_on"),
        "open_until": ("started_on", "authorised_on"),
        "started_working_day": ("started_on",),
        "is_repeat": ("started_on", "authorised_on"),
    }
    | NEEDED,
    case_columns=(
        "started_on",
        "authorised_on",
        CaseColumn("working_days", "Working days from start to authorisation", only_of="flow"),
        CaseColumn(
            "working_days_open",
            "Working days since the start",
            "as_at_working_day - started_working_day",
            only_of="stock",
        ),
        "child_seen",
        "social_care_support",
        CaseColumn("is_repeat", "Within 12 months of an earlier assessment"),
    ),
)

_WORKING_DAYS_TO_CONFERENCE = CaseColumn(
    "working_days_to_conference", "Working days from strategy discussion to conference"
)

_ENQUIRIES = View(
    "section_47_enquiries",
    annex_a.SECTION_47_ENQUIRIES,
    f"""select listed.*, {PERSON}, {shown("disability")} as disability_recorded, {TEAM},
    case when listed.conference_on >= listed.strategy_discussion_on
         then held.working_day_number - discussed.working_day_number end as working_days_to_conference
    from listed
    left join calendar as discussed on discussed.day = listed.strategy_discussion_on
    left join calendar as held on held.day = listed.conference_on
    {PERSON_BOOKS} {books(annex_a.SECTION_47_ENQUIRIES, "disability")} {team_book("listed.strategy_discussion_on")}""",
    PERSON_DIMENSIONS | DISABILITY | TEAM_DIMENSIONS,
    {"working_days_to_conference": ("strategy_discussion_on", "conference_on")} | NEEDED,
    case_columns=(
        "strategy_discussion_on",
        "conference_unnecessary",
        "conference_on",
        _WORKING_DAYS_TO_CONFERENCE,
        "resulted_in_plan",
    ),
)

_CONFERENCES = View(
    "conferences",
    annex_a.SECTION_47_ENQUIRIES,
    """select child_id, conference_on, strategy_discussion_on, working_days_to_conference, born_on, age_stated, reporting_date,
        sex, ethnic_group, disability_recorded, team_shown, service, area, worker,
        coalesce(bool_or(resulted_in_plan = 'Yes') over (partition by child_id, conference_on), false) as led_to_plan
    from section_47_enquiries where conference_on is not null
    qualify row_number() over (partition by child_id, conference_on order by strategy_discussion_on > conference_on,
                               strategy_discussion_on) = 1""",
    PERSON_DIMENSIONS | DISABILITY | TEAM_DIMENSIONS,
    {
        "working_days_to_conference": ("strategy_discussion_on", "conference_on"),
        "led_to_plan": ("resulted_in_plan",),
    }
    | NEEDED,
    called="conferences of a child",
    case_columns=(
        "conference_on",
        "strategy_discussion_on",
        _WORKING_DAYS_TO_CONFERENCE,
        CaseColumn("led_to_plan", "Resulted in a child protection plan"),
    ),
)
"""Conferences, one for each child and day: of several enquiries that led to it, the one with the earliest strategy discussion tells."""

_CONTACT_DECISIONS = View(
    "contact_decisions",
    panel.CONTACT_DECISIONS,
    """select listed.*, cast(received_at as date) as received_on,
    case when decided_at >= received_at then date_diff('second', received_at, decided_at) / 3600.0 end as hours_to_decision,
    case when decided_at >= received_at
         then decided.working_day_number - received.working_day_number end as working_days_to_decision,
    coalesce(listed.outcome, 'Not recorded') as outcome_shown, coalesce(listed.reason, 'Not recorded') as reason_shown
    from listed
    left join calendar as received on received.day = cast(listed.received_at as date)
    left join calendar as decided on decided.day = cast(listed.decided_at as date)""",
    {"outcome": "outcome_shown", "reason": "reason_shown"},
    {
        "received_on": ("received_at",),
        "hours_to_decision": ("received_at", "decided_at"),
        "working_days_to_decision": ("received_at", "decided_at"),
        "outcome_shown": ("outcome",),
        "reason_shown": ("reason",),
    },
    case_columns=(
        "received_at",
        "decided_at",
        "outcome",
        "reason",
        CaseColumn("hours_to_decision", "Hours to decision"),
        CaseColumn("working_days_to_decision", "Working days to decision"),
    ),
    lists_again="contacts",
)


def _factors(codes: str) -> str:
    """SQL for an assessment's factor codes as people list them."""
    return f"replace(trim({codes}, ';'), ';', '; ')"


_OF_THE_DAY = "partition by child_id, authorised_on"
_FACTOR_SETS = View(
    "assessment_factor_sets",
    panel.ASSESSMENT_FACTORS,
    f""", given as (
        select *, coalesce(last_value(outcome ignore nulls) over (of_the_day rows between unbounded preceding and current row),
            first_value(outcome ignore nulls) over (of_the_day rows between unbounded preceding and unbounded following), '') as followed_by
        from listed window of_the_day as ({_OF_THE_DAY} order by sheet, excel_row)
    ),
    compared as (
        select *, count(*) filter (where contains(factors, ';')) over same_outcome as rows_with_several,
            max(factors) filter (where contains(factors, ';')) over same_outcome as several,
            row_number() over ({_OF_THE_DAY}, followed_by order by sheet, excel_row) as place_in_day,
            row_number() over ({_OF_THE_DAY}, followed_by, factors order by sheet, excel_row) as occurrence
        from given window same_outcome as ({_OF_THE_DAY}, followed_by)
    ),
    told_apart as (
        select *, child_id || ' ' || authorised_on || ' ' || followed_by || ' ' || case when rows_with_several > 1 then place_in_day
            when contains(';' || several || ';', ';' || factors || ';') and factors <> several then occurrence + 1
            else occurrence end as assessment
        from compared
    )
    select child_id, authorised_on, assessment, max(outcome) as outcome, ';' || string_agg(factors, ';' order by factors) || ';' as codes
    from told_apart group by child_id, authorised_on, assessment""",
    {"outcome": "coalesce(outcome, 'Not recorded')"},
    {"codes": ("factors",)},
    case_columns=("authorised_on", "outcome", CaseColumn("factors", sql=_factors("codes"))),
    lists_again="assessments",
)
"""Assessments with their factors. Rows of one child and day are one assessment, unless several of them hold several codes (then each is
one), a code comes twice or the outcomes differ."""

_FACTORS = View(
    "assessment_factors",
    panel.ASSESSMENT_FACTORS,
    f"""select distinct given.child_id, given.authorised_on, given.assessment,
    book.factor, book.relates_to, book.relates_to || ': ' || book.label as factor_shown,
    book.factor not in ({", ".join(f"'{code}'" for code in NOT_RANKED)}) as is_ranked,
    book.factor <> '{NONE_IDENTIFIED}' as is_identified
    from (select child_id, authorised_on, assessment, unnest(string_split(codes, ';')) as code from assessment_factor_sets) as given
    join factor_book as book on book.code = given.code""",
    {"factor": "factor_shown", "relates_to": "relates_to"},
    {
        "assessment": ("factors",),
        "factor": ("factors",),
        "factor_shown": ("factors",),
        "is_identified": ("factors",),
    },
    case_columns=(
        "authorised_on",
        CaseColumn(
            "factors",
            sql=f"(select {_factors('whole.codes')} from assessment_factor_sets as whole "
            "where whole.assessment = counted_rows.assessment)",
        ),
    ),
)

VIEWS = (
    _CONTACTS,
    _EARLY_HELP,
    _REFERRALS,
    _ASSESSMENTS,
    _CONTACTS_FOLLOWED,
    _CONTACT_DECISIONS,
    _FACTOR_SETS,
    _FACTORS,
    _ENQUIRIES,
    _CONFERENCES,
)
