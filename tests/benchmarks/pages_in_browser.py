"""How long a page takes in the browser, beside a bare page: ``python -m tests.benchmarks.pages_in_browser``.

From the click in the menu until nothing of the page changes any more and the charts in view are drawn, in headless Chromium at
1,400 by 900 pixels: by the clock of the browser, to its last change (what the waiting for quiet takes is not in it), and in
processor time of the server and of the browser together, the quiet included. The bare page (``bare_app.py``) is an app of its
own with a menu and an empty page to come from (``bare_menu.py``); each round opens every page in a new session of ours right
after the bare page is opened in its own, and a multiple is the median of the rounds' own.

The server begins on the Example county, and the session of a round that does not count has opened every page before.
``--rounds`` (5) and ``--pages``, parts
of titles.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page

from data.sample import DEMONSTRATION_FLAG
from tests.journeys.conftest import Server, browser_page, browser_seconds, serving, settle
from tests.patience import MILLISECONDS

BARE = Path(__file__).with_name("bare_menu.py")
SECTION, FROM = "Panel", "upload"
"""The section of our menu whose pages are measured, and the address of a page outside of it that sessions begin at."""

BARE_SECTION = "Menu"

_CHARTS = "() => document.querySelectorAll('[data-testid=stMain] [data-testid=stVegaLiteChart]').length"
_HEIGHT = "() => document.querySelector('[data-testid=stMain]').scrollHeight"
_NOTE = """() => {
    if (window.clicked) return;
    window.clicked = {};
    const note = () => { window.clicked.last = performance.now(); };
    new MutationObserver(note).observe(document.body, {subtree: true, childList: true, attributes: true, characterData: true});
    document.addEventListener('click', note, true);
}"""
_HAS_COME = """before => {
    const heading = document.querySelector('[data-testid=stMain] h1');
    const charts = [...document.querySelectorAll('[data-testid=stMain] [data-testid=stVegaLiteChart]')];
    return (heading ? heading.innerText : '') !== before
        && document.querySelector('[data-testid=stApp][data-test-script-state=notRunning]')
        && !document.querySelector('[data-stale=true]')
        && charts.every(chart => chart.getBoundingClientRect().top > innerHeight || chart.querySelector(':is(svg, canvas).marks'))
        && performance.now() - window.clicked.last > 700;
}"""
_HEADING = "() => document.querySelector('[data-testid=stMain] h1')?.innerText ?? ''"
_CLICK = "link => { window.clicked.first = performance.now(); link.click(); }"


@dataclass(frozen=True)
class Cost:
    """Milliseconds from click to settled by the browser's clock, and of processor time of server and browser."""

    clock: float
    processor: float


@dataclass
class Measured:
    """A page's costs, and those of the bare page right before it, a round each; its charts and its height in pixels."""

    page: list[Cost] = field(default_factory=list)
    bare: list[Cost] = field(default_factory=list)
    charts: int = 0
    height: int = 0


def titles_in_menu(page: Page, section: str) -> list[str]:
    """The titles of the menu's section."""
    page.get_by_test_id("stTopNavSection").filter(has_text=section).click()
    links = page.get_by_test_id("stTopNavPopover").get_by_role("menuitem")
    links.first.wait_for()
    found = links.all_inner_texts()
    page.keyboard.press("Escape")
    return [title.strip() for title in found]


def cost_of_opening(server: Server, page: Page, section: str, title: str) -> Cost:
    """Open a page by the menu."""
    settle(page)
    page.evaluate(_NOTE)
    page.get_by_test_id("stTopNavSection").filter(has_text=section).click()
    link = page.get_by_test_id("stTopNavPopover").get_by_role("menuitem", name=title, exact=True)
    link.wait_for()
    settle(page)
    before, heading = _processor(server, page), page.evaluate(_HEADING)
    link.evaluate(_CLICK)
    page.wait_for_function(_HAS_COME, arg=heading)
    clock = float(page.evaluate("() => window.clicked.last - window.clicked.first"))
    return Cost(clock, 1000 * (_processor(server, page) - before))


def _processor(server: Server, page: Page) -> float:
    return server.processor_seconds() + browser_seconds(page)


@contextmanager
def session(browser: Browser, server: Server, at: str = "") -> Iterator[Page]:
    """A new session in a window of its own."""
    context = browser.new_context(locale="en-GB", viewport={"width": 1400, "height": 900})
    page = context.new_page()
    page.set_default_timeout(MILLISECONDS)
    page.goto(f"{server.url}/{at}")
    page.get_by_role("heading", level=1).wait_for()
    settle(page)
    yield page
    context.close()


def measure(
    browser: Browser, ours: Server, bare: Server, titles: list[str], rounds: int
) -> dict[str, Measured]:
    """Pages of ours beside the bare one."""
    pages = {title: Measured() for title in titles}
    for number in range(rounds + 1):
        with session(browser, bare) as bare_page, session(browser, ours, FROM) as page:
            cost_of_opening(bare, bare_page, BARE_SECTION, "Bare")
            for title, measured in pages.items():
                cost_of_opening(bare, bare_page, BARE_SECTION, "Empty")
                costs = (
                    cost_of_opening(bare, bare_page, BARE_SECTION, "Bare"),
                    cost_of_opening(ours, page, SECTION, title),
                )
                if number:  # the first round only makes what is made once
                    measured.bare.append(costs[0])
                    measured.page.append(costs[1])
                measured.charts, measured.height = page.evaluate(_CHARTS), page.evaluate(_HEIGHT)
    return pages


def print_table(pages: dict[str, Measured]) -> None:
    """A line a page: what it has, milliseconds, and multiples of the bare page."""
    bare = [cost for measured in pages.values() for cost in measured.bare]
    print(
        f"The bare page: {median(cost.clock for cost in bare):.0f} ms by the clock, "
        f"{median(cost.processor for cost in bare):.0f} ms of processor time; medians of {len(next(iter(pages.values())).bare)} rounds"
    )
    print(
        f"{'':28}{'':>8}{'':>9}{'milliseconds':>18}{'x bare':>18}\n"
        f"{'':28}{'charts':>8}{'pixels':>9}" + 2 * f"{'clock':>9}{'processor':>9}"
    )
    for title, measured in pages.items():
        rounds = list(zip(measured.page, measured.bare, strict=True))
        print(
            f"{title:28}{measured.charts:>8}{measured.height:>9,}"
            f"{median(cost.clock for cost in measured.page):>9.0f}{median(cost.processor for cost in measured.page):>9.0f}"
            f"{median(ours.clock / base.clock for ours, base in rounds):>9.1f}"
            f"{median(ours.processor / base.processor for ours, base in rounds):>9.1f}"
        )


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser()
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--pages", nargs="*", default=[""], help="parts of titles")
    chosen = options.parse_args()
    with (
        serving("--", DEMONSTRATION_FLAG) as ours,
        serving(script=str(BARE)) as bare,
        browser_page() as page,
    ):
        browser = page.context.browser
        assert browser is not None
        with session(browser, ours, FROM) as opened:
            titles = [
                title
                for title in titles_in_menu(opened, SECTION)
                if any(part.lower() in title.lower() for part in chosen.pages)
            ]
        print_table(measure(browser, ours, bare, titles, chosen.rounds))


if __name__ == "__main__":
    main()
