"""Whole journeys in a real browser: nothing leaves the machine, nothing errors, nothing fails WCAG, nothing is written."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest

from components.panel.section import ALL_TOPICS
from data.measures import SECTIONS
from data.notes.kept_session import open_session, save
from data.sample import EXAMPLE_COUNTY, HERE
from tests.journeys.conftest import accessible, browsing, downloaded, go_to, serving, settle
from tests.patience import allowed
from tests.workbooks import CONTACTS, contact, list_sheet, workbook


@pytest.mark.parametrize("width", [1400, 800])
def test_a_panel_member_opens_the_demonstration_and_every_page(width: int) -> None:
    with serving("--", "--demonstration") as server, browsing(server, width) as page:
        page.get_by_role("heading", level=1, name="Overview").wait_for()
        assert server.processor_seconds() < allowed(20)
        page.get_by_text("Loaded: 16 returns").wait_for()
        settle(page)
        page.get_by_text("Every child and figure is invented").wait_for()
        assert not page.get_by_test_id("stToolbar").get_by_text(re.compile(r"\d+ more")).is_visible()
        sidebar = page.get_by_test_id("stSidebar").bounding_box()
        assert sidebar is not None
        assert sidebar["width"] < 0.27 * width
        assert not accessible(page)
        table = page.get_by_role("table", name="Headline measures")
        assert table.evaluate("table => table.scrollWidth <= table.parentElement.clientWidth")
        page.get_by_role("button", name="Referrals", exact=True).focus()
        page.keyboard.press("Enter")
        page.get_by_role("heading", level=1, name="Family Front Door").wait_for()
        page.get_by_role("heading", level=3, name="Referrals", exact=True).wait_for()
        for title, section in SECTIONS.items():
            go_to(page, "Panel", title, section.heading)
            assert page.locator("[data-testid=stVegaLiteChart]").count() > 0
            if len(section.topics) > 1 and width > 800:  # every chart is read at both widths elsewhere
                page.get_by_test_id("stButtonGroup").get_by_text(ALL_TOPICS).click()
                page.get_by_role("heading", level=2, name=section.topics[-1].title, exact=True).wait_for()
            page.get_by_text(re.compile("^(Table and definition|Definition and download)$")).first.click()
            page.get_by_role("button", name="Download this table").wait_for()
            settle(page)
            assert not accessible(page), title
            overflow = page.evaluate(
                "document.querySelector('[data-testid=stMain]').scrollWidth - document.querySelector('[data-testid=stMain]').clientWidth"
            )
            assert overflow <= 1
        for section, title in (
            ("Explore", "Compare"),
            ("Explore", "SQL"),
            ("Returns", "Checks"),
            ("About", "Definitions"),
        ):
            go_to(page, section, title)
            assert not accessible(page), title
        assert not server.wrong


def a_contact_each_day(first: date, last: date, late: str = "", wrong: str = "") -> bytes:
    """A return of List 1 with three contacts a day; ``late`` is a day with one more, ``wrong`` a text where a date belongs."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    rows = [contact(f"PRIVATE{day:%m%d}{n}", day.isoformat()) for day in days for n in range(3)]
    rows += [contact("PRIVATELATE", late)] if late else []
    rows += [contact("PRIVATE99999", wrong)] if wrong else []
    return workbook(list_sheet(CONTACTS, *rows))


def test_an_analysts_hour_on_new_quarter_day(tmp_path: Path) -> None:
    september = a_contact_each_day(date(2022, 4, 1), date(2022, 9, 30))
    kept, faulty, corrected = (
        tmp_path / "last quarter.zip",
        tmp_path / "december.xlsx",
        tmp_path / "december corrected.xlsx",
    )
    kept.write_bytes(save([("september.xlsx", september, date(2022, 9, 30))]))
    faulty.write_bytes(a_contact_each_day(date(2022, 7, 1), date(2022, 12, 31), "2022-08-15", "never"))
    corrected.write_bytes(
        a_contact_each_day(date(2022, 7, 1), date(2022, 12, 31), "2022-08-15", "2022-12-31")
    )
    text = tmp_path / "not a workbook.xlsx"
    text.write_text("Child Unique ID,Gender\n1,M\n")
    with serving() as server, browsing(server) as page:
        page.get_by_role("heading", level=1, name="Scrutiny Explorer").wait_for()
        settle(page)
        assert not accessible(page)
        page.get_by_role("link", name="Upload returns").first.click()
        page.get_by_role("heading", level=1, name="Upload returns").wait_for()
        settle(page)
        page.locator("input[type=file]").set_input_files([kept])
        page.get_by_role("button", name="Use 1 return of this session").click()
        page.get_by_text("In use now: 1 return").wait_for()
        settle(page)
        page.locator("input[type=file]").set_input_files([faulty, text])
        page.get_by_text("is a text file (CSV), not a workbook").wait_for()
        settle(page)
        assert not accessible(page)
        page.get_by_text("What was read of each sheet, and every problem").first.click()
        page.get_by_text("“never” is not a date").first.wait_for()
        marked = openpyxl.load_workbook(
            io.BytesIO(downloaded(page, "Download the workbook with problems marked"))
        )
        cells = [cell for row in marked["List_1"].iter_rows() for cell in row if cell.value == "never"]
        assert "is not a date" in cells[0].comment.text
        for _ in range(2):
            page.get_by_role("button", name="Remove", exact=False).first.click()
            settle(page)
        page.locator("input[type=file]").set_input_files([corrected])
        page.get_by_role("button", name="Use this return").click()
        page.get_by_text("In use now: 1 return").wait_for()
        settle(page)
        go_to(page, "Returns", "Changes")
        page.get_by_text("now 277, was 276 when first reported").wait_for()
        settle(page)
        assert not accessible(page)
        go_to(page, "Panel", "Family Front Door")
        assert "PRIVATE" not in page.content()
        go_to(page, "Returns", "Upload", "Upload returns")
        page.get_by_text("Without a password").click()
        page.get_by_role("button", name="Save this session (2 returns, not locked)").wait_for()
        settle(page)
        settle(page)
        again = open_session("again.zip", downloaded(page, "Save this session (2 returns, not locked)"))
        assert [until for _, _, until in again.files] == [date(2022, 9, 30), date(2022, 12, 31)]
        page.get_by_role("button", name="Forget these returns").click()
        page.get_by_role("button", name="Forget them now").click()
        settle(page)
        assert not server.files_written()
        assert not server.wrong


def test_a_large_upload_is_nowhere_on_disk() -> None:
    large = next((HERE / EXAMPLE_COUNTY).glob("2022-12*Annex A*"))
    assert large.stat().st_size > 1_000_000
    with serving() as server, browsing(server) as page:
        page.get_by_role("link", name="Upload returns").first.click()
        page.get_by_role("heading", level=1, name="Upload returns").wait_for()
        settle(page)
        page.locator("input[type=file]").set_input_files([large])
        page.get_by_text("What was read of each sheet, and every problem").first.wait_for()
        settle(page)
        assert not server.files_written()
        assert not accessible(page)


def test_a_deep_link_on_a_fresh_server_comes_with_the_frame() -> None:
    with serving() as server, browsing(server) as page:
        page.goto(f"{server.url}/family_front_door?team=West")
        page.get_by_text("No returns are loaded in this session").wait_for()
        page.get_by_text("Scrutiny Explorer").first.wait_for()
        assert page.get_by_test_id("stTopNavSection").count() == 4
