"""A running app and a browser that notes everything that goes wrong."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, TimeoutError, sync_playwright

from tests.patience import MILLISECONDS, SECONDS

ROOT = Path(__file__).parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}}
STREAMLITS_OWN = {"target-size"}
"""The segments of st.date_input are Streamlit's own and smaller than WCAG 2.2 asks."""


@dataclass
class Server:
    """A server process, its address, its private folder for temporary files and everything a browser noted."""

    url: str
    process: subprocess.Popen[bytes]
    temporary: Path
    wrong: list[str] = field(default_factory=list)

    def processor_seconds(self) -> float:
        """What the server has used of the processor so far, with the readers it has ended."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")

    def files_written(self) -> list[str]:
        """Files in the server's temporary folder and deleted ones it still holds open there."""
        held = [
            os.readlink(link) for link in Path(f"/proc/{self.process.pid}/fd").iterdir() if link.is_symlink()
        ]
        inside = [
            path for path in held if path.startswith((str(self.temporary), "/tmp/")) or "(deleted)" in path
        ]
        return [str(path) for path in self.temporary.rglob("*")] + [
            path for path in inside if "memfd" not in path
        ]


@contextmanager
def serving(*arguments: str, script: str = "streamlit_app.py") -> Iterator[Server]:
    """The app, or another script, on a free port of this machine."""
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is not installed; tests/run installs it.")
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium).")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        command = [
            sys.executable,
            "-m",
            "streamlit",
            "run",
            script,
            f"--server.port={port}",
            "--server.fileWatcherType=none",
            *arguments,
        ]
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=os.environ | {"TMPDIR": folder},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        server = Server(f"http://127.0.0.1:{port}", process, Path(folder))
        try:
            for _ in range(20 * SECONDS):
                try:
                    urllib.request.urlopen(f"{server.url}/_stcore/health", timeout=1).close()
                    break
                except OSError:
                    time.sleep(0.05)
            yield server
        finally:
            process.terminate()
            process.wait()


@contextmanager
def browser_page(width: int = 1400) -> Iterator[Page]:
    """An empty page of a browser of its own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(
            locale="en-GB",
            timezone_id="Europe/London",
            viewport={"width": width, "height": 900},
            accept_downloads=True,
        )
        page.set_default_timeout(MILLISECONDS)
        yield page
        browser.close()


def browser_seconds(page: Page) -> float:
    """Seconds of processor time that a page's browser has used so far, in all of its processes."""
    browser = page.context.browser
    assert browser is not None
    processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    return sum(float(process["cpuTime"]) for process in processes)


@contextmanager
def browsing(server: Server, width: int = 1400) -> Iterator[Page]:
    """A page at the app's opening address; requests elsewhere, console errors and script errors are noted."""
    with browser_page(width) as page:
        home = (server.url, server.url.replace("http", "ws"), "data:", "blob:")
        page.on(
            "request",
            lambda request: None if request.url.startswith(home) else server.wrong.append(request.url),
        )
        page.on(
            "console", lambda message: server.wrong.append(message.text) if message.type == "error" else None
        )
        page.on("pageerror", lambda error: server.wrong.append(str(error)))
        page.goto(server.url)
        yield page


_WATCH = """() => {
    if (window.lastChange === undefined) {
        window.lastChange = performance.now();
        new MutationObserver(() => { window.lastChange = performance.now(); })
            .observe(document.body, {subtree: true, childList: true, attributes: true, characterData: true});
    }
}"""
_QUIET = """() => document.querySelector('[data-testid=stApp][data-test-script-state=notRunning]')
    && !document.querySelector('[data-stale=true]')
    && !document.getAnimations().some(animation => animation.playState === 'running')
    && performance.now() - window.lastChange > 700"""


def settle(page: Page) -> None:
    """Wait until the app has nothing more to do: no run, nothing left of the run before, nothing that fades or moves.

    A click takes its time to reach a busy server, so the page must have stayed the same for a while.
    """
    page.evaluate(_WATCH)
    page.evaluate("() => { window.lastChange = performance.now(); }")
    page.wait_for_function(_QUIET)


def downloaded(page: Page, button: str) -> bytes:
    """What a button downloads; pressed again, as a person would, where the app was still at work and nothing came."""
    for _ in range(3):
        settle(page)
        try:
            with page.expect_download(timeout=MILLISECONDS / 3) as download:
                page.get_by_role("button", name=button).first.click()
        except TimeoutError:
            continue
        return Path(download.value.path()).read_bytes()
    raise AssertionError(f"“{button}” gives no download.")


def go_to(page: Page, section: str, title: str, heading: str | None = None) -> None:
    """Open a page by the menu; ``heading`` is what stands at its head where that is more than its title."""
    page.get_by_test_id("stTopNavSection").filter(has_text=section).click()
    page.get_by_test_id("stTopNavPopover").get_by_text(title, exact=True).click()
    page.get_by_role("heading", level=1, name=heading or title, exact=True).wait_for()
    settle(page)


def accessible(page: Page) -> list[tuple[str, str]]:
    """WCAG A and AA violations that are ours: rule and first element."""
    found = Axe().run(page, options=WCAG).response["violations"]
    return [(one["id"], one["nodes"][0]["html"][:200]) for one in found if one["id"] not in STREAMLITS_OWN]
