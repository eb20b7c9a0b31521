"""The pack as a value: a report of frozen parts, which every writer reads and none changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from components.figures.figure import Figure, Picture, Table
from components.figures.headlines import Overview
from components.figures.tiles import Tile
from components.pack.charts import Charts

TITLE = "Summary Data for Scrutiny Panel"
NOT_FOR_PUBLICATION = "Not for publication"


@dataclass(frozen=True)
class Cover:
    """What the first page says.

    ``months`` are the quarter's in words; ``provisional`` says why its figures will still move, '' where they will not;
    ``as_at`` how far the data go; ``colour`` is the council's, as '#12436D'.
    """

    council: str
    quarter: str
    months: str
    made_on: date
    as_at: str
    provisional: str = ""
    prepared_by: str = ""
    colour: str = "#12436D"
    is_publication_copy: bool = False

    @property
    def marking(self) -> str:
        """'Not for publication', '' on a publication copy."""
        return "" if self.is_publication_copy else NOT_FOR_PUBLICATION

    @property
    def full_title(self) -> str:
        """The file's title: whose it is, what it is, of when."""
        return f"{self.council}: {TITLE}, {self.quarter}"


@dataclass(frozen=True)
class Commentary:
    """What was written of a section, paragraph by paragraph, with its actions; ``title`` is its page's."""

    title: str
    texts: tuple[str, ...] = ()
    actions: Table | None = None


@dataclass(frozen=True)
class PackTopic:
    """Some figures that are read together."""

    title: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class PackSection:
    """A section: what is written of it, its headline tiles, the figures that the panel reads, and the further ones for the annex.

    ``not_shown`` says of each figure that the returns do not give why.
    """

    title: str
    commentary: tuple[Commentary, ...] = ()
    tiles: tuple[Tile, ...] = ()
    figures: tuple[Figure, ...] = ()
    annex: tuple[PackTopic, ...] = ()
    not_shown: tuple[str, ...] = ()

    @property
    def all_figures(self) -> Iterator[Figure]:
        """All its figures, those of the annex last."""
        yield from self.figures
        for topic in self.annex:
            yield from topic.figures


@dataclass(frozen=True)
class Definition:
    """What a measure counts, in headed sentences."""

    title: str
    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Statement:
    """A part of the data-quality statement: a heading and what is said under it, each a paragraph."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """The whole pack.

    ``last_actions`` are what was promised in the quarter before; ``charts`` keep its pictures once they are converted, so that
    another copy of it converts none again: they are no part of what it says.
    """

    cover: Cover
    overview: Overview
    sections: tuple[PackSection, ...]
    last_actions: Table | None = None
    definitions: tuple[Definition, ...] = ()
    sources: tuple[str, ...] = ()
    quality: tuple[Statement, ...] = ()
    charts: Charts = field(default_factory=Charts, compare=False, repr=False)

    @property
    def figures(self) -> Iterator[Figure]:
        """All figures in their order, section by section."""
        for section in self.sections:
            yield from section.all_figures

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """The charts that are drawn, each once."""
        drawn = (figure.picture for figure in self.figures if figure.picture is not None)
        return tuple({id(picture): picture for picture in drawn}.values())
