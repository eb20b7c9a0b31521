"""Fixtures shared by all tests."""

from __future__ import annotations

import hypothesis
import pytest

from data.sample import DECEMBER_2022_PACK, EXAMPLE_COUNTY, returns_in
from data.store import Store

hypothesis.settings.register_profile(
    "same each time",
    derandomize=True,
    database=None,
    deadline=None,
    phases=(
        hypothesis.Phase.explicit,
        hypothesis.Phase.reuse,
        hypothesis.Phase.generate,
    ),  # a failure is told at once, not shrunk for minutes
)
hypothesis.settings.load_profile("same each time")


@pytest.fixture
def store() -> Store:
    """An empty store for Worcestershire."""
    return Store(885)


@pytest.fixture(scope="session")
def pack() -> Store:
    """The December 2022 pack, loaded once; tests only ask."""
    made = Store(885)
    for name, content in returns_in(DECEMBER_2022_PACK):
        made.load(name, content)
    return made


@pytest.fixture(scope="session")
def county() -> Store:
    """The Example county's sixteen returns, loaded once; tests only ask."""
    made = Store(885)
    reports = made.load_all([(name, content, None) for name, content in returns_in(EXAMPLE_COUNTY)])
    assert all(report.accepted for report in reports)
    return made
