"""Recognising what a sheet is and which of its columns is which: by its headers first, by its name second."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.returns.annex_a import ANNEX_A, FORM_SHEETS
from data.returns.invisible import visible
from data.returns.layouts import Column, Layout, alphanumerics, header_words
from data.returns.panel import PANEL

HEADER_ROWS_SEARCHED = 30
HEADERS_OVER_ROWS = 3
"""A header may be split over so many rows, one below the other."""

LAYOUTS: tuple[Layout, ...] = (*ANNEX_A, *PANEL)
LAYOUT_BY_NAME = {layout.name: layout for layout in LAYOUTS}
LEAST_LIKENESS = 0.6
NULL_WORDS = frozenset(
    {
        "",
        "-",
        "--",
        "n/a",
        "#n/a",
        "na",
        "null",
        "none",
        "nan",
        "(blank)",
        "blank",
        "(null)",
        "<null>",
        "[null]",
        "nat",
        "<na>",
        "n.a.",
        "n.a",
        "–",
        "—",
    }
)
"""What people and systems write into a cell that holds nothing (lower case)."""
_NAME_BONUS = 0.25
_NEARLY_THE_SAME = 0.9
_LONGEST_HEADER = 200
_SHARED = frozenset(
    {"child_id", "gender", "ethnicity", "born_on", "age_stated", "disability", "team", "worker", "period"}
)
"""Columns that several layouts have: alone they do not tell which it is."""


@dataclass(frozen=True)
class Match:
    """A sheet recognised: which layout, where its headers are (row from 0) and which cell column each column is.

    ``columns`` maps a column's name to its index; ``headers`` to the words on the sheet; ``guessed`` are those matched
    by likeness, ``repeated`` headers that came twice (the first is used); ``extra`` other headers (text to index).
    The headers may be split over ``headers_over`` rows, of which ``header_row`` is the last. A match that is ``reshaped`` is of
    a table made from the sheet, so that its columns are not the sheet's.
    """

    layout: Layout
    header_row: int
    columns: dict[str, int]
    headers: dict[str, str]
    guessed: tuple[str, ...]
    repeated: tuple[str, ...]
    extra: dict[str, int]
    headers_over: int = 1
    reshaped: bool = False


def clean(text: object) -> str:
    """A cell's text without invisible characters and outer blanks."""
    return "" if text is None else visible(str(text))


@dataclass(frozen=True)
class FirstRows:
    """The first rows of a sheet, in which its headers may stand: cleaned ``texts``, and the same as alphanumerics, ``plain``."""

    texts: list[list[str]]
    plain: list[list[str]]

    def __getitem__(self, rows: slice) -> FirstRows:
        return FirstRows(self.texts[rows], self.plain[rows])


def first_rows(cells: pa.Table, count: int = HEADER_ROWS_SEARCHED) -> FirstRows:
    """The first rows of a sheet, ``count`` of them at most."""
    columns = [_decoded(column).to_pylist() for column in cells.slice(0, count).columns]
    texts = [[clean(value) for value in row] for row in zip(*columns, strict=True)]
    return FirstRows(texts, [[alphanumerics(text) for text in row] for row in texts])


def _decoded(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column


def list_number(sheet_name: str) -> int | None:
    """The number in a sheet name that speaks of a list: 'List_1', 'List 11 ', 'Ofsted List 3 - Referrals'."""
    sheet_name = clean(sheet_name)
    if "list" not in sheet_name.lower():
        return None
    found = re.search(r"(?<!\d)(1[01]|[1-9])(?!\d)", sheet_name)
    return int(found.group()) if found else None


def is_form_sheet(sheet_name: str) -> bool:
    """Whether the sheet is one of the official form's that hold no records."""
    return alphanumerics(sheet_name) in FORM_SHEETS


def is_never_a_list(sheet_name: str) -> bool:
    """Whether no list is looked for on a sheet of that name; “Lists” may be the template's own or hold all of them."""
    return is_form_sheet(sheet_name) and alphanumerics(sheet_name) != "lists"


def _named_like(layout: Layout, sheet_name: str) -> bool:
    number = list_number(sheet_name)
    if number is not None:
        return layout.number == number
    plain = alphanumerics(sheet_name)
    return plain in {alphanumerics(name) for name in (layout.title, *layout.sheet_names)}


def recognise(sheet_name: str, cells: pa.Table, rows: FirstRows | None = None) -> Match | None:
    """What the sheet is, or None where its headers are those of no declared layout.

    Headers in one row are found wherever it stands; those split over rows within the first HEADER_ROWS_SEARCHED, which
    ``rows`` are where they have been read already.
    """
    if is_never_a_list(sheet_name):
        return None
    if rows is None:
        rows = first_rows(cells)
    match = _best_match(sheet_name, _candidates(rows))
    if match is None and cells.num_rows > len(rows.texts):
        further_down = [
            (index, 1, row_of(cells, index)) for index in header_rows(cells) if index >= len(rows.texts)
        ]
        match = _best_match(sheet_name, further_down)
    return match


def _candidates(rows: FirstRows) -> list[tuple[int, int, Sequence[str]]]:
    """The rows, and rows joined, that may be headers: each with its number, over how many rows it stands, and its texts."""
    candidates: list[tuple[int, int, Sequence[str]]] = []
    for over in range(1, HEADERS_OVER_ROWS + 1):
        for index in range(over - 1, len(rows.texts)):
            joined = rows[index + 1 - over : index + 1]
            known = _KNOWN_HEADERS.intersection(map("".join, zip(*joined.plain, strict=True)))
            if len(known) >= _FEWEST_HEADERS:
                candidates.append((index, over, rows.texts[index] if over == 1 else _joined(joined.texts)))
    return candidates


def _best_match(sheet_name: str, candidates: Sequence[tuple[int, int, Sequence[str]]]) -> Match | None:
    """The match of the likeliest headers among rows, each with its number and over how many rows its headers are split."""
    best: tuple[float, Layout, int, int, Sequence[str]] | None = None
    for index, over, row in candidates:
        likeliest = likeliest_layout(sheet_name, row)
        if likeliest is not None and (best is None or likeliest[0] > best[0] + 1e-9):
            best = (*likeliest, index, over, row)
    return match_columns(best[1], best[4], best[2], best[3]) if best else None


def likeliest_layout(sheet_name: str, row: Sequence[str]) -> tuple[float, Layout] | None:
    """The layout that a row is most likely the headers of, and how likely; None where it is those of none."""
    headers = {alphanumerics(text) for text in row if text and len(text) <= _LONGEST_HEADER}
    if len(headers & _KNOWN_HEADERS) < _FEWEST_HEADERS:
        return None
    filled = sum(map(bool, row))
    best: tuple[float, Layout] | None = None
    for layout in LAYOUTS:
        known = _HEADERS_OF[layout.name]
        found = {known[text] for text in headers if text in known}
        if len(found) < _FEWEST_HEADERS or found <= _SHARED:
            continue
        likeness = 2 * len(found) / (len(layout.columns) + filled)
        needed = [column.name for column in layout.columns if not column.optional]
        share = len(found.intersection(needed)) / len(needed)
        score = max(likeness, share) + (_NAME_BONUS if _named_like(layout, sheet_name) else 0)
        if score >= LEAST_LIKENESS and (best is None or score > best[0] + 1e-9):
            best = (score, layout)
    return best


def header_rows(cells: pa.Table) -> list[int]:
    """The rows (from 0), wherever they stand, in which two cells or more hold known headers."""
    counts = np.zeros(cells.num_rows, dtype=np.int16)
    columns = encoded_columns(cells)
    if not columns:
        return []
    texts = pa.concat_arrays([column.dictionary for column in columns])
    worded = np.flatnonzero(pc.match_substring_regex(texts, "[A-Za-z]").to_numpy(zero_copy_only=False))
    plain = pc.replace_substring_regex(pc.utf8_lower(texts.take(pa.array(worded))), "[^a-z0-9]+", "")
    is_known = np.zeros(len(texts), dtype=bool)
    is_known[worded[pc.is_in(plain, value_set=_KNOWN_HEADERS_ARRAY).to_numpy(zero_copy_only=False)]] = True
    start = 0
    for column in columns:
        own = np.append(is_known[start : start + len(column.dictionary)], False)
        start += len(column.dictionary)
        if own.any():
            counts += own[column.indices.fill_null(-1).to_numpy(zero_copy_only=False)]
    return np.flatnonzero(counts >= _FEWEST_HEADERS).tolist()


def encoded_columns(cells: pa.Table) -> list[pa.DictionaryArray]:
    """Each column of texts as one array of its different texts and which of them each row holds."""
    whole = [column.combine_chunks() for column in cells.columns]
    return [column if pa.types.is_dictionary(column.type) else column.dictionary_encode() for column in whole]


def row_of(cells: pa.Table, index: int) -> list[str]:
    """One row of a sheet as cleaned text."""
    return [clean(column[index].as_py()) for column in cells.columns]


def _joined(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows as one, the texts of a column one after the other."""
    return [" ".join(filter(None, texts)) for texts in zip(*rows, strict=True)]


def _headers_of(layout: Layout) -> dict[str, str]:
    """Every known header of a layout, as alphanumerics, with the name of its column."""
    known: dict[str, str] = {}
    for column in layout.columns:
        for words in column.known_headers:
            known.setdefault(alphanumerics(words), column.name)
    return known


_HEADERS_OF = {layout.name: _headers_of(layout) for layout in LAYOUTS}
_KNOWN_HEADERS = frozenset(header for known in _HEADERS_OF.values() for header in known)
_KNOWN_HEADERS_ARRAY = pa.array(sorted(_KNOWN_HEADERS))
_FEWEST_HEADERS = 2


def match_columns(layout: Layout, row: Iterable[str], header_row: int, headers_over: int = 1) -> Match:
    """Match the headers of a row to a layout's columns: same letters and digits, then aliases, then near likeness."""
    row = list(row)
    texts = {index: text for index, text in enumerate(row) if text}
    found: dict[str, int] = {}
    guessed: list[str] = []
    repeated: list[str] = []

    def claim(column: Column, index: int) -> None:
        found[column.name] = index
        del texts[index]

    for alternatives in (lambda c: (c.header,), lambda c: c.other_headers):
        plain = {index: alphanumerics(text) for index, text in texts.items()}
        for column in layout.columns:
            wanted = {alphanumerics(words) for words in alternatives(column)}
            hits = [index for index, text in plain.items() if index in texts and text in wanted]
            if hits and column.name not in found:
                claim(column, hits[0])
                repeated += [texts[index] for index in hits[1:]]
    for column in layout.columns:
        if column.name in found:
            continue
        for index, text in texts.items():
            if _alike(column, text):
                claim(column, index)
                guessed.append(column.name)
                break
    all_headers = {index: text for index, text in enumerate(row) if text}
    headers = {name: all_headers[index] for name, index in found.items()}
    extra = {text: index for index, text in texts.items()}
    return Match(layout, header_row, found, headers, tuple(guessed), tuple(repeated), extra, headers_over)


def _alike(column: Column, text: str) -> bool:
    words = header_words(text)
    if any(words and words == header_words(known) for known in column.known_headers):
        return True
    plain = alphanumerics(text)
    if len(plain) < 8:
        return False
    return any(
        SequenceMatcher(None, plain, alphanumerics(known)).ratio() >= _NEARLY_THE_SAME
        for known in column.known_headers
        if len(alphanumerics(known)) >= 8
    )
