"""No text of a chart is over another, cut, struck through or beside its bar, in the browser at two widths."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from data.sample import DECEMBER_2022_PACK, EXAMPLE_COUNTY
from data.store import Store
from tests.journeys.figures_drawn import Sheet, sheet_of
from tests.journeys.overlaps import WIDTHS, measure, report
from tests.patience import SECONDS
from tests.running import run


@pytest.mark.parametrize("demonstration", [EXAMPLE_COUNTY, DECEMBER_2022_PACK])
def test_every_text_of_every_chart_can_be_read(request: pytest.FixtureRequest, demonstration: str) -> None:
    store: Store = request.getfixturevalue("county" if demonstration == EXAMPLE_COUNTY else "pack")
    sheet = sheet_of(store.shelf, demonstration)
    assert sheet.charts
    assert not report(measure([sheet]).faults)


def charts_with_faults() -> None:
    """A chart a fault, named by it, and three without any; all in a plot of 300 by 200 pixels."""
    import streamlit as st

    def mark(kind: str, *rows: tuple[float, float, str], **more: object) -> dict[str, object]:
        channels = {
            axis: {"field": axis, "type": "quantitative", "axis": None, "scale": {"domain": [0, 100]}}
            for axis in ("x", "y")
        }
        return {
            "data": {"values": [{"x": x, "y": y, "words": words} for x, y, words in rows]},
            "mark": {"type": kind, **more},
            "encoding": channels | ({"text": {"field": "words"}} if kind == "text" else {}),
        }

    def bar(x: float, colour: str, **more: object) -> dict[str, object]:
        return {
            "data": {"values": [{"from": 0, "to": x, "y": 50}]},
            "mark": {"type": "bar", "orient": "horizontal", "height": 40, "color": colour, **more},
            "encoding": {
                "x": {"field": "from", "type": "quantitative", "axis": None, "scale": {"domain": [0, 100]}},
                "x2": {"field": "to"},
                "y": {"field": "y", "type": "quantitative", "axis": None, "scale": {"domain": [0, 100]}},
            },
        }

    ink, white = "#16202a", "#ffffff"
    label = mark("text", (50, 50, "label"), color=ink, fontSize=13)
    rule = {
        "data": {"values": [{"y": 50}]},
        "mark": {"type": "rule", "color": "#3D3D3D"},
        "encoding": {
            "y": {"field": "y", "type": "quantitative", "axis": None, "scale": {"domain": [0, 100]}}
        },
    }
    halo = mark("text", (50, 50, "label"), stroke=white, strokeWidth=4, color=white, fontSize=13)
    drawn = {
        "overlap": [mark("text", (50, 50, "one label"), (54, 52, "another"), color=ink)],
        "run together": [
            mark("text", (50, 50, "left"), align="right", color=ink),
            mark("text", (50, 50, "right"), align="left", dx=1, color=ink),
        ],
        "cut": [mark("text", (98, 50, "a long label"), align="left", color=ink)],
        "shortened": [mark("text", (50, 50, "a long label"), limit=40, color=ink)],
        "struck through": [rule, label],
        "covered": [label, bar(60, "#12436D")],
        "outside its bar": [bar(52, "#F7B27A"), mark("text", (49, 50, "in a bar"), color=ink)],
        "on a mark": [mark("point", (54, 50, ""), color="#12436D", filled=True, size=300), label],
        "faint": [mark("text", (50, 50, "label"), color="#aab2b9")],
        "none: apart": [mark("text", (50, 60, "one label"), (50, 40, "another"), color=ink)],
        "none: a halo": [rule, halo, label],
        "none: a bar between": [rule, bar(80, "#F7B27A"), label],
    }
    for name, layers in drawn.items():
        specification = {"layer": layers, "width": 300, "height": 200, "autosize": "none"}
        st.vega_lite_chart(spec=specification, alt=name, width="content")


@pytest.fixture(scope="module")
def measured_faults() -> list[tuple[str, str]]:
    """The figure and kind of each fault of the charts made for it."""
    sheet = Sheet("made for it")
    sheet.add("a page", run(AppTest.from_function(charts_with_faults, default_timeout=SECONDS)))
    return [(fault.chart.figure, fault.kind) for fault in measure([sheet], WIDTHS[:1]).faults]


def test_each_kind_of_fault_is_seen_and_nothing_else(measured_faults: list[tuple[str, str]]) -> None:
    assert sorted(measured_faults) == sorted(
        (kind, kind)
        for kind in (
            "overlap",
            "run together",
            "cut",
            "shortened",
            "struck through",
            "covered",
            "outside its bar",
            "on a mark",
            "faint",
        )
    )
