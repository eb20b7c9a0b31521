"""Worklists of children on a child protection plan and of children in need."""

from __future__ import annotations

from data.notes.settings import Settings
from data.returns import annex_a
from data.worklists.declaration import CountsTo, Worklist, each_child_once, in_words, open_spells, working_day

PLAN_MONTHS = 15
"""The council's own threshold, as the measure has it."""

_PLANS, _NEED = open_spells("plans_as_reported"), open_spells("need_as_reported")
_PLAN = "child_id, worker_shown as worker, team_shown, started_on, category_shown"
_PLAN_COLUMNS = {"started_on": "Plan started", "category_shown": "Category of abuse"}


def _over_15_months(_: Settings) -> str:
    due = f"cast(started_on + interval {PLAN_MONTHS} month as date)"
    return f"""
    select {_PLAN}, previous_plans, {due} as due_on, as_at - {due} as days,
        'On a plan for ' || date_sub('month', started_on, as_at) || ' months' as reason
    from {_PLANS} where {due} < as_at"""


def _visits(settings: Settings) -> str:
    limit = settings.child_protection_visit_working_days
    visited = f"coalesce(as_at_working_day - last_visit_working_day <= {limit}, false)"
    return each_child_once(f"""
    select {_PLAN}, last_visit_on, {working_day(f"coalesce(last_visit_working_day, started_working_day) + {limit}")} as due_on,
        as_at_working_day - coalesce(last_visit_working_day, started_working_day) - {limit} as days,
        coalesce('Last visited on ' || {in_words("last_visit_on")}, 'No visit recorded') as reason,
        {visited} as is_done,
        {visited} or started_working_day is null or as_at_working_day - started_working_day > {limit} as is_counted
    from {_PLANS}""")


def _reviews(settings: Settings) -> str:
    reviewed = "last_review_on >= started_on"
    due = (
        f"cast(case when {reviewed} then last_review_on + interval {settings.plan_review_months} month "
        f"else started_on + interval {settings.first_plan_review_months} month end as date)"
    )
    return f"""
    select {_PLAN}, last_review_on, {due} as due_on, as_at - {due} as days,
        case when {reviewed} then 'Last reviewed on ' || {in_words("last_review_on")}
             else 'No review of this plan recorded' end as reason
    from {_PLANS} where {due} < as_at"""


def _not_seen(settings: Settings) -> str:
    limit = settings.child_in_need_visit_working_days
    return each_child_once(f"""
    select child_id, worker_shown as worker, team_shown, started_on, need_shown, last_seen_on,
        {working_day(f"since.working_day_number + {limit}")} as due_on,
        as_at_working_day - since.working_day_number - {limit} as days,
        coalesce('Last seen on ' || {in_words("last_seen_on")}, 'No sight of the child recorded') as reason,
        as_at_working_day - since.working_day_number <= {limit} as is_done,
        case_status = 'Child in need plan' as is_counted
    from {_NEED} as need join calendar as since on since.day = coalesce(need.last_seen_on, need.open_from)""")


WORKLISTS = (
    Worklist(
        "child_protection_visits_overdue",
        "Child protection visits overdue",
        "Children subject to a child protection plan without a statutory visit in time; not those whose plan is newer than that.",
        "A visit is how the council knows that the child is safe.",
        "Every {child_protection_visit_working_days} working days, the first so many after the plan's start.",
        "Working days over",
        annex_a.CHILD_PROTECTION_PLANS,
        ("started_on", "last_visit_on", "ceased_on"),
        _visits,
        {"last_visit_on": "Last visit", **_PLAN_COLUMNS},
        CountsTo("child_protection_visits_within_20_working_days", rest=True),
    ),
    Worklist(
        "child_protection_reviews_overdue",
        "Child protection reviews overdue",
        "Child protection plans whose next review conference was due before the data's date. One held late is not overdue any longer.",
        "A review asks whether the plan makes the child safer, and changes it where it does not.",
        "The first within {first_plan_review_months} months of the plan's start, later ones within {plan_review_months} months of the "
        "one before.",
        "Days over",
        annex_a.CHILD_PROTECTION_PLANS,
        ("started_on", "last_review_on", "ceased_on"),
        _reviews,
        {"last_review_on": "Last review", **_PLAN_COLUMNS},
    ),
    Worklist(
        "child_protection_plans_over_15_months",
        "Child protection plans over 15 months",
        "Child protection plans open for more than 15 months.",
        "A long plan that changes nothing is drift: step down, or go to court.",
        "To end within 15 months of the start, a local threshold; the published one is two years.",
        "Days over",
        annex_a.CHILD_PROTECTION_PLANS,
        ("started_on", "ceased_on"),
        _over_15_months,
        {**_PLAN_COLUMNS, "previous_plans": "Previous plans"},
        CountsTo("child_protection_plans_over_15_months"),
    ),
    Worklist(
        "children_in_need_not_seen",
        "Children in need not seen",
        "Children on a child in need plan whom no social worker has seen in time.",
        "A plan for a child whom nobody sees drifts.",
        "Every {child_in_need_visit_working_days} working days, the first so many after the start of need.",
        "Working days over",
        annex_a.CHILDREN_IN_NEED,
        ("started_on", "last_seen_on", "ceased_on", "case_status"),
        _not_seen,
        {"last_seen_on": "Last seen", "started_on": "In need from", "need_shown": "Primary need"},
    ),
)
