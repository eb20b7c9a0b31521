"""The pack as a PDF that can be read aloud and kept for good: tagged, PDF/UA-1 and PDF/A-2a."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from components.figures.tiles import Tile
from components.pack import fonts
from components.pack.blocks import (
    Block,
    Chart,
    FrontChart,
    FrontCharts,
    Grid,
    Heading,
    Headlines,
    Paragraph,
    blocks_of,
)
from components.pack.charts import Charts
from components.pack.model import TITLE, Report

_STANDARDS: list[Any] = ["ua-1", "a-2a"]
_TEMPLATE = Path(__file__).parent / "pack.typ"


def write(report: Report) -> bytes:
    """The file. Its words reach the template as data, so that none of them is ever markup; nothing is written to disk."""
    import typst

    compiler = typst.Compiler(font_paths=[fonts.folder()], ignore_system_fonts=True)
    cover = report.cover
    content = {
        "file_title": cover.full_title,
        "title": TITLE,
        "council": cover.council,
        "quarter": cover.quarter,
        "months": cover.months,
        "marking": cover.marking,
        "copy": cover.copy_words,
        "lines": [line for line in (cover.as_at, cover.provisional) if line],
        "prepared_by": cover.prepared_by,
        "made_on": f"{cover.made_on.day} {cover.made_on:%B %Y}",
        "colour": cover.colour,
        "blocks": [_block(block, report.charts) for block in blocks_of(report)],
    }
    written = compiler.compile(
        _template(),
        format="pdf",
        pdf_standards=_STANDARDS,
        sys_inputs={"pack": json.dumps(_showable(content))},
        timestamp=datetime.combine(cover.made_on, time(), UTC),
    )
    assert isinstance(written, bytes)
    return written


@cache
def _template() -> bytes:
    return _TEMPLATE.read_bytes()


def _showable(part: Any) -> Any:
    if isinstance(part, str):
        return fonts.showable(part)
    if isinstance(part, dict):
        return {name: _showable(inner) for name, inner in part.items()}
    return [_showable(inner) for inner in part] if isinstance(part, list) else part


def _block(block: Block, charts: Charts) -> dict[str, Any]:
    """A block as the template takes it."""
    match block:
        case Heading(level, text):
            return {"kind": "heading", "level": level, "text": text}
        case Paragraph(text, style, heading, stays):
            said = {"text": text, "style": style, "heading": heading, "stays": stays}
            return {"kind": "paragraph", **said}
        case Chart(_, picture):
            alt = " ".join(picture.alt.split())
            return {"kind": "chart", "svg": charts.svg(picture), "alt": alt}
        case FrontCharts(shown):
            return {"kind": "front", "charts": [_front(chart, charts) for chart in shown]}
        case Grid(table, groups, sparklines):
            rows = [list(row) for row in table.cells]
            starts = [{"row": row, "title": title} for row, title in groups]
            return {
                "kind": "grid",
                "columns": list(table.columns),
                "rows": rows,
                "groups": starts,
                "widths": list(block.widths),
                "together": block.stays_together,
                "sparklines": [{"svg": one.svg, "alt": one.alt} if one else {} for one in sparklines],
            }
        case Headlines(tiles):
            return {"kind": "tiles", "tiles": [_tile(tile) for tile in tiles]}


def _front(chart: FrontChart, charts: Charts) -> dict[str, str]:
    said = {"title": chart.title, "text": chart.text}
    if chart.picture is None:
        return said
    alt = " ".join(chart.picture.alt.split())
    return {**said, "svg": charts.svg(chart.picture, is_narrow=True), "alt": alt}


def _tile(tile: Tile) -> dict[str, str]:
    return {"title": tile.title, "value": tile.value, "change": tile.change}
