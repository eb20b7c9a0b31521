"""Which unknowns some equations hold together too closely: by hand, and as HiGHS finds."""

from __future__ import annotations

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from data.linear_bounds import too_close
from data.suppression import Sum
from tests.exact_attack import told_closer

ONE = {"x": 1.0, "y": 1.0, "z": 1.0}
TRUE = {"x": 3.0, "y": 7.0, "z": 5.0}


def test_two_that_make_ten_are_one_to_nine() -> None:
    pair = [[("x", 1), ("y", 1)]]
    known = {"x": 1.0, "y": 1.0}
    assert not too_close(pair, TRUE, known, 8)
    assert too_close(pair, TRUE, known, 9) == {"x", "y"}


def test_three_sums_of_three_tell_all() -> None:
    """10, 12 and 8: x is half of 10 and 8 less 12, which no sum tells on its own."""
    pairs = [[("x", 1), ("y", 1)], [("y", 1), ("z", 1)], [("x", 1), ("z", 1)]]
    assert too_close(pairs, TRUE, ONE, 1) == {"x", "y", "z"}
    assert not too_close(pairs[:2], TRUE, ONE, 5)


def test_a_difference_has_no_end_and_what_may_be_negative_has_none_either_way() -> None:
    assert not too_close([[("x", 1), ("y", -1)]], TRUE, {"x": 1.0, "y": 1.0}, 1000)
    with_net = [[("net", -1), ("x", 1), ("y", -1)], [("x", 1), ("z", 1)]]
    values, least = TRUE | {"net": -4.0}, ONE | {"net": -math.inf}
    assert not too_close(with_net, values, least, 5)
    assert too_close([[("net", 1), ("x", 1)], [("x", 1)]], values, {"net": -math.inf, "x": 1.0}, 1) == {
        "net",
        "x",
    }


@st.composite
def problems(draw: st.DrawFn) -> tuple[dict[str, float], list[Sum]]:
    """Up to nine cells in up to seven sums, with what is left over of each as a cell that is known."""
    numbers = {f"c{place}": float(draw(st.integers(1, 30))) for place in range(draw(st.integers(2, 9)))}
    sums = []
    for place in range(draw(st.integers(1, 7))):
        parts = draw(st.lists(st.sampled_from(sorted(numbers)), min_size=1, max_size=5, unique=True))
        fewer = draw(st.integers(0, len(parts) - 1))
        added, less = tuple(parts[fewer:]), tuple(parts[:fewer])
        sums.append(Sum(f"known {place}", added, less))
    totals = {
        one.total: sum(numbers[cell] for cell in one.parts) - sum(numbers[cell] for cell in one.less)
        for one in sums
    }
    return numbers | totals, sums


@settings(max_examples=150, deadline=None)
@given(problems())
def test_it_finds_what_another_solver_does(problem: tuple[dict[str, float], list[Sum]]) -> None:
    numbers, sums = problem
    hidden = {cell for sum_ in sums for cell, _ in sum_.signed if cell.startswith("c")}
    equations = [[(cell, sign) for cell, sign in sum_.signed if cell in hidden] for sum_ in sums]
    assert too_close(equations, numbers, dict.fromkeys(hidden, 1.0), 5) == set(
        told_closer(numbers, sums, hidden)
    )
