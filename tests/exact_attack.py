"""The exact attack on hidden cells: linear programming by somebody who knows all that is shown, all sums, and the rule."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping

import numpy as np
from scipy.optimize import linprog

from data.suppression import Sum

TIGHTEST = 5 - 1e-6
"""DfE's protection: least and most of a hidden number are to be five apart, but for rounding."""


def told_closer(
    numbers: Mapping[str, float],
    sums: Iterable[Sum],
    hidden: Collection[str],
    can_be_negative: Collection[str] = (),
) -> dict[str, tuple[float, float]]:
    """The hidden cells that can be told closer than five, with their least and most.

    A hidden cell is at least 1, as zeros are shown; but those of which nothing says that they are not below zero.
    """
    unknown = {cell for cell in hidden if cell in numbers}
    known = [sum_ for sum_ in sums if sum_.holds(numbers)]
    close = {}
    for together in _parts(unknown, known):
        cells = sorted({cell for sum_ in together for cell, _ in sum_.signed if cell in unknown})
        place = {cell: number for number, cell in enumerate(cells)}
        matrix, right = np.zeros((len(together), len(cells))), np.zeros(len(together))
        for row, sum_ in enumerate(together):
            for cell, sign in sum_.signed:
                if cell in place:
                    matrix[row, place[cell]] += sign
                else:
                    right[row] -= sign * numbers[cell]
        least = [None if cell in can_be_negative else min(1.0, numbers[cell]) for cell in cells]
        for cell in cells:
            low, high = (_most(sign, place[cell], matrix, right, least) for sign in (-1, 1))
            if not high + low >= TIGHTEST:
                close[cell] = (-low, high)
    return close


def _most(sign: int, place: int, matrix: np.ndarray, right: np.ndarray, least: list[float | None]) -> float:
    """The most of a cell, or of what it is less than nothing: infinite where there is no end."""
    aim = np.zeros(matrix.shape[1])
    aim[place] = -sign
    found = linprog(aim, A_eq=matrix, b_eq=right, bounds=[(one, None) for one in least], method="highs")
    assert found.status in (0, 3), found.message
    return -found.fun if found.status == 0 else math.inf


def _parts(unknown: set[str], sums: Iterable[Sum]) -> list[list[Sum]]:
    """The sums that have hidden cells, those together that hang together by them."""
    parts: list[tuple[set[str], list[Sum]]] = []
    for sum_ in sums:
        cells = {cell for cell, _ in sum_.signed} & unknown
        if not cells:
            continue
        touched = [part for part in parts if part[0] & cells]
        merged = (
            cells.union(*(part[0] for part in touched)),
            [sum_, *(one for part in touched for one in part[1])],
        )
        parts = [part for part in parts if part not in touched] + [merged]
    return [held for _, held in parts]
