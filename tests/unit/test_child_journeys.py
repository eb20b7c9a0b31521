"""One child's journey: hand-made histories give the timelines drawn by hand."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from data.as_reported import AS_REPORTED
from data.journeys import birthdays, ids_but_for_zeros, journey
from data.returns import annex_a
from data.returns.layouts import Layout
from data.returns.remembering import LEADING_ZEROS
from data.store import Store
from tests.workbooks import (
    adoption,
    assessment,
    care_leaver,
    contact,
    enquiry,
    in_care,
    in_need,
    list_sheet,
    plan,
    referral,
    workbook,
)

SEPTEMBER, DECEMBER = date(2022, 9, 30), date(2022, 12, 31)
OPEN = None
Row = dict[str, object]
Drawn = tuple[str, str | None, str | None, int | None]


def load(store: Store, at: date, lists: dict[Layout, list[Row]]) -> None:
    sheets = [list_sheet(layout, *rows) for layout, rows in lists.items()]
    store.load(f"{at}.xlsx", workbook(*sheets), at)


def drawn(path: pd.DataFrame) -> list[Drawn]:
    """Step, from, to and days since the step before."""

    def text(value: pd.Timestamp) -> str | None:
        return None if pd.isna(value) else value.strftime("%Y-%m-%d")

    return [
        (row["step"], text(row["from"]), text(row["to"]), None if pd.isna(row["days"]) else int(row["days"]))
        for row in path.to_dict("records")
    ]


def estimated(path: pd.DataFrame) -> list[bool]:
    return list(path["end_is_estimated"])


def test_two_lists_on_one_day_follow_the_lists(store: Store) -> None:
    load(
        store,
        DECEMBER,
        {
            annex_a.CONTACTS: [contact("A", "2022-10-03"), contact("B", "2022-10-04")],
            annex_a.REFERRALS: [referral("A", "2022-10-03")],
            annex_a.ASSESSMENTS: [assessment("A", "2022-10-03", "2022-11-14", "a) Yes")],
            annex_a.SECTION_47_ENQUIRIES: [enquiry("A", "2022-10-05", "b) No", "2022-10-21", "a) Yes")],
            annex_a.CHILDREN_IN_NEED: [in_need("A", "2022-10-03", "b) Child Protection plan")],
            annex_a.CHILD_PROTECTION_PLANS: [plan("A", "2022-10-21")],
        },
    )
    path = journey(store, "A")
    assert drawn(path) == [
        ("Contact", "2022-10-03", "2022-10-03", None),
        ("Referral", "2022-10-03", "2022-10-03", 0),
        ("Assessment", "2022-10-03", "2022-11-14", 0),
        ("Child in need", "2022-10-03", OPEN, 0),
        ("Section 47 enquiry", "2022-10-05", "2022-10-05", 2),
        ("Initial child protection conference", "2022-10-21", "2022-10-21", 16),
        ("Child protection plan", "2022-10-21", OPEN, 0),
    ]
    assert list(path["age"]) == [12] * 7
    assert list(path["list"]) == ["List 1", "List 3", "List 4", "List 6", "List 5", "List 5", "List 7"]
    said = dict(zip(path["step"], path["detail"], strict=True))
    assert said["Contact"] == "Police"
    assert said["Referral"] == "Schools; team Team A"
    assert said["Assessment"] == "support needed; team Team A"
    assert said["Section 47 enquiry"] == "conference held; team Team A"
    assert said["Initial child protection conference"] == "led to a plan; team Team A"
    assert said["Child in need"] == "Abuse or neglect; case status: child protection plan; team Team A"
    assert said["Child protection plan"] == "Neglect; team Team A"


def test_an_end_of_need_a_plan_and_care_that_began_again(store: Store) -> None:
    load(
        store,
        SEPTEMBER,
        {
            annex_a.CHILDREN_IN_NEED: [in_need("A", "2022-01-10", "a) Looked after child")],
            annex_a.CHILD_PROTECTION_PLANS: [plan("A", "2022-02-01", "2022-06-30")],
            annex_a.LOOKED_AFTER_CHILDREN: [in_care("A", "2022-07-01", "2022-08-15")],
        },
    )
    load(
        store,
        DECEMBER,
        {
            annex_a.CHILDREN_IN_NEED: [in_need("A", "2022-01-10", "a) Looked after child")],
            annex_a.CHILD_PROTECTION_PLANS: [plan("A", "2022-10-05", "2022-11-09", previous_plans=1)],
            annex_a.LOOKED_AFTER_CHILDREN: [in_care("A", "2022-11-10")],
        },
    )
    path = journey(store, "A")
    assert drawn(path) == [
        ("Child in need", "2022-01-10", OPEN, None),
        ("Child protection plan", "2022-02-01", "2022-06-30", 22),
        ("Looked after", "2022-07-01", "2022-08-15", 150),
        ("Child protection plan", "2022-10-05", "2022-11-09", 96),
        ("Looked after", "2022-11-10", OPEN, 36),
    ]
    assert not any(estimated(path))
    assert "previous plans: 1" in path["detail"].iloc[3]
    assert "ceased: Returned home as part of care planning" in path["detail"].iloc[2]


def test_a_plan_stepped_down_and_up_within_one_episode_of_need(store: Store) -> None:
    for at, status, row in (
        (SEPTEMBER, "c) Child in need plan", plan("A", "2022-04-01", "2022-09-01")),
        (DECEMBER, "b) Child Protection plan", plan("A", "2022-12-01", previous_plans=1)),
    ):
        load(
            store,
            at,
            {
                annex_a.CHILDREN_IN_NEED: [in_need("A", "2022-03-01", status)],
                annex_a.CHILD_PROTECTION_PLANS: [row],
            },
        )
    assert drawn(journey(store, "A")) == [
        ("Child in need", "2022-03-01", OPEN, None),
        ("Child protection plan", "2022-04-01", "2022-09-01", 31),
        ("Child protection plan", "2022-12-01", OPEN, 244),
    ]


def test_ends_that_no_list_gives_are_estimated_and_said_so(store: Store) -> None:
    other = in_care("Z", "2020-01-01")
    load(
        store,
        SEPTEMBER,
        {
            annex_a.CHILD_PROTECTION_PLANS: [plan("A", "2022-04-01"), plan("Z", "2022-04-01")],
            annex_a.LOOKED_AFTER_CHILDREN: [in_care("A", "2022-05-01"), other],
        },
    )
    load(
        store,
        DECEMBER,
        {
            annex_a.CHILD_PROTECTION_PLANS: [plan("Z", "2022-04-01")],
            annex_a.LOOKED_AFTER_CHILDREN: [in_care("A", "2022-11-10"), other],
        },
    )
    path = journey(store, "A")
    assert drawn(path) == [
        ("Child protection plan", "2022-04-01", "2022-12-31", None),
        ("Looked after", "2022-05-01", "2022-11-10", 30),
        ("Looked after", "2022-11-10", OPEN, 193),
    ]
    assert estimated(path) == [True, True, False]
    assert ["end estimated: between two returns" in detail for detail in path["detail"]] == [
        True,
        True,
        False,
    ]


def test_nothing_lies_after_the_datas_date(store: Store) -> None:
    load(
        store,
        DECEMBER,
        {
            annex_a.CONTACTS: [contact("A", "2022-12-30"), contact("A", "2023-01-04")],
            annex_a.SECTION_47_ENQUIRIES: [enquiry("A", "2022-12-28", "b) No", "2023-01-12")],
            annex_a.CHILD_PROTECTION_PLANS: [plan("A", "2022-12-01", "2023-01-05"), plan("B", "2022-12-01")],
        },
    )
    path = journey(store, "A")
    assert drawn(path) == [
        ("Child protection plan", "2022-12-01", OPEN, None),
        ("Section 47 enquiry", "2022-12-28", "2022-12-28", 27),
        ("Contact", "2022-12-30", "2022-12-30", 2),
    ]
    assert "end dated 5 January 2023" in path["detail"].iloc[0]
    assert "conference dated 12 January 2023" in path["detail"].iloc[1]


def test_an_unborn_child_and_twins(store: Store) -> None:
    unborn = {"born_on": "2023-02-01", "age_stated": -1}
    untold = {"born_on": None, "age_stated": -1}
    twin = {"born_on": "2021-12-31", "age_stated": 1}
    load(
        store,
        DECEMBER,
        {
            annex_a.CONTACTS: [
                contact("U", "2022-11-01", **unborn),
                contact("V", "2022-11-01", **untold),
                contact("T1", "2022-12-30", **twin),
                contact("T2", "2022-12-31", **twin),
            ],
            annex_a.CHILD_PROTECTION_PLANS: [plan("U", "2022-12-01", **unborn)],
        },
    )
    assert list(journey(store, "U")["age"]) == [-1, -1]
    assert list(journey(store, "V")["age"]) == [-1]
    assert drawn(journey(store, "T1")) == [("Contact", "2022-12-30", "2022-12-30", None)]
    assert drawn(journey(store, "T2")) == [("Contact", "2022-12-31", "2022-12-31", None)]
    assert [journey(store, twin)["age"].iloc[0] for twin in ("T1", "T2")] == [0, 1]


def test_the_newest_birth_date_tells_every_age(store: Store) -> None:
    load(
        store,
        SEPTEMBER,
        {annex_a.CONTACTS: [contact("U", "2022-06-01", born_on="2022-09-01", age_stated=-1)]},
    )
    load(
        store, DECEMBER, {annex_a.CONTACTS: [contact("U", "2022-11-01", born_on="2022-08-20", age_stated=0)]}
    )
    path = journey(store, "U")
    assert list(path["age"]) == [-1, 0]
    assert set(path["born_on"]) == {pd.Timestamp("2022-08-20")}


def test_leaving_care_lasts_while_returns_list_it(store: Store) -> None:
    others = [care_leaver("Z")]
    for at, rows in (
        (date(2022, 3, 31), [care_leaver("A")]),
        (date(2022, 6, 30), [care_leaver("A", in_touch="b) No")]),
        (SEPTEMBER, []),
        (DECEMBER, [care_leaver("A"), care_leaver("Y")]),  # a workbook of its own, and not March's again
    ):
        load(store, at, {annex_a.CARE_LEAVERS: [*rows, *others]})
    path = journey(store, "A")
    assert drawn(path) == [
        ("Leaving care", "2022-03-31", "2022-09-30", None),
        ("Leaving care", "2022-12-31", OPEN, 275),
    ]
    assert estimated(path) == [True, False]
    assert "Not in touch" in path["detail"].iloc[0]


def test_adoption_and_short_breaks(store: Store) -> None:
    load(
        store,
        DECEMBER,
        {
            annex_a.LOOKED_AFTER_CHILDREN: [
                in_care("A", "2022-01-10"),
                in_care("B", "2022-10-01", legal_status="V3"),
            ],
            annex_a.ADOPTIONS: [
                adoption("A", "2022-05-01", placement_order_on="2022-07-01", matched_on=None),
            ],
        },
    )
    assert drawn(journey(store, "A")) == [
        ("Looked after", "2022-01-10", OPEN, None),
        ("Adoption decision", "2022-05-01", "2022-05-01", 111),
        ("Placement order", "2022-07-01", "2022-07-01", 61),
    ]
    assert list(journey(store, "B")["step"]) == ["Short breaks"]


def test_what_a_newer_return_does_not_list_is_open_when_last_listed(store: Store) -> None:
    load(store, SEPTEMBER, {annex_a.CHILD_PROTECTION_PLANS: [plan("A", "2022-04-01")]})
    load(store, DECEMBER, {annex_a.CONTACTS: [contact("B", "2022-11-01")]})
    path = journey(store, "A")
    assert drawn(path) == [("Child protection plan", "2022-04-01", OPEN, None)]
    assert "open when last listed, on 30 September 2022" in path["detail"].iloc[0]


def test_a_start_that_is_not_recorded(store: Store) -> None:
    load(store, DECEMBER, {annex_a.CHILDREN_IN_NEED: [in_need("A", None), in_need("B", "2022-10-01")]})  # type: ignore[arg-type]
    path = journey(store, "A")
    assert drawn(path) == [("Child in need", None, OPEN, None)]
    assert "start not recorded" in path["detail"].iloc[0]
    assert path["age"].isna().all()


def test_ids_are_compared_as_text(store: Store) -> None:
    load(store, DECEMBER, {annex_a.CONTACTS: [contact("007", "2022-10-03"), contact("7a", "2022-10-04")]})
    assert drawn(journey(store, " 007 ")) == [("Contact", "2022-10-03", "2022-10-03", None)]
    for unknown in ("7", "7A", "", "' or 1=1 --"):
        assert journey(store, unknown).empty
    assert ids_but_for_zeros(store, "7") == ["007"]
    assert ids_but_for_zeros(store, "007") == []
    assert list(journey(store, "7").columns) == list(journey(store, "007").columns)


def test_a_session_that_tells_children_apart_without_zeros(store: Store) -> None:
    store.remembered.ids.add(LEADING_ZEROS)
    load(store, DECEMBER, {annex_a.CONTACTS: [contact("007", "2022-10-03")]})
    assert len(journey(store, "007")) == len(journey(store, "7")) == 1


def test_nothing_loaded_is_an_empty_journey(store: Store) -> None:
    assert journey(store, "A").empty


@pytest.mark.parametrize(("ending", "to"), [(SEPTEMBER, OPEN), (DECEMBER, "2022-11-01")])
def test_as_reported_and_to_an_earlier_day(store: Store, ending: date, to: str | None) -> None:
    load(store, SEPTEMBER, {annex_a.CHILD_PROTECTION_PLANS: [plan("A", "2022-04-01")]})
    load(store, DECEMBER, {annex_a.CHILD_PROTECTION_PLANS: [plan("A", "2022-04-02", "2022-11-01")]})
    start = "2022-04-01" if ending == SEPTEMBER else "2022-04-02"
    assert drawn(journey(store, "A", AS_REPORTED, ending)) == [("Child protection plan", start, to, None)]
    as_known = drawn(journey(store, "A", ending=ending))
    assert as_known == [("Child protection plan", "2022-04-02", to, None)]


def test_birthdays_are_those_by_which_ages_are_counted() -> None:
    assert birthdays(date(2020, 2, 29), date(2020, 1, 1), date(2022, 3, 1)) == [
        (date(2020, 2, 29), 0),
        (date(2021, 3, 1), 1),
        (date(2022, 3, 1), 2),
    ]
    assert birthdays(date(2011, 3, 1), date(2012, 1, 1), date(2012, 12, 31)) == [(date(2012, 3, 1), 1)]
    assert birthdays(date(2023, 2, 1), date(2022, 1, 1), date(2022, 12, 31)) == []
