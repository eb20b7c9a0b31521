"""The overview's rows as one table on the page, whose names open their figures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from components.charts.sparkline import sparkline
from components.figures.badges import Badge
from components.figures.headlines import HeadlineRow, Overview
from components.figures.kind import key_of
from components.panel.section import FIGURE
from components.screen.pages import page_of

_HERE = Path(__file__).parent
_table = st.components.v2.component(
    "headline_table",
    html='<div class="rows"><table></table></div>',
    css=(_HERE / "overview_table.css").read_text(),
    js=(_HERE / "overview_table.js").read_text(),
)


def show_overview_table(overview: Overview) -> None:
    """Draw the rows; a name that is pressed opens its figure on its section's page."""
    pressed = _table(data=table_data(overview), key="headline table", on_open_change=lambda: None)
    row = next((row for row in overview.rows if row.measure == pressed.open), None)
    if row is not None:
        st.switch_page(page_of(row.section), query_params={FIGURE: key_of(row.shown)})


def table_data(overview: Overview) -> dict[str, Any]:
    """What the table in the browser is made of: its columns, without those that no row fills, and its rows by section."""
    rows = overview.rows
    columns = [
        ("name", "Measure", True),
        ("now", "Now", True),
        ("badge", "How it stands", True),
        ("trend", "Two years", any(row.trend_words for row in rows)),
        ("changes", "On last year", True),
        ("england", "England", any(row.england for row in rows)),
        ("target", "Target", any(row.target for row in rows)),
    ]
    return {
        "caption": "Headline measures by section of the pack. Each name opens its figure.",
        "columns": [{"key": key, "title": title} for key, title, is_filled in columns if is_filled],
        "groups": [
            {"title": title, "rows": [_row_data(row) for row in of_section]}
            for title, of_section in overview.groups
        ],
    }


def _row_data(row: HeadlineRow) -> dict[str, Any]:
    if row.badge is None:
        return {"measure": row.measure, "name": row.name, "why": row.why_absent}
    england = row.england
    return {
        "measure": row.measure,
        "name": row.name,
        "now": row.value,
        "marks": row.marks,
        "sentence": row.sentence.text if row.sentence else "",
        "badge": _badge_data(row.badge),
        "svg": sparkline(row.unit, row.trend),
        "trend": row.trend_words,
        "changes": row.changes,
        "england": england and {"value": england.value, "year": england.year, "basis": england.basis},
        "target": row.target and row.target.target,
        "meets": row.target_badge and _badge_data(row.target_badge),
    }


def _badge_data(badge: Badge) -> dict[str, str]:
    return {"word": badge.word, "icon": badge.icon, "tone": badge.tone, "detail": badge.detail}
