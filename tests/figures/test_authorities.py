"""Published figures drawn: a council over the years, and all authorities in order."""

from __future__ import annotations

from typing import Any

import pytest

from components.charts.authorities import (
    COUNCIL,
    ENGLAND,
    NEIGHBOUR,
    NEIGHBOURS,
    OTHER,
    OWN,
    REGION,
    AreaYear,
    Authority,
    authorities_picture,
    trend_picture,
)
from components.charts.family import specification
from components.figures.figure import Picture

YEARS = ("2019/20", "2020/21", "2021/22", "2022/23")


def area(name: str, position: int, *values: float | None) -> list[AreaYear]:
    """An area's percentages of the years."""
    return [
        AreaYear(label, name, position, value, "not published" if value is None else f"{value:g}%")
        for label, value in zip(YEARS, values, strict=True)
    ]


def trend(chosen: str, own: tuple[float | None, ...] = (40, 50, 60, 70)) -> Picture:
    rows = [
        *area("Statistical neighbours", NEIGHBOURS, 60, 61, 62, 63),
        *area("West Midlands", REGION, 70, 70, 70, 70),
        *area("England", ENGLAND, 50, 51, 52, None),
        *area("Worcestershire", OWN, *own),
    ]
    return trend_picture(rows, "percent", chosen, None, "How it went")


def datasets(picture: Picture) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = specification(picture)["datasets"]
    return found


def test_each_area_is_named_in_the_key_with_its_newest_value_and_its_year_where_that_is_older() -> None:
    made = trend("2022/23")
    assert made.values["key_names"] == [
        "Worcestershire 70%",
        "Statistical neighbours 63%",
        "West Midlands 70%",
        "England 52% (2021/22)",
    ]
    assert made.values["key_columns"] == 1
    assert {row["key"] for row in datasets(made)["years"] if row["area"] == "England"} == {
        "England 52% (2021/22)"
    }


def test_the_councils_chosen_year_is_ringed_and_its_value_written_where_the_key_does_not_say_it() -> None:
    newest, earlier = datasets(trend("2022/23")), datasets(trend("2020/21"))
    assert [row["shown"] for row in newest["ringed"]] == ["70%"]
    assert newest["chosen"] == []
    assert [(row["shown"], row["dy"]) for row in earlier["chosen"]] == [("50%", 19)]
    lowest = datasets(trend("2019/20", (35, 50, 60, 70)))["chosen"]
    assert [(row["shown"], row["dy"]) for row in lowest] == [("35%", -19)]  # else it would stand on the axis


@pytest.mark.parametrize(("chosen", "own"), [("2014/15", (40, 50, 60, 70)), ("2020/21", (40, None, 60, 70))])
def test_without_a_value_of_the_council_nothing_is_ringed(chosen: str, own: tuple[float | None, ...]) -> None:
    drawn = datasets(trend(chosen, own))
    assert drawn["ringed"] == drawn["chosen"] == []


def test_a_year_without_a_value_stays_a_gap() -> None:
    drawn = datasets(trend("2022/23", (40, None, 60, 70)))
    own = [row["value"] for row in drawn["years"] if row["position"] == OWN]
    assert own == [40, None, 60, 70]
    assert [row["value"] for row in drawn["known"] if row["position"] == OWN] == [40, 60, 70]


def test_a_percentages_axis_ends_on_whole_ticks_and_says_where_it_starts() -> None:
    made = trend("2022/23")
    assert made.values["span"] == [30, 80]
    assert made.values["value_title"] == "Per cent, from 30%"


def ordered(
    *values: float, council: int = 1, name: str = "Worcestershire", england: tuple[float, str] | None = None
) -> Picture:
    """Authorities with these values, the council at a place."""
    rows = [
        Authority(
            name if place == council else f"Authority {place}",
            value,
            f"{value:g}%",
            COUNCIL if place == council else NEIGHBOUR if place == 0 else OTHER,
            "",
        )
        for place, value in enumerate(values)
    ]
    return authorities_picture(rows, "percent", "3 authorities, best (highest) first", england, "All of them")


def test_authorities_keep_their_order_and_the_council_is_named_above_its_bar() -> None:
    made = ordered(98, 70, 20)
    assert made.values["names"] == ["Authority 0", "Worcestershire", "Authority 2"]
    drawn = datasets(made)
    assert [row["who"] for row in drawn["authorities"]] == [NEIGHBOUR, COUNCIL, OTHER]
    assert drawn["own"] == [{"words": "Worcestershire 70%", "above": 70, "dy": -9}]
    assert drawn["england"] == []
    assert made.values["span"] == [0, 100]  # never a percentage's axis to 120


@pytest.mark.parametrize(("england", "above"), [(71.0, 71.0), (69.0, 70), (95.0, 70)])
def test_the_councils_name_keeps_clear_of_englands_line(england: float, above: float) -> None:
    made = ordered(98, 70, 20, england=(england, f"England {england:g}%"))
    assert datasets(made)["own"][0]["above"] == above
    assert datasets(made)["england"] == [{"value": england, "words": f"England\n{england:g}%"}]


def test_a_long_name_has_its_value_on_a_second_line_and_room_for_it() -> None:
    made, short = ordered(98, 70, name="Bournemouth, Christchurch and Poole"), ordered(98, 70)
    (named,) = datasets(made)["own"]
    assert named["words"] == "Bournemouth, Christchurch and Poole\n70%"
    assert named["dy"] < -9
    assert int(str(made.values["free"])) > int(str(short.values["free"]))


def test_without_a_value_of_the_council_no_bar_is_named() -> None:
    made = ordered(98, 70, 20, council=9)
    assert datasets(made)["own"] == []
