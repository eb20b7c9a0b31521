"""Charts over time: the usual range, what is more than chance, the value axis and what is written in the plot."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from components.charts.columns import column_picture
from components.charts.family import specification
from components.charts.line import line_picture
from components.charts.periods import honest_ticks
from components.charts.ticks import ticks, ticks_between
from components.figures.figure import Picture
from components.figures.published import ReferenceLine
from data.measures import MEASURES
from data.periods import last_periods
from data.series import Series
from data.variation import UsualRange
from tests.unit.test_judgement import judgement, months_of, periods_of

DECEMBER = date(2022, 12, 31)


def picture(measure: str, series: Series, usual: UsualRange | None) -> Picture:
    draw = column_picture if MEASURES[measure].unit == "number" else line_picture
    return draw(MEASURES[measure], series, "As drawn.", usual=usual)


def marks(measure: str, series: Series, usual: UsualRange | None) -> list[str]:
    layers = specification(picture(measure, series, usual))["layer"]
    return [layer["mark"].get("shape", layer["mark"]["type"]) for layer in layers]


def marks_of_counts(measure: str, values: list[float]) -> list[str]:
    return marks(measure, months_of(measure, values)[-24:], judgement(measure, values).usual)


def test_a_usual_range_is_a_band_and_an_unusual_month_a_shape() -> None:
    values = [10.0, 12.0] * 12
    within, above = (
        marks_of_counts("section_47_enquiries", values),
        marks_of_counts("section_47_enquiries", [*values[:-1], 40.0]),
    )
    assert "area" in within and "diamond" not in within
    assert "area" in above and "diamond" in above


def test_a_comparison_draws_no_band() -> None:
    assert not {"area", "diamond"} & set(marks_of_counts("referrals", [50.0] * 26 + [90.0]))


def test_quarters_that_were_judged_are_the_ones_drawn_with_their_band() -> None:
    measure = "assessments_within_45_working_days"
    judged = judgement(measure, [32, 32, 32, 34, 34, 34] * 6, [40] * 36)
    assert judged.usual is not None
    quarters = periods_of(last_periods(DECEMBER, "quarter", 9), measure, [96.0] * 9, [120.0] * 9)
    assert "area" in marks(measure, quarters, judged.usual)


def test_published_lines_without_a_local_value_bring_the_axis_and_the_key() -> None:
    measure = MEASURES["long_term_placement_stability"]
    lines = tuple(
        ReferenceLine(area, f"{name} {value}", value)  # type: ignore[arg-type]
        for area, name, value in (
            ("own", "Own", 73.0),
            ("neighbours", "Neighbours", 70.5),
            ("england", "England", 71.0),
        )
    )
    drawn = line_picture(
        measure, months_of(measure.id, [None] * 5, status=["not supplied"] * 5), "Published.", beside=lines
    )
    assert drawn.values["span"] == [60.0, 85.0]  # 20 points wide about 71.75 and more, not from zero
    assert drawn.values["value_title"] == "Per cent, from 60%"
    assert drawn.values["key_names"] == ["Own 73.0", "Neighbours 70.5", "England 71.0"]
    assert [row["gap"] for row in drawn.rows["gaps"]] == ["not supplied"]  # once for all five
    assert not drawn.rows["labels"]
    specification(drawn)


@pytest.mark.parametrize(
    ("unit", "values", "expected"),
    [
        ("number", [0.0], [0.0, 1.0]),  # whole children
        ("number", [3.0], [0, 1, 2, 3, 4]),
        ("number", [1550.0, 2100.0], [0, 500, 1000, 1500, 2000, 2500]),
        ("percent", [97.0, 99.0], [80, 85, 90, 95, 100]),  # never beyond 100
        ("percent", [5.0, 9.0], [0, 5, 10, 15, 20]),  # from zero where it is near
        ("percent", [30.0, 90.0], [20, 40, 60, 80, 100]),
        ("rate", [0.4], [0.0, 0.1, 0.2, 0.3, 0.4, 0.5]),
    ],
)
def test_an_axis_ends_on_whole_ticks(unit: str, values: list[float], expected: list[float]) -> None:
    assert honest_ticks(unit, values) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("top", "expected"), [(0, [0, 1]), (7, [0, 2, 4, 6, 8]), (41, [0, 10, 20, 30, 40, 50])]
)
def test_ticks_from_zero(top: float, expected: Sequence[float]) -> None:
    assert ticks(top) == expected


@pytest.mark.parametrize(
    ("low", "high", "expected"), [(75, 98, [75, 80, 85, 90, 95, 100]), (42, 61, [40, 45, 50, 55, 60, 65])]
)
def test_ticks_between(low: float, high: float, expected: Sequence[float]) -> None:
    assert ticks_between(low, high) == expected


def test_the_first_value_is_written_only_where_it_stands_clear_of_the_newest() -> None:
    measure = MEASURES["open_assessments"]
    far, near = (
        line_picture(measure, months_of(measure.id, values, status=status), "Open.").rows["labels"]
        for values, status in (
            ([5.0] * 9, ()),
            ([5.0] * 9, ["partial"] * 7 + ["ok"] * 2),
        )
    )
    assert [row["align"] for row in far] == ["left", "right"]
    assert [row["align"] for row in near] == ["right"]


def test_a_value_near_the_top_of_the_axis_is_written_under_its_point() -> None:
    measure = MEASURES["open_assessments"]
    labels = line_picture(measure, months_of(measure.id, [1.0] * 8 + [13.8]), "Open.").rows["labels"]
    assert labels[0]["dy"] < 0 < labels[1]["dy"]  # type: ignore[operator]


def test_a_partial_point_is_hollow_with_a_key_and_no_line_leads_to_it() -> None:
    measure = MEASURES["average_caseload"]
    months = months_of(measure.id, [11.3, 16.5, 16.7], status=["partial", "ok", "ok"])
    drawn = line_picture(measure, months, "Caseload.")
    assert {name: len(drawn.rows[name]) for name in ("track", "whole", "partial")} == {
        "track": 2,
        "whole": 2,
        "partial": 1,
    }
    spec = specification(drawn)
    assert spec["title"]["text"].startswith("Hollow: partial")
    points = [layer["mark"]["filled"] for layer in spec["layer"] if layer["mark"]["type"] == "point"]
    assert points == [True, False]
    assert "title" not in specification(line_picture(measure, months[1:], "Caseload."))
