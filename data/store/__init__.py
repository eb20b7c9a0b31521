"""Returns in use and what can be asked of them: Store is the way in."""

from data.store.questions import Questions
from data.store.shelf import Shelf
from data.store.store import Candidate, Store

__all__ = ["Candidate", "Questions", "Shelf", "Store"]
