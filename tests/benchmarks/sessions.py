"""What sessions cost a real server: ``python -m tests.benchmarks.sessions [demonstration|private|closed]``.

Each visitor speaks Streamlit's protocol and opens every panel page. Printed are the resident memory that sessions on the
shared demonstration add beside those of a bare app, the time to their first figure as a ratio, what private sessions with
the county's sixteen workbooks add, and what is left when ten of them have closed their tabs.
"""

from __future__ import annotations

import itertools
import sys
import time
from collections.abc import Callable
from statistics import median

from components.pages import PANEL_PAGES
from data.sample import EXAMPLE_COUNTY, returns_in
from tests.benchmarks.visitor import ROOT, Server, Visitor, served

APP, BARE = ROOT / "streamlit_app.py", ROOT / "tests" / "benchmarks" / "bare_app.py"
PAGES = ["", *(page.file.rsplit("/", 1)[1].removesuffix(".py") for page in PANEL_PAGES)]
SECONDS_KEPT = 15
SESSIONS, CLOSED_SESSIONS = 5, 10


def browse(visitor: Visitor, pages: list[str]) -> None:
    """Open pages one after the other."""
    for page in pages:
        visitor.open(page)


def with_own_returns(visitor: Visitor) -> None:
    """Upload the county's workbooks, use them and look at every page."""
    visitor.open("upload")
    visitor.press("Set the demonstration aside")
    visitor.upload(returns_in(EXAMPLE_COUNTY))
    visitor.press("Use these")
    browse(visitor, PAGES)


def sessions_on(
    server: Server, number: int, visit: Callable[[Visitor], None]
) -> tuple[list[float], list[float]]:
    """Resident MB and first-page processor seconds of sessions that stay open, one after the other."""
    resident, first = [], []
    for _ in range(number):
        visitor, before = Visitor(server), server.processor_time
        visitor.open()
        first.append(server.processor_time - before)
        visit(visitor)
        resident.append(server.resident)
    return resident, first


def show_demonstration() -> None:
    """The second to fifth session on the demonstration, beside those of a bare app."""
    with served(BARE) as bare:
        bare_resident, bare_first = sessions_on(
            bare, SESSIONS, lambda visitor: browse(visitor, [""] * len(PAGES))
        )
    with served(APP, "--demonstration") as ours:
        resident, first = sessions_on(ours, SESSIONS, lambda visitor: browse(visitor, PAGES))
    added = [after - before for before, after in itertools.pairwise(resident)]
    bare_added = [after - before for before, after in itertools.pairwise(bare_resident)]
    net = (sum(added) - sum(bare_added)) / len(added)
    print(f"resident after each session, MB: {rounded(resident)}; bare app: {rounded(bare_resident)}")
    print(f"a further session adds {net:.1f} MB more than a bare app's")
    ratio = median(first[1:]) / median(bare_first[1:])
    print(
        f"first page of a further session: {rounded(first)} s; bare: {rounded(bare_first)} s; {ratio:.1f} times"
    )


def show_private() -> None:
    """Private sessions with the county's sixteen workbooks, beyond the first."""
    with served(APP, "--demonstration") as ours:
        resident, _ = sessions_on(ours, 3, with_own_returns)
    added = [after - before for before, after in itertools.pairwise(resident)]
    print(f"resident after each private session, MB: {rounded(resident)}; each adds {rounded(added)} MB")


def show_closed() -> None:
    """Ten private sessions whose tabs are closed, with no visitor after them."""
    with served(APP, "--demonstration", seconds_kept=SECONDS_KEPT) as ours:
        visitor = Visitor(ours)
        browse(visitor, PAGES)
        visitor.close()
        time.sleep(SECONDS_KEPT + 30)
        before = ours.resident
        for number in range(CLOSED_SESSIONS):
            visitor = Visitor(ours)
            visitor.open()
            with_own_returns(visitor)
            visitor.close()
            print(f"after {number + 1}: {ours.resident:.0f} MB", flush=True)
        time.sleep(SECONDS_KEPT + 30)
        after = ours.resident
    print(
        f"before {before:.0f} MB, after ten private sessions are gone {after:.0f} MB: {after / before - 1:+.0%}"
    )


def rounded(numbers: list[float]) -> str:
    """Numbers to read."""
    return ", ".join(f"{number:.2f}" if number < 10 else f"{number:.0f}" for number in numbers)


if __name__ == "__main__":
    SHOWN = {"demonstration": show_demonstration, "private": show_private, "closed": show_closed}
    for name in sys.argv[1:] or SHOWN:
        SHOWN[name]()
