"""Worklists: who is to be seen to on Monday, of the returns in use."""

from data.worklists.asking import WORKLISTS, as_at, lacking, worklist
from data.worklists.declaration import CountsTo, Worklist

__all__ = ["WORKLISTS", "CountsTo", "Worklist", "as_at", "lacking", "worklist"]
