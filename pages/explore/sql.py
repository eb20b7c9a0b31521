"""SQL: an analyst's own questions of the documented views."""

from components.explore.sql import show_sql

show_sql()
