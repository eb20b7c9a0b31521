"""Child Protection: plans, conferences and Section 47 enquiries."""

from components.panel.asking import Block
from components.panel.section import show_section

show_section(
    "Child Protection",
    [
        Block("child_protection_plans"),
        Block("child_protection_plan_rate"),
        Block("child_protection_plans", "pyramid"),
        Block("child_protection_plans_by_category"),
        Block(
            "child_protection_plans_started",
            "pairs",
            also=("child_protection_plans_ceased", "child_protection_net_change"),
        ),
        Block("child_protection_plans_started"),
        Block("child_protection_plans_started_rate"),
        Block("child_protection_plans_ceased"),
        Block("child_protection_plans_ceased_rate"),
        Block("initial_child_protection_conferences"),
        Block("initial_child_protection_conference_rate"),
        Block("conferences_within_15_working_days"),
        Block("conferences_resulting_in_a_plan"),
        Block("child_protection_plans_over_15_months"),
        Block("child_protection_plans_of_two_years_or_more"),
        Block("child_protection_plan_duration"),
        Block("repeat_child_protection_plans_within_two_years"),
        Block("sibling_groups_starting_repeat_plans"),
        Block("second_or_subsequent_child_protection_plans"),
        Block("section_47_enquiries"),
        Block("section_47_enquiry_rate"),
        Block("child_protection_reviews_in_time"),
        Block("child_protection_visits_within_20_working_days"),
        Block("child_seen_alone"),
    ],
)
