"""Get Safe: children at risk of exploitation by category and rating, and how ratings moved."""

from components.panel.asking import Block
from components.panel.section import show_section

show_section(
    "Get Safe",
    [
        Block("get_safe_children"),
        Block("get_safe_children_by_category", "rated"),
        Block("get_safe_children_by_rating"),
        Block("get_safe_stepped_down", "steps", also=("get_safe_stepped_up",)),
    ],
)
