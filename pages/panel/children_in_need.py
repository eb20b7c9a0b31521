"""Children in Need: who they are, for how long and what follows."""

from components.panel.asking import Block
from components.panel.section import show_section

show_section(
    "Children in Need",
    [
        Block("children_in_need"),
        Block("children_in_need_rate"),
        Block("children_in_need", "pyramid"),
        Block("children_in_need_by_case_status"),
        Block("child_in_need_plans"),
        Block("children_in_need_by_team"),
        Block(
            "children_in_need_started",
            "pairs",
            also=("children_in_need_ceased", "children_in_need_net_change"),
        ),
        Block("children_in_need_started"),
        Block("children_in_need_ceased"),
        Block("children_in_need_closure_outcomes", grain="year_to_date"),
        Block("children_in_need_closure_reasons"),
        Block("children_in_need_duration"),
        Block("children_in_need_duration_at_closure"),
        Block("primary_need"),
    ],
)
