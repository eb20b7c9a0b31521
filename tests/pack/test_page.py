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
from data.notes.written import Written
from data.sample import DECEMBER_2022_PACK, returns_in
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
    sections = [box.label for box in app.checkbox if box.key and box.key.startswith("pack section")]
    assert sections == list(section_names())
    assert app.text_input(key="pack council").value == "Worcestershire"
    app.checkbox(key="pack section Throughcare").uncheck().run()
    app.button(key="pack up Missing").click().run()
    app.text_input(key="pack council").set_value("A council").run()
    app.text_input(key="pack prepared by").set_value("<b>Somebody</b>").run()
    app.checkbox(key="pack annex").uncheck().run()
    app.radio(key="pack copy").set_value("Internal copy").run()
    prepared(app)
    assert "The pack is ready: 7 sections" in words(app)
    assert "It is marked “Not for publication”" in words(app)
    report = app.session_state["pack being prepared"].made.result()
    names = [section.title for section in report.sections]
    assert names.index("Missing") == names.index("Children with Disabilities") - 1
    assert "Throughcare" not in names
    assert (report.cover.council, report.cover.prepared_by) == ("A council", "<b>Somebody</b>")
    assert [button.label for button in app.get("download_button")] == ["Word", "PDF", "Excel"]


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


def test_the_publication_copy_comes_first_and_says_whose_text_is_left_out(pack: Store) -> None:
    app = prepared(page(pack))
    report = app.session_state["pack being prepared"].made.result()
    assert report.cover.is_publication_copy
    said = words(app)
    assert "It is marked" not in said
    assert "What is written of Family Front Door, Risk factors, Throughcare" in said
    assert "is left out. To include it, tick “This text may be published”" in said
    written = docx.Document(io.BytesIO(word.write(report)))
    headings = [p.text for p in written.paragraphs if p.style.name == "Heading 1"]
    assert headings[:2] == ["Overview", "Family Front Door"]
    assert app.get("download_button")
    app.checkbox(key="pack section Missing").uncheck().run()
    assert not app.get("download_button"), "another choice is not what was prepared"


def test_where_the_app_shows_what_may_be_published_no_other_copy_can_be_made(pack: Store) -> None:
    app = opened(new_app(publication="true"), PACK, pack)
    assert app.radio(key="pack copy").options == ["Publication copy"]


def test_a_prepared_pack_is_recorded_as_published_and_another_text_asks_for_another() -> None:
    store = Store(885)
    for name, content in returns_in(DECEMBER_2022_PACK):
        store.load(name, content)
    app = page(store)
    for name in section_names()[1:]:
        app.checkbox(key=f"pack section {name}").uncheck()
    prepared(app.run())
    app.button(key="record as published").click().run()
    assert not app.exception
    assert "Q3 2022/23 is recorded as published (publication copy)" in words(app)
    recorded = store.notes.published.listed[0]
    key = ("assessments_within_45_working_days", "quarter", "", (), "All")
    assert recorded.figures[key]["Q3 2022/23"].value == 87
    assert app.get("download_button")
    store.notes.commentaries.write("Family Front Door", "Q3 2022/23", Written("Fewer were referred."))
    app.run()
    assert not app.get("download_button"), "another text is not in what was prepared"
