"""Children in Need: who they are, for how long and what follows."""

from components.panel.section import show_section

show_section("Children in Need")
