"""The pack as an Excel workbook: a sheet a section, every figure as a real table of its numbers with a native chart beside it."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from components.figures.figure import Figure, Table
from components.pack.blocks import DRAFTED, overview_table
from components.pack.excel_charts import chart_of, chart_table
from components.pack.model import TITLE, Commentary, PackTopic, Report
from data.safe_text import cell_text
from data.safe_workbook import sheet_name, table_headers

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_A4 = 9
_FIRST_WIDTH, _WIDTH, _COLUMNS, _WORDS_ACROSS = 34, 15, 9, 8
_LETTERS_IN_LINE, _LINE = 130, 17
_CHART_COLUMN, _CHART_ROWS = 10, 17
"""The charts stand beside the tables; so many rows of them are one chart high."""


def write(report: Report) -> bytes:
    """The file. A text stays a text, whatever it begins with; percentages are from 0 to 100, as everywhere."""
    import xlsxwriter

    content = io.BytesIO()
    with xlsxwriter.Workbook(content, _OPTIONS) as book:
        cover = report.cover
        book.set_properties(
            {
                "title": cell_text(cover.full_title)[:255],
                "author": cell_text(cover.prepared_by or cover.council)[:255],
                "created": datetime.combine(cover.made_on, time()),
            }
        )
        writer = _Writer(book, cover.copy_words)
        first = writer.sheet("Cover")
        _write_overview(writer, report)
        for section in report.sections:
            sheet = writer.sheet(section.title)
            for commentary in section.commentary:
                _write_commentary(sheet, commentary)
            for topic in section.annex or (PackTopic("Figures", section.front),):
                sheet.heading(topic.title)
                sheet.figures(topic.figures)
        _write_notes(writer, report)
        _write_cover(first, report, writer.names)
    return content.getvalue()


def _write_cover(sheet: _Sheet, report: Report, names: Sequence[str]) -> None:
    cover = report.cover
    prepared = f"Prepared by {cover.prepared_by}" if cover.prepared_by else ""
    made_on = f"{cover.made_on.day} {cover.made_on:%B %Y}"
    sheet.heading(cover.council)
    sheet.heading(f"{TITLE}, {cover.quarter}")
    sheet.words(
        line
        for line in (cover.months, cover.as_at, cover.provisional, prepared, made_on, cover.copy_words)
        if line
    )
    sheet.heading("Contents")
    for name in names[1:]:
        sheet.link(name)


def _write_overview(writer: _Writer, report: Report) -> None:
    sheet = writer.sheet("Overview")
    sheet.words([report.overview.lead])
    titles = [title for title, rows in report.overview.groups for _ in rows]
    table = overview_table(report.overview)
    cells = tuple((title, *row) for title, row in zip(titles, table.cells, strict=True))
    sheet.table(Table(table.title, ("Section", *table.columns), cells))
    sheet.words(note for note in (*report.overview.notes, report.overview.not_shown) if note)
    if report.last_actions is not None:
        sheet.table(report.last_actions)


def _write_commentary(sheet: _Sheet, commentary: Commentary) -> None:
    if commentary.is_empty:
        return
    sheet.heading(f"Commentary: {commentary.title}")
    sheet.words(commentary.texts)
    if commentary.drafted:
        sheet.words([f"{DRAFTED}. {' '.join(commentary.drafted)}"])
    if commentary.actions is not None:
        sheet.table(commentary.actions)
    if commentary.questions:
        sheet.heading("The panel's questions")
        sheet.words(commentary.questions)


def _write_notes(writer: _Writer, report: Report) -> None:
    sheet = writer.sheet("Definitions and sources")
    rows = tuple((made.title, *entry) for made in report.definitions for entry in made.entries)
    sheet.table(Table("Definitions", ("Measure", "About", "Definition"), rows))
    sheet.heading("Sources")
    sheet.words(report.sources)
    sheet = writer.sheet("Data quality")
    for statement in report.quality:
        sheet.heading(statement.title)
        sheet.words(statement.lines)


@dataclass
class _Writer:
    """The workbook as it is written: its formats, its sheets' names, and how many tables it has, whose names must differ."""

    book: Workbook
    marking: str
    names: list[str] = field(default_factory=list)
    tables: int = 0

    def __post_init__(self) -> None:
        self.formats: dict[str, Any] = {
            "title": self.book.add_format({"bold": True, "font_size": 16}),
            "heading": self.book.add_format({"bold": True, "font_size": 13}),
            "words": self.book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True}),
            "text": self.book.add_format({"quote_prefix": True, "valign": "top", "text_wrap": True}),
            "number": self.book.add_format({"num_format": "#,##0.##########", "valign": "top"}),
            "whole": self.book.add_format({"num_format": "#,##0", "valign": "top"}),
            "decimal": self.book.add_format({"num_format": "#,##0.0", "valign": "top"}),
            "percent": self.book.add_format({"num_format": '0.0"%"', "valign": "top"}),
            "header": self.book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
        }

    def sheet(self, title: str) -> _Sheet:
        name = sheet_name(title)
        self.names.append(name)
        made = self.book.add_worksheet(name)
        made.set_landscape()
        made.set_paper(_A4)
        made.fit_to_pages(1, 0)
        made.set_footer(f"&L&A&C{self.marking}&RPage &P of &N")
        made.hide_gridlines(2)
        made.set_column(0, 0, _FIRST_WIDTH)
        made.set_column(1, _COLUMNS, _WIDTH)
        made.write_string(0, 0, cell_text(title), self.formats["title"])
        return _Sheet(self, made)


@dataclass
class _Sheet:
    """A sheet as it is written from above; ``row`` is the next free one."""

    writer: _Writer
    sheet: Worksheet
    row: int = 2

    def heading(self, text: str) -> None:
        self.sheet.write_string(self.row, 0, cell_text(text), self.writer.formats["heading"])
        self.row += 1

    def words(self, texts: Iterable[str]) -> None:
        """Texts, each over the width of the sheet and as high as it needs."""
        for text in texts:
            held = cell_text(text)
            lines = sum(1 + len(part) // _LETTERS_IN_LINE for part in held.splitlines() or [""])
            self.sheet.merge_range(self.row, 0, self.row, _WORDS_ACROSS, "")
            self.sheet.write_string(self.row, 0, held, self.writer.formats["words"])
            self.sheet.set_row(self.row, min(_LINE * lines, 400))
            self.row += 1
        self.row += 1

    def link(self, name: str) -> None:
        quoted = name.replace("'", "''")
        self.sheet.write_url(self.row, 0, f"internal:'{quoted}'!A1", string=name)
        self.row += 1

    def figures(self, figures: Iterable[Figure]) -> None:
        """Each figure: its title, what it says, its tables, and its chart beside them."""
        for figure in figures:
            self.heading(figure.title)
            self.words(" ".join(sentence.text.split()) for sentence in figure.sentences if sentence.text)
            if figure.table is None:
                continue
            start = self.row
            table = chart_table(figure)
            self.table(figure.table)
            if figure.picture is not None:
                at = start
                if table is not figure.table:
                    at = self.row
                    self.table(table)
                self._chart(figure, table, at, start)
                self.row = max(self.row, start + _CHART_ROWS)
            for more in figure.more:
                self.heading(more.title)
                self.table(more)

    def table(self, table: Table) -> None:
        """A real Excel table: numbers as numbers, with what is shown of them; a header row, filters, a name of its own."""
        headers = table_headers(table.columns)
        rows = table.raw if len(table.raw) == len(table.cells) else table.cells
        first, formats = self.row, self.writer.formats
        last = first + max(1, len(table.cells))
        self.writer.tables += 1
        self.sheet.add_table(
            first,
            0,
            last,
            len(headers) - 1,
            {
                "name": f"Table_{self.writer.tables}",
                "style": "Table Style Light 1",
                "columns": [{"header": header, "header_format": formats["header"]} for header in headers],
            },
        )
        for number, (shown, raw) in enumerate(zip(table.cells, rows, strict=True), start=first + 1):
            for column, text in enumerate(shown):
                value = raw[column] if len(raw) == len(shown) else text
                if isinstance(value, (int, float)) and not isinstance(value, bool) and value == value:
                    self.sheet.write_number(number, column, value, formats[_format_of(text)])
                elif text:
                    self.sheet.write_string(number, column, cell_text(text), formats["text"])
        self.row = last + 2

    def _chart(self, figure: Figure, table: Table, table_row: int, row: int) -> None:
        chart = chart_of(self.writer.book, self.sheet.get_name(), figure, table, table_row)
        if chart is not None:
            assert figure.picture is not None
            alt = " ".join(figure.picture.alt.split())
            self.sheet.insert_chart(row, _CHART_COLUMN, chart, {"description": cell_text(alt)})


def _format_of(shown: str) -> str:
    """How a number is shown, by how the page shows it."""
    if shown.endswith("%"):
        return "percent"
    tail = shown.rpartition(".")[2] if "." in shown else ""
    return {0: "whole", 1: "decimal"}.get(len(tail), "number")
