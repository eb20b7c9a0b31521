"""Which cells of tables stay hidden so that no small one can be worked out: secondary suppression, audited.

Cells are named numbers; sums say which of them add up to which. A reader knows every cell that is shown, all the sums, and that
a hidden cell is not zero, since zeros are shown. He narrows each hidden cell between a least and a most, sum by sum, until nothing
moves any more: the same is done here, and another cell is hidden wherever he would come closer than WIDTH.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

WIDTH = 5.0
"""A hidden cell's least and most, as a reader can work them out, are to be at least so far apart."""

_NOTHING = 1e-6
"""Below this, a difference comes from how numbers are held."""

Cell = str
Bounds = dict[Cell, tuple[float, float]]
Order = Callable[[Cell], tuple[float, ...]]
"""What makes a cell the better to hide: the smallest first."""


@dataclass(frozen=True, slots=True)
class Sum:
    """``parts`` less ``less`` make ``total``; each cell stands in it once."""

    total: Cell
    parts: tuple[Cell, ...]
    less: tuple[Cell, ...] = ()

    @property
    def signed(self) -> list[tuple[Cell, int]]:
        """Its cells with the sign that makes them add up to zero."""
        return [
            (self.total, -1),
            *((cell, 1) for cell in self.parts),
            *((cell, -1) for cell in self.less),
        ]

    def holds(self, numbers: Mapping[Cell, float]) -> bool:
        """Whether all its cells are there and add up: what does not cannot tell on them."""
        signed = self.signed
        return all(cell in numbers for cell, _ in signed) and (
            abs(math.fsum(sign * numbers[cell] for cell, sign in signed)) < _NOTHING
        )


def hidden_cells(
    numbers: Mapping[Cell, float],
    sums: Iterable[Sum],
    first: Collection[Cell],
    order: Order,
    published: Callable[[Cell], int] = lambda _: 0,
) -> frozenset[Cell]:
    """The cells to hide: those ``first``, and so many more that none can be told closer than WIDTH.

    ``published`` numbers the publications, in each of which only what was not published before can still be hidden: the sums
    are looked at as they became known. Of a sum's cells the one that ``order`` puts first is hidden, never a zero. A cell that
    no sum's cells can cover stays as close as it is.
    """
    hidden = {cell for cell in first if cell in numbers}
    told = [sum_ for sum_ in sums if sum_.holds(numbers)]
    stages: dict[int, list[Sum]] = {}
    for sum_ in told:
        stages.setdefault(max(published(cell) for cell, _ in sum_.signed), []).append(sum_)
    table = _Table(numbers, hidden, order, published)
    for stage in sorted(stages):
        table.publish(stages[stage], stage)
    return frozenset(hidden)


def bounds_of(numbers: Mapping[Cell, float], sums: Iterable[Sum], hidden: Collection[Cell]) -> Bounds:
    """The least and the most that a reader can tell of each hidden cell by tightening sum by sum."""
    known = [
        [(cell, sign) for cell, sign in sum_.signed]
        for sum_ in sums
        if sum_.holds(numbers) and any(cell in hidden for cell, _ in sum_.signed)
    ]
    bounds = {cell: (_least(numbers[cell]), math.inf) for cell in hidden if cell in numbers}
    waiting = known
    while waiting:
        waiting = [signed for signed in waiting if _tighten(numbers, signed, bounds)] and known
    return bounds


def _least(number: float) -> float:
    """What a hidden number is at least: one, as zeros are shown; nothing at all of what can be below zero."""
    return -math.inf if number < 0 else min(1.0, number)


def _tighten(numbers: Mapping[Cell, float], signed: list[tuple[Cell, int]], bounds: Bounds) -> bool:
    """Narrow the hidden cells of one sum by what the others leave; whether any moved."""
    fixed, lows, highs, open_low, open_high = 0.0, 0.0, 0.0, 0, 0
    hidden = []
    for cell, sign in signed:
        if cell not in bounds:
            fixed += sign * numbers[cell]
            continue
        low, high = bounds[cell] if sign > 0 else (-bounds[cell][1], -bounds[cell][0])
        hidden.append((cell, sign, low, high))
        open_low, lows = (open_low + 1, lows) if low == -math.inf else (open_low, lows + low)
        open_high, highs = (open_high + 1, highs) if high == math.inf else (open_high, highs + high)
    moved = False
    for cell, sign, low, high in hidden:
        others_low = -math.inf if open_low - (low == -math.inf) else lows - (0 if low == -math.inf else low)
        others_high = (
            math.inf if open_high - (high == math.inf) else highs - (0 if high == math.inf else high)
        )
        new_low, new_high = max(low, -fixed - others_high), min(high, -fixed - others_low)
        if new_low > low + _NOTHING or new_high < high - _NOTHING:
            bounds[cell] = (new_low, new_high) if sign > 0 else (-new_high, -new_low)
            moved = True
            open_low -= (low == -math.inf) - (new_low == -math.inf)
            open_high -= (high == math.inf) - (new_high == math.inf)
            lows += (0 if new_low == -math.inf else new_low) - (0 if low == -math.inf else low)
            highs += (0 if new_high == math.inf else new_high) - (0 if high == math.inf else high)
    return moved


@dataclass
class _Table:
    """What is published so far, as it is covered: the sums known, and by cell which of them it stands in."""

    numbers: Mapping[Cell, float]
    hidden: set[Cell]
    order: Order
    published: Callable[[Cell], int]
    sums: list[Sum] = field(default_factory=list)
    of_cell: dict[Cell, list[int]] = field(default_factory=dict)

    def publish(self, sums: Sequence[Sum], stage: int) -> None:
        """Take further sums as known and hide what they would tell."""
        new = range(len(self.sums), len(self.sums) + len(sums))
        for place, sum_ in zip(new, sums, strict=True):
            self.sums.append(sum_)
            for cell, _ in sum_.signed:
                self.of_cell.setdefault(cell, []).append(place)
        waiting: Iterable[int] = new
        while waiting := self._cover(waiting, stage) or self._audit(new, stage):
            pass

    def _cover(self, waiting: Iterable[int], stage: int) -> set[int]:
        """Hide another cell in each waiting sum whose own hidden cells are too close; the sums that this touches."""
        touched: set[int] = set()
        for place in waiting:
            sum_ = self.sums[place]
            while self._is_close(sum_) and (more := self._next(place, stage)) is not None:
                touched |= self._hide(more)
        return touched

    def _audit(self, new: Iterable[int], stage: int) -> set[int]:
        """Hide another cell for each that all sums together leave too close; the sums that this touches."""
        near = self._reached({cell for place in new for cell, _ in self.sums[place].signed} & self.hidden)
        bounds = bounds_of(self.numbers, [self.sums[place] for place in sorted(near)], self.hidden)
        touched: set[int] = set()
        for cell in sorted(cell for cell, (low, high) in bounds.items() if high - low < WIDTH):
            if touched.isdisjoint(self.of_cell.get(cell, ())) and (more := self._cover_of(cell, stage)):
                touched |= self._hide(more)
        return touched

    def _cover_of(self, cell: Cell, stage: int) -> Cell | None:
        """The cell to hide for another: the nearest that is not yet published, for want of any one of its own sums'."""
        seen: set[int] = set()
        cells, late = {cell}, None
        while places := {place for one in cells for place in self.of_cell.get(one, ())} - seen:
            candidates = [more for place in places if (more := self._next(place, stage)) is not None]
            best = min(candidates, key=lambda more: (self._place(more, stage), more), default=None)
            if best is not None and self.published(best) == stage:
                return best
            late = late or best
            seen |= places
            cells = {
                other for place in places for other, _ in self.sums[place].signed if other in self.hidden
            }
        return late

    def _reached(self, cells: set[Cell]) -> set[int]:
        """The sums that these cells stand in, and those of every hidden cell that these reach."""
        seen: set[int] = set()
        while places := {place for cell in cells for place in self.of_cell.get(cell, ())} - seen:
            seen |= places
            cells = {cell for place in places for cell, _ in self.sums[place].signed if cell in self.hidden}
        return seen

    def _is_close(self, sum_: Sum) -> bool:
        hidden = {cell for cell, _ in sum_.signed if cell in self.hidden}
        return any(high - low < WIDTH for low, high in bounds_of(self.numbers, [sum_], hidden).values())

    def _hide(self, cell: Cell) -> set[int]:
        self.hidden.add(cell)
        return set(self.of_cell[cell])

    def _next(self, place: int, stage: int) -> Cell | None:
        """The cell of a sum to hide next; None where only zeros are left."""
        shown = [
            cell
            for cell, _ in self.sums[place].signed
            if cell not in self.hidden and abs(self.numbers[cell]) > _NOTHING
        ]
        return min(shown, key=lambda cell: (self._place(cell, stage), cell), default=None)

    def _place(self, cell: Cell, stage: int) -> tuple[float, ...]:
        """What makes a cell the better to hide: that it is new, that no sum of old numbers tells it, and its order."""
        return self.published(cell) != stage, self._is_told(cell, stage), *self.order(cell)

    def _is_told(self, cell: Cell, stage: int) -> bool:
        """Whether all others of one of its sums are zero or were published before."""
        return any(
            all(
                other == cell
                or abs(self.numbers[other]) <= _NOTHING
                or (self.published(other) != stage and other not in self.hidden)
                for other, _ in self.sums[place].signed
            )
            for place in self.of_cell[cell]
        )
