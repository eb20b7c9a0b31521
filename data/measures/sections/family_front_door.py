"""Family Front Door: contacts, referrals and assessments, in the order of the page."""

from data.lists.front_door import DAYS_TO_FOLLOW_A_CONTACT
from data.measures.declaration import PER_10_000, Estimate, Measure, flow, stock, window
from data.measures.section import Section, Shown, Topic

SECTION = "Family Front Door"
_YEAR_TO_MARCH = "Published figure is for the year ending 31 March."
_FOLLOWED = (
    "Estimated: List 1 holds no outcome, so a contact counts where {what} began for the child on its day or in the "
    f"{DAYS_TO_FOLLOW_A_CONTACT} days after. Contacts of the last {DAYS_TO_FOLLOW_A_CONTACT} days that the data cover are "
    "left out: what follows them is not known yet."
)

TRIO_RULES = {
    "all": (
        "contains(codes, ';3B;') and contains(codes, ';4B;') and (contains(codes, ';1B;') or contains(codes, ';2B;'))",
        "All three together: a parent's or carer's domestic abuse (3B), mental ill-health (4B) and alcohol or drug "
        "misuse (1B or 2B).",
    ),
    "any": (
        "contains(codes, ';3B;') or contains(codes, ';4B;') or contains(codes, ';1B;') or contains(codes, ';2B;')",
        "Any of them: a parent's or carer's domestic abuse (3B), mental ill-health (4B), alcohol (1B) or drug misuse "
        "(2B).",
    ),
}
"""How the trio of vulnerabilities is counted: SQL over an assessment's codes, and the rule in words."""

_RULES_ASKED = " ".join(f"when '{name}' then {rule}" for name, (rule, _) in TRIO_RULES.items())
_IS_TRIO = f"case trio_rule {_RULES_ASKED} end"

_OWN_MEASURES = (
    Measure(
        id="contacts",
        title="Contacts received",
        section=SECTION,
        unit="number",
        headline=True,
        means="Contacts about a child received by the front door in the period.",
        counting=flow("contacts", "contact_on"),
        seasonal=True,
        caveat="DfE does not collect contacts, so there is no national figure.",
    ),
    Measure(
        id="contacts_leading_to_assessment",
        title="Contacts leading to a social work assessment",
        section=SECTION,
        means="Of the contacts received in the period, the share whose outcome was a social work assessment.",
        unit="percent",
        counting=flow(
            "contact_decisions",
            "received_on",
            numerator="count(*) filter (where outcome = 'Social work assessment')",
            denominator="count(*)",
        ),
        estimate=Estimate(
            flow(
                "contacts_followed",
                "contact_on",
                numerator="count(*) filter (where assessment_followed)",
                denominator="count(*)",
                followed_for_days=DAYS_TO_FOLLOW_A_CONTACT,
            ),
            _FOLLOWED.format(what="a social work assessment"),
        ),
    ),
    Measure(
        id="contacts_leading_to_early_help",
        title="Contacts leading to targeted early help",
        section=SECTION,
        means="Of the contacts received in the period, the share whose outcome was targeted early help (level 3).",
        unit="percent",
        counting=flow(
            "contact_decisions",
            "received_on",
            numerator="count(*) filter (where outcome = 'Targeted early help')",
            denominator="count(*)",
        ),
        estimate=Estimate(
            flow(
                "contacts_followed",
                "contact_on",
                numerator="count(*) filter (where early_help_followed)",
                denominator="count(*)",
                followed_for_days=DAYS_TO_FOLLOW_A_CONTACT,
            ),
            _FOLLOWED.format(what="an early help assessment"),
        ),
    ),
    Measure(
        id="contacts_decided_within_24_hours",
        title="Contacts decided within 24 hours",
        section=SECTION,
        means="Of the contacts received in the period, the share decided within 24 hours of receipt. Undecided contacts "
        "count as not decided in time.",
        unit="percent",
        better="higher",
        headline=True,
        counting=flow(
            "contact_decisions",
            "received_on",
            numerator="count(*) filter (where hours_to_decision <= 24)",
            denominator="count(*)",
        ),
    ),
    Measure(
        id="contacts_decided_in_24_to_48_hours",
        title="Contacts decided in 24 to 48 hours",
        section=SECTION,
        means="Of the contacts received in the period, the share decided more than 24 and at most 48 hours after receipt.",
        unit="percent",
        counting=flow(
            "contact_decisions",
            "received_on",
            numerator="count(*) filter (where hours_to_decision > 24 and hours_to_decision <= 48)",
            denominator="count(*)",
        ),
        caveat="To be read with the share decided within 24 hours: together they are those decided within 48 hours.",
    ),
    Measure(
        id="contacts_decided_within_one_working_day",
        title="Contacts decided within one working day",
        section=SECTION,
        means="Of the contacts received in the period, the share decided on the same or the next working day, the "
        "statutory basis. Undecided contacts count as not decided in time.",
        unit="percent",
        better="higher",
        counting=flow(
            "contact_decisions",
            "received_on",
            numerator="count(*) filter (where working_days_to_decision <= 1)",
            denominator="count(*)",
        ),
    ),
    Measure(
        id="contact_sources",
        title="Who contacts came from",
        section=SECTION,
        unit="percent",
        means="Each source's share of the contacts received in the period.",
        counting=flow("contacts", "contact_on", denominator="count(*)"),
        category="source",
        of_all=True,
    ),
    Measure(
        id="contact_reasons",
        title="Reasons for contact",
        section=SECTION,
        unit="percent",
        means="Each reason's share of the contacts received in the period.",
        counting=flow("contact_decisions", "received_on", denominator="count(*)"),
        category="reason",
        of_all=True,
    ),
    Measure(
        id="early_help_started",
        title="Early help assessments started",
        section=SECTION,
        unit="number",
        means="Early help assessments started in the period.",
        counting=flow("early_help", "started_on"),
    ),
    Measure(
        id="referrals",
        title="Referrals",
        section=SECTION,
        unit="number",
        headline=True,
        means="Referrals to children's social care received in the period.",
        counting=flow("referrals", "referred_on"),
        seasonal=True,
        national="CPP_Total_NumRef",
        basis=_YEAR_TO_MARCH,
    ),
    Measure(
        id="referral_rate",
        title="Referrals per 10,000 children",
        section=SECTION,
        unit="rate",
        means=f"Referrals in the period {PER_10_000}. A quarter's rate is not scaled up to a year.",
        counting=flow("referrals", "referred_on"),
        national="CPP_Total_Rateper10,000",
        basis=_YEAR_TO_MARCH,
    ),
    Measure(
        id="re_referrals_within_12_months",
        title="Re-referrals within 12 months",
        section=SECTION,
        unit="percent",
        means="Of the referrals in the period, the share where the same child had an earlier-dated referral in the 12 "
        "months before.",
        better="lower",
        headline=True,
        counting=flow(
            "referrals",
            "referred_on",
            numerator="count(*) filter (where is_re_referral)",
            denominator="count(*)",
            needs_history=12,
            history_told_by="referrals_in_last_12_months",
        ),
        national="ReReferral",
        basis=_YEAR_TO_MARCH,
        caveat="Where less than 12 months of history are loaded, List 3's own count decides for a child's latest referral; "
        "without that count the figure is not supplied.",
    ),
    Measure(
        id="referrals_with_no_further_action",
        title="Referrals with no further action",
        section=SECTION,
        unit="percent",
        means="Of the referrals in the period, the share closed with no further action.",
        counting=flow(
            "referrals",
            "referred_on",
            numerator="count(*) filter (where no_further_action = 'Yes')",
            denominator="count(*)",
        ),
        national="CIN_Refferals_NFA",
        basis=_YEAR_TO_MARCH,
    ),
    Measure(
        id="referral_sources",
        title="Who referrals came from",
        section=SECTION,
        unit="percent",
        means="Each source's share of the referrals received in the period.",
        counting=flow("referrals", "referred_on", denominator="count(*)"),
        category="source",
        of_all=True,
    ),
    Measure(
        id="assessments_completed",
        title="Social work assessments completed",
        section=SECTION,
        unit="number",
        means="Social work assessments authorised in the period.",
        counting=flow("assessments", "authorised_on"),
        seasonal=True,
    ),
    Measure(
        id="assessments_within_45_working_days",
        short="Assessments in 45 working days",
        title="Assessments completed within 45 working days",
        section=SECTION,
        means="Of the social work assessments completed in the period, the share authorised within 45 working days of "
        "starting.",
        unit="percent",
        better="higher",
        headline=True,
        counting=flow(
            "assessments",
            "authorised_on",
            numerator="count(*) filter (where working_days <= 45)",
            denominator="count(*)",
        ),
        national="Continue_Assess_Comp",
        basis=_YEAR_TO_MARCH,
    ),
    Measure(
        id="assessment_working_days",
        title="Time taken to complete assessments",
        section=SECTION,
        unit="percent",
        means="Assessments completed in the period by the working days they took, in DfE's bands.",
        counting=flow("assessments", "authorised_on", numerator="count(*)", denominator="count(*)"),
        category="working_days_band",
        of_all=True,
    ),
    Measure(
        id="open_assessments",
        title="Open assessments",
        section=SECTION,
        unit="number",
        means="Social work assessments open at the end of the period.",
        counting=stock("assessments", "started_on", "open_until"),
    ),
    Measure(
        id="open_assessments_over_45_working_days",
        short="Open over 45 working days",
        title="Open assessments over 45 working days",
        section=SECTION,
        means="Of the assessments open at the end of the period, the share open for more than 45 working days.",
        unit="percent",
        better="lower",
        headline=True,
        counting=stock(
            "assessments",
            "started_on",
            "open_until",
            numerator="count(*) filter (where as_at_working_day - started_working_day > 45)",
            denominator="count(*)",
        ),
        caveat="Counts other assessments than the share completed in time, so the two need not move together.",
    ),
    Measure(
        id="open_assessments_by_working_day",
        title="Open assessments by working day",
        section=SECTION,
        unit="number",
        means="Assessments open at the end of the period, by the working days since they began. 45 working days is the limit.",
        counting=stock("assessments", "started_on", "open_until"),
        category="open_days_band",
    ),
    Measure(
        id="open_assessments_child_not_seen",
        title="Open assessments in which the child has not been seen",
        section=SECTION,
        means="Of the assessments open at the end of the period, the share in which the child is not recorded as seen.",
        unit="percent",
        better="lower",
        counting=stock(
            "assessments",
            "started_on",
            "open_until",
            numerator="count(*) filter (where coalesce(child_seen, 'No') <> 'Yes')",
            denominator="count(*)",
        ),
    ),
    Measure(
        id="assessments_leading_to_continued_intervention",
        title="Assessments leading to continued intervention",
        means="Of the assessments completed in the period, the share followed by social care support or targeted early "
        "help.",
        section=SECTION,
        unit="percent",
        counting=flow(
            "assessment_factor_sets",
            "authorised_on",
            numerator="count(*) filter (where outcome in ('Social care support', 'Targeted early help'))",
            denominator="count(*)",
        ),
    ),
    Measure(
        id="assessments_leading_to_social_care_support",
        title="Assessments leading to social care support",
        means="Of the assessments completed in the period, the share where the child was assessed as requiring children's "
        "social care support.",
        section=SECTION,
        unit="percent",
        counting=flow(
            "assessments",
            "authorised_on",
            numerator="count(*) filter (where social_care_support = 'Yes')",
            denominator="count(*)",
        ),
    ),
    Measure(
        id="assessments_leading_to_early_help",
        title="Assessments leading to targeted early help",
        section=SECTION,
        means="Of the assessments completed in the period, the share referred to targeted early help (level 3).",
        unit="percent",
        counting=flow(
            "assessment_factor_sets",
            "authorised_on",
            numerator="count(*) filter (where outcome = 'Targeted early help')",
            denominator="count(*)",
        ),
    ),
    Measure(
        id="repeat_assessments_within_12_months",
        title="Children with a repeat assessment within 12 months",
        means="Of the children with an assessment completed in the 12 months to the period's end, the share with an earlier "
        "assessment completed up to 12 months before that one began.",
        section=SECTION,
        unit="percent",
        better="lower",
        counting=window(
            "assessments",
            "authorised_on",
            12,
            numerator="count(distinct child_id) filter (where is_repeat)",
            denominator="count(distinct child_id)",
            needs_history=24,
        ),
    ),
)

RISK_FACTORS = "Risk factors"

_FACTOR_MEASURES = (
    Measure(
        id="assessment_factors",
        title="Factors identified at the end of assessment",
        section=RISK_FACTORS,
        means="Of the assessments completed in the period with any factor information, the share in which each factor was "
        "identified. Rows of one child and day are one assessment, unless two of them hold several codes, a code comes "
        "twice or their outcomes differ.",
        unit="percent",
        counting=flow(
            "assessment_factors",
            "authorised_on",
            numerator="count(distinct assessment) filter (where is_identified)",
            denominator="count(distinct assessment)",
        ),
        category="factor",
        of_all=True,
        sheet="Risk factors",
        basis="The council's own count, not DfE's: the two differ and neither checks the other.",
    ),
    Measure(
        id="trio_of_harm",
        title="Trio of vulnerabilities (“Trio of Harm”)",
        section=RISK_FACTORS,
        means="Of the assessments completed in the period with any factor information, the share in which parental domestic "
        "abuse, mental ill-health and substance misuse were identified. The rule used is printed beside it.",
        unit="percent",
        counting=flow(
            "assessment_factor_sets",
            "authorised_on",
            numerator=f"count(*) filter (where codes is not null and {_IS_TRIO})",
            denominator="count(*) filter (where codes is not null)",
        ),
        sheet="Risk factors",
    ),
)

MEASURES = (*_OWN_MEASURES, *_FACTOR_MEASURES)

PAGES = (
    Section(
        SECTION,
        "family_front_door",
        10,
        topics=(
            Topic(
                "Contacts",
                (
                    Shown("contacts"),
                    Shown("contacts_leading_to_assessment"),
                    Shown("contacts_leading_to_early_help"),
                    Shown("contact_sources"),
                    Shown("contact_reasons"),
                    Shown("early_help_started"),
                ),
            ),
            Topic(
                "Contact decisions",
                (
                    Shown("contacts_decided_within_24_hours"),
                    Shown("contacts_decided_in_24_to_48_hours"),
                    Shown("contacts_decided_within_one_working_day"),
                ),
            ),
            Topic(
                "Referrals",
                (
                    Shown("referrals"),
                    Shown("referral_rate"),
                    Shown("referrals", "season"),
                    Shown("re_referrals_within_12_months"),
                    Shown("referrals_with_no_further_action"),
                    Shown("referral_sources"),
                ),
            ),
            Topic(
                "Assessments",
                (
                    Shown("assessments_completed"),
                    Shown("assessments_within_45_working_days"),
                    Shown("assessment_working_days"),
                    Shown("repeat_assessments_within_12_months"),
                ),
            ),
            Topic(
                "Open assessments",
                (
                    Shown("open_assessments"),
                    Shown("open_assessments_over_45_working_days"),
                    Shown("open_assessments_by_working_day", "due"),
                    Shown("open_assessments_child_not_seen"),
                ),
            ),
            Topic(
                "What assessments led to",
                (
                    Shown("assessments_leading_to_continued_intervention"),
                    Shown("assessments_leading_to_social_care_support"),
                    Shown("assessments_leading_to_early_help"),
                ),
            ),
        ),
    ),
    Section(
        RISK_FACTORS,
        "risk_factors",
        20,
        topics=(
            Topic(
                "Factors identified",
                (
                    Shown("assessment_factors", "ranks"),
                    Shown("assessment_factors", "bump"),
                    Shown("trio_of_harm", "trio"),
                    Shown("assessment_factors", "published factors"),
                ),
            ),
        ),
        pack_section=SECTION,
    ),
)
