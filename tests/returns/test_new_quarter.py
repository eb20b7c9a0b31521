"""A new quarter's day on the pages: what is asked stands beside the figures, demonstrations stay apart, stated figures can stand."""

from __future__ import annotations

from datetime import date
from typing import cast

import pytest
from streamlit.testing.v1 import AppTest

from components.screen.pages import CHECKS, OVERVIEW, UPLOAD, page_of
from components.session.store import DEMONSTRATION, STORE
from data.notes import Said
from data.notes.kept_session import save
from data.returns import annex_a, panel
from data.store import Store
from tests.app.reading import XLSX, open_topic, opened, tables, words
from tests.workbooks import CONTACTS, REFERRALS, contact, in_care, list_sheet, panel_sheet, referral, workbook

SEPTEMBER, DECEMBER = date(2022, 9, 30), date(2022, 12, 31)
CARE = annex_a.LOOKED_AFTER_CHILDREN
SPRING, DAYS = (
    [f"2022-{month:02d}-{day:02d}" for month in months for day in range(1, 29)]
    for months in ((4, 5, 6), (7, 8, 9))
)


def september() -> bytes:
    return workbook(
        list_sheet(
            CONTACTS,
            *(contact(f"A{n}", day) for n, day in enumerate(SPRING)),
            *(contact(f"S{n}", day) for n, day in enumerate(DAYS)),
        ),
        list_sheet(CARE, *(in_care(f"K{n}", "2021-01-14") for n in range(40))),
    )


def december(children: int = 40, days: int = 28) -> bytes:
    later = [
        f"2022-{month}-{day:02d}"
        for month in (10, 11, 12)
        for day in range(1, (days if month == 12 else 28) + 1)
    ]
    return workbook(
        list_sheet(
            CONTACTS,
            *(contact(f"S{n}", day) for n, day in enumerate(DAYS)),
            *(contact(f"D{n}", day) for n, day in enumerate(later)),
        ),
        list_sheet(
            CARE,
            *(in_care(f"K{n}", "2021-01-14") for n in range(40)),
            *(in_care(f"U{n}", "2021-03-21") for n in range(children - 40)),
        ),
    )


def uploaded(app: AppTest, store: Store, *files: tuple[str, bytes]) -> AppTest:
    opened(app, UPLOAD, store)
    app.file_uploader[0].set_value([(name, content, XLSX) for name, content in files]).run()
    assert not app.exception
    return app


def give(app: AppTest, choice: str, reason: str = "") -> None:
    """Take a choice wherever it is offered, with the reason it needs."""
    for asked in [radio for radio in app.radio if choice in radio.options]:
        asked.set_value(choice)
    app.run()
    for field in [one for one in app.text_input if one.key and one.key.startswith("reason")]:
        field.set_value(reason)
    app.run()
    assert not app.exception


def test_the_reason_given_is_printed_under_the_figures_of_its_list(app: AppTest, store: Store) -> None:
    store.load("september.xlsx", september(), SEPTEMBER)
    uploaded(app, store, ("december.xlsx", december(children=70)))
    app.date_input[0].set_value(DECEMBER).run()
    assert "children looked after 40→70 (+75%)" in words(app)
    assert "See the 30 rows" in [expander.label for expander in app.expander]
    give(app, "It is right", "a home for 30 children has opened")
    app.button(key="use").click().run()
    assert not app.exception
    app.switch_page(page_of("Throughcare")).run()
    said = "Asked of the return to 31 December 2022: children looked after 40→70 (+75%). Reason given: a home for 30 children has opened"
    assert words(app).count(said) > 1
    app.switch_page(page_of("Family Front Door")).run()
    assert said not in words(app)


def test_a_new_quarter_is_shown_once_it_is_used_and_said_to_be_provisional(
    app: AppTest, store: Store
) -> None:
    store.load("september.xlsx", september(), SEPTEMBER)
    opened(app, OVERVIEW, store)
    assert app.selectbox(key="quarter").value == "Q2 2022/23"
    uploaded(app, store, ("december.xlsx", december(days=2)))
    app.date_input[0].set_value(DECEMBER).run()
    give(app, "Use it as provisional, until the whole quarter is here")
    app.button(key="use").click().run()
    assert not app.exception
    app.switch_page(page_of("Family Front Door")).run()
    assert app.selectbox(key="quarter").value == "Q3 2022/23"
    assert (
        "Q3 2022/23 is provisional: it was used as an early run (December 2022 has 2 working days of contacts out of 20)"
        in words(app)
    )
    assert [badge.value for badge in app.markdown if "-badge[" in badge.value] == [
        ":gray-badge[:material/hourglass_empty: Q3 2022/23 is provisional]"
    ]
    app.switch_page(UPLOAD).run()
    log = next(table for table in tables(app) if "SHA-256" in table.columns)
    assert log[["What", "File", "As"]].to_numpy().tolist() == [
        ["Used", "december.xlsx", "Annex A of Q3 2022/23, version 1, data to 31 December 2022"]
    ]


def test_what_the_figures_would_be_stands_beside_last_quarter(app: AppTest, store: Store) -> None:
    store.load("september.xlsx", september(), SEPTEMBER)
    uploaded(app, store, ("december.xlsx", december()))
    app.date_input[0].set_value(DECEMBER).run()
    table = next(one for one in tables(app) if "With these files" in one.columns).set_index("Figure")
    row = table.loc["Contacts received"]
    assert (row["Q2 2022/23"], row["With these files"], row["On Q2 2022/23"]) == ("84", "84", "unchanged")


@pytest.mark.parametrize("aside", [True, False])
def test_returns_of_ones_own_are_not_mixed_with_a_demonstration_unasked(
    app: AppTest, store: Store, aside: bool
) -> None:
    store.load("invented.xlsx", september(), SEPTEMBER)
    app.run()
    app.session_state[DEMONSTRATION] = "example_county"
    uploaded(app, store, ("december.xlsx", december()))
    assert "A demonstration is loaded." in words(app)
    assert "Checked, not yet used" not in [header.value for header in app.header]
    app.button(key="demonstration aside" if aside else "demonstration mixed in").click().run()
    assert not app.exception
    assert "Checked, not yet used" in [header.value for header in app.header]
    assert [one.report.file_name for one in cast(Store, app.session_state[STORE]).returns] == (
        [] if aside else ["invented.xlsx"]
    )
    assert (DEMONSTRATION in app.session_state) != aside
    if not aside:
        assert "Returns of your own are added to it." in words(app)


def test_a_saved_session_is_used_before_the_returns_beside_it_are_checked(app: AppTest, store: Store) -> None:
    kept = save([("september.xlsx", september(), SEPTEMBER)], None, Said(stated={"referrals": "as agreed"}))
    uploaded(app, store, ("session.zip", kept), ("december.xlsx", december()))
    assert "Use the saved session first. The 1 workbook beside it will then be checked" in words(app)
    assert "With 1 measure whose stated figures stand." in words(app)
    next(
        button for button in app.button if button.label.startswith("Use 1 return of this session")
    ).click().run()
    assert not app.exception
    said = words(app)
    assert "Its returns are in use." in said
    assert "Checked, not yet used" in [header.value for header in app.header]
    assert "of the children looked after" not in said
    assert store.stated == {"referrals": "as agreed"}


def test_stated_figures_stand_for_a_reason_which_is_printed_with_the_figure(
    app: AppTest, store: Store
) -> None:
    lists = workbook(list_sheet(REFERRALS, *(referral(f"R{n}", "2022-12-05") for n in range(12))))
    store.load("lists.xlsx", lists, DECEMBER)
    about = panel_sheet(panel.ABOUT, ["Testshire", "31/12/2022", "31/01/2023", None])
    store.load(
        "panel.xlsx",
        workbook(
            about, panel_sheet(panel.FIGURES, ["referrals", "Q3 2022/23", None, 15, None, None, None, None])
        ),
    )
    opened(app, CHECKS, store)
    table = next(one for one in tables(app) if "Stated" in one.columns)
    assert table.to_numpy().tolist() == [["Referrals", "Q3 2022/23", "12", "15", "counted"]]
    app.button(key="show stated").click().run()
    assert "Give a reason" in words(app)
    assert store.measure("referrals", periods=1)["value"].tolist() == [12]
    app.text_input(key="stated reason").set_value("three were keyed after the extract")
    app.button(key="show stated").click().run()
    assert not app.exception
    answer = store.measure("referrals", periods=1)
    assert (answer["value"].tolist(), answer["origin"].tolist()) == ([15], ["reported"])
    assert next(one for one in tables(app) if "Stated" in one.columns)["Shown"].tolist() == ["stated"]
    app.switch_page(page_of("Family Front Door")).run()
    open_topic(app, "Referrals")
    assert "Reason given: three were keyed after the extract" in words(app)
    app.switch_page(CHECKS).run()
    app.button(key="count referrals").click().run()
    assert store.measure("referrals", periods=1)["value"].tolist() == [12]
    assert not store.stated


def test_what_is_remembered_is_listed_and_can_be_forgotten(app: AppTest, store: Store) -> None:
    store.load("september.xlsx", september(), SEPTEMBER)
    store.remembered.remember(
        [("headers", "contacts", "contact_on", "Evt dt"), ("ids", "without leading zeros")]
    )
    opened(app, UPLOAD, store)
    table = next(one for one in tables(app) if "Read as" in one.columns and "Where" in one.columns)
    assert table["Where"].tolist() == [
        "List 1, “Date of Contact”, headed “Evt dt”",
        "Children's ids, all returns",
    ]
    app.button(key="forget remembered").click().run()
    assert not app.exception
    assert not store.remembered.headers
