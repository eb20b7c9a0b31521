"""The charts, a module a family."""

from __future__ import annotations

from typing import cast

import altair as alt


def layered(*charts: alt.Chart | alt.LayerChart) -> alt.LayerChart:
    """Charts drawn over each other."""
    return cast(alt.LayerChart, alt.layer(*charts))
