"""The narrative check on the own text of the pack of December 2022, against the panel return that holds its figures."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from data.narrative import Verdict, check
from data.sample.december_2022_pack import COMMENTARY_TEXT
from data.store import Store

COUNTS = {
    "Family Front Door": {"agrees": 7, "does not add up": 3, "cannot be checked": 2},
    "Risk factors": {"agrees": 2},
    "Throughcare": {"agrees": 12, "cannot be checked": 1},
    "Child Protection": {"cannot be checked": 4},
    "Children in Need": {"agrees": 3},
    "Children with Disabilities": {},
    "Missing": {"agrees": 1},
    "Get Safe": {},
    "Workforce": {"agrees": 4, "cannot be checked": 1},
    "Quality of practice": {"agrees": 8},
}
"""How many of each verdict, by section; 'differs' and 'wrong way' nowhere: every number of the pack is one of the return's."""

NUMBERS_NOT_CHECKED = {"five", "two", "89%"}
"""'Two sibling groups of five' in December beside a quarter's figure, and an average of 2018."""

COMPARISONS_NOT_CHECKED = {
    "in line with SN",
    "below Eng.",
    "above the 21/22 Eng./SN averages",
    "in line with Eng.",
    "above England / SN averages",
}
"""Of referrals and child protection, which the return does not hold, and of three measures of care leavers, of which it holds one."""


@pytest.fixture(scope="module")
def verdicts(pack: Store) -> dict[str, list[Verdict]]:
    return {
        section: check(pack, "\n".join(texts), section, date(2022, 12, 31))
        for section, texts in COMMENTARY_TEXT.items()
    }


def test_the_parts_of_the_57_percent_do_not_add_up(verdicts: dict[str, list[Verdict]]) -> None:
    wrong = [one for one in verdicts["Family Front Door"] if one.verdict == "does not add up"]
    assert [one.number for one in wrong] == ["57%", "39%", "16%"]
    assert {one.compared for one in wrong} == {"39% + 16% = 55%, set against 57%."}


def test_every_other_number_agrees_or_cannot_be_checked(verdicts: dict[str, list[Verdict]]) -> None:
    assert {section: Counter(one.verdict for one in found) for section, found in verdicts.items()} == COUNTS
    unchecked = {
        one.number for found in verdicts.values() for one in found if one.verdict == "cannot be checked"
    }
    assert unchecked == NUMBERS_NOT_CHECKED | COMPARISONS_NOT_CHECKED


def test_a_sections_text_is_checked_under_the_packs_own_title(pack: Store) -> None:
    text = "86% of social workers are permanent. 222 children were audited."
    for title in (
        "Workforce",
        "Workforce and quality of practice",
        "Throughcare - Looked After Children and Care Leavers",
    ):
        assert [one.verdict for one in check(pack, text, title, date(2022, 12, 31))] == ["agrees"] * 2
    with pytest.raises(ValueError, match="'Housing' is no section"):
        check(pack, text, "Housing", date(2022, 12, 31))


def test_each_number_agrees_with_what_it_is_said_of(verdicts: dict[str, list[Verdict]]) -> None:
    agreed = {
        (section, one.number): one.compared
        for section, found in verdicts.items()
        for one in found
        if one.verdict == "agrees"
    }
    for number, title in (
        ("27%", "Contacts leading to a social work assessment"),
        ("38/401", "Open assessments over 45"),
    ):
        assert agreed["Family Front Door", number].startswith(title)
    for number, title in (
        ("52", "Unaccompanied asylum-seeking children looked after, change since 31 March 2022"),
        ("71", "Children looked after under section 20, change since 31 March 2022"),
        ("4.8%", "Children starting to be looked after who were open to the edge of care team"),
        ("26", "New residential placements by age, 14 to 16"),
    ):
        assert agreed["Throughcare", number].startswith(title)


def test_permanent_and_agency_make_more_than_all_and_are_not_called_wrong(
    verdicts: dict[str, list[Verdict]],
) -> None:
    """The measures say that the two shares need not be of one whole, so that each agrees, and both say so."""
    staff = {one.number: one for one in verdicts["Workforce"]}
    for number in ("86%", "21%"):
        assert staff[number].verdict == "agrees"
        assert staff[number].compared.endswith("Permanent and agency make 107%: say of what each is a share.")
