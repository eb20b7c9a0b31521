"""How far apart a reader can hold the unknown numbers of some equations: linear programming, exact but for rounding.

Small problems alone: the hidden cells that hang together, some dozens, and the sums that they stand in.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

_NOTHING = 1e-7
"""Below this, a coefficient or a gain comes from how numbers are held."""

_STEPS_BEFORE_CARE, _MOST_STEPS = 50, 5000
"""After so many steps the next is chosen so that none is ever taken twice (Bland's rule); after the most, nothing is taken as known
to be wide, so that rounding can end no walk too late.
"""

Equation = Sequence[tuple[str, int]]
"""Unknowns with the sign that each has in a sum."""

_Numbers = npt.NDArray[np.float64]


def too_close(
    equations: Sequence[Equation], values: Mapping[str, float], least: Mapping[str, float], width: float
) -> set[str]:
    """The unknowns whose least and most that the equations allow are less than ``width`` apart.

    ``values`` are the true ones, which say what each equation adds up to; ``least`` is what each unknown is at least,
    minus infinity where nothing is known.
    """
    walk = _Walk(equations, values, least)
    return {name for name in least if not walk.is_wide(name, width)}


class _Walk:
    """From corner to corner of all that meets the equations, with the least and the most that were met of each unknown."""

    def __init__(
        self, equations: Sequence[Equation], values: Mapping[str, float], least: Mapping[str, float]
    ) -> None:
        self._names = list(least)
        free = [name for name in self._names if least[name] == -math.inf]
        self._place = {name: place for place, name in enumerate(self._names)}
        self._below = {name: len(self._names) + place for place, name in enumerate(free)}
        self._columns = len(self._names) + len(free)
        self._origin = np.array([0.0 if name in self._below else least[name] for name in self._names])
        truth = np.array([values[name] for name in self._names])
        self._low, self._high = truth.copy(), truth.copy()
        matrix = np.zeros((len(equations), self._columns))
        for row, equation in enumerate(equations):
            for name, sign in equation:
                matrix[row, self._place[name]] += sign
                if name in self._below:
                    matrix[row, self._below[name]] -= sign
        self._begin(matrix, matrix[:, : len(self._names)] @ (truth - self._origin))

    def is_wide(self, name: str, width: float) -> bool:
        """Whether an unknown can move so far; it goes as far up and down as that takes."""
        place, least_width = self._place[name], width - _NOTHING * 10
        for direction in (1.0, -1.0) if self._is_begun else ():
            if self._high[place] - self._low[place] >= least_width:
                return True
            aim = np.zeros(self._columns)
            aim[place] = direction
            if name in self._below:
                aim[self._below[name]] = -direction
            self._climb(aim)
        return bool(self._high[place] - self._low[place] >= least_width)

    def _begin(self, matrix: _Numbers, right: _Numbers) -> None:
        """Find a first corner, by way of a number for each equation that says how far it is from being met."""
        turned = np.where(right < 0, -1.0, 1.0)
        rows = len(right)
        self._table = np.hstack([matrix * turned[:, None], np.eye(rows), (right * turned)[:, None]])
        self._basis = list(range(self._columns, self._columns + rows))
        aim = np.concatenate([np.zeros(self._columns), -np.ones(rows)])
        self._climb(aim)
        self._is_begun = -(aim[self._basis] @ self._table[:, -1]) < _NOTHING * max(1, rows)
        kept = []
        for row, column in enumerate(self._basis):
            if column >= self._columns:
                possible = np.flatnonzero(np.abs(self._table[row, : self._columns]) > _NOTHING)
                if not len(possible):
                    continue
                self._step(row, int(possible[0]))
            kept.append(row)
        self._table = np.hstack([self._table[kept, : self._columns], self._table[kept, -1:]])
        self._basis = [self._basis[row] for row in kept]
        if self._is_begun:
            self._note()

    def _climb(self, aim: _Numbers) -> None:
        """Go to the corner that is farthest in a direction, or learn that there is no end to it."""
        for steps in range(_MOST_STEPS):
            gains = aim - aim[self._basis] @ self._table[:, :-1]
            better = np.flatnonzero(gains > _NOTHING)
            if not len(better):
                return
            column = int(better[0] if steps > _STEPS_BEFORE_CARE else better[np.argmax(gains[better])])
            falling = self._table[:, column]
            rows = np.flatnonzero(falling > _NOTHING)
            if not len(rows):
                self._note_endless(column, falling)
                return
            reach = self._table[rows, -1] / falling[rows]
            nearest = rows[reach <= reach.min() + _NOTHING]
            self._step(int(min(nearest, key=lambda row: self._basis[row])), column)
            if len(aim) == self._columns:
                self._note()

    def _step(self, row: int, column: int) -> None:
        """Let one number leave zero and another reach it."""
        self._table[row] /= self._table[row, column]
        factors = self._table[:, column].copy()
        factors[row] = 0.0
        self._table -= factors[:, None] * self._table[row]
        self._basis[row] = column

    def _note(self) -> None:
        """Keep what the corner says of each unknown."""
        corner = np.zeros(self._columns)
        corner[self._basis] = self._table[:, -1]
        values = self._origin + self._combined(corner)
        self._low, self._high = np.minimum(self._low, values), np.maximum(self._high, values)

    def _note_endless(self, column: int, falling: _Numbers) -> None:
        """Keep which unknowns rise or fall for ever in a direction that has no end."""
        ray = np.zeros(self._columns)
        ray[self._basis] = -falling
        ray[column] = 1.0
        way = self._combined(ray)
        self._high[way > _NOTHING] = math.inf
        self._low[way < -_NOTHING] = -math.inf

    def _combined(self, columns: _Numbers) -> _Numbers:
        """The unknowns out of their columns: one that may be below zero has two."""
        values = columns[: len(self._names)].copy()
        for name, column in self._below.items():
            values[self._place[name]] -= columns[column]
        return values
