"""Throughcare: looked-after children and care leavers."""

from components.panel.section import show_section

show_section("Throughcare")
