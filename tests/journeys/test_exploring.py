"""Questions of team leads answered in a real browser: with the keyboard alone, Back, and a link pasted in another session."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import accessible, browsing, downloaded, go_to, serving, settle

MOST_TABS = 250
_FOCUSED = """() => {
    let focused = document.activeElement;
    while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
    return (focused?.getAttribute('aria-label') || focused?.innerText || '').trim();
}"""


def tab_to(page: Page, name: str) -> None:
    """Press the tab key until what has this name has the focus."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        focused = " ".join(page.evaluate(_FOCUSED).split())
        if focused.startswith(name) or focused.endswith(f" {name}"):  # an icon's name may stand before
            return
    raise AssertionError(f"“{name}” cannot be reached by the tab key.")


def press(page: Page, name: str) -> None:
    """Reach a button with the tab key and press it."""
    tab_to(page, name)
    page.keyboard.press("Enter")
    settle(page)


def answer(page: Page) -> str:
    """The answer in a sentence."""
    return page.get_by_role("heading", level=3).first.inner_text()


def test_three_questions_by_keyboard_alone_back_and_a_pasted_link() -> None:
    with serving("--", "--demonstration") as server:
        with browsing(server) as page:
            page.get_by_role("heading", level=1, name="Overview").wait_for()
            go_to(page, "Explore", "Measures", "Explore measures")
            assert not accessible(page)
            # 1: how many re-referrals came from where for a team, under-fives, since April?
            tab_to(page, "Find a measure")
            page.keyboard.type("re-ref")
            page.keyboard.press("Enter")
            settle(page)
            press(page, "Re-referrals within 12 months")
            whole = answer(page)
            press(page, "Assessment North")
            press(page, "Under 1")
            press(page, "1 to 4")
            press(page, "Break down by source")
            assert "team Assessment North, age band Under 1 or 1 to 4" in answer(page)
            narrowed, link = answer(page), page.url
            assert not accessible(page)
            # Back undoes one step at a time, in the same session
            page.go_back()
            settle(page)
            assert "by=source" not in page.url and answer(page) == narrowed
            for _ in range(3):
                page.go_back()
                settle(page)
            assert answer(page) == whole
            # 2: which children are on a plan of more than 15 months?
            tab_to(page, "Find a measure")
            page.keyboard.type("plans over 15 months")
            page.keyboard.press("Enter")
            settle(page)
            press(page, "Child protection plans open for over 15 months")
            counted = re.search(r"\((\d+) of (\d+)\)", answer(page))
            assert counted is not None
            press(page, "behind this")
            content = downloaded(page, "Download these records as an Excel workbook")
            sheet = openpyxl.load_workbook(io.BytesIO(content)).active
            assert sheet is not None and sheet.max_row == 1 + int(counted[1])
            assert not accessible(page)
            # 3: what is behind the change in children looked after?
            tab_to(page, "Find a measure")
            page.keyboard.type("CLA")
            page.keyboard.press("Enter")
            settle(page)
            press(page, "Children looked after")
            press(page, "What is behind the change on last year")
            page.get_by_text("These are the groups in which the change is found").wait_for()
            assert not accessible(page)
        assert not server.wrong
        with browsing(server) as page:
            page.goto(link)
            page.get_by_role("heading", level=1, name="Explore measures").wait_for()
            settle(page)
            assert answer(page) == narrowed
    with serving() as server, browsing(server) as page:
        page.goto(f"{server.url}/measures?{link.partition('?')[2]}")
        page.get_by_text("No returns are loaded in this session.").wait_for()
        page.get_by_text("Upload returns").first.wait_for()


@pytest.mark.parametrize("width", [1400, 800])
def test_a_figure_leads_to_its_question_at_any_width(width: int) -> None:
    with serving("--", "--demonstration") as server, browsing(server, width) as page:
        page.get_by_role("heading", level=1, name="Overview").wait_for()
        go_to(page, "Panel", "Child Protection")
        page.get_by_role("button", name="Explore this").first.click()
        page.get_by_role("heading", level=1, name="Explore measures").wait_for()
        settle(page)
        assert not accessible(page)
        main = "document.querySelector('[data-testid=stMain]')"
        assert page.evaluate(f"{main}.scrollWidth - {main}.clientWidth") <= 1
        page.go_back()
        page.get_by_role("heading", level=1, name="Child Protection").wait_for()
        assert not server.wrong
