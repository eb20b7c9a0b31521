"""Settings: what a council sets for itself, and what whoever runs the server sets."""

from components.returns.settings import show_settings

show_settings()
