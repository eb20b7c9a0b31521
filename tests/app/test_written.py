"""Commentary typed beside the figures: checked as it stands, carried forward, and kept in the session's notes."""

from __future__ import annotations

from components.screen.pages import page_of
from data.sample import DECEMBER_2022_PACK, returns_in
from data.store import Store
from tests.app.reading import new_app, opened, words

QUARTER, SECTION = "Q3 2022/23", "Family Front Door"


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
