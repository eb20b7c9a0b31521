"""The figures of a part of the council: its name on each, nothing of the whole beside it; and those of the whole of the same returns."""

from __future__ import annotations

from datetime import datetime

import pytest

from components.asking import ask
from components.figures.chosen import Filters
from components.figures.figure import Figure
from components.figures.published import reference_lines
from data.measures import MEASURES, SECTIONS, Shown
from data.returns import annex_a, panel
from data.sample import INVENTED_AUTHORITY
from data.store import Store
from tests.figures.by_hand import DECEMBER
from tests.figures.reading import drawn, lines, said, section_figures, titled
from tests.workbooks import (
    CONTACTS,
    REFERRALS,
    contact,
    in_need,
    list_sheet,
    panel_sheet,
    plan,
    referral,
    workbook,
)

NORTH, SOUTH = (Filters(DECEMBER, {"team": [name]}) for name in ("North", "South"))


@pytest.fixture(scope="module")
def council() -> Store:
    """The invented county's name over five referrals and 30 plans of team North, eight referrals and children in need of South.

    Six contacts on List 1, seven on the sheet Contacts; a target, a benchmark, a stated rate and a commentary of the whole council.
    """
    store = Store(885)
    lists = [
        list_sheet(CONTACTS, *(contact(str(n), "2022-11-02") for n in range(6))),
        list_sheet(
            REFERRALS,
            *(referral(str(n), "2022-11-02", team="North" if n < 5 else "South") for n in range(13)),
        ),
        list_sheet(
            annex_a.CHILD_PROTECTION_PLANS,
            *(plan(str(n), "2022-10-10", "2022-12-12" if n < 10 else None, team="North") for n in range(30)),
        ),
        list_sheet(
            annex_a.CHILDREN_IN_NEED, *(in_need(str(n), "2022-10-10", team="South") for n in range(8))
        ),
    ]
    store.load("a.xlsx", workbook(*lists), DECEMBER)
    decided = [
        [str(n), datetime(2022, 11, 2, 9), datetime(2022, 11, 2, 12), "NFA", "Neglect"] for n in range(7)
    ]
    store.load(
        "p.xlsx",
        workbook(
            panel_sheet(panel.ABOUT, [INVENTED_AUTHORITY, "31/12/2022", "31/01/2023", None]),
            panel_sheet(panel.CONTACT_DECISIONS, *decided),
            panel_sheet(
                panel.GET_SAFE,
                ["31/12/2022", "1", "Online harm", "Green", "Amber", None],
                ["31/12/2022", "2", "Online harm", "Red", "Amber", None],
            ),
            panel_sheet(
                panel.TARGETS,
                ["referrals", "01/04/2022", 12, None, "Scrutiny Panel"],
                ["child_protection_plans_over_15_months", "01/04/2022", 3, None, None],
            ),
            panel_sheet(
                panel.BENCHMARKS, ["referrals", "West Midlands", "Q3 2022/23", 900, "Regional return"]
            ),
            panel_sheet(
                panel.FIGURES,
                ["referrals", "Q2 2022/23", None, 651, None, None, None, "Typed from the old pack"],
            ),
            panel_sheet(
                panel.COMMENTARY,
                [
                    "Family Front Door",
                    "We had 13 referrals.",
                    "Look again",
                    "Head of it",
                    "30/12/2022",
                    "Open",
                ],
            ),
            panel_sheet(
                panel.AUDIT_GRADES,
                ["Q3 2022/23", None, "Overall", "Good", 5, None],
                ["Q3 2022/23", None, "Overall", "Outstanding", 5, None],
            ),
        ),
    )
    return store


OF_THE_WHOLE = (
    "published figure",
    "Not counted alike",
    "Worcestershire:",
    "England",
    "neighbours",
    "highest of",
    "target",
    "Regional return",
    "651",
    "Typed from the old pack",
    "As first reported",
    "per 10,000 children:",
    "so better",
)
NOT_A_FIGURE = ("cannot be shown for it", "of the whole council only", "No rate is shown")


@pytest.mark.parametrize(
    ("section", "chosen", "sentence"),
    [
        (
            "Family Front Door",
            NORTH,
            "5 in Q3 2022/23 (October to December 2022), up 5 on the quarter before (0); more is",
        ),
        ("Child Protection", NORTH, "20 on 31 December 2022; more is"),
        ("Child Protection", NORTH, "30 began and 10 ended in Q3 2022/23: 20 more"),
        (
            "Child Protection",
            SOUTH,
            "Child protection plans open for over 15 months: This team had none open on 31 December 2022.",
        ),
        ("Child Protection", SOUTH, "0 on 31 December 2022"),
        ("Children in Need", SOUTH, "8 began and 0 ended in Q3 2022/23: 8 more"),
    ],
)
def test_a_teams_figures_name_it_and_hold_nothing_of_the_whole(
    council: Store, section: str, chosen: Filters, sentence: str
) -> None:
    figures = section_figures(council, section, chosen)
    assert sentence in said(figures)
    assert {figure.shown_for for figure in figures} == {chosen.words}
    of_figures = "\n".join(
        line for line in lines(figures) if not any(words in line for words in NOT_A_FIGURE)
    )
    assert [name for name in OF_THE_WHOLE if name in of_figures] == []
    assert "nan" not in said(figures).lower().split()
    pictures = [figure.picture for figure in figures if figure.picture]
    assert pictures
    for picture in pictures:
        assert f", {chosen.words}" in picture.alt
        assert "nan" not in str(drawn(picture)).lower()


def test_a_team_has_no_rates(council: Store) -> None:
    found = lines(section_figures(council, "Family Front Door", NORTH))
    assert (
        "Referrals per 10,000 children: No rate is shown for a part of the council: its population is that of the whole."
        in found
    )
    assert any(
        line.startswith("Contacts received: List 1: Contacts does not record what the filter asks for")
        for line in found
    )


@pytest.mark.parametrize(
    ("section", "sentence"),
    [
        ("Risk factors", "records no team for its factors, so none are shown for team North"),
        (
            "Quality of practice",
            "Audit grades are read for the whole council, so none are shown for team North.",
        ),
    ],
)
def test_sections_of_the_whole_council_show_none_of_it_under_a_filter(
    council: Store, section: str, sentence: str
) -> None:
    words = said(section_figures(council, section, NORTH))
    assert sentence in words
    assert "England" not in words
    assert "50%" not in words  # 5 of 10 audits


def test_a_filter_is_named_in_the_order_of_its_conditions() -> None:
    both = Filters(DECEMBER, {"service": ["Front door"], "team": ["North/East"]})
    assert (NORTH.words, both.words, Filters(DECEMBER).words) == (
        "team North",
        "service Front door, team North/East",
        "",
    )


def test_no_published_line_stands_beside_a_part(council: Store) -> None:
    rate = Shown("referral_rate")
    part, whole = (ask(council, [rate], chosen) for chosen in (NORTH, Filters(DECEMBER)))
    assert reference_lines(MEASURES["referral_rate"], part) == ()
    assert reference_lines(MEASURES["referral_rate"], whole)


@pytest.fixture(scope="module")
def front_door(council: Store) -> tuple[Figure, ...]:
    return section_figures(council, "Family Front Door")


@pytest.mark.parametrize(
    "sentence",
    [
        # 13 of 118,963 children are 1.1 for every 10,000
        "1.1 in Q3 2022/23",
        "A share of the 7 on the panel return's sheet “Contacts”; “Contacts received” counts the 6 of List 1: Contacts.",
        "Worcestershire's published figure; the Example county is invented and stands in its place.",
        "West Midlands: 900 (Q3 2022/23; Regional return).",
    ],
)
def test_the_whole_councils_figures(front_door: tuple[Figure, ...], sentence: str) -> None:
    assert sentence in said(front_door)
    assert {figure.shown_for for figure in front_door} == {""}


def test_a_figure_of_two_measures_has_each_title_once(council: Store) -> None:
    made = titled(section_figures(council, "Get Safe"), "Children stepped down and up in rating")
    found = lines([made])
    assert "Stepped down: 1 in Q3 2022/23 (October to December 2022); higher is better." in found
    assert not any(line.startswith("Children stepped down in rating: ") for line in found)


def test_a_team_filter_says_what_it_cannot_filter(county: Store) -> None:
    words = said(
        section_figures(county, "Family Front Door", Filters(DECEMBER, {"team": ["Assessment North"]}))
    )
    assert "does not record what the filter asks for" in words
    everyone = county.measure("referrals", periods=1)["value"].iloc[0]
    assert f"{everyone:,.0f} in Q3 2022/23" not in words


@pytest.mark.parametrize("section", SECTIONS)
def test_a_team_that_a_sections_lists_do_not_name_is_no_error(county: Store, section: str) -> None:
    figures = section_figures(county, section, Filters(DECEMBER, {"team": ["Leaving Care"]}))
    assert figures
    for figure in figures:
        assert figure.shown_for == "team Leaving Care"
        assert figure.why_absent or figure.sentences or figure.table
        if figure.picture is not None:
            drawn(figure.picture)
