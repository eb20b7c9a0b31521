"""The tables of those who leave care: care leavers and children adopted."""

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
    age_in_years,
    books,
    shown,
    team_book,
)
from data.returns import annex_a

_AGE = f"coalesce({age_in_years('born_on', 'listed.reporting_date')}, listed.age_stated)"

_CARE_LEAVERS = View(
    "care_leavers",
    annex_a.CARE_LEAVERS,
    f"""select listed.*, {PERSON}, {shown("disability")} as disability_recorded, {TEAM}, {_AGE} as age,
        {shown("activity", "description")} as activity_shown, {shown("activity")} as activity_group,
        {shown("accommodation", "description")} as accommodation_shown, {shown("eligibility")} as eligibility_shown,
        case when {_AGE} is null or {_AGE} < 16 then 'Not known' when {_AGE} < 18 then '16 to 17' when {_AGE} < 21 then '18 to 20'
             when {_AGE} < 26 then '21 to 25' else '26 and over' end as care_leaver_band,
        coalesce({_AGE} between 19 and 21 and listed.eligibility = 'Former relevant child', false) as is_former_relevant_19_to_21,
        coalesce(listed.in_touch not in ('Died', 'RHOM'), true) as is_counted,
        listed.reporting_date as held_from, supplied.covered_to + 1 as held_until
    from listed join return_lists as supplied on supplied.return_id = listed.return_id and supplied.list = 'care_leavers'
    {PERSON_BOOKS}
    {books(annex_a.CARE_LEAVERS, "disability", "activity", "accommodation", "eligibility")}
    {team_book("listed.reporting_date")}
    qualify rank() over (partition by listed.reporting_date order by listed.reading_order desc) = 1""",
    PERSON_DIMENSIONS
    | DISABILITY
    | TEAM_DIMENSIONS
    | {
        "care_leaver_band": "care_leaver_band",
        "activity": "activity_shown",
        "accommodation": "accommodation_shown",
        "eligibility": "eligibility_shown",
        "in_touch": "coalesce(in_touch, 'Not recorded')",
    },
    {
        "activity_shown": ("activity",),
        "activity_group": ("activity",),
        "accommodation_shown": ("accommodation",),
        "eligibility_shown": ("eligibility",),
        "care_leaver_band": ("born_on",),
        "age": ("born_on",),
        "held_from": ("child_id",),
        "held_until": ("child_id",),
        "is_former_relevant_19_to_21": ("born_on", "eligibility"),
        "is_counted": ("in_touch",),
    }
    | NEEDED,
    case_columns=(
        CaseColumn("age", "Age in years"),
        "eligibility",
        "in_touch",
        "activity",
        "accommodation",
        "accommodation_suitability",
    ),
)

_ADOPTIONS = View(
    "adoptions",
    annex_a.ADOPTIONS,
    f"select listed.*, {PERSON} from listed {PERSON_BOOKS}",
    PERSON_DIMENSIONS,
    NEEDED,
    case_columns=(
        "adoption_order_on",
        "entered_care_on",
        "decision_on",
        "placement_order_on",
        "matched_on",
        "placed_on",
        "decision_reversed_on",
        "reversal_reason",
    ),
)

VIEWS = (_CARE_LEAVERS, _ADOPTIONS)
