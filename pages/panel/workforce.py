"""Workforce: posts and how they are filled, caseloads, stability and what staff say."""

from components.panel.section import show_section

show_section("Workforce")
