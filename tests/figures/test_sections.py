"""The sections' figures together: every measure is shown, and each figure has a key of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from components.figures.kind import key_of
from data.measures import MEASURES, SECTIONS
from data.store import Store
from tests.figures.reading import drawn, section_figures


@pytest.mark.parametrize("title", SECTIONS)
def test_a_section_shows_every_measure_of_its_own_in_the_order_they_are_declared(title: str) -> None:
    declared = [measure.id for measure in MEASURES.values() if measure.section == title]
    shown = [name for figure in SECTIONS[title].figures for name in figure.measures]
    assert [name for name in dict.fromkeys(shown) if name in declared] == declared


def test_every_measure_is_of_a_section() -> None:
    assert {measure.section for measure in MEASURES.values()} <= SECTIONS.keys()


@pytest.mark.parametrize("title", SECTIONS)
def test_a_key_leads_to_one_figure(title: str) -> None:
    keys = [key_of(shown) for shown in SECTIONS[title].figures]
    assert len(keys) == len(set(keys))


def encodings(part: object) -> Iterator[dict[str, object]]:
    """What is drawn of which field, anywhere in a specification."""
    if isinstance(part, dict):
        yield from (
            channel
            for channel in part.get("encoding", {}).values()
            if isinstance(channel, dict) and "field" in channel
        )
        for inner in part.values():
            yield from encodings(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from encodings(inner)


@pytest.mark.parametrize("which", ["pack", "county"])
@pytest.mark.parametrize("title", SECTIONS)
def test_every_chart_is_valid_says_what_it_shows_and_names_what_it_draws(
    request: pytest.FixtureRequest, which: str, title: str
) -> None:
    store: Store = request.getfixturevalue(which)
    for figure in section_figures(store, title):
        if figure.picture is not None:
            assert len(figure.picture.alt) > 30
            named = list(encodings(drawn(figure.picture)))
            assert named
            assert [channel for channel in named if channel.get("title") == channel["field"]] == []
