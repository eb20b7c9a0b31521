"""Which texts of charts cannot be read, in a real browser: ``python -m tests.journeys.overlaps``.

Every chart of both demonstrations is drawn by Streamlit in the containers of its page, at 1,400 and 800 pixels, and measured
there (``legibility.js``). One line a fault: kind, texts, page, figure, its chart's family, and the widths at which it is
so, with how often where that is more than once in the chart. Kinds:

- *overlap*, *run together*: two texts of a chart over each other, or closer than a space on one line;
- *cut*, *shortened*: a text that the chart's edge cuts off, or that Vega ended with "…"; *wider than its place*: the chart itself;
- *struck through*: a rule, a line or a tick through a text without a halo or a bar between them;
- *covered*: a mark drawn over a text; *outside its bar*: a text that is partly beside the bar it stands in; *on a mark*: one
  that is partly on a mark of its own darkness; *faint*: one with less contrast than WCAG AA asks, 4.5:1.

``--pages``, ``--figures`` and ``--family`` narrow it down to those whose page, title or family contain a text;
``--kinds`` to kinds; ``--demonstration`` to one of them. ``--chosen "quarter=Q2 2022/23" "team=West"`` chooses in the address;
``--tree PATH`` measures another working tree of this repository;
``--pictures FOLDER`` saves a picture of every chart with a fault.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from streamlit.proto.ForwardMsg_pb2 import ForwardMsgList

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.figures_drawn import Drawn, Sheet

HERE = Path(__file__).parent
APP, MEASURE = HERE / "sheet_app.py", HERE / "legibility.js"
WIDTHS = (1400, 800)
_FONTS = "() => Promise.all([...document.fonts].map(font => font.load())).then(() => true)"
"""A chart is laid out by the widths of its texts: drawn before its font is there, it is laid out otherwise each time."""
_ALL_DRAWN = """keys => {
    const drawn = [...document.querySelectorAll('[data-testid=stVegaLiteChart]')]
        .filter(chart => chart.querySelector(':is(svg, canvas).marks')).map(chart => chart.getAttribute('aria-label'));
    return drawn.length === keys.length && keys.every(key => drawn.includes(key));
}"""


@dataclass(frozen=True)
class Fault:
    """What cannot be read: the chart, the kind of fault, the texts it is of, and the window's width in pixels."""

    chart: Drawn
    kind: str
    texts: tuple[str, ...]
    width: int


@dataclass(frozen=True)
class Measured:
    """The faults of all sheets, and the seconds of processor time that the browser took."""

    faults: list[Fault]
    browser_seconds: float


def report(faults: Sequence[Fault]) -> list[str]:
    """A line for the same texts of a chart, page by page."""
    widths: dict[tuple[Drawn, str, tuple[str, ...]], Counter[int]] = {}
    for fault in faults:
        widths.setdefault((fault.chart, fault.kind, fault.texts), Counter())[fault.width] += 1
    lines = []
    for (chart, kind, texts), counted in widths.items():
        at = ", ".join(f"{width} px" + (f" x {n}" if n > 1 else "") for width, n in counted.items())
        lines.append(
            f"{chart.demonstration}, {chart.page}: {chart.figure} [{chart.family}]: {kind}: {' | '.join(texts)} ({at})"
        )
    return lines


def measure(
    sheets: Sequence[Sheet], widths: Sequence[int] = WIDTHS, pictures: Path | None = None
) -> Measured:
    """Draw sheets in a browser, each at each width, and measure their texts."""
    from tests.journeys.conftest import browser_page, browser_seconds
    from tests.visitor import served

    faults: list[Fault] = []
    with tempfile.TemporaryDirectory() as folder:
        drawn = [(sheet, width) for sheet in sheets for width in widths]
        files = [Path(folder) / f"{number}.sheet" for number in range(len(drawn))]
        for file, (sheet, _) in zip(files, drawn, strict=True):
            file.write_bytes(ForwardMsgList(messages=sheet.messages).SerializeToString())
        with served(APP, *map(str, files)) as server, browser_page() as page:
            page.goto(f"http://{server.address}/")
            page.get_by_role("button", name="Next after 0").wait_for()
            page.evaluate(_FONTS)
            for number, (sheet, width) in enumerate(drawn):
                page.set_viewport_size({"width": width, "height": 900})
                _press(page, 2 * number, [])
                _press(page, 2 * number + 1, [chart.key for chart in sheet.charts])
                faults += _faults_in(page, sheet, width, pictures)
            return Measured(faults, browser_seconds(page))


def _press(page: Page, times: int, keys: list[str]) -> None:
    """Press the button that has been pressed so many times, and wait for the charts of these keys and no others."""
    from tests.journeys.conftest import settle

    settle(page)
    page.get_by_role("button", name=f"Next after {times}", exact=True).dispatch_event("click")
    page.get_by_role("button", name=f"Next after {times + 1}", exact=True).wait_for()
    page.wait_for_function(_ALL_DRAWN, arg=keys)
    settle(page)


def _faults_in(page: Page, sheet: Sheet, width: int, pictures: Path | None) -> list[Fault]:
    by_key = {chart.key: chart for chart in sheet.charts}
    faults = [
        Fault(by_key[fault["key"]], fault["kind"], tuple(fault["texts"]), width)
        for fault in page.evaluate(MEASURE.read_text(encoding="utf-8"))
    ]
    if pictures is not None:
        pictures.mkdir(parents=True, exist_ok=True)
        for chart in dict.fromkeys(fault.chart for fault in faults):
            name = f"{chart.demonstration} {chart.page} {chart.figure} {chart.key} {width}.png".replace(
                "/", "-"
            )
            page.locator(f"[data-testid=stVegaLiteChart][aria-label='{chart.key}']").screenshot(
                path=pictures / name
            )
    return faults


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser()
    for name in ("--pages", "--figures", "--family", "--kinds", "--demonstration"):
        options.add_argument(name, default="", help="a part of it")
    options.add_argument("--widths", type=int, nargs="*", default=WIDTHS)
    options.add_argument("--chosen", nargs="*", default=[], help="what is chosen in the address: name=value")
    options.add_argument("--tree", type=Path, help="another working tree, whose app is measured")
    options.add_argument("--pictures", type=Path, help="a folder for pictures")
    chosen = options.parse_args()
    if chosen.tree:
        os.chdir(chosen.tree)
        sys.path.insert(0, str(chosen.tree.resolve()))
    from data.sample import DECEMBER_2022_PACK, EXAMPLE_COUNTY
    from tests.journeys.figures_drawn import sheet_of
    from tests.patience import processor_time
    from tests.running import shelf_of

    demonstrations = [
        name for name in (EXAMPLE_COUNTY, DECEMBER_2022_PACK) if chosen.demonstration.lower() in name
    ]
    address = dict(part.split("=", 1) for part in chosen.chosen)
    sheets = [sheet_of(shelf_of(name), name, chosen.pages, **address) for name in demonstrations]
    collected = processor_time()
    measured = measure(sheets, chosen.widths, chosen.pictures)
    faults = [
        fault
        for fault in measured.faults
        if chosen.figures.lower() in fault.chart.figure.lower()
        and chosen.family.lower() in fault.chart.family
        and chosen.kinds.lower() in fault.kind
    ]
    kinds = Counter(fault.kind for fault in faults).most_common()
    print(*report(faults), sep="\n")
    print(
        f"{len(faults)} faults ({', '.join(f'{kind} {number}' for kind, number in kinds)}) in "
        f"{len({fault.chart for fault in faults})} of {sum(len(sheet.charts) for sheet in sheets)} charts; processor time: "
        f"{collected:.0f} s to collect them, {processor_time() - collected:.0f} s to serve and "
        f"{measured.browser_seconds:.0f} s to draw and measure them"
    )


if __name__ == "__main__":
    main()
