"""The tables of children over time: in need, on a child protection plan, looked after, and the cases that workers hold."""

from __future__ import annotations

from data.lists.view import (
    DISABILITY,
    END_IS_ESTIMATED,
    NEEDED,
    NO_WORKER,
    PERSON,
    PERSON_BOOKS,
    PERSON_DIMENSIONS,
    TEAM,
    TEAM_DIMENSIONS,
    CaseColumn,
    View,
    books,
    duration_band,
    shown,
    team_book,
)
from data.returns import annex_a

WEEKS_TO_FOLLOW_A_CLOSURE = 12
"""What began for a child in so many weeks after an episode of need closed is taken to have followed from it."""

_SPELL_DIMENSIONS = (
    PERSON_DIMENSIONS | DISABILITY | TEAM_DIMENSIONS | {"duration_band": duration_band("{at}")}
)
_SPELL_NEEDED = {"open_from": ("started_on",)} | NEEDED
_SPELL = (
    "listed.child_id, listed.born_on, listed.age_stated, listed.started_on, listed.ceased_on, listed.end_is_estimated, "
    "listed.open_from, listed.reported_from, listed.reported_to, listed.reporting_date, listed.worker, listed.return_id"
)
_SPELL_CASE = (
    "started_on",
    "ceased_on",
    END_IS_ESTIMATED,
    CaseColumn("days_open", "Days since the start", "periods.as_at - started_on", only_of="stock"),
)


_EDGE_OF_CARE = "lower(coalesce(need.service, '')) like '%edge of care%'"
_DISABILITY_SERVICE = "(lower(service) like '%disab%' or (service = 'Not in the teams list' and lower(team_shown) like '%disab%'))"

_NEED = View(
    "need_as_reported",
    annex_a.CHILDREN_IN_NEED,
    f"""select *, {_DISABILITY_SERVICE} as is_disability_team from (
    select {_SPELL}, listed.case_status, listed.closure_reason, listed.last_seen_on, {PERSON}, {shown("disability")} as disability_recorded,
        {TEAM}, {shown("primary_need")} as need_shown, {shown("closure_reason", "description")} as closure_shown
    from listed {PERSON_BOOKS}
    {books(annex_a.CHILDREN_IN_NEED, "disability", "primary_need", "closure_reason")} {team_book("listed.reporting_date")})""",
    _SPELL_DIMENSIONS
    | {
        "primary_need": "need_shown",
        "case_status": "coalesce(case_status, 'Not recorded')",
        "closure_reason": "closure_shown",
    },
    {"need_shown": ("primary_need",), "closure_shown": ("closure_reason",), "is_disability_team": ("team",)}
    | _SPELL_NEEDED,
    as_reported=True,
    called="episodes of need",
    case_columns=(
        *_SPELL_CASE,
        CaseColumn("closure_reason", only_of="flow"),
        "case_status",
        "primary_need",
        "last_seen_on",
    ),
)

_PLANS = View(
    "plans_as_reported",
    annex_a.CHILD_PROTECTION_PLANS,
    f"""select {_SPELL}, listed.previous_plans, listed.last_visit_on, listed.last_review_on, listed.seen_alone,
        visited.working_day_number as last_visit_working_day, begun.working_day_number as started_working_day, {PERSON},
        {shown("disability")} as disability_recorded, {TEAM}, {shown("latest_category_of_abuse")} as category_shown,
        exists (select 1 from child_protection_plans as earlier where earlier.child_id = listed.child_id
                and earlier.started_on < listed.started_on and earlier.ceased_on <= listed.started_on
                and earlier.ceased_on + interval 24 month >= listed.started_on) as follows_a_plan_within_two_years
    from listed {PERSON_BOOKS} {books(annex_a.CHILD_PROTECTION_PLANS, "disability", "latest_category_of_abuse")}
    left join calendar as visited on visited.day = listed.last_visit_on
    left join calendar as begun on begun.day = listed.started_on
    {team_book("listed.reporting_date")}""",
    _SPELL_DIMENSIONS
    | {"category_of_abuse": "category_shown", "seen_alone": "coalesce(seen_alone, 'Not recorded')"},
    {
        "category_shown": ("latest_category_of_abuse",),
        "last_visit_working_day": ("last_visit_on",),
        "started_working_day": ("started_on",),
        "follows_a_plan_within_two_years": ("started_on", "ceased_on"),
    }
    | _SPELL_NEEDED,
    as_reported=True,
    called="child protection plans",
    case_columns=(
        *_SPELL_CASE,
        "category_of_abuse",
        "last_visit_on",
        "seen_alone",
        "last_review_on",
        "previous_plans",
        CaseColumn("follows_a_plan_within_two_years", "Within two years of an earlier plan"),
    ),
)

_CARE_SHOWN = {
    "category_of_need": "need_shown",
    "legal_status": "legal_status_shown",
    "placement_type": "placement_type_shown",
    "placement_provider": "provider_shown",
    "placement_location": "location_shown",
    "permanence_plan": "permanence_shown",
    "ceased_reason": "ceased_shown",
}
_CARE_PARTS = {
    column: "description" if column in ("placement_provider", "placement_location") else "grp"
    for column in _CARE_SHOWN
}

_FIFTH_BIRTHDAY = (
    "coalesce(listed.born_on + interval 60 month, case when listed.age_stated < 5 then date '2100-12-31' end)"
)
"""By the birth date; where only an age under five is given, a day that no return comes to."""

_CARE = View(
    "care_as_reported",
    annex_a.LOOKED_AFTER_CHILDREN,
    f"""select {_SPELL}, listed.unaccompanied, listed.legal_status, listed.placement_type, listed.placement_provider,
        listed.placement_location, listed.placement_started_on, listed.placements_in_last_12_months, listed.last_visit_on,
        listed.last_review_on,
        listed.last_health_assessment_on, listed.last_dental_check_on, listed.missing_episodes_in_last_12_months,
        listed.return_interview_offered, listed.return_interview_accepted, {PERSON}, {_FIFTH_BIRTHDAY} as five_on,
        {shown("disability")} as disability_recorded, {TEAM},
        {", ".join(f"{shown(column, part)} as {_CARE_SHOWN[column]}" for column, part in _CARE_PARTS.items())},
        coalesce(workers.social_workers, 0) as social_workers_in_12_months
    from listed {PERSON_BOOKS} {books(annex_a.LOOKED_AFTER_CHILDREN, "disability", *_CARE_SHOWN)} {team_book("listed.reporting_date")}
    left join (
        select latest.return_id, latest.child_id, count(distinct earlier.worker) as social_workers
        from listed as latest join listed as earlier on earlier.child_id = latest.child_id
            and earlier.reporting_date <= latest.reporting_date and earlier.reporting_date + interval 12 month >= latest.reporting_date
        group by latest.return_id, latest.child_id
    ) as workers on workers.return_id = listed.return_id and workers.child_id = listed.child_id
    where coalesce(listed.legal_status, '') not in ('V3', 'V4')""",
    _SPELL_DIMENSIONS | _CARE_SHOWN | {"unaccompanied": "coalesce(unaccompanied, 'Not recorded')"},
    {name: (column,) for column, name in _CARE_SHOWN.items()}
    | {"social_workers_in_12_months": ("worker",)}
    | _SPELL_NEEDED,
    as_reported=True,
    called="periods of care",
    case_columns=(
        *_SPELL_CASE,
        CaseColumn("ceased_reason", only_of="flow"),
        "category_of_need",
        "legal_status",
        "unaccompanied",
        "placement_started_on",
        "placement_type",
        "placement_provider",
        "placement_location",
        "placements_in_last_12_months",
        "permanence_plan",
        "last_review_on",
        "last_health_assessment_on",
        "last_dental_check_on",
        "missing_episodes_in_last_12_months",
        "return_interview_offered",
        "return_interview_accepted",
        CaseColumn("social_workers_in_12_months", "Workers named in the last 12 months"),
    ),
)


def _moves(name: str, view: View) -> View:
    """Starts as +1 and ends as -1, each on its day: their sum is the net change."""
    return View(
        name,
        view.layout,
        f"""select child_id, started_on as moved_on, 1 as change, false as end_is_estimated, reported_from, reported_to from {view.name}
        where started_on between reported_from and reported_to
        union all
        select child_id, ceased_on, -1, end_is_estimated, reported_from, reported_to from {view.name}
        where ceased_on between reported_from and reported_to""",
        {},
        {"moved_on": ("started_on", "ceased_on")},
        called="starts and ends",
        case_columns=(
            CaseColumn("moved_on", "Started or ceased on"),
            CaseColumn("change", "Change"),
            END_IS_ESTIMATED,
        ),
    )


_CARE_MOVES, _PLAN_MOVES, _NEED_MOVES = (
    _moves("care_moves", _CARE),
    _moves("plan_moves", _PLANS),
    _moves("need_moves", _NEED),
)

_ENTRANTS = View(
    "entrants_to_care",
    annex_a.LOOKED_AFTER_CHILDREN,
    f"""select entrant.child_id, entrant.started_on, coalesce(before.was_open, false) as was_open_to_edge_of_care
    from care_as_reported as entrant
    left join (
        select entrant.child_id, entrant.started_on, bool_or({_EDGE_OF_CARE}) as was_open
        from care_as_reported as entrant
        join need_as_reported as need on need.child_id = entrant.child_id and need.reporting_date < entrant.started_on
            and need.reporting_date + interval 6 month >= entrant.started_on
            and (need.ceased_on is null or need.ceased_on > need.reporting_date)
        group by entrant.child_id, entrant.started_on
    ) as before on before.child_id = entrant.child_id and before.started_on = entrant.started_on
    where entrant.started_on between entrant.reported_from and entrant.reported_to""",
    {},
    {},
    also_needs={"was_open_to_edge_of_care": ("children_in_need", "team")},
    called="periods of care",
    case_columns=(
        "started_on",
        CaseColumn("was_open_to_edge_of_care", "Open to edge of care in the six months before"),
    ),
)

_CLOSURES = View(
    "need_closures",
    annex_a.CHILDREN_IN_NEED,
    f"""select child_id, ceased_on,
        case when exists (select 1 from looked_after_children as care where care.child_id = closed.child_id
                and care.started_on between closed.ceased_on and closed.ceased_on + {7 * WEEKS_TO_FOLLOW_A_CLOSURE})
                then 'Received into care'
             when exists (select 1 from child_protection_plans as plan where plan.child_id = closed.child_id
                and plan.started_on between closed.ceased_on and closed.ceased_on + {7 * WEEKS_TO_FOLLOW_A_CLOSURE})
                then 'Progressed to child protection'
             when closure_reason in ('RC5', 'RC6') then 'Transferred to other services'
             else 'No plan or care followed' end as what_followed
    from need_as_reported as closed where ceased_on between reported_from and reported_to""",
    {"outcome": "what_followed"},
    {},
    also_needs={"what_followed": ("looked_after_children", "started_on")},
    called="closures",
    case_columns=("ceased_on", "outcome"),
)

_CASES = View(
    "cases_held",
    annex_a.CHILDREN_IN_NEED,
    f"""select distinct child_id, coalesce(worker, '{NO_WORKER}') as worker, team_shown, service, area, held_from, held_until from (
        select child_id, worker, team_shown, service, area, greatest(open_from, reported_from) as held_from,
            least(coalesce(ceased_on, date '2100-12-31'), reported_to + 1) as held_until from need_as_reported
        union all
        select child_id, worker, team_shown, service, area, greatest(open_from, reported_from),
            least(coalesce(ceased_on, date '2100-12-31'), reported_to + 1) from care_as_reported
        union all
        select child_id, worker, team_shown, service, area, greatest(open_from, reported_from),
            least(coalesce(ceased_on, date '2100-12-31'), reported_to + 1) from plans_as_reported
        union all
        select child_id, worker, team_shown, service, area, held_from, held_until from care_leavers)""",
    {name: name if name != "team" else "team_shown" for name in TEAM_DIMENSIONS},
    {
        "worker": ("worker",),
        "held_from": ("started_on", "ceased_on"),
        "held_until": ("started_on", "ceased_on"),
        **NEEDED,
    },
)

VIEWS = (
    _NEED,
    _PLANS,
    _CARE,
    _CARE_MOVES,
    _PLAN_MOVES,
    _NEED_MOVES,
    _ENTRANTS,
    _CLOSURES,
    _CASES,
)
