"""What a cohort is of, and what its members are followed to: declared once, for tables, triangles, days and paths.

To add a kind of cohort, declare it in COHORTS; it can then be chosen on the page, in every table and chart of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from data.returns import annex_a
from data.returns.layouts import Layout

START = "start"
"""Stands for a member's own beginning among the steps."""

AGAIN = "again"
"""Stands for the child's next beginning of the same kind."""


@dataclass(frozen=True)
class Step:
    """What a member of a cohort may come to.

    ``sql`` gives rows of ``child_id``, ``begun`` (a step belongs to the child's last beginning on or before that day),
    ``day`` (when it is reached, null where it is not yet) and ``name`` (as paths call it).
    ``on_path`` says whether paths are told apart by it.
    """

    id: str
    title: str
    layout: Layout
    sql: str
    on_path: bool = True


@dataclass(frozen=True)
class Cohort:
    """A kind of cohort.

    ``starts`` is SQL for its members: ``child_id``, ``day``, ``team`` and ``stopped``, whether nothing was to follow.
    ``open_now`` is SQL for the ids of children who are open at ``asked.as_at``. ``spans`` are pairs of steps between which
    days are counted, START and AGAIN among them. ``again`` is what coming back is called, ``first`` what a path begins with.
    """

    id: str
    title: str
    noun: tuple[str, str]
    first: str
    again: str
    layout: Layout
    starts: str
    steps: tuple[Step, ...]
    open_now: str
    spans: tuple[tuple[str, str], ...]
    limits: str

    def title_of(self, step: str) -> str:
        """What a step is called, the beginning and coming back among them. Raises KeyError for another."""
        titles = {START: self.first, AGAIN: self.again}
        return titles[step] if step in titles else {one.id: one.title for one in self.steps}[step]

    def layout_of(self, step: str) -> Layout:
        """The list that tells of a step."""
        return next((one.layout for one in self.steps if one.id == step), self.layout)


def _on(table: str, day: str, name: str, where: str = "", begun: str = "") -> str:
    return f"select child_id, {begun or day} as begun, {day} as day, '{name}' as name from {table}" + (
        f" where {where}" if where else ""
    )


_IN_CARE = "coalesce(legal_status, '') not in ('V3', 'V4')"
_TEAM = "coalesce(team, 'No team recorded') as team"

ASSESSED = Step(
    "assessment", "Assessment", annex_a.ASSESSMENTS, _on("assessments", "started_on", "Assessment")
)
COMPLETED = Step(
    "assessment_completed",
    "Assessment completed",
    annex_a.ASSESSMENTS,
    _on("assessments", "authorised_on", "Assessment completed", begun="started_on"),
    on_path=False,
)
SUPPORTED = Step(
    "support_needed",
    "Assessed as needing support",
    annex_a.ASSESSMENTS,
    _on("assessments", "authorised_on", "Support needed", "social_care_support = 'Yes'", begun="started_on"),
    on_path=False,
)
ENQUIRY = Step(
    "enquiry",
    "Section 47 enquiry",
    annex_a.SECTION_47_ENQUIRIES,
    _on("section_47_enquiries", "strategy_discussion_on", "Section 47 enquiry"),
)
CONFERENCE = Step(
    "conference",
    "Initial child protection conference",
    annex_a.SECTION_47_ENQUIRIES,
    _on("section_47_enquiries", "conference_on", "Conference", begun="strategy_discussion_on"),
    on_path=False,
)
PLAN = Step(
    "plan",
    "Child protection plan",
    annex_a.CHILD_PROTECTION_PLANS,
    _on("child_protection_plans", "started_on", "Child protection plan"),
)
PLAN_ENDED = Step(
    "plan_ended",
    "Plan ended",
    annex_a.CHILD_PROTECTION_PLANS,
    _on("child_protection_plans", "ceased_on", "Plan ended", begun="started_on"),
)
CARE = Step(
    "care",
    "Looked after",
    annex_a.LOOKED_AFTER_CHILDREN,
    _on("looked_after_children", "started_on", "Looked after", _IN_CARE),
)
CARE_CEASED = Step(
    "care_ceased",
    "Ceased to be looked after",
    annex_a.LOOKED_AFTER_CHILDREN,
    f"""select care.child_id, care.started_on as begun, care.ceased_on as day,
        coalesce(book.grp, 'Ceased, reason not recorded') as name
    from looked_after_children as care
    left join code_book as book on book.code_set = 'ceased_reason' and book.code = care.ceased_reason
    where {_IN_CARE}""",
)
LEAVING = Step(
    "leaving_care",
    "Leaving care",
    annex_a.CARE_LEAVERS,
    _on("care_leavers", "reporting_date", "Leaving care"),
)


def _open(table: str, where: str = "true") -> str:
    return (
        f"select child_id from {table}, asked where {where} and coalesce(started_on <= as_at, true) "
        "and coalesce(ceased_on > as_at, true)"
    )


_OPEN_ASSESSMENT = (
    "select child_id from assessments, asked where started_on <= as_at and coalesce(open_until > as_at, true)"
)
_OPEN_SPELL = (
    _open("children_in_need"),
    _open("child_protection_plans"),
    _open("looked_after_children", _IN_CARE),
)
_LEAVING_NOW = "select child_id from care_leavers qualify rank() over (order by reporting_date desc) = 1"
_ONE_A_CHILD = "{list} holds a child's latest {what} only: one that began and was followed by another between two returns is missed."

COHORTS: dict[str, Cohort] = {
    cohort.id: cohort
    for cohort in (
        Cohort(
            "referrals",
            "Referrals",
            ("referral", "referrals"),
            "Referral",
            "Referred again",
            annex_a.REFERRALS,
            f"select child_id, referred_on as day, {_TEAM}, coalesce(no_further_action = 'Yes', false) as stopped from referrals",
            (ASSESSED, COMPLETED, SUPPORTED, ENQUIRY, CONFERENCE, PLAN, CARE),
            " union ".join((_OPEN_ASSESSMENT, *_OPEN_SPELL)),
            (
                (START, ASSESSED.id),
                (ASSESSED.id, COMPLETED.id),
                (START, ENQUIRY.id),
                (ENQUIRY.id, CONFERENCE.id),
                (START, PLAN.id),
                (START, CARE.id),
                (START, AGAIN),
            ),
            "What follows a later referral counts to that one. Lists 6 to 8 hold one episode a child, the latest: a plan or a period "
            "of care that was followed by another between two returns is missed.",
        ),
        Cohort(
            "plans",
            "Child protection plans started",
            ("child protection plan", "child protection plans"),
            "Child protection plan",
            "On a plan again",
            annex_a.CHILD_PROTECTION_PLANS,
            f"select child_id, started_on as day, {_TEAM}, false as stopped from child_protection_plans",
            (PLAN_ENDED, CARE),
            " union ".join(_OPEN_SPELL),
            ((START, PLAN_ENDED.id), (START, CARE.id), (PLAN_ENDED.id, AGAIN)),
            _ONE_A_CHILD.format(list="List 7", what="plan"),
        ),
        Cohort(
            "care",
            "Entries to care",
            ("entry to care", "entries to care"),
            "Looked after",
            "Looked after again",
            annex_a.LOOKED_AFTER_CHILDREN,
            f"select child_id, started_on as day, {_TEAM}, false as stopped from looked_after_children where {_IN_CARE}",
            (CARE_CEASED, LEAVING),
            " union ".join((*_OPEN_SPELL, _LEAVING_NOW)),
            ((START, CARE_CEASED.id), (CARE_CEASED.id, AGAIN)),
            f"{_ONE_A_CHILD.format(list='List 8', what='period of care')} Leaving care is dated by the first return that lists the "
            "young person. Short breaks are left out.",
        ),
    )
}
"""The kinds of cohort by id."""
