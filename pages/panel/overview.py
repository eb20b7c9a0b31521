"""The opening page: the headline figures, or how to begin."""

from components.panel.overview import show_overview

show_overview()
