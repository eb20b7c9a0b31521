"""Risk factors: the pack's rank table, how ranks moved, and the trio of vulnerabilities."""

from components.panel.section import show_section

show_section("Risk factors")
