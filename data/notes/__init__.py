"""Everything that the analyst said of returns, and the file that keeps it."""

from data.notes.notes import Notes, Said

__all__ = ["Notes", "Said"]
