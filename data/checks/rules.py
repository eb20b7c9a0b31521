"""Every check, by id, in the order they are asked."""

from __future__ import annotations

from data.checks import across_lists, children, dates
from data.checks.declaration import Check

CHECKS: dict[str, Check] = {
    check.id: check for module in (dates, children, across_lists) for check in module.CHECKS
}
