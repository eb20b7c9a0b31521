"""Children with Disabilities: who is open, at what level, and short breaks."""

from components.panel.section import show_section

show_section("Children with Disabilities")
