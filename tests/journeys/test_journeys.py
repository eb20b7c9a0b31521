"""Whole journeys in a real browser: nothing leaves the machine, nothing errors, nothing fails WCAG, nothing is written."""

from __future__ import annotations

import io
import time
from pathlib import Path

import openpyxl
import pytest

from data.sample import EXAMPLE_COUNTY, HERE
from tests.journeys.conftest import accessible, browsing, go_to, serving, settle
from tests.patience import allowed
from tests.workbooks import CONTACTS, contact, list_sheet, workbook

PAGES = ("Family Front Door", "Risk factors", "Quality of practice")


@pytest.mark.parametrize("width", [1400, 800])
def test_a_panel_member_opens_the_demonstration_and_every_page(width: int) -> None:
    with serving("--", "--demonstration") as server, browsing(server, width) as page:
        page.get_by_role("heading", level=1, name="Overview").wait_for(timeout=60_000)
        assert time.monotonic() - server.started < allowed(20)
        page.get_by_text("Loaded: 16 returns").wait_for(timeout=60_000)
        settle(page)
        page.get_by_text("Every child and figure is invented").wait_for()
        assert not accessible(page)
        for title in PAGES:
            go_to(page, "Panel", title)
            assert page.locator("[data-testid=stVegaLiteChart]").count() > 0
            assert not accessible(page), title
            overflow = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth - document.querySelector('[data-testid=stMain]').clientWidth")
            assert overflow <= 1
        assert not server.wrong


def test_an_analyst_uploads_checks_uses_and_forgets(tmp_path: Path) -> None:
    rows = [contact(f"PRIVATE{n:04d}", "2022-11-03") for n in range(60)] + [contact("PRIVATE9999", "never", "PSRMEM - Local")]
    faulty = tmp_path / "faulty Annex A.xlsx"
    faulty.write_bytes(workbook(list_sheet(CONTACTS, *rows)))
    text = tmp_path / "not a workbook.xlsx"
    text.write_text("Child Unique ID,Gender\n1,M\n")
    large = next((HERE / EXAMPLE_COUNTY).glob("2022-12*Annex A*"))
    assert large.stat().st_size > 1_000_000
    with serving() as server, browsing(server) as page:
        page.get_by_role("heading", level=1, name="Scrutiny Explorer").wait_for()
        settle(page)
        assert not accessible(page)
        page.get_by_role("link", name="Upload returns").first.click()
        page.get_by_role("heading", level=1, name="Upload returns").wait_for()
        settle(page)
        assert not accessible(page)
        page.locator("input[type=file]").set_input_files([faulty, text, large])
        page.get_by_text("Checked, not yet used").wait_for(timeout=60_000)
        settle(page)
        assert not server.files_written()
        page.get_by_text("is a text file (CSV), not a workbook").wait_for()
        page.get_by_text("“never” is not a date").first.wait_for()
        assert not accessible(page)
        with page.expect_download() as download:
            page.get_by_role("button", name="Download the workbook with problems marked").first.click()
        marked = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
        cell = marked["List_1"].cell(63, 6)
        assert cell.value == "never"
        assert cell.comment is not None and "is not a date" in cell.comment.text
        assert cell.fill.fgColor.rgb.endswith("FFE08A")
        assert marked.sheetnames[0] == "Problems found"
        with page.expect_download() as download:
            page.get_by_role("button", name="Download the blank panel return").click()
        assert "Risk factors" in openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes())).sheetnames
        page.get_by_role("button", name="Use these 2 returns").click()
        page.get_by_text("In use now: 2 returns").wait_for(timeout=60_000)
        settle(page)
        go_to(page, "Panel", "Family Front Door")
        assert "PRIVATE" not in page.content()
        page.get_by_role("button", name="Forget these returns").click()
        page.get_by_text("No returns are loaded in this session").wait_for()
        settle(page)
        assert not server.files_written()
        assert not server.wrong


def test_a_deep_link_on_a_fresh_server_comes_with_the_frame() -> None:
    with serving() as server, browsing(server) as page:
        page.goto(f"{server.url}/family_front_door?team=West")
        page.get_by_text("No returns are loaded in this session").wait_for()
        page.get_by_text("Scrutiny Explorer").first.wait_for()
        assert page.get_by_test_id("stTopNavSection").count() == 4
