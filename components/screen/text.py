"""Small print that still has enough contrast to read."""

from __future__ import annotations

import re

import streamlit as st


def escaped(text: str) -> str:
    """Text from a sheet made safe for Markdown."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|~$:<>&])", r"\\\1", text)


def quiet(text: str) -> None:
    """A line in small type; the text is shown as it is, never as Markdown."""
    st.markdown(f":small[{escaped(text)}]")
