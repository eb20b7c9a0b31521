"""Several lists on one sheet, one below the other or side by side: each becomes a part that is read like a sheet of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pyarrow as pa

from data.returns.layouts import Layout, alphanumerics
from data.returns.opening import Sheet
from data.returns.recognition import (
    HEADER_ROWS_SEARCHED,
    first_rows,
    header_rows,
    is_never_a_list,
    likeliest_layout,
    list_number,
    match_columns,
    row_of,
)
from data.returns.reshaping import reshape


@dataclass(frozen=True)
class _Headers:
    """Headers of a list: in which row, from which to which column, of which layout, and which column is which."""

    row: int
    first: int
    last: int
    layout: Layout
    columns: dict[str, int]
    likeness: float

    def is_above(self, other: _Headers) -> bool:
        """Whether the other headers stand below these, in some of the same columns."""
        return self.row < other.row and self.first <= other.last and other.first <= self.last


def parts_of(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets, one with several lists on it as its parts, in the order in which they stand.

    The columns of a part are those of its sheet, empty where they are another list's.
    """
    return [part for sheet in sheets for part in _parts(sheet)]


def _parts(sheet: Sheet) -> list[Sheet]:
    """A sheet's lists, one part each; a table laid out with its periods across is one, however often its headers come."""
    if is_never_a_list(sheet.name):
        return [sheet]
    rows = header_rows(sheet.cells)
    found = _without_repeats([headers for row in rows for headers in _headers_in(sheet, row)]) if rows else []
    if len(found) < 2 or reshape(sheet.cells, first_rows(sheet.cells, HEADER_ROWS_SEARCHED + 1)) is not None:
        return [sheet]
    return [replace(_part(sheet, headers, found), part=number) for number, headers in enumerate(found)]


def _headers_in(sheet: Sheet, row: int) -> list[_Headers]:
    """The headers in a row, of each list that has its own there."""
    texts = row_of(sheet.cells, row)
    found: list[_Headers] = []
    for first, last in _spans(sheet.name, texts):
        within = [text if first <= index <= last else "" for index, text in enumerate(texts)]
        likeliest = likeliest_layout(sheet.name, within)
        if likeliest is not None:
            columns = match_columns(likeliest[1], within, row).columns
            found.append(
                _Headers(
                    row, min(columns.values()), max(columns.values()), likeliest[1], columns, likeliest[0]
                )
            )
    return found


def _spans(sheet_name: str, texts: list[str]) -> list[tuple[int, int]]:
    """From which to which column the headers of each list in a row reach.

    A further list begins after an empty cell, or with the header that the list before it begins with, where some header comes
    again and both sides are lists by themselves.
    """
    plain = [alphanumerics(text) for text in texts]
    spans: list[tuple[int, int]] = []
    first, end = 0, len(texts)
    for start in range(1, end):
        begins_with = next((text for text in plain[first:start] if text), "")
        if not plain[start] or (plain[start - 1] and plain[start] != begins_with):
            continue
        right = [text for text in texts[start:] if text]
        is_again = any(alphanumerics(text) in plain[first:start] for text in right)
        if (
            is_again
            and likeliest_layout(sheet_name, texts[first:start])
            and likeliest_layout(sheet_name, _up_to_repeat(right))
        ):
            spans.append((first, start - 1))
            first = start
    return [*spans, (first, end - 1)]


def _up_to_repeat(texts: list[str]) -> list[str]:
    """The texts before the first of them comes again."""
    again = next(
        (index for index in range(1, len(texts)) if alphanumerics(texts[index]) == alphanumerics(texts[0])),
        len(texts),
    )
    return texts[:again]


def _without_repeats(found: list[_Headers]) -> list[_Headers]:
    """The headers without those that only repeat the ones above them, and of two rows of headers without rows between the likelier."""
    kept: list[_Headers] = []
    for headers in found:
        above = next((earlier for earlier in reversed(kept) if earlier.is_above(headers)), None)
        if above is not None and above.layout is headers.layout and above.columns == headers.columns:
            continue
        if above is not None and headers.row == above.row + 1:
            if headers.likeness > above.likeness:
                kept[kept.index(above)] = headers
            continue
        kept.append(headers)
    return kept


def _part(sheet: Sheet, headers: _Headers, found: list[_Headers]) -> Sheet:
    beside = [other for other in found if other.last < headers.first or headers.last < other.first]
    left = max((other.last for other in beside if other.last < headers.first), default=-1) + 1
    right = min(
        (other.first for other in beside if other.first > headers.last), default=sheet.cells.num_columns
    )
    above = [other for other in found if other.is_above(headers)]
    below = [other for other in found if headers.is_above(other)]
    start = (
        _title_above(sheet.cells, max(above, key=lambda other: other.row).row, headers, left, right)
        if above
        else 0
    )
    end = sheet.cells.num_rows
    if below:
        following = min(below, key=lambda other: other.row)
        end = _title_above(sheet.cells, headers.row, following, left, right)
    own = sheet.cells.slice(start, end - start)
    columns = [
        column if left <= index < right else pa.nulls(own.num_rows, pa.string())
        for index, column in enumerate(own.columns)
    ]
    return replace(sheet, cells=pa.table(columns, names=own.column_names), first_row=sheet.first_row + start)


def _title_above(cells: pa.Table, least: int, headers: _Headers, left: int, right: int) -> int:
    """The first row that belongs to a list further down: its headers, or the title and blank rows above them."""
    row = headers.row
    while row - 1 > least and _is_title_or_blank(
        [text for text in row_of(cells, row - 1)[left:right] if text], headers.layout
    ):
        row -= 1
    return row


def _is_title_or_blank(texts: list[str], layout: Layout) -> bool:
    """Whether a row's texts are none, or one that names a list."""
    if len(texts) > 1:
        return False
    titles = {alphanumerics(name) for name in (layout.title, layout.short_title, *layout.sheet_names)}
    return all(list_number(text) is not None or alphanumerics(text) in titles for text in texts)
