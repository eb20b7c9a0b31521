"""The usual range in the charts: a band and its middle, and a shape on what is more than chance."""

from __future__ import annotations

import pandas as pd

from components.charts import ReferenceLine, series
from data.measures import MEASURES
from data.variation import UsualRange
from tests.unit.test_judgement import judgement, months_of


def marks(measure: str, rows: pd.DataFrame, usual: UsualRange | None) -> list[str]:
    draw = series.columns if MEASURES[measure].unit == "number" else series.line
    layers = draw(MEASURES[measure], rows, usual=usual).to_dict()["layer"]
    return [layer["mark"].get("shape", layer["mark"]["type"]) for layer in layers]


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
    judged = judgement("assessments_within_45_working_days", [32, 32, 32, 34, 34, 34] * 6, [40] * 36)
    assert judged.usual is not None
    labels = [month.label for month in judged.usual.months][-9:]
    quarters = pd.DataFrame(
        {
            "period": labels,
            "period_end": pd.date_range(end="2022-12-31", periods=9, freq="QE"),
            "numerator": 96.0,
            "denominator": 120.0,
            "value": 80.0,
            "status": "ok",
        }
    )
    assert "area" in marks("assessments_within_45_working_days", quarters, judged.usual)


def marks_of_counts(measure: str, values: list[float]) -> list[str]:
    return marks(measure, months_of(measure, values).tail(24), judgement(measure, values).usual)


def test_published_lines_without_a_local_value_keep_the_span_that_sets_their_labels_apart() -> None:
    rows = months_of("long_term_placement_stability", [float("nan")] * 5, status=["not supplied"] * 5)
    lines = tuple(
        ReferenceLine(f"{name} {value}", value, "#12436D")
        for name, value in (("Own", 73.0), ("Neighbours", 70.5), ("England", 71.0))
    )
    layers = series.line(MEASURES["long_term_placement_stability"], rows, beside=lines).to_dict()["layer"]
    spans = {tuple(layer["encoding"]["y"]["scale"]["domain"]) for layer in layers[:2]}
    assert len(spans) == 1
    low, high = spans.pop()
    assert low > 60 and high < 90  # 20 points wide about 71.75, not from zero
