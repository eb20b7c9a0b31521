"""What a child's journey is made of: each kind of step declared once, with the list that tells of it.

To add a step, declare it here, in the order in which steps of one day follow each other.
"""

from __future__ import annotations

from dataclasses import dataclass

from data.lists.view import books, shown
from data.returns import annex_a
from data.returns.layouts import Layout

_OF_CHILD = "join asked on asked.child_id = listed.child_id"
_TEAM = "'team ' || listed.team"


@dataclass(frozen=True)
class Step:
    """A kind of step. ``sql`` gives, of the child in ``asked``, the columns of ``_select`` in its order."""

    title: str
    layout: Layout
    place: int
    sql: str

    @property
    def number(self) -> int:
        """The number of its list in Annex A."""
        assert self.layout.number is not None
        return self.layout.number

    @property
    def table(self) -> str:
        """The list's table."""
        return self.layout.name


def _select(
    source: str, began: str, ended: str, *detail: str, estimated: str = "false", joins: str = ""
) -> str:
    """Rows of a child: the days, whether the end is estimated, the parts of the detail in words, and the birth date."""
    return (
        f"select {began} as began_on, {ended} as ended_on, {estimated} as end_is_estimated, "
        f"concat_ws('; ', {', '.join(detail)}) as detail, listed.born_on, listed.age_stated, listed.reading_order "
        f"from {source} as listed {_OF_CHILD} {joins}"
    )


def _event(source: str, day: str, *detail: str, joins: str = "") -> str:
    return _select(source, f"listed.{day}", f"listed.{day}", *detail, joins=joins)


def _ends_untold(layout: Layout) -> str:
    """SQL for whether an event ended on a day that no return gives."""
    return f"listed.{layout.ends} is null and listed.closed_by is not null"


def _said(column: str, **words: str) -> str:
    """SQL for the words of a Yes, a No or nothing in a column."""
    cases = " ".join(f"when '{answer.title()}' then '{said}'" for answer, said in words.items())
    return f"case listed.{column} {cases} end"


def _known(column: str, part: str = "description") -> str:
    """SQL for a code in words, null where none is recorded."""
    return f"case when listed.{column} is not null then {shown(column, part)} end"


_ENQUIRY = (
    "case when listed.conference_on > asked.as_at then 'conference dated ' || strftime(listed.conference_on, '%-d %B %Y') "
    "when listed.conference_on is not null then 'conference held' "
    "when listed.conference_unnecessary = 'Yes' then 'conference deemed unnecessary' "
    "when listed.conference_unnecessary = 'No' then 'no conference recorded' else 'outcome not recorded' end"
)

_CONFERENCES = """(
    select child_id, conference_on, max(case resulted_in_plan when 'Yes' then 2 when 'No' then 1 else 0 end) as outcome,
        arg_max(team, reading_order) as team, arg_max(born_on, reading_order) as born_on,
        arg_max(age_stated, reading_order) as age_stated, max(reading_order) as reading_order
    from section_47_enquiries where conference_on is not null group by child_id, conference_on
)"""
"""Conferences, one a child and day, whichever enquiries led to them."""

_LEAVING = f"""(
    with dates as (
        select reporting_date, row_number() over (order by reporting_date) as nth from (
            select distinct reporting_date from return_lists where list = '{annex_a.CARE_LEAVERS.name}' and tells_absence
            union select reporting_date from care_leavers, asked where care_leavers.child_id = asked.child_id)
    ),
    rows_of_child as (
        select care_leavers.*, dates.nth, dates.nth - row_number() over (order by dates.nth) as run
        from care_leavers join asked on asked.child_id = care_leavers.child_id
        join dates on dates.reporting_date = care_leavers.reporting_date
        qualify row_number() over (partition by dates.nth order by excel_row) = 1
    ),
    runs as (select run, min(reporting_date) as listed_from, max(nth) as nth from rows_of_child group by run)
    select last.* exclude (run, nth), runs.listed_from, next.reporting_date as gone_by
    from runs join rows_of_child as last on last.nth = runs.nth left join dates as next on next.nth = runs.nth + 1
)"""
"""Care leavers, one row a run of returns that list the young person: no list says when leaving care began or ended."""

_SHORT_BREAKS = "coalesce(listed.legal_status, '') in ('V3', 'V4')"


def _care(title: str, place: int, condition: str) -> Step:
    care = annex_a.LOOKED_AFTER_CHILDREN
    sql = _select(
        care.name,
        "listed.started_on",
        "listed.ceased_on",
        _known("legal_status"),
        _known("placement_type", "grp"),
        f"'ceased: ' || {_known('ceased_reason')}",
        _TEAM,
        estimated="listed.end_is_estimated",
        joins=f"{books(care, 'legal_status', 'placement_type', 'ceased_reason')} where {condition}",
    )
    return Step(title, care, place, sql)


def _adoption(title: str, place: int, day: str, *detail: str) -> Step:
    adoption = annex_a.ADOPTIONS
    sql = _event(
        adoption.name,
        day,
        *(detail or ("''",)),
        joins=f"{books(adoption, 'reversal_reason')} where listed.{day} is not null",
    )
    return Step(title, adoption, place, sql)


STEPS = (
    Step(
        "Contact",
        annex_a.CONTACTS,
        1,
        _event("contacts", "contact_on", _known("source"), joins=books(annex_a.CONTACTS, "source")),
    ),
    Step(
        "Early help",
        annex_a.EARLY_HELP,
        2,
        _select(
            "early_help",
            "listed.started_on",
            "listed.open_until",
            "listed.organisation",
            estimated=_ends_untold(annex_a.EARLY_HELP),
        ),
    ),
    Step(
        "Referral",
        annex_a.REFERRALS,
        3,
        _event(
            "referrals",
            "referred_on",
            _known("source"),
            _said("no_further_action", yes="no further action"),
            _TEAM,
            joins=books(annex_a.REFERRALS, "source"),
        ),
    ),
    Step(
        "Assessment",
        annex_a.ASSESSMENTS,
        4,
        _select(
            "assessments",
            "listed.started_on",
            "listed.open_until",
            _said("social_care_support", yes="support needed", no="no support needed"),
            _said("child_seen", no="child not seen"),
            _TEAM,
            estimated=_ends_untold(annex_a.ASSESSMENTS),
        ),
    ),
    Step(
        "Section 47 enquiry",
        annex_a.SECTION_47_ENQUIRIES,
        5,
        _event("section_47_enquiries", "strategy_discussion_on", _ENQUIRY, _TEAM),
    ),
    Step(
        "Initial child protection conference",
        annex_a.SECTION_47_ENQUIRIES,
        6,
        _event(
            _CONFERENCES,
            "conference_on",
            "case listed.outcome when 2 then 'led to a plan' when 1 then 'did not lead to a plan' else 'outcome not recorded' end",
            _TEAM,
        ),
    ),
    Step(
        "Child in need",
        annex_a.CHILDREN_IN_NEED,
        7,
        _select(
            "children_in_need",
            "listed.started_on",
            "listed.ceased_on",
            _known("primary_need"),
            "'case status: ' || lower(listed.case_status)",
            f"'closed: ' || {_known('closure_reason')}",
            _TEAM,
            estimated="listed.end_is_estimated",
            joins=books(annex_a.CHILDREN_IN_NEED, "primary_need", "closure_reason"),
        ),
    ),
    Step(
        "Child protection plan",
        annex_a.CHILD_PROTECTION_PLANS,
        8,
        _select(
            "child_protection_plans",
            "listed.started_on",
            "listed.ceased_on",
            _known("latest_category_of_abuse"),
            "case when listed.previous_plans > 0 then 'previous plans: ' || listed.previous_plans end",
            _TEAM,
            estimated="listed.end_is_estimated",
            joins=books(annex_a.CHILD_PROTECTION_PLANS, "latest_category_of_abuse"),
        ),
    ),
    _care("Looked after", 9, f"not {_SHORT_BREAKS}"),
    _care("Short breaks", 10, _SHORT_BREAKS),
    _adoption("Adoption decision", 11, "decision_on"),
    _adoption("Placement order", 12, "placement_order_on"),
    _adoption("Matched with adopters", 13, "matched_on"),
    _adoption("Placed for adoption", 14, "placed_on"),
    _adoption("Adoption order", 15, "adoption_order_on"),
    _adoption(
        "Adoption decision reversed",
        16,
        "decision_reversed_on",
        _known("reversal_reason"),
    ),
    Step(
        "Leaving care",
        annex_a.CARE_LEAVERS,
        17,
        _select(
            _LEAVING,
            "listed.listed_from",
            "listed.gone_by",
            "'listed from ' || strftime(listed.listed_from, '%-d %B %Y')",
            "listed.eligibility",
            "listed.activity_shown",
            _known("in_touch"),
            _TEAM,
            estimated="listed.gone_by is not null",
            joins=books(annex_a.CARE_LEAVERS, "in_touch"),
        ),
    ),
)
"""The kinds of step, those of one day in this order."""
