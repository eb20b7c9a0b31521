"""Every chart of a demonstration as its pages send it, in the containers that give it its width, to be drawn again as one page.

Pages are run through AppTest with all their topics; charts and containers are kept as they are sent, closed ones opened and tabs laid one below the
other, and everything else is left out but for its place.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from streamlit.proto.Block_pb2 import Block
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from data.store import Shelf
from tests.running import (
    EXPLORE,
    FAMILY,
    PANEL,
    families_told,
    go_to,
    menu,
    run,
    session_on,
    show_all_topics,
)

MAIN, SIDEBAR = 0, 1


@dataclass(frozen=True)
class Drawn:
    """A chart: where it stands, its figure's title, its family, and its key among all."""

    demonstration: str
    page: str
    figure: str
    family: str
    key: str


@dataclass
class Sheet:
    """Charts of a demonstration, and the messages that draw them as one page."""

    demonstration: str
    charts: list[Drawn] = field(default_factory=list)
    messages: list[ForwardMsg] = field(default_factory=list)
    pages: int = 0

    def add(self, page: str, sent: Iterable[ForwardMsg]) -> None:
        """Put a page's charts, in their containers, below what is there."""
        self.pages += 1  # the sheet's button is before them
        around = ForwardMsg()
        around.metadata.delta_path.extend([MAIN, self.pages])
        around.delta.add_block.CopyFrom(_one_below_the_other(Block()))
        self.messages.append(around)
        titles: dict[tuple[int, ...], str] = {}
        for message in sent:
            path = tuple(message.metadata.delta_path)
            if not message.HasField("delta") or path[0] not in (MAIN, SIDEBAR):
                continue
            kept = ForwardMsg()
            kept.metadata.delta_path.extend([MAIN, self.pages, *path[1:]] if path[0] == MAIN else path)
            element = message.delta.new_element
            if message.delta.HasField("add_block"):
                kept.delta.add_block.CopyFrom(_opened(message.delta.add_block))
            elif element.HasField("vega_lite_chart"):
                figure = titles.get(path[:-1]) or element.vega_lite_chart.alt.partition(". ")[0]
                key = f"{self.demonstration} {len(self.charts)}"
                family = _family(element.vega_lite_chart.spec)
                self.charts.append(Drawn(self.demonstration, page, figure, family, key))
                kept.delta.new_element.CopyFrom(element)
                kept.delta.new_element.vega_lite_chart.alt = key
            else:
                if element.HasField("heading"):
                    titles[path[:-1]] = element.heading.body
                kept.delta.new_element.text.body = "·"
            self.messages.append(kept)


def sheet_of(shelf: Shelf, demonstration: str, pages: str = "", **address: str) -> Sheet:
    """The charts of all pages that have any, all topics shown, or of those whose title contains some text.

    ``address`` is what is chosen in the address: a quarter, a team, a council.
    """
    app = session_on(shelf, demonstration)
    app.query_params |= address
    sheet, opening = Sheet(demonstration), run(app)
    sheet.messages += [message for message in opening if message.HasField("page_config_changed")]
    with families_told():
        for page in menu(opening, PANEL, EXPLORE):
            if pages.lower() in page.title.lower():
                go_to(app, page.address)
                show_all_topics(app)
                sheet.add(page.title, run(app))
    return sheet


def _opened(block: Block) -> Block:
    """The container as it is when a reader has opened it."""
    if block.WhichOneof("type") in ("tab_container", "tab"):
        return _one_below_the_other(block)
    opened = Block()
    opened.CopyFrom(block)
    if opened.HasField("expandable"):
        opened.expandable.expanded = True
    return opened


def _one_below_the_other(block: Block) -> Block:
    column = Block(allow_empty=True)
    column.flex_container.direction = Block.FlexContainer.VERTICAL
    column.width_config.CopyFrom(block.width_config)
    column.width_config.use_stretch = True
    return column


def _family(specification: str) -> str:
    """The family of a chart, '' where it does not say."""
    family: str = json.loads(specification).get("usermeta", {}).get(FAMILY, "")
    return family
