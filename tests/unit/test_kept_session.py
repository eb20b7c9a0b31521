"""A session saved and opened again is the same session; anything else is refused in a sentence."""

from __future__ import annotations

import io
import json
import random
import tempfile
import zipfile
from datetime import date
from pathlib import Path

import pytest

from data.notes import Said
from data.notes.kept_session import (
    MANIFEST,
    SHORTEST_PASSWORD,
    PasswordNeeded,
    is_kept_session,
    needs_password,
    open_session,
    save,
)
from data.returns.problems import ReturnRefused
from data.sample import EXAMPLE_COUNTY, returns_in
from data.store import Store
from tests.workbooks import CONTACTS, contact, list_sheet, workbook

DECEMBER = date(2022, 12, 31)
PASSWORD = "correct horse battery"
MEASURES = [
    "contacts",
    "referrals",
    "re_referrals_within_12_months",
    "assessments_within_45_working_days",
    "open_assessments_over_45_working_days",
    "trio_of_harm",
    "audits_good",
    "families_heard",
]


def small(name: str = "a.xlsx", child: str = "1") -> tuple[str, bytes, date]:
    return name, workbook(list_sheet(CONTACTS, contact(child, "2022-11-03"))), DECEMBER


def rewritten(saved: bytes, **changed: bytes | None) -> bytes:
    """An unlocked session file with entries replaced, added or, with None, taken out."""
    with zipfile.ZipFile(io.BytesIO(saved)) as book:
        parts: dict[str, bytes | None] = {name: book.read(name) for name in book.namelist()}
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w") as book:
        for name, content in (parts | changed).items():
            if content is not None:
                book.writestr(name, content)
    return copy.getvalue()


@pytest.mark.parametrize("password", [None, PASSWORD])
def test_a_session_opened_again_gives_the_same_figures(store: Store, password: str | None) -> None:
    store.load_all([(name, content, None) for name, content in returns_in(EXAMPLE_COUNTY)[-4:]])
    before = store.measure(MEASURES, "quarter", 4)
    by_team = store.measure("referrals", "quarter", 4, by="team")
    ranks = store.rank_table()
    accepted = {store.returns[0].fingerprint: {"past_25": "known"}}
    saved = save(
        store.originals, password, Said(accepted | {"of a return no longer in use": {"past_25": "x"}})
    )
    store.forget()
    assert store.originals == []
    kept = open_session("session.zip", saved, password)
    assert kept.said.accepted == accepted
    reports = store.load_all(kept.files)
    assert all(report.accepted for report in reports)
    assert before["status"].eq("ok").sum() > 5
    assert store.measure(MEASURES, "quarter", 4).equals(before)
    assert store.measure("referrals", "quarter", 4, by="team").equals(by_team)
    assert store.rank_table().equals(ranks)


def test_a_return_is_read_again_as_it_was_read_whatever_was_said_later(store: Store) -> None:
    def unknown(child: str, day: str) -> bytes:
        return workbook(
            list_sheet(CONTACTS, contact(child, day, source="the police"), contact(f"{child}x", day))
        )

    def sources() -> list[object]:
        return (
            store.measure("contact_sources", "quarter", 3, by="category")
            .query("value > 0")[["period", "group", "numerator"]]
            .to_numpy()
            .tolist()
        )

    store.load("s.xlsx", unknown("1", "2022-05-05"), date(2022, 9, 30))
    store.remembered.remember(
        [
            ("codes", "contacts", "source", "thepolice", "6"),
            ("headers", "contacts", "contact_on", "Contact made on"),
        ]
    )
    store.load("d.xlsx", unknown("2", "2022-11-03"), DECEMBER)
    before = sources()
    assert before == [
        ["Q1 2022/23", "Not a known code", 1],
        ["Q1 2022/23", "Police", 1],
        ["Q3 2022/23", "Police", 2],
    ]
    saved = save(store.originals, None, Said(remembered=store.notes.as_kept(store.returns).remembered))
    for _ in range(2):  # and saved again from the session that was opened
        store.forget()
        kept = open_session("session.zip", saved)
        store.remembered.add_kept(kept.said.remembered)
        store.load_all(kept.files, as_listed=True)
        assert sources() == before
        saved = save(store.originals, None, Said(remembered=store.notes.as_kept(store.returns).remembered))


def test_which_of_two_returns_of_a_date_stands_is_kept(store: Store) -> None:
    store.load(*small("first.xlsx", "1"))
    corrected = workbook(list_sheet(CONTACTS, contact("1", "2022-11-03", gender="b) Female")))
    store.load_all([("corrected.xlsx", corrected, DECEMBER)], as_listed=True)
    assert store.table("select gender from contacts")["gender"].tolist() == ["Female"]
    saved = save(store.originals)
    store.forget()
    store.load_all(open_session("session.zip", saved).files, as_listed=True)
    assert store.table("select gender from contacts")["gender"].tolist() == ["Female"]


def test_the_store_keeps_the_bytes_of_returns_in_use_and_no_others(store: Store) -> None:
    first, second = small("a.xlsx", "1"), small("b.xlsx", "2")
    store.load_all([first, second, ("broken.xlsx", b"PK\x03\x04", None)])
    assert store.originals == [first, second]
    november = (first[0], first[1], date(2022, 11, 30))
    store.load(*november)
    assert store.originals == [november, second]
    store.load(*second)
    assert len(store.originals) == 2


def test_a_password_locks_every_entry() -> None:
    one = small("the name of a file.xlsx")
    saved = save([one], PASSWORD)
    assert is_kept_session(saved)
    assert needs_password(saved)
    for said in (one[1][:200], b"the name of a file", b"reporting_date"):
        assert said not in saved
    assert open_session("s.zip", saved, PASSWORD).files == [one]
    for wrong in (None, "", "correct horse batter", PASSWORD.upper()):
        with pytest.raises(PasswordNeeded, match="password"):
            open_session("s.zip", saved, wrong)
    with pytest.raises(ReturnRefused, match=f"at least {SHORTEST_PASSWORD}"):
        save([small()], "short")


def test_a_password_is_the_same_however_its_letters_are_composed() -> None:
    saved = save([small()], "caf\u00e9 au lait et cr\u00e8me")
    assert len(open_session("s.zip", saved, "cafe\u0301 au lait et cre\u0300me").files) == 1


def test_a_foreign_file_is_refused_in_a_sentence() -> None:
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as archive:
        archive.writestr("letter.txt", "Dear all")
    for foreign in (b"", b"PK\x03\x04", b"%PDF-1.7", small()[1], book.getvalue()):
        assert not is_kept_session(foreign)
        with pytest.raises(ReturnRefused, match="not a session saved by Scrutiny Explorer"):
            open_session("letter.zip", foreign)


def test_a_tampered_file_is_refused_in_a_sentence() -> None:
    saved = save([small("a.xlsx", "1"), small("b.xlsx", "2")])
    with zipfile.ZipFile(io.BytesIO(saved)) as book:
        manifest = json.loads(book.read(MANIFEST))
        entry, other = (one["entry"] for one in manifest["returns"])
        swapped = book.read(other)
    changed: list[dict[str, bytes | None]] = [
        {entry: swapped},
        {entry: None},
        {"extra.xlsx": b"x"},
        {MANIFEST: b"{}"},
        {MANIFEST: b"[]"},
        {MANIFEST: b"not json"},
        {MANIFEST: json.dumps(manifest | {"version": 2}).encode()},
        {MANIFEST: json.dumps(manifest | {"kind": "another"}).encode()},
        {MANIFEST: json.dumps(manifest | {"accepted": ["x"]}).encode()},
        {
            MANIFEST: json.dumps(
                manifest | {"answers": {"f": {"gap": {"reason": "without a choice"}}}}
            ).encode()
        },
        {MANIFEST: json.dumps(manifest | {"remembered": {"headers": [["contacts"]]}}).encode()},
        {MANIFEST: json.dumps(manifest | {"log": [{"when": "now"}]}).encode()},
        {MANIFEST: json.dumps(manifest | {"returns": []}).encode()},
        {
            MANIFEST: json.dumps(
                manifest | {"returns": [one | {"reporting_date": "soon"} for one in manifest["returns"]]}
            ).encode()
        },
        {MANIFEST: json.dumps(manifest | {"returns": manifest["returns"][:1] * 2}).encode()},
    ]
    for change in changed:
        with pytest.raises(ReturnRefused, match="damaged or was changed"):
            open_session("s.zip", rewritten(saved, **change))


def test_a_compressed_or_overfull_archive_is_refused_before_it_is_unpacked() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr(MANIFEST, "{}")
        book.writestr("return 001.xlsx", b"\0" * 50_000_000)
    many = io.BytesIO()
    with zipfile.ZipFile(many, "w") as book:
        for number in range(1_000):
            book.writestr(f"{number}.xlsx", b"")
        book.writestr(MANIFEST, "{}")
    for content in (bomb.getvalue(), many.getvalue()):
        with pytest.raises(ReturnRefused, match="damaged or was changed"):
            open_session("s.zip", content)


@pytest.mark.parametrize("password", [None, PASSWORD])
def test_damage_anywhere_is_refused_or_without_effect(password: str | None) -> None:
    saved = save([small("a.xlsx", "1"), small("b.xlsx", "2")], password)
    whole = open_session("s.zip", saved, password)
    chance = random.Random(7)
    refused = 0
    for _ in range(300):
        damaged = bytearray(saved)
        for _ in range(chance.choice((1, 1, 3))):
            damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        cut = bytes(damaged[: chance.randrange(len(damaged))]) if chance.random() < 0.2 else bytes(damaged)
        try:
            opened = open_session("s.zip", cut, password)
        except ReturnRefused:
            refused += 1
        else:
            assert opened == whole
    assert refused > 200


def test_what_could_not_be_opened_again_is_not_saved() -> None:
    with pytest.raises(ReturnRefused, match="nothing to save"):
        save([])
    with pytest.raises(ReturnRefused, match="61 MB"):
        save([("a.xlsx", b"\0" * 61_000_000, DECEMBER)])
    with pytest.raises(ReturnRefused, match="may hold 400"):
        save([("a.xlsx", b"", DECEMBER)] * 401)


def test_nothing_is_written_to_disk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert open_session("s.zip", save([small()], PASSWORD), PASSWORD).files[0][0] == "a.xlsx"
    assert list(tmp_path.iterdir()) == []
