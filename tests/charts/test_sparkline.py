"""The small line of a table's cell: its points, its gaps, and that small moves do not look like large ones."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from components.charts.sparkline import HEIGHT, WIDTH, sparkline
from components.figures.trend import Trend, trend_words
from data.measures import MEASURES

_SVG = "{http://www.w3.org/2000/svg}"


def trend(*values: float | None) -> Trend:
    return tuple((f"Q{position + 1}", value) for position, value in enumerate(values))


def lines_of(svg: str) -> list[list[tuple[float, float]]]:
    """The places of each of its lines, from the left and from the top."""
    drawn = ElementTree.fromstring(svg).findall(f"{_SVG}polyline")
    return [
        [
            (float(x), float(y))
            for x, _, y in (place.partition(",") for place in line.attrib["points"].split())
        ]
        for line in drawn
    ]


def dots_of(svg: str) -> list[float]:
    return [float(dot.attrib["cx"]) for dot in ElementTree.fromstring(svg).findall(f"{_SVG}circle")]


def test_the_line_goes_from_left_to_right_within_its_cell_and_ends_in_a_dot() -> None:
    svg = sparkline("number", trend(10, 30, 20))
    assert lines_of(svg) == [[(4.0, 24.0), (62.0, 4.0), (120.0, 14.0)]]
    assert dots_of(svg) == [120.0]
    assert max(x for x, _ in lines_of(svg)[0]) < WIDTH and max(y for _, y in lines_of(svg)[0]) < HEIGHT


def test_a_quarter_without_a_value_is_a_gap_and_one_alone_a_dot() -> None:
    svg = sparkline("number", trend(10, 12, None, 11, None, 14, 15))
    assert [len(line) for line in lines_of(svg)] == [2, 2]
    assert len(dots_of(svg)) == 2


@pytest.mark.parametrize(
    ("unit", "values", "rise"),
    [
        ("percent", (50.0, 52.0), 2.0),  # 2 of 20 points, of 20 pixels
        ("percent", (10.0, 50.0), 20.0),
        ("number", (1000.0, 970.0), -2.0),  # 30 of 300
        ("number", (0.0, 0.0), 0.0),
    ],
)
def test_small_moves_look_small(unit: str, values: tuple[float, float], rise: float) -> None:
    (line,) = lines_of(sparkline(unit, trend(*values)))
    assert line[0][1] - line[1][1] == pytest.approx(rise, abs=0.11)


@pytest.mark.parametrize("values", [(), (None, None), (5.0,), (None, 5.0, None)])
def test_one_quarter_is_no_line(values: tuple[float | None, ...]) -> None:
    assert sparkline("number", trend(*values)) == ""
    assert trend_words(MEASURES["referrals"], trend(*values)) == ""


def test_it_is_told_in_words() -> None:
    assert trend_words(MEASURES["referrals"], trend(1302, 972, None, 1416, 1369)) == (
        "4 quarters, Q1 to Q5: from 1,302 to 1,369, lowest 972 (Q2), highest 1,416 (Q4)."
    )
