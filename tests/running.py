"""The app run in this process: sessions on a demonstration, the pages of its menu, and what it sends to the browser.

What measuring needs to know of the app's shape is here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.testing.v1 import AppTest, local_script_runner
from streamlit.testing.v1.element_tree import ElementTree
from streamlit.util import calc_hash

import components
from components.figures.figure import Picture
from components.panel.section import ALL_TOPICS, TOPIC
from components.screen import figure as figures_on_screen
from components.session.shared import SHARED
from components.session.store import DEMONSTRATION, STORE
from data.store import Shelf, Store
from tests.patience import SECONDS

FRAME = Path(components.__file__ or "").parent / "app" / "frame.py"
COUNCIL = 885
PANEL, EXPLORE = "Panel", "Explore"
"""The menu's sections whose pages have figures."""

FAMILY = "family"
QUARTER = "quarter"
"""The key of the sidebar's choice of a quarter."""


@dataclass(frozen=True)
class MenuPage:
    """A page of the menu: its section, its title there, and its address."""

    section: str
    title: str
    address: str


def shelf_of(demonstration: str) -> Shelf:
    """A demonstration's shelf, which all sessions of a server share."""
    return SHARED.demonstration(demonstration).result().shelf


def clear_what_is_kept(shelf: Shelf) -> None:
    """Let go of every answer that sessions on this shelf have had so far."""
    shelf.answers.clear()


def session_on(shelf: Shelf, demonstration: str, address: str = "") -> AppTest:
    """A session of its own that begins on a demonstration and opens a page by its address; not run yet."""
    app = AppTest.from_file(str(FRAME), default_timeout=SECONDS)
    app.session_state[STORE] = Store(COUNCIL, shelf=shelf)
    app.session_state[DEMONSTRATION] = demonstration
    go_to(app, address)
    return app


def go_to(app: AppTest, address: str) -> None:
    """Let a session's next run be of another page."""
    app._page_hash = calc_hash(address)


def run(app: AppTest) -> list[ForwardMsg]:
    """Run a session and return everything that it sends to the browser; raises RuntimeError where the page fails."""
    sent: list[ForwardMsg] = []
    parse = local_script_runner.parse_tree_from_messages

    def keep_and_parse(messages: list[ForwardMsg]) -> ElementTree:
        sent.extend(messages)
        return parse(messages)

    with patch.object(local_script_runner, "parse_tree_from_messages", keep_and_parse):
        app.run()
    if app.exception:
        raise RuntimeError(app.exception[0].message)
    return sent


def show_all_topics(app: AppTest) -> None:
    """Let a session's next run show every topic of its page, one below the other."""
    app.session_state[TOPIC] = ALL_TOPICS


@contextmanager
def families_told() -> Iterator[None]:
    """For as long as it lasts, every chart's specification says its family under ``usermeta``."""
    specification = figures_on_screen.specification

    def telling(picture: Picture) -> dict[str, Any]:
        return specification(picture) | {"usermeta": {FAMILY: picture.family}}

    with patch.object(figures_on_screen, "specification", telling):
        yield


def menu(sent: Sequence[ForwardMsg], *sections: str) -> list[MenuPage]:
    """The pages of the menu's sections, in its order, as a run sent it."""
    pages = next(message.navigation.app_pages for message in sent if message.HasField("navigation"))
    return [
        MenuPage(page.section_header, page.page_name, page.url_pathname)
        for page in pages
        if page.section_header in sections and not page.is_hidden
    ]
