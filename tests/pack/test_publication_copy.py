"""The publication copies of both demonstrations: no hidden number in any file of them, and nothing that only officers may see."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from components.figures.figure import Figure
from components.newest_quarter import unchosen_filters
from components.pack import excel, pdf, report, word
from components.pack.blocks import Grid, Paragraph, blocks_of
from components.pack.making import Wanted
from components.pack.model import NOT_FOR_PUBLICATION, PUBLICATION_COPY, Report
from components.pack.quality import number_hidden
from components.publishable import telling_of, written_words
from data.facts.commentary import return_mark
from data.notes.written import Action, Commentaries, Written
from data.store import Store
from tests.app.test_publication_copy import small_numbers
from tests.pack.reading import document, word_alternatives, word_text

WANTED = Wanted(made_on=date(2023, 1, 20))


@pytest.fixture(scope="module")
def of_county(county: Store) -> Report:
    return report(county, wanted=WANTED)


@pytest.fixture(scope="module")
def of_officers(county: Store) -> Report:
    return report(county, publication=False, wanted=WANTED)


def pairs(published: Report, internal: Report) -> Iterator[tuple[Figure, Figure]]:
    """Each figure of the publication copy with that of the internal one."""
    by_key = {figure.key: figure for figure in internal.figures}
    for figure in published.figures:
        yield figure, by_key[figure.key]


def test_it_is_the_packs_default(of_county: Report, of_officers: Report) -> None:
    assert of_county.cover.is_publication_copy and of_county.cover.marking == ""
    assert of_officers.cover.marking == NOT_FOR_PUBLICATION


def test_no_figure_of_it_says_draws_or_lists_a_small_number(of_county: Report, of_officers: Report) -> None:
    assert not [(figure.key, small) for figure in of_county.figures if (small := small_numbers(figure))]
    assert sum(bool(small_numbers(figure)) for figure in of_officers.figures) > 20


def test_a_hidden_number_is_in_no_sentence_alternative_or_chart(
    of_county: Report, of_officers: Report
) -> None:
    """Of what a table hides, the number as officers see it: percentages and rates, which are not whole by chance."""
    found, looked_at = [], 0
    for figure, internal in pairs(of_county, of_officers):
        if figure.table is None or internal.table is None or "hidden" not in figure.states:
            continue
        known = {row[0]: row for row in internal.table.cells}
        said = figure.text + (figure.picture.alt if figure.picture else "")
        shown = {cell for row in figure.table.cells for cell in row}
        for row in figure.table.cells:
            for place, cell in enumerate(row[1:], start=1):
                number = known.get(row[0], row)[place] if cell.startswith("hidden") else ""
                if "." in number and number not in shown:
                    looked_at += 1
                    if re.search(rf"(?<![\d.]){re.escape(number)}", said):
                        found.append((figure.key, row[0], number))
    assert looked_at > 50
    assert not found


def test_word_and_excel_print_what_the_report_has_and_no_more(of_county: Report) -> None:
    """Their texts, tables and alternatives are the report's, whose figures the tests above look at."""
    made = replace(of_county, sections=tuple(one for one in of_county.sections if one.title == "Get Safe"))
    written = word.write(made)
    said = word_text(written)
    tables = [
        [list(block.table.columns), *map(list, block.table.cells)]
        for block in blocks_of(made)
        if isinstance(block, Grid)
    ]
    assert "hidden" in said
    for table in document(written).tables[1:]:
        read = [[cell.text for cell in row.cells] for row in table.rows]
        assert read in tables or read[0] == ["Headline", "Now", "Change"]
    assert all(alternative in _alternatives(made) for alternative in word_alternatives(written))
    with zipfile.ZipFile(io.BytesIO(written)) as parts:
        assert not [name for name in parts.namelist() if "comments" in name or "embeddings" in name]
        assert NOT_FOR_PUBLICATION not in "".join(
            parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml")
        )


def _alternatives(made: Report) -> set[str]:
    pictures = (*made.narrow_pictures, *made.wide_pictures)
    rows = {f"{row.name}, {row.trend_words}" for row in made.overview.rows}
    return rows | {" ".join(picture.alt.split()) for picture in pictures}


def test_excels_cells_and_chart_caches_hold_no_number_that_is_hidden(of_county: Report) -> None:
    content = excel.write(of_county)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert {sheet.sheet_state for sheet in book} == {"visible"}
    assert not [row for sheet in book for row in sheet.row_dimensions.values() if row.hidden]
    assert (
        book.properties.title
        == "Example county: Summary Data for Scrutiny Panel, Q3 2022/23 (publication copy)"
    )
    cells = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    numbers = {cell for cell in cells if isinstance(cell, (int, float))}
    for figure in of_county.figures:
        if figure.table is not None:
            for shown, raw in zip(figure.table.cells, figure.table.raw, strict=False):
                hidden = [place for place, cell in enumerate(shown) if cell == "hidden"]
                assert not [place for place in hidden if isinstance(raw[place], (int, float))]
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        charts = [name for name in parts.namelist() if name.startswith("xl/charts/chart")]
        assert len(charts) > 100
        for name in charts:
            cached = re.findall(r"<c:pt [^>]*><c:v>([^<]*)</c:v>", parts.read(name).decode())
            assert {float(one) for one in cached if re.fullmatch(r"-?[\d.]+", one)} <= numbers | {0.0}
        assert "customXml" not in " ".join(parts.namelist())
    assert NOT_FOR_PUBLICATION not in cells and PUBLICATION_COPY in cells


def test_the_data_quality_statement_says_the_rule_and_how_many_of_what(of_county: Report) -> None:
    statement = next(one for one in of_county.quality if one.title == "Hidden in this publication copy")
    assert "Numbers of children from 1 to 5 are hidden" in statement.lines[0]
    counted = {section.title: sum(map(number_hidden, section.figures)) for section in of_county.sections}
    assert sum(number > 0 for number in counted.values()) >= 3
    for title, number in counted.items():
        assert (number > 0) == any(line.startswith(f"{title}: {number} hidden.") for line in statement.lines)
    assert statement.lines[-1].startswith("Commentary that its authors have not cleared for publication")


def test_the_real_packs_publication_copy(pack: Store) -> None:
    """The December 2022 return: 2 sibling groups and the texts that nobody cleared are not in it; what is not of few is."""
    made = report(pack, ["Family Front Door", "Child Protection"], wanted=WANTED)
    said = word_text(word.write(made))
    assert "two sibling groups" not in said and "38/401" not in said
    assert "87% in Q3 2022/23" in said
    assert not any("ibling groups" in figure.title for figure in made.figures)
    assert [absent.is_hidden for absent in made.sections[1].not_shown if "ibling" in absent.title] == [True]
    assert b"Not for publication" not in pdf.write(made)


@pytest.fixture
def december(pack: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The December 2022 pack with nothing typed, whatever a test types."""
    monkeypatch.setattr(pack.notes, "commentaries", Commentaries())
    return pack


def texts_of(made: Report) -> str:
    return "\n".join(block.text for block in blocks_of(made) if isinstance(block, Paragraph))


def test_what_somebody_wrote_is_printed_where_its_author_says_so(december: Store) -> None:
    section, quarter = "Missing", "Q3 2022/23"
    notes = december.notes.commentaries
    action = Action("Offer interviews sooner", "Head of service", date(2023, 2, 1), "Open", "Q2 2022/23")
    notes.write(section, quarter, Written("Three children went missing twice.", (action,), ("Why?",)))
    left_out = report(december, [section], wanted=WANTED)
    assert left_out.left_out == (section,)
    assert "Three children" not in texts_of(left_out) and "1 in 2 children" not in texts_of(left_out)
    internal = report(december, [section], publication=False, wanted=WANTED)
    assert "Three children" in texts_of(internal) and "1 in 2 children" in texts_of(internal)
    notes.write(section, quarter, replace(notes.of(section, quarter), may_be_published=True))
    printed = report(december, [section], wanted=WANTED)
    assert "Three children" in texts_of(printed) and "1 in 2 children" not in texts_of(printed)
    assert printed.left_out == (section,)
    commentary = printed.sections[0].commentary[0]
    assert commentary.questions == ("Why?",) and commentary.actions is not None
    assert commentary.actions.columns == ("Action", "Officer", "Due", "Status", "Carried forward from")
    assert commentary.actions.cells[0][1:3] == ("Head of service", "01/02/2023")


def test_a_returns_text_is_cleared_as_it_stands(december: Store) -> None:
    section, quarter = "Missing", "Q3 2022/23"
    words = written_words(december, section, date(2022, 12, 31))
    cleared = Written(return_published=return_mark(words.returned))
    december.notes.commentaries.write(section, quarter, cleared)
    made = report(december, [section], wanted=WANTED)
    assert "1 in 2 children" in texts_of(made) and not made.left_out
    december.notes.commentaries.write(section, quarter, Written(return_published="of another text"))
    assert "1 in 2 children" not in texts_of(report(december, [section], wanted=WANTED))


def test_the_numbers_of_a_cleared_text_that_tell_of_few_are_named(december: Store) -> None:
    chosen = unchosen_filters(december, is_publication=True)
    text = "Two sibling groups began again, 87% in time, and 12 children aged 3 on 4 October."
    telling = telling_of(december, "Child Protection", [text], chosen)
    assert [(one.number, one.why) for one in telling if one.number == "Two"]
    assert {one.number for one in telling} == {"Two"}


def test_a_draft_is_printed_where_nothing_is_written(of_county: Report, of_officers: Report) -> None:
    front = next(section for section in of_county.sections if section.title == "Missing")
    assert front.commentary[0].drafted and not front.commentary[0].texts
    assert "Drafted from the figures" in [
        block.heading for block in blocks_of(of_county) if isinstance(block, Paragraph)
    ]
    assert not any(one.drafted for section in of_officers.sections for one in section.commentary)


def test_drafts_can_be_left_away(december: Store) -> None:
    made = report(december, ["Missing"], wanted=replace(WANTED, has_drafts=False))
    assert not made.sections[0].commentary[0].drafted
