"""The risk factors' figures as values: the pack's table, how ranks moved, what is published beside, and the trio."""

from __future__ import annotations

from dataclasses import replace

import pytest

from components import asking
from components.asking import ask
from components.charts.bump import bump_picture
from components.charts.family import specification
from components.charts.kinds import figure_of
from components.figures.answers import Answers
from components.figures.chosen import Filters
from components.figures.factors import NONE_LOADED, Factors
from components.figures.figure import Figure, Number
from data.comparators.assessment_factors import PublishedFactor
from data.facts.factors import FactorRank, FactorsHeld
from data.measures import SECTIONS
from data.returns import panel
from data.store import Store
from tests.figures.by_hand import DECEMBER, answers, point
from tests.workbooks import ABOUT, panel_sheet, workbook

YEAR, TO_DATE = "2021/22", "2022/23 YTD to Q3"
RANKS, BUMP, TRIO, PUBLISHED = SECTIONS["Risk factors"].figures


def rank(
    factor: str, place: int | None, percent: float, period: str = TO_DATE, origin: str = "reported"
) -> FactorRank:
    return FactorRank("Child", factor, period, place, percent, None, None, origin)


def held(*table: FactorRank, trio: float | None = 12, partly: frozenset[str] = frozenset()) -> FactorsHeld:
    shares = tuple(
        replace(point("trio_of_harm", value), period=period)
        for value, period in ((None, YEAR), (trio, TO_DATE))
    )
    return FactorsHeld(table, (YEAR, TO_DATE), shares, partly, "all", False)


def answered(factors: FactorsHeld, *published: PublishedFactor) -> Answers:
    shared = Factors(factors, published, "Worcestershire", 2022)
    return answers({}, tables={shown.chart: shared for shown in (RANKS, BUMP, PUBLISHED, TRIO)})


MOVED = held(
    rank("Drug", 1, 30.4),
    rank("Neglect", 2, 20),
    rank("Gangs", 3, 9),
    rank("Other", None, 4),
    rank("Neglect", 1, 25, YEAR, "derived"),
    rank("Gangs", 3, 8, YEAR, "derived"),
    rank("Trafficking", 2, 9, YEAR, "derived"),
    partly=frozenset({YEAR, TO_DATE}),
)


def test_the_table_has_rank_and_share_of_each_period_the_change_and_the_trio() -> None:
    made = figure_of(RANKS, answered(MOVED))
    assert made.is_table
    assert made.table is not None
    assert made.table.columns == ("Relates to", "Risk factor", YEAR, TO_DATE, "Change")
    assert made.table.cells == (
        ("Child", "Drug", "–", "1 (30%)", "–"),
        ("Child", "Neglect", "1 (25%)", "2 (20%)", "▼ down 1"),
        ("Child", "Gangs", "3 (8%)", "3 (9%)", "same"),
        ("", "Assessments with the trio (“Trio of Harm”) present", "–", "12%", ""),
    )
    assert made.table.raw[1] == ("Child", "Neglect", (1, 25), (2, 20), -1)


def test_the_most_common_factor_and_where_each_periods_shares_come_from_are_said() -> None:
    first, legend, whence = figure_of(RANKS, answered(MOVED)).sentences
    assert first.text == f"In {TO_DATE} the most common factor was Child: Drug, in 30.4% of assessments."
    assert first.numbers == (Number(30.4, "assessment_factors", TO_DATE, "Child: Drug"),)
    assert legend.text == "Each cell: rank (share of assessments). Change: in rank, on the period before."
    assert whence.text.startswith(
        f"{YEAR}: counted from the assessment factors loaded, which cover only part of the period; "
        f"{TO_DATE}: as the panel return states them. Ranks are over all factors"
    )


def test_a_count_is_said_with_what_it_is_of() -> None:
    counted = replace(rank("Drug", 1, 50, origin="derived"), numerator=1200, denominator=2400)
    assert (
        figure_of(RANKS, answered(held(counted)))
        .sentences[0]
        .text.endswith("in 50% of assessments (1,200 of 2,400 assessments).")
    )


def test_every_factor_stands_behind_a_heading_of_its_own() -> None:
    (every,) = figure_of(RANKS, answered(MOVED)).more
    assert every.title == "All factors held, by period"
    assert len(every.cells) == 7
    assert every.cells[3] == (TO_DATE, "Child", "Other", "", "4%", "", "")


def test_ranks_of_the_latest_periods_factors_are_drawn_over_the_periods() -> None:
    made = figure_of(BUMP, answered(MOVED))
    assert made.title == "How the ranks moved"
    assert made.picture is not None
    assert made.picture.alt == (
        f"Ranks of the ten most common factors of {TO_DATE} over 2 periods. First: Child: Drug; second: Child: Neglect."
    )
    drawn = specification(made.picture)
    assert {row["name"] for row in drawn["datasets"]["ranks"]} == {
        "Child: Drug",
        "Child: Neglect",
        "Child: Gangs",
    }
    assert made.picture.values["periods"] == [YEAR, "2022/23\nYTD to Q3"]
    assert made.picture.values["ranks"] == [1, 2, 3]
    assert made.table is not None
    assert made.table.cells[0] == ("Child: Drug", "–", "1")


def test_factors_that_share_a_rank_are_numbered_once_and_named_together() -> None:
    tied = [rank("Drug", 1, 30), rank("Neglect", 1, 30), rank("Gangs", 3, 20), rank("Gangs", 1, 20, YEAR)]
    picture = bump_picture(tied, [YEAR, TO_DATE], ["Child: Drug", "Child: Neglect", "Child: Gangs"], "")
    assert len(picture.rows["ranks"]) == 4
    assert [(row["period"], row["rank"]) for row in picture.rows["numbers"]] == [
        (YEAR, 1),
        ("2022/23\nYTD to Q3", 1),
        ("2022/23\nYTD to Q3", 3),
    ]
    assert [(row["place"], row["words"]) for row in picture.rows["ends"]] == [
        (1.5, "Child: Drug /\nChild: Neglect"),
        (3, "Child: Gangs"),
    ]


def test_ranks_are_as_far_apart_as_their_names_need() -> None:
    def height(*names: str) -> float:
        ranks = [rank(name, place, 30) for place, name in enumerate(names, 1)]
        picture = bump_picture(ranks, [TO_DATE], [each.name for each in ranks], "")
        return float(str(picture.values["height"])) / len(names)

    assert height("Abuse " * 9, "Abuse " * 9) > height("Abuse " * 9, "Drug") > height("Drug", "Gangs") - 1


def test_one_period_shows_no_movement() -> None:
    made = figure_of(BUMP, answered(held(rank("Drug", 1, 30))))
    assert made.text == "Only one period is supplied, so no movement can be shown."
    assert made.picture is None


def test_what_is_published_stands_beside_the_local_factor() -> None:
    published = [
        PublishedFactor("Worcestershire", 2021, "Child", "Drug", 3, 21.6, None),
        PublishedFactor("Statistical neighbours", 2021, "Child", "Drug", 2, 24.5, 7),
        PublishedFactor("England", 2021, "Child", "Drug", None, None, None),
        PublishedFactor("West Midlands", 2021, "Child", "Drug", 1, 30.0, None),
    ]
    made = figure_of(PUBLISHED, answered(held(rank("Drug", 1, 30.4), rank("Gangs", 2, 9)), *published))
    assert made.is_table
    assert made.table is not None
    assert made.table.title == "The ten most common factors beside the published figures of 2020/21"
    assert made.table.columns == ("Risk factor", "Local", "Own", "Neighbours", "Region", "England")
    assert made.table.cells == (
        ("Child: Drug", "1 (30%)", "3 (22%)", "2 (25%)", "1 (30%)", "not published"),
        ("Child: Gangs", "2 (9%)", *["not published"] * 4),
    )
    unlike, legend = made.sentences
    assert unlike.text.endswith(f"Published: the year ending 31 March 2021; local: {TO_DATE}.")
    assert (
        "Own: Worcestershire, as published. Region: West Midlands. Neighbours: by the April 2021"
        in legend.text
    )
    assert "(at least 7 of 10)" in legend.text


def test_an_invented_council_says_whose_published_figures_stand_beside() -> None:
    stands_in = "Worcestershire's published figure; the Example county is invented and stands in its place."
    published = PublishedFactor("Worcestershire", 2022, "Child", "Drug", 3, 21.6, None)
    made = figure_of(PUBLISHED, replace(answered(MOVED, published), stands_in=stands_in))
    assert f"Own is {stands_in}" in made.text


def test_nothing_published_by_then_is_said() -> None:
    assert figure_of(PUBLISHED, answered(MOVED)).text == "No factors are published for 2021/22 or before."


def test_the_trio_is_said_for_each_period_with_the_rule() -> None:
    made = figure_of(TRIO, answered(MOVED))
    rule, shares, means = made.sentences
    assert rule.text.startswith(
        "Rule. As the panel return states it. The rule that gives such figures: All three"
    )
    assert shares.text == f"{YEAR}: not supplied (partial); {TO_DATE}: 12% (partial)."
    assert shares.numbers == (Number(12, "trio_of_harm", TO_DATE),)
    assert means.text.startswith("Of the assessments completed in the period")
    counted = replace(MOVED, has_records=True, rule="any")
    assert figure_of(TRIO, answered(counted)).text.startswith(
        "Rule used where records are held. Any of them:"
    )


def all_four(answered_with: Answers) -> list[Figure]:
    return [figure_of(shown, answered_with) for shown in (RANKS, BUMP, PUBLISHED, TRIO)]


def test_each_says_itself_that_no_factors_are_loaded() -> None:
    for made in all_four(answered(held(trio=None))):
        assert (made.why_absent, made.sentences, made.states) == (NONE_LOADED, (), {"not supplied"})


def test_a_trio_that_is_stated_without_factors_is_shown() -> None:
    assert figure_of(TRIO, answered(held(trio=9))).text.count("9%") == 1


def test_each_says_itself_that_nothing_is_of_a_part_of_the_council(county: Store) -> None:
    north = Filters(DECEMBER, {"team": ["Assessment East"]})
    for made in all_four(ask(county, [RANKS, BUMP, PUBLISHED, TRIO], north)):
        assert made.why_absent == (
            "The panel return records no team for its factors, so none are shown for team Assessment East. Choose all "
            "services and all teams to see the rank table."
        )


def test_what_they_share_is_read_once(pack: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    rank_table = type(pack).rank_table

    def counted(store: Store, periods: int = 3, **more: object) -> object:
        asked.append(periods)
        return rank_table(store, periods, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(type(pack), "rank_table", counted)
    shared = asking.ask(pack, [RANKS, BUMP, PUBLISHED, TRIO], Filters(DECEMBER)).tables
    assert asked == [3]
    assert shared["ranks"] is shared["bump"] is shared["published factors"] is shared["trio"]


def test_records_of_part_of_a_period_are_said_to_be_so(store: Store) -> None:
    rows = [["1", "14/12/2022", "3B;4B;1B", None], ["2", "14/11/2022", "4B", None]]
    store.load("a.xlsx", workbook(ABOUT, panel_sheet(panel.ASSESSMENT_FACTORS, *rows)))
    answered_with = ask(store, [RANKS, TRIO], Filters(DECEMBER))
    said = figure_of(RANKS, answered_with).sentences[2].text
    assert (
        f"{YEAR}: not supplied; {TO_DATE}: counted from the assessment factors loaded, which cover only part"
        in said
    )
    assert figure_of(TRIO, answered_with).sentences[1].text.endswith(f"{TO_DATE}: 50% (partial).")


def test_the_packs_table(pack: Store) -> None:
    made = figure_of(RANKS, ask(pack, [RANKS], Filters(DECEMBER)))
    assert made.table is not None
    assert made.table.columns[2:5] == ("2020/21", YEAR, TO_DATE)
    rows = {row[:2]: row[2:] for row in made.table.cells}
    assert rows["Child", "Abuse or neglect – 'NEGLECT'"] == ("9 (7%)", "11 (6%)", "7 (11%)", "▲ up 4")
    assert made.table.cells[-1][2:] == ("12%", "10%", "10%", "")
    assert len(made.table.cells) == 11


def test_the_countys_trio_by_either_rule(county: Store) -> None:
    by_all = figure_of(TRIO, ask(county, [TRIO], Filters(DECEMBER)))
    assert by_all.sentences[1].text == f"2020/21: 9.3%; {YEAR}: 8.3%; {TO_DATE}: 9.1%."
    county.trio_rule = "any"
    by_any = figure_of(TRIO, ask(county, [TRIO], Filters(DECEMBER)))
    county.trio_rule = "all"
    assert by_any.sentences[0].text.startswith("Rule used where records are held. Any of them:")
    assert by_any.sentences[1].text != by_all.sentences[1].text


def test_the_pack_beside_what_is_published(pack: Store) -> None:
    made = figure_of(PUBLISHED, ask(pack, [PUBLISHED], Filters(DECEMBER)))
    assert made.table is not None
    assert made.table.cells[0] == (
        "Parent/Carer: Domestic Violence",
        *("1 (34%)", "2 (35%)", "2 (34%)", "1 (37%)", "1 (32%)"),
    )
