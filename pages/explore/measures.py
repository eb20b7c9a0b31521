"""Explore: any measure, narrowed and broken down, to the cases behind it."""

from components.explore.measures import show_explore

show_explore()
