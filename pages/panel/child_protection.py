"""Child Protection: plans, conferences and Section 47 enquiries."""

from components.panel.section import show_section

show_section("Child Protection")
