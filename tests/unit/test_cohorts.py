"""Cohorts followed: small ones by hand, and the Example county's counted a second time in plain Python."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import NamedTuple

import pandas as pd
import pytest

from data.cohorts import (
    ALL_TEAMS,
    COHORTS,
    OTHER_PATHS,
    Cohort,
    came_back,
    days_between,
    paths,
    quarters_covered,
    reached,
)
from data.cohorts.declaration import AGAIN, START
from data.periods import Period, add_months, period_containing
from data.returns import annex_a
from data.store import Store
from tests.workbooks import assessment, in_care, list_sheet, plan, referral, workbook

JUNE, SEPTEMBER, DECEMBER = date(2022, 6, 30), date(2022, 9, 30), date(2022, 12, 31)
LAST = DECEMBER
MEASURES = {
    "referrals": "referrals",
    "plans": "child_protection_plans_started",
    "care": "started_to_be_looked_after",
}


def quarter_of(label_day: date) -> Period:
    return period_containing(label_day, "quarter")


@pytest.fixture
def small(store: Store) -> Store:
    """Two returns: referrals of two quarters, their assessments and plans."""
    sheets = [
        list_sheet(
            annex_a.REFERRALS,
            referral("A", "2022-07-01", team="North"),
            referral("B", "2022-07-15", team="North", nfa="a) Yes"),
            referral("C", "2022-08-01", team="South"),
            referral("D", "2022-09-30", team="South"),
            referral("A", "2022-10-10", team="South"),
            referral("E", "2022-11-01", team="North"),
        ),
        list_sheet(
            annex_a.ASSESSMENTS,
            assessment("A", "2022-07-03", "2022-08-02", "a) Yes"),
            assessment("A", "2022-10-10", None),
            assessment("C", "2022-08-01", "2022-08-11"),
        ),
        list_sheet(annex_a.CHILD_PROTECTION_PLANS, plan("A", "2022-10-20"), plan("Z", "2022-07-01")),
    ]
    store.load("a.xlsx", workbook(*sheets), DECEMBER)
    return store


def test_steps_belong_to_the_last_beginning(small: Store) -> None:
    rows = reached(small, COHORTS["referrals"], quarter_of(SEPTEMBER)).set_index("step")
    assert set(rows["members"]) == {4}
    assert rows.loc["assessment", ["within_1_months", "within_3_months", "by_now"]].tolist() == [2, 2, 2]
    assert rows.loc["assessment_completed", ["within_1_months", "within_3_months"]].tolist() == [1, 2]
    assert rows.loc["support_needed", "by_now"] == 1
    assert rows.loc["plan", "by_now"] == 0  # A's plan follows its second referral
    assert rows.loc[AGAIN, ["within_3_months", "by_now"]].tolist() == [0, 1]
    assert rows["within_6_months"].isna().all()  # not known: nothing, never 0
    assert rows.loc[["enquiry", "conference", "care"], "by_now"].isna().all()  # lists not supplied
    later = reached(small, COHORTS["referrals"], quarter_of(DECEMBER)).set_index("step")
    assert later.loc["plan", "by_now"] == 1
    assert later["within_1_months"].isna().all()


def test_a_months_limit_is_the_same_day_number(store: Store) -> None:
    for_each = [referral("A", "2022-07-14"), referral("B", "2022-07-14")]
    sheets = [
        list_sheet(annex_a.REFERRALS, *for_each),
        list_sheet(
            annex_a.ASSESSMENTS, assessment("A", "2022-08-14", None), assessment("B", "2022-08-15", None)
        ),
    ]
    store.load("a.xlsx", workbook(*sheets), DECEMBER)
    rows = reached(store, COHORTS["referrals"], quarter_of(SEPTEMBER)).set_index("step")
    assert rows.loc["assessment", ["within_1_months", "within_3_months"]].tolist() == [1, 2]


def test_the_triangle_leaves_what_is_not_known_empty(small: Store) -> None:
    back = came_back(small, COHORTS["referrals"])
    assert back["cohort"].unique().tolist() == ["Q2 2022/23", "Q3 2022/23"]
    table = back.set_index(["cohort", "later"])
    assert table.loc[("Q2 2022/23", 0), ["members", "returned", "percent"]].tolist() == [4, 0, 0]
    assert table.loc[("Q2 2022/23", 1), ["members", "returned", "percent"]].tolist() == [4, 1, 25]
    assert table.loc[("Q3 2022/23", 0), "returned"] == 0
    assert pd.isna(table.loc[("Q3 2022/23", 1), "returned"]) and pd.isna(
        table.loc[("Q3 2022/23", 1), "percent"]
    )


def test_a_gap_in_the_returns_is_not_followed_over(store: Store) -> None:
    for at, day in ((date(2021, 3, 31), "2021-02-01"), (DECEMBER, "2022-10-01")):
        store.load(
            f"{at}.xlsx", workbook(list_sheet(annex_a.REFERRALS, referral("A", day), referral("B", day))), at
        )
    back = came_back(store, COHORTS["referrals"]).set_index(["cohort", "later"])
    known = back.dropna(subset=["returned"])
    assert [quarter for quarter, _ in known.index if quarter.endswith("2020/21")] == ["Q3 2020/21"] * 2 + [
        "Q4 2020/21"
    ]
    assert back.loc[("Q4 2020/21", 7), "returned"] is pd.NA
    assert back.index.get_level_values("later").max() == 8


def test_paths_and_days_by_hand(small: Store) -> None:
    cohort, period = COHORTS["referrals"], quarter_of(SEPTEMBER)
    assert paths(small, cohort, period).to_dict("records") == [
        {"path": OTHER_PATHS, "members": 4, "children": 4}
    ]
    days = days_between(small, cohort, period).set_index(["earlier", "later", "team"])
    assert days.loc[("Referral", "Assessment", ALL_TEAMS)].tolist() == [2, 1, 1.8]
    assert days.loc[("Referral", "Assessment", "North")].tolist() == [1, 2, 2]
    assert days.loc[("Assessment", "Assessment completed", ALL_TEAMS)].tolist() == [2, 20, 28]
    assert days.loc[("Referral", "Referred again", ALL_TEAMS)].tolist() == [1, 101, 101]


def test_six_children_make_a_path_of_their_own(store: Store) -> None:
    stopped = [referral(f"N{n}", "2022-10-03", nfa="a) Yes") for n in range(6)]
    opened = [referral(f"O{n}", "2022-10-03") for n in range(7)]
    few = [referral(f"F{n}", "2022-10-03") for n in range(5)]
    twice = [referral("F0", "2022-10-03", "q) 6: Police")]
    sheets = [
        list_sheet(annex_a.REFERRALS, *stopped, *opened, *few, *twice),
        list_sheet(annex_a.ASSESSMENTS, *(assessment(f"O{n}", "2022-10-04", None) for n in range(7))),
    ]
    store.load("a.xlsx", workbook(*sheets), DECEMBER)
    assert paths(store, COHORTS["referrals"], quarter_of(DECEMBER)).to_dict("records") == [
        {"path": "Referral → Assessment → Still open", "members": 7, "children": 7},
        {"path": "Referral → No further action", "members": 6, "children": 6},
        {"path": OTHER_PATHS, "members": 6, "children": 5},
    ]


def test_a_second_plan_and_care_again(store: Store) -> None:
    for at, plans, care in (
        (SEPTEMBER, [plan("A", "2022-07-01", "2022-09-01")], [in_care("A", "2022-07-05", "2022-08-05")]),
        (DECEMBER, [plan("A", "2022-11-01"), plan("B", "2022-10-01")], [in_care("A", "2022-12-01")]),
    ):
        lists = [
            list_sheet(annex_a.CHILD_PROTECTION_PLANS, *plans),
            list_sheet(annex_a.LOOKED_AFTER_CHILDREN, *care),
        ]
        store.load(f"{at}.xlsx", workbook(*lists), at)
    plans_of = reached(store, COHORTS["plans"], quarter_of(SEPTEMBER)).set_index("step")["by_now"]
    assert plans_of.to_dict() == {"plan_ended": 1, "care": 1, AGAIN: 1}
    care_of = reached(store, COHORTS["care"], quarter_of(SEPTEMBER)).set_index("step")["by_now"]
    assert care_of["care_ceased"] == 1
    assert care_of[AGAIN] == 1
    assert pd.isna(care_of["leaving_care"])
    gaps = days_between(store, COHORTS["plans"], quarter_of(SEPTEMBER)).set_index(
        ["earlier", "later", "team"]
    )
    assert gaps.loc[("Plan ended", "On a plan again", ALL_TEAMS), "median"] == 61


def test_nothing_loaded_has_no_cohorts(store: Store) -> None:
    for cohort in COHORTS.values():
        assert quarters_covered(store, cohort) == []
        assert came_back(store, cohort).empty


class Begun(NamedTuple):
    child: str
    day: date
    team: str
    stopped: bool


class Taken(NamedTuple):
    begun: date
    day: date
    name: str


def rows_of(store: Store, sql: str) -> list[tuple[object, ...]]:
    frame = store.shelf.tables.query(sql).to_pylist()
    return [tuple(row.values()) for row in frame]


@pytest.fixture(scope="module")
def again(county: Store) -> Again:
    return Again(county)


class Again:
    """The Example county's lists, row by row, and what a loop over them makes of a cohort."""

    def __init__(self, store: Store) -> None:
        self.steps: dict[str, dict[str, list[Taken]]] = defaultdict(lambda: defaultdict(list))
        self.starts: dict[str, list[Begun]] = defaultdict(list)
        self.open: dict[str, set[str]] = defaultdict(set)

        def step(name: str, shown: str, rows: Iterable[tuple[object, ...]]) -> None:
            for child, begun, day, *own in rows:
                if begun is not None and day is not None and day <= LAST:  # type: ignore[operator]
                    self.steps[name][str(child)].append(Taken(begun, day, str(own[0]) if own else shown))  # type: ignore[arg-type]

        for child, day, team, nfa in rows_of(
            store, "select child_id, referred_on, team, no_further_action from referrals"
        ):
            self.starts["referrals"].append(Begun(child, day, team, nfa == "Yes"))  # type: ignore[arg-type]
        for child, begun, ended, support, closed in rows_of(
            store,
            "select child_id, started_on, authorised_on, social_care_support, closed_by from assessments",
        ):
            step("assessment", "Assessment", [(child, begun, begun)])
            step("assessment_completed", "", [(child, begun, ended)])
            step("support_needed", "", [(child, begun, ended)] if support == "Yes" else [])
            if ended is None and closed is None:
                self.open["assessments"].add(str(child))
        for child, day, held in rows_of(
            store, "select child_id, strategy_discussion_on, conference_on from section_47_enquiries"
        ):
            step("enquiry", "Section 47 enquiry", [(child, day, day)])
            step("conference", "", [(child, day, held)])
        for child, day, ended, team in rows_of(
            store, "select child_id, started_on, ceased_on, team from child_protection_plans"
        ):
            self.starts["plans"].append(Begun(child, day, team, False))  # type: ignore[arg-type]
            step("plan", "Child protection plan", [(child, day, day)])
            step("plan_ended", "Plan ended", [(child, day, ended)])
            if ended is None or ended > LAST:
                self.open["spells"].add(str(child))
        groups = {
            "E4A": "Returned home",
            "E4B": "Returned home",
            "E5": "Independent living",
            "E6": "Independent living",
        }
        for child, day, ended, team, reason, status in rows_of(
            store,
            "select child_id, started_on, ceased_on, team, ceased_reason, legal_status from looked_after_children",
        ):
            if status in ("V3", "V4"):
                continue
            self.starts["care"].append(Begun(child, day, team, False))  # type: ignore[arg-type]
            step("care", "Looked after", [(child, day, day)])
            step("care_ceased", "", [(child, day, ended, groups.get(str(reason), str(reason)))])
            if ended is None or ended > LAST:
                self.open["spells"].add(str(child))
        for child, ended in rows_of(store, "select child_id, ceased_on from children_in_need"):
            if ended is None or ended > LAST:
                self.open["spells"].add(str(child))
        for child, day in rows_of(store, "select child_id, reporting_date from care_leavers"):
            step("leaving_care", "Leaving care", [(child, day, day)])
            if day == LAST:
                self.open["leaving"].add(str(child))

    @cache  # noqa: B019
    def followed(self, cohort: Cohort, period: Period) -> list[tuple[Begun, dict[str, Taken], bool]]:
        """Members with the first of each step that belongs to them, the next beginning among them, and who is open."""
        open_now = set(self.open["spells"])
        open_now |= {"referrals": self.open["assessments"], "care": self.open["leaving"]}.get(
            cohort.id, set()
        )
        days: dict[str, list[date]] = defaultdict(list)
        for begun in self.starts[cohort.id]:
            days[begun.child].append(begun.day)
        members = []
        for begun in self.starts[cohort.id]:
            if not period.start <= begun.day <= period.end:
                continue
            later = min((day for day in days[begun.child] if begun.day < day <= LAST), default=None)
            got: dict[str, Taken] = {}
            for one in cohort.steps:
                own = [
                    taken
                    for taken in self.steps[one.id][begun.child]
                    if begun.day <= taken.begun
                    and (later is None or taken.begun < later)
                    and taken.day >= begun.day
                ]
                if own:
                    got[one.id] = min(own, key=lambda taken: taken.day)
            if later is not None:
                got[AGAIN] = Taken(later, later, cohort.again)
            members.append((begun, got, begun.child in open_now))
        return members


CHOSEN = [(kind, day) for kind in COHORTS for day in (date(2021, 6, 1), date(2021, 12, 31), date(2022, 5, 1))]


@pytest.mark.parametrize("kind", list(COHORTS))
def test_a_cohort_has_as_many_members_as_its_measure_counts(county: Store, kind: str) -> None:
    counted = county.measure(MEASURES[kind], periods=9).set_index("period")["numerator"]
    back = came_back(county, COHORTS[kind]).drop_duplicates("cohort").set_index("cohort")["members"]
    assert len(back) == 9
    for label, members in back.items():
        assert members == counted[label]


@pytest.mark.parametrize(("kind", "day"), CHOSEN)
def test_what_was_reached_counted_again(county: Store, again: Again, kind: str, day: date) -> None:
    cohort, period = COHORTS[kind], quarter_of(day)
    members = again.followed(cohort, period)
    rows = reached(county, cohort, period)
    for row in rows.to_dict("records"):
        got = [(begun, steps[row["step"]]) for begun, steps, _ in members if row["step"] in steps]
        assert row["members"] == len(members)
        assert row["by_now"] == len(got)
        for months in (1, 3, 6, 12):
            expected = sum(taken.day <= add_months(begun.day, months) for begun, taken in got)
            known = add_months(period.end, months) <= LAST
            told = row[f"within_{months}_months"]
            assert told == expected if known else pd.isna(told)


@pytest.mark.parametrize("kind", list(COHORTS))
def test_who_came_back_counted_again(county: Store, again: Again, kind: str) -> None:
    back = came_back(county, COHORTS[kind])
    for quarter in quarters_covered(county, COHORTS[kind]):
        members = again.followed(COHORTS[kind], quarter)
        for row in back[back["cohort"] == quarter.label].to_dict("records"):
            end = period_containing(add_months(quarter.start, 3 * row["later"]), "quarter").end
            expected = sum(AGAIN in steps and steps[AGAIN].day <= end for _, steps, _ in members)
            assert pd.isna(row["returned"]) if end > LAST else row["returned"] == expected


@pytest.mark.parametrize(("kind", "day"), CHOSEN)
def test_days_counted_again(county: Store, again: Again, kind: str, day: date) -> None:
    cohort, period = COHORTS[kind], quarter_of(day)
    took: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for begun, steps, _ in again.followed(cohort, period):
        days = {START: begun.day} | {name: taken.day for name, taken in steps.items()}
        for first, second in cohort.spans:
            if first in days and second in days and days[second] >= days[first]:
                for team in (ALL_TEAMS, begun.team):
                    pair = cohort.title_of(first), cohort.title_of(second)
                    took[*pair, team].append((days[second] - days[first]).days)
    rows = days_between(county, cohort, period)
    assert len(rows) == len(took)
    for row in rows.to_dict("records"):
        days_taken = sorted(took[row["earlier"], row["later"], row["team"]])
        assert row["number"] == len(days_taken)
        assert row["median"] == statistics.median(days_taken)
        place = 0.9 * (len(days_taken) - 1)
        low = days_taken[int(place)]
        high = days_taken[min(int(place) + 1, len(days_taken) - 1)]
        assert row["percentile_90"] == pytest.approx(low + (high - low) * (place - int(place)))


@pytest.mark.parametrize(("kind", "day"), CHOSEN)
def test_paths_counted_again(county: Store, again: Again, kind: str, day: date) -> None:
    cohort, period = COHORTS[kind], quarter_of(day)
    on_path = [step.id for step in cohort.steps if step.on_path]
    taken: dict[str, list[str]] = defaultdict(list)
    for begun, steps, is_open in again.followed(cohort, period):
        walked = sorted(
            (steps[name].day, place, steps[name].name) for place, name in enumerate(on_path) if name in steps
        )
        names = [name for _, _, name in walked]
        any_step = bool(set(steps) - {AGAIN})
        if AGAIN in steps:
            end = cohort.again
        elif is_open:
            end = "Still open"
        elif any_step:
            end = "Closed"
        else:
            end = "No further action" if begun.stopped else "No step recorded"
        if not names and begun.stopped and end != "No further action":
            names = ["No further action"]
        taken[" → ".join([cohort.first, *names, end])].append(begun.child)
    expected: Counter[str] = Counter()
    for path, children in taken.items():
        expected[path if len(set(children)) >= 6 else OTHER_PATHS] += len(children)
    told = paths(county, cohort, period)
    assert dict(zip(told["path"], told["members"], strict=True)) == dict(expected)
    assert OTHER_PATHS not in list(told["path"])[:-1]
