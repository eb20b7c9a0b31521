"""Cohorts: everything of one kind that began in a quarter, followed to the data's date."""

from data.cohorts.coming_back import came_back
from data.cohorts.days import ALL_TEAMS, days_between
from data.cohorts.declaration import COHORTS, Cohort
from data.cohorts.known import quarters_covered
from data.cohorts.paths import OTHER_PATHS, paths
from data.cohorts.reached import reached

__all__ = [
    "ALL_TEAMS",
    "COHORTS",
    "OTHER_PATHS",
    "Cohort",
    "came_back",
    "days_between",
    "paths",
    "quarters_covered",
    "reached",
]
