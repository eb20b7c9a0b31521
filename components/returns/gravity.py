"""How grave a finding is, in the words that every page uses: 'Stop' is only what keeps a file from being used."""

from __future__ import annotations

from data.findings.finding import Finding
from data.returns.problems import Severity

SEVERITIES: dict[Severity, str] = {"stop": "Cannot be right", "ask": "To look at", "note": "To know"}
"""Of rows and cells, which a file can be used with."""


def gravity(finding: Finding) -> str:
    """'Stop', 'Ask' or 'Note' of what is asked before a file is used; of what the rules find and its cells show, as above."""
    if finding.stops_use:
        return "Stop"
    if finding.cannot_be_right or finding.kind.moment == "rule":
        return SEVERITIES[finding.severity]
    return "Ask" if finding.severity == "ask" else "Note"
