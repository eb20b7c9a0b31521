"""The pack as a value: a report of frozen parts, which every writer reads and none changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from components.figures.chosen import Filters
from components.figures.figure import Figure, Picture, Table
from components.figures.headlines import Overview
from components.figures.tiles import Tile
from components.pack.charts import Charts

TITLE = "Summary Data for Scrutiny Panel"
NOT_FOR_PUBLICATION, PUBLICATION_COPY = "Not for publication", "Publication copy"


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
        """The file's title: whose it is, what it is, of when, and which copy."""
        return f"{self.council}: {TITLE}, {self.quarter} ({self.copy_words.lower()})"

    @property
    def copy_words(self) -> str:
        """Which copy it is: 'Publication copy', 'Not for publication'."""
        return self.marking or PUBLICATION_COPY


@dataclass(frozen=True)
class Commentary:
    """What is written of a page of a section, paragraph by paragraph, with its actions and the panel's questions.

    ``title`` is its page's; ``drafted`` are sentences drafted from the figures, where nobody wrote any; ``is_left_out`` where
    somebody did, and a publication copy does not print it.
    """

    title: str
    texts: tuple[str, ...] = ()
    drafted: tuple[str, ...] = ()
    actions: Table | None = None
    questions: tuple[str, ...] = ()
    is_left_out: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to print."""
        return not (self.texts or self.drafted or self.actions or self.questions)


@dataclass(frozen=True)
class NotShown:
    """A figure that a section has not, and why: not supplied, or in a publication copy hidden."""

    title: str
    why: str
    is_hidden: bool


@dataclass(frozen=True)
class PackTopic:
    """Some figures that are read together."""

    title: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class PackSection:
    """A section: what is written of it, its headline tiles and a few figures, which make its page; and its annex.

    ``front`` are those of its figures that stand on its page, with their charts; ``annex`` has all figures by topic, those too.
    ``not_shown`` are those that it has not.
    """

    title: str
    commentary: tuple[Commentary, ...] = ()
    tiles: tuple[Tile, ...] = ()
    front: tuple[Figure, ...] = ()
    annex: tuple[PackTopic, ...] = ()
    not_shown: tuple[NotShown, ...] = ()

    @property
    def figures(self) -> Iterator[Figure]:
        """All its figures, each once, as the annex has them."""
        if self.annex:
            for topic in self.annex:
                yield from topic.figures
        else:
            yield from self.front

    @property
    def further_pictures(self) -> Iterator[Picture]:
        """The charts that stand in its annex."""
        front = {figure.key for figure in self.front}
        for topic in self.annex:
            yield from (
                figure.picture for figure in topic.figures if figure.picture and figure.key not in front
            )


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

    ``chosen`` is what it is of: the quarter, the comparators and the copy. ``last_actions`` are what was promised in the quarter
    before; ``charts`` keep its pictures once they are converted, so that another copy of it converts none again: they are no part
    of what it says.
    """

    cover: Cover
    chosen: Filters
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
            yield from section.figures

    @property
    def narrow_pictures(self) -> tuple[Picture, ...]:
        """The charts of the sections' pages, which stand two side by side."""
        return tuple(
            figure.picture for section in self.sections for figure in section.front if figure.picture
        )

    @property
    def wide_pictures(self) -> tuple[Picture, ...]:
        """The charts of the annex, as wide as the page."""
        return tuple(picture for section in self.sections for picture in section.further_pictures)

    @property
    def left_out(self) -> tuple[str, ...]:
        """The pages of which somebody wrote, and the publication copy does not print it."""
        return tuple(
            commentary.title
            for section in self.sections
            for commentary in section.commentary
            if commentary.is_left_out
        )
