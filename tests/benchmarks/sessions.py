"""What sessions cost a real server: ``python -m tests.benchmarks.sessions [demonstration|private|closed]``.

Each visitor speaks Streamlit's protocol and opens every panel page. Printed are the resident memory that sessions on the
shared demonstration add beside those of a bare app, the time to their first figure as a ratio, what private sessions with
the county's sixteen workbooks add, and what is left when ten of them have closed their tabs.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from data.measures import SECTIONS
from data.sample import EXAMPLE_COUNTY, returns_in
from tests.visitor import ROOT, Server, Visitor, served

APP, BARE = ROOT / "streamlit_app.py", ROOT / "tests" / "benchmarks" / "bare_app.py"
PAGES = ["", *(section.address for section in SECTIONS.values())]
SECONDS_KEPT = 15
SESSIONS, CLOSED_SESSIONS = 5, 10
NEWEST = 4
"""How many workbooks, two quarters, each of the sessions uploads that are closed."""


def browse(visitor: Visitor, pages: list[str]) -> None:
    """Open pages one after the other."""
    for page in pages:
        visitor.open(page)


def with_own_returns(visitor: Visitor, newest: int = 0) -> None:
    """Upload the county's workbooks, or its newest ones, use them and look at every page."""
    visitor.open("upload")
    visitor.upload(returns_in(EXAMPLE_COUNTY)[-newest:])
    visitor.press("Set the demonstration aside")
    visitor.press("Use these")
    browse(visitor, PAGES)


@dataclass(frozen=True)
class Visits:
    """Sessions that stay open, one after the other.

    ``resident`` is the server's memory in MB after each, ``first_figure`` and ``first_page`` the seconds of processor time
    from opening the app to its first chart and to its first page's end.
    """

    resident: list[float]
    first_figure: list[float]
    first_page: list[float]

    @property
    def added(self) -> list[float]:
        """What each session after the first added, in MB."""
        return [after - before for before, after in pairwise(self.resident)]


def visits(server: Server, number: int, visit: Callable[[Visitor], None]) -> Visits:
    """Open sessions one after the other."""
    told = Visits([], [], [])
    for _ in range(number):
        visitor, before = Visitor(server), server.processor_time
        visitor.open()
        told.first_page.append(server.processor_time - before)
        told.first_figure.append(visitor.until_first_chart)
        visit(visitor)
        told.resident.append(server.resident)
    return told


def show_demonstration() -> None:
    """The second to fifth session on the demonstration, beside those of a bare app."""
    with served(BARE) as server:
        bare = visits(server, SESSIONS, lambda visitor: browse(visitor, [""] * len(PAGES)))
    with served(APP, "--demonstration") as server:
        ours = visits(server, SESSIONS, lambda visitor: browse(visitor, PAGES))
    net = (sum(ours.added) - sum(bare.added)) / len(ours.added)
    print(f"resident after each session, MB: {rounded(ours.resident)}; bare app: {rounded(bare.resident)}")
    print(f"a further session adds {net:.1f} MB more than a bare app's (at most 10)")
    page = median(bare.first_page[1:])
    print(f"processor time of a bare app's first page: {rounded(bare.first_page)} s")
    print(
        f"of a further session's first figure: {rounded(ours.first_figure)} s; "
        f"{median(ours.first_figure[1:]) / page:.1f} times (at most 3)"
    )
    print(f"of its first page: {rounded(ours.first_page)} s; {median(ours.first_page[1:]) / page:.1f} times")


def show_private() -> None:
    """Private sessions with the county's sixteen workbooks, beyond the first."""
    with served(APP, "--demonstration") as ours:
        private = visits(ours, 3, with_own_returns)
    print(
        f"resident after each private session, MB: {rounded(private.resident)}; beyond the first each adds "
        f"{rounded(private.added)} MB (at most 80)"
    )


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
            with_own_returns(visitor, NEWEST)
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
