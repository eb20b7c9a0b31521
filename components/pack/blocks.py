"""The report as a run of blocks, one after another, as Word and PDF print it: the same words in the same order in both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from components.charts.sparkline import sparkline
from components.figures.figure import Figure, Picture, Table
from components.figures.headlines import HeadlineRow, Overview
from components.figures.tiles import Tile
from components.pack.making import IN_FULL
from components.pack.model import Commentary, PackSection, Report
from components.words.numbers import DIRECTIONS

Style = Literal["lead", "body", "small", "entry"]
"""How a paragraph is set: what leads a page, what is read, small print, an entry of a list."""

DRAFTED = "Drafted from the figures"
_GOES_ON = " The draft goes on in the annex."
_DRAFT_ON_PAGE = 560
"""How many letters of a draft a section's page has room for."""

_OVER_TIME = "Period"
"""The first column of a table that goes by periods."""

_LETTERS, _SHORT, _PADDING, _SPARKLINE = 84, 10, 2, 9
"""How many letters a line over the whole width has; up to how many a text is not broken; what a column's edges take; and how
wide one of small lines is."""

_TOGETHER = 14
"""How many rows a table has at most that is not parted between two pages."""

_STEP = 2
"""By how many letters a column is made wider at a time."""


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
class FrontChart:
    """A figure of a section's own page: its title, what it says, and its chart where it has one."""

    title: str
    text: str
    picture: Picture | None


@dataclass(frozen=True)
class FrontCharts:
    """A section's own figures two by two."""

    charts: tuple[FrontChart, ...]


@dataclass(frozen=True)
class Sparkline:
    """A small line of figures in a table's cell, as SVG, with what it shows in words."""

    svg: str
    alt: str


@dataclass(frozen=True)
class Grid:
    """A table; ``groups`` are the headings of its rows, each with the number of the row that it stands before.

    ``sparklines`` stand in the cells of its last column, row by row; None where a row has none.
    """

    table: Table
    groups: tuple[tuple[int, str], ...] = ()
    sparklines: tuple[Sparkline | None, ...] = ()

    @property
    def stays_together(self) -> bool:
        """Whether it is so short that it is not parted between two pages."""
        return len(self.table.cells) <= _TOGETHER

    @property
    def widths(self) -> tuple[float, ...]:
        """Each column's share of the width: no word is broken if there is room for all, and the table is as low as it can be."""
        columns = list(zip(self.table.columns, *self.table.cells, strict=True))
        widths = [_least_width(texts) for texts in columns]
        if self.sparklines:
            widths[-1] = _SPARKLINE
        lengths = [[len(text) for text in texts] for texts in columns]
        for _ in range(max(0, _LETTERS - sum(widths)) // _STEP):
            heights = [_heights(length, width) for length, width in zip(lengths, widths, strict=True)]
            wider = [_heights(length, width + _STEP) for length, width in zip(lengths, widths, strict=True)]
            best = min(range(len(widths)), key=lambda place: _cost(heights, wider, place))
            widths[best] += _STEP
        return tuple(width / sum(widths) for width in widths)


def _heights(lengths: Sequence[int], width: int) -> list[float]:
    """How many lines each cell of a column needs: a fraction where it nearly needs one less."""
    return [max(1.0, length / (width - _PADDING)) for length in lengths]


def _cost(heights: Sequence[Sequence[float]], wider: Sequence[Sequence[float]], place: int) -> float:
    """How high the table is with one column wider."""
    tried = [*heights[:place], wider[place], *heights[place + 1 :]]
    rows: Iterable[tuple[float, ...]] = zip(*tried, strict=True)
    return sum(max(row) for row in rows) + 0.01 * sum(sum(column) for column in tried)


def _least_width(texts: tuple[str, ...]) -> int:
    """How many letters a column has room for at least: its longest word, or all of it where that is short."""
    longest = max(map(len, texts))
    word = max((len(word) for text in texts for word in text.split()), default=0)
    return longest + _PADDING + 1 if longest <= _SHORT else word + _PADDING


@dataclass(frozen=True)
class Headlines:
    """Headline tiles side by side."""

    tiles: tuple[Tile, ...]


Block = Heading | Paragraph | Chart | FrontCharts | Grid | Headlines


def blocks_of(report: Report) -> Iterator[Block]:
    """Everything after the cover and the contents: the overview, a page a section, and all the rest in the annex of each."""
    yield Heading(1, "Overview")
    yield from _overview(report.overview)
    if report.last_actions is not None:
        yield Heading(2, report.last_actions.title)
        yield Grid(report.last_actions)
    for section in report.sections:
        yield from _section(section)
    for section in report.sections:
        yield from _annex(section)
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
    lines = tuple(_sparkline(row) for row in overview.rows)
    if any(lines):
        table = Table(table.title, (*table.columns, "Trend"), tuple((*row, "") for row in table.cells))
    yield Grid(table, tuple(groups), lines if any(lines) else ())
    for note in (*overview.notes, overview.not_shown):
        if note:
            yield Paragraph(note, "small")


def _sparkline(row: HeadlineRow) -> Sparkline | None:
    svg = sparkline(row.unit, row.trend)
    return Sparkline(svg, f"{row.name}, {row.trend_words}") if svg else None


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
    """A section's own page: headlines, what is written of it, and up to four charts with what each says."""
    yield Heading(1, section.title)
    if section.tiles:
        yield Headlines(section.tiles)
    yield from _commentary([one for one in section.commentary if not one.is_empty])
    if section.front:
        yield FrontCharts(tuple(_front_chart(figure) for figure in section.front))
    if not section.tiles and not section.commentary and not section.front:
        has_annex = any(section.figures)
        yield Paragraph(
            f"Its figures are in “{annex_title(section)}”."
            if has_annex
            else "The returns loaded give no figure of this section; the data-quality statement says why."
        )


def _front_chart(figure: Figure) -> FrontChart:
    texts = [sentence.text for sentence in figure.sentences if not sentence.is_small and sentence.text]
    values = [sentence.text for sentence in figure.sentences if sentence.kind == "value"]
    text = " ".join([*values, *texts, ""][0].split()).replace(f"; {DIRECTIONS['neither']}", "")
    return FrontChart(figure.title, text, figure.picture)


def _commentary(written: Sequence[Commentary]) -> Iterator[Block]:
    """What is written of a section's pages, each under its name where there are several; of a draft as much as leaves room for charts."""
    if not written:
        return
    yield Heading(2, "Commentary")
    for commentary in written:
        of = "" if len(written) == 1 else commentary.title
        parts = [part.strip() for text in commentary.texts for part in text.splitlines() if part.strip()]
        for place, part in enumerate(parts):
            yield Paragraph(part, heading="" if place else of)
        first, rest = _as_fits(commentary.drafted, len(written))
        if first:
            lead = f"{of}, drafted from the figures" if of else DRAFTED
            yield Paragraph(" ".join(first) + (_GOES_ON if rest else ""), heading=lead)
    yield from _actions(written)
    for commentary in written:
        if commentary.questions:
            yield Heading(3, f"The panel's questions: {commentary.title}")
            for question in commentary.questions:
                yield Paragraph(question, "entry")


def _actions(written: Sequence[Commentary]) -> Iterator[Block]:
    """The actions of a section's pages, in one table where they have the same columns."""
    tables = [(one.title, one.actions) for one in written if one.actions is not None]
    columns = {table.columns for _, table in tables}
    if len(tables) > 1 and len(columns) == 1:
        cells = tuple((title, *row) for title, table in tables for row in table.cells)
        tables = [("", Table("Actions", ("Section", *columns.pop()), cells, cells))]
    for _, table in tables:
        yield Heading(3, table.title)
        yield Grid(table)


def _as_fits(drafted: Sequence[str], of: int) -> tuple[list[str], list[str]]:
    """The sentences of a draft that a section's page has room for beside the others of so many, and the rest."""
    first: list[str] = []
    for place, text in enumerate(drafted):
        if first and sum(map(len, first)) + len(text) > _DRAFT_ON_PAGE / of:
            return first, list(drafted[place:])
        first.append(text)
    return first, []


def annex_title(section: PackSection) -> str:
    """What heads a section's annex."""
    return f"Annex: {section.title}"


def _annex(section: PackSection) -> Iterator[Block]:
    """All that a section's page has no room for: what each figure says, the other charts, the tables, the rest of a draft."""
    if not section.annex:
        return
    yield Heading(1, annex_title(section))
    written = [one for one in section.commentary if not one.is_empty]
    for commentary in written:
        _, rest = _as_fits(commentary.drafted, len(written))
        if rest:
            yield Heading(2, f"Commentary drafted from the figures, continued: {commentary.title}")
            for text in rest:
                yield Paragraph(text)
    front = {figure.key for figure in section.front}
    for topic in section.annex:
        yield Heading(2, topic.title)
        for figure in topic.figures:
            yield from _figure(figure, figure.key not in front)


def _figure(figure: Figure, has_chart: bool) -> Iterator[Block]:
    yield Heading(3, figure.title)
    picture = figure.picture if has_chart else None
    for sentence in figure.sentences:
        text = " ".join(sentence.text.split())
        if text and sentence.kind != "reason":
            yield Paragraph(text, "small" if sentence.is_small else "body", stays=picture is not None)
    if picture is not None:
        yield Chart(figure.title, picture)
    elif figure.picture is not None:
        yield Paragraph("Its chart is on the section's page.", "small")
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
