"""The blank panel return to fill in: headers with notes, drop-downs, an example row on each sheet."""

from __future__ import annotations

import io
from collections.abc import Iterable

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from data.returns.codes import CODE_SETS
from data.returns.factors import CHILD, PARENT
from data.returns.layouts import Column, Layout
from data.returns.panel import PANEL, RISK_FACTORS
from data.safe_text import write_text

ROWS_WITH_DROP_DOWNS = 2_000
LISTS, READ_ME = "Lists", "Read me"
_HEADER = PatternFill("solid", fgColor="12436D")
_NEEDED, _OPTIONAL = Font(bold=True, color="FFFFFF"), Font(italic=True, color="FFFFFF")
_EXAMPLE = Font(italic=True, color="6B7680")
_COMMON_FACTORS = (
    (PARENT, "Domestic Violence"),
    (PARENT, "Mental Health"),
    (PARENT, "Drug"),
    (PARENT, "Alcohol"),
    (CHILD, "Mental Health"),
    (CHILD, "Abuse or neglect – 'EMOTIONAL ABUSE'"),
    (CHILD, "Abuse or neglect – 'NEGLECT'"),
    (CHILD, "Domestic Violence"),
    (CHILD, "Learning Disability"),
    (CHILD, "Self-Harm"),
)


def blank_panel_return(measure_titles: Iterable[str]) -> bytes:
    """The template as a workbook's bytes; ``measure_titles`` fill the drop-down of measures."""
    book = Workbook()
    _read_me(book)
    titles = list(measure_titles)
    for layout in PANEL:
        sheet = book.create_sheet(layout.title)
        if layout is RISK_FACTORS:
            _rank_table(sheet)
        else:
            _sheet(sheet, layout, len(titles))
        sheet.freeze_panes = "A2" if layout is not RISK_FACTORS else "A3"
    lists = book.create_sheet(LISTS)
    lists["A1"] = "Measures"
    for row, title in enumerate(titles, start=2):
        write_text(lists.cell(row, 1), title)
    lists.sheet_state = "hidden"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _read_me(book: Workbook) -> None:
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = READ_ME
    lines = (
        "Panel return",
        "Fill in the sheets you have figures for; delete or leave the others.",
        "Every sheet is optional. Columns in bold are needed, columns in italics may be left out.",
        "The grey row on each sheet is an example: it is not read while it stands as it is. Type over it.",
        "Periods may be written as Q3 2022/23, Dec 2022, 31/12/2022, 2022/23 or 2022/23 YTD to Q3.",
        "Percentages: all as 36% or 36, or all as fractions (0.36), one way in a column.",
    )
    for row, line in enumerate(lines, start=1):
        sheet.cell(row, 1, line).font = Font(bold=row == 1, size=14 if row == 1 else 11)
    sheet.column_dimensions["A"].width = 100


def _sheet(sheet: Worksheet, layout: Layout, measures: int) -> None:
    for position, column in enumerate(layout.columns, start=1):
        cell = sheet.cell(1, position, column.header)
        cell.fill, cell.font = _HEADER, _OPTIONAL if column.optional else _NEEDED
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if column.note:
            cell.comment = Comment(column.note, "Scrutiny Explorer")
        sheet.column_dimensions[get_column_letter(position)].width = max(16, min(46, len(column.header) + 6))
        if (rule := _drop_down(column, measures)) is not None:
            letter = get_column_letter(position)
            rule.add(f"{letter}2:{letter}{ROWS_WITH_DROP_DOWNS}")
            sheet.add_data_validation(rule)
    for position, value in enumerate(layout.example, start=1):
        if value is not None:
            cell = sheet.cell(2, position)
            write_text(cell, str(value))
            cell.font, cell.number_format = _EXAMPLE, "@"


def _drop_down(column: Column, measures: int) -> DataValidation | None:
    if column.kind == "measure":
        return DataValidation(type="list", formula1=f"{LISTS}!$A$2:$A${measures + 1}", allow_blank=True)
    if column.codes is None:
        return None
    choices = ",".join(code.description for code in CODE_SETS[column.codes].codes)
    return (
        DataValidation(type="list", formula1=f'"{choices}"', allow_blank=column.blank)
        if len(choices) <= 250
        else None
    )


def _rank_table(sheet: Worksheet) -> None:
    for position, period in zip((3, 5, 7), ("2020/21", "2021/22", "2022/23 (ytd)"), strict=True):
        sheet.cell(1, position, period)
        sheet.merge_cells(start_row=1, end_row=1, start_column=position, end_column=position + 1)
    for position, header in enumerate(("Relates to", "Risk factor", *("Rank", "%") * 3), start=1):
        sheet.cell(2, position, header)
    for row in (1, 2):
        for position in range(1, 9):
            sheet.cell(row, position).fill, sheet.cell(row, position).font = _HEADER, _NEEDED
    for row, (relates_to, factor) in enumerate(_COMMON_FACTORS, start=3):
        sheet.cell(row, 1, relates_to)
        sheet.cell(row, 2, factor)
    sheet.cell(3 + len(_COMMON_FACTORS), 1, 'Percent of assessments with "Trio of Harm" present')
    sheet["C1"].comment = Comment("Change the years to those you report.", "Scrutiny Explorer")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 40
