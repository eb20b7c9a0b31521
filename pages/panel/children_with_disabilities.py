"""Children with Disabilities: who is open, at what level, and short breaks."""

from components.panel.asking import Block
from components.panel.section import show_section

show_section(
    "Children with Disabilities",
    [
        Block("children_with_disabilities"),
        Block("share_of_children_in_need_with_a_disability"),
        Block("children_with_disabilities_by_level"),
        Block("children_open_to_disability_teams"),
        Block("children_open_to_disability_teams_by_level"),
        Block("short_break_children"),
        Block("short_break_nights"),
    ],
)
