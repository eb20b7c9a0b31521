"""Pages of the shared shelf worked out before the first visitor: what they open on is kept with the shelf."""

from __future__ import annotations

from components.drawn import drawn_of, overview_for
from components.figures.chosen import DEFAULT_COUNCIL
from components.newest_quarter import unchosen_filters
from components.panel.overview import stands_out_for
from data.measures import SECTIONS
from data.store import Shelf, Store


def look_ahead(shelf: Shelf) -> None:
    """Work out the overview and each section's first topic, of the newest quarter, as they are before anything is chosen."""
    store = Store(DEFAULT_COUNCIL, shelf=shelf)
    if not store.returns:
        return
    chosen = unchosen_filters(store)
    overview_for(store, chosen)
    for section in SECTIONS.values():
        drawn_of(store, section, section.topics[:1], chosen)
    stands_out_for(store, chosen)
