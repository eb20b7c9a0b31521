"""The store's parts: files read once, shelves that never change, tables made when they are named, and nothing kept behind."""

from __future__ import annotations

from datetime import date

import pytest
from sqlglot import exp, parse_one

from data.lists.tables import MERGED
from data.measures import MEASURES
from data.returns.problems import ReturnRefused
from data.store import Store
from data.store.database import Catalog, OutOfMemory
from data.store.shelf import empty_shelf
from data.store.tables import names_behind, names_in
from tests.workbooks import CONTACTS, REFERRALS, contact, list_sheet, referral, workbook

SEPTEMBER, DECEMBER = date(2022, 9, 30), date(2022, 12, 31)
FIRST = workbook(list_sheet(CONTACTS, contact("1", "2022-09-03"), contact("2", "2022-09-05")))
SECOND = workbook(
    list_sheet(CONTACTS, contact("1", "2022-09-03"), contact("2", "2022-09-05"), contact("1", "2022-11-03")),
    list_sheet(REFERRALS, referral("1", "2022-11-04")),
)


def contacts(store: Store) -> list[float]:
    return store.measure("contacts", periods=2, ending=DECEMBER)["value"].fillna(-1).tolist()


@pytest.mark.parametrize("name", MERGED)
def test_a_table_is_made_after_those_that_its_query_reads(name: str) -> None:
    tree = parse_one(MERGED[name], dialect="duckdb")
    own = {part.alias_or_name for part in tree.find_all(exp.CTE)}
    read = {table.name for table in tree.find_all(exp.Table) if table.name and table.name not in own}
    assert read <= set(names_behind(name))
    above = list(MERGED)[: list(MERGED).index(name)]
    assert all(other in above for other in read if other in MERGED)


def test_tables_are_made_when_a_statement_first_names_them(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.load("s.xlsx", FIRST, SEPTEMBER)
    made: list[str] = []
    make = Catalog.make
    monkeypatch.setattr(
        Catalog,
        "make",
        lambda self, name, *rest, **more: (made.append(name), make(self, name, *rest, **more)),
    )
    store.table("select count(*) from contacts")
    assert made == [], "what has rows is made when it is loaded"
    store.table("select count(*) from adopters")
    assert {"adopters", "usable_adopters", "returned_adopters"} <= set(made)
    made.clear()
    store.table("select count(*) as n from adopters")
    assert made == []


def test_names_in_a_statement_are_those_of_tables() -> None:
    assert names_in("select contacts.child_id, nothing from contacts join returned_teams on true") == [
        "contacts",
        "returned_teams",
    ]


def test_a_shelf_never_changes(store: Store) -> None:
    store.load("s.xlsx", FIRST, SEPTEMBER)
    first = store.shelf
    store.load("d.xlsx", SECOND, DECEMBER)
    assert [loaded.report.file_name for loaded in first.returns] == ["s.xlsx"]
    assert first.tables.query("select count(*) as n from contacts").to_pylist() == [{"n": 2}]
    assert store.shelf.version > first.version
    store.undo()
    assert store.shelf.tables is first.tables and store.shelf.version > first.version + 1


def test_a_candidate_is_used_as_it_was_tried_and_nothing_is_parsed_or_typed_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.load("s.xlsx", FIRST, SEPTEMBER)
    before = contacts(store)
    report = store.preview("d.xlsx", SECOND)
    files = [("d.xlsx", SECOND, report.reporting_date)]

    def never(*_: object, **__: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr("data.store.intake.read_workbook", never)
    monkeypatch.setattr("data.returns.opening.ReaderBatch.open", never)
    candidate = store.candidate(files)
    assert contacts(store) == before
    assert store.questions(candidate).measure("contacts", periods=1, ending=DECEMBER)["value"].tolist() == [1]
    store.load_all(files, as_listed=True)
    assert store.shelf is candidate.shelf
    assert contacts(store) == [2, 1]


def test_what_was_said_is_asked_of_a_trial_too(store: Store) -> None:
    store.load("s.xlsx", FIRST, SEPTEMBER)
    store.use_stated("contacts", "as agreed")
    store.trio_rule = "any"
    store.preview("d.xlsx", SECOND)
    candidate = store.candidate([("d.xlsx", SECOND, DECEMBER)])
    assert store.questions(candidate).basis(["contacts"]) == store.basis(["contacts"])
    assert store.basis(["contacts"]).stated == {"contacts"}


def test_a_shared_shelf_is_asked_by_many_and_changed_by_none() -> None:
    owner = Store(885)
    owner.load("s.xlsx", FIRST, SEPTEMBER)
    one, other = Store(885, shelf=owner.shelf), Store(330, shelf=owner.shelf)
    one.load("d.xlsx", SECOND, DECEMBER)
    assert contacts(one) == [2, 1]
    assert [loaded.report.file_name for loaded in other.returns] == ["s.xlsx"]
    assert other.measure("contacts", periods=1, ending=SEPTEMBER)["value"].tolist() == [2]
    one.forget()
    assert one.returns == () and one.shelf is empty_shelf()
    assert owner.table("select count(*) as n from contacts")["n"].tolist() == [2]
    one.begin_with(owner.shelf)
    assert one.last_used == ()
    one.undo()
    assert one.shelf is owner.shelf


def test_a_load_that_takes_too_much_memory_is_refused_and_changes_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.load("s.xlsx", FIRST, SEPTEMBER)
    make = Catalog.make

    def full(self: Catalog, name: str, *rest: object, **more: object) -> None:
        if name == "contacts":
            raise OutOfMemory
        make(self, name, *rest, **more)  # type: ignore[arg-type]

    shelf = store.shelf
    monkeypatch.setattr(Catalog, "make", full)
    with pytest.raises(ReturnRefused, match="more memory"):
        store.load("d.xlsx", SECOND, DECEMBER)
    monkeypatch.undo()
    assert store.shelf is shelf
    catalogs = store.table("select database_name from duckdb_databases() where not internal")["database_name"]
    assert len([name for name in catalogs if name.startswith("tables_")]) == 1, (
        "nothing is left of the attempt"
    )
    assert contacts(store)[0] == 2


def test_an_empty_store_answers_every_measure_without_a_database_of_its_own() -> None:
    store = Store(885)
    assert store.measure(list(MEASURES), ending=DECEMBER)["value"].isna().all()
    assert store.shelf is empty_shelf() and store._own_database is None


def test_what_was_read_of_a_file_is_let_go_with_it(store: Store) -> None:
    store.preview("s.xlsx", FIRST)
    store.preview("d.xlsx", SECOND)
    store.candidate([("s.xlsx", FIRST, SEPTEMBER), ("d.xlsx", SECOND, DECEMBER)])
    store.keep_previews_of([FIRST])
    assert [sheet.name for sheet in store.sheets_of(FIRST)] == ["List_1"]
    assert store.sheets_of(SECOND) == []
    catalogs = store._database().cursor().execute("select database_name from duckdb_databases()").fetchall()
    assert not [name for (name,) in catalogs if name.startswith("tables_")], (
        "nothing is left of the candidate"
    )


def test_a_candidate_that_lacks_a_file_is_not_used_for_it(store: Store) -> None:
    store.preview("s.xlsx", FIRST)
    files = [("s.xlsx", FIRST, SEPTEMBER), ("d.xlsx", SECOND, DECEMBER)]
    assert len(store.candidate(files).arrivals) == 1, "the second was not previewed"
    assert [report.accepted for report in store.load_all(files, as_listed=True)] == [True, True]
    assert contacts(store) == [2, 1]
