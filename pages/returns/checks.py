"""Checks: what the statutory and cross-list rules found in a return, and what was accepted of it."""

from components.returns.checks import show_checks

show_checks()
