"""Family Front Door: contacts, referrals and assessments."""

from components.panel.asking import Block
from components.panel.section import show_section

show_section(
    "Family Front Door",
    [
        Block("contacts"),
        Block("contacts_leading_to_assessment"),
        Block("contacts_leading_to_early_help"),
        Block("contacts_decided_within_24_hours"),
        Block("contacts_decided_in_24_to_48_hours"),
        Block("contacts_decided_within_one_working_day"),
        Block("contact_sources"),
        Block("contact_reasons"),
        Block("early_help_started"),
        Block("referrals"),
        Block("referral_rate"),
        Block("referrals", "season"),
        Block("re_referrals_within_12_months"),
        Block("referrals_with_no_further_action"),
        Block("referral_sources"),
        Block("assessments_completed"),
        Block("assessments_within_45_working_days"),
        Block("assessment_working_days"),
        Block("open_assessments"),
        Block("open_assessments_over_45_working_days"),
        Block("open_assessments_by_working_day", "due"),
        Block("open_assessments_child_not_seen"),
        Block("assessments_leading_to_continued_intervention"),
        Block("assessments_leading_to_social_care_support"),
        Block("assessments_leading_to_early_help"),
        Block("repeat_assessments_within_12_months"),
    ],
)
