"""The eleven lists of Ofsted's Annex A, as issued in August 2019, with the header names of earlier and later versions.

Source: the official form (sheets Guidance, Codes_used, List_1 to List_11); later names from published SQL (July 2024).
"""

from __future__ import annotations

from data.returns.layouts import Column, Layout

_CHILD_ID = Column("child_id", "Child Unique ID", "id", blank=False, aliases=("Child ID", "Unique Child ID"))
_GENDER = Column("gender", "Gender", "code", "gender", blank=False, aliases=("Sex",))
_ETHNICITY = Column("ethnicity", "Ethnicity", "code", "ethnicity", blank=False)
_BORN = Column("born_on", "Date of Birth", "date", aliases=("DOB", "Date of Birth (or expected)"))
_AGE = Column("age_stated", "Age of Child (Years)", "whole number", aliases=("Age", "Age of Child"))
_CHILD = (_CHILD_ID, _GENDER, _ETHNICITY, _BORN, _AGE)
_DISABILITY = Column("disability", "Does the Child have a Disability", "code", "yes_no_unknown", blank=False)
_TEAM = Column("team", "Allocated Team", blank=False)
_WORKER = Column("worker", "Allocated Worker", blank=False)


def _yes_no(
    name: str,
    header: str,
    blank: bool = True,
    aliases: tuple[str, ...] = (),
    old_headers: tuple[str, ...] = (),
) -> Column:
    return Column(name, header, "code", "yes_no_unknown", blank, aliases, old_headers=old_headers)


def _date(
    name: str,
    header: str,
    blank: bool = True,
    aliases: tuple[str, ...] = (),
    old_headers: tuple[str, ...] = (),
) -> Column:
    return Column(name, header, "date", blank=blank, aliases=aliases, old_headers=old_headers)


def _count(name: str, header: str, blank: bool = False, aliases: tuple[str, ...] = ()) -> Column:
    return Column(name, header, "whole number", blank=blank, aliases=aliases)


CONTACTS = Layout(
    "contacts",
    "List 1: Contacts",
    number=1,
    noun=("contact", "contacts"),
    merging="events",
    key=("child_id", "contact_on", "source"),
    event="contact_on",
    event_dates=("contact_on",),
    flow="contacts",
    sheet_names=("Contacts", "Initial contacts"),
    columns=(
        *_CHILD,
        _date("contact_on", "Date of Contact", blank=False),
        Column(
            "source", "Contact Source", "code", "source", blank=False, aliases=("Contact / Referral Source",)
        ),
    ),
)

EARLY_HELP = Layout(
    "early_help",
    "List 2: Early Help",
    number=2,
    noun=("early help assessment", "early help assessments"),
    merging="events",
    key=("child_id", "started_on"),
    event="started_on",
    event_dates=("started_on", "completed_on"),
    ends="completed_on",
    sheet_names=("Early Help",),
    columns=(
        *_CHILD,
        _date("started_on", "Assessment start date", blank=False),
        _date("completed_on", "Assessment completion date"),
        Column("organisation", "Organisation completing assessment", blank=False),
    ),
)

REFERRALS = Layout(
    "referrals",
    "List 3: Referral",
    number=3,
    noun=("referral", "referrals"),
    merging="events",
    key=("child_id", "referred_on", "source"),
    event="referred_on",
    event_dates=("referred_on",),
    counts_back=("referrals_in_last_12_months",),
    flow="referrals",
    sheet_names=("Referrals", "Referral"),
    columns=(
        *_CHILD,
        _date("referred_on", "Date of referral", blank=False),
        Column(
            "source", "Referral Source", "code", "source", blank=False, aliases=("Contact / Referral Source",)
        ),
        Column("no_further_action", "Referral NFA?", "code", "no_further_action", blank=False),
        _count("referrals_in_last_12_months", "Number of Referrals in Last 12 Months"),
        _TEAM,
        _WORKER,
    ),
)

ASSESSMENTS = Layout(
    "assessments",
    "List 4: Assessments",
    number=4,
    noun=("assessment", "assessments"),
    merging="events",
    key=("child_id", "started_on"),
    event="started_on",
    event_dates=("started_on", "authorised_on"),
    ends="authorised_on",
    window_shown_by="authorised_on",
    flow="assessments_completed",
    sheet_names=("Assessments", "Assessment"),
    columns=(
        *_CHILD,
        _DISABILITY,
        _date(
            "started_on", "Continuous Assessment Start Date", blank=False, aliases=("Assessment Start Date",)
        ),
        _yes_no(
            "child_seen",
            "Child Seen During Continuous Assessment",
            blank=False,
            aliases=("Child Seen During Assessment",),
        ),
        _date(
            "authorised_on",
            "Continuous Assessment Date of Authorisation",
            aliases=("Assessment Authorisation Date", "Assessment Date of Authorisation"),
        ),
        _yes_no(
            "social_care_support",
            "Was the child assessed as requiring LA children’s social care support",
            old_headers=(
                "Was the child assessed as being in need",
                "Was the child assessed as being in need at assessment",
            ),
        ),
        _TEAM,
        _WORKER,
    ),
)

SECTION_47_ENQUIRIES = Layout(
    "section_47_enquiries",
    "List 5: Section 47 enquiries and Initial Child Protection Conferences",
    number=5,
    noun=("section 47 enquiry", "section 47 enquiries"),
    merging="events",
    key=("child_id", "strategy_discussion_on"),
    event="strategy_discussion_on",
    event_dates=("strategy_discussion_on",),
    leads_to="conference_on",
    in_order=(("strategy_discussion_on", "conference_on"),),
    counts_back=("enquiries_in_last_12_months", "conferences_in_last_12_months"),
    flow="section_47_enquiries",
    sheet_names=("Sec47 and ICPC", "S47 and ICPC", "Section 47"),
    columns=(
        *_CHILD,
        _DISABILITY,
        _date(
            "strategy_discussion_on",
            "Strategy discussion initiating Section 47 Enquiry Start Date",
            blank=False,
            aliases=("Strategy discussion date",),
            old_headers=("Section 47 Enquiry Start Date",),
        ),
        _yes_no(
            "conference_unnecessary",
            "Was an Initial Child Protection Conference deemed unnecessary?",
            old_headers=("Initial Child Protection Conference Not Required",),
        ),
        _date("conference_on", "Date of Initial Child Protection Conference", aliases=("ICPC date",)),
        _yes_no(
            "resulted_in_plan",
            "Did the Initial Child Protection Conference Result in a Child Protection Plan",
        ),
        _count("enquiries_in_last_12_months", "Number of Section 47 Enquiries in the last 12 months"),
        _count("conferences_in_last_12_months", "Number of ICPCs in the last 12 months"),
        _TEAM,
        _WORKER,
    ),
)

CHILDREN_IN_NEED = Layout(
    "children_in_need",
    "List 6: Children in Need",
    number=6,
    noun=("start of need", "starts of need"),
    merging="spells",
    key=("child_id", "started_on"),
    starts="started_on",
    ends="ceased_on",
    ends_because="closure_reason",
    last_done=("last_seen_on",),
    one_row_a_child=True,
    stock_title="Children in need",
    sheet_names=("Children in Need", "CIN"),
    columns=(
        *_CHILD,
        _DISABILITY,
        _date("started_on", "CIN Start Date"),
        Column("primary_need", "Primary Need Code", "code", "need", blank=False),
        _date("last_seen_on", "Date Child Was Last Seen"),
        _date("ceased_on", "CIN Closure Date"),
        Column("closure_reason", "Reason for Closure", "code", "closure_reason"),
        Column("case_status", "Case status", "code", "case_status", blank=False),
        _TEAM,
        _WORKER,
    ),
)

CHILD_PROTECTION_PLANS = Layout(
    "child_protection_plans",
    "List 7: Child protection",
    number=7,
    noun=("start of a plan", "starts of plans"),
    merging="spells",
    key=("child_id", "started_on"),
    starts="started_on",
    ends="ceased_on",
    last_done=("last_visit_on", "last_review_on"),
    one_row_a_child=True,
    stock_title="Child protection plans",
    sheet_names=("Child Protection", "CP"),
    columns=(
        *_CHILD,
        _DISABILITY,
        _date("started_on", "Child Protection Plan Start Date", blank=False),
        Column("initial_category_of_abuse", "Initial Category of Abuse", "code", "abuse", blank=False),
        Column("latest_category_of_abuse", "Latest Category of Abuse", "code", "abuse", blank=False),
        _date("last_visit_on", "Date of the Last Statutory Visit"),
        _yes_no("seen_alone", "Was the Child Seen Alone?"),
        _date("last_review_on", "Date of latest review conference"),
        _date("ceased_on", "Child Protection Plan End Date"),
        _yes_no(
            "emergency_protection",
            "Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)",
            blank=False,
        ),
        _count("previous_plans", "Number of Previous Child Protection Plans"),
        _TEAM,
        _WORKER,
    ),
)

LOOKED_AFTER_CHILDREN = Layout(
    "looked_after_children",
    "List 8: Children in care",
    number=8,
    noun=("start of care", "starts of care"),
    merging="spells",
    key=("child_id", "started_on"),
    starts="started_on",
    ends="ceased_on",
    ends_because="ceased_reason",
    sheet_names=("Children in Care", "CLA", "Looked after children"),
    in_order=(("started_on", "legal_status_on"), ("started_on", "placement_started_on")),
    last_done=(
        "last_review_on",
        "last_visit_on",
        "last_reviewing_officer_contact_on",
        "last_health_assessment_on",
        "last_dental_check_on",
    ),
    not_before_birth=("started_on", "legal_status_on", "placement_started_on"),
    one_row_a_child=True,
    stock_title="Children looked after",
    columns=(
        *_CHILD,
        _yes_no(
            "unaccompanied",
            "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)",
            blank=False,
        ),
        _DISABILITY,
        _date("started_on", "Date Started to be Looked After", blank=False),
        Column("category_of_need", "Child's Category of Need", "code", "need", blank=False),
        _yes_no(
            "second_period_in_12_months",
            "Is this a second or subsequent period of being a Looked After Child "
            "within the last 12 months (Y/N)",
            blank=False,
            aliases=(
                "Is this a second or subsequent episode of being a Looked After Child within the last 12 "
                "months (Y/N)",
            ),
        ),
        _date("legal_status_on", "Start date of current legal status", blank=False),
        Column("legal_status", "Child's Legal Status", "code", "legal_status", blank=False),
        _date("last_review_on", "Date of Latest Statutory Review"),
        _date("last_visit_on", "Date of Last Social Work Visit"),
        Column(
            "permanence_plan",
            "What is the permanence plan for this child?",
            "code",
            "permanence_plan",
            old_headers=("Plan for Child to be Reunified with Their Family",),
        ),
        _date("last_reviewing_officer_contact_on", "Date of Last IRO Visit / Contact to the Child"),
        _date("last_health_assessment_on", "Date of Last Health Assessment"),
        _date("last_dental_check_on", "Date of Last Dental Check"),
        _count("placements_in_last_12_months", "Number of Placements in the Last 12 months"),
        _date("ceased_on", "Date Ceased to be Looked After"),
        Column("ceased_reason", "Reason Ceased to be Looked After", "code", "ceased_reason"),
        _date("placement_started_on", "Start Date of Most Recent Placement", blank=False),
        Column("placement_type", "Placement Type", "code", "placement_type", blank=False),
        Column("placement_provider", "Placement Provider", "code", "placement_provider", blank=False),
        Column("placement_postcode", "Placement postcode"),
        Column("placement_urn", "URN of Placement"),
        Column("placement_location", "Placement Location", "code", "placement_location", blank=False),
        Column("placement_authority", "LA of Placement", blank=False),
        _count(
            "missing_episodes_in_last_12_months",
            "Number of Episodes the Child has been ‘Missing’ from their Placement in the last 12 months",
        ),
        _count(
            "absent_episodes_in_last_12_months",
            "Number of Episodes the Child has been ‘Absent’ from their Placement in the last 12 months",
        ),
        _yes_no(
            "return_interview_offered",
            "Was the child offered a Return Interview after their last missing episode (Y/N)?",
        ),
        _yes_no(
            "return_interview_accepted",
            "Did the child accept a Return Interview after their last missing episode (Y/N)?",
        ),
        _TEAM,
        _WORKER,
    ),
)

CARE_LEAVERS = Layout(
    "care_leavers",
    "List 9: Care leavers",
    number=9,
    noun=("care leaver", "care leavers"),
    merging="snapshots",
    key=("child_id",),
    one_row_a_child=True,
    sheet_names=("Care Leavers", "Care leaver"),
    columns=(
        *_CHILD,
        _DISABILITY,
        _TEAM,
        _WORKER,
        Column("eligibility", "Eligibility Category", "code", "eligibility", blank=False),
        Column("in_touch", "LA In Touch", "code", "in_touch", blank=False),
        Column("accommodation", "Type of Accommodation", "code", "accommodation"),
        Column("accommodation_suitability", "Suitability of Accommodation", "code", "suitability"),
        Column("activity", "Activity Status", "code", "activity"),
    ),
)

ADOPTIONS = Layout(
    "adoptions",
    "List 10: Adoption",
    number=10,
    noun=("decision on adoption", "decisions on adoption"),
    merging="facts",
    key=("child_id", "decision_on"),
    in_order=(("entered_care_on", "decision_on"),),
    not_before_birth=("entered_care_on",),
    one_row_a_child=True,
    sheet_names=("Adoption", "Adoptions"),
    columns=(
        _CHILD_ID,
        Column("family_id", "Family identifier"),
        _GENDER,
        _ETHNICITY,
        _BORN,
        _AGE,
        _DISABILITY,
        _date("entered_care_on", "Date the Child Entered Care", blank=False),
        _date("decision_on", "Date of Decision that Child Should be Placed for Adoption", blank=False),
        _date("placement_order_on", "Date of Placement Order"),
        _date("matched_on", "Date of Matching Child and Prospective Adopters"),
        _date("placed_on", "Date Placed for Adoption"),
        _date("adoption_order_on", "Date of Adoption Order"),
        _date("decision_reversed_on", "Date of Decision that Child Should No Longer be Placed for Adoption"),
        Column(
            "reversal_reason", "Reason Why Child No Longer Placed for Adoption", "code", "reversal_reason"
        ),
        _date(
            "fostering_for_adoption_on",
            "Date the child was placed for fostering in FFA or concurrent planning placement",
        ),
    ),
)

ADOPTERS = Layout(
    "adopters",
    "List 11: Adopters",
    number=11,
    noun=("prospective adopter", "prospective adopters"),
    merging="facts",
    key=("adopter_id", "enquiry_on"),
    stages=(("stage_1_started_on", "stage_1_ended_on"), ("stage_2_started_on", "stage_2_ended_on")),
    also_ends=("left_on",),
    sheet_names=("Adopters", "Prospective adopters"),
    columns=(
        Column("adopter_id", "Individual adopter identifier", "id", blank=False),
        Column("family_id", "Family identifier"),
        Column("gender", "Gender", "code", "gender", blank=False, aliases=("Sex",)),
        _ETHNICITY,
        _yes_no("disability", "Disability", blank=False),
        _yes_no(
            "fostering_for_adoption", "Is the (prospective) adopter fostering for adoption?", blank=False
        ),
        _date("enquiry_on", "Date enquiry received", blank=False),
        _date("stage_1_started_on", "Date Stage 1 started"),
        _date("stage_1_ended_on", "Date Stage 1 ended"),
        _date("stage_2_started_on", "Date Stage 2 started"),
        _date("stage_2_ended_on", "Date Stage 2 ended"),
        _date("application_on", "Date application submitted"),
        _date("approved_on", "Date application approved"),
        _date("matched_on", "Date adopter matched with child(ren)"),
        _date("placed_on", "Date child/children placed with adopter(s)"),
        _count("children_placed", "No. of children placed", blank=True),
        _date("adoption_order_on", "Date of Adoption Order"),
        _date("left_on", "Date of leaving adoption process"),
        Column("leaving_reason", "Reason for leaving adoption process", "code", "leaving_reason"),
    ),
)

ANNEX_A = (
    CONTACTS,
    EARLY_HELP,
    REFERRALS,
    ASSESSMENTS,
    SECTION_47_ENQUIRIES,
    CHILDREN_IN_NEED,
    CHILD_PROTECTION_PLANS,
    LOOKED_AFTER_CHILDREN,
    CARE_LEAVERS,
    ADOPTIONS,
    ADOPTERS,
)

FORM_SHEETS = frozenset(
    {"frontsheet", "faqandchanges", "guidance", "codesused", "readme", "lists", "problemsfound"}
)
"""Sheets of the official form, the template and the marked copy that hold no records (names as alphanumerics)."""
