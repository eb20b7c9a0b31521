"""All that the demonstrations' publication copies can show, attacked exactly: one copy, and two quarters' copies together."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from data.disclosure import Cells, cells_of
from data.disclosure_cells import is_of_children, names_of
from data.disclosure_lattice import published_dimensions, tables_of
from data.disclosure_sums import UNIONS, sums_of
from data.measures import MEASURES, Measure
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


def test_every_measure_that_is_some_groups_of_another_is_known_to_be(county: Store) -> None:
    """Found by counting both in every group: where one counts all that the other does, or none, in each of eight quarters."""
    found = {(one.id, name) for one, split, name in alike() if is_union(county, one, split, name)}
    declared = {names_of(MEASURES[name]).counted for name in UNIONS}
    assert found
    assert {names_of(MEASURES[name]).counted for name, _ in found} <= declared


def alike() -> Iterator[tuple[Measure, Measure, str]]:
    """Measures, each with another that counts the same rows otherwise, and a dimension by which that is published."""
    published = {
        (names_of(split).counted, name): split
        for split in MEASURES.values()
        if is_of_children(split)
        for name in published_dimensions(split)
    }
    for one in MEASURES.values():
        counting = one.first_counting
        if counting is None or one.unit not in ("percent", "number") or not is_of_children(one):
            continue
        for (counted, name), split in published.items():
            other = split.first_counting
            if other is None or counted == names_of(one).counted or name not in one.dimensions:
                continue
            rows, others = ((way.rows, way.dated, way.opened, way.closed) for way in (counting, other))
            if rows == others:
                yield one, split, name


def is_union(store: Store, one: Measure, split: Measure, name: str) -> bool:
    """Whether a measure counts, in every group and quarter, all that another does or none of it."""
    counts = []
    for measure in (one, split):
        rows = store.measure(measure.id, periods=8, by=name)
        numbers = rows["numerator"].fillna(rows["value"] if measure.unit == "number" else 0).fillna(0)
        counts.append(dict(zip(zip(rows["period"], rows["group"], strict=True), numbers, strict=True)))
    states: dict[str, set[str]] = {}
    for (period, group), number in counts[1].items():
        part = counts[0].get((period, group), 0)
        if number:
            states.setdefault(group, set()).add("all" if part == number else "none" if not part else "some")
    held = set().union(*states.values())
    return held == {"all", "none"} and all(len(state) == 1 for state in states.values())
