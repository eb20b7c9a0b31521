"""A session that begins with a folder of returns."""

from __future__ import annotations

from pathlib import Path

import pytest

from components.screen.pages import UPLOAD
from components.session.store import STORE
from data.returns_folder import SETTING
from tests.app.reading import new_app, words
from tests.workbooks import CONTACTS, contact, list_sheet, workbook


def test_a_session_begins_with_the_folder_once_and_says_what_it_could_not_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "november.xlsx").write_bytes(workbook(list_sheet(CONTACTS, contact("1", "2022-11-03"))))
    (tmp_path / "broken.xls").write_bytes(b"PK\x03\x04")
    (tmp_path / "list.csv").write_text("Child Unique ID,Date of Contact\n1,2022-11-03\n")
    monkeypatch.setenv(SETTING, str(tmp_path))
    app = new_app().run()
    assert not app.exception
    assert [one.report.file_name for one in app.session_state[STORE].returns] == ["november.xlsx"]
    app.switch_page(UPLOAD).run()
    assert not app.exception
    said = " ".join(one.value for one in app.warning).replace("\\", "")
    assert [name in said for name in ("broken.xls", "list.csv", "november.xlsx")] == [True, True, False]
    app.button(key="forget").click().run()
    assert not app.exception
    assert app.session_state[STORE].returns == ()
    assert "broken.xls" not in words(app)
    app.run()
    assert app.session_state[STORE].returns == ()


def test_a_missing_folder_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, str(tmp_path / "nowhere"))
    app = new_app().run()
    assert not app.exception
    app.switch_page(UPLOAD).run()
    assert not app.exception
    assert "does not exist" in app.warning[0].value
