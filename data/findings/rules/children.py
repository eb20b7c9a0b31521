"""Rules of children and codes: identifiers, births, ages, gender, reasons, and counts that a child's rows repeat."""

from __future__ import annotations

from data.findings.rules.dates import OVERLAPS, PLANS_IN_ORDER
from data.findings.rules.declaration import (
    CHILD_LISTS,
    DAYS_BEFORE_BIRTH,
    EVERYONE,
    Part,
    Rule,
    blank,
    day_beside,
    shown_day,
    unusual,
)
from data.lists.view import age_in_years
from data.returns.annex_a import (
    CARE_LEAVERS,
    CHILD_PROTECTION_PLANS,
    CHILDREN_IN_NEED,
)
from data.returns.layouts import Layout

LONGEST_ID = 20
GENDER_MISSING_SHARE = 0.02
OLDEST = 25
DAYS_TO_EXTRACT = 31
"""An extract may be run so long after the reporting date: ages as at any day until then are right."""

_REASONS = tuple((layout, layout.ends_because) for layout in CHILD_LISTS if layout.ends_because)


def _age(at: str) -> str:
    return f"(case when listed.born_on > {at} then -1 else {age_in_years('listed.born_on', at)} end)"


def _listed_again(layout: Layout) -> Part:
    return Part(
        layout,
        "child_id",
        "listed.nth > 1",
        "one row a child, of the latest episode",
        found="listed.child_id || ', also in row ' || listed.first_row",
        source=f"""(
            select *, row_number() over (partition by child_id order by sheet, excel_row) as nth,
                min(excel_row) over (partition by child_id) as first_row
            from list_{layout.number}
        ) as listed""",
    )


def _past_25(layout: Layout, closed: str | None) -> Part:
    birthday = f"listed.born_on + interval {OLDEST} year"
    still = f" and ({blank(closed)} or listed.{closed} > {birthday})" if closed else ""
    return Part(
        layout,
        "born_on",
        f"reporting_date > {birthday}{still}",
        f"a young person up to {OLDEST}",
        found=f"{shown_day('listed.born_on')} || ', aged ' || {_age('reporting_date')}",
    )


_CHILDREN_BY_GENDER = f"""(
    select everyone.*, child.missing, child.children, child.unstated
    from {EVERYONE} join (
        select child_id, place, gender is null as unstated, sum(case when gender is null then 1 else 0 end) over () as missing,
            count(*) over () as children
        from (select child_id, min(place) as place,
                  max(case when gender <> 'Not stated' then gender end) as gender
              from {EVERYONE} where born_on is null or born_on <= reporting_date group by child_id) as stated
    ) as child on child.child_id = everyone.child_id and child.place = everyone.place
) as listed"""

RULES: tuple[Rule, ...] = (
    Rule(
        "child_listed_again",
        "Child listed more than once",
        "The list has one row a child, of the latest episode, and this child is on it again. Plans that overlap have rules of their own.",
        "Keep the row of the latest episode.",
        "ask",
        (
            *(
                _listed_again(layout)
                for layout in CHILD_LISTS
                if layout.one_row_a_child and layout is not CHILD_PROTECTION_PLANS
            ),
            Part(
                CHILD_PROTECTION_PLANS,
                "child_id",
                f"listed.nth > 1 and not ({OVERLAPS})",
                "one row a child, of the latest episode",
                source=PLANS_IN_ORDER,
            ),
        ),
        "8510",
        explains=("shared key",),
    ),
    Rule(
        "child_id_too_long",
        f"Child identifier longer than {LONGEST_ID} characters",
        f"The identifier has more than {LONGEST_ID} characters.",
        "Check whether another column was exported in its place.",
        "stop",
        tuple(
            Part(
                layout,
                "child_id",
                f"length(listed.child_id) > {LONGEST_ID}",
                f"at most {LONGEST_ID} characters",
            )
            for layout in CHILD_LISTS
        ),
        "1570",
    ),
    Rule(
        "child_id_not_alphanumeric",
        "Child identifier with other signs than letters and digits",
        "The identifier holds a space, hyphen or other sign, which the census does not accept.",
        "Export the identifier as the case system holds it.",
        "ask",
        tuple(
            Part(
                layout,
                "child_id",
                "regexp_matches(listed.child_id, '[^A-Za-z0-9]')",
                "letters and digits only",
            )
            for layout in CHILD_LISTS
        ),
        "1580",
    ),
    Rule(
        "two_dates_of_birth",
        "Two dates of birth for one child",
        "The same identifier has another date of birth elsewhere in the return.",
        "Correct the date of birth, or the identifier if these are two children.",
        "stop",
        (
            Part(
                None,
                "born_on",
                "listed.born_on <> child.usual",
                "one date of birth for a child",
                found=day_beside("listed.born_on", "elsewhere", "child.usual"),
                source=unusual(EVERYONE, "born_on"),
            ),
        ),
    ),
    Rule(
        "two_genders",
        "Two genders for one child",
        "The same identifier has another gender elsewhere in the return.",
        "Correct the gender, or the identifier if these are two children.",
        "ask",
        (
            Part(
                None,
                "gender",
                "listed.gender <> child.usual and listed.gender <> 'Not stated'",
                "one gender for a child",
                found="listed.gender || ', elsewhere ' || child.usual",
                source=unusual(EVERYONE, "gender", "Not stated"),
            ),
        ),
    ),
    Rule(
        "past_25",
        f"Past the {OLDEST}th birthday",
        f"The young person is older than {OLDEST} and still listed as open, or was when the episode closed.",
        "Check the date of birth; otherwise close the episode.",
        "ask",
        (_past_25(CHILDREN_IN_NEED, "ceased_on"), _past_25(CARE_LEAVERS, None)),
        "8775Q",
    ),
    Rule(
        "gender_not_recorded",
        f"Gender missing for more than {GENDER_MISSING_SHARE:.0%} of children",
        f"More than {GENDER_MISSING_SHARE:.0%} of the return's children, the unborn set aside, have no gender on any list. "
        "Each is shown at its first row.",
        "Fill in the gender where it is known.",
        "ask",
        (
            Part(
                None,
                "gender",
                f"listed.unstated and listed.missing > {GENDER_MISSING_SHARE} * listed.children",
                "Male, Female or Neither",
                found="coalesce(listed.gender, 'blank')",
                source=_CHILDREN_BY_GENDER,
            ),
        ),
        "2886Q",
    ),
    Rule(
        "unborn_with_a_gender",
        "Unborn child with a gender",
        "The child is not yet born on the reporting date, or has no date of birth and the age of an unborn child, and has a gender.",
        "Give “c) Not stated/recorded” for an unborn child, or correct the date of birth.",
        "ask",
        tuple(
            Part(
                layout,
                "gender",
                "listed.gender in ('Male', 'Female') and ((listed.born_on > reporting_date "
                f"and listed.born_on <= reporting_date + {DAYS_BEFORE_BIRTH}) or (listed.age_stated = -1 and {blank('born_on')}))",
                "Not stated",
                found=f"listed.gender || coalesce(', birth expected ' || {shown_day('listed.born_on')}, ', aged -1')",
            )
            for layout in CHILD_LISTS
        ),
        "8750",
    ),
    Rule(
        "aged_unborn_but_born",
        "Age of an unborn child, born already",
        "The age is -1, which means unborn, and the date of birth is past.",
        "Correct the age or the date of birth.",
        "stop",
        tuple(
            Part(
                layout,
                "age_stated",
                "listed.age_stated = -1 and listed.born_on <= reporting_date",
                "the age in completed years",
                found=f"'-1, born ' || {shown_day('listed.born_on')}",
            )
            for layout in CHILD_LISTS
        ),
    ),
    Rule(
        "age_not_as_born",
        "Age differs from the date of birth",
        "The age is not the completed years from the date of birth to the reporting date, nor to any day in the month after it.",
        "Nothing to do for the figures, which work ages out from dates of birth; correct whichever is wrong.",
        "note",
        tuple(
            Part(
                layout,
                "age_stated",
                f"(listed.age_stated < {_age('reporting_date')} or listed.age_stated > {_age(f'(reporting_date + {DAYS_TO_EXTRACT})')}) "
                "and not (listed.age_stated = -1 and listed.born_on <= reporting_date) "
                f"and listed.born_on <= reporting_date + {DAYS_BEFORE_BIRTH}",
                "the completed years since birth, -1 where unborn",
                found=f"listed.age_stated || ', born ' || {shown_day('listed.born_on')}",
            )
            for layout in CHILD_LISTS
        ),
    ),
    Rule(
        "closed_without_reason",
        "Closed without a reason",
        "The episode has an end date and no reason for it.",
        "Give the reason, or take the date out if it is open.",
        "ask",
        tuple(
            Part(
                layout,
                reason,
                f"listed.ceased_on is not null and {blank(reason)}",
                "a reason",
                found=f"'blank, ended ' || {shown_day('listed.ceased_on')}",
            )
            for layout, reason in _REASONS
        ),
        "8805",
    ),
    Rule(
        "reason_without_closure",
        "Reason for closing without an end date",
        "The episode has a reason for closing and no end date.",
        "Give the end date, or take the reason out if it is open.",
        "ask",
        tuple(
            Part(
                layout,
                "ceased_on",
                f"listed.{reason} is not null and {blank('ceased_on')}",
                "the end date",
                found=f"'blank, reason ' || listed.{reason}",
            )
            for layout, reason in _REASONS
        ),
        "8810",
    ),
    Rule(
        "count_differs_between_rows",
        "Count differs between a child's rows",
        "The number counts back from the child's latest event, so it is the same on all of the child's rows; here it is not.",
        "Export the number as at the child's latest referral or enquiry on every row.",
        "note",
        tuple(
            Part(
                layout,
                count,
                f"listed.{count} <> child.usual",
                "the same number on all of the child's rows",
                found=f"listed.{count} || ', elsewhere ' || child.usual",
                source=unusual(f"list_{layout.number}", count),
            )
            for layout in CHILD_LISTS
            for count in layout.counts_back
        ),
    ),
)
