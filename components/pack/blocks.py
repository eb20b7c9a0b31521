"""The report as a run of blocks, one after another, as Word and PDF print it: the same words in the same order in both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from components.figures.figure import Figure, Picture, Table
from components.figures.headlines import HeadlineRow, Overview
from components.figures.tiles import Tile
from components.pack.making import IN_FULL
from components.pack.model import PackSection, Report

Style = Literal["lead", "body", "small", "entry"]
"""How a paragraph is set: what leads a page, what is read, small print, an entry of a list."""

_OVER_TIME = "Period"
"""The first column of a table that goes by periods."""

_LETTERS, _SHORT, _PADDING, _WIDEST = 78, 10, 3, 60
"""How many letters a line over the whole width has; up to how many a text is not broken; what a column's edges take; and beyond
how many a column is given no more room."""


@dataclass(frozen=True)
class Heading:
    """A heading; ``level`` 1 begins a new page."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; ``heading`` stands in bold before it; ``stays`` on the page of what follows."""

    text: str
    style: Style = "body"
    heading: str = ""
    stays: bool = False


@dataclass(frozen=True)
class Chart:
    """A chart with its title, which the reader has as its heading."""

    title: str
    picture: Picture


@dataclass(frozen=True)
class Grid:
    """A table; ``groups`` are the headings of its rows, each with the number of the row that it stands before."""

    table: Table
    groups: tuple[tuple[int, str], ...] = ()

    @property
    def widths(self) -> tuple[float, ...]:
        """Each column's share of the width, by what stands in it: no word is broken if there is room for all."""
        columns = list(zip(self.table.columns, *self.table.cells, strict=True))
        least = [_least_width(texts) for texts in columns]
        more = [
            max(0, min(max(map(len, texts)), _WIDEST) - width)
            for texts, width in zip(columns, least, strict=True)
        ]
        part = min(1.0, max(0, _LETTERS - sum(least)) / (sum(more) or 1))
        wanted = [width + part * extra for width, extra in zip(least, more, strict=True)]
        return tuple(width / sum(wanted) for width in wanted)


def _least_width(texts: tuple[str, ...]) -> int:
    """How many letters a column has room for at least: its longest word, or all of it where that is short."""
    longest = max(map(len, texts))
    word = max((len(word) for text in texts for word in text.split()), default=0)
    return (longest if longest <= _SHORT else word) + _PADDING


@dataclass(frozen=True)
class Headlines:
    """Headline tiles side by side."""

    tiles: tuple[Tile, ...]


Block = Heading | Paragraph | Chart | Grid | Headlines


def blocks_of(report: Report) -> Iterator[Block]:
    """Everything after the cover and the contents."""
    yield Heading(1, "Overview")
    yield from _overview(report.overview)
    if report.last_actions is not None:
        yield Heading(2, report.last_actions.title)
        yield Grid(report.last_actions)
    for section in report.sections:
        yield from _section(section)
    if any(section.annex for section in report.sections):
        yield Heading(1, "Annex: further figures")
        for section in report.sections:
            for topic in section.annex:
                yield Heading(2, f"{section.title}: {topic.title}")
                for figure in topic.figures:
                    yield from _figure(figure, 3)
    yield Heading(1, "Definitions and sources")
    for definition in report.definitions:
        said = " ".join(f"{heading}: {words}" for heading, words in definition.entries)
        yield Paragraph(said, heading=definition.title)
    yield Heading(2, "Sources")
    for source in report.sources:
        yield Paragraph(source)
    yield Heading(1, "Data quality")
    for statement in report.quality:
        yield Heading(2, statement.title)
        for line in statement.lines:
            yield Paragraph(line, "entry")


def _overview(overview: Overview) -> Iterator[Block]:
    yield Paragraph(overview.lead, "lead")
    table = overview_table(overview)
    starts, groups = 0, []
    for title, rows in overview.groups:
        groups.append((starts, title))
        starts += len(rows)
    yield Grid(table, tuple(groups))
    for note in (*overview.notes, overview.not_shown):
        if note:
            yield Paragraph(note, "small")


def overview_table(overview: Overview) -> Table:
    """The overview's rows as a table, without the columns that no row fills."""
    rows = [_overview_row(row) for row in overview.rows]
    titles = ("Measure", "Now", "How it stands", "On last year", "England", "Target")
    kept = [place for place in range(len(titles)) if place < 3 or any(row[place] for row in rows)]
    cells = tuple(tuple(row[place] for place in kept) for row in rows)
    return Table("Headline measures", tuple(titles[place] for place in kept), cells, cells)


def _overview_row(row: HeadlineRow) -> tuple[str, ...]:
    if row.badge is None:
        return row.name, "Not supplied", "", "", "", ""
    marks = f" ({', '.join(row.marks)})" if row.marks else ""
    england = f"{row.england.value} ({row.england.year})" if row.england else ""
    target = f"{row.target.target}: {row.target.result.lower()}" if row.target else ""
    return row.name, f"{row.value}{marks}", row.badge.word, "; ".join(row.changes), england, target


def _section(section: PackSection) -> Iterator[Block]:
    """A section: what is written of it stands before its charts."""
    yield Heading(1, section.title)
    if section.tiles:
        yield Headlines(section.tiles)
    for commentary in section.commentary:
        of = "" if commentary.title == section.title else f": {commentary.title}"
        yield Heading(2, f"Commentary{of}")
        for text in commentary.texts:
            for part in text.splitlines():
                if part.strip():
                    yield Paragraph(part.strip())
        if commentary.actions is not None:
            yield Heading(2, commentary.actions.title)
            yield Grid(commentary.actions)
    for figure in section.figures:
        yield from _figure(figure, 2)
    if not section.tiles and not section.commentary and not section.figures:
        yield Paragraph(
            "The returns loaded give no figure of this section; the data-quality statement says why."
        )


def _figure(figure: Figure, level: int) -> Iterator[Block]:
    yield Heading(level, figure.title)
    for sentence in figure.sentences:
        text = " ".join(sentence.text.split())
        if text and sentence.kind != "reason":
            yield Paragraph(text, "small" if sentence.is_small else "body", stays=figure.picture is not None)
    if figure.picture is not None:
        yield Chart(figure.title, figure.picture)
    if figure.table is not None and is_printed(figure):
        if figure.table.lead:
            yield Paragraph(figure.table.lead, "small")
        yield Grid(figure.table)
    for sentence in figure.sentences:
        if sentence.kind == "reason":
            yield Paragraph(" ".join(sentence.text.split()), "small")


def is_printed(figure: Figure) -> bool:
    """Whether a figure's table is printed: where it stands in a chart's place, or tells parts that no sentence names.

    Every table is in the Excel pack.
    """
    if figure.table is None:
        return False
    if figure.picture is None:
        return figure.is_table or figure.table.columns[0] != _OVER_TIME
    return figure.picture.family in IN_FULL
