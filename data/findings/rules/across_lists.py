"""Rules of one list against another: a child's status, plans, care and conferences must agree."""

from __future__ import annotations

from data.findings.rules.declaration import Part, Rule, blank, shown_day
from data.returns.annex_a import (
    CHILD_PROTECTION_PLANS,
    CHILDREN_IN_NEED,
    LOOKED_AFTER_CHILDREN,
    SECTION_47_ENQUIRIES,
)
from data.returns.layouts import Layout

_LOOKED_AFTER, _ON_A_PLAN = "Looked after child", "Child Protection plan"


def _open(layout: Layout) -> str:
    return f"(select child_id from list_{layout.number} where {blank('ceased_on')})"


def _status_without(status: str, layout: Layout) -> Part:
    return Part(
        CHILDREN_IN_NEED,
        "case_status",
        f"listed.case_status = '{status}' and listed.child_id not in {_open(layout)}",
        f"an open row in {layout.short_title}",
        reads={layout: ("ceased_on",)},
    )


def _not_in_need(layout: Layout) -> Part:
    return Part(
        layout,
        "child_id",
        f"{blank('ceased_on')} and listed.child_id not in (select child_id from list_6)",
        "a row in List 6 as well",
        reads={CHILDREN_IN_NEED: ("child_id",)},
    )


def _other_status(layout: Layout, *statuses: str) -> Part:
    allowed = ", ".join(f"'{status}'" for status in statuses)
    return Part(
        CHILDREN_IN_NEED,
        "case_status",
        f"listed.case_status not in ({allowed}) and listed.child_id in {_open(layout)}",
        " or ".join(statuses),
        found=f"listed.case_status || ', open in {layout.short_title}'",
        reads={layout: ("ceased_on",)},
    )


RULES: tuple[Rule, ...] = (
    Rule(
        "plan_status_without_plan",
        "Status “Child Protection plan” without an open plan",
        "List 6 says that the child has a child protection plan, and List 7 has no open plan for the child.",
        "Correct the status in List 6 or add the plan to List 7.",
        "stop",
        (_status_without(_ON_A_PLAN, CHILD_PROTECTION_PLANS),),
    ),
    Rule(
        "care_status_without_care",
        "Status “Looked after child” without open care",
        "List 6 says that the child is looked after, and List 8 has no open period of care for the child.",
        "Correct the status in List 6 or add the period of care to List 8.",
        "stop",
        (_status_without(_LOOKED_AFTER, LOOKED_AFTER_CHILDREN),),
    ),
    Rule(
        "another_status_with_open_plan",
        "Open plan or care, another status",
        "The child has an open plan or period of care, and List 6 gives another status. The first that applies counts: looked after, "
        "child protection plan, child in need plan, open assessment.",
        "Correct the status in List 6, or end the plan or period of care.",
        "stop",
        (
            _other_status(CHILD_PROTECTION_PLANS, _LOOKED_AFTER, _ON_A_PLAN),
            _other_status(LOOKED_AFTER_CHILDREN, _LOOKED_AFTER),
        ),
    ),
    Rule(
        "open_plan_or_care_not_in_need",
        "Open plan or care, not in List 6",
        "The child has an open plan or period of care and is missing from List 6, which holds every child in need.",
        "Add the child to List 6, or end the plan or period of care.",
        "ask",
        (_not_in_need(CHILD_PROTECTION_PLANS), _not_in_need(LOOKED_AFTER_CHILDREN)),
    ),
    Rule(
        "conference_plan_not_listed",
        "Conference resulted in a plan that is not listed",
        "List 5 says that the conference resulted in a child protection plan, and List 7 has no plan for the child.",
        "Add the plan to List 7 or correct the answer in List 5.",
        "ask",
        (
            Part(
                SECTION_47_ENQUIRIES,
                "resulted_in_plan",
                "listed.resulted_in_plan = 'Yes' and listed.child_id not in (select child_id from list_7)",
                "a plan in List 7",
                found=f"coalesce('Yes, conference ' || {shown_day('listed.conference_on')}, 'Yes')",
                reads={CHILD_PROTECTION_PLANS: ("child_id",)},
            ),
        ),
    ),
)
