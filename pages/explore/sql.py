"""SQL: an analyst's own SELECT over the documented views."""

from components.explore.sql import show_sql

show_sql()
