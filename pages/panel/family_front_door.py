"""Family Front Door: contacts, referrals and assessments."""

from components.panel.section import show_section

show_section("Family Front Door")
