"""How grave a finding is, in the words and marks that every page uses: 'Stop' is only what keeps a file from being used."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import streamlit as st

from components.screen.text import escaped
from data.findings.finding import Finding
from data.returns.problems import Severity

SEVERITIES: dict[Severity, str] = {"stop": "Cannot be right", "ask": "To look at", "note": "To know"}
"""Of rows and cells, which a file can be used with; the gravest first."""

REFUSED = ":material/block:"
"""The mark of a file that cannot be used."""

_ICONS: dict[Severity, str] = {"stop": REFUSED, "ask": ":material/help:", "note": ":material/info:"}
_COLOURS: dict[Severity, Literal["red", "orange", "blue"]] = {"stop": "red", "ask": "orange", "note": "blue"}


def word(finding: Finding) -> str:
    """'Stop', 'Ask' or 'Note' of what is asked before a file is used; of what the rules find and its cells show, as above."""
    if finding.stops_use:
        return "Stop"
    if finding.cannot_be_right or finding.kind.moment == "rule":
        return SEVERITIES[finding.severity]
    return "Ask" if finding.severity == "ask" else "Note"


def counts_in_words(counts: Mapping[Severity, int]) -> str:
    """How many there are of each severity, those of which there is none left out: '430 cannot be right, 61 to look at'."""
    return ", ".join(
        f"{count:,} {SEVERITIES[severity].lower()}" for severity, count in counts.items() if count
    )


def badge(finding: Finding, state: str) -> None:
    """A finding's mark: its word, and what it means for the use of its file."""
    st.badge(f"{word(finding)}: {state}", icon=_ICONS[finding.severity], color=_COLOURS[finding.severity])


def show_of_whole_file(finding: Finding) -> None:
    """What was found in a file as a whole, in a box of its own."""
    if finding.severity == "stop":
        st.error(escaped(finding.sentence), icon=REFUSED)
    else:
        st.info(escaped(finding.sentence), icon=_ICONS["note"])
