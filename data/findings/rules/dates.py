"""Rules of dates: their order, births and unborn children, what is still open, what lies ahead."""

from __future__ import annotations

from data.findings.rules.declaration import (
    CHILD_LISTS,
    DAYS_BEFORE_BIRTH,
    Part,
    Rule,
    blank,
    day_beside,
    working_days,
)
from data.returns import annex_a
from data.returns.annex_a import (
    ANNEX_A,
    ASSESSMENTS,
    CHILD_PROTECTION_PLANS,
    CHILDREN_IN_NEED,
    LOOKED_AFTER_CHILDREN,
    SECTION_47_ENQUIRIES,
)
from data.returns.layouts import Layout

ASSESSMENT_LIMIT, CONFERENCE_LIMIT = 45, 15
"""Working days that an assessment may take, and that may pass from strategy discussion to conference."""

YOUNGEST_CARE_LEAVER = 16

_STARTS_AND_ENDS = (
    *((layout, layout.event or layout.starts or "", layout.ends) for layout in ANNEX_A if layout.ends),
    *((layout, start, end) for layout in ANNEX_A for start, end in layout.stages),
)


def _dates(layout: Layout) -> list[str]:
    return [column.name for column in layout.columns if column.kind == "date" and column.name != "born_on"]


def _after_reporting_date(layout: Layout, column: str) -> Part:
    return Part(
        layout,
        column,
        f"listed.{column} > reporting_date and listed.{column} <= checked_on",
        "a day up to the reporting date",
    )


def _before_need(layout: Layout, column: str, ends: str) -> Part:
    """What began before the child's episode of need and, by the day ``ends`` (SQL), was still going on when that began."""
    return Part(
        layout,
        column,
        f"listed.{column} < need.began and {ends} >= need.began",
        "a day on or after the CIN start date of the child's episode",
        found=day_beside(f"listed.{column}", "List 6 begins", "need.began"),
        source=f"""list_{layout.number} as listed join (
            select child_id, min(started_on) as began from list_6 group by child_id
        ) as need on need.child_id = listed.child_id""",
        reads={CHILDREN_IN_NEED: ("started_on",)},
    )


def _before_referral(layout: Layout, column: str, ends: str) -> Part:
    """The same of a child whom List 6 does not hold: against the child's first referral in List 3."""
    return Part(
        layout,
        column,
        f"listed.{column} < referral.first and {ends} >= referral.first "
        "and listed.child_id not in (select child_id from list_6)",
        "a day on or after the child's referral",
        found=day_beside(f"listed.{column}", "referred", "referral.first"),
        source=f"""list_{layout.number} as listed join (
            select child_id, min(referred_on) as first from list_3 group by child_id
        ) as referral on referral.child_id = listed.child_id""",
        reads={annex_a.REFERRALS: ("referred_on",), CHILDREN_IN_NEED: ("child_id",)},
    )


def _until(end: str) -> str:
    """SQL for the day something ended, the reporting date while it is open."""
    return f"(case when {blank(end)} then reporting_date else listed.{end} end)"


_ENQUIRY_DAYS = 21
"""Calendar days that fifteen working days take without bank holidays: how long an enquiry goes on at least."""

_ENQUIRY_UNTIL = (
    f"(case when {blank('conference_unnecessary')} and {blank('conference_on')} then reporting_date "
    f"else greatest(listed.strategy_discussion_on + {_ENQUIRY_DAYS}, listed.conference_on) end)"
)


def _before_birth(layout: Layout, column: str, limit: str, expected: str, main: str | None) -> Part:
    """A date before a limit; where the row's main date is, its other dates are not listed as well."""
    alone = f" and coalesce(listed.{main} >= {limit}, true)" if main and column != main else ""
    return Part(
        layout,
        column,
        f"listed.{column} < {limit} and listed.born_on <= reporting_date + {DAYS_BEFORE_BIRTH}{alone}",
        expected,
        found=day_beside(f"listed.{column}", "born", "listed.born_on"),
    )


_OF_A_CHILD_BY_START = "over (partition by child_id order by started_on, excel_row rows between unbounded preceding and 1 preceding)"

_ASSESSMENTS_IN_ORDER = f"""(
    select *, max(authorised_on) {_OF_A_CHILD_BY_START} as earlier_authorised,
        max(case when {blank("authorised_on")} then 1 else 0 end) {_OF_A_CHILD_BY_START} = 1 as earlier_is_open
    from list_4
) as listed"""

PLANS_IN_ORDER = f"""(
    select *, max(ceased_on) {_OF_A_CHILD_BY_START} as earlier_ceased,
        max(case when {blank("ceased_on")} then 1 else 0 end) {_OF_A_CHILD_BY_START} = 1 as earlier_is_open,
        row_number() over (partition by child_id order by started_on, excel_row) as nth
    from list_7
) as listed"""
"""List 7 with what came before each plan of a child."""

OVERLAPS = (
    "coalesce(listed.earlier_ceased > listed.started_on, false) or coalesce(listed.earlier_is_open, false)"
)

RULES: tuple[Rule, ...] = (
    Rule(
        "event_before_birth",
        "Event long before birth",
        f"The event lies more than {DAYS_BEFORE_BIRTH} days before the date of birth, too early even for an unborn child.",
        "Correct the date of birth or the date of the event, whichever is wrong.",
        "stop",
        tuple(
            _before_birth(
                layout,
                column,
                f"listed.born_on - {DAYS_BEFORE_BIRTH}",
                f"a day no more than {DAYS_BEFORE_BIRTH} days before the date of birth",
                layout.event or layout.starts,
            )
            for layout in CHILD_LISTS
            for column in _dates(layout)
            if column not in layout.not_before_birth
        ),
        "8606",
    ),
    Rule(
        "born_too_far_ahead",
        "Date of birth too far ahead",
        f"The date of birth, or the date expected, lies more than {DAYS_BEFORE_BIRTH} days after the reporting date; or the young person "
        f"on List 9 is under {YOUNGEST_CARE_LEAVER}.",
        "Correct the date of birth, or take the child out of List 9.",
        "stop",
        (
            *(
                Part(
                    layout,
                    "born_on",
                    f"listed.born_on > reporting_date + {DAYS_BEFORE_BIRTH}",
                    f"a day no more than {DAYS_BEFORE_BIRTH} days after the reporting date",
                )
                for layout in CHILD_LISTS
            ),
            Part(
                annex_a.CARE_LEAVERS,
                "born_on",
                f"listed.born_on > reporting_date - interval {YOUNGEST_CARE_LEAVER} year "
                f"and listed.born_on <= reporting_date + {DAYS_BEFORE_BIRTH}",
                f"a young person of {YOUNGEST_CARE_LEAVER} or over",
            ),
        ),
        "8520",
    ),
    Rule(
        "in_care_before_birth",
        "In care before birth",
        "The child is said to have come into care, or to have had a legal status or a placement, before being born.",
        "Correct the date of birth or the date care began.",
        "stop",
        tuple(
            _before_birth(
                layout,
                column,
                "listed.born_on",
                "a day on or after the date of birth",
                layout.not_before_birth[0],
            )
            for layout in CHILD_LISTS
            for column in layout.not_before_birth
        ),
    ),
    Rule(
        "end_before_start",
        "End before start",
        "What is listed ended before it began.",
        "Correct whichever of the two dates is wrong.",
        "stop",
        tuple(
            Part(
                layout,
                end,
                f"listed.{end} < listed.{start}",
                f"a day on or after “{layout.by_column[start].header}”",
                found=day_beside(f"listed.{end}", "began", f"listed.{start}"),
            )
            for layout, start, end in _STARTS_AND_ENDS
        ),
        "8608, 8925",
        explains=("out of order",),
    ),
    Rule(
        "before_the_episode_of_need",
        "Begun before the child's episode of need",
        "An assessment, enquiry, plan or period of care that was still going on when the child's episode in List 6 began, or the "
        "conference behind such a plan, is dated before it. The episode begins with the referral; for a child not in List 6 that of List 3 "
        "is taken. What was over before is of an earlier episode.",
        "Give List 6 the start of the whole episode, or correct the later list's date.",
        "ask",
        (
            _before_need(ASSESSMENTS, "started_on", _until("authorised_on")),
            _before_need(SECTION_47_ENQUIRIES, "strategy_discussion_on", _ENQUIRY_UNTIL),
            Part(
                SECTION_47_ENQUIRIES,
                "conference_on",
                f"listed.conference_on < need.began - {_ENQUIRY_DAYS} and listed.resulted_in_plan = 'Yes'",
                "a day on or after the CIN start date of the child's episode",
                found=day_beside("listed.conference_on", "List 6 begins", "need.began"),
                source="""list_5 as listed join (
                  select listed_need.child_id, min(listed_need.started_on) as began
                  from list_6 as listed_need join list_7 as plan on plan.child_id = listed_need.child_id
                      and (plan.ceased_on is null or plan.ceased_on >= listed_need.started_on)
                  group by listed_need.child_id
              ) as need on need.child_id = listed.child_id""",
                reads={CHILDREN_IN_NEED: ("started_on",), CHILD_PROTECTION_PLANS: ("ceased_on",)},
            ),
            _before_need(SECTION_47_ENQUIRIES, "conference_on", f"(listed.conference_on + {_ENQUIRY_DAYS})"),
            _before_need(CHILD_PROTECTION_PLANS, "started_on", _until("ceased_on")),
            _before_need(LOOKED_AFTER_CHILDREN, "started_on", _until("ceased_on")),
            _before_referral(ASSESSMENTS, "started_on", _until("authorised_on")),
            _before_referral(SECTION_47_ENQUIRIES, "strategy_discussion_on", _ENQUIRY_UNTIL),
        ),
        "1103, 1104, 1105, 2889",
    ),
    Rule(
        "conference_before_strategy_discussion",
        "Conference before its strategy discussion",
        "The initial child protection conference lies before the strategy discussion that began the enquiry.",
        "Correct whichever date is wrong; a conference of an earlier enquiry belongs to that enquiry's row.",
        "stop",
        (
            Part(
                SECTION_47_ENQUIRIES,
                "conference_on",
                "listed.conference_on < listed.strategy_discussion_on",
                "a day on or after the strategy discussion",
                found=day_beside(
                    "listed.conference_on", "strategy discussion", "listed.strategy_discussion_on"
                ),
            ),
        ),
        "1104",
    ),
    Rule(
        "placement_before_care",
        "Placement or legal status before care began",
        "The most recent placement, or the current legal status, began before the period of care that it belongs to.",
        "Correct its start or that of the period of care.",
        "ask",
        tuple(
            Part(
                LOOKED_AFTER_CHILDREN,
                column,
                f"listed.{column} < listed.started_on and coalesce(listed.{column} >= listed.born_on, true)",
                "a day on or after the start of care",
                found=day_beside(f"listed.{column}", "in care from", "listed.started_on"),
            )
            for column in ("placement_started_on", "legal_status_on")
        ),
    ),
    Rule(
        "plan_ended_on_its_first_day",
        "Plan ended on the day it began",
        "The child protection plan begins and ends on the same day.",
        "Correct the dates, or take the row out if there was no plan.",
        "stop",
        (
            Part(
                CHILD_PROTECTION_PLANS,
                "ceased_on",
                "listed.ceased_on = listed.started_on",
                "a day after the plan's start, or blank",
            ),
        ),
        "8925",
    ),
    Rule(
        "review_not_after_plan_start",
        "Review not after the plan's start",
        "The latest review conference is not later than the start of the plan it reviews.",
        "Correct the date, or leave it blank where the plan has not been reviewed.",
        "stop",
        (
            Part(
                CHILD_PROTECTION_PLANS,
                "last_review_on",
                "listed.last_review_on <= listed.started_on",
                "a day after the plan's start, or blank",
                found=day_beside("listed.last_review_on", "plan from", "listed.started_on"),
            ),
        ),
        "8841",
    ),
    Rule(
        "plan_not_from_the_conference",
        "Plan does not start on the day of its conference",
        "The child's latest conference that resulted in a plan (List 5) was on another day than the plan's start (List 7).",
        "Make the two dates the same; where the plan came from another council, say so.",
        "ask",
        (
            Part(
                CHILD_PROTECTION_PLANS,
                "started_on",
                "listed.nth = listed.plans and listed.started_on <> conference.latest",
                "the day of the conference",
                found=day_beside("listed.started_on", "conference", "conference.latest"),
                source=f"""(select *, count(*) over (partition by child_id) as plans from {PLANS_IN_ORDER}) as listed join (
                  select child_id, max(conference_on) as latest from list_5 where resulted_in_plan = 'Yes' group by child_id
              ) as conference on conference.child_id = listed.child_id""",
                reads={SECTION_47_ENQUIRIES: ("conference_on", "resulted_in_plan")},
            ),
        ),
        "2885",
    ),
    Rule(
        "more_than_one_open_plan",
        "More than one open plan",
        "The child has several child protection plans without an end date.",
        "End the plans that are over; a child has one plan at a time.",
        "stop",
        (
            Part(
                CHILD_PROTECTION_PLANS,
                "ceased_on",
                f"listed.earlier_is_open and {blank('ceased_on')}",
                "an end date on all of a child's plans but one",
                found="'blank, as on an earlier plan of the child'",
                source=PLANS_IN_ORDER,
            ),
        ),
        "8935",
    ),
    Rule(
        "overlapping_plans",
        "Overlapping plans",
        "The child protection plan begins before an earlier plan of the child ended.",
        "Correct the dates so that one plan ends before the next begins.",
        "stop",
        (
            Part(
                CHILD_PROTECTION_PLANS,
                "started_on",
                f"({OVERLAPS}) and not (listed.earlier_is_open and {blank('ceased_on')})",
                "a day on or after the end of the earlier plan",
                source=PLANS_IN_ORDER,
            ),
        ),
        "8940",
    ),
    Rule(
        "more_than_one_open_assessment",
        "More than one open assessment",
        "The child has several assessments that are not authorised.",
        "Close the assessments that are over, or give the date of authorisation.",
        "ask",
        (
            Part(
                ASSESSMENTS,
                "authorised_on",
                f"listed.earlier_is_open and {blank('authorised_on')}",
                "a date of authorisation on all of a child's assessments but one",
                found="'blank, as on an earlier assessment of the child'",
                source=_ASSESSMENTS_IN_ORDER,
            ),
        ),
        "8896",
    ),
    Rule(
        "overlapping_assessments",
        "Overlapping assessments",
        "The assessment begins while an earlier one of the child is still going on.",
        "Check whether they are one assessment listed twice, or correct the dates.",
        "ask",
        (
            Part(
                ASSESSMENTS,
                "started_on",
                f"(coalesce(listed.earlier_authorised > listed.started_on, false) or coalesce(listed.earlier_is_open, false)) "
                f"and not (coalesce(listed.earlier_is_open, false) and {blank('authorised_on')})",
                "a day on or after the authorisation of the earlier assessment",
                source=_ASSESSMENTS_IN_ORDER,
            ),
        ),
        "8863Q",
    ),
    Rule(
        "assessment_open_too_long",
        f"Assessment open for more than {ASSESSMENT_LIMIT} working days",
        f"On the reporting date the assessment is more than {ASSESSMENT_LIMIT} working days old and not authorised.",
        "Give the date of authorisation if it is over; otherwise say why it takes so long.",
        "ask",
        (
            Part(
                ASSESSMENTS,
                "authorised_on",
                f"{blank('authorised_on')} and {working_days('listed.started_on', 'reporting_date')} > {ASSESSMENT_LIMIT}",
                f"authorisation within {ASSESSMENT_LIMIT} working days",
                found=f"'blank after ' || {working_days('listed.started_on', 'reporting_date')} || ' working days'",
            ),
        ),
        "8670Q",
    ),
    Rule(
        "conference_overdue",
        f"No conference {CONFERENCE_LIMIT} working days after the strategy discussion",
        f"A conference is needed, {CONFERENCE_LIMIT} working days have passed since the strategy discussion, and none is dated. "
        "Children with a plan in List 7, open now or then, need none and are left out.",
        "Give the date of the conference, or say that it was unnecessary or why it is late.",
        "ask",
        (
            Part(
                SECTION_47_ENQUIRIES,
                "conference_on",
                f"listed.conference_unnecessary = 'No' and {blank('conference_on')} "
                f"and {working_days('listed.strategy_discussion_on', 'reporting_date')} > {CONFERENCE_LIMIT} "
                "and not exists (select 1 from list_7 as plan where plan.child_id = listed.child_id and (plan.ceased_on is null "
                "or (plan.started_on <= listed.strategy_discussion_on and plan.ceased_on >= listed.strategy_discussion_on)))",
                f"a conference within {CONFERENCE_LIMIT} working days",
                found=f"'blank after ' || {working_days('listed.strategy_discussion_on', 'reporting_date')} || ' working days'",
                reads={CHILD_PROTECTION_PLANS: ("started_on", "ceased_on")},
            ),
        ),
        "8675Q",
    ),
    Rule(
        "enquiry_unanswered",
        f"Enquiry unanswered after {CONFERENCE_LIMIT} working days",
        f"{CONFERENCE_LIMIT} working days after the strategy discussion the list says neither that a conference was unnecessary nor when "
        "it was held.",
        "Answer whether a conference was needed, and give its date if it was held.",
        "ask",
        (
            Part(
                SECTION_47_ENQUIRIES,
                "conference_unnecessary",
                f"({blank('conference_unnecessary')} or listed.conference_unnecessary = 'Unknown') and {blank('conference_on')} "
                f"and {working_days('listed.strategy_discussion_on', 'reporting_date')} > {CONFERENCE_LIMIT}",
                "Yes or No",
                found=f"coalesce(listed.conference_unnecessary, 'blank') || ' after ' "
                f"|| {working_days('listed.strategy_discussion_on', 'reporting_date')} || ' working days'",
            ),
        ),
    ),
    Rule(
        "conference_on_a_weekend",
        "Conference on a weekend",
        "The initial child protection conference is dated on a Saturday or Sunday.",
        "Correct the date, or say that it was held that day.",
        "ask",
        (
            Part(
                SECTION_47_ENQUIRIES,
                "conference_on",
                "isodow(listed.conference_on) > 5",
                "a day from Monday to Friday",
                found="strftime(listed.conference_on, '%A %d/%m/%Y')",
            ),
        ),
        "8875",
    ),
    Rule(
        "seen_after_the_reporting_date",
        "Visit, review or check after the reporting date",
        "The latest visit, review or check is later than the last day the data cover.",
        "Give the latest one up to the reporting date, or check the reporting date itself.",
        "ask",
        tuple(_after_reporting_date(layout, column) for layout in ANNEX_A for column in layout.last_done),
    ),
    Rule(
        "dated_after_the_reporting_date",
        "Event after the reporting date",
        "The event is later than the last day the data cover.",
        "Take it out of this return, correct it, or check the reporting date itself.",
        "ask",
        tuple(
            _after_reporting_date(layout, column)
            for layout in ANNEX_A
            for column in _dates(layout)
            if column not in layout.last_done
        ),
    ),
    Rule(
        "dated_in_the_future",
        "Date still to come",
        "The date had not come when the return was checked.",
        "Correct the date; a planned event is left blank.",
        "stop",
        tuple(
            Part(layout, column, f"listed.{column} > checked_on", "a day up to today")
            for layout in ANNEX_A
            for column in _dates(layout)
        ),
    ),
)
