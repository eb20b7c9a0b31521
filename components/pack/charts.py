"""The pages' charts as pictures for print: SVG for the PDF, PNG for Word; each is converted once for what it draws."""

from __future__ import annotations

import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import cache
from typing import Any

from components.charts.family import specification
from components.charts.periods import OVER_TIME
from components.figures.figure import Picture
from components.pack import fonts

WIDTH = 620
"""How many pixels wide a chart is drawn, its axes included: over a page's width it is then as large as on the screen."""

NARROW_WIDTH = 350
"""How many pixels wide a chart is drawn that stands beside another, over half a page's width."""

HEIGHT, NARROW_HEIGHT = 200, 96
"""How high the plot of a chart over time is at most, so that two figures fit on a page, and four on a section's own; others are
as high as they have rows."""

SCALE = 2
MOST_KEPT = 400
"""How many pictures are kept at most: of two packs and their small lines."""

_BRITISH = "en-GB"
_GRAMMAR = "6.4"


class Charts:
    """Pictures by what they draw; what was asked for longest ago goes first.

    One is converted at a time: the converter has one engine, and two threads gain nothing.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str], Any] = OrderedDict()
        self._lock = threading.RLock()

    def svg(self, picture: Picture, is_narrow: bool = False) -> str:
        """A chart as SVG, its words as text in the pack's typeface; ``is_narrow`` for half the width of the page."""
        specified = json.dumps(for_print(picture, is_narrow), sort_keys=True)
        return str(self._made("svg", specified, lambda: _svg_of(specified)))

    def png(self, picture: Picture, is_narrow: bool = False) -> bytes:
        """A chart as PNG, twice as fine as a screen."""
        return self.png_of(self.svg(picture, is_narrow))

    def png_of(self, svg: str) -> bytes:
        """Any SVG of figures as PNG."""
        return bytes(self._made("png", svg, lambda: _converter().svg_to_png(svg, scale=SCALE)))

    def _made(self, form: str, source: str, make: Callable[[], Any]) -> Any:
        key = form, hashlib.sha256(source.encode()).hexdigest()
        with self._lock:
            if key not in self._kept:
                self._kept[key] = make()
            self._kept.move_to_end(key)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
            return self._kept[key]


def for_print(picture: Picture, is_narrow: bool = False) -> dict[str, Any]:
    """A chart's specification at the width of the page, or half of it, and in the pack's typeface."""
    specified = specification(picture)
    if picture.family in OVER_TIME:
        highest = _narrow_height(picture) if is_narrow else HEIGHT
        specified["height"] = min(specified.get("height", highest), highest)
    return {
        **(_with_small_key(specified) if is_narrow else specified),
        "config": {**specified["config"], "font": fonts.FAMILY},
        "width": NARROW_WIDTH if is_narrow else WIDTH,
        "autosize": {"type": "fit-x", "contains": "padding"},
    }


def _narrow_height(picture: Picture) -> int:
    """How high a narrow chart's plot is: lower under a high key, so that four charts have room on a page."""
    names, columns = picture.values.get("key_names"), picture.values.get("key_columns")
    if not isinstance(names, list) or not isinstance(columns, int):
        return NARROW_HEIGHT
    lines = -(-len(names) // min(2, max(1, columns)))
    return NARROW_HEIGHT - 9 * max(0, lines - 2)


_SMALL_KEY = {"labelFontSize": 10.5, "symbolSize": 80, "columnPadding": 6, "rowPadding": 1}
"""What a key is set in so that two columns of it fit into half the page's width."""


def _with_small_key(part: Any) -> Any:
    """A part of a specification with its keys small enough for half the page's width."""
    if isinstance(part, list):
        return [_with_small_key(inner) for inner in part]
    if not isinstance(part, dict):
        return part
    made = {name: inner if name == "datasets" else _with_small_key(inner) for name, inner in part.items()}
    key = made.get("legend")
    if isinstance(key, dict) and key.get("orient") == "top":
        made["legend"] = {**key, **_SMALL_KEY, "columns": min(2, key.get("columns") or 2)}
    return made


def _svg_of(specified: str) -> str:
    made = _converter().vegalite_to_svg(
        specified, vl_version=_GRAMMAR, format_locale=_BRITISH, time_format_locale=_BRITISH
    )
    return str(made)


def start_converter() -> None:
    """Start the converter's engine, which takes a second, so that the first chart need not wait for it."""
    _svg_of('{"mark": "point", "data": {"values": [{}]}}')


@cache
def _converter() -> Any:
    import vl_convert

    vl_convert.register_font_directory(fonts.folder())
    return vl_convert
