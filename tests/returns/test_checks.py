"""The checks page and the session file, through AppTest."""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from components.screen.pages import UPLOAD
from components.session.store import STORE
from data.findings.rules.running import run_rules
from data.notes import Said
from data.notes.kept_session import save
from data.store import Store
from tests.app.reading import new_app
from tests.patience import SECONDS
from tests.workbooks import ASSESSMENTS, CONTACTS, assessment, contact, list_sheet, workbook

DECEMBER = date(2022, 12, 31)
NASTY = "![x](https://example.org/a.png) **bold**"
PASSWORD = "correct horse battery"


def page() -> None:
    from components.returns.checks import show_checks

    show_checks()


def opened(store: Store | None = None) -> AppTest:
    app = AppTest.from_function(page, default_timeout=SECONDS)
    if store is not None:
        app.session_state[STORE] = store
    app.run()
    assert not app.exception
    return app


def words(app: AppTest) -> str:
    """What the page says outside of its tables."""
    kinds = ("title", "header", "subheader", "markdown", "text", "info", "success", "error")
    said = "\n".join(str(element.value) for kind in kinds for element in getattr(app, kind))
    said += "\n".join(one.label for one in app.expander) + "\n".join(
        f"{one.label} {one.value}" for one in app.metric
    )
    return said.replace("\\", "")


@pytest.fixture
def disorder(store: Store) -> Store:
    """Two assessments open too long, 60 contacts with a wrong age, text that would be Markdown."""
    late = [assessment(str(n), "2022-08-04", None) for n in range(2)] + [
        assessment(str(n), "2022-10-04", "2022-11-01") for n in range(2, 6)
    ]
    aged = [contact(f"{NASTY} {n}", "2022-10-03", age_stated=3) for n in range(60)]
    store.load(
        f"{NASTY[:3]}.xlsx", workbook(list_sheet(ASSESSMENTS, *late), list_sheet(CONTACTS, *aged)), DECEMBER
    )
    return store


def test_with_nothing_loaded_the_page_says_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    links: list[str] = []
    monkeypatch.setattr("components.returns.checks.st.page_link", lambda page, **_: links.append(page))
    app = opened()
    assert [title.value for title in app.title] == ["Checks"]
    assert "No Annex A return is loaded" in words(app)
    assert links == [UPLOAD]


def test_findings_come_worst_first_with_their_rows_and_what_to_do(disorder: Store) -> None:
    app = opened(disorder)
    titles = [heading.value.replace("\\", "") for heading in app.subheader]
    assert titles == [
        "Child identifier longer than 20 characters",
        "Child identifier with other signs than letters and digits",
        "Assessment open for more than 45 working days",
        "Age differs from the date of birth",
    ]
    said = words(app)
    assert "To look at · 2 findings in List 4 · CIN census rule 8670Q" in said
    assert "What to do:** Give the date of authorisation" in said
    assert "not run, or not on every list" in said
    assert "The first 50 of 60 rows" in said
    assert "List 4: Assessments: 6 rows, no gaps" in said
    tables = [table.value for table in app.table]
    late = next(
        table
        for table in tables
        if list(table.columns) == ["Sheet", "Row", "Column", "Child Unique ID", "Found", "Expected"]
        and len(table) == 2
    )
    assert late["Row"].tolist() == ["3", "4"]
    assert late["Found"].tolist() == ["blank after 102 working days"] * 2
    assert sum(len(table) == 50 for table in tables) == 3
    needs = next(table for table in tables if list(table.columns) == ["Rule", "Needs"])
    assert needs["Needs"].str.contains("List 7").any()


def test_text_of_the_return_is_never_read_as_markdown(disorder: Store) -> None:
    app = opened(disorder)
    cells = [str(cell) for table in app.table for cell in table.value.to_numpy().ravel()]
    assert any("example" in cell for cell in cells)
    assert not [cell for cell in cells if "](" in cell or "**" in cell]
    assert not [element.value for element in app.markdown if "](http" in element.value]


def test_a_finding_is_accepted_with_a_reason_listed_and_taken_back(disorder: Store) -> None:
    app = opened(disorder)
    in_order = [heading.value for heading in app.subheader]
    app.button(key="accept assessment_open_too_long button").click().run()
    assert "Give a reason" in words(app)
    app.text_input(key="reason assessment_open_too_long").set_value("Court-directed: *see* minutes")
    app.button(key="accept assessment_open_too_long button").click().run()
    assert not app.exception
    said = words(app)
    assert "Reason: Court-directed: *see* minutes" in said
    assert "Accepted with a reason: 1 rule" in said
    assert [heading.value for heading in app.subheader] == in_order  # it stays where it was, and says so
    assert [toast.value.replace("\\", "") for toast in app.toast] == [
        "Accepted: Assessment open for more than 45 working days."
    ]
    assert app.session_state[STORE].notes.accepted.of(disorder.returns[0].fingerprint) == {
        "assessment_open_too_long": "Court-directed: *see* minutes"
    }
    app.button(key="take back assessment_open_too_long").click().run()
    assert "Reason:" not in words(app)
    assert app.session_state[STORE].notes.accepted.of(disorder.returns[0].fingerprint) == {}


def test_an_earlier_return_can_be_chosen(disorder: Store) -> None:
    disorder.load(
        "september.xlsx", workbook(list_sheet(CONTACTS, contact("1", "2022-09-01"))), date(2022, 9, 30)
    )
    app = opened(disorder)
    assert app.selectbox[0].options == [
        "Annex A, data to 31 December 2022",
        "Annex A, data to 30 September 2022",
    ]
    app.selectbox[0].select_index(1).run()
    assert "No finding waits for an answer." in words(app)


def test_the_example_county(county: Store) -> None:
    app = opened(county)
    found = run_rules(county)
    assert found is not None
    assert len(app.subheader) == len(found.counts)
    assert "39 of 39 rules" in words(app)


@pytest.mark.parametrize("password", [None, PASSWORD])
def test_a_saved_session_is_opened_where_returns_are_dropped(disorder: Store, password: str | None) -> None:
    one = disorder.returns[0]
    saved = save(disorder.originals, password, Said({one.fingerprint: {"age_not_as_born": "known"}}))
    app = new_app().run()
    app.switch_page(UPLOAD).run()
    november = workbook(list_sheet(CONTACTS, contact("7", "2022-11-03")))
    app.file_uploader[0].set_value(
        [("session.zip", saved, "application/zip"), ("november.xlsx", november, "application/zip")]
    ).run()
    assert not app.exception
    if password:
        field = next(one for one in app.text_input if one.label == "Password it was saved with")
        unlock = next(one for one in app.button if one.label == "Unlock")
        field.set_value("not the password")
        unlock.click().run()
        assert "does not open “session.zip”" in words(app)
        next(one for one in app.text_input if one.label == "Password it was saved with").set_value(password)
        next(one for one in app.button if one.label == "Unlock").click().run()
    assert "With 1 reason for accepting" in words(app)
    assert app.session_state[STORE].returns == ()
    next(
        button for button in app.button if button.label.startswith("Use 1 return of this session")
    ).click().run()
    assert not app.exception
    assert [(kept.fingerprint, kept.reporting_date) for kept in app.session_state[STORE].returns] == [
        (one.fingerprint, DECEMBER)
    ]
    assert app.session_state[STORE].notes.accepted.of(one.fingerprint) == {"age_not_as_born": "known"}


def test_a_damaged_session_is_refused_on_the_page(disorder: Store) -> None:
    saved = bytearray(save(disorder.originals))
    saved[len(saved) // 2] ^= 255
    app = new_app().run()
    app.switch_page(UPLOAD).run()
    app.file_uploader[0].set_value([("session.zip", bytes(saved), "application/zip")]).run()
    assert not app.exception
    assert "is damaged or was changed after it was saved" in words(app)


def test_the_session_is_saved_locked_unless_asked_otherwise(disorder: Store) -> None:
    app = new_app()
    app.session_state[STORE] = disorder
    app.run()
    app.switch_page(UPLOAD).run()
    assert not [button for button in app.get("download_button") if "Save this session" in button.label]
    app.text_input(key="new password text").set_value("short")
    app.button(key="lock").click().run()
    assert "at least 12" in words(app)
    app.text_input(key="new password text").set_value(PASSWORD)
    app.button(key="lock").click().run()
    assert "Save this session (1 return, locked)" in [button.label for button in app.get("download_button")]
    app.radio(key="how to keep it").set_value("Without a password").run()
    assert "Save this session (1 return, not locked)" in [
        button.label for button in app.get("download_button")
    ]
