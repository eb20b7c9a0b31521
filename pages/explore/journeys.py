"""Journeys: one child's path through the lists, and cohorts followed to the data's date."""

from components.explore.journeys import show_journeys

show_journeys()
