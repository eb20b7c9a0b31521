"""Get Safe: children at risk of exploitation by category and rating, and how ratings moved."""

from components.panel.section import show_section

show_section("Get Safe")
