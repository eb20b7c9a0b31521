"""The app opened through AppTest, and what a page of it says."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from streamlit.testing.v1 import AppTest

from components.session.store import STORE
from data.store import Store
from tests.patience import SECONDS

APP = str(Path(__file__).parents[2] / "components" / "app" / "frame.py")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WITH_TEXT = ("title", "header", "subheader", "markdown", "text", "info", "success", "warning", "error")


def new_app(**address: str) -> AppTest:
    """The app before its first run; ``address`` is what stands in its address, name to value."""
    app = AppTest.from_file(APP, default_timeout=SECONDS)
    app.query_params |= address
    return app


def opened(app: AppTest, page: str, store: Store | None = None) -> AppTest:
    """The app with the page of this file drawn, with these returns loaded where any are given."""
    app.run()
    if store is not None:
        app.session_state[STORE] = store
    app.switch_page(page).run()
    assert not app.exception
    return app


def tables(app: AppTest) -> list[pd.DataFrame]:
    """The tables as they are read: without the marks that keep their cells from being Markdown."""
    return [
        table.value.rename(columns=lambda name: str(name).replace("\\", "")).map(
            lambda cell: str(cell).replace("\\", "")
        )
        for table in app.table
    ]


def words(app: AppTest) -> str:
    """Everything the page says: text, tables, metrics and the charts' alternatives."""
    parts = [element.value for kind in _WITH_TEXT for element in getattr(app, kind)]
    parts += [f"{metric.label} {metric.value} {metric.delta}" for metric in app.metric]
    parts += [table.to_string() for table in tables(app)]
    parts += [chart.proto.alt for chart in app.get("vega_lite_chart")]
    return "\n".join(str(part) for part in parts).replace("\\", "")


def topics(app: AppTest) -> list[str]:
    """The topics that a section's page offers, 'All topics' the last; none where it has one only."""
    return next((list(choice.options) for choice in app.pills if choice.key == "topic"), [])


def open_topic(app: AppTest, topic: str) -> AppTest:
    """A section's page with that topic in view."""
    app.pills(key="topic").set_value(topic).run()
    assert not app.exception
    return app


def elements(app: AppTest) -> int:
    """How many elements the page has drawn, what only holds others not counted."""

    def within(block: object) -> int:
        children = getattr(block, "children", None)
        return 1 if children is None else sum(map(within, children.values()))

    return within(app.main)
