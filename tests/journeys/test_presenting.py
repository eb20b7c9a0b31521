"""The quarter presented on a projector: every screen walked by keys, with nothing cut, nothing to scroll and no control in sight."""

from __future__ import annotations

import re

from playwright.sync_api import Page

from components.panel.present import SCREENS
from tests.journeys.conftest import Server, accessible, browsing, serving, settle

FULL_HD, LAPTOP = {"width": 1920, "height": 1080}, {"width": 1366, "height": 768}

LOOKED_FOR = "Failed to load resource: the server responded with a status of 404 (Not Found)"
"""What the browser notes where a page is opened by its address: Streamlit looks for its server below that address first."""

_CUT = """() => {
    const inside = element => element.scrollWidth <= element.clientWidth + 1 && element.scrollHeight <= element.clientHeight + 3;
    const within = box => box.left >= 0 && box.top >= 0 && box.right <= innerWidth + 1 && box.bottom <= innerHeight + 1;
    const shown = [...document.querySelectorAll('.st-key-present :is(h1, h2, p, li, td, svg.marks)')];
    const held = [...document.querySelectorAll('.st-key-present, .st-key-present li')];
    return [
        ...shown.filter(element => !within(element.getBoundingClientRect())),
        ...held.filter(element => !inside(element)),
        ...(document.documentElement.scrollHeight > innerHeight ? [document.documentElement] : []),
    ].map(element => element.outerHTML.slice(0, 200));
}"""
"""What of the screen is outside the window or outside of what holds it."""

_SMALLEST = """kinds => {
    const screen = document.querySelector('.st-key-present');
    const sizes = [...screen.querySelectorAll(kinds)]
        .map(element => parseFloat(getComputedStyle(element).fontSize));
    return Math.min(...sizes) * screen.getBoundingClientRect().width / screen.offsetWidth;
}"""
"""The smallest type of elements of some kinds on the screen, in pixels as they are seen; Infinity where there are none."""
_WORDS, _LABELS = "h1, h2, p, li, td, th", ".marks text"


def at_screen(page: Page, number: int) -> None:
    """Wait until a screen is drawn: its heading, its number, its charts."""
    page.get_by_role("heading", level=1, name=SCREENS[number - 1], exact=True).wait_for()
    page.get_by_text(f"{number} of {len(SCREENS)}", exact=True).wait_for()
    settle(page)
    assert re.search(rf"[?&]screen={number}(&|$)", page.url)
    charts = page.get_by_test_id("stVegaLiteChart")
    assert charts.count() == charts.locator("svg.marks").count()


def presenting(server: Server, page: Page) -> None:
    """Open the first screen from the overview."""
    page.set_viewport_size(FULL_HD)  # type: ignore[arg-type]
    page.get_by_text("Loaded: 16 returns").wait_for()
    settle(page)
    page.get_by_role("button", name="Present").click()
    at_screen(page, 1)


def test_every_screen_is_walked_by_keys_at_full_hd() -> None:
    with serving("--", "--demonstration") as server, browsing(server) as page:
        presenting(server, page)
        charts = 0
        for number in range(1, len(SCREENS) + 1):
            at_screen(page, number)
            assert not page.evaluate(_CUT), SCREENS[number - 1]
            assert page.evaluate(_SMALLEST, _WORDS) >= 23.99
            assert page.evaluate(_SMALLEST, _LABELS) >= 20
            assert not accessible(page), SCREENS[number - 1]
            charts += page.get_by_test_id("stVegaLiteChart").count()
            page.keyboard.press(("ArrowRight", "PageDown", "Space")[number % 3])
        at_screen(page, len(SCREENS))
        assert charts == 18
        assert not server.wrong, server.wrong


def test_keys_back_reload_and_escape() -> None:
    with serving("--", "--demonstration") as server, browsing(server) as page:
        page.goto(f"{server.url}/?quarter=Q2+2022%2F23")
        presenting(server, page)
        for key in ("stHeader", "stSidebar"):
            assert not page.get_by_test_id(key).is_visible()
        bar = page.get_by_role("navigation", name="Screens")
        assert (
            bar.get_by_role("button", name="Next").evaluate("button => getComputedStyle(button).opacity")
            == "0"
        )
        page.keyboard.press("ArrowRight")
        at_screen(page, 2)
        page.keyboard.press("End")
        at_screen(page, 11)
        page.keyboard.press("PageUp")
        at_screen(page, 10)
        page.go_back()
        at_screen(page, 11)
        page.go_back()
        at_screen(page, 2)
        page.reload()
        at_screen(page, 2)
        page.get_by_text("Q2 2022/23, July to September 2022", exact=False).first.wait_for()
        page.keyboard.press("ArrowLeft")
        at_screen(page, 1)
        page.keyboard.press("ArrowLeft")
        bar.get_by_role("button", name="Next").focus()
        assert (
            bar.get_by_role("button", name="Next").evaluate("button => getComputedStyle(button).opacity")
            == "1"
        )
        page.keyboard.press("Enter")
        at_screen(page, 2)
        page.keyboard.press("Home")
        at_screen(page, 1)
        page.set_viewport_size(LAPTOP)  # type: ignore[arg-type]
        settle(page)
        assert not page.evaluate(_CUT)
        page.keyboard.press("Escape")
        page.get_by_role("heading", level=1, name="Overview", exact=True).wait_for()
        page.get_by_test_id("stSidebar").get_by_text("Loaded: 16 returns").wait_for()
        settle(page)
        assert "quarter=Q2" in page.url
        page.keyboard.press("ArrowRight")
        settle(page)
        assert "present" not in page.url
        assert not [wrong for wrong in server.wrong if wrong != LOOKED_FOR], server.wrong
