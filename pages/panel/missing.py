"""Missing: children missing from care and home, and return home interviews."""

from components.panel.section import show_section

show_section("Missing")
