"""Risk factors: the pack's rank table, how ranks moved, and the trio of vulnerabilities."""

from components.panel.rank_table import show_risk_factors

show_risk_factors()
