"""Present: the quarter's pack for a projector, a section a screen."""

from components.panel.present import show_present

show_present()
