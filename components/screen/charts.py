"""Charts on the page: each drawn once in a session for the same data, with its text alternative."""

from __future__ import annotations

import hashlib
import pickle
import re
from collections.abc import Callable
from typing import Any

import altair as alt
import pyarrow as pa
import streamlit as st

_DRAWN = "drawn charts"
_KEPT = 400
"""How many charts a session keeps; one is a few kilobytes."""
VALIDATE = False
"""Whether a chart is held against Vega-Lite's schema, which costs as much again as making it: the tests do."""


def alternative(text: str) -> str:
    """A chart's text alternative: plain, on one line."""
    return re.sub(r"\s+", " ", text)


def show_chart(draw: Callable[..., alt.LayerChart], *data: object, words: str, **more: object) -> None:
    """Show ``draw(*data, **more)`` with ``words`` as its text alternative.

    Building a chart's specification takes longer than all else on a page, so it is kept for the session by what it shows.
    """
    shown = pickle.dumps((draw.__module__, draw.__qualname__, data, sorted(more.items())))
    key = hashlib.sha256(shown).digest()
    kept: dict[bytes, dict[str, Any]] = st.session_state.setdefault(_DRAWN, {})
    if key not in kept:
        if len(kept) >= _KEPT:
            kept.clear()
        kept[key] = _with_tables(draw(*data, **more).to_dict(validate=VALIDATE))
    st.vega_lite_chart(spec=dict(kept[key]), alt=alternative(words), width="stretch")


def _with_tables(spec: dict[str, Any]) -> dict[str, Any]:
    """The specification with its data as Arrow tables, which is how they go to the browser."""
    spec["datasets"] = {name: pa.Table.from_pylist(rows) for name, rows in spec.get("datasets", {}).items()}
    return spec
