"""No hidden cell can be worked out: random tables attacked by somebody who knows the rule, and small ones by hand."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from data.suppression import Sum, hidden_cells
from tests.exact_attack import told_closer

SMALL = range(1, 6)
Numbers = dict[str, float]


def table(rows: list[list[int]], name: str = "") -> tuple[Numbers, list[Sum]]:
    """A table with its margins as cells and sums: 'r0c1', 'r0', 'c1' and 'all'."""
    numbers: Numbers = {}
    for down, row in enumerate(rows):
        numbers |= {f"{name}r{down}c{along}": float(value) for along, value in enumerate(row)}
        numbers[f"{name}r{down}"] = float(sum(row))
    for along in range(len(rows[0])):
        numbers[f"{name}c{along}"] = float(sum(row[along] for row in rows))
    numbers[f"{name}all"] = float(sum(map(sum, rows)))
    downs, alongs = range(len(rows)), range(len(rows[0]))
    sums = [Sum(f"{name}r{down}", tuple(f"{name}r{down}c{along}" for along in alongs)) for down in downs]
    sums += [Sum(f"{name}c{along}", tuple(f"{name}r{down}c{along}" for down in downs)) for along in alongs]
    sums.append(Sum(f"{name}all", tuple(f"{name}r{down}" for down in downs)))
    sums.append(Sum(f"{name}all", tuple(f"{name}c{along}" for along in alongs)))
    return numbers, sums


def small(numbers: Numbers) -> set[str]:
    return {cell for cell, number in numbers.items() if number in SMALL}


def hidden_of(numbers: Numbers, sums: list[Sum]) -> frozenset[str]:
    return hidden_cells(numbers, sums, small(numbers), lambda cell: (numbers[cell],))


def is_safe(numbers: Numbers, sums: list[Sum], hidden: frozenset[str]) -> bool:
    return small(numbers) <= hidden and not told_closer(numbers, sums, hidden)


counts = st.one_of(st.integers(0, 9), st.integers(0, 60))


@st.composite
def tables(draw: st.DrawFn) -> list[list[int]]:
    down, along = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    return [[draw(counts) for _ in range(along)] for _ in range(down)]


@settings(max_examples=150, deadline=None)
@given(tables())
def test_no_hidden_cell_of_a_table_is_told_closer_than_five(rows: list[list[int]]) -> None:
    numbers, sums = table(rows)
    hidden = hidden_of(numbers, sums)
    assert is_safe(numbers, sums, hidden)
    assert not {cell for cell in hidden if not numbers[cell]}  # none is shown as 0


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(counts, counts), min_size=2, max_size=9), st.integers(0, 80))
def test_what_moves_a_stock_does_not_tell_it(moves: list[tuple[int, int]], opening: int) -> None:
    numbers: Numbers = {"open 0": float(opening + sum(ended for _, ended in moves))}
    sums = []
    for place, (began, ended) in enumerate(moves, 1):
        numbers |= {
            f"open {place}": numbers[f"open {place - 1}"] + began - ended,
            f"began {place}": float(began),
            f"ended {place}": float(ended),
        }
        sums.append(Sum(f"open {place}", (f"open {place - 1}", f"began {place}"), (f"ended {place}",)))
    for what in ("began", "ended"):
        quarters = tuple(f"{what} {place}" for place in range(1, len(moves) + 1))
        numbers[f"{what} all"] = sum(numbers[cell] for cell in quarters)
        sums.append(Sum(f"{what} all", quarters))
    assert is_safe(numbers, sums, hidden_of(numbers, sums))


@settings(max_examples=50, deadline=None)
@given(tables(), st.data())
def test_two_publications_in_a_row_tell_nothing_together(rows: list[list[int]], data: st.DataObject) -> None:
    """Two quarters of one table and the year to date: the second publication keeps the first one's pattern."""
    later = [[data.draw(counts) for _ in row] for row in rows]
    numbers, sums = table(rows, "Q1 ")
    published_first = hidden_of(numbers, sums)
    assert is_safe(numbers, sums, published_first)
    for name, added in (
        ("Q2 ", later),
        ("YTD ", [[a + b for a, b in zip(*both, strict=True)] for both in zip(rows, later, strict=True)]),
    ):
        more, their = table(added, name)
        numbers, sums = numbers | more, [*sums, *their]
    sums += [Sum(f"YTD {cell[3:]}", (cell, f"Q2 {cell[3:]}")) for cell in numbers if cell.startswith("Q1 ")]
    newest_first = hidden_cells(
        numbers,
        sums,
        small(numbers) | published_first,
        lambda cell: (numbers[cell],),
        lambda cell: 0 if cell.startswith("Q1 ") else 1,
    )
    assert {
        cell for cell in newest_first if cell.startswith("Q1 ")
    } == published_first  # nothing is hidden too late
    assert is_safe(numbers, sums, newest_first)


def test_two_rows_less_two_columns_do_not_tell_the_cell_between() -> None:
    """Rows a and b less columns c and d leave r1c2, which no sum tells on its own."""
    rows = [[3, 7, 30, 40], [9, 4, 8, 50], [20, 30, 3, 7], [60, 70, 9, 4]]
    numbers, sums = table(rows)
    blocks = {"r0c0", "r0c1", "r1c0", "r1c1", "r1c2", "r2c2", "r2c3", "r3c2", "r3c3"}
    assert told_closer(numbers, sums, blocks) == {"r1c2": (8.0, 8.0)}
    hidden = hidden_cells(numbers, sums, blocks, lambda cell: (numbers[cell],))
    assert blocks < hidden
    assert not told_closer(numbers, sums, hidden)


def test_one_small_number_takes_the_smallest_other_with_it() -> None:
    numbers, sums = table([[3, 20, 40]])
    hidden = hidden_of(numbers, sums)
    assert {cell for cell in hidden if cell.startswith("r0c")} == {"r0c0", "r0c1"}
    assert {"all", "r0"}.isdisjoint(hidden)


def test_a_table_without_small_numbers_hides_nothing() -> None:
    assert not hidden_of(*table([[10, 20], [0, 40]]))


def test_two_small_numbers_that_make_little_take_a_third() -> None:
    numbers, sums = table([[2, 3, 30, 50]])
    assert "r0c2" in hidden_of(numbers, sums)  # 2 and 3 make 5: each would be known to be 1 to 4
    numbers, sums = table([[4, 5, 30, 50]])
    assert "r0c2" not in hidden_of(numbers, sums)


def test_sums_that_do_not_hold_tell_nothing() -> None:
    """Children who stand in two groups: the groups do not add up, so that none is worked out of the others."""
    numbers = {"all": 50.0, "a": 3.0, "b": 49.0}
    assert hidden_cells(numbers, [Sum("all", ("a", "b"))], {"a"}, lambda cell: (numbers[cell],)) == {"a"}
