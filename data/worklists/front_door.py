"""Worklists of assessments, Section 47 enquiries and missing children."""

from __future__ import annotations

from data.lists.view import NO_WORKER
from data.notes.settings import Settings
from data.returns import annex_a, panel
from data.worklists.declaration import CountsTo, Worklist, in_words, open_rows, open_spells, working_day

ASSESSMENT_WORKING_DAYS, ASSESSMENT_NEARLY_DUE, CONFERENCE_WORKING_DAYS = 45, 36, 15
"""Working Together to Safeguard Children; the first day of the last band of open assessments in time."""

INTERVIEW_HOURS = 72
"""Statutory guidance on children who run away or go missing: 72 hours of the child's return."""

_OPEN = open_rows("assessments", "started_on", "open_until")
_DAYS_OPEN = "as_at_working_day - started_working_day"
_SEEN = "coalesce(child_seen, 'Not recorded')"
_ASSESSMENT_COLUMNS = {"started_on": "Started", "child_seen_shown": "Child seen"}


def _assessments(which: str, days: str, reason: str) -> str:
    return f"""
    select child_id, worker_shown as worker, team_shown, started_on, {_SEEN} as child_seen_shown,
        {working_day(f"started_working_day + {ASSESSMENT_WORKING_DAYS}")} as due_on, {days} as days, {reason} as reason
    from {_OPEN} where {which}"""


def _over_45(_: Settings) -> str:
    return _assessments(
        f"{_DAYS_OPEN} > {ASSESSMENT_WORKING_DAYS}",
        f"{_DAYS_OPEN} - {ASSESSMENT_WORKING_DAYS}",
        f"'Open for ' || ({_DAYS_OPEN}) || ' working days'",
    )


def _nearly_due(_: Settings) -> str:
    return _assessments(
        f"{_DAYS_OPEN} between {ASSESSMENT_NEARLY_DUE} and {ASSESSMENT_WORKING_DAYS}",
        f"{ASSESSMENT_WORKING_DAYS} - ({_DAYS_OPEN})",
        f"'On working day ' || ({_DAYS_OPEN}) || ' of {ASSESSMENT_WORKING_DAYS}'",
    )


def _not_seen(_: Settings) -> str:
    return _assessments(
        f"{_SEEN} <> 'Yes'",
        _DAYS_OPEN,
        f"case when {_SEEN} = 'No' then 'Child not seen' else 'Not recorded that the child was seen' end",
    )


_SPELLS = " union all ".join(
    f"select child_id, open_from, ceased_on, as_at from {view} cross join as_of "
    "where as_at between reported_from and reported_to and open_from <= as_at"
    for view in ("need_as_reported", "care_as_reported", "plans_as_reported")
)
_LEFT = f"""
    select child_id, max(ceased_on) as left_on from ({_SPELLS})
    group by child_id having bool_and(coalesce(ceased_on <= as_at, false))"""
"""Children whose every episode of need, plan and period of care has ended, and the day the last did."""


def _without_outcome(_: Settings) -> str:
    waited = "as_at_working_day - discussed.working_day_number"
    return f"""
    select enquiry.child_id, coalesce(enquiry.worker, '{NO_WORKER}') as worker, enquiry.team_shown,
        enquiry.strategy_discussion_on, enquiry.conference_on,
        {working_day(f"discussed.working_day_number + {CONFERENCE_WORKING_DAYS}")} as due_on,
        {waited} - {CONFERENCE_WORKING_DAYS} as days,
        case when enquiry.conference_on > as_at then 'Conference dated after these data'
             when enquiry.conference_unnecessary = 'No' then 'Conference needed, none held'
             else 'No outcome recorded' end as reason
    from section_47_enquiries as enquiry cross join as_of
    join calendar as discussed on discussed.day = enquiry.strategy_discussion_on
    where enquiry.reporting_date = as_at and {waited} > {CONFERENCE_WORKING_DAYS}
        and (enquiry.conference_on is null or enquiry.conference_on > as_at)
        and coalesce(enquiry.conference_unnecessary, 'No') <> 'Yes'
        and enquiry.child_id not in (select child_id from {open_spells("plans_as_reported")})
        and not exists (select 1 from ({_LEFT}) as gone
            where gone.child_id = enquiry.child_id and gone.left_on >= enquiry.strategy_discussion_on)"""


_HELD_BY = " union all ".join(
    f"select child_id, team_shown, worker_shown, {rank} as rank from {open_spells(view)}"
    for rank, view in enumerate(("care_as_reported", "need_as_reported"))
)


def _without_interview(_: Settings) -> str:
    deadline = f"episode.returned_at + interval {INTERVIEW_HOURS} hour"
    end_of_day = "cast(as_at + 1 as timestamp)"
    return f"""
    select episode.child_id, coalesce(held_by.worker_shown, '{NO_WORKER}') as worker,
        coalesce(held_by.team_shown, 'No team recorded') as team_shown, episode.returned_on,
        coalesce(episode.missing_from, 'Not recorded') as missing_from_shown,
        cast({deadline} as date) as due_on, as_at - cast({deadline} as date) as days,
        case when episode.interview_offered_at is null then 'No interview offered'
             when episode.interview_accepted_at is null
                  then 'Offered on ' || {in_words("episode.interview_offered_at")} || ', not accepted'
             else 'Accepted on ' || {in_words("episode.interview_accepted_at")} || ', not held' end as reason
    from missing_episodes as episode cross join as_of
    left join (select * from ({_HELD_BY}) qualify row_number() over (partition by child_id order by rank) = 1) as held_by
        on held_by.child_id = episode.child_id
    where episode.reporting_date = as_at and {deadline} < {end_of_day}
        and (episode.interview_held_at is null or episode.interview_held_at >= {end_of_day})
        and not exists (select 1 from ({_LEFT}) as gone
            where gone.child_id = episode.child_id and gone.left_on >= episode.went_missing_on)"""


WORKLISTS = (
    Worklist(
        "assessments_open_over_45_working_days",
        "Assessments open over 45 working days",
        "Social work assessments that were not authorised by working day 45.",
        "The child waits for a decision about help, and each of them will end out of time.",
        "By working day 45 from the start, the day of the start being 0.",
        "Working days over",
        annex_a.ASSESSMENTS,
        ("started_on", "authorised_on"),
        _over_45,
        _ASSESSMENT_COLUMNS,
        CountsTo("open_assessments_over_45_working_days"),
    ),
    Worklist(
        "assessments_open_36_to_45_working_days",
        "Assessments open 36 to 45 working days",
        "Social work assessments on working days 36 to 45: still in time.",
        "These can be finished in time.",
        "By working day 45 from the start, the day of the start being 0.",
        "Working days left",
        annex_a.ASSESSMENTS,
        ("started_on", "authorised_on"),
        _nearly_due,
        _ASSESSMENT_COLUMNS,
        CountsTo("open_assessments_by_working_day", part="36–45"),
    ),
    Worklist(
        "open_assessments_child_not_seen",
        "Open assessments, child not seen",
        "Open social work assessments in which the child is not recorded as seen.",
        "An assessment of a child whom nobody has seen says little about the child.",
        "Before the assessment is due, by working day 45 from its start.",
        "Working days open",
        annex_a.ASSESSMENTS,
        ("started_on", "authorised_on", "child_seen"),
        _not_seen,
        _ASSESSMENT_COLUMNS,
        CountsTo("open_assessments_child_not_seen"),
    ),
    Worklist(
        "section_47_enquiries_without_outcome",
        "Section 47 enquiries without an outcome",
        "Section 47 enquiries of the newest return more than 15 working days after the strategy discussion, without a "
        "conference held or said to be unnecessary. Children on a plan, and those whose case has closed since, are left out.",
        "A child may be at risk of significant harm without a plan.",
        "A conference within 15 working days of the strategy discussion, or the decision that none is needed.",
        "Working days over",
        annex_a.SECTION_47_ENQUIRIES,
        ("strategy_discussion_on", "conference_unnecessary", "conference_on"),
        _without_outcome,
        {"strategy_discussion_on": "Strategy discussion", "conference_on": "Conference"},
    ),
    Worklist(
        "missing_without_return_interview",
        "Missing, no return home interview",
        "Missing episodes of the newest panel return from which the child came back more than 72 hours ago, with no return home "
        "interview held. Children whose case has closed since are left out.",
        "The interview tells why a child runs and who they were with; what is not asked soon is not told.",
        "Within 72 hours of the child's return.",
        "Days over",
        panel.MISSING_EPISODES,
        ("child_id", "returned_at", "interview_held_at"),
        _without_interview,
        {"returned_on": "Returned", "missing_from_shown": "Missing from"},
        team_from="Team and worker as in List 8, else in List 6.",
    ),
)
