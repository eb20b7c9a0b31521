"""Quality of practice: audits by practice domain and the families heard."""

from components.panel.audits import show_quality_of_practice

show_quality_of_practice()
