"""The tables of the panel return's own sheets: missing, exploitation, residential placements, short breaks, workforce."""

from __future__ import annotations

from data.lists.view import TEAM, CaseColumn, View, team_book
from data.returns import panel

_MONTH = CaseColumn("month", "Month", "strftime(held_from, '%b %Y')")

_MISSING = View(
    "missing_episodes",
    panel.MISSING_EPISODES,
    """select listed.*, cast(went_missing_at as date) as went_missing_on, cast(returned_at as date) as returned_on,
        case when interview_held_at >= returned_at
             then date_diff('second', returned_at, interview_held_at) / 3600.0 end as hours_to_interview
    from listed""",
    {"missing_from": "coalesce(missing_from, 'Not recorded')"},
    {
        "went_missing_on": ("went_missing_at",),
        "returned_on": ("returned_at",),
        "hours_to_interview": ("returned_at", "interview_held_at"),
    },
    case_columns=(
        "went_missing_at",
        "returned_at",
        "missing_from",
        "interview_offered_at",
        "interview_accepted_at",
        "interview_held_at",
        CaseColumn("hours_to_interview", "Hours from return to interview"),
    ),
)


def _severity(rating: str) -> str:
    return f"case {rating} when 'Red' then 3 when 'Amber' then 2 when 'Green' then 1 end"


def _rating(severity: str) -> str:
    return (
        f"case {severity} when 3 then 'Red' when 2 then 'Amber' when 1 then 'Green' else 'Not recorded' end"
    )


def _ratings_by(columns: str) -> str:
    return f"select {columns}, max({_severity('rating')}) as severity from listed group by {columns}"


_GET_SAFE = View(
    "get_safe",
    panel.GET_SAFE,
    f"""select rated.*, coalesce(listed_team, 'No team recorded') as team_shown, quarter_end as held_from, quarter_end + 1 as held_until,
        {_rating("severity")} as child_rating
    from (
        select listed.child_id, listed.quarter_end, coalesce(listed.category_of_risk, 'Not recorded') as category_of_risk,
            listed.team as listed_team,
            max({_severity("listed.rating")}) over child as severity,
            coalesce(max({_severity("listed.rating_at_start")}) over child, max(before.severity) over child) as severity_at_start,
            max(coalesce({_severity("listed.rating_at_start")}, same_risk_before.severity))
                filter (where {_severity("listed.rating")} is not null) over child as severity_at_start_of_open_risks
        from listed
        left join ({_ratings_by("child_id, quarter_end")}) as before on before.child_id = listed.child_id
            and last_day(before.quarter_end + interval 3 month) = last_day(listed.quarter_end)
        left join ({_ratings_by("child_id, quarter_end, category_of_risk")}) as same_risk_before
            on same_risk_before.child_id = listed.child_id and same_risk_before.category_of_risk = listed.category_of_risk
            and last_day(same_risk_before.quarter_end + interval 3 month) = last_day(listed.quarter_end)
        window child as (partition by listed.child_id, listed.quarter_end)
    ) as rated""",
    {"category_of_risk": "category_of_risk", "rating": "child_rating", "team": "team_shown"},
    {
        "held_from": ("quarter_end",),
        "held_until": ("quarter_end",),
        "severity": ("rating",),
        "severity_at_start": ("rating",),
        "severity_at_start_of_open_risks": ("rating",),
        "child_rating": ("rating",),
        "team_shown": ("team",),
    },
    case_columns=(
        "quarter_end",
        "category_of_risk",
        "rating",
        CaseColumn("rating_at_start", sql=_rating("severity_at_start")),
    ),
)

_RESIDENTIAL = View(
    "residential_placements",
    panel.RESIDENTIAL_PLACEMENTS,
    """select listed.*, case when age is null then 'Not known' when age < 10 then 'Under 10' when age < 14 then '10 to 13'
             when age < 17 then '14 to 16' else '17' end as age_group
    from listed""",
    {
        "reason": "coalesce(reason, 'Not recorded')",
        "previous_placement": "coalesce(previous_placement, 'Not recorded')",
        "residential_age_band": "age_group",
    },
    {"age_group": ("age",)},
    case_columns=(
        "placement_started_on",
        CaseColumn("age", "Age in years"),
        "previous_placement",
        "reason",
    ),
)

_SHORT_BREAKS = View(
    "short_breaks",
    panel.SHORT_BREAKS,
    """select listed.*, month_start as held_from, month_end + 1 as held_until from listed where month_end is not null""",
    {"short_break_type": "coalesce(type, 'Not recorded')"},
    {"held_from": ("month",), "held_until": ("month",)},
    case_columns=(_MONTH, "short_break_type"),
)

_WORKFORCE = View(
    "workforce",
    panel.WORKFORCE,
    f"""select listed.*, {TEAM}, listed.month_start as held_from, listed.month_end + 1 as held_until
    from listed {team_book("listed.month_end")}
    where listed.month_end is not null and (listed.team is not null
        or not exists (select 1 from listed as other where other.month_end = listed.month_end and other.team is not null))""",
    {"team": "team_shown", "service": "service", "area": "area"},
    {
        "held_from": ("month",),
        "held_until": ("month",),
        "team_shown": ("team",),
        "service": ("team",),
        "area": ("team",),
    },
    case_columns=(_MONTH,),
)

_POSTS = View(
    "workforce_posts",
    panel.WORKFORCE,
    " union all ".join(
        f"select held_from, held_until, team_shown, service, area, '{words}' as staffing, {column} as fte from workforce"
        for words, column in (
            ("Permanent", "permanent_fte"),
            ("Agency covering vacancies", "agency_covering_vacancies_fte"),
            ("Uncovered", "uncovered_fte"),
            ("Agency extra", "agency_extra_fte"),
        )
    ),
    {"staffing": "staffing", "team": "team_shown", "service": "service", "area": "area"},
    {
        "held_from": ("month",),
        "held_until": ("month",),
        "team_shown": ("team",),
        "service": ("team",),
        "area": ("team",),
        "fte": ("permanent_fte", "agency_covering_vacancies_fte", "uncovered_fte", "agency_extra_fte"),
    },
    case_columns=(_MONTH, "staffing", CaseColumn("fte", "Full-time equivalents")),
)

VIEWS = (_MISSING, _GET_SAFE, _RESIDENTIAL, _SHORT_BREAKS, _WORKFORCE, _POSTS)
