"""The upload page on a new quarter's day: a Stop blocks, an Ask needs its answer, a use can be undone."""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from components.screen.pages import CHECKS, UPLOAD
from data.store import Store
from tests.app.reading import XLSX, opened, tables, words
from tests.workbooks import (
    ASSESSMENTS,
    CONTACTS,
    REFERRALS,
    assessment,
    contact,
    list_sheet,
    referral,
    workbook,
)

SEPTEMBER = date(2022, 9, 30)
HELD = workbook(
    list_sheet(CONTACTS, *(contact(f"S{number}", "2022-09-05") for number in range(3))),
    list_sheet(REFERRALS, referral("R1", "2022-09-06")),
)


@pytest.fixture
def september(store: Store) -> Store:
    store.load("september.xlsx", HELD, SEPTEMBER)
    return store


def uploaded(app: AppTest, store: Store, *files: tuple[str, bytes]) -> AppTest:
    opened(app, UPLOAD, store)
    app.file_uploader[0].set_value([(name, content, XLSX) for name, content in files]).run()
    assert not app.exception
    return app


def has(app: AppTest, key: str) -> bool:
    return any(button.key == key for button in app.button)


def test_a_stop_blocks_one_file_and_not_the_other(app: AppTest, september: Store) -> None:
    swapped = workbook(
        list_sheet(CONTACTS, contact("C1", "2022-12-09")),
        list_sheet(
            REFERRALS, *(referral(f"R{number}", "2010-05-01", born_on="2022-12-05") for number in range(5))
        ),
    )
    uploaded(app, september, ("swapped.xlsx", swapped))
    said = words(app)
    assert "it looks like birth dates" in said
    assert (
        "1 return cannot be used yet: “swapped.xlsx”. Answer each Ask below, with its reason where one is needed; a Stop needs another file."
        in said
    )
    assert not has(app, "use")
    assert len(september.returns) == 1


def test_the_page_begins_with_a_line_a_file_whose_count_is_that_of_the_checks_page(
    app: AppTest, store: Store
) -> None:
    wrong = [assessment(f"A{number}", "2022-11-01", "2022-10-01") for number in range(3)]
    right = [assessment(f"B{number}", "2022-10-03", "2022-11-01") for number in range(30)]
    content = workbook(
        list_sheet(CONTACTS, *(contact(f"C{number}", "2022-12-09") for number in range(3))),
        list_sheet(ASSESSMENTS, *wrong, *right),
    )
    uploaded(app, store, ("december.xlsx", content), ("letter.xlsx", b"no workbook"))
    assert tables(app)[0].to_numpy().tolist() == [
        ["december.xlsx", "Annex A, 2 lists, 36 rows", "09/12/2022", "nothing", "3 rows"],
        ["letter.xlsx", "no return", "", "cannot be read", ""],
    ]
    by_rule = next(table for table in tables(app) if "Rule" in table.columns)
    assert by_rule.iloc[0].tolist()[:4] == ["End before start", "Cannot be right", "List_4", "3"]
    assert "Stop:" not in words(app)
    app.button(key="use").click().run()
    app.switch_page(CHECKS).run()
    assert next((metric.label, metric.value) for metric in app.metric) == ("Cannot be right", "3")


def test_an_ask_needs_its_reason_which_stays_with_the_return_and_a_use_is_undone(
    app: AppTest, september: Store
) -> None:
    figures = september.measure(["contacts", "referrals"], "quarter", 4, ending=date(2022, 12, 31))
    corrected = workbook(
        list_sheet(CONTACTS, *(contact(f"S{number}", "2022-09-05") for number in range(5))),
        list_sheet(REFERRALS, referral("R1", "2022-09-06")),
    )
    uploaded(app, september, ("corrected.xlsx", corrected))
    assert "Its data go to 06/09/2022 only, so that the later return still stands" in words(app)
    app.date_input[0].set_value(SEPTEMBER).run()
    assert "still stands" not in words(app)
    assert "This file adds 2 rows, changes 0 and drops 0 (List 1)." in words(app)
    figure = next(table for table in tables(app) if "Now" in table.columns).set_index("Figure")
    assert figure.loc["Contacts received", ["Q1 2022/23", "Now", "With these files", "Change"]].tolist() == [
        "0",
        "3",
        "5",
        "up 2",
    ]
    assert len(figure) == 1
    rows = next(table for table in tables(app) if "Rows in this file" in table.columns)
    assert rows.iloc[0].tolist() == ["List 1: Contacts", "3", "5", "up 2"]
    assert not has(app, "use")
    asked = next(radio for radio in app.radio if "Use it as version 2" in radio.options)
    asked.set_value("Use it as version 2").run()
    assert not has(app, "use")
    assert "Give a reason, with a word or a number in it" in words(app)
    next(field for field in app.text_input if field.key and field.key.startswith("reason")).set_value(
        "two contacts were recorded late"
    ).run()
    app.button(key="use").click().run()
    assert not app.exception
    assert september.measure("contacts", periods=1)["value"].tolist() == [5]
    assert "Use it as version 2: two contacts were recorded late" in words(app)
    assert "Annex A of Q2 2022/23, version 2, data to 30 September 2022" in [
        expander.label for expander in app.expander
    ]
    app.button(key="undo").click().run()
    assert not app.exception
    assert "Taken out again: “corrected.xlsx”. Everything is as it was before." in words(app)
    assert september.measure(["contacts", "referrals"], "quarter", 4, ending=date(2022, 12, 31)).equals(
        figures
    )
    assert not has(app, "undo")


def test_a_column_named_otherwise_is_used_once_it_is_said(app: AppTest, store: Store) -> None:
    name, rows = list_sheet(CONTACTS, *(contact(f"C{number}", "2022-12-05") for number in range(4)))
    rows[1] = ["Contact made on" if text == "Date of Contact" else text for text in rows[1]]
    uploaded(
        app,
        store,
        ("renamed.xlsx", workbook((name, rows), list_sheet(REFERRALS, referral("R1", "2022-12-06")))),
    )
    asked = next(radio for radio in app.radio if any("Contact made on" in option for option in radio.options))
    assert not has(app, "use")
    asked.set_value("Use “Contact made on” as “Date of Contact”, and remember it").run()
    assert not app.exception
    app.button(key="use").click().run()
    assert store.measure("contacts", periods=1)["value"].tolist() == [4]
    assert "Use “Contact made on” as “Date of Contact”, and remember it" in words(app)


def test_the_same_file_again_says_so_and_offers_no_use(app: AppTest, september: Store) -> None:
    uploaded(app, september, ("again.xlsx", HELD))
    assert "“again.xlsx” is the same file as “september.xlsx”" in words(app)
    assert not has(app, "use")
