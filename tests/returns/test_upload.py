"""The upload page: what is dropped is checked, then used, then forgotten."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from components.screen.pages import UPLOAD
from components.session.store import STORE
from data.store import Store
from tests.app.reading import XLSX, opened, tables, words
from tests.workbooks import CONTACTS, contact, list_sheet, workbook


def test_an_upload_is_checked_then_used_then_forgotten(app: AppTest) -> None:
    opened(app, UPLOAD)
    rows = [contact(str(700 + n), "2022-11-03") for n in range(5)] + [
        contact("9", "not a date", "PSRMEM - Local")
    ]
    content = workbook(list_sheet(CONTACTS, *rows))
    app.file_uploader[0].set_value(
        [("november.xlsx", content, XLSX), ("broken.xlsx", b"PK\x03\x04", XLSX)]
    ).run()
    assert not app.exception
    assert "damaged or cut off" in words(app)
    store: Store = app.session_state[STORE]
    assert store.returns == ()
    account = next(table for table in tables(app) if "Rows read" in table.columns)
    assert account[["Rows read", "Used", "Left out"]].iloc[0].tolist() == ["6", "6", "0"]
    problems = next(table for table in tables(app) if "What to do" in table.columns)
    assert problems["What to do"].str.contains("not a date").any()
    assert app.date_input[0].value.isoformat() == "2022-11-03"
    app.button(key="use").click().run()
    assert not app.exception
    assert [one.reporting_date.isoformat() for one in store.returns] == ["2022-11-03"]
    assert "In use now: 1 return" in words(app)
    app.button(key="forget").click().run()
    assert not app.exception
    assert store.returns == ()
    assert "In use now" not in words(app)
