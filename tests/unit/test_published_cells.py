"""All that the demonstrations' publication copies can show, attacked exactly: one copy, and two quarters' copies together."""

from __future__ import annotations

import pytest

from data.disclosure import Cells, cells_of
from data.disclosure_lattice import tables_of
from data.disclosure_sums import sums_of
from data.measures import MEASURES
from data.periods import period_containing
from data.sample import EXAMPLE_COUNTY, returns_in
from data.store import Store
from tests.exact_attack import told_closer

FEWEST = 6


def cells_shown(store: Store) -> Cells:
    """Every cell that a publication copy of a store could show."""
    newest = store.reporting_date
    assert newest is not None
    ending = period_containing(newest, "quarter").end
    return cells_of(tables_of(lambda wanted, to: store.measures(wanted, ending=to), ending), FEWEST)


def net_changes(cells: Cells) -> set[str]:
    """Of these alone nothing says that they are not below zero."""
    return {
        cell
        for cell, place in cells.places.items()
        if place.name in MEASURES and MEASURES[place.name].is_net_change
    }


@pytest.mark.parametrize("name", ["pack", "county"])
def test_no_hidden_number_of_a_copy_is_told_closer_than_five(
    name: str, request: pytest.FixtureRequest
) -> None:
    store: Store = request.getfixturevalue(name)
    cells, pattern = cells_shown(store), store.pattern()
    assert cells.places.keys() == pattern.looked_at
    assert cells.small <= pattern.hidden
    small_counts = {cell for cell, number in cells.numbers.items() if 0 < number < FEWEST}
    assert small_counts - net_changes(cells) <= pattern.hidden
    assert not told_closer(cells.numbers, sums_of(cells.places), pattern.hidden, net_changes(cells))


def test_two_quarters_copies_tell_no_more_together() -> None:
    """The county's copy before its newest return came, and the one after it, with the first one's pattern kept."""
    first, *rest = returns_in(EXAMPLE_COUNTY)[::-1]
    store = Store(885)
    store.load_all([(name, content, None) for name, content in rest[::-1]])
    earlier, hidden_before = cells_shown(store), store.pattern().hidden
    store.load(*first)
    later, hidden = cells_shown(store), store.pattern().hidden
    assert hidden_before <= hidden
    told = {
        cell
        for cell, number in earlier.numbers.items()
        if cell not in hidden_before and later.numbers.get(cell) == number
    }
    assert len(told) > 1000
    assert not told & hidden
    assert not told_closer(later.numbers, sums_of(later.places), hidden - told, net_changes(later))
