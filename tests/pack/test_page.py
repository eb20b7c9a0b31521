"""The Pack page: what goes in, its order, its progress and its three downloads, and what it says without returns."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import docx
from streamlit.testing.v1 import AppTest

from components.pack import word
from components.pack.making import section_names
from components.screen.pages import PACK
from data.store import Store
from tests.app.reading import new_app, opened, words


def page(store: Store | None = None) -> AppTest:
    return opened(new_app(), PACK, store)


def prepared(app: AppTest) -> AppTest:
    app.button(key="prepare pack").click().run()
    assert not app.exception
    return app


def test_without_returns_it_says_what_it_needs() -> None:
    app = page()
    assert [title.value for title in app.title] == ["The pack"]
    assert "No returns are loaded in this session. This page needs them" in words(app)
    assert not app.get("download_button")


def test_sections_are_chosen_left_out_and_moved_and_the_cover_is_written(pack: Store) -> None:
    app = page(pack)
    assert [box.label for box in app.checkbox][: len(section_names())] == list(section_names())
    assert app.text_input(key="pack council").value == "Worcestershire"
    app.checkbox(key="pack section Throughcare").uncheck().run()
    app.button(key="pack up Missing").click().run()
    app.text_input(key="pack council").set_value("A council").run()
    app.text_input(key="pack prepared by").set_value("<b>Somebody</b>").run()
    app.checkbox(key="pack annex").uncheck().run()
    prepared(app)
    assert "The pack is ready: 7 sections" in words(app)
    assert "It is marked “Not for publication”" in words(app)
    report = app.session_state["pack being prepared"].made.result()
    names = [section.title for section in report.sections]
    assert names.index("Missing") == names.index("Children with Disabilities") - 1
    assert "Throughcare" not in names
    assert (report.cover.council, report.cover.prepared_by) == ("A council", "<b>Somebody</b>")
    assert [button.label for button in app.get("download_button")] == ["Word", "PDF", "Excel"]


def test_another_choice_takes_the_downloads_away_until_it_is_prepared(pack: Store) -> None:
    app = prepared(page(pack))
    assert app.get("download_button")
    app.checkbox(key="pack section Missing").uncheck().run()
    assert not app.get("download_button")


def test_the_libraries_are_imported_when_a_pack_is_written_and_not_before() -> None:
    code = (
        "import sys, components.pack.page; print(sorted({'docx', 'typst', 'vl_convert'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.stdout.strip() == "[]"


def test_what_is_downloaded_is_made_of_what_was_prepared(pack: Store) -> None:
    app = prepared(page(pack))
    report = app.session_state["pack being prepared"].made.result()
    titles = [
        p.text
        for p in docx.Document(io.BytesIO(word.write(report))).paragraphs
        if p.style.name == "Heading 1"
    ]
    assert titles[0] == "Overview"
