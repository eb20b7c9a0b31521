"""Figures as the returns that had come by then reported them, worked out by hand from a few overlapping returns."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from data.answering import Wanted
from data.as_reported import AS_REPORTED, NotRead
from data.facts.values import DataAsAt
from data.history import is_out_of_date, look_backs, provisional, reach
from data.measures import MEASURES
from data.restated import restated
from data.returns import annex_a, panel
from data.store import Store
from data.store.database import OutOfMemory
from tests.workbooks import (
    ASSESSMENTS,
    CONTACTS,
    assessment,
    contact,
    in_care,
    list_sheet,
    panel_sheet,
    workbook,
)

JUNE, SEPTEMBER, DECEMBER = date(2022, 6, 30), date(2022, 9, 30), date(2022, 12, 31)
CARE = annex_a.LOOKED_AFTER_CHILDREN


def completed(*children: int, day: str = "2022-08-15") -> list[dict[str, object]]:
    return [assessment(str(child), "2022-07-11", day) for child in children]


@pytest.fixture
def two(store: Store) -> Store:
    """Five assessments first reported for Q2; two come late and one is withdrawn. One is completed in Q3."""
    q3 = [assessment("20", "2022-10-10", "2022-11-14")]
    store.load("s.xlsx", workbook(list_sheet(ASSESSMENTS, *completed(1, 2, 3, 4, 5))), SEPTEMBER)
    store.load("d.xlsx", workbook(list_sheet(ASSESSMENTS, *completed(1, 2, 3, 4, 6, 7), *q3)), DECEMBER)
    return store


def values(store: Store, measure: str, periods: int = 2, **more: object) -> list[float]:
    return store.measure(measure, periods=periods, **more)["value"].fillna(-1).tolist()  # type: ignore[arg-type]


def test_five_first_reported_two_late_one_withdrawn_are_six_now(two: Store) -> None:
    assert values(two, "assessments_completed") == [6, 1]
    assert values(two, "assessments_completed", reading=AS_REPORTED) == [5, 1]
    assert values(two, "assessments_completed") == [6, 1]  # nothing stays of the other reading
    assert two.table("select count(*) as n from assessments")["n"].tolist() == [7]


def test_the_order_of_loading_does_not_matter(store: Store) -> None:
    store.load("d.xlsx", workbook(list_sheet(ASSESSMENTS, *completed(1, 2, 3, 4, 6, 7))), DECEMBER)
    store.load("s.xlsx", workbook(list_sheet(ASSESSMENTS, *completed(1, 2, 3, 4, 5))), SEPTEMBER)
    assert values(store, "assessments_completed", reading=AS_REPORTED) == [5, 0]


def test_a_quarter_without_a_return_of_its_own_is_not_supplied(store: Store) -> None:
    store.load("j.xlsx", workbook(list_sheet(ASSESSMENTS, assessment("1", "2022-04-11", "2022-05-16"))), JUNE)
    store.load("d.xlsx", workbook(list_sheet(ASSESSMENTS, *completed(1, 2))), DECEMBER)
    answer = store.measure("assessments_completed", periods=3, reading=AS_REPORTED)
    assert answer["status"].tolist() == ["ok", "not supplied", "ok"]
    assert answer["value"].fillna(-1).tolist() == [1, -1, 0]
    assert values(store, "assessments_completed", 3) == [1, 2, 0]


def test_a_later_return_of_another_date_is_read_anew(two: Store) -> None:
    values(two, "assessments_completed", reading=AS_REPORTED)
    two.load("s2.xlsx", workbook(list_sheet(ASSESSMENTS, *completed(1, 2, 3))), SEPTEMBER)
    assert values(two, "assessments_completed", reading=AS_REPORTED) == [
        3,
        1,
    ]  # the corrected return of the same date


def test_a_stock_and_a_stated_figure_as_reported(store: Store) -> None:
    store.load(
        "s.xlsx",
        workbook(list_sheet(CARE, in_care("1", "2022-05-01"), in_care("2", "2022-08-01"))),
        SEPTEMBER,
    )
    store.load(
        "d.xlsx",
        workbook(
            list_sheet(
                CARE,
                in_care("1", "2022-05-01"),
                in_care("3", "2022-09-01"),
                in_care("2", "2022-08-01", "2022-09-15"),
            )
        ),
        DECEMBER,
    )
    about = ["Testshire", "30/09/2022", "10/10/2022", None]
    later = ["Testshire", "31/12/2022", "16/01/2023", None]
    stated = ["permanent_social_workers", "Q2 2022/23", None, 60, 100, None, None, None]
    store.load("ps.xlsx", workbook(panel_sheet(panel.ABOUT, about), panel_sheet(panel.FIGURES, stated)))
    store.load(
        "pd.xlsx",
        workbook(panel_sheet(panel.ABOUT, later), panel_sheet(panel.FIGURES, [*stated[:3], 62, *stated[4:]])),
    )
    assert values(store, "children_looked_after") == [2, 2]  # 1 and 3 in September: 2 had left by then
    assert values(store, "children_looked_after", reading=AS_REPORTED) == [
        2,
        2,
    ]  # 1 and 2: 3 was not known of
    assert values(store, "started_to_be_looked_after", 2) == [2, 0]
    assert values(store, "started_to_be_looked_after", 2, reading=AS_REPORTED) == [1, 0]
    assert values(store, "permanent_social_workers") == [62, -1]
    assert values(store, "permanent_social_workers", reading=AS_REPORTED) == [60, -1]
    found = restated(store)
    assert found[found["measure"] == "permanent_social_workers"][
        ["period", "reported", "known"]
    ].to_numpy().tolist() == [["Q2 2022/23", 60, 62]]
    assert "children_looked_after" not in set(found["measure"])


def test_every_grain_and_every_measure_can_be_read_as_reported(two: Store) -> None:
    for grain, label in (
        ("month", "Aug 2022"),
        ("year_to_date", "2022/23 YTD to Q2"),
        ("rolling_12_months", "12 months to Sep 2022"),
    ):
        answer = two.measure("assessments_completed", grain, 6, reading=AS_REPORTED)  # type: ignore[arg-type]
        assert answer[answer["period"] == label]["value"].tolist() == [5], grain
    first, now = (
        two.measure(list(MEASURES), periods=2, reading=reading) for reading in (AS_REPORTED, "as known now")
    )  # type: ignore[arg-type]
    assert first[["measure", "period", "group"]].equals(now[["measure", "period", "group"]])
    assert first.columns.tolist() == now.columns.tolist()


def test_an_unknown_reading_names_those_there_are(two: Store) -> None:
    with pytest.raises(ValueError, match="as known now, as reported"):
        two.measure("assessments_completed", reading="as it was")  # type: ignore[arg-type]


@pytest.fixture
def two_teams(store: Store) -> Store:
    """Q2 first reported with three assessments of East; by December one of East is withdrawn and two of West came late."""

    def of(team: str, *children: int, day: str = "2022-08-15") -> list[dict[str, object]]:
        return [one | {"team": team} for one in completed(*children, day=day)]

    store.load("s.xlsx", workbook(list_sheet(ASSESSMENTS, *of("East", 1, 2, 3))), SEPTEMBER)
    store.load(
        "d.xlsx",
        workbook(
            list_sheet(ASSESSMENTS, *of("East", 1, 2), *of("West", 4, 5), *of("West", 6, day="2022-11-15"))
        ),
        DECEMBER,
    )
    return store


def by_group(answer: pd.DataFrame) -> dict[str, list[object]]:
    return {
        str(group): list(zip(rows["value"].fillna(-1), rows["status"], strict=True))
        for group, rows in answer.groupby("group")
    }


def test_a_breakdown_is_read_as_reported_quarter_by_quarter(two_teams: Store) -> None:
    ask = ("assessments_completed", "quarter", 2, "team")
    assert by_group(two_teams.measure(*ask)) == {
        "East": [(2, "ok"), (0, "ok")],
        "West": [(2, "ok"), (1, "ok")],
    }
    first = two_teams.measure(*ask, reading=AS_REPORTED)
    assert by_group(first) == {
        "East": [(3, "ok"), (0, "ok")],
        "West": [(0, "ok"), (1, "ok")],
    }  # in September nobody knew of West
    assert first.columns.tolist() == two_teams.measure(*ask).columns.tolist()
    assert len(first) == 4


def test_a_share_of_a_team_not_heard_of_then_is_of_none(two_teams: Store) -> None:
    first = two_teams.measure("assessments_within_45_working_days", "quarter", 2, "team", reading=AS_REPORTED)
    assert by_group(first) == {
        "East": [(100, "ok"), (-1, "not applicable")],
        "West": [(-1, "not applicable"), (0, "ok")],
    }  # 11 July to 15 November is too long


def test_a_filter_and_months_are_read_as_reported(two_teams: Store) -> None:
    assert values(two_teams, "assessments_completed", where={"team": "East"}) == [2, 0]
    assert values(two_teams, "assessments_completed", where={"team": "East"}, reading=AS_REPORTED) == [3, 0]
    months = two_teams.measure("assessments_completed", "month", 5, reading=AS_REPORTED)
    assert months["period"].tolist() == ["Aug 2022", "Sep 2022", "Oct 2022", "Nov 2022", "Dec 2022"]
    assert months["value"].tolist() == [3, 0, 0, 1, 0]


def test_several_questions_are_answered_together_as_one_by_one(two_teams: Store) -> None:
    questions = [
        Wanted("assessments_completed", periods=2),
        Wanted(["assessments_completed", "open_assessments"], "month", 4),
        Wanted("assessments_completed", periods=2, by="team"),
    ]
    together = two_teams.measures(questions, reading=AS_REPORTED)
    for wanted, answer in zip(questions, together, strict=True):
        alone = Store(885)
        alone.load_all(two_teams.originals)
        pd.testing.assert_frame_equal(answer, alone.measures([wanted], reading=AS_REPORTED)[0])


def test_the_rank_table_as_reported_is_that_of_the_periods_own_return(store: Store) -> None:
    def factors(*rows: tuple[str, str, str]) -> bytes:
        return workbook(
            panel_sheet(panel.ASSESSMENT_FACTORS, *([child, day, codes, None] for child, day, codes in rows))
        )

    store.load(
        "s.xlsx",
        factors(("1", "2022-08-01", "3B"), ("2", "2022-08-02", "3B"), ("3", "2022-08-03", "4B")),
        SEPTEMBER,
    )
    store.load(
        "d.xlsx",
        factors(
            ("1", "2022-08-01", "3B"),
            ("2", "2022-08-02", "4B"),
            ("3", "2022-08-03", "4B"),
            ("4", "2022-11-01", "4B"),
        ),
        DECEMBER,
    )

    def first(**more: object) -> list[object]:
        return (
            store.rank_table(1, **more)
            .iloc[0][["factor", "period", "percent", "numerator", "denominator"]]
            .tolist()
        )  # type: ignore[arg-type]

    assert first(ending=SEPTEMBER) == ["Mental Health", "2022/23 YTD to Q2", pytest.approx(200 / 3), 2, 3]
    assert first(ending=SEPTEMBER, reading=AS_REPORTED) == [
        "Domestic Violence",
        "2022/23 YTD to Q2",
        pytest.approx(200 / 3),
        2,
        3,
    ]
    assert first(reading=AS_REPORTED) == ["Mental Health", "2022/23 YTD to Q3", 75, 3, 4]
    assert store.rank_table(1, ending=JUNE, reading=AS_REPORTED).empty


def test_too_little_memory_is_a_sentence_and_leaves_the_figures_as_they_were(
    two: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OutOfMemory

    assert values(two, "assessments_completed") == [6, 1]
    monkeypatch.setattr("data.store.database.Catalog.make", full)
    with pytest.raises(NotRead, match="more memory"):
        values(two, "assessments_completed", reading=AS_REPORTED)
    assert values(two, "assessments_completed") == [6, 1]


def test_nothing_loaded_has_no_reading(store: Store) -> None:
    assert store.measure("contacts", reading=AS_REPORTED).empty
    assert restated(store).empty


def test_restated_figures_come_with_the_largest_first(two: Store) -> None:
    found = restated(two)
    assert found[found["measure"] == "assessments_completed"][
        ["period", "reported", "known"]
    ].to_numpy().tolist() == [["Q2 2022/23", 5, 6]]
    assert set(found["period"]) == {"Q2 2022/23"}
    size = (found["known"] - found["reported"]).abs() / found["reported"].clip(lower=20)
    assert size.is_monotonic_decreasing


@pytest.mark.parametrize(
    ("data_to", "run", "why"),
    [
        (
            DECEMBER,
            date(2023, 1, 9),
            "within 5 working days",
        ),  # 2 January is a bank holiday: 3, 4, 5, 6 and 9 January
        (DECEMBER, date(2023, 1, 10), None),
        (DECEMBER, date(2022, 12, 31), "before the quarter ended"),
        (DECEMBER, None, None),
        (date(2022, 12, 30), None, None),  # the 31st is a Saturday
        (date(2022, 12, 29), date(2023, 2, 1), "data end before the quarter"),
    ],
)
def test_a_quarter_is_provisional_until_late_recording_has_settled(
    data_to: date, run: date | None, why: str | None
) -> None:
    found = provisional(DataAsAt(data_to, run, None))
    assert (found is None) == (why is None)
    if found is not None and why is not None:
        assert found.quarter.label == "Q3 2022/23"
        assert why in found.why


def test_data_are_old_after_four_months() -> None:
    assert not is_out_of_date(DECEMBER, date(2023, 4, 30))
    assert is_out_of_date(DECEMBER, date(2023, 5, 1))


def test_how_far_back_the_history_reaches(store: Store) -> None:
    store.load("m.xlsx", workbook(list_sheet(CONTACTS, contact("1", "2022-01-10"))), date(2022, 3, 31))
    store.load(
        "d.xlsx",
        workbook(list_sheet(CONTACTS, contact("2", "2022-11-10")), list_sheet(ASSESSMENTS, *completed(1, 2))),
        DECEMBER,
    )
    spans = {one.layout.name: (one.spans, one.gaps) for one in reach(store)}
    assert spans["contacts"] == (
        ((date(2021, 10, 1), date(2022, 3, 31)), (date(2022, 7, 1), DECEMBER)),
        [(date(2022, 4, 1), JUNE)],
    )
    assert spans["assessments"] == (((date(2022, 7, 1), DECEMBER),), [])
    whole_from = {looks_back.measure.id: looks_back.whole_from for looks_back in look_backs(store)}
    assert whole_from == {"repeat_assessments_within_12_months": None}
