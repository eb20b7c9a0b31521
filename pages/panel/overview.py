"""The opening page: the headline figures, or how to begin."""

from components.overview import show_overview

show_overview()
