"""Every chart of these tests is held against Vega-Lite's schema."""

from __future__ import annotations

import pytest

from components.charts import family


@pytest.fixture(autouse=True)
def _charts_are_held_against_their_schema(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(family, "VALIDATE", True)
