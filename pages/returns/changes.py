"""Changes: what a return added, changed, restated or withdrew, and how far back the history reaches."""

from components.returns.changes import show_changes

show_changes()
