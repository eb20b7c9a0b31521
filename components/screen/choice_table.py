"""A table whose rows are chosen by pressing their names: real buttons in real rows, for keyboard, mouse and screen reader alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

_HERE = Path(__file__).parent
_table = st.components.v2.component(
    "choice_table",
    html='<div class="rows"><table></table></div>',
    css=(_HERE / "choice_table.css").read_text(),
    js=(_HERE / "choice_table.js").read_text(),
)
ROWS_FIRST = 8
"""How many rows stand open; the rest are shown when asked for."""


@dataclass(frozen=True)
class Choice:
    """A row: what is handed over when its name is pressed, the name, and its other cells; ``bar`` is a share from 0 to 1."""

    id: str
    name: str
    cells: tuple[str, ...]
    bar: float | None = None
    is_chosen: bool = False


def choice_table(
    caption: str,
    columns: Sequence[str],
    choices: Sequence[Choice],
    key: str,
    on_choice: Callable[[str], None],
    rows_first: int = ROWS_FIRST,
    are_texts: bool = False,
) -> None:
    """Draw the rows; ``on_choice`` is called with the id of the one pressed, before the page is drawn again.

    ``columns`` are the titles, that of the names first. Texts are set as text, never as markup. Numbers stand to the right; with
    ``are_texts`` the cells are texts to read.
    """
    data = {
        "caption": caption,
        "columns": list(columns),
        "rowsFirst": rows_first,
        "areTexts": are_texts,
        "rows": [
            {
                "id": choice.id,
                "name": choice.name,
                "cells": list(choice.cells),
                "bar": choice.bar,
                "isChosen": choice.is_chosen,
            }
            for choice in choices
        ],
    }

    def pressed() -> None:
        state = st.session_state.get(key) or {}
        chosen = state.get("chosen")
        if chosen in {choice.id for choice in choices}:
            on_choice(str(chosen))

    _table(data=data, key=key, on_chosen_change=pressed)
