"""Rows of a list that are no records: totals, counts, notes, dates of printing, repeated headers, guidance under the headers.

One sign is never enough to leave a row out: a word may be a child's id where the rest of the row is filled in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.returns.layouts import Column, alphanumerics

NO_RECORD = "footer or total row"
REPEATED_HEADER = "repeated header"
GUIDANCE = "guidance under the headers"

_KNOWN = re.compile(
    r"(grand |sub-?)?totals?\b|[^\d]{1,60}\btotals?\W*$|(applied )?filters?\b|.*\bfilters? applied|"
    r"(source|notes?|n\.?b|count|printed|page|key|report|extract|parameters?|period|date|user|author|version|status|records?|rows?)\s*"
    r"([:=]|\d|of\b|by\b|on\b|at\b)|"
    r"(annex a\W*|ofsted )?list[ _]?\d{1,2}\b|"
    r"(number|count|sum|average|mean) of\b|(no|nil|none|zero|0)\s+(data|return|rows?|records?|results?|children|cases?|entries|items?|"
    r"contacts?|referrals?|assessments?|enquiries|plans?|matching|applicable)\b|nil( return)?\W*$|not applicable\W*$|"
    r"\d[\d,]*\s+(records?|rows?|children|cases?|entries|items?|results?|contacts?|referrals?|assessments?|enquiries|plans?|in total|"
    r"selected|returned|listed|found)\b|"
    r"(report|data|extract|list|file|query)?\s*(run|generated|produced|extracted|exported|printed|created|refreshed|prepared|downloaded|"
    r"correct|accurate|as at|last updated)\s+(by|on|at|from|date|as|:|\d)|(report|run|extract|print|export) (date|time|by)\b|"
    r"(report|data|extract|list|file|query) (was )?(run|generated|produced|extracted|exported|printed|created|refreshed)\b|"
    r"(rows?|records?) (returned|found|selected|listed|in total)\b|"
    r"(end|bottom) of (the )?(report|list|data|file|records|sheet|table)|(--+|\*+|=+)?\s*end\s*(--+|\*+|=+)?$|"
    r"official\b|confidential|restricted|protect\b|private\b|sensitive|unclassified|copyright|©|disclaimer|"
    r"this (report|list|data|document|sheet)\b|"
    r"(please|see) |continued\b|produced by|prepared by|data (as )?(at|to|from)\b|\*|page \d",
    re.IGNORECASE,
)
"""What a system or a person writes above and under the records, by how it begins."""

_SUMS = r"^(?i:(grand |sub-?|overall )?totals?\b|[^0-9]+\btotals?\W*$|sum\b|count\b|average\b|mean\b)"
_NUMBER = re.compile(r"-?\d[\d,]*(\.\d+)?%?")
_LINE = re.compile(r"[\W_]+")
_DATE = re.compile(
    r"(\d{4}-\d\d-\d\d|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,2}(st|nd|rd|th)? [A-Za-z]{3,9} \d{4})"
    r"([ T,]+\d{1,2}:\d\d(:\d\d)?.*)?"
)
_FORMS = frozenset(
    (
        "ddmmyyyy",
        "yyyymmdd",
        "ddmmyy",
        "date",
        "text",
        "number",
        "numeric",
        "code",
        "mandatory",
        "optional",
        "required",
        "yn",
        "yesno",
        "dropdown",
        "freetext",
        "integer",
        "string",
        "characters",
        "mf",
    )
)
"""What a row under the headers says of the form of a column's values, as alphanumerics."""

_FEW_FILLED = 0.5
_SENTENCE_WORDS = 4
_SENTENCE_LENGTH = 60
_GUIDANCE_ROWS = 3


Texts = tuple[pa.Array, pa.Array]
"""A column: its different texts, and which of them each row holds (null where the cell is empty)."""


@dataclass(frozen=True)
class _WholeRecords:
    """What the ids of rows look like that are well filled in: their shapes, first words, least length; and in which rows they are."""

    shapes: frozenset[str]
    first_words: frozenset[str]
    least_length: int
    rows: np.ndarray

    def says_their_number(self, text: str, row: int) -> bool:
        """Whether a text, shorter than any id, is the number of records above it."""
        return text.isdigit() and len(text) < self.least_length and int(text) == int((self.rows < row).sum())


def no_record_reasons(
    columns: Sequence[Texts], named: Mapping[int, Column], key: int, headers: Mapping[int, str]
) -> pa.Array:
    """For each row that is no record, what it is; null for the others.

    ``named`` are the columns that the form has, by position; ``key`` is the position of the one that says what a row is of, as
    the child's id; ``headers`` the words over the columns.
    """
    places = [which.fill_null(-1).to_numpy(zero_copy_only=False) for _, which in columns]
    texts = columns[key][0]
    rows = len(places[key])
    others, asked = np.zeros(rows, np.int16), np.zeros(rows, np.int16)
    for index, where in enumerate(places):
        if index != key:
            others += (filled := where >= 0)
            if index in named:
                asked += filled
    required = sum(index != key and not column.blank for index, column in named.items())
    is_id, is_record = named[key].kind == "id", places[key] >= 0
    repeated = _repeated_headers(texts, places[key], named[key], headers.get(key))
    is_record[repeated] = False
    is_thin = is_record & ((asked <= _FEW_FILLED * required) if is_id else (others == 0))
    reasons = dict.fromkeys(repeated, REPEATED_HEADER)
    if is_thin.any() or (~is_record & (others == 1)).any():
        records = _whole_records(texts, places[key], np.flatnonzero(is_record & ~is_thin))
        for row in np.flatnonzero(is_thin).tolist():
            text = texts[int(places[key][row])].as_py()
            if _is_note(text, records) or (is_id and others[row] <= 1 and _is_unlike(text, row, records)):
                reasons[row] = NO_RECORD
        for row in np.flatnonzero(~is_record & (others == 1)).tolist():
            alone = next(
                column[0][int(where[row])].as_py()
                for column, where in zip(columns, places, strict=True)
                if where[row] >= 0
            )
            if _is_note(alone, records):
                reasons[row] = NO_RECORD
    sums = _places_like(texts, _SUMS)
    for row in np.flatnonzero(np.isin(places[key], sums)).tolist() if len(sums) else []:
        beside = [
            column[0][int(where[row])].as_py()
            for index, (column, where) in enumerate(zip(columns, places, strict=True))
            if index != key and where[row] >= 0
        ]
        if len(beside) > 1 and all(map(_NUMBER.fullmatch, beside)):
            reasons[row] = NO_RECORD
    for row in range(min(_GUIDANCE_ROWS, rows)):
        held = [
            (index, columns[index][0][int(where[row])].as_py())
            for index, where in enumerate(places)
            if where[row] >= 0
        ]
        if len(held) > 1 and _is_guidance(held):
            reasons[row] = GUIDANCE
    listed = np.full(rows, None, dtype=object)
    listed[list(reasons)] = list(reasons.values())
    return pa.array(listed, pa.string())


def _whole_records(texts: pa.Array, places: np.ndarray, rows: np.ndarray) -> _WholeRecords:
    """What the ids look like of the rows that are well filled in."""
    ids = [texts[place].as_py() for place in np.unique(places[rows]).tolist()]
    return _WholeRecords(
        frozenset(map(_shape, ids)), frozenset(map(_first_word, ids)), min(map(len, ids), default=0), rows
    )


def _is_note(text: str, records: _WholeRecords) -> bool:
    """Whether a text is what systems write under a list, and does not begin as the ids there do."""
    if _LINE.fullmatch(text):
        return True
    return bool(_KNOWN.match(text)) and (
        not _first_word(text) or _first_word(text) not in records.first_words
    )


def _is_unlike(text: str, row: int, records: _WholeRecords) -> bool:
    """Whether a text alone in its row, or beside one cell, is far from an id: a sentence, a date, a count, words among numbers."""
    if (
        len(re.findall(r"[^\W\d_]{2,}", text)) >= _SENTENCE_WORDS
        or len(text) > _SENTENCE_LENGTH
        or _DATE.fullmatch(text)
    ):
        return True
    if records.says_their_number(text, row):
        return True
    if not records.shapes:
        return False
    is_word = not any(sign.isdigit() for sign in text)
    return (
        (is_word and all("9" in shape for shape in records.shapes))
        or (" " in text and not any(" " in shape for shape in records.shapes))
        or (bool(re.search(r"[^\W\d_]{3}", text)) and not any("a" in shape for shape in records.shapes))
    )


def _first_word(text: str) -> str:
    """The letters that a text begins with, in lower case; none where it begins otherwise."""
    letters = re.match(r"[^\W\d_]+", text)
    return letters[0].lower() if letters else ""


def _shape(text: str) -> str:
    """What an id looks like: runs of digits as 9, of letters as a, other signs as they are."""
    return re.sub(r"[^\W\d_]+", "a", re.sub(r"\d+", "9", text))


def _repeated_headers(texts: pa.Array, places: np.ndarray, column: Column, header: str | None) -> list[int]:
    """The rows whose first cell is its header again: the form's words or the sheet's."""
    words = {alphanumerics(known) for known in (*column.known_headers, header or column.header)}
    lettered = _places_like(texts, "^[^0-9]*$")
    same = [place for place in lettered.tolist() if alphanumerics(texts[place].as_py()) in words]
    return np.flatnonzero(np.isin(places, same)).tolist() if same else []


def _places_like(texts: pa.Array, pattern: str) -> np.ndarray:
    """Where the texts are that have a pattern which no number has: those that are not all figures are looked at alone."""
    worded = pc.indices_nonzero(pc.invert(pc.ascii_is_decimal(texts)))
    like = pc.match_substring_regex(texts.take(worded), pattern)
    places: np.ndarray = worded.filter(like).to_numpy()
    return places


def _is_guidance(held: Sequence[tuple[int, str]]) -> bool:
    """Whether a row's texts are the columns' numbers or letters, or say of what form a value is."""
    numbers = all(text == str(index + 1) for index, text in held)
    letters = held[-1][0] < len(ascii_uppercase) and all(
        text.upper() == ascii_uppercase[index] for index, text in held
    )
    forms = sum(alphanumerics(text.strip("()[] ")) in _FORMS for _, text in held)
    return numbers or letters or forms > len(held) / 2
