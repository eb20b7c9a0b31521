"""Colours and the Altair theme: Government Analysis Function palette, ink that passes WCAG AA, British formats."""

from __future__ import annotations

from typing import Any, cast

import altair as alt

INK, MUTED, GRID = "#16202a", "#4a5763", "#dfe4e8"
BLUE, TEAL, PINK, ORANGE, GREY, PURPLE = "#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1"
PALE_BLUE, TONE = "#9db8d0", "#5b86b0"
MIDDLE = "#7d8a96"
BAND = "#e6ebef"
AREA_COLOURS = {"own": BLUE, "neighbours": TEAL, "region": PURPLE, "england": GREY}
CATEGORIES = [BLUE, TEAL, PINK, ORANGE, GREY, PURPLE]
GRADE_COLOURS = {
    "Outstanding": "#12436D",
    "Good": "#5694CA",
    "Requires improvement": "#F7B27A",
    "Inadequate": "#A8501E",
    "Not given": "#eef1f4",
}
RATING_COLOURS = {"Red": "#A8231E", "Amber": "#F7B27A", "Green": "#9CCFB0"}
STAFFING_COLOURS = {
    "Permanent": "#12436D",
    "Agency covering vacancies": "#9db8d0",
    "Uncovered": "#eef1f4",
    "Agency extra": "#F7B27A",
}
TEXT_SIZE = 13


THEME = "scrutiny"


@alt.theme.register(THEME, enable=True)
def scrutiny() -> alt.theme.ThemeConfig:
    """The theme of every chart, on screen and in print."""
    axis: dict[str, Any] = {
        "labelColor": INK,
        "titleColor": MUTED,
        "gridColor": GRID,
        "domainColor": MUTED,
        "tickColor": MUTED,
        "labelFontSize": TEXT_SIZE,
        "titleFontSize": TEXT_SIZE,
        "titleFontWeight": "normal",
    }
    return alt.theme.ThemeConfig(
        {
            "config": {
                "background": "white",
                "font": "Source Sans, sans-serif",
                "view": {"stroke": None},
                "axis": cast(Any, axis),
                "header": {"labelColor": INK, "titleColor": INK, "labelFontSize": TEXT_SIZE},
                "legend": {
                    "labelColor": INK,
                    "titleColor": MUTED,
                    "labelFontSize": TEXT_SIZE,
                    "titleFontSize": TEXT_SIZE,
                },
                "text": {"color": INK, "fontSize": TEXT_SIZE},
                "title": {"color": INK},
                "range": {"category": CATEGORIES},
                "locale": {
                    "number": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["£", ""]}
                },
            }
        }
    )
