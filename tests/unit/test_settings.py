"""What a council sets: defaults, what makes no sense refused in a sentence, and kept with the session."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date
from typing import Any

import pytest

from data.notes import Notes, Said
from data.notes.kept_session import MANIFEST, open_session, save
from data.notes.settings import NUMBERS, SettingRefused, Settings
from data.returns.problems import ReturnRefused
from data.store import Store
from tests.workbooks import CONTACTS, contact, list_sheet, workbook

FILES = [("a.xlsx", workbook(list_sheet(CONTACTS, contact("1", "2022-11-03"))), date(2022, 12, 31))]


def with_manifest(saved: bytes, **changed: object) -> bytes:
    """An unlocked session file whose manifest says something else; None takes an entry out."""
    with zipfile.ZipFile(io.BytesIO(saved)) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    manifest = {**json.loads(parts[MANIFEST]), **changed}
    parts[MANIFEST] = json.dumps({name: one for name, one in manifest.items() if one is not None}).encode()
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w") as book:
        for name, content in parts.items():
            book.writestr(name, content)
    return copy.getvalue()


def test_every_number_that_can_be_set_is_known_and_its_default_in_bounds() -> None:
    assert [*NUMBERS, "colour"] == list(Settings.__dataclass_fields__)
    assert Settings().as_kept() == {}
    assert Settings(looked_after_visit_weeks=4).as_kept() == {"looked_after_visit_weeks": 4}


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"looked_after_visit_weeks": 0}, "whole number of weeks from 1 to 26, not 0"),
        ({"looked_after_visit_weeks": 27}, "not 27"),
        ({"looked_after_visit_weeks": 1.5}, "not 1.5"),
        ({"looked_after_visit_weeks": True}, "not True"),
        ({"looked_after_visit_weeks": "6"}, "not 6"),
        ({"fewest_published": -1}, "smallest number of children"),
        ({"colour": "blue"}, "like #12436D, not blue"),
        ({"colour": "#12436D;x"}, "like #12436D"),
        ({"colour": 7}, "not 7"),
        ({"colour": "#ffffff"}, "its contrast is 1.0 to 1"),
        ({"colour": "#F46A25"}, "Choose a darker one"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(wrong: dict[str, Any], sentence: str) -> None:
    with pytest.raises(SettingRefused) as refused:
        Settings(**wrong)
    assert sentence in str(refused.value)
    assert str(refused.value).endswith(".")


def test_settings_are_kept_with_the_session_and_what_is_set_here_stands() -> None:
    notes = Notes(settings=Settings(looked_after_visit_weeks=4, fewest_published=10, colour="#801650"))
    said = open_session("s.zip", save(FILES, None, notes.as_kept())).said
    other = Notes(settings=Settings(fewest_published=5))
    other.add_kept(said)
    assert other.settings == Settings(looked_after_visit_weeks=4, fewest_published=5, colour="#801650")


def test_a_session_saved_before_there_were_settings_opens_as_it_did() -> None:
    old = with_manifest(save(FILES), settings=None)
    assert b'"settings"' not in old
    notes = Notes()
    notes.add_kept(open_session("s.zip", old).said)
    assert notes.settings == Settings()


def test_a_setting_of_a_later_version_is_left_out() -> None:
    later = with_manifest(save(FILES), settings={"plan_review_months": 5, "font": "large"})
    notes = Notes()
    notes.add_kept(open_session("s.zip", later).said)
    assert notes.settings == Settings(plan_review_months=5)


@pytest.mark.parametrize("wrong", [{"plan_review_months": 99}, {"colour": "#ffffff"}])
def test_a_saved_setting_that_makes_no_sense_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ReturnRefused, match=r"holds a setting that cannot be\. .* Nothing was opened"):
        open_session("s.zip", with_manifest(save(FILES), settings=wrong))
    with pytest.raises(ReturnRefused, match="damaged"):
        open_session("s.zip", with_manifest(save(FILES), settings=[1]))
    notes = Notes()
    with pytest.raises(SettingRefused):
        notes.add_kept(Said(stated={"contacts": "why"}, settings=wrong))
    assert not notes.stated


def test_they_hold_whichever_returns_are_loaded(store: Store) -> None:
    store.notes.settings = Settings(looked_after_visit_weeks=4)
    store.load(*FILES[0])
    store.forget()
    assert store.notes.settings == Settings(looked_after_visit_weeks=4)
