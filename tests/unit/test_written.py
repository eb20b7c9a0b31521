"""Commentary that is typed: kept by quarter and section, with the session, and taken over from one."""

from __future__ import annotations

from datetime import date

import pytest

from data.notes.kept_session import open_session, save
from data.notes.notes import Notes
from data.notes.written import Action, Commentaries, Written
from data.returns.problems import ReturnRefused
from tests.unit.test_kept_session import small

WRITTEN = Written(
    "Referrals rose.", (Action("Hire", "Head of service", date(2023, 3, 31), "Under way", "Q2 2022/23"), Action("Look")), ("Why?",)
)  # fmt: skip


def test_what_is_typed_is_in_the_saved_session_and_stands_over_what_it_holds() -> None:
    notes = Notes()
    notes.commentaries.write("Missing", "Q3 2022/23", WRITTEN)
    notes.commentaries.write("Get Safe", "Q3 2022/23", Written("Kept"))
    kept = open_session("s.zip", save([small()], None, notes.as_kept())).said
    other = Notes()
    other.commentaries.write("Get Safe", "Q3 2022/23", Written("Typed here"))
    other.add_kept(kept)
    assert other.commentaries.of("Missing", "Q3 2022/23") == WRITTEN
    assert other.commentaries.of("Get Safe", "Q3 2022/23") == Written("Typed here")
    assert other.commentaries.of("Missing", "Q2 2022/23").is_empty


def test_what_is_emptied_is_let_go_of() -> None:
    typed = Commentaries()
    typed.write("Missing", "Q3 2022/23", WRITTEN)
    typed.write("Missing", "Q3 2022/23", Written())
    assert typed.as_kept() == {}


@pytest.mark.parametrize(
    "wrong",
    [
        {"Q3 2022/23": 1},
        {"Q3 2022/23": {"Missing": {"text": "x"}}},
        {"Q3 2022/23": {"Missing": {"text": "x", "actions": [{"action": "x"}], "questions": []}}},
    ],
)
def test_a_file_that_never_was_written_so_is_refused(wrong: dict[str, object]) -> None:
    kept = Notes().as_kept()
    object.__setattr__(kept, "commentaries", wrong)
    with pytest.raises(ReturnRefused, match="damaged"):
        open_session("s.zip", save([small()], None, kept))
