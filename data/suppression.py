"""Which cells of tables stay hidden so that no small one can be worked out: secondary suppression, audited.

Cells are named numbers; sums say which of them add up to which. A reader knows every cell that is shown, all the sums, and that
a hidden cell is not zero, since zeros are shown. He works out the least and the most that each hidden cell can be, of all sums
together: the same is done here, and another cell is hidden wherever he would come closer than WIDTH.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from data.linear_bounds import too_close

WIDTH = 5.0
"""A hidden cell's least and most, as a reader can work them out, are to be at least so far apart."""

_AUDITS_BEFORE_MORE = 8
"""After so many audits in which one more cell was hidden at a time, twice as many are: what hangs together by many sums ends too."""

_NOTHING = 1e-6
"""Below this, a difference comes from how numbers are held."""

Cell = str
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


def _least(number: float) -> float:
    """What a hidden number is at least: one, as zeros are shown; nothing at all of what can be below zero."""
    return -math.inf if number < 0 else min(1.0, number)


def _is_close(numbers: Mapping[Cell, float], sum_: Sum, hidden: Collection[Cell]) -> bool:
    """Whether a sum alone tells one of its hidden cells closer than WIDTH: by what the others leave."""
    unknown = [(cell, sign) for cell, sign in sum_.signed if cell in hidden]
    if not unknown:
        return False
    if any(_least(numbers[cell]) == -math.inf for cell, _ in unknown):
        return len(unknown) == 1
    rest = math.fsum(sign * (numbers[cell] - _least(numbers[cell])) for cell, sign in unknown)
    ups = sum(sign > 0 for _, sign in unknown)
    return any(_room(sign, ups, len(unknown) - ups, rest) < WIDTH for _, sign in unknown)


def _room(sign: int, ups: int, downs: int, rest: float) -> float:
    """How far a cell can rise from its least, of a sum of whose hidden cells so many are added and so many taken off."""
    same, other = (ups, downs) if sign > 0 else (downs, ups)
    if other:
        return math.inf
    return 0.0 if same == 1 else sign * rest


@dataclass
class _Table:
    """What is published so far, as it is covered: the sums known, and by cell which of them it stands in."""

    numbers: Mapping[Cell, float]
    hidden: set[Cell]
    order: Order
    published: Callable[[Cell], int]
    sums: list[Sum] = field(default_factory=list)
    of_cell: dict[Cell, list[int]] = field(default_factory=dict)
    safe: set[tuple[frozenset[int], int]] = field(default_factory=set)

    def publish(self, sums: Sequence[Sum], stage: int) -> None:
        """Take further sums as known and hide what they would tell."""
        new = range(len(self.sums), len(self.sums) + len(sums))
        for place, sum_ in zip(new, sums, strict=True):
            self.sums.append(sum_)
            for cell, _ in sum_.signed:
                self.of_cell.setdefault(cell, []).append(place)
        waiting: Iterable[int] = new
        audits = 0
        while True:
            waiting = self._cover(waiting, stage)
            if not waiting:
                waiting = self._audit(new, stage, 2 ** (audits // _AUDITS_BEFORE_MORE))
                audits += 1
            if not waiting:
                return

    def _cover(self, waiting: Iterable[int], stage: int) -> set[int]:
        """Hide another cell in each waiting sum whose own hidden cells are too close; the sums that this touches."""
        touched: set[int] = set()
        for place in waiting:
            sum_ = self.sums[place]
            while (
                _is_close(self.numbers, sum_, self.hidden) and (more := self._next(place, stage)) is not None
            ):
                touched |= self._hide(more)
        return touched

    def _audit(self, new: Iterable[int], stage: int, many: int) -> set[int]:
        """Hide so many more cells for each that all sums together leave too close; the sums that this touches."""
        touched: set[int] = set()
        seen: set[Cell] = set()
        for cell in sorted({cell for place in new for cell, _ in self.sums[place].signed} & self.hidden):
            if cell in seen:
                continue
            places = self._reached({cell})
            unknown = {one for place in places for one, _ in self.sums[place].signed} & self.hidden
            seen |= unknown
            state = frozenset(places), len(unknown)
            if len(places) < 2 or state in self.safe:
                continue
            for one in sorted(self._close_of(places)):
                if not touched.isdisjoint(self.of_cell[one]):
                    continue
                for _ in range(many):
                    if (more := self._cover_of(one, stage)) is not None:
                        touched |= self._hide(more)
            if touched.isdisjoint(places):
                self.safe.add(state)
        return touched

    def _close_of(self, places: Collection[int]) -> set[Cell]:
        """The hidden cells of some sums that a reader who knows them all can tell closer than WIDTH."""
        equations = [
            [(cell, sign) for cell, sign in self.sums[place].signed if cell in self.hidden]
            for place in sorted(places)
        ]
        least = {cell: _least(self.numbers[cell]) for equation in equations for cell, _ in equation}
        return too_close(equations, self.numbers, least, WIDTH)

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
