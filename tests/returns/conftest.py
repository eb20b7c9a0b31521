"""The app before its first run, for each test anew."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.reading import new_app


@pytest.fixture
def app() -> AppTest:
    return new_app()
