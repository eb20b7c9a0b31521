"""Workforce: posts and how they are filled, caseloads, stability and what staff say."""

from components.panel.asking import Block
from components.panel.section import show_section

show_section(
    "Workforce",
    [
        Block("permanent_social_workers"),
        Block("agency_social_workers"),
        Block("establishment_by_staffing", "posts"),
        Block("social_worker_vacancies"),
        Block("uncovered_posts"),
        Block("average_caseload"),
        Block("average_caseload", "spread", by="team"),
        Block("looked_after_children_with_three_or_more_social_workers"),
        Block("social_worker_turnover"),
        Block("social_worker_absence"),
        Block("staff_with_manageable_workload"),
    ],
)
