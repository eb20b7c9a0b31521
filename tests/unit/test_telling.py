"""The numbers of a text that its author must look at before it is published, by hand."""

from __future__ import annotations

import pytest

from data.narrative.telling import telling_numbers

HIDDEN = {("number", 18.0): "Ceased to be looked after, Team A (Q3 2022/23)", ("percent", 4.2): "a share"}

TEXTS = [
    ("Three children moved.", ["Three"]),
    ("In Q3 2022/23 four of 27 went missing.", ["four of 27"]),
    ("Between 2 and 20 children were waiting.", ["2 and 20"]),
    ("Between 6 and 20 children were waiting.", []),
    ("6 children were waiting.", []),
    ("0 children were waiting.", []),
    ("18 ceased to be looked after in team A.", ["18"]),
    ("That is 4.2% of all.", ["4.2%"]),
    ("Within 5 working days, at the age of 4, on 3 May 2022, for £2m.", []),
]
"""Texts with what of them tells: append here."""


@pytest.mark.parametrize(("text", "numbers"), TEXTS)
def test_the_numbers_that_tell_are_named(text: str, numbers: list[str]) -> None:
    telling = telling_numbers(text, 6, HIDDEN)
    assert [one.number for one in telling] == numbers
    assert all(text[one.start : one.end].strip() == one.number for one in telling)
