"""Missing: children missing from care and home, and return home interviews."""

from components.panel.asking import Block
from components.panel.section import show_section

show_section(
    "Missing",
    [
        Block("children_missing_from_care"),
        Block("share_of_looked_after_children_missing"),
        Block("missing_episodes_in_last_12_months"),
        Block("episodes_missing_from_care"),
        Block("episodes_missing_from_home"),
        Block("children_missing_from_home"),
        Block(
            "missing_episodes_ended",
            "funnel",
            also=(
                "return_interviews_offered",
                "return_interviews_accepted",
                "return_interviews_within_72_hours",
            ),
        ),
        Block("missing_episodes_ended"),
        Block("return_interviews_offered"),
        Block("return_interviews_accepted"),
        Block("return_interviews_within_72_hours"),
    ],
)
