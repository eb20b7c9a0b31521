"""The Explore page through AppTest: AppTest does not draw the rows to choose from, so that they are buttons here, one a row.

What the rows do in a browser is tested in ``tests/journeys``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import streamlit as st
from streamlit.testing.v1 import AppTest

from components.figures.question import Question, address_of
from components.screen import choice_table
from components.screen.pages import EXPLORE
from data.store import Store
from tests.app.reading import new_app, opened


def _as_buttons(data: Mapping[str, Any], key: str, on_chosen_change: Callable[[], None]) -> None:
    def pressed(row: str) -> None:
        st.session_state[key] = {"chosen": row}
        on_chosen_change()

    for row in data["rows"]:
        st.button(row["name"], key=f"{key}: {row['id']}", on_click=pressed, args=(row["id"],))
        st.text("; ".join([row["name"], *row["cells"]]))


@contextmanager
def rows_as_buttons() -> Iterator[None]:
    """For as long as it lasts, each row to choose is a button whose key is the table's with the row's id, and a line of text."""
    with patch.object(choice_table, "_table", _as_buttons):
        yield


def explore(store: Store | None, question: Question | None = None, **address: str) -> AppTest:
    """The Explore page with these returns, as a link to a question or to this address opens it."""
    app = new_app(**({} if question is None else address_of(question)), **address)
    return opened(app, EXPLORE, store)


def press(app: AppTest, key: str) -> AppTest:
    """The page after a button or a row is pressed."""
    app.button(key=key).click().run()
    assert not app.exception
    return app


def asked(app: AppTest) -> dict[str, list[str]]:
    """What the address holds."""
    held = app.query_params.items()
    return {name: [values] if isinstance(values, str) else list(values) for name, values in held}


def answer(app: AppTest) -> str:
    """The answer in a sentence."""
    return str(app.subheader[0].value).replace("\\", "")
