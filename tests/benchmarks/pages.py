"""What the panel's pages cost to draw, as multiples of a bare page: ``python -m tests.benchmarks.pages``.

Processor time of the whole process, its threads included, through AppTest, medians of ``--rounds`` (5), all pages or those whose
title contains one of ``--pages``. Each round measures every page right after the bare one (``bare_app.py``), and a multiple is
the median of the rounds' own. Every session begins on the Example county's shelf, which all of them share, and before anything
is measured a first session has drawn every page, so that what a process makes once (charts' templates, imports) is there.

- **cleared**: the first drawing in a session of its own, with nothing kept of what earlier sessions asked the shelf.
- **first**: the same in the next session, with what the shelf has kept of the one before.
- **again**: drawn once more in that session with nothing changed.
- **quarter**: another quarter chosen in that session. Its answers are not kept, as those of all pages were let go before
  **cleared** and each round chooses another quarter; what the session itself holds is kept, and so is whatever the app keeps
  outside ``Shelf.answers`` (say of what was restated), which other pages may have asked for that quarter.

Bare pages are measured both in a session of their own and drawn again. AppTest looks once in a session for installed components,
which takes more than the bare page itself and which a server does not do: it is in **cleared**, **first** and the bare page's
first drawing alike. "x bare" is against that first drawing, "x again" against the bare page drawn again, without any of it.

Elements are counted in what the first drawing sent: every element of AppTest's tree that is not a container, in the page and in
the sidebar; what a lazy tab or a closed expander has not sent is not among them.
"""

from __future__ import annotations

import argparse
import gc
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Element

from data.sample import EXAMPLE_COUNTY
from data.store import Shelf
from tests.patience import SECONDS
from tests.running import PANEL, QUARTER, clear_what_is_kept, menu, run, session_on, shelf_of

BARE = Path(__file__).with_name("bare_app.py")
WAYS = ("cleared", "first", "again", "quarter")
MOST = {"first": 5.0, "again": 1.0, "quarter": 5.0}
"""What is to be shown, as multiples of the bare page; and the most elements that open at first."""
MOST_ELEMENTS = 200


@dataclass
class Measured:
    """A page's milliseconds of processor time by way, a round each, and the bare page's of the same rounds."""

    spent: dict[str, list[float]] = field(default_factory=lambda: {name: [] for name in WAYS})
    bare: list[float] = field(default_factory=list)
    bare_again: list[float] = field(default_factory=list)
    elements: Counter[str] = field(default_factory=Counter)

    def milliseconds(self, way: str) -> float:
        """The median of the rounds."""
        return median(self.spent[way])

    def multiple(self, way: str, bare: list[float] | None = None) -> float:
        """The median of the rounds' multiples of the bare page."""
        return median(page / base for page, base in zip(self.spent[way], bare or self.bare, strict=True))


def processor_ms(work: Callable[[], object]) -> float:
    """The milliseconds of processor time that all threads of this process take for something."""
    gc.collect()
    started = time.process_time()
    work()
    return 1000 * (time.process_time() - started)


def elements_of(block: Block) -> Iterator[Element]:
    """Every element in a container and in those inside it."""
    for node in block.children.values():
        if isinstance(node, Block):
            yield from elements_of(node)
        else:
            yield node


def measure(measured: Measured, address: str, shelf: Shelf, number: int) -> None:
    """One round of a page beside the bare one."""
    bare = AppTest.from_file(str(BARE), default_timeout=SECONDS)
    measured.bare.append(processor_ms(lambda: run(bare)))
    measured.bare_again.append(processor_ms(lambda: run(bare)))
    clear_what_is_kept(shelf)
    before, app = (session_on(shelf, EXAMPLE_COUNTY, address) for _ in range(2))
    measured.spent["cleared"].append(processor_ms(lambda: run(before)))
    measured.spent["first"].append(processor_ms(lambda: run(app)))
    measured.elements = Counter(element.type for element in elements_of(app.main))
    measured.elements["in the sidebar"] = len(list(elements_of(app.sidebar)))
    measured.spent["again"].append(processor_ms(lambda: run(app)))
    choice = app.selectbox(key=QUARTER)
    others = [label for label in choice.options if label != choice.value]
    choice.set_value(others[number % len(others)])
    measured.spent["quarter"].append(processor_ms(lambda: run(app)))


def print_table(pages: dict[str, Measured]) -> None:
    """A line a page: elements, milliseconds, multiples."""
    bare = median(spent for page in pages.values() for spent in page.bare)
    again = median(spent for page in pages.values() for spent in page.bare_again)
    rounds = len(next(iter(pages.values())).bare)
    print(
        f"The bare page: {bare:.0f} ms of processor time at first, {again:.0f} ms again; medians of {rounds} rounds"
    )
    print(
        f"{'':28}{'elements':>18}{'milliseconds':>32}{'x bare':>32}{'x again':>8}\n"
        f"{'':28}{'page':>6}{'Markd.':>7}{'bar':>5}" + "".join(f"{way:>8}" for way in (*WAYS, *WAYS, "again"))
    )
    for title, page in pages.items():
        counted = page.elements.total() - page.elements["in the sidebar"]
        print(
            f"{title:28}{counted:>6}{page.elements['markdown']:>7}{page.elements['in the sidebar']:>5}"
            + "".join(f"{page.milliseconds(way):>8.0f}" for way in WAYS)
            + "".join(f"{page.multiple(way):>8.1f}" for way in WAYS)
            + f"{page.multiple('again', page.bare_again):>8.1f}"
        )
    print(f"{'at most':28}{MOST_ELEMENTS:>6}{'':44}" + "".join(f"{MOST.get(way, ''):>8}" for way in WAYS))


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser()
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--pages", nargs="*", default=[""], help="parts of titles")
    chosen = options.parse_args()
    shelf = shelf_of(EXAMPLE_COUNTY)
    sent = run(session_on(shelf, EXAMPLE_COUNTY))
    pages = {
        page: Measured()
        for page in menu(sent, PANEL)
        if any(part.lower() in page.title.lower() for part in chosen.pages)
    }
    for page in pages:
        run(session_on(shelf, EXAMPLE_COUNTY, page.address))
    for number in range(chosen.rounds):
        for page, measured in pages.items():
            measure(measured, page.address, shelf, number)
    print_table({page.title: measured for page, measured in pages.items()})


if __name__ == "__main__":
    main()
