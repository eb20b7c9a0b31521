"""The pack as a Word document that officers can edit: built of styles, its charts with alternatives, its tables with header rows."""

from __future__ import annotations

import io
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from components.figures.figure import Table
from components.pack.blocks import (
    Block,
    Chart,
    FrontChart,
    FrontCharts,
    Grid,
    Heading,
    Headlines,
    Paragraph,
    Style,
    blocks_of,
)
from components.pack.charts import Charts
from components.pack.model import TITLE, Cover, Report
from data.safe_text import storable

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell, _Row

_LANGUAGE = "en-GB"
_FACE = "Arial"
"""A typeface that every office computer has: Word has none of its own in the file."""

_WIDTH_CM, _MARGIN_CM = 17.0, 2.0
_COLUMN_CM, _GAP_TWIPS = 8.2, 340
"""The width of one of two columns, and what lies between them in twentieths of a point: 0.6 cm."""

_SPARKLINE_CM = 2.2
_INK, _MUTED, _PALE = "16202A", "4A5763", "F3F5F7"
_STYLES: dict[Style, str] = {
    "lead": "Lead",
    "body": "Normal",
    "small": "Small print",
    "entry": "List Bullet",
}


def write(report: Report) -> bytes:
    """The file."""
    import docx

    document = docx.Document()
    _set_up(document, report.cover)
    _write_cover(document, report.cover)
    blocks = list(blocks_of(report))
    _write_contents(
        document, [block.text for block in blocks if isinstance(block, Heading) and block.level == 1]
    )
    for block in blocks:
        _write_block(document, block, report.charts)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _set_up(document: Document, cover: Cover) -> None:
    """Page, styles, language and what the file says of itself."""
    from docx.shared import Cm

    page = document.sections[0]
    page.page_width, page.page_height = Cm(21.0), Cm(29.7)
    page.left_margin = page.right_margin = Cm(_MARGIN_CM)
    page.top_margin = page.bottom_margin = Cm(_MARGIN_CM + 0.2)
    page.different_first_page_header_footer = True
    _set_styles(document, cover.colour.lstrip("#"))
    said = document.core_properties
    said.title, said.language = storable(cover.full_title)[:255], _LANGUAGE
    said.author = storable(cover.prepared_by or cover.council)[:255]
    said.subject = said.comments = said.keywords = ""
    said.created = said.modified = datetime.combine(cover.made_on, time())
    header, footer = page.header.paragraphs[0], page.footer.paragraphs[0]
    header.style = footer.style = "Small print"
    header.add_run(storable(f"{cover.council}, {cover.quarter}    {cover.copy_words}"))
    footer.add_run(f"{TITLE}    Page ")
    _add_field(footer, "PAGE", "1")


def _set_styles(document: Document, colour: str) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    styles = document.styles
    _language_of(styles.element)
    sizes = {"Normal": 12, "Title": 30, "Subtitle": 18, "Heading 1": 21, "Heading 2": 15, "Heading 3": 13}
    for name in ("Lead", "Small print", "Marking", "Table text"):
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    sizes |= {"Lead": 14, "Small print": 12, "Marking": 16, "Table text": 12, "List Bullet": 12}
    for name, size in sizes.items():
        is_heading = name.startswith(("Heading", "Title", "Marking"))
        _set_face(styles[name], size, colour if is_heading else _INK)
        styles[name].paragraph_format.space_after = Pt(6)
    _set_face(styles["Small print"], 12, _MUTED)
    styles["Lead"].font.bold = styles["Marking"].font.bold = True
    styles["Heading 1"].paragraph_format.page_break_before = True
    styles["Table text"].paragraph_format.space_after = Pt(0)


def _set_face(style: Any, size: int, colour: str) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.name, style.font.size = _FACE, Pt(size)
    style.font.color.rgb = RGBColor.from_string(colour.upper())
    faces = style.element.rPr.rFonts
    for name in [name for name in faces.attrib if name.endswith("Theme")]:
        del faces.attrib[name]
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        faces.set(qn(script), _FACE)


def _language_of(styles: Any) -> None:
    """Say the language of every paragraph, where the styles' defaults are."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    defaults = styles.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    language = defaults.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        defaults.append(language)
    language.set(qn("w:val"), _LANGUAGE)


def _write_cover(document: Document, cover: Cover) -> None:
    _add(document, "Subtitle", cover.council)
    _add(document, "Title", TITLE)
    _add(document, "Lead", f"{cover.quarter}, {cover.months}")
    prepared = f"Prepared by {cover.prepared_by}" if cover.prepared_by else ""
    made_on = f"{cover.made_on.day} {cover.made_on:%B %Y}"
    for line in (cover.as_at, cover.provisional, prepared, made_on):
        if line:
            _add(document, "Normal", line)
    _add(document, "Marking" if cover.marking else "Normal", cover.copy_words)


def _add(document: Document, style: str, text: str = "") -> Any:
    """A paragraph of a style, at the end of the document."""
    paragraph = document.add_paragraph()
    _style(paragraph, style)
    if text:
        paragraph.add_run(storable(text))
    return paragraph


def _style(paragraph: Any, name: str) -> None:
    """Give a paragraph a style by its id, which Word makes of its name: the library looks through all styles each time."""
    paragraph._p.get_or_add_pPr().style = name.replace(" ", "")


def _write_contents(document: Document, headings: list[str]) -> None:
    """The contents as a field, filled in so that they are there before Word works out its pages."""
    _add(document, "Lead", "Contents").paragraph_format.page_break_before = True
    place = document.add_paragraph()
    _add_field(place, 'TOC \\o "1-1" \\h \\z \\u', "\n".join(storable(text) for text in headings))


def _add_field(paragraph: Any, instruction: str, shown: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    def mark(kind: str) -> None:
        sign = OxmlElement("w:fldChar")
        sign.set(qn("w:fldCharType"), kind)
        paragraph.add_run()._r.append(sign)

    mark("begin")
    code = OxmlElement("w:instrText")
    code.set(qn("xml:space"), "preserve")
    code.text = f" {instruction} "
    paragraph.add_run()._r.append(code)
    mark("separate")
    paragraph.add_run(shown)
    mark("end")


def _write_block(document: Document, block: Block, charts: Charts) -> None:
    match block:
        case Heading(level, text):
            _add(document, f"Heading {level}", text)
        case Paragraph(text, style, heading, stays):
            paragraph = _add(document, _STYLES[style])
            paragraph.paragraph_format.keep_with_next = stays or None
            if heading:
                paragraph.add_run(storable(f"{heading}. ")).bold = True
            paragraph.add_run(storable(text))
        case Chart(title, picture):
            _write_chart(document, charts.png(picture), title, picture.alt)
        case FrontCharts(shown):
            _write_front(document, shown, charts)
        case Grid():
            _write_grid(document, block, charts)
        case Headlines(tiles):
            told = [(tile.title, tile.value, tile.change) for tile in tiles]
            _write_grid(
                document, Grid(Table("Headlines", ("Headline", "Now", "Change"), tuple(told))), charts
            )


def _write_chart(document: Document, png: bytes, title: str, alt: str, width_cm: float = _WIDTH_CM) -> None:
    from docx.shared import Cm

    drawn = document.add_picture(io.BytesIO(png), width=Cm(width_cm))
    _describe(drawn._inline, title, alt)


def _describe(inline: Any, title: str, alt: str) -> None:
    """Say what a picture shows, for whoever does not see it."""
    inline.docPr.set("name", storable(title))
    inline.docPr.set("descr", storable(" ".join(alt.split())))


def _write_front(document: Document, shown: tuple[FrontChart, ...], charts: Charts) -> None:
    """A section's own charts in two columns, none of them parted from its title."""
    _begin_columns(document, 2)
    for chart in shown:
        _add(document, "Heading 2", chart.title).paragraph_format.keep_with_next = True
        if chart.text:
            _add(document, "Normal", chart.text).paragraph_format.keep_with_next = chart.picture is not None
        if chart.picture is not None:
            png = charts.png(chart.picture, is_narrow=True)
            _write_chart(document, png, chart.title, chart.picture.alt, _COLUMN_CM)
    _begin_columns(document, 1)


def _begin_columns(document: Document, number: int) -> None:
    """Set what follows in so many columns, on the same page."""
    from docx.enum.section import WD_SECTION
    from docx.oxml.ns import qn

    part = document.add_section(WD_SECTION.CONTINUOUS)
    part.different_first_page_header_footer = False
    columns = part._sectPr.find(qn("w:cols"))
    columns.set(qn("w:num"), str(number))
    columns.set(qn("w:space"), str(_GAP_TWIPS))


def _write_grid(document: Document, grid: Grid, charts: Charts) -> None:
    """A table whose header row comes again on each page, and whose rows are not split between two."""
    from docx.shared import Cm

    columns, cells = grid.table.columns, grid.table.cells
    groups = dict(grid.groups)
    table = document.add_table(rows=1, cols=len(columns), style="Table Grid")
    properties = table._tbl.tblPr
    for name, words in (
        ("w:tblCaption", grid.table.title),
        ("w:tblDescription", grid.table.lead or grid.table.title),
    ):
        properties.append(_element(name, storable(words)))
    table.autofit = False
    for column, share in zip(table.columns, grid.widths, strict=True):
        column.width = Cm(_WIDTH_CM * share)
    head = table.rows[0]
    _repeat(head)
    for cell, text in zip(head.cells, columns, strict=True):
        _fill(cell, text, is_bold=True, shade=_PALE)
    if grid.stays_together:
        _keep_with_next(head)
    for number, row in enumerate(cells):
        if number in groups:
            group = table.add_row()
            _keep_whole(group)
            _fill(group.cells[0].merge(group.cells[-1]), groups[number], is_bold=True, shade=_PALE)
        added = table.add_row()
        _keep_whole(added)
        for cell, text in zip(added.cells, row, strict=True):
            _fill(cell, text)
        if grid.sparklines and (line := grid.sparklines[number]) is not None:
            run = added.cells[-1].paragraphs[0].runs[0]
            drawn = run.add_picture(io.BytesIO(charts.png_of(line.svg)), width=Cm(_SPARKLINE_CM))
            _describe(drawn._inline, row[0], line.alt)
        if grid.stays_together and number < len(cells) - 1:
            _keep_with_next(added)
    _add(document, "Table text")


def _element(name: str, value: str = "") -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(name)
    if value:
        made.set(qn("w:val"), value)
    return made


def _repeat(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(_element("w:tblHeader", "true"))
    _keep_whole(row)


def _keep_with_next(row: _Row) -> None:
    for paragraph in row.cells[0].paragraphs:
        paragraph.paragraph_format.keep_with_next = True


def _keep_whole(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(_element("w:cantSplit", "true"))


def _fill(cell: _Cell, text: str, is_bold: bool = False, shade: str = "") -> None:
    from docx.oxml.ns import qn

    paragraph = cell.paragraphs[0]
    _style(paragraph, "Table text")
    run = paragraph.add_run(storable(text))
    run.bold = is_bold or None
    if shade:
        made = _element("w:shd", "clear")
        made.set(qn("w:fill"), shade)
        cell._tc.get_or_add_tcPr().append(made)
