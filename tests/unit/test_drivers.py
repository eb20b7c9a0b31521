"""What is behind a change: parts that add up exactly, what is shown and not split, and why a change may not be split at all."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from data.answering import Wanted
from data.as_reported import AS_REPORTED
from data.contributions import (
    Cases,
    GroupChange,
    share_that_moved,
    split_number,
    split_parts_of_all,
    split_share,
)
from data.drivers import COLUMNS, behind, explains, group_changes, why_not_split
from data.measures import MEASURES
from data.returns import panel
from data.returns.annex_a import CHILD_PROTECTION_PLANS, CHILDREN_IN_NEED, SECTION_47_ENQUIRIES
from data.series import Series, series_of
from data.store import Store
from tests.workbooks import (
    ABOUT,
    ASSESSMENTS,
    REFERRALS,
    assessment,
    enquiry,
    list_sheet,
    panel_sheet,
    plan,
    referral,
    workbook,
)

SEPTEMBER, DECEMBER, YEAR_BEFORE = date(2022, 9, 30), date(2022, 12, 31), date(2021, 12, 31)
UNITS = ("percent", "average")
EXACTLY = 1e-9

counts = st.integers(0, 400)
shares = st.integers(0, 400).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


def sides(cases: st.SearchStrategy) -> st.SearchStrategy[tuple[dict[str, Cases], dict[str, Cases]]]:
    """The cases of one to eight groups in two periods; some have none in one of them, or in both."""
    pairs = st.lists(st.tuples(cases, cases), min_size=1, max_size=8)
    return pairs.map(
        lambda groups: tuple(
            {
                str(place): Cases(*side) if isinstance(side, tuple) else Cases(side)
                for place, side in enumerate(sides)
            }
            for sides in zip(*groups, strict=True)
        )
    )


def by_group(groups: Iterable[GroupChange]) -> dict[str, GroupChange]:
    return {group.group: group for group in groups}


def total(side: Mapping[str, Cases], place: int = 0) -> float:
    return sum(cases[place] for cases in side.values())


@given(sides(counts))
def test_the_parts_of_a_number_add_up_and_change_their_sign_with_the_periods(both: tuple) -> None:
    before, now = both
    there, back = (by_group(split_number("team", *order)) for order in ((before, now), (now, before)))
    assert math.fsum(group.contribution for group in there.values()) == total(now) - total(before)
    assert {name: group.contribution for name, group in there.items()} == {
        name: -group.contribution for name, group in back.items()
    }
    assert {name for name in now if before[name].part or now[name].part} == set(there)
    if total(before):
        assert abs(math.fsum(group.beyond_share for group in there.values())) < EXACTLY * max(1, total(now))
    assert 0 <= share_that_moved(before, now) <= 1 + EXACTLY


@given(sides(shares), st.sampled_from(UNITS))
def test_the_parts_of_a_percentage_or_mean_add_up_and_change_their_sign_with_the_periods(
    both: tuple, unit: str
) -> None:
    before, now = both
    assume(total(before, 1) and total(now, 1))
    per = 100 if unit == "percent" else 1
    there, back = (by_group(split_share("team", *order, unit)) for order in ((before, now), (now, before)))
    change = per * (total(now) / total(now, 1) - total(before) / total(before, 1))
    assert abs(math.fsum(group.contribution for group in there.values()) - change) < EXACTLY
    assert (
        abs(math.fsum(part for group in there.values() for part in (group.rate, group.mix)) - change)
        < EXACTLY
    )
    for name, group in there.items():
        assert abs(group.rate + back[name].rate) < EXACTLY and abs(group.mix + back[name].mix) < EXACTLY
        assert (group.is_more_than_chance, group.mix_is_more_than_chance) == (
            back[name].is_more_than_chance,
            back[name].mix_is_more_than_chance,
        )
        if not before[name].of or not now[name].of:
            assert group.rate == 0 and not group.is_more_than_chance
            assert math.isnan(group.before) == (not before[name].of)


@given(sides(counts))
def test_the_parts_of_all_add_up_to_nothing(both: tuple) -> None:
    before, now = both
    assume(total(before) and total(now))
    before, now = ({name: Cases(cases.part, total(side)) for name, cases in side.items()} for side in both)
    groups = split_parts_of_all("source", before, now)
    assert abs(math.fsum(group.contribution for group in groups)) < EXACTLY
    assert all(abs(group.now - group.before - group.contribution) < EXACTLY for group in groups)


def test_one_group_is_the_whole() -> None:
    (group,) = split_share("team", {"A": Cases(45, 50)}, {"A": Cases(40, 80)}, "percent")
    assert (group.before, group.now, group.contribution, group.rate, group.mix) == (90, 50, -40, -40, 0)


def test_the_example_in_which_every_team_did_better_and_the_total_fell() -> None:
    before = {"A": Cases(180, 200), "B": Cases(50, 100), "C": Cases(0, 0)}
    now = {"A": Cases(74, 80), "B": Cases(114, 220), "C": Cases(19, 20)}
    groups = by_group(split_share("team", before, now, "percent"))
    rates, mixes = (math.fsum(getattr(group, part) for group in groups.values()) for part in ("rate", "mix"))
    assert (round(rates, 1), round(mixes, 1)) == (2.1, -14.1)
    assert rates + mixes == pytest.approx(100 * 207 / 320 - 100 * 230 / 300, abs=EXACTLY)
    assert rates + mixes == pytest.approx(-11.979167, abs=1e-6)
    assert (groups["C"].rate, groups["C"].mix > 0, math.isnan(groups["C"].before)) == (0, True, True)
    assert next(iter(groups)) == "A"  # the largest contribution first


@pytest.mark.parametrize(
    ("before", "now", "groups", "is_more"),
    [
        (10, 4, 2, False),  # six cases, 1.6 standard errors
        (1, 7, 2, True),  # six cases, 2.1
        (0, 5, 2, False),  # five cases are too few
        (1, 7, 6, False),  # of six groups it takes 2.6
        (0, 8, 6, True),
        (100, 129, 2, False),
        (100, 130, 2, False),  # 1.98
        (100, 131, 2, True),  # 2.04
    ],
)
def test_a_number_is_more_than_chance_from_six_cases_and_so_many_errors(
    before: int, now: int, groups: int, is_more: bool
) -> None:
    others = {str(place): Cases(50) for place in range(groups - 1)}
    split = split_number("team", {"A": Cases(before), **others}, {"A": Cases(now), **others})
    assert by_group(split)["A"].is_more_than_chance == is_more


@pytest.mark.parametrize(
    ("before", "now", "unit", "is_more"),
    [
        ((50, 100), (64, 100), "percent", True),  # 14 points apart, 7 the error
        ((50, 100), (63, 100), "percent", False),
        ((5, 10), (10, 10), "percent", False),  # only five cases
        ((0, 10), (10, 10), "percent", True),
        ((300, 20), (360, 20), "average", True),  # 15 and 18 a worker: 3 apart, 1.3 the error
        ((300, 20), (340, 20), "average", False),
        ((300, 20), (900, 20), "days", False),  # nobody knows how far days are scattered
    ],
)
def test_a_share_is_more_than_chance_on_both_of_its_bases(
    before: tuple, now: tuple, unit: str, is_more: bool
) -> None:
    split = split_share("team", {"A": Cases(*before)}, {"A": Cases(*now)}, unit)
    assert split[0].is_more_than_chance == is_more


def referrals(of: Mapping[tuple[str, str], int]) -> tuple[str, list[list[object]]]:
    """List 3 with so many referrals to a team on a day, every fourth without further action."""
    rows = [
        referral(f"{team}{day}{place}", day, team=team or None, nfa="b) No" if place % 4 else "a) Yes")
        for (team, day), many in of.items()
        for place in range(many)
    ]
    return list_sheet(REFERRALS, *rows)


IN_Q2, IN_Q3 = "2022-08-10", "2022-11-10"


@pytest.fixture(scope="module")
def quarters() -> Store:
    """Referrals to three teams and to none; of two children one with conferences of two teams; assessments, nine of them done."""
    store = Store(885)
    teams = {
        ("North", IN_Q2): 20,
        ("South", IN_Q2): 15,
        ("North", IN_Q3): 42,
        ("East", IN_Q3): 5,
        ("", IN_Q3): 3,
    }
    in_q2 = [enquiry("2", "2022-07-14", "b) No", "2022-08-01", "a) Yes", team="South")]
    in_q3 = [
        enquiry("1", "2022-10-04", "b) No", "2022-10-20", "a) Yes", team="North"),
        enquiry("1", "2022-11-14", "b) No", "2022-12-01", "a) Yes", team="South"),
    ]
    opened = [assessment(str(place), "2022-09-05", None) for place in range(20)]
    done = [assessment(str(place), "2022-09-05", "2022-11-01" if place < 9 else None) for place in range(20)]
    returns = (
        (SEPTEMBER, {}, in_q2, opened),
        (DECEMBER, teams, [*in_q2, *in_q3], done),
    )
    for day, referred, conferences, assessments in returns:
        report = store.load(
            f"{day}.xlsx",
            workbook(
                referrals(referred or {key: many for key, many in teams.items() if key[1] == IN_Q2}),
                list_sheet(SECTION_47_ENQUIRIES, *conferences),
                list_sheet(ASSESSMENTS, *assessments),
            ),
            day,
        )
        assert report.accepted
    return store


def test_a_number_by_its_groups_with_new_and_gone_ones_and_those_not_recorded(quarters: Store) -> None:
    frame = behind(quarters, "referrals", DECEMBER, SEPTEMBER, by="team")
    assert tuple(frame.columns) == COLUMNS
    assert frame[["dimension", "group", "before", "now", "contribution"]].to_numpy().tolist() == [
        ["team", "North", 20, 42, 22],
        ["team", "South", 15, 0, -15],
        ["team", "East", 0, 5, 5],
        ["team", "No team recorded", 0, 3, 3],
    ]
    assert frame["beyond_share"].round(4).tolist() == [13.4286, -21.4286, 5, 3]
    assert frame["is_more_than_chance"].tolist() == [True, True, False, False]
    assert frame[["rate", "mix"]].isna().all(axis=None)


def test_a_rate_splits_its_count(quarters: Store) -> None:
    rate = behind(quarters, "referral_rate", DECEMBER, SEPTEMBER)
    pd.testing.assert_frame_equal(rate, behind(quarters, "referrals", DECEMBER, SEPTEMBER))
    assert why_not_split(quarters, "referral_rate", DECEMBER, SEPTEMBER, where={"team": "North"}) == (
        "It is not known of a part of the council."
    )


def test_the_dimension_in_which_most_changed_group_comes_first(quarters: Store) -> None:
    frame = behind(quarters, "referrals", DECEMBER, SEPTEMBER)
    dimensions = list(frame["dimension"].unique())
    assert dimensions[0] == "team"
    assert set(dimensions) == set(MEASURES["referrals"].dimensions)
    assert (frame.groupby("dimension")["contribution"].sum() == 15).all()


def test_the_change_of_a_filtered_part_is_split(quarters: Store) -> None:
    frame = behind(quarters, "referrals", DECEMBER, SEPTEMBER, by="source", where={"team": ["North", "East"]})
    assert frame[["group", "contribution"]].to_numpy().tolist() == [["Schools", 27]]


def test_where_a_child_stands_in_two_groups_they_are_shown_and_not_split(quarters: Store) -> None:
    children = behind(quarters, "initial_child_protection_conferences", DECEMBER, SEPTEMBER)
    by_team = children[children["dimension"] == "team"]
    assert by_team[["group", "before", "now"]].to_numpy().tolist() == [["North", 0, 1], ["South", 1, 1]]
    assert by_team["contribution"].isna().all() and not by_team["is_more_than_chance"].any()
    assert children[children["dimension"] == "sex"]["contribution"].tolist() == [0]
    is_split = children.groupby("dimension", sort=False)["contribution"].agg(
        lambda parts: parts.notna().all()
    )
    assert is_split.tolist() == sorted(is_split, reverse=True)  # what is not split stands last
    conferences = behind(quarters, "initial_child_protection_conference_rate", DECEMBER, SEPTEMBER, by="team")
    assert conferences["contribution"].tolist() == [1, 0]


def test_a_percentage_by_its_groups(quarters: Store) -> None:
    measure = "referrals_with_no_further_action"
    frame = behind(quarters, measure, DECEMBER, SEPTEMBER)
    before, now = quarters.measure(measure, periods=2)["value"]
    added = frame.groupby("dimension")[["rate", "mix"]].sum().sum(axis=1)
    assert (abs(added - (now - before)) < EXACTLY).all()
    by_team = by_group(group_changes(frame)["team"])
    assert (by_team["North"].before, by_team["North"].before_base, by_team["North"].now_base) == (25, 20, 42)
    assert by_team["North"].now == pytest.approx(100 * 11 / 42)
    assert (by_team["East"].rate, by_team["South"].rate) == (0, 0)
    assert by_team["South"].mix_is_more_than_chance and not by_team["South"].is_more_than_chance


def test_what_a_stock_is_told_by_only_when_it_has_ended_explains_nothing(quarters: Store) -> None:
    dimensions = group_changes(behind(quarters, "open_assessments", DECEMBER, SEPTEMBER))
    measure = MEASURES["open_assessments"]
    explaining = [name for name, groups in dimensions.items() if explains(measure, groups)]
    assert [*explaining, "working_days_band"] == list(dimensions)
    assert {group.group for group in dimensions["working_days_band"]} == {"31–40", "Not known"}


def test_groups_that_have_all_or_none_of_a_percentage_say_only_what_it_counts(quarters: Store) -> None:
    teams = ({"A": Cases(4, 4), "B": Cases(0, 9)}, {"A": Cases(5, 5), "B": Cases(0, 7), "C": Cases(0, 0)})
    teams[0]["C"] = Cases(0, 0)
    measure = MEASURES["referrals_with_no_further_action"]
    assert not explains(measure, split_share("source", *teams, "percent"))
    teams[1]["B"] = Cases(1, 7)
    assert explains(measure, split_share("source", *teams, "percent"))


def test_parts_of_all_are_their_shares_also_where_a_return_states_them(store: Store) -> None:
    stated = [
        ["contact_reasons", "Q2 2022/23", reason, number, 100, None, None, None]
        for reason, number in (("Neglect", 60), ("Exploitation", 40))
    ]
    stated += [
        ["contact_reasons", "Q3 2022/23", reason, number, 200, None, None, None]
        for reason, number in (("Neglect", 70), ("Exploitation", 120), ("Missing", 10))
    ]
    store.load("p.xlsx", workbook(ABOUT, panel_sheet(panel.FIGURES, *stated)))
    frame = behind(store, "contact_reasons", DECEMBER, SEPTEMBER)
    assert frame[["group", "before", "now", "contribution", "is_more_than_chance"]].to_numpy().tolist() == [
        ["Neglect", 60, 35, -25, True],
        ["Exploitation", 40, 60, 20, True],
        ["Missing", 0, 5, 5, False],  # five cases, were it of a hundred
    ]


def test_stated_categories_without_numbers_are_shown_and_not_split(store: Store) -> None:
    stated = [
        ["audits_good", f"Q{quarter} 2022/23", domain, None, None, f"{value}%", None, None]
        for quarter, domain, value in (
            (2, None, 55), (3, None, 60), (2, "Planning", 50), (3, "Planning", 70), (3, "Visits", 40)
        )
    ]  # fmt: skip
    store.load("p.xlsx", workbook(ABOUT, panel_sheet(panel.FIGURES, *stated)))
    frame = behind(store, "audits_good", DECEMBER, SEPTEMBER)
    assert frame[["group", "before", "now"]].fillna(-1).to_numpy().tolist() == [
        ["Planning", 50, 70],
        ["Visits", -1, 40],
    ]
    assert frame["contribution"].isna().all()
    assert why_not_split(store, "audits_good", DECEMBER, SEPTEMBER) == ""


def test_a_mean_of_a_team_that_has_cases_and_nobody_to_hold_them_is_not_split(store: Store) -> None:
    months = [
        [month, team, 30, 25, 1, 1, 1, cases, fte]
        for month, team, cases, fte in (
            ("Sep 2022", "North", 300, 20), ("Sep 2022", "South", 100, 8),
            ("Dec 2022", "North", 340, 20), ("Dec 2022", "South", 100, 0),
        )
    ]  # fmt: skip
    store.load("p.xlsx", workbook(ABOUT, panel_sheet(panel.WORKFORCE, *months)))
    frame = behind(store, "average_caseload", DECEMBER, SEPTEMBER, by="team")
    assert frame[["group", "before", "now"]].fillna(-1).to_numpy().tolist() == [
        ["North", 15, 17],
        ["South", 12.5, -1],
    ]
    assert frame["contribution"].isna().all()


@pytest.mark.parametrize(
    ("measure", "before", "why"),
    [
        ("referrals", date(2022, 3, 31), "Q4 2021/22 is not supplied."),
        ("contacts", SEPTEMBER, "Q2 2022/23 is not supplied."),
        ("looked_after_net_change", SEPTEMBER, "A net change sets starts against ends: it has no groups."),
        ("social_worker_turnover", SEPTEMBER, "No groups are recorded of it."),
    ],
)
def test_what_cannot_be_split_says_why(quarters: Store, measure: str, before: date, why: str) -> None:
    frame = behind(quarters, measure, DECEMBER, before)
    assert frame.empty and tuple(frame.columns) == COLUMNS
    assert why_not_split(quarters, measure, DECEMBER, before) == why


def test_a_partial_period_is_not_split(quarters: Store) -> None:
    assert behind(quarters, "referrals", DECEMBER, YEAR_BEFORE, "rolling_12_months").empty
    assert why_not_split(quarters, "referrals", DECEMBER, date(2022, 9, 30), "rolling_12_months") == (
        "12 months to Sep 2022 is partial: the returns loaded cover only part of what it needs."
    )


def test_a_stated_total_is_not_set_against_counted_groups(store: Store) -> None:
    store.load("a.xlsx", workbook(referrals({("North", IN_Q3): 8})), DECEMBER)
    stated = ["referrals", "Q1 2022/23", None, 40, None, None, None, None]
    store.load("p.xlsx", workbook(ABOUT, panel_sheet(panel.FIGURES, stated)))
    assert behind(store, "referrals", DECEMBER, date(2022, 6, 30)).empty
    assert why_not_split(store, "referrals", DECEMBER, date(2022, 6, 30)) == (
        "The groups of Q1 2022/23 are not known as far as the figure is."
    )


def test_an_estimate_is_not_set_against_a_count(store: Store) -> None:
    plans = [plan(str(child), "2022-01-10", last_review_on="2022-11-01") for child in range(9)]
    store.load("a.xlsx", workbook(list_sheet(CHILD_PROTECTION_PLANS, *plans)), DECEMBER)
    stated = [
        "child_protection_reviews_in_time",
        "30/09/2022",
        None,
        2,
        9,
        None,
        None,
        None,
    ]
    store.load("p.xlsx", workbook(ABOUT, panel_sheet(panel.FIGURES, stated)))
    measure = "child_protection_reviews_in_time"
    assert store.measure(measure, periods=2)["origin"].tolist() == ["reported", "estimated"]
    assert behind(store, measure, DECEMBER, SEPTEMBER).empty
    assert why_not_split(store, measure, DECEMBER, SEPTEMBER) == (
        "Q3 2022/23 is an estimate and Q2 2022/23 is not: they are not set against each other."
    )


def test_none_in_both_periods(store: Store) -> None:
    store.load("a.xlsx", workbook(list_sheet(CHILDREN_IN_NEED), referrals({("North", IN_Q3): 1})), DECEMBER)
    assert behind(store, "episodes_missing_from_care", DECEMBER, SEPTEMBER).empty
    only_now = behind(store, "referrals", DECEMBER, SEPTEMBER, by="team")
    assert only_now[["before", "now", "contribution"]].to_numpy().tolist() == [[0, 1, 1]]
    none = why_not_split(store, "referrals", date(2022, 9, 30), date(2022, 8, 31), "month")
    assert none == "There were none in Aug 2022 and none in Sep 2022."


def test_read_as_reported_each_quarter_is_what_its_own_return_gave(store: Store) -> None:
    store.load("s.xlsx", workbook(referrals({("North", IN_Q2): 5})), SEPTEMBER)
    store.load(
        "d.xlsx",
        workbook(referrals({("North", IN_Q2): 5, ("South", IN_Q2): 2, ("North", IN_Q3): 9})),
        DECEMBER,
    )
    known_now = behind(store, "referrals", DECEMBER, SEPTEMBER, by="team")
    reported = behind(store, "referrals", DECEMBER, SEPTEMBER, by="team", reading=AS_REPORTED)
    assert known_now[["group", "contribution"]].to_numpy().tolist() == [["North", 4], ["South", -2]]
    assert reported[["group", "contribution"]].to_numpy().tolist() == [["North", 4]]


@pytest.mark.parametrize(
    ("question", "named"),
    [({"measure": "referals"}, "referrals"), ({"by": "accommodation"}, "team"), ({"grain": "week"}, "month")],
)
def test_an_unknown_name_raises_and_names_the_allowed_ones(
    quarters: Store, question: dict[str, str], named: str
) -> None:
    with pytest.raises(ValueError, match=named):
        behind(quarters, **{"measure": "referrals", "now": DECEMBER, "before": SEPTEMBER, **question})  # type: ignore[arg-type]


class AskedTogether:
    """A store's answers to one question of each measure, asked of all measures in one statement: each alone takes a minute."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._answers: dict[str | None, dict[tuple[str, date], pd.DataFrame]] = {}

    def measures(self, questions: list[Wanted], *, ending: date, reading: str) -> list[pd.DataFrame]:
        return [self._answer(wanted, ending) for wanted in questions]

    def _answer(self, wanted: Wanted, ending: date) -> pd.DataFrame:
        assert wanted == Wanted(wanted.ids, "quarter", 1, wanted.by)
        if wanted.by not in self._answers:
            ids = [name for name, measure in MEASURES.items() if wanted.by in (None, *measure.dimensions)]
            rows = self._store.measure(ids, "quarter", 5, wanted.by, ending=DECEMBER)
            by_period = rows.groupby(["measure", rows["period_end"].dt.date])
            self._answers[wanted.by] = dict(tuple(by_period))
        return self._answers[wanted.by][str(wanted.ids), ending]


@pytest.fixture(scope="module")
def together(county: Store) -> AskedTogether:
    return AskedTogether(county)


def whole(store: AskedTogether, measure: str, ending: date) -> Series:
    answer = store.measures([Wanted(measure, "quarter", 1)], ending=ending, reading="as known now")[0]
    return next(iter(series_of(answer).values()))


def test_of_every_measure_the_parts_of_the_county_add_up(together: AskedTogether) -> None:
    split = set()
    for measure in MEASURES.values():
        frame = behind(together, measure.id, DECEMBER, YEAR_BEFORE)  # type: ignore[arg-type]
        if frame.empty:
            assert why_not_split(together, measure.id, DECEMBER, YEAR_BEFORE)  # type: ignore[arg-type]
        (now,), (before,) = (whole(together, measure.id, ending) for ending in (DECEMBER, YEAR_BEFORE))
        counted = "numerator" if measure.unit == "rate" else "value"
        for dimension, groups in group_changes(frame).items():
            if not all(group.is_split for group in groups):
                assert not any(group.is_split for group in groups)
                continue
            split.add((measure.id, dimension))
            change = 0.0 if measure.of_all else getattr(now, counted) - getattr(before, counted)
            added = math.fsum(group.contribution for group in groups)
            assert abs(added - change) < EXACTLY, (measure.id, dimension)
    assert len(split) > 700
    assert {"contact_reasons", "referrals", "average_caseload", "child_seen_alone"} <= {
        name for name, _ in split
    }


def test_asked_together_is_asked_alone(county: Store, together: AskedTogether) -> None:
    for measure in ("initial_child_protection_conferences", "average_caseload"):
        pd.testing.assert_frame_equal(
            behind(county, measure, DECEMBER, YEAR_BEFORE),
            behind(together, measure, DECEMBER, YEAR_BEFORE),  # type: ignore[arg-type]
        )


def test_a_row_is_a_group_change(county: Store) -> None:
    frame = behind(county, "placed_in_house", DECEMBER, YEAR_BEFORE, by="age_band")
    groups = group_changes(frame)["age_band"]
    assert [replace(group) for group in groups] == groups and len(groups) == len(frame)
    assert frame["contribution"].abs().is_monotonic_decreasing
