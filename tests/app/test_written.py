"""Commentary typed beside the figures: checked as it stands, carried forward, and kept in the session's notes."""

from __future__ import annotations

from components.screen.pages import OVERVIEW, page_of
from data.facts.commentary import commentary
from data.notes.written import Action, Written
from data.sample import DECEMBER_2022_PACK, returns_in
from data.store import Store
from tests.app.reading import new_app, opened, tables, words
from tests.figures.by_hand import DECEMBER

QUARTER, SECTION = "Q3 2022/23", "Family Front Door"


def test_a_typed_text_stands_in_place_of_the_returns_on_the_page() -> None:
    store = Store(885)
    for name, content in returns_in(DECEMBER_2022_PACK):
        store.load(name, content)
    returned = str(commentary(store, SECTION, DECEMBER)["text"].iloc[0])
    app = new_app()
    app.session_state[f"written {SECTION}"] = True
    opened(app, page_of(SECTION), store)
    field = app.text_area(key=f"text {SECTION} {QUARTER}")
    assert field.value.startswith(returned)
    assert returned in [text.value for text in app.text]
    assert not store.notes.commentaries.of(SECTION, QUARTER).text
    field.set_value("Contacts are as they were.").run()
    shown = [text.value for text in app.text]
    assert "Contacts are as they were." in shown
    assert returned not in shown


def test_actions_typed_a_quarter_ago_stand_on_the_overview() -> None:
    store = Store(885)
    for name, content in returns_in(DECEMBER_2022_PACK):
        store.load(name, content)
    typed = Written("", (Action("Ask the police for times", "Head of service"),))
    store.notes.commentaries.write(SECTION, "Q2 2022/23", typed)
    app = opened(new_app(), OVERVIEW, store)
    assert any("Ask the police for times" in table.to_string() for table in tables(app))
    app = opened(new_app(publication="true"), OVERVIEW, store)
    assert not any("Ask the police for times" in table.to_string() for table in tables(app))
    assert "is left out of the publication copy" in words(app)


def test_a_text_is_checked_and_kept() -> None:
    store = Store(885)
    for name, content in returns_in(DECEMBER_2022_PACK):
        store.load(name, content)
    app = new_app()
    for box in ("written", "draft", "may ask"):
        app.session_state[f"{box} {SECTION}"] = True
    opened(app, page_of(SECTION), store)
    text = f"text {SECTION} {QUARTER}"
    app.text_area(key=text).set_value(
        "80% of contacts were decided within 24 hours. 72% of assessments were in timescale."
    ).run()
    assert not app.exception
    said = words(app)
    assert "1 of 2 numbers and comparisons agree with the figures" in said
    assert (
        "Differs: **72%** in “72% of assessments were in timescale.” Nearest: Assessments completed within 45 working days"
        in said
    )
    assert "England’s figures in 2021/22 are counted otherwise than ours" in said
    app.text_input(key="new action").set_value("Look into it")
    app.text_input(key="new officer").set_value("Head of service")
    app.button(key="add action").click().run()
    app.text_area(key=f"questions {SECTION} {QUARTER}").set_value("Why?\n\nSince when?").run()
    assert not app.exception
    kept = store.notes.commentaries.of(SECTION, QUARTER)
    assert kept.text.startswith("80% of contacts")
    assert [(one.action, one.officer) for one in kept.actions] == [("Look into it", "Head of service")]
    assert kept.questions == ("Why?", "Since when?")
    app.button(key="add draft").click().run()
    assert not app.exception
    assert (
        "Assessments completed within 45 working days: 87%"
        in store.notes.commentaries.of(SECTION, QUARTER).text
    )
