"""Definitions: every measure, what it counts and where it comes from."""

from components.about.definitions import show_definitions

show_definitions()
