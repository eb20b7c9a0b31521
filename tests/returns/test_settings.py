"""The Settings page through AppTest: what is set is used, nonsense refused, and the defaults come back."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from components.session.store import STORE
from data.notes.settings import NUMBERS, Settings
from data.store import Store
from tests.app.reading import words
from tests.patience import SECONDS


def settings_page() -> None:
    from components.returns.settings import show_settings

    show_settings()


@pytest.fixture
def page(store: Store) -> AppTest:
    """The page of an empty session: it needs no returns."""
    page = AppTest.from_function(settings_page, default_timeout=SECONDS)
    page.session_state[STORE] = store
    page.run()
    assert not page.exception
    return page


def use(page: AppTest) -> AppTest:
    page.button(key="use settings").click().run()
    assert not page.exception
    return page


def test_every_setting_is_offered_with_its_default_and_source(page: AppTest) -> None:
    assert [widget.value for widget in page.number_input] == [getattr(Settings(), name) for name in NUMBERS]
    assert all("Default: " in widget.help for widget in page.number_input)
    assert page.color_picker[0].value == "#12436D"
    assert "kept for **10 minutes**" in words(page)


def test_what_is_set_is_used(page: AppTest, store: Store) -> None:
    page.number_input(key="setting looked_after_visit_weeks").set_value(4)
    page.color_picker[0].set_value("#801650")
    page.radio[0].set_value("any")
    assert "are in use" in words(use(page))
    assert store.notes.settings == Settings(looked_after_visit_weeks=4, colour="#801650")
    assert store.trio_rule == "any"
    page.button(key="default settings").click().run()
    assert not page.exception
    assert (store.notes.settings, store.trio_rule) == (Settings(), "all")
    assert page.number_input(key="setting looked_after_visit_weeks").value == 6
    assert page.color_picker[0].value == "#12436D"


def test_a_colour_that_cannot_be_read_is_refused_and_nothing_is_set(page: AppTest, store: Store) -> None:
    page.number_input(key="setting looked_after_visit_weeks").set_value(4)
    page.color_picker[0].set_value("#ffff00")
    page.radio[0].set_value("any")
    assert "cannot be read on white" in words(use(page))
    assert (store.notes.settings, store.trio_rule) == (Settings(), "all")
