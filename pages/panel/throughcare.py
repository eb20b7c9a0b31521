"""Throughcare: looked-after children and care leavers."""

from components.asking import Block
from components.section import show_section

show_section(
    "Throughcare",
    [
        Block("children_looked_after", also=("children_looked_after_rate",)),
        Block("children_looked_after", "pyramid"),
        Block("started_to_be_looked_after", "pairs", also=("ceased_to_be_looked_after", "looked_after_net_change")),
        Block("started_to_be_looked_after", also=("started_to_be_looked_after_rate",)),
        Block("ceased_to_be_looked_after", also=("ceased_to_be_looked_after_rate",)),
        Block("reasons_ceased_to_be_looked_after", grain="year_to_date"),
        Block("unaccompanied_children_looked_after"),
        Block("looked_after_under_section_20"),
        Block("looked_after_by_legal_status"),
        Block("entrants_by_category_of_need", grain="year_to_date"),
        Block("entrants_open_to_edge_of_care_team", grain="year_to_date"),
        Block("new_residential_placements", grain="year_to_date"),
        Block("residential_placements_by_reason", grain="year_to_date"),
        Block("residential_placements_by_previous_placement", grain="year_to_date"),
        Block("residential_placements_by_age", grain="year_to_date"),
        Block("placed_over_20_miles"),
        Block("placed_outside_the_area"),
        Block("placed_in_house"),
        Block("placed_externally"),
        Block("looked_after_by_placement_type"),
        Block("three_or_more_placements"),
        Block("long_term_placement_stability"),
        Block("looked_after_reviewed_within_six_months"),
        Block("health_assessments_up_to_date"),
        Block("dental_checks_up_to_date"),
        Block("permanence_plans"),
        Block("children_adopted"),
        Block("care_leavers"),
        Block("care_leavers_in_touch"),
        Block("care_leavers_in_touch", "parts", by="care_leaver_band"),
        Block("care_leavers_in_eet"),
        Block("care_leavers_in_suitable_accommodation"),
        Block("care_leaver_activity"),
        Block("care_leaver_accommodation"),
    ],
)
