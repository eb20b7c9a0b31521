"""Returns: opening workbooks safely, recognising and typing their sheets, saying what is wrong in plain sentences."""

from data.returns.problems import LoadReport, Problem, ReturnRefused, SheetReport

__all__ = ["LoadReport", "Problem", "ReturnRefused", "SheetReport"]
