"""Quality of practice: audits by practice domain and the families heard."""

from components.panel.section import show_section

show_section("Quality of practice")
