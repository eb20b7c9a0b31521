"""Worklists of looked-after children and care leavers."""

from __future__ import annotations

from data.notes.settings import Settings
from data.returns import annex_a
from data.worklists.declaration import (
    CountsTo,
    Worklist,
    each_child_once,
    in_words,
    open_rows,
    open_spells,
    working_day,
)

LONG_TERM_FOSTERING = ("U1", "U4")
_CARE = (
    "(select care.*, begun.working_day_number as started_working_day "
    f"from {open_spells('care_as_reported')} as care left join calendar as begun on begun.day = care.started_on)"
)
_CHILD = "child_id, worker_shown as worker, team_shown, started_on"
_SINCE = {"started_on": "Looked after from"}
_SIX_MONTHS_IN_CARE = "started_on + interval 6 month <= as_at"
_A_YEAR_IN_CARE = "started_on + interval 12 month <= as_at"
_INITIAL_HEALTH_WORKING_DAYS = 20
"""Regulation 7 of the Care Planning, Placement and Case Review (England) Regulations 2010: in time for the first review."""


def _days_late(rows: str, is_done: str = "due_on >= as_at") -> str:
    """SQL that adds to rows with a due date the days that it is past, and which are done: those not past it."""
    return f"select *, as_at - due_on as days, {is_done} as is_done from ({rows})"


def _first_working_day(limit: int) -> str:
    """SQL for the working day so many after the period of care began."""
    return working_day(f"started_working_day + {limit}")


def _visits(settings: Settings) -> str:
    long_term = f"placement_type in {LONG_TERM_FOSTERING} and placement_started_on + interval 12 month <= last_visit_on"
    first = f"coalesce(placement_started_on, started_on) + {settings.new_placement_visit_days}"
    return each_child_once(
        _days_late(f"""
    select {_CHILD}, last_visit_on, placement_type_shown, placement_started_on, as_at,
        cast(case when last_visit_on is null or last_visit_on < placement_started_on then {first}
            when {long_term} then last_visit_on + interval {settings.long_term_visit_months} month
            else last_visit_on + {7 * settings.looked_after_visit_weeks} end as date) as due_on, true as is_counted,
        case when last_visit_on < placement_started_on then 'Not visited in this placement'
             else coalesce('Last visited on ' || {in_words("last_visit_on")}, 'No visit recorded') end as reason
    from {_CARE}""")
    )


def _reviews(settings: Settings) -> str:
    return each_child_once(
        _days_late(f"""
    select {_CHILD}, last_review_on, as_at, {_SIX_MONTHS_IN_CARE} as is_counted,
        coalesce(cast(last_review_on + interval {settings.looked_after_review_months} month as date),
            {_first_working_day(settings.first_looked_after_review_working_days)}) as due_on,
        coalesce('Last reviewed on ' || {in_words("last_review_on")}, 'No review recorded') as reason
    from {_CARE}""")
    )


def _early_reviews(settings: Settings) -> str:
    reviewed = "last_review_on >= started_on"
    return each_child_once(
        _days_late(f"""
    select {_CHILD}, last_review_on, as_at, not {_SIX_MONTHS_IN_CARE} as is_counted,
        case when {reviewed} then cast(last_review_on + interval {settings.second_looked_after_review_months} month as date)
             else {_first_working_day(settings.first_looked_after_review_working_days)} end as due_on,
        case when {reviewed} then 'Last reviewed on ' || {in_words("last_review_on")}
             else 'No review recorded' end as reason
    from {_CARE}""")
    )


def _health(is_counted: str, others: str = "") -> str:
    return each_child_once(
        _days_late(f"""
    select {_CHILD}, last_health_assessment_on, as_at, {is_counted} as is_counted,
        coalesce(cast(last_health_assessment_on + case when five_on > as_at then interval 6 month else interval 12 month end as date),
            {_first_working_day(_INITIAL_HEALTH_WORKING_DAYS)}) as due_on,
        coalesce('Last assessed on ' || {in_words("last_health_assessment_on")}, 'No health assessment recorded')
            || case when five_on > as_at then '; under five' else '' end as reason
    from {_CARE}{others}""")
    )


def _health_overdue(_: Settings) -> str:
    return _health(_A_YEAR_IN_CARE)


def _initial_health(_: Settings) -> str:
    return _health(f"not {_A_YEAR_IN_CARE}", " where last_health_assessment_on is null")


def _dental(_: Settings) -> str:
    return each_child_once(
        _days_late(
            f"""
    select {_CHILD}, last_dental_check_on, as_at, {_A_YEAR_IN_CARE} as is_counted,
        cast(coalesce(last_dental_check_on, started_on) + interval 12 month as date) as due_on,
        coalesce('Last checked on ' || {in_words("last_dental_check_on")}, 'No dental check recorded') as reason
    from {_CARE}""",
            "last_dental_check_on is not null and due_on >= as_at",
        )
    )


def _not_offered(_: Settings) -> str:
    return each_child_once(f"""
    select {_CHILD}, missing_episodes_in_last_12_months, cast(null as date) as due_on, cast(null as integer) as days,
        missing_episodes_in_last_12_months >= 1 as is_counted, return_interview_offered = 'Yes' as is_done,
        case return_interview_offered when 'No' then 'No interview offered after the last episode'
            else 'Not recorded whether one was offered' end as reason
    from {_CARE}""")


_TOUCH = {
    "No": "Not in touch",
    "REFU": "Refuses contact",
    "NREQ": "No longer requires services",
}


def _not_in_touch(_: Settings) -> str:
    named = " ".join(f"when '{code}' then '{words}'" for code, words in _TOUCH.items())
    rows = open_rows("care_leavers", "held_from", "held_until")
    return each_child_once(f"""
    select child_id, worker_shown as worker, team_shown, age, eligibility_shown, cast(null as date) as due_on,
        cast(null as integer) as days, in_touch = 'Yes' as is_done, age between 18 and 25 and is_counted as is_counted,
        case in_touch {named} else 'Not recorded whether in touch' end as reason
    from {rows}""")


WORKLISTS = (
    Worklist(
        "looked_after_visits_overdue",
        "Looked-after visits overdue",
        "Looked-after children whose next visit by a social worker was due before the data's date.",
        "A visit is how the council knows that the placement is right for the child.",
        "Within {new_placement_visit_days} days of the placement's start, then every {looked_after_visit_weeks} weeks; in a long-term "
        "foster placement (U1, U4) every {long_term_visit_months} months after the first year.",
        "Days over",
        annex_a.LOOKED_AFTER_CHILDREN,
        ("started_on", "ceased_on", "last_visit_on", "placement_started_on", "placement_type"),
        _visits,
        {
            "last_visit_on": "Last visit",
            "placement_started_on": "Placed on",
            "placement_type_shown": "Placement",
            **_SINCE,
        },
    ),
    Worklist(
        "looked_after_reviews_overdue",
        "Looked-after reviews overdue",
        "Children looked after for six months or more whose latest statutory review is too long ago, or not recorded.",
        "The review decides whether the care plan still serves the child.",
        "Within {looked_after_review_months} months of the one before; where none is recorded, "
        "{first_looked_after_review_working_days} working days after the child became looked after.",
        "Days over",
        annex_a.LOOKED_AFTER_CHILDREN,
        ("started_on", "ceased_on", "last_review_on"),
        _reviews,
        {"last_review_on": "Last review", **_SINCE},
        CountsTo("looked_after_reviewed_within_six_months", rest=True),
    ),
    Worklist(
        "first_looked_after_reviews_overdue",
        "First and second reviews overdue",
        "Children looked after for less than six months whose first or second statutory review was due before the data's date.",
        "The first reviews settle the care plan.",
        "The first within {first_looked_after_review_working_days} working days of becoming looked after, the second within "
        "{second_looked_after_review_months} months of the first.",
        "Days over",
        annex_a.LOOKED_AFTER_CHILDREN,
        ("started_on", "ceased_on", "last_review_on"),
        _early_reviews,
        {"last_review_on": "Last review", **_SINCE},
    ),
    Worklist(
        "health_assessments_overdue",
        "Health assessments overdue",
        "Children looked after for a year or more whose health assessment is out of date.",
        "Looked-after children have more unmet health needs than others.",
        "Every 6 months under five, every 12 months from five; where none is recorded, 20 working days after the child became looked "
        "after.",
        "Days over",
        annex_a.LOOKED_AFTER_CHILDREN,
        ("started_on", "ceased_on", "last_health_assessment_on", "born_on"),
        _health_overdue,
        {"last_health_assessment_on": "Last health assessment", **_SINCE},
        CountsTo("health_assessments_up_to_date", rest=True),
    ),
    Worklist(
        "initial_health_assessments_overdue",
        "Initial health assessments overdue",
        "Children looked after for less than a year without a health assessment 20 working days after they became looked after.",
        "The first review needs it.",
        "Within 20 working days of becoming looked after.",
        "Days over",
        annex_a.LOOKED_AFTER_CHILDREN,
        ("started_on", "ceased_on", "last_health_assessment_on"),
        _initial_health,
        _SINCE,
    ),
    Worklist(
        "dental_checks_overdue",
        "Dental checks overdue",
        "Children looked after for a year or more without a dental check in the last 12 months.",
        "Tooth decay is common among looked-after children, and it can be prevented.",
        "Every 12 months; where none is recorded, 12 months after the child became looked after.",
        "Days over",
        annex_a.LOOKED_AFTER_CHILDREN,
        ("started_on", "ceased_on", "last_dental_check_on"),
        _dental,
        {"last_dental_check_on": "Last dental check", **_SINCE},
        CountsTo("dental_checks_up_to_date", rest=True),
    ),
    Worklist(
        "looked_after_missing_not_offered_interview",
        "Missing from care, no interview offered",
        "Looked-after children who went missing in the last 12 months and are not recorded as offered a return home interview after "
        "their last episode.",
        "The interview tells why a child runs and who they were with.",
        "Within 72 hours of the child's return; List 8 does not say when that was.",
        "Days over",
        annex_a.LOOKED_AFTER_CHILDREN,
        ("started_on", "ceased_on", "missing_episodes_in_last_12_months", "return_interview_offered"),
        _not_offered,
        {"missing_episodes_in_last_12_months": "Episodes in 12 months", **_SINCE},
        CountsTo("return_interviews_offered", rest=True, origin="estimated"),
    ),
    Worklist(
        "care_leavers_not_in_touch",
        "Care leavers not in touch",
        "Care leavers aged 18 to 25 with whom the council is not recorded as in touch; those who died or returned home are left out.",
        "Support reaches only those whom somebody can reach.",
        "No date: List 9 does not say when the last contact was.",
        "Days over",
        annex_a.CARE_LEAVERS,
        ("born_on", "in_touch"),
        _not_in_touch,
        {"age": "Age", "eligibility_shown": "Eligibility"},
        CountsTo("care_leavers_in_touch", rest=True),
    ),
)
