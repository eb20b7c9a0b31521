"""The sections' figures together: every measure is shown, and each figure has a key of its own."""

from __future__ import annotations

import pytest

from components.figures.kind import key_of
from data.measures import MEASURES, SECTIONS


@pytest.mark.parametrize("title", SECTIONS)
def test_a_section_shows_every_measure_of_its_own(title: str) -> None:
    declared = {measure.id for measure in MEASURES.values() if measure.section == title}
    shown = {name for figure in SECTIONS[title].figures for name in figure.measures}
    assert declared <= shown


def test_every_measure_is_of_a_section() -> None:
    assert {measure.section for measure in MEASURES.values()} <= SECTIONS.keys()


@pytest.mark.parametrize("title", SECTIONS)
def test_a_key_leads_to_one_figure(title: str) -> None:
    keys = [key_of(shown) for shown in SECTIONS[title].figures]
    assert len(keys) == len(set(keys))
