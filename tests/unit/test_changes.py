"""What a return did to each list, worked out by hand from a few overlapping returns."""

from __future__ import annotations

from datetime import date

import pytest

from data.changes import ListChanges, changes_of, returns_to_compare
from data.returns import annex_a, panel
from data.store import Store
from tests.workbooks import CONTACTS, care_leaver, contact, in_care, list_sheet, panel_sheet, workbook

JUNE, SEPTEMBER, DECEMBER = date(2022, 6, 30), date(2022, 9, 30), date(2022, 12, 31)
CARE, LEAVERS = annex_a.LOOKED_AFTER_CHILDREN, annex_a.CARE_LEAVERS


def newest(store: Store) -> dict[str, ListChanges]:
    return {one.layout.name: one for one in changes_of(store, returns_to_compare(store)[0])}


def told(changes: ListChanges) -> list[tuple[str, str, int, str]]:
    rows = changes.rows
    return list(zip(rows["what"], rows["child_id"], rows["row"], rows["changes"].fillna(""), strict=True))


def test_events_are_late_changed_withdrawn_new_or_unchanged(store: Store) -> None:
    september = [
        contact("1", "2022-08-01"),
        contact("2", "2022-08-02"),
        contact("3", "2022-05-05"),
        contact("5", "2022-08-05"),
    ]
    december = [
        contact("1", "2022-08-01", ethnicity="b) WIRI", age_stated=13),
        contact("4", "2022-11-04"),
        contact("5", "2022-08-05", age_stated=13),
        contact("6", "2022-09-30"),
        contact("7", "2022-10-01"),
    ]
    store.load("s.xlsx", workbook(list_sheet(CONTACTS, *september)), SEPTEMBER)
    store.load("d.xlsx", workbook(list_sheet(CONTACTS, *december)), DECEMBER)
    found = newest(store)["contacts"]
    assert found.counts == {
        "late": 1,
        "withdrawn": 1,
        "changed": 1,
        "new": 2,
        "unchanged": 1,
    }  # 3 lies before the window
    assert told(found) == [
        ("late", "6", 6, ""),
        ("withdrawn", "2", 4, ""),
        ("changed", "1", 3, "Ethnicity: WBRI → WIRI"),
        ("new", "4", 4, ""),
        ("new", "7", 7, ""),
    ]
    assert found.rows.set_index("child_id").loc["2", "data_to"].date() == SEPTEMBER


def test_of_two_rows_with_one_key_the_one_left_out_is_withdrawn(store: Store) -> None:
    both = [contact("1", "2022-08-01"), contact("1", "2022-08-01", gender="b) Female")]
    store.load("s.xlsx", workbook(list_sheet(CONTACTS, *both)), SEPTEMBER)
    store.load("d.xlsx", workbook(list_sheet(CONTACTS, both[0])), DECEMBER)
    found = newest(store)["contacts"]
    assert sum(found.counts.values()) == 2
    assert found.counts["withdrawn"] == 1


def test_spells_begin_end_are_put_earlier_and_are_lost(store: Store) -> None:
    september = [
        in_care("1", "2022-01-10"),
        in_care("2", "2022-02-10"),
        in_care("3", "2022-03-10"),
        in_care("4", "2022-04-10"),
        in_care("5", "2022-05-10"),
        in_care("8", "2022-01-01", "2022-08-01"),
    ]
    december = [
        in_care("1", "2022-01-10"),
        in_care("2", "2022-11-11"),
        in_care("4", "2022-04-10", "2022-11-01"),
        in_care("5", "2022-05-01"),
        in_care("6", "2022-12-01"),
        in_care("7", "2022-09-01"),
        in_care("8", "2022-01-01", "2022-08-02"),
    ]
    store.load("s.xlsx", workbook(list_sheet(CARE, *september)), SEPTEMBER)
    store.load("d.xlsx", workbook(list_sheet(CARE, *december)), DECEMBER)
    found = newest(store)["looked_after_children"]
    by_child = {
        child: (what, words) for what, child, _, words in told(found) if (what, child) != ("new", "2")
    }
    assert by_child["2"] == ("ended on an estimated date", "taken to have ended on 11/11/2022")
    assert by_child["3"] == ("gone without an end", "taken to have ended on 31/12/2022")
    assert by_child["4"][0] == "ended"
    assert "→ 01/11/2022" in by_child["4"][1]
    assert by_child["5"][0] == "start corrected"
    assert by_child["5"][1].endswith("10/05/2022 → 01/05/2022")
    assert by_child["6"] == ("new", "")
    assert by_child["7"] == ("late", "")
    assert by_child["8"][0] == "changed"
    assert found.counts == {
        "unchanged": 1,
        "new": 2,
        "late": 1,
        "ended": 1,
        "start corrected": 1,
        "changed": 1,
        "ended on an estimated date": 1,
        "gone without an end": 1,
    }


def test_a_lost_child_is_said_once_only(store: Store) -> None:
    for day, children in ((JUNE, "12"), (SEPTEMBER, "1"), (DECEMBER, "13")):
        store.load(
            f"{day}.xlsx",
            workbook(list_sheet(CARE, *(in_care(child, "2022-01-10") for child in children))),
            day,
        )
    assert newest(store)["looked_after_children"].counts == {"late": 1, "unchanged": 1}


def test_care_leavers_are_set_against_the_snapshot_before(store: Store) -> None:
    store.load("s.xlsx", workbook(list_sheet(LEAVERS, care_leaver("1"), care_leaver("2"))), SEPTEMBER)
    store.load(
        "d.xlsx",
        workbook(list_sheet(LEAVERS, care_leaver("1", in_touch="b) No"), care_leaver("3"))),
        DECEMBER,
    )
    found = newest(store)["care_leavers"]
    assert found.counts == {"changed": 1, "new": 1, "no longer listed": 1}


def test_stated_figures_are_told_apart_by_what_they_are_about(store: Store) -> None:
    def sheets(day: str, families: int) -> bytes:
        return workbook(
            panel_sheet(panel.ABOUT, ["Testshire", day, None, None]),
            panel_sheet(panel.FEEDBACK, ["Q2 2022/23", "Audit", families], ["Q2 2022/23", "WebStar", 5]),
        )

    store.load("s.xlsx", sheets("30/09/2022", 10))
    store.load("d.xlsx", sheets("31/12/2022", 12))
    found = newest(store)
    assert list(found) == ["feedback"]
    assert found["feedback"].counts == {"changed": 1, "unchanged": 1}
    assert found["feedback"].rows[["about", "changes"]].to_numpy().tolist()[0][0] == "Q2 2022/23, Audit"


def test_the_first_return_has_nothing_before_it(store: Store) -> None:
    store.load("s.xlsx", workbook(list_sheet(CONTACTS, contact("1", "2022-08-01"))), SEPTEMBER)
    found = newest(store)["contacts"]
    assert found.is_first
    assert found.counts == {"new": 1}


@pytest.mark.parametrize("which", ["county", "pack"])
def test_every_list_of_every_return_can_be_compared(which: str, request: pytest.FixtureRequest) -> None:
    store: Store = request.getfixturevalue(which)
    for one in returns_to_compare(store)[:2]:
        for changes in changes_of(store, one):
            used = sum(sheet.rows_used for sheet in one.report.sheets if sheet.list == changes.layout.name)
            of_this = sum(
                count
                for what, count in changes.counts.items()
                if what
                not in ("withdrawn", "no longer listed", "gone without an end", "ended on an estimated date")
            )
            assert of_this == used, changes.layout.name
