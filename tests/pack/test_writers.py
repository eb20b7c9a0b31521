"""The pack's three files, read back: the same figures as the pages, tags, alternatives, header rows, and texts that stay texts."""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from docx.oxml.ns import qn

from components.charts.family import specification
from components.charts.sparkline import sparkline
from components.figures.figure import Figure
from components.newest_quarter import unchosen_filters
from components.pack import excel, pdf, report, word
from components.pack.blocks import Grid, Heading, Paragraph, blocks_of, is_printed, overview_table
from components.pack.making import Wanted, section_names
from components.pack.model import NOT_FOR_PUBLICATION, Report
from data.measures import SECTIONS
from data.returns import panel
from data.store import Store
from tests.figures.reading import section_figures
from tests.pack.reading import (
    document,
    excel_text,
    sheets,
    tagged,
    word_alternatives,
    word_tables,
    word_text,
)
from tests.stories.test_pack import PROSE
from tests.workbooks import CONTACTS, contact, list_sheet, panel_sheet, workbook

MADE_ON = Wanted(made_on=date(2023, 1, 20))
SHORT = replace(MADE_ON, has_annex=False)
NASTY = "=cmd|' /C calc'!A0 <b>bold</b> #set text(red) *star* $x$ [link](http://x) \u202egnol\u202c \u200f &amp; “q”"

RANKS = [
    ["Parent/Carer", "Domestic Violence", "1 (36%)", "1 (32%)", "1 (34%)"],
    ["Parent/Carer", "Mental Health", "2 (35%)", "2 (30%)", "2 (33%)"],
    ["Child", "Mental Health", "4 (17%)", "3 (20%)", "3 (18%)"],
    ["Parent/Carer", "Drug", "5 (12%)", "5 (11%)", "4 (15%)"],
    ["Parent/Carer", "Alcohol", "3 (18%)", "4 (14%)", "5 (14%)"],
    ["Child", "Abuse or neglect – 'EMOTIONAL ABUSE'", "6 (12%)", "6 (10%)", "6 (12%)"],
    ["Child", "Abuse or neglect – 'NEGLECT'", "9 (7%)", "11 (6%)", "7 (11%)"],
    ["Child", "Domestic Violence", "8 (8%)", "7 (10%)", "8 (11%)"],
    ["Child", "Learning Disability", "7 (9%)", "8 (10%)", "9 (8%)"],
    ["Child", "Self-Harm", "10 (6%)", "9 (8%)", "10 (7%)"],
]
"""Sorted by the newest rank; then the trio's row."""


@pytest.fixture(scope="module")
def december(pack: Store) -> Report:
    return report(pack, publication=False, wanted=MADE_ON)


@pytest.fixture(scope="module")
def december_word(december: Report) -> bytes:
    return word.write(december)


@pytest.fixture(scope="module")
def december_said(december_word: bytes) -> str:
    """The words of the Word pack, a table's row on a line."""
    rows = [" ".join(row) for table in word_tables(december_word) for row in table]
    return "\n".join([word_text(december_word), *rows])


@pytest.fixture(scope="module")
def december_pdf(december: Report) -> bytes:
    return pdf.write(december)


@pytest.fixture(scope="module")
def december_excel(december: Report) -> bytes:
    return excel.write(december)


@pytest.fixture(scope="module")
def of_county(county: Store) -> Report:
    return report(county, ["Get Safe", "Workforce and quality of practice", "Missing"], False, wanted=SHORT)


def test_the_report_has_the_packs_sections_in_its_order(december: Report) -> None:
    assert [section.title for section in december.sections] == list(section_names())
    assert len(section_names()) == 8


def test_the_report_is_made_of_the_pages_figures(december: Report, pack: Store) -> None:
    """Sentences, tables and pictures are equal to those of the pages, and none that has a local value is left out."""
    on_pages: dict[str, Figure] = {}
    for title in SECTIONS:
        on_pages |= {
            f"{title} {figure.key}": figure for figure in section_figures(pack, title, unchosen_filters(pack))
        }
    shown = {figure.key: figure for figure in december.figures}
    for figure in on_pages.values():
        if figure.why_absent:
            continue
        printed = shown[figure.key]
        assert printed.text.startswith(figure.text)
        assert (printed.table, printed.more, printed.definition) == (
            figure.table,
            figure.more,
            figure.definition,
        )
        assert (printed.picture is None) == (figure.picture is None)
        if figure.picture is not None and printed.picture is not None:
            assert specification(printed.picture) == specification(figure.picture)


def alternatives(made: Report) -> list[str]:
    """What stands for each picture, in the order in which they are printed."""
    lines = [row for row in made.overview.rows if sparkline(row.unit, row.trend)]
    pictures = (*made.narrow_pictures, *made.wide_pictures)
    return [
        *(f"{row.name}, {row.trend_words}" for row in lines),
        *(" ".join(picture.alt.split()) for picture in pictures),
    ]


def test_sections_are_chosen_and_ordered(of_county: Report) -> None:
    assert [section.title for section in of_county.sections] == [
        "Get Safe",
        "Workforce and quality of practice",
        "Missing",
    ]
    assert not any(section.annex for section in of_county.sections)


def test_an_unknown_section_and_an_empty_store_are_refused(pack: Store, store: Store) -> None:
    with pytest.raises(ValueError, match="The pack has no section Nothing"):
        report(pack, ["Nothing"])
    with pytest.raises(ValueError, match="Nothing is loaded"):
        report(store)


def test_word_has_what_the_report_says(december: Report, december_word: bytes) -> None:
    said = word_text(december_word)
    for block in blocks_of(december):
        if isinstance(block, Paragraph):
            assert block.text in said
    for figure in december.figures:
        assert figure.title in said


def test_words_tables_are_the_pages_cell_for_cell(december: Report, december_word: bytes) -> None:
    written = word_tables(december_word)
    for figure in december.figures:
        if figure.table is not None and is_printed(figure):
            assert [list(figure.table.columns), *map(list, figure.table.cells)] in written
    overview = next(table for table in written if table[0][0] == "Measure")
    rows = [row for row in overview[1:] if len(set(row)) > 1]
    assert rows == [[*row, ""] for row in overview_table(december.overview).cells]


@pytest.mark.parametrize(
    ("as_written", "as_shown"), [row[:2] for row in PROSE], ids=[row[0] for row in PROSE]
)
def test_word_holds_every_number_of_the_packs_text(
    december_said: str, as_written: str, as_shown: str
) -> None:
    assert as_shown in december_said


def test_word_can_be_edited_and_read_aloud(december: Report, december_word: bytes) -> None:
    read = document(december_word)
    levels = [int(p.style.name[-1]) for p in read.paragraphs if p.style.name.startswith("Heading")]
    assert levels[0] == 1 and all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert word_alternatives(december_word) == alternatives(december)
    with zipfile.ZipFile(io.BytesIO(december_word)) as parts:
        body, styles = parts.read("word/document.xml").decode(), parts.read("word/styles.xml").decode()
    assert body.count("<w:tblHeader") == len(read.tables)
    assert 'w:lang w:val="en-GB"' in styles
    assert read.core_properties.title == (
        "Worcestershire: Summary Data for Scrutiny Panel, Q3 2022/23 (not for publication)"
    )
    assert read.core_properties.language == "en-GB"
    assert "TOC" in body
    small = [
        style.name for style in read.styles if style.type == 1 and style.font.size and style.font.size.pt < 12
    ]
    used = {p.style.name for p in read.paragraphs} | {
        p.style.name
        for table in read.tables
        for row in table.rows
        for cell in row.cells
        for p in cell.paragraphs
    }
    assert not used & set(small)


def test_the_pdf_is_tagged(december: Report, december_pdf: bytes) -> None:
    read = tagged(december_pdf)
    assert read.alternatives == alternatives(december)
    grids = [block for block in blocks_of(december) if isinstance(block, Grid)]
    assert read.tags["Table"] == len(grids)
    assert read.tags["TH"] == sum(len(grid.table.columns) for grid in grids)
    assert read.headings[0] == 1
    assert all(after - before <= 1 for before, after in zip(read.headings, read.headings[1:], strict=False))
    assert read.language == "en-GB"
    assert read.title == december.cover.full_title and read.shows_title
    assert "pdfuaid:part" in read.metadata and "pdfaid:part" in read.metadata


def test_excels_tables_are_the_pages_numbers(december: Report, december_excel: bytes) -> None:
    read = sheets(december_excel)
    assert list(read)[:2] == ["Cover", "Overview"]
    every = [row for rows in read.values() for row in rows]
    for figure in december.figures:
        for table in (*([figure.table] if figure.table else []), *figure.more):
            width = len(table.columns)
            raw = table.raw if table.raw and len(table.raw[0]) == width else table.cells
            for shown, values in zip(table.cells, raw, strict=True):
                expected = [
                    value if isinstance(value, (int, float)) and value == value else text or None
                    for text, value in zip(shown, values, strict=True)
                ]
                assert any(row[:width] == expected for row in every), (figure.title, expected)


def test_excel_has_real_tables_and_native_charts_with_alternatives(of_county: Report) -> None:
    content = excel.write(of_county)
    book = openpyxl.load_workbook(io.BytesIO(content))
    tables = [name for sheet in book for name in sheet.tables]
    assert len(tables) == len(set(tables)) > 15
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        charts = [name for name in parts.namelist() if re.match(r"xl/charts/chart\d+\.xml", name)]
        drawings = "".join(
            parts.read(name).decode() for name in parts.namelist() if "drawings/drawing" in name
        )
    assert len(charts) == len(of_county.narrow_pictures)
    assert drawings.count('descr="') == len(charts)
    assert 'descr=""' not in drawings


def test_the_cover_says_what_it_must(december: Report, december_word: bytes, december_excel: bytes) -> None:
    assert december.cover.provisional.startswith("Provisional: ")
    for said in (word_text(december_word), excel_text(december_excel)):
        for words in (
            "Worcestershire",
            "Q3 2022/23",
            "Provisional: ",
            "Prepared by ",
            "20 January 2023",
            NOT_FOR_PUBLICATION,
        ):
            assert words in said


def test_commentary_stands_before_the_charts(december: Report) -> None:
    kinds = [type(block).__name__ for block in blocks_of(december)]
    texts = [getattr(block, "text", "") for block in blocks_of(december)]
    start = texts.index("Throughcare")
    assert texts.index("Commentary", start) < kinds.index("FrontCharts", start)


def test_a_sections_page_has_up_to_four_figures_and_the_annex_all(december: Report) -> None:
    for section in december.sections:
        assert len(section.front) <= 4
        assert {figure.key for figure in section.front} <= {figure.key for figure in section.figures}
    texts = [block.text for block in blocks_of(december) if isinstance(block, Heading) and block.level == 1]
    assert texts.index("Workforce and quality of practice") < texts.index("Annex: Family Front Door")


def test_words_charts_stand_in_two_columns(december: Report, december_word: bytes) -> None:
    parts = document(december_word).sections
    columns = [part._sectPr.find(qn("w:cols")).get(qn("w:num"), "1") for part in parts]
    fronts = sum(bool(section.front) for section in december.sections)
    assert columns.count("2") == fronts and columns[-1] == "1"


def test_words_rank_table_is_the_real_packs_cell_for_cell(december_word: bytes) -> None:
    """Rank and percentage of 2020/21, 2021/22 and 2022/23, as the pack of December 2022 prints them."""
    table = next(rows for rows in word_tables(december_word) if rows[0][:2] == ["Relates to", "Risk factor"])
    assert [row[:5] for row in table[1:11]] == RANKS
    assert table[11][2:5] == ["12%", "10%", "10%"]


@pytest.fixture
def nasty(store: Store) -> Report:
    """A report of sheets whose every text is awkward; openpyxl would write one that begins with = as a formula."""
    text, awkward = f"! {NASTY}", f"! {NASTY} emoji 😀 中文 zero\ufeff pua\ue000"
    store.load("a.xlsx", workbook(list_sheet(CONTACTS, contact("1", "2022-11-02"))), date(2022, 12, 31))
    content = workbook(
        panel_sheet(panel.ABOUT, [text, "31/12/2022", None, text]),
        panel_sheet(panel.COMMENTARY, ["Quality of practice", awkward, text, text, None, None]),
        panel_sheet(panel.FEEDBACK, ["Q3 2022/23", text, 5]),
        panel_sheet(
            panel.AUDIT_GRADES,
            ["Q3 2022/23", None, text, "Good", 4, None],
            ["Q3 2022/23", None, text, "Inadequate", 1, None],
        ),
        panel_sheet(panel.TARGETS, ["audits_good", "01/04/2022", 50, None, text]),
    )
    store.load("p.xlsx", content)
    wanted = replace(MADE_ON, council=f"{NASTY} bell\x07", prepared_by=NASTY)
    return report(store, publication=False, wanted=wanted)


def test_a_sheets_text_stays_text_in_all_three(nasty: Report) -> None:
    kept = nasty.sections[-1].commentary[-1].texts[0]
    assert "=cmd" in kept and "<b>" in kept and "#set text(red)" in kept
    written = word.write(nasty)
    assert kept in word_text(written) and f"Prepared by {NASTY}" in word_text(written)
    assert any(NASTY[:20] in cell for table in word_tables(written) for row in table for cell in row)
    book = openpyxl.load_workbook(io.BytesIO(excel.write(nasty)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {kept, f"{NASTY} bell"} <= {cell.value for cell in cells}
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert not [cell for cell in cells if cell.hyperlink and cell.hyperlink.target]
    read = tagged(pdf.write(nasty))  # its words are data: a sign without a glyph would be refused
    assert NASTY.replace("\u202e", "").split("[")[0].strip() in read.title
    assert any(NASTY[:20] in alternative for alternative in read.alternatives)


def test_the_county_writes_in_all_three_forms(of_county: Report) -> None:
    assert tagged(pdf.write(of_county)).tags["Figure"] == len(alternatives(of_county)) > 15
    assert word_alternatives(word.write(of_county)) == alternatives(of_county)


def test_nothing_is_converted_twice(
    december: Report, pack: Store, december_word: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: str) -> str:
        raise AssertionError("converted again")

    monkeypatch.setattr("components.pack.charts._svg_of", refuse)
    again = report(pack, publication=False, wanted=replace(MADE_ON, council="Another"))
    assert again.charts is december.charts
    assert len(word.write(again)) > 1000 < len(pdf.write(again))
