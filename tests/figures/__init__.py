"""Figures as values, tested without a page."""
