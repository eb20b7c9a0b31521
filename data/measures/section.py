"""What a section of the pack shows: its topics and, in each, its figures in their order."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from data.lists.dimensions import DIMENSIONS
from data.measures.declaration import Measure
from data.periods import Grain

MOST_CHARTS = 6
"""How many charts a topic may have: more than a browser draws at once without a wait."""


@dataclass(frozen=True)
class Shown:
    """A figure of a section: which measure and how it is drawn.

    ``chart`` is the kind of figure in ``components.charts.KINDS``, '' for the one natural to the measure; ``also`` are the
    measures drawn with it, ``by`` the dimension of its parts, ``across`` a second one after it, ``grain`` the span that its
    sentence is about.
    """

    measure: str
    chart: str = ""
    also: tuple[str, ...] = ()
    by: str = "category"
    grain: Grain = "quarter"
    across: str = ""

    @property
    def measures(self) -> tuple[str, ...]:
        """Every measure that it shows."""
        return (self.measure, *self.also)


def natural_chart(measure: Measure) -> str:
    """How a measure is drawn where nothing else is said: parts, rate, months or quarters."""
    if measure.is_split:
        return "parts"
    if measure.unit == "rate":
        return "rate"
    return "months" if measure.is_known_any_day or measure.kind == "flow" else "quarters"


@dataclass(frozen=True)
class Topic:
    """Some figures of a section that are read together.

    Raises ValueError for more than six of them, and for a dimension that a panel may not see.
    """

    title: str
    figures: tuple[Shown, ...]

    def __post_init__(self) -> None:
        if len(self.figures) > MOST_CHARTS:
            raise ValueError(
                f"{self.title} has {len(self.figures)} figures; a topic has at most {MOST_CHARTS}."
            )
        for shown in self.figures:
            for name in (shown.by, shown.across):
                if name in DIMENSIONS and not DIMENSIONS[name].is_for_panel:
                    raise ValueError(f"A panel may not see {shown.measure} by {DIMENSIONS[name].words}.")


@dataclass(frozen=True)
class Section:
    """A page of the panel's: its title, its address, its place among the others, and what it shows.

    ``pack_section`` is the section of the pack that it belongs to, where that is not its own title; ``long_title`` stands at the
    head of its page.
    """

    title: str
    address: str
    place: int
    topics: tuple[Topic, ...] = ()
    pack_section: str = ""
    long_title: str = ""

    @property
    def heading(self) -> str:
        """What stands at the head of its page."""
        return self.long_title or self.title

    @property
    def in_pack(self) -> str:
        """The section of the pack that it belongs to."""
        return self.pack_section or self.title

    @cached_property
    def figures(self) -> tuple[Shown, ...]:
        """All its figures in their order."""
        return tuple(shown for topic in self.topics for shown in topic.figures)
