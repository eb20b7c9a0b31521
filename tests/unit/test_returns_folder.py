"""A folder of returns named in the settings: read at start, refused in sentences, never written to."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from data.notes import Said
from data.notes.kept_session import save
from data.returns_folder import SETTING, folder_named, read_folder
from tests.workbooks import CONTACTS, contact, list_sheet, workbook

CONTENT = workbook(list_sheet(CONTACTS, contact("1", "2022-11-03")))
PASSWORD = "a long password of four words"


def test_workbooks_and_saved_sessions_are_read_by_name_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "b.xlsx").write_bytes(CONTENT)
    (tmp_path / "A.XLSM").write_bytes(CONTENT)
    (tmp_path / "~$b.xlsx").write_bytes(b"Excel has it open")
    (tmp_path / "notes.txt").write_text("not a return")
    (tmp_path / "other.zip").write_bytes(b"PK\x03\x04 no session")
    (tmp_path / "folder.xlsx").mkdir()
    (tmp_path / "c.zip").write_bytes(
        save([("kept.xlsx", CONTENT, date(2022, 12, 31))], None, Said(stated={"referrals": "as agreed"}))
    )
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    read = read_folder(tmp_path)
    assert [(name, day) for name, _, day in read.files] == [("A.XLSM", None), ("b.xlsx", None)]
    assert [[(name, day) for name, _, day in kept.files] for kept in read.sessions] == [
        [("kept.xlsx", date(2022, 12, 31))]
    ]
    assert read.sessions[0].said.stated == {"referrals": "as agreed"}
    assert read.refused == []
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_what_cannot_be_read_is_said_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "locked.zip").write_bytes(save([("kept.xlsx", CONTENT, date(2022, 12, 31))], PASSWORD))
    (tmp_path / "large.xlsx").write_bytes(CONTENT)
    monkeypatch.setattr("data.returns_folder.FILE_LIMIT_MB", 0)
    read = read_folder(tmp_path)
    assert read.files == []
    assert [sentence.split("”")[0] for sentence in read.refused] == ["“large.xlsx", "“locked.zip"]
    monkeypatch.undo()
    locked = read_folder(tmp_path)
    assert [name for name, *_ in locked.files] == ["large.xlsx"]
    assert "password" in locked.refused[0]


@pytest.mark.parametrize("made", ["missing", "a file", "empty"])
def test_a_folder_without_returns_is_a_sentence(tmp_path: Path, made: str) -> None:
    folder = tmp_path / "returns"
    if made == "a file":
        folder.write_bytes(CONTENT)
    if made == "empty":
        folder.mkdir()
    read = read_folder(folder)
    assert read.files == []
    assert len(read.refused) == 1
    assert SETTING in read.refused[0]
    assert str(tmp_path) not in read.refused[0]


def test_the_setting_names_the_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SETTING, raising=False)
    assert folder_named() is None
    monkeypatch.setenv(SETTING, " ")
    assert folder_named() is None
    monkeypatch.setenv(SETTING, "~/returns")
    assert folder_named() == Path.home() / "returns"
