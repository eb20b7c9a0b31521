"""Every kind of finding, in one list: what reading, arriving and the rules can find, by id.

To add a guard: declare its kind beside it in `arriving`, and add one entry to that module's GUARDS. To add a rule: one entry in
`rules.dates`, `rules.children` or `rules.across_lists`. A kind says itself which other kinds it explains, so that a fault is told
once.
"""

from __future__ import annotations

from data.findings.arriving import (
    as_read,
    cells,
    children,
    columns,
    figures,
    lists,
    revisions,
    sheets,
    values,
    whole_file,
)
from data.findings.arriving.arrival import Guard
from data.findings.finding import Kind
from data.findings.reading import READING
from data.findings.rules import across_lists, dates
from data.findings.rules import children as children_rules
from data.findings.rules.declaration import Rule

GUARDS: tuple[Guard, ...] = tuple(
    guard
    for module in (
        whole_file,
        sheets,
        lists,
        columns,
        values,
        cells,
        as_read,
        children,
        figures,
        revisions,
    )
    for guard in module.GUARDS
)
"""Every guard, in the order they look."""

RULES: dict[str, Rule] = {
    rule.id: rule for module in (dates, children_rules, across_lists) for rule in module.RULES
}
"""Every rule, by id, in the order they are asked."""

KINDS: dict[str, Kind] = {
    kind.id: kind for kind in (*READING, *(kind for guard in GUARDS for kind in guard.kinds), *RULES.values())
}
"""Every kind of finding, by id."""
