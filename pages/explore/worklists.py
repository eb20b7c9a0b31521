"""Worklists: who is to be seen to on Monday, by team."""

from components.explore.worklists import show_worklists

show_worklists()
