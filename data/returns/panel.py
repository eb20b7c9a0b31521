"""The panel return: this product's own workbook, for what Annex A does not hold. Every sheet is optional."""

from __future__ import annotations

from data.returns.layouts import Column, Kind, Layout


def _needed(
    name: str,
    header: str,
    kind: Kind = "text",
    codes: str | None = None,
    note: str = "",
    aliases: tuple[str, ...] = (),
) -> Column:
    return Column(name, header, kind, codes, blank=False, note=note, aliases=aliases)


def _may(
    name: str,
    header: str,
    kind: Kind = "text",
    codes: str | None = None,
    note: str = "",
    aliases: tuple[str, ...] = (),
) -> Column:
    return Column(name, header, kind, codes, optional=True, note=note, aliases=aliases)


_CHILD_ID = Column("child_id", "Child Unique ID", "id", blank=False, aliases=("Child ID",))
_PERIOD_NOTE = "As people write it: Q3 2022/23, Dec 2022, 31/12/2022, 2022/23, 2022/23 YTD to Q3."
_PERIOD = _needed("period", "Period", "period", note=_PERIOD_NOTE)
_MONTH = _needed("month", "Month", "period", note="For example Dec 2022.")

ABOUT = Layout(
    "about",
    "About",
    merging="facts",
    key=("local_authority",),
    describes_the_return=True,
    columns=(
        _needed("local_authority", "Local authority"),
        _needed(
            "data_to",
            "Data to",
            "date",
            note="The reporting date: the last day the data cover.",
            aliases=("Reporting date",),
        ),
        _needed(
            "extract_run_on", "Extract run on", "date", note="The day the extract was made, often later."
        ),
        _may("prepared_by", "Prepared by"),
    ),
    example=("Example council", "31/12/2022", "09/01/2023", "Performance team"),
)

FIGURES = Layout(
    "figures",
    "Figures",
    merging="facts",
    key=("measure", "period", "category"),
    one_row_a_key=True,
    columns=(
        _needed(
            "measure", "Measure", "measure", note="A measure's title or its id, as on the definitions page."
        ),
        _PERIOD,
        _may("category", "Category", note="For a figure split into parts: the part's name."),
        _may("numerator", "Numerator", "number"),
        _may("denominator", "Denominator", "number"),
        _may("value", "Value", "value", note="Needed where numerator and denominator are not both given."),
        _may("rank", "Rank", "whole number"),
        _may("note", "Note"),
    ),
    example=("Open assessments over 45 working days", "Q3 2022/23", None, 20, 400, None, None, "Example row"),
)

RISK_FACTORS = Layout(
    "risk_factors",
    "Risk factors",
    merging="facts",
    key=("period",),
    row_key=("period", "relates_to", "factor"),
    columns=(
        _needed("relates_to", "Relates to"),
        _needed("factor", "Risk factor"),
        _needed("period", "Period", "period"),
        _may("rank", "Rank", "whole number"),
        _may("percent", "%", "percent"),
    ),
)

ASSESSMENT_FACTORS = Layout(
    "assessment_factors",
    "Assessment factors",
    merging="events",
    noun=("assessment", "assessments"),
    key=("child_id", "authorised_on"),
    event="authorised_on",
    sheet_names=("Factors",),
    columns=(
        _CHILD_ID,
        _needed(
            "authorised_on",
            "Assessment authorised",
            "date",
            aliases=("Assessment authorised on", "Date of Authorisation", "Assessment end date"),
        ),
        _needed(
            "factors",
            "Factors",
            "factors",
            note="CIN census codes, as 1A;3B or 1A, 3B or one a row. 21 where none were identified. Rows of one child and "
            "day are one assessment, unless two of them hold several codes, a code comes twice or their outcomes differ.",
        ),
        _may("outcome", "Outcome", "code", "assessment_outcome"),
    ),
    example=("EXAMPLE", "14/12/2022", "3B;4B", "Social care support"),
)

CONTACT_DECISIONS = Layout(
    "contact_decisions",
    "Contacts",
    merging="events",
    noun=("contact", "contacts"),
    key=("child_id", "received_at"),
    event="received_at",
    also_ends=("decided_at",),
    in_order=(("received_at", "decided_at"),),
    columns=(
        _CHILD_ID,
        _needed("received_at", "Contact received", "date and time"),
        Column(
            "decided_at", "Decision made", "date and time", note="Left empty while no decision has been made."
        ),
        Column("outcome", "Outcome", "code", "contact_outcome"),
        Column("reason", "Reason"),
    ),
    example=("EXAMPLE", "14/12/2022 09:30", "15/12/2022 08:45", "Social work assessment", "Neglect"),
)

AUDIT_GRADES = Layout(
    "audit_grades",
    "Audit grades",
    merging="facts",
    key=("period",),
    row_key=("period", "team", "practice_domain", "grade"),
    columns=(
        _PERIOD,
        _may("team", "Team"),
        _needed("practice_domain", "Practice domain", note="Overall for the judgement of the whole audit."),
        _needed("grade", "Grade", "code", "grade"),
        _may("number", "Number", "number"),
        _may("percent", "Percent", "percent"),
    ),
    example=("Q3 2022/23", "Example team", "Overall", "Good", 10, None),
)

GET_SAFE = Layout(
    "get_safe",
    "Get Safe",
    merging="facts",
    key=("quarter_end",),
    row_key=("quarter_end", "child_id", "category_of_risk"),
    speaks_for="quarter_end",
    columns=(
        _needed("quarter_end", "Quarter end", "date"),
        _CHILD_ID,
        _needed("category_of_risk", "Category of risk"),
        _needed("rating", "Rating", "code", "rating"),
        _may("rating_at_start", "Rating at start of quarter", "code", "rating"),
        _may("team", "Team"),
    ),
    example=("31/12/2022", "EXAMPLE", "County lines", "Amber", "Red", None),
)

MISSING_EPISODES = Layout(
    "missing_episodes",
    "Missing",
    merging="events",
    noun=("missing episode", "missing episodes"),
    key=("child_id", "went_missing_at"),
    event="went_missing_at",
    also_ends=("returned_at",),
    in_order=(("went_missing_at", "returned_at"), ("returned_at", "interview_held_at")),
    columns=(
        _CHILD_ID,
        _needed("missing_from", "Missing from", "code", "missing_from"),
        _needed("went_missing_at", "Went missing", "date and time"),
        Column("returned_at", "Returned", "date and time"),
        Column("interview_offered_at", "Interview offered", "date and time"),
        Column("interview_accepted_at", "Interview accepted", "date and time"),
        Column("interview_held_at", "Interview held", "date and time"),
    ),
    example=(
        "EXAMPLE",
        "Care",
        "03/12/2022 22:15",
        "04/12/2022 07:00",
        "04/12/2022 10:00",
        "05/12/2022 09:00",
        None,
    ),
)

RESIDENTIAL_PLACEMENTS = Layout(
    "residential_placements",
    "Residential placements",
    merging="events",
    noun=("residential placement", "residential placements"),
    key=("child_id", "placement_started_on"),
    event="placement_started_on",
    columns=(
        _CHILD_ID,
        _needed("age", "Age", "whole number"),
        _needed("placement_started_on", "Placement start", "date"),
        Column("previous_placement", "Previous placement"),
        Column("reason", "Reason"),
    ),
    example=("EXAMPLE", 15, "02/11/2022", "Foster placement", "Placement breakdown"),
)

SHORT_BREAKS = Layout(
    "short_breaks",
    "Short breaks",
    merging="facts",
    key=("month",),
    row_key=("month", "type"),
    speaks_for="month",
    columns=(
        _MONTH,
        _needed("type", "Type", "code", "short_break_type"),
        Column("children", "Children", "number"),
        Column("nights", "Nights", "number"),
    ),
    example=("Dec 2000", "Overnight", 41, 120),
)

WORKFORCE = Layout(
    "workforce",
    "Workforce",
    merging="facts",
    key=("month",),
    row_key=("month", "team"),
    speaks_for="month",
    adds_up=(("permanent_fte", "agency_covering_vacancies_fte", "uncovered_fte"), "establishment_fte"),
    columns=(
        _MONTH,
        _may("team", "Team"),
        Column("establishment_fte", "Establishment FTE", "number"),
        Column("permanent_fte", "Permanent FTE", "number"),
        Column("agency_covering_vacancies_fte", "Agency covering vacancies FTE", "number"),
        Column("agency_extra_fte", "Agency extra FTE", "number"),
        Column("uncovered_fte", "Uncovered FTE", "number"),
        Column("cases_held", "Cases held", "number"),
        Column("caseholding_fte", "Caseholding FTE", "number"),
    ),
    example=("Dec 2022", "Example team", 24, 20.5, 2.5, 1, 1, 310, 18.5),
)

FEEDBACK = Layout(
    "feedback",
    "Feedback",
    merging="facts",
    key=("period",),
    row_key=("period", "source"),
    columns=(_PERIOD, _needed("source", "Source"), _needed("families", "Families", "number")),
    example=("Q3 2022/23", "Example source", 12),
)

TARGETS = Layout(
    "targets",
    "Targets",
    merging="facts",
    key=("measure", "starts_on"),
    columns=(
        _needed("measure", "Measure", "measure"),
        _needed("starts_on", "From", "date"),
        _needed("target", "Target", "value"),
        _may("tolerance", "Tolerance", "value"),
        _may("set_by", "Set by"),
    ),
    example=("Assessments completed within 45 working days", "01/04/2022", 85, 5, "Example committee"),
)

BENCHMARKS = Layout(
    "benchmarks",
    "Benchmarks",
    merging="facts",
    key=("measure", "area", "period"),
    columns=(
        _needed("measure", "Measure", "measure"),
        _needed("area", "Area"),
        _PERIOD,
        _needed("value", "Value", "value"),
        Column("source", "Source"),
    ),
    example=(
        "Assessments completed within 45 working days",
        "West Midlands",
        "Q2 2022/23",
        83,
        "Example source",
    ),
)

TEAMS = Layout(
    "teams",
    "Teams",
    merging="facts",
    key=("team", "from_date"),
    also_ends=("to_date",),
    columns=(
        _needed("team", "Team as recorded"),
        _needed("service", "Service"),
        _may("area", "Area"),
        _may("from_date", "From", "date"),
        _may("to_date", "To", "date"),
    ),
    example=("Example team", "Family Front Door", "North", None, None),
)

COMMENTARY = Layout(
    "commentary",
    "Commentary",
    merging="facts",
    key=("section", "text"),
    columns=(
        _needed("section", "Section"),
        _needed("text", "Text"),
        _may("action", "Action"),
        _may("officer", "Officer"),
        _may("due", "Due", "date"),
        _may("status", "Status"),
    ),
    example=(
        "Family Front Door",
        "Example: referrals were higher in quarters 1 and 3.",
        "Review demand",
        "Head of service",
        "31/03/2023",
        "Open",
    ),
)

PANEL = (
    ABOUT,
    FIGURES,
    RISK_FACTORS,
    ASSESSMENT_FACTORS,
    CONTACT_DECISIONS,
    AUDIT_GRADES,
    GET_SAFE,
    MISSING_EPISODES,
    RESIDENTIAL_PLACEMENTS,
    SHORT_BREAKS,
    WORKFORCE,
    FEEDBACK,
    TARGETS,
    BENCHMARKS,
    TEAMS,
    COMMENTARY,
)
