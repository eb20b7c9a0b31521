"""The pack, "Summary Data for Scrutiny Panel": one report made of the figures that pages draw, and a writer for each form of it."""

from components.pack.making import report

__all__ = ["report"]
