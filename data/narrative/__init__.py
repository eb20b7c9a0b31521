"""The numbers of a text set against the figures they are said of.

It never says that a number differs where only a figure of another period or base is held.
"""

from data.narrative.checking import check
from data.narrative.fact import Fact, Role, Verdict, VerdictWord
from data.narrative.names import named_measures

__all__ = ["Fact", "Role", "Verdict", "VerdictWord", "check", "named_measures"]
